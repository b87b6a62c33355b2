// The pages that are measured: the app's screens, the same plan in React, and the same screen without a program.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { UNKEPT } from '../../../xtask/node/browser.mjs';
import { install } from './driver.mjs';

const { BASE_URL, DIST_DIR } = process.env;
if (!BASE_URL || !DIST_DIR) throw new Error('run this with `cargo xtask bench ui`: it builds and serves the app');

/** £52,000 in weekly payments of £100.00 to £100.19 is 520 payments; from a penny on, the last one is smaller. */
export const PAYMENTS = 520;
const BALANCE = '52000';
export const AMOUNTS = Array.from({ length: 19 }, (_, index) => `100.${String(index + 1).padStart(2, '0')}`);

/** A mistake in a page ends the run. */
function failing(page) {
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

/** Contexts have a window that a dozen payments fit in. */
export const WINDOW = { viewport: { width: 1280, height: 900 }, ...UNKEPT };

const open = async (context) => failing(await context.newPage());

async function rowsInSight(page) {
  const rows = page.locator('.pn-plan-table__row');
  await rows.first().waitFor();
  // What is out of sight is not laid out: the rows are to be in sight, all of them.
  await rows.nth(5).evaluate(async (row) => {
    // The second time with the sizes that the first one brought about.
    for (let time = 0; time < 2; time += 1) {
      row.scrollIntoView({ block: 'center', behavior: 'instant' });
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
  });
  const [top, bottom, height] = await rows.evaluateAll((all) => [
    all[0].getBoundingClientRect().top,
    all.at(-1).getBoundingClientRect().bottom,
    innerHeight,
  ]);
  if (top < 0 || bottom > height) throw new Error(`the rows reach from ${top} to ${bottom} px of ${height}`);
}

async function prepared(page, { folded } = {}) {
  if (!folded) await rowsInSight(page);
  // A covered page gets one frame a second. Pages of different contexts, and pop-ups, have windows of their own, and
  // the browser runs without a screen: nothing covers them. Playwright starts it with the throttling of what is behind
  // switched off besides (--disable-backgrounding-occluded-windows, --disable-renderer-backgrounding).
  const frames = await page.evaluate(async () => {
    const start = performance.now();
    for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
    return 5_000 / (performance.now() - start);
  });
  if (frames < 10) throw new Error(`a page is covered: it gets ${frames.toFixed(1)} frames a second`);
  await page.evaluate(install);
  return page;
}

const openSchedule = (page) => page.getByText(`All ${PAYMENTS} payments`).click();

/** A plan in the console, ready to be worked on: what is asked at the beginning of a call is answered. */
export async function startPlan(page, balance) {
  await page.goto(`${BASE_URL}#/console`);
  await page.locator('#case-owed-to').fill('Acme Energy');
  await page.locator('#case-balance').fill(balance);
  await page.locator('#case-name').fill('Sam');
  await page.getByRole('button', { name: 'Start the plan' }).click();
  await page.locator('#check-birth').click();
  await page.locator('#checks-clear').click();
}

/** The console with the long plan, made with its own controls; the payments are open, unless they are to stay folded. */
export async function openConsole(context, { folded } = {}) {
  const page = await open(context);
  await startPlan(page, BALANCE);
  await page.locator('#every').selectOption('weekly');
  await page.locator('#amount').fill('100');
  await page.locator('#amount').press('Enter');
  if (!folded) await openSchedule(page);
  return prepared(page, { folded });
}

async function preparedShare(share) {
  failing(share);
  await openSchedule(share);
  await share.getByText('Change the plan yourself').click();
  return prepared(share);
}

/** The window to share as the console's button opens it: in the console's process, on the same main thread. */
export async function openSharePopup(desk) {
  const popup = desk.waitForEvent('popup');
  await desk.locator('#open-share').click();
  return preparedShare(await popup);
}

/** The same screen opened by its address: in a process of its own. A tab would cover the console; a window does not. */
export async function openShareAlone(desk) {
  const opened = desk.context().waitForEvent('page');
  const address = desk.url().replace('#/console/', '#/share/');
  await desk.evaluate((address) => void window.open(address, '', 'popup,noopener,width=760,height=900'), address);
  return preparedShare(await opened);
}

const STYLES = readFileSync(join(DIST_DIR, 'index.html'), 'utf8').match(/<link[^>]*rel="?stylesheet"?[^>]*>/g).join('');

/** A page on the app's own origin with the app's own stylesheets. */
async function serve(context, body) {
  const page = await open(context);
  const html = `<!doctype html><html lang="en-GB" dir="ltr"><meta charset="utf-8">${STYLES}<body>${body}</body></html>`;
  await page.route(`${BASE_URL}peer.html`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(`${BASE_URL}peer.html`, { waitUntil: 'load' });
  return page;
}

const bundled = await build({
  entryPoints: [fileURLToPath(new URL('react.jsx', import.meta.url))],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
});

/** The same plan in React. */
export async function openReact(context, desk) {
  const first = await desk.locator('#first-due').inputValue();
  const page = await serve(context, `<div id="app" data-balance="${BALANCE}" data-first="${first}"></div>`);
  await page.addScriptTag({ content: bundled.outputFiles[0].text });
  return prepared(page);
}

/** The console's screen as dead markup: Enter changes one text node of it. No program can be faster on this screen. */
export async function openFloor(context, desk) {
  const page = await serve(context, await desk.locator('body').evaluate((body) => body.innerHTML));
  await page.evaluate(() => {
    const field = document.querySelector('#amount');
    const amount = document.querySelector('.pn-result__sentence bdi').firstChild;
    field.addEventListener('keydown', () => (amount.data = `£${field.value}`));
  });
  return prepared(page);
}

/** Something else keeps the machine busy: what is measured now says nothing. */
export class Busy extends Error {}

/**
 * Does something on a page whose main thread is that many times slower, and gives what comes out. Only for so long: a
 * slowed-down thread spins even while it waits, and several of them would leave nothing of this machine to measure with.
 */
export async function slowed(page, rate, act) {
  const session = await page.context().newCDPSession(page);
  const set = (rate) => session.send('Emulation.setCPUThrottlingRate', { rate });
  const spin = () => page.evaluate(() => bench.spin());
  try {
    // The thread that slows another one down needs processor time itself: on a busy machine nothing becomes slower.
    for (let attempt = 1, factor = 0; factor < rate * 0.75; attempt += 1) {
      if (attempt > 5) throw new Busy(`a page is ${factor.toFixed(1)} times slower instead of ${rate} times`);
      await set(1);
      const { least } = await spin();
      await set(rate);
      factor = (await spin()).middle / least;
    }
    return await act();
  } finally {
    await set(1);
    await session.detach();
  }
}
