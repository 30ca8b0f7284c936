import type { Movement } from '../api/client';
import type { Item } from './item';
import type { Outcome } from './queue';

/** What the tabs of this device tell each other. */
export type Message =
  | { kind: 'queued' }
  | { kind: 'queue-changed' }
  | { kind: 'scans-changed' }
  | { kind: 'outcome'; id: string; outcome: Outcome }
  | { kind: 'items'; store: string; items: Item[] }
  | { kind: 'synced'; store: string }
  | { kind: 'movement'; movement: Movement }
  | { kind: 'contact'; online: boolean; at: number };

type Listener = (message: Message) => void;

const listeners = new Set<Listener>();
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('bazaar');
if (channel) {
  channel.onmessage = (event: MessageEvent<Message>) => deliver(event.data);
}

function deliver(message: Message): void {
  for (const listener of [...listeners]) {
    listener(message);
  }
}

/** Tells every tab, this one too. */
export function announce(message: Message): void {
  deliver(message);
  channel?.postMessage(message);
}

export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
