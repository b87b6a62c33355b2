// The peer: the same sentence, facts and rows in React and decimal.js, written as somebody would who takes care:
// formatters are made once, the schedule is worked out once an edit, rows have keys, and only a window of them is shown.
// It does less than the app, which also logs, hashes and undoes each edit, draws the chart and tells what changed.
import Decimal from 'decimal.js';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';

const WINDOW = 12;
const WEEK_MS = 7 * 86_400_000;

const LOCALE = 'en-GB-u-nu-latn-ca-gregory';
const pounds = (digits) =>
  new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency: 'GBP',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
const [whole, exact] = [pounds(0), pounds(2)];
const dates = (month) =>
  new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', day: 'numeric', month, year: 'numeric' });
const [long, short] = [dates('long'), dates('short')];

/** An amount of pounds; never changes. */
class Money {
  constructor(value) {
    this.value = new Decimal(value);
  }
  plus(other) {
    return new Money(this.value.plus(other.value));
  }
  minus(other) {
    return new Money(this.value.minus(other.value));
  }
  atMost(other) {
    return this.value.gt(other.value) ? other : this;
  }
  equals(other) {
    return this.value.eq(other.value);
  }
  isAboveZero() {
    return this.value.gt(0);
  }
  toString() {
    return (this.value.isInteger() ? whole : exact).format(this.value.toFixed(2));
  }
}

/** Level payments every week until nothing is left; the last one is what is left. */
function schedule(balance, amount, first) {
  const rows = [];
  let left = balance;
  let total = new Money(0);
  while (left.isAboveZero()) {
    const payment = amount.atMost(left);
    left = left.minus(payment);
    total = total.plus(payment);
    rows.push({ n: rows.length + 1, due: first + rows.length * WEEK_MS, payment, balance: left });
  }
  return { rows, total, last: rows[rows.length - 1] };
}

const Value = ({ children }) => <bdi>{String(children)}</bdi>;

function Result({ plan, amount }) {
  const { rows, total, last } = plan;
  const facts = [
    ['Each payment', amount],
    ['First payment', short.format(rows[0].due)],
    ['Finished by', short.format(last.due)],
    ['Payments', rows.length],
    ['In total', total],
  ];
  return (
    <section className="pn-result">
      <output>
        <p className="pn-result__sentence">
          <Value>{amount}</Value> <Value>every week</Value>, from <Value>{long.format(rows[0].due)}</Value>. Finished by{' '}
          <Value>{long.format(last.due)}</Value>.
        </p>
        {!last.payment.equals(amount) && (
          <p className="pn-result__more">
            The last payment is <Value>{last.payment}</Value>.
          </p>
        )}
      </output>
      <dl className="pn-facts">
        {facts.map(([term, value]) => (
          <div className="pn-facts__fact" key={term}>
            <dt className="pn-facts__term">{term}</dt>
            <dd className="pn-facts__value">
              <Value>{value}</Value>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const Row = ({ row }) => (
  <tr className="pn-plan-table__row">
    <th scope="row" className="pn-plan-table__cell" data-label="No.">
      {row.n}
    </th>
    <td className="pn-plan-table__cell" data-label="Due">
      {short.format(row.due)}
    </td>
    <td className="pn-plan-table__cell pn-plan-table__cell--number" data-label="Payment">
      {String(row.payment)}
    </td>
    <td className="pn-plan-table__cell pn-plan-table__cell--number" data-label="Left to pay">
      {String(row.balance)}
    </td>
  </tr>
);

const Table = ({ rows }) => (
  <details className="pn-details" open>
    <summary>All {rows.length} payments</summary>
    <div className="pn-laid-out-late"><table className="pn-plan-table">
      <thead>
        <tr>
          {['No.', 'Due', 'Payment', 'Left to pay'].map((heading) => (
            <th scope="col" key={heading}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, WINDOW).map((row) => (
          <Row key={row.n} row={row} />
        ))}
      </tbody>
    </table></div>
  </details>
);

function Plan({ balance, first }) {
  const [amount, setAmount] = useState(() => new Money(100));
  const [typed, setTyped] = useState(null);
  const plan = useMemo(() => schedule(balance, amount, first), [balance, amount, first]);
  const onKeyDown = (event) => {
    if (event.key !== 'Enter' || typed === null) return;
    flushSync(() => {
      setAmount(new Money(typed));
      setTyped(null);
    });
  };
  return (
    <main className="pn-page pn-page--private">
      <div className="pn-columns">
        <div className="pn-columns__controls">
          <label className="pn-field__label" htmlFor="amount">
            Amount
          </label>
          <input
            className="pn-field__input"
            id="amount"
            value={typed ?? amount.value.toFixed(2)}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div className="pn-columns__result">
          <Result plan={plan} amount={amount} />
          <Table rows={plan.rows} />
        </div>
      </div>
    </main>
  );
}

const root = document.querySelector('#app');
const { balance, first } = root.dataset;
createRoot(root).render(<Plan balance={new Money(balance)} first={Date.parse(`${first} UTC`)} />);
