// An edit of the amount in the console, on a plan of 520 payments and a machine four times slower: from Enter to the end
// of layout. Beside it the same edits in React, the floor, and the app a second time, which tells how far to trust it.
import assert from 'node:assert/strict';
import { HEADINGS, median, print, ratio, time } from './figures.mjs';
import { AMOUNTS, Busy, PAYMENTS, openConsole, openFloor, openReact, WINDOW, slowed } from './pages.mjs';

/** A frame at 60 Hz. */
const LIMIT_MS = 16.7;
const SLOWER = 4;
// Short rounds, many of them: two pages are compared within the same seconds, before the machine's speed has moved on.
const ROUNDS = 40;

/** Gives the figures, and the edits whose outcome is known. */
export async function measureEdits(browser, runs, edits) {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      return judge(await measure(browser, runs, edits));
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      console.log(`Attempt ${attempt} is void: ${error.message}.`);
      await Promise.all(browser.contexts().map((context) => context.close()));
    }
  }
  throw new Error('no figures: this machine is too busy to measure anything');
}

/**
 * Every run opens the pages anew, each in a process of its own. Its edits are cut into rounds: at least two a run, and
 * forty in all. In a round each page makes equally many edits, one page after the other in an order drawn by lot, and the
 * app a second time. So the edits of a run give its p95, and each round gives ratios between pages that were measured
 * within the same seconds.
 */
async function measure(browser, runs, edits) {
  const perRun = Math.max(2, Math.ceil(ROUNDS / runs));
  const size = Math.ceil(edits / perRun);
  const byRun = [];
  let known;
  for (let run = 0; run < runs; run += 1) {
    const contexts = await Promise.all(Array.from({ length: 4 }, () => browser.newContext(WINDOW)));
    const app = await openConsole(contexts[0]);
    const react = await openReact(contexts[1], app);
    const floor = await openFloor(contexts[2], app);
    const folded = await openConsole(contexts[3], { folded: true });
    const pages = { app, again: app, folded, react, floor };
    known = await outcomes(react);
    const edits = new Map([
      [app, cycle(known)],
      [react, cycle(known)],
      [folded, cycle(known.map(({ amount, expected: { rows, ...expected } }) => ({ amount, expected })))],
      [floor, cycle(known.map(({ amount, expected: { sentence } }) => ({ amount, expected: { sentence } })))],
    ]);
    const make = (page, count) =>
      page.evaluate((script) => bench.edits(script), Array.from({ length: count }, () => edits.get(page).next().value));
    // Checks every outcome, and lets the browser compile what it will.
    for (const page of edits.keys()) await make(page, 2 * known.length);

    const rounds = [];
    for (let round = 0; round < perRun; round += 1) {
      const times = {};
      for (const name of drawn(Object.keys(pages), run * perRun + round)) {
        times[name] = await slowed(pages[name], SLOWER, () => make(pages[name], size));
      }
      rounds.push(times);
    }
    byRun.push(rounds);
    console.log(`Run ${run + 1} of ${runs}.`);
    await Promise.all(contexts.map((context) => context.close()));
  }
  return { byRun, known };
}

function judge({ byRun, known }) {
  const times = (what, name, limit) => time(what, byRun.map((rounds) => rounds.flatMap((round) => round[name])), limit);
  const between = (one, other) => byRun.flat().map((round) => median(round[one]) / median(round[other]));
  const figures = {
    known,
    times: [
      times('an edit in the app, a dozen rows in sight', 'app', LIMIT_MS),
      times('the same with the schedule folded, as it opens', 'folded', LIMIT_MS),
      times('the same edit in React', 'react'),
      times('one text node on the same screen', 'floor'),
    ],
    ratios: [
      ratio('the app to React', between('app', 'react')),
      ratio('the app to one text node', between('app', 'floor')),
      ratio('the app to itself', between('app', 'again')),
    ],
  };
  const noise = median(between('app', 'again'));
  if (noise < 0.95 || noise > 1.05) {
    console.log('What was measured, though it counts for nothing:');
    print(HEADINGS.times, figures.times);
    throw new Busy(`the app takes ${noise.toFixed(2)} times as long as itself`);
  }
  return figures;
}

/** What React shows after each edit. The app must come to the same by its own arithmetic, or its edits never arrive. */
async function outcomes(react) {
  const known = [];
  for (const amount of AMOUNTS) {
    const expected = await react.evaluate((amount) => bench.read(amount), amount);
    assert.ok(expected.sentence.startsWith(`£${amount} every week`), expected.sentence);
    assert.ok(expected.facts.split('\n').includes(String(PAYMENTS)), expected.facts);
    known.push({ amount, expected });
  }
  return known;
}

function* cycle(values) {
  for (;;) yield* values;
}

/** An order by lot, in which the app and the app again take turns at being first. */
function drawn(names, round) {
  const order = names.map((name) => [Math.random(), name]).sort().map(([, name]) => name);
  const [app, again] = [order.indexOf('app'), order.indexOf('again')];
  if (app < again !== (round % 2 === 0)) [order[app], order[again]] = [order[again], order[app]];
  return order;
}
