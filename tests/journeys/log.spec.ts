// The signed log under the windows: one window writes for a side, what happened meanwhile is told, and plans of the first
// version go on.
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { file, kept, keptLog, keptSoon, openConsole, openControls, openShare, room, sentence, set, status } from './desk';
import { BASE_URL } from './origins';

test('a second console of one plan shows it, and writes once the first is closed', async ({ page }) => {
  await openConsole(page);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await expect(second.locator('#reads-only')).toContainText('This plan is open in another window of yours.');
  await expect(page.getByText('The other window is open now.')).toHaveCount(0);
  await expect(second.getByText('The other window is open now.')).toHaveCount(0);
  await set(page, 'amount', '85');
  await expect(sentence(second)).toHaveText(/^£85 every month/);
  await set(second, 'amount', '70');
  await expect(status(second)).toContainText('This plan is open in another window of yours.');
  await expect(sentence(second)).toHaveText(/^£85 every month/);
  // What was said there and not taken is still typed.
  await second.locator('#say-words').fill('a remark');
  await second.locator('#say').click();
  await expect(second.locator('#say-words')).toHaveValue('a remark');
  await second.locator('#go-on-here').click();
  await expect(page.locator('#gave-way')).toBeVisible();
  await expect(second.locator('#reads-only')).toHaveCount(0);
  await set(second, 'amount', '75');
  await keptSoon(second, '75.00');
  await page.locator('#go-on-here').click();
  await expect(second.locator('#gave-way')).toBeVisible();
  await expect(sentence(page)).toHaveText(/^£75 every month/);
  await second.locator('#go-on-here').click();
  await page.close();
  await expect(second.locator('#reads-only, #gave-way')).toHaveCount(0);
  await set(second, 'amount', '70');
  await expect(sentence(second)).toHaveText(/^£70 every month/);
  await second.reload();
  await expect(sentence(second)).toHaveText(/^£70 every month/);
});

test('what the other side changed while the console was closed is told once', async ({ page }) => {
  await openConsole(page);
  const address = page.url();
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await expect(sentence(share)).toHaveText(/^£85 every month/);
  const again = await page.context().newPage();
  await page.close();
  await openControls(share);
  await set(share, 'amount', '70');
  await expect(sentence(share)).toHaveText(/^£70 every month/);
  await again.goto(address);
  await expect(again.locator('#while-away')).toContainText('from £85 to £70');
  await expect(sentence(again)).toHaveText(/^£70 every month/);
  await again.locator('#while-away-close').click();
  await expect(again.locator('#while-away')).toHaveCount(0);
  await again.reload();
  await expect(sentence(again)).toHaveText(/^£70 every month/);
  await expect(again.locator('#while-away')).toHaveCount(0);
});

/** Written by the first version of the app itself. */
const FIRST = 'src/state/drafts/golden/first-agreed.plan';

test('a plan that the first version kept goes on, and what was agreed in it stays', async ({ page }) => {
  const text = await readFile(FIRST, 'utf8');
  const old = 'pn.1.draft.00000000000000000000000000000000';
  await page.goto(`${BASE_URL}#/`);
  await page.evaluate(
    ([name, value]) => {
      localStorage.setItem(`${name}.a`, value ?? '');
      localStorage.setItem(`${name}.at`, 'a');
      localStorage.setItem(`${name}.notes`, 'two children');
    },
    [old, text],
  );
  await page.goto(`${BASE_URL}#/drafts`);
  const item = page.locator('.pn-list__item');
  await expect(item).toContainText('agreed');
  await expect(item).toContainText('This plan was kept by an earlier version of this page.');
  await item.getByRole('button', { name: 'Go on with this plan' }).click();
  await expect(sentence(page)).toHaveText(/^£75 every month/);
  await expect(page.locator('#notes')).toHaveValue('two children');
  const address = page.url();
  await set(page, 'amount', '80');
  await keptSoon(page, '80.00');
  expect((await kept(page))[`${old}.a`]).toBe(text);
  // Opened once more, it leads to the same plan.
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(item).toHaveCount(2);
  await page.getByRole('button', { name: 'Go on with this plan' }).click();
  await expect(page).toHaveURL(address);
  await expect(sentence(page)).toHaveText(/^£80 every month/);
});

test('a plan file of the first version opens as a new plan', async ({ page }) => {
  await page.goto(`${BASE_URL}#/console`);
  await page.locator('#case-file').setInputFiles(file('plan.plan', await readFile(FIRST, 'utf8')));
  await expect(sentence(page)).toHaveText(/^£75 every month/);
  await keptSoon(page, '75.00');
  expect(keptLog(await kept(page), room(page))).toContain('Sam');
});

test('a need is said with what may be done with it, and taken back for good', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await share.locator('#say').click();
  await expect(share.locator('#say-error')).toHaveText('Write something first.');
  await share.locator('#say-words').fill('large print, because of walrus');
  await share.locator('#say-need-kept').check();
  await share.locator('#say').click();
  await expect(page.locator('#remarks')).toContainText('large print, because of walrus');
  await expect(page.locator('#remarks')).toContainText('Needed. The company may keep it with the account.');
  // Nobody takes back what the other side said.
  await expect(page.locator('#remarks').getByRole('button')).toHaveCount(0);
  const everything = async (): Promise<string> => keptLog(await kept(page), room(page));
  await expect.poll(everything).toContain('walrus');
  await share.getByRole('button', { name: 'Take this back' }).click();
  for (const window of [page, share]) await expect(window.locator('#remarks')).toHaveCount(0);
  // Also from what each side keeps, and from what it kept before.
  await expect.poll(everything).not.toContain('walrus');
  await page.reload();
  await expect(sentence(page)).toBeVisible();
  await expect(page.locator('#remarks')).toHaveCount(0);
});

test('whoever changed the plan says why, beside the change, and takes it back for good', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  // There is nothing to explain yet.
  await expect(share.locator('#say-reason')).toHaveCount(0);
  await openControls(share);
  await set(share, 'amount', '70');
  await expect(sentence(page)).toHaveText(/^£70 every month/);
  await share.locator('#say-reason').check();
  await expect(share.getByText('Is it about your health or your family?')).toBeVisible();
  await share.getByRole('button', { name: 'I have less money coming in.' }).click();
  await expect(share.locator('#say-words')).toHaveValue('I have less money coming in.');
  await share.locator('#say-words').fill('I have less money coming in, because of walrus.');
  await share.locator('#say').click();
  for (const window of [page, share]) {
    await expect(window.locator('#remarks')).toContainText('to £70');
    await expect(window.locator('#remarks')).toContainText('because of walrus');
  }
  const everything = async (): Promise<string> => keptLog(await kept(page), room(page));
  await expect.poll(everything).toContain('walrus');
  await share.getByRole('button', { name: 'Take this back' }).click();
  for (const window of [page, share]) await expect(window.locator('#remarks')).toHaveCount(0);
  await expect.poll(everything).not.toContain('walrus');
  // The change itself stays.
  await expect(sentence(page)).toHaveText(/^£70 every month/);
});
