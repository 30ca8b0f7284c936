import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, read } from '../../api/client';
import { useShelf } from '../../local/shelf';
import { SelectField } from '../../ui/field';
import { Empty, Failed, Loading } from '../../ui/states';
import { PlaceField } from '../reports/place-field';
import { storesOf } from '../reports/scope';
import { AlertRow } from './alert-row';
import { alertKinds } from './use-left';

const statuses = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;
const pageSize = 50;

/** What needs somebody, here or in all stores; what was put off; and what became of the rest. */
export function AlertsScreen() {
  const { t } = useTranslation();
  const { store } = useShelf();
  const [params, setParams] = useSearchParams();
  const [kind, place] = [params.get('kind'), params.get('place') ?? ''];
  const status = statuses.find((one) => one === params.get('status')) ?? 'open';
  const where = storesOf(place, store);
  const alerts = useInfiniteQuery({
    queryKey: ['live', 'alerts', where, kind, status],
    enabled: store !== '',
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(api.GET('/api/v1/alerts', { params: { query: { ...where, kind: kind ?? undefined, status, limit: pageSize, cursor: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const rows = alerts.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (name: 'kind' | 'status' | 'place', value: string) => setParams((before) => {
    const next = new URLSearchParams(before);
    if (value === '') {
      next.delete(name);
    } else {
      next.set(name, value);
    }
    return next;
  }, { replace: true });
  const quiet = status === 'open' && kind === null;
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.alerts')}</h1></div>
      <div className="chips" role="group" aria-label={t('chain.what')}>
        <button type="button" className="chip" aria-pressed={kind === null} onClick={() => choose('kind', '')}>{t('stock.all')}</button>
        {alertKinds.map((one) => <button key={one} type="button" className="chip" aria-pressed={kind === one} onClick={() => choose('kind', kind === one ? '' : one)}>{t(`status.${one}`)}</button>)}
      </div>
      <div className="fields pairs">
        <SelectField label={t('stock.status')} value={status} onChange={(chosen) => choose('status', chosen === 'open' ? '' : chosen)}>
          {statuses.map((one) => <option key={one} value={one}>{t(`alerts.statuses.${one}`)}</option>)}
        </SelectField>
        <PlaceField place={place} mine={store} onChange={(chosen) => choose('place', chosen)} />
      </div>
      <div className="card" data-testid="alerts">
        {alerts.isError && rows.length === 0 ? <Failed error={alerts.error} retry={() => void alerts.refetch()} /> : alerts.isPending ? <div className="padded-more"><Loading /></div>
          : rows.length === 0 ? <Empty icon={CircleCheck} title={quiet ? t('today.quiet') : t('stock.nothing')}>{quiet && <p>{t('today.quietMore')}</p>}</Empty>
            : rows.map((alert) => <AlertRow key={alert.id} alert={alert} withStore={place !== ''} />)}
        {alerts.hasNextPage && <button type="button" className="button quiet wide-button" onClick={() => void alerts.fetchNextPage()}>{t('more')}</button>}
      </div>
    </div>
  );
}
