import type { Movement, Product, StockItem } from '../api/client';
import { costDecimals, moneyDecimals, quantityDecimals, scaled, type Cost, type Money, type Quantity } from '../exact/exact';

export type StockStatus = 'negative' | 'out' | 'low' | 'over' | 'ok';

export interface ItemPack {
  name: string;
  size: Quantity;
  per: number;
  barcode: string | null;
}

/** A product as one store has it: everything the screens need without asking. */
export interface Item {
  store: string;
  sku: string;
  name: string;
  nameUrdu: string | null;
  category: string | null;
  unit: string;
  barcodes: string[];
  packs: ItemPack[];
  price: Money;
  /** What it usually costs, from the catalogue. */
  cost: Cost | null;
  archived: boolean;
  onHand: Quantity;
  averageCost: Cost;
  reorderPoint: Quantity | null;
  targetLevel: Quantity | null;
  /** The sequence that on-hand is of: an older one never replaces a newer one. */
  seq: number;
}

const maybe = (value: number | null | undefined, decimals: number) => (value === null || value === undefined ? null : scaled(value, decimals));

/** A product that has never been in the store has no row of stock there: none of it, at the catalogue's price. */
export function toItem(store: string, stock: StockItem | undefined, product: Product): Item {
  return {
    store,
    sku: product.sku,
    name: product.name,
    nameUrdu: product.nameUrdu ?? null,
    category: product.category ?? null,
    unit: product.unit,
    barcodes: product.barcodes,
    packs: product.packs.map((pack) => ({
      name: pack.name ?? '',
      size: scaled(pack.size ?? 0, quantityDecimals),
      per: pack.per ?? 1,
      barcode: pack.barcode ?? null,
    })),
    price: scaled(stock?.price ?? product.price, moneyDecimals),
    cost: maybe(product.cost, costDecimals),
    archived: product.archived,
    onHand: scaled(stock?.onHand ?? 0, quantityDecimals),
    averageCost: scaled(stock?.unitCost ?? 0, costDecimals),
    reorderPoint: maybe(stock?.reorderPoint, quantityDecimals),
    targetLevel: maybe(stock?.targetLevel, quantityDecimals),
    seq: stock?.seq ?? 0,
  };
}

// As `Bazaar.Domain/Catalog/Unit.cs`; the server keeps every spelling as one of these.
const wholeUnits = new Set(['piece', 'pair', 'set']);

/** Whole numbers only: a third of a bottle cannot be sold. */
export function isCounted(item: Pick<Item, 'unit'>): boolean {
  return wholeUnits.has(item.unit);
}

/** As `StockStatus.Of` in the domain. */
export function statusOf(onHand: Quantity, reorderPoint: Quantity | null, targetLevel: Quantity | null): StockStatus {
  if (onHand < 0) {
    return 'negative';
  }
  if (onHand === 0) {
    return 'out';
  }
  if (reorderPoint !== null && onHand <= reorderPoint) {
    return 'low';
  }
  return targetLevel !== null && onHand > targetLevel ? 'over' : 'ok';
}

/** The items an entry moved, as they are after it. Older entries than an item's own change nothing. */
export function applyMovement(items: ReadonlyMap<string, Item>, movement: Movement): Item[] {
  const changed = new Map<string, Item>();
  for (const line of movement.lines) {
    const item = items.get(line.sku);
    if (item && item.store === movement.store && item.seq < movement.seq) {
      changed.set(item.sku, { ...item, onHand: scaled(line.onHand, quantityDecimals), seq: item.seq });
    }
  }
  // The sequence moves last: several lines of one entry may move one product.
  return [...changed.values()].map((item) => ({ ...item, seq: movement.seq }));
}
