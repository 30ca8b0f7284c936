import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { History, PackageOpen, Pencil, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { costDecimals, quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Item } from '../../local/item';
import { useShelf } from '../../local/shelf';
import { useStore } from '../../local/store';
import { SelectField } from '../../ui/field';
import { Finder } from '../../ui/finder';
import { Sheet } from '../../ui/sheet';
import { Empty, Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { useStores } from '../stores/stores';
import { PriceHistory } from './price-history';
import { termsQuery, type Place, type Terms } from './terms';
import { TermsSheet } from './terms-sheet';

/** More than these are searched. */
const inView = 12;

/** What a supplier supplies at what cost: to all stores, or as it holds in one of them. */
export function Supplies({ supplier }: { supplier: Schemas['Supplier'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const shelf = useShelf();
  const { me } = useStore(session);
  const stores = useStores();
  const [place, setPlace] = useState<Place>(null);
  const [words, setWords] = useState('');
  const [finding, setFinding] = useState(false);
  const [editing, setEditing] = useState<{ item: Item; terms: Terms | null } | null>(null);
  const [past, setPast] = useState<{ sku: string; title: string } | null>(null);
  const rows = useQuery(termsQuery(place, { supplier: supplier.code }));
  const writes = may(me, place === null ? 'suppliers.write' : 'orders.write');
  const nameOf = (row: Terms) => { const item = shelf.items.get(row.sku); return item ? format.name(item) : row.name; };
  const sorted = [...rows.data ?? []].sort((a, b) => format.compare(nameOf(a), nameOf(b)));
  const shown = sorted.filter((row) => `${nameOf(row)} ${row.name} ${row.sku}`.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <section className="card folding" aria-labelledby="supplies">
      <div className="card-head wrap-row">
        <h2 id="supplies">{t('buying.supplies')}{rows.data && rows.data.length > 0 && <> <span className="soft">{format.whole(rows.data.length)}</span></>}</h2>
        {writes && supplier.active && <button type="button" className="button" onClick={() => setFinding(true)}><Plus size={18} aria-hidden />{t('buying.addProduct')}</button>}
      </div>
      <div className="fields padded-more">
        {stores.data && (stores.data.length > 1 || !may(me, 'suppliers.write')) && (
          <SelectField label={t('buying.where')} value={place ?? ''} onChange={(code) => setPlace(code || null)} hint={place === null ? undefined : t('buying.whereMore')}>
            <option value="">{t('buying.everywhere')}</option>
            {stores.data.map((store) => <option key={store.code} value={store.code}>{store.name} ({store.code})</option>)}
          </SelectField>
        )}
        {sorted.length > inView && (
          <div className="field"><label htmlFor="supplies-search">{t('finder.label')}</label><input id="supplies-search" className="input" type="search" value={words} onChange={(event) => setWords(event.target.value)} /></div>
        )}
      </div>
      {rows.isError && !rows.data ? <Failed error={rows.error} retry={() => void rows.refetch()} /> : !rows.data ? <div className="padded-more"><Loading /></div>
        : shown.length === 0 ? <Empty icon={PackageOpen} title={words ? t('stock.nothing') : t('buying.nothing')}>{!words && <p>{t('buying.nothingMore')}</p>}</Empty> : (
          <table className="table folds" data-testid="supplies">
            <thead><tr><th scope="col">{t('stock.product')}</th><th scope="col" className="number">{t('buying.cost')}</th><th scope="col" className="number">{t('buying.minimumShort')}</th><th scope="col" className="number">{t('buying.comesBy')}</th><th scope="col" className="number">{t('suppliers.leadTime')}</th><th><span className="hidden-text">{t('buying.actions')}</span></th></tr></thead>
            <tbody>
              {shown.map((row) => {
                const item = shelf.items.get(row.sku);
                return <TermsRow key={row.sku} row={row} item={item} place={place} onEdit={writes && item ? () => setEditing({ item, terms: row }) : null} onPast={() => setPast({ sku: row.sku, title: nameOf(row) })} />;
              })}
            </tbody>
          </table>
        )}
      {finding && (
        <Sheet open wide title={t('buying.addProduct')} onClose={() => setFinding(false)}>
          <Finder shelf={shelf} autoFocus onUnknownCode={(code) => toast(t('finder.unknownCode', { code }), { bad: true })}
            onPick={({ item }) => { setFinding(false); setEditing({ item, terms: rows.data?.find((row) => row.sku === item.sku) ?? null }); }} />
        </Sheet>
      )}
      {editing && <TermsSheet place={place} supplier={supplier} {...editing} onClose={() => setEditing(null)} />}
      {past && <PriceHistory place={place} supplier={supplier.code} {...past} onClose={() => setPast(null)} />}
    </section>
  );
}

interface TermsRowProps {
  row: Terms;
  item: Item | undefined;
  place: Place;
  onEdit: (() => void) | null;
  onPast: () => void;
}

function TermsRow({ row, item, place, onEdit, onPast }: TermsRowProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const name = item ? format.name(item) : row.name;
  const base = format.unit(item?.unit ?? 'piece');
  const unit = format.unit(row.pack ?? item?.unit ?? 'piece');
  return (
    <tr>
      <td className="fold-head">
        <Link to={`/stock/${encodeURIComponent(row.sku)}`} className="plain-link"><strong>{name}</strong></Link>
        <span className="small soft block tags-line"><span className="code">{row.sku}</span>{row.preferred && <span className="tag good">{t('buying.first')}</span>}{place !== null && <span className="tag">{row.store ? t('buying.own') : t('buying.asAll')}</span>}</span>
      </td>
      <td className="number" data-label={t('buying.cost')}><span><strong>{t('buying.costPer', { cost: format.cost(scaled(row.unitCost, costDecimals)), unit })}</strong>{row.pack && row.baseCost !== null && row.baseCost !== undefined && <span className="block small soft">{t('buying.costPer', { cost: format.cost(scaled(row.baseCost, costDecimals)), unit: base })}</span>}</span></td>
      <td className={row.minimum ? 'number' : 'number nothing'} data-label={t('buying.minimumShort')}>{row.minimum ? `${format.quantity(scaled(row.minimum, quantityDecimals))} ${unit}` : '–'}</td>
      <td className={row.packSize && !row.pack ? 'number' : 'number nothing'} data-label={t('buying.comesBy')}>{row.packSize ? `${format.quantity(scaled(row.packSize, quantityDecimals))} ${base}` : '–'}</td>
      <td className={row.leadTimeDays === null || row.leadTimeDays === undefined ? 'number nothing' : 'number'} data-label={t('suppliers.leadTime')}>{row.leadTimeDays === null || row.leadTimeDays === undefined ? '–' : format.whole(row.leadTimeDays)}</td>
      <td className="number fold-foot">
        <button type="button" className="button icon quiet" aria-label={t('buying.historyOf', { name })} title={t('buying.history')} onClick={onPast}><History size={18} aria-hidden /></button>
        {onEdit && <button type="button" className="button icon quiet" aria-label={t('buying.changeTerms', { name })} title={t('buying.change')} onClick={onEdit}><Pencil size={18} aria-hidden /></button>}
      </td>
    </tr>
  );
}
