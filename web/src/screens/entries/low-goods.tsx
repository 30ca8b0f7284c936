import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format';
import type { Scanned } from '../../local/barcode';
import type { Shelf } from '../../local/shelf';
import { StatusTag } from '../../ui/status-tag';

const shown = 12;

/** What runs low is what comes in next: one tap instead of typing. */
export function LowGoods({ shelf, onPick }: { shelf: Shelf; onPick: (scanned: Scanned) => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const low = useMemo(() => {
    const rank = { negative: 0, out: 1, low: 2, over: 3, ok: 3 };
    return shelf.list.filter((item) => !item.archived && rank[shelf.status(item)] < 3).sort((a, b) => rank[shelf.status(a)] - rank[shelf.status(b)]).slice(0, shown);
  }, [shelf]);
  if (low.length === 0) {
    return null;
  }
  return (
    <section className="stack-tight idle-goods" aria-label={t('receive.low')}>
      <h2>{t('receive.low')}</h2>
      <div className="card">
        {low.map((item) => (
          <button key={item.sku} type="button" className="result" onClick={() => onPick({ item, pack: null, quantity: null, amount: null })}>
            <span className="names"><strong className="ellipsis">{format.name(item)}</strong></span>
            <StatusTag status={shelf.status(item)} text={format.quantityOf(shelf.onHand(item), item.unit)} />
          </button>
        ))}
      </div>
    </section>
  );
}
