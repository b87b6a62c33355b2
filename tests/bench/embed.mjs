// Usage: cargo xtask bench embed [-- --starts N]
//
// What the element costs the page that it stands in: the same page with it and without it, in turns, on a network of 150 ms
// and 1.6 Mbit/s and a processor four times slower. Only the page's own thread and paint count; the frame has its own.
// And how soon the frame can be used. Fails when a figure is missed.
import { parseArgs } from 'node:util';
import { launch } from '../../xtask/node/browser.mjs';
import { coldStart } from './load/start.mjs';
import { HEADINGS, median, print, time } from './ui/figures.mjs';

const { DEMO_URL } = process.env;
if (!DEMO_URL) throw new Error('run this with `cargo xtask bench embed`: it builds and serves the app');
const { values } = parseArgs({ options: { starts: { type: 'string', default: '9' } } });
const starts = Number(values.starts);
if (!(Number.isInteger(starts) && starts > 0)) throw new Error('--starts takes a whole number above zero');

const MORE_MS = 50;
const USABLE_MS = 2_500;
const PAGES = { with: DEMO_URL, without: `${DEMO_URL}without.html` };

const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}: ${starts} cold starts with the element and without.`);
  const found = { with: [], without: [] };
  for (let run = 0; run < starts; run += 1) {
    for (const kind of run % 2 ? ['with', 'without'] : ['without', 'with']) {
      found[kind].push(await coldStart(browser, PAGES[kind], { frame: kind === 'with' ? '#owed' : undefined }));
    }
  }
  const column = (kind, what) => found[kind].map((one) => [one[what]]);
  const times = [];
  for (const [name, what] of [['largest paint', 'largest'], ['blocked', 'blocked']]) {
    const without = median(column('without', what).flat());
    times.push(time(`${name}, without the element`, column('without', what)));
    times.push(time(`${name}, with it`, column('with', what), without + MORE_MS));
  }
  times.push(time('the frame can be used', column('with', 'usable'), USABLE_MS));
  const shift = Math.max(...found.with.map((one) => one.shift));
  console.log(`layout shift of the page with the element: ${shift.toFixed(4)} (limit 0)`);
  print(HEADINGS.times, times);
  if (shift > 0 || times.some((figure) => figure.missed)) process.exitCode = 1;
} finally {
  await browser.close();
}
