//! Due dates: tables with boundaries on both sides, and laws.

use super::{Date, DueDates, DueDatesError, Every, LAST_YEAR, format_iso_date, parse_iso_date};
use chrono::{Datelike, Days};
use proptest::prelude::*;

fn date(text: &str) -> Date {
    parse_iso_date(text).unwrap()
}

/// The first dates, as many as `expected` names (separated by spaces).
fn check_dates(first_due: &str, day: Option<u8>, every: Every, expected: &str) {
    let dates = DueDates::new(date(first_due), day, every).unwrap();
    let found: Vec<String> = dates
        .iter()
        .take(expected.split(' ').count())
        .map(format_iso_date)
        .collect();
    assert_eq!(found.join(" "), expected, "{first_due} {day:?} {every:?}");
}

fn check_error(first_due: &str, day: Option<u8>, every: Every, expected: DueDatesError) {
    assert_eq!(DueDates::new(date(first_due), day, every), Err(expected));
}

#[test]
fn day_rhythms_count_days() {
    check_dates("2026-12-28", None, Every::Weekly, "2026-12-28 2027-01-04 2027-01-11");
    check_dates(
        "2026-12-28",
        None,
        Every::Fortnightly,
        "2026-12-28 2027-01-11 2027-01-25",
    );
    check_dates(
        "2026-12-28",
        None,
        Every::FourWeekly,
        "2026-12-28 2027-01-25 2027-02-22",
    );
    check_dates("2028-02-28", None, Every::Days(1), "2028-02-28 2028-02-29 2028-03-01");
    check_dates("2026-12-28", None, Every::Days(366), "2026-12-28 2027-12-29 2028-12-29");
}

#[test]
fn month_rhythms_count_from_anchor_and_clamp() {
    check_dates(
        "2027-01-31",
        None,
        Every::Monthly,
        "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31",
    );
    check_dates("2028-01-31", None, Every::Monthly, "2028-01-31 2028-02-29 2028-03-31");
    check_dates("2027-01-29", None, Every::Monthly, "2027-01-29 2027-02-28 2027-03-29");
    check_dates("2027-01-28", None, Every::Monthly, "2027-01-28 2027-02-28 2027-03-28");
    check_dates("2026-11-30", None, Every::Quarterly, "2026-11-30 2027-02-28 2027-05-30");
    check_dates(
        "2028-02-29",
        None,
        Every::Months(12),
        "2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29",
    );
}

#[test]
fn named_day_survives_a_clamped_first_date() {
    check_dates("2027-02-28", None, Every::Monthly, "2027-02-28 2027-03-28 2027-04-28");
    check_dates(
        "2027-02-28",
        Some(31),
        Every::Monthly,
        "2027-02-28 2027-03-31 2027-04-30",
    );
    check_dates(
        "2027-02-28",
        Some(29),
        Every::Monthly,
        "2027-02-28 2027-03-29 2027-04-29",
    );
    check_dates(
        "2027-04-30",
        Some(31),
        Every::Quarterly,
        "2027-04-30 2027-07-31 2027-10-31",
    );
    check_dates(
        "2027-02-28",
        Some(30),
        Every::TwiceMonthly,
        "2027-02-28 2027-03-15 2027-03-30 2027-04-15",
    );
}

#[test]
fn twice_monthly_pairs_the_day_with_its_half() {
    check_dates(
        "2027-01-15",
        None,
        Every::TwiceMonthly,
        "2027-01-15 2027-01-30 2027-02-15 2027-02-28 2027-03-15",
    );
    check_dates(
        "2027-01-16",
        None,
        Every::TwiceMonthly,
        "2027-01-16 2027-02-01 2027-02-16 2027-03-01",
    );
    check_dates(
        "2027-01-31",
        None,
        Every::TwiceMonthly,
        "2027-01-31 2027-02-16 2027-02-28 2027-03-16 2027-03-31",
    );
    check_dates(
        "2027-01-01",
        None,
        Every::TwiceMonthly,
        "2027-01-01 2027-01-16 2027-02-01",
    );
    check_dates(
        "2027-02-28",
        None,
        Every::TwiceMonthly,
        "2027-02-28 2027-03-13 2027-03-28",
    );
}

#[test]
fn twice_monthly_on_takes_the_two_days_in_either_order() {
    let expected = "2027-01-31 2027-02-15 2027-02-28 2027-03-15 2027-03-31 2027-04-15 2027-04-30";
    check_dates("2027-01-31", None, Every::TwiceMonthlyOn(15, 31), expected);
    check_dates("2027-01-31", None, Every::TwiceMonthlyOn(31, 15), expected);
    check_dates(
        "2027-02-28",
        None,
        Every::TwiceMonthlyOn(15, 31),
        "2027-02-28 2027-03-15 2027-03-31",
    );
    check_dates(
        "2027-02-15",
        None,
        Every::TwiceMonthlyOn(15, 31),
        "2027-02-15 2027-02-28",
    );
}

#[test]
fn twice_monthly_on_gap_is_ten_days_in_february_too() {
    for (first, second) in [(1, 11), (1, 19), (18, 28), (18, 31), (10, 31), (10, 28), (5, 20)] {
        let first_due = Date::from_ymd_opt(2027, 1, u32::from(first)).unwrap();
        assert!(
            DueDates::new(first_due, None, Every::TwiceMonthlyOn(first, second)).is_ok(),
            "{first} {second}"
        );
    }
    for (first, second) in [
        (1, 10),
        (1, 20),
        (19, 31),
        (9, 31),
        (9, 28),
        (7, 7),
        (0, 15),
        (15, 32),
        (0, 0),
        (0, 255),
    ] {
        let error = DueDatesError::TwiceMonthlyTooClose { first, second };
        check_error("2027-01-15", None, Every::TwiceMonthlyOn(first, second), error);
    }
}

#[test]
fn limits_of_rhythm_and_day_are_refused_by_name() {
    let first_due = date("2027-02-28");
    for months in [0, 13, 255] {
        check_error(
            "2027-02-28",
            None,
            Every::Months(months),
            DueDatesError::MonthsOutOfRange { months },
        );
    }
    for days in [0, 367, 65_535] {
        check_error(
            "2027-02-28",
            None,
            Every::Days(days),
            DueDatesError::DaysOutOfRange { days },
        );
    }
    for every in [
        Every::Weekly,
        Every::Fortnightly,
        Every::FourWeekly,
        Every::Days(30),
        Every::TwiceMonthlyOn(15, 31),
    ] {
        check_error("2027-02-28", Some(28), every, DueDatesError::DayWithoutMonths);
    }
    for day in [0, 1, 27, 32, 255] {
        for every in [Every::Monthly, Every::TwiceMonthly] {
            check_error(
                "2027-02-28",
                Some(day),
                every,
                DueDatesError::DayDoesNotMatch { day, first_due },
            );
        }
    }
    check_error(
        "2027-02-27",
        None,
        Every::TwiceMonthlyOn(15, 31),
        DueDatesError::NotOnTwiceMonthlyDay {
            first_due: date("2027-02-27"),
            first: 15,
            second: 31,
        },
    );
}

#[test]
fn dates_end_with_2200() {
    let dates = DueDates::new(date("2200-11-30"), None, Every::Monthly).unwrap();
    assert_eq!(
        dates.iter().map(format_iso_date).collect::<Vec<_>>(),
        ["2200-11-30", "2200-12-30"]
    );
    assert_eq!((dates.nth(2), dates.nth(u32::MAX)), (None, None));
    let daily = DueDates::new(date("2200-12-31"), None, Every::Days(1)).unwrap();
    assert_eq!(
        (daily.nth(0), daily.nth(1), daily.nth(u32::MAX)),
        (Some(date("2200-12-31")), None, None)
    );
    let late = DueDates::new(Date::MAX, None, Every::TwiceMonthly).unwrap();
    assert_eq!(
        (late.nth(0), late.nearest(Date::MAX), late.index_of(Date::MAX)),
        (None, None, None)
    );
    let early = DueDates::new(Date::MIN, None, Every::Monthly).unwrap();
    assert_eq!(early.index_of(Date::MIN), Some(0));
}

#[test]
fn nearest_prefers_the_earlier_of_two() {
    let dates = DueDates::new(date("2027-01-31"), None, Every::Monthly).unwrap();
    let table = "1970-01-01 2027-01-31|2027-01-31 2027-01-31|2027-02-13 2027-01-31|2027-02-14 2027-01-31\
        |2027-02-15 2027-02-28|2027-03-01 2027-02-28|2027-03-30 2027-03-31|2200-12-31 2200-12-31";
    for row in table.split('|') {
        let (asked, expected) = row.split_once(' ').unwrap();
        assert_eq!(dates.nearest(date(asked)), Some(date(expected)), "{asked}");
    }
    assert_eq!(dates.nearest(Date::MAX), Some(date("2200-12-31")));
    assert_eq!(dates.nearest(Date::MIN), Some(date("2027-01-31")));
    assert_eq!(dates.index_of(date("2027-02-28")), Some(1));
    assert_eq!(dates.index_of(date("2027-02-27")), None);
    assert_eq!(dates.index_of(date("2026-12-31")), None);
}

#[test]
fn every_counts_days_or_months_or_neither() {
    let table = [
        (Every::Weekly, Some(7), None),
        (Every::Fortnightly, Some(14), None),
        (Every::FourWeekly, Some(28), None),
        (Every::Days(10), Some(10), None),
        (Every::Monthly, None, Some(1)),
        (Every::Quarterly, None, Some(3)),
        (Every::Months(6), None, Some(6)),
        (Every::TwiceMonthly, None, None),
        (Every::TwiceMonthlyOn(1, 15), None, None),
    ];
    for (every, days, months) in table {
        assert_eq!(
            (every.counts_days(), every.counts_months()),
            (days, months),
            "{every:?}"
        );
    }
}

fn any_every() -> impl Strategy<Value = Every> {
    prop_oneof![
        Just(Every::Weekly),
        Just(Every::TwiceMonthly),
        Just(Every::Monthly),
        Just(Every::Quarterly),
        any::<u8>().prop_map(Every::Months),
        (1_u8..=12).prop_map(Every::Months),
        any::<u16>().prop_map(Every::Days),
        (1_u16..=366).prop_map(Every::Days),
        (0_u8..=33, 0_u8..=33).prop_map(|(first, second)| Every::TwiceMonthlyOn(first, second)),
    ]
}

/// Due dates of an accepted rhythm, with first dates often at a month's end.
fn due_dates() -> impl Strategy<Value = DueDates> {
    (0_i32..80_000, any_every()).prop_filter_map("refused", |(days, every)| {
        DueDates::new(Date::from_epoch_days(days)?, None, every).ok()
    })
}

proptest! {
    /// No first date, day or rhythm makes it panic, at any index.
    #[test]
    fn prop_due_dates_any_input(
        days in any::<i32>(), day in proptest::option::of(any::<u8>()), every in any_every(), index in any::<u32>()
    ) {
        let first_due = Date::from_epoch_days(days).unwrap_or(Date::MAX);
        if let Ok(dates) = DueDates::new(first_due, day, every) {
            let _ = (dates.nth(index), dates.nearest(Date::MIN), dates.nearest(Date::MAX), dates.index_of(Date::MAX));
            prop_assert!(dates.nth(0).is_none_or(|date| date == first_due));
        }
    }

    /// Dates rise strictly from the first due date, and each has its own index back.
    #[test]
    fn prop_due_dates_rise(dates in due_dates(), start in 0_u32..300) {
        for index in start..start + 20 {
            let (Some(this), Some(next)) = (dates.nth(index), dates.nth(index + 1)) else { break };
            prop_assert!(this < next);
            prop_assert!(next.year() <= LAST_YEAR);
            prop_assert_eq!(dates.index_of(this), Some(index));
            prop_assert_eq!(dates.nearest(this), Some(this));
        }
    }

    /// The nearest date is what a walk over all of them finds.
    #[test]
    fn prop_nearest_is_what_a_walk_finds(dates in due_dates(), asked in 0_i32..84_371) {
        let asked = Date::from_epoch_days(asked).unwrap();
        let walked = dates.iter().min_by_key(|due| due.signed_duration_since(asked).num_days().abs());
        prop_assert_eq!(dates.nearest(asked), walked);
        prop_assert_eq!(dates.index_of(asked).is_some(), walked == Some(asked));
    }

    /// Twice a month means two dates in every full month, at least 10 days apart.
    #[test]
    fn prop_twice_monthly_keeps_its_gap(days in 0_i32..40_000, lower in 1_u8..=31, upper in 1_u8..=31) {
        let first_due = Date::from_epoch_days(days).unwrap();
        for every in [Every::TwiceMonthly, Every::TwiceMonthlyOn(lower, upper)] {
            let Ok(dates) = DueDates::new(first_due, None, every) else { continue };
            for index in 0..50 {
                let (this, next) = (dates.nth(index).unwrap(), dates.nth(index + 1).unwrap());
                prop_assert!(this + Days::new(10) <= next, "{this} {next}");
                let second_next = dates.nth(index + 2).unwrap();
                prop_assert_eq!((this.month0() + 1) % 12, second_next.month0());
            }
        }
    }
}

#[test]
fn the_day_that_is_meant_stays_the_same_in_short_months() {
    let meant = |first_due: &str, every| {
        let dates = DueDates::new(date(first_due), None, every).unwrap();
        [0, 1, 2, 3].map(|index| dates.meant_day(index))
    };
    assert_eq!(meant("2027-01-31", Every::Monthly), [Some(31); 4]);
    assert_eq!(
        meant("2027-01-31", Every::TwiceMonthly),
        [Some(31), Some(16), Some(31), Some(16)]
    );
    assert_eq!(
        meant("2027-01-10", Every::TwiceMonthly),
        [Some(10), Some(25), Some(10), Some(25)]
    );
    assert_eq!(
        meant("2027-02-28", Every::TwiceMonthlyOn(15, 31)),
        [Some(31), Some(15), Some(31), Some(15)]
    );
    assert_eq!(meant("2027-01-31", Every::Weekly), [None; 4]);
}

#[test]
fn a_step_from_date_to_date_gives_the_dates_of_the_indexes() {
    let rhythms = [Every::Weekly, Every::Days(366), Every::TwiceMonthly]
        .into_iter()
        .chain((1..=12).map(Every::Months));
    for every in rhythms {
        // Each day of a year and of the February after it, which is a long one.
        for first_due in date("2027-01-01").iter_days().take(365 + 31 + 29) {
            for day in [None, Some(29), Some(30), Some(31)] {
                let Ok(dates) = DueDates::new(first_due, day, every) else {
                    continue;
                };
                let mut before = first_due;
                for index in 1..40 {
                    let next = dates.nth(index).unwrap();
                    assert_eq!(
                        dates.following(index, before),
                        Some(next),
                        "{first_due} {day:?} {every:?} {index}"
                    );
                    before = next;
                }
            }
        }
    }
    for (last, every) in [
        ("2200-12-28", Every::Monthly),
        ("2200-12-31", Every::Weekly),
        ("2200-11-30", Every::Quarterly),
    ] {
        let dates = DueDates::new(date(last), None, every).unwrap();
        assert_eq!(dates.following(1, date(last)), None, "{last}");
    }
}
