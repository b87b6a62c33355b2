//! The texts of `--help`. Each example is run by a test, and prints what stands below it.

use crate::args::Topic;

/// Help on the program or on one command.
pub const fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::Plan => PLAN,
        Topic::Schedule => SCHEDULE,
        Topic::Dates => DATES,
        Topic::Share => SHARE,
    }
}

const PLAN: &str = r#"Repayment plans on the command line: JSON in, one line of JSON out.

Usage: plan COMMAND [OPTIONS] FILE
       plan COMMAND --help

FILE is a file of JSON, at most 1 MiB; - reads standard input.

Commands:
  schedule   terms -> every payment with its date, amount and balance
  dates      a first date and a rhythm -> due dates
  share      an amount and weights -> shares that sum to the amount

Options:
  -h, --help      show this help
  -V, --version   show the version

What is wrong is written to standard error, all at once:
  {"problems":[{"code","path","value","limit","remedy"}]}

Exit status: 0 done, 1 the answer is no, 2 the input is wrong.
"#;

const SCHEDULE: &str = r#"Works out every payment of a plan.

Usage: plan schedule [--per-debt-rows] FILE

Reads terms. Required: version, currency, starts, debts, instalments (every, first_due, and exactly one of
amount, count, finish_by). Optional: reduction, deposit, changes, missed_payment, working_days, rounding.
Writes the schedule: rows, totals, instalments, finish, level_payment, per_debt, notes.

Options:
  --per-debt-rows   with the rows of each debt beside its total
  -h, --help        show this help

Example:
  echo '{"version":1,"currency":"GBP","starts":"2026-11-23","debts":[{"id":"A1","balance":"80.00"}],"instalments":{"every":"monthly","first_due":"2026-11-30","day":31,"amount":"50.00"}}' | plan schedule -

prints, without the line breaks:
  {"rows":[
  {"n":1,"kind":"instalment","due":"2026-11-30","payment":"50.00","principal":"50.00","interest":"0.00",
  "charges":"0.00","balance":"30.00"},
  {"n":2,"kind":"instalment","due":"2026-12-31","payment":"30.00","principal":"30.00","interest":"0.00",
  "charges":"0.00","balance":"0.00"}],
  "totals":{"payments":"80.00","principal":"80.00","interest":"0.00","charges":"0.00","reduction":"0.00"},
  "instalments":2,"finish":"2026-12-31","level_payment":"50.00",
  "per_debt":[{"id":"A1","total":"80.00"}],"notes":[]}
"#;

const DATES: &str = r#"Lists due dates.

Usage: plan dates FILE

Reads {"first_due","every","count","day"?,"working_days"?}. `every` is weekly, fortnightly, four_weekly,
twice_monthly, monthly, quarterly, {"twice_monthly":[15,31]}, {"months":1 to 12} or {"days":1 to 366};
`day` is the day of the month that is meant when the first date is shortened by its month;
`working_days` is {"division","move"}.
Writes {"dates":[...]}.

Options:
  -h, --help   show this help

Example:
  echo '{"first_due":"2027-01-31","every":"monthly","count":3}' | plan dates -

prints, without the line breaks:
  {"dates":["2027-01-31","2027-02-28","2027-03-31"]}
"#;

const SHARE: &str = r#"Shares an amount in proportion to weights, by the largest remainder: the shares sum to the amount.

Usage: plan share FILE

Reads {"available","weights":[...],"currency"?}; the currency is GBP unless named.
Writes {"shares":[...]}, in the order of the weights.

Options:
  -h, --help   show this help

Example:
  echo '{"available":"160.00","weights":["4550.00","6700.00","1200.00"]}' | plan share -

prints, without the line breaks:
  {"shares":["58.47","86.11","15.42"]}
"#;
