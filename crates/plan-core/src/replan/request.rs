//! JSON → what `plan replan` is asked.

use serde_json::Value;

use super::how::{How, ReAge, Shift};
use super::{MAX_RECEIVED, Received, replan};
use crate::money::Currency;
use crate::problem::{Problem, ProblemCode as C};
use crate::read::{Field, Object, parse_json};
use crate::terms::{Terms, read_every};
use crate::{Date, MAX_PAYMENTS};

/// Answers `{"terms","payments":[{"date","amount"}],"on","how"}`.
///
/// `how` is `"keep_amount"`, `"keep_finish"`, `"append_missed"`, `"re_amortise"`, `{"re_age":{"start","every","count"}}` or
/// `{"shift":{"from","new_due"?,"extra"?}}`.
///
/// # Errors
/// Every problem of the request; where it has none, those of the new plan.
pub fn replan_json(text: &str) -> Result<String, Vec<Problem>> {
    let value = parse_json(text)?;
    let mut problems = Vec::new();
    let Some(mut object) = Object::open(&value, "", &mut problems) else {
        return Err(problems);
    };
    let terms =
        object
            .required("terms", &mut problems)
            .and_then(|field| match Terms::from_value(field.value, "terms") {
                Ok(terms) => Some(terms),
                Err(told) => {
                    problems.extend(told);
                    None
                }
            });
    // Amounts can only be read once their currency is known; pounds stand in so that other problems still show.
    let named = value["terms"]["currency"].as_str().and_then(Currency::parse);
    let currency = named.unwrap_or(Currency::GBP);
    let received = object
        .required("payments", &mut problems)
        .and_then(|field| read_received(&field, currency, &mut problems));
    let on = object
        .required("on", &mut problems)
        .and_then(|field| field.date(&mut problems));
    let how = object
        .required("how", &mut problems)
        .and_then(|field| read_how(&field, &mut problems));
    object.close(&mut problems);
    let (Some(terms), Some(received), Some(on), Some(how), true) = (terms, received, on, how, problems.is_empty())
    else {
        return Err(problems);
    };
    Ok(super::json::answer(&replan(&terms, &received, on, how)?))
}

fn read_received(field: &Field<'_>, currency: Currency, problems: &mut Vec<Problem>) -> Option<Vec<Received>> {
    field.objects(MAX_RECEIVED, problems, |object, problems| {
        let date = required_date(object, "date", problems);
        let amount = object
            .required("amount", problems)
            .and_then(|field| field.positive_amount(currency, problems));
        Some(Received {
            date: date?,
            amount: amount?,
        })
    })
}

fn required_date(object: &mut Object<'_>, key: &'static str, problems: &mut Vec<Problem>) -> Option<Date> {
    object.required(key, problems).and_then(|field| field.date(problems))
}

fn read_how(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<How> {
    const WORDS: [(&str, How); 4] = [
        ("keep_amount", How::KeepAmount),
        ("keep_finish", How::KeepFinish),
        ("append_missed", How::AppendMissed),
        ("re_amortise", How::ReAmortise),
    ];
    if let Value::String(_) = field.value {
        return field.word(&WORDS, problems);
    }
    let mut object = field.object_beside_word(problems)?;
    let (re_age, shift) = (object.optional("re_age"), object.optional("shift"));
    let how = match (re_age, shift) {
        (Some(field), None) => read_re_age(&field, problems).map(How::ReAge),
        (None, Some(field)) => read_shift(&field, problems).map(How::Shift),
        _ => {
            problems.push(field.problem(C::ExactlyOne).limit("re_age, shift"));
            None
        }
    };
    object.close(problems);
    how
}

fn read_re_age(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<ReAge> {
    let mut object = field.object(problems)?;
    let start = required_date(&mut object, "start", problems);
    let every = object
        .required("every", problems)
        .and_then(|field| read_every(&field, problems));
    let count = object
        .required("count", problems)
        .and_then(|field| field.whole(1, MAX_PAYMENTS, problems));
    object.close(problems);
    Some(ReAge {
        start: start?,
        every: every?,
        count: count?,
    })
}

fn read_shift(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Shift> {
    let mut object = field.object(problems)?;
    let from = required_date(&mut object, "from", problems);
    let new_due = object.optional("new_due").map(|field| field.date(problems));
    let extra = match object.optional("extra") {
        Some(field) => field.whole(0, MAX_PAYMENTS, problems),
        None => Some(0),
    };
    if new_due.is_none() && extra == Some(0) {
        problems.push(Problem::new(C::Missing, object.path("new_due"), "").limit("new_due, extra, or both"));
    }
    object.close(problems);
    Some(Shift {
        from: from?,
        new_due: new_due.map_or(Some(None), |day| day.map(Some))?,
        extra: extra?,
    })
}
