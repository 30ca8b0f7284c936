import { launch, rememberSettings } from './browser.mjs';
const b = await launch();
for (const [size, viewport] of Object.entries({ phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } })) for (const [look, set] of Object.entries({ en: { language: 'en', theme: 'light' }, ur: { language: 'ur', theme: 'light' } })) {
  const c = await b.newContext({ viewport, timezoneId: 'Asia/Karachi', reducedMotion: 'reduce', serviceWorkers: 'block' }); await rememberSettings(c, set);
  const page = await c.newPage(); page.on('pageerror', (e) => console.log('ERR', e.stack.slice(0, 600)));
  await page.goto('http://127.0.0.1:5392/people'); await page.locator('.login form').waitFor();
  const i = page.locator('.login input'); await i.nth(0).fill('boss'); await i.nth(1).fill('correct horse 42');
  if (look === 'ur') await page.screenshot({ path: `/tmp/wb/shots/p-login-${size}-${look}.png` });
  await page.locator('.login button[type=submit]').click(); await page.locator('[data-testid=user]').first().waitFor();
  await page.screenshot({ path: `/tmp/wb/shots/p-people-${size}-${look}.png` });
  await page.locator('[data-testid=user]').nth(2).locator('button').click(); await page.getByRole('dialog').waitFor(); await page.waitForTimeout(300);
  await page.screenshot({ path: `/tmp/wb/shots/p-user-${size}-${look}.png` });
  await page.keyboard.press('Escape'); await page.goto('http://127.0.0.1:5392/settings'); await page.locator('.menu-list button').first().waitFor();
  await page.screenshot({ path: `/tmp/wb/shots/p-settings-${size}-${look}.png`, fullPage: true });
  await page.goto('http://127.0.0.1:5392/audit'); await page.locator('[data-testid=trail] > *').first().waitFor();
  await page.screenshot({ path: `/tmp/wb/shots/p-audit-${size}-${look}.png` });
  await page.goto('http://127.0.0.1:5392/reports/sales?groupBy=category'); await page.locator('[data-testid=report]').waitFor(); await page.emulateMedia({ media: 'print' }); await page.waitForTimeout(300);
  await page.screenshot({ path: `/tmp/wb/shots/p-print-${size}-${look}.png`, fullPage: true });
  await c.close();
}
await b.close();
