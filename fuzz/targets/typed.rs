//! What people type, and the notation of files. An amount that is typed as a file has it means the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan_core::calendar::{format_iso_date, parse_iso_date};
use plan_core::money::{Money, Percent, Rate};
use plan_core::typed::{parse_typed_amount, parse_typed_count, parse_typed_date, parse_typed_percent};
use plan_core::{Currency, MAX_PAYMENTS};

fuzz_target!(|text: &str| {
    let pounds = Currency::GBP;
    if let Ok(money) = Money::parse(text, pounds) {
        assert_eq!(Money::parse(&money.to_string(), pounds), Ok(money));
        if money.minor() > 0 {
            assert_eq!(parse_typed_amount(&money.to_string(), pounds.scale()), Ok(money.minor()));
        }
    }
    if let Ok(minor) = parse_typed_amount(text, pounds.scale()) {
        assert!(minor > 0);
    }
    if let Ok(rate) = Rate::parse(text) {
        assert_eq!(Rate::parse(&rate.to_string()), Ok(rate));
    }
    if let Ok(percent) = Percent::parse(text) {
        assert_eq!(Percent::parse(&percent.to_string()), Ok(percent));
    }
    if let Some(date) = parse_iso_date(text) {
        assert_eq!(format_iso_date(date), text);
    }
    let today = parse_iso_date("2026-11-23").expect("a day");
    let _ = parse_typed_date(text, today);
    let _ = parse_typed_percent(text);
    if let Ok(count) = parse_typed_count(text, MAX_PAYMENTS) {
        assert!((1..=MAX_PAYMENTS).contains(&count));
    }
});
