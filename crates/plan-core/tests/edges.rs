//! Edges that neither the tables nor the outside figures reach: charges after the last payment, notes about rates, how a
//! first payment takes what the last one would.
#![expect(clippy::unwrap_used, reason = "terms that cannot be read fail their test")]

use plan_core::{RowKind, Schedule, Terms};
use serde_json::{Value, json};

/// 300.00 in three months, with fields of one's own.
fn schedule(fields: &Value) -> Schedule {
    let mut terms = json!({
        "version": 1, "currency": "GBP", "starts": "2027-01-01",
        "debts": [{ "id": "A", "balance": "300.00" }],
        "instalments": { "every": "monthly", "first_due": "2027-02-05", "count": 3 },
    });
    for (name, value) in fields.as_object().unwrap() {
        terms[name] = value.clone();
    }
    Schedule::derive(&Terms::from_json(&terms.to_string()).unwrap()).unwrap()
}

/// Days and amounts of the charges that come after the last payment.
fn charges_after(shift: &str, dues: &[(&str, &str)]) -> Vec<(String, i64)> {
    let charge = |(number, (due, amount)): (usize, &(&str, &str))| json!({ "id": format!("f{number}"), "label": "Fee", "due": due, "amount": amount });
    let charges: Vec<Value> = dues.iter().enumerate().map(charge).collect();
    let schedule = schedule(&json!({
        "charges": charges, "working_days": { "division": "england-and-wales", "move": shift },
    }));
    // 5 April is a Monday; the plan ends there.
    let after = schedule.rows.iter().filter(|row| row.kind == RowKind::Charge);
    after.map(|row| (row.due.to_string(), row.payment)).collect()
}

#[test]
fn charges_after_the_plan_are_payments_on_days_of_their_own() {
    let on = |due: &str, payment: i64| (due.to_owned(), payment);
    let moved = charges_after(
        "following",
        &[("2027-04-10", "1.00"), ("2027-04-11", "2.00"), ("2027-04-13", "4.00")],
    );
    // Saturday and Sunday both move to the Monday, where one payment has them.
    assert_eq!(moved, [on("2027-04-12", 300), on("2027-04-13", 400)]);
    let apart = charges_after("following", &[("2027-04-12", "1.00"), ("2027-04-10", "2.00")]);
    assert_eq!(apart, [on("2027-04-12", 300)]);
    let back = charges_after("preceding", &[("2027-04-10", "1.00"), ("2027-04-11", "2.00")]);
    // The Sunday would move back to the same Friday as the Saturday: it moves on.
    assert_eq!(back, [on("2027-04-09", 100), on("2027-04-12", 200)]);
}

#[test]
fn a_charge_does_not_move_onto_the_last_payment() {
    // The plan ends on Friday 9 April; a working day before the Saturday would be the same day, so it is the one after.
    let schedule = schedule(&json!({
        "instalments": { "every": "monthly", "first_due": "2027-02-09", "count": 3 },
        "charges": [{ "id": "f", "label": "Fee", "due": "2027-04-10", "amount": "1.00" }],
        "working_days": { "division": "england-and-wales", "move": "preceding" },
    }));
    let days: Vec<String> = schedule.rows.iter().map(|row| row.due.to_string()).collect();
    assert_eq!(days, ["2027-02-09", "2027-03-09", "2027-04-09", "2027-04-12"]);
}

/// The notes of a plan with such fields, as code, path and value.
fn notes(fields: &Value) -> Vec<String> {
    let said = |note: &plan_core::Note| format!("{} {} {}", note.code.as_str(), note.path, note.value);
    schedule(fields).notes.iter().map(said).collect()
}

/// The notes of a plan with this change of the rate.
fn notes_of_rate(from: &str, until: Option<&str>) -> Vec<String> {
    let mut change = json!({ "id": "r", "kind": "rate", "from": from, "annual_percent": "0" });
    if let Some(until) = until {
        change["until"] = json!(until);
    }
    notes(&json!({ "interest": { "annual_percent": "8", "basis": "actual/365" }, "changes": [change] }))
}

#[test]
fn a_pause_has_an_effect_where_it_touches_a_day_of_the_plan() {
    let told = |from: &str, until: &str| {
        let pause = json!({ "from": from, "until": until });
        notes(&json!({ "interest": { "annual_percent": "8", "basis": "actual/365", "pauses": [pause] } }))
    };
    assert_eq!(told("2027-04-05", "2027-05-31"), [""; 0]);
    assert_eq!(
        told("2027-04-06", "2027-05-31"),
        ["no_effect interest.pauses[0] 2027-04-06"]
    );
    assert_eq!(
        told("2026-06-01", "2027-01-01"),
        ["no_effect interest.pauses[0] 2026-06-01"]
    );
    assert_eq!(told("2026-06-01", "2027-01-02"), [""; 0]);
    assert_eq!(told("2027-02-10", "2027-02-20"), [""; 0]);
}

#[test]
fn a_day_for_early_payment_has_no_effect_once_the_plan_is_over() {
    let told = |by: &str| notes(&json!({ "early_payment": { "by": by, "percent": "10" } }));
    assert_eq!(told("2027-04-04"), [""; 0]);
    assert_eq!(told("2027-04-05"), ["no_effect early_payment 2027-04-05"]);
    assert_eq!(told("2027-04-06"), ["no_effect early_payment 2027-04-06"]);
}

#[test]
fn a_last_payment_is_large_above_twice_the_regular_one_without_its_charges() {
    let told = |balance: &str, charges: Value| {
        notes(&json!({
            "debts": [{ "id": "A", "balance": balance }], "charges": charges,
            "rounding": { "mode": "down", "multiple_of": "100.00" },
        }))
    };
    assert_eq!(told("400.00", json!([])), [""; 0]);
    assert_eq!(told("400.01", json!([])), ["large_last rounding 200.01"]);
    let with_it = json!([{ "id": "f", "label": "Fee", "due": "2027-04-01", "amount": "1.00" }]);
    assert_eq!(told("400.00", with_it), [""; 0]);
}

#[test]
fn a_rate_has_an_effect_where_it_touches_a_day_of_the_plan() {
    assert_eq!(notes_of_rate("2027-04-05", None), [""; 0]);
    assert_eq!(notes_of_rate("2027-04-06", None), ["no_effect changes[0] 2027-04-06"]);
    // The day from which the plan counts bears no interest any more.
    let before = notes_of_rate("2026-06-01", Some("2027-01-01"));
    assert_eq!(before, ["no_effect changes[0] 2026-06-01"]);
    assert_eq!(notes_of_rate("2026-06-01", Some("2027-01-02")), [""; 0]);
    assert_eq!(notes_of_rate("2027-02-01", Some("2027-03-01")), [""; 0]);
    assert_eq!(notes_of_rate("2027-02-01", None), [""; 0]);
}

#[test]
fn where_the_first_payment_takes_the_rest_nothing_is_said_of_the_last() {
    let held = |remainder: &str| {
        schedule(&json!({
            "debts": [{ "id": "A", "balance": "250.00" }],
            "instalments": { "every": "monthly", "first_due": "2027-02-05", "amount": "100.00" },
            "changes": [{ "id": "s", "kind": "single", "due": "2027-04-05", "amount": "60.00" }],
            "rounding": { "remainder": remainder },
        }))
    };
    let paid = |schedule: &Schedule| schedule.rows.iter().map(|row| row.payment).collect::<Vec<_>>();
    let last = held("last");
    assert_eq!(paid(&last), [10_000, 10_000, 5_000]);
    assert_eq!(last.notes.len(), 1, "the single payment is capped");
    let first = held("first");
    assert_eq!(paid(&first), [9_000, 10_000, 6_000]);
    assert_eq!(first.notes, []);
}
