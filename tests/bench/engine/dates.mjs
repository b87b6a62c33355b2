// Civil dates as days since 1970, for both peers: whole numbers only.

export function toDay(year, month, day) {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The due date at an index: counted from the first, shortened to its month. */
export function dueDay({ every, year, month, day, first }, index) {
  if (every === 'weekly') return first + 7 * index;
  const months = year * 12 + (month - 1) + index;
  const [inYear, inMonth] = [Math.floor(months / 12), months % 12];
  const length = inMonth === 1 && isLeap(inYear) ? 29 : LENGTHS[inMonth];
  return toDay(inYear, inMonth + 1, Math.min(day, length));
}

/** A row says its day as a date, as the engine's does. */
export const toDate = (days) => new Date(days * 86_400_000);

/** What the peers need of terms, read once. */
export function read(terms) {
  const [year, month, day] = terms.instalments.first_due.split('-').map(Number);
  const pennies = (text) => Number(text.replace('.', ''));
  return {
    starts: toDay(...terms.starts.split('-').map(Number)),
    rhythm: { every: terms.instalments.every, year, month, day, first: toDay(year, month, day) },
    debts: terms.debts.map((debt) => pennies(debt.balance)),
    balance: terms.debts.reduce((sum, debt) => sum + pennies(debt.balance), 0),
    // Ten-thousandths of a per cent.
    rate: Number(terms.interest?.annual_percent ?? 0) * 10_000,
    amount: terms.instalments.amount && pennies(terms.instalments.amount),
    count: terms.instalments.count,
    deposit: 0,
    reduction: 0,
  };
}

/** The ten thousand plans around one, as the engine's side makes them. */
export function* candidates(plan) {
  for (let step = 0; step < 100; step += 1) {
    for (let deposit = 0; deposit < 10; deposit += 1) {
      for (let reduction = 0; reduction < 10; reduction += 1) {
        const held = step % 2 === 0 ? { amount: 3_000 + step * 100, count: undefined } : { amount: undefined, count: 6 + (step - 1) / 2 };
        yield { ...plan, ...held, deposit: deposit * 1_000, reduction };
      }
    }
  }
}
