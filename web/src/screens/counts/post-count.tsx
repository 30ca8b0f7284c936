import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client';
import { moneyDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { keptScans } from '../../local/scans';
import { useStore } from '../../local/store';
import { toast } from '../../ui/toasts';

/** The end of a count: what becomes of what nobody counted, and one entry in the book. */
export function PostCount({ count, totals }: { count: Schemas['CountSession']; totals: Schemas['CountTotals'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const [missing, setMissing] = useState<'ignore' | 'zero'>('ignore');
  const unsent = useStore(keptScans).filter((scan) => scan.count === count.id && scan.refusal === null).length;
  const codes = count.codes.filter((code) => !code.dropped).length;
  const post = useMutation({
    mutationFn: () => read(api.POST('/api/v1/counts/{id}/post', { params: { path: { id: count.id } }, body: { missing } })),
    onSuccess: async () => {
      toast(t('counts.posted'));
      await queries.invalidateQueries({ queryKey: ['counts'] });
    },
  });
  const why = totals.counted === 0 ? t('counts.nothingYet') : unsent > 0 ? t('counts.unsentFirst', { count: unsent, n: format.whole(unsent) }) : codes > 0 ? t('counts.codesFirst') : null;
  return (
    <section className="card padded stack" aria-label={t('counts.post')}>
      {totals.missing > 0 && (
        <fieldset className="plain stack-tight">
          <legend>{t('counts.missingTitle', { count: totals.missing, n: format.whole(totals.missing) })}</legend>
          {(['ignore', 'zero'] as const).map((one) => (
            <label key={one} className="check">
              <input type="radio" name="missing" checked={missing === one} onChange={() => setMissing(one)} />
              <span><strong className="block">{t(`counts.${one}`)}</strong><span className="small soft">{t(`counts.${one}More`, { value: format.money(scaled(totals.missingValue, moneyDecimals)) })}</span></span>
            </label>
          ))}
        </fieldset>
      )}
      {post.isError && <p className="notice bad" role="alert">{post.error.message}</p>}
      <button type="button" className="button primary large" disabled={why !== null || post.isPending} onClick={() => post.mutate()}>{t('counts.post')}</button>
      <p className="small soft">{why ?? t('counts.postMore')}</p>
    </section>
  );
}
