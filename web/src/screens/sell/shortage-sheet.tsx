import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/client';
import { quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Shelf } from '../../local/shelf';
import { Sheet } from '../../ui/sheet';

interface ShortageSheetProps {
  problem: Problem;
  shelf: Shelf;
  onAnyway: () => void;
  onClose: () => void;
}

/** The book says there is not enough. Who holds the goods in their hand knows better. */
export function ShortageSheet({ problem, shelf, onAnyway, onClose }: ShortageSheetProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const shortages = problem.shortages ?? [];
  return (
    <Sheet open title={shortages.length > 0 ? t('shortage.title') : t('shortage.refused')} onClose={onClose}>
      <div className="stack">
        {shortages.length > 0 ? (
          <ul className="stack-tight">
            {shortages.map((shortage) => {
              const item = shelf.items.get(shortage.sku);
              const unit = item?.unit ?? '';
              return (
                <li key={shortage.sku}>
                  <strong>{item ? format.name(item) : shortage.sku}</strong>
                  <div className="soft">{t('shortage.line', {
                    asked: format.quantityOf(scaled(shortage.requested, quantityDecimals), unit),
                    left: format.quantityOf(scaled(shortage.onHand, quantityDecimals), unit),
                  })}</div>
                </li>
              );
            })}
          </ul>
        ) : <p>{problem.detail}</p>}
        <div className="row-wrap">
          <button type="button" className="button primary large grow" onClick={onClose}>{t('shortage.change')}</button>
          {shortages.length > 0 && <button type="button" className="button large" onClick={onAnyway}>{t('shortage.anyway')}</button>}
        </div>
        {shortages.length > 0 && <p className="soft small">{t('shortage.more')}</p>}
      </div>
    </Sheet>
  );
}
