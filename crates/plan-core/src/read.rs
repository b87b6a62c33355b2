//! Reads JSON by hand, so that one pass finds every problem and names every unknown field.

use serde_json::{Map, Value};

use crate::calendar::{Date, parse_iso_date};
use crate::money::{AmountError, Currency, Money, Percent, Rate};
use crate::problem::{Problem, ProblemCode};
use crate::{MAX_TEXT_CHARS, problem::ProblemCode as C};

/// The longest input of any contract, in bytes: 200 debts and 200 changes fit many times over.
pub const MAX_INPUT_BYTES: usize = 1 << 20;
/// How many unknown fields of one object are told by name: a hostile file does not choose the length of the answer.
const MAX_UNKNOWN_FIELDS: usize = 50;
/// How much of an unknown field's name is told.
const MAX_NAME_CHARS: usize = 80;

/// Reads text as one JSON value.
pub fn parse_json(text: &str) -> Result<Value, Vec<Problem>> {
    if text.len() > MAX_INPUT_BYTES {
        return Err(vec![
            Problem::new(C::TooLong, "", text.len().to_string()).limit(MAX_INPUT_BYTES.to_string()),
        ]);
    }
    serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        vec![Problem::new(C::NotJson, "", place)]
    })
}

/// Shows a JSON value in a problem.
pub fn show(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string(),
    }
}

/// One object being read: each field that is taken is remembered, the others are unknown.
pub struct Object<'v> {
    path: String,
    map: &'v Map<String, Value>,
    known: Vec<&'static str>,
}

impl<'v> Object<'v> {
    pub fn open(value: &'v Value, path: &str, problems: &mut Vec<Problem>) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self {
                path: path.to_owned(),
                map,
                known: Vec::new(),
            }),
            other => {
                problems.push(wrong_type(path, other, "object"));
                None
            }
        }
    }

    pub fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// The field, if it is there and not null.
    pub fn optional(&mut self, key: &'static str) -> Option<Field<'v>> {
        self.known.push(key);
        let value = self.map.get(key).filter(|value| !value.is_null())?;
        Some(Field {
            path: self.path(key),
            value,
        })
    }

    /// The field; its absence is a problem.
    pub fn required(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Field<'v>> {
        let field = self.optional(key);
        if field.is_none() {
            problems.push(Problem::new(C::Missing, self.path(key), ""));
        }
        field
    }

    /// The `id`, which none of the entries before has.
    pub fn unique_id(&mut self, before: &mut Vec<String>, problems: &mut Vec<Problem>) -> Option<String> {
        let id = self.required("id", problems).and_then(|field| field.name(problems))?;
        if before.contains(&id) {
            problems.push(Problem::new(C::Duplicate, self.path("id"), id.clone()));
        }
        before.push(id.clone());
        Some(id)
    }

    /// Fields that are not read, but not unknown either.
    pub fn allow(&mut self, keys: &[&'static str]) {
        self.known.extend(keys);
    }

    /// Refuses every field that was not asked for, by name; of a very long list only the first.
    pub fn close(self, problems: &mut Vec<Problem>) {
        let unknown = self.map.keys().filter(|key| !self.known.contains(&key.as_str()));
        for key in unknown.take(MAX_UNKNOWN_FIELDS) {
            let name: String = key.chars().take(MAX_NAME_CHARS).collect();
            let path = self.path(&name);
            problems.push(Problem::new(C::UnknownField, path, "").limit(self.known.join(", ")));
        }
    }
}

/// One field with its path.
pub struct Field<'v> {
    pub path: String,
    pub value: &'v Value,
}

fn wrong_type(path: &str, value: &Value, wanted: &str) -> Problem {
    Problem::new(C::WrongType, path, show(value)).limit(wanted)
}

impl<'v> Field<'v> {
    pub fn problem(&self, code: ProblemCode) -> Problem {
        Problem::new(code, self.path.clone(), show(self.value))
    }

    /// Any text as it stands.
    pub fn raw_text(&self, problems: &mut Vec<Problem>) -> Option<&'v str> {
        let text = self.value.as_str();
        if text.is_none() {
            problems.push(wrong_type(&self.path, self.value, "string"));
        }
        text
    }

    /// Text for people: at most [`MAX_TEXT_CHARS`] characters, no control characters.
    pub fn text(&self, problems: &mut Vec<Problem>) -> Option<String> {
        let text = self.raw_text(problems)?;
        if text.chars().count() > MAX_TEXT_CHARS {
            problems.push(self.problem(C::TooLarge).limit(format!("{MAX_TEXT_CHARS} characters")));
            return None;
        }
        if text.chars().any(char::is_control) {
            problems.push(self.problem(C::ControlCharacters));
            return None;
        }
        Some(text.to_owned())
    }

    /// Text for people that may not be blank.
    pub fn name(&self, problems: &mut Vec<Problem>) -> Option<String> {
        let text = self.text(problems)?;
        if text.trim().is_empty() {
            problems.push(Problem::new(C::Missing, self.path.clone(), ""));
            return None;
        }
        Some(text)
    }

    /// One word out of a closed list.
    pub fn word<T>(&self, allowed: &[(&str, T)], problems: &mut Vec<Problem>) -> Option<T>
    where
        T: Copy,
    {
        let text = self.raw_text(problems)?;
        let found = allowed.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = allowed.iter().map(|(word, _)| *word).collect();
            problems.push(self.problem(C::NotAllowed).limit(words.join(", ")));
        }
        found
    }

    pub fn date(&self, problems: &mut Vec<Problem>) -> Option<Date> {
        let date = parse_iso_date(self.raw_text(problems)?);
        if date.is_none() {
            problems.push(self.problem(C::NotADate).limit("1970-01-01 to 2200-12-31"));
        }
        date
    }

    /// An amount in minor units, zero allowed.
    pub fn amount(&self, currency: Currency, problems: &mut Vec<Problem>) -> Option<i64> {
        let text = self.raw_text(problems)?;
        match Money::parse(text, currency) {
            Ok(money) => Some(money.minor()),
            Err(error) => {
                problems.push(self.amount_problem(error, "below 1000000000000"));
                None
            }
        }
    }

    /// An amount in minor units, above zero.
    pub fn positive_amount(&self, currency: Currency, problems: &mut Vec<Problem>) -> Option<i64> {
        let minor = self.amount(currency, problems)?;
        if minor == 0 {
            problems.push(self.problem(C::Zero).limit(Money::from_minor(1, currency).to_string()));
            return None;
        }
        Some(minor)
    }

    /// A percentage from 0 to 100.
    pub fn percent(&self, problems: &mut Vec<Problem>) -> Option<Percent> {
        match Percent::parse(self.raw_text(problems)?) {
            Ok(percent) => Some(percent),
            Err(error) => {
                problems.push(self.amount_problem(error, "0 to 100"));
                None
            }
        }
    }

    /// A yearly rate from 0 to 1,000 %.
    pub fn rate(&self, problems: &mut Vec<Problem>) -> Option<Rate> {
        match Rate::parse(self.raw_text(problems)?) {
            Ok(rate) => Some(rate),
            Err(error) => {
                problems.push(self.amount_problem(error, "0 to 1000"));
                None
            }
        }
    }

    fn amount_problem(&self, error: AmountError, limit: &str) -> Problem {
        match error {
            AmountError::NotANumber => self.problem(C::NotANumber),
            AmountError::Negative => self.problem(C::Negative).limit("0"),
            AmountError::TooManyDecimals { limit } => {
                self.problem(C::TooManyDecimals).limit(format!("{limit} decimals"))
            }
            AmountError::TooLarge => self.problem(C::TooLarge).limit(limit),
        }
    }

    /// A whole number between two limits, both included.
    pub fn whole(&self, lowest: u32, highest: u32, problems: &mut Vec<Problem>) -> Option<u32> {
        let limit = format!("{lowest} to {highest}");
        let Value::Number(number) = self.value else {
            problems.push(wrong_type(&self.path, self.value, "whole number"));
            return None;
        };
        if let Some(whole) = number.as_u64() {
            let code = if whole < u64::from(lowest) {
                C::TooSmall
            } else {
                C::TooLarge
            };
            match u32::try_from(whole)
                .ok()
                .filter(|whole| (lowest..=highest).contains(whole))
            {
                Some(whole) => return Some(whole),
                None => problems.push(self.problem(code).limit(limit)),
            }
        } else if number.as_i64().is_some() {
            problems.push(self.problem(C::TooSmall).limit(limit));
        } else {
            problems.push(wrong_type(&self.path, self.value, "whole number"));
        }
        None
    }

    pub fn flag(&self, problems: &mut Vec<Problem>) -> Option<bool> {
        let flag = self.value.as_bool();
        if flag.is_none() {
            problems.push(wrong_type(&self.path, self.value, "true or false"));
        }
        flag
    }

    /// The entries of a list of at most `limit`, each with its path.
    pub fn list(&self, limit: usize, problems: &mut Vec<Problem>) -> Option<Vec<Field<'v>>> {
        let Value::Array(values) = self.value else {
            problems.push(wrong_type(&self.path, self.value, "list"));
            return None;
        };
        if values.len() > limit {
            let count = values.len().to_string();
            problems.push(Problem::new(C::TooMany, self.path.clone(), count).limit(limit.to_string()));
            return None;
        }
        let field = |(index, value)| Field {
            path: format!("{}[{index}]", self.path),
            value,
        };
        Some(values.iter().enumerate().map(field).collect())
    }

    /// A list of at most `limit` objects; `None` where one of them does not read.
    pub fn objects<T>(
        &self,
        limit: usize,
        problems: &mut Vec<Problem>,
        mut read: impl FnMut(&mut Object<'v>, &mut Vec<Problem>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let entries = self.list(limit, problems)?;
        let wanted = entries.len();
        let mut found = Vec::with_capacity(wanted);
        for entry in entries {
            let Some(mut object) = entry.object(problems) else {
                continue;
            };
            found.extend(read(&mut object, problems));
            object.close(problems);
        }
        (found.len() == wanted).then_some(found)
    }

    pub fn object(&self, problems: &mut Vec<Problem>) -> Option<Object<'v>> {
        Object::open(self.value, &self.path, problems)
    }

    /// The object where a word is allowed as well.
    pub fn object_beside_word(&self, problems: &mut Vec<Problem>) -> Option<Object<'v>> {
        if !self.value.is_object() {
            problems.push(self.problem(C::WrongType).limit("word or object"));
            return None;
        }
        self.object(problems)
    }
}
