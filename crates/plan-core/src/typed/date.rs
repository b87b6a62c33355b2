//! Dates as people type them.

use super::{LONGEST_TEXT_CHARS, digit_value, is_dash, is_invisible};
use crate::calendar::{Date, FIRST_YEAR, LAST_YEAR, days_in_month};
use chrono::{Datelike, Weekday};

/// Leap days are at most this many years apart (1896 to 1904, 2096 to 2104).
const LONGEST_WAIT_YEARS: i32 = 8;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Why a typed text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateTypingError {
    /// Nothing was typed.
    #[error("no date is given")]
    Empty,
    /// Not the form of a date, or the weekday named is not the weekday of that date.
    #[error("this is not a date")]
    NotADate,
    /// The month does not have that day.
    #[error("there is no day {day} in month {month} of {year}, which has {days_in_month} days")]
    NoSuchDay {
        /// Day typed.
        day: u32,
        /// Month typed, 1–12.
        month: u32,
        /// Year typed; the current year if none was.
        year: i32,
        /// Days in that month of that year.
        days_in_month: u32,
    },
    /// The year has no such month. (Perhaps the month was typed before the day.)
    #[error("there is no month {month}")]
    NoSuchMonth {
        /// Month typed.
        month: u32,
    },
    /// The year is too early or too late.
    #[error("the year is outside {first_year} to {last_year}")]
    OutOfRange {
        /// First year allowed.
        first_year: i32,
        /// Last year allowed.
        last_year: i32,
    },
}

/// Reads a date: `28/12/2026`, `28.12.2026`, `28-12-26`, `28 12 2026`, `28 Dec 2026`, `28th of December 2026`,
/// `Monday 28 December 2026`, `December 28, 2026`, `2026-12-28`, and without a year `28 December` or `28/12`.
///
/// In figures the day comes before the month, unless a four-digit year comes first. A year of two digits is in the
/// 2000s. Without a year it is the next such day on or after `today`. Month names are English, in full or cut to three
/// letters (also `sept`), in any case. A weekday must be the right one.
///
/// # Errors
/// [`DateTypingError`]; month before year before day. More than 64 characters are `NotADate`.
///
/// # Examples
/// ```
/// use plan_core::calendar::parse_iso_date;
/// use plan_core::typed::{DateTypingError, parse_typed_date};
/// let today = parse_iso_date("2026-11-23").unwrap();
/// assert_eq!(parse_typed_date("1 March", today).ok(), parse_iso_date("2027-03-01"));
/// assert_eq!(parse_typed_date("12/28/2026", today), Err(DateTypingError::NoSuchMonth { month: 28 }));
/// ```
pub fn parse_typed_date(text: &str, today: Date) -> Result<Date, DateTypingError> {
    let text = text.trim();
    if text
        .chars()
        .take(LONGEST_TEXT_CHARS)
        .all(|c| c.is_whitespace() || is_invisible(c))
    {
        return Err(DateTypingError::Empty);
    }
    if text.chars().nth(LONGEST_TEXT_CHARS).is_some() {
        return Err(DateTypingError::NotADate);
    }
    let (weekday, parts) = tokens_of(text)
        .and_then(|tokens| parts_of(&tokens))
        .ok_or(DateTypingError::NotADate)?;
    let date = match parts.year {
        Some(year) => date_in_year(parts, year)?,
        None => next_date(parts, today)?,
    };
    match weekday {
        Some(weekday) if weekday != date.weekday() => Err(DateTypingError::NotADate),
        _ => Ok(date),
    }
}

/// A date's numbers, not yet compared with the calendar.
#[derive(Debug, Clone, Copy)]
struct Parts {
    day: u32,
    month: u32,
    year: Option<i32>,
}

fn date_in_year(parts: Parts, year: i32) -> Result<Date, DateTypingError> {
    let Parts { day, month, .. } = parts;
    let days_in_month = days_in_month(year, month).ok_or(DateTypingError::NoSuchMonth { month })?;
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(DateTypingError::OutOfRange {
            first_year: FIRST_YEAR,
            last_year: LAST_YEAR,
        });
    }
    Date::from_ymd_opt(year, month, day).ok_or(DateTypingError::NoSuchDay {
        day,
        month,
        year,
        days_in_month,
    })
}

fn next_date(parts: Parts, today: Date) -> Result<Date, DateTypingError> {
    let this_year = today.year();
    let next = (this_year..=this_year.saturating_add(LONGEST_WAIT_YEARS))
        .find(|&year| Date::from_ymd_opt(year, parts.month, parts.day).is_some_and(|date| date >= today));
    date_in_year(parts, next.unwrap_or(this_year))
}

/// What a date is written with.
#[derive(Debug, Clone, Copy)]
enum Token {
    /// One to four digits.
    Number {
        value: u32,
        digits: u32,
    },
    Month(u32),
    Weekday(Weekday),
}

/// What a word is.
enum Word {
    Token(Token),
    /// `st`, `nd`, `rd` or `th`, right after a number.
    Ordinal,
    /// `of` or `the`.
    Filler,
}

/// `None` if something in the text belongs to no date.
fn tokens_of(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut mark_before = Some('/');
    let mut was_digit = false;
    let mut characters = text.chars().filter(|&c| !is_invisible(c)).peekable();
    while let Some(character) = characters.next() {
        let after_digit = std::mem::take(&mut was_digit);
        if let Some(first) = digit_value(character) {
            let (mut value, mut digits) = (u32::from(first), 1);
            while let Some(digit) = characters.peek().copied().and_then(digit_value) {
                characters.next();
                (value, digits) = (value * 10 + u32::from(digit), digits + 1);
                if digits > 4 {
                    return None;
                }
            }
            tokens.push(Token::Number { value, digits });
            (mark_before, was_digit) = (None, true);
        } else if character.is_ascii_alphabetic() {
            let mut word = String::from(character.to_ascii_lowercase());
            while let Some(letter) = characters.next_if(char::is_ascii_alphabetic) {
                word.push(letter.to_ascii_lowercase());
            }
            match word_of(&word)? {
                Word::Token(token) => tokens.push(token),
                Word::Ordinal if after_digit => {}
                Word::Ordinal => return None,
                Word::Filler => {}
            }
            mark_before = None;
        } else if matches!(character, '/' | '.' | ',') || is_dash(character) {
            // One mark at a time, and none in front.
            if mark_before.replace(character).is_some() {
                return None;
            }
        } else if !character.is_whitespace() {
            return None;
        }
    }
    matches!(mark_before, None | Some('.' | ',')).then_some(tokens)
}

fn word_of(word: &str) -> Option<Word> {
    let is_month = |name: &str| word == name || name.get(..3) == Some(word) || (word, name) == ("sept", "september");
    if let Some((month, _)) = (1..).zip(MONTHS).find(|(_, name)| is_month(name)) {
        return Some(Word::Token(Token::Month(month)));
    }
    Some(match word {
        "st" | "nd" | "rd" | "th" => Word::Ordinal,
        "of" | "the" => Word::Filler,
        "monday" | "mon" => Word::Token(Token::Weekday(Weekday::Mon)),
        "tuesday" | "tue" | "tues" => Word::Token(Token::Weekday(Weekday::Tue)),
        "wednesday" | "wed" | "weds" => Word::Token(Token::Weekday(Weekday::Wed)),
        "thursday" | "thu" | "thur" | "thurs" => Word::Token(Token::Weekday(Weekday::Thu)),
        "friday" | "fri" => Word::Token(Token::Weekday(Weekday::Fri)),
        "saturday" | "sat" => Word::Token(Token::Weekday(Weekday::Sat)),
        "sunday" | "sun" => Word::Token(Token::Weekday(Weekday::Sun)),
        _ => return None,
    })
}

/// Puts the tokens in their places; `None` if they do not make a date.
fn parts_of(tokens: &[Token]) -> Option<(Option<Weekday>, Parts)> {
    let (weekday, tokens) = match tokens {
        [Token::Weekday(weekday), rest @ ..] => (Some(*weekday), rest),
        _ => (None, tokens),
    };
    let (day, month, year) = match tokens {
        [
            year @ Token::Number { digits: 4, .. },
            month @ Token::Number { .. },
            day @ Token::Number { .. },
        ] => (day, month, Some(year)),
        [month @ Token::Month(_), day, year] | [day, month, year] => (day, month, Some(year)),
        [month @ Token::Month(_), day] | [day, month] => (day, month, None),
        _ => return None,
    };
    let year = match year {
        Some(Token::Number { value, digits: 4 }) => Some(i32::try_from(*value).ok()?),
        Some(Token::Number { value, digits: 2 }) => Some(2000 + i32::try_from(*value).ok()?),
        Some(_) => return None,
        None => None,
    };
    let Token::Number {
        value: day,
        digits: 1..=2,
    } = *day
    else {
        return None;
    };
    let (Token::Month(month)
    | Token::Number {
        value: month,
        digits: 1..=2,
    }) = *month
    else {
        return None;
    };
    Some((weekday, Parts { day, month, year }))
}
