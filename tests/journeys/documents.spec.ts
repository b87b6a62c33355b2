// The three ways to a document: in person, by telephone, an offer made alone. Each file is checked on our own page, and
// kept for other people's validators, which `cargo xtask test` runs on it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { agreed, agreedByPhone, allowClipboard, downloaded, file, goToStep, openConsole, openShare, otherFile, readyToSign, sentence, set, sign, startPlan, timeline } from './desk';
import { atRest } from './embedding';
import { first, link, signOffer, toOffer } from './evening';
import { BASE_URL } from './origins';

const folder = process.env.JUDGED_FOLDER;

/** Keeps a file for the judges, with what they should find in it. */
function keep(name: string, bytes: Buffer, roles: string[], names: string[], text: string[]): void {
  expect(folder, 'run by `cargo xtask test`').toBeTruthy();
  mkdirSync(folder ?? '', { recursive: true });
  writeFileSync(join(folder ?? '', `${name}.pdf`), bytes);
  writeFileSync(join(folder ?? '', `${name}.json`), JSON.stringify({ certificates: null, roles, names, text }));
}

const verdict = (page: Page) => page.getByRole('status');

async function check(page: Page, bytes: Buffer): Promise<Page> {
  const checker = await page.context().newPage();
  await checker.goto(`${BASE_URL}#/check`);
  await checker.locator('#check-file').setInputFiles(file('plan.pdf', bytes, 'application/pdf'));
  return checker;
}

for (const order of [
  ['the company', 'the person'],
  ['the person', 'the company'],
] as const) {
  test(`in person, ${order[0]} first: signed, saved, checked`, async ({ page }) => {
    const share = await agreed(page);
    for (const who of order) {
      await (who === 'the company' ? sign(page, 'Samira Shah') : sign(share, 'Robin Green, Łódź'));
    }
    const { name, bytes } = await downloaded(page, page.locator('#save-pdf'));
    expect(name).toBe('repayment-plan-4821.pdf');
    const other = await downloaded(share, share.locator('#save-pdf'));
    expect(other.bytes.equals(bytes), 'both windows write the same file').toBe(true);

    const checker = await check(page, bytes);
    await expect(verdict(checker)).toContainText('Whole and unchanged since both signed.');
    await expect(verdict(checker)).toContainText('Samira Shah, for the company. Signed ');
    await expect(verdict(checker)).toContainText('Robin Green, Łódź, for the person paying. Signed ');
    await expect(verdict(checker)).toContainText('£85 every month, from ');
    await expect(verdict(checker)).toContainText('In person, on the company’s device');

    const company = order[0] === 'the company';
    keep(
      company ? 'company-first' : 'person-first',
      bytes,
      company ? ['agent', 'debtor'] : ['debtor', 'agent'],
      company ? ['Samira Shah', 'Robin Green, Łódź'] : ['Robin Green, Łódź', 'Samira Shah'],
      ['Repayment plan – summary', 'In person, on the company’s device'],
    );
  });
}

test('by telephone: read out, said back, recorded, signed by the agent alone', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await page.locator('#by-phone').click();
  await expect(page.locator('#call-heading')).toBeFocused();
  await expect(page.getByText('You owe Acme Energy £1,200.00.')).toBeVisible();
  await page.locator('#record-call').click();
  await expect(page.getByText('Every sentence has to be read out')).toBeVisible();
  await expect(page.locator('#call-tick-0')).toBeFocused();
  for (let tick = 0; tick < 6; tick += 1) await page.locator(`#call-tick-${tick}`).check();
  await page.locator('#own-words-again').click();
  await expect(page.locator('#call-tick-0')).not.toBeChecked();
  for (let tick = 0; tick < 6; tick += 1) await page.locator(`#call-tick-${tick}`).check();
  await page.locator('#own-words-yes').click();
  await expect(page.locator('#call-not_checked')).toBeChecked();
  await page.locator('#call-told_by_phone').check();
  await page.locator('#record-call').click();
  await expect(page.getByText('Agreed by telephone, and recorded here.')).toBeVisible();
  await expect(page.locator('.pn-document')).toContainText('told the company by telephone what they can afford');
  await expect(timeline(page)).toContainText('recorded that this was agreed on the telephone');
  await sign(page, 'Samira Shah');
  await expect(page.locator('#done-heading')).toHaveText('Signed');

  const { bytes } = await downloaded(page, page.locator('#save-pdf'));
  const checker = await check(page, bytes);
  await expect(verdict(checker)).toContainText('Agreed by telephone; recorded by the company.');
  keep('telephone', bytes, ['agent'], ['Samira Shah'], ['Agreed by telephone, recorded by the agent.', 'If this is not what you agreed']);
});

test('what was checked is one choice: the telephone records what was chosen for the proposal', async ({ page }) => {
  await openConsole(page);
  await page.locator('#by-phone').click();
  await expect(page.locator('#call-tick-5')).toBeVisible();
  await page.locator('#told_by_phone').check();
  await expect(page.locator('#call-told_by_phone')).toBeChecked();
  await page.locator('#propose').click();
  await expect(page.locator('#call-told_by_phone')).toBeChecked();
  // What was chosen comes back with the proposal.
  await page.reload();
  await page.locator('#by-phone').click();
  await expect(page.locator('#call-told_by_phone')).toBeChecked();
  for (let tick = 0; tick < 6; tick += 1) await page.locator(`#call-tick-${tick}`).check();
  await page.locator('#own-words-yes').click();
  await page.locator('#record-call').click();
  await expect(page.locator('.pn-document')).toContainText('told the company by telephone what they can afford');
});

test('a change while the plan is read out begins the reading again', async ({ page }) => {
  await openConsole(page);
  await page.locator('#by-phone').click();
  await expect(page.locator('#call-tick-5')).toBeVisible();
  for (let tick = 0; tick < 6; tick += 1) await page.locator(`#call-tick-${tick}`).check();
  await page.locator('#own-words-yes').click();
  await set(page, 'amount', '60');
  await expect(page.getByText('You pay £60.00 every month')).toBeVisible();
  for (let tick = 0; tick < 6; tick += 1) await expect(page.locator(`#call-tick-${tick}`)).not.toBeChecked();
});

test('on the telephone the shared screen has no button to sign', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await agreedByPhone(page);
  await expect(share.getByText('You agreed on the telephone.')).toBeVisible();
  await expect(share.locator('#sign-continue')).toHaveCount(0);
});

test('an offer made alone: signed by the person paying, and nothing more than an offer', async ({ page }) => {
  await startPlan(page, 'alone');
  await set(page, 'amount', '40');
  await expect(sentence(page)).toContainText('£40 every month');
  await goToStep(page, 'send');
  await page.locator('#make-offer').click();
  await expect(page.getByText('This is your offer. Nobody has agreed to it yet.')).toBeVisible();
  await expect(page.locator('.pn-document')).toContainText('I do not confirm that I owe this amount.');
  await sign(page, 'Robin Green');
  await expect(page.getByText('Send your offer to the company.')).toBeVisible();
  const { bytes } = await downloaded(page, page.locator('#save-pdf'));
  const checker = await check(page, bytes);
  await expect(verdict(checker)).toContainText('Only the person paying has signed: this is an offer.');
  keep('offer', bytes, ['debtor'], ['Robin Green'], ['Repayment plan – offer', 'This is an offer. I do not confirm that I owe this amount.']);
});

test('one changed byte of the file is refused in words; so is a cut, another PDF and a huge file', async ({ page }) => {
  const share = await agreed(page);
  await sign(page, 'Samira Shah');
  await sign(share, 'Robin Green');
  const { bytes } = await downloaded(page, page.locator('#save-pdf'));
  const checker = await page.context().newPage();
  await checker.goto(`${BASE_URL}#/check`);
  const tried = async (content: Buffer, words: string): Promise<void> => {
    await checker.reload();
    await checker.locator('#check-file').setInputFiles(file('plan.pdf', content, 'application/pdf'));
    await expect(verdict(checker)).toContainText(words);
  };
  for (const at of [500, 20_000, bytes.length - 3_000]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await tried(changed, 'This document was changed after it was signed. Do not rely on it.');
  }
  await tried(bytes.subarray(0, 30_000), 'This document is cut short');
  await tried(Buffer.from('%PDF-1.4\n%%EOF'), 'This is not one of our documents.');
  await tried(Buffer.alloc((20 << 20) + 1, 37), 'This file is too large to be one of our documents.');
});

test('a file cut back to one signature is called what it is', async ({ page }) => {
  const share = await agreed(page);
  await sign(page, 'Samira Shah');
  await sign(share, 'Robin Green');
  const { bytes } = await downloaded(page, page.locator('#save-pdf'));
  const ends = [...bytes.toString('latin1').matchAll(/%%EOF/g)].map((end) => end.index + 5);
  const checker = await check(page, bytes.subarray(0, ends[1]));
  await expect(verdict(checker)).toContainText('Only the company has signed: this is a proposal.');
  await expect(verdict(checker)).not.toContainText('Whole and unchanged since both signed.');
});

test('the signature survives a reload in between, and the key stays the same', async ({ page }) => {
  const share = await agreed(page);
  await sign(page, 'Samira Shah');
  await page.reload();
  await expect(sentence(page)).toBeVisible();
  await expect(page.locator('#done-heading')).toHaveText('You have signed.');
  await sign(share, 'Robin Green');
  await expect(page.locator('#done-heading')).toHaveText('Signed');
  const first = await downloaded(page, page.locator('#save-pdf'));
  // Another plan of the same room, by the same key.
  await set(page, 'amount', '70');
  await page.locator('#propose').click();
  await share.locator('#accept').click();
  await sign(page, 'Samira Shah');
  await sign(share, 'Robin Green');
  const second = await downloaded(page, page.locator('#save-pdf'));
  const key = async (bytes: Buffer): Promise<string> => {
    const checker = await check(page, bytes);
    await expect(verdict(checker)).toContainText('Whole and unchanged since both signed.');
    return /Key [^(]+\([^)]+\)/.exec((await verdict(checker).textContent()) ?? '')?.[0] ?? '';
  };
  const one = await key(first.bytes);
  expect(one).not.toBe('');
  expect(await key(second.bytes)).toBe(one);
});

test('what is taken away beside the document', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await agreedByPhone(page);
  await sign(page, 'Samira Shah');
  const calendar = await downloaded(page, page.locator('#save-calendar'));
  expect(calendar.name).toBe('repayment-plan-4821.ics');
  expect(calendar.text.match(/BEGIN:VEVENT/g)).toHaveLength(15);
  const data = await otherFile(page, '#save-data');
  expect(data.name).toBe('agreement-4821.json');
  const parsed = JSON.parse(data.text) as { agreement: { route: string }; schedule: { rows: unknown[] } };
  expect(parsed.agreement.route).toBe('telephone');
  expect(parsed.schedule.rows).toHaveLength(15);
  const table = await otherFile(page, '#save-table');
  expect(table.text.split('\r\n')).toHaveLength(17);
  await allowClipboard(page.context());
  await page.locator('#copy-lines').click();
  await expect(page.getByText('Copied.', { exact: true })).toBeVisible();
  const lines = await page.evaluate(() => navigator.clipboard.readText());
  expect(lines.split(/\r?\n/)).toHaveLength(6);
});

test('set it up: copied, noted, a copy given, and all of it kept on this device', async ({ page }) => {
  await openConsole(page);
  await openShare(page);
  await set(page, 'amount', '85');
  await agreedByPhone(page);
  await expect(page.locator('#set-up-heading')).toHaveCount(0);
  await sign(page, 'Samira Shah');
  await expect(page.locator('#case-closed')).toContainText('A case is closed once a copy was given');
  await allowClipboard(page.context());
  await page.locator('#copy-amount').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('85.00');
  await page.locator('#copy-reference').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('4821');
  await page.locator('#set-up').click();
  await expect(page.getByText('Set up on our system at ').first()).toBeVisible();
  await page.locator('#copy-given').selectOption('large_print');
  await expect(page.locator('#case-closed')).toHaveText('This case can be closed.');
  await expect(page.locator('#call-notes')).toHaveValue(/Copy given: By post, in large print\./);
  await page.reload();
  await expect(page.locator('#case-closed')).toHaveText('This case can be closed.');
  await expect(page.locator('#copy-given')).toHaveValue('large_print');
  await expect(page.locator('#call-notes')).toHaveValue(/Set up on our system at /);
  // A time with no words beside it would be no note.
  await expect(page.locator('#call-notes')).not.toHaveValue(/^\d+:\d+\s*$/m);
});

test('an offer is saved as a file under a name of its own', async ({ page }) => {
  await first(page, '1200', '20');
  await toOffer(page);
  await signOffer(page);
  await link(page);
  const saved = await downloaded(page, page.locator('#save-plan-file'));
  expect(saved.name).toMatch(/^repayment-offer-ACC20417-\d{4}-\d\d-\d\d\.plan$/);
  await expect(page.getByText(`Given to your downloads: ${saved.name}`)).toBeVisible();
  await expect(page.getByText('The link is copied.')).toHaveCount(0);
});

test('the worker is fetched with the first document, not before', async ({ page }) => {
  const asked: string[] = [];
  page.context().on('request', (request) => {
    if (request.url().includes('document_worker')) asked.push(request.url());
  });
  await agreed(page);
  await readyToSign(page, 'Samira Shah');
  expect(asked).toEqual([]);
  await page.locator('#sign').click();
  await expect(page.locator('#done-heading')).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
});

for (const reducedMotion of ['reduce', 'no-preference'] as const) {
  test(`nothing moves under a finger on its way from the last check to the signature: ${reducedMotion}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    await page.clock.install();
    await agreed(page);
    await page.locator('.pn-document').waitFor();
    for (const tick of [0, 1, 2]) await page.locator(`#sign-tick-${tick}`).check();
    await page.locator('#sign-name').fill('Samira Shah');
    // From here on the clock of the test goes on by hand.
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.locator('#sign-continue').click();
    await expect(page.locator('#sign-heading')).toBeFocused();
    const before = await page.locator('#sign').boundingBox();
    await page.clock.runFor(1_000);
    await page.clock.resume();
    // A smooth scroll is not on that clock: it has half a second of frames.
    await atRest(page, page.mainFrame());
    expect(await page.locator('#sign').boundingBox()).toEqual(before);
    await page.locator('#sign').click();
    await expect(page.locator('#done-heading')).toBeInViewport();
  });
}

test('while the other screen is covered nothing is signed or recorded, and nothing that was done is lost', async ({ page }) => {
  const share = await agreed(page);
  await page.locator('#cover').click();
  await expect(page.getByText('The other screen is covered or held still.')).toBeVisible();
  await expect(page.locator('#sign-continue')).toHaveCount(0);
  await page.locator('#uncover').click();
  await sign(page, 'Samira Shah');
  await expect(share.locator('.pn-document')).toBeVisible();

  // The same for what is read out on the telephone.
  await set(page, 'amount', '70');
  await page.locator('#by-phone').click();
  for (let tick = 0; tick < 6; tick += 1) await page.locator(`#call-tick-${tick}`).check();
  await page.locator('#own-words-yes').click();
  await page.locator('#cover').click();
  await expect(page.locator('#record-call')).toHaveCount(0);
  await page.locator('#uncover').click();
  await expect(page.locator('#call-tick-5')).toBeChecked();
  await page.locator('#record-call').click();
  await expect(page.getByText('Agreed by telephone, and recorded here.')).toBeVisible();
});

test('a new agreement is not closed by what was done for the last one', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await agreedByPhone(page);
  await sign(page, 'Samira Shah');
  await page.locator('#set-up').click();
  await page.locator('#copy-given').selectOption('post');
  await expect(page.locator('#case-closed')).toHaveText('This case can be closed.');
  await set(page, 'amount', '70');
  await expect(page.locator('#set-up-heading')).toHaveCount(0);
  await agreedByPhone(page);
  await sign(page, 'Samira Shah');
  await expect(page.locator('#case-closed')).toContainText('A case is closed once a copy was given');
  await expect(page.locator('#set-up')).toBeVisible();
  await expect(page.locator('#call-notes')).not.toHaveValue(/Copy given/);
});

test('agreed while nobody was at the desk: said, and not signed for them', async ({ page }) => {
  await openConsole(page);
  const share = await openShare(page);
  await page.locator('#person-here').click();
  await share.locator('#propose').click();
  await expect(page.locator('#accept')).toBeVisible();
  await page.locator('#person-away').click();
  await page.locator('#accept').click();
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
  await expect(share.getByText('This was agreed while you were away from the desk.')).toBeVisible();
  await expect(share.locator('#sign-continue')).toHaveCount(0);
});

test('a day that is over is no day to answer by', async ({ page }) => {
  await startPlan(page, 'alone');
  await goToStep(page, 'send');
  const day = page.locator('#reply-by');
  await day.fill('1 January 2020');
  await page.locator('#make-offer').click();
  await expect(page.locator('#reply-by-error')).toHaveText('Choose today or a later day.');
  await expect(day).toBeFocused();
  await expect(page.locator('.pn-document')).toHaveCount(0);
  // The press that follows is not lost.
  await day.fill('1 January 2099');
  await page.locator('#make-offer').click();
  await expect(page.locator('.pn-document')).toContainText('1 January 2099');
});

test('deleting a plan deletes its keys', async ({ page }) => {
  await startPlan(page, 'alone');
  await goToStep(page, 'send');
  await page.locator('#make-offer').click();
  await sign(page, 'Robin Green');
  const names = () =>
    page.evaluate(
      () =>
        new Promise<string[]>((done, failed) => {
          const opening = indexedDB.open('pn.2.keys');
          opening.onerror = () => failed(new Error('the keys cannot be looked at'));
          opening.onsuccess = () => {
            const request = opening.result.transaction('keys').objectStore('keys').getAllKeys();
            request.onsuccess = () => {
              opening.result.close();
              done(request.result.map(String));
            };
          };
        }),
    );
  expect(await names()).toHaveLength(1);
  await page.goto(`${BASE_URL}#/drafts`);
  await page.getByRole('button', { name: 'Delete from this device' }).click();
  await page.getByRole('button', { name: /^Yes, delete/ }).click();
  await expect(page.getByText('deleted').first()).toBeVisible();
  await expect.poll(names).toHaveLength(0);
});
