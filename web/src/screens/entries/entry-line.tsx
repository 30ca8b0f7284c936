import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { costDecimals, quantityDecimals } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { baseOf, type Draft, type DraftLine } from '../../local/draft';
import { isCounted, type Item } from '../../local/item';
import { NumberField, SelectField } from '../../ui/field';

interface EntryLineProps {
  draft: Draft;
  line: DraftLine;
  item: Item | undefined;
  /** Whether a cost is asked for: goods that come in. */
  withCost: boolean;
  quantityLabel: string;
}

/** One product being written down: how many, of what pack, at what cost. */
export function EntryLine({ draft, line, item, withCost, quantityLabel }: EntryLineProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const name = format.name(line);
  const broken = line.quantity !== null && line.quantity > 0 && baseOf(line) === null;
  return (
    <li className="entry-line" data-sku={line.sku}>
      <span className="name">{name}</span>
      <button type="button" className="button icon quiet" aria-label={t('sell.remove', { name })} onClick={() => draft.remove(line.key)}><Trash2 size={18} aria-hidden /></button>
      <div className="inputs">
        <NumberField label={quantityLabel} value={line.quantity} decimals={quantityDecimals} shownDecimals={isCounted(line) && !line.pack ? 0 : quantityDecimals}
          error={broken ? t('sell.notExact') : undefined} onChange={(quantity) => draft.change(line.key, { quantity })} />
        {item && item.packs.length > 0 ? (
          <SelectField label={t('sell.pack')} value={line.pack?.name ?? ''} onChange={(pack) => draft.change(line.key, { pack: item.packs.find((one) => one.name === pack) ?? null, cost: null })}>
            <option value="">{format.unit(line.unit)}</option>
            {item.packs.map((pack) => <option key={pack.name} value={pack.name}>{format.unit(pack.name)} ({format.quantity(pack.size)})</option>)}
          </SelectField>
        ) : <div className="field"><span className="label">{t('sell.pack')}</span><span className="unit-name">{format.unit(line.unit)}</span></div>}
        {withCost && (
          <NumberField label={t('receive.cost', { unit: format.unit(line.pack?.name ?? line.unit) })} value={line.cost} decimals={costDecimals} onChange={(cost) => draft.change(line.key, { cost })} />
        )}
      </div>
    </li>
  );
}
