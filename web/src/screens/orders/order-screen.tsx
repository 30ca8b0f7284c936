import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import { dateHere } from '../../local/clock';
import { useStore } from '../../local/store';
import { Failed, Loading } from '../../ui/states';
import { useSupplierName } from '../suppliers/suppliers';
import { DraftOrder } from './draft-order';
import { OrderStatus } from './order-status';
import { SentOrder } from './sent-order';

export function orderQuery(number: string) {
  return { queryKey: ['live', 'order', number], queryFn: () => read(api.GET('/api/v1/purchase-orders/{order}', { params: { path: { order: number } } })) };
}

/** One order: a draft is changed and sent; of a sent one, what came is counted in. */
export function OrderScreen() {
  const { number = '' } = useParams();
  const { me } = useStore(session);
  const order = useQuery(orderQuery(number));
  if (order.isError && !order.data) {
    return <Failed error={order.error} retry={() => void order.refetch()} />;
  }
  if (!order.data) {
    return <Loading rows={6} />;
  }
  const title = <OrderTitle order={order.data} />;
  return order.data.status === 'draft' && may(me, 'orders.write')
    ? <DraftOrder key={order.data.id} order={order.data} title={title} />
    : <div className="page">{title}<SentOrder key={order.data.version} order={order.data} /></div>;
}

function OrderTitle({ order }: { order: Schemas['PurchaseOrder'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const supplierName = useSupplierName();
  const waits = order.status === 'ordered' || order.status === 'partly-received';
  return (
    <>
      <Link to="/orders" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('nav.orders')}</Link>
      <div className="page-head">
        <div className="grow">
          <h1><Link to={`/suppliers/${encodeURIComponent(order.supplier)}`} className="plain-link">{supplierName(order.supplier)}</Link></h1>
          <p className="soft"><bdi className="code">{order.number}</bdi> · <bdi>{order.store}</bdi> · {format.dateTime(order.orderedAt ?? order.createdAt)} · <bdi>{order.actor}</bdi></p>
          {waits && order.expectedAt && <p className="soft">{t('buying.expected', { date: format.date(dateHere(order.expectedAt)) })}</p>}
          {order.note && <p>{order.note}</p>}
        </div>
        <OrderStatus status={order.status} late={order.late} />
      </div>
    </>
  );
}
