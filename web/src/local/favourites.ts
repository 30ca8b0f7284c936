import { useEffect, useState } from 'react';
import { api, read } from '../api/client';
import { contact } from './contact';
import { readMeta, writeMeta } from './database';

const ageMs = 6 * 3_600_000;
const kept = 60;

interface Favourites {
  at: number;
  skus: string[];
}

/** What sold most in the last month, by how much money it brought. Kept on the device; asked for a few times a day. */
export function useFavourites(store: string): readonly string[] {
  const [skus, setSkus] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    const show = (found: readonly string[]) => !gone && setSkus(found);
    const load = async () => {
      const known = await readMeta<Favourites>(`favourites:${store}`);
      show(known?.skus ?? []);
      if (!known || Date.now() - known.at > ageMs) {
        const report = await read(api.GET('/api/v1/reports/sales', { params: { query: { store: [store], city: [], region: [], groupBy: 'product' } } }));
        const found = [...report.rows].sort((a, b) => b.net - a.net).slice(0, kept).map((row) => row.key);
        await writeMeta(`favourites:${store}`, { at: Date.now(), skus: found } satisfies Favourites);
        show(found);
      }
    };
    if (!store) {
      return undefined;
    }
    // Nobody waits for this: without an answer the tiles are in the order of their names.
    load().catch(() => undefined);
    const stop = contact.subscribe(() => {
      if (contact.get().state === 'online' && !gone) {
        load().catch(() => undefined);
        stop();
      }
    });
    return () => {
      gone = true;
      stop();
    };
  }, [store]);
  return skus;
}
