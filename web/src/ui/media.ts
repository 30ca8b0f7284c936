import { useSyncExternalStore } from 'react';

const queries = new Map<string, MediaQueryList>();

/** Whether the page is as a media query says, such as wide enough; follows when a window is made larger or a phone is turned. */
export function useMedia(text: string): boolean {
  const query = queries.get(text) ?? matchMedia(text);
  queries.set(text, query);
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => query.matches,
  );
}
