// The same exact work in whole pennies: the rows, sums and order of payment of the contract, exact for every amount that it
// allows. Numbers where they are exact, BigInt where a product or the level payment needs more digits.
import { candidates, dueDay, read, toDate } from './dates.mjs';

const UNIT = 365_000_000;
const WIDE = 97n;
// Twice a product and a unit stay below 2^53.
const EXACT = 2 ** 51;

const halfUp = (numerator, denominator) => Math.floor((2 * numerator + denominator) / (2 * denominator));

/** `amount × weight ÷ unit`, halves up. */
function scaled(amount, weight, unit) {
  const product = amount * weight;
  if (product < EXACT) return halfUp(product, unit);
  return Number((2n * BigInt(amount) * BigInt(weight) + BigInt(unit)) / (2n * BigInt(unit)));
}

/** The level payment: what is owed over the sum of the discount factors, in fixed point. */
function level(plan, owed) {
  if (plan.rate === 0) return halfUp(owed, plan.count);
  let factor = 1n << WIDE;
  let sum = 0n;
  let longest = 0;
  let last = plan.starts;
  for (let index = 0; index < plan.count; index += 1) {
    const due = dueDay(plan.rhythm, index);
    factor = (factor * BigInt(UNIT)) / BigInt(UNIT + plan.rate * (due - last));
    sum += factor;
    longest = Math.max(longest, due - last);
    last = due;
  }
  const numerator = BigInt(owed) << WIDE;
  const [twice, whole] = [2n * numerator + sum, 2n * sum];
  const [payment, rest] = [twice / whole, twice % whole];
  // Each factor is cut, so that a quotient this near to a half would need more digits.
  const error = BigInt(owed) << 12n;
  if (rest < error || whole - rest < error) throw new Error('the level payment needs more digits');
  // Where a payment does not cover its interest the equation is another one.
  if (scaled(owed, plan.rate * longest, UNIT) > Number(payment)) throw new Error('interest is not covered');
  return Number(payment);
}

/** Calls `each` with every row; gives the sums and the last day. */
export function walk(plan, each) {
  const reduction = scaled(plan.balance, plan.reduction, 100);
  const sums = { payments: 0, principal: 0, interest: 0, charges: 0, reduction, finish: plan.starts };
  let balance = plan.balance - reduction;
  let interestOwed = 0;
  const book = (n, kind, due, payment, interest, charges) => {
    const forCharges = Math.min(payment, charges);
    const forInterest = Math.min(payment - forCharges, interestOwed + interest);
    const principal = payment - forCharges - forInterest;
    interestOwed += interest - forInterest;
    balance -= principal;
    sums.payments += payment;
    sums.principal += principal;
    sums.interest += forInterest;
    sums.charges += forCharges;
    sums.finish = due;
    each(n, kind, due, payment, principal, forInterest, forCharges, interestOwed, balance);
  };
  if (plan.deposit > 0) book(0, 'deposit', plan.starts, plan.deposit, 0, 0);
  const regular = plan.amount ?? level(plan, balance);
  let last = plan.starts;
  for (let index = 0; balance > 0; index += 1) {
    const due = dueDay(plan.rhythm, index);
    const interest = scaled(balance, plan.rate * (due - last), UNIT);
    const owed = balance + interestOwed + interest;
    const isLast = plan.count === undefined ? regular >= owed : index === plan.count - 1;
    last = due;
    book(index + 1, 'instalment', due, isLast ? owed : regular, interest, 0);
  }
  sums.finish = toDate(sums.finish);
  return sums;
}

export const prepare = read;

export function derive(plan) {
  const rows = [];
  const totals = walk(plan, (n, kind, due, payment, principal, interest, charges, interestOwed, balance) => {
    rows.push({ n, kind, due: toDate(due), payment, principal, interest, charges, interestOwed, released: 0, balance, changed: false });
  });
  return { rows, totals };
}

export const rows = (plan) => derive(plan).rows.map((row) => `${row.due.toISOString().slice(0, 10)} ${row.payment} ${row.interest} ${row.balance}`).join('\n');

export function runCandidates(plan) {
  let sum = 0;
  for (const one of candidates(plan)) {
    const { payments, finish } = walk(one, () => undefined);
    sum += payments + finish.getTime() / 86_400_000;
  }
  return sum;
}

export function candidateLines(plan) {
  const lines = [];
  for (const one of candidates(plan)) {
    const { payments, finish } = walk(one, () => undefined);
    lines.push(`${payments} ${finish.getTime() / 86_400_000}`);
  }
  return lines.join('\n');
}
