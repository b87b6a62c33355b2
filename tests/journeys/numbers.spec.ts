import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { BASE_URL } from './origins';

interface Row {
  due: string;
  payment: string;
  principal: string;
  interest: string;
  charges: string;
  balance: string;
}

const schedule = JSON.parse(readFileSync('docs/examples/worked-schedule.json', 'utf8')) as {
  rows: Row[];
  totals: { payments: string };
};
/** As the screen writes it: no decimals where there are no pennies. */
const pounds = (amount: string): string => {
  const [whole = '', pennies] = amount.split('.');
  const grouped = whole.replace(/(\d)(?=(\d{3})+$)/g, '$1,');
  return pennies === '00' ? `£${grouped}` : `£${grouped}.${pennies ?? ''}`;
};

test('how the numbers work is told on the example that stands in the repository', async ({ page }) => {
  await page.goto(BASE_URL);
  await page.getByRole('link', { name: 'How the numbers work' }).click();
  await expect(page).toHaveTitle('How the numbers work');
  const rows = page.locator('.pn-plan-table tbody tr');
  await expect(rows).toHaveCount(schedule.rows.length);
  for (const [index, row] of schedule.rows.entries()) {
    const cells = await rows.nth(index).locator('td').allTextContents();
    const amounts = [row.payment, row.charges, row.interest, row.principal, row.balance];
    expect(cells).toEqual(amounts.map(pounds));
  }
  const page_ = page.locator('#content');
  await expect(page_).toContainText('The total is £1,028.99: £1,000 of debt, £22.99 of interest and £6 of charges.');
  await expect(page_).toContainText('31 January 2027, 28 February 2027, 31 March 2027');
  await expect(page_).toContainText('The first 30 days: £1,000 × 8 ÷ 100 × 30 ÷ 365 = 6.5753…');
  await expect(page_).toContainText('to £6.58');
  await expect(page_).toContainText('The payment of £176.50 on 28 February 2027 pays £6 of charges first, then £5.13 of interest.');
  await expect(page_).toContainText('Here it is £170.50.');
  await expect(page_).toContainText('what rounding has left: £170.49.');
  await expect(page_).toContainText('Of the first £163.92 that comes off the debt, £114.74 goes to the larger bill and £49.18 to the smaller.');
});
