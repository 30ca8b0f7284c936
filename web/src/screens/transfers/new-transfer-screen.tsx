import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ArrowLeft, ArrowLeftRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { v7 as uuid } from 'uuid';
import { api } from '../../api/client';
import { quantityDecimals, wireNumber } from '../../exact/exact';
import { createDraft, isComplete } from '../../local/draft';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { SelectField } from '../../ui/field';
import { Finder } from '../../ui/finder';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { EntryLine } from '../entries/entry-line';
import { useStores } from '../stores/stores';

const draft = createDraft('transfer');

/** Goods that leave for another store. */
export function NewTransferScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const shelf = useShelf();
  const lines = useStore(draft.lines);
  const [to, setTo] = useState('');
  const [id] = useState(() => uuid());
  const stores = useStores();
  const ready = to !== '' && lines.length > 0 && lines.every(isComplete);
  const send = useMutation({
    mutationFn: () => api.POST('/api/v1/transfers', {
      body: { id, from: shelf.store, to, lines: [...lines].reverse().map((line) => ({ sku: line.sku, quantity: wireNumber(line.quantity ?? 0, quantityDecimals), ...(line.pack ? { pack: line.pack.name } : {}) })) },
    }),
    onSuccess: () => {
      draft.set([]);
      toast(t('transfers.left'));
      void navigate('/transfers');
    },
  });
  return (
    <div className="entry">
      <div className="stack">
        <Link to="/transfers" className="button quiet self-start"><ArrowLeft size={18} className="flips" aria-hidden />{t('nav.transfers')}</Link>
        <h1>{t('transfers.add')}</h1>
        <SelectField label={t('transfers.to')} value={to} onChange={setTo}>
          <option value="">{t('transfers.choose')}</option>
          {(stores.data ?? []).filter((one) => one.code !== shelf.store && !one.closed).map((one) => <option key={one.code} value={one.code}>{one.name} ({one.code})</option>)}
        </SelectField>
        <Finder shelf={shelf} onUnknownCode={(code) => toast(t('finder.unknownCode', { code }), { bad: true })} onPick={({ item, pack, quantity }) => draft.add(item, pack, quantity ?? 1_000, null)} />
      </div>
      <section className="card entry-panel" aria-label={t('transfers.add')}>
        {lines.length === 0 ? <Empty icon={ArrowLeftRight} title={t('entry.empty')}><p>{t('transfers.emptyMore')}</p></Empty> : (
          <>
            <ul className="entry-lines">{lines.map((line) => <EntryLine key={line.key} draft={draft} line={line} item={shelf.items.get(line.sku)} withCost={false} quantityLabel={t('entry.quantity')} />)}</ul>
            <div className="entry-foot">
              {send.isError && <p className="notice bad" role="alert">{send.error.message}</p>}
              <button type="button" className="button primary large" disabled={!ready || send.isPending} onClick={() => send.mutate()}>{t('transfers.send')}</button>
            </div>
          </>
        )}
      </section>
    </div>
  );
}
