import './urdu.css';
import regular from '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2?url';
import bold from '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-700-normal.woff2?url';

/** Where the service worker looks first for what is not in every first load; as `vite.config.ts`. */
const cacheName = 'on-demand';

/**
 * Keeps the font on the device, so that it is there without a network from the first visit on: what a page loads before its service worker
 * is ready is kept by nobody. Asked for with what the browser has just loaded, it costs no second download.
 */
export async function keepFont(): Promise<void> {
  if (!('caches' in globalThis)) {
    return;
  }
  const cache = await caches.open(cacheName);
  for (const font of [regular, bold]) {
    if (!await cache.match(font)) {
      await cache.add(font);
    }
  }
}
