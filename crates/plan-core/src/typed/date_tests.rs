//! Dates: a table of what people type, and laws.

use super::DateTypingError::{self, Empty, NoSuchDay, NoSuchMonth, NotADate, OutOfRange};
use super::parse_typed_date;
use crate::calendar::{Date, format_iso_date, parse_iso_date};
use chrono::Datelike;
use proptest::prelude::*;

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn date(text: &str) -> Date {
    parse_iso_date(text).unwrap()
}

fn check(text: &str, today: &str, expected: Result<&str, DateTypingError>) {
    assert_eq!(
        parse_typed_date(text, date(today)),
        expected.map(date),
        "{text:?} on {today}"
    );
}

#[test]
fn date_is_read_in_any_usual_form() {
    let forms = "28/12/2026|28.12.2026|28-12-2026|28-12-26|28/12/26|28 12 2026|28 12 26|28 / 12 / 2026\
        |28\u{2013}12\u{2013}2026\
        |28 Dec 2026|28 dec 26|28 DEC 2026|28 Dec. 2026|28-Dec-2026|28dec2026|28 December 2026|28th December 2026\
        |28th of December 2026|the 28th of December, 2026|28TH DECEMBER 2026|Monday 28 December 2026|Mon 28 Dec 2026\
        |monday, 28th december 2026|Mon, 28/12/2026|December 28, 2026|Dec 28th 2026|2026-12-28|2026/12/28|2026 12 28\
        | 28/12/2026 |28\u{a0}12\u{a0}2026|\u{200e}28/12/2026|２８／１２／２０２６|٢٨/١٢/٢٠٢٦|28 December 2026.";
    for text in forms.split('|') {
        let text = text.replace('／', "/");
        check(&text, "2026-11-23", Ok("2026-12-28"));
    }
    check("1/2/2027", "2026-11-23", Ok("2027-02-01"));
    check("01/02/27", "2026-11-23", Ok("2027-02-01"));
    check("26-12-28", "2026-11-23", Ok("2028-12-26"));
    check("1st sept 2027", "2026-11-23", Ok("2027-09-01"));
    check("2nd Sep 2027", "2026-11-23", Ok("2027-09-02"));
    check("3rd may 99", "2026-11-23", Ok("2099-05-03"));
    check("1/1/1970", "2026-11-23", Ok("1970-01-01"));
    check("31/12/2200", "2026-11-23", Ok("2200-12-31"));
}

#[test]
fn date_without_year_is_the_next_such_day() {
    check("28 December", "2026-11-23", Ok("2026-12-28"));
    check("28 dec", "2026-12-28", Ok("2026-12-28"));
    check("28th of December", "2026-12-29", Ok("2027-12-28"));
    check("28/12", "2026-12-29", Ok("2027-12-28"));
    check("December 28", "2026-11-23", Ok("2026-12-28"));
    check("Monday 28 December", "2026-11-23", Ok("2026-12-28"));
    check("29 February", "2026-11-23", Ok("2028-02-29"));
    check("29 Feb", "2028-02-29", Ok("2028-02-29"));
    check("29 Feb", "2096-03-01", Ok("2104-02-29"));
    check(
        "30 Feb",
        "2026-11-23",
        Err(NoSuchDay {
            day: 30,
            month: 2,
            year: 2026,
            days_in_month: 28,
        }),
    );
    check(
        "31 April",
        "2026-11-23",
        Err(NoSuchDay {
            day: 31,
            month: 4,
            year: 2026,
            days_in_month: 30,
        }),
    );
    check(
        "1 Jan",
        "2200-12-31",
        Err(OutOfRange {
            first_year: 1970,
            last_year: 2200,
        }),
    );
    check("31 Dec", "2200-12-31", Ok("2200-12-31"));
    for today in [Date::MIN, Date::MAX] {
        assert!(parse_typed_date("1 June", today).is_err());
        assert!(parse_typed_date("32 June", today).is_err());
    }
}

#[test]
fn date_that_no_calendar_has_is_named() {
    let no_day = |day, month, year, days_in_month| {
        Err(NoSuchDay {
            day,
            month,
            year,
            days_in_month,
        })
    };
    let out_of_range = OutOfRange {
        first_year: 1970,
        last_year: 2200,
    };
    check("29/02/2027", "2026-11-23", no_day(29, 2, 2027, 28));
    check("30 Feb 2028", "2026-11-23", no_day(30, 2, 2028, 29));
    check("31/04/2027", "2026-11-23", no_day(31, 4, 2027, 30));
    check("32 December 2026", "2026-11-23", no_day(32, 12, 2026, 31));
    check("0/12/2026", "2026-11-23", no_day(0, 12, 2026, 31));
    check("2027-02-29", "2026-11-23", no_day(29, 2, 2027, 28));
    check("12/28/2026", "2026-11-23", Err(NoSuchMonth { month: 28 }));
    check("1/13/2026", "2026-11-23", Err(NoSuchMonth { month: 13 }));
    check("1/0/2026", "2026-11-23", Err(NoSuchMonth { month: 0 }));
    check("1/13", "2026-11-23", Err(NoSuchMonth { month: 13 }));
    check("31/12/1969", "2026-11-23", Err(out_of_range.clone()));
    check("1/1/2201", "2026-11-23", Err(out_of_range.clone()));
    check("30 Feb 9999", "2026-11-23", Err(out_of_range));
}

#[test]
fn date_of_no_known_form_is_refused() {
    for text in ["", " ", "\u{a0}\u{200b}"] {
        check(text, "2026-11-23", Err(Empty));
    }
    let table = "tomorrow|28|December|Dec 2026|12/2026|2026-12|28122026|20261228|28/12/226|28/12/6|28/12/20266\
        |128/12/2026\
        |28//12/2026|/28/12/2026|-28/12/2026|28/12/2026/|28/12/2026-|28 Dezember 2026|28 De 2026|28 septe 2026\
        |28 st Dec\
        |th 28 Dec 2026|28 Dec Dec 2026|28 Mon Dec 2026|Mon Tue 28 Dec 2026|Monday|Tuesday 28 December 2026|Tue 28 Dec\
        |28 Dec 2026 12:00|2026-12-28T00|28_12_2026|28\\12\\2026|28 12 2026 1|2026th Dec 28|28/12/2026?|½/12/2026|é";
    for text in table.split('|') {
        check(text, "2026-11-23", Err(NotADate));
    }
    check(&"2".repeat(65), "2026-11-23", Err(NotADate));
    check(&format!("28/12/2026{}x", " ".repeat(60)), "2026-11-23", Err(NotADate));
}

proptest! {
    /// Every date, written in each form, is read as itself.
    #[test]
    fn prop_date_round_trip(days in 0_i32..84_371, today in 0_i32..84_371) {
        let (date, today) = (Date::from_epoch_days(days).unwrap(), Date::from_epoch_days(today).unwrap());
        let (day, month, year) = (date.day(), date.month(), date.year());
        let name = NAMES[usize::try_from(date.month0()).unwrap()];
        for text in [
            format_iso_date(date),
            format!("{day}/{month}/{year}"),
            format!("{day:02}.{month:02}.{year}"),
            format!("{day} {name} {year}"),
            format!("{day}th of {} {year}", name[..3].to_uppercase()),
            format!("{} {name} {day}, {year}", date.weekday()),
        ] {
            prop_assert_eq!(parse_typed_date(&text, today), Ok(date), "{}", text);
        }
    }

    /// Without a year, the date read is the first of that day and month that is not before today.
    #[test]
    fn prop_date_without_year_is_next(day in 1_u32..=31, month in 1_u32..=12, today in 0_i32..80_000) {
        let today = Date::from_epoch_days(today).unwrap();
        let walked = today.iter_days().take(9 * 366).find(|date| (date.day(), date.month()) == (day, month));
        prop_assert_eq!(parse_typed_date(&format!("{day}/{month}"), today).ok(), walked);
    }

    /// No text makes it panic; what is read is a date that ISO text can hold.
    #[test]
    fn prop_date_any_text(
        text in prop_oneof![
            "\\PC*", "[0-9/. -]{0,12}",
            "[0-9]{1,2} ?(Dec|feb|JUNE|sept|of|th)[ ,]?[0-9]{0,4}", any::<String>()],
        today in any::<i32>()
    ) {
        let today = Date::from_epoch_days(today).unwrap_or(Date::MAX);
        if let Ok(date) = parse_typed_date(&text, today) {
            prop_assert_eq!(parse_iso_date(&format_iso_date(date)), Some(date));
        }
    }
}
