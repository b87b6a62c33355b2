// Usage: cargo xtask bench agreement [-- --runs N --rounds N --builds N --save FOLDER]
//
// How long the signed document takes to make: three A4 pages with a schedule of 24 payments, two embedded fonts, three
// attachments and one signature. Every contender's document is judged by Poppler first and last. `--save` keeps one
// document of each. The whole takes about two minutes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../../xtask/node/browser.mjs';
import { check } from './agreement/check.mjs';
import { INPUT, TEN_PAGES } from './agreement/input.mjs';
import { longestTasks } from './agreement/main-thread.mjs';
import { CONTENDERS, openContender } from './agreement/pages.mjs';
import { median, print, quantile } from './ui/figures.mjs';

// Until the browser has compiled what it will.
const WARM_UP = 15;
const LEAST_ROUNDS = 9;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '10' },
    builds: { type: 'string', default: '5' },
    save: { type: 'string' },
  },
});
const [runs, rounds, builds] = [values.runs, values.rounds, values.builds].map(Number);
if (![runs, rounds, builds].every((count) => Number.isInteger(count) && count > 0)) {
  throw new Error('--runs, --rounds and --builds take whole numbers above zero');
}
if (runs * rounds < LEAST_ROUNDS) throw new Error(`fewer than ${LEAST_ROUNDS} rounds in all say nothing`);
const names = Object.keys(CONTENDERS);

const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}: ${runs} runs of ${rounds} rounds, ${builds} documents a round.`);
  let done = false;
  for (let attempt = 1; attempt <= 2 && !done; attempt += 1) {
    const measured = await measure();
    const noise = median(between(measured, 'peer', 'again'));
    done = noise >= 0.95 && noise <= 1.05;
    if (!done) {
      console.log(`\nAttempt ${attempt} is void: the peer takes ${noise.toFixed(2)} times as long as itself.`);
      console.log('What was measured, though it counts for nothing:');
    }
    report(measured);
  }
  if (!done) throw new Error('no figures: this machine is too busy to measure anything');
  await checks();
  await mainThread();
} finally {
  await browser.close();
}

/**
 * Every run opens the pages anew, each in a process of its own. In a round each makes equally many documents, one page
 * after the other in an order drawn by lot: a round gives ratios between pages that were measured within the same
 * seconds.
 */
async function measure() {
  const measured = { first: [], rounds: [] };
  for (let run = 0; run < runs; run += 1) {
    const pages = {};
    const first = {};
    for (const name of drawn(run)) {
      pages[name] = await openContender(browser, CONTENDERS[name], INPUT);
      [first[name]] = await pages[name].builds(1);
      await judge(name, pages[name]);
      await pages[name].builds(WARM_UP);
    }
    measured.first.push(first);
    for (let round = 0; round < rounds; round += 1) {
      const times = {};
      for (const name of drawn(run * rounds + round)) times[name] = await pages[name].builds(builds);
      measured.rounds.push(times);
    }
    for (const name of names) {
      await judge(name, pages[name]);
      await pages[name].close();
    }
    console.log(`Run ${run + 1} of ${runs}.`);
  }
  return measured;
}

/** How long a check takes of a document of ten pages. */
async function checks() {
  const app = await openContender(browser, CONTENDERS.app, INPUT);
  const took = [];
  for (let made = 0; made < 30; made += 1) {
    took.push(await app.page.evaluate((attachments) => contenders.app.checks({ attachments }), TEN_PAGES));
  }
  await app.close();
  const warm = took.slice(10);
  const row = (what, limit, values) => ({
    what,
    cells: [0.25, 0.5, 0.75].map((part) => `${quantile(values, part).toFixed(1)} ms`),
    verdict: quantile(values, 0.75) <= limit ? `ok, limit ${limit}` : `MISSED, limit ${limit}`,
  });
  print(
    [`a check of ten pages (${warm[0].bytes} bytes)`, 'lower quartile', 'median', 'upper quartile', ''],
    [
      row('signatures', 50, warm.map(({ signatures }) => signatures)),
      row('with the pages drawn again', 250, warm.map(({ whole }) => whole)),
    ],
  );
}

/** What the page itself does while the worker works, at a quarter of the speed: the longest task of each time. */
async function mainThread() {
  const times = [];
  for (let time = 0; time < LEAST_ROUNDS; time += 1) times.push(await longestTasks(browser));
  const limit = 16.7;
  const row = (what, values, verdict) => ({
    what,
    cells: [0.25, 0.5, 0.75, 1].map((part) => `${quantile(values, part).toFixed(1)} ms`),
    verdict: verdict ? `${quantile(values, 0.75) <= limit ? 'ok' : 'MISSED'}, limit ${limit}` : '',
  });
  const rows = Object.keys(times[0]).flatMap((what) => {
    const part = (name) => times.map((time) => time[what][name]);
    return [
      row(`${what}: while the worker works`, part('meanwhile'), true),
      row(`${what}: the press`, part('press'), false),
      row(`${what}: the answer`, part('answer'), false),
    ];
  });
  print(['longest task of the page at CPU 4x', 'lower quartile', 'median', 'upper quartile', 'longest', ''], rows);
}

async function judge(name, page) {
  const bytes = await page.last();
  check(name, bytes, INPUT, CONTENDERS[name]);
  if (!values.save) return;
  mkdirSync(values.save, { recursive: true });
  writeFileSync(join(values.save, `${name}.pdf`), bytes);
}

/** An order by lot, in which the peer and the peer again take turns at being first. */
function drawn(round) {
  const order = names.map((name) => [Math.random(), name]).sort().map(([, name]) => name);
  const [peer, again] = [order.indexOf('peer'), order.indexOf('again')];
  if (peer < again !== (round % 2 === 0)) [order[peer], order[again]] = [order[again], order[peer]];
  return order;
}

/** One ratio a round. */
function between({ rounds }, one, other) {
  return rounds.map((times) => median(times[one]) / median(times[other]));
}

function report(measured) {
  const row = (what, values, unit) => ({
    what,
    cells: [0.25, 0.5, 0.75].map((part) => `${quantile(values, part).toFixed(unit ? 1 : 2)}${unit}`),
    verdict: '',
  });
  const quartiles = ['lower quartile', 'median', 'upper quartile', ''];
  print(
    ['a signed document', ...quartiles],
    names.map((name) => row(name, measured.rounds.flatMap((times) => times[name]), ' ms')),
  );
  print(
    ['the first one in a new page', ...quartiles],
    names.map((name) => row(name, measured.first.map((times) => times[name]), ' ms')),
  );
  const others = names.filter((name) => name !== 'peer');
  print(
    ['ratio of the medians of a round', ...quartiles],
    [
      ...others.map((name) => row(`${name} to peer`, between(measured, name, 'peer'), '')),
      ...(names.includes('app') ? [row('app to native', between(measured, 'app', 'native'), '')] : []),
    ],
  );
}
