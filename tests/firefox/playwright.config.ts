// The journeys of two people and of one alone in Firefox ESR, led over WebDriver BiDi, and a hostile page around the frame.
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '../journeys',
  outputDir: '../../target/playwright-firefox',
  // What is saved is not told over BiDi, so journeys that end with a file are walked in Chromium alone. So are those that
  // press Tab beyond the last element, which leads out of the page here; and those that change what is on the device by
  // typing into a field that a script filled before: Firefox does not take that for a change.
  testMatch: ['alone.spec.ts', 'two-windows.spec.ts', 'typing.spec.ts', 'languages.spec.ts', 'embed-hostile.spec.ts'],
  // A tab cannot be made to crash here, and a request that the browser answers from its own memory cannot be stopped. Months
  // have Welsh names of the browser's own here, which are in no list of words.
  grepInvert: /a crashed console is said|words that do not come|every word that is shown/,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  reporter: 'list',
  // The worker of the documents takes this browser longer to make ready.
  expect: { timeout: 15_000 },
  timeout: 60_000,
  use: {
    browserName: 'firefox',
    channel: 'moz-firefox',
    baseURL: process.env.BASE_URL,
    trace: 'off',
    launchOptions: {
      // The clipboard can be read without a prompt.
      firefoxUserPrefs: { 'dom.events.testing.asyncClipboard': true },
      executablePath: fileURLToPath(new URL('../../xtask/node/firefox.mjs', import.meta.url)),
    },
  },
});
