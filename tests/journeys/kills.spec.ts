// A tab that is killed while it writes: what was kept last, or the one before, opens.
import { expect, test, type Page } from '@playwright/test';
import { kept, logIn, openConsole, room, sentence, set } from './desk';
import { BASE_URL } from './origins';

const KILLS = 20;

/** What counts as kept of the agent's: the pieces of the run that is pointed at, as many as are pointed at. */
function keptPieces(all: Record<string, string>, id: string): string {
  const own = `pn.2.draft.${id}.agent`;
  const [run, count] = (all[`${own}.at`] ?? 'a 0 0').split(' ');
  const pieces = Array.from({ length: Number(count) }, (_, piece) => logIn(all[`${own}.${run}.${piece}`] ?? ''));
  return pieces.join('\n');
}

/** The highest amount, in pence above £100, that stands in a text. */
const highest = (text: string, amounts: RegExp): number =>
  Math.max(0, ...[...text.matchAll(amounts)].map(([, pence]) => Number(pence)));

/** Changes the amount by a penny again and again, as fast as the page takes it, and gives no answer. */
const keepChanging = (page: Page, from: number): Promise<void> =>
  page.evaluate((start) => {
    const field = document.querySelector<HTMLInputElement>('#amount');
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    let pence = start;
    const change = (): void => {
      if (!field || !setValue || pence >= Math.min(start + 40, 899)) return;
      pence += 1;
      setValue.call(field, `10${(pence / 100).toFixed(2)}`);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      setTimeout(change, 5);
    };
    change();
  }, from);

test('a tab killed twenty times while it writes loses nothing that was kept', async ({ page }) => {
  test.setTimeout(120_000);
  await openConsole(page, { balance: '12000' });
  await set(page, 'amount', '100');
  const [address, id] = [page.url(), room(page)];
  // Another page of the same origin sees what is kept, and lives on.
  const watcher = await page.context().newPage();
  await watcher.goto(`${BASE_URL}#/`);
  const keptPence = async (): Promise<number> => highest(keptPieces(await kept(watcher), id), /"10(\d\.\d\d)"/g);
  let writing = page;
  let last = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const begun = last;
    await keepChanging(writing, Math.round(begun * 100));
    // Killed at another moment each time: once so many changes were kept.
    await expect.poll(keptPence, { intervals: [3 + (kill % 7)] }).toBeGreaterThan(begun + (kill % 5) / 100);
    const crashed = writing.waitForEvent('crash');
    const devtools = await writing.context().newCDPSession(writing);
    void devtools.send('Page.crash').catch(() => null);
    await crashed;
    await writing.close();

    const stored = await keptPence();
    writing = await watcher.context().newPage();
    await writing.goto(address);
    await expect(sentence(writing)).toBeVisible();
    last = highest((await sentence(writing).textContent()) ?? '', /£10(\d(?:\.\d\d)?)/g);
    expect(last, `kill ${kill}`).toBeGreaterThanOrEqual(stored);
    // The watcher hears of the last writes through another process, so it may be a moment behind; never ahead.
    await expect.poll(keptPence, `kill ${kill}`).toBe(last);
    await expect(writing.locator('.pn-banner--warning')).toHaveCount(0);
    await expect(writing.locator('#amount')).toBeEnabled();
  }
});
