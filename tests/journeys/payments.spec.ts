// What was paid of an agreed plan, and the rest planned anew.
import { expect, test, type Page } from '@playwright/test';
import { agreedByPhone, kept, keptSoon, openConsole, openShare, sentence, set, sign, timeline } from './desk';

const summary = (page: Page) => page.locator('#payments-summary');
const compared = (page: Page, name: string) => page.locator('#again-compare tr').filter({ hasText: name }).locator('td');

/** Twelve payments of £100, agreed on the telephone and signed; the payments are open. */
async function paidPlan(page: Page): Promise<void> {
  await openConsole(page);
  await set(page, 'amount', '100');
  await expect(page.locator('#payments-open')).toHaveCount(0);
  await agreedByPhone(page);
  await sign(page, 'Samira Shah');
  await page.locator('#payments-open').click();
  await expect(summary(page)).toHaveText('Nothing has come in yet. £1,200 is still to be paid. Nothing is late.');
}

async function add(page: Page, amount: string, date = ''): Promise<void> {
  await page.locator('#payment-date').fill(date);
  await page.locator('#payment-amount').fill(amount);
  await page.locator('#payment-add').click();
}

/** Goes on with the same plan so many days later. */
async function later(page: Page, days: number): Promise<void> {
  await page.clock.setFixedTime(new Date(Date.now() + days * 86_400_000));
  await page.reload();
  await page.locator('#payments-open').click();
  await expect(summary(page)).toBeVisible();
}

test('payments are written down, counted, taken out again, and kept', async ({ page }) => {
  await paidPlan(page);
  await add(page, '100');
  await expect(summary(page)).toHaveText('£100 has been paid. £1,100 is still to be paid. Nothing is late.');
  await expect(page.locator('#payment-date')).toBeFocused();
  await add(page, '60');
  await expect(page.locator('#payments-list li')).toHaveCount(2);
  await page.locator('#payments-rows').click();
  await expect(page.getByRole('row').filter({ hasText: 'Paid in part, £40 to come' })).toBeVisible();

  await page.reload();
  await page.locator('#payments-open').click();
  await expect(summary(page)).toHaveText('£160 has been paid. £1,040 is still to be paid. Nothing is late.');
  await page.getByRole('button', { name: /^Take out £60 of / }).click();
  await expect(summary(page)).toHaveText('£100 has been paid. £1,100 is still to be paid. Nothing is late.');
  await expect(page.locator('#payments-heading')).toBeFocused();
});

test('what cannot be a payment is said, and stays as it was typed', async ({ page }) => {
  await paidPlan(page);
  await add(page, 'ten', '31 February 2026');
  await expect(page.locator('#payment-date-error')).toBeVisible();
  await expect(page.locator('#payment-amount-error')).toBeVisible();
  await expect(page.locator('#payment-date')).toBeFocused();
  await expect(page.locator('#payment-amount')).toHaveValue('ten');
  await add(page, '1200.01');
  await expect(page.locator('#payment-amount-error')).toHaveText('That is more than is left to pay: £1,200. Check the amount.');
  await add(page, '10', '1 January 2199');
  await expect(page.locator('#payment-date-error')).toHaveText('That day is still to come. Write a day up to today.');
  await expect(page.locator('#payments-list')).toHaveCount(0);
});

test('an account that cannot be read is an empty one, and the app goes on', async ({ page }) => {
  await paidPlan(page);
  await add(page, '100');
  const whole = Object.entries(await kept(page)).find(([key]) => key.endsWith('.payments'))?.[1] ?? '';
  const list = (payments: unknown) => JSON.stringify([{ ...JSON.parse(whole)[0], payments }]);
  const damaged = [
    '{', '[1]', 'x'.repeat(100_000), list('none'), list([1, null, { date: '2026-13-01', amount: '100.00' }]),
    list([{ date: '2026-11-01', amount: '-4' }, { date: '2026-11-01', amount: '0' }, { amount: '1.00' }]),
  ];
  for (const text of damaged) {
    await page.evaluate((text) => {
      for (const key of Object.keys(localStorage)) if (key.endsWith('.payments')) localStorage.setItem(key, text);
    }, text);
    await page.reload();
    await page.locator('#payments-open').click();
    await expect(summary(page)).toHaveText('Nothing has come in yet. £1,200 is still to be paid. Nothing is late.');
  }
});

test('a plan that fell behind is planned again, side by side, and agreed again', async ({ page }) => {
  await paidPlan(page);
  await later(page, 100);
  await expect(summary(page)).toContainText('of that is late.');
  await add(page, '100');
  await page.getByText('What was missed is spread over the payments to come').click();
  await expect(compared(page, 'Each payment').first()).toHaveText('£100');
  const left = Number(await compared(page, 'Payments left').last().textContent());
  expect(left).toBeGreaterThan(5);
  expect(left).toBeLessThan(12);
  await expect(compared(page, 'Still to pay')).toHaveText(['£1,100', '£1,100']);
  await expect(page.getByText('You corrected what is owed to £1,100.')).toBeVisible();
  await page.locator('#again-use').click();
  await expect(page.locator('#again-used')).toHaveText('This is the plan now. Both sides have to agree to it again.');
  await expect(sentence(page)).not.toContainText('£100 every month');
  await expect(page.locator('#again-heading')).toBeFocused();
  await expect(timeline(page)).toContainText('You corrected what is owed to £1,100.');

  await agreedByPhone(page);
  await expect(page.locator('.pn-document')).toContainText('£1,100.00');
  await sign(page, 'Samira Shah');
  await expect(summary(page)).toHaveText('Nothing has come in yet. £1,100 is still to be paid. Nothing is late.');
});

test('each way to plan the rest says what it needs, and makes a plan', async ({ page }) => {
  await paidPlan(page);
  await later(page, 100);
  await page.getByText('Put the next payment off').click();
  await expect(page.getByText('Write the new day to see the plan.')).toBeVisible();
  await page.locator('#again-start').fill('1 January 2026');
  await expect(page.getByText('That is too early.')).toBeVisible();
  const soon = new Date(Date.now() + 120 * 86_400_000).toISOString().slice(0, 10);
  await page.locator('#again-start').fill(soon);
  await expect(page.locator('#again-compare')).toBeVisible();
  await page.getByText('Start again with what is left').click();
  await page.locator('#again-count').fill('6');
  await expect(compared(page, 'Each payment').last()).toHaveText('£200');
  await expect(compared(page, 'Payments left').last()).toHaveText('6');
  for (const way of ['Same payments, for as long as it takes', 'Same last day, other payments', 'What was missed follows at the end']) {
    await page.getByText(way).click();
    await expect(page.locator('#again-compare')).toBeVisible();
    await expect(compared(page, 'Still to pay').last()).toHaveText('£1,200');
  }
});

test('nothing of it is on the other screen', async ({ page }) => {
  await paidPlan(page);
  const share = await openShare(page);
  await add(page, '77.77');
  await expect(page.locator('#payments-list')).toContainText('£77.77');
  // A change that does arrive, so that what is not there had its time.
  await set(page, 'amount', '70');
  await expect(sentence(share)).toHaveText(/^£70 every month/);
  await keptSoon(page, '70.00');
  for (const [key, text] of Object.entries(await kept(page))) {
    if (!key.endsWith('.payments')) expect(text, key).not.toContain('77.77');
  }
  await expect(share.locator('body')).not.toContainText('77.77');
});
