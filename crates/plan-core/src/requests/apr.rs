//! `plan apr`: the annual percentage rate of advances and payments.

use serde_json::json;

use crate::MAX_PAYMENTS;
use crate::apr::{AprError, Convention, Credit, Flow, HIGHEST_APR_PERCENT, TimeCount, UnitPeriod, solve_apr};
use crate::calendar::{Date, DueDates, format_iso_date};
use crate::money::{Currency, Money};
use crate::problem::{Problem, ProblemCode as C};
use crate::read::{Field, Object, parse_json};
use crate::terms::{due_dates_problem, read_currency, read_every};

/// Which options go with the convention.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Effective,
    Nominal,
}

/// Answers `{"advances":[…],"payments":[…],"convention","time"?,"unit_period"?,"currency"?}` with `{"apr"}`: per cent, at
/// most 8 decimals, without zeros at the end.
///
/// | field | constraints |
/// |---|---|
/// | `advances`, `payments` | 1 to 1200 of each; entries as below; no payment before the first advance |
/// | an entry | `{"date","amount"}`, or with `count` and `every` (and `day`), which mean what they mean in terms |
/// | `convention` | `eu` (effective; also the United Kingdom's) or `us` (nominal, Regulation Z) |
/// | `time` | with `eu`: `months` unless named, `directive`, `weeks`, `days/365`, `days/365.25` ([`TimeCount`]) |
/// | `unit_period` | with `us`: `day`, `week`, `semimonth`, `month`, `year`, `{"months":1 to 12}`, `{"weeks":1 to 52}`, `{"days":1 to 365}`; found by the rule of Appendix J unless named ([`UnitPeriod`]) |
/// | `currency` | GBP unless named; it says how many decimals amounts have |
///
/// A charge that the borrower pays, on the first day too, is a payment.
///
/// # Errors
/// Every problem of the request, in the order of the fields (the currency's last); then, where the amounts come to no
/// rate, `payments_below_advances`, `no_single_rate` or `rate_too_large`.
///
/// # Source
/// [`crate::apr`].
///
/// # Examples
/// Regulation Z, Appendix J, (c)(1)(i): 9.69 % to two decimals.
/// ```
/// use plan_core::requests::apr;
/// let asked = r#"{"advances":[{"date":"1978-01-10","amount":"5000.00"}],
///     "payments":[{"date":"1978-02-10","amount":"230.00","count":24,"every":"monthly"}],"convention":"us"}"#;
/// assert_eq!(apr(asked).as_deref(), Ok(r#"{"apr":"9.68570806"}"#));
/// let refused = apr(&asked.replace("5000.00", "6000.00")).unwrap_err();
/// assert_eq!(refused[0].code.as_str(), "payments_below_advances");
/// ```
pub fn apr(text: &str) -> Result<String, Vec<Problem>> {
    let value = parse_json(text)?;
    let mut problems = Vec::new();
    let Some(mut object) = Object::open(&value, "", &mut problems) else {
        return Err(problems);
    };
    // The amounts can only be read once their currency is known; its problems still come last, as it does.
    let mut last = Vec::new();
    let named = object
        .optional("currency")
        .map(|field| read_currency(&field, &mut last));
    let currency = named.flatten().unwrap_or(Currency::GBP);

    let advances = object
        .required("advances", &mut problems)
        .and_then(|field| read_flows(&field, currency, None, &mut problems));
    let first = advances
        .as_ref()
        .and_then(|flows| flows.iter().map(|flow| flow.date).min());
    let payments = object
        .required("payments", &mut problems)
        .and_then(|field| read_flows(&field, currency, first, &mut problems));
    let kind = object
        .required("convention", &mut problems)
        .and_then(|field| field.word(&[("eu", Kind::Effective), ("us", Kind::Nominal)], &mut problems));
    // Of the other convention, an option is unknown; of an unknown convention, none is.
    let mut count = Some(TimeCount::default());
    if kind != Some(Kind::Nominal)
        && let Some(field) = object.optional("time")
    {
        count = field.word(&TimeCount::ALL.map(|count| (count.as_str(), count)), &mut problems);
    }
    let mut unit = None;
    if kind != Some(Kind::Effective)
        && let Some(field) = object.optional("unit_period")
    {
        unit = read_unit_period(&field, &mut problems);
    }
    problems.append(&mut last);
    object.close(&mut problems);
    let (Some(advances), Some(payments), Some(kind), Some(count), true) =
        (advances, payments, kind, count, problems.is_empty())
    else {
        return Err(problems);
    };

    let convention = match kind {
        Kind::Effective => Convention::Effective(count),
        Kind::Nominal => Convention::Nominal(unit),
    };
    let credit = Credit { advances, payments };
    let apr = solve_apr(&credit, convention).map_err(|error| vec![apr_problem(error, currency)])?;
    Ok(json!({ "apr": apr.to_string() }).to_string())
}

/// At least one flow, at most [`MAX_PAYMENTS`], none before `first`; streams are written out.
fn read_flows(
    field: &Field<'_>,
    currency: Currency,
    first: Option<Date>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Flow>> {
    let limit = MAX_PAYMENTS as usize;
    let entries = field.list(limit, problems)?;
    if entries.is_empty() {
        problems.push(Problem::new(C::Missing, format!("{}[0]", field.path), ""));
        return None;
    }
    let mut flows = Vec::new();
    let mut is_whole = true;
    let mut total = 0_usize;
    for entry in entries {
        let Some((dates, amount)) = read_entry(&entry, currency, first, problems) else {
            is_whole = false;
            continue;
        };
        total = total.saturating_add(dates.len());
        if total <= limit {
            flows.extend(dates.into_iter().map(|date| Flow { date, amount }));
        }
    }
    if total > limit {
        problems.push(Problem::new(C::TooMany, field.path.clone(), total.to_string()).limit(limit.to_string()));
        return None;
    }
    is_whole.then_some(flows)
}

/// `{"date","amount"}`, or the same with `count` and `every`: the dates, ascending, and the amount of each.
fn read_entry(
    entry: &Field<'_>,
    currency: Currency,
    first: Option<Date>,
    problems: &mut Vec<Problem>,
) -> Option<(Vec<Date>, i64)> {
    let mut object = entry.object(problems)?;
    let date = object.required("date", problems).and_then(|field| {
        let date = field.date(problems)?;
        match first {
            Some(first) if date < first => {
                let first = format_iso_date(first);
                problems.push(field.problem(C::TooEarly).limit(first.clone()).suggest(first));
                None
            }
            _ => Some(date),
        }
    });
    let amount = object
        .required("amount", problems)
        .and_then(|field| field.positive_amount(currency, problems));
    let (count, every) = (object.optional("count"), object.optional("every"));
    let dates = if count.is_none() && every.is_none() {
        date.map(|date| vec![date])
    } else {
        let day = object.optional("day");
        for (key, field) in [("count", &count), ("every", &every)] {
            if field.is_none() {
                problems.push(Problem::new(C::Missing, object.path(key), "").limit("count and every, or neither"));
            }
        }
        let number = count.as_ref().and_then(|field| field.whole(1, MAX_PAYMENTS, problems));
        let every = every.and_then(|field| read_every(&field, problems));
        let day = match day {
            Some(field) => field.whole(1, 31, problems).map(|day| u8::try_from(day).ok()),
            None => Some(None),
        };
        match (date, number, every, day) {
            (Some(date), Some(number), Some(every), Some(day)) => match DueDates::new(date, day, every) {
                Ok(due) => {
                    let dates: Vec<Date> = (0..number).map_while(|index| due.nth(index)).collect();
                    let is_whole = dates.len() == number as usize;
                    if !is_whole {
                        let problem = Problem::new(C::PastLastDate, object.path("count"), number.to_string());
                        problems.push(problem.limit("2200"));
                    }
                    is_whole.then_some(dates)
                }
                Err(error) => {
                    let mut problem = due_dates_problem(error, &format!("{}.", entry.path));
                    if problem.path.ends_with(".first_due") {
                        problem.path = object.path("date");
                    }
                    problems.push(problem);
                    None
                }
            },
            _ => None,
        }
    };
    object.close(problems);
    Some((dates?, amount?))
}

fn read_unit_period(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<UnitPeriod> {
    const WORDS: [(&str, UnitPeriod); 5] = [
        ("day", UnitPeriod::Days(1)),
        ("week", UnitPeriod::Weeks(1)),
        ("semimonth", UnitPeriod::Semimonth),
        ("month", UnitPeriod::Months(1)),
        ("year", UnitPeriod::YEAR),
    ];
    if field.value.is_string() {
        return field.word(&WORDS, problems);
    }
    let mut object = field.object_beside_word(problems)?;
    let (months, weeks, days) = (
        object.optional("months"),
        object.optional("weeks"),
        object.optional("days"),
    );
    let unit = match (months, weeks, days) {
        (Some(months), None, None) => {
            let number = months.whole(1, 12, problems);
            number
                .and_then(|number| u8::try_from(number).ok())
                .map(UnitPeriod::Months)
        }
        (None, Some(weeks), None) => {
            let number = weeks.whole(1, 52, problems);
            number
                .and_then(|number| u8::try_from(number).ok())
                .map(UnitPeriod::Weeks)
        }
        (None, None, Some(days)) => {
            let number = days.whole(1, 365, problems);
            number
                .and_then(|number| u16::try_from(number).ok())
                .map(UnitPeriod::Days)
        }
        _ => {
            problems.push(field.problem(C::ExactlyOne).limit("months, weeks, days"));
            None
        }
    };
    object.close(problems);
    unit
}

/// Why amounts that could be read come to no rate.
fn apr_problem(error: AprError, currency: Currency) -> Problem {
    let amount = |minor: i128| {
        let minor = i64::try_from(minor).unwrap_or(i64::MAX);
        Money::from_minor(minor, currency).to_string()
    };
    match error {
        AprError::NoAdvances => Problem::new(C::Missing, "advances[0]", ""),
        AprError::NoPayments => Problem::new(C::Missing, "payments[0]", ""),
        AprError::TooManyFlows { count, limit } => {
            Problem::new(C::TooMany, "payments", count.to_string()).limit(limit.to_string())
        }
        AprError::PaidBeforeAdvanced { date, first_advance } => {
            Problem::new(C::TooEarly, "payments", format_iso_date(date)).limit(format_iso_date(first_advance))
        }
        AprError::PaymentsBelowAdvances { payments, advances } => {
            Problem::new(C::PaymentsBelowAdvances, "payments", amount(payments)).limit(amount(advances))
        }
        AprError::NoSingleRate => Problem::new(C::NoSingleRate, "payments", ""),
        AprError::RateTooLarge { .. } => {
            Problem::new(C::RateTooLarge, "payments", "").limit(HIGHEST_APR_PERCENT.to_string())
        }
    }
}
