// A whole evening alone on a phone: what is owed, a first plan after two answers, two totals, ways to pay, a day, an offer;
// leaving and coming back; and the three answers that can come back.
import { expect, test } from '@playwright/test';
import { agreedByPhone, allowClipboard, button, goToStep, kept, keptLog, room, sentence, set, sign, timeline } from './desk';
import { agentOpens, first, heading, link, offered, owe, sayWho, signOffer, toOffer, totals } from './evening';
import { BASE_URL } from './origins';

test.use({ viewport: { width: 390, height: 844 } });

test('two answers lead to a plan in words, and going back keeps them', async ({ page }) => {
  await first(page, '£1,200', '85');
  await expect(sentence(page)).toContainText('£85 every month');
  await expect(page.locator('#standing')).toContainText('This is not checked against your spending.');
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(page.locator('#afford')).toHaveValue('85.00');
  await page.locator('#afford').fill('20');
  await page.locator('#afford-every').selectOption('weekly');
  await page.locator('#continue').click();
  await expect(sentence(page)).toContainText('£20 every week');
});

test('what cannot be read is listed at the top, and what was typed stays', async ({ page }) => {
  await page.goto(`${BASE_URL}#/alone`);
  await page.locator('#owed').fill('about a thousand');
  await page.locator('#continue').click();
  const errors = page.locator('#errors');
  await expect(errors).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await errors.getByRole('link', { name: 'Enter an amount in pounds, like 85 or 85.50' }).click();
  await expect(page.locator('#owed')).toBeFocused();
  await expect(page.locator('#owed')).toHaveValue('about a thousand');
  await expect(page).toHaveURL(/#\/alone$/);
});

test('ways never go above what two totals leave', async ({ page }) => {
  await first(page, '1200', '200');
  await totals(page, '1600', '1428');
  await heading(page, 'Ways this could be paid');
  await expect(page.getByText('Your two totals leave £172 a month.')).toBeVisible();
  await expect(page.locator('#ways-over')).toHaveText('The plan so far takes £200 a payment. That is more.');
  const cards = page.locator('.pn-cards > li');
  await expect(cards).toHaveCount(3);
  await expect(cards.nth(0)).toContainText('£40 every month until');
  await expect(cards.nth(0)).toContainText('then £85');
  await expect(cards.nth(1)).toContainText('£85 every month. Finished by');
  await expect(cards.nth(1)).toContainText('It leaves you £87 a month.');
  await expect(cards.nth(2)).toContainText('£125 every month');
  await page.getByLabel('The soonest finish').check();
  await expect(cards.nth(0)).toContainText('£125 every month');
  // The plan that was typed is above it, and the page says by how much.
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(page.locator('#standing')).toContainText('This is £28 a payment more than your two totals leave.');
  await page.getByRole('link', { name: 'Ways this could be paid' }).click();
  await page.locator('#way-steady').click();
  await expect(sentence(page)).toContainText('£85 every month');
  await expect(page.locator('#standing')).toContainText('By your two totals, this leaves you £87 a month.');
  await page.getByRole('link', { name: 'Ways this could be paid' }).click();
  await heading(page, 'Ways this could be paid');
  await expect(page.locator('#ways-over')).toHaveCount(0);
});

test('an own amount says at once what it leaves, and a text that is no amount goes nowhere', async ({ page }) => {
  await first(page, '1200', '85');
  await totals(page, '1600', '1428');
  await page.getByRole('link', { name: 'Try your own amount' }).click();
  const standing = page.locator('#standing');
  await expect(standing).toContainText('By your two totals, this leaves you £87 a month.');
  await page.locator('#amount').fill('200');
  await page.locator('#amount').press('Enter');
  await expect(standing).toContainText('This is £28 a payment more than your two totals leave.');
  await page.locator('#amount').fill('a lot');
  const day = page.getByRole('link', { name: 'Choose the day' });
  await day.click();
  await expect(page.locator('#amount')).toBeFocused();
  await expect(page.locator('#amount')).toHaveValue('a lot');
  await expect(page.locator('#amount-error')).toBeVisible();
  await expect(page).toHaveURL(/\/amount$/);
  await page.locator('#amount').fill('100');
  await day.click();
  await expect(page).toHaveURL(/\/day$/);
});

test('a first payment that is years away is remarked on, and not refused', async ({ page }) => {
  await first(page, '1200', '85');
  await expect(page.locator('#far-start')).toHaveCount(0);
  await page.getByRole('link', { name: 'Choose the day' }).click();
  await page.getByLabel('Another day').check();
  await page.locator('#other-day').fill('1 June 2099');
  await page.locator('#continue').click();
  await heading(page, 'When did you last pay or write?');
  await page.goto(`${BASE_URL}#/alone/${room(page)}/review`);
  await expect(page.locator('#far-start')).toContainText('more than a year away');
});

test('a name that was typed and not gone on with is there after a reload', async ({ page }) => {
  await first(page, '1200', '85');
  await page.goto(`${BASE_URL}#/alone/${room(page)}/who`);
  await page.locator('#who-name').fill('Robin Green');
  await page.reload();
  await expect(page.locator('#who-name')).toHaveValue('Robin Green');
  await page.locator('#continue').click();
  await heading(page, 'Is this right?');
  await expect(page.getByText('Robin Green')).toBeVisible();
});

test('the page that opens a plan begins with the file, in words of this person', async ({ page }) => {
  await page.goto(`${BASE_URL}#/alone`);
  const label = 'Open a plan, or an answer from the company';
  await page.getByRole('link', { name: label }).click();
  const file = await page.getByText(label).boundingBox();
  const form = await page.locator('#case-balance').boundingBox();
  expect(file?.y ?? Infinity).toBeLessThan(form?.y ?? 0);
  await expect(page.getByText('Paste a case')).toHaveCount(0);
});

test('the company is told that an offer was signed with another name', async ({ page, browser }) => {
  await first(page, '1200', '85');
  await toOffer(page);
  await signOffer(page, 'Kim Green');
  const agent = await agentOpens(browser, await link(page));
  const said = agent.locator('.pn-timeline__item').filter({ hasText: 'The name signed is Kim Green. The plan was made for another name.' });
  await expect(said).toHaveCount(1);
  await agent.context().close();
});

test('plans without a name are told apart in the list', async ({ page }) => {
  await first(page, '1200', '85');
  await first(page, '900', '60');
  await page.goto(`${BASE_URL}#/drafts`);
  const plans = page.locator('.pn-list__item');
  await expect(plans).toHaveCount(2);
  await expect(plans.filter({ hasText: '£1,200' })).toContainText('£85 every month');
  await expect(plans.filter({ hasText: '£900' })).toContainText('£60 every month');
  await expect(plans.first()).toContainText('Begun');
  // What a plan begins with is nobody's plan.
  await owe(page, '77');
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(plans).toHaveCount(3);
  await expect(plans.filter({ hasText: '£77' })).not.toContainText('every month');
  // Nobody's own phone is a desk of the company.
  await expect(page.getByRole('link', { name: 'Open in the console' })).toHaveCount(0);
});

test('where nothing is left there are no cards, but time and free advice', async ({ page }) => {
  await first(page, '1200', '50');
  await totals(page, '900', '950');
  await heading(page, 'A plan may not be right today');
  await expect(page.locator('.pn-cards')).toHaveCount(0);
  await expect(page.getByText('0800 138 1111').first()).toBeVisible();
  await page.locator('#small-for-now').click();
  await expect(page.locator('.pn-result')).toContainText('Payments change along the way');
  await expect(page.getByText(/^From .* to .*, each payment is £1\.$/)).toBeVisible();
  await page.goBack();
  await page.locator('#break-for-now').click();
  await expect(page.getByText(/^From .* to .*, there are no payments\.$/)).toBeVisible();
});

test('an old debt sends people to an adviser first, and blocks nobody', async ({ page }) => {
  await first(page, '1200', '50');
  await page.getByRole('link', { name: 'Choose the day' }).click();
  await page.locator('#continue').click();
  await page.locator('#continue').click();
  await expect(page.locator('#errors')).toContainText('Choose one of the three answers');
  await page.getByLabel('I am not sure').check();
  await expect(page.getByText('Talk to a free adviser before you sign or send this.')).toBeVisible();
  await page.locator('#continue').click();
  await heading(page, 'Who is the plan for?');
  // And once more where the offer is made.
  await goToStep(page, 'send');
  await expect(page.locator('#offer-old-debt')).toContainText('Talk to a free adviser before you sign or send this.');
  await expect(page.locator('#make-offer')).toBeEnabled();
});

test('a debt that is not mine needs no plan', async ({ page }) => {
  await page.goto(`${BASE_URL}#/alone`);
  await page.getByRole('link', { name: 'This is not my debt, or the figure is wrong' }).click();
  await heading(page, 'Not yours, or not right?');
  await allowClipboard(page.context());
  await page.locator('#copy-letter').click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('I do not recognise this debt');
});

test('figures go with the tab unless they are to be kept; the plan stays', async ({ page, context }) => {
  await first(page, '1200', '50');
  await totals(page, '1600.37', '1500.37');
  await page.locator('#way-steady').click();
  const stored = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect(page.getByText(/^Saved on this device/)).toBeVisible();
  expect(await stored()).not.toContain('1600.37');
  const address = page.url();
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  await expect(sentence(again)).toContainText('£50 every month');
  await expect(again.locator('#standing')).toContainText('not checked');
  await again.getByRole('link', { name: 'Check it with two totals' }).click();
  await expect(again.locator('#income')).toHaveValue('');
  await again.locator('#income').fill('1600.37');
  await again.locator('#spending').fill('1500.37');
  await again.locator('#keep-figures').check();
  await again.locator('#continue').click();
  await heading(again, 'Ways this could be paid');
  await again.reload();
  await expect(again.getByText('Your two totals leave £100 a month.')).toBeVisible();
  // What was searched for above is found once it may be kept.
  expect(await again.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('1600.37');
});

test('an offer is signed, sent as a link, agreed by the company, and signed by both', async ({ page, browser }) => {
  await first(page, '1200', '200.46');
  await totals(page, '1600.37', '1428.19');
  await page.locator('#way-steady').click();
  await toOffer(page);
  await page.locator('#within-budget').check();
  await signOffer(page);
  // What was tried on the way is not in what is sent: neither the first amount nor a figure of the budget.
  await expect(page.getByText(/^If they agree, the first payment is £85 on /)).toBeVisible();
  const address = await link(page);
  const agent = await agentOpens(browser, address);
  await expect(agent.getByText('They say that it is within what their budget shows.')).toBeVisible();
  await expect(agent.locator('#what-they-see')).toContainText('They see what you send them.');
  const log = JSON.stringify(await kept(agent)) + keptLog(await kept(agent), room(agent));
  expect(log).toContain('1200.00');
  // Each with its pence: digits alone turn up by chance in digests.
  for (const secret of ['200.46', '1600.37', '1,600.37', '1428.19', '1,428.19', '172.18', 'reduced']) expect(log).not.toContain(secret);
  await agent.locator('#accept-offer').click();
  await expect(agent.getByText('You agreed to the offer.')).toBeVisible();
  await agent.locator('#say-words').fill('Thank you for writing to us.');
  await agent.locator('#say').click();
  await expect(agent.locator('#remarks')).toContainText('Thank you for writing to us.');
  const answer = await link(agent);
  await page.goto(answer);
  await page.locator('#received-mine').click();
  // The company does not have it yet: nothing is said to be agreed, and nothing can be signed.
  await expect(page.locator('#agree-sealed')).toHaveText(/^You both said yes\. Send the plan back/);
  await expect(page.locator('#answer-comes')).toHaveText('The company answers with a link or a file. Open it on this device.');
  await expect(page.locator('#both-said')).toContainText('Thank you for writing to us.');
  await expect(sentence(page)).toContainText('£85 every month');
  await expect(page.locator('#sign-name')).toHaveCount(0);
  await agent.goto(await link(page));
  await agent.locator('#received-company').click();
  await expect(agent.getByText('You both agree on this plan.')).toBeVisible();
  // What was to be done before that is done.
  await expect(agent.locator('#person-here')).toHaveCount(0);
  await expect(agent.getByText('Propose the plan and send it back')).toHaveCount(0);
  await link(agent);
  await sign(agent, 'Sam Shah');
  await expect(agent.getByText('Send it to the other side: they sign next.')).toBeVisible();
  // The link of before has no signature in it.
  await expect(agent.getByText('The link is copied.')).toHaveCount(0);
  await page.goto(await link(agent));
  await page.locator('#received-mine').click();
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
  await sign(page, 'Robin Green');
  await expect(page.getByText('Save the document, and keep it for as long as you pay.')).toBeVisible();
  await expect(page.getByText('so that they have your signature as well.')).toBeVisible();
  // All have signed: nothing comes back any more.
  await expect(page.locator('#answer-comes')).toHaveCount(0);
  await agent.goto(await link(page));
  await agent.locator('#received-company').click();
  await expect(agent.locator('#done-heading')).toHaveText('Signed');
  await expect(agent.getByText('so that they have your signature as well.')).toHaveCount(0);
});

test('an offer is declined with a reason, and another can be made', async ({ page, browser }) => {
  await first(page, '1200', '10');
  await toOffer(page);
  await signOffer(page);
  const agent = await agentOpens(browser, await link(page));
  await agent.getByText('Decline, and say why').click();
  await agent.locator('#decline-offer').click();
  await expect(agent.locator('#decline-error')).toBeVisible();
  await agent.locator('#decline-reason').fill('Ten pounds would take ten years. From £25 a month we can agree today.');
  await agent.locator('#decline-offer').click();
  await agent.locator('#say-words').fill('Ring us if that is too much.');
  await agent.locator('#say').click();
  await expect(agent.locator('#remarks')).toContainText('Ring us if that is too much.');
  await expect(agent.locator('#you-declined')).toContainText('Robin Green made an offer that you could not agree to.');
  await expect(agent.locator('#you-declined + blockquote')).toContainText('From £25 a month we can agree today.');
  await expect(agent.locator('#offer-changed')).toHaveCount(0);
  await expect(agent.getByText('They read it once you send it: the ways are below.')).toBeVisible();
  await expect(agent.getByText('Propose the plan and send it back')).toHaveCount(0);
  await page.goto(await link(agent));
  await page.locator('#received-mine').click();
  await expect(page.locator('#declined')).toContainText('From £25 a month we can agree today.');
  // A second window only reads the plan, and says why it was declined as well.
  const second = await page.context().newPage();
  await second.goto(page.url());
  await expect(second.locator('#declined')).toContainText('From £25 a month we can agree today.');
  await expect(second.locator('#declined').getByRole('link')).toHaveCount(0);
  await expect(second.locator('#both-said')).toContainText('Ring us if that is too much.');
  await second.close();
  await page.locator('#declined').getByRole('link', { name: 'Try your own amount' }).click();
  await page.locator('#amount').fill('25');
  await page.locator('#amount').press('Enter');
  await expect(sentence(page)).toContainText('£25 every month');
  await goToStep(page, 'send');
  await page.locator('#make-offer').click();
  await expect(page.getByText('This is your offer. Nobody has agreed to it yet.')).toBeVisible();
});

test('what is agreed on the telephone after a no has no word of the no beside it', async ({ page, browser }) => {
  const agent = await offered(page, browser);
  await agent.getByText('Decline, and say why').click();
  await agent.locator('#decline-reason').fill('From £25 a month we can agree today.');
  await agent.locator('#decline-offer').click();
  await page.goto(await link(agent));
  await page.locator('#received-mine').click();
  await expect(page.locator('#declined')).toBeVisible();
  await agreedByPhone(agent);
  await page.goto(await link(agent));
  await page.locator('#received-mine').click();
  await expect(page.getByText('Agreed by telephone, and recorded here.')).toBeVisible();
  await expect(page.locator('#declined')).toHaveCount(0);
});

test('the company suggests a change, and the person sees it and agrees to it', async ({ page, browser }) => {
  const agent = await offered(page, browser);
  await agent.locator('#amount').fill('30');
  await agent.locator('#amount').press('Enter');
  await expect(sentence(agent)).toContainText('£30 every month');
  await agent.locator('#say-reason').check();
  await agent.getByRole('button', { name: 'Our rules do not allow the plan before.' }).click();
  await agent.locator('#say').click();
  // Nobody but the person says what their own device shows.
  await expect(agent.locator('input[name="affordability"]')).toHaveCount(2);
  await agent.locator('#propose').click();
  await page.goto(await link(agent));
  await page.locator('#received-mine').click();
  await expect(page.getByText('proposed this plan.').first()).toBeVisible();
  await expect(page.locator('#both-said')).toContainText('Our rules do not allow the plan before.');
  // Nobody is asked for a yes to a plan that is not there to be read, and nothing is to be sent before the answer.
  await heading(page, 'The company suggests a plan');
  await expect(sentence(page)).toContainText('£30 every month');
  await expect(page.locator('#copy-plan-link')).toHaveCount(0);
  // Whoever has not said what they have can do so before they answer, and is back at the answer after it.
  await expect(page.locator('#standing')).toContainText('not checked');
  await totals(page, '1600', '1580');
  await heading(page, 'The company suggests a plan');
  await expect(page.locator('#standing')).toContainText('This is £10 a payment more than your two totals leave.');
  await expect(page.locator('#answer-comes')).toHaveCount(0);
  await button(page, 'Agree to this plan').click();
  await expect(page.locator('#answer-comes')).toBeVisible();
  // A yes that was sent and is taken back can be sent as well.
  await button(page, 'Take it back').click();
  await expect(button(page, 'Agree to this plan')).toBeVisible();
  await expect(page.locator('#copy-plan-link')).toBeVisible();
  await button(page, 'Agree to this plan').click();
  await agent.goto(await link(page));
  await agent.locator('#received-company').click();
  await expect(agent.locator('#agree-sealed')).toBeVisible();
  await page.goto(await link(agent));
  await page.locator('#received-mine').click();
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
});

test('two totals are still there when the company answers', async ({ page, browser }) => {
  await first(page, '1200', '20');
  await totals(page, '1600', '1500');
  await page.locator('#way-steady').click();
  await toOffer(page);
  await signOffer(page);
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(page.locator('.pn-list__item')).toContainText('Offered ');
  await expect(page.locator('.pn-list__item')).not.toContainText('Begun');
  await page.getByRole('link', { name: 'Open on my own' }).click();
  const agent = await agentOpens(browser, await link(page));
  await set(agent, 'amount', '120');
  await agent.locator('#propose').click();
  await expect(agent.getByText('You proposed this plan. Send it back below')).toBeVisible();
  await expect(agent.getByText('Propose the plan and send it back')).toHaveCount(0);
  await page.goto(await link(agent));
  await page.locator('#received-mine').click();
  await expect(sentence(page)).toContainText('£120 every month');
  await expect(page.locator('#standing')).toContainText('This is £20 a payment more than your two totals leave.');
});

test('an answer that is opened elsewhere says where the offer was made, and the offer can be made again', async ({ page, browser }) => {
  const agent = await offered(page, browser);
  await agent.locator('#accept-offer').click();
  await expect(agent.getByText('It is agreed once they have opened it and sent it back.')).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await other.goto(await link(agent));
  await other.locator('#received-mine').click();
  await expect(other.getByText('It was made in another window or on another device: open the answer there.')).toBeVisible();
  await expect(sentence(other)).toHaveText(/^£20 every month/);
  await other.locator('#offer-again').click();
  await expect(other.locator('#make-offer')).toBeVisible();
  await other.locator('#make-offer').click();
  await expect(other.getByText('This is your offer. Nobody has agreed to it yet.')).toBeVisible();
});

test('a yes that was taken back meanwhile agrees nothing, and that can be sent', async ({ page, browser }) => {
  const agent = await offered(page, browser);
  await agent.locator('#accept-offer').click();
  const answer = await link(agent);
  await button(agent, 'Take it back').click();
  await expect(agent.locator('#accept-offer')).toBeVisible();
  await expect(agent.locator('#copy-plan-link')).toBeVisible();
  await page.goto(answer);
  await page.locator('#received-mine').click();
  await expect(page.locator('#agree-sealed')).toBeVisible();
  await agent.goto(await link(page));
  await agent.locator('#received-company').click();
  await expect(timeline(agent)).toContainText('Robin Green took up the answer, but nothing came of it.');
  await expect(agent.locator('body')).not.toContainText('Both sides said yes');
  await expect(agent.getByText('Nobody has agreed to it yet.')).toBeVisible();
});

test('an offer is asked to be answered before its first payment, and one that is answered after it says so', async ({ page, browser }) => {
  await owe(page, '640');
  await page.locator('#afford').fill('25');
  await page.locator('#afford-every').selectOption('weekly');
  await page.locator('#continue').click();
  await heading(page, 'A first plan');
  await toOffer(page);
  await expect(page.locator('#offer-late')).toHaveCount(0);
  await signOffer(page);
  const address = await link(page);
  const context = await browser.newContext();
  const agent = await context.newPage();
  // A month later.
  await agent.clock.setFixedTime(Date.now() + 31 * 86_400_000);
  await agent.goto(address);
  await agent.locator('#received-company').click();
  await expect(agent.locator('#answer-late')).toContainText('The first payment was due on ');
});

test('an offer that does not say whose plan it is says so before it is made', async ({ page }) => {
  await first(page, '1200', '20');
  await goToStep(page, 'send');
  await expect(page.locator('#offer-late')).toHaveCount(0);
  await page.locator('#reply-by').fill(`1 March ${new Date().getFullYear() + 1}`);
  await expect(page.locator('#offer-late')).toHaveText('The first payment comes before that day.');
  await page.locator('#offer-missing').getByRole('link', { name: 'Who is the plan for?' }).click();
  await sayWho(page);
  await expect(page.locator('#make-offer')).toBeVisible();
  await expect(page.locator('#offer-missing')).toHaveCount(0);
});

test('a link that was cut is said to be cut', async ({ page }) => {
  await first(page, '1200', '20');
  await toOffer(page);
  await signOffer(page);
  const address = await link(page);
  await page.goto(address.slice(0, -40));
  await expect(page.getByText('This link is cut short or changed.')).toBeVisible();
  await page.goto(`${BASE_URL}#plan=`);
  await expect(page.getByText('This link is cut short or changed.')).toBeVisible();
});
