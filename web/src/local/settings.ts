import { createStore } from './store';

/** What this device remembers about whoever uses it. */
export interface Settings {
  /** The store whose goods are sold here; empty until one is known. */
  store: string;
  language: 'en' | 'ur';
  digits: 'western' | 'urdu';
  theme: 'system' | 'light' | 'dark';
  /** Who counts with this device; empty until somebody says so. */
  counter: string;
  /** Whether a scan is answered by a sound. */
  beep: boolean;
}

const key = 'bazaar.settings';

const defaults: Settings = {
  store: '',
  language: globalThis.navigator?.language.startsWith('ur') ? 'ur' : 'en',
  digits: 'western',
  theme: 'system',
  counter: '',
  beep: true,
};

function load(): Settings {
  try {
    return { ...defaults, ...JSON.parse(globalThis.localStorage?.getItem(key) ?? '{}') as Partial<Settings> };
  } catch {
    return defaults;
  }
}

export const settings = createStore<Settings>(load());

export function changeSettings(change: Partial<Settings>): void {
  settings.set({ ...settings.get(), ...change });
  localStorage.setItem(key, JSON.stringify(settings.get()));
}

/** True while nobody has said which of several stores this device is for: a guess would book sales to the wrong one. */
export const choosesStore = createStore(false);

// Another tab changed them.
globalThis.addEventListener?.('storage', (event) => {
  if (event.key === key) {
    settings.set(load());
  }
});
