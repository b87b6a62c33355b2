//! Numbers as written: signs, separators and digits, before anyone decides what they mean.

use super::{LONGEST_TEXT_CHARS, digit_value, is_dash, is_invisible};

/// A character, as far as numbers care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// 0–9.
    Digit(u8),
    Comma,
    Point,
    Space,
    Apostrophe,
    Minus,
    Plus,
    Open,
    Close,
    Percent,
    Currency,
    /// A Latin letter, in lower case.
    Letter(char),
    Other,
}

/// Whether this is the sign of some currency. Not the cent signs: they name another unit, as the letter p does.
pub fn is_currency_sign(character: char) -> bool {
    matches!(
        character,
        '$' | '£' | '¤' | '¥' | '\u{20a0}'..='\u{20c0}' | '\u{ff04}' | '\u{ffe1}' | '\u{ffe5}' | '\u{ffe6}'
    )
}

impl Glyph {
    fn of(character: char) -> Glyph {
        if let Some(value) = digit_value(character) {
            return Glyph::Digit(value);
        }
        match character {
            ',' | '\u{66c}' | '\u{ff0c}' => Glyph::Comma,
            '.' | '\u{66b}' | '\u{ff0e}' => Glyph::Point,
            '\'' | '\u{2019}' => Glyph::Apostrophe,
            '+' | '\u{ff0b}' => Glyph::Plus,
            '(' | '\u{ff08}' => Glyph::Open,
            ')' | '\u{ff09}' => Glyph::Close,
            '%' | '\u{66a}' | '\u{ff05}' => Glyph::Percent,
            _ if is_currency_sign(character) => Glyph::Currency,
            _ if character.is_whitespace() => Glyph::Space,
            _ if is_dash(character) => Glyph::Minus,
            _ if character.is_ascii_alphabetic() => Glyph::Letter(character.to_ascii_lowercase()),
            _ => Glyph::Other,
        }
    }
}

/// A text as glyphs, without the space around it.
pub(super) enum Written {
    /// Nothing but space.
    Blank,
    /// More than 64 characters; these are the first of them.
    Overlong(Vec<Glyph>),
    /// At least one glyph that is not a space, at most 64 in all.
    Glyphs(Vec<Glyph>),
}

impl Written {
    pub(super) fn of(text: &str) -> Written {
        let text = text.trim();
        let glyphs: Vec<Glyph> = text
            .chars()
            .take(LONGEST_TEXT_CHARS)
            .filter(|&c| !is_invisible(c))
            .map(Glyph::of)
            .collect();
        if text.chars().nth(LONGEST_TEXT_CHARS).is_some() {
            Written::Overlong(glyphs)
        } else if glyphs.iter().all(|glyph| *glyph == Glyph::Space) {
            Written::Blank
        } else {
            Written::Glyphs(glyphs)
        }
    }
}

/// Whether something is below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    Positive,
    Negative,
}

/// The sign in front (or a minus behind, or brackets around), and what is left without it and without `unit`, which
/// may stand once on either side. `unit` takes its glyphs off one end; `None` if they are not there.
pub(super) fn split_sign_and_unit(
    glyphs: &[Glyph],
    unit: for<'a> fn(&'a [Glyph]) -> Option<&'a [Glyph]>,
) -> (Sign, &[Glyph]) {
    let (mut rest, mut sign, mut has_unit) = (glyphs, Sign::None, false);
    loop {
        rest = match rest {
            [Glyph::Space, tail @ ..] | [tail @ .., Glyph::Space] => tail,
            [Glyph::Minus, tail @ ..] | [tail @ .., Glyph::Minus] | [Glyph::Open, tail @ .., Glyph::Close]
                if sign == Sign::None =>
            {
                sign = Sign::Negative;
                tail
            }
            [Glyph::Plus, tail @ ..] if sign == Sign::None => {
                sign = Sign::Positive;
                tail
            }
            _ => match unit(rest) {
                Some(tail) if !has_unit => {
                    has_unit = true;
                    tail
                }
                _ => return (sign, rest),
            },
        };
    }
}

/// The digits of a number, and how sure their division is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figures {
    /// Digits before the decimal mark, without leading zeros.
    pub(super) whole: Vec<u8>,
    /// Digits after the decimal mark, as written.
    pub(super) decimals: Vec<u8>,
    /// Whether the decimal mark may be meant as a thousands separator.
    pub(super) mark: DecimalMark,
}

/// What the mark between `whole` and `decimals` may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DecimalMark {
    /// There is no mark, or it can only be decimal.
    Clear,
    /// One comma with 1–3 digits before and 3 after it, not starting with 0: `1,200`.
    CommaOrGroup,
    /// The same with 0 in front, as no grouped number has it: `0,500`.
    CommaOrGroupAfterZero,
    /// One point with 1–3 digits before and 3 after it: `1.200`.
    PointOrGroup,
}

impl Figures {
    /// Reads digits and separators; `None` for anything else and for groups that are not of three digits.
    ///
    /// With both comma and point, the last is the decimal mark. Several of one kind are all thousands separators.
    pub(super) fn of(body: &[Glyph]) -> Option<Figures> {
        let count = |kind: Glyph| body.iter().filter(|glyph| **glyph == kind).count();
        let mark_index = match (count(Glyph::Comma), count(Glyph::Point)) {
            (0, 0 | 2..) | (2.., 0) => None,
            _ => body
                .iter()
                .rposition(|glyph| matches!(glyph, Glyph::Comma | Glyph::Point)),
        };
        let (before, after) = match mark_index {
            None => (body, &[][..]),
            Some(index) => (body.get(..index)?, body.get(index + 1..)?),
        };
        let digits = ungroup(before)?;
        let decimals = after.iter().map(digit_of).collect::<Option<Vec<u8>>>()?;
        if digits.is_empty() && decimals.is_empty() {
            return None;
        }
        let looks_grouped = decimals.len() == 3 && (1..=3).contains(&digits.len()) && digits.len() == before.len();
        let mark = match mark_index.and_then(|index| body.get(index)) {
            Some(Glyph::Comma) if looks_grouped && digits.first() == Some(&0) => DecimalMark::CommaOrGroupAfterZero,
            Some(Glyph::Comma) if looks_grouped => DecimalMark::CommaOrGroup,
            Some(Glyph::Point) if looks_grouped => DecimalMark::PointOrGroup,
            _ => DecimalMark::Clear,
        };
        let whole = digits.into_iter().skip_while(|digit| *digit == 0).collect();
        Some(Figures { whole, decimals, mark })
    }

    pub(super) fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.decimals.iter().all(|digit| *digit == 0)
    }

    /// The same digits with the mark read as a thousands separator.
    pub(super) fn grouped(&self) -> Figures {
        let digits = self.whole.iter().chain(&self.decimals).copied();
        Figures {
            whole: digits.skip_while(|digit| *digit == 0).collect(),
            decimals: Vec::new(),
            mark: DecimalMark::Clear,
        }
    }

    /// The value × 10^`scale`; `None` if there are more decimals than `scale` or it does not fit.
    pub(super) fn scaled(&self, scale: u32) -> Option<i64> {
        let missing = scale.checked_sub(self.decimal_count())?;
        let digits = self.whole.iter().chain(&self.decimals);
        let value = digits.into_iter().try_fold(0_i64, |value, digit| {
            value.checked_mul(10)?.checked_add(i64::from(*digit))
        })?;
        value.checked_mul(10_i64.checked_pow(missing)?)
    }

    pub(super) fn decimal_count(&self) -> u32 {
        u32::try_from(self.decimals.len()).unwrap_or(u32::MAX)
    }
}

fn digit_of(glyph: &Glyph) -> Option<u8> {
    match glyph {
        Glyph::Digit(value) => Some(*value),
        _ => None,
    }
}

/// Digits without the thousands separators, which are all of one kind and stand before every three digits.
fn ungroup(glyphs: &[Glyph]) -> Option<Vec<u8>> {
    let is_separator = |glyph: &Glyph| matches!(glyph, Glyph::Comma | Glyph::Point | Glyph::Space | Glyph::Apostrophe);
    if let Some(separator) = glyphs.iter().find(|glyph| is_separator(glyph)) {
        let mut groups = glyphs.split(|glyph| glyph == separator);
        let is_first_right = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
        if !is_first_right || groups.any(|group| group.len() != 3) {
            return None;
        }
        return glyphs
            .iter()
            .filter(|glyph| *glyph != separator)
            .map(digit_of)
            .collect();
    }
    glyphs.iter().map(digit_of).collect()
}
