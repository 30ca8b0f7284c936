import { useState, type ReactNode } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client';
import { costDecimals, quantityDecimals, scaled } from '../../exact/exact';
import { dateHere } from '../../local/clock';
import { passingDraft, type DraftLine } from '../../local/draft';
import type { Item } from '../../local/item';
import { useShelf } from '../../local/shelf';
import { RefusedChange } from '../../ui/refused';
import { Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { CancelSheet } from './cancel-sheet';
import { orderBody, OrderEditor, type OrderHead } from './order-editor';

type Order = Schemas['PurchaseOrder'];

interface DraftOrderProps {
  order: Order;
  title: ReactNode;
}

/** A draft: changed, kept, sent or called off. What somebody else changed in the meantime is said, and never overwritten unasked. */
export function DraftOrder({ order, title }: DraftOrderProps) {
  const { items } = useShelf();
  const [base, setBase] = useState(order);
  // Without the copy nobody knows packs and units; with it this is a matter of milliseconds.
  if (items.size === 0) {
    return <Loading rows={6} />;
  }
  return <Editing key={base.version} base={base} now={order} items={items} title={title} onTake={setBase} />;
}

interface EditingProps {
  base: Order;
  /** As the server has it now. */
  now: Order;
  items: ReadonlyMap<string, Item>;
  title: ReactNode;
  onTake: (order: Order) => void;
}

function Editing({ base, now, items, title, onTake }: EditingProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft] = useState(() => passingDraft(linesOf(base, items)));
  const [head, setHead] = useState<OrderHead>({ supplier: base.supplier, expected: base.expectedAt ? dateHere(base.expectedAt) : '', note: base.note ?? '' });
  const [cancelling, setCancelling] = useState(false);
  const path = { order: base.id };
  const save = useMutation({
    mutationFn: async ({ send, version }: { send: boolean; version: number }) => {
      // Also when nothing was changed here: an order that somebody else changed is not sent unseen.
      const kept = await read(api.PATCH('/api/v1/purchase-orders/{order}', { params: { path, header: { 'If-Match': `"${version}"` } }, body: orderBody(head, draft.lines.get()) }));
      return send ? read(api.POST('/api/v1/purchase-orders/{order}/submit', { params: { path } })) : kept;
    },
    onSuccess: async (saved, { send }) => {
      toast(send ? t('orders.ordered', { number: saved.number }) : t('saved'));
      queries.setQueryData(['live', 'order', saved.number], saved);
      onTake(saved);
      await queries.invalidateQueries({ queryKey: ['live', 'orders'] });
    },
  });
  const fresh = async () => {
    const order = await read(api.GET('/api/v1/purchase-orders/{order}', { params: { path } }));
    queries.setQueryData(['live', 'order', order.number], order);
    return order;
  };
  return (
    <>
      <OrderEditor store={base.store} draft={draft} head={head} onHead={setHead} label={base.number}
        title={<>{title}{now.version !== base.version && !save.isError && <p className="notice warn" role="status"><span className="grow">{t('buying.changedMeanwhile')}</span><button type="button" className="button" onClick={() => onTake(now)}>{t('buying.takeTheirs')}</button></p>}</>}
        foot={(ready) => (
          <>
            {save.isError && <RefusedChange error={save.error} onTake={() => void fresh().then(onTake)} onKeep={() => void fresh().then(({ version }) => save.mutate({ ...save.variables!, version }))} />}
            <div className="row-wrap">
              <button type="button" className="button bad large" disabled={save.isPending} onClick={() => setCancelling(true)}>{t('buying.cancelShort')}</button>
              <button type="button" className="button large" disabled={save.isPending} onClick={() => save.mutate({ send: false, version: base.version })}>{t('save')}</button>
              <button type="button" className="button primary large grow" disabled={!ready || save.isPending} onClick={() => save.mutate({ send: true, version: base.version })}>{t('orders.order')}</button>
            </div>
          </>
        )} />
      {cancelling && <CancelSheet order={now} onClose={() => setCancelling(false)} />}
    </>
  );
}

/** The newest first, as drafts have them. */
function linesOf(order: Order, items: ReadonlyMap<string, Item>): DraftLine[] {
  return order.lines.map((line): DraftLine => {
    const item = items.get(line.sku);
    const pack = line.pack ? item?.packs.find((one) => one.name === line.pack) ?? { name: line.pack, size: 1_000, per: 1, barcode: null } : null;
    return { key: line.line, sku: line.sku, name: item?.name ?? line.sku, nameUrdu: item?.nameUrdu ?? null, unit: item?.unit ?? 'piece', pack, quantity: scaled(line.quantity, quantityDecimals), cost: scaled(line.unitCost, costDecimals) };
  }).reverse();
}
