import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Item } from './item';
import type { QueuedEntry } from './queue';
import type { KeptScan } from './scans';

/** What this device keeps for itself: its own copy of catalogue and stock, and what waits to be sent. */
interface Schema extends DBSchema {
  items: { key: [string, string]; value: Item; indexes: { store: string } };
  queue: { key: number; value: QueuedEntry };
  /** Of shared counts, until the server has them. */
  scans: { key: string; value: KeptScan };
  meta: { key: string; value: unknown };
}

let opening: Promise<IDBPDatabase<Schema>> | undefined;

export function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('bazaar', 2, {
    upgrade(db, before) {
      if (before < 1) {
        db.createObjectStore('items', { keyPath: ['store', 'sku'] }).createIndex('store', 'store');
        db.createObjectStore('queue', { keyPath: 'place', autoIncrement: true });
        db.createObjectStore('meta');
      }
      db.createObjectStore('scans', { keyPath: 'id' });
    },
    // A newer version of the app in another tab must not wait for this one.
    blocking(_current, _next, event) {
      (event.target as IDBDatabase).close();
      opening = undefined;
    },
    terminated() {
      opening = undefined;
    },
  });
  return opening;
}

export async function readMeta<T>(key: string): Promise<T | undefined> {
  return (await database()).get('meta', key) as Promise<T | undefined>;
}

export async function writeMeta(key: string, value: unknown): Promise<void> {
  await (await database()).put('meta', value, key);
}
