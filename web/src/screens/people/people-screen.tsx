import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { allPages, api, ProblemError, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import { useStore } from '../../local/store';
import { SelectField, TextField } from '../../ui/field';
import { Sheet } from '../../ui/sheet';
import { Empty, Failed, Loading } from '../../ui/states';
import { toast } from '../../ui/toasts';

const roles = ['staff', 'manager', 'auditor', 'admin'] as const;
type Role = typeof roles[number];

/** Who may come in, with which rights to which stores; and the keys of devices. */
export function PeopleScreen() {
  const { t } = useTranslation();
  const format = useFormats();
  const { me } = useStore(session);
  const queries = useQueryClient();
  const [editing, setEditing] = useState<Schemas['User'] | 'new' | null>(null);
  const [adding, setAdding] = useState(false);
  const users = useQuery({ queryKey: ['users'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/users', { params: { query: { limit: 200, cursor } } }))) });
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/api-keys', { params: { query: { limit: 200, cursor } } }))) });
  const revoke = useMutation({
    mutationFn: (prefix: string) => api.DELETE('/api/v1/api-keys/{prefix}', { params: { path: { prefix } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  const writes = may(me, 'access.write');
  const where = (one: { allStores: boolean; stores: string[] }) => (one.allStores ? t('people.allStores') : one.stores.join(', ') || t('people.noStores'));
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.people')}</h1>{writes && <button type="button" className="button primary" onClick={() => setEditing('new')}><Plus size={18} aria-hidden />{t('people.add')}</button>}</div>
      <section className="card" aria-label={t('people.users')}>
        {users.isError ? <Failed error={users.error} retry={() => void users.refetch()} /> : !users.data ? <div className="padded-more"><Loading /></div>
          : users.data.length === 0 ? <Empty icon={UsersRound} title={t('people.none')}><p>{t('people.noneMore')}</p></Empty>
            : users.data.map((user) => (
              <button key={user.userName} type="button" className="result" disabled={!writes} onClick={() => setEditing(user)}>
                <span className="names"><strong>{user.displayName ?? user.userName}</strong><span className="small soft"><bdi>{user.userName}</bdi> · {where(user)}</span></span>
                {user.disabled && <span className="tag bad">{t('people.disabled')}</span>}
                <span className="tag">{t(`people.roles.${user.role}` as 'people.roles.staff')}</span>
              </button>
            ))}
      </section>
      <section className="card" aria-labelledby="keys">
        <div className="card-head"><h2 id="keys">{t('people.keys')}</h2>{writes && <button type="button" className="button" onClick={() => setAdding(true)}><KeyRound size={18} aria-hidden />{t('people.addKey')}</button>}</div>
        {keys.data?.length === 0 && <p className="soft padded-more">{t('people.noKeys')}</p>}
        {keys.data?.map((key) => (
          <div key={key.prefix} className="list-row">
            <span className="grow"><strong>{key.name}</strong><span className="block small soft"><span className="code">{key.prefix}</span> · {where(key)} · {format.dateTime(key.createdAt)}</span></span>
            {key.revokedAt ? <span className="tag">{t('people.revoked')}</span> : writes && <button type="button" className="button bad" onClick={() => { if (confirm(t('people.revokeSure', { name: key.name }))) { revoke.mutate(key.prefix); } }}>{t('people.revoke')}</button>}
          </div>
        ))}
      </section>
      {editing && <UserSheet user={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {adding && <KeySheet onClose={() => setAdding(false)} />}
    </div>
  );
}

function splitCodes(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function UserSheet({ user, onClose }: { user: Schemas['User'] | null; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [userName, setUserName] = useState(user?.userName ?? '');
  const [displayName, setDisplayName] = useState(user?.displayName ?? '');
  const [role, setRole] = useState<Role>((user?.role ?? 'staff') as Role);
  const [stores, setStores] = useState((user?.stores ?? []).join(' '));
  const [password, setPassword] = useState('');
  const rights = { displayName: displayName.trim() || null, role, ...(role === 'admin' ? {} : splitCodes(stores).length > 0 ? { stores: splitCodes(stores), allStores: false } : { stores: [], allStores: true }) };
  const change = async (body: Schemas['UserPatch']) => {
    await api.PATCH('/api/v1/users/{userName}', { params: { path: { userName: user!.userName }, header: { 'If-Match': `"${user!.version}"` } }, body });
  };
  const save = useMutation({
    mutationFn: async (disabled: boolean | null) => {
      if (!user) {
        await api.POST('/api/v1/users', { body: { ...rights, userName: userName.trim(), password } });
      } else {
        await change(disabled === null ? { ...rights, ...(password ? { password } : {}) } : { disabled });
      }
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['users'] });
      toast(t('saved'));
      onClose();
    },
  });
  const errors = save.error instanceof ProblemError ? save.error.problem.errors ?? {} : {};
  return (
    <Sheet open title={user ? user.userName : t('people.add')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); save.mutate(null); }}>
        {!user && <TextField label={t('login.name')} value={userName} onChange={setUserName} error={errors.userName?.join(' ')} dir="ltr" autoCapitalize="none" required autoFocus />}
        <TextField label={t('people.displayName')} value={displayName} onChange={setDisplayName} error={errors.displayName?.join(' ')} />
        <SelectField label={t('people.role')} value={role} onChange={(chosen) => setRole(chosen as Role)} hint={t(`people.may.${role}`)}>{roles.map((one) => <option key={one} value={one}>{t(`people.roles.${one}`)}</option>)}</SelectField>
        {role !== 'admin' && <TextField label={t('people.stores')} value={stores} onChange={setStores} hint={t('people.storesHint')} error={errors.stores?.join(' ')} dir="ltr" />}
        <TextField label={user ? t('people.newPassword') : t('login.password')} type="password" value={password} onChange={setPassword} error={errors.password?.join(' ')} autoComplete="new-password" dir="ltr" required={!user} />
        {save.isError && <p className="notice bad" role="alert">{save.error.message}</p>}
        <div className="row-wrap">
          {user && <button type="button" className="button" onClick={() => save.mutate(!user.disabled)}>{user.disabled ? t('people.enable') : t('people.disable')}</button>}
          <button type="submit" className="button primary large grow" disabled={save.isPending}>{t('save')}</button>
        </div>
      </form>
    </Sheet>
  );
}

function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>('staff');
  const [stores, setStores] = useState('');
  const make = useMutation({
    mutationFn: () => read(api.POST('/api/v1/api-keys', { body: { name: name.trim(), role, ...(splitCodes(stores).length > 0 ? { stores: splitCodes(stores) } : { allStores: true }) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Sheet open title={t('people.addKey')} onClose={onClose}>
      {make.data ? (
        <div className="stack"><p>{t('people.keyOnce')}</p><p className="card padded mono-hash" data-testid="key">{make.data.key}</p><button type="button" className="button primary large" onClick={onClose}>{t('done')}</button></div>
      ) : (
        <form className="stack" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
          <TextField label={t('people.device')} value={name} onChange={setName} dir="ltr" required autoFocus />
          <SelectField label={t('people.role')} value={role} onChange={setRole}>{roles.map((one) => <option key={one} value={one}>{t(`people.roles.${one}`)}</option>)}</SelectField>
          <TextField label={t('people.stores')} value={stores} onChange={setStores} hint={t('people.storesHint')} dir="ltr" />
          {make.isError && <p className="notice bad" role="alert">{make.error.message}</p>}
          <button type="submit" className="button primary large" disabled={make.isPending}>{t('people.addKey')}</button>
        </form>
      )}
    </Sheet>
  );
}
