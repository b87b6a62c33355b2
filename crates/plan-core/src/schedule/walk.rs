//! Walks the payments of a plan, with everything that is added to the debt on the way.

use super::RowKind;
use super::accrual::{Accrual, Fraction, Stretch};
use super::slots::Slots;
use crate::calendar::Date;
use crate::problem::Problem;
use crate::terms::{Terms, move_date};

/// A payment that is asked for, with what is added to the debt until then.
#[derive(Clone, Copy)]
pub(super) struct Due {
    pub day: Date,
    /// The day of the month that is meant, 1–31, where the month may be too short for it.
    pub meant_day: Option<u8>,
    /// The index of the change, when it is a single payment.
    pub single: Option<u16>,
    pub kind: RowKind,
    /// What the deposit or a change asks for; `None` is a level payment.
    pub fixed: Option<i64>,
    pub stretch: Stretch,
    /// Charges that are asked for with it.
    pub charges: i64,
}

/// The payments of a plan up to some day, with what is known of all of them at a glance.
pub(super) struct Dues {
    pub rows: Vec<Due>,
    /// Whether a payment is level.
    pub has_level: bool,
    /// What changes ask for in all.
    pub fixed_total: i64,
    /// The smallest payment that is no level one.
    pub least_fixed: i64,
    /// The interest of the row that bears most, as the level payment is found; `None` where they have no common
    /// denominator.
    pub most: Option<Fraction>,
}

impl Dues {
    pub fn with_capacity(expected: usize) -> Self {
        Self {
            rows: Vec::with_capacity(expected),
            has_level: false,
            fixed_total: 0,
            least_fixed: i64::MAX,
            most: None,
        }
    }

    #[inline]
    pub fn push(&mut self, due: Due) {
        match due.fixed {
            Some(fixed) => {
                self.least_fixed = self.least_fixed.min(fixed);
                if due.kind == RowKind::Instalment {
                    self.fixed_total = self.fixed_total.saturating_add(fixed);
                }
            }
            None => self.has_level = true,
        }
        let fraction = due.stretch.planned();
        if self.rows.is_empty() {
            self.most = Some(fraction);
        } else if let Some(most) = &mut self.most {
            if most.denominator == fraction.denominator {
                most.numerator = most.numerator.max(fraction.numerator);
            } else {
                self.most = None;
            }
        }
        self.rows.push(due);
    }
}

/// The charges of the terms, by day.
pub(super) struct Charges {
    /// Ascending by day.
    due: Vec<(Date, i64)>,
    next: usize,
}

impl Charges {
    fn new(terms: &Terms) -> Self {
        let mut due: Vec<(Date, i64)> = terms.charges.iter().map(|charge| (charge.due, charge.amount)).collect();
        crate::sort_by(&mut due, |a, b| a.0.cmp(&b.0));
        Self { due, next: 0 }
    }

    /// Asks again for those that are due after that day.
    pub fn back_to(&mut self, day: Date) {
        self.next = self.due.partition_point(|(due, _)| *due <= day);
    }

    /// The day of the first one that was not asked for.
    pub fn next_day(&self) -> Option<Date> {
        self.due.get(self.next).map(|(day, _)| *day)
    }

    /// The sum of those that are due by that day and were not asked for before.
    pub fn until(&mut self, day: Date) -> i64 {
        let mut sum: i64 = 0;
        while let Some((due, amount)) = self.due.get(self.next)
            && *due <= day
        {
            sum = sum.saturating_add(*amount);
            self.next += 1;
        }
        sum
    }
}

/// The deposit, and then the instalments.
pub(super) struct Walk<'t> {
    pub terms: &'t Terms,
    pub slots: Slots<'t>,
    pub charges: Charges,
    accrual: Accrual,
    deposit_is_next: bool,
}

impl<'t> Walk<'t> {
    pub fn new(terms: &'t Terms) -> Result<Self, Problem> {
        Ok(Self {
            terms,
            slots: Slots::new(terms)?,
            charges: Charges::new(terms),
            accrual: Accrual::new(terms),
            deposit_is_next: terms.deposit.is_some(),
        })
    }

    /// Whether some days are free of interest that the level payment does not know of.
    pub const fn has_pauses(&self) -> bool {
        self.accrual.has_pauses()
    }

    /// The next payment; a deposit comes first. `None` where the calendar ends.
    #[inline(always)]
    pub fn next(&mut self) -> Option<Due> {
        if core::mem::take(&mut self.deposit_is_next)
            && let Some(deposit) = self.terms.deposit
        {
            let day = move_date(self.terms.working_days.as_ref(), deposit.due).unwrap_or(deposit.due);
            return Some(Due {
                day,
                meant_day: None,
                single: None,
                kind: RowKind::Deposit,
                fixed: Some(deposit.amount),
                stretch: self.accrual.until_deposit(day),
                charges: self.charges.until(day),
            });
        }
        let slot = self.slots.next_slot()?;
        Some(Due {
            day: slot.due,
            meant_day: slot.meant_day,
            single: slot.single,
            kind: RowKind::Instalment,
            fixed: slot.fixed,
            stretch: self.accrual.until_slot(&slot, &self.slots.dates),
            charges: self.charges.until(slot.due),
        })
    }
}
