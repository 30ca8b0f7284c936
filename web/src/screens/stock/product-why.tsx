import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client';
import { quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Item } from '../../local/item';
import { TextField } from '../../ui/field';
import { Failed, Loading } from '../../ui/states';

/** Why this number: the last count, and what has happened since. */
export function Why({ store, item }: { store: string; item: Item }) {
  const { t } = useTranslation();
  const format = useFormats();
  const why = useQuery({
    queryKey: ['live', 'why', store, item.sku],
    queryFn: () => read(api.GET('/api/v1/stores/{store}/stock/{sku}/explain', { params: { path: { store, sku: item.sku } } })),
  });
  const quantity = (value: number) => scaled(value, quantityDecimals);
  return (
    <section className="card padded stack-tight" aria-labelledby="product-why">
      <h2 id="product-why">{t('product.why')}</h2>
      {why.isError ? <Failed error={why.error} retry={() => void why.refetch()} /> : !why.data ? <Loading /> : (
        <div className="why" data-testid="why">
          <div>
            <span>{why.data.lastCount ? t('product.counted', { when: format.dateTime(why.data.lastCount.occurredAt) }) : t('product.neverCounted')}</span>
            <strong>{format.quantity(why.data.lastCount ? quantity(why.data.lastCount.counted) : 0)}</strong>
          </div>
          {why.data.since.map((moved) => (
            <div key={moved.type}><span className="soft">{t(`kinds.${moved.type}` as 'kinds.sale', { defaultValue: moved.type })}</span><span>{format.signed(quantity(moved.quantity))}</span></div>
          ))}
          {why.data.seenByCount !== 0 && <div><span className="soft">{t('product.seenByCount')}</span><span>{format.signed(quantity(why.data.seenByCount))}</span></div>}
          <div><span>{t('stock.onHand')}</span><span>{format.quantityOf(quantity(why.data.onHand), item.unit)}</span></div>
        </div>
      )}
    </section>
  );
}

/** What there was at a time; and, if asked, what one knew of it then. */
export function AsOf({ store, item }: { store: string; item: Item }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [at, setAt] = useState('');
  const [known, setKnown] = useState('');
  const moment = (text: string) => (text ? new Date(text).toISOString() : undefined);
  const then = useQuery({
    queryKey: ['live', 'as-of', store, item.sku, at, known],
    enabled: at !== '',
    queryFn: () => read(api.GET('/api/v1/stores/{store}/stock/{sku}', { params: { path: { store, sku: item.sku }, query: { at: moment(at), asKnownAt: moment(known) } } })),
  });
  return (
    <section className="card padded stack-tight" aria-labelledby="product-as-of">
      <h2 id="product-as-of">{t('product.asOf')}</h2>
      <div className="fields">
        <TextField type="datetime-local" label={t('product.at')} value={at} onChange={setAt} />
        <TextField type="datetime-local" label={t('product.knownAt')} value={known} onChange={setKnown} />
      </div>
      {then.isError ? <p className="notice bad">{then.error.message}</p> : then.data && at !== '' && (
        <p aria-live="polite"><strong data-testid="as-of">{format.quantityOf(scaled(then.data.onHand, quantityDecimals), item.unit)}</strong> <span className="soft">{t('product.then')}</span></p>
      )}
    </section>
  );
}
