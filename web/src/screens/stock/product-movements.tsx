import { useState } from 'react';
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Movement } from '../../api/client';
import { quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Item } from '../../local/item';
import { takeBack } from '../../local/queue';
import { Sheet } from '../../ui/sheet';
import { Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';

const step = 20;

/** The product's entries, newest first; each can be taken back. */
export function ProductMovements({ entries, item }: { entries: readonly Movement[] | undefined; item: Item }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [shown, setShown] = useState(step);
  const [undoing, setUndoing] = useState<Movement | null>(null);
  return (
    <section className="card" aria-labelledby="product-movements">
      <div className="card-head"><h2 id="product-movements">{t('product.movements')}</h2></div>
      {!entries ? <div className="padded-more"><Loading /></div> : (
        <ul>
          {entries.slice(0, shown).map((entry) => {
            const own = entry.lines.filter((line) => line.sku === item.sku);
            const moved = own.reduce((total, line) => total + scaled(line.quantity, quantityDecimals), 0);
            return (
              <li key={entry.id} className="list-row">
                <span className="grow">
                  <strong>{t(`kinds.${entry.type}` as 'kinds.sale', { defaultValue: entry.type })}</strong>
                  {entry.reason && <span className="soft"> · {t(`reasons.${entry.reason}` as 'reasons.lost', { defaultValue: entry.reason })}</span>}
                  {entry.reversedBy && <span className="tag">{t('product.takenBack')}</span>}
                  <span className="block small soft">{format.dateTime(entry.occurredAt)} · {entry.actor}{entry.reference ? ` · ${entry.reference}` : ''}</span>
                </span>
                <span className="number"><strong>{format.signed(moved)}</strong><span className="block small soft">{t('product.leaves', { quantity: format.quantity(scaled(own.at(-1)?.onHand ?? 0, quantityDecimals)) })}</span></span>
                {entry.type !== 'reversal' && !entry.reversedBy
                  ? <button type="button" className="button icon quiet" aria-label={t('product.takeBack')} onClick={() => setUndoing(entry)}><Undo2 size={18} className="flips" aria-hidden /></button>
                  : <span className="button-space" />}
              </li>
            );
          })}
        </ul>
      )}
      {entries && entries.length > shown && <button type="button" className="button quiet wide-button" onClick={() => setShown(shown + step)}>{t('more')}</button>}
      {undoing && <UndoSheet entry={undoing} onClose={() => setUndoing(null)} />}
    </section>
  );
}

function UndoSheet({ entry, onClose }: { entry: Movement; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const run = async () => {
    onClose();
    const effects = entry.lines.map((line) => ({ sku: line.sku, delta: -scaled(line.quantity, quantityDecimals) }));
    const { outcome } = await takeBack(entry.store, entry.id, t('product.undoReason'), effects);
    const result = await outcome;
    if (result.state === 'refused') {
      toast(result.problem.detail ?? t('failed.title'), { bad: true });
    } else {
      toast(t('product.undone'));
    }
  };
  return (
    <Sheet open title={t('product.takeBack')} onClose={onClose}>
      <div className="stack">
        <p>{t('product.takeBackMore', { kind: t(`kinds.${entry.type}` as 'kinds.sale'), when: format.dateTime(entry.occurredAt), count: entry.lines.length, n: format.whole(entry.lines.length) })}</p>
        <button type="button" className="button primary large" onClick={() => void run()}>{t('product.takeBack')}</button>
      </div>
    </Sheet>
  );
}
