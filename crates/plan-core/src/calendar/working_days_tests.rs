//! Working days: published years before 2025 as a table, and the rule asked the other way round for every year.
//! The published years 2025–2027 are in `tests/calendar_vectors.rs`.

use super::{
    Calendar, Date, Division, Holidays, MAX_HOLIDAYS, Move, WorkingDays, bank_holidays, format_iso_date,
    is_working_day, parse_iso_date,
};
use chrono::{Datelike, Days, Weekday};
use proptest::prelude::*;

const DIVISIONS: [Division; 3] = [Division::EnglandAndWales, Division::Scotland, Division::NorthernIreland];

fn date(text: &str) -> Date {
    parse_iso_date(text).unwrap()
}

fn check_year(division: Division, year: i32, expected: &str) {
    let found: Vec<String> = bank_holidays(division, year)
        .unwrap()
        .into_iter()
        .map(|date| format_iso_date(date)[5..].to_owned())
        .collect();
    assert_eq!(found.join(" "), expected, "{division:?} {year}");
}

/// Source: GOV.UK bank holidays (Open Government Licence v3), years 2019–2024.
#[test]
fn bank_holidays_2019_to_2024_are_as_published() {
    let england_and_wales = [
        (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
    ];
    for (year, expected) in england_and_wales {
        check_year(Division::EnglandAndWales, year, expected);
    }
    let scotland = [
        (2019, "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26"),
        (2020, "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28"),
        (2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"),
        (
            2022,
            "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27",
        ),
        (2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
        (2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
    ];
    for (year, expected) in scotland {
        check_year(Division::Scotland, year, expected);
    }
    let northern_ireland = [
        (2019, "01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26"),
        (2020, "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28"),
        (2021, "01-01 03-17 04-02 04-05 05-03 05-31 07-12 08-30 12-27 12-28"),
        (
            2022,
            "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27",
        ),
        (
            2023,
            "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26",
        ),
        (2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"),
    ];
    for (year, expected) in northern_ireland {
        check_year(Division::NorthernIreland, year, expected);
    }
}

/// The rule as the law words it: holidays in order of date, each moved to the next day that is neither weekend nor
/// holiday. Easter by Gauss's method with its two exceptions, so that it is not the same sum twice.
fn holidays_by_substitution(division: Division, year: i32) -> Vec<Date> {
    let day = |month, day| Date::from_ymd_opt(year, month, day).unwrap();
    let first_monday = |month| Date::from_weekday_of_month_opt(year, month, Weekday::Mon, 1).unwrap();
    let last_monday = |month| {
        (4..=5)
            .filter_map(|nth| Date::from_weekday_of_month_opt(year, month, Weekday::Mon, nth))
            .max()
            .unwrap()
    };
    let easter = gauss_easter(year);
    let is_scotland = division == Division::Scotland;
    let mut fixed = vec![day(1, 1)];
    let mut moving = vec![easter - Days::new(2)];
    moving.push(if year == 2020 { day(5, 8) } else { first_monday(5) });
    moving.push(if year == 2022 { day(6, 2) } else { last_monday(5) });
    moving.push(if is_scotland { first_monday(8) } else { last_monday(8) });
    if is_scotland {
        fixed.extend([day(1, 2), day(11, 30)]);
    } else {
        moving.push(easter + Days::new(1));
    }
    if division == Division::NorthernIreland {
        fixed.extend([day(3, 17), day(7, 12)]);
    }
    fixed.extend([day(12, 25), day(12, 26)]);
    match year {
        2022 => moving.extend([day(6, 3), day(9, 19)]),
        2023 => moving.push(day(5, 8)),
        2026 if is_scotland => moving.push(day(6, 15)),
        _ => {}
    }
    let is_weekend = |date: &Date| matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let mut holidays = moving;
    holidays.extend(fixed.iter().filter(|date| !is_weekend(date)));
    for weekend_day in fixed.iter().filter(|date| is_weekend(date)) {
        let substitute = weekend_day
            .iter_days()
            .find(|date| !is_weekend(date) && !holidays.contains(date))
            .unwrap();
        holidays.push(substitute);
    }
    holidays.sort();
    holidays
}

/// Source: Gauss 1800, corrected 1816, with M = 24, N = 5 (1900–2099) or N = 6 (2100–2199).
fn gauss_easter(year: i32) -> Date {
    let n = if year < 2100 { 5 } else { 6 };
    let d = (19 * (year % 19) + 24) % 30;
    let e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
    let mut days_after_22_march = d + e;
    if days_after_22_march == 35 || (d == 28 && e == 6 && year % 19 > 10) {
        days_after_22_march -= 7;
    }
    Date::from_ymd_opt(year, 3, 22).unwrap() + Days::new(u64::try_from(days_after_22_march).unwrap())
}

#[test]
fn bank_holidays_agree_with_substitution_in_date_order() {
    for division in DIVISIONS {
        for year in 2019..=2100 {
            let expected = holidays_by_substitution(division, year);
            assert_eq!(bank_holidays(division, year), Some(expected), "{division:?} {year}");
        }
    }
}

#[test]
fn holidays_outside_known_years_are_none() {
    for division in DIVISIONS {
        for (year, known) in [
            (2018, false),
            (2019, true),
            (2100, true),
            (2101, false),
            (i32::MIN, false),
        ] {
            assert_eq!(bank_holidays(division, year).is_some(), known, "{year}");
        }
        for (text, known) in [
            ("2018-12-31", None),
            ("2019-01-01", Some(false)),
            ("2019-01-03", Some(true)),
        ] {
            assert_eq!(is_working_day(division, date(text)), known, "{text}");
        }
        for (text, known) in [("2100-12-31", Some(true)), ("2101-01-01", None)] {
            assert_eq!(is_working_day(division, date(text)), known, "{text}");
        }
    }
}

#[test]
fn move_date_at_the_ends_of_the_known_years() {
    let england = |shift| WorkingDays {
        calendar: Calendar::Division(Division::EnglandAndWales),
        shift,
    };
    // New Year's Day 2019: the day before lies in a year whose holidays are not known.
    assert_eq!(
        england(Move::Following).move_date(date("2019-01-01")),
        Some(date("2019-01-02"))
    );
    assert_eq!(
        england(Move::ModifiedFollowing).move_date(date("2019-01-01")),
        Some(date("2019-01-02"))
    );
    assert_eq!(england(Move::Preceding).move_date(date("2019-01-01")), None);
    for outside in [date("2018-12-31"), date("2101-01-01"), Date::MIN, Date::MAX] {
        assert_eq!(england(Move::None).move_date(outside), Some(outside));
        for shift in [Move::Following, Move::Preceding, Move::ModifiedFollowing] {
            assert_eq!(england(shift).move_date(outside), None);
        }
    }
    assert_eq!(
        england(Move::Following).move_date(date("2100-12-31")),
        Some(date("2100-12-31"))
    );
}

#[test]
fn names_in_files_are_read_back_and_others_refused() {
    for division in DIVISIONS {
        assert_eq!(Division::parse(division.as_str()), Some(division));
    }
    for shift in [Move::None, Move::Following, Move::Preceding, Move::ModifiedFollowing] {
        assert_eq!(Move::parse(shift.as_str()), Some(shift));
    }
    for text in [
        "",
        "wales",
        "Scotland",
        "england_and_wales",
        "modified-following",
        "None",
    ] {
        assert_eq!((Division::parse(text), Move::parse(text)), (None, None), "{text}");
    }
}

proptest! {
    /// A moved date is a working day at most six days away, on the side asked for, and does not move again.
    #[test]
    fn prop_moved_date_is_a_working_day(
        days in 17_910_i32..47_840, division in proptest::sample::select(&DIVISIONS[..])
    ) {
        let due = Date::from_epoch_days(days).unwrap();
        for shift in [Move::Following, Move::Preceding, Move::ModifiedFollowing] {
            let working_days = WorkingDays { calendar: Calendar::Division(division), shift };
            let moved = working_days.move_date(due).unwrap();
            prop_assert_eq!(is_working_day(division, moved), Some(true));
            prop_assert!(moved.signed_duration_since(due).num_days().abs() <= 6);
            prop_assert_eq!(working_days.move_date(moved), Some(moved));
            match shift {
                Move::Following => prop_assert!(moved >= due),
                Move::Preceding => prop_assert!(moved <= due),
                _ => prop_assert_eq!(moved.month(), due.month()),
            }
        }
    }

    /// No date makes it panic.
    #[test]
    fn prop_working_day_any_date(days in any::<i32>()) {
        let due = Date::from_epoch_days(days).unwrap_or(Date::MIN);
        for shift in [Move::Following, Move::Preceding, Move::ModifiedFollowing] {
            let _ = WorkingDays { calendar: Calendar::Division(Division::Scotland), shift }.move_date(due);
        }
    }
}

#[test]
fn own_holidays_are_sound_or_refused() {
    let (one, two) = (date("2026-12-24"), date("2026-12-25"));
    assert_eq!(Holidays::new(&[one, two]).unwrap().dates(), [one, two]);
    assert_eq!(Holidays::new(&[two, one]), None);
    assert_eq!(Holidays::new(&[one, one]), None);
    let many: Vec<Date> = one.iter_days().take(MAX_HOLIDAYS + 1).collect();
    assert_eq!(Holidays::new(&many), None);
    assert!(Holidays::new(&many[1..]).is_some());
}

#[test]
fn own_holidays_move_dates_in_their_years_only() {
    let own = |days: &[&str], shift| WorkingDays {
        calendar: Calendar::Own(Holidays::new(&days.iter().map(|day| date(day)).collect::<Vec<_>>()).unwrap()),
        shift,
    };
    // Thursday the 24th and Friday the 25th, before a weekend.
    let christmas = own(&["2026-12-24", "2026-12-25"], Move::Following);
    assert_eq!(christmas.move_date(date("2026-12-24")), Some(date("2026-12-28")));
    assert_eq!(christmas.move_date(date("2026-12-23")), Some(date("2026-12-23")));
    // 26 December is a bank holiday in every division, and none here; it is a Saturday.
    assert_eq!(christmas.move_date(date("2026-12-28")), Some(date("2026-12-28")));
    assert_eq!(christmas.move_date(date("2027-01-02")), None);
    assert_eq!(christmas.move_date(date("2025-12-31")), None);
    let back = own(&["2026-12-24", "2026-12-25"], Move::Preceding);
    assert_eq!(back.move_date(date("2026-12-27")), Some(date("2026-12-23")));
    // Nobody has said that there are none in the next year.
    let last_day = own(&["2026-12-31"], Move::Following);
    assert_eq!(last_day.move_date(date("2026-12-31")), None);
    let within = own(&["2026-12-31"], Move::ModifiedFollowing);
    assert_eq!(within.move_date(date("2026-12-31")), None);
    // An empty list knows every year.
    let weekends = own(&[], Move::Following);
    assert_eq!(weekends.move_date(date("2190-01-02")), Some(date("2190-01-04")));
}
