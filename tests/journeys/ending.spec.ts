// Plans that nobody changes any more: their end is said a week before they go, and they can be saved or kept until then.
import { expect, test, type Page } from '@playwright/test';
import { downloaded, kept, keptSoon, openConsole, room, sentence, set } from './desk';
import { BASE_URL } from './origins';

const DAY_MS = 24 * 60 * 60 * 1_000;
const OVER = 'This plan has not changed for 90 days.';

/** The list of plans, as it is opened so many days from now. */
async function listIn(page: Page, days: number): Promise<void> {
  // A page that is open has timers of the clock before.
  await page.goto('about:blank');
  await page.clock.setSystemTime(Date.now() + days * DAY_MS);
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(page.locator('.pn-list').or(page.getByText('There are no plans on this device.'))).toBeVisible();
}

async function keysOf(page: Page, id: string): Promise<string[]> {
  return Object.keys(await kept(page)).filter((key) => key.includes(id));
}

test('a plan goes after its end was said, and not before', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  const id = room(page);
  const item = page.locator('.pn-list__item');
  await listIn(page, 0);
  await expect(item).toContainText('Kept here until');
  await listIn(page, 89);
  await expect(item).not.toContainText(OVER);
  // Nobody looked for a year: it is said first, and opening the list again changes nothing.
  await listIn(page, 365);
  await expect(item).toContainText(OVER);
  await listIn(page, 371);
  await expect(item).toContainText(OVER);
  const { text } = await downloaded(page, item.getByRole('button', { name: 'Save to a file' }));
  await listIn(page, 373);
  await expect(page.getByText('It had not changed for 90 days.')).toContainText('Acme Energy · 4821 was deleted from this device.');
  await expect(item).toHaveCount(0);
  expect(await keysOf(page, id)).toEqual([]);
  // What was saved before opens again.
  await page.locator('#import').setInputFiles({ name: 'plan.plan', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(item).toContainText('Acme Energy · 4821');
});

test('a plan whose end was said is kept for as long as somebody wants it', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  const address = page.url();
  const item = page.locator('.pn-list__item');
  await listIn(page, 100);
  await expect(item).toContainText(OVER);
  await item.getByRole('button', { name: 'Keep it for 90 more days' }).click();
  await expect(page.getByText('The plan is kept for 90 more days.')).toBeVisible();
  await expect(item).not.toContainText(OVER);
  await listIn(page, 189);
  await expect(item).toContainText('Kept here until');
  await listIn(page, 191);
  await expect(item).toContainText(OVER);
  await page.goto(address);
  await expect(sentence(page)).toHaveText(/^£85 every month/);
});
