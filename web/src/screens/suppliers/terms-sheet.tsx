import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemError, type Schemas } from '../../api/client';
import { costDecimals, quantityDecimals, scaled, wireNumber } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { isCounted, type Item } from '../../local/item';
import { NumberField, SelectField } from '../../ui/field';
import { RefusedChange } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';
import { addTerms, editTerms, endTerms, findTerms, type Place, type Terms } from './terms';

interface TermsSheetProps {
  place: Place;
  item: Item;
  supplier: { code: string; name: string };
  /** What holds now; null when the supplier does not supply it yet. */
  terms: Terms | null;
  onClose: () => void;
}

/** At what cost a supplier supplies a product: written, changed, or ended. */
export function TermsSheet({ terms, ...sheet }: TermsSheetProps) {
  const format = useFormats();
  const [current, setCurrent] = useState(terms);
  return (
    <Sheet open title={`${format.name(sheet.item)} · ${sheet.supplier.name}`} onClose={sheet.onClose}>
      <TermsForm key={current?.version ?? 0} {...sheet} terms={current} onTake={setCurrent} />
    </Sheet>
  );
}

const byUnit = 'unit';
const byMultiple = 'multiple';

function TermsForm({ place, item, supplier, terms, onTake, onClose }: TermsSheetProps & { onTake: (terms: Terms) => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const [cost, setCost] = useState<number | null>(terms ? scaled(terms.unitCost, costDecimals) : item.cost);
  const [packing, setPacking] = useState(terms?.pack ? `pack:${terms.pack}` : terms?.packSize ? byMultiple : byUnit);
  const [packSize, setPackSize] = useState<number | null>(terms?.packSize && !terms.pack ? scaled(terms.packSize, quantityDecimals) : null);
  const [minimum, setMinimum] = useState<number | null>(terms?.minimum ? scaled(terms.minimum, quantityDecimals) : null);
  const [days, setDays] = useState<number | null>(terms?.leadTimeDays ?? null);
  const [preferred, setPreferred] = useState(terms?.preferred ?? false);
  // A store that lives by the terms of all gets terms of its own.
  const own = terms !== null && (terms.store ?? null) === place;
  const pack = packing.startsWith('pack:') ? packing.slice('pack:'.length) : null;
  const written = (): Schemas['SourcingPatch'] => ({
    unitCost: wireNumber(cost ?? 0, costDecimals),
    pack,
    packSize: packing === byMultiple && packSize !== null ? wireNumber(packSize, quantityDecimals) : null,
    minimum: minimum === null ? null : wireNumber(minimum, quantityDecimals),
    leadTimeDays: days,
    preferred,
  });
  const finish = async (text: string) => {
    await queries.invalidateQueries({ queryKey: ['terms'] });
    toast(text);
    onClose();
  };
  const save = useMutation({
    mutationFn: async (over: Terms | null) => {
      const { leadTimeDays, ...rest } = written();
      // The usual days come with the terms that were read; they are the terms' own only when somebody changes them.
      const body = leadTimeDays === (terms?.leadTimeDays ?? null) ? rest : { ...rest, leadTimeDays };
      await (own ? editTerms(place, over ?? terms, body) : addTerms(place, { ...body, sku: item.sku, supplier: supplier.code }));
    },
    onSuccess: () => finish(t('saved')),
  });
  const end = useMutation({ mutationFn: (over: Terms | null) => endTerms(place, over ?? terms!), onSuccess: () => finish(t('buying.endedNow')) });
  const fresh = () => findTerms(place, item.sku, supplier.code);
  const errors = save.error instanceof ProblemError ? save.error.problem.errors ?? {} : {};
  const unit = format.unit(pack ?? item.unit);
  const shownDecimals = isCounted(item) || pack ? 0 : quantityDecimals;
  const busy = save.isPending || end.isPending;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate(null); }}>
      <p className="soft">{place === null ? t('buying.forAll') : own || !terms ? t('buying.forOne', { store: place }) : t('buying.ownFrom', { store: place })}</p>
      <div className="fields">
        <SelectField label={t('buying.packing')} value={packing} onChange={setPacking} error={errors.pack?.join(' ')}>
          <option value={byUnit}>{t('buying.byUnit', { unit: format.unit(item.unit) })}</option>
          {item.packs.map((one) => <option key={one.name} value={`pack:${one.name}`}>{format.unit(one.name)} ({format.quantityOf(one.size, item.unit)})</option>)}
          {pack && !item.packs.some((one) => one.name === pack) && <option value={packing}>{format.unit(pack)}</option>}
          <option value={byMultiple}>{t('buying.byMultiple')}</option>
        </SelectField>
        {packing === byMultiple && <NumberField label={t('buying.multiple', { unit })} value={packSize} decimals={quantityDecimals} shownDecimals={shownDecimals} onChange={setPackSize} error={errors.packSize?.join(' ')} />}
        <NumberField label={t('receive.cost', { unit })} value={cost} decimals={costDecimals} onChange={setCost} error={errors.unitCost?.join(' ')} autoFocus />
        <NumberField label={t('buying.minimum', { unit })} value={minimum} decimals={quantityDecimals} shownDecimals={shownDecimals} onChange={setMinimum} error={errors.minimum?.join(' ')} />
        <NumberField label={t('suppliers.leadTime')} value={days} decimals={0} onChange={setDays} error={errors.leadTimeDays?.join(' ')} />
      </div>
      <label className="check"><input type="checkbox" checked={preferred} onChange={(event) => setPreferred(event.target.checked)} />{t('buying.askFirst')}</label>
      {save.isError && <RefusedChange error={save.error} onTake={() => void fresh().then(onTake)} onKeep={() => void fresh().then((now) => save.mutate(now))} />}
      {end.isError && <RefusedChange error={end.error} onTake={() => void fresh().then(onTake)} onKeep={() => void fresh().then((now) => end.mutate(now))} />}
      <div className="row-wrap">
        {own && <button type="button" className="button bad" disabled={busy} onClick={() => end.mutate(null)}>{t('buying.end')}</button>}
        <button type="submit" className="button primary large grow" disabled={busy || cost === null}>{t('save')}</button>
      </div>
    </form>
  );
}
