//! Amounts and dates as people here read them. For screens only: never for anything that is signed.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Function, Intl, Object, Reflect};
use plan_core::calendar::Datelike;
use plan_core::{Currency, Date, Money};
use plan_words::{LANGUAGES, language, words};
use wasm_bindgen::JsValue;

/// How figures are written whatever the language: in Latin digits, by the Gregorian calendar.
const PINNED: &str = "u-nu-latn-ca-gregory";

/// Dates that are kept as words: more than a plan has payments.
const MAX_DATES: usize = 4_096;

thread_local! {
    // Making a formatter costs 50 times what using it costs, and using it costs ten times what filling a pattern costs.
    static AMOUNTS: RefCell<Vec<(Shape, Pattern)>> = const { RefCell::new(Vec::new()) };
    static DATES: RefCell<Vec<(DateStyle, Function)>> = const { RefCell::new(Vec::new()) };
    static KNOWN: Cell<Option<bool>> = const { Cell::new(None) };
    static WORDED: RefCell<BTreeMap<(DateStyle, Date), String>> = const { RefCell::new(BTreeMap::new()) };
}

/// What the look of an amount depends on, besides its digits.
#[derive(Clone, PartialEq, Eq)]
struct Shape {
    currency: Currency,
    /// Without minor units.
    whole: bool,
    digits: usize,
}

/// An amount made of ones, as the browser writes it: each `1` stands for a digit.
type Pattern = Rc<str>;

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateStyle {
    /// 28 December 2026
    Long,
    /// 28 Dec 2026
    Short,
    /// December 2026
    Month,
    /// Monday
    Weekday,
}

/// Forgets how things are written, because another language is spoken from now on.
pub fn forget() {
    AMOUNTS.take();
    DATES.take();
    KNOWN.set(None);
    WORDED.take();
}

/// The language that is spoken; a browser that does not know it writes as in the first one.
fn locales() -> Array {
    [language(), LANGUAGES[0]]
        .iter()
        .map(|code| JsValue::from([code, PINNED].join("-")))
        .collect()
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

/// £1,200.00; whole amounts without pence: £85.
pub fn amount(money: Money) -> String {
    let (currency, minor) = (money.currency(), money.minor());
    let unit = 10_i64.pow(currency.scale());
    let whole = minor % unit == 0;
    let least = currency.scale() as usize + 1;
    let digits = if whole {
        (minor / unit).to_string()
    } else {
        format!("{minor:0least$}")
    };
    let shape = Shape {
        currency,
        whole,
        digits: digits.len(),
    };
    // A minus sign is no digit: the browser places it.
    if minor < 0 {
        return formatted(&shape, &money.to_string());
    }
    let pattern = AMOUNTS.with_borrow_mut(|known| {
        if let Some((_, pattern)) = known.iter().find(|(other, _)| *other == shape) {
            return Rc::clone(pattern);
        }
        let pattern: Pattern = formatted(&shape, &ones(&shape)).into();
        known.push((shape, Rc::clone(&pattern)));
        pattern
    });
    let mut digits = digits.chars();
    let fill = |one: char| if one == '1' { digits.next().unwrap_or(one) } else { one };
    pattern.chars().map(fill).collect()
}

/// A decimal text of that many ones.
fn ones(shape: &Shape) -> String {
    let decimals = if shape.whole {
        0
    } else {
        shape.currency.scale() as usize
    };
    let mut text = "1".repeat(shape.digits);
    if decimals > 0 {
        text.insert(shape.digits.saturating_sub(decimals), '.');
    }
    text
}

/// A decimal text as the browser writes it: formatted exactly, as a float would not be.
fn formatted(shape: &Shape, decimal: &str) -> String {
    let decimals = if shape.whole { 0 } else { shape.currency.scale() };
    let options = options(&[
        ("style", "currency".into()),
        ("currency", shape.currency.code().into()),
        ("currencyDisplay", "narrowSymbol".into()),
        ("minimumFractionDigits", decimals.into()),
        ("maximumFractionDigits", decimals.into()),
    ]);
    let function = Intl::NumberFormat::new(&locales(), &options).format();
    let text = function
        .call1(&JsValue::UNDEFINED, &decimal.into())
        .ok()
        .and_then(|value| value.as_string());
    text.unwrap_or_else(|| decimal.to_owned())
}

/// The currency's sign: £.
pub fn sign(currency: Currency) -> String {
    // The same in every language. The first page alone shows it and no amount, and the browser's first formatter takes half of
    // the time in which it draws that page.
    if currency == Currency::GBP {
        return "£".to_owned();
    }
    let zero = amount(Money::from_minor(0, currency));
    zero.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace())
        .to_owned()
}

/// A date in the given style.
pub fn date(date: Date, style: DateStyle) -> String {
    WORDED.with_borrow_mut(|known| {
        // Nobody reads that many dates: they are what is left of plans long since changed.
        if known.len() >= MAX_DATES {
            known.clear();
        }
        known
            .entry((style, date))
            .or_insert_with(|| worded(date, style))
            .clone()
    })
}

fn worded(date: Date, style: DateStyle) -> String {
    use chrono_parts as parts;
    if !dates_are_known() {
        return spelt(date, style);
    }
    let function = DATES.with_borrow_mut(|known| {
        if let Some((_, function)) = known.iter().find(|(other, _)| *other == style) {
            return function.clone();
        }
        let fields: &[(&str, &str)] = match style {
            DateStyle::Long => &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
            DateStyle::Short => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            DateStyle::Month => &[("month", "long"), ("year", "numeric")],
            DateStyle::Weekday => &[("weekday", "long")],
        };
        let mut pairs = vec![("timeZone", JsValue::from("UTC"))];
        pairs.extend(fields.iter().map(|(key, value)| (*key, JsValue::from(*value))));
        let function = Intl::DateTimeFormat::new(&locales(), &options(&pairs)).format();
        known.push((style, function.clone()));
        function
    });
    let ms = parts::utc_ms(date);
    let value = function.call1(&JsValue::UNDEFINED, &js_sys::Date::new(&JsValue::from_f64(ms)));
    value
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_else(|| plan_core::calendar::format_iso_date(date))
}

/// Whether the browser names months in the language that is spoken. Chromium does not know Welsh.
fn dates_are_known() -> bool {
    KNOWN.get().unwrap_or_else(|| {
        let found = Intl::DateTimeFormat::supported_locales_of(&Array::of1(&language().into()), &Object::new());
        let known = found.length() > 0;
        KNOWN.set(Some(known));
        known
    })
}

/// A date in the words of the language that is spoken.
fn spelt(date: Date, style: DateStyle) -> String {
    let month = u64::from(date.month());
    let (day, year) = (date.day().to_string(), date.year().to_string());
    let message = match style {
        DateStyle::Long => words::date_long(&day, &words::date_month(month).text(), &year),
        DateStyle::Short => words::date_long(&day, &words::date_month_short(month).text(), &year),
        DateStyle::Month => words::date_of_month(&words::date_month(month).text(), &year),
        DateStyle::Weekday => words::date_weekday(u64::from(date.weekday().number_from_monday())),
    };
    message.text()
}

mod chrono_parts {
    use plan_core::Date;

    /// Midnight UTC, as JavaScript counts. Whole days, exact in a double.
    #[expect(
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        reason = "a time value of JavaScript, not money"
    )]
    pub(super) fn utc_ms(date: Date) -> f64 {
        date.signed_duration_since(Date::default()).num_days() as f64 * 86_400_000.0
    }
}
