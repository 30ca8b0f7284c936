// Pictures of every screen of a running demo shop (./run --demo), to be looked at one by one:
//   npm run screenshots -- http://127.0.0.1:5080 FOLDER [WORD]
// Phone and desktop; English, Urdu, dark. WORD takes only the screens whose address contains it. Those of the README (docs/images) are made with
//   npm run screenshots -- http://127.0.0.1:5080 readme
import { mkdir, writeFile } from 'node:fs/promises';
import { launch, rememberSettings } from './browser.mjs';
import { nameOf, openScreen, screensOf } from './screens.mjs';

const [server = 'http://127.0.0.1:5080', folder = 'screenshots', word = ''] = process.argv.slice(2);
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const looks = { english: { language: 'en', theme: 'light' }, urdu: { language: 'ur', theme: 'light' }, dark: { language: 'en', theme: 'dark' } };
const forReadme = [
  { name: 'sell', screen: /^sell$/, size: 'phone', look: 'english' },
  { name: 'sell-urdu', screen: /^sell$/, size: 'phone', look: 'urdu' },
  { name: 'count', screen: /^counts\/[^/]+$/, size: 'phone', look: 'dark' },
  { name: 'today', screen: /^today$/, size: 'desktop', look: 'english' },
  { name: 'review', screen: /^counts\/.*review$/, size: 'desktop', look: 'english' },
];

async function newContext(browser, size, look, more = {}) {
  const phone = size === 'phone';
  const context = await browser.newContext({ viewport: sizes[size], isMobile: phone, hasTouch: phone, timezoneId: 'Asia/Karachi', reducedMotion: 'reduce', ...more });
  await rememberSettings(context, { ...looks[look], counter: 'Ali' });
  return context;
}

async function pictureEveryScreen(browser, screens) {
  await mkdir(folder, { recursive: true });
  for (const look of Object.keys(looks)) {
    for (const size of Object.keys(sizes)) {
      for (const [screen, act] of Object.entries(screens).filter(([name]) => name.includes(word))) {
        const context = await newContext(browser, size, look);
        const page = await openScreen(context, server, screen, act);
        await page.screenshot({ path: `${folder}/${nameOf(screen)}-${size}-${look}.png` });
        await context.close();
      }
    }
  }
}

/** Small files: WebP, the phone's at twice its points. */
async function pictureForReadme(browser, screens) {
  const images = new URL('../../docs/images/', import.meta.url).pathname;
  await mkdir(images, { recursive: true });
  for (const { name, screen, size, look } of forReadme) {
    const context = await newContext(browser, size, look, size === 'phone' ? { deviceScaleFactor: 2 } : {});
    const [address, act] = Object.entries(screens).find(([one]) => screen.test(one));
    const page = await openScreen(context, server, address, act);
    const session = await context.newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
    await writeFile(`${images}${name}.webp`, Buffer.from(data, 'base64'));
    await context.close();
  }
}

const browser = await launch();
const screens = await screensOf(server);
await (folder === 'readme' ? pictureForReadme : pictureEveryScreen)(browser, screens);
await browser.close();
