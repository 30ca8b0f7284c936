import { Minus, Plus, ShoppingBasket, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/format';
import { amountOf, baseQuantity, changeLine, clearBasket, removeLine, restoreBasket, totalOf, type BasketLine } from '../../local/basket';
import { isCounted } from '../../local/item';
import type { Shelf } from '../../local/shelf';
import { Empty } from '../../ui/states';
import { toast } from '../../ui/toasts';

interface BasketPanelProps {
  shelf: Shelf;
  lines: readonly BasketLine[];
  selling: boolean;
  onSell: () => void;
  onEdit: (key: number) => void;
}

export function BasketPanel({ shelf, lines, selling, onSell, onEdit }: BasketPanelProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const empty = lines.length === 0;
  const clear = () => {
    const before = [...lines];
    clearBasket();
    toast(t('sell.cleared'), { action: { label: t('undo'), run: () => restoreBasket(before) } });
  };
  return (
    <section className={empty ? 'basket basket-empty' : 'basket'} aria-label={t('sell.basket')}>
      <div className="basket-head">
        <h2>{t('sell.basket')}</h2>
        {!empty && <button type="button" className="button quiet" onClick={clear}><Trash2 size={18} aria-hidden />{t('sell.clear')}</button>}
      </div>
      {empty
        ? <Empty icon={ShoppingBasket} title={t('sell.emptyTitle')}><p>{t('sell.emptyMore')}</p></Empty>
        : <div className="basket-lines" tabIndex={0} role="list" aria-label={t('sell.lines')}>{lines.map((line) => <Line key={line.key} line={line} shelf={shelf} onEdit={onEdit} />)}</div>}
      {!empty && (
        <div className="basket-foot">
          <div className="basket-total" aria-live="polite">
            <span className="small soft">{t('sell.items', { count: lines.length, n: format.whole(lines.length) })}</span>
            <strong data-testid="total">{format.money(totalOf(lines))}</strong>
          </div>
          <button type="button" className="button primary large sell-button" disabled={selling} onClick={onSell}>{t('sell.sell')}</button>
        </div>
      )}
      {!empty && <p className="keys basket-keys"><span><kbd>F9</kbd> {t('sell.sell')}</span><span><kbd>3*</kbd> {t('sell.keyQuantity')}</span></p>}
    </section>
  );
}

function Line({ line, shelf, onEdit }: { line: BasketLine; shelf: Shelf; onEdit: (key: number) => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const item = shelf.items.get(line.sku);
  const name = format.name(line);
  const onHand = item === undefined ? null : shelf.onHand(item);
  const stepped = line.pack !== null || isCounted(line);
  return (
    <div className="line" role="listitem">
      <button type="button" className="line-open" onClick={() => onEdit(line.key)} aria-label={t('sell.edit', { name })}>
        <span className="line-name">{name}</span>
        <span className="small soft">
          {stepped ? (line.pack ? `${line.pack.name} · ` : '') : `${format.quantityOf(line.quantity, line.unit)} × `}{format.money(line.price)}
          {onHand !== null && (baseQuantity(line) ?? 0) > onHand && <> <span className="tag warn">{onHand < 0 ? t('alerts.belowZero', { quantity: format.quantityOf(-onHand, line.unit) }) : t('sell.onlyLeft', { left: format.quantityOf(onHand, line.unit) })}</span></>}
        </span>
      </button>
      <span className="line-side">
        {stepped && (
          <span className="stepper">
            <button type="button" aria-label={line.quantity <= 1_000 ? t('sell.remove', { name }) : t('sell.less', { name })}
              onClick={() => (line.quantity <= 1_000 ? removeLine(line.key) : changeLine(line.key, { quantity: line.quantity - 1_000 }))}>
              {line.quantity <= 1_000 ? <Trash2 size={17} aria-hidden /> : <Minus size={18} aria-hidden />}
            </button>
            <output>{format.quantity(line.quantity)}</output>
            <button type="button" aria-label={t('sell.more', { name })} onClick={() => changeLine(line.key, { quantity: line.quantity + 1_000 })}><Plus size={18} aria-hidden /></button>
          </span>
        )}
        <span className="line-amount">{format.amount(amountOf(line))}</span>
      </span>
    </div>
  );
}
