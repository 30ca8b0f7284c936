import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ProblemError, read, type Schemas } from '../../api/client';
import { SelectField, TextField } from '../../ui/field';
import { RefusedChange } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { toast } from '../../ui/toasts';
import { rightsOf } from './rights';
import { RightsField } from './rights-field';
import { StoreRightsField, type StoreRights } from './store-rights';

export const roles = ['staff', 'manager', 'auditor', 'admin'] as const;
export type Role = typeof roles[number];

type User = Schemas['User'];

/** Somebody, what they may do and where; added when there is none yet. */
export function UserSheet({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState(user);
  return (
    <Sheet open title={current ? current.displayName ?? current.userName : t('people.add')} onClose={onClose}>
      <UserForm key={current?.version ?? 0} user={current} onTake={setCurrent} onClose={onClose} />
    </Sheet>
  );
}

function UserForm({ user, onTake, onClose }: { user: User | null; onTake: (user: User) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [userName, setUserName] = useState(user?.userName ?? '');
  const [displayName, setDisplayName] = useState(user?.displayName ?? '');
  const [role, setRole] = useState<Role>((user?.role ?? 'staff') as Role);
  const [stores, setStores] = useState<StoreRights>(user && !user.allStores ? user.stores : null);
  const [denied, setDenied] = useState<string[]>(user?.withheld ?? []);
  const [password, setPassword] = useState('');
  // What is hidden because it needs all stores stays denied; what the new role never has is forgotten.
  const withheld = role === 'admin' ? [] : denied.filter((one) => rightsOf(role, true).some((right) => right === one));
  const rights = { displayName: displayName.trim() || null, role, withheld, ...(role === 'admin' ? {} : { stores: stores ?? [], allStores: stores === null }) };
  const save = useMutation({
    mutationFn: ({ disabled, version }: { disabled?: boolean; version?: number }) => read(user
      ? api.PATCH('/api/v1/users/{userName}', { params: { path: { userName: user.userName }, header: { 'If-Match': `"${version ?? user.version}"` } }, body: disabled === undefined ? { ...rights, ...(password ? { password } : {}) } : { disabled } })
      : api.POST('/api/v1/users', { body: { ...rights, userName: userName.trim(), password } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['users'] });
      toast(t('saved'));
      onClose();
    },
  });
  const fresh = () => read(api.GET('/api/v1/users/{userName}', { params: { path: { userName } } }));
  const errors = save.error instanceof ProblemError ? save.error.problem.errors ?? {} : {};
  const nowhere = role !== 'admin' && stores?.length === 0;
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate({}); }}>
      {user ? <p className="soft"><bdi className="code">{user.userName}</bdi></p>
        : <TextField label={t('login.name')} value={userName} onChange={setUserName} error={errors.userName?.join(' ')} dir="ltr" autoCapitalize="none" required autoFocus />}
      <TextField label={t('people.displayName')} value={displayName} onChange={setDisplayName} error={errors.displayName?.join(' ')} />
      <SelectField label={t('people.role')} value={role} onChange={(chosen) => setRole(chosen as Role)} hint={t(`people.may.${role}`)}>{roles.map((one) => <option key={one} value={one}>{t(`people.roles.${one}`)}</option>)}</SelectField>
      {role !== 'admin' && <StoreRightsField rights={stores} onChange={setStores} error={errors.stores?.join(' ')} />}
      {role !== 'admin' && <RightsField rights={rightsOf(role, stores === null)} denied={denied} onChange={setDenied} />}
      <TextField label={user ? t('people.newPassword') : t('login.password')} type="password" value={password} onChange={setPassword} error={errors.password?.join(' ')} autoComplete="new-password" dir="ltr" required={!user} />
      {save.isError && <RefusedChange error={save.error} onTake={() => void fresh().then(onTake)} onKeep={() => void fresh().then(({ version }) => save.mutate({ ...save.variables, version }))} />}
      <div className="row-wrap">
        {user && <button type="button" className={user.disabled ? 'button' : 'button bad'} disabled={save.isPending} onClick={() => save.mutate({ disabled: !user.disabled })}>{user.disabled ? t('people.enable') : t('people.disable')}</button>}
        <button type="submit" className="button primary large grow" disabled={save.isPending || nowhere}>{t('save')}</button>
      </div>
      {nowhere && <p className="small soft">{t('chain.chooseStores')}</p>}
    </form>
  );
}
