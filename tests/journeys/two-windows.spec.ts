import { expect, test } from '@playwright/test';
import {
  bothEnd, button, openConsole, openControls, openLength, openShare, openShareTab, same, sentence, set, status, timeline,
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
  await expect(status(share)).toContainText('Taken back: Sam changed the amount from £85 to £60.');
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

test('try on my own shows nothing to the other side until it is suggested', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await button(page, 'Try it on my own').click();
  await expect(page.getByText('You are trying this on your own. Nobody else sees it.')).toBeVisible();
  await expect(page.locator('.pn-header__saved')).toHaveText('Saved on this device, without what you are trying');
  await set(page, 'amount', '55');
  await expect(sentence(page)).toHaveText(/^£55 every month/);
  // A change by the other side arrives meanwhile: proof that the channel has delivered what came before.
  await openControls(share);
  await share.locator('#every').selectOption('weekly');
  await expect(status(page)).toContainText('changed how often');
  await expect(sentence(share)).toHaveText(/^£100 every week/);
  await button(page, 'Suggest this').click();
  await same(page, share, /^£55 every week/);
  await expect(status(share)).toContainText('Suggested: Sam changed the amount from £100 to £55.');

  await button(page, 'Try it on my own').click();
  await set(page, 'amount', '44');
  await button(page, 'Go back to the shared plan').click();
  await same(page, share, /^£55 every week/);
});

test('the other screen says when it is held still or covered', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  await page.locator('#freeze').click();
  await expect(share.locator('.pn-banner')).toContainText(/Sam is trying something. This is the plan from \d\d:\d\d\./);
  await expect(page.getByText('You are trying this. They still see £85.')).toBeVisible();
  await expect(page.getByText(/^They see the plan from \d\d:\d\d\.$/)).toBeVisible();
  await set(page, 'amount', '40');
  await expect(sentence(page)).toHaveText(/^£40 every month/);
  await expect(page.getByText('You are trying this. They still see £85.')).toBeVisible();
  await expect(sentence(share)).toHaveText(/^£85 every month/);
  await page.locator('#uncover').click();
  await expect(share.locator('.pn-banner')).toHaveCount(0);
  await same(page, share, /^£85 every month/);

  await page.locator('#cover').click();
  await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await expect(share.locator('main')).toContainText('Sam is with you in a moment.');
  await expect(share.locator('body')).not.toContainText('£');
  await expect(page.getByText('They see “One moment”.')).toBeVisible();
  await page.locator('#uncover').click();
  await same(page, share, /^£85 every month/);
});

test('a reloaded share window has the plan again', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  await share.reload();
  await same(page, share, /^£85 every month/);
  await expect(status(page)).toContainText('The other window is open now.');
  await openControls(share);
  await set(share, 'amount', '65');
  await same(page, share, /^£65 every month/);
});

test('a closed share window is said in the console, and the work goes on', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await share.close();
  await expect(status(page)).toContainText('The other window was closed. You can go on.');
  await expect(page.getByText('The other window is not open. You can go on.')).toBeVisible();
  await set(page, 'amount', '85');
  const again = await openShare(page);
  await same(page, again, /^£85 every month/);
});

test('a crashed console is said in the share window, and its address restores everything', async ({ page }) => {
  await openConsole(page);
  const share = await openShareTab(page);
  await set(page, 'amount', '85');
  await page.locator('#notes').fill('Call back on Friday');
  await same(page, share, /^£85 every month/);
  await expect(page.locator('.pn-header__saved')).toContainText('Saved on this device');
  const address = page.url();
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => null);
  await crashed;
  await expect(status(share)).toContainText('The other window was closed. You can go on.');
  await openControls(share);
  await share.locator('#every').selectOption('weekly');
  await expect(sentence(share)).toHaveText(/^£85 every week/);

  const console2 = await page.context().newPage();
  await console2.goto(address);
  await same(console2, share, /^£85 every week/);
  await expect(console2.locator('#notes')).toHaveValue('Call back on Friday');
  await expect(timeline(console2)).toContainText('You changed the amount from £100 to £85.');
  await set(console2, 'amount', '95');
  await same(console2, share, /^£95 every week/);
});

test('both windows know of each other at once, every time', async ({ page }) => {
  await openConsole(page);
  for (let times = 0; times < 6; times += 1) {
    const share = await openShare(page);
    await expect(page.getByText('The other window is open.').first()).toBeVisible();
    await share.close();
    await expect(page.getByText('The other window is not open.').first()).toBeVisible();
  }
});

test('a console reloaded while the screen is held still opens it again with one press', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#freeze').click();
  await expect(share.locator('.pn-banner')).toContainText('Sam is trying something.');
  await page.reload();
  await expect(page.getByText(/^They see the plan from \d\d:\d\d\.$/)).toBeVisible();
  await page.locator('#uncover').click();
  await expect(share.locator('.pn-banner')).toHaveCount(0);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
});

test('what is half typed stays half typed when the screen is covered or held still', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await openControls(share);
  await share.locator('#say-words').fill('half a sent');
  for (const [press, typed] of [['#cover', '7'], ['#freeze', '8']] as const) {
    await share.locator('#amount').fill(typed);
    await page.locator(press).click();
    await expect(page.locator('#uncover')).toBeVisible();
    // The other side's next change arrives after anything that a lost focus could have sent.
    await page.locator('#uncover').click();
    await set(page, 'amount', typed === '7' ? '60' : '70');
    await same(page, share, typed === '7' ? /^£60 every month/ : /^£70 every month/);
    await expect(timeline(page)).not.toContainText('The person paying changed');
    if (typed === '7') await openControls(share);
  }
  await expect(share.locator('#say-words')).toHaveValue('half a sent');
});

test('a change by the other side closes nothing under somebody who is typing', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await openControls(share);
  await openLength(share);
  await set(share, 'count', '10');
  await same(page, share, /^£120 every month/);
  await share.locator('#count').fill('7');
  await set(page, 'amount', '50');
  await same(page, share, /^£50 every month/);
  await expect(share.locator('#count')).toBeFocused();
  await expect(share.locator('#count')).toHaveValue('7');
});

test('a screen that is held still moves nothing', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await openControls(share);
  await set(share, 'amount', '80');
  await same(page, share, /^£80 every month/);
  await page.locator('#freeze').click();
  await expect(share.locator('.pn-banner')).toContainText('Sam is trying something.');
  await expect(share.locator('#undo')).toBeDisabled();
  await expect(button(share, 'Try it on my own')).toBeDisabled();
  await set(page, 'amount', '60');
  await share.reload();
  await expect(sentence(share)).toHaveText(/^£80 every month/);
  await expect(page.getByText('You are trying this. They still see £80.')).toBeVisible();
});

test('a slider that is moved and brought back leaves the plan as it is', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85.50');
  await same(page, share, /^£85.50 every month/);
  const slider = page.locator('.pn-range').first();
  const box = await slider.boundingBox();
  if (!box) throw new Error('no slider');
  const [x, y] = [box.x + box.width * (84 / 1199), box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 4 });
  await expect(status(share)).toContainText('The other side is moving a control.');
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
  await expect(status(share)).not.toContainText('The other side is moving a control.');
  await expect(sentence(share)).toHaveText(await sentence(page).textContent() ?? '');
});

test('a button of a field works on what was typed in it', async ({ page }) => {
  await openConsole(page);
  await page.locator('#amount').fill('90');
  await page.getByRole('button', { name: 'How much, in pounds: more' }).click();
  await expect(sentence(page)).toHaveText(/^£95 every month/);
  await expect(page.locator('#amount')).toHaveValue('95.00');
  await expect(page.locator('.pn-field__suggestion')).toHaveCount(0);
});

test('what is typed in one addition stays there when another one comes and goes', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await openControls(share);
  await button(share, 'Deposit').click();
  const deposit = share.locator('#deposit-amount');
  await deposit.fill('50');
  await button(page, 'Reduction').click();
  await expect(share.locator('#reduction-size')).toHaveValue('10');
  await expect(deposit).toHaveValue('50');
  await expect(deposit).toBeFocused();
  await page.getByRole('button', { name: 'Take out: Reduction' }).click();
  await expect(share.locator('#reduction-size')).toHaveCount(0);
  await expect(deposit).toHaveValue('50');
  await expect(deposit).toBeFocused();
});

test('a list of choices follows the other side also after it was used here', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await openControls(share);
  await page.locator('#every').selectOption('weekly');
  await same(page, share, /^£100 every week/);
  await expect(share.locator('#every')).toHaveValue('weekly');
  await share.locator('#every').selectOption('quarterly');
  await same(page, share, /^£100 every three months/);
  await expect(page.locator('#every')).toHaveValue('quarterly');
  await page.locator('#every').selectOption('monthly');
  await expect(share.locator('#every')).toHaveValue('monthly');
});

test('presses that follow each other are told as one change', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  const less = page.getByRole('button', { name: /: less$/ }).first();
  for (const amount of [95, 90, 85]) {
    await less.click();
    await expect(sentence(share)).toHaveText(new RegExp(`^£${amount} every month`));
  }
  await expect(timeline(share).locator('li')).toHaveCount(2);
  await expect(timeline(share)).toContainText('Sam changed the amount from £100 to £85.');
  await expect(status(share)).toContainText('Sam changed the amount from £90 to £85.');
});
