import { useMutation, useQuery } from '@tanstack/react-query';
import { ChevronDown, Download, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client';
import { sum } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { saveText } from '../../ui/download';
import { Failed, Loading } from '../../ui/states';
import { AuditTrail } from './audit-trail';

/** Proof that nothing in the book was altered: one button. */
export function AuditScreen() {
  const { t } = useTranslation();
  const proof = useMutation({ mutationFn: () => read(api.GET('/api/v1/audit/verify', {})) });
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.audit')}</h1></div>
      <section className="card padded stack">
        <p className="soft">{t('audit.what')}</p>
        <button type="button" className="button primary large self-button" disabled={proof.isPending} onClick={() => proof.mutate()}><ShieldCheck size={20} aria-hidden />{proof.isPending ? t('audit.checking') : t('audit.verify')}</button>
        {proof.isError && <Failed error={proof.error} />}
        {proof.data && <Proof proof={proof.data} />}
      </section>
      <AuditTrail />
      <Heads />
    </div>
  );
}

function Proof({ proof }: { proof: Schemas['LedgerProof'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const checked = proof.stores.map((store) => <span key={store.store} className="block">{t('audit.checked', { store: store.store, entries: format.whole(store.entries), lines: format.whole(store.lines) })}</span>);
  return (
    <div className={proof.ok ? 'notice good' : 'notice bad'} role="status" data-testid="proof">
      {proof.ok ? <ShieldCheck size={22} aria-hidden /> : <ShieldAlert size={22} aria-hidden />}
      <div className="stack-tight grow">
        <strong>{proof.ok ? t('audit.sound') : t('audit.broken', { count: proof.findings.length, n: format.whole(proof.findings.length) })}</strong>
        {proof.findings.map((finding, place) => <span key={place}><strong>{finding.store} {finding.kind}{finding.seq ? ` #${finding.seq}` : ''}{finding.sku ? ` ${finding.sku}` : ''}:</strong> {finding.message}</span>)}
        {checked.length < 4 ? checked : (
          <details className="trail">
            <summary>{t('audit.checked', { store: t('chain.storesOf', { count: checked.length, n: format.whole(checked.length) }), entries: format.whole(sum(proof.stores.map((store) => store.entries))), lines: format.whole(sum(proof.stores.map((store) => store.lines))) })} <ChevronDown size={16} aria-hidden /></summary>
            {checked}
          </details>
        )}
      </div>
    </div>
  );
}

/** The newest entry of every store: kept elsewhere, it proves what was before it. */
function Heads() {
  const { t } = useTranslation();
  const format = useFormats();
  const heads = useQuery({ queryKey: ['live', 'heads'], queryFn: () => read(api.GET('/api/v1/audit/heads')) });
  const rows = heads.data?.items.map((head) => (
    <div key={head.store} className="list-row wrap-row"><strong>{head.store}</strong><span className="tag">{format.whole(head.seq)}</span><span className="mono-hash">{head.hash}</span></div>
  )) ?? [];
  return (
    <section className="card" aria-labelledby="heads">
      <div className="card-head wrap-row"><h2 id="heads">{t('audit.heads')}</h2>{heads.data && <button type="button" className="button" onClick={() => saveText(`bazaar-heads-${new Date().toISOString().slice(0, 10)}.json`, 'application/json', JSON.stringify(heads.data, null, 2))}><Download size={18} aria-hidden />JSON</button>}</div>
      <p className="soft small padded-more">{t('audit.headsMore')}</p>
      {heads.isError && !heads.data ? <Failed error={heads.error} retry={() => void heads.refetch()} /> : !heads.data ? <div className="padded-more"><Loading /></div>
        : rows.length < 4 ? rows : <details className="trail"><summary className="list-row"><span className="grow">{t('chain.storesOf', { count: rows.length, n: format.whole(rows.length) })}</span><ChevronDown size={18} className="soft" aria-hidden /></summary>{rows}</details>}
    </section>
  );
}
