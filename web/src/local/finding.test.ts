import { expect, it } from 'vitest';
import { barcodeIndex } from './barcode';
import { addDays, businessDate } from './clock';
import { statusOf, type Item } from './item';
import { sseParser } from './live';
import { fold, searchIndex } from './search';

const item = (sku: string, name: string, nameUrdu: string | null, more: Partial<Item> = {}): Item => ({
  store: 'SHOP', sku, name, nameUrdu, category: null, unit: 'piece', barcodes: [], packs: [], price: 12_000, cost: null, archived: false,
  onHand: 0, averageCost: 0, reorderPoint: null, targetLevel: null, seq: 0, ...more,
});

const goods = [
  item('TEA', 'Tapal tea 190 g', 'ٹپال چائے ۱۹۰ گرام'),
  item('STEAM', '1121 steam rice', 'اسٹیم چاول'),
  item('COLA', 'Cola 500 ml', 'کولا', { barcodes: ['5449000000996'], packs: [{ name: 'carton', size: 24_000, per: 1, barcode: '15449000000993' }] }),
  item('00042', 'Sugar, loose', 'چینی', { unit: 'kg', price: 16_000 }),
];

it('finds by name in both languages, beginnings first', () => {
  const index = searchIndex(goods);
  expect(index.find('tea', 9).map((one) => one.sku)).toEqual(['TEA', 'STEAM']);
  expect(index.find('چائے', 9).map((one) => one.sku)).toEqual(['TEA']);
  expect(index.find('190 tap', 9).map((one) => one.sku)).toEqual(['TEA']);
  expect(index.find('5449000', 9).map((one) => one.sku)).toEqual(['COLA']);
  expect(index.find('nothing', 9)).toEqual([]);
});

it('reads Arabic letters and marks as the Urdu ones', () => {
  expect(fold('كولا')).toBe(fold('کولا'));
  expect(fold('چينى')).toBe(fold('چینی'));
  expect(fold('۱۹۰')).toBe('190');
});

it('knows products, packs and the labels that scales print', () => {
  const index = barcodeIndex(goods);
  expect(index.find('5449000000996')).toMatchObject({ item: { sku: 'COLA' }, pack: null });
  expect(index.find('05449000000996')).toMatchObject({ item: { sku: 'COLA' } });
  expect(index.find('15449000000993')).toMatchObject({ pack: { name: 'carton' } });
  expect(index.find('2100042012509')).toMatchObject({ item: { sku: '00042' }, quantity: 1_250 });
  expect(index.find('2300042020003')).toMatchObject({ item: { sku: '00042' }, quantity: 125, amount: 2_000 });
  expect(index.find('2100042012500'), 'a wrong check digit').toBeNull();
  expect(index.find('4006381333931')).toBeNull();
});

it('says how a product stands as the domain does', () => {
  expect([-1, 0, 5, 6, 21].map((onHand) => statusOf(onHand, 5, 20))).toEqual(['negative', 'out', 'low', 'ok', 'over']);
});

it('knows the business date of a shop whose day begins at three', () => {
  const night = new Date('2026-02-28T19:30:00Z');
  expect(businessDate(night, 'Asia/Karachi', '00:00')).toBe('2026-03-01');
  expect(businessDate(night, 'Asia/Karachi', '03:00')).toBe('2026-02-28');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});

it('reads events however they are cut', () => {
  const text = ': watching\n\nevent: movement\ndata: {"a":\ndata: 1}\nid: 7\n\nevent: heartbeat\ndata: {}\n\n';
  for (const size of [1, 3, 1_000]) {
    const parse = sseParser();
    const events = [];
    for (let at = 0; at < text.length; at += size) {
      events.push(...parse(text.slice(at, at + size)));
    }
    expect(events).toEqual([{ id: '7', event: 'movement', data: '{"a":\n1}' }, { id: null, event: 'heartbeat', data: '{}' }]);
  }
});
