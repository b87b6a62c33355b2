//! What is owed at a moment, and what a payment does to it: charges first, then interest, then principal.
//!
//! Interest that a payment does not cover is carried and bears no interest itself.

use super::accrual::Fraction;
use crate::money::Rounding;
use crate::terms::{Method, Terms};

/// What one payment was used for, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub payment: i64,
    pub charges: i64,
    pub interest: i64,
    pub principal: i64,
    /// The principal after it, with what is released on completion.
    pub balance: i64,
    /// The interest that is carried on.
    pub interest_owed: i64,
    /// The principal that was let go with it.
    pub released: i64,
}

/// The accounts of a plan. All sums are checked: `None` is a sum that no amount of money has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ledger {
    principal: i64,
    interest: i64,
    charges: i64,
    /// Let go with the last payment.
    release: i64,
    mode: Rounding,
    flat: Option<Flat>,
}

/// Interest on the principal of the start: the sum is rounded once, and the last payment takes what the roundings of
/// the rows have left.
#[derive(Debug, Clone, Copy)]
struct Flat {
    principal: i64,
    /// Of all rows so far; `None` once it cannot be written down as a fraction.
    so_far: Option<Fraction>,
    booked: i64,
}

/// The interest of one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Accrued {
    /// In a row that others follow.
    pub regular: i64,
    /// In the last row.
    pub closing: i64,
}

impl Ledger {
    pub fn open(terms: &Terms) -> Self {
        let principal = terms.starting_principal();
        let flat = terms.interest.as_ref().is_some_and(|one| one.method == Method::Flat);
        Self {
            principal,
            interest: 0,
            charges: 0,
            release: terms.released_on_completion(),
            mode: terms.rounding.mode,
            flat: flat.then_some(Flat {
                principal,
                so_far: Some(Fraction::ZERO),
                booked: 0,
            }),
        }
    }

    /// The interest of a stretch, before anything of it is booked.
    #[inline]
    pub fn accrue(&mut self, stretch: Fraction) -> Option<Accrued> {
        let mode = self.mode;
        let Some(flat) = &mut self.flat else {
            let interest = stretch.of(self.principal, mode)?;
            return Some(Accrued {
                regular: interest,
                closing: interest,
            });
        };
        let regular = stretch.of(flat.principal, mode)?;
        flat.so_far = flat.so_far.and_then(|sum| sum.plus(stretch));
        let closing = match flat.so_far {
            Some(sum) => sum.of(flat.principal, mode)?.checked_sub(flat.booked)?,
            None => regular,
        };
        Some(Accrued {
            regular,
            closing: closing.max(0),
        })
    }

    /// Everything that a last payment has to pay, with that much new interest and charges.
    #[inline]
    pub fn owed(&self, interest: i64, charges: i64) -> Option<i64> {
        (self.principal - self.release)
            .checked_add(self.interest.checked_add(interest)?)?
            .checked_add(self.charges.checked_add(charges)?)
    }

    /// Books the last payment: all that is owed. What is let go on completion is let go now.
    pub fn close(&mut self, accrued: Accrued, charges: i64) -> Option<Entry> {
        let payment = self.owed(accrued.closing, charges)?;
        let released = self.release;
        let mut entry = self.book(payment, accrued.closing, charges)?;
        self.principal -= released;
        self.release = 0;
        entry.balance = self.principal;
        entry.released = released;
        Some(entry)
    }

    /// Books a payment that others follow.
    #[inline]
    pub fn pay(&mut self, payment: i64, accrued: Accrued, charges: i64) -> Option<Entry> {
        self.book(payment, accrued.regular, charges)
    }

    #[inline]
    fn book(&mut self, payment: i64, interest: i64, charges: i64) -> Option<Entry> {
        self.charges = self.charges.checked_add(charges)?;
        self.interest = self.interest.checked_add(interest)?;
        if let Some(flat) = &mut self.flat {
            flat.booked = flat.booked.checked_add(interest)?;
        }
        let for_charges = payment.min(self.charges);
        self.charges -= for_charges;
        let for_interest = (payment - for_charges).min(self.interest);
        self.interest -= for_interest;
        let principal = payment - for_charges - for_interest;
        self.principal -= principal;
        Some(Entry {
            payment,
            charges: for_charges,
            interest: for_interest,
            principal,
            balance: self.principal,
            interest_owed: self.interest,
            released: 0,
        })
    }

    /// The principal that is still to be paid.
    pub const fn principal_left(&self) -> i64 {
        self.principal - self.release
    }
}
