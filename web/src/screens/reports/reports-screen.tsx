import { useEffect, useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import { addDays, dateHere } from '../../local/clock';
import { serverNow } from '../../local/contact';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { save } from '../../ui/download';
import { SelectField, TextField } from '../../ui/field';
import { Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { definitions, reportNames, type ReportName, type ReportQuery } from './definitions';
import { PlaceField, usePlaceName } from './place-field';
import { ReportTable, type AnyDefinition } from './report-table';
import { storesOf, useReportScope } from './scope';
import { SupplierField } from './supplier-field';

const spans = [7, 30, 90, 365] as const;

/** Numbers for a range of days, as a chart and as a table that adds up; to be taken away as CSV or a spreadsheet. */
export function ReportsScreen() {
  const { t } = useTranslation();
  const { search } = useLocation();
  const { name = 'sales' } = useParams();
  const report = reportNames.includes(name as ReportName) ? name as ReportName : 'sales';
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [report]);
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.reports')}</h1></div>
      <nav ref={tabs} className="segments scrolls no-print" aria-label={t('nav.reports')}>
        {reportNames.map((one) => <Link key={one} to={{ pathname: `/reports/${one}`, search }} aria-current={one === report ? 'page' : undefined}>{t(`reports.${one}`)}</Link>)}
      </nav>
      <Report key={report} name={report} />
    </div>
  );
}

function Report({ name }: { name: ReportName }) {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const placeName = usePlaceName();
  const { me } = useStore(session);
  const definition = definitions[name] as unknown as AnyDefinition;
  const today = dateHere(serverNow());
  const [scope, change] = useReportScope(today);
  const { from, to, place, category, supplier } = scope;
  const groupBy = definition.groups.includes(scope.groupBy) ? scope.groupBy : definition.groups[0] ?? '';
  const categories = [...new Set(shelf.list.flatMap((item) => item.category ?? []))].sort(format.compare);
  const query: ReportQuery = {
    ...storesOf(place, shelf.store),
    ...(definition.dated ? { from, to } : {}),
    ...(groupBy ? { groupBy } : {}),
    ...(category ? { category } : {}),
    ...(supplier ? { supplier } : {}),
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
            {spans.map((days) => <button key={days} type="button" className="chip" aria-pressed={from === addDays(today, 1 - days) && to === today} onClick={() => change({ from: addDays(today, 1 - days), to: today })}>{t('reports.lastDays', { count: days, n: format.whole(days) })}</button>)}
          </div>
        )}
        <div className="fields pairs">
          {definition.dated && <TextField type="date" label={t('reports.from')} value={from} max={to} onChange={(day) => change({ from: day })} error={from > to ? t('reports.order') : undefined} />}
          {definition.dated && <TextField type="date" label={t('reports.to')} value={to} onChange={(day) => change({ to: day })} />}
          <PlaceField place={place} mine={shelf.store} onChange={(chosen) => change({ place: chosen })} />
          {definition.groups.length > 0 && (
            <SelectField label={t('reports.groupBy')} value={groupBy} onChange={(group) => change({ groupBy: group })}>
              {definition.groups.map((group) => <option key={group} value={group}>{t(`reports.groups.${group}` as 'reports.groups.day')}</option>)}
            </SelectField>
          )}
          <SelectField label={t('stock.category')} value={category} onChange={(chosen) => change({ category: chosen })}>
            <option value="">{t('stock.allCategories')}</option>
            {categories.map((one) => <option key={one} value={one}>{format.category(one)}</option>)}
          </SelectField>
          {may(me, 'suppliers.read') && <SupplierField supplier={supplier} onChange={(chosen) => change({ supplier: chosen })} />}
        </div>
        <div className="row-wrap">
          <button type="button" className="button" onClick={() => take('csv')}><Download size={18} aria-hidden />CSV</button>
          <button type="button" className="button" onClick={() => take('xlsx')}><Download size={18} aria-hidden />XLSX</button>
          <button type="button" className="button" onClick={() => print()}><Printer size={18} aria-hidden />{t('reports.print')}</button>
          {report.dataUpdatedAt > 0 && <span className="soft small">{t('asOf', { time: format.time(report.dataUpdatedAt) })}</span>}
        </div>
      </div>
      <p className="print-only"><strong>{t(`reports.${name}`)}</strong> · {placeName(place, shelf.store)}{category && <> · {format.category(category)}</>}{supplier && <> · <bdi>{supplier}</bdi></>} · {definition.dated && from && to ? t('buying.days', { from: format.date(from), to: format.date(to) }) : format.dateTime(report.dataUpdatedAt || serverNow())}</p>
      {report.isError && !report.data ? <div className="card"><Failed error={report.error} retry={() => void report.refetch()} /></div>
        : !report.data ? <Loading rows={8} />
          : <ReportTable name={name} definition={definition} answer={report.data} groupBy={groupBy} />}
    </>
  );
}
