import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Pencil, Plus, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { useStore } from '../../local/store';
import { Figure } from '../../ui/figure';
import { Empty, Failed, Loading } from '../../ui/states';
import { OrderStatus } from '../orders/order-status';
import { SupplierSheet } from './supplier-sheet';
import { Supplies } from './supplies';

const ordersShown = 8;

/** One supplier: how to reach it, what it supplies at what cost, what was ordered from it. */
export function SupplierScreen() {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const supplier = useQuery({ queryKey: ['suppliers', code], queryFn: () => read(api.GET('/api/v1/suppliers/{supplier}', { params: { path: { supplier: code } } })) });
  return (
    <div className="page">
      <Link to="/suppliers" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('nav.suppliers')}</Link>
      {supplier.isError && !supplier.data ? <Failed error={supplier.error} retry={() => void supplier.refetch()} /> : supplier.data ? <SupplierPage supplier={supplier.data} /> : <Loading rows={6} />}
    </div>
  );
}

function SupplierPage({ supplier }: { supplier: Schemas['Supplier'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { me } = useStore(session);
  const [editing, setEditing] = useState(false);
  const orders = useQuery({
    queryKey: ['live', 'orders', 'of', supplier.code],
    enabled: may(me, 'orders.read'),
    queryFn: () => read(api.GET('/api/v1/purchase-orders', { params: { query: { store: [], city: [], region: [], supplier: supplier.code, limit: 100 } } })),
  });
  const open = orders.data?.items.filter((order) => order.status === 'ordered' || order.status === 'partly-received') ?? [];
  const late = open.filter((order) => order.late).length;
  return (
    <>
      <div className="page-head">
        <div className="grow"><h1>{supplier.name}</h1><p className="soft row-wrap"><span className="code">{supplier.code}</span>{!supplier.active && <span className="tag">{t('suppliers.inactive')}</span>}{supplier.note && <span>{supplier.note}</span>}</p></div>
        <div className="row-wrap">
          {may(me, 'suppliers.write') && <button type="button" className="button" onClick={() => setEditing(true)}><Pencil size={17} aria-hidden />{t('buying.details')}</button>}
          {may(me, 'orders.write') && supplier.active && <Link to={`/orders/new?supplier=${encodeURIComponent(supplier.code)}`} className="button primary"><Plus size={18} aria-hidden />{t('orders.add')}</Link>}
        </div>
      </div>
      <div className="figures-row">
        <Figure label={t('buying.onItsWay')} value={orders.data ? format.whole(open.length) : '–'} more={late > 0 ? t('buying.lateOnes', { count: late, n: format.whole(late) }) : undefined} />
        <Figure label={t('suppliers.leadTime')} value={supplier.leadTimeDays === null || supplier.leadTimeDays === undefined ? '–' : format.whole(supplier.leadTimeDays)} />
        <div className="figure-box"><span className="label">{t('suppliers.phone')}</span>{supplier.phone ? <a className="value small-value" href={`tel:${supplier.phone.replace(/[^+\d]/g, '')}`}><bdi dir="ltr">{supplier.phone}</bdi></a> : <span className="value">–</span>}</div>
        <div className="figure-box"><span className="label">{t('suppliers.email')}</span>{supplier.email ? <a className="value small-value" href={`mailto:${supplier.email}`}><bdi dir="ltr">{supplier.email}</bdi></a> : <span className="value">–</span>}</div>
      </div>
      <Supplies supplier={supplier} />
      {may(me, 'orders.read') && (
        <section className="card" aria-labelledby="supplier-orders">
          <div className="card-head"><h2 id="supplier-orders">{t('buying.ordersOf')}</h2></div>
          {orders.isError && !orders.data ? <Failed error={orders.error} retry={() => void orders.refetch()} /> : !orders.data ? <div className="padded-more"><Loading rows={2} /></div>
            : orders.data.items.length === 0 ? <Empty icon={ScrollText} title={t('buying.neverOrdered')} />
              : orders.data.items.slice(0, ordersShown).map((order) => (
                <Link key={order.id} to={`/orders/${order.number}`} className="list-row wrap-row">
                  <span className="grow"><strong className="code">{order.number}</strong><span className="block small soft">{order.store} · {format.dateTime(order.orderedAt ?? order.createdAt)}</span></span>
                  <strong className="number">{format.money(scaled(order.total, moneyDecimals))}</strong>
                  <OrderStatus status={order.status} late={order.late} />
                </Link>
              ))}
          {orders.data && orders.data.items.length > ordersShown && <Link to={`/orders?supplier=${encodeURIComponent(supplier.code)}&everywhere=1`} className="button quiet wide-button">{t('buying.allOrders')}</Link>}
        </section>
      )}
      {editing && <SupplierSheet supplier={supplier} onClose={() => setEditing(false)} />}
    </>
  );
}
