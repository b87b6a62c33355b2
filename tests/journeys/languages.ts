import { readFileSync } from 'node:fs';
import { type BrowserContext } from '@playwright/test';

/**
 * Speaks English from right to left. It takes the place of Welsh, so the app reads it as it reads every translation, and
 * every journey finds the words that it knows.
 */
export async function speakBackwards(context: BrowserContext): Promise<void> {
  const file = process.env.WORDS_FILE;
  if (!file) throw new Error('WORDS_FILE is not set: run the journeys with `cargo xtask test journeys`');
  const table = { ...JSON.parse(readFileSync(file, 'utf8')), direction: 'rtl' };
  await context.route(/\/words-cy-[0-9a-f]{16}\.json$/, (route) => route.fulfill({ json: table }));
  await context.addInitScript(() => {
    // Axe opens a page of no origin, which has no storage.
    if (location.origin !== 'null') localStorage.setItem('pn.1.language', 'cy');
  });
}
