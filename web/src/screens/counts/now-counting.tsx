import { useEffect, useRef, useState } from 'react';
import { Minus, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { quantityDecimals, scaled, sum, type Quantity } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { isCounted, type Item, type ItemPack } from '../../local/item';
import { keptScans } from '../../local/scans';
import { useStore } from '../../local/store';
import { deliverScan } from '../../local/wedge';
import { NumberField } from '../../ui/field';
import { useCountedSoFar } from './use-count';

interface NowCountingProps {
  count: Schemas['CountSession'];
  mark: number;
  who: string;
  item: Item;
  firstPack: ItemPack | null;
  onAdd: (pack: ItemPack | null, quantity: Quantity) => boolean;
  onClose: () => void;
}

/** The product in one's hand: how much of it was counted, by whom, and how much more there is. Under the thumb on a phone. */
export function NowCounting({ count, mark, who, item, firstPack, onAdd, onClose }: NowCountingProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [pack, setPack] = useState(firstPack);
  const [quantity, setQuantity] = useState<Quantity | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const kept = useStore(keptScans).filter((scan) => scan.count === count.id && scan.body.sku === item.sku && scan.refusal === null);
  const { data: scans } = useCountedSoFar(count.id, item.sku, mark);
  useEffect(() => {
    // Where there is a keyboard, the number is typed at once.
    if (matchMedia('(hover: hover) and (min-width: 900px)').matches) {
      box.current?.querySelector('input')?.focus();
    }
  }, []);

  const byCounter = new Map<string, Quantity>();
  const sent = (scans ?? []).filter((scan) => !kept.some((one) => one.id === scan.id)).map((scan) => ({ counter: scan.counter, base: scaled(scan.quantity, quantityDecimals) }));
  for (const { counter, base } of [...sent, ...kept.map((scan) => ({ counter: who, base: scan.base }))]) {
    byCounter.set(counter, (byCounter.get(counter) ?? 0) + base);
  }
  const total = sum(byCounter.values());
  const save = () => {
    // A scanner that was too slow to be known as one typed into the number: nobody has ten million of anything.
    const typed = box.current?.querySelector('input')?.value ?? '';
    if (/^\d{8,14}$/.test(typed)) {
      setQuantity(null);
      deliverScan(typed);
      return;
    }
    if (quantity !== null && onAdd(pack, quantity)) {
      setQuantity(null);
      box.current?.querySelector('input')?.focus();
    }
  };
  return (
    <section className="card count-now" aria-label={t('counts.now')} data-testid="now">
      <div className="row">
        <span className="grow"><strong className="block now-name">{format.name(item)}</strong><span className="small soft"><bdi>{format.otherName(item) ?? item.sku}</bdi></span></span>
        <button type="button" className="button icon quiet" aria-label={t('close')} onClick={onClose}><X size={20} aria-hidden /></button>
      </div>
      <div className="row now-total">
        <span className="grow small soft">{byCounter.size === 0 ? t('counts.noneYet') : [...byCounter].sort(([a], [b]) => format.compare(a, b)).map(([counter, base]) => `${counter} ${format.quantity(base)}`).join(' · ')}</span>
        <output className="now-figure" data-testid="so-far">{format.quantityOf(total, item.unit)}</output>
      </div>
      {item.packs.length > 0 && (
        <div className="chips" role="group" aria-label={t('sell.pack')}>
          <button type="button" className="chip" aria-pressed={pack === null} onClick={() => setPack(null)}>{format.unit(item.unit)}</button>
          {item.packs.map((one) => <button key={one.name} type="button" className="chip" aria-pressed={pack?.name === one.name} onClick={() => setPack(one)}>{one.name} <span className="small">({format.quantity(one.size)}{one.per > 1 ? `/${format.whole(one.per)}` : ''})</span></button>)}
        </div>
      )}
      <form ref={box} className="now-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <button type="button" className="button icon now-step" aria-label={t('counts.oneLess')} disabled={total < 1_000} onClick={() => onAdd(pack, -1_000)}><Minus size={22} aria-hidden /></button>
        <NumberField label={t('counts.howMany', { unit: pack?.name ?? format.unit(item.unit) })} value={quantity} decimals={quantityDecimals} shownDecimals={isCounted(item) && !pack ? 0 : quantityDecimals} onChange={setQuantity} />
        <button type="button" className="button icon now-step" aria-label={t('counts.oneMore')} onClick={() => onAdd(pack, 1_000)}><Plus size={22} aria-hidden /></button>
        <button type="submit" className="button primary large" disabled={quantity === null}>{t('counts.add')}</button>
      </form>
    </section>
  );
}
