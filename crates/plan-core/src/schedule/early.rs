//! The sum that settles a plan early.

use super::EarlySettlement;
use super::accrual::Accrual;
use super::plan::Paid;
use crate::money::{Percent, Rounding};
use crate::terms::{Method, Terms};

/// What settles the plan on the day of `early_payment`, once the payments due by then are made: the principal, the
/// interest until that day and the charges that are still to come, less the percentage. `None` where the plan has no
/// such term, or nothing is owed by then.
pub(super) fn settle_early(terms: &Terms, payments: &[Paid]) -> Option<EarlySettlement> {
    let early = terms.early_payment?;
    let made = payments.partition_point(|paid| paid.due <= early.by);
    let (done, rest) = payments.split_at_checked(made)?;
    if rest.is_empty() {
        return None;
    }
    let sum = |value: fn(&Paid) -> i64| rest.iter().fold(0_i64, |sum, paid| sum.saturating_add(value(paid)));
    let (asked_later, charges) = (sum(|paid| paid.entry.payment), sum(|paid| paid.entry.charges));
    let (balance, interest_owed) = done.last().map_or((terms.starting_principal(), 0), |paid| {
        (paid.entry.balance, paid.entry.interest_owed)
    });
    let last = done.last().map(|paid| (paid.due, paid.meant_day));
    let since = Accrual::new(terms).since_payment(last, early.by);
    let bears = match terms.interest.as_ref().map(|interest| interest.method) {
        Some(Method::Flat) => terms.starting_principal(),
        _ => balance,
    };
    let accrued = i64::try_from(since.of(bears, terms.rounding.mode)).ok()?;
    // Once the last payment is made only charges may follow, and what is let go has been let go.
    let release = terms.released_on_completion().min(balance);
    let asked = (balance - release)
        .checked_add(interest_owed)?
        .checked_add(accrued)?
        .checked_add(charges)?;
    let pay = less(asked, early.percent, terms.rounding.mode)?;
    Some(EarlySettlement {
        by: early.by,
        pay,
        saves: asked_later.checked_sub(pay)?.max(0),
    })
}

/// `amount` less `percent` of it, rounded once.
fn less(amount: i64, percent: Percent, mode: Rounding) -> Option<i64> {
    let whole = i128::from(Percent::HUNDRED.ten_thousandths());
    let rest = whole - i128::from(percent.ten_thousandths());
    i64::try_from(mode.divide(i128::from(amount) * rest, whole)).ok()
}
