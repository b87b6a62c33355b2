//! The texts of `--help`. Each example is run by a test, and prints what stands below it.

use crate::args::Topic;

/// Help on the program or on one command.
pub const fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::Plan => PLAN,
        Topic::Schedule => SCHEDULE,
        Topic::Dates => DATES,
        Topic::Share => SHARE,
        Topic::Interest => INTEREST,
        Topic::Apr => APR,
        Topic::Replan => REPLAN,
        Topic::Verify => VERIFY,
        Topic::Extract => EXTRACT,
    }
}

const PLAN: &str = r#"Repayment plans on the command line: JSON or a document in, one line of JSON out.

Usage: plan COMMAND [OPTIONS] FILE
       plan COMMAND --help

FILE is a file of JSON, at most 1 MiB, or a document, at most 20 MiB; - reads standard input.

Commands:
  schedule   terms -> every payment with its date, amount and balance
  dates      a first date and a rhythm -> due dates
  share      an amount and weights -> shares that sum to the amount
  interest   a debt, a rate and a time -> simple interest
  apr        advances and payments -> the annual percentage rate
  replan     terms and payments received -> how far it is paid, and a new plan
  verify     a signed document -> whether it is whole, and which keys signed it
  extract    a document that is whole -> the terms and every payment

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
amount, count, finish_by). Optional: allocation, reduction, deposit, changes, charges, interest, early_payment,
missed_payment, working_days, rounding.
Writes the schedule: rows, totals, instalments, finish, level_payment, per_debt, early_payment, notes.

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
twice_monthly, monthly, quarterly, {"twice_monthly":[15,31]}, {"months":1 to 12} or {"days":1 to 366} (with
`working_days` 7 to 366); `day` is the day of the month that is meant when the first date is shortened by its month;
`working_days` is {"division","move"}, or {"holidays":[...],"move"}.
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

const INTEREST: &str = r#"Works out simple interest on one debt, exact and rounded once.

Usage: plan interest FILE

Reads {"principal","annual_percent","from","until","basis","currency"?,"rounding"?,"statutory"?}. Interest runs from the
day after `from` to `until`; in place of `until` there may be `days`, 0 to 84370, and then `from` is only needed for
30/360.
`basis` is actual/365, actual/360 or 30/360; `annual_percent` is 0 to 1000, with at most 4 decimals; the currency is GBP
unless named; `rounding` is half_up unless named, half_even, up or down.
`statutory` is {"reference_percent"} and takes the place of `annual_percent`, for a business debt in the United Kingdom
that is paid late: 8 points over the reference rate, which you look up, and a fixed sum of 40, 70 or 100 pounds.
Writes {"interest","daily","compensation"?}; `daily` is the interest of one day, for information: it is rounded too, so
days times it is not the interest.

Options:
  -h, --help   show this help

Example:
  echo '{"principal":"2300.00","annual_percent":"8","from":"2026-03-01","until":"2026-04-30","basis":"actual/365"}' | plan interest -

prints, without the line breaks:
  {"interest":"30.25","daily":"0.50"}

Example, late by fifty days:
  echo '{"principal":"1000.00","days":50,"basis":"actual/365","statutory":{"reference_percent":"0.5"}}' | plan interest -

prints, without the line breaks:
  {"interest":"11.64","daily":"0.23","compensation":"70.00"}
"#;

const APR: &str = r#"Solves the annual percentage rate of what is advanced and what is paid.

Usage: plan apr FILE

Reads {"advances":[...],"payments":[...],"convention","time"?,"unit_period"?,"currency"?}. An entry is
{"date","amount"}, or with `count` and `every` (and `day`) as in `plan dates`: so many payments of that amount, the
first on that date. At most 1200 of each. A charge is a payment, also on the first day. No payment may come before the
first advance.
`convention` is
  eu   the effective rate of the European Union and the United Kingdom. `time` counts it: months unless named (from the
       first advance, each 1/12 year; days left over are 365ths), directive (months back from each payment; days left
       over are parts of the year that ends with them), weeks (each 1/52 year), days/365 or days/365.25
  us   the nominal rate of Regulation Z, Appendix J. `unit_period` is day, week, semimonth, month, year, {"months":1 to
       12}, {"weeks":1 to 52} or {"days":1 to 365}; without it, the one that the appendix finds
The currency is GBP unless named; it says how many decimals amounts have.
Writes {"apr"}, in per cent with at most 8 decimals, 0 to 1000000. Where no rate fits, or more than one might, it says
so: no_single_rate. Below zero there is none: payments_below_advances.

Options:
  -h, --help   show this help

Example:
  echo '{"advances":[{"date":"2026-03-01","amount":"10000"}],"payments":[{"date":"2026-04-01","amount":"222.44","count":60,"every":"monthly"}],"convention":"eu"}' | plan apr -

prints, without the line breaks:
  {"apr":"12.68151462"}

Example, with an odd first period:
  echo '{"advances":[{"date":"1978-02-23","amount":"5000"}],"payments":[{"date":"1978-03-01","amount":"219.17","count":24,"every":{"twice_monthly":[1,16]}}],"convention":"us","currency":"USD"}' | plan apr -

prints, without the line breaks:
  {"apr":"10.33790291"}
"#;

const REPLAN: &str = r#"Says how far a plan is paid, and plans the rest anew.

Usage: plan replan FILE

Reads {"terms","payments":[{"date","amount"}],"on","how"}: terms as for `plan schedule`, the payments received until the
day `on`, and how to go on:
  keep_amount     the payments stay; the plan ends later, or earlier
  keep_finish     the plan ends when it did; the payments change
  append_missed   the payments to come stay; each missed one follows at the end
  re_amortise     what is overdue is spread over the payments to come
  {"re_age":{"start","every","count"}}             everything unpaid goes into new instalments
  {"shift":{"from","new_due"?,"extra"?}}           the instalments from that day on move, or become more
Money pays the oldest row first, within a row charges, then interest, then principal. Interest that was due and is not
paid is carried as a charge, and bears no interest.
Writes {"rows":[{"n","kind","due","payment","paid","late","in_advance","outstanding"}],"totals","terms","schedule",
"differences":[{"what","before","after","words"}]}; without terms and schedule where nothing is owed any more.

Options:
  -h, --help   show this help

Example:
  echo '{"terms":{"version":1,"currency":"GBP","starts":"2026-11-23","debts":[{"id":"A1","balance":"80.00"}],"instalments":{"every":"monthly","first_due":"2026-11-30","day":31,"amount":"40.00"}},"payments":[{"date":"2026-12-02","amount":"30.00"}],"on":"2026-12-05","how":"keep_finish"}' | plan replan -

prints, without the line breaks:
  {"rows":[
  {"n":1,"kind":"instalment","due":"2026-11-30","payment":"40.00","paid":"30.00","late":"30.00","in_advance":"0.00",
  "outstanding":"10.00"},
  {"n":2,"kind":"instalment","due":"2026-12-31","payment":"40.00","paid":"0.00","late":"0.00","in_advance":"0.00",
  "outstanding":"40.00"}],
  "totals":{"paid":"30.00","overdue":"10.00","outstanding":"50.00","overpaid":"0.00"},
  "terms":{"currency":"GBP","debts":[{"balance":"50.00","id":"A1"}],
  "instalments":{"every":"monthly","finish_by":"2026-12-31","first_due":"2026-12-31"},"starts":"2026-11-30",
  "version":1},
  "schedule":{"rows":[
  {"n":1,"kind":"instalment","due":"2026-12-31","payment":"50.00","principal":"50.00","interest":"0.00",
  "charges":"0.00","balance":"0.00"}],
  "totals":{"payments":"50.00","principal":"50.00","interest":"0.00","charges":"0.00","reduction":"0.00"},
  "instalments":1,"finish":"2026-12-31","level_payment":"50.00",
  "per_debt":[{"id":"A1","total":"50.00"}],"notes":[]},
  "differences":[
  {"what":"payment","before":"40.00","after":"50.00","words":"Each payment is 50.00 instead of 40.00."},
  {"what":"payments_to_come","before":"2","after":"1","words":"One payment is to come instead of 2."}]}
"#;

const VERIFY: &str = r#"Says whether a signed document is whole, and which keys signed it. Asks nobody and needs no network.

Usage: plan verify [--generic] FILE

Reads a PDF of this program, at most 20 MiB, or a signed summary page (HTML), at most 4 MiB.
Writes {"verdict","words","signers":[{"role","name","how","signed_at","key","valid"}],"case","terms","layout",
"reasons":[...]}. The verdict is both, company_only, person_only or telephone: whole; or unsigned, changed, unreadable
or not_ours. `case` and `terms` are null unless the document is whole. `layout` is derived when the pages were made
again from the data and every byte is the same, unknown when a newer version made them.
A signature shows that nothing was changed and which keys signed. It does not show who the people are: compare the key
with the one that you know.

With --generic, judges any signed PDF (PAdES and CMS) by arithmetic and structure alone, trusting nobody, and refuses
what it does not know. Writes {"verdict","words","signers":[{"name","signed_at","algorithm","covers_whole_file",
"valid"}],"reasons":[...]}. The verdict is sound; or changed, unreadable, unsigned or not_judged. Who issued a
certificate, and whether it was withdrawn, is not checked.

Options:
  --generic    anybody's signed PDF
  -h, --help   show this help

Exit status: 0 whole or sound, 1 the answer is no, 2 the call is wrong.

Example:
  echo 'Pay me 50.00' | plan verify -

prints, without the line breaks, and ends with status 1:
  {"verdict":"not_ours","words":"Not one of our documents. A signature would show that nothing was changed and which
   keys signed; it would not show who the people are.",
  "signers":[],"case":null,"terms":null,"affordability":null,"layout":null,"reasons":["not_ours"]}
"#;

const EXTRACT: &str = r#"Takes out of a signed document what was agreed. First it is judged as by `plan verify`; from a document
that is not whole nothing is taken.

Usage: plan extract [--csv] FILE

Reads what `plan verify` reads.
Writes {"case","terms","record","schedule"}; with --csv the payments as a table (RFC 4180, UTF-8). If the document is
not whole, writes what `plan verify` says of it and ends with status 1.

Options:
  --csv        the payments alone, as a table
  -h, --help   show this help

Example:
  echo 'Pay me 50.00' | plan extract --csv -

prints, without the line breaks, and ends with status 1:
  {"verdict":"not_ours","words":"Not one of our documents. A signature would show that nothing was changed and which
   keys signed; it would not show who the people are.",
  "signers":[],"case":null,"terms":null,"affordability":null,"layout":null,"reasons":["not_ours"]}
"#;
