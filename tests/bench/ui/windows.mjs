// A change that travels between two windows of one plan, at full speed: from Enter in one window to the end of layout in
// the other, which must show the new plan.
//
// Each page's clock is `performance.timeOrigin + performance.now()`. Should the origins of two processes disagree, one
// direction becomes slower by as much as the other becomes faster; as both have a limit, that hides no miss.
import { time } from './figures.mjs';
import { WINDOW, openConsole, openSharePopup, openShareAlone } from './pages.mjs';

const LIMIT_MS = 20;

export async function measureWindows(browser, changes, known) {
  const figures = [];
  for (const [how, openShare] of [['same process', openSharePopup], ['two processes', openShareAlone]]) {
    const context = await browser.newContext(WINDOW);
    const desk = await openConsole(context);
    const share = await openShare(desk);
    const script = Array.from({ length: 2 * changes }, (_, change) => known[change % known.length]);
    const there = await across(desk, share, script.slice(0, changes));
    const back = await across(share, desk, script.slice(changes));
    figures.push(time(`console to shared window, ${how}`, [there], LIMIT_MS));
    figures.push(time(`shared window to console, ${how}`, [back], LIMIT_MS));
    await context.close();
  }
  return figures;
}

/** Makes the changes in one page, and waits for each in the other: milliseconds. */
export async function across(from, to, script) {
  const times = [];
  for (const { amount, expected } of script) {
    const sent = await from.evaluate((amount) => bench.send(amount), amount);
    times.push((await to.evaluate((expected) => bench.receive(expected), expected)) - sent);
  }
  return times;
}
