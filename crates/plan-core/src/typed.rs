//! What a person types, read as a value: amounts, percentages, counts and dates.
//!
//! British habits come first (day before month, comma between thousands), other habits are read where they can mean
//! only one thing. One comma before three digits divides thousands (`1,200`), as in Britain; otherwise text that can
//! mean two amounts a thousand times apart is [`AmountTypingError::Ambiguous`]. The decimal digits of other scripts
//! (Arabic, Persian, Devanagari, full-width) count as digits, and invisible direction marks that come with pasted text
//! are skipped.
//!
//! # Limits
//! 64 characters, without the space around them; longer text is refused.
//!
//! # Determinism
//! No clock and no locale: today's date and the currency's decimals are arguments.

mod amount;
#[cfg(test)]
mod amount_tests;
mod count;
mod date;
#[cfg(test)]
mod date_tests;
mod figures;
mod percent;

pub use amount::{AmountTypingError, parse_typed_amount};
pub use count::{CountTypingError, parse_typed_count};
pub use date::{DateTypingError, parse_typed_date};
pub use figures::is_currency_sign;
pub use percent::{PercentTypingError, parse_typed_percent};

/// Longest text that is read.
const LONGEST_TEXT_CHARS: usize = 64;

/// Value of a decimal digit in the scripts we read.
fn digit_value(character: char) -> Option<u8> {
    const ZEROS: [char; 5] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];
    ZEROS.into_iter().find_map(|zero| {
        let value = u32::from(character).checked_sub(u32::from(zero))?;
        u8::try_from(value).ok().filter(|value| *value <= 9)
    })
}

/// Zero-width characters and direction marks, which word processors and chat programs leave in copied numbers.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}')
        || matches!(character, '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Hyphens, dashes and the minus sign.
fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}'
    )
}
