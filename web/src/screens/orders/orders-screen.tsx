import { useQuery } from '@tanstack/react-query';
import { Plus, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { allPages, api, read } from '../../api/client';
import { may, session } from '../../api/session';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { Empty, Failed, Loading } from '../../ui/states';

const tones: Record<string, string> = { draft: '', ordered: 'warn', 'partly-received': 'warn', received: 'good', cancelled: '' };

export function OrderStatus({ status, late }: { status: string; late: boolean }) {
  const { t } = useTranslation();
  return <>{late && <span className="tag bad">{t('orders.late')}</span>} <span className={`tag ${tones[status] ?? ''}`}>{t(`orders.statuses.${status}` as 'orders.statuses.draft')}</span></>;
}

/** What is on its way from suppliers. */
export function OrdersScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const { store } = useShelf();
  const { me } = useStore(session);
  const orders = useQuery({ queryKey: ['live', 'orders', store], enabled: store !== '', queryFn: () => allPages((cursor) => read(api.GET('/api/v1/purchase-orders', { params: { query: { store: [store], limit: 200, cursor } } }))) });
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.orders')}</h1>{may(me, 'orders.write') && <Link to="/orders/new" className="button primary"><Plus size={18} aria-hidden />{t('orders.add')}</Link>}</div>
      <div className="card">
        {orders.isError ? <Failed error={orders.error} retry={() => void orders.refetch()} /> : !orders.data ? <div className="padded-more"><Loading /></div>
          : orders.data.length === 0 ? <Empty icon={ScrollText} title={t('orders.none')}><p>{t('orders.noneMore')}</p></Empty>
            : orders.data.map((order) => (
              <Link key={order.id} to={`/orders/${order.number}`} className="list-row">
                <span className="grow"><strong>{order.supplierName}</strong><span className="block small soft"><bdi className="code">{order.number}</bdi> · {format.dateTime(order.orderedAt ?? order.createdAt)} · {t('sell.items', { count: order.lines, n: format.whole(order.lines) })}</span></span>
                <strong className="number">{format.money(scaled(order.total, moneyDecimals))}</strong>
                <OrderStatus status={order.status} late={order.late} />
              </Link>
            ))}
      </div>
    </div>
  );
}
