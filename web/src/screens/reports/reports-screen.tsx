import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormats } from '../../i18n/format';
import { addDays } from '../../local/clock';
import { serverNow } from '../../local/contact';
import { useShelf } from '../../local/shelf';
import { save } from '../../ui/download';
import { SelectField, TextField } from '../../ui/field';
import { Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { definitions, reportNames, type ReportName, type ReportQuery } from './definitions';
import { ReportTable, type AnyDefinition } from './report-table';

const spans = [7, 30, 90, 365] as const;

/** Numbers for a range of days, as a chart and as a table that adds up; to be taken away as CSV or a spreadsheet. */
export function ReportsScreen() {
  const { t } = useTranslation();
  const { name = 'sales' } = useParams();
  const report = reportNames.includes(name as ReportName) ? name as ReportName : 'sales';
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.reports')}</h1></div>
      <nav className="segments no-print" aria-label={t('nav.reports')}>
        {reportNames.map((one) => <Link key={one} to={`/reports/${one}`} aria-current={one === report ? 'page' : undefined}>{t(`reports.${one}`)}</Link>)}
      </nav>
      <Report key={report} name={report} />
    </div>
  );
}

function Report({ name }: { name: ReportName }) {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const definition = definitions[name] as unknown as AnyDefinition;
  const today = serverNow().toISOString().slice(0, 10);
  const [from, setFrom] = useState(addDays(today, -29));
  const [to, setTo] = useState(today);
  const [groupBy, setGroupBy] = useState(definition.groups[0] ?? '');
  const [category, setCategory] = useState('');
  const categories = [...new Set(shelf.list.flatMap((item) => item.category ?? []))].sort(format.compare);
  const query: ReportQuery = {
    store: [shelf.store],
    ...(definition.dated ? { from, to } : {}),
    ...(groupBy ? { groupBy } : {}),
    ...(category ? { category } : {}),
  };
  const possible = shelf.store !== '' && (!definition.dated || (from !== '' && to !== '' && from <= to));
  const report = useQuery({ queryKey: ['live', 'report', name, query], enabled: possible, queryFn: () => definition.fetch(query) });
  const take = (kind: 'csv' | 'xlsx') => {
    save(`/api/v1/reports/${name}`, { ...query, format: kind }).catch((error: unknown) => toast(error instanceof Error ? error.message : t('failed.title'), { bad: true }));
  };
  return (
    <>
      <div className="card padded stack no-print">
        {definition.dated && (
          <div className="chips" role="group" aria-label={t('reports.span')}>
            {spans.map((days) => <button key={days} type="button" className="chip" aria-pressed={from === addDays(today, 1 - days) && to === today} onClick={() => { setFrom(addDays(today, 1 - days)); setTo(today); }}>{t('reports.lastDays', { count: days, n: format.whole(days) })}</button>)}
          </div>
        )}
        <div className="fields">
          {definition.dated && <TextField type="date" label={t('reports.from')} value={from} max={to} onChange={setFrom} error={from > to ? t('reports.order') : undefined} />}
          {definition.dated && <TextField type="date" label={t('reports.to')} value={to} onChange={setTo} />}
          {definition.groups.length > 0 && (
            <SelectField label={t('reports.groupBy')} value={groupBy} onChange={setGroupBy}>
              {definition.groups.map((group) => <option key={group} value={group}>{t(`reports.groups.${group}` as 'reports.groups.day')}</option>)}
            </SelectField>
          )}
          <SelectField label={t('stock.category')} value={category} onChange={setCategory}>
            <option value="">{t('stock.allCategories')}</option>
            {categories.map((one) => <option key={one} value={one}>{one}</option>)}
          </SelectField>
        </div>
        <div className="row-wrap">
          <button type="button" className="button" onClick={() => take('csv')}><Download size={18} aria-hidden />CSV</button>
          <button type="button" className="button" onClick={() => take('xlsx')}><Download size={18} aria-hidden />XLSX</button>
          <button type="button" className="button" onClick={() => print()}><Printer size={18} aria-hidden />{t('reports.print')}</button>
          {report.dataUpdatedAt > 0 && <span className="soft small">{t('asOf', { time: format.time(report.dataUpdatedAt) })}</span>}
        </div>
      </div>
      {report.isError && !report.data ? <div className="card"><Failed error={report.error} retry={() => void report.refetch()} /></div>
        : !report.data ? <Loading rows={8} />
          : <ReportTable name={name} definition={definition} answer={report.data} groupBy={groupBy} />}
    </>
  );
}
