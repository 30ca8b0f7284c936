import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, read } from '../../api/client';
import { may, session } from '../../api/session';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { dateHere } from '../../local/clock';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Empty, Failed, Loading } from '../../ui/states';
import { useStores } from '../stores/stores';
import { useSupplierName } from '../suppliers/suppliers';
import { OrderStatus, orderStatuses } from './order-status';

const pageSize = 50;

/** What is on its way from suppliers, and what came. */
export function OrdersScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const { store } = useShelf();
  const { me } = useStore(session);
  const stores = useStores();
  const supplierName = useSupplierName();
  const [params, setParams] = useSearchParams();
  const [status, late, everywhere, supplier] = [params.get('status'), params.has('late'), params.has('everywhere'), params.get('supplier')];
  const orders = useInfiniteQuery({
    queryKey: ['live', 'orders', everywhere ? '' : store, status, late, supplier],
    enabled: store !== '',
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(api.GET('/api/v1/purchase-orders', { params: { query: {
      store: everywhere ? [] : [store], city: [], region: [], status: status ?? undefined, late: late || undefined, supplier: supplier ?? undefined, limit: pageSize, cursor: pageParam,
    } } })),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const rows = orders.data?.pages.flatMap((page) => page.items) ?? [];
  const choose = (change: Record<string, string | null>) => setParams((before) => {
    const next = new URLSearchParams(before);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) {
        next.delete(name);
      } else {
        next.set(name, value);
      }
    }
    return next;
  }, { replace: true });
  const filtered = status !== null || late || supplier !== null;
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.orders')}</h1>{may(me, 'orders.write') && <Link to="/orders/new" className="button primary"><Plus size={18} aria-hidden />{t('orders.add')}</Link>}</div>
      <div className="chips" role="group" aria-label={t('stock.status')}>
        <button type="button" className="chip" aria-pressed={status === null && !late} onClick={() => choose({ status: null, late: null })}>{t('stock.all')}</button>
        {orderStatuses.map((one) => <button key={one} type="button" className="chip" aria-pressed={status === one} onClick={() => choose({ status: status === one ? null : one, late: null })}>{t(`orders.statuses.${one}`)}</button>)}
        <button type="button" className="chip" aria-pressed={late} onClick={() => choose({ late: late ? null : '1', status: null })}>{t('orders.late')}</button>
      </div>
      {((stores.data?.length ?? 0) > 1 || supplier !== null) && (
        <div className="row-wrap">
          {(stores.data?.length ?? 0) > 1 && <label className="check"><input type="checkbox" checked={everywhere} onChange={(event) => choose({ everywhere: event.target.checked ? '1' : null })} />{t('buying.ofAllStores')}</label>}
          {supplier !== null && <button type="button" className="chip" aria-pressed onClick={() => choose({ supplier: null })} aria-label={t('buying.onlyFrom', { name: supplierName(supplier) })}>{supplierName(supplier)} ×</button>}
        </div>
      )}
      <div className="card" data-testid="orders">
        {orders.isError && rows.length === 0 ? <Failed error={orders.error} retry={() => void orders.refetch()} /> : orders.isPending ? <div className="padded-more"><Loading /></div>
          : rows.length === 0 ? <Empty icon={ScrollText} title={filtered ? t('stock.nothing') : t('orders.none')}>{!filtered && <p>{t('orders.noneMore')}</p>}</Empty>
            : rows.map((order) => (
              <Link key={order.id} to={`/orders/${order.number}`} className="list-row wrap-row">
                <span className="grow">
                  <strong>{order.supplierName}</strong>
                  <span className="block small soft"><bdi className="code">{order.number}</bdi>{everywhere && <> · <bdi>{order.store}</bdi></>} · {format.dateTime(order.orderedAt ?? order.createdAt)} · {t('sell.items', { count: order.lines, n: format.whole(order.lines) })}</span>
                  {order.expectedAt && (order.status === 'ordered' || order.status === 'partly-received') && <span className="block small soft">{t('buying.expected', { date: format.date(dateHere(order.expectedAt)) })}</span>}
                </span>
                <strong className="number">{format.money(scaled(order.total, moneyDecimals))}</strong>
                <OrderStatus status={order.status} late={order.late} />
              </Link>
            ))}
        {orders.hasNextPage && <button type="button" className="button quiet wide-button" onClick={() => void orders.fetchNextPage()}>{t('more')}</button>}
      </div>
    </div>
  );
}
