import { expect, it } from 'vitest';
import en from './en.json';
import ur from './ur.json';

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, path = ''): Map<string, string> {
  return new Map(Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as const] : [...flat(value, `${path}${key}.`)])));
}

const english = flat(en);
const urdu = flat(ur);

it('says everything in Urdu too, and nothing that English does not know', () => {
  expect([...urdu.keys()].sort()).toEqual([...english.keys()].sort());
});

it('puts the same values into both', () => {
  const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
  for (const [key, text] of english) {
    expect(holes(urdu.get(key) ?? ''), key).toEqual(holes(text));
  }
});

it('is written in Urdu, not left in English', () => {
  const left = [...urdu].filter(([key, text]) => text === english.get(key) && /[a-z]{3,}/.test(text.replace(/\{\{\w+\}\}/g, '')));
  expect(left).toEqual([]);
});
