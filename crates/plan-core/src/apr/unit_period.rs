//! Unit-periods of Regulation Z, Appendix J: which one a credit has, and how time is counted in them.

use super::Net;
use super::root::Step;
use super::time::{MonthsBack, days_between};
use crate::calendar::Date;
use std::cmp::Reverse;

/// The period whose rate is solved for.
///
/// # Source
/// Regulation Z, Appendix J, (b)(3) to (b)(5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitPeriod {
    /// So many months, 1 to 12; twelve are a year.
    Months(u8),
    /// Half a month, of 15 days.
    Semimonth,
    /// So many weeks, 1 to 52.
    Weeks(u8),
    /// So many days, 1 to 365.
    Days(u16),
}

const DAYS_PER_MONTH: u32 = 30;
const DAYS_PER_SEMIMONTH: u32 = 15;
const DAYS_PER_YEAR: u32 = 365;

impl UnitPeriod {
    /// A year.
    pub const YEAR: Self = Self::Months(12);

    /// How many there are in a year, as numerator and denominator, (b)(5)(ii) to (vii).
    pub(super) fn per_year(self) -> (u32, u32) {
        match self {
            Self::Months(months) => (12, u32::from(months.max(1))),
            Self::Semimonth => (24, 1),
            Self::Weeks(weeks) => (52, u32::from(weeks.max(1))),
            Self::Days(days) => (DAYS_PER_YEAR, u32::from(days.max(1))),
        }
    }

    /// Its length, by which two are compared, in days.
    fn length(self) -> u32 {
        match self {
            Self::YEAR => DAYS_PER_YEAR,
            Self::Months(months) => u32::from(months) * DAYS_PER_MONTH,
            Self::Semimonth => DAYS_PER_SEMIMONTH,
            Self::Weeks(weeks) => u32::from(weeks) * 7,
            Self::Days(days) => u32::from(days),
        }
    }

    /// Whole unit-periods from `start` to `date`, and the rest of one as numerator and denominator, (b)(5).
    fn count(self, start: Date, date: Date, largest_day: u8) -> (u32, (u32, u32)) {
        let divided = |days: u32, by: u32| (days / by, (days % by, by));
        let back = || MonthsBack::count(start, date, largest_day);
        match self {
            Self::Months(1) => {
                let back = back();
                (back.months, (back.days, DAYS_PER_MONTH))
            }
            Self::YEAR => {
                let back = back();
                let (years, months) = (back.months / 12, back.months % 12);
                let rest = match back.days {
                    0 => (months, 12),
                    _ => (back.days_left(years * 12), DAYS_PER_YEAR),
                };
                (years, rest)
            }
            Self::Months(_) | Self::Semimonth => {
                let back = back();
                divided(back.months * DAYS_PER_MONTH + back.days, self.length().max(1))
            }
            Self::Weeks(_) | Self::Days(_) => divided(days_between(start, date), self.length().max(1)),
        }
    }

    /// The steps of a nominal rate.
    pub(super) fn steps(self, net: &Net) -> Vec<Step> {
        let largest_day = net.largest_day();
        let step = |(date, net_amount): &(Date, i128)| {
            let (units, rest) = self.count(net.start, *date, largest_day);
            Step {
                units,
                rest,
                net: *net_amount,
            }
        };
        net.days.iter().map(step).collect()
    }

    /// The unit-period of a credit, (b)(4).
    ///
    /// One advance and one payment: the whole time, a year at most. Otherwise the period up to a year that occurs most
    /// often, and more than once, between two days on which money moves; of two that occur equally often the shorter.
    /// If none does, the standard interval nearest to the average, of two equally near the shorter.
    pub(super) fn find(net: &Net) -> Self {
        let dates: Vec<Date> = net.days.iter().map(|(date, _)| *date).collect();
        let largest_day = net.largest_day();
        if let [first, last] = dates.as_slice() {
            return Self::of_term(*first, *last, largest_day);
        }
        let mut occurs: Vec<(Self, u32)> = Vec::new();
        let mut half_before = false;
        for (at, pair) in dates.windows(2).enumerate() {
            let [from, until] = pair else { continue };
            let back = MonthsBack::count(*from, *until, largest_day);
            let mut periods = Vec::with_capacity(3);
            if back.days == 0 {
                periods.extend(
                    u8::try_from(back.months)
                        .ok()
                        .filter(|months| (1..=12).contains(months))
                        .map(Self::Months),
                );
            }
            periods.extend(Self::of_days(days_between(*from, *until)));
            let half_ahead = dates
                .get(at + 2)
                .is_some_and(|next| is_half_month(*from, *until, *next, largest_day));
            if half_ahead || half_before {
                periods.push(Self::Semimonth);
            }
            half_before = half_ahead;
            for period in periods {
                match occurs.iter_mut().find(|(other, _)| *other == period) {
                    Some((_, times)) => *times += 1,
                    None => occurs.push((period, 1)),
                }
            }
        }
        // Of one length, a month comes before a number of days: it is the same period by its better name.
        let common = occurs.into_iter().filter(|(_, times)| *times > 1);
        let most = common.max_by_key(|(period, times)| (*times, Reverse((period.length(), *period))));
        most.map_or_else(|| Self::nearest_to_average(&dates), |(period, _)| period)
    }

    /// Of a single advance and a single payment, (b)(4)(ii), (b)(5)(vi) and (vii).
    fn of_term(first: Date, last: Date, largest_day: u8) -> Self {
        let back = MonthsBack::count(first, last, largest_day);
        match (back.months, back.days) {
            (12.., _) => Self::YEAR,
            (months @ 1..=11, 0) => Self::Months(u8::try_from(months).unwrap_or(12)),
            _ => u16::try_from(days_between(first, last)).map_or(Self::YEAR, Self::Days),
        }
    }

    /// A number of days as a unit-period: whole weeks by that name; `None` above a year.
    fn of_days(days: u32) -> Option<Self> {
        match days {
            0 | 366.. => None,
            days if days % 7 == 0 => u8::try_from(days / 7).ok().map(Self::Weeks),
            days => u16::try_from(days).ok().map(Self::Days),
        }
    }

    fn nearest_to_average(dates: &[Date]) -> Self {
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
            return Self::YEAR;
        };
        let days = days_between(*first, *last);
        let intervals = u32::try_from(dates.len()).unwrap_or(u32::MAX).saturating_sub(1).max(1);
        let weeks = (1..=52).map(Self::Weeks);
        let months = (1..=12).map(Self::Months);
        let standard = [Self::Days(1), Self::Semimonth].into_iter().chain(weeks).chain(months);
        let nearest = standard.min_by_key(|period| {
            let away = period.length().saturating_mul(intervals).abs_diff(days);
            (away, period.length())
        });
        nearest.unwrap_or(Self::YEAR)
    }
}

/// Whether three days lie half a month apart each: a month in all, and 13 to 18 days to the one between.
fn is_half_month(from: Date, between: Date, until: Date, largest_day: u8) -> bool {
    let back = MonthsBack::count(from, until, largest_day);
    let halves = [days_between(from, between), days_between(between, until)];
    (back.months, back.days) == (1, 0) && halves.iter().all(|days| (13..=18).contains(days))
}
