//! The level payment: the payment that brings the balance to zero in unrounded arithmetic.
//!
//! # Source
//! With f₁ … fₙ the interest of each stretch per unit of principal, a payment p pays B·f first and the rest off the
//! principal: B ← B·(1 + f) − p. So the level payment P of the rows that no change fixes is
//!
//! P = (B₀ − R·vₙ − Σ fixedₖ·vₖ) ÷ Σ vₖ over the level rows, with vₖ = 1 ÷ ((1 + f₁)…(1 + fₖ)),
//!
//! the annuity formula on the actual dates, with R the part that is let go with the last payment. Interest that a
//! payment does not cover is carried without interest; then the equation is no longer linear, and P is found by
//! halving.

use super::accrual::Fraction;
use super::walk::{Due, Dues};
use crate::money::{Near, Rounding};

/// What is wrong with rows that have no level payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoLevel {
    /// The fixed payments pay everything.
    NothingLeft,
    /// The figures are larger than any plan's.
    TooLarge,
}

/// The level payment on a reducing balance, rounded by `mode` to a whole number of `multiple`.
pub(super) fn reducing(
    (principal, release): (i64, i64),
    dues: &Dues,
    (mode, multiple): (Rounding, i64),
) -> Result<i128, NoLevel> {
    let rows = &dues.rows;
    let bears_interest = dues.most.is_none_or(|most| most.numerator > 0);
    if !bears_interest {
        let mut left = i128::from(principal - release);
        let mut levels = 0;
        for row in rows {
            match row.fixed {
                Some(fixed) => left -= i128::from(fixed),
                None => levels += 1,
            }
        }
        return Ok(mode.divide_near(positive(Near::exact(left, levels))?, multiple).value);
    }
    let quick = quickly_discounted(principal, release, rows).map(|near| (near, mode.divide_near(near, multiple)));
    let (near, rounded) = match quick.filter(|(_, rounded)| rounded.is_clear) {
        Some(found) => found,
        None => {
            let near = discounted(principal, release, rows)?;
            (near, mode.divide_near(near, multiple))
        }
    };
    let is_linear = surely_covers_every_row(principal, dues, rounded.value - i128::from(multiple))
        || covers_every_row(principal, rows, near);
    if is_linear {
        return Ok(rounded.value);
    }
    Ok(mode.divide_near(halved(principal, release, rows)?, multiple).value)
}

/// The level payment of flat interest, principal and interest in equal parts; rounded as in [`reducing`].
pub(super) fn flat(
    (principal, release): (i64, i64),
    dues: &Dues,
    (mode, multiple): (Rounding, i64),
) -> Result<i128, NoLevel> {
    let rows = &dues.rows;
    let mut interest = Fraction::ZERO;
    let mut left = i128::from(principal - release);
    let mut levels: i128 = 0;
    for row in rows {
        interest = interest.plus(row.stretch.planned()).ok_or(NoLevel::TooLarge)?;
        match row.fixed {
            Some(fixed) => left -= i128::from(fixed),
            None => levels += 1,
        }
    }
    let denominator = i128::from(interest.denominator);
    let charged = i128::from(principal) * i128::from(interest.numerator);
    let total = left.checked_mul(denominator).and_then(|left| left.checked_add(charged));
    let numerator = total.ok_or(NoLevel::TooLarge)?;
    let near = positive(Near::exact(numerator, levels * denominator))?;
    Ok(mode.divide_near(near, multiple).value)
}

const fn positive(near: Near) -> Result<Near, NoLevel> {
    if near.is_positive() {
        Ok(near)
    } else {
        Err(NoLevel::NothingLeft)
    }
}

const fn bits(value: i128) -> u32 {
    i128::BITS - value.unsigned_abs().leading_zeros()
}

/// 1 ÷ (1 + f) in 63 binary digits, cut. Most numbers are small enough for four divisions of 64 digits, which take half as
/// long as one of 128.
pub(super) fn fixed_point(fraction: Fraction) -> Option<u64> {
    let unit = u64::try_from(fraction.denominator).ok()?;
    let whole = unit.checked_add(u64::try_from(fraction.numerator).ok()?)?;
    if whole >> 46 > 0 {
        return u64::try_from((u128::from(unit) << 63) / u128::from(whole)).ok();
    }
    let (mut quotient, mut rest) = (unit / whole, unit % whole);
    for digits in [16, 16, 16, 15] {
        rest <<= digits;
        quotient = (quotient << digits) | (rest / whole);
        rest %= whole;
    }
    Some(quotient)
}

/// The product of two numbers from 0 to 1 in 63 binary digits, cut to as many. By halves of 32 digits: a product of 128 is a
/// routine of its own in a browser.
pub(super) const fn product(one: u64, other: u64) -> u64 {
    const HALF: u64 = (1 << 32) - 1;
    let (high, low) = (one >> 32, one & HALF);
    let (other_high, other_low) = (other >> 32, other & HALF);
    // Where one of the numbers is 1 itself its low half is 0: no sum reaches 2^64, and nothing wraps.
    let middle = high
        .wrapping_mul(other_low)
        .wrapping_add(low.wrapping_mul(other_high))
        .wrapping_add(low.wrapping_mul(other_low) >> 32);
    (high.wrapping_mul(other_high) << 1).wrapping_add(middle >> 31)
}

/// The formula at the head of this file with 63 binary digits: a product instead of a division for each row. `None` where
/// a figure is too large for that, or nothing is left for the level payments.
///
/// Each row's 1 ÷ (1 + f) is cut once and each product once more, so 1,200 rows are wrong by less than 2^(12 − 63) of what
/// is paid; mostly that is far from every border of the rounding, and where it is not, [`discounted`] decides.
pub(super) fn quickly_discounted(principal: i64, release: i64, rows: &[Due]) -> Option<Near> {
    const ONE: u64 = 1 << 63;
    let mut factor = ONE;
    // Months are mostly of two lengths, weeks of one.
    let mut recent: [Option<(Fraction, u64)>; 2] = [None; 2];
    let mut numerator = i128::from(principal) << 63;
    let (mut denominator, mut levels, mut fixed_sum): (i128, i128, i128) = (0, 0, 0);
    for row in rows {
        let fraction = row.stretch.planned();
        let known = recent.iter().flatten().find(|(other, _)| *other == fraction);
        let growth = match known {
            Some((_, growth)) => *growth,
            None => {
                let growth = fixed_point(fraction)?;
                recent = [Some((fraction, growth)), recent[0]];
                growth
            }
        };
        factor = product(factor, growth);
        match row.fixed {
            Some(fixed) => {
                numerator -= i128::from(fixed) * i128::from(factor);
                fixed_sum += i128::from(fixed);
            }
            None => {
                denominator += i128::from(factor);
                levels += 1;
            }
        }
    }
    numerator -= i128::from(release) * i128::from(factor);
    // For the error alone, so a quotient of 64 digits is enough: one of 128 takes as long as ten rows.
    const CUT: u32 = 54;
    let (above, below) = (
        i64::try_from(numerator >> CUT).ok()?,
        i64::try_from(denominator >> CUT).ok()?,
    );
    let paid = i128::from(above.checked_div(below)?.checked_add(1)?).checked_mul(levels)?;
    let error = (fixed_sum + i128::from(release))
        .checked_add(paid)?
        .checked_mul(1 << 12)?;
    let near = Near {
        numerator,
        denominator,
        error,
    };
    near.is_positive().then_some(near)
}

/// The formula at the head of this file, in fixed point: v is cut to `scale` binary digits after the point, so 1,200
/// rows are wrong by less than 2^(11 − scale) of what is paid, and [`Near`] is told.
pub(super) fn discounted(principal: i64, release: i64, rows: &[Due]) -> Result<Near, NoLevel> {
    let fixed: i128 = rows.iter().filter_map(|row| row.fixed).map(i128::from).sum();
    let sums = bits(i128::from(principal) + fixed) + 1;
    let widest = rows
        .iter()
        .map(|row| bits(i128::from(row.stretch.planned().denominator)))
        .max()
        .unwrap_or(1);
    let scale = 126_u32.saturating_sub(sums.max(12)).min(126_u32.saturating_sub(widest));
    let one = 1_i128 << scale;
    let mut factor = one;
    let mut numerator = i128::from(principal) * one;
    let mut denominator: i128 = 0;
    for row in rows {
        let unit = i128::from(row.stretch.planned().denominator);
        factor = factor * unit / (unit + i128::from(row.stretch.planned().numerator));
        match row.fixed {
            Some(fixed) => numerator -= i128::from(fixed) * factor,
            None => denominator += factor,
        }
    }
    numerator -= i128::from(release) * factor;
    if denominator == 0 {
        // High rates over a long time: nothing that is paid so late weighs anything.
        return Err(NoLevel::TooLarge);
    }
    // What is wrong below the line counts as often as the quotient is paid.
    let levels = rows.iter().filter(|row| row.fixed.is_none()).count() as i128;
    let paid = (numerator / denominator).saturating_mul(levels);
    positive(Near {
        numerator,
        denominator,
        error: fixed
            .saturating_add(i128::from(release))
            .saturating_add(paid)
            .saturating_mul(1 << 11),
    })
}

/// Whether a level payment above `level` covers the interest of every row, so that the equation was linear: where the
/// smallest payment covers that of the whole principal in the row that bears most, no balance is above the principal.
/// Most plans are seen to be sound by this.
fn surely_covers_every_row(principal: i64, dues: &Dues, level: i128) -> bool {
    let least = if dues.has_level {
        level.min(i128::from(dues.least_fixed))
    } else {
        i128::from(dues.least_fixed)
    };
    let most = dues.most.and_then(|most| most.of(principal, Rounding::Down));
    most.is_some_and(|interest| i128::from(interest) <= least)
}

/// Whether the payment covers the interest of every row, one by one.
fn covers_every_row(principal: i64, rows: &[Due], level: Near) -> bool {
    let Ok(level) = i64::try_from(level.floor()) else {
        return false;
    };
    let mut balance = principal;
    for row in rows {
        let Some(interest) = row.stretch.planned().of(balance.max(0), Rounding::Down) else {
            return false;
        };
        let payment = row.fixed.unwrap_or(level);
        if payment < interest {
            return false;
        }
        balance = balance.saturating_add(interest).saturating_sub(payment);
    }
    true
}

/// What is left after the last row, in fixed point with `scale` binary digits, when the level rows pay `level`.
fn left_over(principal: i128, rows: &[Due], level: i128, scale: u32) -> Option<i128> {
    let mut balance = principal;
    let mut owed: i128 = 0;
    for row in rows {
        let unit = i128::from(row.stretch.planned().denominator);
        let interest = balance
            .max(0)
            .checked_mul(i128::from(row.stretch.planned().numerator))?
            / unit;
        owed = owed.checked_add(interest)?;
        let payment = match row.fixed {
            Some(fixed) => i128::from(fixed) << scale,
            None => level,
        };
        let for_interest = payment.min(owed);
        owed -= for_interest;
        balance -= payment - for_interest;
    }
    balance.checked_add(owed)
}

/// The level payment where some row does not cover its interest: what is left falls as the payment rises.
pub(super) fn halved(principal: i64, release: i64, rows: &[Due]) -> Result<Near, NoLevel> {
    let widest = rows
        .iter()
        .map(|row| bits(i128::from(row.stretch.planned().numerator)))
        .max()
        .unwrap_or(1);
    // What the interest can grow to in all is below 2^24 times the principal: a thousand rows of a thousand per cent.
    let scale = 120_u32
        .saturating_sub(bits(i128::from(principal)) + widest)
        .clamp(1, 40);
    let start = i128::from(principal) << scale;
    let wanted = i128::from(release) << scale;
    let enough = |level: i128| left_over(start, rows, level, scale).map(|left| left <= wanted);
    if enough(0).ok_or(NoLevel::TooLarge)? {
        return Err(NoLevel::NothingLeft);
    }
    let mut low: i128 = 0;
    let mut high: i128 = start.max(1);
    while !enough(high).ok_or(NoLevel::TooLarge)? {
        low = high;
        high = high
            .checked_mul(2)
            .filter(|high| bits(*high) < 120)
            .ok_or(NoLevel::TooLarge)?;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle).ok_or(NoLevel::TooLarge)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Near {
        numerator: high,
        denominator: 1_i128 << scale,
        error: 1 << 11,
    })
}
