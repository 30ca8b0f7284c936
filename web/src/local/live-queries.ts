import type { QueryClient } from '@tanstack/react-query';
import { listen } from './channel';

/** At most this often, however many entries come in. */
const quietMs = 400;

/** Whatever was read under the key `live` is read again when something was posted. */
export function refreshOnEntries(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = listen((message) => {
    if (message.kind === 'movement' || message.kind === 'synced') {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['live'] });
      }, quietMs);
    }
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
