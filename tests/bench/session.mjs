// Usage: cargo xtask bench session [-- --changes N --joins N]
//
// A plan on two machines: two browsers and a broker on this machine. How long a change takes from Enter in one to the end of
// layout in the other, with signing, sealing, opening, checking and folding; how long the same broker takes to give a
// message back; how many bytes a change has on the wire; and how long it takes from the typed code to the plan, on a cheap
// phone. Fails when a figure is missed.
import { parseArgs } from 'node:util';
import { launch } from '../../xtask/node/browser.mjs';
import { Broker } from '../../xtask/node/broker.mjs';
import { coldPage } from './load/start.mjs';
import { echoes } from './session/echo.mjs';
import { loaded } from './session/load.mjs';
import { HEADINGS, print, quantile, time } from './ui/figures.mjs';
import { AMOUNTS, WINDOW, startPlan } from './ui/pages.mjs';
import { across } from './ui/windows.mjs';
import { install } from './ui/driver.mjs';

const { BASE_URL } = process.env;
const { values } = parseArgs({
  options: { changes: { type: 'string', default: '100' }, joins: { type: 'string', default: '5' } },
});
const [changes, joins] = [values.changes, values.joins].map(Number);
if (!(Number.isInteger(changes) && changes > 0 && Number.isInteger(joins) && joins > 0)) {
  throw new Error('--changes and --joins take whole numbers above zero');
}

/** Machines that are connected at once, and how often each says something. */
const LOAD = [1_000, 20];

const LIMITS = { usual: 15, slow: 40, bytes: 512, join: 3_000 };
/** Around what is published stand the kind and length, the topic, a number and how long it is kept. */
const TOPIC = 'pn/v1//e/'.length + 32 + 16;
const AROUND = 3 + 2 + TOPIC + 2 + 6;

/** Names the broker to the page; the policy of a build that names it would let the page connect to it. */
async function named(page, broker) {
  const name = (address) =>
    new MutationObserver(() => document.documentElement.setAttribute('data-relay', address)).observe(document, { childList: true });
  await page.addInitScript(name, broker.address);
  return page;
}

const options = { ...WINDOW, bypassCSP: true };

async function openDesk(context, broker) {
  const page = await named(await context.newPage(), broker);
  await startPlan(page, '1200');
  await page.locator('#invite').click();
  return page;
}

const code = (desk) => desk.locator('#join-code').textContent();

async function typeCode(page, desk) {
  await page.goto(`${BASE_URL}#/join`);
  await page.locator('#join-code').fill(await code(desk));
}

/** Presses, lets in, and gives the time until the plan is there. */
async function join(page, desk) {
  const [begun] = await Promise.all([
    page.locator('#join').evaluate((button) => {
      button.click();
      return performance.timeOrigin + performance.now();
    }),
    desk.locator('#let-in').click(),
  ]);
  const seen = await page.evaluate(
    () =>
      new Promise((done) => {
        const look = () =>
          document.querySelector('.pn-result__sentence')
            ? done(performance.timeOrigin + performance.now())
            : requestAnimationFrame(look);
        look();
      }),
  );
  return seen - begun;
}

/** The lengths of what a page publishes, without what stands around it. */
async function published(page) {
  const lengths = [];
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  client.on('Network.webSocketFrameSent', ({ response }) => {
    const bytes = Buffer.from(response.payloadData, 'base64');
    // PUBLISH, with a number.
    if (bytes[0] >> 4 === 3) lengths.push(bytes.length - AROUND);
  });
  return lengths;
}

async function measureChanges(browser, broker) {
  const contexts = await Promise.all([0, 1].map(() => browser.newContext(options)));
  const desk = await openDesk(contexts[0], broker);
  const phone = await named(await contexts[1].newPage(), broker);
  await typeCode(phone, desk);
  await join(phone, desk);
  await phone.getByText('Change the plan yourself').click();
  for (const page of [desk, phone]) {
    await page.getByText('You both see this plan.').first().waitFor();
    await page.evaluate(install);
  }
  const known = [];
  for (const amount of AMOUNTS) {
    const { sentence } = await desk.evaluate((amount) => bench.read(amount), amount);
    known.push({ amount, expected: { sentence } });
    await phone.evaluate((expected) => bench.receive(expected), { sentence });
  }
  const script = Array.from({ length: 2 * changes }, (_, change) => known[change % known.length]);
  const lengths = await published(desk);
  const there = await across(desk, phone, script.slice(0, changes));
  const back = await across(phone, desk, script.slice(changes));
  const echo = await echoes(desk, broker.address, changes);
  await Promise.all(contexts.map((context) => context.close()));
  // Beside the change itself the desk says now and then what it has, and leaves all of it with the broker when it is quiet.
  return { there, back, echo, bytes: quantile(lengths, 0.5) };
}

async function measureJoin(browser, broker) {
  const context = await browser.newContext(options);
  const desk = await openDesk(context, broker);
  const phone = await named(await coldPage(browser, { bypassCSP: true }), broker);
  await typeCode(phone, desk);
  const needed = await join(phone, desk);
  await Promise.all([context.close(), phone.context().close()]);
  return needed;
}

const browser = await launch();
const broker = await Broker.start();
try {
  console.log(`Chromium ${browser.version()}: ${changes} changes each way, ${joins} joins.`);
  const { there, back, echo, bytes } = await measureChanges(browser, broker);
  const joined = [];
  for (let run = 0; run < joins; run += 1) joined.push([await measureJoin(browser, broker)]);
  const times = [
    time('the broker gives a message back', [echo]),
    time('agent to person', [there], LIMITS.slow),
    time('person to agent', [back], LIMITS.slow),
    time('typed code to the plan, slow 4G, CPU 4x', joined, LIMITS.join),
  ];
  print(HEADINGS.times, times);
  const usual = Math.max(...[there, back].map((all) => quantile(all, 0.5)));
  console.log(`\nthe usual change: ${usual.toFixed(1)} ms (limit ${LIMITS.usual}); on the wire: ${bytes} bytes (limit ${LIMITS.bytes})`);
  const { kb, ms } = await loaded(broker, ...LOAD);
  console.log(`of ${LOAD[0]} machines at the broker each takes ${kb.toFixed(1)} KB, and a message ${ms.toFixed(3)} ms of the processor`);
  if (times.some((figure) => figure.missed) || !(usual <= LIMITS.usual) || !(bytes <= LIMITS.bytes)) process.exitCode = 1;
} finally {
  await browser.close();
  await broker.stop();
}
