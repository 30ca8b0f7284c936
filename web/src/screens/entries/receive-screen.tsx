import { useState } from 'react';
import { PackagePlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { amountAtCost, sum } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { createDraft } from '../../local/draft';
import { TextField } from '../../ui/field';
import { LowGoods } from './low-goods';
import { EntryScreen } from './entry-screen';

const draft = createDraft('receive');

/** Goods that came in, with or without their cost. */
export function ReceiveScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const [supplier, setSupplier] = useState('');
  const [reference, setReference] = useState('');
  const code = supplier.trim();
  const wrongSupplier = code !== '' && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(code);
  return (
    <EntryScreen title={t('receive.title')} draft={draft} type="stockIn" sign={1} icon={PackagePlus} withCost emptyText={t('receive.emptyMore')}
      idle={(shelf, pick) => <LowGoods shelf={shelf} onPick={pick} />}
      after={(
        <div className="fields">
          <TextField label={t('receive.supplier')} value={supplier} onChange={setSupplier} error={wrongSupplier ? t('receive.supplierWrong') : undefined} maxLength={64} />
          <TextField label={t('receive.reference')} value={reference} onChange={setReference} maxLength={200} />
        </div>
      )}
      missing={wrongSupplier ? t('receive.supplierWrong') : null}
      details={() => ({ ...(code ? { supplier: code } : {}), ...(reference.trim() ? { reference: reference.trim() } : {}) })}
      summary={(lines) => format.money(sum(lines.map((line) => amountAtCost(line.quantity ?? 0, line.cost ?? 0))))}
      action={t('receive.action')} done={(count) => t('receive.done', { count, n: format.whole(count) })}
      onDone={() => { setSupplier(''); setReference(''); }} />
  );
}
