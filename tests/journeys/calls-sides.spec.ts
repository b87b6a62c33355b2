// Who is who on a call: the machine of the console is nobody else's, the person's stays theirs once they have left, and a call
// that could not be fetched again goes on.
import { expect, type Page } from '@playwright/test';
import { openShare, same, sentence, set } from './desk';
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
