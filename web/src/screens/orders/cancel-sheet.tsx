import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client';
import { TextField } from '../../ui/field';
import { Refused } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';

const usual = ['notNeeded', 'cannotDeliver', 'tooDear', 'twice'] as const;

/** Calls off what has not come; the reason stays with the order. */
export function CancelSheet({ order, onClose }: { order: Schemas['PurchaseOrder']; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () => read(api.POST('/api/v1/purchase-orders/{order}/cancel', { params: { path: { order: order.id } }, body: { reason: reason.trim() } })),
    onSuccess: async () => {
      toast(t('buying.cancelled', { number: order.number }));
      onClose();
      await queries.invalidateQueries({ queryKey: ['live'] });
    },
  });
  return (
    <Sheet open title={t('buying.cancel')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); cancel.mutate(); }}>
        <p className="soft">{order.status === 'partly-received' ? t('buying.cancelRest') : t('buying.cancelMore')}</p>
        <div className="chips wrap" role="group" aria-label={t('buying.reason')}>
          {usual.map((one) => <button key={one} type="button" className="chip" aria-pressed={reason === t(`buying.reasons.${one}`)} onClick={() => setReason(t(`buying.reasons.${one}`))}>{t(`buying.reasons.${one}`)}</button>)}
        </div>
        <TextField label={t('buying.reason')} value={reason} onChange={setReason} maxLength={200} required />
        {cancel.isError && <Refused error={cancel.error} />}
        <button type="submit" className="button bad large" disabled={reason.trim() === '' || cancel.isPending}>{t('buying.cancel')}</button>
      </form>
    </Sheet>
  );
}
