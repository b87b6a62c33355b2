//! The sum that settles a plan early.

use super::EarlySettlement;
use super::accrual::Accrual;
use super::ledger::Entry;
use super::walk::Due;
use crate::calendar::Date;
use crate::money::{Percent, Rounding};
use crate::terms::{EarlyPayment, Method, Terms};

/// Looks at the payments of a plan for what settles it on one day.
pub(super) struct EarlyWatch {
    early: EarlyPayment,
    /// The last payment by that day: its day, and the day of the month that was meant.
    last: Option<(Date, Option<u8>)>,
    /// What is owed after it.
    balance: i64,
    interest_owed: i64,
    /// The payments after that day; `None` while there is none.
    later: Option<Later>,
}

#[derive(Clone, Copy, Default)]
struct Later {
    payments: i64,
    charges: i64,
}

impl EarlyWatch {
    /// `None` where the plan has no such term.
    pub fn new(terms: &Terms) -> Option<Self> {
        let early = terms.early_payment?;
        Some(Self {
            early,
            last: None,
            balance: terms.starting_principal(),
            interest_owed: 0,
            later: None,
        })
    }

    /// Payments come in the order of their days.
    pub fn add(&mut self, due: &Due, entry: &Entry) {
        if due.day <= self.early.by {
            self.last = Some((due.day, due.meant_day));
            (self.balance, self.interest_owed) = (entry.balance, entry.interest_owed);
        } else {
            let later = self.later.get_or_insert_default();
            later.payments = later.payments.saturating_add(entry.payment);
            later.charges = later.charges.saturating_add(entry.charges);
        }
    }

    /// What settles the plan on the day, once the payments due by then are made: the principal, the interest until that
    /// day and the charges that are still to come, less the percentage. `None` where nothing is owed by then.
    pub fn settle(&self, terms: &Terms) -> Option<EarlySettlement> {
        let (early, later) = (self.early, self.later?);
        let since = Accrual::new(terms).since_payment(self.last, early.by);
        let bears = match terms.interest.as_ref().map(|interest| interest.method) {
            // Once the last payment is made nothing bears interest any more; charges may follow.
            Some(Method::Flat) if self.balance > 0 => terms.starting_principal(),
            _ => self.balance,
        };
        let accrued = since.of(bears, terms.rounding.mode)?;
        // With the last payment what is let go has been let go.
        let release = terms.released_on_completion().min(self.balance);
        let asked = (self.balance - release)
            .checked_add(self.interest_owed)?
            .checked_add(accrued)?
            .checked_add(later.charges)?;
        let pay = less(asked, early.percent, terms.rounding.mode)?;
        Some(EarlySettlement {
            by: early.by,
            pay,
            saves: later.payments.checked_sub(pay)?.max(0),
        })
    }
}

/// `amount` less `percent` of it, rounded once.
fn less(amount: i64, percent: Percent, mode: Rounding) -> Option<i64> {
    let whole = i64::from(Percent::HUNDRED.ten_thousandths());
    mode.scale(amount, whole - i64::from(percent.ten_thousandths()), whole)
}
