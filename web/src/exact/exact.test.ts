import { describe, expect, it } from 'vitest';
import vectors from '../../../tests/vectors/exact.json';
import { amountAtCost, amountAtPrice, packPrice, packToBase, parseScaled, plainText, quantityForAmount, scaled, wireNumber } from './exact';

describe('the vectors that the domain reads too', () => {
  it.each(vectors.scale)('$text with $decimals decimals is $scaled', ({ text, decimals, scaled: expected }) => {
    const result = parseScaled(text, decimals);
    expect(result.ok ? result.value : null).toBe(expected);
    if (expected !== null) {
      expect(scaled(Number(text), decimals)).toBe(expected);
      expect(wireNumber(expected, decimals)).toBe(Number(text));
    }
  });

  it.each(vectors.amountAtPrice)('$quantity at $price is $amount', ({ quantity, price, amount }) => {
    expect(amountAtPrice(quantity, price)).toBe(amount);
  });

  it.each(vectors.amountAtCost)('$quantity at cost $cost is $amount', ({ quantity, cost, amount }) => {
    expect(amountAtCost(quantity, cost)).toBe(amount);
  });

  it.each(vectors.packs)('$quantity packs of $size per $per are $base', ({ quantity, size, per, base }) => {
    expect(packToBase(quantity, size, per)).toBe(base);
  });
});

describe('what people type', () => {
  it('reads Urdu and Arabic digits', () => {
    expect(parseScaled('۲٫۵', 3)).toEqual({ ok: true, value: 2500 });
    expect(parseScaled('١٢', 2)).toEqual({ ok: true, value: 1200 });
    expect(parseScaled('1,250.5', 2)).toEqual({ ok: true, value: 125050 });
  });

  it('refuses what is no number', () => {
    for (const text of ['', '.', '-', 'abc', '1.2.3', '1e5', '--1']) {
      expect(parseScaled(text, 3), text).toEqual({ ok: false, why: 'not-a-number' });
    }
    expect(parseScaled('9999999999999999', 3)).toEqual({ ok: false, why: 'out-of-range' });
  });

  it('writes the shortest text', () => {
    expect(plainText(2500, 3)).toBe('2.5');
    expect(plainText(-5, 3)).toBe('-0.005');
    expect(plainText(3000, 3)).toBe('3');
    expect(plainText(0, 2)).toBe('0');
  });

  it('says what an amount buys, and what a pack costs', () => {
    expect(quantityForAmount(5000, 16000)).toBe(313);
    expect(quantityForAmount(5000, 0)).toBe(0);
    expect(packPrice(12000, 24000, 1)).toBe(288000);
    expect(packPrice(100, 10000, 3)).toBe(333);
  });
});
