//! Time between two days: in years, and as whole months with days left over.

use chrono::{Datelike, Months};

use super::Net;
use super::root::Step;
use crate::calendar::{Date, date_in_month, day_of_month, days_in_month, month_number};

/// How the time from the first advance is counted in years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeCount {
    /// Whole months from the day of the first advance on, cut short by a shorter month, each a twelfth of a year; the
    /// days left over are 365ths.
    #[default]
    Months,
    /// As [`TimeCount::Months`], but the months are counted back from each payment, and the days left over are
    /// divided by the 365 or 366 days of the year that ends with them.
    ///
    /// # Source
    /// Directive 2014/17/EU, Annex I, part I, remark (c).
    Directive,
    /// Whole weeks, each a 52nd of a year; the days left over are 365ths.
    Weeks,
    /// Days, each a 365th of a year.
    Days365,
    /// Days, each 1/365.25 of a year.
    Days36525,
}

impl TimeCount {
    /// Every count.
    pub const ALL: [Self; 5] = [
        Self::Months,
        Self::Directive,
        Self::Weeks,
        Self::Days365,
        Self::Days36525,
    ];

    /// The contract's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Months => "months",
            Self::Directive => "directive",
            Self::Weeks => "weeks",
            Self::Days365 => "days/365",
            Self::Days36525 => "days/365.25",
        }
    }

    /// How many units a year has: as few as make each part of a year that occurs a whole number of them.
    pub(super) const fn units_per_year(self) -> u32 {
        match self {
            Self::Months => 12 * 365,
            // The least common multiple of 12, 365 and 366.
            Self::Directive => 12 * 365 * 61,
            Self::Weeks => 52 * 365,
            Self::Days365 => 365,
            // A day is four units: 4 × 365.25.
            Self::Days36525 => 1_461,
        }
    }

    /// Units from `start` to `date`, which is not earlier.
    fn units(self, start: Date, date: Date, largest_day: u8) -> u32 {
        let year = self.units_per_year();
        let days = days_between(start, date);
        match self {
            Self::Months => {
                let (months, days) = months_on(start, date);
                months * (year / 12) + days * (year / 365)
            }
            Self::Directive => {
                let back = MonthsBack::count(start, date, largest_day);
                // A year back from the 29th of February is the 28th: 366 days.
                let last = back.reached();
                let year_before = last.checked_sub_months(Months::new(12));
                let of_year = year_before.map_or(365, |before| days_between(before, last));
                back.months * (year / 12) + back.days * (year / of_year.max(1))
            }
            Self::Weeks => days / 7 * (year / 52) + days % 7 * (year / 365),
            Self::Days365 => days,
            Self::Days36525 => days * 4,
        }
    }
}

/// The steps of an effective rate.
pub(super) fn steps(net: &Net, count: TimeCount) -> Vec<Step> {
    let largest_day = net.largest_day();
    let step = |(date, net_amount): &(Date, i128)| Step {
        units: count.units(net.start, *date, largest_day),
        rest: (0, 1),
        net: *net_amount,
    };
    net.days.iter().map(step).collect()
}

impl Net {
    /// The largest day of a month on which money moves, the first advance aside: a payment at the end of a shorter
    /// month stands for it.
    pub(super) fn largest_day(&self) -> u8 {
        let later = self.days.iter().filter(|(date, _)| *date > self.start);
        later.map(|(date, _)| day_of_month(*date)).max().unwrap_or(1)
    }
}

/// Days from one date to a later one.
pub(super) fn days_between(from: Date, until: Date) -> u32 {
    u32::try_from(until.signed_duration_since(from).num_days()).unwrap_or(0)
}

/// Whole months counted on from `start`, and the days left over.
fn months_on(start: Date, date: Date) -> (u32, u32) {
    let upper = u32::try_from(month_number(date) - month_number(start)).unwrap_or(0);
    let after = |months: u32| start.checked_add_months(Months::new(months)).unwrap_or(start);
    let months = if after(upper) <= date {
        upper
    } else {
        upper.saturating_sub(1)
    };
    (months, days_between(after(months), date))
}

/// Whole months counted back from a later day, and the days left over at the start.
///
/// # Source
/// Regulation Z, Appendix J, (b)(3) and (b)(5)(ii); Directive 2014/17/EU, Annex I, remark (c)(ii).
pub(super) struct MonthsBack {
    pub months: u32,
    pub days: u32,
    earlier: Date,
    later: Date,
    /// The day of the month that is meant by `later`.
    day: u8,
}

impl MonthsBack {
    /// A `later` that is its month's end stands for `largest_day`, where that is larger.
    pub fn count(earlier: Date, later: Date, largest_day: u8) -> Self {
        let is_month_end = days_in_month(later.year(), later.month()) == Some(later.day());
        let day = if is_month_end {
            day_of_month(later).max(largest_day)
        } else {
            day_of_month(later)
        };
        let mut back = Self {
            months: u32::try_from(month_number(later) - month_number(earlier)).unwrap_or(0),
            days: 0,
            earlier,
            later,
            day,
        };
        if back.before(back.months) < earlier {
            back.months = back.months.saturating_sub(1);
        }
        back.days = back.days_left(back.months);
        back
    }

    /// The later day, so many months before.
    fn before(&self, months: u32) -> Date {
        date_in_month(month_number(self.later) - i64::from(months), self.day).unwrap_or(self.later)
    }

    /// The days left over when only so many months are counted.
    pub fn days_left(&self, months: u32) -> u32 {
        days_between(self.earlier, self.before(months))
    }

    /// The day that the months lead back to.
    pub fn reached(&self) -> Date {
        self.before(self.months)
    }
}
