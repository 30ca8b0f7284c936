// Every screen that pictures are made of, and what is done on it first. For a demo shop: a count is opened in it.

async function fillBasket(page) {
  for (const words of ['lux', 'pepsi', 'tea']) {
    await page.locator('input[type=search]').fill(words);
    await page.locator('.result').first().click();
  }
  await page.evaluate(() => document.activeElement?.blur());
}

async function chooseProduct(page) {
  await page.locator('[data-testid=feed] .feed-open').nth(1).click();
  await page.evaluate(() => document.activeElement?.blur());
}

async function sellOffline(page) {
  await page.goto(new URL('/sell', page.url()).href);
  await page.locator('.tile').first().waitFor();
  await page.locator('[data-state=online]').waitFor();
  await page.route(/\/api\/v1\//, (route) => route.abort());
  await page.reload();
  await page.locator('[data-state=offline]').waitFor({ timeout: 60_000 });
  for (const place of [0, 1]) {
    await page.locator('.tile').nth(place).click();
    await page.locator('.line').first().waitFor();
    await page.keyboard.press('F9');
    await page.locator('.waiting-link').waitFor();
  }
}

async function offline(page) {
  await sellOffline(page);
  await page.locator('.waiting-link').first().click();
  await page.locator('[data-testid=waiting]').waitFor();
  await page.locator('.toast').waitFor({ state: 'detached', timeout: 30_000 });
}

async function settle(page) {
  await page.locator('[aria-haspopup=dialog]').first().click();
  await page.locator('.sheet').waitFor();
}

async function outside(page) {
  await page.route(/\/api\/v1\//, (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"status":401,"code":"unauthenticated"}' }));
  await page.reload();
  await page.locator('.login').waitFor();
}

async function newDevice(page) {
  const cities = { Lahore: ['Gulberg', 'Johar Town', 'Model Town', 'Anarkali'], Karachi: ['Saddar', 'Clifton', 'Nazimabad'], Multan: ['Cantt', 'Gulgasht'] };
  const items = Object.entries(cities).flatMap(([city, places]) => places.map((place, at) => ({ code: `${city.slice(0, 3).toUpperCase()}-00${at + 1}`, name: `Bazaar ${place}`, city, region: null, closed: false })));
  await page.route(/\/api\/v1\/stores\?/, (route) => route.fulfill({ contentType: 'application/json', body: JSON.stringify({ items, next: null }) }));
  await page.evaluate(() => sessionStorage.setItem('no-store', '1'));
  await page.reload();
  await page.locator('[data-testid=stores-to-choose] button').first().waitFor();
}

/** Opens a count in the demo shop with what two people scanned; the one of the last time serves again. */
async function openCount(server) {
  const ask = async (path, body) => (await fetch(`${server}/api/v1/${path}`, body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {})).json();
  const { items: [open] } = await ask('counts?store=SHOP&status=open');
  if (open) {
    return open.id;
  }
  const { items: goods } = await ask('stores/SHOP/stock?limit=12');
  const { id } = await ask('counts', { store: 'SHOP', name: 'Before Ramzan' });
  const off = [0, -1, 0, 0, 2, 0, -3, 0, 0, 0];
  // As UUID v7: the time first.
  const scanId = (at) => { const time = (Date.now() + at).toString(16).padStart(12, '0'); return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(at).padStart(12, '0')}`; };
  const scans = goods.slice(0, off.length).map(({ sku, onHand }, at) => ({ id: scanId(at), sku, quantity: Math.max(0, onHand + off[at]), counter: at % 3 === 0 ? 'Sana' : 'Ali' }));
  await ask(`counts/${id}/scans`, { scans: [...scans, { id: scanId(90), barcode: '4006381333931', quantity: 3, counter: 'Sana' }] });
  return id;
}

/** A supplier with terms that changed, a draft, and an order of which more and less came; those of the last time serve again. */
async function buy(server) {
  const ask = async (path, body, method = body ? 'POST' : 'GET', headers = {}) => (await fetch(`${server}/api/v1/${path}`, { method, headers: { 'Content-Type': 'application/json', ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) })).json();
  const { items: [known] } = await ask('suppliers?q=Metro');
  if (known) {
    return (await ask('purchase-orders?supplier=METRO&limit=2')).items.map((order) => order.number);
  }
  await ask('suppliers', { code: 'METRO', name: 'Metro Cash & Carry', phone: '042 111 638 765', email: 'orders@metro.example', leadTimeDays: 2 });
  const { items: goods } = await ask('products?limit=12');
  for (const { sku, price, packs: [pack] } of goods) {
    const terms = await ask('sourcing', { supplier: 'METRO', sku, unitCost: Math.round(price * (pack?.size ?? 1) * 85) / 100, pack: pack?.name ?? null, minimum: 2, preferred: pack !== undefined });
    await ask(`sourcing/${sku}/suppliers/METRO`, { unitCost: Math.round(terms.unitCost * 103) / 100 }, 'PATCH', { 'If-Match': `"${terms.version}"` });
  }
  const { items: terms } = await ask('sourcing?supplier=METRO');
  const lines = terms.slice(0, 5).map(({ sku, pack, unitCost }) => ({ sku, pack, unitCost, quantity: 4 }));
  const came = await ask('purchase-orders', { store: 'SHOP', supplier: 'METRO', lines });
  await ask(`purchase-orders/${came.id}/submit`, {});
  await ask(`purchase-orders/${came.id}/receive`, { allowOver: true, closeShort: true, lines: came.lines.map(({ line }) => ({ line, quantity: 3 + line % 3 })) });
  const draft = await ask('purchase-orders', { store: 'SHOP', supplier: 'METRO', note: 'Ring before coming', lines });
  return [draft.number, came.number];
}

/** By address; null: as it opens. */
export async function screensOf(server) {
  const stock = await (await fetch(`${server}/api/v1/stores/SHOP/stock?limit=20`)).json();
  const count = await openCount(server);
  const orders = await buy(server);
  return {
    sell: fillBasket,
    receive: null, remove: null, count: null, counts: null, [`counts/${count}`]: chooseProduct, [`counts/${count}/review`]: null,
    today: null, alerts: null, 'alerts?settle': settle, stock: null, [`stock/${stock.items.at(-1).sku}`]: null, reports: null, 'reports/valuation': null, 'reports/suppliers': null, 'reports/accuracy': null, catalogue: null, 'catalogue/import': null,
    stores: null, transfers: null, 'transfers/new': null, orders: null, 'orders/new?supplier=METRO': null, ...Object.fromEntries(orders.map((number) => [`orders/${number}`, null])), suppliers: null, 'suppliers/METRO': null, people: null, audit: null, settings: null, waiting: null, more: null, welcome: null,
    'waiting?offline': offline, 'sell?login': outside, 'sell?device': newDevice,
  };
}

/** A page of a screen, ready to be looked at. */
export async function openScreen(context, server, screen, act) {
  const page = await context.newPage();
  await page.goto(`${server}/${screen}`);
  await page.locator('[data-state=online]').waitFor();
  await page.waitForLoadState('load');
  await page.waitForFunction(() => !document.querySelector('.skeleton'));
  await act?.(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

/** The name of a picture: without what changes from one shop to the next. */
export function nameOf(screen) {
  return screen.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'open').replaceAll(/[/?]/g, '-');
}
