import type { Role } from './user-sheet';
import table from './rights.json';

export type RightName = keyof typeof table;

const names = Object.keys(table) as RightName[];
const rows: Record<RightName, { roles: string[]; everyStore: boolean }> = table;
/** A stolen key must not make further keys. */
const forPeopleOnly: RightName = 'access.write';

/** What a role may do by itself; `rights.json` says the same as `Bazaar.Domain/Access/Rights.cs`, and a test compares them. */
export function rightsOf(role: Role, allStores: boolean): RightName[] {
  return names.filter((name) => (role === 'admin' || rows[name].roles.includes(role)) && (allStores || !rows[name].everyStore));
}

export function keyRightsOf(role: Role, allStores: boolean): RightName[] {
  return rightsOf(role, allStores).filter((name) => name !== forPeopleOnly);
}

/** The role that a key's rights are those of; null when single ones were taken out. */
export function roleOfKey(scopes: readonly string[], allStores: boolean): Role | null {
  const given = [...scopes].sort().join();
  return (['staff', 'manager', 'auditor', 'admin'] as const).find((role) => [...keyRightsOf(role, allStores)].sort().join() === given || [...keyRightsOf(role, allStores), 'self'].sort().join() === given) ?? null;
}
