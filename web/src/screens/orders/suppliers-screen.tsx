import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { allPages, api, ProblemError, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import { useStore } from '../../local/store';
import { NumberField, TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { Empty, Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';

export function useSuppliers() {
  return useQuery({ queryKey: ['suppliers'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/suppliers', { params: { query: { limit: 200, cursor } } }))) });
}

/** Who brings goods. */
export function SuppliersScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const { me } = useStore(session);
  const [editing, setEditing] = useState<Schemas['Supplier'] | 'new' | null>(null);
  const suppliers = useSuppliers();
  const writes = may(me, 'suppliers.write');
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.suppliers')}</h1>{writes && <button type="button" className="button primary" onClick={() => setEditing('new')}><Plus size={18} aria-hidden />{t('suppliers.add')}</button>}</div>
      <div className="card">
        {suppliers.isError ? <Failed error={suppliers.error} retry={() => void suppliers.refetch()} /> : !suppliers.data ? <div className="padded-more"><Loading /></div>
          : suppliers.data.length === 0 ? <Empty icon={Truck} title={t('suppliers.none')}><p>{t('suppliers.noneMore')}</p></Empty>
            : suppliers.data.map((supplier) => (
              <button key={supplier.code} type="button" className="result" disabled={!writes} onClick={() => setEditing(supplier)}>
                <span className="names"><strong>{supplier.name}</strong><span className="small soft"><bdi className="code">{supplier.code}</bdi>{supplier.phone ? <> · <bdi>{supplier.phone}</bdi></> : ''}</span></span>
                {supplier.leadTimeDays !== null && supplier.leadTimeDays !== undefined && <span className="soft small">{t('suppliers.days', { count: supplier.leadTimeDays, n: format.whole(supplier.leadTimeDays) })}</span>}
                {!supplier.active && <span className="tag">{t('suppliers.inactive')}</span>}
              </button>
            ))}
      </div>
      {editing && <SupplierSheet supplier={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function SupplierSheet({ supplier, onClose }: { supplier: Schemas['Supplier'] | null; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [code, setCode] = useState(supplier?.code ?? '');
  const [name, setName] = useState(supplier?.name ?? '');
  const [phone, setPhone] = useState(supplier?.phone ?? '');
  const [email, setEmail] = useState(supplier?.email ?? '');
  const [days, setDays] = useState<number | null>(supplier?.leadTimeDays ?? null);
  const save = useMutation({
    mutationFn: async (active: boolean | null) => {
      const body = { name: name.trim(), phone: phone.trim() || null, email: email.trim() || null, leadTimeDays: days };
      if (supplier) {
        await api.PATCH('/api/v1/suppliers/{supplier}', { params: { path: { supplier: supplier.code }, header: { 'If-Match': `"${supplier.version}"` } }, body: active === null ? body : { active } });
      } else {
        await api.POST('/api/v1/suppliers', { body: { ...body, code: code.trim() } });
      }
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['suppliers'] });
      toast(t('saved'));
      onClose();
    },
  });
  const errors = save.error instanceof ProblemError ? save.error.problem.errors ?? {} : {};
  return (
    <Sheet open title={supplier?.name ?? t('suppliers.add')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate(null); }}>
        <TextField label={t('catalogue.name')} value={name} onChange={setName} error={errors.name?.join(' ')} required autoFocus />
        <div className="fields">
          <TextField label={t('stores.code')} value={code} onChange={setCode} error={errors.code?.join(' ')} disabled={supplier !== null} dir="ltr" required />
          <NumberField label={t('suppliers.leadTime')} value={days} decimals={0} onChange={setDays} error={errors.leadTimeDays?.join(' ')} />
        </div>
        <div className="fields">
          <TextField label={t('suppliers.phone')} type="tel" value={phone} onChange={setPhone} error={errors.phone?.join(' ')} dir="ltr" />
          <TextField label={t('suppliers.email')} type="email" value={email} onChange={setEmail} error={errors.email?.join(' ')} dir="ltr" />
        </div>
        {save.isError && <p className="notice bad" role="alert">{save.error.message}</p>}
        <div className="row-wrap">
          {supplier && <button type="button" className="button" onClick={() => save.mutate(!supplier.active)}>{supplier.active ? t('suppliers.stop') : t('suppliers.resume')}</button>}
          <button type="submit" className="button primary large grow" disabled={save.isPending}>{t('save')}</button>
        </div>
      </form>
    </Sheet>
  );
}
