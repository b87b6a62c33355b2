// Usage: node first-load.mjs URL [APP]. Prints the path of every file that a visit beginning there requests, once each.
// With APP the page of another origin has the app in a frame: only what is requested from the app counts.
import { UNKEPT, launch } from './browser.mjs';

const url = new URL(process.argv[2]);
const app = new URL(process.argv[3] ?? url);
const browser = await launch();
const failures = [];
const paths = new Set();
try {
  // What is kept for use without a network is fetched after this, when the browser has nothing to do, and has a limit of
  // its own: here it would stand between the files of the screen.
  const page = await browser.newPage(UNKEPT);
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.protocol === 'data:' || asked.protocol === 'blob:') return;
    if (asked.origin === app.origin) paths.add(asked.pathname);
    else if (asked.origin !== url.origin) failures.push(`request to another origin: ${asked.href}`);
  });
  page.on('response', (response) => {
    if (!response.ok()) failures.push(`${response.status()} for ${response.url()}`);
  });
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  await page.goto(url.href, { waitUntil: 'networkidle' });
  // A page that shows nothing would pass as a small one.
  const shown = app.origin === url.origin ? page : page.frameLocator('iframe');
  await shown.locator('#app main#content').waitFor({ timeout: 10_000 });
} catch (error) {
  failures.push(error.message);
} finally {
  await browser.close();
}
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exit(1);
console.log([...paths].join('\n'));
