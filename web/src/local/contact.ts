import { createStore } from './store';

/** Whether the server answers, and when it last did. */
export interface Contact {
  state: 'unknown' | 'online' | 'offline';
  /** The last answer of any kind, in milliseconds. */
  lastAnswerAt: number | null;
}

const lastAnswerKey = 'bazaar.lastAnswerAt';

export const contact = createStore<Contact>({ state: 'unknown', lastAnswerAt: Number(globalThis.localStorage?.getItem(lastAnswerKey)) || null });

/** How far this device's clock is behind the server's, in milliseconds. */
let clockOffset = Number(globalThis.localStorage?.getItem('bazaar.clockOffset')) || 0;

export function noteAnswer(serverDate: string | null): void {
  const now = Date.now();
  const serverTime = serverDate ? Date.parse(serverDate) : NaN;
  if (!Number.isNaN(serverTime)) {
    // The header has whole seconds; a difference of a few is the way there and back.
    clockOffset = Math.abs(serverTime - now) > 5_000 ? serverTime - now : 0;
    globalThis.localStorage?.setItem('bazaar.clockOffset', String(clockOffset));
  }
  const before = contact.get();
  if (before.state !== 'online' || now - (before.lastAnswerAt ?? 0) > 1_000) {
    contact.set({ state: 'online', lastAnswerAt: now });
    globalThis.localStorage?.setItem(lastAnswerKey, String(now));
  }
}

export function noteNoAnswer(): void {
  if (contact.get().state !== 'offline') {
    contact.set({ ...contact.get(), state: 'offline' });
  }
}

/** Now, by the server's clock: a device whose clock is wrong must not date its entries into the future. */
export function serverNow(): Date {
  return new Date(Date.now() + clockOffset);
}
