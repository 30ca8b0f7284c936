import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { allPages, api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import type { StockStatus } from '../../local/item';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Empty, Failed, Loading } from '../../ui/states';
import { StatusTag } from '../../ui/status-tag';
import { toast } from '../../ui/toasts';

const kinds = ['negative', 'out', 'low'] as const;
type Show = 'all' | typeof kinds[number] | 'seen';

function alertsOf(store: string, status: 'open' | 'acknowledged') {
  return {
    queryKey: ['live', 'alerts', store, status],
    queryFn: () => allPages((cursor) => read(api.GET('/api/v1/alerts', { params: { query: { store: [store], city: [], region: [], status, limit: 200, cursor } } }))),
  };
}

/** What needs somebody: below zero first, then out, then low. What one has seen is put aside, not away. */
export function Attention({ store }: { store: string }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [show, setShow] = useState<Show>('all');
  const open = useQuery({ ...alertsOf(store, 'open'), enabled: store !== '' });
  const seen = useQuery({ ...alertsOf(store, 'acknowledged'), enabled: store !== '' });
  const rank = (alert: Schemas['Alert']) => kinds.indexOf(alert.kind as typeof kinds[number]);
  const sorted = [...open.data ?? []].sort((a, b) => rank(a) - rank(b));
  const counts = { all: sorted.length, ...Object.fromEntries(kinds.map((kind) => [kind, sorted.filter((alert) => alert.kind === kind).length])), seen: seen.data?.length ?? 0 } as Record<Show, number>;
  const shown = show === 'seen' ? seen.data ?? [] : show === 'all' ? sorted : sorted.filter((alert) => alert.kind === show);
  const names: Record<Show, string> = { all: t('stock.all'), negative: t('status.negative'), out: t('status.out'), low: t('status.low'), seen: t('chain.seen') };
  return (
    <section className="card" aria-labelledby="today-attention">
      <div className="card-head"><h2 id="today-attention">{t('today.attention')}</h2></div>
      {counts.all + counts.seen > 0 && (
        <div className="chips attention-chips" role="group" aria-label={t('stock.status')}>
          {(['all', ...kinds, 'seen'] as const).filter((one) => one === 'all' || one === show || counts[one] > 0).map((one) => (
            <button key={one} type="button" className="chip" aria-pressed={show === one} onClick={() => setShow(one)}>{names[one]} <span className="small">{format.whole(counts[one])}</span></button>
          ))}
        </div>
      )}
      {open.isError && !open.data ? <Failed error={open.error} retry={() => void open.refetch()} />
        : !open.data ? <div className="padded-more"><Loading /></div>
          : shown.length === 0 ? <Empty icon={CircleCheck} title={t('today.quiet')}><p>{t('today.quietMore')}</p></Empty>
            : <div className="attention-list" tabIndex={0} role="region" aria-labelledby="today-attention">{shown.map((alert) => <AlertRow key={alert.id} alert={alert} />)}</div>}
    </section>
  );
}

function AlertRow({ alert }: { alert: Schemas['Alert'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const shelf = useShelf();
  const { me } = useStore(session);
  const item = shelf.items.get(alert.sku);
  const name = item ? format.name(item) : alert.name;
  const onHand = item ? format.quantityOf(shelf.onHand(item), item.unit) : null;
  const acknowledge = useMutation({
    mutationFn: () => api.POST('/api/v1/alerts/{alert}/acknowledge', { params: { path: { alert: alert.id } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['live', 'alerts'] }),
    onError: (error) => toast(error.message, { bad: true }),
  });
  return (
    <div className="list-row">
      <Link to={`/stock/${encodeURIComponent(alert.sku)}`} className="grow plain-link">
        <span className="block ellipsis">{name}</span>
        <span className="block small soft">{onHand === null ? alert.reason : alert.kind === 'negative' ? t('sell.onlyLeft', { left: onHand }) : t('today.left', { quantity: onHand })} · {format.dateTime(alert.since)}</span>
      </Link>
      <StatusTag status={alert.kind as StockStatus} />
      {alert.status === 'open' && may(me, 'alerts.settle') && <button type="button" className="button icon quiet" disabled={acknowledge.isPending} aria-label={t('today.seen', { name })} title={t('today.seen', { name })} onClick={() => acknowledge.mutate()}><Check size={19} aria-hidden /></button>}
    </div>
  );
}
