//! `plan interest`: simple interest of one debt.

use serde::Serialize;

use crate::calendar::{Date, format_iso_date};
use crate::money::{Currency, Money, Rate, Rounding};
use crate::problem::{Problem, ProblemCode as C};
use crate::read::{Field, Object, parse_json};
use crate::simple_interest::{self, Basis, SimpleInterest};
use crate::terms::read_currency;

/// Days from 1 January 1970 to 31 December 2200: no two dates lie further apart.
const MAX_DAYS: u32 = 84_370;

/// The answer, in the contract's order.
#[derive(Serialize)]
struct Answer {
    interest: String,
    daily: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    compensation: Option<String>,
}

/// For how long interest runs.
#[derive(Clone, Copy)]
enum Span {
    Dates { from: Date, until: Date },
    Days(u32),
}

/// Answers `{"principal","annual_percent","from","until" or "days","basis","currency"?,"rounding"?,"statutory"?}` with
/// `{"interest","daily","compensation"?}`.
///
/// | field | constraints |
/// |---|---|
/// | `principal` | an amount above zero |
/// | `annual_percent` | 0 to 1000, at most 4 decimals; left out with `statutory` |
/// | `from`, `until` | dates; `from` does not bear interest, `until` does |
/// | `days` | 0 to 84370, instead of `until`; `from` is then only needed for 30/360 |
/// | `basis` | `actual/365`, `actual/360`, `30/360` |
/// | `currency` | GBP unless named |
/// | `rounding` | `half_up` unless named, `half_even`, `up`, `down` |
/// | `statutory` | `{"reference_percent"}`: 8 points over it, and the fixed sum of the Late Payment Act; GBP only |
///
/// `interest` is exact and rounded once; `daily` is the interest of one day, rounded, for information.
///
/// # Errors
/// Every problem of the request, in the order of the fields.
///
/// # Source
/// [`crate::simple_interest`].
///
/// # Examples
/// ```
/// use plan_core::requests::interest;
/// let asked = r#"{"principal":"1000.00","statutory":{"reference_percent":"0.5"},"days":50,"basis":"actual/365"}"#;
/// let answer = r#"{"interest":"11.64","daily":"0.23","compensation":"70.00"}"#;
/// assert_eq!(interest(asked).as_deref(), Ok(answer));
/// assert_eq!(interest(&asked.replace("actual/365", "period")).unwrap_err()[0].path, "basis");
/// ```
pub fn interest(text: &str) -> Result<String, Vec<Problem>> {
    let value = parse_json(text)?;
    let mut problems = Vec::new();
    let Some(mut object) = Object::open(&value, "", &mut problems) else {
        return Err(problems);
    };
    // Read before their turn, because others depend on them; their problems come in their turn.
    let statutory = object.optional("statutory");
    let mut of_currency = Vec::new();
    let named = object
        .optional("currency")
        .map(|field| read_currency(&field, &mut of_currency));
    let currency = named.flatten().unwrap_or(Currency::GBP);

    let principal = object
        .required("principal", &mut problems)
        .and_then(|field| field.positive_amount(currency, &mut problems));
    let agreed = read_agreed_rate(&mut object, statutory.is_some(), &mut problems);
    let from = object.optional("from");
    let span = read_span(&mut object, from.as_ref(), &mut problems);
    let basis = object
        .required("basis", &mut problems)
        .and_then(|field| read_basis(&field, &mut problems));
    let days = span.zip(basis).and_then(|(span, basis)| {
        let days = days(span, basis);
        if days.is_none() {
            problems.push(Problem::new(C::Missing, "from", "").limit("with 30/360"));
        }
        days
    });
    if statutory.is_some() && currency != Currency::GBP {
        of_currency.push(Problem::new(C::NotAllowed, "currency", currency.code()).limit("GBP, with statutory"));
    }
    problems.append(&mut of_currency);
    let rounding = match object.optional("rounding") {
        Some(field) => read_rounding(&field, &mut problems),
        None => Some(Rounding::default()),
    };
    let rate = match &statutory {
        Some(field) => read_statutory(field, &mut problems),
        None => agreed,
    };
    object.close(&mut problems);
    let (Some(principal), Some(rate), Some(days), Some(basis), Some(rounding), true) =
        (principal, rate, days, basis, rounding, problems.is_empty())
    else {
        return Err(problems);
    };

    let principal = Money::from_minor(principal, currency);
    let debt = SimpleInterest {
        principal,
        rate,
        basis,
        rounding,
    };
    let too_large = || vec![Problem::new(C::TooLarge, "principal", principal.to_string())];
    let answer = Answer {
        interest: debt.interest(days).ok_or_else(too_large)?.to_string(),
        daily: debt.daily().ok_or_else(too_large)?.to_string(),
        compensation: statutory
            .and_then(|_| simple_interest::compensation(principal))
            .map(|sum| sum.to_string()),
    };
    // Serialising strings cannot fail.
    Ok(serde_json::to_string(&answer).unwrap_or_default())
}

/// `annual_percent`, which is there exactly when `statutory` is not.
fn read_agreed_rate(object: &mut Object<'_>, is_statutory: bool, problems: &mut Vec<Problem>) -> Option<Rate> {
    const EITHER: &str = "annual_percent, statutory";
    match (object.optional("annual_percent"), is_statutory) {
        (Some(field), false) => field.rate(problems),
        (None, true) => None,
        (Some(field), true) => {
            problems.push(field.problem(C::ExactlyOne).limit(EITHER));
            None
        }
        (None, false) => {
            problems.push(Problem::new(C::Missing, object.path("annual_percent"), "").limit(EITHER));
            None
        }
    }
}

/// `from` with `until`, or `days`.
fn read_span(object: &mut Object<'_>, from: Option<&Field<'_>>, problems: &mut Vec<Problem>) -> Option<Span> {
    const EITHER: &str = "until, days";
    let (until, days) = (object.optional("until"), object.optional("days"));
    let from_date = from.and_then(|field| field.date(problems));
    match (until, days) {
        (Some(field), None) => {
            if from.is_none() {
                problems.push(Problem::new(C::Missing, object.path("from"), "").limit("with until"));
            }
            let (until, from) = (field.date(problems)?, from_date?);
            if until < from {
                let first = format_iso_date(from);
                problems.push(field.problem(C::Reversed).limit(first.clone()).suggest(first));
                return None;
            }
            Some(Span::Dates { from, until })
        }
        (None, Some(field)) => {
            let days = field.whole(0, MAX_DAYS, problems)?;
            match (from, from_date) {
                (None, _) => Some(Span::Days(days)),
                (Some(_), from) => from.and_then(|from| {
                    let until = from.checked_add_days(chrono::Days::new(u64::from(days)))?;
                    Some(Span::Dates { from, until })
                }),
            }
        }
        (Some(field), Some(_)) => {
            problems.push(field.problem(C::ExactlyOne).limit(EITHER));
            None
        }
        (None, None) => {
            problems.push(Problem::new(C::Missing, object.path("until"), "").limit(EITHER));
            None
        }
    }
}

/// The days that bear interest; `None` when the basis needs dates and there are none.
fn days(span: Span, basis: Basis) -> Option<u32> {
    match (span, basis) {
        (Span::Dates { from, until }, _) => Some(basis.days(from, until)),
        (Span::Days(days), Basis::Actual365 | Basis::Actual360) => Some(days),
        (Span::Days(_), Basis::Thirty360) => None,
    }
}

fn read_basis(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Basis> {
    let known = [Basis::Actual365, Basis::Actual360, Basis::Thirty360];
    field.word(&known.map(|basis| (basis.as_str(), basis)), problems)
}

fn read_rounding(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Rounding> {
    let known = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down];
    field.word(&known.map(|mode| (mode.as_str(), mode)), problems)
}

/// `{"reference_percent"}` → the statutory rate.
fn read_statutory(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Rate> {
    let mut object = field.object(problems)?;
    let reference = object.required("reference_percent", problems);
    let rate = reference.and_then(|field| {
        let rate = simple_interest::statutory_rate(field.rate(problems)?);
        if rate.is_none() {
            problems.push(field.problem(C::TooLarge).limit("0 to 992"));
        }
        rate
    });
    object.close(problems);
    rate
}
