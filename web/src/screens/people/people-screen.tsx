import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Pencil, Plus, UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { allPages, api, read, type Schemas } from '../../api/client';
import { may, session } from '../../api/session';
import { useFormats } from '../../i18n/format';
import { useStore } from '../../local/store';
import { Refused } from '../../ui/refused';
import { Sheet } from '../../ui/sheet';
import { Empty, Failed, Loading } from '../../ui/states';
import { dateHere } from '../../local/clock';
import { serverNow } from '../../local/contact';
import { KeySheet } from './key-sheet';
import { roleOfKey, type RightName } from './rights';
import { UserSheet, type Role } from './user-sheet';

/** As many stores and rights as are named; the others are counted. */
const storesNamed = 3;
/** A key that ends within these days is marked. */
const soonDays = 14;
const dayMs = 86_400_000;

/** Who may come in, with which rights to which stores; and the keys of devices. */
export function PeopleScreen() {
  const { t } = useTranslation();
  const { me } = useStore(session);
  const where = useWhere();
  const named = useRightNames();
  const [editing, setEditing] = useState<Schemas['User'] | 'new' | null>(null);
  const users = useQuery({ queryKey: ['users'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/users', { params: { query: { limit: 200, cursor } } }))) });
  const writes = may(me, 'access.write');
  return (
    <div className="page">
      <div className="page-head"><h1>{t('nav.people')}</h1>{writes && <button type="button" className="button primary" onClick={() => setEditing('new')}><Plus size={18} aria-hidden />{t('people.add')}</button>}</div>
      <section className="card" aria-label={t('people.users')}>
        {users.isError && !users.data ? <Failed error={users.error} retry={() => void users.refetch()} /> : !users.data ? <div className="padded-more"><Loading /></div>
          : users.data.length === 0 ? <Empty icon={UsersRound} title={t('people.none')}><p>{t('people.noneMore')}</p></Empty>
            : users.data.map((user) => (
              <div key={user.userName} className="list-row" data-testid="user">
                <span className="grow"><strong>{user.displayName ?? user.userName}</strong><span className="block small soft"><bdi>{user.userName}</bdi> · {where(user)}</span>{user.withheld.length > 0 && <span className="block small soft">{t('people.mayNot')}: {named(user.withheld)}</span>}</span>
                <span className="tags">{user.disabled && <span className="tag bad">{t('people.disabled')}</span>}<span className="tag">{t(`people.roles.${user.role as Role}`)}</span></span>
                {writes && <button type="button" className="button icon quiet" aria-label={t('chain.edit', { name: user.displayName ?? user.userName })} title={t('buying.change')} onClick={() => setEditing(user)}><Pencil size={17} aria-hidden /></button>}
              </div>
            ))}
      </section>
      <Keys writes={writes} />
      {editing && <UserSheet user={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function useRightNames(): (scopes: readonly string[]) => string {
  const { t } = useTranslation();
  const format = useFormats();
  return (scopes) => scopes.slice(0, storesNamed).map((scope) => t(`people.scopes.${scope as RightName}`, { defaultValue: scope })).join(t('people.comma')) + (scopes.length > storesNamed ? ` +${format.whole(scopes.length - storesNamed)}` : '');
}

/** Until when a key may be used: past, soon, later, or for good. */
function KeyEnd({ apiKey }: { apiKey: Schemas['ApiKey'] }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (apiKey.revokedAt) {
    return <span className="tag">{t('people.revoked')}</span>;
  }
  if (!apiKey.expiresAt) {
    return null;
  }
  const left = Date.parse(apiKey.expiresAt) - serverNow().getTime();
  const days = Math.ceil(left / dayMs);
  // It ends with the last moment of its last day.
  const lastDay = format.date(dateHere(new Date(Date.parse(apiKey.expiresAt) - 1)));
  return left <= 0 ? <span className="tag bad" title={lastDay}>{t('people.expired')}</span>
    : days <= soonDays ? <span className="tag warn" title={lastDay}>{t('people.endsIn', { count: days, n: format.whole(days) })}</span>
      : <span className="tag">{t('people.until', { date: lastDay })}</span>;
}

function useWhere(): (one: { allStores: boolean; stores: string[] }) => string {
  const { t } = useTranslation();
  const format = useFormats();
  return ({ allStores, stores }) => (allStores ? t('people.allStores') : stores.length === 0 ? t('people.noStores')
    : stores.length > storesNamed ? `${stores.slice(0, storesNamed).join(', ')} +${format.whole(stores.length - storesNamed)}` : stores.join(', '));
}

function Keys({ writes }: { writes: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const where = useWhere();
  const [adding, setAdding] = useState(false);
  const hasExpired = (key: Schemas['ApiKey']) => key.expiresAt !== null && key.expiresAt !== undefined && Date.parse(key.expiresAt) <= serverNow().getTime();
  const rightsOfKey = (key: Schemas['ApiKey']) => {
    const role = roleOfKey(key.scopes, key.allStores);
    return role ? t(`people.roles.${role}`) : t('people.rightsOf', { count: key.scopes.length, n: format.whole(key.scopes.length) });
  };
  const [revoking, setRevoking] = useState<Schemas['ApiKey'] | null>(null);
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => allPages((cursor) => read(api.GET('/api/v1/api-keys', { params: { query: { limit: 200, cursor } } }))) });
  return (
    <section className="card" aria-labelledby="keys">
      <div className="card-head"><h2 id="keys">{t('people.keys')}</h2>{writes && <button type="button" className="button" onClick={() => setAdding(true)}><KeyRound size={18} aria-hidden />{t('people.addKey')}</button>}</div>
      {keys.isError && !keys.data ? <Failed error={keys.error} retry={() => void keys.refetch()} /> : keys.data?.length === 0 && <p className="soft padded-more">{t('people.noKeys')}</p>}
      {keys.data?.map((key) => (
        <div key={key.prefix} className="list-row wrap-row" data-testid="key-row">
          <span className="grow"><strong>{key.name}</strong><span className="block small soft"><span className="code">{key.prefix}</span> · {where(key)} · {rightsOfKey(key)} · {format.dateTime(key.createdAt)}</span></span>
          <KeyEnd apiKey={key} />
          {!key.revokedAt && !hasExpired(key) && writes && <button type="button" className="button bad" onClick={() => setRevoking(key)}>{t('people.revoke')}</button>}
        </div>
      ))}
      {adding && <KeySheet onClose={() => setAdding(false)} />}
      {revoking && <RevokeSheet apiKey={revoking} onClose={() => setRevoking(null)} />}
    </section>
  );
}

function RevokeSheet({ apiKey, onClose }: { apiKey: Schemas['ApiKey']; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api.DELETE('/api/v1/api-keys/{prefix}', { params: { path: { prefix: apiKey.prefix } } }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <Sheet open title={apiKey.name} onClose={onClose}>
      <div className="stack">
        <p>{t('people.revokeSure', { name: apiKey.name })}</p>
        {revoke.isError && <Refused error={revoke.error} />}
        <button type="button" className="button bad large" disabled={revoke.isPending} onClick={() => revoke.mutate()}>{t('people.revoke')}</button>
      </div>
    </Sheet>
  );
}
