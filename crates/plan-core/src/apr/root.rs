//! The rate at which a row of payments is worth nothing on balance.

use rust_decimal::Decimal;

use super::{AprError, HIGHEST_APR_PERCENT};

/// Money on one day.
///
/// # Invariants
/// In a row of steps, time never falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Whole units of time since the start.
    pub units: u32,
    /// What is left of a unit, which bears simple interest: numerator and denominator, at most one.
    pub rest: (u32, u32),
    /// Payments less advances, in minor units.
    pub net: i128,
}

/// The rate is known to this many decimals: an effective rate is raised to the 267,180th power and shown to 10^-8 %.
const WIDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 24);
/// A balance that is no further below zero than this, in minor units, is nothing: half of one.
const NOTHING: Decimal = Decimal::from_parts(5, 0, 0, true, 1);
/// Each of the first guesses is this many times the one before: the lowest is a millionth of the highest.
const LEAP: u64 = 4;
const LEAPS: u32 = 10;
/// Ends the search for any input; a dozen turns are usual.
const MOST_TURNS: u32 = 240;

/// What a rate makes of the steps.
#[derive(Clone, Copy)]
struct Worth {
    /// Of all of them on the first day, in minor units: above zero when the rate is too low.
    total: Decimal,
    /// The least that is owed after any step but the last.
    least_owed: Decimal,
}

/// The rate for one unit of time, from 0 to `highest`.
///
/// The root is the only one if at it nothing is ever owed *to* the borrower: with a higher rate every balance grows to
/// more and something is left over at the end, with a lower one too much is paid. (Soper, "The marginal efficiency of
/// capital: a further note", Economic Journal 69, 1959.) Where that does not hold, there may be another root, and the
/// credit is refused.
///
/// # Errors
/// No single rate, or one above `highest`.
pub fn solve(steps: &[Step], highest: Decimal) -> Result<Decimal, AprError> {
    let rate = find_root(steps, highest)?;
    match worth(steps, rate) {
        Some(worth) if worth.least_owed >= NOTHING => Ok(rate),
        _ => Err(AprError::NoSingleRate),
    }
}

/// False position with halved values (the Illinois rule), kept honest by bisection.
fn find_root(steps: &[Step], highest: Decimal) -> Result<Decimal, AprError> {
    let total = |rate| {
        worth(steps, rate)
            .map(|worth| worth.total)
            .ok_or(AprError::NoSingleRate)
    };
    let mut low = (Decimal::ZERO, total(Decimal::ZERO)?);
    if low.1.is_zero() {
        return Ok(Decimal::ZERO);
    }
    let mut found = None;
    for leaps in (0..=LEAPS).rev() {
        let rate = quotient(highest, Decimal::from(LEAP.pow(leaps))).ok_or(AprError::NoSingleRate)?;
        let value = total(rate)?;
        if value <= Decimal::ZERO {
            found = Some((rate, value));
            break;
        }
        low = (rate, value);
    }
    let mut high = found.ok_or(AprError::RateTooLarge {
        limit_percent: HIGHEST_APR_PERCENT,
    })?;
    let mut moved_low = None;
    for turn in 0..MOST_TURNS {
        let Some(width) = difference(high.0, low.0).filter(|width| *width > WIDTH) else {
            break;
        };
        let middle = half_way(low.0, width);
        let guess = match turn % 4 {
            3 => middle,
            _ => secant(low, high, width)
                .filter(|guess| low.0 < *guess && *guess < high.0)
                .unwrap_or(middle),
        };
        let value = total(guess)?;
        if value.is_zero() {
            return Ok(guess);
        }
        let is_low = value > Decimal::ZERO;
        let (near, far) = if is_low {
            (&mut low, &mut high)
        } else {
            (&mut high, &mut low)
        };
        *near = (guess, value);
        if moved_low == Some(is_low) {
            far.1 = half_way(Decimal::ZERO, far.1);
        }
        moved_low = Some(is_low);
    }
    let width = difference(high.0, low.0).unwrap_or_default();
    Ok(half_way(low.0, width))
}

/// Where the line through two points crosses zero.
fn secant(low: (Decimal, Decimal), high: (Decimal, Decimal), width: Decimal) -> Option<Decimal> {
    let share = quotient(low.1, difference(low.1, high.1)?)?;
    sum(low.0, product(width, share)?)
}

/// Works from the last step to the first, so that no number is larger than the sum of all payments. `None` only if
/// a number cannot be held, which amounts and counts within their limits do not come to.
fn worth(steps: &[Step], rate: Decimal) -> Option<Worth> {
    let discount = quotient(Decimal::ONE, sum(Decimal::ONE, rate)?)?;
    let mut total = Decimal::ZERO;
    let mut least_owed = Decimal::MAX;
    let mut after = None;
    // A row of payments has few different gaps and rests.
    let mut discounts: Vec<(u32, Decimal)> = Vec::new();
    let (mut rest, mut rest_growth) = ((0, 1), Decimal::ONE);
    for step in steps.iter().rev() {
        if let Some(later) = after {
            let gap = u32::saturating_sub(later, step.units);
            let known = discounts.iter().find(|(other, _)| *other == gap);
            let over_gap = match known {
                Some((_, known)) => *known,
                None => {
                    let new = power(discount, gap)?;
                    discounts.push((gap, new));
                    new
                }
            };
            total = product(total, over_gap)?;
            least_owed = least_owed.min(total);
        }
        after = Some(step.units);
        if step.rest != rest {
            let part = quotient(product(rate, Decimal::from(step.rest.0))?, Decimal::from(step.rest.1))?;
            (rest, rest_growth) = (step.rest, sum(Decimal::ONE, part)?);
        }
        let net = Decimal::try_from_i128_with_scale(step.net, 0).ok()?;
        let worth_now = match step.rest.0 {
            0 => net,
            _ => quotient(net, rest_growth)?,
        };
        total = sum(total, worth_now)?;
    }
    Some(Worth { total, least_owed })
}

/// A whole power by repeated squaring; `None` when it is too large to be held.
pub fn power(base: Decimal, exponent: u32) -> Option<Decimal> {
    let (mut result, mut square, mut left) = (Decimal::ONE, base, exponent);
    while left > 0 {
        if left % 2 == 1 {
            result = product(result, square)?;
        }
        left /= 2;
        if left > 0 {
            square = product(square, square)?;
        }
    }
    Some(result)
}

/// Half of the way from `low` on.
fn half_way(low: Decimal, width: Decimal) -> Decimal {
    let half = quotient(width, Decimal::TWO).and_then(|half| sum(low, half));
    half.unwrap_or(low)
}

// Each of the library's operations is some hundred bytes where it is written out: here each stands once.

#[inline(never)]
pub fn sum(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.checked_add(other)
}

#[inline(never)]
pub fn difference(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.checked_sub(other)
}

#[inline(never)]
pub fn product(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.checked_mul(other)
}

#[inline(never)]
pub fn quotient(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.checked_div(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    #[test]
    fn power_is_repeated_multiplication() {
        assert_eq!(power(decimal("1.1"), 0), Some(Decimal::ONE));
        assert_eq!(power(decimal("1.1"), 3), Some(decimal("1.331")));
        assert_eq!(power(decimal("2"), 95), Some(decimal("39614081257132168796771975168")));
        assert_eq!(power(decimal("2"), 96), None);
        assert_eq!(power(decimal("0.5"), 4_000_000_000), Some(Decimal::ZERO));
    }

    /// The highest effective rate lies inside the bracket for every count of time.
    #[test]
    fn bracket_holds_the_highest_rate() {
        for units in [365, 1_461, 4_380, 18_980, 267_180] {
            let growth = power(Decimal::ONE + Decimal::TEN / Decimal::from(units), units);
            assert!(growth > Some(Decimal::from(HIGHEST_APR_PERCENT / 100 + 1)), "{units}");
        }
    }

    fn row(nets: &[i128]) -> Vec<Step> {
        let step = |(units, net): (u32, &i128)| Step {
            units,
            rest: (0, 1),
            net: *net,
        };
        (0..).zip(nets).map(step).collect()
    }

    /// 10 %, 20 % and 30 % all fit, so there is none to show.
    #[test]
    fn three_roots_are_refused() {
        let steps = row(&[-1_000, 3_600, -4_310, 1_716]);
        assert_eq!(solve(&steps, Decimal::TEN), Err(AprError::NoSingleRate));
    }

    /// Paid off and borrowed again: nothing is owed in between, and one rate fits.
    #[test]
    fn one_root_of_many_changes_of_sign_is_found() {
        let steps = row(&[-1_000, 1_100, 0, -1_000, 1_100, -500, 550]);
        let rate = solve(&steps, Decimal::TEN).unwrap();
        assert!((rate - decimal("0.1")).abs() <= WIDTH, "{rate}");
    }

    proptest! {
        /// A power of a sum of exponents is the product of the powers, to 25 digits.
        #[test]
        fn prop_powers_of_sums_are_products(base in 1_u32..2_000_000, first in 0_u32..2_000, second in 0_u32..2_000) {
            let base = Decimal::ONE - Decimal::new(i64::from(base), 10);
            let whole = power(base, first + second).unwrap();
            let parts = power(base, first).unwrap() * power(base, second).unwrap();
            prop_assert!((whole - parts).abs() < decimal("0.0000000000000000000000001"));
        }
    }
}
