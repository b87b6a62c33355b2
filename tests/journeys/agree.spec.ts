import { expect, test, type Page } from '@playwright/test';
import {
  agreed,
  button,
  downloaded,
  file,
  openConsole,
  openControls,
  openShare,
  openShareTab,
  otherFile,
  readyToSign,
  same,
  set,
  sign,
  status,
  timeline,
} from './desk';
import { BASE_URL } from './origins';

async function signed(page: Page): Promise<{ share: Page; name: string; text: string }> {
  const share = await agreed(page);
  await sign(page, 'Samira Shah');
  await sign(share, 'Robin Green');
  await expect(page.locator('#save-pdf')).toBeVisible();
  return { share, ...(await otherFile(page, '#save-summary')) };
}

async function check(page: Page, text: string | Buffer): Promise<void> {
  await page.goto(`${BASE_URL}#/check`);
  await page.locator('#check-file').setInputFiles(file('summary.html', text, 'text/html'));
  await expect(page.locator('#check-file')).toHaveValue(/summary\.html$/);
}

const verdict = (page: Page) => page.getByRole('status');

test('what the agent says was checked is read before anybody agrees, and stands in the document', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await expect(page.locator('#not_checked')).toBeChecked();
  await page.locator('#told_by_phone').check();
  await page.locator('#propose').click();
  await expect(share.locator('#what-was-checked')).toContainText('you told us by telephone what you can afford');
  await share.locator('#accept').click();
  const said = 'The person paying told the company by telephone what they can afford.';
  for (const window of [page, share]) await expect(window.locator('.pn-document')).toContainText(said);
  await sign(page, 'Samira Shah');
  await sign(share, 'Robin Green');
  const { text } = await otherFile(page, '#save-summary');
  expect(text).toContain(said);
  const checker = await page.context().newPage();
  await check(checker, text);
  await expect(verdict(checker)).toContainText('Whole and unchanged since both signed.');
  await expect(checker.getByText(said)).toBeVisible();
});

test('propose, agree, sign, save, check: the document is whole', async ({ page }) => {
  const { share, name, text } = await signed(page);
  expect(name).toBe('repayment-plan-4821.html');
  await expect(page.getByText(`Given to your downloads: ${name}`)).toBeVisible();
  await expect(share.getByText('This plan is agreed.')).toBeVisible();
  await expect(timeline(share)).toContainText('Both sides said yes to this plan.');

  const checker = await page.context().newPage();
  await check(checker, text);
  await expect(verdict(checker)).toContainText('Whole and unchanged since both signed.');
  await expect(verdict(checker)).toContainText('Samira Shah, for the company. Signed ');
  await expect(verdict(checker)).toContainText('Robin Green, for the person paying. Signed ');
  await expect(verdict(checker)).toContainText('£85 every month, from ');
});

test('the summary from the shared window is whole as well', async ({ page }) => {
  const { share } = await signed(page);
  const { text } = await otherFile(share, '#save-summary');
  const checker = await page.context().newPage();
  await check(checker, text);
  await expect(verdict(checker)).toContainText('Whole and unchanged since both signed.');
});

test('one changed character anywhere is refused in words', async ({ page }) => {
  const { text } = await signed(page);
  const checker = await page.context().newPage();
  const after = (mark: string, by: number): number => {
    expect(text, mark).toContain(mark);
    return text.indexOf(mark) + by;
  };
  const spots = [
    ['the data', after('"terms":"', 60)],
    ['an amount', text.lastIndexOf('85.00')],
    ['a name', text.indexOf('Robin')],
    ['the text', text.indexOf('Repayment plan')],
    ['the style', after('<style', 20)],
  ] as const;
  for (const [what, at] of spots) {
    expect(at, what).toBeGreaterThan(0);
    const other = text[at] === 'x' ? 'y' : text[at] === '8' ? '9' : 'x';
    await check(checker, text.slice(0, at) + other + text.slice(at + 1));
    await expect(verdict(checker), what).toContainText(
      /This document was changed after it was signed\. Do not rely on it\.|This document is not whole\. Do not rely on it\./,
    );
    await expect(checker.getByText('Whole and unchanged since both signed.')).toHaveCount(0);
    await checker.reload();
  }
});

test('a cut, a stranger and a huge file are no summaries', async ({ page }) => {
  const { text } = await signed(page);
  const checker = await page.context().newPage();
  await check(checker, text.slice(0, text.length / 2));
  await expect(verdict(checker)).toContainText('This document is cut short');
  await check(checker, '<!doctype html><p>Hello</p>');
  await expect(verdict(checker)).toContainText('This is not one of our documents.');
  await check(checker, Buffer.alloc(12 << 20, 32));
  await expect(verdict(checker)).toContainText('This file is too large to be one of our documents.');
});

test('a change between proposing and agreeing: nothing is agreed, and it is said', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await page.locator('#propose').click();
  await expect(share.locator('#accept')).toBeVisible();
  await set(page, 'amount', '95');
  await expect(timeline(page)).toContainText('The proposal no longer stands.');
  await expect(timeline(share)).toContainText('The proposal no longer stands.');
  await expect(share.locator('#accept')).toHaveCount(0);
  await expect(share.locator('footer')).toContainText('Nothing is agreed yet.');
  await expect(page.locator('#propose')).toBeVisible();
});

test('a signed document can be saved after the plan was changed', async ({ page }) => {
  const { share } = await signed(page);
  await set(page, 'amount', '90');
  await expect(page.locator('#save-pdf')).toHaveCount(0);
  for (const at of [page, share]) {
    await at.locator('#signed-before summary').first().click();
    await expect(at.locator('#signed-before')).toContainText('£85 every month');
    const file = await downloaded(at, at.locator('#before-save-pdf'));
    const checker = await page.context().newPage();
    await checker.goto(`${BASE_URL}#/check`);
    await checker.locator('#check-file').setInputFiles({ name: 'plan.pdf', mimeType: 'application/pdf', buffer: file.bytes });
    await expect(verdict(checker)).toContainText('Whole and unchanged since both signed.');
    await checker.close();
  }
});

test('a change after agreeing opens the plan again, and it is said', async ({ page }) => {
  const share = await agreed(page);
  await openControls(share);
  await set(share, 'amount', '70');
  await same(page, share, /^£70 every month/);
  await expect(timeline(page)).toContainText('What was agreed no longer stands.');
  await expect(share.locator('footer')).toContainText('Nothing is agreed yet.');
  await expect(page.locator('#sign-continue')).toHaveCount(0);
});

test('agreeing and changing at the very same time never leaves the windows apart', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await page.locator('#propose').click();
  await expect(share.locator('#accept')).toBeVisible();
  await page.locator('#amount').fill('60');
  // Straight on the element: the button may be gone by the time a real pointer arrives.
  await Promise.all([
    share.evaluate(() => document.getElementById('accept')?.click()),
    page.locator('#amount').press('Enter'),
  ]);
  await same(page, share, /^£60 every month/);
  await expect(share.locator('footer')).toContainText('Nothing is agreed yet.');
  await expect(page.getByText('You both agree on this plan.')).toHaveCount(0);
});

test('nobody agrees on the shared screen until the person is at the desk', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#propose').click();
  const wait = share.getByText('Agreeing on this screen is possible when the other side has said that you are at the desk.');
  await expect(wait).toBeVisible();
  await expect(share.locator('#accept')).toHaveCount(0);
  await page.locator('#person-here').click();
  await expect(share.locator('#accept')).toBeVisible();
  await page.locator('#person-away').click();
  await expect(wait).toBeVisible();
});

test('what was proposed can be taken back', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await page.locator('#propose').click();
  await expect(share.locator('#accept')).toBeVisible();
  await button(page, 'Take it back').click();
  await expect(share.locator('#accept')).toHaveCount(0);
  await expect(timeline(share)).toContainText('Sam took it back.');
});

test('a signature needs a name', async ({ page }) => {
  await agreed(page);
  for (const tick of [0, 1, 2]) await page.locator(`#sign-tick-${tick}`).check();
  await page.locator('#sign-continue').click();
  await expect(page.locator('#sign-error')).toHaveText('Enter your name as you write it.');
  await expect(page.locator('#sign-name')).toBeFocused();
  await expect(page.locator('#sign-name')).toHaveAttribute('aria-describedby', 'sign-error sign-name-hint');
});

test('on a screen that is held still nothing can be agreed', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await page.locator('#propose').click();
  await expect(share.locator('#accept')).toBeVisible();
  await page.locator('#freeze').click();
  await expect(share.locator('.pn-banner')).toContainText(/Sam is trying something\. This is the plan from \d\d:\d\d\./);
  await expect(share.locator('#accept')).toHaveCount(0);
  await page.locator('#uncover').click();
  await expect(share.locator('.pn-banner')).toHaveCount(0);
  await expect(share.locator('#accept')).toBeVisible();
  await expect(timeline(share)).not.toContainText('agreed to it');
  await expect(page.getByText('You both agree on this plan.')).toHaveCount(0);
  await share.locator('#accept').click();
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
});

test('nothing is proposed or agreed while the screen is held still', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await expect(share.locator('#propose')).toBeVisible();
  await page.locator('#freeze').click();
  await expect(page.locator('#propose')).toBeDisabled();
  await expect(share.locator('.pn-banner')).toContainText('Sam is trying something');
  await share.locator('#propose').click();
  await expect(status(share)).toContainText('The shared plan is held still. It can be changed when it is shown again.');
  await expect(page.getByText('proposed this plan')).toHaveCount(0);
});

test('a plan that does not work out cannot be proposed', async ({ page }) => {
  await openConsole(page);
  await set(page, 'first-due', '1 January 2020');
  await page.locator('#propose').click();
  await expect(status(page)).toContainText('This plan does not work out yet, so it cannot be proposed.');
});

test('a document that cannot be fetched is not signed, and comes when it is asked for again', async ({ page }) => {
  const part = '**/split_papers-*.wasm';
  await page.context().route(part, (route) => route.abort());
  await agreed(page);
  await expect(page.getByText('A part of this page could not be fetched.')).toBeVisible();
  await expect(page.locator('#sign-continue')).toHaveCount(0);
  await page.context().unroute(part);
  await page.locator('#document-again').click();
  await expect(page.locator('.pn-document')).toBeVisible();
  await sign(page, 'Samira Shah');
});

test('signing without the worker: words, the agreement stays, and it works when asked again', async ({ page }) => {
  await agreed(page);
  const worker = '**/document_worker-*_bg.wasm';
  await page.context().route(worker, (route) => route.abort());
  await readyToSign(page, 'Samira Shah');
  await page.locator('#sign').click();
  await expect(page.locator('#sign-failed')).toContainText('A part of this page could not be fetched.');
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
  await expect(page.getByText('You sign as Samira Shah.')).toBeVisible();
  await page.context().unroute(worker);
  await page.locator('#sign').click();
  await expect(page.locator('#done-heading')).toHaveText('You have signed.');
});

test('signing can be stopped, and nothing is signed then', async ({ page }) => {
  await agreed(page);
  // The worker never arrives.
  await page.context().route('**/document_worker-*_bg.wasm', () => undefined);
  await readyToSign(page, 'Samira Shah');
  await page.locator('#sign').click();
  await expect(page.getByText('Getting what this needs.')).toBeVisible();
  await page.locator('#sign-cancel').click();
  await expect(page.locator('#sign-failed')).toContainText('Stopped. Nothing was signed, and nothing is lost.');
  await page.context().unroute('**/document_worker-*_bg.wasm');
  await page.locator('#sign').click();
  await expect(page.locator('#done-heading')).toHaveText('You have signed.');
});

test('a signature needs every sentence ticked', async ({ page }) => {
  await agreed(page);
  await page.locator('#sign-name').fill('Samira Shah');
  await page.locator('#sign-tick-0').check();
  await page.locator('#sign-continue').click();
  await expect(page.getByText('Tick each sentence once it is true.')).toBeVisible();
  await expect(page.locator('#sign-tick-1')).toBeFocused();
  await expect(page.locator('#sign')).toHaveCount(0);
});

test('an answer that comes while the console is closed is an agreement once it is open again', async ({ page }) => {
  await openConsole(page);
  const address = page.url();
  const share = await openShareTab(page);
  await page.locator('#person-here').click();
  await page.locator('#propose').click();
  await expect(share.locator('#accept')).toBeVisible();
  await page.goto('about:blank');
  await expect(status(share)).toContainText('The other window was closed.');
  await share.locator('#accept').click();
  await expect(share.getByText('Agreed. Waiting for the other window.')).toBeVisible();
  await page.goto(address);
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
  await expect(share.getByText('You both agree on this plan.')).toBeVisible();
});

test('nothing is signed while something is tried', async ({ page }) => {
  await agreed(page);
  await expect(page.locator('#sign-continue')).toBeVisible();
  await button(page, 'Try it on my own').click();
  await expect(page.locator('#sign-continue')).toHaveCount(0);
  await expect(page.getByText('Go back to the shared plan to sign it.')).toBeVisible();
  await button(page, 'Go back to the shared plan').click();
  await expect(page.locator('#sign-continue')).toBeVisible();
});
