import { costDecimals, packToBase, quantityDecimals, wireNumber, type Cost, type Quantity } from '../exact/exact';
import type { Schemas } from '../api/client';
import { isCounted, type Item, type ItemPack } from './item';
import type { Effect } from './queue';
import { createStore, type Store } from './store';

/** A line of something being written down: a delivery, a removal, a count. */
export interface DraftLine {
  key: number;
  sku: string;
  name: string;
  nameUrdu: string | null;
  unit: string;
  pack: ItemPack | null;
  quantity: Quantity | null;
  /** Per pack, or per base unit. */
  cost: Cost | null;
}

export interface Draft {
  lines: Store<DraftLine[]>;
  add(item: Item, pack: ItemPack | null, quantity: Quantity | null, cost: Cost | null): void;
  change(key: number, change: Partial<DraftLine>): void;
  remove(key: number): void;
  set(lines: DraftLine[]): void;
}

/** Kept through a reload: half a delivery typed in is not lost. */
export function createDraft(name: string): Draft {
  return draftOf(`bazaar.draft.${name}`, []);
}

/** Kept for as long as its screen: changes of something that the server has. */
export function passingDraft(lines: DraftLine[]): Draft {
  return draftOf(null, lines);
}

function draftOf(storageKey: string | null, first: DraftLine[]): Draft {
  const load = (): DraftLine[] => {
    try {
      return JSON.parse(globalThis.localStorage?.getItem(storageKey ?? '') ?? '[]') as DraftLine[];
    } catch {
      // What cannot be read is begun anew.
      return [];
    }
  };
  const lines = createStore<DraftLine[]>(storageKey === null ? first : load());
  if (storageKey !== null) {
    globalThis.addEventListener?.('storage', (event) => event.key === storageKey && lines.set(load()));
  }
  const set = (next: DraftLine[]) => {
    lines.set(next);
    if (storageKey !== null) {
      localStorage.setItem(storageKey, JSON.stringify(next));
    }
  };
  return {
    lines,
    set,
    add(item, pack, quantity, cost) {
      const before = lines.get();
      const same = before.find((line) => line.sku === item.sku && line.pack?.name === pack?.name);
      if (same) {
        const sum = quantity === null ? same.quantity : (same.quantity ?? 0) + quantity;
        set([{ ...same, quantity: sum }, ...before.filter((line) => line !== same)]);
        return;
      }
      const key = Math.max(0, ...before.map((line) => line.key)) + 1;
      const { sku, name: itemName, nameUrdu, unit } = item;
      set([{ key, sku, name: itemName, nameUrdu, unit, pack, quantity, cost }, ...before]);
    },
    change: (key, change) => set(lines.get().map((line) => (line.key === key ? { ...line, ...change } : line))),
    remove: (key) => set(lines.get().filter((line) => line.key !== key)),
  };
}

/** In base units; null when nothing is given or a pack does not divide. */
export function baseOf(line: Pick<DraftLine, 'pack' | 'quantity' | 'unit'>): Quantity | null {
  if (line.quantity === null) {
    return null;
  }
  const base = line.pack ? packToBase(line.quantity, line.pack.size, line.pack.per) : line.quantity;
  return base !== null && isCounted(line) && base % 1_000 !== 0 ? null : base;
}

export function isComplete(line: DraftLine): boolean {
  return (line.quantity ?? 0) > 0 && baseOf(line) !== null;
}

export function draftRequests(lines: readonly DraftLine[]): Schemas['MovementLineRequest'][] {
  return [...lines].reverse().map((line) => ({
    sku: line.sku,
    quantity: wireNumber(line.quantity ?? 0, quantityDecimals),
    ...(line.pack ? { pack: line.pack.name } : {}),
    ...(line.cost === null ? {} : { unitCost: wireNumber(line.cost, costDecimals) }),
  }));
}

export function draftEffects(lines: readonly DraftLine[], sign: 1 | -1): Effect[] {
  return lines.map((line) => ({ sku: line.sku, delta: sign * (baseOf(line) ?? 0) }));
}
