// A call on which the broker or a tab is killed again and again: both end alike, and nothing that was kept is lost.
//
// How often: CALL_KILLS, from the seed CALL_SEED; a few times where neither is said.
import { expect, type Page } from '@playwright/test';
import { kept, keptLog, keptSoon, openControls, room, sentence, set } from './desk';
import { onACall, said, test } from './parties';

const KILLS = Number(process.env.CALL_KILLS ?? 5);
const SEED = Number(process.env.CALL_SEED ?? 1);
const RHYTHMS = { weekly: 'every week', fortnightly: 'every two weeks', monthly: 'every month' } as const;

/** Chance, from a seed: mulberry32. */
function chance(seed: number): (end: number) => number {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

/** Ends the process of a tab, and opens its address in another one. */
async function killed(page: Page): Promise<Page> {
  const [address, context] = [page.url(), page.context()];
  const crashed = page.waitForEvent('crash');
  const devtools = await context.newCDPSession(page);
  void devtools.send('Page.crash').catch(() => null);
  await crashed;
  await page.close();
  const next = await context.newPage();
  await next.goto(address);
  return next;
}

/** How often the log that a browser keeps says that the rhythm was changed. */
const rhythmsKept = async (page: Page): Promise<number> =>
  (keptLog(await kept(page), room(page)).match(/"field":"every"/g) ?? []).length;

test('broker and tabs killed in the middle of a call: both end alike, and nothing that was kept is lost', async ({ parties }) => {
  test.setTimeout(60_000 + KILLS * 30_000);
  const { broker } = parties;
  let { desk, phone } = parties;
  const below = chance(SEED);
  await onACall(parties);
  const took: number[] = [];
  let rhythm: keyof typeof RHYTHMS = 'monthly';
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const victim = (['broker', 'phone', 'desk'] as const)[below(3)];
    const amount = 60 + kill;
    const others = (Object.keys(RHYTHMS) as (keyof typeof RHYTHMS)[]).filter((one) => one !== rhythm);
    rhythm = others[below(others.length)] ?? 'monthly';
    const before = await rhythmsKept(phone);
    if (victim === 'broker') await broker.kill();
    // Each side changes what the other does not: neither may be lost.
    if (!(await phone.locator('#every').isVisible())) await openControls(phone);
    await Promise.all([set(desk, 'amount', String(amount)), phone.locator('#every').selectOption(rhythm)]);
    await keptSoon(desk, `${amount}.00`);
    await expect.poll(() => rhythmsKept(phone), { intervals: [20] }).toBeGreaterThan(before);
    const begun = Date.now();
    if (victim === 'broker') await broker.startAgain();
    if (victim === 'phone') phone = await killed(phone);
    if (victim === 'desk') desk = await killed(desk);
    const ends = new RegExp(`^£${amount} ${RHYTHMS[rhythm]}`);
    for (const page of [desk, phone]) await expect(sentence(page), `${kill}: ${victim}`).toHaveText(ends, { timeout: 20_000 });
    took.push(Date.now() - begun);
    for (const page of [desk, phone]) await expect(said(page), `${kill}: ${victim}`).toContainText('is on the call.', { timeout: 20_000 });
  }
  // The same digest: a yes to one plan is a yes to the other.
  await desk.locator('#propose').click();
  await phone.locator('#accept').click();
  for (const page of [desk, phone]) await expect(page.getByText('You both agree on this plan.')).toBeVisible();
  took.sort((one, other) => one - other);
  const p95 = took[Math.min(took.length - 1, Math.floor(took.length * 0.95))];
  console.log(`calls: ${KILLS} kills, seed ${SEED}: alike again after ${took[took.length >> 1]} ms, ${p95} ms at p95`);
});
