//! Dates: the ISO text form, due dates counted from an anchor, and working days in the United Kingdom.
//!
//! Everything here is a civil date without a time of day or a zone. "Today" is never asked for: it arrives as an
//! argument where it matters.
//!
//! # Limits
//! Dates of a plan lie in the years [`FIRST_YEAR`] to [`LAST_YEAR`]; working days are known from 2019 to 2100.

mod due_dates;
#[cfg(test)]
mod due_dates_tests;
mod working_days;
#[cfg(test)]
mod working_days_tests;

pub use chrono::{Datelike, Days, Months, NaiveDate as Date};
pub use due_dates::{DueDates, DueDatesError, Every};
pub(crate) use due_dates::{date_in_month, day_of_month, month_number};
pub use working_days::{Calendar, Division, Holidays, MAX_HOLIDAYS, Move, WorkingDays, bank_holidays, is_working_day};

/// First year a plan's date may lie in.
pub const FIRST_YEAR: i32 = 1970;
/// Last year a plan's date may lie in.
pub const LAST_YEAR: i32 = 2200;

/// Reads an ISO 8601 calendar date: exactly `YYYY-MM-DD` in ASCII digits, with nothing around it.
///
/// `None` for any other shape, a day that does not exist, and years outside [`FIRST_YEAR`]`..=`[`LAST_YEAR`].
///
/// # Source
/// ISO 8601-1:2019, 5.2.2.1 (calendar date, extended format).
///
/// # Examples
/// ```
/// use plan_core::calendar::{format_iso_date, parse_iso_date};
/// let leap_day = parse_iso_date("2028-02-29");
/// assert_eq!(leap_day.map(format_iso_date).as_deref(), Some("2028-02-29"));
/// assert_eq!(parse_iso_date("2026-02-29"), None);
/// ```
pub fn parse_iso_date(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let year = i32::try_from(ascii_number(&[*y1, *y2, *y3, *y4])?).ok()?;
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return None;
    }
    Date::from_ymd_opt(year, ascii_number(&[*m1, *m2])?, ascii_number(&[*d1, *d2])?)
}

/// Writes a date as `YYYY-MM-DD`: ten characters for every date that [`parse_iso_date`] accepts.
pub fn format_iso_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Value of up to nine ASCII digits; `None` if one of the bytes is not a digit.
fn ascii_number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |value, byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// Days in a month (28–31); `None` if `month` is not 1–12.
pub(crate) fn days_in_month(year: i32, month: u32) -> Option<u32> {
    let is_leap_year = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if is_leap_year => Some(29),
        2 => Some(28),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn iso_date_real_days_are_read() {
        for text in ["1970-01-01", "2000-02-29", "2026-12-28", "2028-02-29", "2200-12-31"] {
            assert_eq!(parse_iso_date(text).map(format_iso_date).as_deref(), Some(text));
        }
    }

    #[test]
    fn iso_date_other_shapes_are_refused() {
        let refused = "1969-12-31|2201-01-01|2026-02-29|2100-02-29|2026-13-01|2026-00-01|2026-04-31|2026-04-00|2026-4-01\
            | 2026-04-01|2026-04-01 |2026/04/01|+026-04-01|-026-04-01|20260401|2026-W01-1|2026-04-01T00|２026-04-01\
            |2026-04-é|";
        for text in refused.split('|') {
            assert_eq!(parse_iso_date(text), None, "{text:?}");
        }
    }

    #[test]
    fn days_in_month_agree_with_chrono() {
        for year in 1896..=2200 {
            for month in 1..=12 {
                let days = days_in_month(year, month).unwrap();
                assert!(Date::from_ymd_opt(year, month, days).is_some(), "{year}-{month}");
                assert!(Date::from_ymd_opt(year, month, days + 1).is_none(), "{year}-{month}");
            }
            assert_eq!((days_in_month(year, 0), days_in_month(year, 13)), (None, None));
        }
    }

    proptest! {
        /// Writing and reading a date gives the same date.
        #[test]
        fn prop_iso_date_round_trip(days in 0_i32..84_371) {
            let date = Date::from_epoch_days(days).unwrap();
            prop_assert_eq!(parse_iso_date(&format_iso_date(date)), Some(date));
        }

        /// No text makes the reader panic, and what it accepts is the canonical text.
        #[test]
        fn prop_iso_date_any_text(text in "\\PC{0,12}|[0-9-]{8,11}") {
            if let Some(date) = parse_iso_date(&text) {
                prop_assert_eq!(format_iso_date(date), text);
            }
        }
    }
}
