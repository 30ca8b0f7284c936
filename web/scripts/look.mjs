import { chromium } from 'playwright-core';
const [,, base, out, ...list] = process.argv;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
for (const spec of list) {
  const [path, width, lang = 'en', theme = 'light', act = ''] = spec.split('|');
  const context = await browser.newContext({ viewport: { width: +width, height: +width < 600 ? 844 : 900 }, hasTouch: +width < 600, isMobile: +width < 600, deviceScaleFactor: 1, timezoneId: 'Asia/Karachi' });
  await context.addInitScript(([language, theme]) => { if (!localStorage.getItem('bazaar.settings')) localStorage.setItem('bazaar.settings', JSON.stringify({ store: 'SHOP', language, theme, digits: 'western' })); }, [lang, theme]);
  const page = await context.newPage();
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log(path, m.type(), m.text()));
  page.on('pageerror', (e) => console.log(path, 'pageerror', e.message));
  await page.goto(base + path);
  await page.waitForTimeout(2000);
  if (act) await (new Function('page', `return (async () => { ${act} })()`))(page);
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${out}/${path.slice(1).replace(/\W+/g, '-') || 'home'}-${width}-${lang}-${theme}${act ? '-act' : ''}.png` });
  await context.close();
}
await browser.close();
