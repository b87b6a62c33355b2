// Two people on a call: two browsers, each a process with a profile of its own, one of them a phone, and a broker of the journey's
// own between them.
import { type BrowserContext, chromium, expect, type Locator, type Page, test as base } from '@playwright/test';
import { args, executablePath } from '../../xtask/node/browser.mjs';
import { Broker, hostWith } from './broker';
import { openConsole, sentence } from './desk';
import type { Host } from './host';

export interface Parties {
  broker: Broker;
  host: Host;
  /** The agent, at a desk, with a plan. */
  desk: Page;
  /** The person paying, with a phone and nothing on it. */
  phone: Page;
}

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

export const test = base.extend<{ parties: Parties }>({
  // A broker and two browsers are started: that is not the time of the journey itself.
  parties: [
    async ({}, use, info) => {
      const broker = await Broker.start();
      const host = await hostWith(broker);
      const contexts = await Promise.all([browserOf(info.outputPath('desk'), {}), browserOf(info.outputPath('phone'), PHONE)]);
      const [desk, phone] = await Promise.all(contexts.map((context) => context.newPage()));
      if (!desk || !phone) throw new Error('a browser opens no page');
      await openConsole(desk, {}, host.url);
      await use({ broker, host, desk, phone });
      await Promise.all(contexts.map((context) => context.close()));
      await host.stop();
      await broker.stop();
    },
    { timeout: 30_000 },
  ],
});

const browserOf = (profile: string, options: Parameters<typeof chromium.launchPersistentContext>[1]): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, { ...options, executablePath, args, serviceWorkers: 'block' });

export const code = (desk: Page): Locator => desk.locator('#join-code');
export const said = (page: Page): Locator => page.locator('#call-said');

/** What the agent reads out. */
export async function spoken(desk: Page): Promise<string> {
  await desk.locator('#invite').click();
  await expect(code(desk)).toHaveText(/^\d\d \d{3} – \d\d \d{3}$/);
  return (await code(desk).textContent()) ?? '';
}

export async function type(phone: Page, host: Host, typed: string): Promise<void> {
  await phone.goto(`${host.url}#/join`);
  await phone.locator('#join-code').fill(typed);
  await phone.locator('#join').click();
}

/** The person comes in by a code. */
export async function onACall({ desk, phone, host }: Parties): Promise<void> {
  await type(phone, host, await spoken(desk));
  await expect(phone.locator('#join-said')).toContainText('The code is right.');
  await desk.locator('#let-in').click();
  await expect(sentence(phone)).toBeVisible();
  await expect(said(phone)).toHaveText('Sam is on the call. You both see this plan.');
  await expect(said(desk)).toHaveText('The person paying is on the call. You both see this plan.');
}
