import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { moneyDecimals, quantityDecimals, wireNumber } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { syncCopy } from '../../local/catalogue';
import { isCounted, type Item } from '../../local/item';
import { NumberField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';

/** What this store sells it for, and when to order. */
export function LevelsSheet({ item, onClose }: { item: Item; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [price, setPrice] = useState<number | null>(item.price);
  const [reorderPoint, setReorderPoint] = useState(item.reorderPoint);
  const [targetLevel, setTargetLevel] = useState(item.targetLevel);
  const save = useMutation({
    mutationFn: async () => {
      const path = { store: item.store, sku: item.sku };
      // Read and written together: what somebody else changed in between is refused, not overwritten.
      const { response } = await api.GET('/api/v1/stores/{store}/stock/{sku}', { params: { path } });
      await api.PATCH('/api/v1/stores/{store}/stock/{sku}', {
        params: { path, header: { 'If-Match': response.headers.get('ETag') ?? '' } },
        body: {
          price: price === null ? null : wireNumber(price, moneyDecimals),
          reorderPoint: reorderPoint === null ? null : wireNumber(reorderPoint, quantityDecimals),
          targetLevel: targetLevel === null ? null : wireNumber(targetLevel, quantityDecimals),
        },
      });
      await syncCopy(item.store);
    },
    onSuccess: () => {
      toast(t('saved'));
      onClose();
    },
  });
  const wholeOnly = isCounted(item) ? 0 : quantityDecimals;
  return (
    <Sheet open title={format.name(item)} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <NumberField label={t('sell.pricePer', { unit: format.unit(item.unit) })} value={price} decimals={moneyDecimals} onChange={setPrice} autoFocus />
        <div className="fields">
          <NumberField label={t('stock.reorderAt')} hint={t('product.reorderHint')} value={reorderPoint} decimals={quantityDecimals} shownDecimals={wholeOnly} onChange={setReorderPoint} />
          <NumberField label={t('product.targetLabel')} hint={t('product.targetHint')} value={targetLevel} decimals={quantityDecimals} shownDecimals={wholeOnly} onChange={setTargetLevel} />
        </div>
        {save.isError && <p className="notice bad" role="alert">{save.error.message}</p>}
        <button type="submit" className="button primary large" disabled={save.isPending || price === null}>{t('save')}</button>
      </form>
    </Sheet>
  );
}
