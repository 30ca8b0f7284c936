import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { v7 as uuid } from 'uuid';
import { api, read } from '../../api/client';
import { createDraft } from '../../local/draft';
import { useShelf } from '../../local/shelf';
import { Refused } from '../../ui/refused';
import { toast } from '../../ui/toasts';
import { orderBody, OrderEditor, type OrderHead } from './order-editor';

const draft = createDraft('order');

/** An order that nobody has seen yet: sent at once, or kept as a draft. */
export function NewOrderScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { store } = useShelf();
  const [head, setHead] = useState<OrderHead>({ supplier: params.get('supplier') ?? '', expected: '', note: '' });
  const [id] = useState(() => uuid());
  const save = useMutation({
    mutationFn: async (send: boolean) => {
      const order = await read(api.POST('/api/v1/purchase-orders', { body: { id, store, ...orderBody(head, draft.lines.get()) } }));
      // Once it is written it stays a draft, whatever becomes of sending it.
      const refused = send ? await api.POST('/api/v1/purchase-orders/{order}/submit', { params: { path: { order: order.id } } }).then(() => null, (error: Error) => error) : null;
      return { order, sent: send && !refused, refused };
    },
    onSuccess: ({ order, sent, refused }) => {
      draft.set([]);
      toast(refused?.message ?? (sent ? t('orders.ordered', { number: order.number }) : t('buying.kept', { number: order.number })), { bad: refused !== null });
      void navigate(`/orders/${order.number}`, { replace: true });
    },
  });
  return (
    <OrderEditor store={store} draft={draft} head={head} onHead={setHead} label={t('orders.add')}
      title={<><Link to="/orders" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('nav.orders')}</Link><h1>{t('orders.add')}</h1></>}
      foot={(ready) => (
        <>
          {save.isError && <Refused error={save.error} />}
          <div className="row-wrap">
            <button type="button" className="button large" disabled={head.supplier === '' || save.isPending} onClick={() => save.mutate(false)}>{t('buying.keep')}</button>
            <button type="button" className="button primary large grow" disabled={!ready || save.isPending} onClick={() => save.mutate(true)}>{t('orders.order')}</button>
          </div>
        </>
      )} />
  );
}
