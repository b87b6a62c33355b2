// Where plans are kept in a frame: on the same site, on another one, for the session, and nowhere.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { complaints, sentence } from './desk';
import { CASE, apartBrowser, bare, change, checkMessages, frameOf, inside, manage, offerAndSign, open, openCase, putElement, startByHand, toldOf } from './embedding';
import { DEMO_ELSEWHERE_URL, EMBEDDED_URL } from './origins';

test('on another site the frame says that it is apart, and shows the way to a full page', async ({}, info) => {
  const context = await apartBrowser(info);
  const page = await context.newPage();
  const found = complaints(page);
  const frame = await open(page, DEMO_ELSEWHERE_URL);
  await expect(frame.locator('#apart')).toContainText('A plan that you start here is only found here.');
  await startByHand(frame);
  const app = await frameOf(page);
  await expect.poll(() => app.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith('.at')))).toBe(true);
  const { violations } = await new AxeBuilder({ page: page as never }).include(['plan-negotiator']).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.html.slice(0, 160)}`).join(' | ')}`)).toEqual([]);

  await expect(frame.locator('#full-page')).toHaveAttribute('href', /^#plan=/);
  await expect(frame.locator('#full-page-along')).toContainText('with every change and remark');
  await expect(frame.locator('#full-page-along')).toContainText('Your income and spending do not go along.');
  const popup = context.waitForEvent('page');
  await frame.locator('#full-page').click();
  const full = await popup;
  // What was chosen goes along, and the address keeps nothing of it.
  await full.locator('#received-mine').click();
  await expect(sentence(full)).toHaveText(/^£115 every month/);
  expect(full.url()).toMatch(/#\/alone\/[0-9a-f]{64}$/);
  expect(await full.evaluate(() => window.opener === null && window.parent === window)).toBe(true);
  await expect(full.locator('#apart')).toHaveCount(0);
  await full.goto(`${EMBEDDED_URL}#/drafts`);
  await expect(full.locator('.pn-list__item')).toHaveCount(1);
  expect(found).toEqual([]);
  await context.close();
});

test('on another site where the browser keeps nothing: that is said, told, and the plan works', async ({ page }) => {
  const frame = await open(page, DEMO_ELSEWHERE_URL);
  await expect(frame.locator('#apart')).toContainText('this browser keeps nothing for it there. Continue in a full page');
  // What is typed is there on the next page, although nothing is kept.
  await startByHand(frame);
  await openCase(page, CASE);
  await expect(frame.getByRole('alert').first()).toContainText('This browser keeps nothing for this page.');
  await expect(frame.locator('#figures-from')).toContainText(new URL(DEMO_ELSEWHERE_URL).host);
  await manage(frame, '115');
  await expect.poll(async () => (await toldOf(page, 'pn-error')).at(-1)).toEqual({ code: 'storage_blocked' });
  // The link is the only way on from here, so the plan goes along.
  await expect(frame.locator('#full-page')).toHaveAttribute('href', /^#plan=/);
  const before = await frame.locator('#full-page').getAttribute('href');
  await frame.getByRole('link', { name: 'Try your own amount' }).click();
  await change(frame, '90');
  await expect(frame.locator('#full-page')).not.toHaveAttribute('href', before ?? '');
  const popup = page.context().waitForEvent('page');
  await frame.locator('#full-page').click();
  const full = await popup;
  await expect(full.locator('main .pn-button').first()).toHaveText('It is my own plan');
  await full.locator('#received-mine').click();
  await expect(sentence(full)).toHaveText(/^£90 every month/);
  await full.close();
  await offerAndSign(frame);
  await expect.poll(async () => (await toldOf(page, 'pn-state')).at(-1)).toEqual({ state: 'signed' });
  checkMessages(await page.evaluate(() => window.__heard));
});

test('on the same site the frame says nothing of that, and storage is shared', async ({}, info) => {
  const context = await apartBrowser(info);
  const page = await context.newPage();
  const frame = await open(page);
  await startByHand(frame);
  await expect(frame.locator('#apart')).toHaveCount(0);
  const app = await frameOf(page);
  await expect.poll(() => app.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith('.at')))).toBe(true);
  const full = await context.newPage();
  await full.goto(`${EMBEDDED_URL}#/drafts`);
  await expect(full.locator('.pn-list__item')).toHaveCount(1);
  await context.close();
});

test('storage that is blocked: words in the frame, a code for the page, and the plan works', async ({ page }) => {
  await page.addInitScript((app) => {
    if (!location.href.startsWith(app)) return;
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    }
  }, EMBEDDED_URL);
  const frame = await open(page);
  await openCase(page, CASE);
  await expect(frame.getByRole('alert').first()).toContainText('This browser keeps nothing for this page.');
  await expect(frame.locator('#figures-from')).toBeVisible();
  await expect.poll(() => toldOf(page, 'pn-error')).toEqual([{ code: 'storage_blocked' }]);
  await manage(frame, '85');
  checkMessages(await page.evaluate(() => window.__heard));
});

test('kept for the session: nothing on the device, and still there after a reload', async ({ page }) => {
  await bare(page);
  await putElement(page, { storage: 'session' });
  await expect.poll(() => toldOf(page, 'pn-ready')).toHaveLength(1);
  const frame = inside(page);
  await startByHand(frame);
  await expect(frame.getByText('Kept until you close this tab')).toBeVisible();
  await offerAndSign(frame);
  let app = await frameOf(page);
  const onDevice = (): Promise<string[]> =>
    app.evaluate(async () => [...Object.keys(localStorage), ...(await indexedDB.databases()).map((one) => one.name ?? '')]);
  expect(await onDevice()).toEqual([]);
  expect(await app.evaluate(() => Object.keys(sessionStorage).some((key) => key.endsWith('.at')))).toBe(true);
  // The frame is loaded again at its plan: found before the page says anything.
  await app.evaluate(() => location.reload());
  await expect.poll(() => toldOf(page, 'pn-ready')).toHaveLength(2);
  await expect(frame.locator('#done-heading')).toBeVisible();
  app = await frameOf(page);
  expect(await onDevice()).toEqual([]);
});
