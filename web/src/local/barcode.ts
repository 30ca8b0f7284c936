import type { Money, Quantity } from '../exact/exact';
import { quantityForAmount, westernDigits } from '../exact/exact';
import type { Item, ItemPack } from './item';

/** What a scanned code stands for: a product, perhaps a pack of it, perhaps a weight or a price that the scale printed. */
export interface Scanned {
  item: Item;
  pack: ItemPack | null;
  quantity: Quantity | null;
  amount: Money | null;
}

/** Codes that mean the same compare equal: UPC-A, EAN-13 and GTIN-14 differ only by zeros in front. */
function key(code: string): string {
  return /^\d{8,14}$/.test(code) ? code.padStart(14, '0') : code.toLowerCase();
}

export interface BarcodeIndex {
  find(code: string): Scanned | null;
}

export function barcodeIndex(items: Iterable<Item>): BarcodeIndex {
  const codes = new Map<string, { item: Item; pack: ItemPack | null }>();
  const skus = new Map<string, Item>();
  for (const item of items) {
    skus.set(item.sku.toLowerCase(), item);
    for (const code of item.barcodes) {
      codes.set(key(code), { item, pack: null });
    }
    for (const pack of item.packs) {
      if (pack.barcode) {
        codes.set(key(pack.barcode), { item, pack });
      }
    }
  }
  const one = (code: string) => codes.get(key(code))?.item ?? skus.get(code.toLowerCase());
  return {
    find(scanned) {
      const code = westernDigits(scanned).trim();
      const hit = codes.get(key(code));
      if (hit) {
        return { ...hit, quantity: null, amount: null };
      }
      const bySku = skus.get(code.toLowerCase());
      return bySku ? { item: bySku, pack: null, quantity: null, amount: null } : readScaleLabel(code, one);
    },
  };
}

/** What shops' scales print, as `ScaleLabelFormat.Defaults`: 21 is a weight in grams, 23 a price in hundredths. */
function readScaleLabel(code: string, find: (code: string) => Item | undefined): Scanned | null {
  const match = /^(21|23)(\d{5})(\d{5})\d$/.exec(code);
  if (!match || !hasCheckDigit(code)) {
    return null;
  }
  const [, kind, printed = '', digits = ''] = match;
  const value = Number(digits);
  const item = find(printed) ?? find(printed.replace(/^0+/, ''));
  if (!item || value === 0) {
    return null;
  }
  return kind === '21'
    ? { item, pack: null, quantity: value, amount: null }
    : { item, pack: null, quantity: quantityForAmount(value, item.price), amount: value };
}

/** EAN-13's last digit makes the weighted sum a multiple of ten. */
export function hasCheckDigit(code: string): boolean {
  const total = [...code].reduce((sum, digit, at) => sum + Number(digit) * ((code.length - at) % 2 === 0 ? 3 : 1), 0);
  return total % 10 === 0;
}
