import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronDown, Download, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { save } from '../../ui/download';
import { SelectField, TextField } from '../../ui/field';
import { Empty, Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';

const entities = ['product', 'stock', 'store', 'supplier', 'sourcing', 'order', 'count', 'user', 'key', 'headsKey', 'alert'] as const;

interface Filter {
  entity: string;
  actor: string;
  subject: string;
  from: string;
  to: string;
}

/** Who changed what that is not stock: found by kind of thing, person, day, or what it was done to. */
export function AuditTrail() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>({ entity: '', actor: '', subject: '', from: '', to: '' });
  const query = Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, value.trim()] as const).filter(([, value]) => value !== ''));
  const records = useInfiniteQuery({
    queryKey: ['audit', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(api.GET('/api/v1/audit', { params: { query: { ...query, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const rows = records.data?.pages.flatMap((page) => page.items) ?? [];
  const take = () => {
    save('/api/v1/audit', { ...query, format: 'csv' }).catch((error: unknown) => toast(error instanceof Error ? error.message : t('failed.title'), { bad: true }));
  };
  const field = (name: keyof Filter, label: string, type = 'text') => <TextField type={type} label={label} value={filter[name]} onChange={(value) => setFilter({ ...filter, [name]: value })} dir="ltr" />;
  return (
    <section className="card" aria-labelledby="trail">
      <div className="card-head wrap-row"><h2 id="trail">{t('audit.trail')}</h2><button type="button" className="button" onClick={take}><Download size={18} aria-hidden />CSV</button></div>
      <div className="fields pairs padded-more">
        <SelectField label={t('chain.what')} value={filter.entity} onChange={(entity) => setFilter({ ...filter, entity })}>
          <option value="">{t('stock.all')}</option>
          {entities.map((one) => <option key={one} value={one}>{t(`chain.entities.${one}`)}</option>)}
        </SelectField>
        {field('actor', t('audit.actor'))}{field('subject', t('audit.subject'))}{field('from', t('reports.from'), 'date')}{field('to', t('reports.to'), 'date')}
      </div>
      {records.isError && rows.length === 0 ? <Failed error={records.error} retry={() => void records.refetch()} /> : records.isPending ? <div className="padded-more"><Loading /></div>
        : rows.length === 0 ? <Empty icon={ScrollText} title={t('stock.nothing')} /> : <div data-testid="trail">{rows.map((record) => <TrailRow key={record.seq} record={record} />)}</div>}
      {records.hasNextPage && <button type="button" className="button quiet wide-button" onClick={() => void records.fetchNextPage()}>{t('more')}</button>}
    </section>
  );
}

function TrailRow({ record }: { record: Schemas['AuditRecord'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [kind = '', verb = ''] = record.action.split('.');
  const changes = changesOf(record);
  const fieldName = (name: string) => t(`audit.fields.${name as 'name'}`, { defaultValue: name });
  const head = (
    <span className="grow">
      <span className="tags-line"><strong>{t(`chain.entities.${kind as 'product'}`, { defaultValue: kind })}: {t(`chain.verbs.${verb as 'add'}`, { defaultValue: verb })}</strong> <bdi className="code">{record.subject}</bdi>{record.store && record.store !== record.subject && <span className="tag"><bdi>{record.store}</bdi></span>}</span>
      <span className="block small soft">{format.dateTime(record.at)} · <bdi>{record.actor}</bdi>{record.address ? <> · <bdi dir="ltr">{record.address}</bdi></> : ''}</span>
    </span>
  );
  if (changes.length === 0) {
    return <div className="list-row">{head}</div>;
  }
  return (
    <details className="trail">
      <summary className="list-row">{head}<ChevronDown size={18} className="soft" aria-hidden /></summary>
      <div className="padded-more table-scroll">
        <table className="table changes">
          <thead><tr><th scope="col"><span className="hidden-text">{t('chain.what')}</span></th><th scope="col">{t('audit.before')}</th><th scope="col">{t('audit.after')}</th></tr></thead>
          <tbody>{changes.map(({ name, before, after }) => <tr key={name}><th scope="row" className={fieldName(name) === name ? 'code' : ''}>{fieldName(name)}</th><td><bdi>{before}</bdi></td><td><bdi>{after}</bdi></td></tr>)}</tbody>
        </table>
      </div>
    </details>
  );
}

/** What was written of a thing before and after, side by side. */
function changesOf({ before, after }: Schemas['AuditRecord']): { name: string; before: string; after: string }[] {
  const [old, next] = [parse(before), parse(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].map((name) => ({ name, before: text(old[name]), after: text(next[name]) }));
}

function parse(json: string | null | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : { '': value };
  } catch {
    return { '': json };
  }
}

/** A list has a line for each of its things. */
function text(value: unknown): string {
  if (value === undefined || value === null) {
    return '–';
  }
  if (Array.isArray(value)) {
    return value.map(text).join('\n') || '–';
  }
  return typeof value === 'object' ? Object.entries(value).filter(([, one]) => one !== null).map(([name, one]) => `${name} ${text(one)}`).join(' · ') : String(value);
}
