// `cargo xtask bench engine`: schedules in Chromium, beside decimal.js and whole pennies in JavaScript doing the same
// exact work, and beside the native build. Results are compared before they are timed. Ratios come from rounds in which
// every side takes its turn, and are judged by their worse quartile.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { build } from 'esbuild';
import { launch } from '../../xtask/node/browser.mjs';
import { HEADINGS, median, print, quantile, ratio } from './ui/figures.mjs';

const { BASE_URL, MODULE_DIR, MODULE_NATIVE, PLAN } = process.env;
if (!MODULE_DIR) throw new Error('run this with `cargo xtask bench engine`: it builds the engine for it');

const terms = (more) => ({
  version: 1,
  currency: 'GBP',
  starts: '2026-12-21',
  debts: [{ id: 'A', balance: '12000.00' }],
  interest: { annual_percent: '8', basis: 'actual/365' },
  instalments: { every: 'weekly', first_due: '2026-12-28', amount: '28.00' },
  ...more,
});
// 520 payments: the amount is chosen so that the plan has as many.
const LONG = terms({ instalments: { every: 'weekly', first_due: '2026-12-28', count: 520 } });
const SHORT = terms({
  debts: [{ id: 'A', balance: '1200.00' }],
  instalments: { every: 'monthly', first_due: '2026-12-28', count: 12 },
});
const AROUND = terms({
  debts: [{ id: 'A', balance: '1200.00' }],
  instalments: { every: 'monthly', first_due: '2026-12-28', count: 12 },
});
const MANY = terms({
  debts: Array.from({ length: 200 }, (_, index) => ({ id: `D${index}`, balance: `${100 + ((index * 7_919) % 4_001)}.${String(10 + (index % 90))}` })),
  instalments: { every: 'weekly', first_due: '2026-12-28', count: 1_200 },
});

const bundle = await build({
  stdin: {
    contents: "import * as integers from './integers.mjs'; import * as decimals from './decimals.mjs'; window.peers = { integers, decimals };",
    resolveDir: new URL('./engine', import.meta.url).pathname,
  },
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
});

const browser = await launch();
const page = await browser.newPage();
page.on('pageerror', (error) => {
  throw error;
});
const file = (name) => readFileSync(`${MODULE_DIR}/${name}`);
const html = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Engine</title><script type="module">
import init, { Plan } from './bench/bench_engine.js';
const wasm = await init();
window.engine = { Plan, memory: wasm.memory };
</script>`;
await page.route(`${BASE_URL}bench.html`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
await page.route(`${BASE_URL}bench/bench_engine.js`, (route) => route.fulfill({ contentType: 'text/javascript', body: file('bench_engine.js') }));
await page.route(`${BASE_URL}bench/bench_engine_bg.wasm`, (route) => route.fulfill({ contentType: 'application/wasm', body: file('bench_engine_bg.wasm') }));
await page.goto(`${BASE_URL}bench.html`);
await page.waitForFunction(() => window.engine);
await page.addScriptTag({ content: bundle.outputFiles[0].text });

/** Both peers and the engine give the same rows and the same candidates. */
const same = await page.evaluate(
  ({ plans, around }) => {
    const different = [];
    for (const terms of plans) {
      const mine = new window.engine.Plan(JSON.stringify(terms)).rows();
      for (const [name, peer] of Object.entries(window.peers)) {
        if (peer.rows(peer.prepare(terms)) !== mine) different.push(`${name} ${terms.instalments.count ?? terms.instalments.amount}`);
      }
    }
    const mine = new window.engine.Plan(JSON.stringify(around)).candidate_lines().split('\n');
    for (const [name, peer] of Object.entries(window.peers)) {
      const theirs = peer.candidateLines(peer.prepare(around)).split('\n');
      const at = mine.findIndex((line, index) => line !== theirs[index]);
      if (at >= 0 || mine.length !== 10_000) different.push(`${name} candidate ${at}: ${mine[at]} and ${theirs[at]}`);
    }
    return different;
  },
  { plans: [LONG, SHORT, terms()], around: AROUND },
);
if (same.length > 0) throw new Error(`the sides differ: ${same.join('; ')}`);

/** Milliseconds of one call, by side and round. */
const timed = (what, terms, { rounds, repeats }) =>
  page.evaluate(
    ({ what, terms, rounds, repeats }) => {
      const plan = new window.engine.Plan(JSON.stringify(terms));
      const { integers, decimals } = window.peers;
      const [whole, decimal] = [integers.prepare(terms), decimals.prepare(terms)];
      const sides =
        what === 'candidates'
          ? { engine: () => plan.run_candidates(), integers: () => integers.runCandidates(whole), decimals: () => decimals.runCandidates(decimal) }
          : { engine: () => plan.derive(), integers: () => integers.derive(whole), decimals: () => decimals.derive(decimal) };
      for (const side of Object.values(sides)) for (let warm = 0; warm < 3; warm += 1) side();
      const found = { engine: [], integers: [], decimals: [], again: [] };
      for (let round = 0; round < rounds; round += 1) {
        for (const [name, side] of [...Object.entries(sides), ['again', sides.engine]]) {
          const times = name === 'decimals' ? Math.max(1, Math.round(repeats / 20)) : repeats;
          const start = performance.now();
          for (let time = 0; time < times; time += 1) side();
          found[name].push((performance.now() - start) / times);
        }
      }
      return found;
    },
    { what, terms, rounds, repeats },
  );

const native = (name, terms, rounds, repeats) =>
  execFileSync(MODULE_NATIVE, [name, String(rounds), String(repeats)], { input: JSON.stringify(terms) })
    .toString()
    .trim()
    .split('\n')
    .map(Number);

const quotient = (one, other) => one.map((value, index) => value / other[index]);
const lines = [];
const show = (name, found) => {
  const us = (values) => `${(median(values) * 1_000).toFixed(1)} µs`;
  console.log(`${name}: engine ${us(found.engine)}, integers ${us(found.integers)}, decimal.js ${us(found.decimals)}; A/A ${quantile(quotient(found.again, found.engine), 0.5).toFixed(2)}`);
};
// Where more is better the quotient is turned round, so that a limit is always a most.
const atLeast = (what, slower, faster, times) => lines.push(ratio(`${what}: at least ${times}x, as its inverse`, quotient(faster, slower), 1 / times));

const long = await timed('plan', LONG, { rounds: 25, repeats: 200 });
show('520 payments', long);
atLeast('520 payments, decimal.js to engine', long.decimals, long.engine, 60);
atLeast('520 payments, integers to engine', long.integers, long.engine, 2);
const nativeLong = native('plan', LONG, 25, 200);
lines.push(ratio('520 payments, engine to native', quotient(long.engine, nativeLong), 3));
const short = await timed('plan', SHORT, { rounds: 25, repeats: 4_000 });
show('12 payments', short);
atLeast('12 payments, decimal.js to engine', short.decimals, short.engine, 20);
const around = await timed('candidates', AROUND, { rounds: 9, repeats: 1 });
show('10,000 candidates', around);
atLeast('10,000 candidates, decimal.js to engine', around.decimals, around.engine, 40);
atLeast('10,000 candidates, integers to engine', around.integers, around.engine, 1.5);
print(HEADINGS.ratios, lines);

const many = await page.evaluate((terms) => {
  const plan = new window.engine.Plan(JSON.stringify(terms));
  const before = window.engine.memory.buffer.byteLength;
  const time = (call) => {
    const start = performance.now();
    call();
    return performance.now() - start;
  };
  const totals = Array.from({ length: 21 }, () => time(() => plan.derive()));
  const afterTotals = window.engine.memory.buffer.byteLength;
  const rows = Array.from({ length: 21 }, () => time(() => plan.derive_debt_rows()));
  return { totals, rows, grown: [afterTotals - before, window.engine.memory.buffer.byteLength - before] };
}, MANY);
const limits = [
  ['1,200 payments x 200 debts, totals', quantile(many.totals, 0.75), 8, 'ms'],
  ['1,200 payments x 200 debts, rows', quantile(many.rows, 0.75), 40, 'ms'],
  ['memory for the rows', many.grown[1] / 2 ** 20, 8, 'MiB'],
];
const whole = Array.from({ length: 21 }, () => {
  const start = performance.now();
  execFileSync(PLAN, ['schedule', '-'], { input: JSON.stringify(LONG) });
  return performance.now() - start;
});
limits.push(['`plan schedule` of 520 payments, the whole process', quantile(whole, 0.75), 10, 'ms']);
let missed = lines.some((line) => line.missed);
for (const [what, value, limit, unit] of limits) {
  console.log(`${what}: ${value.toFixed(1)} ${unit} (limit ${limit}) ${value <= limit ? 'ok' : 'MISSED'}`);
  missed ||= value > limit;
}
await browser.close();
if (missed) process.exitCode = 1;
