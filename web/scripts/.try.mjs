import { launch, rememberSettings } from './browser.mjs';
const b = await launch(); const c = await b.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, serviceWorkers: 'block' }); await rememberSettings(c, {});
const page = await c.newPage(); page.on('pageerror', (e) => console.log('ERR', e.stack.slice(0, 600))); page.on('console', (m) => m.type() === 'error' && console.log('CON', m.text().slice(0, 600)));
await page.goto('http://127.0.0.1:5392/people'); await page.locator('[data-state=online]').waitFor(); await page.waitForFunction(() => !document.querySelector('.skeleton'));
await page.locator('.page-head button').click(); for (let i = 0; i < 8; i++) { await page.waitForTimeout(120); console.log(await page.getByRole('dialog').count(), await page.locator('.sheet').evaluateAll((e) => e.map((x) => JSON.stringify(x.getBoundingClientRect())))); }
await page.screenshot({ path: '/tmp/wb/shots/try.png' });
await b.close();
