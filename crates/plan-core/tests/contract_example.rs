//! The example of the contract's page, row by row.
//!
//! The figures are those of the page; the rows it leaves out are counted by hand: 1,200.00 − 10 % is 1,080.00,
//! less the deposit of 100.00 is 980.00, which is nineteen payments of 50.00 and one of 30.00.

use plan_core::{Schedule, Terms};
use serde_json::Value;

const EXAMPLE: &str = include_str!("../../../tests/vectors/contract_example.json");

fn example(part: &str) -> Value {
    let file: Value = serde_json::from_str(EXAMPLE).unwrap_or_default();
    file[part].clone()
}

#[test]
fn contract_example_gives_the_schedule_of_the_page() {
    let terms = Terms::from_json(&example("terms").to_string()).unwrap();
    let schedule = Schedule::derive(&terms).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&schedule.to_json()).unwrap(),
        example("schedule")
    );
}

#[test]
fn contract_example_has_twenty_one_rows_and_ends_with_thirty() {
    let terms = Terms::from_json(&example("terms").to_string()).unwrap();
    let schedule = Schedule::derive(&terms).unwrap();
    assert_eq!(schedule.rows.len(), 21);
    assert_eq!(schedule.instalments, 20);
    let last = schedule.rows.last().unwrap();
    assert_eq!((last.n, last.payment, last.balance), (20, 3_000, 0));
    assert_eq!(schedule.totals.payments, 108_000);
    assert!(schedule.notes.is_empty());
    assert!(terms.settles());
}

#[test]
fn contract_example_is_written_in_the_order_of_the_page() {
    let terms = Terms::from_json(&example("terms").to_string()).unwrap();
    let text = Schedule::derive(&terms).unwrap().to_json();
    let start = concat!(
        r#"{"rows":[{"n":0,"kind":"deposit","due":"2026-11-30","payment":"100.00","principal":"100.00","#,
        r#""interest":"0.00","charges":"0.00","balance":"980.00"},"#,
        r#"{"n":1,"kind":"instalment","due":"2026-12-28","payment":"50.00","principal":"50.00","#,
        r#""interest":"0.00","charges":"0.00","balance":"930.00"},"#,
    );
    let end = concat!(
        r#""totals":{"payments":"1080.00","principal":"1080.00","interest":"0.00","charges":"0.00","#,
        r#""reduction":"120.00"},"instalments":20,"finish":"2028-07-28","level_payment":"50.00","#,
        r#""per_debt":[{"id":"INV-1042","total":"1080.00"}],"notes":[]}"#,
    );
    assert!(text.starts_with(start), "{text}");
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn contract_example_reads_back_from_its_canonical_bytes() {
    let terms = Terms::from_json(&example("terms").to_string()).unwrap();
    assert_eq!(Terms::from_json(&terms.to_json()).unwrap(), terms);
}

#[test]
fn contract_example_with_debt_rows_shows_the_rows_of_the_plan() {
    let terms = Terms::from_json(&example("terms").to_string()).unwrap();
    let text = Schedule::derive(&terms).unwrap().to_json_with_debt_rows(&terms);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["per_debt"][0]["rows"], example("schedule")["rows"]);
    assert_eq!(found["per_debt"][0]["total"], "1080.00");
}
