import { api, read } from './api/client';
import { learnMe } from './api/session';
import { copy, openCopy, watchCopy } from './local/catalogue';
import { contact } from './local/contact';
import { startLeading } from './local/leader';
import { watchQueue } from './local/queue';
import { watchScans } from './local/scans';
import { changeSettings, choosesStore, settings } from './local/settings';
import { watchScanner } from './local/wedge';

/** Brings up everything that works behind the screens. */
export function start(): void {
  applyTheme();
  settings.subscribe(applyTheme);
  watchQueue();
  watchScans();
  watchCopy();
  watchScanner();
  learnMe().catch(() => undefined);
  void openStore();
  settings.subscribe(() => {
    const { store } = settings.get();
    if (store && store !== copy.get().store) {
      void openCopy(store);
    }
  });
  startLeading();
}

function applyTheme(): void {
  const { theme } = settings.get();
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

/** The store this device sells for: as chosen, or the only one there is; of several, somebody chooses. Asked again until somebody answers. */
async function openStore(): Promise<void> {
  if (settings.get().store) {
    await openCopy(settings.get().store);
    return;
  }
  try {
    const { items } = await read(api.GET('/api/v1/stores', { params: { query: { limit: 2, closed: false } } }));
    if (settings.get().store) {
      return;
    }
    if (items.length === 1) {
      changeSettings({ store: items[0]!.code });
    } else if (items.length > 1) {
      choosesStore.set(true);
    }
  } catch {
    const stop = contact.subscribe(() => {
      if (contact.get().state === 'online') {
        stop();
        void openStore();
      }
    });
    setTimeout(() => {
      stop();
      void openStore();
    }, 5_000);
  }
}
