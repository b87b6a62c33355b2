// The same exact work with decimal.js, as a program that keeps money in decimals does it: amounts in pounds.
import Decimal from 'decimal.js';
import { candidates, dueDay, iso, read } from './dates.mjs';

const Wide = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
const YEAR = new Wide(365);

export function prepare(terms) {
  const plan = read(terms);
  return { ...plan, balance: new Wide(plan.balance).div(100), rate: new Wide(plan.rate).div(1_000_000) };
}

const pence = (value) => value.toDecimalPlaces(2);

function level(plan, owed) {
  if (plan.rate.isZero()) return pence(owed.div(plan.count));
  let factor = new Wide(1);
  let sum = new Wide(0);
  let last = plan.starts;
  for (let index = 0; index < plan.count; index += 1) {
    const due = dueDay(plan.rhythm, index);
    factor = factor.div(plan.rate.times(due - last).div(YEAR).plus(1));
    sum = sum.plus(factor);
    last = due;
  }
  return pence(owed.div(sum));
}

export function walk(plan, each) {
  const reduced = pence(plan.balance.times(plan.reduction).div(100));
  const deposit = new Wide(plan.deposit).div(100);
  let balance = plan.balance.minus(reduced).minus(deposit);
  let payments = deposit;
  let last = plan.starts;
  if (!deposit.isZero()) each(plan.starts, deposit, new Wide(0), balance);
  const regular = plan.amount === undefined ? level(plan, balance) : new Wide(plan.amount).div(100);
  for (let index = 0; balance.gt(0); index += 1) {
    const due = dueDay(plan.rhythm, index);
    const interest = pence(balance.times(plan.rate).times(due - last).div(YEAR));
    const owed = balance.plus(interest);
    const isLast = plan.count === undefined ? regular.gte(owed) : index === plan.count - 1;
    const payment = isLast ? owed : regular;
    balance = owed.minus(payment);
    payments = payments.plus(payment);
    last = due;
    each(due, payment, interest, balance);
  }
  return { payments, finish: last };
}

export function derive(plan) {
  const rows = [];
  walk(plan, (due, payment, interest, balance) => rows.push({ due, payment, interest, balance }));
  return rows;
}

const minor = (value) => value.times(100).toFixed(0);

export const rows = (plan) =>
  derive(plan).map((row) => `${iso(row.due)} ${minor(row.payment)} ${minor(row.interest)} ${minor(row.balance)}`).join('\n');

export function runCandidates(plan) {
  let sum = 0;
  for (const one of candidates(plan)) {
    const { payments, finish } = walk(one, () => undefined);
    sum += payments.toNumber() + finish;
  }
  return sum;
}

export function candidateLines(plan) {
  const lines = [];
  for (const one of candidates(plan)) {
    const { payments, finish } = walk(one, () => undefined);
    lines.push(`${minor(payments)} ${finish}`);
  }
  return lines.join('\n');
}
