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
use crate::schedule::{Row, RowKind, Schedule};
use crate::terms::{Charge, Terms};

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
    /// What came in advance beyond everything that is owed, in minor units: interest that the plan asked for later has not
    /// come up.
    pub overpaid: i64,
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
    let mut too_much = false;
    for (index, one) in ordered {
        if one.date > on {
            let problem = Problem::new(C::TooLate, format!("payments[{index}].date"), one.date.to_string());
            problems.push(problem.limit(on.to_string()).suggest(on.to_string()));
            continue;
        }
        // All that comes after the first that is too much is too much as well: one of them is told.
        if too_much {
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
            too_much = true;
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
    let left = Left::of(terms, &before, &standing, on);
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
        overpaid: left.overpaid,
    })
}

/// What is left to plan, in minor units.
#[derive(Debug, Clone)]
struct Left {
    /// The first row that is not over, and not paid.
    next: usize,
    /// The principal that was paid, with what was paid ahead.
    principal_paid: i64,
    /// Interest that came up by the last row that is over, and is not paid: also what the plan carries.
    interest: i64,
    /// Charges that were due by then and are not paid: also what the plan carries.
    charges: i64,
    /// The charges to come, in the order of their days, less what is paid ahead of them.
    charges_to_come: Vec<Charge>,
    /// Money in advance beyond everything that is owed.
    overpaid: i64,
    /// Until when interest is accounted for: the last row that is over, by its place.
    last_over: Option<usize>,
}

impl Left {
    fn of(terms: &Terms, schedule: &Schedule, standing: &Standing, on: Date) -> Self {
        let rows = || schedule.rows.iter().zip(&standing.rows);
        let over = rows()
            .take_while(|(row, one)| row.due < on || (row.due == on && one.outstanding == 0))
            .count();
        let next = standing.rows.iter().skip(over).position(|one| one.outstanding > 0);
        let (mut interest, mut charges, mut principal_paid) = (0_i64, 0_i64, 0_i64);
        for (row, one) in rows().take(over) {
            let for_charges = one.paid.min(row.charges);
            let for_interest = (one.paid - for_charges).min(row.interest);
            charges = charges.saturating_sub(for_charges);
            interest = interest.saturating_add(row.interest - for_interest);
            principal_paid = principal_paid.saturating_add(one.paid - for_charges - for_interest);
        }
        let last_over = over.checked_sub(1);
        let mut to_come: Vec<Charge> = terms.charges.clone();
        crate::sort_by(&mut to_come, |a, b| a.due.cmp(&b.due));
        if let Some(row) = last_over.and_then(|last| schedule.rows.get(last)) {
            interest = interest.saturating_add(row.interest_owed);
            let were_due = charges_by(&to_come, schedule, row, over);
            let due: i64 = to_come
                .drain(..were_due)
                .fold(0, |sum, charge| sum.saturating_add(charge.amount));
            charges = charges.saturating_add(due);
        }
        // What is paid ahead pays what the plan carries, and then comes off the principal at once: no interest was due on
        // it yet. What is more than that pays the charges to come.
        let mut ahead = rows()
            .skip(over)
            .fold(0_i64, |sum, (_, one)| sum.saturating_add(one.paid));
        let mut take = |from: &mut i64| {
            let part = ahead.min(*from);
            ahead -= part;
            *from -= part;
            part
        };
        take(&mut charges);
        take(&mut interest);
        let mut principal = schedule.totals.principal.saturating_sub(principal_paid);
        principal_paid = principal_paid.saturating_add(take(&mut principal));
        for charge in &mut to_come {
            take(&mut charge.amount);
        }
        to_come.retain(|charge| charge.amount > 0);
        Self {
            next: next.map_or(schedule.rows.len(), |place| over + place),
            principal_paid,
            interest,
            charges,
            charges_to_come: to_come,
            overpaid: ahead,
            last_over,
        }
    }

    /// The instalments that are still to come.
    fn coming<'s>(&self, schedule: &'s Schedule, standing: &'s Standing) -> impl Iterator<Item = (usize, i64)> + 's {
        let rows = schedule.rows.iter().zip(&standing.rows).enumerate().skip(self.next);
        rows.filter(|(_, (row, _))| row.kind == RowKind::Instalment)
            .map(|(index, (_, one))| (index, one.outstanding))
    }
}

/// How many of the charges, in the order of their days, are due by the last of the first `over` rows. A row of charges may
/// have moved off its charges' days; by then all others are paid, so the sums tell.
fn charges_by(charges: &[Charge], schedule: &Schedule, last: &Row, over: usize) -> usize {
    if last.kind != RowKind::Charge {
        return charges.partition_point(|charge| charge.due <= last.due);
    }
    let mut asked = schedule
        .rows
        .iter()
        .take(over)
        .fold(0_i64, |sum, row| sum.saturating_add(row.charges));
    let within = |charge: &&Charge| {
        asked -= charge.amount;
        asked >= 0
    };
    charges.iter().take_while(within).count()
}
