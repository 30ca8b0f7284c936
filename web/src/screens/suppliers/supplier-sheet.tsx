import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ProblemError, read, type Schemas } from '../../api/client';
import { NumberField, TextField } from '../../ui/field';
import { RefusedChange } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';

type Supplier = Schemas['Supplier'];

interface SupplierSheetProps {
  /** Null: a new one. */
  supplier: Supplier | null;
  onClose: () => void;
  onSaved?: (supplier: Supplier) => void;
}

/** A supplier's details, written or changed. */
export function SupplierSheet({ supplier, onClose, onSaved }: SupplierSheetProps) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState(supplier);
  return (
    <Sheet open title={current?.name ?? t('suppliers.add')} onClose={onClose}>
      <SupplierForm key={current?.version ?? 0} supplier={current} onTake={setCurrent} onClose={onClose} onSaved={onSaved} />
    </Sheet>
  );
}

function SupplierForm({ supplier, onTake, onClose, onSaved }: SupplierSheetProps & { onTake: (supplier: Supplier) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [code, setCode] = useState(supplier?.code ?? '');
  const [name, setName] = useState(supplier?.name ?? '');
  const [phone, setPhone] = useState(supplier?.phone ?? '');
  const [email, setEmail] = useState(supplier?.email ?? '');
  const [note, setNote] = useState(supplier?.note ?? '');
  const [days, setDays] = useState<number | null>(supplier?.leadTimeDays ?? null);
  const save = useMutation({
    mutationFn: ({ active, version }: { active?: boolean; version?: number }) => {
      const details = { name: name.trim(), phone: phone.trim() || null, email: email.trim() || null, note: note.trim() || null, leadTimeDays: days };
      return read(supplier
        ? api.PATCH('/api/v1/suppliers/{supplier}', { params: { path: { supplier: supplier.code }, header: { 'If-Match': `"${version ?? supplier.version}"` } }, body: active === undefined ? details : { active } })
        : api.POST('/api/v1/suppliers', { body: { ...details, code: code.trim() } }));
    },
    onSuccess: async (saved) => {
      await queries.invalidateQueries({ queryKey: ['suppliers'] });
      toast(t('saved'));
      onClose();
      onSaved?.(saved);
    },
  });
  const fresh = () => read(api.GET('/api/v1/suppliers/{supplier}', { params: { path: { supplier: code } } }));
  const errors = save.error instanceof ProblemError ? save.error.problem.errors ?? {} : {};
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate({}); }}>
      <TextField label={t('catalogue.name')} value={name} onChange={setName} error={errors.name?.join(' ')} required autoFocus />
      <div className="fields">
        <TextField label={t('stores.code')} value={code} onChange={setCode} error={errors.code?.join(' ')} disabled={supplier !== null} dir="ltr" required />
        <NumberField label={t('suppliers.leadTime')} value={days} decimals={0} onChange={setDays} error={errors.leadTimeDays?.join(' ')} />
      </div>
      <div className="fields">
        <TextField label={t('suppliers.phone')} type="tel" value={phone} onChange={setPhone} error={errors.phone?.join(' ')} dir="ltr" />
        <TextField label={t('suppliers.email')} type="email" value={email} onChange={setEmail} error={errors.email?.join(' ')} dir="ltr" />
      </div>
      <TextField label={t('remove.note')} value={note} onChange={setNote} error={errors.note?.join(' ')} maxLength={1_000} />
      {save.isError && <RefusedChange error={save.error} onTake={() => void fresh().then(onTake)} onKeep={() => void fresh().then(({ version }) => save.mutate({ ...save.variables, version }))} />}
      <div className="row-wrap">
        {supplier && <button type="button" className="button" disabled={save.isPending} onClick={() => save.mutate({ active: !supplier.active })}>{supplier.active ? t('suppliers.stop') : t('suppliers.resume')}</button>}
        <button type="submit" className="button primary large grow" disabled={save.isPending}>{t('save')}</button>
      </div>
    </form>
  );
}
