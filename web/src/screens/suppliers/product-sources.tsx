import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { History, Pencil, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { may, session } from '../../api/session';
import { costDecimals, quantityDecimals, scaled } from '../../exact/exact';
import { useFormats } from '../../i18n/format';
import type { Item } from '../../local/item';
import { useStore } from '../../local/store';
import { SelectField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { Failed, Loading } from '../../ui/states';
import { PriceHistory } from './price-history';
import { useSuppliers } from './suppliers';
import { termsQuery, type Terms } from './terms';
import { TermsSheet } from './terms-sheet';

interface Editing {
  supplier: { code: string; name: string };
  terms: Terms | null;
}

/** Who supplies a product to this store, the cheapest first. */
export function ProductSources({ item }: { item: Item }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { me } = useStore(session);
  const sources = useQuery(termsQuery(item.store, { sku: item.sku }));
  const [choosing, setChoosing] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [past, setPast] = useState(false);
  const forAll = may(me, 'suppliers.write');
  const writes = forAll || may(me, 'orders.write');
  const sorted = [...sources.data ?? []].sort((a, b) => Number(b.preferred) - Number(a.preferred) || (a.baseCost ?? a.unitCost) - (b.baseCost ?? b.unitCost));
  // Terms of all stores are changed for all by who may; otherwise the store gets its own.
  const placeOf = (terms: Terms | null) => (terms?.store ?? (forAll ? null : item.store));
  return (
    <section className="card" aria-labelledby="product-sources">
      <div className="card-head"><h2 id="product-sources">{t('buying.sources')}</h2><span className="row tight">
        {sorted.length > 0 && <button type="button" className="button icon quiet" aria-label={t('buying.history')} title={t('buying.history')} onClick={() => setPast(true)}><History size={18} aria-hidden /></button>}
        {writes && <button type="button" className="button icon quiet" aria-label={t('buying.addSource')} title={t('buying.addSource')} onClick={() => setChoosing(true)}><Plus size={20} aria-hidden /></button>}
      </span></div>
      {sources.isError && !sources.data ? <Failed error={sources.error} retry={() => void sources.refetch()} /> : !sources.data ? <div className="padded-more"><Loading rows={2} /></div>
        : sorted.length === 0 ? <p className="soft padded-more">{t('buying.noSources')}</p>
          : sorted.map((row) => (
            <div key={row.supplier} className="list-row" data-testid="source">
              <span className="grow">
                <Link to={`/suppliers/${encodeURIComponent(row.supplier)}`} className="plain-link"><strong>{row.supplierName}</strong></Link> {row.preferred && <span className="tag good">{t('buying.first')}</span>}
                <span className="block small soft">{[
                  row.store ? t('buying.own') : null,
                  row.minimum ? t('buying.least', { quantity: `${format.quantity(scaled(row.minimum, quantityDecimals))} ${format.unit(row.pack ?? item.unit)}` }) : null,
                  row.leadTimeDays === null || row.leadTimeDays === undefined ? null : t('buying.comesIn', { count: row.leadTimeDays, n: format.whole(row.leadTimeDays) }),
                ].filter(Boolean).join(' · ')}</span>
              </span>
              <span className="number"><strong>{t('buying.costPer', { cost: format.cost(scaled(row.unitCost, costDecimals)), unit: format.unit(row.pack ?? item.unit) })}</strong>
                {row.pack && row.baseCost !== null && row.baseCost !== undefined && <span className="block small soft">{t('buying.costPer', { cost: format.cost(scaled(row.baseCost, costDecimals)), unit: format.unit(item.unit) })}</span>}</span>
              {writes && <button type="button" className="button icon quiet" aria-label={t('buying.changeTerms', { name: row.supplierName })} title={t('buying.change')} onClick={() => setEditing({ supplier: { code: row.supplier, name: row.supplierName }, terms: row })}><Pencil size={17} aria-hidden /></button>}
            </div>
          ))}
      {choosing && <ChooseSupplier taken={sorted.map((row) => row.supplier)} onClose={() => setChoosing(false)} onChoose={(supplier) => { setChoosing(false); setEditing({ supplier, terms: null }); }} />}
      {editing && <TermsSheet place={placeOf(editing.terms)} item={item} {...editing} onClose={() => setEditing(null)} />}
      {past && <PriceHistory place={item.store} sku={item.sku} title={format.name(item)} onClose={() => setPast(false)} />}
    </section>
  );
}

function ChooseSupplier({ taken, onClose, onChoose }: { taken: readonly string[]; onClose: () => void; onChoose: (supplier: { code: string; name: string }) => void }) {
  const { t } = useTranslation();
  const suppliers = useSuppliers();
  const free = (suppliers.data ?? []).filter((one) => one.active && !taken.includes(one.code));
  return (
    <Sheet open title={t('buying.addSource')} onClose={onClose}>
      {suppliers.isError && !suppliers.data ? <Failed error={suppliers.error} retry={() => void suppliers.refetch()} /> : !suppliers.data ? <Loading rows={2} />
        : free.length === 0 ? <p>{t('buying.noOtherSupplier')} <Link to="/suppliers">{t('suppliers.add')}</Link></p> : (
          <SelectField label={t('orders.choose')} value="" onChange={(code) => { const one = free.find((supplier) => supplier.code === code); if (one) { onChoose(one); } }}>
            <option value="">{t('orders.choose')}</option>
            {free.map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
          </SelectField>
        )}
    </Sheet>
  );
}
