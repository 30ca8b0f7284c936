import { ChartColumn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { costDecimals, moneyDecimals, quantityDecimals, scaled } from '../../exact/exact';
import { useFormats, type Formats } from '../../i18n/format';
import { useShelf } from '../../local/shelf';
import { Bars } from '../../ui/charts';
import { Empty } from '../../ui/states';
import type { Column, ReportAnswer, ReportName, ReportQuery } from './definitions';

type Row = Record<string, unknown>;

/** A report of any kind of row, once its kind no longer matters. */
export interface AnyDefinition {
  groups: readonly string[];
  dated: boolean;
  columns: readonly Column<Row>[];
  chart: ((row: Row) => number) | null;
  fetch: (query: ReportQuery) => Promise<ReportAnswer<Row>>;
}

const mostBars = 40;

interface ReportTableProps {
  name: ReportName;
  definition: AnyDefinition;
  answer: ReportAnswer<Row>;
  groupBy: string;
}

export function ReportTable({ name, definition, answer, groupBy }: ReportTableProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const { items } = useShelf();
  // A column that is empty everywhere says nothing.
  const columns = definition.columns.filter((column) => answer.rows.some((row) => (column.of(row) ?? '') !== ''));
  const isDate = groupBy === 'day' || groupBy === 'week' || groupBy === 'month';
  const keyText = (value: string) => {
    const item = items.get(value);
    return isDate ? format.date(value) : item ? format.name(item)
      : t(`kinds.${value}` as 'kinds.sale', { defaultValue: t(`reasons.${value}` as 'reasons.lost', { defaultValue: value }) });
  };
  const { chart } = definition;
  const chartKey = (row: Row) => String(columns.map((column) => (column.kind === 'key' || column.name === 'name' ? column.of(row) ?? '' : '')).filter(Boolean).at(-1) ?? '');
  const charted = chart ? (isDate ? answer.rows : [...answer.rows].sort((a, b) => chart(b) - chart(a))).slice(isDate ? -mostBars * 10 : 0, isDate ? undefined : 12) : [];
  if (answer.rows.length === 0) {
    return <div className="card"><Empty icon={ChartColumn} title={t('reports.nothing')}><p>{t('reports.nothingMore')}</p></Empty></div>;
  }
  return (
    <>
      {chart && charted.length > 1 && (
        <section className="card padded">
          <Bars title={t(`reports.${name}`)} format={format.compact}
            bars={charted.map((row, place) => ({ key: `${place}`, label: isDate ? format.shortDate(String(definition.columns[0]!.of(row))) : shorten(keyText(chartKey(row))), value: scaled(chart(row), moneyDecimals), strong: !isDate }))} />
        </section>
      )}
      <div className="card table-scroll" tabIndex={0} role="region" aria-label={t(`reports.${name}`)}>
        <table className="table" data-testid="report">
          <thead><tr>{columns.map((column) => <th key={column.name} className={isNumber(column) ? 'number' : ''} scope="col">{heading(column)}</th>)}</tr></thead>
          <tbody>
            {answer.rows.map((row, place) => (
              <tr key={place}>{columns.map((column) => <td key={column.name} className={isNumber(column) ? 'number' : ''}>{cell(column, row, format, keyText)}</td>)}</tr>
            ))}
          </tbody>
          <tfoot>
            <tr>{columns.map((column, place) => (place === 0 ? <th key={column.name} scope="row">{t('total')}</th> : <td key={column.name} className={isNumber(column) ? 'number' : ''}>{isNumber(column) && answer.totals ? cell(column, answer.totals, format, keyText) : ''}</td>))}</tr>
          </tfoot>
        </table>
      </div>
    </>
  );

  function heading(column: Column<Row>): string {
    return column.name === 'key' && groupBy ? t(`reports.groups.${groupBy}` as 'reports.groups.day') : t(`reports.columns.${column.name}`);
  }
}

function isNumber(column: Column<Row>): boolean {
  return column.kind !== 'key' && column.kind !== 'text';
}

function shorten(text: string): string {
  return text.length > 13 ? `${text.slice(0, 12)}…` : text;
}

function cell(column: Column<Row>, row: Row, format: Formats, keyText: (value: string) => string): string {
  const value = column.of(row);
  if (value === null || value === undefined || value === '') {
    return '';
  }
  switch (column.kind) {
    case 'key': return keyText(String(value));
    case 'text': return String(value);
    case 'whole': return format.whole(Number(value));
    case 'quantity': return format.quantity(scaled(Number(value), quantityDecimals));
    case 'cost': return format.cost(scaled(Number(value), costDecimals));
    case 'money': return format.cents(scaled(Number(value), moneyDecimals));
  }
}
