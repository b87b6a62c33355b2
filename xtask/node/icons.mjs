// Usage: node xtask/node/icons.mjs    Draws styles/icons from styles/icon.svg, once after each change of it. They are kept
// in the repository, because a build needs no browser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { launch } from './browser.mjs';

const svg = readFileSync('styles/icon.svg', 'utf8');
const edge = /<rect[^>]*\brx="7"[^>]*\bfill="(#[0-9a-f]{6})"/.exec(svg)?.[1];
if (!edge) throw new Error('styles/icon.svg has no background with round corners');
mkdirSync('styles/icons', { recursive: true });

/** A system cuts a maskable icon to its own shape and promises the middle four fifths: the rest is background. */
const ICONS = [
  { name: 'icon-192', size: 192, inner: 192, background: 'transparent' },
  { name: 'icon-512', size: 512, inner: 512, background: 'transparent' },
  { name: 'icon-maskable-512', size: 512, inner: 432, background: edge },
];

const browser = await launch();
try {
  for (const { name, size, inner, background } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html { background: ${background} } body { margin: 0; height: 100vh; display: grid; place-items: center }
       svg { width: ${inner}px; height: ${inner}px; display: block }</style>${svg}`,
    );
    writeFileSync(`styles/icons/${name}.png`, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
} finally {
  await browser.close();
}
