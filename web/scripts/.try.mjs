import { launch, rememberSettings } from './browser.mjs';
const b = await launch(); const c = await b.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' }); await rememberSettings(c, {});
const page = await c.newPage(); page.on('pageerror', (e) => console.log('ERR', e.stack.slice(0, 600))); page.on('console', (m) => m.type() === 'error' && console.log('CON', m.text().slice(0, 600)));
await page.goto('http://127.0.0.1:5392/reports/accuracy?groupBy=category'); await page.locator('[data-testid=report]').waitFor();
await page.getByLabel('Category').selectOption({ index: 1 }); await page.waitForTimeout(1500);
await page.getByRole('link', { name: 'Stock value' }).click(); await page.waitForTimeout(2000); console.log(page.url(), (await page.locator('main').innerText()).slice(0, 300));
await b.close();
