// An edit of the amount in the console, on a plan of 520 payments and a machine four times slower: from Enter to the end
// of layout. Beside it the same edits in React, the floor, and the app a second time, which tells how far to trust it.
import assert from 'node:assert/strict';
import { median, ratio, time } from './figures.mjs';
import { AMOUNTS, PAYMENTS, openConsole, openFloor, openReact, slowed } from './pages.mjs';

/** A frame at 60 Hz. */
const LIMIT_MS = 16.7;
/** No slower than React. */
const REACT_LIMIT = 1;
const SLOWER = 4;
const ROUNDS = 9;

/** Gives the figures, and the edits whose outcome is known. */
export async function measureEdits(browser, runs, edits) {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const { byRun, known } = await measure(browser, runs, edits);
    const between = (one, other) => byRun.flatMap((rounds) => rounds.map((round) => median(round[one]) / median(round[other])));
    const noise = median(between('app', 'again'));
    if (noise >= 0.95 && noise <= 1.05) {
      const times = (what, name, limit) => time(what, byRun.map((rounds) => rounds.flatMap((round) => round[name])), limit);
      return {
        known,
        times: [
          times('an edit in the app', 'app', LIMIT_MS),
          times('the same edit in React', 'react'),
          times('one text node on the same screen', 'floor'),
        ],
        ratios: [
          ratio('the app to React', between('app', 'react'), REACT_LIMIT),
          ratio('the app to one text node', between('app', 'floor')),
          ratio('the app to itself', between('app', 'again')),
        ],
      };
    }
    console.log(`Attempt ${attempt} is void: the app took ${noise.toFixed(2)} times as long as itself. Is the machine busy?`);
  }
  throw new Error('no figures: this machine was too busy to measure');
}

/**
 * Every run opens four pages anew, each in a process of its own. Its edits are cut into rounds: at least two a run, and
 * nine in all. In a round each page makes the same edits, one page after the other, in an order drawn by lot. So all
 * edits of a run give its p95, and each round gives ratios between pages that were measured within the same seconds.
 */
async function measure(browser, runs, edits) {
  const perRun = Math.max(2, Math.ceil(ROUNDS / runs));
  const size = Math.ceil(edits / perRun);
  const byRun = [];
  let known;
  for (let run = 0; run < runs; run += 1) {
    const contexts = await Promise.all(Array.from({ length: 4 }, () => browser.newContext()));
    const app = await openConsole(contexts[0]);
    const again = await openConsole(contexts[1]);
    const react = await openReact(contexts[2], app);
    const floor = await openFloor(contexts[3], app);
    const pages = { app, again, react, floor };
    known = await outcomes(react);
    const make = (name, script) =>
      pages[name].evaluate((script) => bench.edits(script), name === 'floor' ? script.map(sentenceOnly) : script);
    // Checks every outcome, and lets the browser compile what it will.
    for (const name of Object.keys(pages)) await make(name, [...known, ...known]);

    const rounds = [];
    for (let round = 0; round < perRun; round += 1) {
      const script = Array.from({ length: size }, (_, edit) => known[(round * size + edit) % known.length]);
      const times = {};
      for (const name of drawn(Object.keys(pages), byRun.length * perRun + round)) times[name] = await make(name, script);
      rounds.push(times);
    }
    byRun.push(rounds);
    await Promise.all(contexts.map((context) => context.close()));
  }
  return { byRun, known };
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

const sentenceOnly = ({ amount, expected }) => ({ amount, expected: { sentence: expected.sentence } });

/** An order by lot, in which the app and the app again take turns at being first. */
function drawn(names, round) {
  const order = names.map((name) => [Math.random(), name]).sort().map(([, name]) => name);
  const [app, again] = [order.indexOf('app'), order.indexOf('again')];
  if (app < again !== (round % 2 === 0)) [order[app], order[again]] = [order[again], order[app]];
  return order;
}
