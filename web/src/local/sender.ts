import { NoAnswerError, problemOf, send, type Movement } from '../api/client';
import { takeInAnswer } from './catalogue';
import { database } from './database';
import { markFact, requestBody, settle, type QueuedEntry } from './queue';

const timeoutMs = 20_000;

/** Answers that say "later", not "no". */
const later = new Set([429, 502, 503, 504]);

async function firstWaiting(): Promise<QueuedEntry | undefined> {
  const entries = await (await database()).getAll('queue');
  return entries.find((entry) => entry.state === 'waiting');
}

function request(entry: QueuedEntry): Request {
  const store = encodeURIComponent(entry.store);
  const path = entry.reversalOf
    ? `/api/v1/stores/${store}/movements/${entry.reversalOf}/reversal`
    : `/api/v1/stores/${store}/movements`;
  return new Request(new URL(path, globalThis.location?.origin ?? 'http://127.0.0.1'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(requestBody(entry)),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

/**
 * Sends what waits, oldest first, one at a time. Only the leading tab does this.
 * Answers how many milliseconds to wait before the next try, or null when nothing waits.
 */
export async function sendWaiting(): Promise<number | null> {
  for (;;) {
    const entry = await firstWaiting();
    if (!entry) {
      return null;
    }
    const wait = await sendOne(entry);
    if (wait !== null) {
      return wait;
    }
  }
}

async function sendOne(entry: QueuedEntry): Promise<number | null> {
  let response: Response;
  try {
    response = await send(request(entry));
  } catch (error) {
    if (!(error instanceof NoAnswerError) && !(error instanceof DOMException)) {
      throw error;
    }
    // Whoever made it has long gone on with their day: from now on it is a fact.
    if (!entry.fact) {
      await markFact(entry.id);
    }
    return 0;
  }
  if (response.ok) {
    const movement = await response.json() as Movement;
    await takeInAnswer(entry.store, movement);
    await settle(entry.id, { state: 'sent', movement });
    return null;
  }
  if (later.has(response.status) || response.status === 401) {
    return Number(response.headers.get('Retry-After') ?? 1) * 1_000;
  }
  const { status, problem } = await problemOf(response);
  // The first try did arrive, and its answer was lost before the entry became a fact.
  const known = status === 422 ? await find(entry) : null;
  await settle(entry.id, known ? { state: 'sent', movement: known } : { state: 'refused', status, problem });
  return null;
}

async function find(entry: QueuedEntry): Promise<Movement | null> {
  const path = `/api/v1/stores/${encodeURIComponent(entry.store)}/movements/${entry.id}`;
  const response = await send(new Request(new URL(path, globalThis.location?.origin ?? 'http://127.0.0.1')));
  return response.ok ? await response.json() as Movement : null;
}
