//! A code that is said on the telephone: `48 291 – 13 074`.
//!
//! The first half says where the door is, the second is the password. Whoever listens at every door learns nothing; whoever
//! guesses has one try in 100,000, and it kills the code.

use core::fmt;

use crate::Name;
use crate::entropy::Entropy;
use crate::keys::derive_from;

/// The most characters of what somebody typed; longer text is not looked at.
const MAX_TYPED_CHARS: usize = 64;
const HALF: u32 = 100_000;

/// A code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code {
    lobby: u32,
    password: u32,
}

/// Why what was typed is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Something stands in it that is neither a digit nor a gap.
    #[error("a code has digits only")]
    NotDigits,
    /// Not ten digits.
    #[error("a code has 10 digits, not {digits}")]
    Length {
        /// How many there are.
        digits: usize,
    },
}

impl Code {
    /// Makes a code out of random bytes.
    pub fn make(entropy: &[u8; 32]) -> Self {
        let mut entropy = Entropy::new(entropy);
        // A remainder of 64 bits leans to the low numbers by less than one in 10^14.
        let mut half = || u32::try_from(u64::from_be_bytes(entropy.bytes()) % u64::from(HALF)).unwrap_or_default();
        Self {
            lobby: half(),
            password: half(),
        }
    }

    /// Reads what somebody typed or said: ten digits, with whatever gaps and dashes.
    ///
    /// # Errors
    /// [`CodeError::NotDigits`], [`CodeError::Length`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let (mut digits, mut number) = (0, 0_u64);
        for (at, letter) in text.chars().enumerate() {
            if at >= MAX_TYPED_CHARS {
                return Err(CodeError::NotDigits);
            }
            match letter {
                '0'..='9' if digits < 10 => number = number * 10 + u64::from(letter) - u64::from('0'),
                '0'..='9' => {}
                _ if is_gap(letter) => continue,
                _ => return Err(CodeError::NotDigits),
            }
            digits += 1;
        }
        if digits != 10 {
            return Err(CodeError::Length { digits });
        }
        let half = |number: u64| u32::try_from(number).unwrap_or_default();
        Ok(Self {
            lobby: half(number / u64::from(HALF)),
            password: half(number % u64::from(HALF)),
        })
    }

    /// Where the door is.
    pub fn lobby(&self) -> Name {
        Name::from_key(&derive_from(self.lobby_digits().as_bytes(), b"lobby"))
    }

    pub(crate) fn lobby_digits(&self) -> String {
        format!("{:05}", self.lobby)
    }

    pub(crate) fn password_digits(&self) -> String {
        format!("{:05}", self.password)
    }
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | ',' | '/')
}

impl fmt::Display for Code {
    /// As it is said: `48 291 – 13 074`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = |number: u32| (number / 1_000, number % 1_000);
        let ((a, b), (c, d)) = (half(self.lobby), half(self.password));
        write!(f, "{a:02} {b:03} – {c:02} {d:03}")
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn code_is_read_as_people_type_it() {
        let code = Code {
            lobby: 48_291,
            password: 13_074,
        };
        assert_eq!(code.to_string(), "48 291 – 13 074");
        for text in [
            "48 291 – 13 074",
            "4829113074",
            " 48291-13074 ",
            "48.291 13.074",
            "48 291 \u{2014} 13\u{a0}074",
            "4 8 2 9 1 1 3 0 7 4\n",
        ] {
            assert_eq!(Code::parse(text), Ok(code), "{text}");
        }
        let small = Code { lobby: 7, password: 0 };
        assert_eq!(small.to_string(), "00 007 – 00 000");
        assert_eq!(Code::parse("00 007 – 00 000"), Ok(small));
    }

    #[test]
    fn code_refused_says_why() {
        for (text, expected) in [
            ("", CodeError::Length { digits: 0 }),
            ("48 291 – 13 07", CodeError::Length { digits: 9 }),
            ("48 291 – 13 0745", CodeError::Length { digits: 11 }),
            ("48 291 – 13 o74", CodeError::NotDigits),
            ("#v1.abc", CodeError::NotDigits),
        ] {
            assert_eq!(Code::parse(text), Err(expected), "{text}");
        }
        assert_eq!(Code::parse(&" ".repeat(65)), Err(CodeError::NotDigits));
    }

    #[test]
    fn lobby_depends_on_the_first_half_alone() {
        let at = |text| Code::parse(text).unwrap().lobby();
        assert_eq!(at("4829113074"), at("4829199999"));
        assert_ne!(at("4829113074"), at("4829213074"));
    }

    proptest! {
        /// Every code that is made is read as it is said.
        #[test]
        fn prop_code_made_is_read_again(entropy in any::<[u8; 32]>()) {
            let code = Code::make(&entropy);
            prop_assert_eq!(Code::parse(&code.to_string()), Ok(code));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        /// Any text: no panic, and a code is ten digits.
        #[test]
        fn prop_any_text_is_read_or_refused(text in "([0-9 –]{8,24})|(\\PC{0,80})") {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            prop_assert!(Code::parse(&text).is_err() || digits == 10);
        }
    }
}
