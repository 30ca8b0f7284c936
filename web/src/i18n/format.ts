import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { costDecimals, moneyDecimals, plainText, quantityDecimals, type Cost, type Money, type Quantity } from '../exact/exact';
import type { Item } from '../local/item';
import { settings } from '../local/settings';
import { useStore } from '../local/store';
import { languages, type Language } from './i18n';

export interface Formats {
  /** `Rs 1,250` or `Rs 1,250.50`. */
  money(value: Money): string;
  /** To the whole rupee: for averages and sums that nobody pays. */
  roughly(value: Money): string;
  /** The number alone. */
  amount(value: Money): string;
  /** Always with two decimals: for columns that are added up. */
  cents(value: Money): string;
  quantity(value: Quantity): string;
  /** A unit cost, to the hundredth: four decimals are for machines. */
  cost(value: Cost): string;
  /** With its unit: `2.5 kg`. */
  quantityOf(value: Quantity, unit: string): string;
  /** `+3`, `−2.5`. */
  signed(value: Quantity): string;
  whole(value: number): string;
  /** For the sides of charts: `12K`. */
  compact(value: Money): string;
  percent(ratio: number): string;
  date(isoDate: string): string;
  shortDate(isoDate: string): string;
  dateTime(when: string | number | Date): string;
  time(when: string | number | Date): string;
  /** `3 min ago`. */
  ago(when: number, now: number): string;
  /** The product's name in the language of the reader, where it has one. */
  name(product: Pick<Item, 'name' | 'nameUrdu'>): string;
  /** The product's other name, or null. */
  otherName(product: Pick<Item, 'name' | 'nameUrdu'>): string | null;
  unit(unit: string): string;
  /** A usual category in the language of the reader; any other as it was written. */
  category(category: string): string;
  compare(a: string, b: string): number;
}

// The browser's formatters cost ten milliseconds each on a slow phone: every row of a long list has the same ones, and each is made when it is first needed.
const made = new Map<string, Formats>();

/** Formats by the language that is spoken and the chosen digits. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const { digits } = useStore(settings);
  const language = i18n.language as Language;
  const key = `${language} ${digits}`;
  const formats = made.get(key) ?? makeFormats(language, digits);
  made.set(key, formats);
  return formats;
}

function makeFormats(language: Language, digits: 'western' | 'urdu'): Formats {
  const { t } = i18next;
  const { locale: base, direction } = languages[language];
  const locale = `${base}-u-nu-${digits === 'urdu' ? 'arabext' : 'latn'}`;
  const number = later(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }));
  const cents = later(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  const short = later(() => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }));
  const share = later(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }));
  const day = later(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }));
  const shortDay = later(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }));
  const dayTime = later(() => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h12' }));
  const clock = later(() => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h12' }));
  const relative = later(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
  const collator = later(() => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }));
  // Intl reads decimal text exactly.
  const text = (value: number, decimals: number) => plainText(value, decimals) as unknown as number;
  const amount = (value: Money) => (value % 100 === 0 ? number : cents)().format(text(value, moneyDecimals));
  // Between letters that run from the right, a sign would change sides.
  const isolated = (figure: string) => (direction === 'rtl' ? `\u2066${figure}\u2069` : figure);
  const quantity = (value: Quantity) => (value < 0 ? isolated : String)(number().format(text(value, quantityDecimals)));
  // Looked up once: a list asks for them with every row.
  const units = new Map<string, string>();
  const unitName = (unit: string) => {
    const name = units.get(unit) ?? t(`units.${unit}` as 'units.kg', { defaultValue: unit });
    units.set(unit, name);
    return name;
  };
  const [beforeMoney = '', afterMoney = ''] = t('money', { amount: '|' }).split('|');
  const money = (figure: string) => beforeMoney + figure + afterMoney;
  return {
    amount,
    roughly: (value) => money(number().format(Math.round(value / 100))),
    money: (value) => money(amount(value)),
    quantity,
    cents: (value) => cents().format(text(value, moneyDecimals)),
    cost: (value) => cents().format(text(value, costDecimals)),
    quantityOf: (value, unit) => `${quantity(value)} ${unitName(unit)}`,
    signed: (value) => isolated((value > 0 ? '+' : '') + number().format(text(value, quantityDecimals)).replace('-', '−')),
    compact: (value) => short().format(value / 100),
    whole: (value) => number().format(value),
    percent: (ratio) => share().format(ratio),
    date: (isoDate) => day().format(new Date(`${isoDate}T00:00:00Z`)),
    shortDate: (isoDate) => shortDay().format(new Date(`${isoDate}T00:00:00Z`)),
    dateTime: (when) => dayTime().format(new Date(when)),
    time: (when) => clock().format(new Date(when)),
    ago: (when, now) => ago(relative(), Math.round((when - now) / 1_000)),
    name: (product) => (language === 'ur' && product.nameUrdu) || product.name,
    otherName: (product) => (language === 'ur' ? (product.nameUrdu ? product.name : null) : product.nameUrdu),
    unit: unitName,
    category: (category) => t(`categories.${category}` as 'categories.Pulses', { defaultValue: category }),
    compare: (a, b) => collator().compare(a, b),
  };
}

/** Made when first asked for, once. */
function later<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => value ??= make();
}

function ago(relative: Intl.RelativeTimeFormat, seconds: number): string {
  if (seconds > -60) {
    return relative.format(0, 'minute');
  }
  if (seconds > -3_600) {
    return relative.format(Math.round(seconds / 60), 'minute');
  }
  return seconds > -86_400 ? relative.format(Math.round(seconds / 3_600), 'hour') : relative.format(Math.round(seconds / 86_400), 'day');
}
