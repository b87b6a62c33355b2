//! The clock and randomness of this device.

use plan_core::Date;
use plan_log::machine::Now;
use wasm_bindgen::JsValue;

use super::format::{DateStyle, date};

/// Milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a clock of whole milliseconds after 1970"
)]
pub fn now_ms() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

/// The time, and luck for one entry.
#[expect(clippy::cast_possible_truncation, reason = "minutes between two sides of the earth")]
pub fn now() -> Now {
    Now {
        ms: now_ms(),
        zone_min: -(js_sys::Date::new_0().get_timezone_offset() as i16),
        entropy: random(),
    }
}

/// Today, where this device is.
pub fn today() -> Date {
    day_of(&js_sys::Date::new_0())
}

fn day_of(moment: &js_sys::Date) -> Date {
    let year = i32::try_from(moment.get_full_year()).unwrap_or(2_000);
    Date::from_ymd_opt(year, moment.get_month() + 1, moment.get_date()).unwrap_or_default()
}

/// UTC, `2026-11-23T14:21:05Z`.
pub fn utc_now() -> String {
    let text = String::from(js_sys::Date::new_0().to_iso_string());
    format!("{}Z", text.get(..19).unwrap_or_default())
}

/// A moment where this device is: `14:02` today, `23 Nov 2026, 14:02` on any other day.
pub fn time_words(ms: u64) -> String {
    time_words_on(ms, today())
}

/// The same, as it is said on the day given.
pub fn time_words_on(ms: u64, today: Date) -> String {
    let moment = at(ms);
    let time = format!("{:02}:{:02}", moment.get_hours(), moment.get_minutes());
    let day = day_of(&moment);
    if day == today {
        time
    } else {
        format!("{}, {time}", date(day, DateStyle::Short))
    }
}

/// The day of a moment, where this device is.
pub fn day_at(ms: u64) -> Date {
    day_of(&at(ms))
}

/// UTC, `2026-11-23T14:21:05Z`, of a moment.
pub fn utc(ms: u64) -> String {
    let text = at(ms).to_iso_string().as_string().unwrap_or_default();
    format!("{}Z", text.get(..19).unwrap_or_default())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 fit a double exactly for 285,000 years"
)]
fn at(ms: u64) -> js_sys::Date {
    // Later moments are no dates of JavaScript, whose text form would throw.
    js_sys::Date::new(&JsValue::from_f64(ms.min(8_640_000_000_000_000) as f64))
}

/// Random bytes that nobody can guess.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // The only failure is asking for more than 64 KiB.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}
