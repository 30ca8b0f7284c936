import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Pencil, Plus, Search, Store as StoreIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { allPages, api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { changeSettings, settings } from '../../local/settings';
import { useStore } from '../../local/store';
import { useNow } from '../../shell/contact-chip';
import { SelectField } from '../../ui/field';
import { Empty, Failed, Loading } from '../../ui/states';
import { ChainFigures } from './chain-figures';
import { StoreSheet } from './store-sheet';

type Overview = Schemas['StoreOverview'];

/** More than these are searched. */
const inView = 8;

/** What the chain is sorted by; what needs somebody comes first. */
const orders = {
  name: { down: false, of: (store: Overview) => store.name },
  salesToday: { down: true, of: (store: Overview) => store.salesToday },
  usual: { down: false, of: (store: Overview) => (store.usualDay ? store.salesToday / store.usualDay : Infinity) },
  value: { down: true, of: (store: Overview) => store.value },
  negative: { down: true, of: (store: Overview) => store.negative },
  out: { down: true, of: (store: Overview) => store.out },
  low: { down: true, of: (store: Overview) => store.low },
  seen: { down: false, of: (store: Overview) => (store.lastSeenAt ? Date.parse(store.lastSeenAt) : 0) },
};
type OrderName = keyof typeof orders;
const orderNames = Object.keys(orders) as OrderName[];

/** All stores at a glance: what they sold today, what they hold, what needs somebody; one click to go there. */
export function StoresScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const { me } = useStore(session);
  const [editing, setEditing] = useState<string | 'new' | null>(null);
  const [words, setWords] = useState('');
  const [closedToo, setClosedToo] = useState(false);
  const [sort, setSort] = useState<{ by: OrderName; down: boolean }>({ by: 'name', down: false });
  const stores = useQuery({ queryKey: ['live', 'overview'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/reports/overview', { params: { query: { store: [], city: [], region: [], limit: 1_000, cursor } } }))) });
  const all = stores.data ?? [];
  const closed = all.filter((store) => store.closed).length;
  const wanted = words.trim().toLowerCase();
  const shown = all
    .filter((store) => (closedToo || !store.closed || wanted !== '') && `${store.name} ${store.store} ${store.city ?? ''} ${store.region ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => {
      const [one, other] = [orders[sort.by].of(a), orders[sort.by].of(b)];
      return (typeof one === 'string' ? format.compare(one, String(other)) : one - Number(other) || 0) * (sort.down ? -1 : 1);
    });
  const choose = (by: OrderName) => setSort(sort.by === by ? { by, down: !sort.down } : { by, down: orders[by].down });
  return (
    <div className="page wide-page">
      <div className="page-head"><h1>{t('nav.stores')}{all.length > 1 && <> <span className="soft">{format.whole(all.length)}</span></>}</h1>{may(me, 'stores.write') && <button type="button" className="button primary" onClick={() => setEditing('new')}><Plus size={18} aria-hidden />{t('stores.add')}</button>}</div>
      {stores.isError && !stores.data ? <div className="card"><Failed error={stores.error} retry={() => void stores.refetch()} /></div> : !stores.data ? <Loading rows={6} /> : (
        <>
          {all.length > 1 && <ChainFigures stores={all.filter((store) => !store.closed)} />}
          {all.length > inView && (
            <div className="fields pairs chain-tools">
              <div className="field"><label htmlFor="find-store">{t('chain.find')}</label><div className="stock-search"><Search size={20} aria-hidden /><input id="find-store" className="input" type="search" value={words} onChange={(event) => setWords(event.target.value)} placeholder={t('chain.findMore')} /></div></div>
              <SelectField label={t('chain.sortBy')} value={sort.by} onChange={(by) => setSort({ by: by as OrderName, down: orders[by as OrderName].down })}>{orderNames.map((one) => <option key={one} value={one}>{t(`chain.sorts.${one}`)}</option>)}</SelectField>
            </div>
          )}
          {closed > 0 && <label className="check"><input type="checkbox" checked={closedToo} onChange={(event) => setClosedToo(event.target.checked)} />{t('chain.closedToo', { count: closed, n: format.whole(closed) })}</label>}
          {shown.length === 0 ? <div className="card"><Empty icon={StoreIcon} title={t('stock.nothing')} /></div> : (
            <div className="card folding">
              <table className="table folds" data-testid="stores">
                <thead><tr>
                  <Sortable by="name" sort={sort} onSort={choose} label={t('stores.store')} />
                  <Sortable by="salesToday" sort={sort} onSort={choose} label={t('today.sales')} number />
                  <Sortable by="usual" sort={sort} onSort={choose} label={t('chain.ofUsual')} number />
                  <Sortable by="value" sort={sort} onSort={choose} label={t('stores.value')} number />
                  <Sortable by="negative" sort={sort} onSort={choose} label={t('status.negative')} number />
                  <Sortable by="out" sort={sort} onSort={choose} label={t('status.out')} number />
                  <Sortable by="low" sort={sort} onSort={choose} label={t('status.low')} number />
                  <Sortable by="seen" sort={sort} onSort={choose} label={t('stores.seen')} />
                  {may(me, 'stores.write') && <th><span className="hidden-text">{t('buying.actions')}</span></th>}
                </tr></thead>
                <tbody>{shown.map((store) => <StoreRow key={store.store} store={store} onEdit={may(me, 'stores.write') ? () => setEditing(store.store) : null} />)}</tbody>
              </table>
            </div>
          )}
        </>
      )}
      {editing && <StoreSheet code={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

interface SortableProps {
  by: OrderName;
  sort: { by: OrderName; down: boolean };
  onSort: (by: OrderName) => void;
  label: string;
  number?: boolean;
}

function Sortable({ by, sort, onSort, label, number }: SortableProps) {
  const chosen = sort.by === by;
  return (
    <th scope="col" className={number ? 'number' : ''} aria-sort={chosen ? (sort.down ? 'descending' : 'ascending') : undefined}>
      <button type="button" className="sort" onClick={() => onSort(by)}>{label}{chosen && (sort.down ? <ArrowDown size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />)}</button>
    </th>
  );
}

function StoreRow({ store, onEdit }: { store: Overview; onEdit: (() => void) | null }) {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const now = useNow();
  const { store: mine } = useStore(settings);
  const place = [store.city, store.region].filter(Boolean).join(', ');
  const seen = store.lastSeenAt ? Date.parse(store.lastSeenAt) : null;
  const open = () => {
    changeSettings({ store: store.store });
    void navigate('/today');
  };
  const count = (name: string, value: number, tone: string) => <td className={value > 0 ? 'number' : 'number nothing'} data-label={name}>{value > 0 ? <span className={`tag ${tone}`}>{format.whole(value)}</span> : <span className="soft">–</span>}</td>;
  return (
    <tr>
      <td className="fold-head">
        <button type="button" className="store-open" onClick={open}><strong>{store.name}</strong></button>
        <span className="small soft block tags-line"><span className="code">{store.store}</span>{place && <span>{place}</span>}{store.store === mine && <span className="tag good">{t('stores.here')}</span>}{store.closed && <span className="tag">{t('stores.closed')}</span>}</span>
      </td>
      <td className="number" data-label={t('today.sales')}><strong>{format.roughly(scaled(store.salesToday, moneyDecimals))}</strong><span className="block small soft">{t('chain.sales', { count: store.receiptsToday, n: format.whole(store.receiptsToday) })}</span></td>
      <td className="number" data-label={t('chain.ofUsual')}>{store.usualDay ? <Share of={store.salesToday / store.usualDay} /> : <span className="soft">–</span>}</td>
      <td className="number" data-label={t('stores.value')}>{format.roughly(scaled(store.value, moneyDecimals))}</td>
      {count(t('status.negative'), store.negative, 'bad')}
      {count(t('status.out'), store.out, 'bad')}
      {count(t('status.low'), store.low, 'warn')}
      <td className="soft" data-label={t('stores.seen')}><span className="nowrap">{seen ? format.ago(seen, Math.max(now, seen)) : '–'}</span></td>
      {onEdit && <td className="number fold-foot"><button type="button" className="button icon quiet" aria-label={t('chain.edit', { name: store.name })} title={t('buying.change')} onClick={onEdit}><Pencil size={17} aria-hidden /></button></td>}
    </tr>
  );
}

/** Today against a usual day, drawn and written. The day is not over: a short bar is no alarm. */
function Share({ of }: { of: number }) {
  const format = useFormats();
  return <span className="share"><span>{format.percent(Math.round(of * 100) / 100)}</span><progress max={1} value={Math.min(1, Math.max(0, of))} aria-hidden /></span>;
}
