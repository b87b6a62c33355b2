// What nobody else can make of the frame, and the frame of the page: wrong origins, wrong windows, and far too much.
import { expect, test, type Frame } from '@playwright/test';
import { complaints } from './desk';
import { CASE, atRest, bare, change, colour, frameOf, inside, manage, open, openCase, putElement, record, sentence, startByHand, told, toldOf } from './embedding';
import { DEMO_URL, EMBEDDED_URL, FRAMED_URL, HOST_URL } from './origins';

test('ten thousand hostile messages to the window have no effect, and the port is taken once', async ({ page }) => {
  // The page is the company's, and what is hostile is what it sends, and what a window beside the frame sends.
  await bare(page);
  const found = complaints(page);
  await page.evaluate((app) => {
    for (const [id, src] of [
      ['frame', `${app}#/alone`],
      ['other', 'about:blank'],
    ] as const) {
      document.body.append(Object.assign(document.createElement('iframe'), { id, src, title: id }));
    }
  }, EMBEDDED_URL);
  const frame = inside(page);
  await expect.poll(() => page.evaluate(() => window.__heard.length)).toBe(1);
  expect(await page.evaluate(() => window.__heard)).toEqual([{ pn: 1, kind: 'waiting' }]);
  await frame.locator('#owed').fill('1,234');

  await page.evaluate((origin) => {
    const target = (document.querySelector('#frame') as HTMLIFrameElement).contentWindow as Window;
    const beside = (document.querySelector('#other') as HTMLIFrameElement).contentWindow as Window & typeof globalThis;
    const cyclic: Record<string, unknown> = { pn: 1, kind: 'port' };
    cyclic.self = cyclic;
    window.__lines = { hostile: [], right: [], late: [] };
    const port = (): MessagePort => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => window.__lines.hostile?.push(String(event.data));
      return port2;
    };
    const wrong: unknown[] = [
      null,
      0,
      'port',
      '{"pn":1,"kind":"port"}',
      [],
      { pn: 1 },
      { pn: '1', kind: 'port' },
      { pn: 2, kind: 'port' },
      { pn: 1, kind: 'Port' },
      { pn: 1, kind: ['port'] },
      JSON.parse('{"__proto__":{"pn":1,"kind":"port"}}'),
      JSON.parse('{"pn":1,"constructor":{"prototype":{"polluted":1}},"kind":"open"}'),
      { pn: 1, kind: 'open', case: {} },
      { kind: 'close' },
      new Map([['pn', 1]]),
      new ArrayBuffer(16),
      cyclic,
    ];
    for (let time = 0; time < 10_000; time += 1) {
      const message = wrong[time % wrong.length];
      // Some with a port, some with two, one in fifty long, one in fifty from the window beside.
      if (time % 50 === 7) target.postMessage({ pn: 1, kind: 'port', text: 'x'.repeat(100_000) }, origin);
      else if (time % 50 === 9) beside.eval('(target, port) => target.postMessage({ pn: 1, kind: "port" }, "*", [port])')(target, port());
      else if (time % 3 === 0 && message !== cyclic) target.postMessage(message, origin, [port()]);
      else if (time % 3 === 1) target.postMessage({ pn: 1, kind: 'port' }, origin, [port(), port()]);
      else target.postMessage(message, origin);
    }
  }, new URL(EMBEDDED_URL).origin);
  // The right one is taken after all that, and no other after it.
  await page.evaluate((origin) => {
    const target = (document.querySelector('#frame') as HTMLIFrameElement).contentWindow as Window;
    for (const name of ['right', 'late']) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => window.__lines[name]?.push(String(event.data));
      target.postMessage({ pn: 1, kind: 'port' }, origin, [port2]);
    }
    window.__ports.at(-1)?.postMessage('{"kind":"close"}');
    window.__ports.at(-2)?.postMessage('{"kind":"theme","accent":"#ffffff"}');
  }, new URL(EMBEDDED_URL).origin);
  // There and back through the first, after the second was given.
  await expect.poll(() => page.evaluate(() => window.__lines.right?.some((one) => one.includes('contrast')))).toBe(true);
  const first = await page.evaluate(() => window.__lines);
  expect(first.hostile).toEqual([]);
  expect(first.right?.[0]).toBe('{"kind":"ready"}');
  expect(first.late).toEqual([]);
  await expect(frame.locator('#owed')).toHaveValue('1,234');
  const app = await frameOf(page);
  expect(app.url()).toBe(`${EMBEDDED_URL}#/alone`);
  expect(await app.evaluate(() => 'polluted' in {})).toBe(false);
  expect(found).toEqual([]);
});

test('ten thousand hostile messages over the port have no effect', async ({ page }) => {
  const found = complaints(page);
  const frame = await open(page);
  const app = await frameOf(page);
  await openCase(page, CASE);
  await manage(frame, '115');
  await frame.getByRole('link', { name: 'Try your own amount' }).click();
  await change(frame, '85');
  await atRest(page, app);
  const address = app.url();
  const theme = await colour(app, 'accent');
  const before = (await told(page)).length;

  await page.evaluate(() => {
    const port = window.__ports[0] as MessagePort;
    const cyclic: Record<string, unknown> = { kind: 'close' };
    cyclic.self = cyclic;
    const long = 'x'.repeat(65_537);
    const wrong: unknown[] = [
      null,
      7,
      { kind: 'close' },
      { kind: 'open', case: { version: 1 } },
      ['close'],
      cyclic,
      new ArrayBuffer(32),
      new Map([['kind', 'close']]),
      '',
      'close',
      '"close"',
      'null',
      '[{"kind":"close"}]',
      '{"kind":"Close"}',
      '{"kind":"send","pdf":"x","json":"y"}',
      '{"kind":"ready"}',
      '{"kind":"__proto__"}',
      '{"kind":"constructor"}',
      '{"__proto__":{"kind":"close"}}',
      '{"kind":{"toString":"close"}}',
      '{"kind":"open"}',
      '{"kind":"close"}{"kind":"close"}',
      '['.repeat(5_000),
      `{"kind":"close","text":"${long}"}`,
      `{"kind":"open","case":{"version":1,"owed_to":"${long}"}}`,
    ];
    for (let time = 0; time < 10_000; time += 1) port.postMessage(wrong[time % wrong.length]);
  });
  // More than are taken in a second, and all of them right: those that are taken do nothing that was not done before.
  await page.evaluate(() => {
    for (let time = 0; time < 10_000; time += 1) window.__ports[0]?.postMessage('{"kind":"focus"}');
  });
  await atRest(page, app);
  expect(app.url()).toBe(address);
  expect(await colour(app, 'accent')).toBe(theme);
  await expect(sentence(frame)).toHaveText(/^£85 every month/);
  expect(await app.evaluate(() => 'polluted' in {})).toBe(false);
  expect((await told(page)).slice(before)).toEqual([]);
  // The plan goes on, and so does the line, once a second is over.
  await change(frame, '70');
  await expect
    .poll(async () => {
      await page.evaluate(() => window.__ports[0]?.postMessage('{"kind":"theme","theme":"dark"}'));
      return app.evaluate(() => document.documentElement.dataset.theme);
    })
    .toBe('dark');
  expect(found).toEqual([]);
});

test('more than two thousand messages in all are heard by nobody', async ({ page }) => {
  await page.clock.install();
  const frame = await open(page);
  const app = await frameOf(page);
  await openCase(page, CASE);
  await manage(frame, '115');
  // Sixty a second until all are used up: the clock of the test goes on, and nobody waits for it. Each second ends when
  // the frame has done what the last message of it asks for.
  for (let second = 0; second < 45; second += 1) {
    const scheme = second % 2 === 0 ? 'dark' : 'light';
    await page.evaluate((theme) => {
      for (let time = 0; time < 60; time += 1) window.__ports[0]?.postMessage(`{"kind":"theme","theme":"${theme}"}`);
    }, scheme);
    if (second < 32) await expect.poll(() => app.evaluate(() => document.documentElement.dataset.theme)).toBe(scheme);
    await page.clock.fastForward(1_100);
  }
  await page.evaluate(() => window.__ports[0]?.postMessage('{"kind":"close"}'));
  await atRest(page, app);
  await expect(sentence(frame)).toHaveText(/^£115 every month/);
  expect(await toldOf(page, 'pn-state')).toEqual([{ state: 'started' }]);
});

test('a frame that is not what it was: the page takes only what it knows', async ({ page }) => {
  const found = complaints(page);
  await record(page);
  // The app's own origin, and none of its code.
  await page.route(EMBEDDED_URL, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Hostile</title><script>
        addEventListener('message', ({ ports: [port] }) => {
          const say = (value) => port.postMessage(value);
          say('{"kind":"state","state":"early"}');
          const wrong = [null, 7, [], {}, { kind: 'ready' }, { kind: 'send', pdf: 'x', json: 'y' }, { kind: 'send', pdf: new ArrayBuffer(1) },
            '', 'ready', '[]', '{"kind":"toString"}', '{"kind":"__proto__"}', '{"kind":"resize","height":-1}', '{"kind":"resize","height":1e9}',
            '{"kind":"resize","height":"9;position:fixed"}', '{"kind":"state"}', '{"kind":"state","state":{"toString":1}}',
            '{"kind":"error","code":"' + 'x'.repeat(70000) + '"}'];
          for (const one of wrong) say(one);
          window.flood = () => {
            for (let time = 0; time < 10000; time += 1) say('{"kind":"state","state":"closed","name":"Robin","__proto__":{"x":1}}');
          };
        });
        addEventListener('load', () => setTimeout(() => parent.postMessage({ pn: 1, kind: 'waiting' }, '*')));
      </script>`,
    }),
  );
  await page.clock.install();
  await page.goto(DEMO_URL);
  // The waiting, one that is right, and eighteen that are not.
  await expect.poll(() => page.evaluate(() => window.__heard.length)).toBe(20);
  await page.clock.fastForward(1_100);
  await (await frameOf(page)).evaluate(() => (window as unknown as { flood(): void }).flood());
  await expect.poll(() => page.evaluate(() => window.__heard.length), { timeout: 20_000 }).toBe(10_020);
  const events = await told(page);
  expect(events[0]).toEqual({ type: 'pn-state', detail: { state: 'early' } });
  expect(events.slice(1).every((one) => one.type === 'pn-state' && JSON.stringify(one.detail) === '{"state":"closed"}')).toBe(true);
  // One and then sixty, of ten thousand.
  expect(events).toHaveLength(61);
  expect(await page.evaluate(() => document.querySelector('plan-negotiator')?.shadowRoot?.querySelector('iframe')?.style.height)).toBe('40rem');
  expect(await page.evaluate(() => Object.keys(window.__files))).toEqual([]);
  expect(found).toEqual([]);
});

test('a window that is not the frame gets no port', async ({ page }) => {
  await bare(page);
  // The frame itself asks for none: its list is empty.
  await page.route('**/embed.json', (route) => route.fulfill({ body: '{"version":1,"hosts":[]}', contentType: 'application/json' }));
  await putElement(page, {});
  await expect(inside(page).locator('#owed')).toBeVisible();
  await page.evaluate((app) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: `${app}embed/v1.js`, title: 'other' }));
  }, EMBEDDED_URL);
  // Of the app's own origin, and still not the frame of the element.
  const other = (): Frame | undefined => page.frames().find((one) => one.url() === `${EMBEDDED_URL}embed/v1.js`);
  await expect.poll(() => other() !== undefined).toBe(true);
  await other()?.evaluate(() => parent.postMessage({ pn: 1, kind: 'waiting' }, '*'));
  await page.evaluate(() => window.postMessage({ pn: 1, kind: 'waiting' }, '*'));
  await expect.poll(() => page.evaluate(() => window.__heard.length)).toBe(2);
  expect(await page.evaluate(() => window.__ports.length)).toBe(0);
  // The frame does get one.
  await (await frameOf(page)).evaluate(() => parent.postMessage({ pn: 1, kind: 'waiting' }, '*'));
  await expect.poll(() => page.evaluate(() => window.__ports.length)).toBe(1);
});

test('the port goes to the exact origin of the app, and to no other that the frame may have gone to', async ({ page }) => {
  await bare(page);
  const posted = await page.evaluate(async (app) => {
    // A stand-in for the frame's window, which tells to whom something is posted to it.
    const { port1 } = new MessageChannel();
    const calls: unknown[] = [];
    port1.postMessage = (message: unknown, to?: unknown) => void calls.push([message, to]);
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', { get: () => port1 });
    await import(`${app}embed/v1.js`);
    document.body.append(document.createElement('plan-negotiator'));
    const data = { pn: 1, kind: 'waiting' };
    const counts = ['https://other.example', 'null', app, new URL(app).origin].map((origin) => {
      dispatchEvent(new MessageEvent('message', { data, origin, source: port1 }));
      return calls.length;
    });
    return { calls, counts };
  }, EMBEDDED_URL);
  expect(posted).toEqual({ calls: [[{ pn: 1, kind: 'port' }, new URL(EMBEDDED_URL).origin]], counts: [0, 0, 0, 1] });
});

for (const [what, body, status] of [
  ['missing', '', 404],
  ['broken', '{"version":1,"hosts":[{"origin":"*","name":"Everybody"}]}', 200],
  ['of somebody else', '{"version":1,"hosts":[{"origin":"https://other.example","name":"Other"}]}', 200],
] as const) {
  test(`an embed.json that is ${what} allows nobody, and the element says that nobody answers`, async ({ page }) => {
    await page.clock.install();
    await record(page);
    await page.route('**/embed.json', (route) => route.fulfill({ status, body, contentType: 'application/json' }));
    const list = page.waitForResponse('**/embed.json');
    await page.goto(DEMO_URL);
    await list;
    const frame = inside(page);
    await expect(frame.locator('#owed')).toBeVisible();
    const app = await frameOf(page);
    await atRest(page, app);
    const waits = what === 'of somebody else' ? [{ pn: 1, kind: 'waiting' }] : [];
    await expect.poll(() => page.evaluate(() => window.__heard)).toEqual(waits);
    await page.clock.fastForward(31_000);
    await expect.poll(() => told(page)).toEqual([{ type: 'pn-error', detail: { code: 'no_answer' } }]);
    // The person is not held up by any of it.
    await startByHand(frame);
    expect(await told(page)).toHaveLength(1);
  });
}

test('a page that may frame the app and is in no list hears nothing, whatever it offers', async ({ page }) => {
  const list = page.waitForResponse(`${FRAMED_URL}embed.json`);
  await record(page);
  await page.goto(HOST_URL);
  expect(await (await list).json()).toEqual({ version: 1, hosts: [] });
  const app = page.frames().find((one) => one.url().startsWith(FRAMED_URL)) as Frame;
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    port1.start();
    frames[0]?.postMessage({ pn: 1, kind: 'port' }, '*', [port2]);
    port1.postMessage('{"kind":"theme","theme":"dark"}');
  });
  await atRest(page, app);
  expect(await page.evaluate(() => window.__heard)).toEqual([]);
  expect(await app.evaluate(() => document.documentElement.dataset)).toEqual({});
});
