//! Walks the payments of a plan, with everything that is added to the debt on the way.

use super::RowKind;
use super::accrual::{Accrual, Stretch};
use super::slots::{Slots, move_known};
use crate::calendar::{Date, day_of_month};
use crate::problem::Problem;
use crate::terms::Terms;

/// A payment that is asked for, with what is added to the debt until then.
#[derive(Clone, Copy)]
pub(super) struct Due {
    pub day: Date,
    /// The day of the month that is meant, 1–31: the 31st stays the 31st where a month is shorter.
    pub meant_day: u8,
    /// The index of the change, when it is a single payment.
    pub single: Option<u16>,
    pub kind: RowKind,
    /// What the deposit or a change asks for; `None` is a level payment.
    pub fixed: Option<i64>,
    pub stretch: Stretch,
    /// Charges that are asked for with it.
    pub charges: i64,
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
            let day = move_known(self.terms.working_days, deposit.due).unwrap_or(deposit.due);
            return Some(Due {
                day,
                meant_day: day_of_month(day),
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
