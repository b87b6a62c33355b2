//! What is kept of the payments as they are booked: rows where they are asked for, and sums.

use super::early::EarlyWatch;
use super::ledger::Entry;
use super::walk::Due;
use super::{Row, RowKind, Totals};
use crate::calendar::Date;
use crate::terms::{DebtAfter, Terms};

/// An instalment as it was booked.
#[derive(Clone, Copy)]
pub(super) struct Paid {
    /// What was asked for before the last row took the remainder.
    pub planned: i64,
    pub fixed: Option<i64>,
    pub entry: Entry,
}

impl Paid {
    const fn new(due: &Due, planned: i64, entry: Entry) -> Self {
        Self {
            planned,
            fixed: due.fixed,
            entry,
        }
    }
}

/// The payments of a plan so far.
pub(super) struct Tally {
    /// `None` where only the sums are asked for.
    pub rows: Option<Vec<Row>>,
    pub totals: Totals,
    /// How many instalments.
    pub instalments: u32,
    /// The first instalment.
    pub first: Option<Paid>,
    /// The last instalment, once it is booked.
    pub last: Option<Paid>,
    /// The day of the last payment of any kind.
    pub finish: Option<Date>,
    pub early: Option<EarlyWatch>,
}

impl Tally {
    pub fn new(terms: &Terms, wants_rows: bool, expected: usize) -> Self {
        let reduction = terms.reduction_amount();
        let continues = terms
            .reduction
            .is_some_and(|one| one.debt_after == DebtAfter::Continues);
        Self {
            rows: wants_rows.then(|| Vec::with_capacity(expected)),
            totals: Totals {
                payments: 0,
                principal: 0,
                interest: 0,
                charges: 0,
                reduction,
                still_owed: continues.then_some(reduction),
            },
            instalments: 0,
            first: None,
            last: None,
            finish: None,
            early: EarlyWatch::new(terms),
        }
    }

    /// Adds the last instalment.
    pub fn end(&mut self, due: &Due, planned: i64, entry: Entry) -> Option<()> {
        self.last = Some(Paid::new(due, planned, entry));
        self.add(due, planned, &entry)
    }

    /// Adds a payment; they come in the order of their days.
    ///
    /// `None` where the sum is more than any amount.
    #[inline(always)]
    pub fn add(&mut self, due: &Due, planned: i64, entry: &Entry) -> Option<()> {
        let is_instalment = due.kind == RowKind::Instalment;
        let n = if is_instalment {
            self.instalments += 1;
            if self.instalments == 1 {
                self.first = Some(Paid::new(due, planned, *entry));
            }
            self.instalments
        } else {
            0
        };
        self.finish = Some(due.day);
        self.totals.payments = self.totals.payments.checked_add(entry.payment)?;
        // The parts of a payment sum to it, so that these are no larger.
        self.totals.principal = self.totals.principal.wrapping_add(entry.principal);
        self.totals.interest = self.totals.interest.wrapping_add(entry.interest);
        self.totals.charges = self.totals.charges.wrapping_add(entry.charges);
        if let Some(early) = &mut self.early {
            early.add(due, entry);
        }
        if let Some(rows) = &mut self.rows {
            rows.push(Row {
                n,
                kind: due.kind,
                due: due.day,
                payment: entry.payment,
                principal: entry.principal,
                interest: entry.interest,
                charges: entry.charges,
                interest_owed: entry.interest_owed,
                released: entry.released,
                balance: entry.balance,
                changed: is_instalment && due.fixed.is_some(),
            });
        }
        Some(())
    }
}
