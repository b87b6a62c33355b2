// What every contender makes a document of: a debt of £1,200.00 in 24 monthly payments, and beside the schedule as much
// as the app's own summary says. The attachments are a case and terms as the app writes them.
const COUNT = 24;
const CASE = {
  version: 1,
  company_ref: 'ACC-20417',
  call_ref: 'C-88',
  owed_to: 'Acme Energy Ltd',
  handled_by: 'Northgate Collections',
  agent: { first_name: 'Sam', staff_no: '417' },
  person: { name: 'Alex Morgan', kind: 'sole_trader' },
  acting_as: 'sister, with written authority',
  joint: true,
  currency: 'GBP',
  debts: [{ id: 'INV-1042', label: 'Invoice 1042', balance: '1200.00', since: '2026-03-01' }],
  balance_as_of: '2026-11-20',
  arrears: '400.00',
  existing_payment: '£20 on the 5th, by standing order',
  how_to_pay: {
    method: 'standing_order',
    payee: 'Acme Energy Ltd',
    account: '20-00-00 12345678',
    reference: 'ACC-20417',
  },
};
const TERMS = {
  version: 1,
  currency: 'GBP',
  starts: '2026-11-23',
  debts: CASE.debts,
  instalments: { every: 'monthly', first_due: '2026-12-28', amount: '50.00' },
  missed_payment: { allowed_skips_per_year: 1, then: 'review' },
};
const AGREEMENT = {
  proposed_by: 'agent',
  proposed_at: '2026-11-23T14:18:30Z',
  agreed_at: '2026-11-23T14:21:05Z',
};

const dates = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

/** `rows`: the schedule, as printed. `facts`: label and value. `attachments`: the text of each file by its name. */
export const INPUT = {
  rows: Array.from({ length: COUNT }, (_, month) => ({
    due: dates.format(Date.UTC(2026, 11 + month, 28)),
    amount: pounds.format(50),
    balance: pounds.format(1_200 - 50 * (month + 1)),
  })),
  facts: [
    ['Who pays', 'Alex Morgan'],
    ['Owes the money as', 'A sole trader'],
    ['Somebody acts for the person who pays', 'sister, with written authority'],
    ['Who is owed the money', 'Acme Energy Ltd'],
    ['Who looks after this for them', 'Northgate Collections'],
    ['Who they spoke to', 'Sam, staff number 417'],
    ['Others', 'Somebody else owes this money too.'],
    ['Invoice 1042 (INV-1042)', '£1,200.00'],
    ['Owed since', '1 March 2026'],
    ['This was owed on', '20 November 2026'],
    ['Overdue on that day', '£400.00'],
    [
      'The plan in one sentence',
      'Alex Morgan pays £50.00 every month, from 28 December 2026 to 28 November 2028. The last payment is £50.00.',
    ],
    ['Usual payment', '£50.00'],
    ['How often', 'every month'],
    ['First payment', '28 December 2026'],
    ['Last payment', '28 November 2028'],
    ['Number of payments', '24'],
    ['Total to pay', '£1,200.00'],
    [
      'Afterwards',
      'After this plan the debt is settled in full. These payments include no interest and no charges.',
    ],
    ['How', 'Standing order'],
    ['To', 'Acme Energy Ltd'],
    ['Account', '20-00-00 12345678'],
    ['Reference to give', 'ACC-20417'],
    [
      'A payment is already set up',
      '£20 on the 5th, by standing order. Check together whether it stops, so that nothing is paid twice.',
    ],
    [
      'If a payment is missed',
      'After a missed payment, both sides look at this plan again. 1 payment a year may be skipped.',
    ],
    [
      'What was checked',
      'Every payment was worked out from the terms. Together they are exactly £1,200.00. Whether this plan fits the ' +
        'person’s budget was not checked here.',
    ],
    [
      'How it was agreed',
      'The company proposed this plan on 23 November 2026 at 14:18 UTC. The person paying agreed to it on 23 ' +
        'November 2026 at 14:21 UTC. The times come from the clocks of the two sides. UTC is the same everywhere.',
    ],
    ['Signed for the company', 'Sam Carter, on the company’s device'],
    ['When', '23 November 2026 at 14:22 UTC'],
    ['Key', 'f857 ae4e d6e3 4e33'],
    ['What this shows', 'The signature is an electronic signature with tamper evidence.'],
    [
      'What a check shows',
      'A check shows that this page has not been changed. It also shows that the key named above signed this plan.',
    ],
    ['What it does not show', 'It does not show who a person is. Names stand here as they were typed.'],
    ['Reference', 'ACC-20417'],
    ['Call', 'C-88'],
    ['Short code of the plan', '42f2 6187'],
    ['Full code of the plan', '42f2618776a9f9ddfd2ba84a3e67a8d9be148472272166fe79a229aa071f940c'],
    [
      'How to check',
      'Open “Check a document” in Plan Negotiator and choose this file. You need no account, and the file stays with ' +
        'you.',
    ],
  ],
  attachments: {
    'case.json': JSON.stringify(CASE),
    'terms.json': JSON.stringify(TERMS),
    'agreement.json': JSON.stringify(AGREEMENT),
  },
};

/** The attachments of a plan of ten pages: 336 weekly payments. */
const long = { id: 'INV-1042', label: 'Invoice 1042', balance: '16800.00', since: '2026-03-01' };
export const TEN_PAGES = {
  'case.json': JSON.stringify({ ...CASE, debts: [long] }),
  'terms.json': JSON.stringify({
    ...TERMS,
    debts: [long],
    instalments: { every: 'weekly', first_due: '2026-12-28', amount: '50.00' },
  }),
};
