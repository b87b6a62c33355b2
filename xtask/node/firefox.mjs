#!/usr/bin/env node
// Firefox for Playwright, which speaks WebDriver BiDi with it. Playwright uses commands that the current ESR does not know
// yet and stops at the first; this stands between the two and answers those, so that everything else is Firefox's own.
import { spawn } from 'node:child_process';
import { WebSocket, WebSocketServer } from 'ws';

/** They only set what the journeys here leave as it is. */
const UNKNOWN = new Set(['emulation.setMediaFeaturesOverride']);
const READY = /WebDriver BiDi listening on (ws:\/\/\S+)/;

const firefox = spawn(process.env.FIREFOX ?? 'firefox-esr', process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'pipe'],
});
firefox.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
firefox.on('exit', (code) => process.exit(code ?? 0));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => firefox.kill());

let line = '';
firefox.stderr.setEncoding('utf8').on('data', (chunk) => {
  const lines = (line + chunk).split('\n');
  line = lines.pop();
  for (const one of lines) {
    const ready = one.match(READY);
    if (ready) stand(ready[1]);
    else console.error(one);
  }
});

/** Listens for Playwright, and says where in Firefox's own words. */
function stand(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () =>
    console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`),
  );
  server.on('connection', (playwright, { url }) => {
    const browser = new WebSocket(address + url, { perMessageDeflate: false, maxPayload: 0 });
    const early = [];
    playwright.on('message', (data) => {
      const text = data.toString();
      const { id, method } = JSON.parse(text);
      if (UNKNOWN.has(method)) playwright.send(JSON.stringify({ type: 'success', id, result: {} }));
      else if (browser.readyState === WebSocket.OPEN) browser.send(text);
      else early.push(text);
    });
    browser.on('open', () => early.forEach((text) => browser.send(text)));
    browser.on('message', (data) => playwright.send(data.toString()));
    browser.on('close', () => playwright.close());
    browser.on('error', () => playwright.close());
    playwright.on('close', () => browser.close());
  });
}
