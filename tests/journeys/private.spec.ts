import { expect, test } from '@playwright/test';
import { button, downloaded, kept, keptLog, keptSoon, listen, logIn, openConsole, openControls, openShare, otherFile, room, same, sent, sentence, set, status, sign } from './desk';
import { BASE_URL } from './origins';

const NOTES = 'zebra-notes-planted';
const LIMITS = 'walrus-limits-planted';

const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const CASE = {
  version: 1,
  currency: 'GBP',
  company_ref: 'Q-77',
  owed_to: 'Borough Council',
  debts: [{ id: 'Q-77', balance: '600.00' }],
};

test('notes and limits go nowhere: no message, no other screen, no log, no summary', async ({ page }) => {
  await listen(page);
  // Everything that either window asks a network for, and what it sends with it.
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(`${request.url()} ${request.postDataBuffer()?.toString('latin1') ?? ''}`));
  page.context().on('page', (opened) => opened.on('websocket', (socket) => asked.push(socket.url())));
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#notes').pressSequentially(NOTES);
  await page.locator('#limits').pressSequentially(LIMITS);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  await page.locator('#person-here').click();
  await page.locator('#propose').click();
  await share.locator('#accept').click();
  for (const [at, name] of [
    [page, 'Samira Shah'],
    [share, 'Robin Green'],
  ] as const) {
    await sign(at, name);
  }
  await page.locator('#notes').pressSequentially(' after');
  const { text } = await otherFile(page, '#save-summary');
  await share.reload();
  await expect(sentence(share)).toBeVisible();

  const messages = [...(await sent(page)), ...(await sent(share))];
  expect(messages.length).toBeGreaterThan(3);
  const all = await kept(page);
  const id = room(page);
  expect(all[`pn.2.draft.${id}.notes`]).toBe(`${NOTES} after`);
  expect(all[`pn.2.draft.${id}.limits`]).toBe(LIMITS);
  const names = await Promise.all([page, share].map((one) => one.evaluate(() => `${window.name} ${document.title} ${location.href} ${document.cookie}`)));
  for (const place of [messages.join('\n'), asked.join('\n'), names.join('\n'), await share.content(), keptLog(all, id), text]) {
    expect(place).toBeTruthy();
    expect(place).not.toContain('zebra');
    expect(place).not.toContain('walrus');
  }
});

test('notes do not leave with a plan that is saved as a file', async ({ page }) => {
  await openConsole(page);
  await page.locator('#notes').fill(NOTES);
  await page.locator('#limits').fill(LIMITS);
  await keptSoon(page, '100.00');
  await page.goto('/#/drafts');
  const { text } = await downloaded(page, button(page, 'Save to a file'));
  expect(logIn(text)).toContain('100.00');
  for (const place of [text, logIn(text)]) {
    expect(place).not.toContain('zebra');
    expect(place).not.toContain('walrus');
  }
});

test('a case in the address prefills the plan and is gone from the address at once', async ({ page }) => {
  const before: string[] = [];
  page.on('request', (request) => before.push(request.url()));
  await page.goto(`${BASE_URL}#case=${encode(CASE)}`);
  await expect(sentence(page)).toHaveText(/^£50 every month/);
  await expect(page.getByText('£600 owed to Borough Council')).toBeVisible();
  await expect(page).toHaveURL(/#\/console\/[0-9a-f]{64}$/);
  expect(before.filter((url) => url.includes('case='))).toEqual([]);
  await page.goBack();
  expect(page.url()).not.toContain('case=');
});

test('hostile cases in the address open nothing, and say why', async ({ page }) => {
  for (const [what, value, words] of [
    ['no base64', '%%%', 'This file is cut short or was changed. Nothing was opened.'],
    ['no text', Buffer.from([0xff, 0xfe, 0x80]).toString('base64url'), 'This file is cut short or was changed. Nothing was opened.'],
    ['no case', encode('hello'), 'This is not a plan or a case. Nothing was opened.'],
    ['too long', 'A'.repeat(70_000), 'This file is too large to be a plan. Nothing was opened.'],
    ['markup', encode({ ...CASE, debts: '<img src=x onerror=alert(1)>' }), 'The case could not be read. Nothing of it was used.'],
    ['less than nothing', encode({ ...CASE, debts: [{ id: '1', balance: '-5.00' }] }), 'The case could not be read. Nothing of it was used.'],
    ['deep', encode('{"a":'.repeat(5_000)), 'The case could not be read. Nothing of it was used.'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`${BASE_URL}#case=${value}`);
    await expect(page.getByRole('alert').first(), what).toContainText(words);
    await expect(page, what).toHaveURL(/#\/console$/);
    expect(Object.keys(await kept(page)), what).toEqual([]);
  }
  await expect(page.getByRole('button', { name: 'Start the plan' })).toBeVisible();
});

test('markup in a name or a reference stays text on both screens', async ({ page }) => {
  const dialogs: string[] = [];
  page.context().on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const evil = '<img src=x onerror=alert(1)>';
  await openConsole(page, { company: evil, name: evil });
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await expect(status(share)).toContainText(`${evil} changed the amount`);
  await expect(share.getByText(`£1,200 owed to ${evil}`)).toBeVisible();
  expect(await share.locator('img').count()).toBe(0);
  expect(dialogs).toEqual([]);
});

test('strangers on the channel: the work is kept and goes on', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  const stranger = await page.context().newPage();
  await stranger.goto(BASE_URL);
  const post = (message: unknown): Promise<void> =>
    stranger.evaluate(
      ([name, value]) => {
        const channel = new BroadcastChannel(name as string);
        const bytes = (value as { bytes?: number[] }).bytes;
        channel.postMessage(bytes ? new Uint8Array(bytes) : value);
        channel.close();
      },
      [`pn/room/${room(page)}`, message],
    );
  const id = room(page);
  for (const message of [
    'garbage',
    { an: 'object' },
    { bytes: [0x86, 0x02] },
    // Entries that are none, and a side that there is not: in this room, from another window.
    { bytes: [0x86, 0x01, 0x58, 0x20, ...Buffer.from(id, 'hex'), 0x48, 1, 2, 3, 4, 5, 6, 7, 8, 0x00, 0x02, 0x82, 0x42, 0x7b, 0x7d, 0x41, 0x78] },
    { bytes: [0x86, 0x01, 0x58, 0x20, ...Buffer.from(id, 'hex'), 0x48, 1, 2, 3, 4, 5, 6, 7, 8, 0x02, 0x04, 0xf6] },
    { bytes: Array.from({ length: 100_000 }, () => 0x58) },
    'x'.repeat(6 << 20),
  ]) {
    await post(message);
  }
  await openControls(share);
  await set(share, 'amount', '70');
  await same(page, share, /^£70 every month/);
  await page.reload();
  await same(page, share, /^£70 every month/);
});

test('going back to the form does not start the case a second time', async ({ page }) => {
  const value = { version: 1, currency: 'GBP', company_ref: 'Q-77', debts: [{ id: 'Q-77', balance: '600.00' }] };
  await page.goto(`${BASE_URL}#case=${Buffer.from(JSON.stringify(value)).toString('base64url')}`);
  await expect(sentence(page)).toBeVisible();
  const address = page.url();
  await page.goBack();
  await expect(page).not.toHaveURL(address);
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(page.locator('.pn-list__item')).toHaveCount(1);
});

test('a stranger on the channel is said', async ({ page }) => {
  await openConsole(page);
  const stranger = await page.context().newPage();
  await stranger.goto(BASE_URL);
  const post = (message: unknown): Promise<void> =>
    stranger.evaluate(
      ([name, value]) => new BroadcastChannel(name as string).postMessage(typeof value === 'string' ? value : new Uint8Array(value as number[])),
      [`pn/room/${room(page)}`, message],
    );
  for (const [message, words] of [
    ['garbage', 'Something arrived that this page could not read. It was left out.'],
    [[0x86, 0x02], 'A window of another version is open. Reload both windows.'],
    [Array.from({ length: 70_000 }, () => 0), 'Something arrived that was too large. It was left out.'],
  ] as const) {
    await post(message);
    await expect(status(page)).toContainText(words);
  }
  await set(page, 'amount', '85');
  await expect(sentence(page)).toHaveText(/^£85 every month/);
});
