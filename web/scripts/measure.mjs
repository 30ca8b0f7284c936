// The first load of the sell screen and the scrolling of the stock list, measured against a running shop: npm run measure -- http://127.0.0.1:5080
// Bytes of script and style as they come over the wire; time until the search field answers, on a slow phone (4 times slower) and network (1.6 Mbit/s, 150 ms).
import { launch, rememberSettings } from './browser.mjs';
import { measureScrolling } from './scroll.mjs';

const [server = 'http://127.0.0.1:5080'] = process.argv.slice(2);
const most = { kilobytes: 250, interactiveMs: 2_000, framesOver33ms: 0.01 };
const browser = await launch();

/** Runs in the page, so that what is measured is the page and not the tool: the search field is painted, and a key would be answered within 50 ms. */
function noteInteractive() {
  const until = (condition) => new Promise((resolve) => {
    const look = () => (condition() ? resolve() : requestAnimationFrame(look));
    look();
  });
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  window.interactive = (async () => {
    await until(() => document.querySelector('input[type=search]'));
    for (;;) {
      await new Promise(requestAnimationFrame);
      const before = performance.now();
      await pause();
      if (performance.now() - before < 50) {
        return performance.now();
      }
    }
  })();
}

async function open(slow) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, serviceWorkers: 'block' });
  await rememberSettings(context, {});
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const sizes = new Map();
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, type }) => ['Script', 'Stylesheet'].includes(type) && sizes.set(requestId, 0));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.has(requestId) && sizes.set(requestId, encodedDataLength));
  if (slow) {
    await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 });
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await page.addInitScript(noteInteractive);
  await page.goto(`${server}/sell`, { waitUntil: 'commit' });
  await page.waitForLoadState('load');
  const interactive = await page.evaluate(() => window.interactive);
  await page.locator('input[type=search]').fill('x');
  await context.close();
  return { bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0), interactive };
}

const { bytes } = await open(false);
const times = [];
for (let run = 0; run < 3; run++) {
  times.push((await open(true)).interactive);
}
const scroll = await measureScrolling(browser, server);
await browser.close();
const kilobytes = bytes / 1_000;
const interactive = times.sort((a, b) => a - b)[1];
console.log(`script and style of the first load   ${kilobytes.toFixed(0)} kB   (at most ${most.kilobytes})`);
console.log(`interactive, slow phone and network  ${interactive.toFixed(0)} ms  (at most ${most.interactiveMs}; ${times.map((time) => time.toFixed(0)).join(', ')})`);
const percent = (share) => `${(share * 100).toFixed(1)} %`;
console.log(`scrolling 5,000 products, 4 × slower  ${percent(scroll.over33)} of ${scroll.frames} frames over 33 ms (at most ${percent(most.framesOver33ms)}), ${percent(scroll.over17)} over 17 ms, 99 in 100 within ${scroll.p99.toFixed(0)} ms`);
console.log(`                                      ${scroll.longTasks} long tasks, the longest ${scroll.longestTask.toFixed(0)} ms; ${percent(scroll.blank)} of frames with rows missing, over ${scroll.farthest.toFixed(0)} points of the list`);
process.exitCode = kilobytes <= most.kilobytes && interactive <= most.interactiveMs && scroll.over33 <= most.framesOver33ms ? 0 : 1;
