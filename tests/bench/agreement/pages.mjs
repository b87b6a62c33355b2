// The pages that are measured. Each puts what it makes documents with into the page: `window.contenders[NAME]` is
// `{ prepare, build }`. `prepare()` does once what every document needs; `build(input)` promises the bytes of the whole
// document with one signature, and is timed. `input.mjs` says what comes in.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { UNKEPT } from '../../../xtask/node/browser.mjs';

const { BASE_URL, DIST_DIR } = process.env;
if (!BASE_URL || !DIST_DIR) throw new Error('run this with `cargo xtask bench agreement`: it builds and serves the app');

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The script that puts a module of this folder into a page as a contender. */
async function bundled(name) {
  const bundle = await build({
    stdin: {
      contents: `import * as it from './${name}.mjs'; (window.contenders ??= {}).${name} = it;`,
      resolveDir: here('.'),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    loader: { '.ttf': 'binary' },
    inject: [here('buffer.mjs')],
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  });
  return bundle.outputFiles[0].text;
}

const bundles = { peer: await bundled('peer'), native: await bundled('native') };

/** A page on the app's own origin with a bundle and nothing else. */
const openBundle = (name) => async (page) => {
  const html = '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Peer</title>';
  await page.route(`${BASE_URL}peer.html`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(`${BASE_URL}peer.html`, { waitUntil: 'load' });
  await page.addScriptTag({ content: bundles[name] });
};

/** The app's own worker, asked as the app asks it: two signatures, each checked before it is handed out. */
const openApp = async (page) => {
  await openBundle('peer')(page);
  // It is named after the build.
  const loader = readdirSync(DIST_DIR).find((file) => file.startsWith('document_worker_loader-'));
  await page.evaluate((loader) => {
    const worker = new Worker(loader, { type: 'module' });
    let seq = 0;
    let answer;
    const ready = new Promise((done) => {
      worker.onmessage = ({ data: [text, file] }) => {
        const message = JSON.parse(text);
        if (message.ready) done();
        if ('done' in message) answer({ done: message.done, file });
        if (message.failed || message.stopped) throw new Error(text);
      };
    });
    const ask = (request, ...files) =>
      new Promise((done) => {
        answer = done;
        worker.postMessage([JSON.stringify({ seq: (seq += 1), ...request }), ...files]);
      });
    const signed_at = '2026-11-23T14:22:40Z';
    const agent = { role: 'agent', name: 'Sam Carter', how: 'company_device', signed_at };
    const person = { role: 'person', name: 'Alex Morgan', how: 'own_device', signed_at };
    const two = (number) => String(number % 60).padStart(2, '0');
    let documents = 0;
    // Proposal, answer and seal: any three digests.
    const entries = ['1', '2', '3'].map((digit) => digit.repeat(64));
    let last;
    window.contenders = { app: {
      prepare: () => ready,
      async build({ attachments }) {
        // Each is another agreement: nothing that was drawn before can serve again.
        documents += 1;
        const at = `2026-11-23T14:${two(Math.floor(documents / 60))}:${two(documents)}Z`;
        const record = { route: 'agreed', proposed_by: 'agent', proposed_at: at, agreed_at: at, in_person: false, entries };
        const order = { case: attachments['case.json'], terms: attachments['terms.json'], record, signed: [] };
        const first = await ask({ work: 'sign', order, statement: agent, key: 'bench-agent' });
        const both = { ...order, signed: [first.done] };
        const { done, file } = await ask({ work: 'sign', order: both, statement: person, key: 'bench-person' });
        last = { order: { ...order, signed: [first.done, done] }, file };
        return file;
      },
      /** The milliseconds that a check takes: of the signatures alone, and with the pages drawn again. */
      async checks(input) {
        await this.build(input);
        const { order, file } = last;
        let start = performance.now();
        // The pages are at hand: what is left is writing the signatures again and checking them.
        await ask({ work: 'file', order });
        const signatures = performance.now() - start;
        start = performance.now();
        const { done } = await ask({ work: 'check' }, file);
        const whole = performance.now() - start;
        if (done.standing !== 'both' || done.reasons.length > 0) throw new Error(JSON.stringify(done));
        return { signatures, whole, bytes: file.length };
      },
    } };
  }, loader);
};

/**
 * Who is measured: under which name `window.contenders` has it, and what brings a new page so far. The peer stands here
 * twice, which tells how far to trust a round. The app signs twice where the others sign once.
 */
export const CONTENDERS = {
  peer: { name: 'peer', open: openBundle('peer') },
  again: { name: 'peer', open: openBundle('peer') },
  native: { name: 'native', open: openBundle('native') },
  app: { name: 'app', open: openApp, signatures: 2, own: ['agreement.json'] },
};

/** A prepared contender in a context of its own, and so in a process of its own. */
export async function openContender(browser, { name, open }, input) {
  const context = await browser.newContext(UNKEPT);
  const page = await context.newPage();
  // A mistake in a page ends the run.
  page.on('pageerror', (error) => {
    throw error;
  });
  await open(page);
  await page.evaluate(
    async ({ name, input }) => {
      const { prepare, build } = window.contenders[name];
      await prepare();
      let bytes;
      window.bench = {
        /** The milliseconds of each document. */
        async builds(count) {
          const times = [];
          for (let made = 0; made < count; made += 1) {
            // Each one in a task of its own, as a click would start it.
            await new Promise((done) => setTimeout(done));
            const start = performance.now();
            bytes = await build(input);
            times.push(performance.now() - start);
          }
          return times;
        },
        /** The last document, in base64. */
        last: () => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
      };
    },
    { name, input },
  );
  return {
    page,
    builds: (count) => page.evaluate((count) => bench.builds(count), count),
    last: async () => Buffer.from(await page.evaluate(() => bench.last()), 'base64'),
    close: () => context.close(),
  };
}
