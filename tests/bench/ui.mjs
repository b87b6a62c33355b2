// Usage: cargo xtask bench ui [-- --runs N --edits N]
//
// How soon the screens answer: an edit of a long plan on a slow machine, beside React and the floor, and a change that
// travels from one window to the other. Fails when a figure is missed. `--runs` and `--edits` make shorter trials; with
// few edits chance alone can void them (two runs of 100 are usually enough). The whole takes six minutes on a quiet
// machine.
import { parseArgs } from 'node:util';
import { launch } from '../../xtask/node/browser.mjs';
import { measureEdits } from './ui/edits.mjs';
import { HEADINGS, print } from './ui/figures.mjs';
import { measureWindows } from './ui/windows.mjs';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, edits: { type: 'string', default: '200' } },
});
const [runs, edits] = [values.runs, values.edits].map(Number);
if (!(Number.isInteger(runs) && runs > 0 && Number.isInteger(edits) && edits > 0)) {
  throw new Error('--runs and --edits take whole numbers above zero');
}

const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}: ${runs} runs of ${edits} edits, then ${edits} changes each way.`);
  const { times, ratios, known } = await measureEdits(browser, runs, edits);
  times.push(...(await measureWindows(browser, edits, known)));
  print(HEADINGS.times, times);
  print(HEADINGS.ratios, ratios);
  if ([...times, ...ratios].some((figure) => figure.missed)) process.exitCode = 1;
} finally {
  await browser.close();
}
