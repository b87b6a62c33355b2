import { truncate, writeFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { button, downloaded, file, kept, keptSoon, newest, openConsole, room, sentence, set } from './desk';

const list = (page: Page) => page.locator('.pn-list__item');
const said = (page: Page) => page.getByRole('status').or(page.getByRole('alert'));

/** Saves what is kept as a file. */
async function exported(page: Page): Promise<string> {
  await openConsole(page);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  await page.goto('/#/drafts');
  const saved = await downloaded(page, button(page, 'Save to a file'));
  expect(saved.name).toBe('plan.plan');
  return saved.text;
}

async function openFile(page: Page, text: string | Buffer, name = 'plan.plan'): Promise<void> {
  await page.locator('#case-file').setInputFiles(file(name, text));
}

test('a change is kept within 300 ms and is there again after a reload', async ({ page }) => {
  await openConsole(page);
  const id = room(page);
  await keptSoon(page, '100.00');
  await page.locator('#amount').fill('85');
  // Counted inside the page: from the key press until the slot holds the new amount.
  const took = await page.evaluate(
    (prefix) =>
      new Promise<number>((resolve) => {
        const field = document.querySelector('#amount') as HTMLInputElement;
        const start = performance.now();
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        const look = (): void => {
          const slot = localStorage.getItem(`${prefix}.at`) ?? 'a';
          if (localStorage.getItem(`${prefix}.${slot}`)?.includes('85.00')) resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        look();
      }),
    `pn.1.draft.${id}`,
  );
  expect(took).toBeLessThan(300);
  await expect(page.locator('.pn-header__saved')).toHaveText(/^Saved on this device \d\d:\d\d$/);
  await page.reload();
  await expect(sentence(page)).toHaveText(/^£85 every month/);
});

test('a change just before the window closes is kept', async ({ page }) => {
  await openConsole(page);
  const address = page.url();
  await set(page, 'amount', '85');
  await page.goto('about:blank');
  await page.goto(address);
  await expect(sentence(page)).toHaveText(/^£85 every month/);
});

test('two drafts: named, copied and deleted without a trace', async ({ page }) => {
  await openConsole(page, { company: 'Acme Energy', ref: '4821' });
  await page.locator('#notes').fill('private words');
  const first = room(page);
  await openConsole(page, { company: 'Borough Council', ref: '77', balance: '600' });
  await page.goto('/#/drafts');
  await expect(list(page)).toHaveCount(2);
  const acme = list(page).filter({ hasText: 'Acme Energy · 4821' });
  await acme.getByLabel('Name of this plan').fill('Gas and light');
  await acme.getByLabel('Name of this plan').press('Enter');
  const named = list(page).filter({ hasText: 'Gas and light' });
  await expect(named).toHaveCount(1);
  await page.reload();
  await named.getByRole('button', { name: 'Make a copy' }).click();
  await expect(list(page)).toHaveCount(3);
  await expect(list(page).filter({ hasText: 'Copy of Gas and light' })).toHaveCount(1);

  const original = list(page).filter({ has: page.locator(`a[href$="/console/${first}"]`) });
  await original.getByRole('button', { name: 'Delete from this device' }).click();
  await original.getByRole('button', { name: 'Keep it' }).click();
  await original.getByRole('button', { name: 'Delete from this device' }).click();
  await original.getByRole('button', { name: 'Yes, delete it' }).click();
  await expect(said(page).first()).toContainText('Deleted. Nothing of it is left on this device.');
  await expect(list(page)).toHaveCount(2);
  const all = await kept(page);
  expect(Object.keys(all).filter((key) => key.includes(first))).toEqual([]);
  expect(JSON.stringify(all)).not.toContain('private words');

  await list(page).filter({ hasText: 'Copy of Gas and light' }).getByRole('link', { name: 'Open in the console' }).click();
  await expect(sentence(page)).toHaveText(/^£100 every month/);
});

test('storage that is full: words, and the plan as a file that opens elsewhere', async ({ page, browser }) => {
  await openConsole(page);
  await expect(page.locator('.pn-header__saved')).toContainText('Saved on this device');
  await page.evaluate(() => {
    for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
      try {
        for (let index = 0; ; index += 1) localStorage.setItem(`filler-${size}-${index}`, 'x'.repeat(size));
      } catch {
        // Full for this size: the next smaller one.
      }
    }
  });
  await set(page, 'amount', '85');
  await expect(page.getByRole('alert')).toContainText('There is no space left on this device. Save your plan to a file, so that nothing is lost.');
  await expect(sentence(page)).toHaveText(/^£85 every month/);
  const { text } = await downloaded(page, button(page, 'Save my plan to a file'));

  const context = await browser.newContext({ baseURL: page.url().split('#')[0] });
  const other = await context.newPage();
  await other.goto('/#/console');
  await openFile(other, text);
  await expect(sentence(other)).toHaveText(/^£85 every month/);
  await expect(other.locator('.pn-timeline')).toContainText('You changed the amount from £100 to £85.');
  await context.close();
});

test('storage that is blocked: words, and the plan works and can be saved as a file', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
  });
  await openConsole(page);
  await set(page, 'amount', '85');
  await expect(sentence(page)).toHaveText(/^£85 every month/);
  await expect(page.getByRole('alert').first()).toContainText('This browser keeps nothing for this page. Save your plan to a file, so that nothing is lost.');
  const { text } = await downloaded(page, button(page, 'Save my plan to a file'));
  expect(text).toContain('85.00');
  await page.goto('/#/drafts');
  await expect(page.getByRole('alert')).toContainText('This browser keeps nothing for this page.');
});

test('a damaged newest slot: the copy before it opens, and that is said', async ({ page }) => {
  await openConsole(page);
  await set(page, 'amount', '85');
  await keptSoon(page, '85.00');
  await set(page, 'amount', '70');
  await keptSoon(page, '70.00');
  const address = page.url();
  const { key, text } = newest(await kept(page), room(page));
  await page.goto('about:blank');
  // Damaged after the window's own last save.
  await page.goto('/#/');
  const now = newest(await kept(page), /[0-9a-f]{32}/.exec(key)?.[0] ?? '');
  await page.evaluate(([at, half]) => localStorage.setItem(at ?? '', half ?? ''), [now.key, text.slice(0, text.length / 2)]);
  await page.goto(address);
  await page.reload();
  await expect(page.getByText('The newest copy was damaged. This is the one before it. The damaged one is set aside.')).toBeVisible();
  await expect(sentence(page)).toHaveText(/^£(70|85) every month/);
  const aside = Object.entries(await kept(page)).find(([name]) => name.endsWith('.aside'));
  expect(aside?.[1]).toBe(text.slice(0, text.length / 2));
});

test('a draft of a newer version is refused in words, untouched, and can be saved', async ({ page }) => {
  await openConsole(page);
  await keptSoon(page, '100.00');
  const id = room(page);
  await page.goto('/#/');
  const { key, text } = newest(await kept(page), id);
  const newer = text.replace('"version":1', '"version":2');
  await page.evaluate(([at, value]) => localStorage.setItem(at ?? '', value ?? ''), [key, newer]);
  await page.goto(`/#/console/${id}`);
  const words = 'A newer version of this page saved this plan. You can save it to a file. Nothing here changes it.';
  await expect(page.getByRole('alert')).toContainText(words);
  expect((await downloaded(page, button(page, 'Save my plan to a file'))).text).toBe(newer);
  await page.goto('/#/drafts');
  await expect(list(page)).toContainText(words);
  expect((await downloaded(page, button(page, 'Save to a file'))).text).toBe(newer);
  expect((await kept(page))[key]).toBe(newer);
});

test('files that are no plans open nothing and say why', async ({ page, browser }) => {
  const text = await exported(page);
  const context = await browser.newContext({ baseURL: page.url().split('#')[0] });
  const other = await context.newPage();
  await other.goto('/#/console');
  for (const [content, words] of [
    [text.slice(0, text.length / 2), 'This file is cut short or was changed. Nothing was opened. Ask for it again.'],
    [text.replace('85.00', '15.00'), 'This file is cut short or was changed. Nothing was opened. Ask for it again.'],
    ['Dear Sam, this is no JSON at all', 'This is not a plan or a case. Nothing was opened.'],
    [Buffer.from([0xff, 0xfe, 0x00, 0x80]), 'This is not a plan or a case. Nothing was opened.'],
    [text.replace('"version":1', '"version":9'), 'This file comes from a newer version. Reload this page, then open it again.'],
    ['{"some": "json"}', 'The case could not be read. Nothing of it was used.'],
  ] as const) {
    await openFile(other, content as string | Buffer);
    await expect(other.getByRole('alert')).toContainText(words);
    await expect(other).toHaveURL(/#\/console$/);
    expect(Object.keys(await kept(other))).toEqual([]);
  }
  await openFile(other, text);
  await expect(sentence(other)).toHaveText(/^£85 every month/);
  await context.close();
});

test('a file of 100 MB is refused at once, unread', async ({ page }, testInfo) => {
  const path = testInfo.outputPath('huge.plan');
  await writeFile(path, '');
  await truncate(path, 100 << 20);
  await page.goto('/#/console');
  await page.locator('#case-file').setInputFiles(path);
  await expect(page.getByRole('alert')).toContainText('This file is too large to be a plan. Nothing was opened.');
  await page.goto('/#/check');
  await page.locator('#check-file').setInputFiles(path);
  await expect(page.getByText('This file is too large')).toBeVisible();
});

test('a plan file is opened from the list, and again without doubling anything', async ({ page, browser }) => {
  const text = await exported(page);
  const context = await browser.newContext({ baseURL: page.url().split('#')[0] });
  const other = await context.newPage();
  await other.goto('/#/drafts');
  await expect(other.getByText('There are no plans on this device.')).toBeVisible();
  for (let times = 0; times < 2; times += 1) {
    await other.locator('#import').setInputFiles(file('plan.plan', text));
    await expect(list(other)).toHaveCount(1);
  }
  await other.getByRole('link', { name: 'Open in the console' }).click();
  await expect(sentence(other)).toHaveText(/^£85 every month/);
  await expect(other.locator('.pn-timeline__item').filter({ hasText: 'from £100 to £85' })).toHaveCount(1);
  await context.close();
});

test('a change just before going to another screen is kept', async ({ page }) => {
  await openConsole(page);
  await expect(page.locator('.pn-header__saved')).toContainText('Saved on this device');
  const address = page.url();
  await page.locator('#amount').fill('85');
  // The key and the link in one go: the screen is left before the plan was saved.
  await page.evaluate(() => {
    document.querySelector('#amount')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    location.hash = '#/drafts';
  });
  await expect(page.locator('.pn-list__item')).toHaveCount(1);
  await page.goto(address);
  await expect(sentence(page)).toHaveText(/^£85 every month/);
});
