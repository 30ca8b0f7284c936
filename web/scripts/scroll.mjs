// How smoothly a list of 5,000 products scrolls on a slow phone. The goods are made up in the browser: the shop is not touched.
import { rememberSettings } from './browser.mjs';

const products = 5_000;
const slowdown = 4;
const seconds = 6;

function madeUp() {
  const kinds = ['Tea', 'Soap', 'Rice', 'Biscuits', 'Oil', 'Salt', 'Milk', 'Notebook'];
  const list = Array.from({ length: products }, (_, place) => ({
    sku: `P-${place}`, name: `${kinds[place % kinds.length]} ${String(place).padStart(4, '0')} large pack`, nameUrdu: `چیز ${place}`, category: kinds[place % kinds.length], unit: 'piece', barcodes: [], packs: [],
    price: 100 + place % 900, cost: 80, shelfLifeDays: null, archived: false, version: 1,
  }));
  const stock = list.map(({ sku, name, nameUrdu, category, unit, price }, place) => ({
    sku, name, nameUrdu, category, unit, price, onHand: place % 60, unitCost: 80, value: 80 * (place % 60), reorderPoint: 5, targetLevel: 40, status: 'ok', seq: 1,
  }));
  return { list, stock };
}

/** Shares of frames that came late, and the longest the page did nothing but compute. */
export async function measureScrolling(browser, server) {
  const { list, stock } = madeUp();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, serviceWorkers: 'block' });
  await rememberSettings(context, {});
  const json = (items) => ({ contentType: 'application/json', body: JSON.stringify({ items, next: null }) });
  await context.route(/\/api\/v1\/products\?/, (route) => route.fulfill(json(route.request().url().includes('archived=true') ? [] : list)));
  await context.route(/\/api\/v1\/stores\/[^/]+\/stock\?/, (route) => route.fulfill(json(stock)));
  const page = await context.newPage();
  await page.goto(`${server}/stock`);
  await page.waitForFunction((count) => document.querySelector('[data-testid=stock-rows]')?.offsetHeight > count * 40, products, { timeout: 60_000 });
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.evaluate(() => {
    Object.assign(window, { frames: [], blank: 0, farthest: 0 });
    window.longTasks = [];
    new PerformanceObserver((entries) => entries.getEntries().forEach((task) => window.longTasks.push(task.duration))).observe({ type: 'longtask' });
    let last = performance.now();
    const frame = (now) => {
      window.frames.push(now - last);
      window.farthest = Math.max(window.farthest, scrollY);
      // The list must have drawn its rows by the time the finger is there.
      window.blank += document.elementFromPoint(195, 300)?.closest('.stock-row') && document.elementFromPoint(195, 760)?.closest('.stock-row') ? 0 : 1;
      last = now;
      window.watching = requestAnimationFrame(frame);
    };
    window.watching = requestAnimationFrame(frame);
  });
  // As a thumb does it: some 30 rows a second, down and up again.
  for (const way of [-1, 1]) {
    await session.send('Input.synthesizeScrollGesture', { x: 195, y: 500, yDistance: way * 2_000 * seconds / 2, speed: 2_000, gestureSourceType: 'mouse', preventFling: true });
  }
  const { frames, tasks, blank, farthest } = await page.evaluate(() => {
    cancelAnimationFrame(window.watching);
    return { frames: window.frames.slice(5), tasks: window.longTasks, blank: window.blank, farthest: window.farthest };
  });
  await context.close();
  const late = (ms) => frames.filter((length) => length > ms).length / frames.length;
  const sorted = [...frames].sort((a, b) => a - b);
  // A frame at 60 Hz lasts 16.7 ms; the clock's own grain is a millisecond or so.
  return { frames: frames.length, over17: late(18), over33: late(34), p99: sorted[Math.floor(sorted.length * 0.99)], longest: sorted.at(-1), longTasks: tasks.length, longestTask: Math.max(0, ...tasks), blank: blank / frames.length, farthest };
}
