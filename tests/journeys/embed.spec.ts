// The app in the frame of a company's page: a whole evening there, and what the page is told of it.
import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { PlanCase } from '../../embed/plan-negotiator.js';
import { complaints } from './desk';
import { CASE, PRIVATE, change, checkMessages, colour, frameOf, manage, offerAndSign, open, openCase, startByHand, toldOf } from './embedding';
import { DEMO_URL, EMBEDDED_URL } from './origins';

test('a whole embed on another origin: colours, case, events, and the document sent at a press', async ({ page }) => {
  const found = complaints(page);
  const asked: { url: string; frame: string }[] = [];
  page.on('request', (request) => asked.push({ url: request.url(), frame: request.frame().url() }));
  const frame = await open(page);
  const app = await frameOf(page);
  await expect(frame.getByRole('heading', { level: 1, name: 'What do you owe, roughly?' })).toBeVisible();

  // The colours of the page; and those that nobody could read are not taken.
  await expect.poll(() => colour(app, 'accent')).toBe('#0b57a4');
  expect(await colour(app, 'on-accent')).toBe('#ffffff');
  expect(await app.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--pn-radius-control'))).toBe('6px');
  await page.locator('#dark').click();
  await expect.poll(() => colour(app, 'accent')).toBe('#8cc0ff');
  expect(await colour(app, 'page')).toBe('#12161d');
  expect(await app.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await page.locator('#dark').click();
  await expect.poll(() => colour(app, 'accent')).toBe('#0b57a4');
  expect(await toldOf(page, 'pn-theme')).toEqual([]);
  await page.locator('#pale').click();
  await expect.poll(() => toldOf(page, 'pn-theme')).toEqual([{ accepted: false, reason: 'contrast' }]);
  expect(await colour(app, 'accent')).toBe('#0b5a5e');

  // The case comes over the port, and its figures say where they are from.
  await openCase(page, CASE);
  await expect(frame.getByRole('heading', { level: 1, name: 'About how much could you manage?' })).toBeVisible();
  await expect(frame.locator('main .pn-lead')).toContainText('£1,380');
  await expect(frame.locator('main .pn-lead')).toContainText('Quagga Heating');
  await expect(frame.locator('#figures-from')).toContainText(`The figures came from ${new URL(DEMO_URL).host}.`);
  await expect.poll(() => toldOf(page, 'pn-state')).toEqual([{ state: 'started' }]);
  await expect(frame.locator('#figures-from').getByRole('link', { name: 'This looks wrong' })).toHaveAttribute('href', /^#\/alone\/[0-9a-f]{64}\/not-mine$/);
  // The same case again, as from a page that draws itself anew, is the same plan.
  const address = app.url();
  await openCase(page, CASE);
  await page.evaluate(() => document.querySelector('plan-negotiator')?.focusPlan());
  await expect.poll(() => app.evaluate(() => document.activeElement?.id)).toBe('content');
  expect(app.url()).toBe(address);

  await manage(frame, '115');
  await offerAndSign(frame);
  await expect.poll(() => toldOf(page, 'pn-state')).toEqual([{ state: 'started' }, { state: 'offered' }, { state: 'signed' }]);

  const download = page.waitForEvent('download');
  await frame.locator('#save-pdf').click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  const saved = Buffer.concat(chunks);
  await expect
    .poll(() => toldOf(page, 'pn-exported'))
    .toEqual([{ digest: `sha256:${createHash('sha256').update(saved).digest('hex')}`, size: saved.length }]);

  // Each step of the way, and who sees the plan is told that nobody checked it.
  const steps = (await toldOf(page, 'pn-step')) as { step: string; door: string; outcome: string }[];
  expect(steps.every((one) => one.door === 'alone')).toBe(true);
  expect(steps.map((one) => `${one.step} ${one.outcome}`)).toEqual([
    'owed begun', 'owed done', 'manage begun', 'manage done', 'words begun', 'words not_checked', 'words done', 'day begun', 'day done',
    'last_paid begun', 'last_paid done', 'who begun', 'who done', 'check begun', 'check done', 'offer begun', 'offer done', 'sign done',
    'save done',
  ]);

  // Up to here nothing of the person's has left the frame.
  const before = await page.evaluate(() => window.__heard);
  expect(checkMessages(before)).toBeGreaterThan(8);
  expect(await page.evaluate(() => Object.keys(window.__files))).toEqual([]);

  await frame.getByRole('button', { name: 'Send to Example Energy' }).click();
  await expect(frame.getByText('Handed over to Example Energy, through the page around this one.')).toBeVisible();
  await expect.poll(() => toldOf(page, 'pn-send')).toHaveLength(1);
  const { pdf, json } = await page.evaluate(() => window.__files);
  expect(Buffer.from(pdf ?? []).equals(saved)).toBe(true);
  const data = JSON.parse(Buffer.from(json ?? []).toString('utf8')) as { case: PlanCase; digest: string };
  expect(data.case.company_ref).toBe('QZ-REFERENCE-77');
  expect(data.digest).toMatch(/^[0-9a-f]{64}$/);
  const after = (await page.evaluate(() => window.__heard.slice(0).map((one) => (typeof one === 'string' ? one : null)))).slice(before.length);
  expect(after.filter((one) => one === null)).toHaveLength(1);

  await page.evaluate(() => document.querySelector('plan-negotiator')?.close());
  await expect.poll(async () => (await toldOf(page, 'pn-state')).at(-1)).toEqual({ state: 'closed' });
  await expect(frame.locator('#owed')).toBeVisible();

  // No address and no attribute holds anything of the person's.
  const places = [...asked.map((one) => one.url), page.url(), app.url(), await page.evaluate(() => document.querySelector('plan-negotiator')?.outerHTML ?? '')];
  // A port's number may be anything, and so may a digest and the name of a blob.
  const without = places.map((place) => place.replaceAll(/127\.0\.0\.1:\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,}/g, ''));
  for (const place of without) for (const word of PRIVATE.slice(0, -2)) expect(place).not.toContain(word);
  for (const { url, frame: by } of asked.filter((one) => /^https?:/.test(one.url))) {
    const own = by.startsWith(EMBEDDED_URL) ? [EMBEDDED_URL] : [EMBEDDED_URL, DEMO_URL];
    expect(own.some((one) => url.startsWith(one)), `${url} from ${by}`).toBe(true);
  }
  expect(found).toEqual([]);
});

test('on the way: none of these, nothing of what is left over, not their debt, and no figure of it', async ({ page }) => {
  const frame = await open(page);
  const last = async (): Promise<string> => {
    const { step, outcome } = ((await toldOf(page, 'pn-step')) as { step: string; outcome: string }[]).at(-2) ?? { step: '', outcome: '' };
    return `${step} ${outcome}`;
  };
  await startByHand(frame);
  await frame.getByRole('link', { name: 'Check it with two totals' }).click();
  await frame.locator('#income').fill('1600');
  await frame.locator('#spending').fill('1428');
  await frame.locator('#continue').click();
  await frame.getByRole('link', { name: 'Try your own amount' }).click();
  await expect.poll(last).toBe('ways none_of_these');
  await change(frame, '85');
  const app = await frameOf(page);
  await app.evaluate(() => history.back());
  await frame.getByRole('link', { name: 'Back', exact: true }).click();
  await frame.locator('#spending').fill('1700');
  await frame.locator('#continue').click();
  await expect(frame.getByRole('heading', { level: 1, name: 'A plan may not be right today' })).toBeVisible();
  const outcomes = async (): Promise<unknown[]> => (await toldOf(page, 'pn-step')).filter((one) => (one as { step: string }).step === 'ways').map((one) => (one as { outcome: string }).outcome);
  await page.evaluate(() => document.querySelector('plan-negotiator')?.close());
  await frame.getByRole('link', { name: 'This is not my debt, or the figure is wrong' }).click();
  await expect.poll(async () => (await toldOf(page, 'pn-step')).at(-1)).toEqual({ step: 'owed', door: 'alone', outcome: 'not_mine' });
  // Between coming to the page where nothing is left and leaving it nothing was said of it.
  expect((await outcomes()).slice(-2)).toEqual(['begun', 'back']);
  const heard = await page.evaluate(() => window.__heard);
  checkMessages(heard);
  const words = heard.filter((one) => typeof one !== 'string' || !one.includes('"resize"'));
  expect(JSON.stringify(words)).not.toMatch(/1600|1428|1700/);
});
