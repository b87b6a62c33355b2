//! The smallest amount with which a plan ends in time: what a count is worth as an amount.

use super::plan::{Booking, Ending, Step, Wanted, level_of, take};
use super::walk::Due;
use super::walk::Walk;
use crate::money::Rounding;
use crate::problem::Problem;
use crate::terms::Terms;

/// The smallest multiple with which the plan, holding its amount, needs at most `count` instalments.
///
/// The level payment, rounded up, is near it; roundings of the rows and charges move it up, pauses of interest move
/// it down. So it is looked for from there, in steps that double, and then by halving.
pub(super) fn smallest_amount(terms: &Terms, count: u32) -> Option<i64> {
    let multiple = terms.rounding.multiple_of.max(1);
    let mut walk = Walk::new(terms).ok()?;
    let dues = take(&mut walk, Wanted::Count(count)).ok()?;
    let guess = level_of(terms, &dues, Rounding::Up).ok()?;
    let enough = |amount: i64| ends_within(terms, &dues.rows, amount).unwrap_or(false);
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

/// Whether a plan that holds `amount` ends with one of these payments.
fn ends_within(terms: &Terms, rows: &[Due], amount: i64) -> Result<bool, Problem> {
    let mut booking = Booking::open(terms, false, 0);
    for due in rows {
        let planned = due.fixed.unwrap_or(amount);
        if let Step::Ends(_) = booking.step(due, planned, Ending::Open)? {
            return Ok(true);
        }
    }
    Ok(false)
}
