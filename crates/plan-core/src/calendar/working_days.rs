//! Working days and bank holidays of the three United Kingdom divisions, 2019 to 2100, by rule.
//!
//! # Source
//! Banking and Financial Dealings Act 1971, schedule 1, and the royal proclamations under it; St Andrew's Day Bank
//! Holiday (Scotland) Act 2007. Compared with the published list (GOV.UK, bank holidays). A day proclaimed after this
//! file was written is not known here: it is one more line in [`is_one_off_holiday`].

use std::sync::Arc;

use super::Date;
use chrono::{Datelike, Days, Weekday};

/// Years whose bank holidays are known.
const KNOWN_YEARS: std::ops::RangeInclusive<i32> = 2019..=2100;

/// A part of the United Kingdom with bank holidays of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Division {
    /// The name in files: `england-and-wales`, `scotland`, `northern-ireland`.
    pub fn as_str(self) -> &'static str {
        match self {
            Division::EnglandAndWales => "england-and-wales",
            Division::Scotland => "scotland",
            Division::NorthernIreland => "northern-ireland",
        }
    }

    /// Reads the name in files, exactly as [`as_str`](Self::as_str) writes it; else `None`.
    pub fn parse(text: &str) -> Option<Division> {
        [Division::EnglandAndWales, Division::Scotland, Division::NorthernIreland]
            .into_iter()
            .find(|division| division.as_str() == text)
    }
}

/// Where a payment goes that falls on a day that is not a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// It stays.
    None,
    /// To the next working day.
    Following,
    /// To the working day before.
    Preceding,
    /// To the next working day, unless that is in another month: then to the one before.
    ModifiedFollowing,
}

impl Move {
    /// The name in files: `none`, `following`, `preceding`, `modified_following`.
    pub fn as_str(self) -> &'static str {
        match self {
            Move::None => "none",
            Move::Following => "following",
            Move::Preceding => "preceding",
            Move::ModifiedFollowing => "modified_following",
        }
    }

    /// Reads the name in files, exactly as [`as_str`](Self::as_str) writes it; else `None`.
    pub fn parse(text: &str) -> Option<Move> {
        [Move::None, Move::Following, Move::Preceding, Move::ModifiedFollowing]
            .into_iter()
            .find(|shift| shift.as_str() == text)
    }
}

/// The most holidays of a list.
pub const MAX_HOLIDAYS: usize = 400;

/// Holidays that somebody lists: those of another country, or of a company.
///
/// # Invariants
/// Strictly ascending, at most [`MAX_HOLIDAYS`]. They are known from the first year that has one to the last: beyond these
/// nobody has said whether there are any. An empty list says that there are none at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays(Arc<[Date]>);

impl Holidays {
    /// A list; `None` where it is too long, or not strictly ascending.
    pub fn new(dates: &[Date]) -> Option<Self> {
        let is_sound = dates.len() <= MAX_HOLIDAYS && dates.is_sorted_by(|a, b| a < b);
        is_sound.then(|| Self(dates.into()))
    }

    /// The days, ascending.
    pub fn dates(&self) -> &[Date] {
        &self.0
    }

    /// `None` outside the years that are known.
    fn contains(&self, date: Date) -> Option<bool> {
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else {
            return Some(false);
        };
        let is_known = first.year() <= date.year() && date.year() <= last.year();
        is_known.then(|| self.0.binary_search(&date).is_ok())
    }
}

/// Which days are holidays. Saturdays and Sundays are no working days in any calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Calendar {
    /// The bank holidays of a part of the United Kingdom.
    Division(Division),
    /// These.
    Own(Holidays),
}

impl Calendar {
    /// Whether banks are open; `None` where nobody knows.
    fn is_working_day(&self, date: Date) -> Option<bool> {
        match self {
            Self::Division(division) => is_working_day(*division, date),
            Self::Own(holidays) => Some(!is_weekend(date) && !holidays.contains(date)?),
        }
    }

    /// The years whose holidays are known, as a problem says it.
    pub(crate) fn known_years(&self) -> String {
        let (first, last) = match self {
            Self::Division(_) => (*KNOWN_YEARS.start(), *KNOWN_YEARS.end()),
            Self::Own(Holidays(dates)) => match (dates.first(), dates.last()) {
                (Some(first), Some(last)) => (first.year(), last.year()),
                _ => return String::new(),
            },
        };
        format!("{first} to {last}")
    }
}

/// The calendar that due dates follow, and the way they move.
///
/// # Examples
/// ```
/// use plan_core::calendar::{Calendar, Division, Holidays, Move, WorkingDays, parse_iso_date};
/// let day = |text| parse_iso_date(text).unwrap();
/// let scotland = WorkingDays { calendar: Calendar::Division(Division::Scotland), shift: Move::Following };
/// assert_eq!(scotland.move_date(day("2027-12-25")), Some(day("2027-12-29")));
/// assert_eq!(scotland.move_date(day("2101-01-01")), None);
///
/// let holidays = Holidays::new(&[day("2027-12-24"), day("2027-12-27")]).unwrap();
/// let own = WorkingDays { calendar: Calendar::Own(holidays), shift: Move::Following };
/// assert_eq!(own.move_date(day("2027-12-24")), Some(day("2027-12-28")));
/// assert_eq!(own.move_date(day("2028-01-03")), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    /// Which days are holidays.
    pub calendar: Calendar,
    /// Where a payment on another day goes.
    pub shift: Move,
}

impl WorkingDays {
    /// The working day that a payment due on `date` moves to: `date` itself if it is one.
    ///
    /// `None` if `date`, or a day that has to be looked at, lies in a year whose holidays are not known.
    /// With [`Move::None`] every date is returned as it is.
    pub fn move_date(&self, date: Date) -> Option<Date> {
        match self.shift {
            Move::None => Some(date),
            Move::Following => self.first_working_day(date, Date::succ_opt),
            Move::Preceding => self.first_working_day(date, Date::pred_opt),
            Move::ModifiedFollowing => {
                let following = self.first_working_day(date, Date::succ_opt)?;
                if following.month() == date.month() {
                    Some(following)
                } else {
                    self.first_working_day(date, Date::pred_opt)
                }
            }
        }
    }

    /// Ends after a week at most in a division; a list of holidays ends as well.
    fn first_working_day(&self, from: Date, step: fn(&Date) -> Option<Date>) -> Option<Date> {
        let mut date = from;
        while !self.calendar.is_working_day(date)? {
            date = step(&date)?;
        }
        Some(date)
    }
}

/// Whether `date` is neither a Saturday, a Sunday nor a bank holiday; `None` outside 2019–2100.
pub fn is_working_day(division: Division, date: Date) -> Option<bool> {
    KNOWN_YEARS
        .contains(&date.year())
        .then(|| !is_weekend(date) && !is_bank_holiday(division, date))
}

/// The bank holidays of a year, ascending, substitute days in place of the weekend days they stand for (as GOV.UK lists
/// them); `None` outside 2019–2100.
pub fn bank_holidays(division: Division, year: i32) -> Option<Vec<Date>> {
    if !KNOWN_YEARS.contains(&year) {
        return None;
    }
    let first = Date::from_ymd_opt(year, 1, 1)?;
    let days = first.iter_days().take_while(|date| date.year() == year);
    Some(
        days.filter(|&date| !is_weekend(date) && is_bank_holiday(division, date))
            .collect(),
    )
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Whether a Monday to Friday is a bank holiday.
///
/// A holiday on a fixed day that falls on a weekend moves to the next weekday that is not itself a holiday. Seen from
/// that weekday: it is the Monday up to two days after a single holiday, and the Monday or Tuesday up to two days after
/// the second of a pair (25 and 26 December; 1 and 2 January in Scotland). Asked this way, one date costs a few
/// comparisons and no list of the year is needed.
fn is_bank_holiday(division: Division, date: Date) -> bool {
    use Division::{EnglandAndWales, NorthernIreland, Scotland};
    let (month, day, weekday) = (date.month(), date.day(), date.weekday());
    let is_monday = weekday == Weekday::Mon;
    let is_monday_or_tuesday = is_monday || weekday == Weekday::Tue;
    let by_rule = match (month, day) {
        // New Year's Day; 2 January.
        (1, 1) => true,
        (1, 2) => division == Scotland || is_monday,
        (1, 3) => is_monday || division == Scotland && is_monday_or_tuesday,
        (1, 4) => division == Scotland && is_monday_or_tuesday,
        // St Patrick's Day; the Battle of the Boyne.
        (3, 17) | (7, 12) => division == NorthernIreland,
        (3, 18 | 19) | (7, 13 | 14) => division == NorthernIreland && is_monday,
        // Good Friday and Easter Monday lie between 20 March and 26 April.
        (3, 20..) | (4, ..=26) => is_easter_holiday(division, date),
        // Early May (in 2020 on VE Day instead) and spring (in 2022 on 2 June instead).
        (5, ..=7) => is_monday && date.year() != 2020,
        (5, 25..) => is_monday && date.year() != 2022,
        // Summer: the first Monday of August in Scotland, the last elsewhere.
        (8, ..=7) => is_monday && division == Scotland,
        (8, 25..) => is_monday && matches!(division, EnglandAndWales | NorthernIreland),
        // St Andrew's Day.
        (11, 30) => division == Scotland,
        (12, 1 | 2) => division == Scotland && is_monday,
        // Christmas Day and Boxing Day.
        (12, 25 | 26) => true,
        (12, 27 | 28) => is_monday_or_tuesday,
        _ => false,
    };
    by_rule || is_one_off_holiday(division, date)
}

/// Days proclaimed once, 2019 to 2100, as published by February 2026.
fn is_one_off_holiday(division: Division, date: Date) -> bool {
    match (date.year(), date.month(), date.day()) {
        // 75 years of VE Day; Platinum Jubilee; state funeral of Elizabeth II; coronation of Charles III.
        (2020, 5, 8) | (2022, 6, 2 | 3) | (2022, 9, 19) | (2023, 5, 8) => true,
        // Scotland's first match in the World Cup.
        (2026, 6, 15) => division == Division::Scotland,
        _ => false,
    }
}

/// Good Friday everywhere, Easter Monday outside Scotland.
fn is_easter_holiday(division: Division, date: Date) -> bool {
    let easter = match date.weekday() {
        Weekday::Fri => date.checked_add_days(Days::new(2)),
        Weekday::Mon if division != Division::Scotland => date.pred_opt(),
        _ => None,
    };
    easter.is_some_and(|sunday| (sunday.month(), sunday.day()) == easter_sunday(sunday.year()))
}

/// Month and day of Easter Sunday in the Gregorian calendar.
///
/// # Source
/// The algorithm published without a name in *Nature* 13 (1876) p. 487, as in Meeus, *Astronomical Algorithms*,
/// chapter 8. Worked: 2026 → a 12, b 20, c 26, d 5, e 0, f 1, g 6, h 3, i 6, k 2, l 6, m 0 → 5 April.
fn easter_sunday(year: i32) -> (u32, u32) {
    let year = year.unsigned_abs();
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b + 15 - d - g) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month_and_day = h + l + 114 - 7 * m;
    (month_and_day / 31, month_and_day % 31 + 1)
}
