//! Simple interest on one debt, and what the law of the United Kingdom adds to a business debt that is paid late.
//!
//! # Source
//! Late Payment of Commercial Debts (Interest) Act 1998, sections 1, 4, 5A and 6; the rate is that of the Late Payment
//! of Commercial Debts (Rate of Interest) (No. 3) Order 2002 (SI 2002/1675): 8 % over the reference rate. The reference
//! rate itself is an argument: it changes twice a year.

use chrono::Datelike;

use crate::calendar::{Date, days_in_month, month_number};
use crate::money::{Currency, Money, Percent, Rate, Rounding};

/// What the Order of 2002 adds to the reference rate.
const STATUTORY_MARGIN: u32 = 8 * Percent::ONE;

/// How days become a part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Days of the calendar over 365, also in leap years.
    Actual365,
    /// Days of the calendar over 360.
    Actual360,
    /// Months of 30 days over 360.
    Thirty360,
}

impl Basis {
    /// The contract's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Actual365 => "actual/365",
            Self::Actual360 => "actual/360",
            Self::Thirty360 => "30/360",
        }
    }

    /// Days in its year.
    pub const fn year_days(self) -> u32 {
        match self {
            Self::Actual365 => 365,
            Self::Actual360 | Self::Thirty360 => 360,
        }
    }

    /// Days from `from` (not counted) to `until` (counted): nothing when `until` is not later.
    ///
    /// With months of 30 days, the 31st counts as the 30th, and a month's end that is `from` cut short by its month
    /// counts as `from`: a whole month is 30 days.
    ///
    /// # Examples
    /// ```
    /// use plan_core::calendar::parse_iso_date;
    /// use plan_core::simple_interest::Basis;
    /// let date = |text| parse_iso_date(text).unwrap();
    /// assert_eq!(Basis::Actual365.days(date("2027-01-31"), date("2027-02-28")), 28);
    /// assert_eq!(Basis::Thirty360.days(date("2027-01-31"), date("2027-02-28")), 30);
    /// ```
    pub fn days(self, from: Date, until: Date) -> u32 {
        let days = match self {
            Self::Actual365 | Self::Actual360 => until.signed_duration_since(from).num_days(),
            Self::Thirty360 => {
                let is_month_end = days_in_month(until.year(), until.month()) == Some(until.day());
                let nominal = if is_month_end {
                    until.day().max(from.day())
                } else {
                    until.day()
                };
                let months = month_number(until) - month_number(from);
                months * 30 + i64::from(nominal.min(30)) - i64::from(from.day().min(30))
            }
        };
        u32::try_from(days).unwrap_or(0)
    }
}

/// A debt that bears simple interest.
///
/// # Examples
/// 1,000.00 at 8.5 % for 50 days: 1000 × 0.085 × 50 ÷ 365 = 11.643…
/// ```
/// use plan_core::simple_interest::{Basis, SimpleInterest};
/// use plan_core::{Currency, Money, Rate, Rounding};
/// let debt = SimpleInterest {
///     principal: Money::from_minor(100_000, Currency::GBP),
///     rate: Rate::parse("8.5").unwrap(),
///     basis: Basis::Actual365,
///     rounding: Rounding::HalfUp,
/// };
/// assert_eq!(debt.interest(50).unwrap().to_string(), "11.64");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimpleInterest {
    /// What is owed.
    pub principal: Money,
    /// Per year.
    pub rate: Rate,
    /// How days become a part of a year.
    pub basis: Basis,
    /// How the result is rounded to the minor unit.
    pub rounding: Rounding,
}

impl SimpleInterest {
    /// Principal × rate × days ÷ days of the year, exact until it is rounded once; `None` when it is more than can be
    /// written.
    pub fn interest(&self, days: u32) -> Option<Money> {
        let exact = i128::from(self.principal.minor())
            .checked_mul(i128::from(self.rate.ten_thousandths()))?
            .checked_mul(i128::from(days))?;
        let whole = i128::from(Percent::HUNDRED.ten_thousandths()) * i128::from(self.basis.year_days());
        let minor = i64::try_from(self.rounding.divide(exact, whole)).ok()?;
        Some(Money::from_minor(minor, self.principal.currency()))
    }

    /// The interest of one day, rounded. For information: interest is never a multiple of it.
    pub fn daily(&self) -> Option<Money> {
        self.interest(1)
    }
}

/// The statutory rate for a reference rate: 8 percentage points more. `None` above 1,000 %.
///
/// # Source
/// SI 2002/1675, article 4.
pub const fn statutory_rate(reference: Rate) -> Option<Rate> {
    Rate::from_ten_thousandths(reference.ten_thousandths() + STATUTORY_MARGIN)
}

/// The fixed sum for one late debt: £40 below £1,000, £70 below £10,000, else £100. `None` in other currencies.
///
/// # Source
/// Late Payment of Commercial Debts (Interest) Act 1998, section 5A(2).
pub fn compensation(debt: Money) -> Option<Money> {
    const POUND: i64 = 100;
    if debt.currency() != Currency::GBP {
        return None;
    }
    let pounds = if debt.minor() < 1_000 * POUND {
        40
    } else if debt.minor() < 10_000 * POUND {
        70
    } else {
        100
    };
    Some(Money::from_minor(pounds * POUND, Currency::GBP))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_iso_date;
    use proptest::prelude::*;

    #[test]
    fn basis_days_count_the_last_and_not_the_first() {
        let rows = "
            2026-03-01 2026-03-01   0   0
            2026-03-01 2026-03-02   1   1
            2026-03-01 2026-04-01  31  30
            2026-01-30 2026-01-31   1   0
            2026-01-31 2026-02-01   1   1
            2026-01-28 2026-02-28  31  30
            2026-01-29 2026-02-28  30  30
            2026-01-31 2026-02-28  28  30
            2026-01-31 2026-03-31  59  60
            2028-01-31 2028-02-29  29  30
            2028-02-28 2028-02-29   1   1
            2026-02-28 2026-03-31  31  32
            2026-02-28 2026-03-28  28  30
            2024-01-01 2025-01-01 366 360
            1970-01-01 2200-12-31 84370 83159
            2026-03-02 2026-03-01   0   0";
        for row in rows.lines().filter(|row| !row.trim().is_empty()) {
            let cells: Vec<&str> = row.split_whitespace().collect();
            let date = |at: usize| parse_iso_date(cells[at]).unwrap();
            let days = |basis: Basis| basis.days(date(0), date(1)).to_string();
            assert_eq!(
                [days(Basis::Actual365), days(Basis::Thirty360)],
                [cells[2], cells[3]],
                "{row}"
            );
            assert_eq!(days(Basis::Actual360), cells[2], "{row}");
        }
    }

    #[test]
    fn compensation_changes_at_the_bands() {
        for (debt, expected) in [
            (1, 4_000),
            (99_999, 4_000),
            (100_000, 7_000),
            (999_999, 7_000),
            (1_000_000, 10_000),
            (99_999_999_999_999, 10_000),
        ] {
            let sum = compensation(Money::from_minor(debt, Currency::GBP));
            assert_eq!(sum.map(Money::minor), Some(expected), "{debt}");
        }
        let euro = Currency::parse("EUR").unwrap();
        assert_eq!(compensation(Money::from_minor(100, euro)), None);
    }

    #[test]
    fn statutory_rate_is_eight_points_more() {
        let rate = |text| Rate::parse(text).unwrap();
        assert_eq!(statutory_rate(rate("0")), Some(rate("8")));
        assert_eq!(statutory_rate(rate("5.25")), Some(rate("13.25")));
        assert_eq!(statutory_rate(rate("992")), Some(rate("1000")));
        assert_eq!(statutory_rate(rate("992.0001")), None);
    }

    #[test]
    fn interest_that_cannot_be_written_is_none() {
        let largest = SimpleInterest {
            principal: Money::from_minor(9_999_999_999_999_999, Currency::parse("CLF").unwrap()),
            rate: Rate::parse("1000").unwrap(),
            basis: Basis::Actual360,
            rounding: Rounding::Up,
        };
        assert_eq!(largest.interest(84_370), None);
        assert!(largest.interest(30_000).is_some());
    }

    proptest! {
        /// A whole number of months from an anchor is that many times 30 days.
        #[test]
        fn prop_whole_months_have_thirty_days(start in 0_i32..80_000, months in 0_u32..120) {
            let from = Date::from_epoch_days(start).unwrap();
            let until = from.checked_add_months(crate::calendar::Months::new(months)).unwrap();
            prop_assert_eq!(Basis::Thirty360.days(from, until), months * 30);
        }

        /// Later is never fewer days, whatever the basis.
        #[test]
        fn prop_days_never_fall(start in 0_i32..80_000, first in 0_i32..2_000) {
            let from = Date::from_epoch_days(start).unwrap();
            let until = |days: i32| Date::from_epoch_days(start + days).unwrap();
            for basis in [Basis::Actual365, Basis::Actual360, Basis::Thirty360] {
                prop_assert!(basis.days(from, until(first)) <= basis.days(from, until(first + 1)));
            }
        }
    }
}
