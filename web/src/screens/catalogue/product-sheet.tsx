import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, ProblemError, type Product } from '../../api/client';
import { costDecimals, moneyDecimals, quantityDecimals, scaled, wireNumber } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import { syncCopy } from '../../local/catalogue';
import { isCounted } from '../../local/item';
import { useShelf } from '../../local/shelf';
import { NumberField, SelectField, TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';

const units = ['piece', 'kg', 'g', 'l', 'ml', 'm', 'cm', 'ft', 'pair', 'set', 'dozen'];

interface PackDraft {
  name: string;
  size: number | null;
  per: number | null;
  barcode: string;
}

/** A product as it is added or changed. Everything the server finds wrong stands beside its field. */
export function ProductSheet({ product, onClose, firstName = '' }: { product: Product | null; onClose: () => void; firstName?: string }) {
  const { t } = useTranslation();
  const format = useFormats();
  const queries = useQueryClient();
  const { store } = useShelf();
  const [name, setName] = useState(product?.name ?? firstName);
  const [sku, setSku] = useState(product?.sku ?? '');
  const [nameUrdu, setNameUrdu] = useState(product?.nameUrdu ?? '');
  const [category, setCategory] = useState(product?.category ?? '');
  const [unit, setUnit] = useState(product?.unit ?? 'piece');
  const [price, setPrice] = useState<number | null>(product ? scaled(product.price, moneyDecimals) : null);
  const [cost, setCost] = useState<number | null>(product?.cost ? scaled(product.cost, costDecimals) : null);
  const [barcodes, setBarcodes] = useState((product?.barcodes ?? []).join(' '));
  const [packs, setPacks] = useState<PackDraft[]>((product?.packs ?? []).map((pack) => ({ name: pack.name ?? '', size: scaled(pack.size ?? 0, quantityDecimals), per: pack.per ?? null, barcode: pack.barcode ?? '' })));
  const body = () => ({
    name: name.trim(), nameUrdu: nameUrdu.trim() || null, category: category.trim() || null,
    price: price === null ? null : wireNumber(price, moneyDecimals), cost: cost === null ? null : wireNumber(cost, costDecimals),
    barcodes: barcodes.split(/[\s,;]+/).filter(Boolean),
    packs: packs.filter((pack) => pack.name.trim() !== '').map((pack) => ({ name: pack.name.trim(), size: pack.size === null ? null : wireNumber(pack.size, quantityDecimals), per: pack.per, barcode: pack.barcode.trim() || null })),
  });
  const done = async () => {
    await syncCopy(store);
    await queries.invalidateQueries({ queryKey: ['products'] });
    toast(t('saved'));
    onClose();
  };
  const save = useMutation({
    mutationFn: async () => {
      if (product) {
        await api.PATCH('/api/v1/products/{sku}', { params: { path: { sku: product.sku }, header: { 'If-Match': `"${product.version}"` } }, body: body() });
      } else {
        await api.POST('/api/v1/products', { body: { ...body(), sku: sku.trim(), unit } });
      }
    },
    onSuccess: done,
  });
  const archive = useMutation({
    mutationFn: () => api.PATCH('/api/v1/products/{sku}', { params: { path: { sku: product!.sku }, header: { 'If-Match': `"${product!.version}"` } }, body: { archived: !product!.archived } }),
    onSuccess: done,
  });
  const errors = save.error instanceof ProblemError ? save.error.problem.errors ?? {} : {};
  const errorOf = (field: string) => Object.entries(errors).filter(([key]) => key === field || key.startsWith(`${field}[`)).flatMap(([, texts]) => texts).join(' ') || undefined;
  const wholeOnly = isCounted({ unit }) ? 0 : quantityDecimals;
  const changePack = (place: number, change: Partial<PackDraft>) => setPacks(packs.map((pack, at) => (at === place ? { ...pack, ...change } : pack)));
  return (
    <Sheet open wide title={product ? format.name({ name: product.name, nameUrdu: product.nameUrdu ?? null }) : t('catalogue.add')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <div className="fields">
          <TextField label={t('catalogue.name')} value={name} onChange={setName} error={errorOf('name')} required maxLength={200} autoFocus />
          <TextField label={t('catalogue.nameUrdu')} value={nameUrdu} onChange={setNameUrdu} error={errorOf('nameUrdu')} lang="ur" dir="rtl" maxLength={200} />
        </div>
        <div className="fields">
          <TextField label={t('catalogue.sku')} value={sku} onChange={setSku} error={errorOf('sku')} hint={product ? undefined : t('catalogue.skuHint')} disabled={product !== null} required maxLength={64} dir="ltr" />
          <SelectField label={t('catalogue.unit')} value={unit} onChange={setUnit} disabled={product !== null} error={errorOf('unit')}>{[...new Set([...units, unit])].map((one) => <option key={one} value={one}>{format.unit(one)}</option>)}</SelectField>
          <TextField label={t('stock.category')} value={category} onChange={setCategory} error={errorOf('category')} maxLength={100} />
        </div>
        <div className="fields">
          <NumberField label={t('sell.pricePer', { unit: format.unit(unit) })} value={price} decimals={moneyDecimals} onChange={setPrice} error={errorOf('price')} />
          <NumberField label={t('catalogue.cost')} value={cost} decimals={costDecimals} onChange={setCost} error={errorOf('cost')} />
          <TextField label={t('catalogue.barcodes')} value={barcodes} onChange={setBarcodes} error={errorOf('barcodes')} dir="ltr" inputMode="numeric" />
        </div>
        <fieldset className="plain stack-tight">
          <legend>{t('catalogue.packs')}</legend>
          {packs.map((pack, place) => (
            <div key={place} className="fields">
              <TextField label={t('catalogue.packName')} value={pack.name} onChange={(value) => changePack(place, { name: value })} />
              <NumberField label={t('catalogue.packSize', { unit: format.unit(unit) })} value={pack.size} decimals={quantityDecimals} shownDecimals={wholeOnly} onChange={(value) => changePack(place, { size: value })} />
              <TextField label={t('catalogue.packBarcode')} value={pack.barcode} onChange={(value) => changePack(place, { barcode: value })} dir="ltr" inputMode="numeric" />
              <button type="button" className="button icon quiet" aria-label={t('sell.remove', { name: pack.name })} onClick={() => setPacks(packs.filter((_, at) => at !== place))}><Trash2 size={18} aria-hidden /></button>
            </div>
          ))}
          {errorOf('packs') && <p className="field"><span className="error">{errorOf('packs')}</span></p>}
          <button type="button" className="button quiet self-start" onClick={() => setPacks([...packs, { name: '', size: null, per: null, barcode: '' }])}><Plus size={18} aria-hidden />{t('catalogue.addPack')}</button>
        </fieldset>
        {(save.isError || archive.isError) && <p className="notice bad" role="alert">{(save.error ?? archive.error)?.message}</p>}
        <div className="row-wrap">
          {product && <button type="button" className="button" disabled={archive.isPending} onClick={() => archive.mutate()}>{product.archived ? t('catalogue.bringBack') : t('catalogue.archive')}</button>}
          <button type="submit" className="button primary large grow" disabled={save.isPending}>{t('save')}</button>
        </div>
      </form>
    </Sheet>
  );
}
