// Pictures of every screen of a running shop, to be looked at one by one:
//   npm run screenshots -- http://127.0.0.1:5080 FOLDER [WORD]
// Phone and desktop; English, Urdu, dark. WORD takes only the screens whose address contains it.
import { mkdir } from 'node:fs/promises';
import { launch, rememberSettings } from './browser.mjs';

const [server = 'http://127.0.0.1:5080', folder = 'screenshots', word = ''] = process.argv.slice(2);
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const looks = { english: { language: 'en', theme: 'light' }, urdu: { language: 'ur', theme: 'light' }, dark: { language: 'en', theme: 'dark' } };

async function fillBasket(page) {
  for (const words of ['lux', 'pepsi', 'tea']) {
    await page.locator('input[type=search]').fill(words);
    await page.locator('.result').first().click();
  }
  await page.evaluate(() => document.activeElement?.blur());
}

const screens = {
  sell: fillBasket,
  receive: null, remove: null, count: null, today: null, stock: null, reports: null, 'reports/valuation': null, catalogue: null, 'catalogue/import': null,
  stores: null, transfers: null, orders: null, suppliers: null, people: null, audit: null, settings: null, waiting: null, more: null, welcome: null,
};

await mkdir(folder, { recursive: true });
const first = await (await fetch(`${server}/api/v1/stores/SHOP/stock?limit=20`)).json();
screens[`stock/${first.items.at(-1).sku}`] = null;
const browser = await launch();
for (const [look, settings] of Object.entries(looks)) {
  for (const [size, viewport] of Object.entries(sizes)) {
    const phone = size === 'phone';
    const context = await browser.newContext({ viewport, isMobile: phone, hasTouch: phone, timezoneId: 'Asia/Karachi', reducedMotion: 'reduce' });
    await rememberSettings(context, settings);
    const page = await context.newPage();
    for (const [screen, act] of Object.entries(screens).filter(([name]) => name.includes(word))) {
      await page.goto(`${server}/${screen}`);
      await page.locator('[data-state=online]').waitFor();
      await page.waitForLoadState('load');
      await page.waitForFunction(() => !document.querySelector('.skeleton'));
      await act?.(page);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({ path: `${folder}/${screen.replaceAll('/', '-')}-${size}-${look}.png` });
    }
    await context.close();
  }
}
await browser.close();
