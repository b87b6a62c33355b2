import type { Browser, LaunchOptions } from '@playwright/test';

export const executablePath: string;
export const args: string[];
export function launch(options?: LaunchOptions): Promise<Browser>;
