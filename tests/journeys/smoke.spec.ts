import { expect, test, type Page } from '@playwright/test';
import { BASE_URL, FRAMED_URL, HOST_URL, SUBPATH_URL } from './origins';

/** Everything the browser complains about: uncaught errors, console errors (policy violations among them), failed requests. */
function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(message.text());
  });
  page.on('requestfailed', (request) => found.push(`failed: ${request.url()}`));
  return found;
}

for (const [where, url] of [
  ['at the root of its origin', BASE_URL],
  ['under a path', SUBPATH_URL],
] as const) {
  test(`the app starts ${where}, without complaint and without another origin`, async ({ page }) => {
    const found = complaints(page);
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(url)) elsewhere.push(request.url());
    });
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    expect(found).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
}

test('the page is served with its policy, and the policy stops injected script', async ({ page }) => {
  const response = await page.goto(BASE_URL);
  const headers = response?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toBe('no-cache');
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  const blocked = await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.text = 'window.injected = true';
      document.head.append(script);
    } catch {
      // Trusted types refuse the assignment itself.
    }
    return !('injected' in window);
  });
  expect(blocked).toBe(true);
});

test('another origin frames the app only where the policy names it', async ({ page }) => {
  await page.goto(HOST_URL);
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 }).first()).toBeVisible();

  // The same host page, pointed at the build whose policy names nobody.
  await page.route(HOST_URL, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(FRAMED_URL, BASE_URL) });
  });
  await page.goto(HOST_URL);
  await expect(page.locator('iframe')).toHaveAttribute('src', BASE_URL);
  // Where the browser refuses a frame it puts a page of its own there.
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toHaveCount(0);
});

test('a part of the app that does not arrive is said, and fetched when asked again', async ({ page }) => {
  const part = '**/split_plans-*.wasm';
  await page.route(part, (route) => route.abort());
  await page.goto('/#/console');
  await expect(page.getByRole('alert')).toContainText('A part of this page could not be fetched.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toContainText('A part of this page could not be fetched.');
  await page.unroute(part);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('#case-balance')).toBeVisible();
});

test('a part of the app that is long on its way is said to be, and drawn once it is there', async ({ page }) => {
  await page.clock.install();
  let arrive = (): void => undefined;
  const arrives = new Promise<void>((resolve) => (arrive = resolve));
  await page.route('**/split_plans-*.wasm', async (route) => {
    await arrives;
    await route.continue();
  });
  const asked = page.waitForRequest('**/split_plans-*.wasm');
  await page.goto('/#/console');
  await asked;
  await expect(page.locator('#content')).toHaveCount(0);
  await expect
    .poll(async () => {
      // The app counts from when it has begun, which nobody outside can see.
      await page.clock.runFor(1_000);
      return page.locator('#content').count();
    })
    .toBe(1);
  await expect(page.getByRole('status')).toContainText('Getting ready.');
  arrive();
  await expect(page.locator('#case-balance')).toBeVisible();
});
