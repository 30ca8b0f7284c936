import { useMutation, useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client';
import { useFormats } from '../../i18n/format';
import { AuditTrail } from './audit-trail';
import { Failed, Loading } from '../../ui/states';

/** Proof that nothing in the book was altered: one button. */
export function AuditScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const heads = useQuery({ queryKey: ['live', 'heads'], queryFn: () => read(api.GET('/api/v1/audit/heads')) });
  const proof = useMutation({ mutationFn: () => read(api.GET('/api/v1/audit/verify', {})) });
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.audit')}</h1></div>
      <section className="card padded stack">
        <p className="soft">{t('audit.what')}</p>
        <button type="button" className="button primary large self-button" disabled={proof.isPending} onClick={() => proof.mutate()}><ShieldCheck size={20} aria-hidden />{proof.isPending ? t('audit.checking') : t('audit.verify')}</button>
        {proof.isError && <Failed error={proof.error} />}
        {proof.data && (
          <div className={proof.data.ok ? 'notice' : 'notice bad'} role="status" data-testid="proof">
            {proof.data.ok ? <ShieldCheck size={22} aria-hidden /> : <ShieldAlert size={22} aria-hidden />}
            <div className="stack-tight grow">
              <strong>{proof.data.ok ? t('audit.sound') : t('audit.broken', { count: proof.data.findings.length, n: format.whole(proof.data.findings.length) })}</strong>
              {proof.data.stores.map((store) => <span key={store.store}>{t('audit.checked', { store: store.store, entries: format.whole(store.entries), lines: format.whole(store.lines) })}</span>)}
              {proof.data.findings.map((finding, place) => <span key={place}><strong>{finding.store} {finding.kind}{finding.seq ? ` #${finding.seq}` : ''}{finding.sku ? ` ${finding.sku}` : ''}:</strong> {finding.message}</span>)}
            </div>
          </div>
        )}
      </section>
      <AuditTrail />
      <section className="card" aria-labelledby="heads">
        <div className="card-head"><h2 id="heads">{t('audit.heads')}</h2></div>
        <p className="soft small padded-more">{t('audit.headsMore')}</p>
        {heads.isError ? <Failed error={heads.error} retry={() => void heads.refetch()} /> : !heads.data ? <div className="padded-more"><Loading /></div> : heads.data.items.map((head) => (
          <div key={head.store} className="list-row wrap-row"><strong>{head.store}</strong><span className="tag">{format.whole(head.seq)}</span><span className="mono-hash">{head.hash}</span></div>
        ))}
      </section>
    </div>
  );
}
