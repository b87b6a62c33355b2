//! Outside vectors for due dates, bank holidays and working days; each names its source in the file.
#![expect(clippy::unwrap_used, reason = "a vector that cannot be read fails its test")]

use plan_core::calendar::{
    Calendar, Date, Division, DueDates, Every, Move, WorkingDays, bank_holidays, format_iso_date, is_working_day,
    parse_iso_date,
};
use serde_json::Value;

const DUE_DATES: &str = include_str!("../../../tests/vectors/due_dates.json");
const WORKING_DAYS: &str = include_str!("../../../tests/vectors/working_day_adjustment.json");
const BANK_HOLIDAYS: &str = include_str!("../../../tests/vectors/uk_bank_holidays_2025_2027.json");

/// Vectors that ask for what our due dates are not, and why.
const MISFITS: [(&str, &str); 10] = [
    ("rrule-monthly-first-friday", "BYDAY: a weekday of the month"),
    ("rrule-monthly-third-to-last-day", "a day counted from the month's end"),
    (
        "rrule-monthly-first-and-last-day",
        "days 1 and 31 are closer than 10 days across the month's end",
    ),
    ("rrule-monthly-third-of-tu-we-th", "BYDAY with BYSETPOS"),
    (
        "rrule-every-18-months-10th-to-15th",
        "18 months, and six days in a month",
    ),
    ("rrule-every-18-months", "18 months; the longest rhythm is 12"),
    ("add-months-2021-02-27-1", "due dates only count forward"),
    ("add-months-2021-03-29-1", "due dates only count forward"),
    ("add-months-2021-06-29-1", "due dates only count forward"),
    (
        "month-end-roll-2025-01-31",
        "a missing day rolls to the first of the next month; ours clamps",
    ),
];

fn vectors(json: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(json).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn text<'a>(vector: &'a Value, key: &str) -> &'a str {
    vector[key].as_str().unwrap_or_default()
}

fn date(vector: &Value, key: &str) -> Date {
    parse_iso_date(text(vector, key)).unwrap()
}

/// The expected dates with their indices, and the dates we give; `None` if the vector's form is not one of ours.
fn due_dates_of(vector: &Value) -> Option<(DueDates, Vec<(u32, Date)>)> {
    let numbered = |first_index: u32| -> Vec<(u32, Date)> {
        let dates = vector["expected"].as_array().unwrap();
        (first_index..)
            .zip(dates.iter().map(|date| parse_iso_date(date.as_str().unwrap()).unwrap()))
            .collect()
    };
    if let Some(rule) = vector["rule"].as_str() {
        let every = match rule.split(";COUNT=").next()? {
            "FREQ=DAILY" => Every::Days(1),
            "FREQ=WEEKLY" => Every::Weekly,
            "FREQ=MONTHLY" if !rule.contains("BY") => Every::Monthly,
            _ => return None,
        };
        return Some((DueDates::new(date(vector, "start"), None, every).unwrap(), numbered(0)));
    }
    if let Some(months) = vector["add_months"].as_i64() {
        let every = Every::Months(u8::try_from(months).ok()?);
        let dates = DueDates::new(date(vector, "start"), None, every).unwrap();
        return Some((dates, vec![(1, date(vector, "expected"))]));
    }
    assert_eq!(vector["every"].to_string(), r#"[1,"MONTHS"]"#);
    if vector["anchor"].is_string() {
        // Rolling and clamping agree as long as no day is missing.
        let has_missing_day = date(vector, "anchor") == parse_iso_date("2025-01-31").unwrap();
        if text(vector, "policy").contains("first day of the next month") && has_missing_day {
            return None;
        }
        return Some((
            DueDates::new(date(vector, "anchor"), None, Every::Monthly).unwrap(),
            numbered(1),
        ));
    }
    let last = u32::try_from(vector["take"].as_u64()?).unwrap() - 1;
    let dates = DueDates::new(date(vector, "first"), None, Every::Monthly).unwrap();
    Some((
        dates,
        vec![
            (1, date(vector, "expected_second")),
            (last, date(vector, "expected_last")),
        ],
    ))
}

#[test]
fn due_date_vectors_that_fit_all_agree() {
    let vectors = vectors(DUE_DATES);
    let mut misfits = Vec::new();
    for vector in &vectors {
        let Some((dates, expected)) = due_dates_of(vector) else {
            misfits.push(text(vector, "id"));
            continue;
        };
        for (index, date) in expected {
            assert_eq!(dates.nth(index), Some(date), "{} at {index}", text(vector, "id"));
            assert_eq!(dates.index_of(date), Some(index), "{}", text(vector, "id"));
        }
    }
    assert_eq!(misfits, MISFITS.map(|(id, _)| id));
    assert_eq!(vectors.len() - misfits.len(), 14);
}

#[test]
fn bank_holidays_2025_to_2027_are_as_published() {
    let file: Value = serde_json::from_str(BANK_HOLIDAYS).unwrap();
    let divisions = file["data"].as_array().unwrap();
    assert_eq!(divisions.len(), 3);
    for published in divisions {
        let division = Division::parse(text(published, "division")).unwrap();
        let expected: Vec<&str> = published["holidays"]
            .as_array()
            .unwrap()
            .iter()
            .map(|holiday| text(holiday, "date"))
            .collect();
        let found: Vec<String> = (2025..=2027)
            .flat_map(|year| bank_holidays(division, year).unwrap())
            .map(format_iso_date)
            .collect();
        assert_eq!(found, expected, "{division:?}");
    }
}

#[test]
fn working_day_vectors_all_agree() {
    let vectors = vectors(WORKING_DAYS);
    assert_eq!(vectors.len(), 36);
    for vector in &vectors {
        let division = Division::parse(text(vector, "division")).unwrap();
        let due = date(vector, "date");
        for name in ["following", "preceding", "modified_following"] {
            let working_days = WorkingDays {
                calendar: Calendar::Division(division),
                shift: Move::parse(name).unwrap(),
            };
            assert_eq!(
                working_days.move_date(due),
                Some(date(vector, name)),
                "{} {name}",
                text(vector, "id")
            );
        }
        let stays = text(vector, "following") == text(vector, "date");
        assert_eq!(is_working_day(division, due), Some(stays), "{}", text(vector, "id"));
    }
}
