// The same exact work in whole pennies: numbers where they are exact, BigInt where the level payment needs more digits.
import { candidates, dueDay, iso, read } from './dates.mjs';

const UNIT = 365_000_000;
const WIDE = 97n;

const halfUp = (numerator, denominator) => Math.floor((2 * numerator + denominator) / (2 * denominator));

/** The level payment: what is owed over the sum of the discount factors, in fixed point. */
function level(plan, owed) {
  if (plan.rate === 0) return halfUp(owed, plan.count);
  let factor = 1n << WIDE;
  let sum = 0n;
  let last = plan.starts;
  for (let index = 0; index < plan.count; index += 1) {
    const due = dueDay(plan.rhythm, index);
    factor = (factor * BigInt(UNIT)) / BigInt(UNIT + plan.rate * (due - last));
    sum += factor;
    last = due;
  }
  const numerator = BigInt(owed) << WIDE;
  return Number((2n * numerator + sum) / (2n * sum));
}

/** Calls `each` with every row; gives the sum of all payments and the last day. */
export function walk(plan, each) {
  const reduced = halfUp(plan.balance * plan.reduction, 100);
  let balance = plan.balance - reduced - plan.deposit;
  let payments = plan.deposit;
  let last = plan.starts;
  if (plan.deposit > 0) each(plan.starts, plan.deposit, 0, balance);
  const regular = plan.amount ?? level(plan, balance);
  for (let index = 0; balance > 0; index += 1) {
    const due = dueDay(plan.rhythm, index);
    const interest = halfUp(balance * plan.rate * (due - last), UNIT);
    const owed = balance + interest;
    const isLast = plan.count === undefined ? regular >= owed : index === plan.count - 1;
    const payment = isLast ? owed : regular;
    balance = owed - payment;
    payments += payment;
    last = due;
    each(due, payment, interest, balance);
  }
  return { payments, finish: last };
}

export const prepare = read;

export function derive(plan) {
  const rows = [];
  walk(plan, (due, payment, interest, balance) => rows.push({ due, payment, interest, balance }));
  return rows;
}

export const rows = (plan) => derive(plan).map((row) => `${iso(row.due)} ${row.payment} ${row.interest} ${row.balance}`).join('\n');

export function runCandidates(plan) {
  let sum = 0;
  for (const one of candidates(plan)) {
    const { payments, finish } = walk(one, () => undefined);
    sum += payments + finish;
  }
  return sum;
}

export function candidateLines(plan) {
  const lines = [];
  for (const one of candidates(plan)) {
    const { payments, finish } = walk(one, () => undefined);
    lines.push(`${payments} ${finish}`);
  }
  return lines.join('\n');
}
