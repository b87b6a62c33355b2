// The plan as it stood after each change: read only, with the way back to now by one press and by Escape.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { openConsole, openControls, openShare, sentence, set, startPlan, status, timeline } from './desk';

/** The plan that is on the screen: the one as it is now waits unseen while somebody looks back. */
const seen = (page: Page): Locator => page.locator('main:visible .pn-result__sentence');
const said = (page: Page): Locator => page.locator('#looking-back');

/** Begun by the console, then £85 from there, then £70 from the shared window. */
async function twoChanges(page: Page): Promise<Page> {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await expect(sentence(share)).toHaveText(/^£85 every month/);
  await openControls(share);
  await set(share, 'amount', '70');
  await expect(sentence(page)).toHaveText(/^£70 every month/);
  return share;
}

test('the plan is looked back on step by step, and nothing can be changed meanwhile', async ({ page }) => {
  await twoChanges(page);
  await page.locator('#notes').fill('half a sentence');
  await page.locator('#look-back').click();
  await expect(page.locator('#look-back-heading')).toBeFocused();
  await expect(said(page)).toContainText(/This is the plan as it was at \d\d:\d\d\. You are looking back\./);
  await expect(said(page)).toContainText('Step 2 of 3.');
  await expect(seen(page)).toHaveText(/^£85 every month/);
  for (const id of ['amount', 'propose', 'undo', 'say']) await expect(page.locator(`#${id}:visible`)).toHaveCount(0);
  await page.locator('#look-back-later').click();
  await expect(seen(page)).toHaveText(/^£70 every month/);
  await expect(page.locator('#look-back-later')).toHaveAttribute('aria-disabled', 'true');
  await page.locator('#look-back-earlier').click();
  await page.locator('#look-back-earlier').click();
  await expect(said(page)).toContainText('Step 1 of 3.');
  await expect(page.locator('#look-back-earlier')).toHaveAttribute('aria-disabled', 'true');
  await expect(seen(page)).not.toHaveText(/^£(?:85|70) every month/);
  await page.getByRole('button', { name: 'Show the plan at step 2' }).click();
  await expect(seen(page)).toHaveText(/^£85 every month/);
  await page.locator('#look-back-now').click();
  await expect(seen(page)).toHaveText(/^£70 every month/);
  await expect(page.locator('#notes')).toHaveValue('half a sentence');
});

test('what arrives while somebody looks back is said, and Escape leads back to it', async ({ page }) => {
  const share = await twoChanges(page);
  await page.locator('#look-back').focus();
  await page.keyboard.press('Enter');
  await expect(seen(page)).toHaveText(/^£85 every month/);
  await expect(said(page)).not.toContainText('The plan has changed meanwhile.');
  await set(share, 'amount', '60');
  await expect(said(page)).toContainText('The plan has changed meanwhile.');
  await expect(status(page)).toContainText('£60');
  await expect(seen(page)).toHaveText(/^£85 every month/);
  await page.keyboard.press('Escape');
  await expect(seen(page)).toHaveText(/^£60 every month/);
  await expect(page.locator('#look-back')).toBeFocused();
});

test('nobody looks back on a screen that is covered or held', async ({ page }) => {
  const share = await twoChanges(page);
  await share.locator('#look-back').click();
  await expect(seen(share)).toHaveText(/^£85 every month/);
  await page.locator('#cover').click();
  await expect(share.locator('.pn-blank')).toBeVisible();
  await page.locator('#uncover').click();
  await expect(seen(share)).toHaveText(/^£70 every month/);
  await page.locator('#freeze').click();
  await expect(share.locator('#look-back')).toHaveCount(0);
  await page.locator('#uncover').click();
  await expect(share.locator('#look-back')).toHaveCount(1);
});

test('a plan that one person makes alone is looked back on as well', async ({ page }) => {
  await startPlan(page, 'alone');
  await expect(page.locator('#look-back')).toHaveCount(0);
  await set(page, 'amount', '85');
  // The amount before was nobody's choice.
  await expect(timeline(page)).toContainText('You set the amount to £85.');
  await page.locator('#look-back').click();
  await expect(said(page)).toContainText('Step 1 of 2.');
  await expect(seen(page)).not.toHaveText(/^£85 every month/);
  await page.keyboard.press('Escape');
  await expect(seen(page)).toHaveText(/^£85 every month/);
});
