import { useState } from 'react';
import { CalendarX, CircleHelp, Frown, Hammer, House, PackageMinus, Tag, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { amountAtCost, sum } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { baseOf, createDraft } from '../../local/draft';
import { TextField } from '../../ui/field';
import { EntryScreen } from './entry-screen';

const draft = createDraft('remove');

const reasons = ['damaged', 'expired', 'lost', 'theft', 'ownUse', 'sample', 'other'] as const;
type Reason = typeof reasons[number];
const icons: Record<Reason, LucideIcon> = { damaged: Hammer, expired: CalendarX, lost: CircleHelp, theft: TriangleAlert, ownUse: House, sample: Tag, other: Frown };

/** Goods that leave without being sold: first why, then what. */
export function RemoveScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState('');
  return (
    <EntryScreen title={t('remove.title')} draft={draft} type="removal" sign={-1} icon={PackageMinus} withCost={false} emptyText={t('remove.emptyMore')}
      before={(
        <div className="stack-tight">
          <p className="soft" id="remove-why">{t('remove.why')}</p>
          <div className="reasons" role="radiogroup" aria-labelledby="remove-why">
            {reasons.map((one) => {
              const Icon = icons[one];
              return <button key={one} type="button" role="radio" aria-checked={reason === one} className="reason" onClick={() => setReason(one)}><Icon size={19} aria-hidden />{t(`reasons.${one}`)}</button>;
            })}
          </div>
        </div>
      )}
      after={<TextField label={t('remove.note')} value={note} onChange={setNote} maxLength={1000} />}
      missing={reason === null ? t('remove.chooseReason') : null}
      details={() => ({ reason, ...(note.trim() ? { note: note.trim() } : {}) })}
      summary={(lines, shelf) => t('remove.atCost', { total: format.money(sum(lines.map((line) => amountAtCost(baseOf(line) ?? 0, shelf.items.get(line.sku)?.averageCost ?? 0)))) })}
      action={t('remove.action')} done={(count) => t('remove.done', { count, n: format.whole(count) })} onDone={() => setNote('')} />
  );
}
