import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas } from '../../api/client';
import { quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { useShelf } from '../../local/shelf';
import { TextField } from '../../ui/field';
import { Finder } from '../../ui/finder';
import { Sheet } from '../../ui/sheet';

/** Codes that no product has: somebody says what they are before the count is posted. */
export function Codes({ count, writes }: { count: Schemas['CountSession']; writes: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [deciding, setDeciding] = useState<Schemas['CountCode'] | null>(null);
  const codes = count.codes.filter((code) => !code.dropped);
  if (codes.length === 0) {
    return null;
  }
  return (
    <section className="card" aria-label={t('counts.codes')} data-testid="codes">
      <div className="card-head"><h2>{t('counts.codes')}</h2></div>
      <p className="padded-more soft">{t('counts.codesMore')}</p>
      {codes.map((code) => (
        <div key={code.code} className="list-row">
          <span className="grow"><strong className="code">{code.code}</strong><span className="block small soft">{t(code.why === 'outside' ? 'counts.whyOutside' : 'counts.whyUnknown')} · {t('counts.times', { quantity: format.quantity(scaled(code.quantity, quantityDecimals)) })}</span></span>
          {writes && <button type="button" className="button" onClick={() => setDeciding(code)}>{t('counts.decide')}</button>}
        </div>
      ))}
      {deciding && <Decision count={count} code={deciding} onClose={() => setDeciding(null)} />}
    </section>
  );
}

function Decision({ count, code, onClose }: { count: Schemas['CountSession']; code: Schemas['CountCode']; onClose: () => void }) {
  const { t } = useTranslation();
  const shelf = useShelf();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const settle = useMutation({
    mutationFn: (decision: { sku: string } | { reason: string }) => api.POST('/api/v1/counts/{id}/codes', { params: { path: { id: count.id } }, body: { code: code.code, ...decision } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['counts', count.id] });
      onClose();
    },
  });
  return (
    <Sheet open title={<>{t('counts.whatIs')} <span className="code">{code.code}</span></>} onClose={onClose}>
      <div className="stack">
        <h3>{t('counts.itIs')}</h3>
        <Finder shelf={shelf} withoutStock onPick={({ item }) => settle.mutate({ sku: item.sku })} onUnknownCode={() => undefined} />
        <form className="stack" onSubmit={(event) => { event.preventDefault(); settle.mutate({ reason: reason.trim() }); }}>
          <TextField label={t('counts.dropReason')} value={reason} onChange={setReason} maxLength={200} placeholder={t('counts.dropExample')} />
          <button type="submit" className="button" disabled={reason.trim() === '' || settle.isPending}>{t('counts.drop')}</button>
        </form>
        {settle.isError && <p className="notice bad" role="alert">{settle.error.message}</p>}
      </div>
    </Sheet>
  );
}
