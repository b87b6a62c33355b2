//! The engine as the benchmark calls it: in a page through wasm-bindgen, and natively.

use plan_core::terms::{DebtAfter, ReductionWhen};
use plan_core::{Deposit, Held, Reduction, ReductionSize, Schedule, Terms};
use wasm_bindgen::prelude::wasm_bindgen;

/// One plan that is worked out again and again.
#[wasm_bindgen]
pub struct Plan {
    terms: Terms,
}

/// What is wrong with the terms, as text.
fn problems(problems: &[plan_core::Problem]) -> String {
    serde_json::to_string(problems).unwrap_or_default()
}

#[wasm_bindgen]
impl Plan {
    /// Reads terms.
    ///
    /// # Errors
    /// Their problems, as text.
    #[wasm_bindgen(constructor)]
    pub fn new(json: &str) -> Result<Plan, String> {
        let terms = Terms::from_json(json).map_err(|told| problems(&told))?;
        Ok(Self { terms })
    }

    /// Works the plan out; gives the sum of all payments, in minor units.
    pub fn derive(&self) -> f64 {
        Schedule::derive(&self.terms).map_or(0.0, |schedule| exact(schedule.totals.payments))
    }

    /// As [`Plan::derive`], with the rows of each debt.
    pub fn derive_debt_rows(&self) -> f64 {
        Schedule::derive(&self.terms).map_or(0.0, |schedule| {
            let rows = schedule.debt_rows(&self.terms);
            exact(rows.iter().map(|rows| rows.last().map_or(0, |row| row.principal)).sum())
        })
    }

    /// Due date, payment, interest and balance of each row, to be compared.
    pub fn rows(&self) -> String {
        let rows = Schedule::derive(&self.terms)
            .map(|schedule| schedule.rows)
            .unwrap_or_default();
        let line = |row: &plan_core::Row| format!("{} {} {} {}", row.due, row.payment, row.interest, row.balance);
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Totals and last days of all candidates around this plan, one line each, to be compared.
    pub fn candidate_lines(&self) -> String {
        let line = |found: Found| format!("{} {}", found.payments, found.finish);
        self.candidates().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Works out totals and last days of all candidates; gives a sum that depends on each.
    pub fn run_candidates(&self) -> f64 {
        self.candidates()
            .fold(0.0, |sum, found| sum + exact(found.payments) + f64::from(found.finish))
    }
}

/// Payments of whole pounds, or numbers of payments.
pub const STEPS: i64 = 100;
/// Deposits, in steps of ten pounds.
pub const DEPOSITS: i64 = 10;
/// Reductions, in steps of one per cent.
pub const REDUCTIONS: u32 = 10;

/// What is looked at of one candidate.
#[derive(Clone, Copy)]
pub struct Found {
    /// Everything that is paid.
    pub payments: i64,
    /// The last day, counted from 1970.
    pub finish: i32,
}

impl Plan {
    /// 10,000 plans around this one: a hundred amounts or lengths, ten deposits, ten reductions.
    pub fn candidates(&self) -> impl Iterator<Item = Found> + '_ {
        let mut terms = self.terms.clone();
        let steps = (0..STEPS).flat_map(|step| (0..DEPOSITS).map(move |deposit| (step, deposit)));
        let all = steps.flat_map(|(step, deposit)| (0..REDUCTIONS).map(move |reduction| (step, deposit, reduction)));
        all.map(move |(step, deposit, reduction)| {
            terms.instalments.held = match step % 2 {
                0 => Held::Amount(3_000 + step * 100),
                _ => Held::Count(u32::try_from(6 + step / 2).unwrap_or(6)),
            };
            terms.deposit = (deposit > 0).then(|| Deposit {
                amount: deposit * 1_000,
                due: terms.starts,
            });
            let percent = plan_core::money::Percent::from_ten_thousandths(reduction * 10_000);
            terms.reduction = percent.filter(|_| reduction > 0).map(|percent| Reduction {
                size: ReductionSize::Percent(percent),
                when: ReductionWhen::AtStart,
                debt_after: DebtAfter::Settled,
            });
            Schedule::outline(&terms).map_or(Found { payments: 0, finish: 0 }, |outline| Found {
                payments: outline.payments,
                finish: outline.finish.to_epoch_days(),
            })
        })
    }
}

/// Sums of minor units that a JavaScript number holds exactly: the benchmark's plans stay far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "below 2^53")]
fn exact(minor: i64) -> f64 {
    minor as f64
}
