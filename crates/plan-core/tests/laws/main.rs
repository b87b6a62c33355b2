//! Laws that hold for every plan. `PROPTEST_CASES` sets how many are tried.

mod bent;
mod costs;
mod plans;
mod replanning;

use plan_core::terms::Remainder;
use plan_core::{
    ChangeKind, Currency, Date, DueDates, FieldId, FieldValue, Held, HeldKind, Problem, ProblemCode, RowKind, Schedule,
    Terms,
};
use plans::*;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        // The environment says more, or fewer.
        cases: std::env::var_os("PROPTEST_CASES").map_or(1_000, |_| default.cases),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..default
    }
}

/// The generator is worth its name: most of what it makes works out, and every kind of thing occurs.
#[test]
fn generator_makes_terms_that_mostly_work_out() {
    let mut runner = TestRunner::deterministic();
    let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut good, mut with_changes, mut with_notes) = (0, 0, 0);
    for _ in 0..2_000 {
        let terms = any_terms().new_tree(&mut runner).unwrap().current();
        match Schedule::derive(&terms) {
            Ok(schedule) => {
                good += 1;
                with_changes += u32::from(schedule.rows.iter().any(|row| row.changed));
                with_notes += u32::from(!schedule.notes.is_empty());
            }
            Err(problems) => *codes.entry(problems[0].code.as_str()).or_default() += 1,
        }
    }
    assert!(
        good > 1_000 && with_changes > 200 && with_notes > 100,
        "{good} {with_changes} {with_notes} {codes:?}"
    );
    assert!(codes.len() >= 8, "{codes:?}");
}

// --- the laws of one schedule

/// What must hold for every schedule that comes out, said without the engine's own sums.
fn check_schedule(terms: &Terms, schedule: &Schedule) -> Result<(), TestCaseError> {
    let owed =
        terms.debts.iter().map(|debt| i128::from(debt.balance)).sum::<i128>() - i128::from(terms.reduction_amount());
    let paid: i128 = schedule.rows.iter().map(|row| i128::from(row.payment)).sum();
    prop_assert_eq!(paid, owed, "parts do not sum to the whole");
    prop_assert_eq!(i128::from(schedule.totals.payments), paid);
    prop_assert_eq!(schedule.totals.reduction, terms.reduction_amount());
    prop_assert_eq!(schedule.starting_balance(), terms.starting_principal());
    let debts: i128 = schedule.per_debt.iter().map(|debt| i128::from(debt.total)).sum();
    prop_assert_eq!(debts, paid);

    let mut balance = owed;
    for row in &schedule.rows {
        prop_assert!(row.payment > 0, "payment of {} on {}", row.payment, row.due);
        balance -= i128::from(row.payment);
        prop_assert_eq!(i128::from(row.balance), balance);
        prop_assert!(balance >= 0);
    }
    prop_assert_eq!(balance, 0, "does not end at zero");
    prop_assert!(
        schedule.rows.windows(2).all(|pair| pair[0].due < pair[1].due),
        "dates do not rise"
    );
    prop_assert!(schedule.rows[0].due >= terms.starts);
    prop_assert_eq!(schedule.first(), schedule.rows.first());

    let deposits = usize::from(terms.deposit.is_some());
    let instalments = &schedule.rows[deposits..];
    prop_assert!(
        schedule.rows[..deposits]
            .iter()
            .all(|row| row.kind == RowKind::Deposit && row.n == 0)
    );
    prop_assert!(!instalments.is_empty() && instalments.len() <= 1_200);
    for (n, row) in (1..).zip(instalments) {
        prop_assert_eq!((row.n, row.kind), (n, RowKind::Instalment));
    }
    prop_assert_eq!(schedule.instalments as usize, instalments.len());
    prop_assert_eq!(Some(schedule.finish), schedule.rows.last().map(|row| row.due));

    match terms.instalments.held {
        Held::Count(count) => prop_assert_eq!(schedule.instalments, count),
        Held::FinishBy(deadline) => prop_assert!(schedule.finish <= deadline),
        Held::Amount(amount) => prop_assert!(schedule.level_payment.is_none_or(|level| level == amount)),
    }
    // Who takes the remainder may differ; every other row that no change set is the level payment.
    let taker = match terms.rounding.remainder {
        Remainder::Last => instalments.len() - 1,
        Remainder::First => 0,
    };
    for (index, row) in instalments.iter().enumerate() {
        if index != taker && !row.changed {
            prop_assert_eq!(Some(row.payment), schedule.level_payment);
        }
    }
    prop_assert!(!matches!(terms.instalments.held, Held::Amount(_)) || instalments[taker].payment <= largest(terms));
    if let (Some(level), Held::Count(_) | Held::FinishBy(_)) = (schedule.level_payment, terms.instalments.held) {
        prop_assert_eq!(level % terms.rounding.multiple_of, 0);
    }
    Ok(())
}

/// The largest payment that somebody typed.
fn largest(terms: &Terms) -> i64 {
    let typed = terms.changes.iter().map(|change| match change.kind {
        ChangeKind::Reduced { amount, .. } | ChangeKind::Step { amount, .. } | ChangeKind::Single { amount, .. } => {
            amount
        }
        ChangeKind::Break { .. } | ChangeKind::Rate { .. } => 0,
    });
    let held = match terms.instalments.held {
        Held::Amount(amount) => amount,
        Held::Count(_) | Held::FinishBy(_) => 0,
    };
    typed.chain([held]).max().unwrap_or(0)
}

/// Either problems, at least one, or a schedule that keeps the laws.
fn check_answer(terms: &Terms) -> Result<Option<Schedule>, TestCaseError> {
    match Schedule::derive(terms) {
        Ok(schedule) => {
            check_schedule(terms, &schedule)?;
            Ok(Some(schedule))
        }
        Err(problems) => {
            prop_assert!(!problems.is_empty());
            for problem in &problems {
                prop_assert!(problem.value.chars().count() <= 80, "{:?}", problem);
                prop_assert!(!problem.remedy().is_empty());
            }
            Ok(None)
        }
    }
}

pub(crate) fn holding(terms: &Terms, held: Held) -> Terms {
    let mut other = terms.clone();
    other.instalments.held = held;
    other
}

fn sorted(mut terms: Terms) -> Terms {
    terms.sort_changes();
    terms
}

proptest! {
    #![proptest_config(config())]

    /// Parts sum to the whole; the balance ends at zero and is never below; no payment is zero; dates strictly rise.
    #[test]
    fn prop_schedule_pays_exactly_what_is_owed(terms in any_terms()) {
        check_answer(&terms)?;
    }

    /// Count → amount (rounded up) → count gives the count again, or says that the multiple is too coarse.
    #[test]
    fn prop_count_to_amount_to_count_returns(terms in any_terms(), count in 1_u32..=60) {
        let terms = match terms.instalments.held {
            Held::Amount(_) => holding(&terms, Held::Count(count)),
            Held::Count(_) | Held::FinishBy(_) => terms,
        };
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        match terms.hold(HeldKind::Amount) {
            Ok(Held::Amount(amount)) => {
                prop_assert_eq!(amount % terms.rounding.multiple_of, 0);
                prop_assert!(schedule.level_payment.is_some_and(|level| amount >= level));
                let other = holding(&terms, Held::Amount(amount));
                check_answer(&other)?;
                prop_assert_eq!(other.hold(HeldKind::Count), Ok(Held::Count(schedule.instalments)));
            }
            Ok(other) => prop_assert!(false, "{other:?}"),
            Err(problems) => {
                use ProblemCode as C;
                let known = [C::RoundingTooCoarse, C::NothingToAdjust, C::RemainderNotFirst];
                prop_assert!(problems.iter().all(|one| known.contains(&one.code)), "{problems:?}");
            }
        }
    }

    /// Without changes the amount of a count is its exact share, rounded up to the multiple: no more and no less.
    #[test]
    fn prop_amount_of_a_count_is_the_share_rounded_up(terms in any_terms(), count in 1_u32..=1_200) {
        let mut terms = holding(&terms, Held::Count(count));
        terms.changes.clear();
        if let Ok(Held::Amount(amount)) = terms.hold(HeldKind::Amount) {
            let asked = terms.balance() - terms.reduction_amount() - terms.deposit.map_or(0, |one| one.amount);
            let (amount, count, multiple) = (i128::from(amount), i128::from(count), i128::from(terms.rounding.multiple_of));
            prop_assert!(amount * count >= i128::from(asked));
            prop_assert!((amount - multiple) * count < i128::from(asked));
        }
    }

    /// A count and the deadline that it gives are the same plan.
    #[test]
    fn prop_count_to_deadline_is_the_same_plan(terms in any_terms(), count in 1_u32..60) {
        let terms = holding(&terms, Held::Count(count));
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        let deadline = terms.hold(HeldKind::FinishBy).unwrap();
        prop_assert_eq!(deadline, Held::FinishBy(schedule.finish));
        let other = match Schedule::derive(&holding(&terms, deadline)) {
            Ok(other) => other,
            // Whether the next payment moves back to the deadline is not known where its year's holidays are not.
            Err(problems) => {
                prop_assert_eq!(problems[0].code, ProblemCode::NoBankHolidays);
                return Ok(());
            }
        };
        prop_assert_eq!(other.rows, schedule.rows);
        prop_assert_eq!(terms.hold(HeldKind::Count), Ok(Held::Count(count)));
    }

    /// Undo after any number of edits gives the same bytes.
    #[test]
    fn prop_undo_gives_the_same_bytes(terms in any_terms(), other in any_terms(), extra in any_terms()) {
        let mut terms = sorted(terms);
        let before = terms.to_json();
        let mut undo = Vec::new();
        let removed = extra.changes.iter().map(|change| FieldValue::Change { id: change.id.clone(), kind: None });
        let edits: Vec<FieldValue> = terms.differences(&other).into_iter().chain(removed).chain(other.differences(&extra)).collect();
        for edit in edits {
            undo.push(terms.get(&edit.id()));
            terms.set(edit.clone());
            prop_assert_eq!(terms.get(&edit.id()), edit);
        }
        check_answer(&terms)?;
        for value in undo.into_iter().rev() {
            terms.set(value);
        }
        prop_assert_eq!(terms.to_json(), before);
    }

    /// Setting all differences gives the other terms.
    #[test]
    fn prop_differences_lead_to_the_other_terms(terms in any_terms(), other in any_terms()) {
        let mut terms = sorted(terms);
        let mut other = sorted(other);
        // These are not fields that are negotiated.
        other.currency = terms.currency;
        other.starts = terms.starts;
        other.allocation = terms.allocation;
        other.missed_payment = terms.missed_payment;
        for value in terms.differences(&other) {
            terms.set(value);
        }
        prop_assert_eq!(terms.to_json(), other.to_json());
        prop_assert!(terms.differences(&other).is_empty());
    }

    /// Changes in any order: setting one twice never makes two of it.
    #[test]
    fn prop_set_never_doubles_a_change(terms in any_terms(), shuffle in any::<Index>()) {
        let mut terms = terms;
        if !terms.changes.is_empty() {
            let turn = shuffle.index(terms.changes.len());
            terms.changes.rotate_left(turn);
        }
        let number = terms.changes.len();
        for change in terms.changes.clone() {
            terms.set(FieldValue::Change { id: change.id, kind: Some(change.kind) });
        }
        prop_assert_eq!(terms.changes.len(), number);
    }

    /// Moving the first payment keeps every single payment at its place in the sequence, and undo gives the same bytes.
    #[test]
    fn prop_move_first_due_keeps_places(terms in any_terms(), days in 1_u64..200) {
        let mut terms = sorted(terms);
        let (every, day) = (terms.instalments.every, terms.instalments.day);
        let Ok(old) = DueDates::new(terms.instalments.first_due, day, every) else { return Ok(()) };
        let start = plus(terms.instalments.first_due, days);
        let target = start.iter_days().take(62).find(|date| DueDates::new(*date, day, every).is_ok()).unwrap_or(start);
        let Ok(new) = DueDates::new(target, day, every) else { return Ok(()) };
        let before = terms.clone();
        let mut undo = Vec::new();
        for value in terms.move_first_due(target, day) {
            undo.push(terms.get(&value.id()));
            terms.set(value);
        }
        prop_assert_eq!(terms.instalments.first_due, target);
        for (change, moved) in before.changes.iter().zip(&terms.changes) {
            if let (ChangeKind::Single { due, .. }, ChangeKind::Single { due: now, .. }) = (change.kind, moved.kind)
                && let Some(place) = old.index_of(due)
                && new.nth(place).is_some()
            {
                prop_assert_eq!(new.index_of(now), Some(place));
            } else {
                prop_assert_eq!(change, moved);
            }
        }
        for value in undo.into_iter().rev() {
            terms.set(value);
        }
        prop_assert_eq!(terms.to_json(), before.to_json());
    }

    /// What is written is read back as the same terms, and written again as the same bytes.
    #[test]
    fn prop_json_round_trip_is_identity(terms in any_terms()) {
        let text = terms.to_json();
        let value: Value = serde_json::from_str(&text).unwrap();
        let read = Terms::from_value_working(&value, "");
        prop_assert_eq!(read.as_ref(), Ok(&terms));
        prop_assert_eq!(value.to_string(), text.as_str(), "keys are sorted, and nothing stands between");
        let problems = terms.problems();
        match Terms::from_json(&text) {
            Ok(read) => {
                prop_assert!(problems.is_empty());
                prop_assert_eq!(read.to_json(), text);
            }
            Err(told) => prop_assert_eq!(told, problems),
        }
    }

    /// A field on the wire is read back as the same field.
    #[test]
    fn prop_field_round_trip_is_identity(terms in any_terms(), other in any_terms()) {
        let mut other = other;
        other.currency = terms.currency;
        let mut values = terms.differences(&other);
        values.push(terms.get(&FieldId::Change("nobody".to_owned())));
        for value in &values {
            let text = value.to_json(terms.currency);
            let wire: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(wire.to_string(), text.as_str(), "keys are sorted, and nothing stands between");
            prop_assert_eq!(&FieldValue::from_value(&wire, terms.currency), &Ok(value.clone()));
            prop_assert_eq!(&FieldValue::from_canonical_json(&text, terms.currency), &Some(value.clone()));
        }
        let text = FieldValue::list_to_json(&values, terms.currency);
        prop_assert_eq!(FieldValue::list_from_canonical_json(&text, terms.currency), Some(values));
        prop_assert_eq!(FieldValue::list_from_canonical_json("[]", terms.currency), None);
    }

    /// Payments within their bounds are read where they are written, and no others.
    #[test]
    fn prop_payments_within_their_bounds_are_read(
        minor: i64,
        few in -2_i64..100,
        count: u32,
        days in -800_000_i32..800_000,
        code in proptest::sample::select(vec!["JPY", "GBP", "BHD", "CLF"]),
    ) {
        let currency = Currency::parse(code).unwrap();
        let largest = 10_i64.pow(12 + currency.scale());
        let day = Date::from_epoch_days(days).unwrap();
        let amounts = [minor, few, largest - 1 - few, largest + few];
        let payments = amounts.map(Held::Amount).into_iter().chain([Held::Count(count), Held::Count(count % 3_000), Held::FinishBy(day)]);
        for held in payments {
            let text = FieldValue::Held(held).to_json(currency);
            let read = FieldValue::from_value(&serde_json::from_str(&text).unwrap(), currency);
            prop_assert_eq!(read.is_ok(), held.is_within_bounds(currency), "{}", text);
            prop_assert_eq!(FieldValue::from_canonical_json(&text, currency), read.ok());
        }
    }

    /// The same input gives the same bytes, in whatever order its fields stand.
    #[test]
    fn prop_same_input_gives_the_same_bytes(terms in any_terms()) {
        let text = terms.to_json();
        let again = Terms::from_json(&backwards(&terms.to_value()));
        prop_assert_eq!(&again, &Terms::from_json(&text));
        if let Ok(again) = again {
            prop_assert_eq!(again.to_json(), text);
            let write = |schedule: Schedule| (schedule.to_json(), schedule.to_json_with_debt_rows(&terms));
            prop_assert_eq!(Schedule::derive(&again).map(write), Schedule::derive(&terms).map(write));
        }
    }

    /// The schedule's JSON says what the schedule says.
    #[test]
    fn prop_schedule_json_says_the_same(terms in any_terms()) {
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        let json: Value = serde_json::from_str(&schedule.to_json()).unwrap();
        let rows = json["rows"].as_array().unwrap();
        prop_assert_eq!(rows.len(), schedule.rows.len());
        for (row, written) in schedule.rows.iter().zip(rows) {
            prop_assert_eq!(&written["due"], &json!(row.due.to_string()));
            prop_assert_eq!(&written["payment"], &json!(schedule.money(row.payment).to_string()));
            prop_assert_eq!(&written["balance"], &json!(schedule.money(row.balance).to_string()));
        }
        prop_assert_eq!(&json["finish"], &json!(schedule.finish.to_string()));
    }

    /// The nearest value that a lone problem names takes that problem away.
    #[test]
    fn prop_remedy_takes_the_problem_away(terms in any_terms()) {
        let Err(problems) = Schedule::derive(&terms) else { return Ok(()) };
        let [problem] = problems.as_slice() else { return Ok(()) };
        let Some(nearest) = &problem.suggestion else { return Ok(()) };
        let mut value = terms.to_value();
        put(&mut value, &problem.path, nearest);
        let told = Terms::from_json(&value.to_string()).and_then(|terms| Schedule::derive(&terms)).err().unwrap_or_default();
        let same = |one: &Problem| (one.code, &one.path) == (problem.code, &problem.path);
        prop_assert!(!told.iter().any(same), "{problem:?} stays: {told:?}\n{value}");
    }
}

/// The text of a value with the fields of every object in reverse order.
fn backwards(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let fields: Vec<String> = map
                .iter()
                .rev()
                .map(|(key, value)| format!("{}:{}", json!(key), backwards(value)))
                .collect();
            format!("{{ {} }}", fields.join(" ,\n"))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(backwards).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// Puts a suggestion at its path; a number stays a number.
fn put(root: &mut Value, path: &str, nearest: &str) {
    let mut at = root;
    for step in path.split(['.', '[']) {
        at = match step.strip_suffix(']').and_then(|index| index.parse::<usize>().ok()) {
            Some(index) => &mut at[index],
            None => &mut at[step],
        };
    }
    *at = if at.is_number() {
        json!(nearest.parse::<u32>().unwrap_or_default())
    } else {
        json!(nearest)
    };
}

/// The last payment in a year whose holidays are known is a deadline, though the next one's are not.
#[test]
fn deadline_at_the_end_of_the_known_years_works() {
    let terms = r#"{"version":1,"currency":"GBP","starts":"2095-04-01","debts":[{"id":"A","balance":"23.00"}],
        "instalments":{"every":"quarterly","first_due":"2095-04-01","finish_by":"2100-10-01"},
        "working_days":{"division":"england-and-wales","move":"MOVE"}}"#;
    let derive = |shift: &str| Schedule::derive(&Terms::from_json(&terms.replace("MOVE", shift)).unwrap());
    assert_eq!(derive("following").unwrap().instalments, 23);
    assert_eq!(derive("preceding").unwrap_err()[0].code, ProblemCode::NoBankHolidays);
}

/// Flat interest sums a fraction of each stretch; pauses of a day in stretches of many lengths leave these fractions simple.
#[test]
fn flat_interest_with_many_pauses_has_a_level_payment() {
    let days = [
        "2026-12-15",
        "2027-01-15",
        "2027-03-15",
        "2028-02-15",
        "2029-01-15",
        "2030-02-15",
    ];
    let pauses: Vec<Value> = days.iter().map(|day| json!({ "from": day, "until": day })).collect();
    let gaps = [
        ("2027-02-01", "2027-02-01"),
        ("2027-04-01", "2027-04-01"),
        ("2029-02-01", "2029-05-01"),
        ("2030-03-01", "2030-04-01"),
    ];
    let gap = |(index, (from, until)): (usize, &(&str, &str))| json!({ "id": format!("b{index}"), "kind": "break", "from": from, "until": until });
    let breaks: Vec<Value> = gaps.iter().enumerate().map(gap).collect();
    let terms = json!({ "version": 1, "currency": "GBP", "starts": "2026-12-01", "debts": [{ "id": "A", "balance": "12000.00" }],
        "instalments": { "every": "monthly", "first_due": "2027-01-01", "count": 33 }, "changes": breaks,
        "interest": { "annual_percent": "8", "basis": "30/360", "method": "flat", "pauses": pauses } });
    let schedule = Schedule::derive(&Terms::from_json(&terms.to_string()).unwrap()).unwrap();
    assert_eq!(
        (schedule.instalments, schedule.finish.to_string().as_str()),
        (33, "2030-05-01")
    );
}
