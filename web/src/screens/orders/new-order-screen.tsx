import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ArrowLeft, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { v7 as uuid } from 'uuid';
import { api, read } from '../../api/client';
import { amountAtCost, sum } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { createDraft, draftRequests, isComplete } from '../../local/draft';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { SelectField } from '../../ui/field';
import { Finder } from '../../ui/finder';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { EntryLine } from '../entries/entry-line';
import { LowGoods } from '../entries/low-goods';
import { useSuppliers } from './suppliers-screen';

const draft = createDraft('order');

/** What to order from whom: what runs low is offered first, filled up to its target. */
export function NewOrderScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const shelf = useShelf();
  const lines = useStore(draft.lines);
  const suppliers = useSuppliers();
  const [supplier, setSupplier] = useState('');
  const [id] = useState(() => uuid());
  const ready = supplier !== '' && lines.length > 0 && lines.every((line) => isComplete(line) && line.cost !== null);
  const save = useMutation({
    mutationFn: async () => {
      const order = await read(api.POST('/api/v1/purchase-orders', { body: { id, store: shelf.store, supplier, lines: draftRequests(lines) } }));
      return read(api.POST('/api/v1/purchase-orders/{order}/submit', { params: { path: { order: order.id } } }));
    },
    onSuccess: (order) => {
      draft.set([]);
      toast(t('orders.ordered', { number: order.number }));
      void navigate(`/orders/${order.number}`);
    },
  });
  return (
    <div className="entry">
      <div className="stack">
        <Link to="/orders" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('nav.orders')}</Link>
        <h1>{t('orders.add')}</h1>
        <SelectField label={t('nav.suppliers')} value={supplier} onChange={setSupplier}>
          <option value="">{t('orders.choose')}</option>
          {(suppliers.data ?? []).filter((one) => one.active).map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
        </SelectField>
        {suppliers.data?.length === 0 && <p className="notice">{t('suppliers.none')} <Link to="/suppliers">{t('suppliers.add')}</Link></p>}
        <Finder shelf={shelf} onUnknownCode={(code) => toast(t('finder.unknownCode', { code }), { bad: true })} idle={<LowGoods shelf={shelf} onPick={({ item }) => draft.add(item, null, Math.max(1_000, (item.targetLevel ?? 0) - shelf.onHand(item)), item.cost ?? item.averageCost)} />}
          onPick={({ item, pack, quantity }) => draft.add(item, pack, quantity ?? 1_000, pack ? null : item.cost ?? item.averageCost)} />
      </div>
      <section className="card entry-panel" aria-label={t('orders.add')}>
        {lines.length === 0 ? <Empty icon={ScrollText} title={t('entry.empty')}><p>{t('orders.emptyMore')}</p></Empty> : (
          <>
            <ul className="entry-lines">{lines.map((line) => <EntryLine key={line.key} draft={draft} line={line} item={shelf.items.get(line.sku)} withCost quantityLabel={t('entry.quantity')} />)}</ul>
            <div className="entry-foot">
              {save.isError && <p className="notice bad" role="alert">{save.error.message}</p>}
              <div className="row">
                <strong className="grow">{format.money(sum(lines.map((line) => amountAtCost(line.quantity ?? 0, line.cost ?? 0))))}</strong>
                <button type="button" className="button primary large" disabled={!ready || save.isPending} onClick={() => save.mutate()}>{t('orders.order')}</button>
              </div>
              {!ready && <p className="small soft">{t('orders.missing')}</p>}
            </div>
          </>
        )}
      </section>
    </div>
  );
}
