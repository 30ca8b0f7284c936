import { westernDigits } from '../exact/exact';
import type { Item } from './item';

/** Urdu is written with several letters that look alike, and people leave marks and dashes away. */
export function fold(text: string): string {
  return westernDigits(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]/g, '')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[ةۃہھه]/g, 'ہ')
    .replace(/[أإٱ]/g, 'ا')
    .replace(/[-_.,/()'’]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export interface SearchIndex {
  find(query: string, limit: number): Item[];
}

interface Entry {
  item: Item;
  sku: string;
  words: string[];
  text: string;
}

/** Finds by name in both languages, by code and by barcode, as one types. Every word typed must be found; beginnings of names come first. */
export function searchIndex(items: Iterable<Item>): SearchIndex {
  const entries: Entry[] = [];
  for (const item of items) {
    const names = `${fold(item.name)} ${fold(item.nameUrdu ?? '')}`;
    const text = `${names} ${fold(item.sku)} ${item.barcodes.join(' ')} ${item.packs.map((pack) => pack.barcode ?? '').join(' ')}`;
    entries.push({ item, sku: fold(item.sku), words: names.split(' '), text });
  }
  return {
    find(query, limit) {
      const words = fold(query).split(' ').filter(Boolean);
      if (words.length === 0) {
        return [];
      }
      const whole = words.join(' ');
      const hits: { entry: Entry; rank: number }[] = [];
      for (const entry of entries) {
        if (words.every((word) => entry.text.includes(word))) {
          hits.push({ entry, rank: rank(entry, words, whole) });
        }
      }
      hits.sort((a, b) => a.rank - b.rank || a.entry.text.localeCompare(b.entry.text));
      return hits.slice(0, limit).map((hit) => hit.entry.item);
    },
  };
}

function rank(entry: Entry, words: string[], whole: string): number {
  if (entry.sku === whole) {
    return 0;
  }
  if (entry.text.startsWith(whole)) {
    return 1;
  }
  const beginnings = words.filter((word) => entry.words.some((own) => own.startsWith(word))).length;
  return 3 - beginnings / words.length;
}
