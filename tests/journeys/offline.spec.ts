// The app without a network, and newer versions of it. Each journey has a host of its own, which it can stop.
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as plain, type BrowserContext, type Page } from '@playwright/test';
import { button, complaints, downloaded, file, goToStep, keptSoon, openConsole, openShare, readyToSign, sentence, set, sign, startPlan } from './desk';
import { Host } from './host';
import { DIST_DIR, HOST_URL, NEXT_DIST_DIR } from './origins';

const test = plain.extend<{ host: Host }>({
  host: async ({}, use) => {
    const host = await Host.of(DIST_DIR);
    await use(host);
    await host.stop();
  },
});

test.use({ serviceWorkers: 'allow' });

/** Opens the app and waits until it is kept: a service worker is in use and looks after this page. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await kept(page);
}

const kept = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.ready;
    if (serviceWorker.controller) return;
    await new Promise<void>((done) => serviceWorker.addEventListener('controllerchange', () => done(), { once: true }));
  });

/** The network is gone: the browser knows it, and there is nobody to answer either. */
async function cutOff(context: BrowserContext, host: Host): Promise<void> {
  await context.setOffline(true);
  await host.stop();
}

async function reconnect(context: BrowserContext, host: Host): Promise<void> {
  await host.start();
  await context.setOffline(false);
}

/** The caches of the app, by name, with the names of the files in them. */
const caches = (page: Page): Promise<Record<string, string[]>> =>
  page.evaluate(async () => {
    const found: Record<string, string[]> = {};
    for (const name of await window.caches.keys()) {
      const requests = await (await window.caches.open(name)).keys();
      found[name] = requests.map(({ url }) => new URL(url).pathname);
    }
    return found;
  });

/** What the app's own script is called: by it builds are told apart. */
const script = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel="modulepreload"][href*="plan-negotiator-"]')?.href ?? '');

const newer = (page: Page) => page.locator('.pn-newer');

const update = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });

test('after one visit everything but documents works without a network', async ({ page, context, host }) => {
  await visit(page, host.url);
  await cutOff(context, host);
  const found = complaints(context);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Plan Negotiator' })).toBeVisible();
  await startPlan(page, 'alone', {}, host.url);
  await set(page, 'amount', '85');
  await expect(sentence(page)).toHaveText(/^£85 every month/);
  await keptSoon(page, '85.00');
  await page.reload();
  await expect(sentence(page)).toHaveText(/^£85 every month/);

  await openConsole(page, {}, host.url);
  const share = await openShare(page);
  await set(page, 'amount', '70');
  await expect(sentence(share)).toHaveText(/^£70 every month/);

  await page.goto(`${host.url}#/drafts`);
  await expect(page.locator('.pn-list__item')).toHaveCount(2);
  const plan = await downloaded(page, button(page, 'Save to a file').first());
  expect(plan.text).toContain('"format"');
  await page.goto(`${host.url}#/numbers`);
  await expect(page.getByRole('heading', { name: 'What a payment pays' })).toBeVisible();
  await page.goto(`${host.url}#/check`);
  await expect(page.locator('#check-file')).toBeAttached();
  // The font is kept too.
  expect(await page.evaluate(() => document.fonts.load('700 1rem "Atkinson Hyperlegible Next"'))).toHaveLength(1);
  expect(found.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});

test('the company’s rules and the way out are there without a network, and change without a new version', async ({ page, context, host }) => {
  const settings = (more: object): Buffer => Buffer.from(JSON.stringify({ version: 1, policy: 'policies/example-energy.json', ...more }));
  host.change('site.json', () => settings({}));
  host.change('policies/example-energy.json', (body) => Buffer.from(body.toString().replace(/"valid_until": "[^"]*"/, '"valid_until": "2100-12-31"').replace(/"valid_from": "[^"]*"/, '"valid_from": "2020-01-01"')));
  await visit(page, host.url);
  await cutOff(context, host);
  await page.reload();
  await startPlan(page, 'alone', {}, host.url);
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(page.locator('#limits')).toHaveText('This is within what the company can agree without asking.');
  await reconnect(context, host);
  host.change('site.json', () => settings({ quick_exit: 'https://weather.example/' }));
  await page.reload();
  await expect(page.locator('#quick-exit')).toBeVisible();
  await cutOff(context, host);
  await page.reload();
  await expect(page.locator('#quick-exit')).toBeVisible();
});

test('a first visit that goes on without a network has all its parts', async ({ page, context, host }) => {
  await visit(page, host.url);
  await cutOff(context, host);
  // No reload: the page was there before what looks after it.
  await page.getByRole('link', { name: /I work here/ }).click();
  await expect(page.locator('#case-balance')).toBeVisible();
});

test('documents need a network once: said in words, and from the first one on they do not', async ({ page, context, host }) => {
  await visit(page, host.url);
  await startPlan(page, 'alone', {}, host.url);
  await goToStep(page, 'send', host.url);
  await page.locator('#make-offer').click();
  await cutOff(context, host);
  await readyToSign(page, 'Robin Green');
  await page.locator('#sign').click();
  await expect(page.locator('#sign-failed')).toContainText('the part that makes and checks documents is not on this device yet');
  await reconnect(context, host);
  await page.locator('#sign').click();
  await expect(page.locator('#done-heading')).toBeVisible();

  await cutOff(context, host);
  await page.reload();
  const { bytes } = await downloaded(page, page.locator('#save-pdf'));
  await page.goto(`${host.url}#/check`);
  await page.locator('#check-file').setInputFiles(file('plan.pdf', bytes, 'application/pdf'));
  await expect(page.getByRole('status')).toContainText('Only the person paying has signed: this is an offer.');
});

test('the screen comes first: the rest is fetched after it, and nothing is fetched twice', async ({ page, host }) => {
  await visit(page, host.url);
  const worker = host.asked.indexOf('/sw.js');
  const before = host.asked.slice(0, worker);
  expect(before.some((path) => /^\/plan-negotiator-.*_bg\.wasm$/.test(path))).toBe(true);
  expect(before.filter((path) => /split_|chunk_|document_worker|latin-ext/.test(path))).toEqual([]);
  const after = host.asked.slice(worker + 1);
  expect(after.filter((path) => path.startsWith('/split_plans-'))).toHaveLength(1);
  expect(host.asked.filter((path) => path.includes('document_worker'))).toEqual([]);
  // What the screen had loaded comes out of the browser's own keeping, since its name has a hash.
  for (const path of before.filter((path) => /-[0-9a-f]{12,16}(_bg)?\./.test(path))) expect(after).not.toContain(path);
});

test('a newer version is told of, never forced; the page that is open keeps working, and the plan is there', async ({ page, host }) => {
  await visit(page, `${host.url}#/console`);
  const first = await script(page);
  await openConsole(page, {}, host.url);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  // The upload leaves nothing of the build before.
  host.use(NEXT_DIST_DIR);
  await update(page);
  await expect(newer(page)).toContainText('A newer version is ready. It starts when you choose. Your plan is saved on this device.');
  // Axe brings types of a playwright-core of its own; at run time it takes any page.
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  // A reload is no choice.
  await page.reload();
  await expect(sentence(page)).toHaveText(/^£85 every month/);
  await expect(newer(page)).toContainText('A newer version is ready.');
  expect(await script(page)).toBe(first);
  // A part that was not needed so far comes out of the old build's cache: the host has it no more.
  await page.goto(`${host.url}#/check`);
  await expect(page.locator('#check-file')).toBeAttached();
  await expect(newer(page)).toContainText('A newer version is ready. It starts when you choose.');
  await page.goBack();
  await set(page, 'amount', '70');
  await keptSoon(page, '70.00');

  expect(Object.keys(await caches(page))).toHaveLength(2);
  const loaded = page.waitForEvent('load');
  await page.locator('#use-newer').click();
  await loaded;
  await expect(sentence(page)).toHaveText(/^£70 every month/);
  expect(await script(page)).not.toBe(first);
  await expect(newer(page)).toBeEmpty();
  // Nobody has the first build open, so it goes.
  await expect.poll(async () => Object.keys(await caches(page)).length).toBe(1);
  expect(Object.values(await caches(page)).flat()).toContain(new URL(await script(page)).pathname);
});

test('while another window goes on with the old version its parts stay, and it changes when it chooses', async ({ page, host }) => {
  await visit(page, host.url);
  await openConsole(page, {}, host.url);
  const share = await openShare(page);
  const first = await script(share);
  host.use(NEXT_DIST_DIR);
  await update(page);
  await expect(newer(page)).toContainText('A newer version is ready.');
  // The other side looks at this window: nothing is said there yet.
  await expect(newer(share)).toBeEmpty();
  const loaded = page.waitForEvent('load');
  await page.locator('#use-newer').click();
  await loaded;
  await expect(sentence(page)).toBeVisible();
  await expect(newer(share)).toContainText('A newer version is in use in another window.');
  expect(await script(share)).toBe(first);
  // Both work on, each with its own build.
  await set(page, 'amount', '85');
  await expect(sentence(share)).toHaveText(/^£85 every month/);
  expect(Object.keys(await caches(page))).toHaveLength(2);
  // A part that this window has not needed so far.
  const part = await share.evaluate(async (own) => {
    const names = (await window.caches.keys()).map(async (name) => (await (await window.caches.open(name)).match(own)) && name);
    const mine = (await Promise.all(names)).find(Boolean);
    const kept = mine ? await (await window.caches.open(mine)).keys() : [];
    const wanted = kept.find(({ url }) => url.includes('/split_papers-'))?.url ?? '';
    // Past what the browser itself has kept.
    return (await fetch(wanted, { cache: 'reload' })).status;
  }, first);
  expect(part).toBe(200);
  await share.locator('#use-newer').click();
  // While the page loads there is no script at all.
  await expect.poll(() => script(share).then((now) => now || first, () => first)).not.toBe(first);
  await expect(sentence(share)).toHaveText(/^£85 every month/);
  await expect.poll(async () => Object.keys(await caches(page)).length).toBe(1);
});

test('who could make documents without a network can do so with the newer version', async ({ page, context, host }) => {
  await visit(page, host.url);
  await startPlan(page, 'alone', {}, host.url);
  await goToStep(page, 'send', host.url);
  await page.locator('#make-offer').click();
  await sign(page, 'Robin Green');
  host.use(NEXT_DIST_DIR);
  await update(page);
  const loaded = page.waitForEvent('load');
  await page.locator('#use-newer').click();
  await loaded;
  await kept(page);
  await cutOff(context, host);
  await page.reload();
  const { bytes } = await downloaded(page, page.locator('#save-pdf'));
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a plan that is not kept is no plan to start a newer version from', async ({ page, host }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await visit(page, host.url);
  await openConsole(page, {}, host.url);
  await expect(page.getByRole('alert').first()).toContainText('There is no space left on this device.');
  host.use(NEXT_DIST_DIR);
  await update(page);
  await expect(newer(page)).toContainText('This plan is not saved on this device.');
  await expect(page.locator('#use-newer')).toHaveCount(0);
});

test('half an upload is not kept, and the build before stays', async ({ page, host }) => {
  await visit(page, host.url);
  const before = await caches(page);
  host.use(NEXT_DIST_DIR);
  host.change('index.html', (body) => Buffer.concat([body, Buffer.from('<!-- changed on its way -->')]));
  // The page that was fetched is not the one of the list.
  const state = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const found = new Promise<ServiceWorker | null>((done) =>
      registration?.addEventListener('updatefound', () => done(registration.installing), { once: true }),
    );
    await registration?.update().catch(() => undefined);
    const worker = await found;
    while (worker && worker.state === 'installing') {
      await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
    }
    return worker?.state;
  });
  expect(state).toBe('redundant');
  expect(await caches(page)).toEqual(before);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(newer(page)).toBeEmpty();
});

test('a build that is wrong can be taken out of the browsers that keep it', async ({ page, host }) => {
  await visit(page, host.url);
  await startPlan(page, 'alone', {}, host.url);
  // What the manual says, and not a copy of it.
  const manual = readFileSync('docs/deploying.md', 'utf8');
  const lines = /```js\n(.*?)```/s.exec(manual)?.[1] ?? '';
  expect(lines).toContain('unregister');
  host.change('sw.js', () => Buffer.from(lines));
  await update(page);
  await expect.poll(() => caches(page)).toEqual({});
  await expect(sentence(page)).toBeVisible();
  const asked = host.asked.length;
  await page.reload();
  await expect(sentence(page)).toBeVisible();
  expect(host.asked.slice(asked)).toContain('/');
});

test('under a path it keeps to its path', async ({ page, context }) => {
  const host = await Host.of(DIST_DIR, '/plans/app/');
  await visit(page, host.url);
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(host.url);
  expect(Object.keys(await caches(page))[0]).toContain(`pn.1.app ${host.url} `);
  await cutOff(context, host);
  await page.reload();
  await startPlan(page, 'alone', {}, host.url);
  const elsewhere = await page.evaluate(() => fetch('/other/app-0123456789abcdef.js').then(({ status }) => status, () => 'not there'));
  expect(elsewhere).toBe('not there');
  await context.close();
  await host.stop();
});

test('with the last plan everything that is kept of the app goes too, and a later visit keeps it again', async ({ page, host }) => {
  await visit(page, host.url);
  await startPlan(page, 'alone', {}, host.url);
  await startPlan(page, 'console', {}, host.url);
  await page.goto(`${host.url}#/drafts`);
  const remove = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Delete from this device' }).first().click();
    await page.getByRole('button', { name: 'Yes, delete it' }).click();
  };
  const said = page.getByRole('status').first();
  await remove();
  await expect(said).toHaveText('Deleted. Nothing of it is left in this browser. Files that you saved stay where you saved them.');
  expect(Object.keys(await caches(page))).toHaveLength(1);
  await remove();
  await expect(said).toContainText('The page itself is not kept here for use without the internet now.');
  expect(await caches(page)).toEqual({});
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.goto('about:blank');
  await visit(page, host.url);
  await expect.poll(async () => Object.keys(await caches(page)).length).toBe(1);
});

/** Counts what a page asks its browser to keep. */
const countRegistrations = (page: Page) =>
  page.addInitScript(() => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = function (...args) {
      document.documentElement.dataset.registered = 'yes';
      return register.apply(this, args);
    };
  });

/** The browser has nothing else to do, asked after the page asked for the same. */
const idle = (): Promise<void> => new Promise((done) => requestIdleCallback(() => done()));

test('the one policy lets the two scripts of the app pass, and nothing else', async ({ page, host }) => {
  await page.addInitScript(() => {
    type Make = (name: string, rules: object) => unknown;
    const page = window as unknown as { trustedTypes: { createPolicy: Make }; made: object[] };
    const make = page.trustedTypes.createPolicy.bind(page.trustedTypes);
    page.made = [];
    page.trustedTypes.createPolicy = (name, rules) => {
      page.made.push({ name, rules });
      return make(name, rules);
    };
  });
  await visit(page, host.url);
  await startPlan(page, 'alone', {}, host.url);
  await goToStep(page, 'send', host.url);
  await page.locator('#make-offer').click();
  await sign(page, 'Robin Green');
  const { names, passed } = await page.evaluate(() => {
    const { made } = window as unknown as { made: { name: string; rules: { createScriptURL: (url: string) => string } }[] };
    const loader = performance.getEntriesByType('resource').find(({ name }) => name.includes('document_worker_loader-'));
    const asked = [loader?.name.split('/').at(-1) ?? '', 'sw.js', '', './sw.js', 'https://evil.example/sw.js', 'data:text/javascript,', 'sw.js?x'];
    const tried = asked.filter((url) => {
      try {
        return made[0]?.rules.createScriptURL(url) === url;
      } catch {
        return false;
      }
    });
    return { names: made.map(({ name }) => name), passed: tried };
  });
  expect(names).toEqual(['plan-negotiator']);
  expect(passed).toHaveLength(2);
  expect(passed[0]).toMatch(/^document_worker_loader-[0-9a-f]{16}\.js$/);
  expect(passed[1]).toBe('sw.js');
});

test('a page in a frame keeps nothing', async ({ page, host }) => {
  await countRegistrations(page);
  await page.goto(HOST_URL);
  const frame = page.frames()[1];
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
  await frame?.waitForLoadState('load');
  await frame?.evaluate(idle);
  await expect(page.frameLocator('iframe').locator('html')).not.toHaveAttribute('data-registered', 'yes');
  await visit(page, host.url);
  await expect(page.locator('html')).toHaveAttribute('data-registered', 'yes');
});

test('a browser that keeps nothing, or is asked to load little, has the app all the same', async ({ page, host }) => {
  const found = complaints(page);
  await countRegistrations(page);
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await page.goto(host.url);
  await page.evaluate(idle);
  await expect(page.locator('html')).not.toHaveAttribute('data-registered', 'yes');
  await page.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }));
  await startPlan(page, 'alone', {}, host.url);
  expect(found).toEqual([]);
});

test('a page in a frame on the app’s own origin is the host’s to give, each time anew', async ({ page }) => {
  const host = await Host.of(DIST_DIR, '/plans/');
  await visit(page, host.url);
  const outside = new URL('/framing.html', host.url).href;
  const body = '<!doctype html><title>Framing</title><iframe src="/plans/"></iframe>';
  await page.route(outside, (route) => route.fulfill({ contentType: 'text/html', body }));
  const asked = host.asked.length;
  await page.goto(outside);
  expect(host.asked.slice(asked)).toContain('/');
  await host.stop();
});

test('it can be installed: the manifest is read, and each icon has the size it claims', async ({ page, host }) => {
  await visit(page, host.url);
  const client = await page.context().newCDPSession(page);
  const { errors, url } = await client.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${host.url}manifest.webmanifest`);
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  // A journey's own context is a private one, where nothing is installed.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const icons = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
    const manifest = await (await fetch(link?.href ?? '')).json();
    return Promise.all(
      manifest.icons.map(async ({ src, sizes }: { src: string; sizes: string }) => {
        const image = await createImageBitmap(await (await fetch(new URL(src, link?.href))).blob());
        return { sizes, found: `${image.width}x${image.height}` };
      }),
    );
  });
  expect(icons).toHaveLength(3);
  for (const { sizes, found } of icons) expect(found).toBe(sizes);
});
