import { expect, test } from '@playwright/test';
import {
  bothEnd, button, keptSoon, openConsole, openControls, openShare, openShareTab, same, sentence, set, status, timeline,
} from './desk';

test('both windows adjust at once and end with the same sentence', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await openControls(share);
  await Promise.all([set(page, 'amount', '85'), share.locator('#every').selectOption('weekly')]);
  await same(page, share, /^£85 every week, from /);
  // The same control, at the same time: one of the two stands, in both windows.
  await Promise.all([set(page, 'amount', '90'), set(share, 'amount', '70')]);
  await bothEnd(page, share, ['£90 every week', '£70 every week']);
  await expect(timeline(page)).toContainText('You changed the amount');
  await expect(timeline(page)).toContainText('The person paying changed');
});

test('a change appears on the other side as a sentence with a name', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await expect(status(share)).toContainText('Sam changed the amount from £100 to £85.');
  await expect(timeline(share)).toContainText('Sam changed the amount from £100 to £85.');
  await expect(timeline(page)).toContainText('You changed the amount from £100 to £85.');
  await openControls(share);
  await share.locator('#every').selectOption('fortnightly');
  await expect(status(page)).toContainText('The person paying changed how often: every two weeks.');
});

test('a field that is being typed in is left alone, and offers the other value', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await openControls(share);
  const amount = share.locator('#amount');
  await amount.fill('7');
  await amount.press('End');
  await set(page, 'amount', '85');
  const offer = share.locator('.pn-field__suggestion');
  await expect(offer).toContainText('Sam suggests 85.00.');
  await expect(amount).toHaveValue('7');
  await expect(amount).toBeFocused();
  await button(share, 'Keep mine').click();
  await expect(offer).toHaveCount(0);
  await expect(amount).toHaveValue('7');
  await expect(amount).toBeFocused();
  await share.keyboard.type('5');
  await share.keyboard.press('Enter');
  await same(page, share, /^£75 every month/);

  await amount.fill('6');
  await set(page, 'amount', '95');
  await expect(offer).toContainText('Sam suggests 95.00.');
  await button(share, 'Use it').click();
  await expect(amount).toHaveValue('95.00');
  await same(page, share, /^£95 every month/);
});

test('undo and redo', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await expect(page.locator('#undo')).toBeDisabled();
  await set(page, 'amount', '85');
  await set(page, 'amount', '60');
  await page.locator('#undo').click();
  await same(page, share, /^£85 every month/);
  await expect(status(share)).toContainText('Taken back: Sam changed the amount from £60 to £85.');
  await page.locator('#undo').click();
  await same(page, share, /^£100 every month/);
  await expect(page.locator('#undo')).toBeDisabled();
  await page.locator('#redo').click();
  await page.locator('#redo').click();
  await same(page, share, /^£60 every month/);
  await expect(page.locator('#redo')).toBeDisabled();
  await expect(status(share)).toContainText('Brought back: Sam changed the amount from £85 to £60.');
});

test('undo is not offered for what the other side has moved since', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await expect(page.locator('#undo')).toBeEnabled();
  await openControls(share);
  await set(share, 'amount', '70');
  await same(page, share, /^£70 every month/);
  await expect(page.locator('#undo')).toBeDisabled();
  await expect(share.locator('#undo')).toBeEnabled();
});

test('a reloaded share window has the plan again', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  await share.reload();
  await same(page, share, /^£85 every month/);
  await openControls(share);
  await set(share, 'amount', '65');
  await same(page, share, /^£65 every month/);
});

test('a covered screen shows one moment, and nothing of the plan', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  await page.locator('#cover').click();
  await expect(share.getByRole('heading', { level: 1 })).toHaveText('One moment');
  await expect(share.locator('main')).toContainText('Sam will be back with the plan.');
  await expect(share.locator('body')).not.toContainText('£');
  await expect(page.getByText('They see “One moment”.')).toBeVisible();
  await page.locator('#uncover').click();
  await same(page, share, /^£85 every month/);
});

test('a screen that is held still says so, and since when', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  await page.locator('#freeze').click();
  await expect(share.locator('.pn-banner')).toContainText(/Sam is trying something. This is the plan from \d\d:\d\d\./);
  await expect(page.getByText('You are trying this. They still see £85.')).toBeVisible();
  await expect(page.getByText(/^They see the plan from \d\d:\d\d\.$/)).toBeVisible();
  await page.locator('#uncover').click();
  await expect(share.locator('.pn-banner')).toHaveCount(0);
  await same(page, share, /^£85 every month/);
});

test('a crashed console loses nothing: its address restores everything', async ({ page }) => {
  await openConsole(page);
  const share = await openShareTab(page);
  await set(page, 'amount', '85');
  await page.locator('#notes').fill('Call back on Friday');
  await same(page, share, /^£85 every month/);
  await keptSoon(page, '85.00');
  const address = page.url();
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => null);
  await crashed;
  await openControls(share);
  await share.locator('#every').selectOption('weekly');
  await expect(sentence(share)).toHaveText(/^£85 every week/);

  const again = await page.context().newPage();
  await again.goto(address);
  await same(again, share, /^£85 every week/);
  await expect(again.locator('#notes')).toHaveValue('Call back on Friday');
  await expect(timeline(again)).toContainText('You changed the amount from £100 to £85.');
  await set(again, 'amount', '95');
  await same(again, share, /^£95 every week/);
});
