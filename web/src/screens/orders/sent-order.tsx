import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import { api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { costDecimals, moneyDecimals, quantityDecimals, scaled, wireNumber, type Cost, type Quantity } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { isCounted } from '../../local/item';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { NumberField } from '../../ui/field';
import { Refused } from '../../ui/refused';
import { toast } from '../../ui/toasts';
import { CancelSheet } from './cancel-sheet';

type Order = Schemas['PurchaseOrder'];
type Line = Schemas['PurchaseOrderLine'];

/** What comes now, as it is counted in at the door. */
interface Coming {
  quantity: Quantity | null;
  cost: Cost | null;
}

/** An order that the supplier has: what was asked, what has come, and the counting in of what comes now. */
export function SentOrder({ order }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const { me } = useStore(session);
  const waits = order.status === 'ordered' || order.status === 'partly-received';
  const receiving = waits && may(me, 'orders.receive');
  const [cancelling, setCancelling] = useState(false);
  const [coming, setComing] = useState<Record<number, Coming>>(() => Object.fromEntries(order.lines.map((line) => [line.line, { quantity: scaled(line.outstanding, quantityDecimals), cost: scaled(line.unitCost, costDecimals) }])));
  const [id] = useState(() => uuid());
  const come = (line: Line) => coming[line.line]?.quantity ?? 0;
  const asked = (line: Line) => scaled(line.outstanding, quantityDecimals);
  const short = order.lines.filter((line) => come(line) < asked(line));
  const over = order.lines.filter((line) => come(line) > asked(line));
  const receive = useMutation({
    mutationFn: (closeShort: boolean) => {
      const lines = order.lines.filter((line) => come(line) > 0).map((line) => {
        const cost = coming[line.line]?.cost ?? null;
        return { line: line.line, quantity: wireNumber(come(line), quantityDecimals), ...(cost === null || cost === scaled(line.unitCost, costDecimals) ? {} : { unitCost: wireNumber(cost, costDecimals) }) };
      });
      return read(api.POST('/api/v1/purchase-orders/{order}/receive', { params: { path: { order: order.id } }, body: { id, lines, closeShort, allowOver: over.length > 0 } }));
    },
    onSuccess: async () => {
      toast(t('orders.received', { number: order.number }));
      await queries.invalidateQueries({ queryKey: ['live'] });
    },
  });
  return (
    <>
      {order.cancelReason && <p className="notice">{t(order.status === 'cancelled' ? 'buying.cancelledBecause' : 'buying.restCancelled', { reason: order.cancelReason })}</p>}
      <div className="card folding"><table className="table folds" data-testid="order" aria-label={order.number}>
        <thead><tr><th scope="col">{t('stock.product')}</th><th scope="col" className="number">{t('orders.asked')}</th><th scope="col" className="number">{t('orders.came')}</th>{receiving && <th scope="col">{t('orders.comes')}</th>}<th scope="col" className={receiving ? '' : 'number'}>{t('reports.columns.cost')}</th><th scope="col" className="number">{t('reports.columns.amount')}</th></tr></thead>
        <tbody>{order.lines.map((line) => <OrderLine key={line.line} line={line} coming={receiving ? coming[line.line] ?? null : null} onChange={(change) => setComing({ ...coming, [line.line]: change })} />)}</tbody>
        <tfoot><tr><th scope="row" colSpan={receiving ? 5 : 4}>{t('total')}</th><td className="number">{format.money(scaled(order.total, moneyDecimals))}</td></tr></tfoot>
      </table></div>
      {receiving && over.length > 0 && <p className="notice warn" role="status">{t('buying.overNotice', { count: over.length, n: format.whole(over.length) })}</p>}
      {receive.isError && <Refused error={receive.error} />}
      <div className="row-wrap">
        {receiving && <button type="button" className="button primary large" disabled={receive.isPending || order.lines.every((line) => come(line) <= 0)} onClick={() => receive.mutate(false)}>{t('orders.receive')}</button>}
        {receiving && short.length > 0 && <button type="button" className="button large" disabled={receive.isPending || order.lines.every((line) => come(line) <= 0)} onClick={() => receive.mutate(true)}>{t('orders.closeShort')}</button>}
        {(waits || order.status === 'draft') && may(me, 'orders.write') && <button type="button" className="button bad large" onClick={() => setCancelling(true)}>{order.status === 'partly-received' ? t('buying.cancelOutstanding') : t('buying.cancel')}</button>}
      </div>
      <Receipts order={order} />
      {cancelling && <CancelSheet order={order} onClose={() => setCancelling(false)} />}
    </>
  );
}

interface OrderLineProps {
  line: Line;
  /** Null: nothing is counted in. */
  coming: Coming | null;
  onChange: (coming: Coming) => void;
}

function OrderLine({ line, coming, onChange }: OrderLineProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const { items } = useShelf();
  const item = items.get(line.sku);
  const name = item ? format.name(item) : line.sku;
  const unit = format.unit(line.pack ?? item?.unit ?? '');
  const quantity = (value: Quantity) => `${format.quantity(value)} ${unit}`;
  const outstanding = scaled(line.outstanding, quantityDecimals);
  const difference = coming ? (coming.quantity ?? 0) - outstanding : 0;
  const wholeOnly = item && isCounted(item) && !line.pack ? 0 : quantityDecimals;
  return (
    <tr>
      <td className="fold-head"><strong>{name}</strong>{' '}
        <span className="tags-line">
          {line.overDelivered > 0 && <span className="tag warn">{t('buying.tooMany', { quantity: quantity(scaled(line.overDelivered, quantityDecimals)) })}</span>}
          {line.underDelivered > 0 && <span className="tag bad">{t('buying.notDelivered', { quantity: quantity(scaled(line.underDelivered, quantityDecimals)) })}</span>}
        </span>
      </td>
      <td className="number" data-label={t('orders.asked')}>{quantity(scaled(line.quantity, quantityDecimals))}</td>
      <td className="number" data-label={t('orders.came')}>{quantity(scaled(line.received, quantityDecimals))}</td>
      {coming && (
        <td className="come" data-label={t('orders.comes')}>
          <NumberField label={<span className="hidden-text">{t('orders.comes')} {name}</span>} value={coming.quantity} decimals={quantityDecimals} shownDecimals={wholeOnly} onChange={(value) => onChange({ ...coming, quantity: value })}
            hint={difference > 0 ? t('buying.moreThanAsked', { quantity: quantity(difference) }) : difference < 0 ? t('buying.lessThanAsked', { quantity: quantity(-difference) }) : undefined} />
        </td>
      )}
      <td className={coming ? 'come' : 'number'} data-label={t('reports.columns.cost')}>
        {coming ? <NumberField label={<span className="hidden-text">{t('reports.columns.cost')} {name}</span>} value={coming.cost} decimals={costDecimals} onChange={(cost) => onChange({ ...coming, cost })} /> : format.cost(scaled(line.unitCost, costDecimals))}
      </td>
      <td className="number" data-label={t('reports.columns.amount')}>{format.cents(scaled(line.amount, moneyDecimals))}</td>
    </tr>
  );
}

/** When goods came for it. */
function Receipts({ order }: { order: Order }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (order.receipts.length === 0) {
    return null;
  }
  return (
    <section className="card" aria-labelledby="receipts">
      <div className="card-head"><h2 id="receipts">{t('buying.receipts')}</h2></div>
      {order.receipts.map((receipt) => (
        <div key={receipt.id} className="list-row">
          <span className="grow">{format.dateTime(receipt.occurredAt)} <span className="soft small">#{format.whole(receipt.seq)}</span></span>
          {receipt.closedShort && <span className="tag">{t('buying.closedShort')}</span>}
          {receipt.reversed && <span className="tag warn">{t('product.takenBack')}</span>}
        </div>
      ))}
    </section>
  );
}
