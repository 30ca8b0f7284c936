/**
 * Exact arithmetic, the same as `Bazaar.Domain/Primitives/Exact.cs`: quantities are whole thousandths, money whole hundredths, unit costs whole
 * ten-thousandths. Both read `tests/vectors/exact.json`. A number here is always a safe integer; products are taken in BigInt.
 */

/** Whole thousandths of a unit. */
export type Quantity = number;
/** Whole hundredths of the currency. */
export type Money = number;
/** Whole ten-thousandths of the currency. */
export type Cost = number;

export const quantityDecimals = 3;
export const moneyDecimals = 2;
export const costDecimals = 4;

/** The largest quantity of one line: 10^12 base units. */
export const maxLineQuantity = 1_000_000_000_000_000;

export type Scaled = { ok: true; value: number } | { ok: false; why: 'not-a-number' | 'not-exact' | 'out-of-range' };

const persianZero = '۰'.charCodeAt(0);
const arabicZero = '٠'.charCodeAt(0);

/** Urdu, Arabic and Western digits and separators, as Western ones: `۲٫۵` is `2.5`. */
export function westernDigits(text: string): string {
  return text
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - persianZero))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - arabicZero))
    .replace(/٫/g, '.')
    .replace(/٬/g, '');
}

/** What a person typed, as a whole number of the smallest part. More decimals than allowed are refused, never rounded. */
export function parseScaled(text: string, decimals: number): Scaled {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(westernDigits(text).replace(/[\s,]/g, ''));
  const [, sign, whole = '', fraction = ''] = match ?? [];
  if (!match || whole + fraction === '') {
    return { ok: false, why: 'not-a-number' };
  }
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) {
    return { ok: false, why: 'not-exact' };
  }
  const value = Number(`${sign}${whole}${kept.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(value) ? { ok: true, value: value + 0 } : { ok: false, why: 'out-of-range' };
}

/** A number from the server as a whole number of the smallest part. It is shortest-round-trip text first, so no digit is invented. */
export function scaled(value: number, decimals: number): number {
  const text = Math.abs(value) < 1e-6 ? '0' : Math.abs(value) >= 1e21 ? 'x' : String(value);
  const result = parseScaled(text, decimals);
  if (!result.ok) {
    throw new RangeError(`${value} does not have ${decimals} decimals.`);
  }
  return result.value;
}

/** The decimal text of a scaled number, without trailing zeros: 2500 thousandths is `2.5`. */
export function plainText(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return (value < 0 ? '-' : '') + digits.slice(0, digits.length - decimals) + (fraction ? `.${fraction}` : '');
}

/** The number that goes over the wire; JSON writes it with exactly these digits. */
export function wireNumber(value: number, decimals: number): number {
  return Number(plainText(value, decimals));
}

/** Divides and rounds half away from zero. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const half = (remainder < 0n ? -remainder : remainder) * 2n >= divisor;
  return half ? quotient + (dividend < 0n ? -1n : 1n) : quotient;
}

function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError('The amount is too large.');
  }
  return number;
}

/** Quantity × price, rounded half away from zero. */
export function amountAtPrice(quantity: Quantity, price: Money): Money {
  return safe(divideRounded(BigInt(quantity) * BigInt(price), 1_000n));
}

/** Quantity × unit cost, in hundredths, rounded half away from zero. */
export function amountAtCost(quantity: Quantity, cost: Cost): Money {
  return safe(divideRounded(BigInt(quantity) * BigInt(cost), 100_000n));
}

/** What an amount buys at a price, to the nearest thousandth. */
export function quantityForAmount(amount: Money, price: Money): Quantity {
  return price > 0 ? safe(divideRounded(BigInt(amount) * 1_000n, BigInt(price))) : 0;
}

/** A quantity of packs in base units, or null when it is not exact: a third of a pack of ten. */
export function packToBase(quantity: Quantity, size: Quantity, per: number): Quantity | null {
  const product = BigInt(quantity) * BigInt(size);
  const divisor = 1_000n * BigInt(per);
  return product % divisor === 0n ? safe(product / divisor) : null;
}

/** The price of a pack when only the unit has one, rounded half away from zero. */
export function packPrice(unitPrice: Money, size: Quantity, per: number): Money {
  return safe(divideRounded(BigInt(unitPrice) * BigInt(size), 1_000n * BigInt(per)));
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) {
    total += value;
  }
  return total;
}
