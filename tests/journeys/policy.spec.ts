// The company's public rules, alone: said with their reasons, never a lock, and nothing of them once they do not hold.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { goToStep, sentence, set, startPlan } from './desk';
import { BASE_URL } from './origins';

const POLICY = 'policies/example-energy.json';

interface Pack {
  valid_from: string;
  valid_until: string;
}

/** Serves this as the rules of the deployment. */
async function rules(page: Page, body: string, more: Record<string, unknown> = {}): Promise<void> {
  await page.route('**/site.json', (route) => route.fulfill({ json: { version: 1, policy: POLICY, ...more } }));
  await page.route(`**/${POLICY}`, (route) => route.fulfill({ contentType: 'application/json', body }));
}

function pack(valid: Partial<Pack> = {}): string {
  const read = JSON.parse(readFileSync(POLICY, 'utf8')) as Pack;
  // It holds on the day on which this runs, whenever that is.
  return JSON.stringify({ ...read, valid_from: '2020-01-01', valid_until: '2100-12-31', ...valid });
}

async function plan(page: Page, amount: string): Promise<void> {
  await startPlan(page, 'alone');
  await set(page, 'amount', amount);
  await expect(sentence(page)).toContainText(`£${amount} every month`);
  await page.getByRole('link', { name: 'Back', exact: true }).click();
}

const limits = (page: Page) => page.locator('#limits');

test('a plan within the limits is said to be, one beyond them is told why and can be offered', async ({ page }) => {
  await rules(page, pack());
  await plan(page, '100');
  await expect(limits(page)).toHaveText('This is within what the company can agree without asking.');
  await goToStep(page, 'amount');
  await set(page, 'amount', '4');
  await expect(sentence(page)).toContainText('£4 every month');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(limits(page)).toContainText('It can agree £5 a month or more without asking.');
  await expect(limits(page)).toContainText('Below this, the bill for what you use now would grow faster than the plan pays it down.');
  await expect(limits(page)).toContainText('Example Energy, debt and repayment policy, section 4');
  await expect(limits(page)).toContainText('You can offer this plan all the same.');
  await goToStep(page, 'review');
  await expect(page.locator('#credit-file')).toBeVisible();
  await expect(page.locator('#later')).toContainText('The company looks at the plan again after 182 days.');
  await expect(page.locator('#later')).toContainText('After a call you can say for 14 days that it is not what you agreed.');
  await expect(page.locator('#consequences')).not.toHaveAttribute('open');
  await page.getByRole('link', { name: 'Go on', exact: true }).click();
  await page.locator('#make-offer').click();
  await expect(page.getByText('This is your offer. Nobody has agreed to it yet.')).toBeVisible();
});

test('nothing of rules that ran out is shown, and advice that everybody can call is', async ({ page }) => {
  await rules(page, pack({ valid_until: '2020-12-31' }));
  await plan(page, '4');
  await expect(page.locator('#rules-notice')).toHaveText("The company's rules ran out on 31 December 2020. Nothing of them is used here.");
  await expect(limits(page)).toHaveCount(0);
  await goToStep(page, 'last-paid');
  await page.getByLabel('Five years ago or more').check();
  await expect(page.locator('main')).toContainText('StepChange');
  await goToStep(page, 'review');
  await expect(page.getByRole('heading', { level: 1, name: 'Is this right?' })).toBeVisible();
  await expect(page.locator('#credit-file')).toHaveCount(0);
  await expect(page.locator('#later')).toHaveCount(0);
});

for (const [what, body] of [
  ['cut short', '{ "version": 1, "id": "x'],
  ['of another version', pack().replace('"version":1', '"version":2')],
  ['not there', ''],
] as const) {
  test(`rules that are ${what} are not used`, async ({ page }) => {
    await rules(page, body);
    await plan(page, '4');
    await expect(page.locator('#rules-notice')).toHaveText("The company's rules could not be read. Nothing of them is used here.");
    await expect(limits(page)).toHaveCount(0);
  });
}

test('where a deployment has a way out it is on every page, and leads away without a trace in the history', async ({ page }) => {
  const away = 'https://weather.example/';
  await page.route(away, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
  await rules(page, pack(), { quick_exit: away });
  await page.goto(`${BASE_URL}#/alone`);
  await expect(page.locator('#quick-exit')).toHaveText('Leave this page');
  await plan(page, '50');
  await page.locator('#quick-exit').click();
  await expect(page).toHaveTitle('Weather');
  await page.goBack();
  await expect(page).not.toHaveURL(/first|plan|\/alone\/[0-9a-f]{64}$/);
});

test('a deployment without settings has no way out and no rules', async ({ page }) => {
  await plan(page, '50');
  await expect(page.locator('#quick-exit')).toHaveCount(0);
  await expect(page.locator('#rules-notice')).toHaveCount(0);
  await expect(limits(page)).toHaveCount(0);
});
