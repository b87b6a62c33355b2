//! Percentages as people type them.

use super::figures::{Figures, Glyph, Sign, Written, split_sign_and_unit};

/// Decimals of a percentage.
const PERCENT_DECIMALS: u32 = 4;
/// Largest percentage.
const LIMIT_PERCENT: u32 = 100;
/// Parts of a percent in the result.
const PARTS_OF_A_PERCENT: u32 = 10_000;

/// Why a typed text is no percentage. Listed in the order in which they are looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PercentTypingError {
    /// Nothing was typed.
    #[error("no percentage is given")]
    Empty,
    /// Not a number.
    #[error("this is not a number")]
    NotANumber,
    /// Below zero.
    #[error("the percentage is negative")]
    Negative,
    /// Nothing at all.
    #[error("the percentage is zero")]
    Zero,
    /// More than four decimals.
    #[error("{decimals} decimals, the limit is {limit}")]
    TooManyDecimals {
        /// Decimals typed.
        decimals: u32,
        /// Most decimals allowed.
        limit: u32,
    },
    /// More than the whole.
    #[error("more than {limit_percent} percent")]
    TooLarge {
        /// Largest percentage allowed.
        limit_percent: u32,
    },
}

/// Reads a percentage: `10`, `10%`, `7.5 %`, `7,5`. Comma and point are both decimal marks, also before three digits:
/// with thousands it would be over 100 anyway.
///
/// # Units
/// The result is in ten-thousandths of a percent, which are millionths of the whole: 10 % is 100,000. It is above zero
/// and at most 1,000,000.
///
/// # Errors
/// [`PercentTypingError`], the first that applies; more than 64 characters are `NotANumber`.
///
/// # Examples
/// ```
/// use plan_core::typed::{PercentTypingError, parse_typed_percent};
/// assert_eq!(parse_typed_percent("7,5 %"), Ok(75_000));
/// assert_eq!(parse_typed_percent("100.5"), Err(PercentTypingError::TooLarge { limit_percent: 100 }));
/// ```
pub fn parse_typed_percent(text: &str) -> Result<u32, PercentTypingError> {
    let glyphs = match Written::of(text) {
        Written::Blank => return Err(PercentTypingError::Empty),
        Written::Overlong(_) => return Err(PercentTypingError::NotANumber),
        Written::Glyphs(glyphs) => glyphs,
    };
    let (sign, body) = split_sign_and_unit(&glyphs, strip_percent);
    let figures = Figures::of(body).ok_or(PercentTypingError::NotANumber)?;
    if sign == Sign::Negative {
        return Err(PercentTypingError::Negative);
    }
    if figures.is_zero() {
        return Err(PercentTypingError::Zero);
    }
    if figures.decimal_count() > PERCENT_DECIMALS {
        return Err(PercentTypingError::TooManyDecimals {
            decimals: figures.decimal_count(),
            limit: PERCENT_DECIMALS,
        });
    }
    figures
        .scaled(PERCENT_DECIMALS)
        .and_then(|parts| u32::try_from(parts).ok())
        .filter(|parts| *parts <= LIMIT_PERCENT * PARTS_OF_A_PERCENT)
        .ok_or(PercentTypingError::TooLarge {
            limit_percent: LIMIT_PERCENT,
        })
}

fn strip_percent(glyphs: &[Glyph]) -> Option<&[Glyph]> {
    match glyphs {
        [tail @ .., Glyph::Percent] | [Glyph::Percent, tail @ ..] => Some(tail),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::PercentTypingError::{Empty, Negative, NotANumber, TooLarge, TooManyDecimals, Zero};
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Result<u32, PercentTypingError>) {
        assert_eq!(parse_typed_percent(text), expected, "{text:?}");
    }

    #[test]
    fn percent_is_read() {
        let table = "10=100000|10%=100000| 10 % =100000|7.5=75000|7,5=75000|7,500=75000|.5=5000|+8=80000|0.0001=1\
            |100=1000000|100.0000%=1000000|99.9999=999999|007=70000|５０％=500000|%5=50000|12.=120000|1\u{a0}%=10000";
        for row in table.split('|') {
            let (text, expected) = row.split_once('=').unwrap();
            check(text, Ok(expected.parse().unwrap()));
        }
    }

    #[test]
    fn percent_is_refused() {
        for text in ["", " ", "\u{a0}\u{200b}"] {
            check(text, Err(Empty));
        }
        for text in [
            "%",
            "ten",
            "10%%",
            "1 0",
            "1.2.3",
            "10 EUR",
            "1/2",
            "--1",
            &"1".repeat(65),
        ] {
            check(text, Err(NotANumber));
        }
        for text in ["-1", "\u{2212}1 %", "(5%)", "-0"] {
            check(text, Err(Negative));
        }
        for text in ["0", "0.0000", "0,00 %"] {
            check(text, Err(Zero));
        }
        for text in ["100.0001", "101", "1000", "1 000", "1,000.5", &"9".repeat(64)] {
            check(text, Err(TooLarge { limit_percent: 100 }));
        }
        check("0.00001", Err(TooManyDecimals { decimals: 5, limit: 4 }));
        check("100.00000", Err(TooManyDecimals { decimals: 5, limit: 4 }));
    }

    proptest! {
        /// Every percentage, written out with four decimals, is read as itself.
        #[test]
        fn prop_percent_round_trip(parts in 1_u32..=1_000_000) {
            let text = format!("{}.{:04}%", parts / 10_000, parts % 10_000);
            prop_assert_eq!(parse_typed_percent(&text), Ok(parts));
        }

        /// No text makes it panic; what is read is within the limits.
        #[test]
        fn prop_percent_any_text(text in "\\PC*|[0-9.,% +-]{0,70}") {
            if let Ok(parts) = parse_typed_percent(&text) {
                prop_assert!((1..=1_000_000).contains(&parts));
            }
        }
    }
}
