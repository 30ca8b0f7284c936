import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, ProblemError, read } from '../../api/client';
import { SelectField, TextField } from '../../ui/field';
import { Refused } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';
import { StoreRightsField, type StoreRights } from './store-rights';
import { roles } from './user-sheet';

/** A key for a device; it is shown once. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>('staff');
  const [stores, setStores] = useState<StoreRights>(null);
  const make = useMutation({
    mutationFn: () => read(api.POST('/api/v1/api-keys', { body: { name: name.trim(), role, ...(stores === null ? { allStores: true } : { stores }) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  const errors = make.error instanceof ProblemError ? make.error.problem.errors ?? {} : {};
  const copy = async (key: string) => {
    await navigator.clipboard.writeText(key);
    toast(t('chain.copied'));
  };
  return (
    <Sheet open title={t('people.addKey')} onClose={onClose}>
      {make.data ? (
        <div className="stack">
          <p>{t('people.keyOnce')}</p>
          <p className="card padded mono-hash" data-testid="key">{make.data.key}</p>
          <div className="row-wrap">
            {'clipboard' in navigator && <button type="button" className="button large" onClick={() => void copy(make.data.key ?? '')}><Copy size={18} aria-hidden />{t('chain.copy')}</button>}
            <button type="button" className="button primary large grow" onClick={onClose}>{t('done')}</button>
          </div>
        </div>
      ) : (
        <form className="stack" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
          <TextField label={t('people.device')} value={name} onChange={setName} error={errors.name?.join(' ')} dir="ltr" required autoFocus />
          <SelectField label={t('people.role')} value={role} onChange={setRole} hint={t(`people.may.${role as 'staff'}`)}>{roles.map((one) => <option key={one} value={one}>{t(`people.roles.${one}`)}</option>)}</SelectField>
          <StoreRightsField rights={stores} onChange={setStores} error={errors.stores?.join(' ')} />
          {make.isError && <Refused error={make.error} />}
          <button type="submit" className="button primary large" disabled={make.isPending || stores?.length === 0}>{t('people.addKey')}</button>
          {stores?.length === 0 && <p className="small soft">{t('chain.chooseStores')}</p>}
        </form>
      )}
    </Sheet>
  );
}
