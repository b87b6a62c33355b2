//! Terms → schedule, one text row per case.
//!
//! The rows stand in `tests/vectors/schedule_tables.txt`. Their figures come from `schedule_reference.py` beside it:
//! exact fractions in Python, written from the contract and not from this engine; `python3
//! tests/vectors/schedule_reference.py` compares them again.
#![expect(clippy::panic, reason = "a row that does not come out fails its test, by name")]

use plan_core::{Problem, Row, RowKind, Schedule, Terms};
use serde_json::{Map, Value, json};

const TABLE: &str = include_str!("../../../tests/vectors/schedule_tables.txt");

/// The cells of a row of the table.
struct Case {
    name: &'static str,
    terms: Value,
    expected: Vec<&'static str>,
}

fn cases() -> Vec<Case> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [name, owed, rhythm, held, extras, expected @ ..] = cells.as_slice() else {
            unreachable!("too few cells: {line}")
        };
        Case {
            name,
            terms: terms_of(owed, rhythm, held, extras),
            expected: expected.to_vec(),
        }
    })
    .collect()
}

/// The shorthand of the table as a Terms contract.
fn terms_of(owed: &str, rhythm: &str, held: &str, extras: &str) -> Value {
    let words = |text: &'static str| -> Vec<&'static str> { text.split(' ').collect() };
    let leak = |text: &str| -> Vec<&'static str> { words(Box::leak(text.to_owned().into_boxed_str())) };
    let mut terms = json!({ "version": 1, "starts": "2026-11-23" });
    if let [balance, currency] = leak(owed)[..] {
        terms["currency"] = json!(currency);
        terms["debts"] = json!([{ "id": "A", "balance": balance }]);
    }
    let rhythm = leak(rhythm);
    let mut instalments = Map::new();
    instalments.insert("every".to_owned(), every_of(rhythm[0]));
    instalments.insert("first_due".to_owned(), json!(rhythm[1]));
    if let ["day", day] = rhythm[2..] {
        instalments.insert("day".to_owned(), json!(number(day)));
    }
    match leak(held)[..] {
        ["amount", amount] => instalments.insert("amount".to_owned(), json!(amount)),
        ["count", count] => instalments.insert("count".to_owned(), json!(number(count))),
        ["finish", day] => instalments.insert("finish_by".to_owned(), json!(day)),
        _ => unreachable!("{held}"),
    };
    terms["instalments"] = Value::Object(instalments);
    let mut changes = Vec::new();
    for clause in extras.split(';').map(str::trim).filter(|clause| *clause != "-") {
        let id = format!("c{}", changes.len() + 1);
        match leak(clause)[..] {
            ["starts", day] => terms["starts"] = json!(day),
            ["deposit", amount, due] => terms["deposit"] = json!({ "amount": amount, "due": due }),
            ["reduce", size] => {
                terms["reduction"] = match size.strip_suffix('%') {
                    Some(percent) => json!({ "percent": percent }),
                    None => json!({ "amount": size }),
                }
            }
            ["continues"] => terms["reduction"]["debt_after"] = json!("continues"),
            ["round", mode] => terms["rounding"]["mode"] = json!(mode),
            ["multiple", unit] => terms["rounding"]["multiple_of"] = json!(unit),
            ["remainder", taker] => terms["rounding"]["remainder"] = json!(taker),
            ["working", division, shift] => terms["working_days"] = json!({ "division": division, "move": shift }),
            ["reduced", amount, from, until] => {
                changes.push(json!({ "id": id, "kind": "reduced", "from": from, "until": until, "amount": amount }));
            }
            ["break", from, until] => {
                changes.push(json!({ "id": id, "kind": "break", "from": from, "until": until }));
            }
            ["step", amount, from] => {
                changes.push(json!({ "id": id, "kind": "step", "from": from, "amount": amount }));
            }
            ["single", amount, due] => {
                changes.push(json!({ "id": id, "kind": "single", "due": due, "amount": amount }));
            }
            _ => unreachable!("{clause}"),
        }
    }
    if !changes.is_empty() {
        terms["changes"] = json!(changes);
    }
    terms
}

fn number(text: &str) -> u32 {
    text.parse().unwrap_or_default()
}

fn every_of(word: &str) -> Value {
    match word.split_once(':') {
        None => json!(word),
        Some(("twice_monthly", days)) => json!({ "twice_monthly": days.split(',').map(number).collect::<Vec<_>>() }),
        Some((unit, count)) => json!({ unit: number(count) }),
    }
}

/// A schedule in the words of the table: payments, dates, level, notes.
fn shown(schedule: &Schedule) -> Vec<String> {
    let money = |minor| schedule.money(minor).to_string();
    let mut runs: Vec<(String, u32)> = Vec::new();
    for row in &schedule.rows {
        let text = match row.kind {
            RowKind::Charge => "charge".to_owned(),
            RowKind::Deposit => format!("d{}", money(row.payment)),
            RowKind::Instalment => money(row.payment),
        };
        match runs.last_mut() {
            Some((last, times)) if *last == text => *times += 1,
            _ => runs.push((text, 1)),
        }
    }
    let payments: Vec<String> = runs
        .into_iter()
        .map(|(text, times)| if times == 1 { text } else { format!("{text}x{times}") })
        .collect();
    let due = |row: &Row| row.due.to_string();
    let dates = match schedule.rows.as_slice() {
        [first, .., last] if schedule.rows.len() > 6 => format!("{}..{}", due(first), due(last)),
        rows => rows.iter().map(due).collect::<Vec<_>>().join(" "),
    };
    let notes: Vec<String> = schedule
        .notes
        .iter()
        .map(|note| format!("{}@{}={}", note.code.as_str(), note.path, note.value))
        .collect();
    let notes = if notes.is_empty() {
        "-".to_owned()
    } else {
        notes.join(" ")
    };
    let level = schedule.level_payment.map_or("-".to_owned(), money);
    vec![payments.join(" "), dates, level, notes]
}

fn derive(terms: &Value) -> Result<Schedule, Vec<Problem>> {
    Schedule::derive(&Terms::from_json(&terms.to_string())?)
}

fn check(case: &Case) {
    let name = case.name;
    match (derive(&case.terms), case.expected.as_slice()) {
        (Ok(schedule), [first, ..]) if !first.starts_with('!') => {
            assert_eq!(shown(&schedule), case.expected, "{name}");
            check_sums(&schedule, name);
        }
        (Err(problems), [refusal]) => {
            let [problem] = problems.as_slice() else {
                panic!("{name}: {problems:?}")
            };
            let nearest = problem.suggestion.as_deref().unwrap_or("-");
            let found = format!("! {} {} {nearest}", problem.code.as_str(), problem.path);
            assert_eq!(found, *refusal, "{name}");
            if let Some(nearest) = &problem.suggestion {
                check_remedy(&case.terms, &problem.path, nearest, name);
            }
        }
        (found, expected) => panic!("{name}: {found:?} instead of {expected:?}"),
    }
}

/// Every row's balance follows from the one before, and the whole is paid.
fn check_sums(schedule: &Schedule, name: &str) {
    let mut balance = schedule.totals.payments;
    for row in &schedule.rows {
        balance -= row.payment;
        assert_eq!(row.balance, balance, "{name} at {}", row.due);
    }
    assert_eq!(balance, 0, "{name}");
    let instalments = schedule.rows.iter().filter(|row| row.kind == RowKind::Instalment);
    assert_eq!(instalments.map(|row| row.n).max(), Some(schedule.instalments), "{name}");
    assert_eq!(schedule.rows.last().map(|row| row.due), Some(schedule.finish), "{name}");
}

/// The nearest value that a refusal names is one with which the plan works out.
fn check_remedy(terms: &Value, path: &str, nearest: &str, name: &str) {
    let mut terms = terms.clone();
    let mut at = &mut terms;
    for key in path.split('.') {
        at = &mut at[key];
    }
    *at = if at.is_number() {
        json!(number(nearest))
    } else {
        json!(nearest)
    };
    if let Err(problems) = derive(&terms) {
        panic!("{name}: {nearest} at {path} still gives {problems:?}");
    }
}

#[test]
fn every_row_of_the_table_comes_out() {
    let cases = cases();
    assert!(cases.len() > 150, "{} cases", cases.len());
    for case in &cases {
        check(case);
    }
}

#[test]
fn names_of_the_table_are_unique() {
    let mut names: Vec<&str> = cases().iter().map(|case| case.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn reduction_that_settles_leaves_nothing_owed() {
    let schedule = derive(&terms_of(
        "1200.00 GBP",
        "monthly 2026-12-28",
        "count 3",
        "reduce 12.5%",
    ))
    .unwrap();
    assert_eq!((schedule.totals.reduction, schedule.totals.still_owed), (15_000, None));
}

#[test]
fn reduction_that_does_not_settle_says_what_is_still_owed() {
    let terms = terms_of(
        "1200.00 GBP",
        "monthly 2026-12-28",
        "count 3",
        "reduce 12.5%; continues",
    );
    let schedule = derive(&terms).unwrap();
    assert_eq!(
        (schedule.totals.reduction, schedule.totals.still_owed),
        (15_000, Some(15_000))
    );
    assert!(!Terms::from_json(&terms.to_string()).unwrap().settles());
    let json: Value = serde_json::from_str(&schedule.to_json()).unwrap();
    assert_eq!(json["totals"]["still_owed"], "150.00");
}

#[test]
fn rows_that_a_change_set_are_marked() {
    let terms = terms_of(
        "300.00 GBP",
        "monthly 2026-12-28",
        "count 4",
        "deposit 10.00 2026-12-01; single 120.00 2027-01-28; reduced 20.00 2027-03-01 2027-03-31",
    );
    let schedule = derive(&terms).unwrap();
    let changed: Vec<bool> = schedule.rows.iter().map(|row| row.changed).collect();
    assert_eq!(changed, [false, false, true, false, true]);
}

#[test]
fn level_payment_is_left_out_when_every_payment_is_fixed() {
    let terms = terms_of("180.00 GBP", "monthly 2026-12-28", "count 3", "step 60.00 2026-12-01");
    let json: Value = serde_json::from_str(&derive(&terms).unwrap().to_json()).unwrap();
    assert!(json.as_object().unwrap().get("level_payment").is_none());
}

#[test]
fn a_paused_break_changes_nothing_without_interest() {
    let terms = terms_of(
        "200.00 GBP",
        "monthly 2026-12-28",
        "count 4",
        "break 2027-02-01 2027-03-31",
    );
    let mut paused = terms.clone();
    paused["changes"][0]["interest"] = json!("paused");
    assert_eq!(derive(&terms), derive(&paused));
}

#[test]
fn the_limit_of_debts_and_changes_is_inside() {
    let mut terms = terms_of("1200.00 GBP", "weekly 2026-12-28", "count 1200", "-");
    let singles = (0..200).map(|index| {
        let due = plan_core::DueDates::new("2026-12-28".parse().unwrap(), None, plan_core::Every::Weekly)
            .unwrap()
            .nth(index)
            .unwrap();
        json!({ "id": format!("c{index:03}"), "kind": "single", "due": due.to_string(), "amount": "2.00" })
    });
    terms["changes"] = singles.collect();
    let schedule = derive(&terms).unwrap();
    // 1,200.00 less 200 × 2.00, over the other thousand.
    assert_eq!(schedule.level_payment, Some(80));
    assert_eq!(schedule.instalments, 1_200);
}
