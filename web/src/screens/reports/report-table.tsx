import { useMemo, useState } from 'react';
import { ArrowDown, ArrowUp, ChartColumn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { costDecimals, moneyDecimals, quantityDecimals, scaled } from '../../exact/exact';
import { useFormats, type Formats } from '../../i18n/format';
import { useShelf } from '../../local/shelf';
import { Bars } from '../../ui/charts';
import { Empty } from '../../ui/states';
import { useStores } from '../stores/stores';
import type { Column, ColumnName, ReportAnswer, ReportName, ReportQuery } from './definitions';

type Row = Record<string, unknown>;

/** A report of any kind of row, once its kind no longer matters. */
export interface AnyDefinition {
  groups: readonly string[];
  dated: boolean;
  columns: readonly Column<Row>[];
  chart: ColumnName | null;
  fetch: (query: ReportQuery) => Promise<ReportAnswer<Row>>;
}

const mostBars = 400;
const mostNamedBars = 12;
/** A table of more rows is drawn piece by piece; a file has them all. */
const rowsAtOnce = 500;

interface ReportTableProps {
  name: ReportName;
  definition: AnyDefinition;
  answer: ReportAnswer<Row>;
  groupBy: string;
}

export function ReportTable({ name, definition, answer, groupBy }: ReportTableProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [sort, setSort] = useState<{ by: ColumnName; down: boolean } | null>(null);
  const [shown, setShown] = useState(rowsAtOnce);
  const keyText = useKeyText(groupBy);
  // A column that is empty everywhere says nothing.
  const columns = definition.columns.filter((column) => answer.rows.some((row) => (column.of(row) ?? '') !== ''));
  const sorted = useMemo(() => {
    const column = definition.columns.find((one) => one.name === sort?.by);
    return column && sort ? [...answer.rows].sort((a, b) => compare(column, a, b, format) * (sort.down ? -1 : 1)) : answer.rows;
  }, [definition, answer, sort, format]);
  if (answer.rows.length === 0) {
    return <div className="card"><Empty icon={ChartColumn} title={t('reports.nothing')}><p>{t('reports.nothingMore')}</p></Empty></div>;
  }
  // Numbers are first wanted from the largest down, names from the beginning.
  const sortBy = (column: Column<Row>) => setSort(sort?.by !== column.name ? { by: column.name, down: isNumber(column) } : sort.down === isNumber(column) ? { by: column.name, down: !sort.down } : null);
  const heading = (column: Column<Row>) => (column.name === 'key' && groupBy ? t(`reports.groups.${groupBy}` as 'reports.groups.day') : t(`reports.columns.${column.name}`));
  return (
    <>
      <ReportChart name={name} definition={definition} rows={answer.rows} groupBy={groupBy} keyText={keyText} />
      <div className="card table-scroll" tabIndex={0} role="region" aria-label={t(`reports.${name}`)}>
        <table className="table" data-testid="report">
          <thead><tr>{columns.map((column) => (
            <th key={column.name} className={isNumber(column) ? 'number' : ''} scope="col" aria-sort={sort?.by === column.name ? (sort.down ? 'descending' : 'ascending') : undefined}>
              <button type="button" className="sort" onClick={() => sortBy(column)}>{heading(column)}{sort?.by === column.name && (sort.down ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />)}</button>
            </th>
          ))}</tr></thead>
          <tbody>
            {sorted.slice(0, shown).map((row, place) => (
              <tr key={place}>{columns.map((column) => <td key={column.name} className={isNumber(column) ? 'number' : ''}>{cell(column, row, format, keyText)}</td>)}</tr>
            ))}
          </tbody>
          <tfoot>
            <tr>{columns.map((column, place) => (place === 0 ? <th key={column.name} scope="row">{t('total')}</th> : <td key={column.name} className={isNumber(column) ? 'number' : ''}>{isNumber(column) && answer.totals ? cell(column, answer.totals, format, keyText) : ''}</td>))}</tr>
          </tfoot>
        </table>
      </div>
      {sorted.length > shown && <button type="button" className="button quiet wide-button no-print" onClick={() => setShown(shown + rowsAtOnce)}>{t('more')} ({format.whole(sorted.length - shown)})</button>}
    </>
  );
}

function isDated(groupBy: string): boolean {
  return groupBy === 'day' || groupBy === 'week' || groupBy === 'month';
}

/** What a key is called: a date, a product, a store, a kind of entry, a reason. */
function useKeyText(groupBy: string): (column: Column<Row>, value: string) => string {
  const { t } = useTranslation();
  const format = useFormats();
  const { items } = useShelf();
  const stores = useStores();
  return (column, value) => {
    if (column.name === 'store' || (column.name === 'key' && groupBy === 'store')) {
      const name = stores.data?.find((store) => store.code === value)?.name;
      return name ? `${name} (${value})` : value;
    }
    const item = items.get(value);
    return isDated(groupBy) ? format.date(value) : item ? format.name(item)
      : t(`kinds.${value}` as 'kinds.sale', { defaultValue: t(`reasons.${value}` as 'reasons.lost', { defaultValue: value }) });
  };
}

interface ReportChartProps {
  name: ReportName;
  definition: AnyDefinition;
  rows: readonly Row[];
  groupBy: string;
  keyText: (column: Column<Row>, value: string) => string;
}

function ReportChart({ name, definition, rows, groupBy, keyText }: ReportChartProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const dated = isDated(groupBy);
  const drawn = definition.columns.find((column) => column.name === definition.chart);
  if (!drawn || rows.length < 2) {
    return null;
  }
  const percent = drawn.kind === 'percent';
  const value = (row: Row) => Number(drawn.of(row) ?? 0);
  // Where all should be right, the worst are wanted; of money, the most.
  const charted = dated ? rows.slice(-mostBars) : [...rows].sort((a, b) => (percent ? value(a) - value(b) : value(b) - value(a))).slice(0, mostNamedBars);
  const label = (row: Row) => {
    const [column] = definition.columns.filter((one) => (one.kind === 'key' || one.name === 'name' || one.name === 'category') && (one.of(row) ?? '') !== '').slice(-1);
    return column ? shorten(keyText(column, String(column.of(row)))) : '';
  };
  return (
    <section className="card padded stack-tight">
      <h2>{t(`reports.columns.${drawn.name}`)}{!dated && rows.length > charted.length && <span className="soft small"> · {t(percent ? 'buying.lowestOnes' : 'buying.largestOnes', { n: format.whole(charted.length) })}</span>}</h2>
      <Bars title={t(`reports.${name}`)} format={percent ? (value) => format.percent(value / 10_000) : format.compact}
        bars={charted.map((row, place) => ({ key: `${place}`, label: dated ? format.shortDate(String(definition.columns[0]!.of(row))) : label(row), value: scaled(value(row), moneyDecimals), strong: !dated }))} />
    </section>
  );
}

function isNumber(column: Column<Row>): boolean {
  return column.kind !== 'key' && column.kind !== 'text';
}

function compare(column: Column<Row>, a: Row, b: Row, format: Formats): number {
  const [one, other] = [column.of(a) ?? null, column.of(b) ?? null];
  return isNumber(column) ? Number(one ?? -Infinity) - Number(other ?? -Infinity) || 0 : format.compare(String(one ?? ''), String(other ?? ''));
}

function shorten(text: string): string {
  return text.length > 13 ? `${text.slice(0, 12)}…` : text;
}

function cell(column: Column<Row>, row: Row, format: Formats, keyText: (column: Column<Row>, value: string) => string): string {
  const value = column.of(row);
  if (value === null || value === undefined || value === '') {
    return '';
  }
  switch (column.kind) {
    case 'key': return keyText(column, String(value));
    case 'text': return String(value);
    case 'whole': return format.whole(Number(value));
    case 'quantity': return format.quantity(scaled(Number(value), quantityDecimals));
    case 'cost': return format.cost(scaled(Number(value), costDecimals));
    case 'money': return format.cents(scaled(Number(value), moneyDecimals));
    case 'share': return format.percent(Number(value));
    case 'percent': return format.percent(Number(value) / 100);
  }
}
