// Who is who on a call: the machine of the console is nobody else's, the person's stays theirs once they have left, and a call
// that could not be fetched again goes on.
import { expect, type Page } from '@playwright/test';
import { button, openControls, openShare, same, sentence, set, status } from './desk';
import { onACall, said, spoken, test, type } from './parties';

const keysOfCalls = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('.call-')));

test('who joins in the browser of the console is not let in as the person', async ({ parties }) => {
  const { desk, host } = parties;
  const second = await desk.context().newPage();
  await type(second, host, await spoken(desk));
  await desk.locator('#let-in').click();
  await expect(second.getByText('This plan is kept in the console on this device. Join on another device.')).toBeVisible();
  await expect(sentence(second)).toHaveCount(0);
  await second.close();
  await desk.locator('#propose').click();
  const share = await openShare(desk);
  await expect(share.getByRole('heading', { name: 'Agreeing' })).toBeVisible();
  await expect(share.locator('#accept')).toHaveCount(0);
  await desk.goto(`${host.url}#/drafts`);
  await expect(desk.getByRole('link', { name: 'Open in the console' })).toHaveCount(1);
  await expect(desk.getByRole('link', { name: 'Open the plan from the call' })).toHaveCount(0);
});

test('a call that could not be fetched again after a reload goes on, on either side', async ({ parties }) => {
  const { desk, phone } = parties;
  await onACall(parties);
  const part = '**/split_relay-*.wasm';
  for (const page of [phone, desk]) {
    await page.route(part, (route) => route.abort());
    await page.reload();
    const panel = page.locator('#together');
    await expect(panel.getByRole('alert')).toContainText('A part of this page could not be fetched.');
    expect(await keysOfCalls(page)).toHaveLength(1);
    await page.unroute(part);
    await panel.getByRole('button', { name: 'Try again' }).click();
    await expect(said(page)).toContainText('is on the call.');
  }
  await expect(said(phone)).toContainText('is on the call.');
  await set(desk, 'amount', '85');
  await same(desk, phone, /^£85 every month/);
});

test('who has left the call agrees on their own machine, without loading it again', async ({ parties }) => {
  const { desk, phone } = parties;
  await onACall(parties);
  await desk.locator('#propose').click();
  await expect(phone.locator('#accept')).toBeVisible();
  await phone.locator('#leave-call').click();
  await expect(said(phone)).toHaveText('You left the call. The plan stays on this device.');
  await expect(phone.locator('#content')).toBeFocused();
  await phone.locator('#accept').click();
  await expect(phone.getByText('Agreed. Waiting for the other window.')).toBeVisible();
});

test('whoever helps on a machine of their own sees and suggests; either side says when the person is back', async ({ parties }) => {
  const { desk, phone } = parties;
  await onACall(parties);
  await desk.locator('#checks-line').click();
  await desk.locator('#checks-acting').click();
  await desk.locator('#acting-name').fill('Kim Lee');
  await desk.locator('#acting-save').click();
  await expect(phone.locator('#helping')).toContainText('Only the person who owes this can agree or sign.');
  await desk.locator('#propose').click();
  await expect(phone.getByText('Agreeing and signing are not offered to whoever helps.')).toBeVisible();
  await expect(phone.locator('#accept')).toHaveCount(0);
  // Who was away, or whose page is loaded again, is told too.
  await phone.reload();
  await expect(said(phone)).toContainText('is on the call.');
  await expect(phone.locator('#helping')).toBeVisible();
  await expect(phone.locator('#accept')).toHaveCount(0);
  await openControls(phone);
  await set(phone, 'amount', '70');
  await same(desk, phone, /^£70 every month/);
  await phone.locator('#help-over').click();
  await expect(desk.locator('#helped')).toHaveCount(0);
  await phone.locator('#help-ask').click();
  await expect(desk.locator('#helped')).toBeVisible();
  await desk.locator('#helped-over').click();
  await expect(phone.locator('#helping')).toHaveCount(0);
  await desk.locator('#propose').click();
  await phone.locator('#accept').click();
  await expect(desk.getByText('You both agree on this plan.')).toBeVisible();
});

test('on a call somebody tries on their own, or holds the other screen, and then suggests', async ({ parties }) => {
  const { desk, phone } = parties;
  await onACall(parties);
  await button(desk, 'Try it on my own').click();
  await set(desk, 'amount', '55');
  await expect(sentence(desk)).toHaveText(/^£55 every month/);
  await openControls(phone);
  await phone.locator('#every').selectOption('weekly');
  await expect(status(desk)).toContainText('changed how often');
  await expect(sentence(phone)).toHaveText(/^£100 every week/);
  await button(desk, 'Suggest this').click();
  await same(desk, phone, /^£55 every week/);
  await desk.locator('#freeze').click();
  await expect(phone.locator('.pn-banner')).toContainText(/Sam is trying something. This is the plan from \d\d:\d\d\./);
  await set(desk, 'amount', '40');
  await expect(sentence(phone)).toHaveText(/^£55 every week/);
  await desk.locator('#uncover').click();
  await same(desk, phone, /^£55 every week/);
});
