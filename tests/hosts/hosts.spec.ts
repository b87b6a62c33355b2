// A short walk through the app as another server hands it out: whatever a header forbids or a type spoils stops it.
import { expect, test } from '@playwright/test';
import { agreedByPhone, complaints, openConsole, openShare, same, set, sign } from '../journeys/desk';
import { BASE_URL } from '../journeys/origins';

test.use({ serviceWorkers: 'allow' });

test('start, console, a plan, the window to share, a document: without a complaint', async ({ page, context }) => {
  const found = complaints(context);
  const reports: string[] = [];
  await context.exposeFunction('reported', (what: string) => reports.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reported } = window as unknown as { reported: (what: string) => void };
      reported(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(BASE_URL);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await openConsole(page);
  const share = await openShare(page);
  await set(page, 'amount', '85');
  await same(page, share, /^£85 every month/);
  // The worker of the documents is a module of its own.
  await agreedByPhone(page);
  await sign(page, 'Samira Shah');
  // It is kept for use without a network, as a whole: every file arrived as the build made it.
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(scope).toBe(BASE_URL);
  expect(reports).toEqual([]);
  expect(found).toEqual([]);
});
