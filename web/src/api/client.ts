import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';
import { noteAnswer, noteNoAnswer } from '../local/contact';
import { accessToken, refreshAccess } from './session';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];
export type Movement = Schemas['Movement'];
export type MovementRequest = Schemas['MovementRequest'];
export type StockItem = Schemas['StockItem'];
export type Product = Schemas['Product'];

/** The server answered, and said no. */
export class ProblemError extends Error {
  constructor(readonly status: number, readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.name = 'ProblemError';
  }
}

/** Nobody answered: no network, or the server is not running. */
export class NoAnswerError extends Error {
  constructor() {
    super('No answer from the server.');
    this.name = 'NoAnswerError';
  }
}

/** Sends a request with what it needs, notes whether somebody answered, and signs in again once when the token has run out. */
export async function send(request: Request): Promise<Response> {
  const first = await sendOnce(request.clone());
  if (first.status === 401 && await refreshAccess()) {
    return sendOnce(request);
  }
  return first;
}

async function sendOnce(request: Request): Promise<Response> {
  const token = accessToken();
  if (token) {
    request.headers.set('Authorization', `Bearer ${token}`);
  }
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) {
      throw error;
    }
    noteNoAnswer();
    throw new NoAnswerError();
  }
  noteAnswer(response.headers.get('Date'));
  return response;
}

export async function problemOf(response: Response): Promise<ProblemError> {
  try {
    return new ProblemError(response.status, await response.json() as Problem);
  } catch {
    return new ProblemError(response.status, { status: response.status, detail: null });
  }
}

const refusals: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) {
      throw await problemOf(response);
    }
  },
};

export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? 'http://127.0.0.1', fetch: send });
api.use(refusals);

/** The body of an answer; refusals and silence have been thrown before. */
export async function read<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** All pages of a list, in order. */
export async function allPages<T>(page: (cursor: string | undefined) => Promise<{ items: T[]; next: string | null }>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(cursor);
    items.push(...answer.items);
    cursor = answer.next ?? undefined;
  } while (cursor);
  return items;
}
