// What a screen reader is given, screen by screen, as it was read and found good: roles, names, order. The clock stands
// still, so that no date moves. After a change that is meant: `cargo xtask test journeys -- aria.spec -u`, and read what moved.
import { expect, test, type Page } from '@playwright/test';
import { goToStep, openConsole, openLength, openShare, openWaiting, startPlan } from './desk';
import { first, signOffer, toOffer, totals } from './evening';
import { BASE_URL } from './origins';

const at = async (page: Page, hash: string): Promise<Page> => {
  await page.goto(BASE_URL + hash);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.pn-loading')).toHaveCount(0);
  return page;
};

const SCREENS: [string, (page: Page) => Promise<Page>][] = [
  ['start', (page) => at(page, '#/')],
  ['owed', (page) => at(page, '#/alone')],
  [
    'owed-wrong',
    async (page) => {
      await at(page, '#/alone');
      await page.locator('#owed').fill('much');
      await page.locator('#continue').click();
      await expect(page.locator('#errors')).toBeFocused();
      return page;
    },
  ],
  ['not-mine', (page) => at(page, '#/alone/not-mine')],
  [
    'first-plan',
    async (page) => {
      await first(page, '1200', '85');
      await page.getByText(/^All \d+ payments$/).click();
      await expect(page.getByRole('table')).toBeVisible();
      return page;
    },
  ],
  [
    'ways',
    async (page) => {
      await first(page, '1200', '200');
      await totals(page, '1600', '1428');
      await expect(page.locator('#way-steady')).toBeVisible();
      return page;
    },
  ],
  [
    'nothing-left',
    async (page) => {
      await first(page, '1200', '50');
      await totals(page, '900', '950');
      await expect(page.locator('#small-for-now')).toBeVisible();
      return page;
    },
  ],
  [
    'last-paid',
    async (page) => {
      await first(page, '1200', '85');
      await goToStep(page, 'last-paid');
      await page.getByLabel('Five years ago or more').check();
      await expect(page.getByText('Talk to a free adviser before you sign or send this.')).toBeVisible();
      return page;
    },
  ],
  [
    'offer',
    async (page) => {
      await first(page, '1200', '85');
      await toOffer(page);
      await signOffer(page);
      return page;
    },
  ],
  [
    'every-control',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      return page;
    },
  ],
  [
    'call-opening',
    async (page) => {
      await startPlan(page, 'console');
      await page.locator('#check-birth').click();
      await page.locator('#checks-acting').click();
      await expect(page.locator('#acting-name')).toBeFocused();
      return page;
    },
  ],
  [
    'call-stopped',
    async (page) => {
      await startPlan(page, 'console');
      await page.locator('#check-birth').click();
      await page.locator('#checks-adviser').click();
      await expect(page.locator('#checks-heading')).toBeFocused();
      return page;
    },
  ],
  [
    'share-waiting',
    async (page) => {
      await startPlan(page, 'console');
      return openWaiting(page);
    },
  ],
  [
    'console',
    async (page) => {
      await openConsole(page);
      await openLength(page);
      return page;
    },
  ],
  [
    'share',
    async (page) => {
      await openConsole(page);
      const share = await openShare(page);
      await share.getByText('Change the plan yourself').click();
      return share;
    },
  ],
  [
    'locking',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      await at(page, '#/drafts');
      await page.getByRole('button', { name: 'Lock with a passphrase' }).click();
      await expect(page.locator('#passphrase')).toBeFocused();
      return page;
    },
  ],
  [
    'locked',
    async (page) => {
      await startPlan(page, 'alone', { name: 'Robin' });
      const address = page.url();
      await at(page, '#/drafts');
      await page.getByRole('button', { name: 'Lock with a passphrase' }).click();
      await page.locator('#passphrase').fill('four words of one’s own');
      await page.locator('#passphrase-again').fill('four words of one’s own');
      await page.locator('#lock-do').click();
      await expect(page.getByText('The plan is locked.')).toBeVisible();
      await page.goto(address);
      await expect(page.locator('#passphrase')).toBeFocused();
      return page;
    },
  ],
  ['check', (page) => at(page, '#/check')],
  ['unknown', (page) => at(page, '#/nowhere')],
];

for (const [name, open] of SCREENS) {
  test(`what a screen reader is given: ${name}`, async ({ page, context }) => {
    await context.clock.setFixedTime(new Date('2026-12-01T09:00:00Z'));
    const screen = await open(page);
    // Once it is saved nothing moves any more.
    await expect(screen.getByText(/^Saving/)).toHaveCount(0);
    await expect(screen.locator('body')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  });
}
