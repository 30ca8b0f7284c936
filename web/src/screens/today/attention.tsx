import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read, type Schemas } from '../../api/client';
import { useFormats } from '../../i18n/format';
import type { StockStatus } from '../../local/item';
import { useShelf } from '../../local/shelf';
import { Empty, Failed, Loading } from '../../ui/states';
import { StatusTag } from '../../ui/status-tag';

const worst = ['ledger-broken', 'negative', 'out', 'expiring', 'unusual', 'low', 'over'];

/** What needs somebody: below zero first, then out, then low. */
export function Attention({ store }: { store: string }) {
  const { t } = useTranslation();
  const alerts = useQuery({
    queryKey: ['live', 'alerts', store],
    enabled: store !== '',
    queryFn: () => read(api.GET('/api/v1/alerts', { params: { query: { store: [store], status: 'open', limit: 200 } } })),
  });
  const sorted = [...alerts.data?.items ?? []].sort((a, b) => worst.indexOf(a.kind) - worst.indexOf(b.kind));
  return (
    <section className="card" aria-labelledby="today-attention">
      <div className="card-head"><h2 id="today-attention">{t('today.attention')}</h2>{sorted.length > 0 && <span className="tag warn">{sorted.length}{alerts.data?.next ? '+' : ''}</span>}</div>
      {alerts.isError && !alerts.data ? <Failed error={alerts.error} retry={() => void alerts.refetch()} />
        : !alerts.data ? <div className="padded-more"><Loading /></div>
          : sorted.length === 0 ? <Empty icon={CircleCheck} title={t('today.quiet')}><p>{t('today.quietMore')}</p></Empty>
            : <div className="attention-list" tabIndex={0} role="region" aria-labelledby="today-attention">{sorted.map((alert) => <AlertRow key={alert.id} alert={alert} />)}</div>}
    </section>
  );
}

function AlertRow({ alert }: { alert: Schemas['Alert'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const shelf = useShelf();
  const item = shelf.items.get(alert.sku);
  const name = item ? format.name(item) : alert.name;
  const acknowledge = async () => {
    await api.POST('/api/v1/alerts/{alert}/acknowledge', { params: { path: { alert: alert.id } } });
    await queries.invalidateQueries({ queryKey: ['live', 'alerts'] });
  };
  return (
    <div className="list-row">
      <Link to={`/stock/${encodeURIComponent(alert.sku)}`} className="grow plain-link">
        <span className="block ellipsis">{name}</span>
        <span className="block small soft">{item ? t('today.left', { quantity: format.quantityOf(shelf.onHand(item), item.unit) }) : alert.reason} · {format.dateTime(alert.since)}</span>
      </Link>
      <StatusTag status={alert.kind as StockStatus} />
      <button type="button" className="button icon quiet" aria-label={t('today.seen', { name })} title={t('today.seen', { name })} onClick={() => void acknowledge()}><Check size={19} aria-hidden /></button>
    </div>
  );
}
