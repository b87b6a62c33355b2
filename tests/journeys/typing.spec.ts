import { expect, test, type Page } from '@playwright/test';
import { button, fact, openConsole, openLength, sentence, set } from './desk';

/** What the field says is linked to it, and what was typed and the plan stay as they were. */
async function refused(page: Page, id: string, text: string, words: string | RegExp): Promise<void> {
  const before = await sentence(page).textContent();
  await set(page, id, text);
  const error = page.locator(`#${id}-error`);
  await expect(error, text).toHaveText(words);
  await expect(page.locator(`#${id}`)).toHaveAttribute('aria-describedby', new RegExp(`\\b${id}-error\\b`));
  await expect(page.locator(`#${id}`)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator(`#${id}`)).toHaveValue(text);
  expect(await sentence(page).textContent()).toBe(before);
}

test('money as people type it', async ({ page }) => {
  await openConsole(page, { balance: '£12,000' });
  await expect(sentence(page)).toHaveText(/^£1,000 every month/);
  for (const [typed, shown, said] of [
    ['£1,200', '1200.00', '£1,200'],
    ['1200.5', '1200.50', '£1,200.50'],
    ['1 300,50', '1300.50', '£1,300.50'],
    ['1 400', '1400.00', '£1,400'],
    ['  85  ', '85.00', '£85'],
    ['£85.50', '85.50', '£85.50'],
  ] as const) {
    await set(page, 'amount', typed);
    await expect(page.locator('#amount'), typed).toHaveValue(shown);
    await expect(sentence(page), typed).toContainText(`${said} every month`);
  }
});

test('money that cannot be used is refused in words, and the work is kept', async ({ page }) => {
  await openConsole(page);
  await refused(page, 'amount', '0', 'Enter an amount above zero, like 85');
  await refused(page, 'amount', '-5', 'Enter an amount without a minus, like 85');
  await refused(page, 'amount', 'abc', 'Enter an amount in pounds, like 85 or 85.50');
  await refused(page, 'amount', '$85', 'Enter an amount in pounds, like 85 or 85.50');
  await refused(page, 'amount', '9'.repeat(28), 'This amount is too large for a plan. Check the number of digits.');
  await refused(page, 'amount', '85.555', 'Is it 85555.00 or 85.55? Type it in one of these ways.');
  await refused(page, 'amount', '85.5555', 'Use at most 2 digits after the point, like 85.50');
  await refused(page, 'amount', '', /^Enter an amount in pounds|^Type something/);
  await page.locator('#amount').press('Escape');
  await expect(page.locator('#amount')).toHaveValue('100.00');
  await expect(page.locator('#amount-error')).toHaveCount(0);
});

test('what is owed is asked for in words, and everything typed stays', async ({ page }) => {
  await openConsole(page);
  await page.goto('/#/console');
  await page.locator('#case-owed-to').fill('Acme Energy');
  await page.locator('#case-balance').fill('nothing');
  await button(page, 'Start the plan').click();
  await expect(page.locator('#case-error')).toHaveText('Enter an amount in pounds, like 85 or 85.50');
  await expect(page.locator('#case-balance')).toBeFocused();
  await expect(page.locator('#case-balance')).toHaveAttribute('aria-describedby', 'case-error');
  await expect(page.locator('#case-owed-to')).toHaveValue('Acme Energy');
});

test('dates that do not exist', async ({ page }) => {
  await openConsole(page);
  await refused(page, 'first-due', '31 2 2027', 'That month has 28 days. Check the day.');
  await refused(page, 'first-due', '29 February 2027', 'That month has 28 days. Check the day.');
  await refused(page, 'first-due', '1 13 2027', 'There are 12 months in a year. Check the month.');
  await refused(page, 'first-due', 'soon', 'Enter a day, a month and a year, like 28 12 2026');
  await refused(page, 'first-due', '1 1 2999', /^Enter a year from \d{4} to \d{4}$/);
  await page.locator('#first-due').fill('28 February 2096');
  await page.locator('#first-due').press('Enter');
  await expect(sentence(page)).toContainText('from 28 February 2096');
});

test('a first payment in the past is said, and the last good plan stays below', async ({ page }) => {
  await openConsole(page);
  await set(page, 'first-due', '1 January 2020');
  await expect(page.locator('.pn-result__problem')).toContainText(/The first payment is too early\. Choose \d+ \w+ \d{4} or later\./);
  await expect(page.locator('.pn-result__problem')).toContainText('Below is the last plan that did.');
  await expect(page.locator('.pn-figure')).toBeVisible();
  await expect(page.locator('#first-due')).toHaveValue('1 January 2020');
  await page.locator('#undo').click();
  await expect(sentence(page)).toHaveText(/^£100 every month/);
});

test('caret position', async ({ page }) => {
  await openConsole(page, { balance: '120000' });
  const amount = page.locator('#amount');
  await amount.fill('1234');
  await amount.evaluate((input: HTMLInputElement) => input.setSelectionRange(2, 2));
  for (const [key, text, caret] of [
    ['5', '12534', 3],
    ['6', '125634', 4],
    ['Backspace', '12534', 3],
    ['Delete', '1254', 3],
  ] as const) {
    await page.keyboard.press(key);
    await expect(amount).toHaveValue(text);
    expect(await amount.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])).toEqual([caret, caret]);
  }
  await expect(amount).toBeFocused();
});

test('yew issue 3262: typing beside a list keeps the input', async ({ page }) => {
  await openConsole(page);
  await button(page, 'Break').click();
  await button(page, 'Step').click();
  await button(page, 'Deposit').click();
  await expect(page.locator('.pn-addition')).toHaveCount(3);
  // The plan in words has it as well.
  await expect(page.locator('.pn-result output')).toContainText('there are no payments');
  for (const id of ['amount', 'deposit-amount', 'first-due']) {
    const field = page.locator(`#${id}`);
    await field.focus();
    const before = await field.elementHandle();
    await field.fill('');
    await page.keyboard.type('77', { delay: 5 });
    await expect(field).toHaveValue('77');
    await expect(field).toBeFocused();
    expect(await field.evaluate((now, then) => now === then && now.isConnected, before), id).toBe(true);
    await page.keyboard.press('Escape');
  }
  // A row that goes away above leaves the field below alone.
  const amount = page.locator('#amount');
  const before = await amount.elementHandle();
  await button(page, 'Take out: Break: no payments').click();
  await expect(page.locator('.pn-addition')).toHaveCount(2);
  expect(await amount.evaluate((now, then) => now === then, before)).toBe(true);
});

test('1,200 payments work and 1,201 are refused', async ({ page }) => {
  await openConsole(page, { balance: '120000' });
  await openLength(page);
  await set(page, 'count', '1200');
  await expect(fact(page, 'Payments')).toHaveText('1200');
  await expect(page.locator('#count')).toHaveValue('1200');
  await refused(page, 'count', '1201', 'A plan can have at most 1,200 payments. Choose a longer gap or a larger amount.');
  await refused(page, 'count', '0', 'Enter a whole number of payments, like 24');
  await refused(page, 'count', '2.5', 'Enter a whole number of payments, like 24');
  await page.locator('#count').press('Escape');
  await set(page, 'amount', '0.01');
  await expect(page.locator('.pn-result__problem')).toContainText(
    'This takes more than 1,200 payments. The smallest amount that works is £100.',
  );
});

test('a break longer than the plan is noted', async ({ page }) => {
  await openConsole(page);
  await button(page, 'Break').click();
  const until = page.getByLabel('Until');
  await until.fill('1 12 2040');
  await until.press('Enter');
  await expect(page.getByText('The break is longer than the rest of the plan.')).toBeVisible();
});

test('steps that pay too much are said', async ({ page }) => {
  await openConsole(page);
  await openLength(page);
  await set(page, 'count', '24');
  await expect(sentence(page)).toHaveText(/^£50 every month/);
  await button(page, 'Step').click();
  const step = page.getByRole('group', { name: 'Step: another amount from a day on' });
  await step.getByLabel('New payment, in pounds').fill('900');
  await step.getByLabel('New payment, in pounds').press('Enter');
  await expect(page.locator('.pn-result__problem')).toContainText(
    /The fixed payments add up to £[\d,.]+, and only £1,200 is owed\. Lower one of them\./,
  );
  await button(page, 'Take out: Step: another amount from a day on').click();
  await expect(sentence(page)).toHaveText(/^£50 every month/);
});
