// The journeys run against the release build, on the addresses `cargo xtask test` puts into the environment.
import { defineConfig } from '@playwright/test';
import { UNKEPT, args, executablePath } from './xtask/node/browser.mjs';

if (!process.env.BASE_URL) {
  throw new Error('Run the journeys with `cargo xtask test journeys -- <playwright arguments>`: it serves the app for them.');
}

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: 'target/playwright',
  // Journeys share nothing, and the app's state lives in a browser context of their own.
  fullyParallel: true,
  workers: 2,
  // A journey that passes the second time hides a mistake.
  retries: 0,
  forbidOnly: !!process.env.CI,
  reporter: 'list',
  expect: { toMatchAriaSnapshot: { pathTemplate: '{testDir}/aria/{arg}{ext}' } },
  use: {
    baseURL: process.env.BASE_URL,
    trace: 'off',
    // A journey that stops a request must be the only one between the page and the server. What is kept for use without
    // a network has journeys of its own; for the others this is a browser that refuses to keep anything.
    ...UNKEPT,
    launchOptions: { executablePath, args },
  },
});
