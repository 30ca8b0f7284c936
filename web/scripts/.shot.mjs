import { launch, rememberSettings } from './browser.mjs';
const [server, folder, store, looksArg, sizesArg, ...paths] = process.argv.slice(2);
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const looks = { en: { language: 'en', theme: 'light' }, ur: { language: 'ur', theme: 'light' }, dark: { language: 'en', theme: 'dark' } };
const browser = await launch();
for (const look of looksArg.split(',')) for (const size of sizesArg.split(',')) {
  const phone = size === 'phone';
  const context = await browser.newContext({ viewport: sizes[size], isMobile: phone, hasTouch: phone, timezoneId: 'Asia/Karachi', reducedMotion: 'reduce', serviceWorkers: 'block' });
  await rememberSettings(context, { ...looks[look], store });
  const page = await context.newPage();
  page.on('pageerror', (e) => console.log('PAGEERROR', page.url(), e.message));
  page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', page.url(), m.text()));
  for (const path of paths) {
    const t0 = Date.now();
    await page.goto(`${server}/${path}`);
    await page.locator('[data-state=online]').waitFor({ timeout: 8000 }).catch(() => console.log('not online', path));
    await page.waitForFunction(() => !document.querySelector('.skeleton'), null, { timeout: 8000 }).catch(() => console.log('skeleton', path));
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over) console.log('OVERFLOW', path, size, look, over);
    await page.screenshot({ path: `${folder}/${path.replace(/[/?=&:]/g, '-')}-${size}-${look}.png`, fullPage: true });
    console.log(path, size, look, Date.now() - t0);
  }
  await context.close();
}
await browser.close();
