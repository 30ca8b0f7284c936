import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { allPages, api, read, type Schemas } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { Empty, Failed, Loading } from '../../ui/states';
import { AlertRow } from '../alerts/alert-row';
import { alertKinds as kinds } from '../alerts/use-left';

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
      <div className="card-head"><h2 id="today-attention">{t('today.attention')}</h2><Link to="/alerts" className="button quiet">{t('nav.alerts')}</Link></div>
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
