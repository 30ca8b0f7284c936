import type { Schemas } from './client';
import { announce } from '../local/channel';
import { createStore } from '../local/store';

export type Me = Schemas['Me'];
export type Scope = 'stock.post' | 'stock.correct' | 'stock.levels' | 'reports.read' | 'audit.read' | 'access.read' | 'access.write' | 'catalog.write' | 'stores.write' | 'orders.read' | 'orders.write'
  | 'orders.receive' | 'suppliers.read' | 'suppliers.write' | 'transfers.read' | 'transfers.send' | 'transfers.receive' | 'alerts.read' | 'alerts.settle' | 'counts.read' | 'counts.scan' | 'counts.write';

export interface Session {
  /** `out` once the server has asked for a login. */
  state: 'in' | 'out';
  /** Who one is, as last heard; null before the first answer. */
  me: Me | null;
}

const meKey = 'bazaar.me';

function remembered(): Me | null {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(meKey) ?? 'null') as Me | null;
  } catch {
    return null;
  }
}

/** A shop that listens only to its own computer needs no login; then everyone is its owner. */
export const session = createStore<Session>({ state: 'in', me: remembered() });

// In memory only: what scripts could read from storage, a stolen script could take away. The refresh token is in a cookie no script sees.
let token: string | null = null;

export function accessToken(): string | null {
  return token;
}

/** A change of one's password ends every session and begins a new one. */
export function takeAccess(accessToken: string): void {
  token = accessToken;
}

/** One at a time over all tabs: a refresh token is good once, and a second use of it ends the session. */
export async function refreshAccess(): Promise<boolean> {
  const refresh = async () => {
    const before = token;
    const response = await post('refresh', {}).catch(() => null);
    if (response?.ok) {
      token = (await response.json() as Schemas['TokenResponse']).accessToken;
      return true;
    }
    if (response && before === token) {
      token = null;
      session.set({ ...session.get(), state: 'out' });
    }
    return false;
  };
  return await (globalThis.navigator?.locks ? navigator.locks.request('bazaar-refresh', async () => await refresh()) : refresh());
}

function post(action: string, body: object): Promise<Response> {
  return fetch(`/api/v1/auth/${action}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body) });
}

/** Answers null when it went well, otherwise what the server said. */
export async function login(userName: string, password: string): Promise<string | null> {
  const response = await post('login?cookie=true', { userName, password });
  const answer = await response.json() as Schemas['TokenResponse'] & Schemas['Problem'];
  if (!response.ok) {
    return answer.detail ?? answer.title ?? String(response.status);
  }
  token = answer.accessToken;
  await learnMe();
  // What waited for a login goes out now.
  announce({ kind: 'queued' });
  return null;
}

export async function logout(): Promise<void> {
  await post('logout', {}).catch(() => undefined);
  token = null;
  localStorage.removeItem(meKey);
  session.set({ state: 'out', me: null });
}

/** Asks who one is; without an answer it stays as last heard. */
export async function learnMe(): Promise<void> {
  const ask = () => fetch('/api/v1/auth/me', { headers: token ? { Authorization: `Bearer ${token}` } : {} });
  let response = await ask();
  if (response.status === 401 && await refreshAccess()) {
    response = await ask();
  }
  if (response.ok) {
    const me = await response.json() as Me;
    localStorage.setItem(meKey, JSON.stringify(me));
    session.set({ state: 'in', me });
  }
}

export function may(me: Me | null, scope: Scope | undefined): boolean {
  return scope === undefined || me === null || me.kind === 'owner' || me.scopes.includes(scope);
}
