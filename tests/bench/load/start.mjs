// A cold start: a browser that has seen nothing before, on a cheap phone.
import { UNKEPT } from '../../../xtask/node/browser.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, ...UNKEPT };
const BYTES_A_SECOND = 1_600_000 / 8;
const SLOWER = 4;

/** Runs inside the page, before anything of it. */
function watch() {
  const seen = { tasks: [], shift: 0, largest: 0 };
  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('longtask', ({ startTime, duration, name }) => {
    // What a frame of another origin does is in a process of its own.
    if (name !== 'cross-origin-descendant') seen.tasks.push([startTime, duration]);
  });
  observe('layout-shift', ({ value, hadRecentInput }) => (seen.shift += hadRecentInput ? 0 : value));
  observe('largest-contentful-paint', ({ startTime }) => (seen.largest = startTime));
  window.seen = seen;
}

/** Waits, in a page, until it has what somebody can use; gives the time since the page was asked for. */
const usableIn = (where, ready) =>
  where.evaluate(
    (ready) =>
      new Promise((done) => {
        const look = () => (document.querySelector(ready) ? done(performance.now()) : requestAnimationFrame(look));
        look();
      }),
    ready,
  );

/** A page that has seen nothing yet, on that network and with that processor. */
export async function coldPage(browser, more = {}) {
  const context = await browser.newContext({ ...PHONE, ...more });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  const network = { offline: false, latency: 150, downloadThroughput: BYTES_A_SECOND, uploadThroughput: BYTES_A_SECOND };
  await client.send('Network.emulateNetworkConditions', network);
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return page;
}

/**
 * Opens an address. `ready`: what somebody can use there; `frame`: what they can use in its only frame.
 */
export async function coldStart(browser, url, { ready, frame }) {
  const page = await coldPage(browser);
  try {
    await page.addInitScript(watch);
    const asked = Date.now();
    await page.goto(url, { waitUntil: 'commit' });
    let usable = ready && (await usableIn(page, ready));
    if (frame) {
      await page.frameLocator('iframe').locator(frame).waitFor();
      usable = Date.now() - asked;
    }
    await page.waitForLoadState('networkidle');
    const found = await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      ...window.seen,
    }));
    const blocked = found.tasks
      .filter(([at]) => at >= found.paint)
      .reduce((sum, [, ms]) => sum + Math.max(0, ms - 50), 0);
    return { paint: found.paint, largest: found.largest, usable, blocked, shift: found.shift };
  } finally {
    await page.context().close();
  }
}
