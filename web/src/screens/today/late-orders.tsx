import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read } from '../../api/client';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { dateHere } from '../../local/clock';

const shown = 5;

/** Deliveries that should have come by now; nothing when none is late. */
export function LateOrders({ store }: { store: string }) {
  const { t } = useTranslation();
  const format = useFormats();
  const late = useQuery({
    queryKey: ['live', 'orders', 'late', store],
    enabled: store !== '',
    queryFn: () => read(api.GET('/api/v1/purchase-orders', { params: { query: { store: [store], city: [], region: [], late: true, limit: shown } } })),
  });
  if (!late.data || late.data.items.length === 0) {
    return null;
  }
  return (
    <section className="card" aria-labelledby="today-late">
      <div className="card-head"><h2 id="today-late">{t('chain.lateDeliveries')}</h2></div>
      {late.data.items.map((order) => (
        <Link key={order.id} to={`/orders/${order.number}`} className="list-row">
          <span className="grow"><span className="block">{order.supplierName}</span><span className="block small soft"><bdi className="code">{order.number}</bdi>{order.expectedAt && <> · {t('buying.expected', { date: format.date(dateHere(order.expectedAt)) })}</>}</span></span>
          <strong className="number">{format.money(scaled(order.total, moneyDecimals))}</strong>
        </Link>
      ))}
      {late.data.next && <Link to="/orders?late=1" className="button quiet wide-button">{t('more')}</Link>}
    </section>
  );
}
