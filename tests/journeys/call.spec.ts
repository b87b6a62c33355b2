// The opening of a call: until the agent knows who is there nothing of the plan leaves the console; what stops a call; a
// minute's pause; somebody who helps.
import { expect, test } from '@playwright/test';
import {
  agreedByPhone, button, checked, kept, keptLog, keptSoon, listen, openConsole, openControls, openShare, openWaiting, room, same, sent, sentence, set,
  shareAddress, startPlan, timeline,
} from './desk';
import { BASE_URL } from './origins';

/** What the other screen and the line to it may not have before the right person is there. */
const CASE = { balance: '1234.56', ref: 'Q-4821-X' };
const SECRETS = ['Acme', 'Energy', 'Q-4821-X', 'Robin', 'Green', '1234.56', '1,234.56', '123456', 'balance', 'instalments'];

test('before the right person is there nothing of the plan leaves the console', async ({ page }) => {
  await listen(page);
  await startPlan(page, 'console', CASE);
  const share = await openWaiting(page);
  await expect(share.locator('main')).toContainText('Sam is checking that they have the right person.');
  await expect(page.getByText('The other window is open.').first()).toBeVisible();
  await expect(page.locator('#what-they-see')).toContainText('Their window shows nothing of the plan.');
  // What is done meanwhile stays here as well, and so it does when either window is loaded again.
  await set(page, 'amount', '85');
  await page.locator('.pn-range').first().press('ArrowRight');
  await expect(sentence(page)).toHaveText(/^£86 every month/);
  await page.locator('#freeze').click();
  await page.locator('#uncover').click();
  const before = [...(await sent(page)), ...(await sent(share))];
  await page.reload();
  await expect(sentence(page)).toHaveText(/^£86 every month/);
  await share.reload();
  await expect(share.locator('main')).toContainText('Sam is checking that they have the right person.');
  before.push(...(await sent(page)), ...(await sent(share)));
  expect(before.length).toBeGreaterThan(3);
  const shown = await share.evaluate(() => `${document.body.textContent} ${document.title} ${window.name} ${location.href}`);
  expect(shown).not.toContain('£');
  for (const secret of SECRETS) {
    expect(before.join('\n')).not.toContain(secret);
    expect(shown).not.toContain(secret);
  }
  // The other page of the person shows nothing either.
  const alone = await page.context().newPage();
  await alone.goto(`${BASE_URL}#/alone/${room(page)}/amount`);
  await expect(alone.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await alone.close();

  await checked(page);
  await same(page, share, /^£86 every month/);
  await expect(page.locator('#what-they-see')).toHaveText('They see the plan as it is.');
  await expect(share.getByText('£1,234.56 owed to Acme Energy')).toBeVisible();
  // The same search finds what is sent from now on.
  await set(page, 'amount', '90');
  await same(page, share, /^£90 every month/);
  expect((await sent(page)).join('\n')).toContain('90.00');
});

test('what was checked is one line, stays with the console, and is in the notes of the call', async ({ page }) => {
  await listen(page);
  await startPlan(page, 'console');
  const share = await openWaiting(page);
  await page.locator('#check-call_back').click();
  await same(page, share, /^£100 every month/);
  await page.locator('#checks-acting').click();
  await page.locator('#acting-save').click();
  await expect(page.locator('#acting-error')).toHaveText('Enter their name, like Kim Lee.');
  await page.locator('#acting-name').fill('Zebedee Walrus');
  await page.locator('#acting-by').selectOption('letter');
  await page.locator('#acting-seen').selectOption('paper');
  await page.locator('#acting-save').click();
  await expect(page.locator('#acting-noted')).toContainText('Zebedee Walrus acts or helps: a letter from the person');
  await page.locator('#checks-disputed').click();
  await expect(page.locator('#disputed')).toContainText('This page puts nothing on hold.');
  await button(page, 'A good time: go on').click();
  const line = page.locator('#checks-line');
  await expect(line).toHaveText(
    /^Right person checked by: Called back on their number · at \d\d:\d\d · can talk · Zebedee Walrus acts or helps: a letter from the person \(the paper was seen\) · they dispute it$/,
  );
  await page.reload();
  await expect(line).toContainText('Zebedee Walrus acts or helps');
  // It is opened again, and says what holds now.
  await line.click();
  await expect(page.locator('#check-call_back')).toHaveAttribute('aria-pressed', 'true');
  await page.locator('#check-birth').click();
  await page.locator('#checks-disputed').click();
  await expect(line).toHaveText(/^Right person checked by: Date of birth and postcode · at \d\d:\d\d · can talk · Zebedee/);
  await page.locator('#checks-acting').click();
  await page.locator('#acting-none').click();
  await agreedByPhone(page);
  const everywhere = [...(await sent(page)), ...(await sent(share)), await share.content(), keptLog(await kept(page), room(page))];
  for (const secret of ['Zebedee', 'birth', 'call_back', 'Date of birth']) expect(everywhere.join('\n')).not.toContain(secret);
  for (const tick of [0, 1, 2]) await page.locator(`#sign-tick-${tick}`).check();
  await page.locator('#sign-name').fill('Samira Shah');
  await page.locator('#sign-continue').click();
  await page.locator('#sign').click();
  await expect(page.locator('#call-notes')).toHaveValue(/^Right person checked by: Date of birth and postcode/);
});

test('somebody else: the plan goes from the other screen, and comes back with the right person', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await expect(share).toHaveTitle('SHARE THIS – Repayment plan');
  await page.locator('#checks-line').click();
  await page.locator('#checks-wrong').click();
  await expect(page.getByText('Say nothing about a plan, a bill or a company.')).toBeVisible();
  await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await expect(share.locator('body')).not.toContainText('£');
  await expect(share.locator('body')).not.toContainText('Acme');
  await share.reload();
  await expect(share.locator('main')).toContainText('Sam is checking that they have the right person.');
  // Not even what the window is called says what it is about.
  await expect(share).toHaveTitle('SHARE THIS – One moment');
  await expect(page.locator('#stop-lift')).toHaveCount(0);
  await checked(page);
  await same(page, share, /^£100 every month/);
});

test('breathing space, insolvency, an adviser, a bad time: nothing can be proposed, and the other screen is covered', async ({ page }) => {
  await startPlan(page, 'console');
  await expect(page.locator('#propose')).toHaveCount(0);
  await expect(page.locator('#checks-first')).toBeVisible();
  await page.locator('#check-questions').click();
  const share = await openShare(page);
  await expect(page.locator('#propose')).toHaveCount(0);
  for (const [press, words] of [
    ['#checks-breathing-space', 'Ask since when, and who arranged it.'],
    ['#checks-insolvency', 'Ask who is in charge of it now'],
    ['#checks-adviser', 'Ask who the adviser is'],
    ['#checks-later', 'Ask when it suits them'],
  ] as const) {
    await page.locator(press).click();
    await expect(page.locator('.pn-checks')).toContainText('Stop here');
    await expect(page.locator('.pn-checks')).toContainText(words);
    if (press !== '#checks-later') await expect(page.locator('.pn-checks')).toContainText('This page stops no interest, charges or letters.');
    for (const gone of ['#propose', '#by-phone', '#amount']) await expect(page.locator(gone)).toHaveCount(0);
    await expect(share.locator('body')).not.toContainText('£');
    await page.reload();
    await expect(page.locator('#stop-lift')).toBeVisible();
    // What is noted of it stays with the agent.
    await expect(page.locator('#notes')).toBeVisible();
    await page.locator('#stop-lift').click();
    await same(page, share, /^£100 every month/);
  }
  // The other screen has seen the plan by now; what was not asked is still to be asked.
  await expect(page.locator('#checks-first')).toBeVisible();
  await page.locator('#checks-clear').click();
  await expect(page.locator('#propose')).toBeVisible();
});

test('what stops a call covers the other screen from either console, and uncovers only what it covered', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  const reads = await page.context().newPage();
  await reads.goto(page.url());
  await expect(reads.locator('#reads-only')).toBeVisible();
  await reads.locator('#checks-line').click();
  await reads.locator('#checks-later').click();
  await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await expect(share.locator('body')).not.toContainText('£');
  await expect(page.locator('#stop-lift')).toBeVisible();
  await reads.locator('#stop-lift').click();
  await same(page, share, /^£100 every month/);
  await reads.close();
  // What the agent covered on purpose stays covered.
  await page.locator('#cover').click();
  await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await page.locator('#checks-later').click();
  await page.locator('#stop-lift').click();
  await expect(page.locator('#uncover')).toBeVisible();
  await expect(share.locator('body')).not.toContainText('£');
});

test('a plan that was talked about before the checks were there goes on', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  await keptSoon(page, '85.00');
  const id = room(page);
  await page.evaluate((plan) => ['checks', 'door'].forEach((part) => localStorage.removeItem(`pn.2.draft.${plan}.${part}`)), id);
  await page.reload();
  await expect(page.locator('#checks-line')).toHaveText('Before you begin: nothing noted for this plan');
  await expect(page.locator('#propose')).toBeVisible();
  await share.reload();
  await same(page, share, /^£85 every month/);
});

test('the window to share waits for the console, and for the right person', async ({ page }) => {
  await startPlan(page, 'console');
  const address = page.url();
  const share = await page.context().newPage();
  await share.goto(shareAddress(page));
  await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(share.locator('main')).toContainText('Waiting for the plan. Keep the console open.');
  await page.goto(address);
  await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await checked(page);
  await same(page, share, /^£100 every month/);
});

test('where nothing can be kept the line itself says whether the right person is there', async ({ page }) => {
  await page.context().addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
  });
  await startPlan(page, 'console');
  const share = await openWaiting(page);
  await page.locator('#check-birth').click();
  await same(page, share, /^£100 every month/);
  await page.locator('#checks-wrong').click();
  await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await expect(share.locator('body')).not.toContainText('£');
});

test('a minute: both sides wait, nothing is agreed, and one press ends it', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await page.locator('#propose').click();
  await expect(share.locator('#accept')).toBeVisible();
  await share.locator('#minute-ask').click();
  await expect(share.locator('#minute')).toContainText('You asked for a minute. Take your time: nothing is agreed while you think.');
  await expect(share.locator('#accept')).toHaveCount(0);
  await expect(page.locator('#minute')).toContainText(/The person paying asked for a minute, at \d\d:\d\d\. Wait until they are ready\./);
  await expect(page.getByRole('heading', { name: 'To ask' })).toHaveCount(0);
  // What was put forward can be taken back. Nothing new can be, also by a window that was loaded again.
  await page.locator('section[aria-labelledby=agree-heading]').getByRole('button', { name: 'Take it back' }).click();
  await expect(timeline(page)).toContainText('You took it back.');
  await expect(page.locator('#propose')).toHaveCount(0);
  await page.reload();
  await expect(page.locator('#minute')).toBeVisible();
  await expect(page.locator('#propose')).toHaveCount(0);
  await expect(page.locator('#minute-over')).toHaveCount(0);
  // Where their window is gone somebody else has to be able to go on.
  await share.close();
  await expect(page.locator('#minute-over')).toBeVisible();
  const again = await openShare(page);
  await expect(page.locator('#minute-over')).toHaveCount(0);
  await again.locator('#minute-over').click();
  await expect(page.locator('#minute')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'To ask' })).toBeVisible();
  await page.locator('#propose').click();
  await again.locator('#accept').click();
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
});

test('a minute while the plan is read out: what was read stays ticked, and nothing is recorded meanwhile', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#by-phone').click();
  for (const tick of [0, 1, 2]) await page.locator(`#call-tick-${tick}`).check();
  await share.locator('#minute-ask').click();
  await expect(page.locator('#call-paused')).toHaveText('This waits until the minute is over.');
  await expect(page.locator('#call-tick-0')).toBeHidden();
  await expect(page.locator('#record-call')).toBeHidden();
  await share.locator('#minute-over').click();
  for (const tick of [0, 1, 2]) await expect(page.locator(`#call-tick-${tick}`)).toBeChecked();
  await expect(page.locator('#call-tick-3')).not.toBeChecked();
});

test('whoever helps sees and suggests, and neither agrees nor signs', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await share.locator('#help-ask').click();
  await expect(share.locator('#helping')).toContainText('Only the person who owes this can agree or sign.');
  await expect(page.locator('#helps-unnamed')).toHaveText('The other screen says that somebody helps. Note who it is.');
  await expect(page.locator('#by-phone')).toHaveCount(0);
  await page.locator('#propose').click();
  await expect(share.getByText('Agreeing and signing are not offered to whoever helps.')).toBeVisible();
  await expect(share.locator('#accept')).toHaveCount(0);
  await share.reload();
  await expect(share.locator('#helping')).toBeVisible();
  await expect(share.locator('#accept')).toHaveCount(0);
  await openControls(share);
  await set(share, 'amount', '70');
  await same(page, share, /^£70 every month/);
  await page.locator('#checks-line').click();
  await page.locator('#checks-acting').click();
  await page.locator('#acting-name').fill('Kim Lee');
  await page.locator('#acting-save').click();
  await expect(page.locator('#helps-unnamed')).toHaveCount(0);
  // The person is there again, as either side may say.
  await page.locator('#helped-over').click();
  await expect(share.locator('#helping')).toHaveCount(0);
  await page.locator('#propose').click();
  await share.locator('#accept').click();
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
  await expect(share.locator('#sign-name')).toBeVisible();
  await share.locator('#help-ask').click();
  await expect(share.locator('#sign-name')).toHaveCount(0);
  await share.locator('#help-over').click();
  await expect(share.locator('#sign-name')).toBeVisible();
});

test('where a company may record its calls the shared screens say so, and name it once the right person is there', async ({ page }) => {
  await page.context().route('**/site.json', (route) => route.fulfill({ json: { version: 1, calls_recorded_by: 'Northgate Collections' } }));
  await startPlan(page, 'console');
  const share = await openWaiting(page);
  await expect(share.locator('main')).toContainText('This call may be recorded. This page is not recording.');
  await expect(share.locator('body')).not.toContainText('Northgate');
  await checked(page);
  await expect(share.locator('#recorded')).toHaveText('This call may be recorded by Northgate Collections. This page is not recording.');
});
