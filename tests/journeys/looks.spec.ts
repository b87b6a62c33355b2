import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import {
  agreedByPhone,
  button,
  checked,
  complaints,
  downloaded,
  file,
  goToStep,
  keptSoon,
  openConsole,
  openControls,
  openLength,
  openShare,
  openWaiting,
  readyToSign,
  sentence,
  set,
  sign,
  startPlan,
  type Step,
} from './desk';
import { speakBackwards } from './languages';
import { BASE_URL, DEMO_URL, FRAMED_URL, HOST_URL, SUBPATH_URL } from './origins';

/** Names as long as they come. */
const LONG = {
  company: 'Acme Energy and Heating Company Limited, Northern Region',
  ref: 'ACC-20417-2026-11-000000000042',
  name: 'Maximiliana Featherstonehaugh-Cholmondeley of the Northern Region',
};

/** A page of the way alone. */
async function way(page: Page, step: Step): Promise<Page> {
  await startPlan(page, 'alone', LONG);
  await goToStep(page, step);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return page;
}

/** What two totals lead to. */
async function ways(page: Page, spending: string, until: string): Promise<Page> {
  await way(page, 'check');
  await page.locator('#income').fill('1600');
  await page.locator('#spending').fill(spending);
  await page.locator('#continue').click();
  await expect(page.locator(until)).toBeVisible();
  return page;
}

/** Every screen, as a person sees it in use: with additions, an error, everything open. */
const SCREENS: [string, (page: Page) => Promise<Page>][] = [
  ['start', (page) => at(page, '#/')],
  ['new console', (page) => at(page, '#/console')],
  [
    'joining a plan',
    async (page) => {
      await page.addInitScript(() => new MutationObserver(() => document.documentElement.setAttribute('data-relay', 'ws://127.0.0.1:9/')).observe(document, { childList: true }));
      await at(page, '#/join');
      await page.locator('#join-code').fill('48 291');
      await page.locator('#join').click();
      await expect(page.locator('#join-code-error')).toBeVisible();
      return page;
    },
  ],
  [
    'new alone',
    async (page) => {
      await at(page, '#/alone');
      await page.locator('#owed').fill('much');
      await page.locator('#continue').click();
      await expect(page.locator('#errors')).toBeFocused();
      return page;
    },
  ],
  ['new alone, on one page', (page) => at(page, '#/alone/open')],
  ['not my debt', (page) => at(page, '#/alone/not-mine')],
  ['alone: a first amount', (page) => way(page, 'afford')],
  [
    'alone: a first plan',
    async (page) => {
      await way(page, 'afford');
      await page.locator('#afford').fill('20');
      await page.locator('#continue').click();
      await expect(page.locator('#standing')).toBeVisible();
      return page;
    },
  ],
  [
    'alone: two totals',
    async (page) => {
      await way(page, 'check');
      await page.getByText('Other debts', { exact: true }).click();
      await page.locator('#continue').click();
      await expect(page.locator('#errors')).toBeFocused();
      return page;
    },
  ],
  ['alone: ways', (page) => ways(page, '1428', '#way-steady')],
  ['alone: nothing left', (page) => ways(page, '1700', '#small-for-now')],
  ['alone: the day', (page) => way(page, 'day')],
  [
    'alone: last paid',
    async (page) => {
      await way(page, 'last-paid');
      await page.getByLabel('Five years ago or more').check();
      return page;
    },
  ],
  ['alone: who', (page) => way(page, 'who')],
  ['alone: review', (page) => way(page, 'review')],
  ['alone: keep or offer', (page) => way(page, 'send')],
  ['unknown', (page) => at(page, '#/nowhere')],
  [
    'console',
    async (page) => {
      await openConsole(page);
      await openLength(page);
      for (const add of ['Deposit', 'Lower for now', 'Break', 'Reduction']) await button(page, add).click();
      await page.getByText(/^All \d+ payments$/).click();
      await set(page, 'amount', 'abc');
      await expect(page.locator('#amount-error')).toBeVisible();
      return page;
    },
  ],
  [
    'console with a plan that does not work out',
    async (page) => {
      await openConsole(page);
      await set(page, 'first-due', '1 January 2020');
      await expect(page.locator('.pn-result__problem')).toBeVisible();
      return page;
    },
  ],
  [
    'share',
    async (page) => {
      await openConsole(page);
      const share = await openShare(page);
      const size = page.viewportSize();
      if (size) await share.setViewportSize(size);
      await share.getByText('Change the plan yourself').click();
      await share.getByText(/^All \d+ payments$/).click();
      await page.locator('#person-here').click();
      await page.locator('#propose').click();
      await expect(share.locator('#accept')).toBeVisible();
      return share;
    },
  ],
  [
    'console: before the call, with somebody who helps',
    async (page) => {
      await startPlan(page, 'console', LONG);
      await page.locator('#check-password').click();
      await page.locator('#checks-disputed').click();
      await page.locator('#checks-acting').click();
      await page.locator('#acting-save').click();
      await expect(page.locator('#acting-error')).toBeVisible();
      return page;
    },
  ],
  [
    'console: stopped',
    async (page) => {
      await startPlan(page, 'console', LONG);
      await page.locator('#check-birth').click();
      await page.locator('#checks-breathing-space').click();
      await expect(page.locator('#stop-lift')).toBeVisible();
      return page;
    },
  ],
  [
    'share: who is there is being checked',
    async (page) => {
      await startPlan(page, 'console', LONG);
      const share = await openWaiting(page);
      const size = page.viewportSize();
      if (size) await share.setViewportSize(size);
      return share;
    },
  ],
  [
    'console: they need a minute',
    async (page) => {
      await openConsole(page, LONG);
      const share = await openShare(page);
      await share.locator('#help-ask').click();
      await share.locator('#minute-ask').click();
      await expect(page.locator('#minute')).toBeVisible();
      await expect(page.locator('#helped')).toBeVisible();
      return page;
    },
  ],
  [
    'share: a minute, and somebody who helps',
    async (page) => {
      await openConsole(page, LONG);
      const share = await openShare(page);
      const size = page.viewportSize();
      if (size) await share.setViewportSize(size);
      await share.locator('#help-ask').click();
      await share.locator('#minute-ask').click();
      await expect(share.locator('#minute-over')).toBeVisible();
      return share;
    },
  ],
  [
    'covered share',
    async (page) => {
      await openConsole(page);
      const share = await openShare(page);
      const size = page.viewportSize();
      if (size) await share.setViewportSize(size);
      await page.locator('#cover').click();
      await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
      return share;
    },
  ],
  [
    'alone: every control',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      return page;
    },
  ],
  [
    'looking back',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      await set(page, 'amount', '85');
      await page.locator('#look-back').click();
      await expect(page.locator('#look-back-heading')).toBeVisible();
      return page;
    },
  ],
  [
    'a reason for a change',
    async (page) => {
      await openConsole(page);
      const share = await openShare(page);
      const size = page.viewportSize();
      if (size) await share.setViewportSize(size);
      await openControls(share);
      await set(share, 'amount', '85');
      await share.locator('#say-reason').check();
      await share.getByRole('button', { name: 'I want to be done sooner.' }).click();
      await share.locator('#say').click();
      await expect(share.locator('#remarks')).toContainText('I want to be done sooner.');
      return share;
    },
  ],
  [
    'drafts: the end of a plan',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      // A page that is open has timers of the clock before.
      await page.goto('about:blank');
      await page.clock.setSystemTime(Date.now() + 100 * 24 * 60 * 60 * 1_000);
      await at(page, '#/drafts');
      await expect(page.getByText('This plan has not changed for 90 days.')).toBeVisible();
      return page;
    },
  ],
  [
    'drafts: locking a plan',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      await at(page, '#/drafts');
      await button(page, 'Lock with a passphrase').click();
      await page.locator('#passphrase').fill('horse');
      await page.locator('#lock-do').click();
      await expect(page.getByText('The two are not the same.')).toBeVisible();
      return page;
    },
  ],
  [
    'a locked plan',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      const address = page.url();
      await at(page, '#/drafts');
      await button(page, 'Lock with a passphrase').click();
      await page.locator('#passphrase').fill('horse');
      await page.locator('#passphrase-again').fill('horse');
      await page.locator('#locked-name').fill('Kitchen');
      await page.locator('#lock-do').click();
      await expect(page.getByText('The plan is locked.')).toBeVisible();
      await page.goto(address);
      await page.locator('#passphrase').fill('house');
      await page.locator('#lock-do').click();
      await expect(page.getByText('This passphrase does not open the plan.')).toBeVisible();
      return page;
    },
  ],
  [
    'drafts',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      await at(page, '#/drafts');
      await expect(page.locator('.pn-list__item')).toHaveCount(1);
      await button(page, 'Delete from this device').click();
      return page;
    },
  ],
  [
    'numbers',
    async (page) => {
      await at(page, '#/numbers');
      await expect(page.locator('.pn-plan-table')).toBeVisible();
      return page;
    },
  ],
  [
    'telephone',
    async (page) => {
      await openConsole(page);
      await page.locator('#by-phone').click();
      await expect(page.locator('#call-tick-5')).toBeVisible();
      await page.locator('#call-tick-0').check();
      await page.locator('#record-call').click();
      await expect(page.getByText('Every sentence has to be read out')).toBeVisible();
      return page;
    },
  ],
  [
    'sign',
    async (page) => {
      await openConsole(page, LONG);
      await agreedByPhone(page);
      await page.locator('#sign-continue').click();
      await expect(page.locator('#sign-error')).toBeVisible();
      return page;
    },
  ],
  [
    'last check',
    async (page) => {
      await openConsole(page, LONG);
      await agreedByPhone(page);
      await readyToSign(page, LONG.name);
      return page;
    },
  ],
  [
    'signed, set up',
    async (page) => {
      await openConsole(page, LONG);
      await agreedByPhone(page);
      await sign(page, LONG.name);
      await page.locator('#set-up').click();
      await page.locator('#copy-given').selectOption('post');
      await page.locator('#copy-lines').click();
      await expect(page.locator('#lines')).toBeVisible();
      return page;
    },
  ],
  [
    'payments made',
    async (page) => {
      await openConsole(page, LONG);
      await agreedByPhone(page);
      await sign(page, LONG.name);
      await page.locator('#payments-open').click();
      await page.locator('#payment-amount').fill('1');
      await page.locator('#payment-add').click();
      await page.locator('#payments-rows').click();
      await page.locator('#payment-add').click();
      await expect(page.locator('#payment-amount-error')).toBeVisible();
      await expect(page.locator('#again-compare')).toBeVisible();
      return page;
    },
  ],
  [
    'offer',
    async (page) => {
      await startPlan(page, 'alone', LONG);
      await goToStep(page, 'send');
      await page.locator('#make-offer').click();
      await expect(page.locator('.pn-document')).toBeVisible();
      return page;
    },
  ],
  [
    'checked document',
    async (page) => {
      await openConsole(page, LONG);
      await agreedByPhone(page);
      await sign(page, LONG.name);
      const { bytes } = await downloaded(page, page.locator('#save-pdf'));
      await at(page, '#/check');
      await page.locator('#check-file').setInputFiles(file('plan.pdf', bytes, 'application/pdf'));
      await expect(page.getByRole('status')).toContainText('Agreed by telephone');
      await page.getByText('Show the plan as data').click();
      return page;
    },
  ],
  [
    'in a company’s page',
    async (page) => {
      await page.goto(DEMO_URL);
      const frame = page.frameLocator('iframe');
      await expect(frame.locator('#owed')).toBeVisible();
      await page.locator('#open').click();
      await frame.locator('#afford').fill('60');
      await frame.locator('#continue').click();
      await expect(frame.locator('.pn-result__sentence')).toBeVisible();
      return page;
    },
  ],
  [
    'check',
    async (page) => {
      await at(page, '#/check');
      const buffer = Buffer.from('<p>no summary</p>');
      await page.locator('#check-file').setInputFiles({ name: 'summary.html', mimeType: 'text/html', buffer });
      await expect(page.getByRole('status')).toContainText('This is not one of our documents.');
      return page;
    },
  ],
];

async function at(page: Page, hash: string): Promise<Page> {
  await page.goto(BASE_URL + hash);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.pn-loading')).toHaveCount(0);
  return page;
}

async function clean(page: Page): Promise<void> {
  // Text is ink only once its font is there.
  await page.evaluate(() => document.fonts.ready.then(() => null));
  // Axe brings types of a playwright-core of its own; at run time it takes any page.
  const axe = new AxeBuilder({ page: page as never }).options({
    rules: { 'target-size': { enabled: true } },
    // What is well needs no list of where it is.
    resultTypes: ['violations'],
  });
  // Without frames its answers need not be put together in a window of their own, which takes as long as they do.
  const { violations } = await axe.setLegacyMode(page.frames().length === 1).analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
}

/** As somebody sees a screen. What is not named is as the browser has it. */
interface Look {
  colorScheme?: 'dark';
  forcedColors?: 'active';
  width?: number;
  /** Text twice as large, as somebody sets it in their browser. */
  large?: boolean;
  /** Every word half as long again, as in other languages. It cannot be taken back: nothing comes after it. */
  long?: boolean;
}

async function lookAt(screen: Page, look: Look): Promise<void> {
  const { colorScheme = 'light', forcedColors = 'none', width, large = false, long = false } = look;
  // A colour is looked at, not the way to it: what is out of sight would be on its way for as long as it stays there.
  for (const frame of screen.frames()) await frame.evaluate(changeAtOnce);
  await screen.emulateMedia({ colorScheme, forcedColors });
  if (width) await screen.setViewportSize({ width, height: 640 });
  for (const frame of screen.frames()) {
    await frame.evaluate((size) => document.documentElement.style.setProperty('font-size', size), large ? '200%' : '');
    if (long) await frame.evaluate(lengthen);
  }
}

function changeAtOnce(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { transition: none !important; }');
  document.adoptedStyleSheets = [sheet];
}

function lengthen(): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  // Amounts, dates and names are as long in every language.
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.parentElement?.closest('bdi, script, style, textarea, pre, svg')) continue;
    text.data = text.data.replace(/\p{L}{2,}/gu, (word) => word + 'n'.repeat(Math.ceil(word.length / 2)));
  }
}

interface Device {
  viewport?: { width: number; height: number };
  isMobile?: boolean;
  hasTouch?: boolean;
  prepare?: (context: BrowserContext) => Promise<void>;
  looks: [string, Look][];
}

const PHONE = { viewport: { width: 390, height: 844 } };

/** Each screen is opened once on a device, and looked at there in several ways. */
const DEVICES: [string, Device][] = [
  [
    'a laptop',
    {
      looks: [
        ['light', {}],
        ['dark', { colorScheme: 'dark' }],
        ['forced colours', { forcedColors: 'active' }],
        ['text of 200 %', { large: true }],
        ['longer words', { long: true }],
      ],
    },
  ],
  ['a phone', { ...PHONE, isMobile: true, hasTouch: true, looks: [['390 px', {}], ['320 px', { width: 320 }], ['longer words at 320 px', { width: 320, long: true }]] }],
  ['a phone, from right to left', { ...PHONE, prepare: speakBackwards, looks: [['390 px', {}]] }],
];

for (const [device, { prepare, looks, ...options }] of DEVICES) {
  test.describe(device, () => {
    test.use(options);
    test.beforeEach(({ context }) => prepare?.(context));
    for (const [name, open] of SCREENS) {
      test(`${name} on ${device}: axe is clean, nothing runs off, the browser complains about nothing`, async ({ page }) => {
        const found = complaints(page.context());
        const screen = await open(page);
        for (const [look, settings] of looks) {
          await test.step(look, async () => {
            await lookAt(screen, settings);
            await clean(screen);
            // Not innerWidth: a phone zooms out to whatever runs off.
            const content = await screen.evaluate(() => document.documentElement.scrollWidth);
            expect(content).toBeLessThanOrEqual(screen.viewportSize()?.width ?? 0);
          });
        }
        expect(found).toEqual([]);
      });
    }
  });
}

test('back, forward and reload keep to the addresses', async ({ page }) => {
  await at(page, '#/');
  await page.getByRole('link', { name: /Check a signed document/ }).click();
  await expect(page).toHaveTitle('Check a signed document');
  await page.goBack();
  await expect(page).toHaveTitle('Plan Negotiator');
  await page.getByRole('link', { name: /I work here/ }).click();
  await expect(page).toHaveTitle('PRIVATE – console');
  await page.locator('#case-balance').fill('1200');
  await page.locator('#case-reference').fill('4821');
  await button(page, 'Start the plan').click();
  await expect(sentence(page)).toHaveText(/^£100 every month/);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  await page.goBack();
  await expect(page.locator('#case-balance')).toBeVisible();
  await page.goForward();
  await expect(sentence(page)).toHaveText(/^£85 every month/);
  await page.reload();
  await expect(sentence(page)).toHaveText(/^£85 every month/);
});

test('an address that leads nowhere says so and shows the way back', async ({ page }) => {
  for (const hash of ['#/nowhere', '#/console/xyz', '#/share', '#/check/1', '#/console/00/1']) {
    await at(page, hash);
    await expect(page.getByRole('heading', { level: 1, name: 'There is no page here' })).toBeVisible();
    await expect(page).toHaveTitle('There is no page here');
  }
  await page.getByRole('link', { name: 'Back to the start' }).click();
  await expect(page.locator('.pn-ways')).toBeVisible();
});

test('a plan that is not on this device is said', async ({ page }) => {
  await page.goto(`${BASE_URL}#/console/${'0'.repeat(64)}`);
  await expect(page.getByRole('alert')).toContainText('This plan is not on this device. It may have been deleted, or saved in another browser.');
});

test('under a path: two windows move one plan', async ({ page }) => {
  const found = complaints(page.context());
  await page.goto(`${SUBPATH_URL}#/console`);
  await page.locator('#case-balance').fill('1200');
  await button(page, 'Start the plan').click();
  await expect(sentence(page)).toHaveText(/^£100 every month/);
  expect(page.url().startsWith(SUBPATH_URL)).toBe(true);
  await checked(page);
  const share = await openShare(page);
  expect(share.url().startsWith(SUBPATH_URL)).toBe(true);
  await set(page, 'amount', '85');
  await expect(sentence(share)).toHaveText(/^£85 every month/);
  expect(found).toEqual([]);
});

test('in a frame of another origin a plan is made alone', async ({ page }) => {
  const found = complaints(page);
  await page.goto(HOST_URL);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { level: 1, name: 'Plan Negotiator' })).toBeVisible();
  await frame.getByRole('link', { name: /I want to look at this on my own/ }).click();
  await frame.locator('#owed').fill('1200');
  await frame.locator('#continue').click();
  await frame.locator('#afford').fill('100');
  await frame.locator('#continue').click();
  await expect(frame.locator('.pn-result__sentence')).toHaveText(/^£100 every month/);
  await frame.getByRole('link', { name: 'Try your own amount' }).click();
  await frame.locator('#amount').fill('85');
  await frame.locator('#amount').press('Enter');
  await expect(frame.locator('.pn-result__sentence')).toHaveText(/^£85 every month/);
  expect(page.frames().some((one) => one.url().startsWith(FRAMED_URL))).toBe(true);
  expect(found).toEqual([]);
});

test('the console is named after its reference', async ({ page }) => {
  await openConsole(page);
  await expect(page).toHaveTitle('PRIVATE – console · 4821');
  await page.reload();
  await expect(page).toHaveTitle('PRIVATE – console · 4821');
});

for (const width of [320, 390]) {
  test(`a long name breaks into lines at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await startPlan(page, 'alone', { company: 'Acme Energy and Heating Company Limited' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.goto(`${BASE_URL}#/drafts`);
    await expect(page.locator('.pn-list__item')).toHaveCount(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
