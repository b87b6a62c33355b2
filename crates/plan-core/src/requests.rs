//! The small questions of the command line: `plan dates`, `plan share`, `plan interest` and `plan apr`.

mod apr;
mod interest;

pub use apr::apr;
pub use interest::interest;

use serde_json::json;

use crate::calendar::{DueDates, format_iso_date};
use crate::money::{self, Currency, Money};
use crate::problem::{Problem, ProblemCode as C};
pub use crate::read::MAX_INPUT_BYTES;
use crate::read::{Object, parse_json};
use crate::terms::{read_every, read_working_days, short_days_problem};
use crate::{MAX_DEBTS, MAX_PAYMENTS};

/// Answers `{"first_due","every","count","day"?,"working_days"?}` with `{"dates":[…]}`.
///
/// # Errors
/// Every problem of the request.
pub fn dates(text: &str) -> Result<String, Vec<Problem>> {
    let value = parse_json(text)?;
    let mut problems = Vec::new();
    let Some(mut object) = Object::open(&value, "", &mut problems) else {
        return Err(problems);
    };
    let first_due = object
        .required("first_due", &mut problems)
        .and_then(|field| field.date(&mut problems));
    let every = object
        .required("every", &mut problems)
        .and_then(|field| read_every(&field, &mut problems));
    let count = object
        .required("count", &mut problems)
        .and_then(|field| field.whole(1, MAX_PAYMENTS, &mut problems));
    let day = object
        .optional("day")
        .and_then(|field| field.whole(1, 31, &mut problems))
        .and_then(|day| u8::try_from(day).ok());
    let rule = object
        .optional("working_days")
        .and_then(|field| read_working_days(&field, &mut problems));
    if let (Some(every), Some(_)) = (every, &rule) {
        problems.extend(short_days_problem(every, ""));
    }
    let dates = first_due.zip(every).and_then(|(first_due, every)| {
        DueDates::new(first_due, day, every)
            .map_err(|error| problems.push(crate::terms::due_dates_problem(error, "")))
            .ok()
    });
    object.close(&mut problems);
    let (Some(dates), Some(count), true) = (dates, count, problems.is_empty()) else {
        return Err(problems);
    };
    let mut found = Vec::with_capacity(count as usize);
    let mut last = None;
    for index in 0..count {
        let date = dates
            .nth(index)
            .ok_or_else(|| vec![Problem::new(C::PastLastDate, "count", count.to_string()).limit("2200")])?;
        let moved = match &rule {
            Some(rule) => rule.move_date(date).ok_or_else(|| {
                let problem = Problem::new(C::NoBankHolidays, "working_days", format_iso_date(date));
                vec![problem.limit(rule.calendar.known_years())]
            })?,
            None => date,
        };
        if last.is_some_and(|last| moved <= last) {
            let problem = Problem::new(C::TooClose, "working_days", format_iso_date(date));
            return Err(vec![problem.limit("one payment on a working day")]);
        }
        last = Some(moved);
        found.push(format_iso_date(moved));
    }
    Ok(json!({ "dates": found }).to_string())
}

/// Answers `{"available","weights":[…],"currency"?}` with `{"shares":[…]}`, by the largest remainder.
///
/// # Errors
/// Every problem of the request.
pub fn share(text: &str) -> Result<String, Vec<Problem>> {
    let value = parse_json(text)?;
    let mut problems = Vec::new();
    let Some(mut object) = Object::open(&value, "", &mut problems) else {
        return Err(problems);
    };
    // The amounts can only be read once their currency is known; its problems still come last, as it does.
    let mut last = Vec::new();
    let named = object
        .optional("currency")
        .map(|field| crate::terms::read_currency(&field, &mut last));
    let currency = named.flatten().unwrap_or(Currency::GBP);
    let available = object
        .required("available", &mut problems)
        .and_then(|field| field.amount(currency, &mut problems));
    let weights = object
        .required("weights", &mut problems)
        .and_then(|field| field.list(MAX_DEBTS, &mut problems));
    let weights: Option<Vec<i64>> = weights.map(|entries| {
        let read = entries.iter().filter_map(|entry| entry.amount(currency, &mut problems));
        read.collect()
    });
    problems.append(&mut last);
    object.close(&mut problems);
    let (Some(available), Some(weights), true) = (available, weights, problems.is_empty()) else {
        return Err(problems);
    };
    let shares = money::share(available, &weights)
        .map_err(|_| vec![Problem::new(C::Zero, "weights", "").limit("one above zero")])?;
    let shares: Vec<String> = shares
        .into_iter()
        .map(|minor| Money::from_minor(minor, currency).to_string())
        .collect();
    Ok(json!({ "shares": shares }).to_string())
}
