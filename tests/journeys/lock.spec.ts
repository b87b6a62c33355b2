// Plans under a passphrase: what is kept of them, who opens them, and what a window leaves that is gone too soon.
import { expect, test, type Page } from '@playwright/test';
import { button, downloaded, file, goToStep, kept, keptLog, keptSoon, logIn, openConsole, room, sentence, set, startPlan } from './desk';
import { heading, link, offered, owe, toOffer } from './evening';
import { BASE_URL } from './origins';

const WORDS = 'correct horse battery staple';
const OTHER = 'plum window seventeen otters';
const WRONG = 'This passphrase does not open the plan.';
/** What nobody may find: a name, a company, its reference, notes, limits, amounts. */
const PLANTED = ['Quillfeather', 'Wombat Energy', 'ZQ-7731', 'zebra-notes', 'walrus-limits', '1234.56', '87.65', '1,612'];

const list = (page: Page) => page.locator('.pn-list__item');

async function openList(page: Page): Promise<void> {
  await page.goto(`${BASE_URL}#/drafts`);
  await expect(list(page).first()).toBeVisible();
}

/** Types a new passphrase into the form that is open, and presses. */
async function typeNew(page: Page, words: string): Promise<void> {
  await page.locator('#passphrase').fill(words);
  await page.locator('#passphrase-again').fill(words);
  await page.locator('#lock-do').click();
}

async function lock(page: Page, words = WORDS): Promise<void> {
  await openList(page);
  await button(page, 'Lock with a passphrase').click();
  await typeNew(page, words);
  await expect(page.getByText('The plan is locked.')).toBeVisible();
}

async function unlock(page: Page, words = WORDS): Promise<void> {
  await page.locator('#passphrase').fill(words);
  await page.locator('#lock-do').click();
}

/** Everything that is kept, with all that is base64 in it, in every form in which somebody could find words in it. */
async function everything(page: Page): Promise<string> {
  const all = await kept(page);
  const texts = Object.entries(all).flatMap(([key, text]) => {
    const encoded = text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? [];
    return [key, text, logIn(text), ...encoded.map((one) => Buffer.from(one, 'base64').toString('latin1'))];
  });
  return texts.join('\n');
}

/** Waits until each of these parts of a plan is kept otherwise than before. */
async function rewritten(page: Page, id: string, before: Record<string, string>, parts: string[]): Promise<void> {
  const stale = async (): Promise<string[]> => {
    const now = await kept(page);
    return parts.filter((part) => now[`pn.2.draft.${id}.${part}`] === before[`pn.2.draft.${id}.${part}`]);
  };
  await expect.poll(stale, { timeout: 2_000, intervals: [20] }).toEqual([]);
}

async function showsNothing(page: Page): Promise<void> {
  const all = await everything(page);
  expect(all.length).toBeGreaterThan(1_000);
  for (const planted of PLANTED) expect(all).not.toContain(planted);
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 800 } });

  test('a plan is locked, opened, changed, given another passphrase, and unlocked for good', async ({ page }) => {
    await openConsole(page, { balance: '1234.56', company: 'Wombat Energy', ref: 'ZQ-7731', name: 'Quillfeather' });
    await page.locator('#notes').fill('zebra-notes');
    await page.locator('#limits').fill('walrus-limits');
    await set(page, 'amount', '87.65');
    await keptSoon(page, '87.65');
    const [address, id] = [page.url(), room(page)];
    expect(await everything(page)).toContain('Quillfeather');

    await openList(page);
    await button(page, 'Lock with a passphrase').click();
    await expect(page.getByText('If you forget it nobody can open this plan, neither we nor the company.')).toBeVisible();
    await expect(page.locator('#passphrase')).toBeFocused();
    // Without words, and with two that differ, nothing is done.
    await page.locator('#lock-do').click();
    await expect(page.getByText('Type a passphrase.')).toBeVisible();
    await expect(page.locator('#passphrase')).toBeFocused();
    await page.locator('#passphrase').fill('horse');
    await expect(page.getByText('Length: 5. A computer could guess this.')).toBeVisible();
    await page.locator('#passphrase-again').fill('house');
    await page.locator('#lock-do').click();
    await expect(page.getByText('The two are not the same.')).toBeVisible();
    await expect(page.locator('#passphrase-again')).toBeFocused();
    // Shown, it need not be typed twice.
    await page.getByLabel('Show what I type').check();
    await expect(page.locator('#passphrase-again')).toHaveCount(0);
    await page.locator('#passphrase').fill(WORDS);
    await expect(page.locator('#passphrase')).toHaveAttribute('type', 'text');
    await page.locator('#locked-name').fill('Kitchen');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.locator('#lock-do').click();
    await expect(page.getByText('The plan is locked.')).toBeVisible();
    await expect(list(page).getByRole('heading')).toHaveText('Kitchen');
    await expect(list(page)).toContainText('Locked');
    for (const planted of PLANTED) await expect(list(page)).not.toContainText(planted);
    await expect(button(page, 'Save to a file')).toHaveCount(0);
    await showsNothing(page);

    // Its own page asks for the words; what is typed wrong stays, and is tried again at once.
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: 'This plan is locked' })).toBeVisible();
    await unlock(page, 'correct horse battery stable');
    await expect(page.getByText(WRONG)).toBeVisible();
    await expect(page.locator('#passphrase')).toHaveValue('correct horse battery stable');
    await expect(page.locator('#passphrase')).toBeFocused();
    await unlock(page);
    await expect(sentence(page)).toHaveText(/^£87\.65 every month/);
    await expect(page.locator('#notes')).toHaveValue('zebra-notes');
    await expect(page.locator('#limits')).toHaveValue('walrus-limits');

    // What is changed is sealed as it is kept, and a page that is loaded again asks again.
    const before = await kept(page);
    await set(page, 'amount', '91.5');
    await page.locator('#notes').fill('zebra-notes and more');
    await rewritten(page, id, before, ['agent.at', 'notes']);
    await showsNothing(page);
    expect(await everything(page)).not.toContain('91.50');
    await page.reload();
    await unlock(page);
    await expect(sentence(page)).toHaveText(/^£91\.50 every month/);
    await expect(page.locator('#notes')).toHaveValue('zebra-notes and more');

    // Locked now, without a reload.
    await openList(page);
    await expect(list(page)).toContainText('unlocked in this tab');
    await button(page, 'Lock now').click();
    await expect(list(page).getByText('Locked', { exact: true })).toBeVisible();
    await button(page, 'Unlock').click();
    await unlock(page);
    await expect(page.getByText('The plan is unlocked in this tab.')).toBeVisible();

    // Another passphrase: the one before opens nothing any more, and no piece was written again.
    const pieces = async (): Promise<string> => {
      const all = Object.entries(await kept(page)).filter(([key]) => !key.endsWith('.lock'));
      return JSON.stringify(all.sort());
    };
    const kept0 = await pieces();
    await button(page, 'Change the passphrase').click();
    await expect(page.locator('#passphrase-before')).toBeFocused();
    await page.locator('#passphrase-before').fill('not this');
    await typeNew(page, OTHER);
    await expect(page.getByText(WRONG)).toBeVisible();
    await page.locator('#passphrase-before').fill(WORDS);
    await page.locator('#lock-do').click();
    await expect(page.getByText('The passphrase is changed.')).toBeVisible();
    expect(await pieces()).toBe(kept0);
    await page.reload();
    await expect(list(page).getByRole('heading')).toHaveText('Kitchen');
    await button(page, 'Unlock').click();
    await unlock(page, WORDS);
    await expect(page.getByText(WRONG)).toBeVisible();
    await unlock(page, OTHER);
    await expect(page.getByText('The plan is unlocked in this tab.')).toBeVisible();

    await button(page, 'Remove the passphrase').click();
    await button(page, 'Yes, remove it').click();
    await expect(page.getByText('The passphrase is removed.')).toBeVisible();
    await page.reload();
    await expect(list(page)).toContainText('Wombat Energy');
    const all = await kept(page);
    expect(Object.keys(all).filter((key) => /lock|sealing|opening/.test(key))).toEqual([]);
    expect(keptLog(all, id)).toContain('91.50');
    expect(all[`pn.2.draft.${id}.notes`]).toBe('zebra-notes and more');
    await page.goto(address);
    await expect(sentence(page)).toHaveText(/^£91\.50 every month/);
  });
});

test('figures are locked along, and an offer goes on under the same lock', async ({ page }) => {
  await owe(page, '1234.56');
  await page.locator('#afford').fill('87.65');
  await page.locator('#continue').click();
  await heading(page, 'A first plan');
  await page.getByRole('link', { name: 'Check it with two totals' }).click();
  await page.locator('#keep-figures').check();
  await page.locator('#income').fill('1612.37');
  await page.locator('#spending').fill('1204.19');
  await page.locator('#continue').click();
  await heading(page, 'Ways this could be paid');
  const [address, id] = [page.url(), room(page)];
  expect((await kept(page))[`pn.2.draft.${id}.figures`]).toContain('1612.37');
  await lock(page);
  expect(await everything(page)).not.toContain('1612.37');
  await page.goto(address);
  await unlock(page);
  await heading(page, 'Ways this could be paid');
  await goToStep(page, 'check');
  await expect(page.locator('#income')).toHaveValue('1612.37');

  await page.goto(`${BASE_URL}#/alone/${id}`);
  await toOffer(page);
  await page.locator('#make-offer').click();
  await expect.poll(() => room(page)).not.toBe(id);
  await expect(page.locator('#make-offer')).toHaveCount(0);
  const all = await everything(page);
  for (const planted of ['1612.37', '1204.19', '1234.56', 'Example Energy', 'Robin Green']) expect(all).not.toContain(planted);
  expect(all).not.toContain(id);
  const offered = page.url();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'This plan is locked' })).toBeVisible();
  await unlock(page);
  await expect(page).toHaveURL(offered);
  await goToStep(page, 'check');
  await expect(page.locator('#income')).toHaveValue('1612.37');
});

test('with the keyboard alone', async ({ page }) => {
  await startPlan(page, 'alone', { company: 'Wombat Energy' });
  await openList(page);
  await button(page, 'Lock with a passphrase').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#passphrase')).toBeFocused();
  await page.keyboard.type(WORDS);
  await page.keyboard.press('Tab');
  await page.keyboard.type(WORDS);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The plan is locked.')).toBeVisible();
  await expect(page.locator('#content')).toBeFocused();
  await button(page, 'Unlock').focus();
  await page.keyboard.press('Space');
  await expect(page.locator('#passphrase')).toBeFocused();
  await page.keyboard.type('no');
  await page.keyboard.press('Enter');
  await expect(page.getByText(WRONG)).toBeVisible();
  await expect(page.locator('#passphrase')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(WORDS);
  await page.keyboard.press('Enter');
  await expect(page.getByText('The plan is unlocked in this tab.')).toBeVisible();
  await expect(list(page)).toContainText('Wombat Energy');
});

test('each tab asks for itself, and one writes', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  const [address, id] = [page.url(), room(page)];
  // Another tab has the plan open: it is not locked behind its back.
  const other = await page.context().newPage();
  await openList(other);
  await button(other, 'Lock with a passphrase').click();
  await typeNew(other, WORDS);
  await expect(other.getByText('This plan is open in another window.')).toBeVisible();
  expect(Object.keys(await kept(other))).not.toContain(`pn.2.draft.${id}.lock`);
  await page.goto(`${BASE_URL}#/`);
  await other.locator('#lock-do').click();
  await expect(other.getByText('The plan is locked.')).toBeVisible();

  await page.goto(address);
  await unlock(page);
  await expect(sentence(page)).toHaveText(/^£85 every month/);
  await other.goto(address);
  await expect(other.getByRole('heading', { level: 1, name: 'This plan is locked' })).toBeVisible();
  await unlock(other);
  await expect(sentence(other)).toHaveText(/^£85 every month/);
  await expect(other.locator('#reads-only')).toBeVisible();
  const first = await kept(page);
  await set(page, 'amount', '95');
  await expect(sentence(other)).toHaveText(/^£95 every month/);
  await rewritten(page, id, first, ['agent.at']);
  await page.close();
  await expect(other.locator('#reads-only')).toHaveCount(0);
  await expect(sentence(other)).toHaveText(/^£95 every month/);
  const before = await kept(other);
  await set(other, 'amount', '105');
  await expect(sentence(other)).toHaveText(/^£105 every month/);
  await rewritten(other, id, before, ['agent.at']);
  await other.goto('about:blank');
  await other.goto(address);
  await unlock(other);
  await expect(sentence(other)).toHaveText(/^£105 every month/);
  await openList(other);
  await button(other, 'Delete from this device').click();
  await button(other, 'Yes, delete it').click();
  await expect(other.getByText(/^Deleted\./)).toBeVisible();
  expect(Object.keys(await kept(other)).filter((key) => key.includes(id))).toEqual([]);
});

test('a tab killed while it locks leaves the plan locked or not, and never lost', async ({ page }) => {
  test.setTimeout(120_000);
  const watcher = await page.context().newPage();
  await watcher.goto(`${BASE_URL}#/`);
  let writing = page;
  for (let kill = 1; kill <= 6; kill += 1) {
    await openConsole(writing, { ref: `K-${kill}` });
    for (let step = 1; step <= 12; step += 1) await set(writing, 'amount', `8${kill}.${step + 10}`);
    await keptSoon(writing, `8${kill}.22`);
    const [address, id] = [writing.url(), room(writing)];
    await writing.goto(`${BASE_URL}#/drafts`);
    const item = list(writing).filter({ hasText: `K-${kill}` });
    await item.getByRole('button', { name: 'Lock with a passphrase' }).click();
    await writing.locator('#passphrase').fill(WORDS);
    await writing.locator('#passphrase-again').fill(WORDS);
    // Killed once so much of it was sealed, as the other page sees it; the first of them as soon as it began.
    const sealed = watcher.evaluate(
      ([of, count]) =>
        new Promise<void>((resolve) => {
          let left = Number(count);
          window.addEventListener('storage', (event) => {
            if (event.key?.includes(`${of}.sealing`) && (left -= 1) <= 0) resolve();
          });
        }),
      [id, String(1 + (kill - 1) * 3)],
    );
    const crashed = writing.waitForEvent('crash');
    const devtools = await writing.context().newCDPSession(writing);
    await writing.locator('#lock-do').click();
    await sealed;
    void devtools.send('Page.crash').catch(() => null);
    await crashed;
    await writing.close();

    writing = await watcher.context().newPage();
    await writing.goto(`${BASE_URL}#/drafts`);
    await expect(list(writing)).toHaveCount(1);
    const isLocked = Object.keys(await kept(writing)).includes(`pn.2.draft.${id}.lock`);
    if (isLocked) expect(keptLog(await kept(writing), id).trim()).toBe('');
    await writing.goto(address);
    if (isLocked) await unlock(writing);
    await expect(sentence(writing), `kill ${kill}`).toHaveText(new RegExp(`^£8${kill}\\.22 every month`));
    await expect(writing.locator('.pn-banner--warning')).toHaveCount(0);
    await writing.goto(`${BASE_URL}#/drafts`);
    await button(writing, 'Delete from this device').click();
    await button(writing, 'Yes, delete it').click();
    await expect(list(writing)).toHaveCount(0);
  }
});

test('lists that stood open while another tab locked or unlocked do no harm', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  const address = page.url();
  const MEANWHILE = 'This plan was changed in another window. Nothing was done here.';
  const other = await page.context().newPage();
  await openList(other);
  await button(other, 'Lock with a passphrase').click();
  await lock(page);
  const locked = await kept(page);
  await typeNew(other, OTHER);
  await expect(other.getByText(MEANWHILE)).toBeVisible();
  expect(await kept(page)).toEqual(locked);

  // Both have it unlocked; one takes the passphrase away, and the other still offers it.
  for (const tab of [page, other]) {
    await tab.goto('about:blank');
    await openList(tab);
    await button(tab, 'Unlock').click();
    await unlock(tab);
    await expect(button(tab, 'Remove the passphrase')).toBeVisible();
    await button(tab, 'Remove the passphrase').click();
  }
  await page.locator('#lock-do').click();
  await expect(page.getByText('The passphrase is removed.')).toBeVisible();
  const open = await kept(page);
  await other.locator('#lock-do').click();
  await expect(other.getByText(MEANWHILE)).toBeVisible();
  expect(await kept(page)).toEqual(open);
  await page.goto(address);
  await expect(sentence(page)).toHaveText(/^£85 every month/);
});

test('a file from before it was locked does not take the place of a locked plan', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  const address = page.url();
  await openList(page);
  const { text } = await downloaded(page, button(page, 'Save to a file'));
  await page.goto(address);
  await set(page, 'amount', '95');
  await keptSoon(page, '95.00');
  await lock(page);
  const locked = await kept(page);
  await page.goto(`${BASE_URL}#/console`);
  await page.locator('#case-file').setInputFiles(file('plan.plan', text));
  await expect(page.getByText('This plan is on this device already, locked with a passphrase.')).toBeVisible();
  expect(await kept(page)).toEqual(locked);

  await openList(page);
  await button(page, 'Unlock').click();
  await unlock(page);
  await expect(page.getByText('The plan is unlocked in this tab.')).toBeVisible();
  await page.goto(`${BASE_URL}#/console`);
  await page.locator('#case-file').setInputFiles(file('plan.plan', text));
  await expect(sentence(page)).toHaveText(/^£95 every month/);
});

test('an answer that comes to a locked plan asks for its passphrase and goes on', async ({ page, browser }) => {
  const agent = await offered(page, browser);
  await agent.locator('#accept-offer').click();
  const answer = await link(agent);
  await lock(page);
  const saved = await downloaded(agent, agent.locator('#save-plan-file'));
  // A new tab, as from an e-mail: it has not been told the passphrase.
  const tab = await page.context().newPage();
  await tab.goto(answer);
  await tab.locator('#received-mine').click();
  await expect(tab.locator('#unlock-first')).toBeVisible();
  await unlock(tab, WRONG);
  await expect(tab.getByText(WRONG)).toBeVisible();
  await unlock(tab);
  await expect(tab.locator('#agree-sealed')).toBeVisible();
  await tab.close();
  // The same by a file.
  await page.reload();
  await page.goto(`${BASE_URL}#/alone/open`);
  await page.locator('#case-file').setInputFiles(file('answer.plan', saved.text));
  await expect(page.locator('#unlock-first')).toBeVisible();
  await unlock(page);
  await expect(page.locator('#agree-sealed')).toBeVisible();
});
