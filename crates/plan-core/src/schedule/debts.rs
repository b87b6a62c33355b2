//! How each row is shared among several debts.
//!
//! Principal goes to the debts by the terms' allocation. Interest and charges are shared by what each debt still owes,
//! because interest accrues on each debt in proportion to its balance. Every sharing is by the largest remainder, so
//! that the parts of a row sum to the row, and what is shared of a last row is what each debt still owes.

use super::{DebtRow, DebtTotal, Row, Totals};
use crate::money::Sharing;
use crate::terms::{Allocation, Terms};

/// One debt while the rows are shared.
struct Account {
    /// What is still to be paid of its principal.
    to_pay: Vec<i64>,
    /// The sum of that.
    left: i128,
    /// What it is let go with the last payment.
    release: Vec<i64>,
    /// The order in which the debts are paid, where one comes before the other.
    order: Option<Vec<usize>>,
}

impl Account {
    fn open(terms: &Terms) -> Self {
        let balances: Vec<i64> = terms.debts.iter().map(|debt| debt.balance).collect();
        let reduction = Sharing::default().of(terms.reduction_amount(), &balances).to_vec();
        let to_pay: Vec<i64> = balances
            .iter()
            .zip(&reduction)
            .map(|(balance, part)| balance - part)
            .collect();
        let release = if terms.released_on_completion() > 0 {
            reduction
        } else {
            vec![0; balances.len()]
        };
        Self {
            left: to_pay.iter().map(|to_pay| i128::from(*to_pay)).sum(),
            to_pay,
            release,
            order: order(terms),
        }
    }

    /// Takes `amount` off the debts, and says how much off each.
    fn take(&mut self, amount: i64, sharing: &mut Sharing, parts: &mut Vec<i64>) {
        parts.clear();
        match &self.order {
            None => parts.extend_from_slice(sharing.of_total(amount, &self.to_pay, self.left)),
            Some(order) => {
                parts.resize(self.to_pay.len(), 0);
                let mut left = amount;
                for index in order {
                    if let (Some(part), Some(to_pay)) = (parts.get_mut(*index), self.to_pay.get(*index)) {
                        *part = left.min(*to_pay);
                        left -= *part;
                    }
                }
            }
        }
        for (to_pay, part) in self.to_pay.iter_mut().zip(parts.iter()) {
            *to_pay -= part;
            self.left -= i128::from(*part);
        }
    }
}

/// The debts in the order in which they are paid; `None` where all are paid at once.
fn order(terms: &Terms) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..terms.debts.len()).collect();
    match terms.allocation {
        None | Some(Allocation::ProRata) => return None,
        Some(Allocation::OldestFirst) => {
            let since = |index: &usize| terms.debts.get(*index).and_then(|debt| debt.since);
            // The checks ask for the date of every debt.
            crate::sort_by(&mut order, |a, b| since(a).cmp(&since(b)));
        }
        Some(Allocation::SmallestFirst) => {
            let balance = |index: &usize| terms.debts.get(*index).map(|debt| debt.balance);
            crate::sort_by(&mut order, |a, b| balance(a).cmp(&balance(b)));
        }
    }
    Some(order)
}

/// What is left of each debt once that much principal is paid, in the order of the terms; with what is let go of it, or
/// without.
pub(super) fn remaining(terms: &Terms, paid: i64, with_reduction: bool) -> Vec<i64> {
    let mut account = Account::open(terms);
    let started = account.to_pay.clone();
    account.take(paid, &mut Sharing::default(), &mut Vec::new());
    let parts = terms.debts.iter().zip(started.iter().zip(&account.to_pay));
    let let_go = |debt: i64, started: i64| if with_reduction { debt - started } else { 0 };
    parts
        .map(|(debt, (started, left))| left + let_go(debt.balance, *started))
        .collect()
}

/// What each debt gets in all, in the order of the terms.
pub(super) fn totals(terms: &Terms, rows: &[Row], all: &Totals) -> Vec<DebtTotal> {
    let mut totals = vec![0_i64; terms.debts.len()];
    if let [only] = totals.as_mut_slice() {
        *only = all.payments;
    } else if all.interest == 0 && all.charges == 0 {
        totals = Account::open(terms).to_pay;
    } else {
        walk(terms, rows, |shared, _| {
            let parts = shared.principal.iter().zip(&shared.interest).zip(&shared.charges);
            for (total, ((principal, interest), charges)) in totals.iter_mut().zip(parts) {
                *total = total.saturating_add(principal + interest + charges);
            }
        });
    }
    let ids = terms.debts.iter().map(|debt| debt.id.clone());
    ids.zip(totals).map(|(id, total)| DebtTotal { id, total }).collect()
}

/// The parts of each debt, in the order of the terms: one for each row.
pub(super) fn rows(terms: &Terms, rows: &[Row]) -> Vec<Vec<DebtRow>> {
    let mut lists: Vec<Vec<DebtRow>> = terms.debts.iter().map(|_| Vec::with_capacity(rows.len())).collect();
    walk(terms, rows, |shared, account| {
        // What is let go goes with the last payment.
        let left = account.to_pay.iter().zip(&account.release);
        let parts = shared.principal.iter().zip(&shared.interest).zip(&shared.charges);
        for (list, (((principal, interest), charges), (to_pay, release))) in lists.iter_mut().zip(parts.zip(left)) {
            list.push(DebtRow {
                principal: *principal,
                interest: *interest,
                charges: *charges,
                balance: if shared.is_owed { to_pay + release } else { 0 },
            });
        }
    });
    lists
}

/// One row's parts of the debts.
struct Shared {
    principal: Vec<i64>,
    interest: Vec<i64>,
    charges: Vec<i64>,
    /// Whether anything is still owed after it.
    is_owed: bool,
}

fn walk(terms: &Terms, rows: &[Row], mut each: impl FnMut(&Shared, &Account)) {
    let mut account = Account::open(terms);
    let (started, whole) = (account.to_pay.clone(), account.left);
    let mut sharing = Sharing::default();
    let mut shared = Shared {
        principal: Vec::with_capacity(started.len()),
        interest: vec![0; started.len()],
        charges: vec![0; started.len()],
        is_owed: true,
    };
    for row in rows {
        // Once everything is paid, what is left to be charged is shared as the debts were.
        let weights = if account.left == 0 {
            (started.as_slice(), whole)
        } else {
            (account.to_pay.as_slice(), account.left)
        };
        share_into(&mut shared.interest, row.interest, weights, &mut sharing);
        share_into(&mut shared.charges, row.charges, weights, &mut sharing);
        account.take(row.principal, &mut sharing, &mut shared.principal);
        shared.is_owed = row.balance > 0;
        each(&shared, &account);
    }
}

fn share_into(parts: &mut [i64], amount: i64, (weights, total): (&[i64], i128), sharing: &mut Sharing) {
    if amount == 0 {
        parts.fill(0);
    } else {
        parts.copy_from_slice(sharing.of_total(amount, weights, total));
    }
}
