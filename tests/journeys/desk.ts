// What a journey does again and again: open the two windows, type into a field, read the plan.
import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { BASE_URL } from './origins';

declare global {
  interface Window {
    __sent: string[];
  }
}

export interface CaseTyped {
  balance?: string;
  company?: string;
  ref?: string;
  name?: string;
}

/** Fills in the form of a new plan and starts it; alone, goes on to the page with every control. */
export async function startPlan(page: Page, screen: 'console' | 'alone', typed: CaseTyped = {}, base = BASE_URL): Promise<void> {
  await page.goto(`${base}#/${screen === 'alone' ? 'alone/open' : screen}`);
  await page.locator('#case-owed-to').fill(typed.company ?? 'Acme Energy');
  await page.locator('#case-reference').fill(typed.ref ?? '4821');
  if (screen === 'console') await page.locator('#case-person').fill('Robin Green');
  await page.locator('#case-balance').fill(typed.balance ?? '1200');
  await page.locator('#case-name').fill(typed.name ?? 'Sam');
  await page.getByRole('button', { name: 'Start the plan' }).click();
  if (screen === 'alone') {
    await expect(page).toHaveURL(/\/afford$/);
    await goToStep(page, 'amount', base);
  }
  await expect(sentence(page)).toBeVisible();
}

/** The opening of a call: the right person is there, it is a good time, and nothing stands in the way. */
export async function checked(page: Page): Promise<void> {
  await page.locator('#check-birth').click();
  await page.locator('#checks-clear').click();
  await expect(page.locator('#checks-done > summary')).toBeVisible();
}

/** The pages of the way alone, by their addresses. */
export type Step = 'afford' | 'amount' | 'check' | 'day' | 'last-paid' | 'not-mine' | 'owed' | 'review' | 'send' | 'ways' | 'who';

/** Goes to a page of the way alone, of the plan that is open. */
export async function goToStep(page: Page, step: Step, base = BASE_URL): Promise<void> {
  await page.goto(`${base}#/alone/${room(page)}/${step}`);
}

/** The console of a new plan, with the right person on the telephone. */
export async function openConsole(page: Page, typed: CaseTyped = {}, base = BASE_URL): Promise<void> {
  await startPlan(page, 'console', typed, base);
  await checked(page);
}

/** Opens the window to share and waits until it has the plan and the console knows of it. */
export async function openShare(page: Page): Promise<Page> {
  const popup = page.waitForEvent('popup');
  await page.locator('#open-share').click();
  const share = await popup;
  await expect(sentence(share)).toBeVisible();
  await expect(page.getByText('The other window is open.').first()).toBeVisible();
  return share;
}

/** The window to share while the agent does not know yet who is there. */
export async function openWaiting(page: Page): Promise<Page> {
  const popup = page.waitForEvent('popup');
  await page.locator('#open-share').click();
  const share = await popup;
  await expect(share.getByRole('heading', { level: 1, name: 'One moment' })).toBeVisible();
  return share;
}

/** The window to share in a process of its own, as a tab that somebody opened by its address. */
export async function openShareTab(page: Page): Promise<Page> {
  const share = await page.context().newPage();
  await share.goto(shareAddress(page));
  await expect(sentence(share)).toBeVisible();
  return share;
}

export const room = (page: Page): string => /#\/\w+\/([0-9a-f]{64})(?:\/|$)/.exec(page.url())?.[1] ?? '';

export const shareAddress = (page: Page): string => `${BASE_URL}#/share/${room(page)}`;

/** The plan in one sentence. */
export const sentence = (page: Page): Locator => page.locator('.pn-result__sentence');

/** The one region that says what the other side did. */
export const status = (page: Page): Locator => page.locator('.pn-status');

export const timeline = (page: Page): Locator => page.locator('.pn-timeline');

export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });

export const fact = (page: Page, term: string): Locator =>
  page.locator('.pn-facts__fact').filter({ has: page.getByText(term, { exact: true }) }).locator('dd');

/** Replaces what a field holds and takes it over. */
export async function set(page: Page, id: string, text: string): Promise<void> {
  const field = page.locator(`#${id}`);
  await field.fill(text);
  await field.press('Enter');
}

/** Shows the controls of the shared window. */
export const openControls = (share: Page): Promise<void> => share.getByText('Change the plan yourself').click();

/** Shows length and deadline. */
export const openLength = (page: Page): Promise<void> => page.getByText('Length · Deadline').click();

/** Both windows agree on £85 a month, with the person at the desk. Gives back the window to share. */
export async function agreed(page: Page): Promise<Page> {
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  await page.locator('#person-here').click();
  await page.locator('#propose').click();
  await expect(share.locator('#accept')).toBeVisible();
  await share.locator('#accept').click();
  await expect(page.getByText('You both agree on this plan.')).toBeVisible();
  await expect(share.getByText('You both agree on this plan.')).toBeVisible();
  return share;
}

/** The plan is read out on the telephone, said back, and recorded. */
export async function agreedByPhone(page: Page): Promise<void> {
  await page.locator('#by-phone').click();
  for (let tick = 0; tick < 6; tick += 1) await page.locator(`#call-tick-${tick}`).check();
  await page.locator('#own-words-yes').click();
  await page.locator('#record-call').click();
  await expect(page.locator('.pn-document')).toBeVisible();
}

/** Reads, ticks, gives a name, has a last look, and signs. */
export async function sign(page: Page, name: string): Promise<void> {
  await readyToSign(page, name);
  await page.locator('#sign').click();
  await expect(page.locator('#done-heading')).toBeVisible();
}

/** Up to the last check. */
export async function readyToSign(page: Page, name: string): Promise<void> {
  await expect(page.locator('.pn-document')).toBeVisible();
  for (const tick of [0, 1, 2]) await page.locator(`#sign-tick-${tick}`).check();
  await page.locator('#sign-name').fill(name);
  await page.locator('#sign-continue').click();
  await expect(page.getByText(`You sign as ${name}.`)).toBeVisible();
}

/** The two windows show the same plan. */
export async function same(one: Page, other: Page, text: string | RegExp): Promise<void> {
  await expect(sentence(one)).toHaveText(text);
  await expect(sentence(other)).toHaveText(text);
  expect(await sentence(one).textContent()).toBe(await sentence(other).textContent());
}

/** Everything the app keeps on this device, by key. */
export const kept = (page: Page): Promise<Record<string, string>> => page.evaluate(() => ({ ...localStorage }));

/** The newest piece that the agent's window keeps of a plan, with its key. */
export function newest(all: Record<string, string>, id: string): { key: string; text: string } {
  const [run, count] = (all[`pn.2.draft.${id}.agent.at`] ?? 'a 1 0').split(' ');
  const key = `pn.2.draft.${id}.agent.${run}.${Number(count) - 1}`;
  return { key, text: all[key] ?? '' };
}

/** What is in a plan file or in a piece of a plan that is kept: the words and figures in it stand in it as they are. */
export function logIn(text: string): string {
  try {
    const body = JSON.parse((JSON.parse(text) as { body: string }).body) as { log: string };
    return Buffer.from(body.log, 'base64').toString('utf8');
  } catch {
    return '';
  }
}

/** What is kept of a plan on this device, of all its pieces. */
export function keptLog(all: Record<string, string>, id: string): string {
  const pieces = Object.entries(all).filter(([key]) => new RegExp(`^pn\\.2\\.draft\\.${id}\\.\\w+\\.[ab]\\.\\d+$`).test(key));
  return pieces.map(([, text]) => logIn(text)).join('\n');
}

/** Waits until what is kept on this device holds this text, at most as long as the app promises. */
export async function keptSoon(page: Page, text: string, timeout = 2_000): Promise<void> {
  const id = room(page);
  await expect.poll(async () => keptLog(await kept(page), id), { timeout, intervals: [20] }).toContain(text);
}

/** A file that a press hands to the downloads. */
export async function downloaded(page: Page, press: Locator): Promise<{ name: string; text: string; bytes: Buffer }> {
  const event = page.waitForEvent('download');
  await press.click();
  const download = await event;
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  return { name: download.suggestedFilename(), text: bytes.toString('utf8'), bytes };
}

/** One of the files that stand folded below the document. */
export async function otherFile(page: Page, id: string): Promise<{ name: string; text: string; bytes: Buffer }> {
  const file = page.locator(id);
  if (!(await file.isVisible())) await page.locator('#other-files').click();
  return downloaded(page, file);
}

export const file = (name: string, text: string | Buffer, mimeType = 'application/json') => ({
  name,
  mimeType,
  buffer: typeof text === 'string' ? Buffer.from(text, 'utf8') : text,
});

/** Everything the browser complains about: uncaught errors, console errors, policy violations. */
export function complaints(at: Page | BrowserContext): string[] {
  const found: string[] = [];
  const listen = (page: Page): void => {
    page.on('pageerror', (error) => found.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') found.push(`${message.text()} (${message.location().url})`);
    });
  };
  if ('pages' in at) {
    at.pages().forEach(listen);
    at.on('page', listen);
  } else {
    listen(at);
  }
  return found;
}

/** The two windows come to rest on the same plan, whichever of these it is. */
export async function bothEnd(one: Page, other: Page, starts: string[]): Promise<void> {
  await expect
    .poll(async () => {
      const [here, there] = await Promise.all([sentence(one).textContent(), sentence(other).textContent()]);
      return here === there && starts.some((start) => here?.startsWith(start));
    })
    .toBe(true);
}

/** Lets a journey read what was copied. Firefox is told to by a setting, and asks nobody. */
export async function allowClipboard(context: BrowserContext): Promise<void> {
  if (context.browser()?.browserType().name() === 'firefox') return;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
}

/** Collects every message that this context's windows put on any channel, in every window of it. */
export async function listen(page: Page): Promise<void> {
  await page.context().addInitScript(() => {
    window.__sent = [];
    const send = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, message: unknown) {
      window.__sent.push(message instanceof Uint8Array ? new TextDecoder('latin1').decode(message) : JSON.stringify(message));
      send.call(this, message);
    };
  });
}

export const sent = (page: Page): Promise<string[]> => page.evaluate(() => window.__sent);
