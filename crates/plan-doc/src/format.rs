//! Amounts, dates and times as the document writes them: the same on every machine, whatever its language settings.

use plan_core::calendar::{format_iso_date, parse_iso_date};
use plan_core::{Date, Money};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An amount: `£1,080.00`, `€5.00`, `$0.50`, and with its code where no symbol is plain: `JPY 1,200`.
pub fn amount(money: Money) -> String {
    let text = money.to_string();
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let currency = money.currency();
    let mut out = match currency.code() {
        "GBP" => format!("{sign}£"),
        "EUR" => format!("{sign}€"),
        "USD" => format!("{sign}$"),
        code => format!("{code} {sign}"),
    };
    for (index, digit) in whole.chars().enumerate() {
        let following = whole.len().saturating_sub(index);
        if index > 0 && following % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A date: `28 December 2026`.
pub fn date(date: Date) -> String {
    let iso = format_iso_date(date);
    let mut parts = iso.split('-');
    let year = parts.next().unwrap_or_default();
    let month = parts
        .next()
        .and_then(|month| month.parse::<usize>().ok())
        .and_then(|month| month.checked_sub(1));
    let day = parts.next().unwrap_or_default().trim_start_matches('0');
    let month = month.and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

/// A UTC time: `23 November 2026 at 14:21 UTC`. Text of another shape comes back as it is.
pub fn time(utc: &str) -> String {
    let day = utc.get(..10).and_then(parse_iso_date).filter(|_| is_utc_time(utc));
    match (day, utc.get(11..16)) {
        (Some(day), Some(minute)) => format!("{} at {minute} UTC", date(day)),
        _ => utc.to_owned(),
    }
}

/// Whether a text is a UTC time of the shape `2026-11-23T14:21:05Z`: whole seconds, no leap second.
pub fn is_utc_time(text: &str) -> bool {
    let Some((day, clock)) = text.split_once('T') else {
        return false;
    };
    let [h1, h2, b':', m1, m2, b':', s1, s2, b'Z'] = clock.as_bytes() else {
        return false;
    };
    let below = |tens: u8, ones: u8, limit: u8| {
        let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
        digits && (tens - b'0').saturating_mul(10).saturating_add(ones - b'0') < limit
    };
    parse_iso_date(day).is_some() && below(*h1, *h2, 24) && below(*m1, *m2, 60) && below(*s1, *s2, 60)
}

/// A time in milliseconds since 1970 as a document has it: `2026-11-23T14:21:05Z`. Seconds are not rounded up.
pub fn utc_time(ms: u64) -> String {
    let seconds = ms / 1_000;
    let days = i32::try_from(seconds / 86_400).unwrap_or(i32::MAX);
    let day = Date::from_epoch_days(days).unwrap_or_default();
    let of_day = seconds % 86_400;
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", format_iso_date(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use plan_core::Currency;

    #[test]
    fn amounts_are_grouped_and_named() {
        let cases = [
            (108_000, "GBP", "£1,080.00"),
            (5, "GBP", "£0.05"),
            (99_999, "EUR", "€999.99"),
            (100_000_000, "USD", "$1,000,000.00"),
            (1_200, "JPY", "JPY 1,200"),
            (1_234_567, "BHD", "BHD 1,234.567"),
            (-123_456, "GBP", "-£1,234.56"),
            (0, "GBP", "£0.00"),
            (99_999_999_999_999, "GBP", "£999,999,999,999.99"),
        ];
        for (minor, code, expected) in cases {
            assert_eq!(
                amount(Money::from_minor(minor, Currency::parse(code).unwrap())),
                expected
            );
        }
    }

    #[test]
    fn dates_and_times_are_written_out() {
        assert_eq!(date(parse_iso_date("2026-12-28").unwrap()), "28 December 2026");
        assert_eq!(date(parse_iso_date("2027-01-01").unwrap()), "1 January 2027");
        assert_eq!(time("2026-11-23T14:21:05Z"), "23 November 2026 at 14:21 UTC");
        assert_eq!(time("soon"), "soon");
    }

    #[test]
    fn times_of_clocks_are_written_in_that_shape() {
        assert_eq!(utc_time(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc_time(1_795_443_665_999), "2026-11-23T14:21:05Z");
        assert!(is_utc_time(&utc_time(1_795_443_665_999)));
    }

    #[test]
    fn utc_times_have_one_shape() {
        for text in ["2026-11-23T14:21:05Z", "1970-01-01T00:00:00Z", "2200-12-31T23:59:59Z"] {
            assert!(is_utc_time(text), "{text}");
        }
        let refused = "2026-11-23T14:21:05|2026-11-23 14:21:05Z|2026-11-23T24:00:00Z|2026-11-23T14:60:00Z|2026-11-23T14:21:60Z\
            |2026-02-29T14:21:05Z|2026-11-23T14:21:05.1Z|2026-11-23T14:21:05+00:00|2026-11-23t14:21:05z|T|2026-11-23TéZ|";
        for text in refused.split('|') {
            assert!(!is_utc_time(text), "{text}");
        }
    }
}
