import { v7 as uuid } from 'uuid';
import { NoAnswerError, problemOf, send, type Schemas } from '../api/client';
import { announce, listen } from './channel';
import { serverNow } from './contact';
import { database } from './database';
import { createStore } from './store';

/** A scan of a shared count. It has its id from the first moment, so however often it is sent, it counts once. */
export interface KeptScan {
  id: string;
  count: string;
  body: Schemas['CountScan'];
  /** What it adds up to in base units, to be shown until the server has it; of an unknown code, as given. */
  base: number;
  /** Why the server did not take it. Somebody decides what becomes of it. */
  refusal: string | null;
}

/** What the server does not have yet, of all counts. */
export const keptScans = createStore<KeptScan[]>([]);

const mostAtOnce = 500;
const timeoutMs = 20_000;
const later = new Set([401, 429, 502, 503, 504]);

async function reload(): Promise<void> {
  keptScans.set(await (await database()).getAll('scans'));
}

export function watchScans(): () => void {
  void reload();
  return listen((message) => message.kind === 'scans-changed' && void reload());
}

async function write(work: (store: { put(scan: KeptScan): unknown; delete(id: string): unknown }) => void): Promise<void> {
  const transaction = (await database()).transaction('scans', 'readwrite', { durability: 'strict' });
  work(transaction.store);
  await transaction.done;
  await reload();
  announce({ kind: 'scans-changed' });
}

/** Keeps a scan on this device; it goes out as soon as the shop answers. */
export async function addScan(count: string, body: Omit<Schemas['CountScan'], 'id' | 'at'>, base: number): Promise<void> {
  const id = uuid();
  await write((store) => store.put({ id, count, body: { ...body, id, at: serverNow().toISOString() }, base, refusal: null }));
}

export async function discardScan(id: string): Promise<void> {
  await write((store) => store.delete(id));
}

/** Sends what waits. Answers false when nobody answered. */
export async function sendScans(): Promise<boolean> {
  for (;;) {
    const all = (await (await database()).getAll('scans')).filter((scan) => scan.refusal === null);
    const first = all[0];
    if (!first) {
      return true;
    }
    const batch = all.filter((scan) => scan.count === first.count).slice(0, mostAtOnce);
    if (!await sendBatch(first.count, batch)) {
      return false;
    }
  }
}

async function sendBatch(count: string, batch: readonly KeptScan[]): Promise<boolean> {
  let response: Response;
  try {
    response = await send(new Request(new URL(`/api/v1/counts/${count}/scans`, globalThis.location?.origin ?? 'http://127.0.0.1'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ scans: batch.map((scan) => scan.body) }),
      signal: AbortSignal.timeout(timeoutMs),
    }));
  } catch (error) {
    if (error instanceof NoAnswerError || error instanceof DOMException) {
      return false;
    }
    throw error;
  }
  if (response.ok) {
    await write((store) => batch.forEach((scan) => void store.delete(scan.id)));
    return true;
  }
  if (later.has(response.status)) {
    return false;
  }
  const { problem } = await problemOf(response);
  // All or none: those that are named are kept aside with the reason, and the rest goes again.
  const named = batch.map((_, place) => Object.entries(problem.errors ?? {}).flatMap(([field, faults]) => (field.startsWith(`scans[${place}]`) ? faults : [])).join(' '));
  const reasons = named.some(Boolean) ? named : batch.map(() => problem.detail ?? problem.title ?? String(response.status));
  await write((store) => batch.forEach((scan, place) => reasons[place] && void store.put({ ...scan, refusal: reasons[place] })));
  return true;
}
