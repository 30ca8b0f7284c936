import { useState } from 'react';
import { Plus, Search, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import { useStore } from '../../local/store';
import { Empty, Failed, Loading } from '../../ui/states';
import { SupplierSheet } from './supplier-sheet';
import { useSuppliers } from './suppliers';

/** More than these are searched. */
const inView = 10;

/** Who brings goods. */
export function SuppliersScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const { me } = useStore(session);
  const [adding, setAdding] = useState(false);
  const [words, setWords] = useState('');
  const suppliers = useSuppliers();
  const shown = (suppliers.data ?? []).filter((one) => `${one.name} ${one.code}`.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.suppliers')}</h1>{may(me, 'suppliers.write') && <button type="button" className="button primary" onClick={() => setAdding(true)}><Plus size={18} aria-hidden />{t('suppliers.add')}</button>}</div>
      {(suppliers.data?.length ?? 0) > inView && (
        <div className="stock-search"><Search size={20} aria-hidden /><input className="input" type="search" value={words} onChange={(event) => setWords(event.target.value)} placeholder={t('buying.searchSupplier')} aria-label={t('buying.searchSupplier')} /></div>
      )}
      <div className="card">
        {suppliers.isError && !suppliers.data ? <Failed error={suppliers.error} retry={() => void suppliers.refetch()} /> : !suppliers.data ? <div className="padded-more"><Loading /></div>
          : suppliers.data.length === 0 ? <Empty icon={Truck} title={t('suppliers.none')}><p>{t('suppliers.noneMore')}</p></Empty>
            : shown.length === 0 ? <Empty icon={Truck} title={t('stock.nothing')} />
              : shown.map((supplier) => (
                <Link key={supplier.code} to={`/suppliers/${encodeURIComponent(supplier.code)}`} className="list-row">
                  <span className="grow"><strong>{supplier.name}</strong><span className="block small soft"><bdi className="code">{supplier.code}</bdi>{supplier.phone ? <> · <bdi dir="ltr">{supplier.phone}</bdi></> : ''}</span></span>
                  {supplier.leadTimeDays !== null && supplier.leadTimeDays !== undefined && <span className="soft small">{t('buying.comesIn', { count: supplier.leadTimeDays, n: format.whole(supplier.leadTimeDays) })}</span>}
                  {!supplier.active && <span className="tag">{t('suppliers.inactive')}</span>}
                </Link>
              ))}
      </div>
      {adding && <SupplierSheet supplier={null} onClose={() => setAdding(false)} onSaved={({ code }) => void navigate(`/suppliers/${encodeURIComponent(code)}`)} />}
    </div>
  );
}
