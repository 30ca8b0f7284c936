import 'fake-indexeddb/auto';
import { beforeEach, expect, it, vi } from 'vitest';
import type { MovementRequest } from '../api/client';
import { contact } from './contact';
import { database } from './database';
import { pendingEffects, postEntry, queue, reloadQueue, sendAgain, takeBack } from './queue';
import { sendWaiting } from './sender';

/** A shop that keeps each id once, as the real one does; its answers can be lost on the way. */
function shop() {
  const posted = new Map<string, string>();
  const calls: string[] = [];
  let mode: 'answers' | 'silent' | 'loses-answers' = 'answers';
  let refuseSales = false;
  const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
  const movement = (id: string) => ({ id, store: 'SHOP', seq: posted.size, type: 'sale', lines: [] });
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url);
    if (mode === 'silent') {
      throw new TypeError('fetch failed');
    }
    if (request.method === 'GET') {
      const id = url.pathname.split('/').at(-1)!;
      return posted.has(id) ? answer(200, movement(id)) : answer(404, {});
    }
    const text = await request.text();
    const body = JSON.parse(text) as MovementRequest;
    calls.push(body.id!);
    const known = posted.get(body.id!);
    if (known === undefined && refuseSales && body.onShortage !== 'accept') {
      return answer(409, { code: 'insufficient-stock', shortages: [] });
    }
    posted.set(body.id!, known ?? text);
    if (mode === 'loses-answers') {
      throw new TypeError('connection reset');
    }
    if (known !== undefined && known !== text) {
      return answer(422, { code: 'id-reused' });
    }
    return answer(known === undefined ? 201 : 200, movement(body.id!));
  });
  return { posted, calls, set mode(value: typeof mode) { mode = value; }, set refuseSales(value: boolean) { refuseSales = value; } };
}

beforeEach(async () => {
  await (await database()).clear('queue');
  await reloadQueue();
  contact.set({ state: 'online', lastAnswerAt: null });
});

const sell = (quantity = 1) => postEntry('SHOP', 'sale', { lines: [{ sku: 'TEA', quantity }] }, [{ sku: 'TEA', delta: -quantity * 1_000 }]);

it('sends in the order in which it was sold, each once', async () => {
  const server = shop();
  const ids = [(await sell()).id, (await sell()).id, (await sell()).id];
  expect(pendingEffects(queue.get(), 'SHOP').get('TEA')).toBe(-3_000);
  expect(await sendWaiting()).toBeNull();
  expect([...server.posted.keys()]).toEqual(ids);
  expect(queue.get()).toEqual([]);
});

it('keeps what nobody answered to, and tells it later as the fact it has become', async () => {
  const server = shop();
  server.mode = 'silent';
  const { id } = await sell();
  expect(await sendWaiting()).not.toBeNull();
  expect(queue.get()).toHaveLength(1);
  server.mode = 'answers';
  server.refuseSales = true;
  expect(await sendWaiting()).toBeNull();
  expect(JSON.parse(server.posted.get(id)!)).toMatchObject({ id, onShortage: 'accept' });
});

it('counts once when the answer was lost: the same id meets itself', async () => {
  const server = shop();
  server.mode = 'loses-answers';
  const { id } = await sell();
  await sendWaiting();
  server.mode = 'answers';
  expect(await sendWaiting()).toBeNull();
  expect([...server.posted.keys()]).toEqual([id]);
  expect(server.calls).toEqual([id, id]);
  expect(queue.get()).toEqual([]);
});

it('puts what is refused aside, sends the rest, and sends it again with the same id when someone decides so', async () => {
  const server = shop();
  server.refuseSales = true;
  const refused = await sell();
  expect(await sendWaiting()).toBeNull();
  expect(await refused.outcome).toMatchObject({ state: 'refused', status: 409 });
  expect(queue.get()).toMatchObject([{ id: refused.id, state: 'refused' }]);
  expect(pendingEffects(queue.get(), 'SHOP').size).toBe(0);
  await sendAgain(refused.id, true);
  expect(await sendWaiting()).toBeNull();
  expect([...server.posted.keys()]).toEqual([refused.id]);
});

it('takes back what still waits by sending both, one after the other', async () => {
  const server = shop();
  contact.set({ state: 'offline', lastAnswerAt: null });
  const sold = await sell();
  const undone = await takeBack('SHOP', sold.id, 'undo', [{ sku: 'TEA', delta: 1_000 }]);
  expect(pendingEffects(queue.get(), 'SHOP').get('TEA')).toBe(0);
  expect(await sendWaiting()).toBeNull();
  expect(server.calls).toEqual([sold.id, undone.id]);
});
