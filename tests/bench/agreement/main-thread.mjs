// What the main thread of the app's page does while a document is signed and saved: its longest tasks, from the browser's
// own trace.
import { UNKEPT } from '../../../xtask/node/browser.mjs';

const { BASE_URL } = process.env;
const SLOWER = 4;

/**
 * The longest tasks in milliseconds: while the worker works, and beside them what the press and the answer cost the
 * screen.
 */
export async function longestTasks(browser) {
  const context = await browser.newContext({ acceptDownloads: true, ...UNKEPT });
  const page = await context.newPage();
  await page.goto(`${BASE_URL}#/alone`);
  await page.locator('#case-owed-to').fill('Acme Energy');
  await page.locator('#case-reference').fill('4821');
  await page.locator('#case-balance').fill('1200');
  await page.getByRole('button', { name: 'Start the plan' }).click();
  await page.locator('#make-offer').click();
  await page.locator('.pn-document').waitFor();
  for (const tick of [0, 1, 2]) await page.locator(`#sign-tick-${tick}`).check();
  await page.locator('#sign-name').fill('Robin Green');
  await page.locator('#sign-continue').click();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const tasks = {};
  tasks.signing = await traced(browser, page, async () => {
    // A locator that waits asks the page for its layout in every frame, which is work of the measurer's own.
    await page.evaluate(() => {
      window.done = new Promise((resolve) => {
        const seen = () => document.querySelector('#done-heading') && resolve();
        new MutationObserver(seen).observe(document.body, { childList: true, subtree: true });
      });
    });
    await page.locator('#sign').click();
    // What comes after the answer is the screen's own work, not the document's.
    await page.evaluate(() => window.done);
  });
  tasks.saving = await traced(browser, page, async () => {
    const download = page.waitForEvent('download');
    await page.locator('#save-pdf').click();
    await download;
  });
  await context.close();
  return tasks;
}

async function traced(browser, page, act) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const events = traceEvents
    .filter(({ ph, pid, tid }) => ph === 'X' && mains.has(`${pid} ${tid}`))
    .sort((a, b) => a.ts - b.ts);
  // What the measurer asks of the page is no work of the page's.
  const asked = events.filter(
    ({ name, args }) =>
      name === 'Receive mojo message' &&
      args.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession',
  );
  const within = (event, { ts, dur }) => ts <= event.ts && event.ts + event.dur <= ts + dur;
  const tasks = events.filter(
    (event) => event.name === 'ThreadControllerImpl::RunTask' && !asked.some((one) => within(one, event)),
  );
  const taskOf = (event) => tasks.find((task) => within(event, task));
  const press = taskOf(events.find(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'click'));
  // What the worker says of its progress comes as messages as well; the answer is the one that changes the screen most.
  const messages = events.filter(({ name }) => name === 'HandlePostMessage');
  const answer = taskOf(messages.reduce((longest, message) => (message.dur > longest.dur ? message : longest)));
  const longest = (some) => Math.max(0, ...some.map(({ dur }) => dur / 1_000));
  return {
    meanwhile: longest(tasks.filter(({ ts }) => ts > press.ts && ts < answer.ts)),
    press: longest([press]),
    answer: longest(tasks.filter(({ ts }) => ts >= answer.ts)),
  };
}
