//! Payments received, and what is planned anew after them.
//!
//! Money that came in pays the rows in the order of their days; within a row charges first, then interest, then
//! principal. The interest of a row is what the plan asks for: money that comes earlier or later does not change what
//! rows before that day bear. From the last row that is over, interest runs on what is then still owed.
//!
//! A new plan is new [`Terms`]: what is left of each debt, and the same rhythm, limits and agreements as far as they
//! still apply. Interest and charges that were due and not paid are carried as charges, which bear no interest.

mod how;
mod json;
mod request;

pub use how::{How, ReAge, Shift};
pub use request::replan_json;

use crate::calendar::Date;
use crate::problem::{Problem, ProblemCode as C};
use crate::schedule::{RowKind, Schedule};
use crate::terms::Terms;

/// The most payments that can be reported of one plan.
pub const MAX_RECEIVED: usize = 4_800;

/// Money that was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// The day on which it came.
    pub date: Date,
    /// Minor units; above zero.
    pub amount: i64,
}

/// How far one row is paid, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowStanding {
    /// What was paid of it.
    pub paid: i64,
    /// What of that came after the row's day.
    pub late: i64,
    /// What of that came before the row's day.
    pub in_advance: i64,
    /// What is not paid yet.
    pub outstanding: i64,
}

/// How far a plan is paid on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// One entry per row of the schedule.
    pub rows: Vec<RowStanding>,
    /// Everything that was received.
    pub received: i64,
    /// Everything that is not paid yet.
    pub outstanding: i64,
    /// What is not paid yet of rows whose day is over.
    pub overdue: i64,
}

/// A plan made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replan {
    /// The plan as it was.
    pub before: Schedule,
    /// How far it is paid.
    pub standing: Standing,
    /// The new terms and their schedule; `None` where nothing is owed any more.
    pub after: Option<(Terms, Schedule)>,
}

/// Says what is paid, late, in advance and outstanding of each row on the day `on`. A row whose day is `on` is not
/// over.
///
/// # Errors
/// More money than the plan asks for, or money of a later day than `on`.
///
/// # Examples
/// ```
/// use plan_core::replan::{Received, standing};
/// use plan_core::{Schedule, Terms, calendar::parse_iso_date};
/// let terms = r#"{"version":1,"currency":"GBP","starts":"2026-11-23","debts":[{"id":"A","balance":"100.00"}],
///     "instalments":{"every":"monthly","first_due":"2026-12-28","amount":"50.00"}}"#;
/// let schedule = Schedule::derive(&Terms::from_json(terms)?)?;
/// let day = |text| parse_iso_date(text).unwrap_or_default();
/// let paid = standing(&schedule, &[Received { date: day("2027-01-02"), amount: 60_00 }], day("2027-01-10"))?;
/// assert_eq!((paid.rows[0].late, paid.rows[1].in_advance, paid.outstanding), (50_00, 10_00, 40_00));
/// # Ok::<(), Vec<plan_core::Problem>>(())
/// ```
pub fn standing(schedule: &Schedule, received: &[Received], on: Date) -> Result<Standing, Vec<Problem>> {
    let mut ordered: Vec<(usize, &Received)> = received.iter().enumerate().collect();
    crate::sort_by(&mut ordered, |a, b| a.1.date.cmp(&b.1.date));
    let mut rows: Vec<RowStanding> = schedule
        .rows
        .iter()
        .map(|row| RowStanding {
            outstanding: row.payment,
            ..RowStanding::default()
        })
        .collect();
    let mut problems = Vec::new();
    let mut at = 0;
    for (index, one) in ordered {
        if one.date > on {
            let problem = Problem::new(C::TooLate, format!("payments[{index}].date"), one.date.to_string());
            problems.push(problem.limit(on.to_string()).suggest(on.to_string()));
            continue;
        }
        let mut left = one.amount;
        while left > 0
            && let (Some(standing), Some(row)) = (rows.get_mut(at), schedule.rows.get(at))
        {
            let part = left.min(standing.outstanding);
            standing.paid += part;
            standing.outstanding -= part;
            if one.date > row.due {
                standing.late += part;
            } else if one.date < row.due {
                standing.in_advance += part;
            }
            left -= part;
            if standing.outstanding == 0 {
                at += 1;
            }
        }
        if left > 0 {
            let problem = Problem::new(
                C::PaidTooMuch,
                format!("payments[{index}].amount"),
                schedule.money(one.amount).to_string(),
            );
            let limit = schedule.money(one.amount - left).to_string();
            problems.push(problem.limit(limit));
            // All that comes after it is too much as well.
            break;
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let sum = |value: fn(&RowStanding) -> i64| rows.iter().fold(0_i64, |sum, row| sum.saturating_add(value(row)));
    let over = schedule.rows.iter().zip(&rows).filter(|(row, _)| row.due < on);
    let overdue = over.fold(0_i64, |sum, (_, standing)| sum.saturating_add(standing.outstanding));
    Ok(Standing {
        received: sum(|row| row.paid),
        outstanding: sum(|row| row.outstanding),
        overdue,
        rows,
    })
}

/// Plans anew what is left after the payments received until `on`.
///
/// # Errors
/// Problems of the terms, of the payments, and of the new plan where it does not work out.
pub fn replan(terms: &Terms, received: &[Received], on: Date, how: How) -> Result<Replan, Vec<Problem>> {
    let before = Schedule::derive(terms)?;
    let standing = standing(&before, received, on)?;
    let left = Left::of(&before, &standing, on);
    let after = how::new_terms(terms, &before, &standing, &left, on, how)?;
    let after = match after {
        None => None,
        Some(terms) => {
            let schedule = Schedule::derive(&terms)?;
            Some((terms, schedule))
        }
    };
    Ok(Replan {
        before,
        standing,
        after,
    })
}

/// What is left to plan, in minor units.
#[derive(Debug, Clone, Copy)]
struct Left {
    /// The first row that is not over, and not paid.
    next: usize,
    /// The principal that was paid, with all that was paid ahead.
    principal_paid: i64,
    /// Interest that was due and not paid.
    interest: i64,
    /// Charges that were due and not paid.
    charges: i64,
    /// Until when interest is accounted for.
    accrued_until: Option<Date>,
}

impl Left {
    fn of(schedule: &Schedule, standing: &Standing, on: Date) -> Self {
        let mut left = Self {
            next: schedule.rows.len(),
            principal_paid: 0,
            interest: 0,
            charges: 0,
            accrued_until: None,
        };
        for (index, (row, one)) in schedule.rows.iter().zip(&standing.rows).enumerate() {
            let is_over = row.due < on || (row.due == on && one.outstanding == 0);
            if is_over {
                let charges = one.paid.min(row.charges);
                let interest = (one.paid - charges).min(row.interest);
                left.principal_paid += one.paid - charges - interest;
                left.charges += row.charges - charges;
                left.interest += row.interest - interest;
                left.accrued_until = Some(row.due);
            } else {
                // What is paid ahead comes off the principal at once: no interest was due on it yet.
                left.principal_paid += one.paid;
                if one.outstanding > 0 && left.next == schedule.rows.len() {
                    left.next = index;
                }
            }
        }
        left
    }

    /// The instalments that are still to come.
    fn coming<'s>(&self, schedule: &'s Schedule, standing: &'s Standing) -> impl Iterator<Item = (usize, i64)> + 's {
        let rows = schedule.rows.iter().zip(&standing.rows).enumerate().skip(self.next);
        rows.filter(|(_, (row, _))| row.kind == RowKind::Instalment)
            .map(|(index, (_, one))| (index, one.outstanding))
    }
}
