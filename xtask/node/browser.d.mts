import type { Browser, BrowserContextOptions, LaunchOptions } from '@playwright/test';

export const executablePath: string;
export const args: string[];
export const UNKEPT: Pick<BrowserContextOptions, 'serviceWorkers'>;
export function launch(options?: LaunchOptions): Promise<Browser>;
