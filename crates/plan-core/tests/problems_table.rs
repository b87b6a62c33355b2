//! Every problem that terms can have: code, place, value, limit and the nearest value that passes.
//!
//! The table is written by hand from the contract. A row edits the plain terms of [`base`]; `=` sets a field, `-`
//! takes one out, several edits stand between `&`.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a row that does not come out fails its test, and says which"
)]

use plan_core::{Date, Problem, ProblemCode, Schedule, Terms};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// edits | code | path | value | limit | nearest
const TABLE: &str = r#"
= []                                              | wrong_type         |                            | a list       | object       |
- version                                         | missing            | version                    |              |              |
version = 2                                       | unknown_version    | version                    | 2            | 1            |
version = "1"                                     | unknown_version    | version                    | 1            | 1            |
version = 1.0                                     | unknown_version    | version                    | 1.0          | 1            |
- currency                                        | missing            | currency                   |              |              |
currency = "gbp"                                  | not_allowed        | currency                   | gbp          | an ISO 4217 code, like GBP |
currency = "XXX"                                  | not_allowed        | currency                   | XXX          | an ISO 4217 code, like GBP |
currency = 826                                    | wrong_type         | currency                   | 826          | string       |
- starts                                          | missing            | starts                     |              |              |
starts = null                                     | missing            | starts                     |              |              |
starts = "23/11/2026"                             | not_a_date         | starts                     | 23/11/2026   | 1970-01-01 to 2200-12-31 |
starts = "2026-02-29"                             | not_a_date         | starts                     | 2026-02-29   | 1970-01-01 to 2200-12-31 |
starts = "1969-12-31"                             | not_a_date         | starts                     | 1969-12-31   | 1970-01-01 to 2200-12-31 |
starts = "2201-01-01"                             | not_a_date         | starts                     | 2201-01-01   | 1970-01-01 to 2200-12-31 |
starts = 20261123                                 | wrong_type         | starts                     | 20261123     | string       |
- debts                                           | missing            | debts                      |              |              |
debts = []                                        | missing            | debts[0]                   |              |              |
debts = {}                                        | wrong_type         | debts                      | an object    | list         |
debts[0] = "A"                                    | wrong_type         | debts[0]                   | A            | object       |
- debts[0].id                                     | missing            | debts[0].id                |              |              |
debts[0].id = ""                                  | missing            | debts[0].id                |              |              |
debts[0].id = "  "                                | missing            | debts[0].id                |              |              |
debts[0].id = 7                                   | wrong_type         | debts[0].id                | 7            | string       |
debts[0].id = "A\u0000"                           | control_characters | debts[0].id                | A\0          |              |
debts[0].label = "a\nb"                           | control_characters | debts[0].label             | a\nb         |              |
- debts[0].balance                                | missing            | debts[0].balance           |              |              |
debts[0].balance = 1200                           | wrong_type         | debts[0].balance           | 1200         | string       |
debts[0].balance = "1,200.00"                     | not_a_number       | debts[0].balance           | 1,200.00     |              |
debts[0].balance = "£5"                           | not_a_number       | debts[0].balance           | £5           |              |
debts[0].balance = "1e3"                          | not_a_number       | debts[0].balance           | 1e3          |              |
debts[0].balance = "0x10"                         | not_a_number       | debts[0].balance           | 0x10         |              |
debts[0].balance = ""                             | not_a_number       | debts[0].balance           |              |              |
debts[0].balance = "٣"                            | not_a_number       | debts[0].balance           | ٣            |              |
debts[0].balance = "0.00"                         | zero               | debts[0].balance           | 0.00         | 0.01         |
debts[0].balance = "-0"                           | zero               | debts[0].balance           | -0           | 0.01         |
debts[0].balance = "-5.00"                        | negative           | debts[0].balance           | -5.00        | 0            |
debts[0].balance = "5.005"                        | too_many_decimals  | debts[0].balance           | 5.005        | 2 decimals   |
debts[0].balance = "1000000000000"                | too_large          | debts[0].balance           | 1000000000000 | below 1000000000000 |
debts[0].balance = "9999999999999999999999999999" | too_large          | debts[0].balance           | 9999999999999999999999999999 | below 1000000000000 |
debts[0].balance = "0.3333333333333333333333333333" | too_many_decimals | debts[0].balance          | 0.3333333333333333333333333333 | 2 decimals |
currency = "JPY" & debts[0].balance = "1200.5" & instalments.amount = "50" | too_many_decimals | debts[0].balance | 1200.5 | 0 decimals |
currency = "BHD" & debts[0].balance = "1.2345"    | too_many_decimals  | debts[0].balance           | 1.2345       | 3 decimals   |
debts[0].since = "yesterday"                      | not_a_date         | debts[0].since             | yesterday    | 1970-01-01 to 2200-12-31 |
debts[0].colour = "red"                           | unknown_field      | debts[0].colour            |              | id, label, balance, since |
debts[1] = {"id":"B","balance":"1.00"}            | not_yet_supported  | debts[1]                   | 2            | 1 debt       |
allocation = "evenly"                             | not_allowed        | allocation                 | evenly       | pro_rata, oldest_first, smallest_first |
allocation = 3                                    | wrong_type         | allocation                 | 3            | string       |
reduction = "10%"                                 | wrong_type         | reduction                  | 10%          | object       |
reduction = {}                                    | exactly_one        | reduction                  | an object    | percent, amount |
reduction = {"percent":"5","amount":"5.00"}       | exactly_one        | reduction                  | an object    | percent, amount |
reduction = {"percent":10}                        | wrong_type         | reduction.percent          | 10           | string       |
reduction = {"percent":"0"}                       | zero               | reduction.percent          | 0            | above 0, at most 100 |
reduction = {"percent":"-1"}                      | negative           | reduction.percent          | -1           | 0            |
reduction = {"percent":"100.0001"}                | too_large          | reduction.percent          | 100.0001     | above 0, at most 100 |
reduction = {"percent":"10.00001"}                | too_many_decimals  | reduction.percent          | 10.00001     | 4 decimals   |
reduction = {"percent":"10 %"}                    | not_a_number       | reduction.percent          | 10 %         |              |
reduction = {"amount":"0"}                        | zero               | reduction.amount           | 0            | 0.01         |
reduction = {"percent":"10","when":"later"}       | not_allowed        | reduction.when             | later        | at_start, on_completion |
reduction = {"percent":"10","when":"on_completion"} | not_yet_supported | reduction.when            | on_completion | at_start    |
reduction = {"percent":"10","debt_after":"sold"}  | not_allowed        | reduction.debt_after       | sold         | settled, continues |
reduction = {"percent":"100"}                     | nothing_left       | reduction                  | 1200.00      | below 1200.00 |
reduction = {"amount":"1200.00"}                  | nothing_left       | reduction                  | 1200.00      | below 1200.00 |
reduction = {"percent":"10","why":"x"}            | unknown_field      | reduction.why              |              | percent, amount, when, debt_after |
deposit = {"due":"2026-12-01"}                    | missing            | deposit.amount             |              |              |
deposit = {"amount":"5.00"}                       | missing            | deposit.due                |              |              |
deposit = {"amount":"0","due":"2026-12-01"}       | zero               | deposit.amount             | 0            | 0.01         |
deposit = {"amount":"1200.00","due":"2026-12-01"} | deposit_pays_all   | deposit.amount             | 1200.00      | below 1200.00 |
deposit = {"amount":"5.00","due":"2026-11-22"}    | too_early          | deposit.due                | 2026-11-22   | 2026-11-23   | 2026-11-23
deposit = {"amount":"5.00","due":"2026-12-28"}    | too_early          | instalments.first_due      | 2026-12-28   | 2026-12-29   | 2026-12-29
deposit = {"amount":"5.00","due":"2026-12-01","by":"card"} | unknown_field | deposit.by             |              | amount, due  |
- instalments                                     | missing            | instalments                |              |              |
instalments = "monthly"                           | wrong_type         | instalments                | monthly      | object       |
- instalments.every                               | missing            | instalments.every          |              |              |
instalments.every = "daily"                       | not_allowed        | instalments.every          | daily        | weekly, fortnightly, four_weekly, twice_monthly, monthly, quarterly |
instalments.every = 30                            | wrong_type         | instalments.every          | 30           | object       |
instalments.every = {}                            | exactly_one        | instalments.every          | an object    | twice_monthly, months, days |
instalments.every = {"days":7,"months":1}         | exactly_one        | instalments.every          | an object    | twice_monthly, months, days |
instalments.every = {"days":0}                    | too_small          | instalments.every.days     | 0            | 1 to 366     |
instalments.every = {"days":367}                  | too_large          | instalments.every.days     | 367          | 1 to 366     |
instalments.every = {"days":-1}                   | too_small          | instalments.every.days     | -1           | 1 to 366     |
instalments.every = {"days":7.5}                  | wrong_type         | instalments.every.days     | 7.5          | whole number |
instalments.every = {"days":99999999999999999999} | wrong_type         | instalments.every.days     | 1e+20        | whole number |
instalments.every = {"months":0}                  | too_small          | instalments.every.months   | 0            | 1 to 12      |
instalments.every = {"months":13}                 | too_large          | instalments.every.months   | 13           | 1 to 12      |
instalments.every = {"months":"1"}                | wrong_type         | instalments.every.months   | 1            | whole number |
instalments.every = {"twice_monthly":[15]}        | too_small          | instalments.every.twice_monthly | a list  | 2 days       |
instalments.every = {"twice_monthly":[1,15,28]}   | too_many           | instalments.every.twice_monthly | 3       | 2            |
instalments.every = {"twice_monthly":[28,32]}     | too_large          | instalments.every.twice_monthly[1] | 32   | 1 to 31      |
instalments.every = {"twice_monthly":[19,28]}     | too_close          | instalments.every.twice_monthly | 19, 28  | 10 days apart |
instalments.every = {"twice_monthly":[1,31]}      | too_close          | instalments.every.twice_monthly | 1, 31   | 10 days apart |
instalments.every = {"twice_monthly":[1,15]}      | not_a_due_date     | instalments.first_due      | 2026-12-28   | day 1 or 15  |
instalments.every = {"days":6} & working_days = {"division":"scotland","move":"none"} | too_small | instalments.every.days | 6 | 7 to 366, with working_days | 7
- instalments.first_due                           | missing            | instalments.first_due      |              |              |
instalments.first_due = "2026-12-32"              | not_a_date         | instalments.first_due      | 2026-12-32   | 1970-01-01 to 2200-12-31 |
instalments.first_due = "2026-11-22"              | too_early          | instalments.first_due      | 2026-11-22   | 2026-11-23   | 2026-11-23
instalments.first_due = "2026-11-22" & instalments.day = 22 | too_early | instalments.first_due    | 2026-11-22   | 2026-11-23   | 2026-12-22
instalments.day = 0                               | too_small          | instalments.day            | 0            | 1 to 31      |
instalments.day = 32                              | too_large          | instalments.day            | 32           | 1 to 31      |
instalments.day = "28"                            | wrong_type         | instalments.day            | 28           | whole number |
instalments.day = 31                              | day_does_not_match | instalments.day            | 31           | 2026-12-28   |
instalments.day = 28 & instalments.every = "weekly" | day_does_not_match | instalments.day          | 28           |              |
- instalments.amount                              | missing            | instalments                |              | amount, count, finish_by |
instalments.count = 12                            | exactly_one        | instalments                | amount, count | amount, count, finish_by |
instalments.count = 12 & instalments.finish_by = "2027-12-28" | exactly_one | instalments           | amount, count, finish_by | amount, count, finish_by |
instalments.amount = "0"                          | zero               | instalments.amount         | 0            | 0.01         |
instalments.amount = 50                           | wrong_type         | instalments.amount         | 50           | string       |
instalments.amount = "0.50"                       | too_many_payments  | instalments.amount         | 0.50         | 1200         | 1.00
- instalments.amount & instalments.count = 0      | too_small          | instalments.count          | 0            | 1 to 1200    |
- instalments.amount & instalments.count = 1201   | too_large          | instalments.count          | 1201         | 1 to 1200    |
- instalments.amount & instalments.count = "12"   | wrong_type         | instalments.count          | 12           | whole number |
- instalments.amount & instalments.finish_by = "2026-12-27" | no_payment_by_deadline | instalments.finish_by | 2026-12-27 | 2026-12-28 | 2026-12-28
- instalments.amount & instalments.finish_by = "2200-12-31" | too_many_payments | instalments.finish_by | 2200-12-31 | 1200 | 2126-11-28
- instalments.amount & instalments.count = 7 & rounding = {"multiple_of":"200.00"} | rounding_too_coarse | instalments.count | 7 | 200.00 |
instalments.every = "quarterly" & - instalments.amount & instalments.count = 1200 | past_last_date | instalments | | 2200 |
instalments.pause = true                          | unknown_field      | instalments.pause          |              | every, first_due, day, amount, count, finish_by |
changes = {}                                      | wrong_type         | changes                    | an object    | list         |
changes = [7]                                     | wrong_type         | changes[0]                 | 7            | object       |
changes = [{"id":"c","kind":"holiday","from":"2027-01-01"}] | not_allowed | changes[0].kind         | holiday      | reduced, break, step, single, rate |
changes = [{"id":"c","from":"2027-01-01"}]        | missing            | changes[0].kind            |              |              |
changes = [{"kind":"step","from":"2027-01-01","amount":"5.00"}] | missing | changes[0].id           |              |              |
changes = [{"id":"c","kind":"rate","from":"2027-01-01","until":"2027-02-01","annual_percent":"0"}] | not_yet_supported | changes[0].kind | rate | reduced, break, step, single |
changes = [{"id":"c","kind":"reduced","from":"2027-01-01","amount":"5.00"}] | missing | changes[0].until |          |              |
changes = [{"id":"c","kind":"reduced","from":"2027-02-02","until":"2027-02-01","amount":"5.00"}] | reversed | changes[0].until | 2027-02-01 | 2027-02-02 | 2027-02-02
changes = [{"id":"c","kind":"break","from":"2027-02-02","until":"2027-02-01"}] | reversed | changes[0].until | 2027-02-01 | 2027-02-02 | 2027-02-02
changes = [{"id":"c","kind":"break","from":"2027-01-01","until":"2027-02-01","interest":"off"}] | not_allowed | changes[0].interest | off | running, paused |
changes = [{"id":"c","kind":"break","from":"2027-01-01","until":"2027-02-01","amount":"5.00"}] | unknown_field | changes[0].amount | | id, kind, from, until, interest |
changes = [{"id":"c","kind":"step","from":"2027-01-01","amount":"0"}] | zero | changes[0].amount     | 0            | 0.01         |
changes = [{"id":"c","kind":"step","from":"2027-01-01","amount":"5.00"},{"id":"c","kind":"step","from":"2027-02-01","amount":"5.00"}] | duplicate | changes[1].id | c | |
changes = [{"id":"c","kind":"step","from":"2027-01-01","amount":"5.00"},{"id":"d","kind":"step","from":"2027-01-01","amount":"6.00"}] | duplicate | changes[1].from | 2027-01-01 | |
changes = [{"id":"c","kind":"single","due":"2027-01-28","amount":"5.00"},{"id":"d","kind":"single","due":"2027-01-28","amount":"6.00"}] | duplicate | changes[1].due | 2027-01-28 | | 2026-12-28
changes = [{"id":"c","kind":"single","due":"2027-01-20","amount":"5.00"}] | not_a_due_date | changes[0].due | 2027-01-20 |  | 2027-01-28
changes = [{"id":"c","kind":"single","due":"2026-11-28","amount":"5.00"}] | not_a_due_date | changes[0].due | 2026-11-28 |  | 2026-12-28
changes = [{"id":"c","kind":"single","due":"2027-01-28","amount":"5.00"},{"id":"d","kind":"single","due":"2027-01-27","amount":"6.00"}] | not_a_due_date | changes[1].due | 2027-01-27 | | 2026-12-28
changes = [{"id":"c","kind":"break","from":"2027-01-01","until":"2027-02-10"},{"id":"d","kind":"break","from":"2027-02-10","until":"2027-03-01"}] | overlap | changes[1].from | 2027-02-10 | c | 2027-02-11
changes = [{"id":"c","kind":"break","from":"2027-01-01","until":"2027-02-10"},{"id":"d","kind":"break","from":"2027-01-15","until":"2027-02-10"}] | overlap | changes[1].from | 2027-01-15 | c |
changes = [{"id":"c","kind":"reduced","from":"2027-01-01","until":"2027-02-10","amount":"5.00"},{"id":"d","kind":"reduced","from":"2027-02-01","until":"2027-03-01","amount":"6.00"}] | overlap | changes[1].from | 2027-02-01 | c | 2027-02-11
instalments.amount = "1.00" & changes = [{"id":"c","kind":"break","from":"2026-12-01","until":"2200-12-31"}] | past_last_date | instalments | | 2200 |
- instalments.amount & instalments.count = 3 & changes = [{"id":"c","kind":"step","from":"2027-01-01","amount":"600.00"}] | changes_pay_too_much | changes | 1200.00 | 1200.00 |
- instalments.amount & instalments.count = 3 & changes = [{"id":"c","kind":"step","from":"2026-12-01","amount":"500.00"}] | nothing_to_adjust | instalments.count | 1500.00 | 1200.00 |
charges = [{"id":"f1","due":"2026-12-28","amount":"12.00"}] | not_yet_supported | charges          | a list       |              |
interest = {"annual_percent":"8"}                 | not_yet_supported  | interest                   | an object    |              |
early_payment = {"percent":"5","by":"2027-06-30"} | not_yet_supported  | early_payment              | an object    |              |
missed_payment = {}                               | missing            | missed_payment.then        |              |              |
missed_payment = {"then":"forget"}                | not_allowed        | missed_payment.then        | forget       | append, review |
missed_payment = {"then":"append","allowed_skips_per_year":367} | too_large | missed_payment.allowed_skips_per_year | 367 | 0 to 366 |
working_days = "uk"                               | wrong_type         | working_days               | uk           | object       |
working_days = {"division":"wales","move":"none"} | not_allowed        | working_days.division      | wales        | england-and-wales, scotland, northern-ireland |
working_days = {"division":"scotland","move":"up"} | not_allowed       | working_days.move          | up           | none, following, preceding, modified_following |
working_days = {"division":"scotland"}            | missing            | working_days.move          |              |              |
working_days = {"division":"scotland","move":"following"} & instalments.first_due = "2101-01-01" | no_bank_holidays | instalments.first_due | 2101-01-01 | 2019 to 2100 |
working_days = {"division":"scotland","move":"following"} & instalments.amount = "1.00" | no_bank_holidays | working_days | 2101-01-28 | 2019 to 2100 |
rounding = {"mode":"bankers"}                     | not_allowed        | rounding.mode              | bankers      | half_up, half_even, up, down |
rounding = {"multiple_of":"0"}                    | zero               | rounding.multiple_of       | 0            | 0.01         |
rounding = {"multiple_of":"0.005"}                | too_many_decimals  | rounding.multiple_of       | 0.005        | 2 decimals   |
rounding = {"remainder":"middle"}                 | not_allowed        | rounding.remainder         | middle       | last, first  |
rounding = {"remainder":"first"} & changes = [{"id":"c","kind":"single","due":"2026-12-28","amount":"5.00"}] | remainder_not_first | rounding.remainder | first | | last
rounding = {"nearest":"1"}                        | unknown_field      | rounding.nearest           |              | mode, multiple_of, remainder |
colour = "red"                                    | unknown_field      | colour                     |              | version, currency, starts, debts, allocation, reduction, deposit, instalments, changes, charges, interest, early_payment, missed_payment, working_days, rounding |
Version = 1                                       | unknown_field      | Version                    |              | version, currency, starts, debts, allocation, reduction, deposit, instalments, changes, charges, interest, early_payment, missed_payment, working_days, rounding |
"#;

fn base() -> Value {
    json!({
        "version": 1,
        "currency": "GBP",
        "starts": "2026-11-23",
        "debts": [{ "id": "A", "balance": "1200.00" }],
        "instalments": { "every": "monthly", "first_due": "2026-12-28", "amount": "50.00" },
    })
}

/// Terms with every field that this version knows.
fn full() -> Value {
    json!({
        "version": 1,
        "currency": "GBP",
        "starts": "2026-11-23",
        "debts": [{ "id": "A", "label": "Invoice", "balance": "1200.00", "since": "2026-03-01" }],
        "allocation": "pro_rata",
        "reduction": { "percent": "10", "when": "at_start", "debt_after": "settled" },
        "deposit": { "amount": "100.00", "due": "2026-11-30" },
        "instalments": { "every": "monthly", "first_due": "2026-12-28", "day": 28, "amount": "50.00" },
        "changes": [
            { "id": "c1", "kind": "reduced", "from": "2027-03-01", "until": "2027-05-31", "amount": "20.00" },
            { "id": "c2", "kind": "break", "from": "2027-08-01", "until": "2027-09-30", "interest": "paused" },
            { "id": "c3", "kind": "step", "from": "2028-01-01", "amount": "75.00" },
            { "id": "c4", "kind": "single", "due": "2027-12-28", "amount": "200.00" },
        ],
        "missed_payment": { "allowed_skips_per_year": 1, "then": "review" },
        "working_days": { "division": "england-and-wales", "move": "following" },
        "rounding": { "mode": "half_up", "multiple_of": "0.01", "remainder": "last" },
    })
}

/// The place that a path like `debts[0].balance` names; missing objects and entries are made.
fn place<'v>(root: &'v mut Value, path: &str) -> &'v mut Value {
    let mut at = root;
    for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
        at = match step.strip_suffix(']').and_then(|index| index.parse::<usize>().ok()) {
            Some(index) => {
                let list = at.as_array_mut().expect("a list");
                if list.len() <= index {
                    list.push(Value::Null);
                }
                &mut list[index]
            }
            None => &mut at[step],
        };
    }
    at
}

fn edited(mut terms: Value, edits: &str) -> Value {
    for edit in edits.split(" & ").map(str::trim) {
        if let Some(path) = edit.strip_prefix("- ") {
            let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
            place(&mut terms, parent)
                .as_object_mut()
                .expect("an object")
                .remove(key);
        } else {
            let (path, value) = edit.split_once('=').expect("an edit");
            *place(&mut terms, path.trim()) = serde_json::from_str(value.trim()).expect(edit);
        }
    }
    terms
}

fn derive(terms: &Value) -> Result<Schedule, Vec<Problem>> {
    Schedule::derive(&Terms::from_json(&terms.to_string())?)
}

fn check(row: &str) -> ProblemCode {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let [edits, code, path, value, limit, nearest] = cells.as_slice() else {
        panic!("{} cells: {row}", cells.len())
    };
    let terms = edited(base(), edits);
    let problems = derive(&terms).expect_err(row);
    let [problem] = problems.as_slice() else {
        panic!("{row}\n{problems:#?}")
    };
    let value = value.replace("\\n", "\n").replace("\\0", "\0");
    let found = (
        problem.code.as_str(),
        problem.path.as_str(),
        problem.value.as_str(),
        problem.limit.as_str(),
    );
    assert_eq!(found, (*code, *path, value.as_str(), *limit), "{row}");
    assert_eq!(problem.suggestion.as_deref().unwrap_or_default(), *nearest, "{row}");
    if let Some(nearest) = &problem.suggestion {
        assert!(problem.remedy().ends_with(&format!("; nearest: {nearest}")), "{row}");
        let mut remedied = terms;
        let at = place(&mut remedied, path);
        *at = if at.is_number() {
            json!(nearest.parse::<u32>().unwrap_or_default())
        } else {
            json!(nearest)
        };
        assert!(derive(&remedied).is_ok(), "the nearest value is refused: {row}");
    }
    problem.code
}

fn rows() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.is_empty())
}

#[test]
fn the_plain_and_the_full_terms_have_no_problem() {
    assert!(derive(&base()).is_ok());
    assert!(derive(&full()).is_ok());
}

#[test]
fn every_row_of_the_table_comes_out() {
    for row in rows() {
        check(row);
    }
}

#[test]
fn every_code_is_in_the_table() {
    let told: BTreeSet<ProblemCode> = rows().map(check).collect();
    // What is wrong with the text itself is below.
    let elsewhere = [ProblemCode::NotJson, ProblemCode::TooLong];
    for code in ProblemCode::ALL {
        assert!(told.contains(code) || elsewhere.contains(code), "{}", code.as_str());
    }
}

#[test]
fn every_code_has_a_remedy_in_words() {
    for code in ProblemCode::ALL {
        let remedy = Problem::new(*code, "", "").remedy();
        assert!(
            remedy.len() > 10 && remedy.starts_with(|c: char| c.is_ascii_lowercase()),
            "{remedy}"
        );
        assert!(!remedy.ends_with('.'), "{remedy}");
        let nearest = Problem::new(*code, "", "").suggest("2026-12-28").remedy();
        assert_eq!(nearest, format!("{remedy}; nearest: 2026-12-28"));
    }
}

#[test]
fn a_problem_is_written_in_the_shape_of_the_contract() {
    let problems = derive(&edited(base(), "instalments.amount = \"0.50\"")).unwrap_err();
    assert_eq!(
        serde_json::to_string(&problems).unwrap(),
        r#"[{"code":"too_many_payments","path":"instalments.amount","value":"0.50","limit":"1200","remedy":"use a larger amount, or fewer payments; nearest: 1.00"}]"#
    );
}

/// Codes and paths of all the problems, in order.
fn told(problems: &[Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|one| format!("{} {}", one.code.as_str(), one.path))
        .collect()
}

#[test]
fn an_empty_object_misses_the_five_required_fields() {
    let problems = Terms::from_json("{}").unwrap_err();
    assert_eq!(
        told(&problems),
        [
            "missing version",
            "missing currency",
            "missing starts",
            "missing debts",
            "missing instalments"
        ]
    );
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_fields() {
    let edits = [
        "version = 9",
        "- starts",
        "debts[0].balance = \"x\"",
        "debts[0].colour = 1",
        "allocation = \"evenly\"",
        "reduction.percent = \"101\"",
        "deposit.amount = \"0\"",
        "instalments.every = {\"months\":13}",
        "instalments.day = 40",
        "instalments.count = 3",
        "changes[0].until = \"never\"",
        "changes[2].amount = \"-1\"",
        "changes[2].id = \"c1\"",
        "changes[3].why = 1",
        "interest = {}",
        "missed_payment.then = 1",
        "working_days.move = \"up\"",
        "rounding.mode = \"x\"",
        "zebra = 1",
    ];
    let problems = derive(&edited(full(), &edits.join(" & "))).unwrap_err();
    assert_eq!(
        told(&problems),
        [
            "unknown_version version",
            "missing starts",
            "not_a_number debts[0].balance",
            "unknown_field debts[0].colour",
            "not_allowed allocation",
            "too_large reduction.percent",
            "zero deposit.amount",
            "exactly_one instalments",
            "too_large instalments.every.months",
            "too_large instalments.day",
            "not_a_date changes[0].until",
            "duplicate changes[2].id",
            "negative changes[2].amount",
            "unknown_field changes[3].why",
            "not_yet_supported interest",
            "wrong_type missed_payment.then",
            "not_allowed working_days.move",
            "not_allowed rounding.mode",
            "unknown_field zebra",
        ]
    );
}

#[test]
fn problems_between_fields_stand_among_those_of_the_fields() {
    let edits = [
        "deposit = {\"amount\":\"2000.00\",\"due\":\"2026-11-01\"}",
        "instalments.first_due = \"2026-11-02\"",
        "instalments.day = 31",
        "changes[1].until = \"2027-07-31\"",
        "changes[3].due = \"2027-12-30\"",
        "rounding.mode = \"x\"",
    ];
    let problems = derive(&edited(full(), &edits.join(" & "))).unwrap_err();
    assert_eq!(
        told(&problems),
        [
            "deposit_pays_all deposit.amount",
            "too_early deposit.due",
            "too_early instalments.first_due",
            "day_does_not_match instalments.day",
            "reversed changes[1].until",
            "not_allowed rounding.mode",
        ]
    );
}

#[test]
fn working_terms_are_told_the_same_problems_later_in_the_same_order() {
    let edits = [
        "deposit = {\"amount\":\"2000.00\",\"due\":\"2026-11-01\"}",
        "instalments.first_due = \"2026-11-02\"",
        "instalments.day = 31",
        "changes[1].until = \"2027-07-31\"",
    ];
    let terms = edited(full(), &edits.join(" & "));
    let working = Terms::from_value_working(&terms, "").unwrap();
    assert_eq!(working.problems(), Terms::from_value(&terms, "").unwrap_err());
    assert_eq!(Schedule::derive(&working), Err(working.problems()));
}

#[test]
fn problems_of_terms_inside_something_larger_name_the_whole_path() {
    let terms = edited(full(), "- starts & changes[1].until = \"2027-07-31\" & zebra = 1");
    let problems = Terms::from_value(&terms, "body.terms").unwrap_err();
    assert_eq!(
        told(&problems),
        [
            "missing body.terms.starts",
            "reversed body.terms.changes[1].until",
            "unknown_field body.terms.zebra"
        ]
    );
}

#[test]
fn a_name_given_twice_is_told_even_when_the_rest_cannot_be_read() {
    let debts = r#"debts = [{"id":"A","balance":"x"},{"id":"B","balance":"1.00"},{"id":"A","balance":"2.00"}]"#;
    let problems = derive(&edited(base(), debts)).unwrap_err();
    assert_eq!(
        told(&problems),
        ["not_a_number debts[0].balance", "duplicate debts[2].id"]
    );
    let changes =
        r#"changes = [{"id":"A","kind":"break"},{"id":"A","kind":"step","from":"2027-01-01","amount":"5.00"}]"#;
    let problems = derive(&edited(base(), changes)).unwrap_err();
    assert_eq!(
        told(&problems),
        [
            "missing changes[0].from",
            "missing changes[0].until",
            "duplicate changes[1].id"
        ]
    );
}

#[test]
fn unreadable_currency_does_not_hide_the_problems_of_amounts() {
    let problems = derive(&edited(full(), "currency = \"??\" & deposit.amount = \"x\"")).unwrap_err();
    assert_eq!(told(&problems), ["not_allowed currency", "not_a_number deposit.amount"]);
}

// --- hostile input

/// Every place of [`full`] with a value of its own, objects and lists included.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    if !path.is_empty() {
        found.push(path.to_owned());
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                places(inner, &path, found);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                places(inner, &format!("{path}[{index}]"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn wrong_types_at_every_place_are_refused_there() {
    let mut all = Vec::new();
    places(&full(), "", &mut all);
    assert!(all.len() > 45, "{}", all.len());
    let values = [
        json!(true),
        json!(3),
        json!(-3),
        json!(1.5),
        json!("?"),
        json!([]),
        json!([1]),
        json!({}),
        json!({"a": 1}),
    ];
    for path in &all {
        let original = place(&mut full(), path).clone();
        for wrong in values
            .iter()
            .filter(|wrong| core::mem::discriminant(*wrong) != core::mem::discriminant(&original))
        {
            if path == "instalments.every" && (wrong.is_object() || wrong.is_string()) {
                continue;
            }
            let mut terms = full();
            *place(&mut terms, path) = wrong.clone();
            let problems = derive(&terms).expect_err(path);
            let [problem] = problems.as_slice() else {
                panic!("{path} = {wrong}: {problems:?}")
            };
            let expected = if path == "version" {
                ProblemCode::UnknownVersion
            } else {
                ProblemCode::WrongType
            };
            assert_eq!(
                (problem.code, problem.path.as_str()),
                (expected, path.as_str()),
                "{wrong}"
            );
        }
    }
}

#[test]
fn null_at_every_place_is_a_missing_field_or_an_optional_one() {
    let mut all = Vec::new();
    places(&full(), "", &mut all);
    for path in all.iter().filter(|path| !path.ends_with(']')) {
        let mut terms = full();
        *place(&mut terms, path) = Value::Null;
        if let Err(problems) = derive(&terms) {
            let allowed = [ProblemCode::Missing, ProblemCode::ExactlyOne];
            assert!(
                problems.iter().all(|one| allowed.contains(&one.code)),
                "{path}: {problems:?}"
            );
        }
    }
}

#[test]
fn an_unknown_field_at_every_object_is_refused_by_name() {
    let mut all = Vec::new();
    places(&full(), "", &mut all);
    for path in all {
        let mut terms = full();
        let at = place(&mut terms, &path);
        if at.is_object() {
            at["nobody_knows"] = json!(1);
            let problems = derive(&terms).expect_err(&path);
            assert_eq!(told(&problems), [format!("unknown_field {path}.nobody_knows")]);
        }
    }
}

#[test]
fn lists_have_limits() {
    let debts: Value = (0..201)
        .map(|n| json!({ "id": format!("{n}"), "balance": "1.00" }))
        .collect();
    let mut terms = base();
    terms["debts"] = debts;
    let problems = derive(&terms).unwrap_err();
    assert_eq!(told(&problems), ["too_many debts"]);
    assert_eq!((problems[0].value.as_str(), problems[0].limit.as_str()), ("201", "200"));

    let step = |n: u32| json!({ "id": format!("{n}"), "kind": "step", "from": "2027-01-01", "amount": "1.00" });
    let mut terms = base();
    terms["changes"] = (0..201).map(step).collect();
    let problems = derive(&terms).unwrap_err();
    assert_eq!(told(&problems), ["too_many changes"]);
    assert_eq!((problems[0].value.as_str(), problems[0].limit.as_str()), ("201", "200"));
}

#[test]
fn two_hundred_of_each_are_read() {
    let mut terms = base();
    terms["debts"] = (0..200)
        .map(|n| json!({ "id": format!("{n}"), "balance": "1.00" }))
        .collect();
    assert_eq!(told(&derive(&terms).unwrap_err()), ["not_yet_supported debts[1]"]);
    let mut terms = base();
    let step = |n: i32| {
        let from = Date::from_epoch_days(20_000 + n).unwrap();
        json!({ "id": format!("{n}"), "kind": "step", "from": from.to_string(), "amount": "1.00" })
    };
    terms["changes"] = (0..200).map(step).collect();
    assert!(derive(&terms).is_ok());
}

#[test]
fn texts_have_limits() {
    let long = "x".repeat(200);
    let mut terms = base();
    terms["debts"][0]["label"] = json!(long);
    assert!(derive(&terms).is_ok());
    terms["debts"][0]["label"] = json!(format!("{long}x"));
    let problems = derive(&terms).unwrap_err();
    assert_eq!(told(&problems), ["too_large debts[0].label"]);
    assert_eq!(problems[0].limit, "200 characters");
    assert_eq!(problems[0].value.chars().count(), 80);
    // 200 characters of four bytes each are still 200 characters.
    terms["debts"][0]["label"] = json!("🙂".repeat(200));
    assert!(derive(&terms).is_ok());
}

#[test]
fn a_flood_of_unknown_fields_is_answered_briefly() {
    let mut terms = base();
    for n in 0..20_000 {
        terms[format!("field{n}")] = json!(n);
    }
    terms["x".repeat(100_000)] = json!(1);
    let problems = derive(&terms).unwrap_err();
    assert_eq!(problems.len(), 50);
    let answer = serde_json::to_string(&problems).unwrap();
    assert!(answer.len() < 50_000, "{}", answer.len());
    terms = base();
    terms["x".repeat(100_000)] = json!(1);
    assert_eq!(derive(&terms).unwrap_err()[0].path, "x".repeat(80));
}

fn refused(text: &str) -> Problem {
    let problems = Terms::from_json(text).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.into_iter().next().unwrap()
}

#[test]
fn text_that_is_not_json_is_told_where() {
    let rows = [
        ("", "line 1, column 0"),
        ("plan", "line 1, column 1"),
        ("{", "line 1, column 1"),
        ("{\"version\": 1,}", "line 1, column 15"),
        ("{\n\"version\": 01}", "line 2, column 13"),
        ("{} {}", "line 1, column 4"),
        ("{\"version\": 1e999}", "line 1, column 17"),
        ("\u{feff}{}", "line 1, column 1"),
    ];
    for (text, place) in rows {
        let problem = refused(text);
        assert_eq!(
            (problem.code, problem.value.as_str()),
            (ProblemCode::NotJson, place),
            "{text:?}"
        );
    }
    assert_eq!(refused(r#"{"currency":"\ud800"}"#).code, ProblemCode::NotJson);
}

#[test]
fn deep_nesting_is_refused_without_deep_recursion() {
    for depth in [200, 100_000] {
        let nested = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(refused(&nested).code, ProblemCode::NotJson);
        let inside = format!("{{\"debts\":{nested}}}");
        assert_eq!(refused(&inside).code, ProblemCode::NotJson);
        let objects = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert_eq!(refused(&objects).code, ProblemCode::NotJson);
    }
}

#[test]
fn text_above_a_mebibyte_is_refused_unread() {
    let mut text = full().to_string();
    text.push_str(&" ".repeat((1 << 20) - text.len()));
    assert!(Terms::from_json(&text).is_ok());
    text.push(' ');
    let problem = refused(&text);
    assert_eq!(
        (problem.code, problem.limit.as_str()),
        (ProblemCode::TooLong, "1048576")
    );
    assert_eq!(refused(&"x".repeat(2_000_000)).code, ProblemCode::TooLong);
}

#[test]
fn truncated_json_is_refused_at_every_length() {
    let text = full().to_string();
    for end in 0..text.len() {
        assert_eq!(refused(&text[..end]).code, ProblemCode::NotJson, "{end}");
    }
}
