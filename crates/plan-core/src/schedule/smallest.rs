//! The smallest amount with which a plan ends in time: what a count is worth as an amount.

use super::ledger::Ledger;
use super::level::Term;
use super::plan::{Walk, level_of, take_count, too_large};
use crate::money::Rounding;
use crate::problem::Problem;
use crate::terms::{Held, Terms};

/// The smallest multiple with which the plan, holding its amount, needs at most `count` instalments.
///
/// The level payment, rounded up, is near it; roundings of the rows and charges move it up, pauses of interest move
/// it down. So it is looked for from there, in steps that double, and then by halving.
pub(super) fn smallest_amount(terms: &Terms, count: u32) -> Option<i64> {
    let multiple = terms.rounding.multiple_of.max(1);
    let mut walk = Walk::new(terms).ok()?;
    let before = walk.deposit().map(|(_, amount, stretch, _)| Term {
        fixed: Some(amount),
        fraction: stretch.planned,
    });
    let rows = take_count(&mut walk, count).ok()?;
    let guess = i64::try_from(level_of(terms, before, &rows, Rounding::Up).ok()?).ok()?;
    let mut tried = terms.clone();
    let mut enough = |amount: i64| {
        tried.instalments.held = Held::Amount(amount);
        ends_within(&tried, amount, count).unwrap_or(false)
    };
    // Counted in multiples from here on; an amount of nothing is never enough.
    let guess = (guess / multiple).max(1);
    let mut step = 1;
    let (mut low, mut high) = if enough(guess.checked_mul(multiple)?) {
        let mut low = guess - 1;
        while low > 0 && enough(low.checked_mul(multiple)?) {
            low = (low - step).max(0);
            step *= 2;
        }
        (low, guess)
    } else {
        let mut high = guess.checked_add(1)?;
        while !enough(high.checked_mul(multiple)?) {
            step *= 2;
            high = high.checked_add(step)?;
        }
        (guess, high)
    };
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle.checked_mul(multiple)?) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high.checked_mul(multiple)
}

/// Whether a plan that holds `amount` ends within `count` instalments.
fn ends_within(terms: &Terms, amount: i64, count: u32) -> Result<bool, Problem> {
    let large = || too_large(terms);
    let mut walk = Walk::new(terms)?;
    let mut ledger = Ledger::open(terms);
    if let Some((_, amount, stretch, charges)) = walk.deposit() {
        let accrued = ledger.accrue(stretch.booked).ok_or_else(large)?;
        ledger.pay(amount, accrued, charges).ok_or_else(large)?;
    }
    for _ in 0..count {
        let Some(due) = walk.next() else { return Ok(false) };
        let accrued = ledger.accrue(due.stretch.booked).ok_or_else(large)?;
        let planned = due.slot.fixed.unwrap_or(amount);
        let least = accrued.regular.min(accrued.closing);
        if planned >= ledger.owed(least, due.charges).ok_or_else(large)? {
            return Ok(true);
        }
        ledger.pay(planned, accrued, due.charges).ok_or_else(large)?;
    }
    Ok(false)
}
