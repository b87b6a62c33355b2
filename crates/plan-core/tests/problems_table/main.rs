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

mod limits;

use plan_core::{Date, Problem, ProblemCode, Schedule, Terms};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// edits | code | path | value | limit | nearest
const TABLE: &str = include_str!("table.txt");

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
            { "id": "c5", "kind": "rate", "from": "2027-01-01", "until": "2027-06-30", "annual_percent": "0" },
        ],
        "charges": [{ "id": "f1", "due": "2026-12-28", "amount": "12.00", "label": "Agreed fee" }],
        "interest": {
            "annual_percent": "8", "basis": "actual/365", "method": "reducing",
            "pauses": [{ "from": "2027-02-10", "until": "2027-03-10" }],
        },
        "early_payment": { "percent": "5", "by": "2027-06-30" },
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
    // What is wrong with the text itself is below; the others are those of plans made anew and of
    // annual percentage rates.
    let elsewhere = [
        ProblemCode::NotJson,
        ProblemCode::TooLong,
        ProblemCode::TooLate,
        ProblemCode::PaidTooMuch,
        ProblemCode::NothingToCome,
        ProblemCode::PaymentsBelowAdvances,
        ProblemCode::NoSingleRate,
        ProblemCode::RateTooLarge,
    ];
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
            "missing interest.annual_percent",
            "missing interest.basis",
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
            // Another rate needs interest, once that is gone.
            let allowed = [
                ProblemCode::Missing,
                ProblemCode::ExactlyOne,
                ProblemCode::NeedsInterest,
            ];
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
