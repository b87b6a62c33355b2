// Going back, coming back, and changing one's mind on the way that one person goes alone: nothing is lost, nothing piles up.
import { expect, test, type Page } from '@playwright/test';
import { button, downloaded, fact, file, goToStep, keptSoon, logIn, room, sentence, set } from './desk';
import { agentOpens, first, heading, link, offered, owe, signOffer, toOffer, totals } from './evening';
import { BASE_URL } from './origins';

test.use({ viewport: { width: 390, height: 844 } });

const drafts = (page: Page): Promise<number> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => /^pn\.2\.draft\.[0-9a-f]{64}\.\w+\.at$/.test(key)).length);

test('the way back leads to what is owed by the same plan', async ({ page }) => {
  await owe(page, '1200');
  for (const back of [() => page.goBack(), () => page.getByRole('link', { name: 'Back', exact: true }).click()]) {
    await back();
    await heading(page, 'What do you owe, roughly?');
    await expect(page.locator('#owed')).toHaveValue('1200.00');
    await page.locator('#continue').click();
    await heading(page, 'About how much could you manage?');
  }
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await page.locator('#owed').fill('a lot');
  await page.locator('#continue').click();
  await expect(page.locator('#errors')).toBeFocused();
  await page.locator('#owed').fill('900');
  await page.locator('#continue').click();
  await expect(page.getByText('£900 owed')).toBeVisible();
  // Nobody has said yet how much they could manage.
  await expect(page.locator('#afford')).toHaveValue('');
  await page.locator('#afford').fill('90');
  await page.locator('#continue').click();
  await expect(fact(page, 'Payments')).toHaveText('10');
  await keptSoon(page, '900.00');
  expect(await drafts(page)).toBe(1);
});

test('the way out for a debt that is not mine leads back to the plan', async ({ page }) => {
  await owe(page, '1200');
  await page.goBack();
  await page.getByRole('link', { name: 'This is not my debt, or the figure is wrong' }).click();
  await heading(page, 'Not yours, or not right?');
  await page.getByRole('link', { name: 'It is mine after all' }).click();
  await heading(page, 'About how much could you manage?');
  await expect(page.getByText('£1,200 owed')).toBeVisible();
});

test('an amount that leads to no plan shows none; more than is owed is one payment of what is owed', async ({ page }) => {
  await first(page, '2000', '1');
  await expect(page.locator('.pn-result__problem')).toBeVisible();
  await expect(page.locator('.pn-chart, .pn-plan-table, details')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Choose the day' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Change the amount, or how often' }).click();
  await page.locator('#afford').fill('3000');
  await page.locator('#continue').click();
  await expect(fact(page, 'Each payment')).toHaveText('£2,000');
  await expect(fact(page, 'Payments')).toHaveText('1');
  await expect(page.locator('.pn-chart')).toHaveCount(0);
});

test('the next page is there from its top at once', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 420 });
  await first(page, '1200', '20');
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  // The place is read in the very frame in which the next page is drawn: a scroll that takes its time has not begun to move.
  const place = page.evaluate(
    () =>
      new Promise<number>((answer) => {
        addEventListener('hashchange', () => requestAnimationFrame(() => requestAnimationFrame(() => answer(scrollY))), { once: true });
      }),
  );
  await page.evaluate(() => document.querySelector<HTMLAnchorElement>('main a[href*="/amount"]')?.click());
  expect(await place).toBe(0);
});

test('a day that was chosen stays when the rhythm changes; one that nobody chose comes with the rhythm', async ({ page }) => {
  const every = async (rhythm: string): Promise<void> => {
    await goToStep(page, 'afford');
    await page.locator('#afford-every').selectOption(rhythm);
    await page.locator('#continue').click();
    await expect(sentence(page)).toBeVisible();
  };
  const firstDay = (): Promise<string | null> => fact(page, 'First payment').textContent();
  await first(page, '1200', '20');
  const inAMonth = await firstDay();
  await every('weekly');
  expect(await firstDay()).not.toBe(inAMonth);
  await goToStep(page, 'day');
  await page.getByRole('radio').nth(2).check();
  await page.locator('#continue').click();
  await heading(page, 'When did you last pay or write?');
  await page.goto(`${BASE_URL}#/alone/${room(page)}`);
  await heading(page, 'A first plan');
  const chosen = await firstDay();
  await every('monthly');
  expect(await firstDay()).toBe(chosen);
});

test('small payments for now stay at the beginning when the rhythm changes', async ({ page }) => {
  await first(page, '1200', '20');
  await totals(page, '400', '900');
  await page.locator('#small-for-now').click();
  const more = page.locator('.pn-result__more').first();
  await expect(more).toContainText('each payment is £1');
  const before = await more.textContent();
  await goToStep(page, 'afford');
  await page.locator('#afford-every').selectOption('weekly');
  await page.locator('#continue').click();
  await expect(more).not.toHaveText(before ?? '');
  const table = page.locator('.pn-plan-table');
  await page.locator('details summary').first().click();
  await expect(table.locator('tbody tr').first()).toContainText('£1 changed');
});

test('after an offer is made the way back leads to the plan that is offered', async ({ page }) => {
  await first(page, '1200', '20');
  await toOffer(page);
  await page.locator('#make-offer').click();
  await expect(page.locator('.pn-document')).toBeVisible();
  await expect(page.getByText('The company sees only what you send it.')).toBeVisible();
  await page.goBack();
  // Nobody is asked whether an offer that they have made is right: it stands, and a change is a copy.
  await heading(page, 'The plan as it stands');
  await expect(page.locator('#was-sent')).toContainText('This plan stays as it is.');
  await expect(page.getByRole('link', { name: 'Go on', exact: true })).toHaveCount(0);
  await expect(page.getByText('£20 every month', { exact: false }).first()).toBeVisible();
  await page.reload();
  await page.goBack();
  await heading(page, 'Who is the plan for?');
  await expect(page.locator('#who-company')).toHaveValue('Example Energy');
  // It is one plan, and nobody has agreed to it.
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(page.locator('.pn-list__item')).toHaveCount(1);
  await expect(page.locator('.pn-list__item')).toContainText('An offer, not signed yet');
});

test('where nothing is kept the way back still leads to the plan that is offered', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException('blocked', 'SecurityError'); } });
    }
  });
  await first(page, '1200', '20');
  await toOffer(page);
  await page.locator('#make-offer').click();
  await expect(page.locator('.pn-document')).toBeVisible();
  await page.goBack();
  await heading(page, 'The plan as it stands');
  await page.getByRole('link', { name: 'See where the plan stands' }).click();
  await expect(page.locator('.pn-document')).toBeVisible();
  // And from a page without a plan back to it.
  await page.goto(`${BASE_URL}#/`);
  await expect(page.locator('.pn-ways')).toBeVisible();
  await page.goBack();
  await expect(page.locator('.pn-document')).toBeVisible();
});

test('when the company has answered one’s own plan opens as one’s own', async ({ page, browser }) => {
  const agent = await offered(page, browser);
  await expect(agent.getByRole('heading', { name: 'An offer' })).toBeVisible();
  await expect(agent.getByText('Robin Green made this offer. Nobody has agreed to it yet.')).toBeVisible();
  await agent.locator('#accept-offer').click();
  await expect(agent.getByText('You agreed to the offer.')).toBeVisible();
  await page.goto(await link(agent));
  await page.locator('#received-mine').click();
  await expect(page.locator('#agree-sealed')).toBeVisible();
  await page.locator('#signed-before > summary').click();
  await expect(page.locator('#signed-before > summary')).toContainText('The offer, as it was signed.');
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(page.locator('.pn-list__item')).toContainText('You both said yes: send it back, then it is agreed');
  // The list leads to how far it is, and not to the first questions.
  await page.getByRole('link', { name: 'Open on my own' }).click();
  await expect(page.locator('#agree-sealed')).toBeVisible();
  await page.goto(`${BASE_URL}#/alone/${room(page)}`);
  await heading(page, 'The plan as it stands');
  await page.getByRole('link', { name: 'See where the plan stands' }).click();
  await expect(page.locator('#agree-sealed')).toBeVisible();
});

test('a link’s page that is loaded again says that the link is used once', async ({ page }) => {
  await first(page, '1200', '20');
  await toOffer(page);
  await signOffer(page);
  await page.goto(await link(page));
  await expect(page.locator('#received-mine')).toBeVisible();
  await page.reload();
  await expect(page.getByText('The plan was in the link, and the link is used once.')).toBeVisible();
  await page.locator('main').getByRole('link', { name: 'Plans on this device' }).click();
  await expect(page.locator('.pn-list__item')).toHaveCount(1);
});

test('another language on a page of the plan: all that is answered stays, and so does the keyboard', async ({ page }) => {
  await owe(page, '1200');
  await page.locator('#afford').fill('37');
  await page.locator('#afford-every').selectOption('weekly');
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
  await expect(page.locator('#afford')).toHaveValue('37');
  await expect(page.locator('#afford-every')).toHaveValue('weekly');
  await page.locator('#afford').focus();
  await page.keyboard.press('End');
  await page.keyboard.type('.5');
  await page.locator('#continue').click();
  await expect(sentence(page)).toContainText('£37.50 bob wythnos');
  await button(page, 'English').click();
  await heading(page, 'A first plan');
  await page.getByRole('button', { name: 'Cymraeg' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'English' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Cymraeg' })).toBeFocused();
  await goToStep(page, 'last-paid');
  await page.getByLabel('I am not sure').check();
  await page.getByRole('button', { name: 'Cymraeg' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
  await expect(page.locator('input[type=radio][value="not-sure"]')).toBeChecked();
  await goToStep(page, 'check');
  await page.locator('#income').fill('400');
  await page.locator('#keep-figures').check();
  await button(page, 'English').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await expect(page.locator('#income')).toHaveValue('400');
  await expect(page.locator('#keep-figures')).toBeChecked();
});

test('what is tried after an offer was sent is a copy: the offer stands, and nobody is sent what was tried', async ({ page, browser }) => {
  await first(page, '1200', '20');
  await toOffer(page);
  await signOffer(page);
  const offered = room(page);
  const address = await link(page);
  await goToStep(page, 'owed');
  await expect(page.locator('#owed')).toHaveCount(0);
  await goToStep(page, 'afford');
  await page.locator('#afford').fill('77');
  await page.locator('#continue').click();
  await expect(page.getByText('You are changing a copy.')).toBeVisible();
  await expect(sentence(page)).toHaveText(/^£77 every month/);
  expect(room(page)).not.toBe(offered);
  await page.getByRole('link', { name: 'Try your own amount' }).click();
  await set(page, 'amount', '25');
  await expect(sentence(page)).toHaveText(/^£25 every month/);

  // The company agrees to what was sent, and nothing that happened here is in the way.
  const agent = await agentOpens(browser, address);
  await agent.locator('#accept-offer').click();
  await expect(agent.getByText('You agreed to the offer.')).toBeVisible();
  const answer = await link(agent);

  await goToStep(page, 'send');
  await signOffer(page);
  expect(new Set([offered, room(page)]).size).toBe(2);
  const { text } = await downloaded(page, page.locator('#save-plan-file'));
  expect(logIn(text)).toContain('25.00');
  for (const tried of ['77.00', '20.00']) expect(logIn(text)).not.toContain(tried);

  await page.goto(answer);
  await page.locator('#received-mine').click();
  expect(room(page)).toBe(offered);
  await expect(page.locator('#agree-sealed')).toBeVisible();
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(page.locator('.pn-list__item')).toHaveCount(2);
});

test('a window that only reads the plan has nothing to fill in, and takes over once the other is closed', async ({ page, context }) => {
  await first(page, '1200', '20');
  const address = page.url();
  const second = await context.newPage();
  for (const step of ['', '/afford', '/who', '/amount']) {
    await second.goto(address.replace(/\/[a-z]*$/, (end) => (/^\/[0-9a-f]{64}$/.test(end) ? end : '')) + step);
    await expect(second.locator('#reads-only')).toContainText('This plan is open in another window of yours.');
    await expect(sentence(second)).toHaveText(/^£20 every month/);
    await expect(second.locator('main input, main button')).toHaveCount(0);
  }
  await page.close();
  await expect(second.locator('#reads-only')).toHaveCount(0);
  await set(second, 'amount', '30');
  await expect(sentence(second)).toHaveText(/^£30 every month/);
});

test('a window that only reads the plan goes on with it when it is asked to, and so does the one before', async ({ page, context }) => {
  await first(page, '1200', '20');
  const second = await context.newPage();
  await second.goto(page.url());
  await second.locator('#reads-only #go-on-here').click();
  await expect(second.locator('#reads-only')).toHaveCount(0);
  await expect(page.locator('#gave-way')).toHaveText('You went on with this plan in another window. The plan is kept there.');
  await goToStep(second, 'amount');
  await set(second, 'amount', '30');
  await expect(sentence(second)).toHaveText(/^£30 every month/);
  await page.locator('#go-on-here').click();
  await expect(second.locator('#gave-way')).toBeVisible();
  await expect(page.locator('#reads-only, #gave-way')).toHaveCount(0);
  await expect(sentence(page)).toHaveText(/^£30 every month/);
  await goToStep(page, 'amount');
  await set(page, 'amount', '40');
  await expect(sentence(page)).toHaveText(/^£40 every month/);
  await keptSoon(page, '40.00');
  await page.reload();
  await expect(sentence(page)).toHaveText(/^£40 every month/);
});

test('changing one answer leads back to the last look at all of them', async ({ page }) => {
  await first(page, '1200', '20');
  await toOffer(page);
  await page.goBack();
  await heading(page, 'Is this right?');
  const change = (what: string): Promise<void> => page.getByRole('link', { name: `Change ${what}` }).click();
  await change('The plan');
  await page.locator('#afford').fill('30');
  await page.locator('#continue').click();
  await heading(page, 'Is this right?');
  await expect(page.locator('.pn-review')).toContainText('£30 every month');
  await change('First payment');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await heading(page, 'Is this right?');
  // Christmas is a working day nowhere, and the page says why the payment comes later.
  const now = new Date();
  const year = now.getMonth() === 11 && now.getDate() > 20 ? now.getFullYear() + 1 : now.getFullYear();
  await change('First payment');
  await page.getByLabel('Another day').check();
  await page.locator('#other-day').fill(`25 December ${year}`);
  await page.locator('#working-days').check();
  await page.locator('#continue').click();
  await heading(page, 'Is this right?');
  await expect(page.locator('#moved')).toContainText('That is no working day, so the payment comes on the next one.');
  // Whoever comes from the way goes on with it.
  await goToStep(page, 'day');
  await page.locator('#continue').click();
  await heading(page, 'When did you last pay or write?');
});

test('one’s own file from before an offer opens as it was, and deleting leaves no trace of the way', async ({ page }) => {
  await first(page, '1200', '20');
  await toOffer(page);
  const { text } = await downloaded(page, page.locator('#save-own-file'));
  expect(text).not.toContain('"saved_ms\\":0,');
  await page.locator('#make-offer').click();
  await expect(page.locator('.pn-document')).toBeVisible();
  await page.goto(`${BASE_URL}#/alone/open`);
  await page.locator('#case-file').setInputFiles(file('plan.plan', text));
  await heading(page, 'A first plan');
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(page.locator('.pn-list__item')).toHaveCount(2);
  for (const left of [1, 0]) {
    await button(page, 'Delete from this device').first().click();
    await button(page, 'Yes, delete it').click();
    await expect(page.locator('.pn-list__item')).toHaveCount(left);
  }
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('moved')))).toEqual([]);
});
