import { expect, test, type Page } from '@playwright/test';
import { complaints, room } from './desk';
import { speakBackwards, speakMarked } from './languages';
import { BASE_URL, DEMO_URL } from './origins';

test('the page speaks Welsh: chosen once, kept, and left again', async ({ page, context }) => {
  const found = complaints(context);
  await page.goto(BASE_URL);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
  await expect(page.locator('#translated')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cymraeg' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'English' })).toBeVisible();
  await page.locator('a[href="#/alone"]').click();
  await page.locator('#owed').fill('1200');
  await page.locator('#continue').click();
  await page.locator('#afford').fill('100');
  await page.locator('#continue').click();
  // Figures are what they were, and the words are not.
  await expect(page.locator('.pn-result__sentence')).toContainText('£100');
  await expect(page.locator('main')).not.toContainText(/payment|every month/i);
  await page.goto(BASE_URL);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await expect(page.getByRole('heading', { level: 1, name: 'Plan Negotiator' })).toBeVisible();
  await expect(page.locator('#translated')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Cymraeg' })).toBeVisible();
  expect(found).toEqual([]);
});

test('a case that a page opens while the words are on their way is there when they have come', async ({ page, context }) => {
  let release = (): void => undefined;
  const asked = new Promise<void>((done) => (release = done));
  await context.route(/\/words-cy-/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto(DEMO_URL);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('#owed')).toBeVisible();
  await page.evaluate(() => document.querySelector('plan-negotiator')?.setAttribute('lang', 'cy'));
  await page.locator('#open').click();
  release();
  await expect(frame.locator('html')).toHaveAttribute('lang', 'cy');
  await expect(frame.locator('#afford')).toBeVisible();
  await expect(frame.locator('#figures-from')).toContainText('127.0.0.1');
});

test.describe('a browser in Welsh', () => {
  test.use({ locale: 'cy-GB' });

  test('is spoken to in English by a page that asks for it', async ({ page }) => {
    await page.goto(DEMO_URL);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('#owed')).toBeVisible();
    await expect(frame.locator('html')).toHaveAttribute('lang', 'en-GB');
    await expect(frame.getByRole('button', { name: 'Cymraeg' })).toBeVisible();
  });

  test('is spoken to in Welsh, and names months in Welsh', async ({ page }) => {
    await page.goto(`${BASE_URL}#/alone`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
    await page.locator('#owed').fill('1200');
    await page.locator('#continue').click();
    await page.locator('#afford').fill('100');
    await page.locator('#continue').click();
    await expect(page.locator('.pn-facts')).toContainText(
      / (Ion|Chwef|Maw|Ebr|Mai|Meh|Gorff|Awst|Medi|Hyd|Tach|Rhag) 20/,
    );
    await expect(page.locator('.pn-facts')).not.toContainText(
      / (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec) 20/,
    );
    // What the page writes into a field it can read.
    await page.locator('main a[href$="/day"]').click();
    // On some days of the month the first payment falls on a day that is offered.
    await page.locator('input[name="first-day"][value="other"]').check();
    await expect(page.locator('#other-day')).toHaveValue(/^\d+ \p{L}+ 20\d\d$/u);
    await page.locator('#continue').click();
    await expect(page).toHaveURL(/\/last-paid$/);
  });
});

test('words that do not come leave the page as it was', async ({ page, context }) => {
  await context.route(/\/words-cy-/, (route) => route.abort());
  await page.goto(BASE_URL);
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await expect(page.getByRole('alert')).toContainText('Check the connection');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await expect(page.getByRole('link', { name: /on my own/ })).toBeVisible();
});

for (const [what, body] of [
  ['no table', '<p>'],
  ['one of another build', '{"language":"cy","direction":"ltr","messages":[["x"]]}'],
] as const) {
  test(`a language whose words are ${what} is not spoken`, async ({ page, context }) => {
    await context.route(/\/words-cy-/, (route) => route.fulfill({ body }));
    await context.addInitScript(() => localStorage.setItem('pn.1.language', 'cy'));
    await page.goto(BASE_URL);
    await expect(page.getByRole('heading', { level: 1, name: 'Plan Negotiator' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  });
}

test('from right to left the page mirrors, and amounts do not', async ({ page, context }) => {
  await speakBackwards(context);
  await page.goto(`${BASE_URL}#/alone`);
  await page.locator('#owed').fill('1200');
  await page.locator('#continue').click();
  await page.locator('#afford').fill('100');
  await page.locator('#continue').click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const facts = page.locator('.pn-facts > *');
  const [first, last] = [await facts.first().boundingBox(), await facts.last().boundingBox()];
  expect(first!.x).toBeGreaterThan(last!.x);
  // The sign stands before the digits whichever way the words go.
  const order = await page.locator('.pn-result__sentence bdi').first().evaluate((bdi) => {
    const place = (offset: number) => {
      const range = document.createRange();
      range.setStart(bdi.firstChild!, offset);
      range.setEnd(bdi.firstChild!, offset + 1);
      return range.getBoundingClientRect().left;
    };
    return [place(0), place(1)];
  });
  expect(order[0]).toBeLessThan(order[1]!);
});

/**
 * What can be read on the page in plain letters. Names and amounts stand apart and are nobody's words; the document is in
 * English, and says so.
 */
const plain = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const { parentElement: around, textContent: text } = texts.currentNode;
      const isShown = around?.checkVisibility() && !around.closest('bdi, script, style, .pn-document');
      if (isShown && /[a-z]{2,}/i.test(text ?? '')) found.push(text);
    }
    return [...found, document.title].filter((text): text is string => /[a-z]{2,}/i.test(text ?? ''));
  });

/** A page that is loaded anew, so that nothing of the one before stands there. */
async function fresh(page: Page, hash: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(BASE_URL + hash);
  await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
  await expect(page.locator('#app main#content h1, #app h1')).toBeVisible();
  await expect(page.locator('.pn-loading')).toHaveCount(0);
}

test('every word that is shown comes from the list of words', async ({ page, context }) => {
  await speakMarked(context);
  for (const hash of ['#/', '#/alone', '#/alone/not-mine', '#/received', '#/drafts', '#/check', '#/numbers', '#/console', '#/nowhere']) {
    await fresh(page, hash);
    await expect.poll(() => plain(page), hash).toEqual([]);
  }
  await page.goto(`${BASE_URL}#/alone`);
  await page.locator('#owed').fill('1200');
  await page.locator('#continue').click();
  await page.locator('#afford').fill('20');
  await page.locator('#continue').click();
  await expect(page.locator('#standing')).toBeVisible();
  const plan = room(page);
  for (const step of ['owed', 'afford', 'check', 'ways', 'amount', 'day', 'last-paid', 'who', 'review', 'send'] as const) {
    await fresh(page, `#/alone/${plan}/${step}`);
    await expect.poll(() => plain(page), step).toEqual([]);
  }
  await page.locator('#make-offer').click();
  await expect(page.locator('#sign-continue')).toBeVisible();
  await expect.poll(() => plain(page)).toEqual([]);
});
