// The same exact work with decimal.js, as a program that keeps money in decimals does it: amounts in pounds.
import Decimal from 'decimal.js';
import { candidates, dueDay, read, toDate } from './dates.mjs';

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

const ZERO = new Wide(0);

/** Calls `each` with every row; gives the sums and the last day. */
export function walk(plan, each) {
  const reduction = pence(plan.balance.times(plan.reduction).div(100));
  const deposit = new Wide(plan.deposit).div(100);
  const sums = { payments: ZERO, principal: ZERO, interest: ZERO, charges: ZERO, reduction, finish: plan.starts };
  let balance = plan.balance.minus(reduction);
  let interestOwed = ZERO;
  const book = (n, kind, due, payment, interest, charges) => {
    const forCharges = Wide.min(payment, charges);
    const forInterest = Wide.min(payment.minus(forCharges), interestOwed.plus(interest));
    const principal = payment.minus(forCharges).minus(forInterest);
    interestOwed = interestOwed.plus(interest).minus(forInterest);
    balance = balance.minus(principal);
    sums.payments = sums.payments.plus(payment);
    sums.principal = sums.principal.plus(principal);
    sums.interest = sums.interest.plus(forInterest);
    sums.charges = sums.charges.plus(forCharges);
    sums.finish = due;
    each(n, kind, due, payment, principal, forInterest, forCharges, interestOwed, balance);
  };
  if (!deposit.isZero()) book(0, 'deposit', plan.starts, deposit, ZERO, ZERO);
  const regular = plan.amount === undefined ? level(plan, balance) : new Wide(plan.amount).div(100);
  let last = plan.starts;
  for (let index = 0; balance.gt(0); index += 1) {
    const due = dueDay(plan.rhythm, index);
    const interest = pence(balance.times(plan.rate).times(due - last).div(YEAR));
    const owed = balance.plus(interestOwed).plus(interest);
    const isLast = plan.count === undefined ? regular.gte(owed) : index === plan.count - 1;
    last = due;
    book(index + 1, 'instalment', due, isLast ? owed : regular, interest, ZERO);
  }
  sums.finish = toDate(sums.finish);
  return sums;
}

export function derive(plan) {
  const rows = [];
  const totals = walk(plan, (n, kind, due, payment, principal, interest, charges, interestOwed, balance) => {
    rows.push({ n, kind, due: toDate(due), payment, principal, interest, charges, interestOwed, released: ZERO, balance, changed: false });
  });
  return { rows, totals };
}

const minor = (value) => value.times(100).toFixed(0);

export const rows = (plan) =>
  derive(plan).rows.map((row) => `${row.due.toISOString().slice(0, 10)} ${minor(row.payment)} ${minor(row.interest)} ${minor(row.balance)}`).join('\n');

export function runCandidates(plan) {
  let sum = 0;
  for (const one of candidates(plan)) {
    const { payments, finish } = walk(one, () => undefined);
    sum += payments.toNumber() + finish.getTime() / 86_400_000;
  }
  return sum;
}

export function candidateLines(plan) {
  const lines = [];
  for (const one of candidates(plan)) {
    const { payments, finish } = walk(one, () => undefined);
    lines.push(`${minor(payments)} ${finish.getTime() / 86_400_000}`);
  }
  return lines.join('\n');
}
