import { api, read } from './api/client';
import { learnMe } from './api/session';
import { copy, openCopy, watchCopy } from './local/catalogue';
import { contact } from './local/contact';
import { startLeading } from './local/leader';
import { watchQueue } from './local/queue';
import { changeSettings, settings } from './local/settings';
import { watchScanner } from './local/wedge';

/** Brings up everything that works behind the screens. */
export function start(): void {
  applyTheme();
  settings.subscribe(applyTheme);
  watchQueue();
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

/** The store this device sells for: as chosen, or the first there is. Asked again until somebody answers. */
async function openStore(): Promise<void> {
  if (settings.get().store) {
    await openCopy(settings.get().store);
    return;
  }
  try {
    const { items } = await read(api.GET('/api/v1/stores', { params: { query: { limit: 1 } } }));
    if (items[0] && !settings.get().store) {
      changeSettings({ store: items[0].code });
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
