// The frame and its element: loaded again, given what it cannot read, as tall as its content; the builder; the headers.
import { expect, test } from '@playwright/test';
import type { PlanCase } from '../../embed/plan-negotiator.js';
import { complaints } from './desk';
import { CASE, atRest, colour, frameOf, manage, open, openCase, record, sentence, startByHand, toldOf } from './embedding';
import { DEMO_ELSEWHERE_URL, DEMO_URL, EMBEDDED_URL } from './origins';

test('a frame that is loaded again gets a new port, and says where the plan stands', async ({ page }) => {
  const frame = await open(page);
  await openCase(page, CASE);
  await manage(frame, '115');
  const app = await frameOf(page);
  await expect.poll(() => app.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith('.at')))).toBe(true);
  // In one load there is one port, however often it is asked for.
  await app.evaluate(() => {
    for (let time = 0; time < 5; time += 1) parent.postMessage({ pn: 1, kind: 'waiting' }, '*');
  });
  await expect.poll(() => page.evaluate(() => window.__heard.filter((one) => typeof one === 'object').length)).toBe(6);
  expect(await page.evaluate(() => window.__ports.length)).toBe(1);
  await app.evaluate(() => location.reload());
  await expect.poll(() => toldOf(page, 'pn-ready')).toHaveLength(2);
  expect(await page.evaluate(() => window.__ports.length)).toBe(2);
  await expect.poll(async () => (await toldOf(page, 'pn-state')).filter((one) => (one as { state: string }).state === 'started')).toHaveLength(2);
  await expect(sentence(frame)).toHaveText(/^£115 every month/);
  await frame.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(frame.locator('#figures-from')).toContainText(new URL(DEMO_URL).host);
  await page.evaluate(() => document.querySelector('plan-negotiator')?.close());
  await expect(frame.locator('#owed')).toBeVisible();
});

test('a page that is loaded again and gives its case again finds the plan that was begun', async ({ page }) => {
  const frame = await open(page);
  await openCase(page, CASE);
  await manage(frame, '60');
  await page.reload();
  await expect.poll(() => toldOf(page, 'pn-ready')).toHaveLength(1);
  await openCase(page, CASE);
  await expect(sentence(frame)).toHaveText(/^£60 every month/);
  // Another case is another plan.
  await openCase(page, { ...CASE, company_ref: 'ACC-9' });
  await expect(frame.locator('#afford')).toHaveValue('');
  // "This looks wrong" leads back to the figures that it was said of.
  await frame.locator('#figures-from a').click();
  await frame.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(frame.locator('#figures-from')).toBeVisible();
});

test('a company’s page has no way to the company’s own desk', async ({ page }) => {
  const frame = await open(page);
  await startByHand(frame);
  const app = await frameOf(page);
  for (const [hash, shown] of [
    ['#/', '.pn-ways'],
    ['#/drafts', '.pn-list'],
  ] as const) {
    await app.evaluate((to) => (location.hash = to), hash);
    await expect(frame.locator(shown)).toBeVisible();
    await expect(frame.locator('a[href^="#/console"]')).toHaveCount(0);
  }
});

test('a case that cannot be read: words in the frame, a code for the page; one that is too long is refused at once', async ({ page }) => {
  const frame = await open(page);
  await openCase(page, { ...CASE, debts: [{ id: 'x', balance: 'lots' }] });
  await expect.poll(() => toldOf(page, 'pn-error')).toEqual([{ code: 'bad_case' }]);
  await expect(frame.getByRole('alert')).toBeVisible();
  const thrown = (given: unknown): Promise<string> =>
    page.evaluate((one) => {
      try {
        document.querySelector('plan-negotiator')?.openCase(one as PlanCase);
        return '';
      } catch (error) {
        return (error as Error).name;
      }
    }, given);
  expect(await thrown({ ...CASE, owed_to: 'x'.repeat(70_000) })).toBe('RangeError');
  expect(await thrown('a case')).toBe('TypeError');
  // One that arrives and is too long for a plan; and one with many debts that is not.
  const debts = (count: number, label: string) => Array.from({ length: count }, (_, index) => ({ id: `D-${index}`, label, balance: '10.00' }));
  await openCase(page, { ...CASE, debts: debts(200, 'y'.repeat(190)) });
  await expect.poll(() => toldOf(page, 'pn-error')).toEqual([{ code: 'bad_case' }, { code: 'case_too_large' }]);
  await expect(frame.getByRole('alert')).toContainText('This file is too large to be a plan.');
  await openCase(page, { ...CASE, debts: debts(40, 'Winter gas') });
  await manage(frame, '40');
});

for (const width of [320, 390, 768, 1_280]) {
  test(`the frame is as tall as its content, and comes to rest, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    const frame = await open(page);
    const app = await frameOf(page);
    const heights = async (): Promise<number[]> => (await toldOf(page, 'pn-resize')).map((one) => (one as { height: number }).height);
    /** The frame is exactly as tall as what is in it; then nothing is said any more. */
    const settled = async (): Promise<number> => {
      await expect
        .poll(() =>
          app.evaluate(() => {
            const content = Math.ceil(document.body.getBoundingClientRect().height ?? 0);
            return [innerHeight - content, document.documentElement.scrollHeight - innerHeight];
          }),
        )
        .toEqual([0, 0]);
      await atRest(page, app);
      const said = await heights();
      await atRest(page, app);
      expect(await heights()).toEqual(said);
      // Never the same twice in a row.
      expect(said.every((one, index) => one !== said[index - 1])).toBe(true);
      const last = said.at(-1) ?? 0;
      expect(await app.evaluate(() => innerHeight)).toBe(last);
      return last;
    };
    const form = await settled();
    await startByHand(frame);
    const plan = await settled();
    expect(plan).not.toBe(form);
    const before = (await heights()).length;
    const all = frame.getByText(/^All \d+ payments$/);
    await all.click();
    expect(await settled()).toBeGreaterThan(plan);
    await all.click();
    expect(await settled()).toBe(plan);
    expect((await heights()).length - before).toBeLessThanOrEqual(6);
    await page.setViewportSize({ width: width + 40, height: 700 });
    await settled();
    await page.setViewportSize({ width, height: 500 });
    expect(await settled()).toBe(plan);
  });
}

test('the next page of the way begins where it can be seen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 600 });
  const frame = await open(page);
  const top = (): Promise<number> => page.evaluate(() => document.querySelector('plan-negotiator')?.getBoundingClientRect().top ?? -1);
  await page.evaluate(() => document.querySelector('#events')?.scrollIntoView());
  const scrolled = await page.evaluate(() => scrollY);
  expect(scrolled).toBeGreaterThan(0);
  // Nobody is in the frame: the page stays where it is.
  await openCase(page, CASE);
  await expect(frame.locator('#afford')).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await manage(frame, '115');
  const day = frame.getByRole('link', { name: 'Try your own amount' });
  await day.scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollBy(0, 400));
  await day.click();
  await expect(frame.locator('#amount')).toBeVisible();
  await expect.poll(top).toBeGreaterThanOrEqual(-1);
});

test('the builder writes what it shows, under the policy that it names', async ({ page }) => {
  const found = complaints(page);
  await record(page);
  await page.goto(`${DEMO_URL}builder.html`);
  await expect.poll(() => toldOf(page, 'pn-ready')).toHaveLength(1);
  const app = await frameOf(page);
  await page.locator('input[name=accent]').fill('#7b2cbf');
  await expect.poll(() => colour(app, 'accent')).toBe('#7b2cbf');
  await page.locator('select[name=storage]').selectOption('session');
  await expect(page.locator('#snippet')).toHaveText(
    `<script type="module" src="${EMBEDDED_URL}embed/v1.js"></script>\n<plan-negotiator theme="auto" storage="session" style="--pn-accent: #7b2cbf"></plan-negotiator>`,
  );
  await expect(page.locator('#policy')).toHaveText(`script-src ${new URL(EMBEDDED_URL).origin}; frame-src ${new URL(EMBEDDED_URL).origin}`);
  const hosts = JSON.parse((await page.locator('#hosts').textContent()) ?? '') as unknown;
  expect(hosts).toEqual({ version: 1, hosts: [{ origin: 'https://www.acme.example', name: 'Acme', send: false }] });
  await page.locator('input[name=accent]').fill('#fffbe0');
  await expect(page.locator('#said')).toContainText('These colours are too close');
  // What no browser knows is said, and no snippet is offered for it.
  await page.locator('input[name=accent]').fill('bluish');
  await expect(page.locator('#said')).toHaveText('Buttons and links: This is not known. Write something like #0b57a4.');
  await expect(page.locator('#snippet')).toBeEmpty();
  await page.locator('input[name=accent]').fill('#7b2cbf');
  await page.locator('input[name=origin]').fill('ftp://acme');
  await expect(page.locator('#said')).toContainText('Your page\'s origin');
  await expect(page.locator('#hosts')).toBeEmpty();
  expect(found).toEqual([]);
});

test('the element is for every page, the app only for those that it names', async ({ request }) => {
  const element = await request.get(`${EMBEDDED_URL}embed/v1.js`);
  expect(element.headers()).toMatchObject({
    'access-control-allow-origin': '*',
    'cache-control': 'no-cache',
    'content-type': 'text/javascript; charset=utf-8',
  });
  const app = await request.get(EMBEDDED_URL);
  expect(app.headers()['cross-origin-resource-policy']).toBe('same-origin');
  expect(app.headers()['access-control-allow-origin']).toBeUndefined();
  const ancestors = [DEMO_URL, DEMO_ELSEWHERE_URL].map((url) => new URL(url).origin).join(' ');
  expect(app.headers()['content-security-policy']).toContain(`frame-ancestors ${ancestors};`);
});
