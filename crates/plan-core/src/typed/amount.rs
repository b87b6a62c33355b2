//! Amounts of money as people type them.

use super::figures::{DecimalMark, Figures, Glyph, Sign, Written, split_sign_and_unit};

/// Amounts stay below 10^12 major units: at most this many digits before the decimals.
const MOST_WHOLE_DIGITS: usize = 12;
/// More decimals than any currency has, so that a remedy's text stays short for any scale.
const MOST_REMEDY_DECIMALS: u32 = 6;

/// Currency codes that may stand before or after an amount.
const CODES: &str = "aed ars aud bgn bhd brl cad chf clp cny cop czk dkk egp eur gbp hkd huf idr ils inr isk jod jpy \
    kes krw kwd mad mxn myr ngn nok nzd omr pen php pkr pln qar ron rsd sar sek sgd thb tnd try twd uah usd vnd zar";

/// Why a typed text is no amount. Listed in the order in which they are looked for, except `Ambiguous`, which comes
/// before `TooManyDecimals`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountTypingError {
    /// Nothing was typed.
    #[error("no amount is given")]
    Empty,
    /// Not a number, or thousands not separated in threes.
    #[error("this is not a number")]
    NotANumber,
    /// A minus sign, or brackets as bookkeepers write them.
    #[error("the amount is negative")]
    Negative,
    /// Nothing at all, as in `0.00`.
    #[error("the amount is zero")]
    Zero,
    /// More decimals than the currency has.
    #[error("{decimals} decimals, the currency has {limit}")]
    TooManyDecimals {
        /// Decimals typed.
        decimals: u32,
        /// Decimals of the currency.
        limit: u32,
    },
    /// 10^12 major units or more.
    #[error("the amount is too large")]
    TooLarge,
    /// One separator before exactly three digits, which may divide thousands or decimals.
    #[error("this may mean {large} or {small}")]
    Ambiguous {
        /// The reading with thousands, as a plain decimal in major units: `1200.00`. Typed, it is read as that.
        large: String,
        /// The reading with decimals, cut to the currency's: `1.20`. Typed, it is read as that.
        small: String,
    },
}

/// Reads an amount of money: `£1,200`, `1200.5`, `1 200,50`, `1.200,50`, `1'200.50`, `85 GBP`, `+85`, `.50`.
///
/// - With both comma and point, the last is the decimal mark and the other must divide groups of three.
/// - One comma: before exactly three digits it divides thousands (`1,200`; after a zero, as in `0,500`, it is
///   ambiguous), else it is the decimal mark.
/// - One point is the decimal mark; before exactly three digits (`1.200`) it is ambiguous, unless the currency has
///   three decimals.
/// - A currency sign or code is skipped, *whichever it is*: the text does not choose the currency.
///
/// # Units
/// `scale` is the number of decimals of the currency (GBP 2, JPY 0); the result is in minor units, above zero.
///
/// # Errors
/// [`AmountTypingError`], the first that applies. More than 64 characters are `TooLarge` if they are only digits and
/// separators, else `NotANumber`.
///
/// # Examples
/// ```
/// use plan_core::typed::{AmountTypingError, parse_typed_amount};
/// assert_eq!(parse_typed_amount("£1,200.50", 2), Ok(120_050));
/// assert_eq!(
///     parse_typed_amount("1.200", 2),
///     Err(AmountTypingError::Ambiguous { large: "1200.00".to_owned(), small: "1.20".to_owned() })
/// );
/// ```
pub fn parse_typed_amount(text: &str, scale: u32) -> Result<i64, AmountTypingError> {
    let glyphs = match Written::of(text) {
        Written::Blank => return Err(AmountTypingError::Empty),
        Written::Overlong(glyphs) if glyphs.iter().all(is_number_part) => return Err(AmountTypingError::TooLarge),
        Written::Overlong(_) => return Err(AmountTypingError::NotANumber),
        Written::Glyphs(glyphs) => glyphs,
    };
    let (sign, body) = split_sign_and_unit(&glyphs, strip_currency);
    let written = Figures::of(body).ok_or(AmountTypingError::NotANumber)?;
    if sign == Sign::Negative {
        return Err(AmountTypingError::Negative);
    }
    if written.is_zero() {
        return Err(AmountTypingError::Zero);
    }
    let figures = match written.mark {
        DecimalMark::CommaOrGroup => written.grouped(),
        DecimalMark::CommaOrGroupAfterZero => return Err(unclear(&written, scale)),
        DecimalMark::PointOrGroup if scale < 3 => return Err(unclear(&written, scale)),
        DecimalMark::PointOrGroup | DecimalMark::Clear => written,
    };
    if figures.decimal_count() > scale {
        return Err(AmountTypingError::TooManyDecimals {
            decimals: figures.decimal_count(),
            limit: scale,
        });
    }
    if figures.whole.len() > MOST_WHOLE_DIGITS {
        return Err(AmountTypingError::TooLarge);
    }
    figures.scaled(scale).ok_or(AmountTypingError::TooLarge)
}

fn is_number_part(glyph: &Glyph) -> bool {
    matches!(
        glyph,
        Glyph::Digit(_)
            | Glyph::Comma
            | Glyph::Point
            | Glyph::Space
            | Glyph::Apostrophe
            | Glyph::Currency
            | Glyph::Plus
    )
}

fn strip_currency(glyphs: &[Glyph]) -> Option<&[Glyph]> {
    match glyphs {
        [Glyph::Currency, tail @ ..] | [tail @ .., Glyph::Currency] => Some(tail),
        [Glyph::Letter(a), Glyph::Letter(b), Glyph::Letter(c), tail @ ..]
        | [tail @ .., Glyph::Letter(a), Glyph::Letter(b), Glyph::Letter(c)]
            if CODES.split_ascii_whitespace().any(|code| code.chars().eq([*a, *b, *c])) =>
        {
            Some(tail)
        }
        _ => None,
    }
}

/// The error for figures that have two readings. Where the small one is nothing at all in this currency (`0.004`),
/// there is only one way to have meant it.
fn unclear(written: &Figures, scale: u32) -> AmountTypingError {
    let kept_decimals = written.decimals.iter().zip(0..scale).any(|(digit, _)| *digit != 0);
    if written.whole.is_empty() && !kept_decimals {
        return AmountTypingError::TooManyDecimals {
            decimals: written.decimal_count(),
            limit: scale,
        };
    }
    AmountTypingError::Ambiguous {
        large: plain(&written.grouped(), scale),
        small: plain(written, scale),
    }
}

/// A plain decimal with exactly `scale` decimals, cut or filled with zeros.
fn plain(figures: &Figures, scale: u32) -> String {
    let digit = |value: &u8| char::from(b'0' + value);
    let mut text: String = figures.whole.iter().map(digit).collect();
    if text.is_empty() {
        text.push('0');
    }
    if scale > 0 {
        text.push('.');
    }
    let decimals = figures.decimals.iter().map(digit).chain(std::iter::repeat('0'));
    text.extend(decimals.zip(0..scale.min(MOST_REMEDY_DECIMALS)).map(|(digit, _)| digit));
    text
}
