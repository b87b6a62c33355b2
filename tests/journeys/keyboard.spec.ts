import { expect, test, type Frame, type Page } from '@playwright/test';
import { same, sentence } from './desk';
import { frameOf, open } from './embedding';
import { BASE_URL } from './origins';

/** Presses Tab until the focus is on the element, of a frame in the page or of the page; the focus is visible at every stop. */
async function tabTo(page: Page, selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab', within: Page | Frame = page): Promise<void> {
  for (let stops = 0; stops < 80; stops += 1) {
    if (await within.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press(key);
    const seen = await within.evaluate(() => {
      const element = document.activeElement;
      // What is in a frame is looked at there.
      if (!element || element === document.body || element.matches('iframe, plan-negotiator')) return 'nothing';
      const style = getComputedStyle(element);
      const around = getComputedStyle(element.parentElement as Element);
      const shown = (of: CSSStyleDeclaration): boolean =>
        (of.outlineStyle !== 'none' && parseFloat(of.outlineWidth) >= 1) || of.boxShadow !== 'none';
      return shown(style) || shown(around) ? 'visible' : element.outerHTML.slice(0, 120);
    });
    expect(['visible', 'nothing'], `focus on ${seen}`).toContain(seen);
  }
  throw new Error(`${selector} is not reached by ${key}`);
}

async function press(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

async function start(page: Page): Promise<void> {
  await page.goto(BASE_URL);
  await expect(page.locator('.pn-ways')).toBeVisible();
  await press(page, 'a[href="#/console"]');
  await expect(page.locator('#case-balance')).toBeVisible();
  // The page comes with its part, and the keyboard with the page.
  await expect(page.locator('#content')).toBeFocused();
  for (const [id, text] of [
    ['#case-owed-to', 'Acme Energy'],
    ['#case-reference', '4821'],
    ['#case-balance', '1200'],
    ['#case-name', 'Sam'],
  ] as const) {
    await tabTo(page, id);
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  await expect(sentence(page)).toHaveText(/^£100 every month/);
  // The opening of the call is two presses.
  await press(page, '#check-birth');
  await expect(page.locator('#checks-heading')).toBeFocused();
  await press(page, '#checks-clear');
  await expect(page.locator('#checks-line')).toBeFocused();
}

test('the main job by keyboard alone, from the start to the saved summary', async ({ page }) => {
  await start(page);
  await tabTo(page, '#amount');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('85');
  await page.keyboard.press('Enter');
  await expect(sentence(page)).toHaveText(/^£85 every month/);
  await tabTo(page, '.pn-range');
  await page.keyboard.press('ArrowRight');
  await expect(sentence(page)).toHaveText(/^£86 every month/);
  await tabTo(page, '#every');
  await page.keyboard.press('Home');
  await expect(sentence(page)).toHaveText(/^£86 every week/);
  await tabTo(page, '#undo', 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect(sentence(page)).toHaveText(/^£86 every month/);

  const popup = page.waitForEvent('popup');
  await tabTo(page, '#open-share', 'Shift+Tab');
  await page.keyboard.press('Enter');
  const share = await popup;
  await same(page, share, /^£86 every month/);
  await press(page, '#person-here', 'Space');
  await press(page, '#propose');
  await expect(share.locator('#accept')).toBeVisible();

  // On the other screen: open the controls, look at every payment, agree.
  await press(share, '.pn-details > summary');
  await expect(share.locator('.pn-plan-table')).toBeVisible();
  await press(share, '#accept');
  for (const [at, name] of [
    [page, 'Samira Shah'],
    [share, 'Robin Green'],
  ] as const) {
    await expect(at.locator('#sign-name')).toBeVisible();
    for (const tick of [0, 1, 2]) await press(at, `#sign-tick-${tick}`, 'Space');
    await tabTo(at, '#sign-name');
    await expect(at.locator('#sign-name')).toBeInViewport();
    await at.keyboard.type(name);
    await at.keyboard.press('Enter');
    await expect(at.locator('#sign-heading')).toBeFocused();
    await press(at, '#sign');
    await expect(at.locator('#done-heading')).toBeVisible();
  }
  await expect(page.locator('#save-pdf')).toBeVisible();
  await press(page, '#other-files');
  await tabTo(page, '#save-summary');
  const event = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await event).suggestedFilename()).toBe('repayment-plan-4821.html');
});

test('alone by keyboard alone: from two answers to a signed offer', async ({ page }) => {
  // A page comes with its part, and takes the keyboard to its beginning: who is faster begins on the page before.
  const at = async (name: string): Promise<void> => {
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.locator('#content')).toBeFocused();
  };
  const write = async (selector: string, text: string): Promise<void> => {
    await tabTo(page, selector);
    await page.keyboard.type(text);
  };
  await page.goto(BASE_URL);
  await press(page, 'a[href="#/alone"]');
  await at('What do you owe, roughly?');
  await write('#owed', '1200');
  await page.keyboard.press('Enter');
  await at('About how much could you manage?');
  await write('#afford', '85');
  await page.keyboard.press('Enter');
  await at('A first plan');
  await press(page, 'a[href$="/check"]');
  await at('What comes in, and what goes out?');
  await write('#income', '1600');
  await write('#spending', '1428');
  await page.keyboard.press('Enter');
  await at('Ways this could be paid');
  await press(page, '#way-steady');
  await at('A first plan');
  await press(page, 'main a[href$="/day"]');
  await at('Which day suits you?');
  await press(page, '#continue');
  await at('When did you last pay or write?');
  await tabTo(page, 'input[type="radio"]');
  await page.keyboard.press('Space');
  await press(page, '#continue');
  await at('Who is the plan for?');
  await write('#who-company', 'Example Energy');
  await write('#who-name', 'Robin Green');
  await page.keyboard.press('Enter');
  await at('Is this right?');
  await press(page, 'main a[href$="/send"]');
  await at('Keep it, or offer it');
  await press(page, '#make-offer');
  await expect(page.locator('.pn-document')).toBeVisible();
  for (const index of [0, 1, 2]) await press(page, `#sign-tick-${index}`, 'Space');
  await write('#sign-name', 'Robin Green');
  await press(page, '#sign-continue');
  await press(page, '#sign');
  await expect(page.locator('#done-heading')).toBeVisible();
  const download = page.waitForEvent('download');
  await press(page, '#save-pdf');
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
});

test('in a company’s page by keyboard alone: into the frame, to a plan in words, and out again', async ({ page }) => {
  await open(page);
  const app = await frameOf(page);
  const within = (selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => tabTo(page, selector, key, app);
  const at = async (name: string): Promise<void> => {
    await expect(app.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(app.locator('#content')).toBeFocused();
  };
  await within('#owed');
  await page.keyboard.type('1200');
  await page.keyboard.press('Enter');
  await at('About how much could you manage?');
  await within('#afford');
  await page.keyboard.type('85');
  await page.keyboard.press('Enter');
  await at('A first plan');
  await expect(app.locator('.pn-result__sentence')).toHaveText(/^£85 every month/);
  await within('a[href$="/afford"]', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await at('About how much could you manage?');
  // No trap: Tab leads out at the end of the frame, and back in.
  await tabTo(page, '#open');
  await within('#content, #content *', 'Shift+Tab');
});

test('the keyboard comes along to a page whose part is fetched', async ({ page }) => {
  await page.goto(BASE_URL);
  await expect(page.locator('.pn-ways')).toBeVisible();
  await press(page, 'a[href="#/alone"]');
  await expect(page.locator('#owed')).toBeVisible();
  await expect(page.locator('#content')).toBeFocused();
});

test('the skip link leads to the plan and leaves the address alone', async ({ page }) => {
  await start(page);
  const address = page.url();
  await page.reload();
  await expect(sentence(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the plan' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to the plan' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
  expect(page.url()).toBe(address);
  await page.keyboard.press('Tab');
  await expect(page.locator('#checks-line')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('#open-share')).toBeFocused();
});

test('radio buttons by arrow keys, escape gives the value back', async ({ page }) => {
  await start(page);
  await press(page, '.pn-columns__controls details > summary');
  await tabTo(page, 'input[name="held"]');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('The number of payments is fixed. The rest follows from it.')).toBeVisible();
  await tabTo(page, '#amount', 'Shift+Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('7');
  await page.keyboard.press('Escape');
  await expect(page.locator('#amount')).toHaveValue('100.00');
  await expect(page.locator('#amount')).toBeFocused();
});
