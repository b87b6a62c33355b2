// A plan on two machines: two browsers that share nothing, and a broker between them that is killed now and then.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import jsQR from 'jsqr';
import {
  allowClipboard, bothEnd, checked, complaints, downloaded, file, openConsole, openControls, openShare, same, sentence, set, sign, startPlan, status,
  timeline,
} from './desk';
import { code, onACall, said, spoken, test, type } from './parties';

/** What a camera reads from the code on the screen. */
async function scanned(page: Page): Promise<string | undefined> {
  const code = page.locator('#join-qr svg');
  const [, , side = 0] = ((await code.getAttribute('viewBox')) ?? '').split(' ').map(Number);
  const dark = ((await code.locator('path').getAttribute('d')) ?? '').matchAll(/M(\d+) (\d+)h/g);
  const [scale, margin] = [4, 4];
  const wide = side * scale;
  const pixels = new Uint8ClampedArray(wide * wide * 4).fill(255);
  for (const [, x, y] of dark) {
    for (let at = 0; at < scale * scale; at += 1) {
      const [left, top] = [(Number(x) + margin) * scale + (at % scale), (Number(y) + margin) * scale + Math.floor(at / scale)];
      pixels.fill(0, (top * wide + left) * 4, (top * wide + left) * 4 + 3);
    }
  }
  return jsQR(pixels, wide, wide)?.data;
}

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test('a code is said and typed, both move the plan, one is loaded again, and leaves', async ({ parties }) => {
  test.setTimeout(60_000);
  const { desk, phone, host } = parties;
  const complained = [...[desk, phone].map((page) => complaints(page))];
  await phone.goto(host.url);
  await phone.getByRole('link', { name: 'I have a code' }).click();
  await expect(phone.getByRole('heading', { name: 'Join a plan' })).toBeVisible();
  await clean(phone);
  const digits = await spoken(desk);
  await clean(desk);
  await type(phone, host, digits.replaceAll(/\D/g, ''));
  await expect(phone.locator('#join-said')).toContainText('The code is right.');
  await clean(phone);
  await expect(desk.getByText('Somebody wants to join.')).toBeVisible();
  await clean(desk);
  await desk.locator('#let-in').click();
  await same(desk, phone, /^£100 every month/);
  await expect(said(phone)).toHaveText('Sam is on the call. You both see this plan.');
  await expect(said(desk)).toContainText('is on the call.');
  await clean(phone);

  await set(desk, 'amount', '85');
  await same(desk, phone, /^£85 every month/);
  await expect(status(phone)).toContainText('Sam changed the amount from £100 to £85.');
  await openControls(phone);
  await phone.locator('#every').selectOption('weekly');
  await same(desk, phone, /^£85 every week/);
  await Promise.all([set(desk, 'amount', '90'), set(phone, 'amount', '70')]);
  await bothEnd(desk, phone, ['£90 every week', '£70 every week']);

  await phone.reload();
  await expect(sentence(phone)).toHaveText(/ every week/);
  await expect(said(desk)).toContainText('is on the call.');
  await expect(said(phone)).toContainText('is on the call.');
  await set(desk, 'amount', '60');
  await same(desk, phone, /^£60 every week/);
  await desk.reload();
  await expect(said(phone)).toContainText('is on the call.');
  await expect(said(desk)).toContainText('is on the call.');
  await openControls(phone);
  await set(phone, 'amount', '65');
  await same(desk, phone, /^£65 every week/);

  await phone.locator('#leave-call').click();
  await expect(said(phone)).toHaveText('You left the call. The plan stays on this device.');
  await expect(said(desk)).toContainText('left the call. The plan stays on this device.');
  await set(desk, 'amount', '50');
  await expect(sentence(desk)).toHaveText(/^£50 every week/);
  await expect(sentence(phone)).toHaveText(/^£65 every week/);
  // On the phone the plan goes on as the one of the call, and nobody there is the company.
  await phone.goto(`${host.url}#/drafts`);
  await expect(phone.getByRole('link', { name: 'Open in the console' })).toHaveCount(0);
  await phone.getByRole('link', { name: 'Open the plan from the call' }).click();
  await expect(sentence(phone)).toHaveText(/^£65 every week/);
  // What is kept of a call goes with it.
  for (const page of [desk, phone]) {
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('.call-')))).toEqual([]);
  }
  expect(complained.flat()).toEqual([]);
});

test('a wrong code kills the code, and both are told what to do', async ({ parties }) => {
  const { desk, phone, host } = parties;
  const digits = (await spoken(desk)).replaceAll(/\D/g, '');
  const last = digits.endsWith('0') ? '1' : '0';
  await type(phone, host, digits.slice(0, -1) + last);
  await expect(phone.getByText('That code does not open a plan. It is closed now. Ask for a new code, and type that one.')).toBeVisible();
  await expect(phone.locator('#join-code')).toBeFocused();
  await expect(desk.getByText('Somebody typed a wrong code, so this code is closed.')).toBeVisible();
  // The right digits do not open it any more either.
  await phone.locator('#join-code').fill('12 345');
  await phone.locator('#join').click();
  await expect(phone.getByText('Type all ten digits of the code')).toBeVisible();
  await clean(phone);
  await expect(code(desk)).toHaveCount(0);
  await onACall(parties);
  await same(desk, phone, /^£100 every month/);
});

test('a link is sent, four words are compared, and both are in', async ({ parties }) => {
  // Whoever is not answered waits for twelve seconds before they are told.
  test.setTimeout(60_000);
  const { desk, phone } = parties;
  await desk.locator('#invite-link').click();
  await expect(desk.locator('#join-link')).toContainText('#v1.');
  await allowClipboard(desk.context());
  await desk.locator('#copy-join-link').click();
  await expect(desk.getByText('The link is copied.')).toBeVisible();
  await clean(desk);
  const link = await desk.evaluate(() => navigator.clipboard.readText());
  await desk.locator('#show-qr').click();
  await expect(desk.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await expect(desk.locator('#join-qr')).toBeFocused();
  expect(await scanned(desk)).toBe(link);
  await clean(desk);
  await phone.goto(link);
  await expect(phone).toHaveURL(/#\/join$/);
  await clean(phone);
  await phone.locator('#join').click();
  await expect(phone.locator('#four-words')).toHaveText(/^\w+ \w+ \w+ \w+$/);
  await expect(desk.locator('#four-words')).toHaveText((await phone.locator('#four-words').textContent()) ?? '');
  await clean(phone);
  await clean(desk);
  await desk.locator('#let-in').click();
  await expect(said(phone)).toHaveText('Sam is on the call. You both see this plan.');
  await set(desk, 'amount', '85');
  await same(desk, phone, /^£85 every month/);
  // It has done its work.
  const late = await phone.context().newPage();
  await late.goto(link);
  await late.locator('#join').click();
  await expect(late.getByText('Nobody has answered yet.')).toBeVisible({ timeout: 20_000 });
  await late.goto(`${link.slice(0, -3)}`);
  await late.locator('#join').click();
  await expect(late.getByText('This link is not whole.')).toBeVisible();
  await expect(late.locator('#join')).toBeFocused();
});

test('somebody who stops at the door, or loads the page again there, comes in by the same code', async ({ parties }) => {
  const { desk, phone, host } = parties;
  const digits = await spoken(desk);
  await expect(desk.getByRole('status').filter({ has: code(desk) })).toContainText('Say: go to');
  await type(phone, host, digits);
  await expect(phone.locator('#join-said')).toContainText('The code is right.');
  await expect(phone.locator('#join-stop')).toBeFocused();
  await expect(desk.locator('#let-in')).toBeVisible();
  await phone.locator('#join-stop').click();
  await expect(phone.locator('#join-code')).toBeFocused();
  await expect(code(desk)).toHaveText(digits);
  await phone.locator('#join').click();
  await expect(desk.locator('#let-in')).toBeVisible();
  await phone.reload();
  await expect(code(desk)).toHaveText(digits);
  await type(phone, host, digits);
  await expect(phone.locator('#join-said')).toContainText('The code is right.');
  await desk.locator('#let-in').click();
  await expect(said(phone)).toHaveText('Sam is on the call. You both see this plan.');
});

test('where the broker cannot be reached each screen says so', async ({ parties }) => {
  test.setTimeout(60_000);
  const { desk, phone, host, broker } = parties;
  await onACall(parties);
  const address = phone.url();
  await broker.kill();
  for (const page of [desk, phone]) {
    await page.reload();
    await expect(said(page)).toHaveText('The connection is lost, and comes back by itself. Your changes are kept on this device.');
  }
  await type(phone, host, '12 345 67 890');
  await expect(phone.locator('#join-said')).toContainText('We cannot reach the other side from here.');
  await clean(phone);
  await broker.startAgain();
  await expect(phone.locator('#join-said')).toHaveText('Looking for the other side', { timeout: 15_000 });
  await phone.goto(address);
  for (const page of [desk, phone]) await expect(said(page)).toContainText('is on the call.', { timeout: 15_000 });
});

test('a window that goes while the connection is lost is not waited for', async ({ parties }) => {
  const { desk, phone, broker } = parties;
  await onACall(parties);
  await phone.locator('#minute-ask').click();
  await expect(desk.locator('#minute')).toBeVisible();
  await expect(desk.locator('#minute-over')).toHaveCount(0);
  await broker.kill();
  await phone.goto('about:blank');
  await broker.startAgain();
  await expect(said(desk)).toHaveText('The person paying has not answered yet. This screen is catching up.', { timeout: 15_000 });
  await desk.locator('#minute-over').click();
  await expect(desk.locator('#minute')).toHaveCount(0);
});

test('a person on two machines: the agent is who they are on the call with', async ({ parties, browser }) => {
  const { desk, phone, host } = parties;
  await onACall(parties);
  const address = phone.url();
  await phone.goto('about:blank');
  await expect(said(desk)).toContainText('lost the connection.');
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const laptop = await context.newPage();
  await type(laptop, host, await spoken(desk));
  await desk.locator('#let-in').click();
  await expect(said(laptop)).toHaveText('Sam is on the call. You both see this plan.');
  await phone.goto(address);
  await expect(said(phone)).toHaveText('Sam is on the call. You both see this plan.');
  // The agent's page goes, and comes back; then the agent leaves.
  const plan = desk.url();
  await desk.goto('about:blank');
  for (const page of [phone, laptop]) await expect(said(page)).toHaveText('Sam lost the connection. They can come back by themselves.');
  await desk.goto(plan);
  for (const page of [phone, laptop]) await expect(said(page)).toHaveText('Sam is on the call. You both see this plan.');
  await desk.locator('#leave-call').click();
  for (const page of [phone, laptop]) await expect(said(page)).toHaveText('Sam left the call. The plan stays on this device.');
  await context.close();
});

test('somebody who is kept out is told, and sees nothing', async ({ parties }) => {
  const { desk, phone, host } = parties;
  await type(phone, host, await spoken(desk));
  await expect(phone.locator('#join-said')).toContainText('The code is right.');
  await desk.locator('#close-door').click();
  await expect(phone.getByText('The other side did not let you in.')).toBeVisible();
  await expect(sentence(phone)).toHaveCount(0);
  await expect(desk.locator('#invite')).toBeVisible();
});

test('a broker that is killed in the middle and comes back loses nothing', async ({ parties }) => {
  test.setTimeout(60_000);
  const { desk, phone, broker } = parties;
  await onACall(parties);
  await openControls(phone);
  for (const [ours, theirs] of [['81', 'weekly'], ['82', 'fortnightly'], ['83', 'monthly']] as const) {
    await broker.kill();
    for (const page of [desk, phone]) {
      await expect(said(page)).toHaveText('The connection is lost, and comes back by itself. Your changes are kept on this device.');
    }
    await set(desk, 'amount', ours);
    await phone.locator('#every').selectOption(theirs);
    await broker.startAgain();
    for (const page of [desk, phone]) await expect(said(page)).toContainText('is on the call.', { timeout: 15_000 });
    const every = { weekly: 'every week', fortnightly: 'every two weeks', monthly: 'every month' }[theirs];
    await same(desk, phone, new RegExp(`^£${ours} ${every}`));
  }
  await expect(timeline(phone)).toContainText('Sam changed the amount from £81 to £82.');
});

test('somebody who comes after the window to share was open is let in by it', async ({ parties }) => {
  const { desk } = parties;
  const share = await openShare(desk);
  await share.close();
  await onACall(parties);
  await expect(desk.locator('#not-admitted')).toContainText('Open the window to share once: it lets them in.');
  await openShare(desk);
  await expect(desk.locator('#not-admitted')).toHaveCount(0);
});

test('without a relay nothing of a call is shown or fetched', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await openConsole(page);
  await expect(page.locator('#together')).toHaveCount(0);
  await page.goto(`${process.env.BASE_URL}#/join`);
  await expect(page.getByText('You cannot join by a code here.')).toBeVisible();
  expect(fetched.filter((url) => url.includes('split_relay'))).toEqual([]);
});

test('a whole call: who is there, a code, both change the plan, a minute, both agree and sign, and have one file', async ({ parties }) => {
  const { desk, phone, host } = parties;
  const complained = [desk, phone].map((page) => complaints(page));
  await startPlan(desk, 'console', { name: 'Sam' }, host.url);
  // Nobody is asked in before the agent knows who is on the telephone.
  await expect(desk.locator('#invite')).toHaveCount(0);
  await checked(desk);
  await onACall(parties);
  await set(desk, 'amount', '80');
  await same(desk, phone, /^£80 every month/);
  await openControls(phone);
  await set(phone, 'amount', '85');
  await same(desk, phone, /^£85 every month/);
  await expect(timeline(desk)).toContainText('from £80 to £85');

  await phone.locator('#minute-ask').click();
  await expect(desk.locator('#minute')).toContainText('asked for a minute');
  await expect(desk.locator('#propose')).toHaveCount(0);
  await phone.locator('#minute-over').click();
  await expect(desk.locator('#minute')).toHaveCount(0);

  await desk.locator('#propose').click();
  await phone.locator('#accept').click();
  for (const page of [desk, phone]) await expect(page.getByText('You both agree on this plan.')).toBeVisible();
  await sign(desk, 'Samira Shah');
  // A document with a signature more is read anew.
  await expect(status(phone)).toContainText('Sam signed.');
  await sign(phone, 'Robin Green');
  const files = [];
  for (const page of [desk, phone]) {
    await expect(page.locator('#save-pdf')).toBeVisible();
    files.push((await downloaded(page, page.locator('#save-pdf'))).bytes);
  }
  const [ours, theirs] = files;
  if (!ours || !theirs) throw new Error('there are not two files');
  expect(ours.equals(theirs)).toBe(true);
  await phone.goto(`${host.url}#/check`);
  await phone.locator('#check-file').setInputFiles(file('plan.pdf', ours, 'application/pdf'));
  await expect(phone.getByRole('status')).toContainText('Whole and unchanged since both signed.');
  expect(complained.flat()).toEqual([]);
});

test('who turns out to be somebody else is not left on the call', async ({ parties }) => {
  const { desk, phone } = parties;
  await onACall(parties);
  await desk.locator('#checks-done > summary').click();
  await desk.locator('#checks-wrong').click();
  await expect(desk.locator('.pn-checks')).toContainText('If they joined on a device of their own, what it got stays there.');
  // Covered first: what goes through the door after it was said is the cover alone.
  await expect(phone.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  const covered = phone.locator('.pn-blank > [role="status"]');
  await expect(covered).toHaveText('Sam left the call. The plan stays on this device.');
  await phone.reload();
  await expect(phone.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  await expect(covered).toHaveText('Sam left the call. The plan stays on this device.');
  for (const gone of ['£', 'Acme', 'Robin']) await expect(phone.locator('body')).not.toContainText(gone);
  await clean(phone);
  await expect(desk.locator('#invite')).toHaveCount(0);
  for (const page of [desk, phone]) {
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('.call-')))).toEqual([]);
  }
  // With the right person the plan is uncovered, and can be joined anew.
  await checked(desk);
  await expect(desk.locator('#cover')).toBeVisible();
  await expect(desk.locator('#invite')).toBeVisible();
});

test('who turns out to be somebody else while the connection is lost is covered once it is back', async ({ parties }) => {
  const { desk, phone, broker } = parties;
  await onACall(parties);
  await broker.kill();
  await expect(said(desk)).toHaveText('The connection is lost, and comes back by itself. Your changes are kept on this device.');
  await desk.locator('#checks-done > summary').click();
  await desk.locator('#checks-wrong').click();
  await expect(desk.locator('.pn-checks')).toContainText('Until it is back, their device may still show the plan.');
  await expect(desk.locator('.pn-checks')).not.toContainText('The other screen shows nothing of the plan.');
  await broker.startAgain();
  await expect(phone.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible({ timeout: 15_000 });
  await expect(desk.locator('.pn-checks')).toContainText('The other screen shows nothing of the plan.');
  for (const gone of ['£', 'Acme', 'Robin']) await expect(phone.locator('body')).not.toContainText(gone);
});
