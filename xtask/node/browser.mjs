// The browser as every measurement starts it: the system's Chromium with the flags of webdriver.json, which the wasm
// tests read too, so that there is one list.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const settings = JSON.parse(readFileSync(new URL('../../webdriver.json', import.meta.url), 'utf8'));

export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const args = settings['goog:chromeOptions'].args.filter((arg) => !arg.startsWith('--headless'));

export const launch = (options = {}) => chromium.launch({ executablePath, args, ...options });

/** A context in which nothing is kept for use without a network: a service worker fetches in the middle of what is measured. */
export const UNKEPT = { serviceWorkers: 'block' };
