import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { v7 as uuid } from 'uuid';
import { api, read, type Schemas } from '../../api/client';
import { costDecimals, moneyDecimals, quantityDecimals, scaled, wireNumber } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { useShelf } from '../../local/shelf';
import { NumberField } from '../../ui/field';
import { Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { OrderStatus } from './orders-screen';

const open = new Set(['ordered', 'partly-received']);

/** One order: what was asked, what has come, and the counting in of what comes now. */
export function OrderScreen() {
  const { t } = useTranslation();
  const { number = '' } = useParams();
  const order = useQuery({ queryKey: ['live', 'order', number], queryFn: () => read(api.GET('/api/v1/purchase-orders/{order}', { params: { path: { order: number } } })) });
  if (order.isError && !order.data) {
    return <Failed error={order.error} retry={() => void order.refetch()} />;
  }
  return (
    <div className="page">
      <Link to="/orders" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('nav.orders')}</Link>
      {order.data ? <Order key={order.data.version} order={order.data} /> : <Loading rows={6} />}
    </div>
  );
}

function Order({ order }: { order: Schemas['PurchaseOrder'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const { items } = useShelf();
  const receiving = open.has(order.status);
  const quantity = (value: number) => scaled(value, quantityDecimals);
  const [come, setCome] = useState<Record<number, number | null>>(() => Object.fromEntries(order.lines.map((line) => [line.line, quantity(line.outstanding)])));
  const [id] = useState(() => uuid());
  const short = order.lines.some((line) => (come[line.line] ?? 0) < quantity(line.outstanding));
  const over = order.lines.some((line) => (come[line.line] ?? 0) > quantity(line.outstanding));
  const receive = useMutation({
    mutationFn: (closeShort: boolean) => {
      const lines = order.lines.filter((line) => (come[line.line] ?? 0) > 0).map((line) => ({ line: line.line, quantity: wireNumber(come[line.line] ?? 0, quantityDecimals) }));
      return read(api.POST('/api/v1/purchase-orders/{order}/receive', { params: { path: { order: order.id } }, body: { id, lines, closeShort, allowOver: over } }));
    },
    onSuccess: async () => {
      toast(t('orders.received', { number: order.number }));
      await queries.invalidateQueries({ queryKey: ['live'] });
    },
  });
  return (
    <>
      <div className="page-head"><div><h1>{order.supplier}</h1><p className="soft"><bdi className="code">{order.number}</bdi> · {format.dateTime(order.orderedAt ?? order.createdAt)} · {order.actor}</p></div><span><OrderStatus status={order.status} late={order.late} /></span></div>
      <div className="card table-scroll" tabIndex={0} role="region" aria-label={order.number}>
        <table className="table" data-testid="order">
          <thead><tr><th>{t('stock.product')}</th><th className="number">{t('orders.asked')}</th><th className="number">{t('orders.came')}</th>{receiving && <th>{t('orders.comes')}</th>}<th className="number">{t('reports.columns.cost')}</th><th className="number">{t('reports.columns.amount')}</th></tr></thead>
          <tbody>
            {order.lines.map((line) => {
              const item = items.get(line.sku);
              const unit = line.pack ?? format.unit(item?.unit ?? '');
              return (
                <tr key={line.line}>
                  <td>{item ? format.name(item) : line.sku}</td>
                  <td className="number">{format.quantity(quantity(line.quantity))} {unit}</td>
                  <td className="number">{format.quantity(quantity(line.received))}</td>
                  {receiving && <td className="come"><NumberField label={<span className="hidden-text">{t('orders.comes')} {item ? format.name(item) : line.sku}</span>} value={come[line.line] ?? null} decimals={quantityDecimals} onChange={(value) => setCome({ ...come, [line.line]: value })} /></td>}
                  <td className="number">{format.cost(scaled(line.unitCost, costDecimals))}</td>
                  <td className="number">{format.cents(scaled(line.amount, moneyDecimals))}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot><tr><th scope="row" colSpan={receiving ? 5 : 4}>{t('total')}</th><td className="number">{format.money(scaled(order.total, moneyDecimals))}</td></tr></tfoot>
        </table>
      </div>
      {receive.isError && <p className="notice bad" role="alert">{receive.error.message}</p>}
      {receiving && (
        <div className="row-wrap">
          <button type="button" className="button primary large" disabled={receive.isPending || order.lines.every((line) => !come[line.line])} onClick={() => receive.mutate(false)}>{t('orders.receive')}</button>
          {short && <button type="button" className="button large" disabled={receive.isPending} onClick={() => receive.mutate(true)}>{t('orders.closeShort')}</button>}
          {over && <span className="tag warn">{t('orders.over')}</span>}
        </div>
      )}
    </>
  );
}
