//! Amounts: a table of what people type, and laws.

use super::AmountTypingError::{self, Ambiguous, Empty, Negative, NotANumber, TooLarge, TooManyDecimals, Zero};
use super::parse_typed_amount;
use proptest::prelude::*;

fn check(text: &str, scale: u32, expected: Result<i64, AmountTypingError>) {
    assert_eq!(
        parse_typed_amount(text, scale),
        expected,
        "{text:?} with {scale} decimals"
    );
}

fn ambiguous(large: &str, small: &str) -> Result<i64, AmountTypingError> {
    Err(Ambiguous {
        large: large.to_owned(),
        small: small.to_owned(),
    })
}

/// Rows `text = minor units`, for two decimals. `_` is an ordinary space where it would be trimmed.
#[test]
fn amount_is_read() {
    let table = "
        85 = 8500
        85. = 8500
        85.5 = 8550
        85,5 = 8550
        85.50 = 8550
        85,50 = 8550
        1200.5 = 120050
        1200,5 = 120050
        .5 = 50
        ,50 = 50
        0.01 = 1
        007 = 700
        +85 = 8500
        £85 = 8500
        £_85 = 8500
        £1,200 = 120000
        +£85 = 8500
        £+85 = 8500
        85£ = 8500
        85,00_€ = 8500
        $85 = 8500
        85_GBP = 8500
        gbp_85 = 8500
        EUR85 = 8500
        CHF_1'200.50 = 120050
        CHF_1’200 = 120000
        1,200 = 120000
        12,000 = 1200000
        120,000 = 12000000
        1,200,300 = 120030000
        1.200.300 = 120030000
        1_200 = 120000
        1_200,50 = 120050
        1_200.5 = 120050
        1\u{a0}200,50 = 120050
        1\u{202f}200,50 = 120050
        1\u{2009}200,50 = 120050
        \u{200e}1,200.50\u{200f} = 120050
        1.200,50 = 120050
        1,200.50 = 120050
        1,200. = 120000
        1.234.567,8 = 123456780
        1,234,567.89 = 123456789
        １２．５０ = 1250
        ￡１，２００ = 120000
        ١٢٠٠ = 120000
        ١٬٢٠٠٫٥٠ = 120050
        ۸۵ = 8500
        999_999_999_999.99 = 99999999999999
        999999999999.99 = 99999999999999
        000000000000000000000999999999999.99 = 99999999999999";
    for row in table.lines().skip(1) {
        let (text, expected) = row.trim_start_matches(' ').split_once(" = ").unwrap();
        let text = text.replace('_', " ");
        check(&text, 2, Ok(expected.parse().unwrap()));
        check(&format!(" {text}\t"), 2, Ok(expected.parse().unwrap()));
    }
}

#[test]
fn amount_is_not_a_number() {
    let table = "£|.|,|-|+|()|p|85p|85¢|85k|1e3|0x10|ten|1/2|50-60|£85£|£85 GBP|85 xyz|85 dec|85 gbps|GB 85|(85|85)\
        |((85))|--85|+-85|- (85)|1,20,300|1,2,3|1,200,50|1.200.50|1,200.300,50|1.5,000.2|1 20|1  200|12 00,50|1 200 30\
        |1,200 000|1 200,50 0|1 200,300,400|,200,300|1,,200|1.,5|1'20|1 200'300|1,200'300.5|1234,567,890\
        |∞|½|85\u{0}|𝟖𝟓|五";
    for text in table.split('|') {
        check(text, 2, Err(NotANumber));
    }
}

#[test]
fn amount_is_empty_negative_or_zero() {
    for text in ["", " ", "\u{a0}\t\n", "\u{200b}", "\u{feff} \u{2066}"] {
        check(text, 2, Err(Empty));
    }
    for text in [
        "-85",
        "\u{2212}85",
        "\u{2013}85",
        "- £85",
        "£-85",
        "85-",
        "(85)",
        "(£1,200.50)",
        "£(85)",
        "-1.200",
        "-0",
    ] {
        check(text, 2, Err(Negative));
    }
    for text in ["0", "0.00", "£0", ".0", "0,000", "0.000", "000"] {
        check(text, 2, Err(Zero));
    }
}

#[test]
fn amount_decimals_stop_at_the_currency() {
    let too_many = |decimals, limit| Err(TooManyDecimals { decimals, limit });
    check("1200.505", 2, too_many(3, 2));
    check("1 200,505", 2, too_many(3, 2));
    check("1,200.505", 2, too_many(3, 2));
    check(".505", 2, too_many(3, 2));
    check("1.2005", 2, too_many(4, 2));
    check("12,3456", 2, too_many(4, 2));
    check("85.5", 0, too_many(1, 0));
    check("85.0", 0, too_many(1, 0));
    check("85.", 0, Ok(85));
    check("85.505", 3, Ok(85_505));
    check("85.5055", 3, too_many(4, 3));
    check("0.004", 2, too_many(3, 2));
    check("0.500", 0, too_many(3, 0));
}

#[test]
fn amount_with_two_readings_is_ambiguous() {
    check("1.200", 2, ambiguous("1200.00", "1.20"));
    check("£120.000", 2, ambiguous("120000.00", "120.00"));
    check("1.234", 2, ambiguous("1234.00", "1.23"));
    check("0,500", 2, ambiguous("500.00", "0.50"));
    check("0.500", 2, ambiguous("500.00", "0.50"));
    check("0,050", 2, ambiguous("50.00", "0.05"));
    check("1.200", 0, ambiguous("1200", "1"));
    check("0,500", 3, ambiguous("500.000", "0.500"));
    check("1,200", 0, Ok(1_200));
    check("1,200", 3, Ok(1_200_000));
    check("1.200", 3, Ok(1_200));
    check("1200.500", 3, Ok(1_200_500));
}

#[test]
fn amount_stays_below_a_million_million() {
    check("999999999999", 0, Ok(999_999_999_999));
    check("1000000000000", 0, Err(TooLarge));
    check("1,000,000,000,000.00", 2, Err(TooLarge));
    check(&"9".repeat(28), 2, Err(TooLarge));
    check(&"9".repeat(64), 2, Err(TooLarge));
    check(&"9".repeat(65), 2, Err(TooLarge));
    check(&"x".repeat(65), 2, Err(NotANumber));
    check(&format!("{}85", " ".repeat(100)), 2, Ok(8_500));
    check("999999999999", 6, Ok(999_999_999_999_000_000));
    check("999999999999", 7, Err(TooLarge));
    check("1", u32::MAX, Err(TooLarge));
    check("0", u32::MAX, Err(Zero));
    check("0,500", u32::MAX, ambiguous("500.000000", "0.500000"));
}

/// Whole digits in groups of three.
fn group(digits: &str, separator: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

proptest! {
    /// Every amount, written plainly or in any usual style with its decimals, is read as itself.
    #[test]
    fn prop_amount_round_trip(minor in prop_oneof![1_i64..100_000_000, 1_i64..100_000_000_000_000]) {
        let (whole, decimals) = ((minor / 100).to_string(), minor % 100);
        for (separator, mark) in [("", "."), ("", ","), (",", "."), (".", ","), (" ", ","), ("'", ".")] {
            let text = format!("{}{mark}{decimals:02}", group(&whole, separator));
            prop_assert_eq!(parse_typed_amount(&text, 2), Ok(minor), "{}", text);
        }
        prop_assert_eq!(parse_typed_amount(&format!("-{whole}.{decimals:02}"), 2), Err(Negative));
        if minor < 1_000_000_000_000 {
            prop_assert_eq!(parse_typed_amount(&minor.to_string(), 0), Ok(minor));
            prop_assert_eq!(parse_typed_amount(&group(&minor.to_string(), ","), 0), Ok(minor));
        }
        let three_decimals = format!("{}.{:03}", minor / 1_000, minor % 1_000);
        prop_assert_eq!(parse_typed_amount(&three_decimals, 3), Ok(minor));
    }

    /// Both readings of an ambiguous amount, typed, are read without doubt, the large one as the larger.
    #[test]
    fn prop_ambiguous_readings_are_clear(
        whole in 0_u32..1_000, rest in 0_u32..1_000, mark in "[.,]", scale in 0_u32..5
    ) {
        if let Err(Ambiguous { large, small }) = parse_typed_amount(&format!("{whole}{mark}{rest:03}"), scale) {
            let (large, small) = (parse_typed_amount(&large, scale), parse_typed_amount(&small, scale));
            prop_assert!(large.is_ok() && small.is_ok());
            prop_assert!(large.unwrap() > small.unwrap());
        }
    }

    /// No text and no scale makes it panic; what is read is above zero and below 10^12 major units.
    #[test]
    fn prop_amount_any_text(
        text in prop_oneof!["\\PC*", "[0-9.,' +()£-]{0,70}",
            "[0-9]{0,3}[., ][0-9]{3}[., ]?[0-9]{0,3}", any::<String>()],
        scale in prop_oneof![0_u32..8, any::<u32>()]
    ) {
        if let Ok(minor) = parse_typed_amount(&text, scale) {
            prop_assert!(minor > 0);
            prop_assert!(minor / 10_i64.pow(scale) < 1_000_000_000_000);
        }
    }
}
