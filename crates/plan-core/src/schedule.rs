//! Terms → schedule: which payment is due on which day.

mod accrual;
mod debts;
mod early;
pub(crate) mod json;
mod ledger;
mod level;
#[cfg(test)]
mod level_tests;
mod plan;
mod slots;
mod smallest;
mod tally;
mod walk;

use crate::calendar::{Date, DueDates, Every, day_of_month};
use crate::money::{Currency, Money};
use crate::problem::{Problem, ProblemCode as C, codes};
use crate::terms::{DebtAfter, Held, HeldKind, Terms};

/// What a plan asks for, payment by payment.
///
/// # Invariants
/// Rows are ascending by date and never empty; the last balance is zero and none is below;
/// Σ payment = balances − reduction + interest + charges.
///
/// # Units
/// Amounts are whole minor units of `currency`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The currency of every amount.
    pub currency: Currency,
    /// One row per payment.
    pub rows: Vec<Row>,
    /// The sums.
    pub totals: Totals,
    /// How many instalments; the deposit is none.
    pub instalments: u32,
    /// The day of the last payment.
    pub finish: Date,
    /// The regular payment; `None` when every payment is fixed by a change.
    pub level_payment: Option<i64>,
    /// What each debt gets, in the order of the terms.
    pub per_debt: Vec<DebtTotal>,
    /// The smaller sum that settles the plan early, where the terms have one.
    pub early_payment: Option<EarlySettlement>,
    /// What is worth knowing and not wrong.
    pub notes: Vec<Note>,
}

/// One payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Instalments count from 1; 0 is no instalment.
    pub n: u32,
    /// Deposit, instalment or charge.
    pub kind: RowKind,
    /// The day by which it is due, after working days moved it.
    pub due: Date,
    /// What is paid: principal + interest + charges.
    pub payment: i64,
    /// What of it comes off the debt.
    pub principal: i64,
    /// What of it is interest.
    pub interest: i64,
    /// What of it are charges.
    pub charges: i64,
    /// Interest that it did not cover. It is paid later and bears no interest.
    pub interest_owed: i64,
    /// What is let go with it: only the last payment of a reduction on completion has some.
    pub released: i64,
    /// The principal that is still owed after it, with what is let go on completion.
    pub balance: i64,
    /// Whether a change, and not the regular amount, set this payment.
    pub changed: bool,
}

/// Deposit, instalment or charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The payment before the instalments.
    Deposit,
    /// A regular payment, or one that a change set.
    Instalment,
    /// Charges that are due after the last instalment.
    Charge,
}

/// The sums of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Everything that is paid.
    pub payments: i64,
    /// What of it comes off the debt.
    pub principal: i64,
    /// What of it is interest.
    pub interest: i64,
    /// What of it are charges.
    pub charges: i64,
    /// What is let go, at the start or on completion.
    pub reduction: i64,
    /// What stays owed after the plan, when the reduction does not settle the debt.
    pub still_owed: Option<i64>,
}

/// What one debt gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtTotal {
    /// The debt's id.
    pub id: String,
    /// Everything that is paid towards it.
    pub total: i64,
}

/// One payment's part of one debt: the row of the same place in the schedule says which payment it is.
///
/// Four amounts and nothing else: 200 debts with 1,200 payments are 240,000 of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DebtRow {
    /// What comes off this debt.
    pub principal: i64,
    /// Its part of the interest.
    pub interest: i64,
    /// Its part of the charges.
    pub charges: i64,
    /// What of this debt is still owed after it, with what is let go on completion.
    pub balance: i64,
}

impl DebtRow {
    /// What this debt gets of the payment.
    pub const fn payment(&self) -> i64 {
        self.principal + self.interest + self.charges
    }
}

/// A smaller sum that settles the plan on one day, after a payment due that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlySettlement {
    /// The day.
    pub by: Date,
    /// What settles it.
    pub pay: i64,
    /// How much less that is than the payments that would follow.
    pub saves: i64,
}

/// The ends of a schedule without its rows: for whoever compares many plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// Everything that is paid, in minor units.
    pub payments: i64,
    /// What of it is interest.
    pub interest: i64,
    /// How many instalments.
    pub instalments: u32,
    /// The day of the last payment.
    pub finish: Date,
}

codes! {
    /// What kind of note it is.
    pub enum NoteCode {
        /// A change touches no payment.
        NoEffect = "no_effect",
        /// A payment is lowered to what is left.
        Capped = "capped",
        /// A break is longer than the whole plan is without it.
        LongBreak = "long_break",
        /// The last payment is more than twice the regular one.
        LargeLast = "large_last",
    }
}

/// Something worth knowing that is not wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind.
    pub code: NoteCode,
    /// Where in the terms.
    pub path: String,
    /// What it is about, in the contract's notation.
    pub value: String,
}

impl Schedule {
    /// Works out the schedule of the terms.
    ///
    /// # Errors
    /// Every problem of the terms, in the order of the fields; where there is none, the problem that the
    /// amounts themselves have.
    ///
    /// # Source
    /// The rules of the arithmetic stand at the head of `schedule/plan.rs`, the formula of the level payment at that
    /// of `schedule/level.rs`.
    pub fn derive(terms: &Terms) -> Result<Self, Vec<Problem>> {
        let problems = terms.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        plan::derive(terms).map_err(|problem| vec![problem])
    }

    /// The ends of the schedule that [`Schedule::derive`] gives, without its rows.
    ///
    /// # Errors
    /// As [`Schedule::derive`].
    pub fn outline(terms: &Terms) -> Result<Outline, Vec<Problem>> {
        let problems = terms.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        plan::outline(terms).map_err(|problem| vec![problem])
    }

    /// An amount of this schedule as money.
    pub const fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.currency)
    }

    /// The principal before the first payment, in minor units: what is owed, less a reduction at the start.
    pub fn starting_balance(&self) -> i64 {
        self.first().map_or(0, |row| {
            row.balance.saturating_add(row.principal).saturating_add(row.released)
        })
    }

    /// The first payment of the plan, deposit included.
    pub fn first(&self) -> Option<&Row> {
        self.rows.first()
    }

    /// How each payment is shared among the debts: for each debt, in the order of the terms, one entry for each row. The
    /// terms are those the schedule was derived from.
    pub fn debt_rows(&self, terms: &Terms) -> Vec<Vec<DebtRow>> {
        debts::rows(terms, &self.rows)
    }

    /// The contract's JSON, with its fields in the contract's order.
    pub fn to_json(&self) -> String {
        json::schedule_json(self, None)
    }

    /// As [`Schedule::to_json`], with the rows of each debt beside its total.
    pub fn to_json_with_debt_rows(&self, terms: &Terms) -> String {
        json::schedule_json(self, Some((terms, &self.debt_rows(terms))))
    }
}

/// One of a plan's due dates as the first date of another plan with the same rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Anchor {
    /// The due date, before working days move it.
    pub first_due: Date,
    /// How often.
    pub every: Every,
    /// The day of the month that is meant, where the date itself is shortened.
    pub day: Option<u8>,
    /// Which due date it is, counted from 0; those in a break are counted.
    pub index: u32,
}

/// The dates of the first `count` instalments, breaks left out, as far as the calendar goes.
pub(crate) fn instalment_dates(terms: &Terms, count: u32) -> Vec<Anchor> {
    let Ok(mut slots) = slots::Slots::new(terms) else {
        return Vec::new();
    };
    let mut dates = Vec::new();
    for _ in 0..count {
        let Some(slot) = slots.next_slot() else { break };
        let Some(anchor) = anchor_of(terms, &slots.dates, slot.index) else {
            break;
        };
        dates.push(anchor);
    }
    dates
}

/// The due date of this index, be it in a break or not.
pub(crate) fn anchor_at(terms: &Terms, index: u32) -> Option<Anchor> {
    anchor_of(terms, &terms.due_dates()?, index)
}

fn anchor_of(terms: &Terms, dates: &DueDates, index: u32) -> Option<Anchor> {
    let every = terms.instalments.every;
    // The two days of a month that a day of it stands for.
    let pair = |day: u8| {
        if day <= 15 {
            (day, day + 15)
        } else {
            (day.saturating_sub(15), day)
        }
    };
    let first_due = dates.nth(index)?;
    let meant = dates.meant_day(index);
    let on_pair = dates.meant_day(0).map(pair).zip(meant);
    let (every, day) = match (every, on_pair) {
        (Every::TwiceMonthly, Some((both, meant))) if pair(meant) != both => {
            (Every::TwiceMonthlyOn(both.0, both.1), None)
        }
        (Every::TwiceMonthlyOn(..), _) => (every, None),
        _ => {
            let shortened = meant.filter(|meant| *meant != day_of_month(first_due));
            (every, shortened)
        }
    };
    Some(Anchor {
        first_due,
        every,
        day,
        index,
    })
}

/// What is left of each debt once that much principal is paid, in the order of the terms; with what is let go of it, or
/// without.
pub(crate) fn remaining_balances(terms: &Terms, paid: i64, with_reduction: bool) -> Vec<i64> {
    debts::remaining(terms, paid, with_reduction)
}

impl Terms {
    /// The value that another figure would have if it were the chosen one: same plan, other handle.
    ///
    /// An amount that comes from a count or a deadline is rounded *up* to the rounding multiple, so that it
    /// does not need one payment more.
    ///
    /// # Errors
    /// When the terms do not work out, or when the rounded-up amount would change the number of payments.
    pub fn hold(&self, kind: HeldKind) -> Result<Held, Vec<Problem>> {
        let held = self.instalments.held;
        if held.kind() == kind {
            return Ok(held);
        }
        let schedule = Schedule::derive(self)?;
        match kind {
            HeldKind::Count => Ok(Held::Count(schedule.instalments)),
            HeldKind::FinishBy => Ok(Held::FinishBy(schedule.finish)),
            HeldKind::Amount => {
                let amount = smallest::smallest_amount(self, schedule.instalments);
                let mut other = self.clone();
                if let Some(amount) = amount {
                    other.instalments.held = Held::Amount(amount);
                    if Schedule::derive(&other)?.instalments == schedule.instalments {
                        return Ok(Held::Amount(amount));
                    }
                }
                let problem = Problem::new(
                    C::RoundingTooCoarse,
                    "rounding.multiple_of",
                    self.money(amount.unwrap_or(0)).to_string(),
                );
                Err(vec![problem.limit(schedule.instalments.to_string())])
            }
        }
    }

    /// Whether paying the plan settles the debt in full.
    pub fn settles(&self) -> bool {
        self.reduction
            .is_none_or(|reduction| reduction.debt_after == DebtAfter::Settled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_iso_date;
    use crate::terms::{Debt, DebtAfter, Held, Instalments, Reduction, ReductionSize, ReductionWhen};

    fn day(text: &str) -> Date {
        parse_iso_date(text).unwrap()
    }

    fn terms(every: Every, first_due: &str) -> Terms {
        let debt = Debt {
            id: "1".to_owned(),
            label: None,
            balance: 120_000,
            since: None,
        };
        let instalments = Instalments {
            every,
            first_due: day(first_due),
            day: None,
            held: Held::Amount(1_000),
        };
        Terms::plain(Currency::GBP, day("2027-01-01"), debt, instalments)
    }

    /// The first anchors: each its date, its rhythm, and the day that is meant where the date is shortened.
    fn check_anchors(first_due: &str, every: Every, expected: &[(&str, Every, Option<u8>)]) {
        let count = u32::try_from(expected.len()).unwrap();
        let expected: Vec<Anchor> = expected
            .iter()
            .zip(0..)
            .map(|(&(date, every, day_meant), index)| Anchor {
                first_due: day(date),
                every,
                day: day_meant,
                index,
            })
            .collect();
        assert_eq!(instalment_dates(&terms(every, first_due), count), expected);
    }

    #[test]
    fn a_due_date_begins_another_plan_with_the_day_that_was_meant() {
        let monthly = Every::Monthly;
        let shortened = ("2027-02-28", monthly, Some(31));
        check_anchors("2027-01-31", monthly, &[("2027-01-31", monthly, None), shortened]);
    }

    #[test]
    fn a_day_that_stands_for_the_same_two_days_of_a_month_keeps_the_rhythm() {
        let twice = Every::TwiceMonthly;
        check_anchors(
            "2027-01-10",
            twice,
            &[("2027-01-10", twice, None), ("2027-01-25", twice, None)],
        );
        check_anchors(
            "2027-01-15",
            twice,
            &[("2027-01-15", twice, None), ("2027-01-30", twice, None)],
        );
    }

    #[test]
    fn a_day_that_stands_for_two_others_names_them_both() {
        let twice = Every::TwiceMonthly;
        // 31 goes with 16, but 16 alone would go with 1.
        let named = ("2027-02-16", Every::TwiceMonthlyOn(16, 31), None);
        let shortened = ("2027-02-28", twice, Some(31));
        check_anchors("2027-01-31", twice, &[("2027-01-31", twice, None), named, shortened]);
    }

    #[test]
    fn two_days_that_were_named_stay_named() {
        let on = Every::TwiceMonthlyOn(15, 31);
        check_anchors("2027-02-15", on, &[("2027-02-15", on, None), ("2027-02-28", on, None)]);
    }

    #[test]
    fn a_plan_settles_the_debt_unless_a_part_stays_owed() {
        let with = |debt_after| {
            let mut terms = terms(Every::Monthly, "2027-01-31");
            terms.reduction = Some(Reduction {
                size: ReductionSize::Amount(1_000),
                when: ReductionWhen::AtStart,
                debt_after,
            });
            terms.settles()
        };
        assert!(terms(Every::Monthly, "2027-01-31").settles());
        assert!(with(DebtAfter::Settled));
        assert!(!with(DebtAfter::Continues));
    }
}
