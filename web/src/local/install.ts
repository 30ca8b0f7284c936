import { createStore } from './store';

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

let offered: InstallPrompt | undefined;

/** True when the browser would put the app beside the others. */
export const installable = createStore(false);

globalThis.addEventListener?.('beforeinstallprompt', (event) => {
  event.preventDefault();
  offered = event as InstallPrompt;
  installable.set(true);
});

export async function install(): Promise<void> {
  await offered?.prompt();
  installable.set(false);
}
