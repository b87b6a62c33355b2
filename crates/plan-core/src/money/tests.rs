use super::*;
use proptest::prelude::*;

fn gbp() -> Currency {
    Currency::parse("GBP").unwrap()
}

#[test]
fn parse_contract_amounts_reads_or_refuses() {
    let cases: &[(&str, &str, Result<i64, AmountError>)] = &[
        ("50.00", "GBP", Ok(5000)),
        ("50", "GBP", Ok(5000)),
        ("0.5", "GBP", Ok(50)),
        ("1.000", "GBP", Ok(100)),
        ("0", "GBP", Ok(0)),
        ("-0", "GBP", Err(AmountError::Negative)),
        ("999999999999.99", "GBP", Ok(99_999_999_999_999)),
        ("1000000000000", "GBP", Err(AmountError::TooLarge)),
        ("9999999999999999999999999999", "GBP", Err(AmountError::TooLarge)),
        ("0.005", "GBP", Err(AmountError::TooManyDecimals { limit: 2 })),
        (
            "0.33333333333333333333333333333333",
            "GBP",
            Err(AmountError::TooManyDecimals { limit: 2 }),
        ),
        ("0.10000000000000000000000000000000", "GBP", Ok(10)),
        ("0000000000000000000000000000000005", "GBP", Ok(500)),
        ("50.5", "JPY", Err(AmountError::TooManyDecimals { limit: 0 })),
        ("0.125", "BHD", Ok(125)),
        ("-1", "GBP", Err(AmountError::Negative)),
        ("1,200", "GBP", Err(AmountError::NotANumber)),
        ("1e3", "GBP", Err(AmountError::NotANumber)),
        ("", "GBP", Err(AmountError::NotANumber)),
        (".5", "GBP", Err(AmountError::NotANumber)),
        ("5.", "GBP", Err(AmountError::NotANumber)),
        ("1_0", "GBP", Err(AmountError::NotANumber)),
        ("+1", "GBP", Err(AmountError::NotANumber)),
    ];
    for (text, code, expected) in cases {
        let money = Money::parse(text, Currency::parse(code).unwrap()).map(Money::minor);
        assert_eq!(money, *expected, "{text} {code}");
    }
}

proptest! {
    /// What a decimal of the same digits says, and no other text says.
    #[test]
    fn prop_amounts_are_written_and_read_as_decimals(
        minor: i64,
        small in -100_000_i64..100_000,
        code in prop::sample::select(vec!["JPY", "GBP", "BHD", "CLF"]),
        text in "-?[0-9]{0,14}(\\.[0-9]{0,6})?",
    ) {
        let currency = Currency::parse(code).unwrap();
        for minor in [minor, small] {
            prop_assert_eq!(Money::from_minor(minor, currency).to_string(), Decimal::new(minor, currency.scale()).to_string());
        }
        let exact: Option<Decimal> = text.parse().ok().filter(|_| !text.starts_with(['-', '.']) && !text.ends_with('.'));
        let read = exact.filter(|exact| exact.normalize().scale() <= currency.scale() && *exact < Decimal::from(MAX_MAJOR_UNITS));
        prop_assert_eq!(Money::parse(&text, currency).ok().map(Money::decimal), read, "{}", text);
    }
}

#[test]
fn display_is_the_contract_form() {
    assert_eq!(Money::from_minor(5000, gbp()).to_string(), "50.00");
    assert_eq!(Money::from_minor(5, gbp()).to_string(), "0.05");
    assert_eq!(
        Money::from_minor(1200, Currency::parse("JPY").unwrap()).to_string(),
        "1200"
    );
    assert_eq!(Percent::parse("12.50").unwrap().to_string(), "12.5");
}

#[test]
fn rate_reads_up_to_a_thousand() {
    let cases: &[(&str, Result<u32, AmountError>)] = &[
        ("0", Ok(0)),
        ("-0", Err(AmountError::Negative)),
        ("0.0001", Ok(1)),
        ("8", Ok(80_000)),
        ("08.2500", Ok(82_500)),
        ("100.0001", Ok(1_000_001)),
        ("1000", Ok(10_000_000)),
        ("1000.0000000000000000000000000000000", Ok(10_000_000)),
        ("1000.0001", Err(AmountError::TooLarge)),
        ("999999999999", Err(AmountError::TooLarge)),
        ("9999999999999999999999999999", Err(AmountError::TooLarge)),
        ("8.00001", Err(AmountError::TooManyDecimals { limit: 4 })),
        ("-8", Err(AmountError::Negative)),
        ("8%", Err(AmountError::NotANumber)),
        ("", Err(AmountError::NotANumber)),
    ];
    for (text, expected) in cases {
        assert_eq!(Rate::parse(text).map(Rate::ten_thousandths), *expected, "{text}");
    }
    assert_eq!(Rate::from_ten_thousandths(10_000_001), None);
    for (text, shown) in [("0.0", "0"), ("8.2500", "8.25"), ("1000", "1000"), ("0.0001", "0.0001")] {
        assert_eq!(Rate::parse(text).unwrap().to_string(), shown);
    }
}

#[test]
fn rounding_halves_by_mode() {
    for (mode, numerator, denominator, expected) in [
        (Rounding::HalfUp, 5, 2, 3),
        (Rounding::HalfEven, 5, 2, 2),
        (Rounding::HalfEven, 7, 2, 4),
        (Rounding::Up, 1, 100, 1),
        (Rounding::Down, 199, 100, 1),
        (Rounding::HalfUp, 49, 100, 0),
        (Rounding::HalfUp, 50, 100, 1),
        (Rounding::Up, 4, 2, 2),
    ] {
        assert_eq!(
            mode.divide(numerator, denominator),
            expected,
            "{mode:?} {numerator}/{denominator}"
        );
    }
    assert_eq!(Rounding::HalfUp.divide_to_multiple(10_000, 3, 500), 3_500);
    assert_eq!(Rounding::Up.divide_to_multiple(10_000, 3, 500), 3_500);
    assert_eq!(Rounding::Down.divide_to_multiple(10_000, 3, 500), 3_000);
}

#[test]
fn share_gives_the_lost_penny_to_the_largest_remainder() {
    assert_eq!(
        share(16_000, &[455_000, 670_000, 120_000]),
        Ok(vec![5_847, 8_611, 1_542])
    );
    assert_eq!(share(1, &[1, 1, 1]), Ok(vec![1, 0, 0]));
    assert_eq!(share(1, &[]), Err(ShareError::NoWeights));
    assert_eq!(share(1, &[0, 0]), Err(ShareError::NoWeight));
    assert_eq!(share(-1, &[1]), Err(ShareError::Negative));
}

proptest! {
    /// Parts sum to the whole, and no part is further than one unit from its exact share.
    #[test]
    fn prop_parts_sum_to_the_whole(available in 0_i64..1_000_000_000_000_000, weights in prop::collection::vec(0_i64..1_000_000_000, 1..40)) {
        prop_assume!(weights.iter().any(|w| *w > 0));
        let parts = share(available, &weights).unwrap();
        prop_assert_eq!(parts.iter().sum::<i64>(), available);
        let total: i128 = weights.iter().map(|w| i128::from(*w)).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let exact_scaled = i128::from(available) * i128::from(*weight);
            prop_assert!((i128::from(*part) * total - exact_scaled).abs() < total);
        }
    }

    /// What is written is read back as the same amount.
    #[test]
    fn prop_display_then_parse_is_identity(minor in 0_i64..99_999_999_999_999) {
        let money = Money::from_minor(minor, gbp());
        prop_assert_eq!(Money::parse(&money.to_string(), gbp()), Ok(money));
    }

    /// What is written of a rate is read back as the same rate.
    #[test]
    fn prop_rate_display_then_parse_is_identity(value in 0_u32..=10_000_000) {
        let rate = Rate::from_ten_thousandths(value).unwrap();
        prop_assert_eq!(Rate::parse(&rate.to_string()), Ok(rate));
    }

    /// Any text: an answer, never a panic.
    #[test]
    fn prop_any_text_is_answered(text in ".{0,60}") {
        let _ = Money::parse(&text, gbp());
        let _ = Percent::parse(&text);
        let _ = Rate::parse(&text);
    }
}
