// Usage: cargo xtask bench load [-- --starts N]
//
// How soon the first screens are there on a cheap phone: a network of 150 ms and 1.6 Mbit/s, a processor four times slower,
// and a browser that has seen nothing before. And how long somebody who reads slowly and types slowly needs to a first plan
// in words. Fails when a figure is missed.
import { parseArgs } from 'node:util';
import { launch } from '../../xtask/node/browser.mjs';
import { coldPage, coldStart } from './load/start.mjs';
import { HEADINGS, print, time } from './ui/figures.mjs';

const { BASE_URL } = process.env;
if (!BASE_URL) throw new Error('run this with `cargo xtask bench load`: it builds and serves the app');
const { values } = parseArgs({ options: { starts: { type: 'string', default: '9' } } });
const starts = Number(values.starts);
if (!(Number.isInteger(starts) && starts > 0)) throw new Error('--starts takes a whole number above zero');

const LIMITS = { paint: 1_000, usable: 2_500, blocked: 50 };
/** Each with what somebody can use there. */
const SCREENS = [
  ['the start page', '#/', 'a.pn-way'],
  ['the first page alone', '#/alone', '#owed'],
];

/** Half a second a key, and five seconds to read each page before anything is done. */
const [KEY_MS, READ_MS, PERSON_MS] = [500, 5_000, 60_000];

/** From asking for the first page alone to the plan in words. */
async function firstPlan(browser) {
  const page = await coldPage(browser);
  const asked = performance.now();
  await page.goto(`${BASE_URL}#/alone`);
  const read = () => new Promise((done) => setTimeout(done, READ_MS));
  for (const [field, answer] of [['#owed', '1200'], ['#afford', '85']]) {
    await page.locator(field).waitFor();
    await read();
    await page.locator(field).click();
    await page.keyboard.type(answer, { delay: KEY_MS });
    await page.locator('#continue').click();
  }
  await page.locator('.pn-result__sentence').waitFor();
  await read();
  const needed = performance.now() - asked;
  await page.context().close();
  return needed;
}

const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}: ${starts} cold starts of each screen.`);
  const times = [];
  let shift = 0;
  for (const [name, hash, ready] of SCREENS) {
    const found = [];
    for (let run = 0; run < starts; run += 1) found.push(await coldStart(browser, BASE_URL + hash, { ready }));
    // Every start is a run of its own, so both columns are medians.
    for (const [what, limit] of Object.entries(LIMITS)) {
      times.push(time(`${name}: ${what}`, found.map((one) => [one[what]]), limit));
    }
    shift = Math.max(shift, ...found.map((one) => one.shift));
  }
  times.push(time('two answers, slowly, and the first plan read', [[await firstPlan(browser)]], PERSON_MS));
  console.log(`layout shift: ${shift.toFixed(4)} (limit 0)`);
  print(HEADINGS.times, times);
  if (shift > 0 || times.some((figure) => figure.missed)) process.exitCode = 1;
} finally {
  await browser.close();
}
