//! A thousand and more plans as one number, so that a browser and this machine can be compared.

use plan_core::terms::Basis;
use plan_core::{Held, HeldKind, Schedule, Terms};
use serde_json::Value;

/// Terms with everything that the contract knows.
const CASES: &str = include_str!("../../../../tests/vectors/interest_cases.json");

/// What all schedules together come to.
pub const SUM: u64 = 4_675_465_935_063_832_193;
/// How many of them work out.
pub const PLANS: usize = 1_195;

/// Each case as it is, on another basis, and with its other handle; every schedule's bytes go into one number (FNV-1a).
pub fn sum() -> (u64, usize) {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap_or_default();
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    let mut plans = 0;
    for case in &cases {
        let Ok(terms) = Terms::from_value(&case["terms"], "") else {
            continue;
        };
        let mut other_basis = terms.clone();
        if let Some(interest) = &mut other_basis.interest {
            interest.basis = Basis::Thirty360;
        }
        let mut other_handle = terms.clone();
        let kind = match terms.instalments.held {
            Held::Amount(_) => HeldKind::Count,
            Held::Count(_) | Held::FinishBy(_) => HeldKind::Amount,
        };
        if let Ok(held) = terms.hold(kind) {
            other_handle.instalments.held = held;
        }
        for terms in [&terms, &other_basis, &other_handle] {
            let text = match Schedule::derive(terms) {
                Ok(schedule) => {
                    plans += 1;
                    schedule.to_json_with_debt_rows(terms)
                }
                Err(problems) => serde_json::to_string(&problems).unwrap_or_default(),
            };
            for byte in text.bytes() {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
    }
    (sum, plans)
}
