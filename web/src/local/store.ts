import { useSyncExternalStore } from 'react';

/** A value that parts of the app watch. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) {
        return;
      }
      value = next;
      for (const listener of [...listeners]) {
        listener();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Waits until a watched value satisfies a condition. */
export function until<T>(store: Store<T>, condition: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    if (condition(store.get())) {
      resolve(store.get());
      return;
    }
    const stop = store.subscribe(() => {
      if (condition(store.get())) {
        stop();
        resolve(store.get());
      }
    });
  });
}
