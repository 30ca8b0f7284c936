import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, ProblemError, read } from '../../api/client';
import { SelectField, TextField } from '../../ui/field';
import { Refused } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';
import { serverNow } from '../../local/contact';
import { addDays, dateHere } from '../../local/clock';
import { keyRightsOf } from './rights';
import { RightsField } from './rights-field';
import { StoreRightsField, type StoreRights } from './store-rights';
import { roles, type Role } from './user-sheet';

/** A key for a device; it is shown once. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('staff');
  const [stores, setStores] = useState<StoreRights>(null);
  const [denied, setDenied] = useState<string[]>([]);
  const [lastDay, setLastDay] = useState('');
  const possible = keyRightsOf(role, stores === null);
  const scopes = possible.filter((right) => !denied.includes(right));
  const rights = scopes.length === possible.length ? { role } : { scopes };
  // The whole of its last day, where this device is.
  const ends = lastDay ? { expiresAt: new Date(`${addDays(lastDay, 1)}T00:00:00`).toISOString() } : {};
  const make = useMutation({
    mutationFn: () => read(api.POST('/api/v1/api-keys', { body: { name: name.trim(), ...rights, ...ends, ...(stores === null ? { allStores: true } : { stores }) } })),
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
          <SelectField label={t('people.role')} value={role} onChange={(chosen) => setRole(chosen as Role)} hint={t(`people.may.${role}`)}>{roles.map((one) => <option key={one} value={one}>{t(`people.roles.${one}`)}</option>)}</SelectField>
          <StoreRightsField rights={stores} onChange={setStores} error={errors.stores?.join(' ')} />
          <RightsField rights={possible} denied={denied} onChange={setDenied} />
          <TextField type="date" label={t('people.lastDay')} hint={t('people.lastDayMore')} value={lastDay} min={dateHere(serverNow())} onChange={setLastDay} error={errors.expiresAt?.join(' ')} dir="ltr" />
          {make.isError && <Refused error={make.error} />}
          <button type="submit" className="button primary large" disabled={make.isPending || stores?.length === 0 || scopes.length === 0}>{t('people.addKey')}</button>
          {stores?.length === 0 && <p className="small soft">{t('chain.chooseStores')}</p>}
        </form>
      )}
    </Sheet>
  );
}
