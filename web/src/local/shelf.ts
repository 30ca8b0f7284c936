import { useMemo } from 'react';
import type { Quantity } from '../exact/exact';
import { barcodeIndex, type BarcodeIndex } from './barcode';
import { copy, type Copy } from './catalogue';
import { statusOf, type Item, type StockStatus } from './item';
import { pendingEffects, queue } from './queue';
import { searchIndex, type SearchIndex } from './search';
import { useStore } from './store';

/** What this device knows to be in the store: its copy, and what waits to be sent. */
export interface Shelf extends Copy {
  /** In the order of their names, without the archived ones that are used up. */
  list: readonly Item[];
  onHand(item: Item): Quantity;
  status(item: Item): StockStatus;
  waiting: ReadonlyMap<string, Quantity>;
}

export function useShelf(): Shelf {
  const current = useStore(copy);
  const entries = useStore(queue);
  return useMemo(() => {
    const waiting = pendingEffects(entries, current.store);
    const onHand = (item: Item) => item.onHand + (waiting.get(item.sku) ?? 0);
    return { ...current, list: listOf(current), waiting, onHand, status: (item) => statusOf(onHand(item), item.reorderPoint, item.targetLevel) };
  }, [current, entries]);
}

// Sorting and indexing depend on the items only, and items change with every sale: names, codes and barcodes rarely do.
const lists = new WeakMap<ReadonlyMap<string, Item>, Item[]>();

function listOf({ items }: Copy): Item[] {
  let list = lists.get(items);
  if (!list) {
    list = [...items.values()].filter((item) => !item.archived || item.onHand !== 0).sort((a, b) => (a.name < b.name ? -1 : 1));
    lists.set(items, list);
  }
  return list;
}

export function useSearch(shelf: Shelf): SearchIndex {
  return useMemo(() => searchIndex(shelf.list), [shelf.list]);
}

export function useBarcodes(shelf: Shelf): BarcodeIndex {
  return useMemo(() => barcodeIndex(shelf.items.values()), [shelf.items]);
}
