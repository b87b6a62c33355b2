//! Random plans with everything that the contract knows, against figures of a program that shares no line with the
//! engine: `tests/vectors/interest_reference.py`, exact fractions written from the contract.
#![expect(clippy::unwrap_used, reason = "a case that cannot be read fails its test")]

use plan_core::{Schedule, Terms};
use serde_json::Value;

const CASES: &str = include_str!("../../../tests/vectors/interest_cases.json");
const DEBT_ROWS: &str = include_str!("../../../tests/vectors/interest_debt_rows.json");

fn agree(cases: &str, write: fn(&Schedule, &Terms) -> String) -> usize {
    let cases: Vec<Value> = serde_json::from_str(cases).unwrap();
    for (number, case) in cases.iter().enumerate() {
        let terms = Terms::from_json(&case["terms"].to_string()).unwrap();
        let schedule = Schedule::derive(&terms).unwrap();
        let mut found: Value = serde_json::from_str(&write(&schedule, &terms)).unwrap();
        // The reference has figures, not what is worth knowing about them.
        found.as_object_mut().unwrap().remove("notes");
        assert_eq!(found, case["schedule"], "case {number}: {}", case["terms"]);
    }
    cases.len()
}

#[test]
fn four_hundred_plans_agree_in_every_figure() {
    assert_eq!(agree(CASES, |schedule, _| schedule.to_json()), 400);
}

#[test]
fn rows_of_each_debt_agree_in_every_figure() {
    assert_eq!(agree(DEBT_ROWS, Schedule::to_json_with_debt_rows), 30);
}
