import { NoAnswerError, problemOf, send, type Movement } from '../api/client';

/** The server says something at least every 15 seconds. */
const silenceMs = 40_000;

export interface SseEvent {
  id: string | null;
  event: string;
  data: string;
}

/** Reads server-sent events from text as it arrives; answers the events that are complete. */
export function sseParser(): (chunk: string) => SseEvent[] {
  let rest = '';
  return (chunk) => {
    const blocks = (rest + chunk).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    const events: SseEvent[] = [];
    for (const block of blocks) {
      const event: SseEvent = { id: null, event: 'message', data: '' };
      const data: string[] = [];
      for (const line of block.split(/\r?\n/)) {
        const colon = line.indexOf(':');
        const [field, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
        if (field === 'data') {
          data.push(value);
        } else if (field === 'event') {
          event.event = value;
        } else if (field === 'id') {
          event.id = value;
        }
      }
      if (data.length > 0) {
        events.push({ ...event, data: data.join('\n') });
      }
    }
    return events;
  };
}

/**
 * Follows a store's entries after a sequence, until the stream breaks or the signal ends it.
 * By hand rather than with EventSource: that can neither start after a sequence nor sign in.
 */
export async function follow(store: string, after: number, signal: AbortSignal, onEntries: (entries: Movement[]) => Promise<void>, onOpen: () => void): Promise<void> {
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const response = await send(new Request(new URL(`/api/v1/stores/${encodeURIComponent(store)}/live`, location.origin), {
      headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(after) },
      signal: either,
    }));
    if (!response.ok || !response.body) {
      throw await problemOf(response);
    }
    onOpen();
    const parse = sseParser();
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        throw new NoAnswerError();
      }
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      onOpen();
      const entries = parse(decoder.decode(value, { stream: true }))
        .filter((event) => event.event === 'movement')
        .map((event) => JSON.parse(event.data) as Movement);
      if (entries.length > 0) {
        await onEntries(entries);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
