//! What people type, and the notation of files. What is read is written and read back as the same, and what is typed as a
//! file has it means the same.
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
            assert_eq!(
                parse_typed_amount(&money.to_string(), pounds.scale()),
                Ok(money.minor())
            );
        }
    }
    for scale in 0..=3 {
        if let Ok(minor) = parse_typed_amount(text, scale) {
            assert!(minor > 0);
        }
    }
    if let Ok(minor) = parse_typed_amount(text, pounds.scale()) {
        let written = Money::from_minor(minor, pounds).to_string();
        assert_eq!(parse_typed_amount(&written, pounds.scale()), Ok(minor));
    }
    if let Ok(rate) = Rate::parse(text) {
        assert_eq!(Rate::parse(&rate.to_string()), Ok(rate));
    }
    if let Ok(percent) = Percent::parse(text) {
        assert_eq!(Percent::parse(&percent.to_string()), Ok(percent));
        if percent.ten_thousandths() > 0 {
            assert_eq!(parse_typed_percent(&percent.to_string()), Ok(percent.ten_thousandths()));
        }
    }
    if let Ok(parts) = parse_typed_percent(text) {
        assert_eq!(
            Percent::from_ten_thousandths(parts).map(Percent::ten_thousandths),
            Some(parts)
        );
    }
    if let Some(date) = parse_iso_date(text) {
        assert_eq!(format_iso_date(date), text);
    }
    let today = parse_iso_date("2026-11-23").expect("a day");
    if let Ok(date) = parse_typed_date(text, today) {
        assert_eq!(parse_typed_date(&format_iso_date(date), today), Ok(date));
    }
    if let Ok(count) = parse_typed_count(text, MAX_PAYMENTS) {
        assert!((1..=MAX_PAYMENTS).contains(&count));
        assert_eq!(parse_typed_count(&count.to_string(), MAX_PAYMENTS), Ok(count));
    }
});
