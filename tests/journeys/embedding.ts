// What the journeys of the app in a company's page do again and again.
import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium, expect, type BrowserContext, type Frame, type FrameLocator, type Page, type TestInfo } from '@playwright/test';
import { args, executablePath } from '../../xtask/node/browser.mjs';
import type { PlanCase } from '../../embed/plan-negotiator.js';
import { DEMO_URL, EMBEDDED_URL } from './origins';

interface Told {
  type: string;
  detail: Record<string, unknown>;
}

declare global {
  interface Window {
    /** Everything that any window or port has told the page, as it came. */
    __heard: unknown[];
    /** Every event of the element. */
    __told: Told[];
    /** The page's ends of the ports that it handed out. */
    __ports: MessagePort[];
    /** What ports of a test's own have heard. */
    __lines: Record<string, string[]>;
    /** What came with `pn-send`. */
    __files: Record<string, number[]>;
  }
}

/** Words that no message may hold. */
export const CASE: PlanCase = {
  version: 1,
  company_ref: 'QZ-REFERENCE-77',
  owed_to: 'Quagga Heating',
  person: { name: 'Zebulon Quillfeather', kind: 'consumer' },
  currency: 'GBP',
  debts: [{ id: 'QZ-REFERENCE-77', label: 'Winter gas', balance: '1380.00' }],
};
export const PRIVATE = ['QZ-REFERENCE', 'Quagga', 'Zebulon', 'Quillfeather', 'Winter', '1380', '1,380', '£', 'Example Energy'];

/** All that a message may say. */
const WORDS: Record<string, string[]> = {
  kind: ['ready', 'resize', 'state', 'step', 'exported', 'error', 'theme'],
  state: ['started', 'offered', 'agreed', 'signed', 'closed'],
  step: ['owed', 'manage', 'words', 'spending', 'ways', 'amount', 'day', 'last_paid', 'who', 'check', 'offer', 'sign', 'save'],
  door: ['alone', 'share', 'console', 'check'],
  outcome: ['begun', 'done', 'back', 'none_of_these', 'not_checked', 'looks_wrong', 'not_mine'],
  code: ['bad_case', 'case_too_large', 'storage_blocked', 'storage_full', 'storage_damaged', 'not_loaded', 'no_document'],
  reason: ['contrast'],
};

/** Records, in the page around the frame, all that it hears. */
export async function record(page: Page): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
    if (window.parent !== window) return;
    window.__heard = [];
    window.__told = [];
    window.__ports = [];
    window.__files = {};
    addEventListener('message', (event) => window.__heard.push(event.data));
    const Channel = window.MessageChannel;
    window.MessageChannel = class extends Channel {
      constructor() {
        super();
        this.port1.addEventListener('message', (event) => window.__heard.push(event.data));
        window.__ports.push(this.port1);
      }
    };
    for (const kind of ['ready', 'state', 'step', 'resize', 'exported', 'error', 'theme', 'send']) {
      addEventListener(`pn-${kind}`, (event) => {
        const { pdf, json, ...detail } = (event as CustomEvent).detail as Record<string, unknown>;
        if (pdf instanceof ArrayBuffer && json instanceof ArrayBuffer) {
          window.__files = { pdf: [...new Uint8Array(pdf)], json: [...new Uint8Array(json)] };
        }
        window.__told.push({ type: event.type, detail });
      });
    }
  });
}

export const told = (page: Page): Promise<Told[]> => page.evaluate(() => window.__told);
export const toldOf = async (page: Page, type: string): Promise<unknown[]> =>
  (await told(page)).filter((one) => one.type === type).map((one) => one.detail);
export const inside = (page: Page): FrameLocator => page.frameLocator('plan-negotiator iframe, #frame');

/** The app's frame itself. */
export async function frameOf(page: Page): Promise<Frame> {
  const found = (): Frame | undefined => page.frames().find((one) => one.url().startsWith(EMBEDDED_URL));
  await expect.poll(() => found() !== undefined).toBe(true);
  return found() as Frame;
}

export async function open(page: Page, url = DEMO_URL): Promise<FrameLocator> {
  await record(page);
  await page.goto(url);
  await expect.poll(() => toldOf(page, 'pn-ready')).toHaveLength(1);
  return inside(page);
}

/** A page of the company's own origin with nothing on it and no policy: the one that says that there is no such file. */
export async function bare(page: Page): Promise<void> {
  await record(page);
  // Chromium complains of it, a little later: afterwards nothing is to complain.
  const complains = page.context().browser()?.browserType().name() === 'chromium';
  const complained = complains ? page.waitForEvent('console', (message) => message.text().includes('404')) : undefined;
  await page.goto(`${DEMO_URL}none`);
  await complained;
  await page.evaluate(() => document.body.replaceChildren());
}

/** Loads the element into a bare page and puts one there. */
export const putElement = (page: Page, attributes: Record<string, string>): Promise<void> =>
  page.evaluate(
    async ([app, own]) => {
      await import(`${app}embed/v1.js`);
      const element = document.createElement('plan-negotiator');
      for (const [name, value] of Object.entries(own)) element.setAttribute(name, value);
      document.body.append(element);
    },
    [EMBEDDED_URL, attributes] as const,
  );

export const openCase = (page: Page, given: unknown): Promise<void> =>
  page.evaluate((one) => document.querySelector('plan-negotiator')?.openCase(one as PlanCase), given);

export const sentence = (frame: FrameLocator) => frame.locator('.pn-result__sentence');

/** The two answers after which there is a plan in words. */
export async function startByHand(frame: FrameLocator): Promise<void> {
  await frame.locator('#owed').fill('1380.00');
  await frame.locator('#continue').click();
  await manage(frame, '115');
}

/** About how much could be managed, and the plan in words that comes of it. */
export async function manage(frame: FrameLocator, amount: string): Promise<void> {
  await frame.locator('#afford').fill(amount);
  await frame.locator('#continue').click();
  await expect(sentence(frame)).toHaveText(new RegExp(`^£${amount} every month`));
}

/** Another amount, on the page with every control. */
export async function change(frame: FrameLocator, amount: string): Promise<void> {
  await frame.locator('#amount').fill(amount);
  await frame.locator('#amount').press('Enter');
  await expect(sentence(frame)).toHaveText(new RegExp(`^£${amount} every month`));
}

/** From the plan in words to the offer, and its signature. */
export async function offerAndSign(frame: FrameLocator): Promise<void> {
  await frame.getByRole('link', { name: 'Choose the day' }).first().click();
  await frame.getByText('Which day suits you?').waitFor();
  await frame.locator('#continue').click();
  await frame.getByLabel('Less than five years ago').check();
  await frame.locator('#continue').click();
  await frame.locator('#who-name').waitFor();
  await frame.locator('#continue').click();
  await frame.getByRole('link', { name: 'Go on', exact: true }).click();
  await frame.locator('#make-offer').click();
  await expect(frame.locator('.pn-document')).toBeVisible();
  for (const tick of [0, 1, 2]) await frame.locator(`#sign-tick-${tick}`).check();
  await frame.locator('#sign-name').fill('Zebulon Quillfeather');
  await frame.locator('#sign-continue').click();
  await frame.locator('#sign').click();
  await expect(frame.locator('#done-heading')).toBeVisible();
}

/** Every message is words of the closed lists, a height, or the mark of a file. Gives back how many there were. */
export function checkMessages(heard: unknown[]): number {
  for (const message of heard) {
    if (typeof message !== 'string') {
      expect(message).toEqual({ pn: 1, kind: 'waiting' });
      continue;
    }
    const plain = message.replace(/"digest":"sha256:[0-9a-f]{64}"/, '');
    for (const word of PRIVATE) expect(plain.replace(/"(height|size)":\d+/, '')).not.toContain(word);
    for (const [key, value] of Object.entries(JSON.parse(message) as Record<string, unknown>)) {
      if (typeof value === 'string') {
        if (key === 'digest') expect(value).toMatch(/^sha256:[0-9a-f]{64}$/);
        else expect(WORDS[key] ?? []).toContain(value);
      } else if (typeof value === 'number') {
        expect(['height', 'size']).toContain(key);
      } else {
        expect([key, value]).toEqual(['accepted', false]);
      }
    }
  }
  return heard.length;
}

/** Nothing is left to do: both windows have drawn thirty frames since. */
export async function atRest(page: Page, frame: Frame): Promise<void> {
  const frames = (): Promise<void> =>
    new Promise((done) => {
      let left = 30;
      const next = (): void => {
        left -= 1;
        if (left === 0) done();
        else requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
  await Promise.all([page.evaluate(frames), frame.evaluate(frames)]);
}

export const colour = (frame: Frame, name: string): Promise<string> =>
  frame.evaluate((one) => getComputedStyle(document.documentElement).getPropertyValue(`--pn-colour-${one}`).trim(), name);

/**
 * A browser whose settings let a frame of another site keep something, apart from everything else. The list of
 * switched-off features that the test runner gives would put it all together again.
 */
export async function apartBrowser(info: TestInfo): Promise<BrowserContext> {
  const profile = info.outputPath('profile');
  mkdirSync(`${profile}/Default`, { recursive: true });
  writeFileSync(`${profile}/Default/Preferences`, '{"profile":{"cookie_controls_mode":0,"block_third_party_cookies":false}}');
  return chromium.launchPersistentContext(profile, { executablePath, args: [...args, '--disable-features=Translate'] });
}
