import { amountAtPrice, packPrice, packToBase, sum, wireNumber, type Money, type Quantity } from '../exact/exact';
import { moneyDecimals, quantityDecimals } from '../exact/exact';
import type { Schemas } from '../api/client';
import type { Item, ItemPack } from './item';
import type { Effect } from './queue';
import { createStore, type Store } from './store';

export interface BasketLine {
  /** Grows with each line, so that lists keep their places. */
  key: number;
  sku: string;
  name: string;
  nameUrdu: string | null;
  unit: string;
  pack: ItemPack | null;
  /** In packs, or in base units. */
  quantity: Quantity;
  /** Per pack, or per base unit. */
  price: Money;
  /** Set when the price is not the shop's own. */
  priceChanged: boolean;
}

const storageKey = 'bazaar.basket';

function load(): BasketLine[] {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '[]') as BasketLine[];
  } catch {
    return [];
  }
}

/** What is being sold. It outlives a reload: an update or an empty battery must not lose a customer's basket. */
export const basket: Store<BasketLine[]> = createStore<BasketLine[]>(globalThis.localStorage ? load() : []);

// Another tab sold or added: there is one basket on a device.
globalThis.addEventListener?.('storage', (event) => {
  if (event.key === storageKey) {
    basket.set(load());
  }
});

function set(lines: BasketLine[]): void {
  basket.set(lines);
  localStorage.setItem(storageKey, JSON.stringify(lines));
}

export function priceOf(item: Item, pack: ItemPack | null): Money {
  return pack ? packPrice(item.price, pack.size, pack.per) : item.price;
}

/** Adds to the line of the same product and pack, or begins one. Answers the line's key. */
export function addToBasket(item: Item, pack: ItemPack | null, quantity: Quantity): number {
  const lines = basket.get();
  const same = lines.find((line) => line.sku === item.sku && line.pack?.name === pack?.name && !line.priceChanged);
  if (same) {
    // The line just touched is on top: that is where one looks.
    set([{ ...same, quantity: same.quantity + quantity }, ...lines.filter((line) => line !== same)]);
    return same.key;
  }
  const key = Math.max(0, ...lines.map((line) => line.key)) + 1;
  const { sku, name, nameUrdu, unit } = item;
  set([{ key, sku, name, nameUrdu, unit, pack, quantity, price: priceOf(item, pack), priceChanged: false }, ...lines]);
  return key;
}

export function changeLine(key: number, change: Partial<Pick<BasketLine, 'quantity' | 'pack' | 'price' | 'priceChanged'>>): void {
  set(basket.get().map((line) => (line.key === key ? { ...line, ...change } : line)));
}

export function removeLine(key: number): void {
  set(basket.get().filter((line) => line.key !== key));
}

export function restoreBasket(lines: BasketLine[]): void {
  set(lines);
}

export function clearBasket(): void {
  set([]);
}

export function amountOf(line: Pick<BasketLine, 'quantity' | 'price'>): Money {
  return amountAtPrice(line.quantity, line.price);
}

export function totalOf(lines: readonly BasketLine[]): Money {
  return sum(lines.map(amountOf));
}

export function baseQuantity(line: Pick<BasketLine, 'quantity' | 'pack'>): Quantity | null {
  return line.pack ? packToBase(line.quantity, line.pack.size, line.pack.per) : line.quantity;
}

/** What goes over the wire. The price is what the customer saw, whatever the catalogue says by then. */
export function saleLines(lines: readonly BasketLine[]): Schemas['MovementLineRequest'][] {
  return [...lines].reverse().map((line) => ({
    sku: line.sku,
    quantity: wireNumber(line.quantity, quantityDecimals),
    ...(line.pack ? { pack: line.pack.name } : {}),
    unitPrice: wireNumber(line.price, moneyDecimals),
  }));
}

export function effectsOf(lines: readonly Pick<BasketLine, 'sku' | 'quantity' | 'pack'>[], sign: 1 | -1): Effect[] {
  return lines.map((line) => ({ sku: line.sku, delta: sign * (baseQuantity(line) ?? 0) }));
}
