// `cargo xtask bench log`: a signed log in Chromium. Opening a room of 2,000 entries: its signatures checked by WebCrypto,
// then folded, then one entry more. An adjustment that goes from one window to another, signing and checking apart, beside
// the same edit in yjs. The app opened at a plan of 500 entries, beside one that was just begun. Ratios come from rounds in
// which each side takes its turn.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { launch } from '../../xtask/node/browser.mjs';
import { HEADINGS, median, print, quantile, ratio, time } from './ui/figures.mjs';

const { BASE_URL, MODULE_DIR, MODULE_NATIVE } = process.env;
if (!MODULE_DIR) throw new Error('run this with `cargo xtask bench log`: it builds the log for it');
const ENTRIES = 2_000;
const ROUNDS = 21;
const KEPT = 500;

const bundle = await build({
  stdin: { contents: "import * as Y from 'yjs'; window.Y = Y;", resolveDir: new URL('.', import.meta.url).pathname },
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
});
const roomOf = (entries) => execFileSync(MODULE_NATIVE, [String(entries)], { maxBuffer: 4 << 20 });
const room = roomOf(ENTRIES);

const browser = await launch();
const page = await browser.newPage();
page.on('pageerror', (error) => {
  throw error;
});
const html = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Log</title><script type="module">
import init, { Stored, Pair } from './bench/bench_log.js';
await init();
window.log = { Stored, Pair };
</script>`;
const answers = { 'bench.html': ['text/html', html] };
for (const [name, type] of [['bench_log.js', 'text/javascript'], ['bench_log_bg.wasm', 'application/wasm']]) {
  answers[`bench/${name}`] = [type, readFileSync(`${MODULE_DIR}/${name}`)];
}
// A page that is apart from all others has a clock that counts microseconds.
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
for (const [path, [contentType, body]] of Object.entries(answers)) {
  await page.route(BASE_URL + path, (route) => route.fulfill({ contentType, headers, body }));
}
await page.goto(`${BASE_URL}bench.html`);
await page.waitForFunction(() => window.log && crossOriginIsolated);
await page.addScriptTag({ content: bundle.outputFiles[0].text });

/** Milliseconds of each part of opening the room, by round. */
const opened = await page.evaluate(
  async ({ base64, rounds, entries }) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const found = { verify: [], fold: [], one: [], amounts: [] };
    for (let round = 0; round < rounds; round += 1) {
      const stored = new window.log.Stored(bytes);
      let start = performance.now();
      const count = stored.read();
      const keys = new Map();
      const checks = [];
      for (let at = 0; at < count; at += 1) {
        const spki = stored.author(at);
        const name = String(spki);
        if (!keys.has(name)) {
          keys.set(name, await crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']));
        }
        checks.push(crypto.subtle.verify(algorithm, keys.get(name), stored.signature(at), stored.message(at)));
      }
      const answers = await Promise.all(checks);
      if (answers.length !== entries || !answers.every(Boolean)) throw new Error('a signature is refused');
      stored.answer(true);
      found.verify.push(performance.now() - start);
      // All but a hundred at once, then one by one; and, in a log of its own, all of them.
      start = performance.now();
      stored.fold(entries - 100);
      found.fold.push(performance.now() - start);
      const one = [];
      for (let left = 0; left < 100; left += 1) {
        start = performance.now();
        stored.fold(1);
        one.push(performance.now() - start);
      }
      if (stored.fold(1) !== entries) throw new Error('entries are missing');
      found.one.push(one);
      found.amounts.push(stored.amount());
      stored.free();
    }
    return found;
  },
  { base64: room.toString('base64'), rounds: ROUNDS, entries: ENTRIES },
);

/** Milliseconds of one adjustment, by side and round: of blocks in which the sides take turns, the first of which warms up. */
const adjusted = await page.evaluate(
  ({ rounds, blocks, each }) => {
    const { Y } = window;
    const found = { log: [], yjs: [], again: [] };
    let bytes = [];
    for (let round = 0; round < rounds; round += 1) {
      const pair = new window.log.Pair();
      const [here, there] = [new Y.Doc(), new Y.Doc()];
      let update;
      here.on('update', (made) => (update = made));
      const [terms, theirs] = [here.getMap('terms'), there.getMap('terms')];
      let sent = 0;
      const log = (pence) => pair.adjust(pence);
      const yjs = (pence) => {
        here.transact(() => terms.set('amount', pence));
        sent += update.length;
        Y.applyUpdate(there, update);
        return theirs.get('amount');
      };
      const sides = [['log', log], ['yjs', yjs], ['again', log]];
      let pence = 10_000;
      for (const [name] of sides) found[name].push(0);
      for (let block = 0; block <= blocks; block += 1) {
        for (let turn = 0; turn < sides.length; turn += 1) {
          const [name, side] = sides[(turn + round) % sides.length];
          const start = performance.now();
          for (let time = 0; time < each; time += 1) {
            pence += 1;
            if (side(pence) !== pence) throw new Error(`${name} lost an edit`);
          }
          if (block > 0) found[name][round] += (performance.now() - start) / (blocks * each);
          if (side === log) pair.keep();
        }
      }
      const times = (blocks + 1) * each;
      bytes = [pair.sent() / (2 * times), sent / times];
      pair.free();
    }
    return { ...found, bytes };
  },
  { rounds: ROUNDS, blocks: 4, each: 100 },
);
/** A plan as a file, with the log in it. */
function planFile(log) {
  const body = JSON.stringify({ log: log.toString('base64'), saved_ms: 1, title: '' });
  const digest = createHash('sha256').update(`pn/plan/2\0${body}`).digest('hex');
  return JSON.stringify({ body, digest, format: 'plan-negotiator/plan', version: 2 });
}

/** Milliseconds until the console shows a plan and its amount can be typed, by plan and round. */
async function opening() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(() => {
    window.usable = new Promise((done) => {
      const look = () => {
        if (document.querySelector('.pn-result__sentence') && document.querySelector('#amount:enabled')) done(performance.now());
        else requestAnimationFrame(look);
      };
      look();
    });
  });
  const form = await context.newPage();
  await form.goto(`${BASE_URL}#/console`);
  await form.locator('#case-balance').fill('1200');
  await form.locator('#case-name').fill('Sam');
  await form.keyboard.press('Enter');
  await form.waitForURL(/console\/[0-9a-f]{64}$/);
  await form.evaluate(() => window.usable);
  const begun = form.url();
  await form.goto(`${BASE_URL}#/drafts`);
  await form.locator('.pn-list__item').first().waitFor();
  await form.locator('#import').setInputFiles({ name: 'room.plan', mimeType: 'application/json', buffer: Buffer.from(planFile(roomOf(KEPT))) });
  await form.locator('.pn-list__item').nth(1).waitFor();
  const links = await form.getByRole('link', { name: 'Open in the console' }).evaluateAll((all) => all.map((one) => one.href));
  const kept = links.find((link) => link !== begun);
  await form.close();
  const found = { begun: [], kept: [], again: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, address] of [['begun', begun], ['kept', kept], ['again', begun]]) {
      const page = await context.newPage();
      await page.goto(address);
      const ms = await page.evaluate(() => window.usable);
      // The first time what arrived is taken in.
      if (round > 0) found[name].push(ms);
      await page.close();
    }
  }
  await context.close();
  return found;
}
const shown = await opening();
await browser.close();

if (new Set(opened.amounts).size !== 1) throw new Error('the same log gives two plans');
const us = (values) => `${(median(values) * 1_000).toFixed(1)} µs`;
console.log(`An adjustment: ours ${us(adjusted.log)}, yjs ${us(adjusted.yjs)}; ${adjusted.bytes.map(Math.round).join(' and ')} bytes go over, ours with a signature.`);
const later = shown.kept.map((ms, round) => ms - shown.begun[round]);
console.log(`The console is usable after ${median(shown.begun).toFixed(0)} ms with a plan just begun, after ${median(shown.kept).toFixed(0)} ms with one of ${KEPT} entries; A/A ${median(shown.again.map((ms, round) => ms - shown.begun[round])).toFixed(0)} ms.`);
const usual = (values, limit) => {
  const missed = !(median(values) <= limit);
  return { missed, verdict: missed ? 'MISSED' : 'ok' };
};
const against = (one, other) => one.map((value, index) => value / other[index]);
console.log(`A room of ${ENTRIES} entries has ${room.length} bytes. One entry more: worst of all ${Math.max(...opened.one.flat()).toFixed(2)} ms. A/A ${quantile(against(adjusted.again, adjusted.log), 0.5).toFixed(2)}.`);
const times = [
  time('checking the signatures of 2,000 entries', [opened.verify], 400),
  time('folding 2,000 entries', [opened.fold], 50),
  time('one entry more', opened.one, 1),
  // The usual one: what is worst of so few page loads tells of the machine, and is printed beside it.
  { ...time('a plan of 500 entries opens later by, judged by p50', [later], 150), ...usual(later, 150) },
];
const ratios = [ratio('an adjustment, ours to yjs', against(adjusted.log, adjusted.yjs), 1)];
print(HEADINGS.times, times);
print(HEADINGS.ratios, ratios);
if ([...times, ...ratios].some((figure) => figure.missed)) process.exitCode = 1;
