// What somebody does alone again and again: two answers, two totals, an offer, its link.
import { expect, type Browser, type Page } from '@playwright/test';
import { allowClipboard } from './desk';
import { BASE_URL } from './origins';

export const heading = (page: Page, name: string | RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

export async function owe(page: Page, amount: string): Promise<void> {
  await page.goto(`${BASE_URL}#/alone`);
  await page.locator('#owed').fill(amount);
  await page.locator('#continue').click();
  await heading(page, 'About how much could you manage?');
}

export async function first(page: Page, owed: string, amount: string): Promise<void> {
  await owe(page, owed);
  await page.locator('#afford').fill(amount);
  await page.locator('#continue').click();
  await heading(page, 'A first plan');
}

export async function totals(page: Page, income: string, spending: string): Promise<void> {
  await page.getByRole('link', { name: 'Check it with two totals' }).click();
  await page.locator('#income').fill(income);
  await page.locator('#spending').fill(spending);
  await page.locator('#continue').click();
}

/** From who the plan is for to where it can be offered. */
export async function sayWho(page: Page): Promise<void> {
  await page.locator('#who-company').fill('Example Energy');
  await page.locator('#who-reference').fill('ACC-20417');
  await page.locator('#who-name').fill('Robin Green');
  await page.locator('#continue').click();
  await heading(page, 'Is this right?');
  await page.getByRole('link', { name: 'Go on', exact: true }).click();
}

/** From the plan to the page where it can be offered. */
export async function toOffer(page: Page, last = 'Less than five years ago'): Promise<void> {
  await page.getByRole('link', { name: 'Choose the day' }).first().click();
  await heading(page, 'Which day suits you?');
  await page.locator('#continue').click();
  await page.getByLabel(last).check();
  await page.locator('#continue').click();
  await heading(page, 'Who is the plan for?');
  await sayWho(page);
  await heading(page, 'Keep it, or offer it');
}

export async function signOffer(page: Page, name = 'Robin Green'): Promise<void> {
  await page.locator('#make-offer').click();
  await expect(page.locator('.pn-document')).toContainText('I do not confirm that I owe this amount.');
  for (const index of [0, 1, 2]) await page.locator(`#sign-tick-${index}`).check();
  await page.locator('#sign-name').fill(name);
  await page.locator('#sign-continue').click();
  await expect(page.locator('#sign-heading')).toBeInViewport();
  await page.locator('#sign').click();
  await expect(page.locator('#done-heading')).toBeInViewport();
}

/** What the link says, without its host. */
export async function link(page: Page): Promise<string> {
  await allowClipboard(page.context());
  await page.locator('#copy-plan-link').click();
  await expect(page.getByText('The link is copied.')).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address.startsWith(`${BASE_URL}#plan=`)).toBe(true);
  expect(address.length).toBeLessThan(8_400);
  return address;
}

export async function agentOpens(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  // The plan is out of the address bar before anything else.
  await expect(page).toHaveURL(/#\/received$/);
  await page.locator('#received-company').click();
  await expect(page.getByText('Robin Green offers this plan. Nothing is agreed yet.')).toBeVisible();
  return page;
}

/** An offer of £20 a month for £1,200, signed and opened by the company. */
export async function offered(page: Page, browser: Browser): Promise<Page> {
  await first(page, '1200', '20');
  await toOffer(page);
  await signOffer(page);
  return agentOpens(browser, await link(page));
}
