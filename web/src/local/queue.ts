import { v7 as uuid } from 'uuid';
import type { Movement, MovementRequest, Problem, Schemas } from '../api/client';
import type { Quantity } from '../exact/exact';
import { announce, listen } from './channel';
import { contact, serverNow } from './contact';
import { database } from './database';
import { createStore } from './store';

export type EntryType = 'opening' | 'stockIn' | 'sale' | 'removal' | 'customerReturn' | 'supplierReturn' | 'count' | 'adjustment';

export interface Effect {
  sku: string;
  delta: Quantity;
}

/** An entry on its way to the server. It has its id from the first moment, so however often it is sent, it counts once. */
export interface QueuedEntry {
  /** Its place in the queue; given by the database. */
  place?: number;
  id: string;
  store: string;
  /** The id of the entry that this one takes back. */
  reversalOf: string | null;
  body: MovementRequest | Schemas['ReversalRequest'];
  /** It happened while nobody answered: it is told as a fact, which may take stock below zero. */
  fact: boolean;
  createdAt: number;
  /** What it does to on-hand, shown until the server has said so itself. */
  effects: Effect[];
  state: 'waiting' | 'refused';
  refusal: { status: number; problem: Problem } | null;
}

export type Outcome =
  | { state: 'sent'; movement: Movement }
  | { state: 'refused'; status: number; problem: Problem }
  /** Nobody has answered yet: it is safe on this device and goes out later. */
  | { state: 'waiting' };

/** Everything that is not yet with the server, oldest first. Other tabs' entries too. */
export const queue = createStore<QueuedEntry[]>([]);

// Kinds that take stock out may find too little of it.
const outgoing = new Set<string>(['sale', 'removal', 'supplierReturn', 'adjustment']);

export async function reloadQueue(): Promise<void> {
  queue.set(await (await database()).getAll('queue'));
}

export function watchQueue(): () => void {
  void reloadQueue();
  return listen((message) => {
    if (message.kind === 'queued' || message.kind === 'queue-changed' || message.kind === 'outcome') {
      void reloadQueue();
    }
  });
}

async function enqueue(entry: QueuedEntry): Promise<void> {
  const transaction = (await database()).transaction('queue', 'readwrite', { durability: 'strict' });
  await transaction.store.add(entry);
  await transaction.done;
  await reloadQueue();
  announce({ kind: 'queued' });
}

export interface Posted {
  id: string;
  /** What became of it, or `waiting` when nobody answered soon enough. */
  outcome: Promise<Outcome>;
}

export async function postEntry(store: string, type: EntryType, request: Omit<MovementRequest, 'id' | 'type' | 'onShortage' | 'occurredAt'>, effects: Effect[]): Promise<Posted> {
  const id = uuid();
  const body: MovementRequest = { ...request, id, type, occurredAt: serverNow().toISOString() };
  const fact = contact.get().state === 'offline';
  return put({ id, store, reversalOf: null, body, fact, createdAt: Date.now(), effects, state: 'waiting', refusal: null });
}

/** Takes back an entry, whether the server knows it already or not: order is kept, so it arrives after it. */
export async function takeBack(store: string, entryId: string, reason: string, effects: Effect[]): Promise<Posted> {
  const id = uuid();
  const fact = contact.get().state === 'offline';
  return put({ id, store, reversalOf: entryId, body: { id, reason }, fact, createdAt: Date.now(), effects, state: 'waiting', refusal: null });
}

/** How long a screen waits for the server before it says "kept here, sent later". */
const patienceMs = 4_000;

async function put(entry: QueuedEntry): Promise<Posted> {
  const outcome: Promise<Outcome> = entry.fact ? Promise.resolve({ state: 'waiting' }) : outcomeOf(entry.id, patienceMs);
  await enqueue(entry);
  return { id: entry.id, outcome };
}

function outcomeOf(id: string, waitMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish({ state: 'waiting' }), waitMs);
    const stop = listen((message) => {
      if (message.kind === 'outcome' && message.id === id) {
        finish(message.outcome);
      }
    });
    function finish(outcome: Outcome) {
      clearTimeout(timer);
      stop();
      resolve(outcome);
    }
  });
}

/** What is sent for an entry. The same bytes each time, unless it has become a fact in between. */
export function requestBody(entry: QueuedEntry): object {
  const kind = entry.reversalOf ? 'adjustment' : (entry.body as MovementRequest).type ?? '';
  return entry.fact && outgoing.has(kind) ? { ...entry.body, onShortage: 'accept' } : entry.body;
}

async function change(id: string, edit: (entry: QueuedEntry) => QueuedEntry | null): Promise<void> {
  const transaction = (await database()).transaction('queue', 'readwrite', { durability: 'strict' });
  for (const entry of await transaction.store.getAll()) {
    if (entry.id === id) {
      const next = edit(entry);
      await (next ? transaction.store.put(next) : transaction.store.delete(entry.place!));
    }
  }
  await transaction.done;
}

export async function markFact(id: string): Promise<void> {
  await change(id, (entry) => ({ ...entry, fact: true }));
  await reloadQueue();
  announce({ kind: 'queue-changed' });
}

export async function settle(id: string, outcome: Outcome): Promise<void> {
  await change(id, (entry) => (outcome.state === 'refused' ? { ...entry, state: 'refused', refusal: { status: outcome.status, problem: outcome.problem } } : null));
  await reloadQueue();
  announce({ kind: 'outcome', id, outcome });
}

/** Sends a refused entry again: as it was, or as the fact it is. A refused entry left nothing behind, so its id is still good. */
export async function sendAgain(id: string, asFact: boolean): Promise<Posted> {
  const outcome = outcomeOf(id, patienceMs);
  await change(id, (entry) => ({ ...entry, state: 'waiting', refusal: null, fact: entry.fact || asFact }));
  await reloadQueue();
  announce({ kind: 'queued' });
  return { id, outcome };
}

/** Forgets a refused entry. Only a person decides this. */
export async function discard(id: string): Promise<void> {
  await change(id, () => null);
  await reloadQueue();
  announce({ kind: 'queue-changed' });
}

/** What waiting entries do to on-hand. Refused ones do nothing: the server did not take them. */
export function pendingEffects(entries: readonly QueuedEntry[], store: string): Map<string, Quantity> {
  const deltas = new Map<string, Quantity>();
  for (const entry of entries) {
    if (entry.store === store && entry.state === 'waiting') {
      for (const { sku, delta } of entry.effects) {
        deltas.set(sku, (deltas.get(sku) ?? 0) + delta);
      }
    }
  }
  return deltas;
}
