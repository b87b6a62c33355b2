//! Terms of a plan, and the schedule that they make. What is read is written and read back as the same; a schedule rises
//! by date, ends at zero, its parts sum to its payments, and it is written as JSON.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use plan_core::{Schedule, Terms};

fuzz_target!(|text: &str| {
    let terms = match Terms::from_json(text) {
        Ok(terms) => terms,
        Err(problems) => {
            assert!(!problems.is_empty());
            return;
        }
    };
    assert_eq!(Terms::from_json(&terms.to_json()).as_ref(), Ok(&terms));
    let Ok(schedule) = Schedule::derive(&terms) else { return };
    let last = schedule.rows.last().expect("a row");
    assert_eq!((last.balance, last.interest_owed), (0, 0));
    assert!(schedule.rows.windows(2).all(|pair| pair[0].due < pair[1].due));
    for row in &schedule.rows {
        assert!(row.payment > 0 && row.balance >= 0);
        assert_eq!(row.payment, row.principal + row.interest + row.charges);
    }
    let sum = |value: fn(&plan_core::Row) -> i64| schedule.rows.iter().map(value).sum::<i64>();
    assert_eq!(schedule.totals.payments, sum(|row| row.payment));
    let outline = Schedule::outline(&terms).expect("an outline");
    assert_eq!(
        (outline.payments, outline.finish),
        (schedule.totals.payments, schedule.finish)
    );
    for debt in schedule.debt_rows(&terms) {
        assert!(debt.iter().all(|row| row.principal >= 0 && row.balance >= 0));
    }
    for written in [schedule.to_json(), schedule.to_json_with_debt_rows(&terms)] {
        assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
    }
    let _ = plan_core::apr::plan_apr(&terms, &schedule);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    plan_fuzz::bend(data, size, max_size, seed)
});
