import { ProblemError } from '../api/client';
import { openCopy, readMark, syncCopy, takeIn, copy } from './catalogue';
import { announce, listen } from './channel';
import { contact, noteAnswer, noteNoAnswer } from './contact';
import { follow } from './live';
import { sendScans } from './scans';
import { sendWaiting } from './sender';
import { settings } from './settings';
import { until } from './store';

/** A whole new copy is taken when the last one is older than this: prices and names change without an entry. */
const copyAgeMs = 10 * 60_000;
const firstPauseMs = 500;
const longestPauseMs = 15_000;

/**
 * One tab of this device leads: it sends the queue and follows the store, and tells the others.
 * The browser hands the lock on when that tab closes or crashes. Where there are no locks every tab leads itself: ids still make every entry count once.
 */
export function startLeading(): void {
  listen((message) => {
    if (message.kind === 'contact') {
      (message.online ? noteAnswer : noteNoAnswer)(null);
    }
  });
  const lead = async () => {
    await Promise.all([forever(sendLoop), forever(scanLoop), forever(liveLoop)]);
  };
  if (globalThis.navigator?.locks) {
    void navigator.locks.request('bazaar-leader', lead);
  } else {
    void lead();
  }
}

/** A bug in one turn must not end the sending for ever. */
async function forever(turn: () => Promise<void>): Promise<never> {
  for (;;) {
    try {
      await turn();
    } catch (error) {
      console.error(error);
      await pause(longestPauseMs);
    }
  }
}

/** Waits, but not longer than until something happens that makes a new try worthwhile. */
function pause(ms: number, also?: (wake: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    const stops = [also?.(wake) ?? (() => undefined)];
    const timer = setTimeout(wake, ms);
    const onVisible = () => document.visibilityState === 'visible' && wake();
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', onVisible);
    stops.push(() => clearTimeout(timer), () => removeEventListener('online', wake), () => document.removeEventListener('visibilitychange', onVisible));
    function wake() {
      stops.forEach((stop) => stop());
      resolve();
    }
  });
}

function backOff(failures: number): number {
  const most = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  return most * (0.5 + Math.random() / 2);
}

let sendFailures = 0;

async function sendLoop(): Promise<void> {
  let called = false;
  const stop = listen((message) => {
    called ||= message.kind === 'queued';
  });
  const wait = await sendWaiting();
  stop();
  if (wait === null) {
    sendFailures = 0;
    if (!called) {
      await pause(60_000, (wake) => listen((message) => message.kind === 'queued' && wake()));
    }
    return;
  }
  announce({ kind: 'contact', online: contact.get().state === 'online', at: Date.now() });
  // Contact comes back first with the live stream, which is always trying.
  await pause(Math.max(wait, backOff(sendFailures++)), (wake) => {
    const before = contact.get().state;
    return contact.subscribe(() => before !== 'online' && contact.get().state === 'online' && wake());
  });
}

let scanFailures = 0;

/** Scans of shared counts go out beside the entries: neither waits for the other. */
async function scanLoop(): Promise<void> {
  const woken = (wake: () => void) => listen((message) => (message.kind === 'scans-changed' || message.kind === 'queued') && wake());
  let more = false;
  const stop = woken(() => {
    more = true;
  });
  const done = await sendScans();
  stop();
  if (done) {
    scanFailures = 0;
    if (!more) {
      await pause(60_000, woken);
    }
    return;
  }
  await pause(backOff(scanFailures++), (wake) => contact.subscribe(() => contact.get().state === 'online' && wake()));
}

let liveFailures = 0;

async function liveLoop(): Promise<void> {
  const { store } = await until(settings, (current) => current.store !== '');
  const left = new AbortController();
  const stop = settings.subscribe(() => settings.get().store !== store && left.abort());
  try {
    if (copy.get().store !== store) {
      await openCopy(store);
    }
    const mark = await readMark(store);
    const cursor = mark && Date.now() - mark.at < copyAgeMs ? mark.cursor : await syncCopy(store);
    const refresh = setTimeout(() => left.abort(), copyAgeMs);
    try {
      await follow(store, cursor, left.signal, async (entries) => {
        if (!await takeIn(store, entries)) {
          await syncCopy(store);
        }
      }, () => {
        liveFailures = 0;
        noteAnswer(null);
        announce({ kind: 'contact', online: true, at: Date.now() });
      });
    } finally {
      clearTimeout(refresh);
    }
  } catch (error) {
    if (!left.signal.aborted) {
      await afterFailure(error, store);
    }
  } finally {
    stop();
  }
}

async function afterFailure(error: unknown, store: string): Promise<void> {
  if (!(error instanceof ProblemError)) {
    announce({ kind: 'contact', online: false, at: Date.now() });
  }
  await pause(backOff(liveFailures++), (wake) => settings.subscribe(() => settings.get().store !== store && wake()));
}
