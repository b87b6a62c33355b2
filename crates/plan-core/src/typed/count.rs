//! Numbers of payments as people type them.

use super::figures::{Figures, Glyph, Written};

/// Why a typed text is no count. Listed in the order in which they are looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CountTypingError {
    /// Nothing was typed.
    #[error("no number is given")]
    Empty,
    /// Something other than digits and space.
    #[error("this is not a whole number")]
    NotANumber,
    /// None at all.
    #[error("the number is zero")]
    Zero,
    /// More than allowed.
    #[error("more than {limit}")]
    TooMany {
        /// Largest number allowed.
        limit: u32,
    },
}

/// Reads a whole number from 1 to `limit`: digits, with space around them or between thousands (`1 200`).
///
/// # Errors
/// [`CountTypingError`], the first that applies; more than 64 characters are `NotANumber`.
///
/// # Examples
/// ```
/// use plan_core::typed::{CountTypingError, parse_typed_count};
/// assert_eq!(parse_typed_count(" 12 ", 1_200), Ok(12));
/// assert_eq!(parse_typed_count("1201", 1_200), Err(CountTypingError::TooMany { limit: 1_200 }));
/// ```
pub fn parse_typed_count(text: &str, limit: u32) -> Result<u32, CountTypingError> {
    let glyphs = match Written::of(text) {
        Written::Blank => return Err(CountTypingError::Empty),
        Written::Overlong(_) => return Err(CountTypingError::NotANumber),
        Written::Glyphs(glyphs) => glyphs,
    };
    if !glyphs
        .iter()
        .all(|glyph| matches!(glyph, Glyph::Digit(_) | Glyph::Space))
    {
        return Err(CountTypingError::NotANumber);
    }
    let figures = Figures::of(&glyphs).ok_or(CountTypingError::NotANumber)?;
    if figures.is_zero() {
        return Err(CountTypingError::Zero);
    }
    figures
        .scaled(0)
        .and_then(|count| u32::try_from(count).ok())
        .filter(|count| *count <= limit)
        .ok_or(CountTypingError::TooMany { limit })
}

#[cfg(test)]
mod tests {
    use super::CountTypingError::{Empty, NotANumber, TooMany, Zero};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn count_is_read_or_refused() {
        let overlong = "1".repeat(65);
        let many = "9".repeat(64);
        let table = [
            ("12", Ok(12)),
            (" 12\t", Ok(12)),
            ("012", Ok(12)),
            ("1", Ok(1)),
            ("1200", Ok(1_200)),
            ("1 200", Ok(1_200)),
            ("1\u{202f}200", Ok(1_200)),
            ("１２", Ok(12)),
            ("١٢", Ok(12)),
            ("", Err(Empty)),
            (" \u{a0}", Err(Empty)),
            ("twelve", Err(NotANumber)),
            ("12 payments", Err(NotANumber)),
            ("12.0", Err(NotANumber)),
            ("1,200", Err(NotANumber)),
            ("-1", Err(NotANumber)),
            ("+1", Err(NotANumber)),
            ("1 2", Err(NotANumber)),
            (&overlong, Err(NotANumber)),
            ("0", Err(Zero)),
            ("000", Err(Zero)),
            ("1201", Err(TooMany { limit: 1_200 })),
            ("4294967297", Err(TooMany { limit: 1_200 })),
            (&many, Err(TooMany { limit: 1_200 })),
        ];
        for (text, expected) in table {
            assert_eq!(parse_typed_count(text, 1_200), expected, "{text:?}");
        }
        assert_eq!(parse_typed_count("1", 0), Err(TooMany { limit: 0 }));
        assert_eq!(parse_typed_count("4294967295", u32::MAX), Ok(u32::MAX));
    }

    proptest! {
        /// Every count is read as itself.
        #[test]
        fn prop_count_round_trip(count in 1_u32..) {
            prop_assert_eq!(parse_typed_count(&count.to_string(), u32::MAX), Ok(count));
        }

        /// No text makes it panic; what is read is within the limit.
        #[test]
        fn prop_count_any_text(text in "\\PC*|[0-9 ]{0,70}", limit in any::<u32>()) {
            if let Ok(count) = parse_typed_count(&text, limit) {
                prop_assert!((1..=limit).contains(&count));
            }
        }
    }
}
