// The first load of the sell screen, measured against a running shop: npm run measure -- http://127.0.0.1:5080
// Bytes of script and style as they come over the wire; time until the search field answers, on a slow phone (4 times slower) and network (1.6 Mbit/s, 150 ms).
import { launch, rememberSettings } from './browser.mjs';

const [server = 'http://127.0.0.1:5080'] = process.argv.slice(2);
const most = { kilobytes: 250, interactiveMs: 2_000 };
const browser = await launch();

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
  await page.goto(`${server}/sell`, { waitUntil: 'commit' });
  await page.locator('input[type=search]').waitFor();
  // Interactive: a key that is typed stands in the field.
  await page.locator('input[type=search]').fill('x');
  const interactive = await page.evaluate(() => performance.now());
  await page.waitForLoadState('load');
  await context.close();
  return { bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0), interactive };
}

const { bytes } = await open(false);
const times = [];
for (let run = 0; run < 3; run++) {
  times.push((await open(true)).interactive);
}
await browser.close();
const kilobytes = bytes / 1_000;
const interactive = times.sort((a, b) => a - b)[1];
console.log(`script and style of the first load   ${kilobytes.toFixed(0)} kB   (at most ${most.kilobytes})`);
console.log(`interactive, slow phone and network  ${interactive.toFixed(0)} ms  (at most ${most.interactiveMs}; ${times.map((time) => time.toFixed(0)).join(', ')})`);
process.exitCode = kilobytes <= most.kilobytes && interactive <= most.interactiveMs ? 0 : 1;
