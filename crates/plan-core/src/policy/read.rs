//! Reads a policy pack.

use serde_json::Value;

use super::{Adviser, Days, Limits, MAX_ENTRIES, MAX_LANGUAGES, MAX_POLICY_TEXT_CHARS, Pack, Rule, Rules, Words};
use crate::calendar::Every;
use crate::case::PersonKind;
use crate::money::Currency;
use crate::problem::{Problem, ProblemCode as C};
use crate::read::{Field, Object};
use crate::terms::{read_currency, read_every, read_version};

/// The longest plan a pack can allow, in months: as many as there are payments at most.
const MAX_MONTHS: u32 = crate::MAX_PAYMENTS;
/// The longest time within which something happens, in days.
const MAX_DAYS: u32 = 3_650;
/// The most rhythms a pack can name.
const MAX_FREQUENCIES: usize = 20;
/// The longest code of a language.
const MAX_CODE_CHARS: usize = 20;

type Problems = Vec<Problem>;

pub(super) fn pack(value: &Value, problems: &mut Problems) -> Option<Pack> {
    let mut object = Object::open(value, "", problems)?;
    read_version(&mut object, problems);
    let id = object.required("id", problems).and_then(|field| field.name(problems));
    let pack_version = object
        .required("pack_version", problems)
        .and_then(|field| field.name(problems));
    let title = object
        .required("title", problems)
        .and_then(|field| words(&field, problems));
    let company = object.optional("company").and_then(|field| field.name(problems));
    let applies_to = object
        .required("applies_to", problems)
        .and_then(|field| kinds(&field, problems));
    let currency = object
        .required("currency", problems)
        .and_then(|field| read_currency(&field, problems));
    let valid_from = object
        .required("valid_from", problems)
        .and_then(|field| field.date(problems));
    let valid_until = object.required("valid_until", problems).and_then(|field| {
        let until = field.date(problems)?;
        if valid_from.is_some_and(|from| until < from) {
            problems.push(field.problem(C::Reversed));
        }
        Some(until)
    });
    // Amounts can only be read once their currency is known; pounds stand in so that other problems still show.
    let money = currency.unwrap_or(Currency::GBP);
    let limits = match object.optional("limits") {
        Some(field) => limits(&field, money, problems),
        None => Some(Limits::default()),
    };
    let days = match object.optional("days") {
        Some(field) => days(&field, problems),
        None => Some(Days::default()),
    };
    let advice = object.required("advice", problems).and_then(|field| {
        let advisers = field.objects(MAX_ENTRIES, problems, adviser)?;
        if advisers.is_empty() {
            problems.push(Problem::new(C::Missing, format!("{}[0]", field.path), ""));
        }
        Some(advisers)
    });
    let consequences = match object.optional("consequences") {
        Some(field) => field.objects(MAX_ENTRIES, problems, |object, problems| {
            rule(object, "text", problems, words)
        }),
        None => Some(Vec::new()),
    };
    let credit_file = object
        .optional("credit_file")
        .and_then(|field| rule_in(&field, "text", problems, words));
    object.close(problems);
    Some(Pack {
        id: id?,
        pack_version: pack_version?,
        valid_from: valid_from?,
        valid_until: valid_until?,
        rules: Rules {
            title: title?,
            company,
            applies_to: applies_to?,
            currency: currency?,
            limits: limits?,
            days: days?,
            advice: advice?,
            consequences: consequences?,
            credit_file,
        },
    })
}

/// A rule: its value under a name of its own, and what it rests on.
fn rule<'v, T>(
    object: &mut Object<'v>,
    key: &'static str,
    problems: &mut Problems,
    read: impl FnOnce(&Field<'v>, &mut Problems) -> Option<T>,
) -> Option<Rule<T>> {
    let value = object.required(key, problems).and_then(|field| read(&field, problems));
    let reason = object
        .required("reason", problems)
        .and_then(|field| words(&field, problems));
    let source = object
        .required("source", problems)
        .and_then(|field| long_name(&field, problems));
    let dated = object
        .required("dated", problems)
        .and_then(|field| field.date(problems));
    Some(Rule {
        value: value?,
        reason: reason?,
        source: source?,
        dated: dated?,
    })
}

fn rule_in<'v, T>(
    field: &Field<'v>,
    key: &'static str,
    problems: &mut Problems,
    read: impl FnOnce(&Field<'v>, &mut Problems) -> Option<T>,
) -> Option<Rule<T>> {
    let mut object = field.object(problems)?;
    let rule = rule(&mut object, key, problems, read);
    object.close(problems);
    rule
}

fn limits(field: &Field<'_>, currency: Currency, problems: &mut Problems) -> Option<Limits> {
    let mut object = field.object(problems)?;
    let whole =
        |lowest, highest| move |field: &Field<'_>, problems: &mut Problems| field.whole(lowest, highest, problems);
    let smallest_monthly = object.optional("smallest_monthly").and_then(|field| {
        rule_in(&field, "amount", problems, |field, problems| {
            field.positive_amount(currency, problems)
        })
    });
    let longest_months = object
        .optional("longest_months")
        .and_then(|field| rule_in(&field, "months", problems, whole(1, MAX_MONTHS)));
    let first_within_days = object
        .optional("first_within_days")
        .and_then(|field| rule_in(&field, "days", problems, whole(0, MAX_DAYS)));
    let frequencies = object
        .optional("frequencies")
        .and_then(|field| rule_in(&field, "every", problems, rhythms));
    let reduction = object
        .optional("reduction")
        .and_then(|field| rule_in(&field, "percent", problems, |field, problems| field.percent(problems)));
    let break_months = object
        .optional("break_months")
        .and_then(|field| rule_in(&field, "months", problems, whole(1, MAX_MONTHS)));
    let lower_months = object
        .optional("lower_months")
        .and_then(|field| rule_in(&field, "months", problems, whole(1, MAX_MONTHS)));
    object.close(problems);
    Some(Limits {
        smallest_monthly,
        longest_months,
        first_within_days,
        frequencies,
        reduction,
        break_months,
        lower_months,
    })
}

fn days(field: &Field<'_>, problems: &mut Problems) -> Option<Days> {
    let mut object = field.object(problems)?;
    let mut days = |key| {
        let field = object.optional(key)?;
        rule_in(&field, "days", problems, |field, problems| {
            field.whole(1, MAX_DAYS, problems)
        })
    };
    let days = Days {
        reply_by: days("reply_by"),
        review: days("review"),
        change_your_mind: days("change_your_mind"),
    };
    object.close(problems);
    Some(days)
}

fn rhythms(field: &Field<'_>, problems: &mut Problems) -> Option<Vec<Every>> {
    let entries = field.list(MAX_FREQUENCIES, problems)?;
    if entries.is_empty() {
        problems.push(Problem::new(C::Missing, format!("{}[0]", field.path), ""));
    }
    let read: Vec<Every> = entries.iter().filter_map(|entry| read_every(entry, problems)).collect();
    (read.len() == entries.len()).then_some(read)
}

fn kinds(field: &Field<'_>, problems: &mut Problems) -> Option<Vec<PersonKind>> {
    let all = [PersonKind::Consumer, PersonKind::SoleTrader, PersonKind::Company];
    let allowed = all.map(|kind| (kind.as_str(), kind));
    let entries = field.list(all.len(), problems)?;
    if entries.is_empty() {
        problems.push(Problem::new(C::Missing, format!("{}[0]", field.path), ""));
    }
    let mut read = Vec::with_capacity(entries.len());
    for entry in &entries {
        if let Some(kind) = entry.word(&allowed, problems) {
            if read.contains(&kind) {
                problems.push(entry.problem(C::Duplicate));
            }
            read.push(kind);
        }
    }
    (read.len() == entries.len()).then_some(read)
}

fn adviser(object: &mut Object<'_>, problems: &mut Problems) -> Option<Adviser> {
    let name = object.required("name", problems).and_then(|field| field.name(problems));
    let phone = object.optional("phone").and_then(|field| phone(&field, problems));
    let web = object.optional("web").and_then(|field| web(&field, problems));
    if phone.is_none() && web.is_none() {
        problems.push(Problem::new(C::Missing, object.path("phone"), "").limit("phone, web"));
    }
    let note = object.optional("note").and_then(|field| words(&field, problems));
    let source = object
        .required("source", problems)
        .and_then(|field| long_name(&field, problems));
    let dated = object
        .required("dated", problems)
        .and_then(|field| field.date(problems));
    Some(Adviser {
        name: name?,
        phone,
        web,
        note,
        source: source?,
        dated: dated?,
    })
}

/// A number that can be dialled: digits with what people write between them.
fn phone(field: &Field<'_>, problems: &mut Problems) -> Option<String> {
    let text = field.name(problems)?;
    let dialled = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-');
    if !text.chars().all(dialled) || !text.chars().any(|c| c.is_ascii_digit()) {
        problems.push(field.problem(C::NotAllowed).limit("digits, spaces, +, -, ( and )"));
        return None;
    }
    Some(text)
}

/// An address that a link may lead to. Anything but `https` could be made to run, or be read on the way.
fn web(field: &Field<'_>, problems: &mut Problems) -> Option<String> {
    let text = field.name(problems)?;
    let rest = text.strip_prefix("https://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let in_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let in_address = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    if host.is_empty() || !host.chars().all(in_host) || !rest.chars().all(in_address) {
        problems.push(
            field
                .problem(C::NotAllowed)
                .limit("an address that begins with https://"),
        );
        return None;
    }
    Some(text)
}

fn long_text(field: &Field<'_>, problems: &mut Problems) -> Option<String> {
    let text = field.raw_text(problems)?;
    if text.chars().count() > MAX_POLICY_TEXT_CHARS {
        let limit = format!("{MAX_POLICY_TEXT_CHARS} characters");
        problems.push(field.problem(C::TooLarge).limit(limit));
        return None;
    }
    if text.chars().any(char::is_control) {
        problems.push(field.problem(C::ControlCharacters));
        return None;
    }
    Some(text.to_owned())
}

fn long_name(field: &Field<'_>, problems: &mut Problems) -> Option<String> {
    let text = long_text(field, problems)?;
    if text.trim().is_empty() {
        problems.push(Problem::new(C::Missing, field.path.clone(), ""));
        return None;
    }
    Some(text)
}

/// A text by language: `{"en-GB": "…", "cy": "…"}`. English comes first where it is there; then the order is that of
/// the codes, so that the same pack reads alike everywhere.
fn words(field: &Field<'_>, problems: &mut Problems) -> Option<Words> {
    let Value::Object(map) = field.value else {
        problems.push(field.problem(C::WrongType).limit("object"));
        return None;
    };
    if map.is_empty() {
        problems.push(Problem::new(C::Missing, format!("{}.en-GB", field.path), ""));
        return None;
    }
    if map.len() > MAX_LANGUAGES {
        let count = map.len().to_string();
        problems.push(Problem::new(C::TooMany, field.path.clone(), count).limit(MAX_LANGUAGES.to_string()));
        return None;
    }
    let mut texts = Vec::with_capacity(map.len());
    for (code, value) in map {
        let entry = Field {
            path: format!(
                "{}.{}",
                field.path,
                code.chars().take(MAX_CODE_CHARS).collect::<String>()
            ),
            value,
        };
        let is_code = code.len() <= MAX_CODE_CHARS
            && code
                .split('-')
                .all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()));
        if !is_code {
            problems.push(Problem::new(C::NotAllowed, entry.path.clone(), "").limit("a language, like en-GB"));
        }
        // Languages are compared without regard to capitals, so one of the two would never be read.
        if texts
            .iter()
            .any(|(known, _): &(String, String)| known.eq_ignore_ascii_case(code))
        {
            problems.push(Problem::new(C::Duplicate, entry.path.clone(), code.clone()));
        } else if let Some(text) = long_name(&entry, problems) {
            texts.push((code.clone(), text));
        }
    }
    crate::sort_by(&mut texts, |(one, _), (next, _)| {
        (one != "en-GB", one).cmp(&(next != "en-GB", next))
    });
    (texts.len() == map.len()).then_some(Words(texts))
}
