import { allPages, api, read, type Movement } from '../api/client';
import { announce, listen } from './channel';
import { database, readMeta, writeMeta } from './database';
import { applyMovement, toItem, type Item } from './item';
import { createStore } from './store';

const pageSize = 200;

export interface Copy {
  store: string;
  /** What people call the store; null before the first time. */
  storeName: string | null;
  /** By SKU. */
  items: ReadonlyMap<string, Item>;
  /** When the whole copy was last taken, and the sequence up to which it is complete; null before the first time. */
  syncedAt: number | null;
  /** False until this device's own copy has been read. */
  loaded: boolean;
}

interface SyncMark {
  at: number;
  cursor: number;
  storeName?: string;
}

export const copy = createStore<Copy>({ store: '', storeName: null, items: new Map(), syncedAt: null, loaded: false });

const markKey = (store: string) => `sync:${store}`;

/** Opens a store's copy as this device has it, without asking anybody. */
export async function openCopy(store: string): Promise<void> {
  const items = await (await database()).getAllFromIndex('items', 'store', store);
  const mark = await readMeta<SyncMark>(markKey(store));
  copy.set({ store, storeName: mark?.storeName ?? null, items: new Map(items.map((item) => [item.sku, item])), syncedAt: mark?.at ?? null, loaded: true });
}

/** Follows what other tabs learn. */
export function watchCopy(): () => void {
  return listen((message) => {
    if (message.kind === 'items' && message.store === copy.get().store) {
      merge(message.items);
    } else if (message.kind === 'synced' && message.store === copy.get().store) {
      void openCopy(message.store);
    }
  });
}

function merge(changed: readonly Item[]): void {
  const current = copy.get();
  const items = new Map(current.items);
  for (const item of changed) {
    if ((items.get(item.sku)?.seq ?? -1) <= item.seq) {
      items.set(item.sku, item);
    }
  }
  copy.set({ ...current, items });
}

/** Takes the whole copy anew, and answers the sequence after which the live stream completes it. */
export async function syncCopy(store: string): Promise<number> {
  const path = { store };
  // The sequence first: whatever moves while the pages are read comes again with the stream.
  const { seq, name } = await read(api.GET('/api/v1/stores/{store}', { params: { path } }));
  const products = (archived: boolean) => allPages((cursor) => read(api.GET('/api/v1/products', { params: { query: { limit: pageSize, cursor, archived } } })));
  const [active, archived, stock] = await Promise.all([
    products(false),
    products(true),
    allPages((cursor) => read(api.GET('/api/v1/stores/{store}/stock', { params: { path, query: { limit: pageSize, cursor } } }))),
  ]);
  const rows = new Map(stock.map((row) => [row.sku, row]));
  const items = [...active, ...archived].map((product) => toItem(store, rows.get(product.sku), product));
  await replaceItems(store, items);
  await writeMeta(markKey(store), { at: Date.now(), cursor: seq, storeName: name } satisfies SyncMark);
  announce({ kind: 'synced', store });
  return seq;
}

async function replaceItems(store: string, items: readonly Item[]): Promise<void> {
  const transaction = (await database()).transaction('items', 'readwrite');
  const keep = new Set(items.map((item) => item.sku));
  for (const [, sku] of await transaction.store.index('store').getAllKeys(store)) {
    if (!keep.has(sku)) {
      void transaction.store.delete([store, sku]);
    }
  }
  for (const item of items) {
    void transaction.store.put(item);
  }
  await transaction.done;
}

export async function readMark(store: string): Promise<SyncMark | undefined> {
  return readMeta<SyncMark>(markKey(store));
}

/** Takes in the answer to an entry of our own. The stream brings it again, in its place between the others'. */
export async function takeInAnswer(store: string, entry: Movement): Promise<void> {
  const changed = applyMovement(copy.get().items, entry);
  const transaction = (await database()).transaction('items', 'readwrite');
  for (const item of changed) {
    void transaction.store.put(item);
  }
  await transaction.done;
  announce({ kind: 'items', store, items: changed });
}

/** Takes in entries from the stream. Answers false when one names a product that this device has never seen. */
export async function takeIn(store: string, entries: readonly Movement[]): Promise<boolean> {
  const items = new Map(copy.get().items);
  const changed = new Map<string, Item>();
  let known = true;
  for (const entry of entries) {
    known &&= entry.lines.every((line) => items.has(line.sku));
    for (const item of applyMovement(items, entry)) {
      items.set(item.sku, item);
      changed.set(item.sku, item);
    }
  }
  const last = entries.at(-1);
  const transaction = (await database()).transaction(['items', 'meta'], 'readwrite');
  for (const item of changed.values()) {
    void transaction.objectStore('items').put(item);
  }
  const mark = await transaction.objectStore('meta').get(markKey(store)) as SyncMark | undefined;
  if (last && mark) {
    void transaction.objectStore('meta').put({ ...mark, cursor: Math.max(mark.cursor, last.seq) } satisfies SyncMark, markKey(store));
  }
  await transaction.done;
  announce({ kind: 'items', store, items: [...changed.values()] });
  for (const movement of entries) {
    announce({ kind: 'movement', movement });
  }
  return known;
}
