//! Amounts and dates as people here read them. For screens only: never for anything that is signed.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use plan_core::{Date, Money};
use wasm_bindgen::JsValue;

const LOCALE: &str = "en-GB-u-nu-latn-ca-gregory";

thread_local! {
    // Making a formatter costs 50 times what using it costs.
    static AMOUNTS: RefCell<Vec<(String, bool, Function)>> = const { RefCell::new(Vec::new()) };
    static DATES: RefCell<Vec<(DateStyle, Function)>> = const { RefCell::new(Vec::new()) };
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

/// £1,200.00; whole amounts without pence: £85.
pub fn amount(money: Money) -> String {
    let unit = 10_i64.pow(money.currency().scale());
    let whole = money.minor() % unit == 0;
    let code = money.currency().code().to_owned();
    let function = AMOUNTS.with_borrow_mut(|known| {
        if let Some((.., function)) = known
            .iter()
            .find(|(other, other_whole, _)| *other == code && *other_whole == whole)
        {
            return function.clone();
        }
        let digits = if whole { 0 } else { money.currency().scale() };
        let options = options(&[
            ("style", "currency".into()),
            ("currency", code.as_str().into()),
            ("currencyDisplay", "narrowSymbol".into()),
            ("minimumFractionDigits", digits.into()),
            ("maximumFractionDigits", digits.into()),
        ]);
        let function = Intl::NumberFormat::new(&Array::of1(&LOCALE.into()), &options).format();
        known.push((code, whole, function.clone()));
        function
    });
    // A decimal text is formatted exactly; a float would not be.
    let text = function
        .call1(&JsValue::UNDEFINED, &money.to_string().into())
        .ok()
        .and_then(|value| value.as_string());
    text.unwrap_or_else(|| money.to_string())
}

/// The currency's sign: £.
pub fn sign(money: Money) -> String {
    let zero = amount(Money::from_minor(0, money.currency()));
    zero.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace())
        .to_owned()
}

/// A date in the given style.
pub fn date(date: Date, style: DateStyle) -> String {
    use chrono_parts as parts;
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
        let function = Intl::DateTimeFormat::new(&Array::of1(&LOCALE.into()), &options(&pairs)).format();
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
