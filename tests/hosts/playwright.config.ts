// One host at a time, at the address that `cargo xtask test hosts` puts into the environment.
import { defineConfig } from '@playwright/test';
import journeys from '../../playwright.config';

export default defineConfig(journeys, { testDir: '.', outputDir: '../../target/playwright-hosts' });
