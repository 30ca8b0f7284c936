import { expect, it } from 'vitest';
import type { ItemPack } from '../../local/item';
import { orderQuantity } from './terms';

const carton: ItemPack = { name: 'carton', size: 24_000, per: 1, barcode: null };

it('orders what is needed, and the least when nothing is said', () => {
  expect(orderQuantity(7_500, null, undefined)).toBe(8_000);
  expect(orderQuantity(-3_000, null, undefined)).toBe(1_000);
});

it('orders whole packs', () => {
  expect(orderQuantity(25_000, carton, undefined)).toBe(2_000);
  expect(orderQuantity(24_000, carton, undefined)).toBe(1_000);
});

it('orders whole multiples of what the goods come in', () => {
  expect(orderQuantity(30_000, null, { packSize: 12, minimum: null })).toBe(36_000);
  expect(orderQuantity(1_000, null, { packSize: 12, minimum: 30 })).toBe(36_000);
});

it('orders not less than the minimum, in what it speaks of', () => {
  expect(orderQuantity(1_000, carton, { pack: 'carton', minimum: 5 })).toBe(5_000);
  expect(orderQuantity(1_000, null, { pack: 'carton', packSize: null, minimum: 5 })).toBe(1_000);
});
