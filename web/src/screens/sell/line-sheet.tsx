import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moneyDecimals, packPrice, packToBase, quantityDecimals, quantityForAmount, type Money, type Quantity } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { amountOf, changeLine, removeLine, type BasketLine } from '../../local/basket';
import { isCounted, type Item, type ItemPack } from '../../local/item';
import { NumberField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';

const weights: Quantity[] = [250, 500, 1_000, 2_000, 5_000];

interface LineSheetProps {
  line: BasketLine;
  item: Item | undefined;
  onClose: () => void;
}

/** How much of it, in what pack, at what price; or simply for how much money. */
export function LineSheet({ line, item, onClose }: LineSheetProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [pack, setPack] = useState<ItemPack | null>(line.pack);
  const [quantity, setQuantity] = useState<Quantity | null>(line.quantity);
  const [price, setPrice] = useState<Money | null>(line.price);
  const weighed = !isCounted(line) && pack === null;
  const exact = quantity !== null && quantity > 0 && (pack === null || isWhole(line, packToBase(quantity, pack.size, pack.per)));
  const ready = exact && price !== null;
  const choosePack = (next: ItemPack | null) => {
    setPack(next);
    setPrice(item ? (next ? packPrice(item.price, next.size, next.per) : item.price) : price);
  };
  const save = () => {
    if (ready) {
      const usual = item ? (pack ? packPrice(item.price, pack.size, pack.per) : item.price) : line.price;
      changeLine(line.key, { quantity, pack, price, priceChanged: price !== usual });
      onClose();
    }
  };
  return (
    <Sheet open title={format.name(line)} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); save(); }}>
        {item && item.packs.length > 0 && (
          <div className="chips wrap" role="group" aria-label={t('sell.pack')}>
            <button type="button" className="chip" aria-pressed={pack === null} onClick={() => choosePack(null)}>{format.unit(line.unit)}</button>
            {item.packs.map((one) => (
              <button key={one.name} type="button" className="chip" aria-pressed={pack?.name === one.name} onClick={() => choosePack(one)}>
                {one.name} <span className="small">({format.quantity(one.size)}{one.per > 1 ? `/${format.whole(one.per)}` : ''})</span>
              </button>
            ))}
          </div>
        )}
        <NumberField label={pack ? pack.name : t('sell.quantityIn', { unit: format.unit(line.unit) })} value={quantity} decimals={quantityDecimals} shownDecimals={isCounted(line) && !pack ? 0 : quantityDecimals}
          autoFocus error={quantity !== null && !exact ? t('sell.notExact') : undefined} onChange={setQuantity} />
        {weighed && (
          <div className="chips wrap" role="group" aria-label={t('sell.quick')}>
            {weights.map((weight) => <button key={weight} type="button" className="chip" aria-pressed={quantity === weight} onClick={() => setQuantity(weight)}>{format.quantityOf(weight, line.unit)}</button>)}
          </div>
        )}
        <div className="fields">
          <NumberField label={pack ? t('sell.pricePer', { unit: pack.name }) : t('sell.pricePer', { unit: format.unit(line.unit) })} value={price} decimals={moneyDecimals} onChange={setPrice} />
          {weighed && (
            <NumberField label={t('sell.forAmount')} value={quantity !== null && price !== null ? amountOf({ quantity, price }) : null} decimals={moneyDecimals}
              onChange={(amount) => amount !== null && price !== null && price > 0 && setQuantity(quantityForAmount(amount, price))} />
          )}
        </div>
        <div className="row">
          <button type="button" className="button bad" onClick={() => { removeLine(line.key); onClose(); }}>{t('sell.removeLine')}</button>
          <button type="submit" className="button primary large grow" disabled={!ready}>{ready ? `${t('done')} · ${format.money(amountOf({ quantity, price }))}` : t('done')}</button>
        </div>
      </form>
    </Sheet>
  );
}

function isWhole(line: BasketLine, base: Quantity | null): boolean {
  return base !== null && (!isCounted(line) || base % 1_000 === 0);
}
