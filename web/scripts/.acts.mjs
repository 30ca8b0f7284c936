import { launch, rememberSettings } from './browser.mjs';
const [server, store, folder, only = ''] = process.argv.slice(2);
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const looks = { en: { language: 'en', theme: 'light' }, ur: { language: 'ur', theme: 'light' }, dark: { language: 'en', theme: 'dark' } };
const acts = {
  terms: ['suppliers/METRO', async (p) => { await p.locator('[data-testid=supplies] tbody tr').nth(3).locator('button').last().click(); await p.getByRole('dialog').waitFor(); }],
  history: ['suppliers/METRO', async (p) => { await p.locator('[data-testid=supplies] tbody tr', { hasText: 'ACHAR-NAT-400' }).locator('button').first().click(); await p.locator('[data-testid=price-history]').waitFor(); }],
  addproduct: ['suppliers/METRO', async (p) => { await p.locator('#supplies ~ button, .card-head button').first().click(); await p.locator('.finder-box input').fill('tea'); await p.waitForTimeout(300); }],
  cancel: ['orders/PO-000034', async (p) => { await p.locator('button.bad').click(); await p.getByRole('dialog').waitFor(); }],
  overunder: ['orders/PO-000034', async (p) => { const i = p.locator('td.come input'); await i.nth(0).fill('9'); await i.nth(2).fill('7'); }],
  store: ['stores', async (p) => { await p.locator('[data-testid=stores] tbody tr').nth(2).locator('button').last().click(); await p.getByRole('dialog').locator('form').waitFor(); }],
  key: ['people', async (p) => { await p.locator('.card-head button').click(); await p.getByRole('radio').nth(1).click(); await p.waitForTimeout(300); }],
  user: ['people', async (p) => { await p.locator('.page-head button').click(); await p.getByRole('dialog').waitFor(); }],
  verify: ['audit', async (p) => { await p.locator('.self-button').click(); await p.locator('[data-testid=proof]').waitFor({ timeout: 60000 }); await p.locator('[data-testid=trail] details').first().locator('summary').click(); }],
  conflict: ['orders/PO-000036', async (p) => {
    const o = await (await fetch(`${server}/api/v1/purchase-orders/PO-000036`)).json();
    await p.locator('.entry-line input').first().fill('9');
    await fetch(`${server}/api/v1/purchase-orders/PO-000036`, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'If-Match': `"${o.version}"` }, body: JSON.stringify({ note: 'Ring ' + Math.random() }) });
    await p.locator('.entry-foot button').nth(1).click(); await p.getByRole('alert').waitFor();
  }],
};
const browser = await launch();
for (const look of Object.keys(looks)) for (const size of ['phone', 'desktop']) {
  const phone = size === 'phone';
  const context = await browser.newContext({ viewport: sizes[size], isMobile: phone, hasTouch: phone, timezoneId: 'Asia/Karachi', reducedMotion: 'reduce', serviceWorkers: 'block' });
  await rememberSettings(context, { ...looks[look], store });
  const page = await context.newPage();
  page.on('pageerror', (e) => console.log('PAGEERROR', page.url(), e.message));
  for (const [name, [path, act]] of Object.entries(acts).filter(([n]) => n.includes(only))) {
    try {
      await page.goto(`${server}/${path}`);
      await page.locator('[data-state=online]').waitFor({ timeout: 8000 });
      await page.waitForFunction(() => !document.querySelector('.skeleton'), null, { timeout: 8000 });
      await act(page);
      await page.waitForTimeout(250);
      await page.screenshot({ path: `${folder}/act-${name}-${size}-${look}.png` });
    } catch (e) { console.log('FAIL', name, size, look, e.message.slice(0, 300)); }
  }
  await context.close();
}
await browser.close();
