//! The syntax of PDF: values, read strictly and within limits.
//!
//! Not a library's reader, because those mend what is broken: a file that can be read in two ways is what an attack
//! is made of. Here it is refused.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{No, Ruling};

/// How deep values may stand in each other.
const MAX_DEPTH: usize = 64;
/// How many values are read of a file, all in all.
const MAX_VALUES: usize = 3_000_000;
/// How many values one object may have: only a few objects are kept at a time, in less than 100 MB each.
const MAX_VALUES_OF_ONE: usize = 100_000;
/// How many bytes are read, all in all; the same byte counts each time.
const MAX_BYTES: usize = 200 << 20;
/// How many bytes packed data may unpack to, all in all.
const MAX_UNPACKED: usize = 50 << 20;

/// What may still be spent on a file.
#[derive(Debug)]
pub struct Budget {
    values: Cell<usize>,
    bytes: Cell<usize>,
    unpacked: Cell<usize>,
}

impl Budget {
    /// The whole of it.
    pub const fn new() -> Self {
        Self {
            values: Cell::new(MAX_VALUES),
            bytes: Cell::new(MAX_BYTES),
            unpacked: Cell::new(MAX_UNPACKED),
        }
    }

    fn spend(purse: &Cell<usize>, amount: usize) -> Result<(), No> {
        let left = purse.get().checked_sub(amount);
        purse.set(left.unwrap_or_default());
        left.map(drop).ok_or(No(Ruling::Unreadable, "too_complex"))
    }

    /// Pays for reading.
    pub fn bytes(&self, amount: usize) -> Result<(), No> {
        Self::spend(&self.bytes, amount)
    }

    /// Unpacks what zlib packed.
    pub fn unpack(&self, packed: &[u8]) -> Result<Vec<u8>, No> {
        self.bytes(packed.len())?;
        let limit = self.unpacked.get();
        let data = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, limit);
        let data = data.map_err(|_| No(Ruling::Unreadable, "packed_data"))?;
        Self::spend(&self.unpacked, data.len())?;
        Ok(data)
    }
}

/// A string, and where it stands in what it was read from, from its bracket to after the other.
#[derive(Debug, Clone)]
pub struct Text {
    /// The bytes that it stands for.
    pub bytes: Vec<u8>,
    /// Where it stands.
    pub place: Range<usize>,
}

/// Where a string stands and how it is written is not part of what it says.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

/// A dictionary. Names that are there twice are refused.
pub type Dictionary = BTreeMap<Vec<u8>, Object>;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Object {
    /// `null`.
    Null,
    /// `true` and `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Another number, as it is written.
    Real(Vec<u8>),
    /// A name, with what is escaped in it put in.
    Name(Vec<u8>),
    /// A string.
    Text(Text),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// Another object.
    Reference(u32, u16),
}

impl Object {
    /// The dictionary, if it is one.
    pub const fn dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    pub fn array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The number of the object that it refers to.
    pub const fn reference(&self) -> Option<u32> {
        match self {
            Self::Reference(id, _) => Some(*id),
            _ => None,
        }
    }

    /// The number, if it is a whole one that is not negative.
    pub fn size(&self) -> Option<usize> {
        match self {
            Self::Integer(number) => usize::try_from(*number).ok(),
            _ => None,
        }
    }

    /// Whether it is this name.
    pub fn is_name(&self, name: &[u8]) -> bool {
        matches!(self, Self::Name(own) if own == name)
    }

    /// Shows each value in it, itself first, with the name that it has in a dictionary.
    pub fn each<'o>(&'o self, show: &mut dyn FnMut(Option<&[u8]>, &'o Self)) {
        self.each_named(None, show);
    }

    fn each_named<'o>(&'o self, name: Option<&[u8]>, show: &mut dyn FnMut(Option<&[u8]>, &'o Self)) {
        show(name, self);
        match self {
            Self::Array(array) => array.iter().for_each(|one| one.each_named(None, show)),
            Self::Dictionary(dictionary) => {
                for (name, one) in dictionary {
                    one.each_named(Some(name), show);
                }
            }
            _ => {}
        }
    }
}

/// Whether a dictionary has this name under a key.
pub fn has_name(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary.get(key).is_some_and(|value| value.is_name(name))
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

/// The value of a hexadecimal digit.
pub fn hex_value(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// Reads values one after another.
#[derive(Debug, Clone)]
pub struct Reader<'b> {
    bytes: &'b [u8],
    /// What is read next.
    pub at: usize,
    budget: &'b Budget,
    values: usize,
}

fn broken() -> No {
    No(Ruling::Unreadable, "syntax")
}

impl<'b> Reader<'b> {
    /// Reads from a place on.
    pub const fn new(bytes: &'b [u8], at: usize, budget: &'b Budget) -> Self {
        Self {
            bytes,
            at,
            budget,
            values: 0,
        }
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn advance(&mut self, by: usize) -> Result<(), No> {
        self.at = self.at.saturating_add(by);
        self.budget.bytes(by)
    }

    /// Leaves out white space and comments.
    pub fn skip_space(&mut self) -> Result<(), No> {
        loop {
            let rest = self.rest();
            let mut skipped = rest.iter().take_while(|byte| is_space(**byte)).count();
            let comment = rest.get(skipped..).unwrap_or_default();
            let is_comment = comment.first() == Some(&b'%');
            if is_comment {
                skipped += comment.iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
            }
            self.advance(skipped)?;
            if !is_comment {
                return Ok(());
            }
        }
    }

    /// Whether these bytes come next; then they are read.
    pub fn take(&mut self, wanted: &[u8]) -> Result<bool, No> {
        let found = self.rest().starts_with(wanted);
        if found {
            self.advance(wanted.len())?;
        }
        Ok(found)
    }

    /// Whether this word comes next, after white space; then it is read.
    pub fn take_word(&mut self, word: &[u8]) -> Result<bool, No> {
        self.skip_space()?;
        let ends = |rest: &[u8]| rest.first().is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
        let found = self.rest().strip_prefix(word).is_some_and(ends);
        if found {
            self.advance(word.len())?;
        }
        Ok(found)
    }

    /// The word that must come next, after white space.
    pub fn word(&mut self, word: &[u8]) -> Result<(), No> {
        if self.take_word(word)? { Ok(()) } else { Err(broken()) }
    }

    /// The number without a sign that must come next, after white space.
    pub fn size(&mut self) -> Result<usize, No> {
        self.skip_space()?;
        self.digits().and_then(|number| number.ok_or_else(broken))
    }

    /// Digits, if some come next and stand alone.
    fn digits(&mut self) -> Result<Option<usize>, No> {
        let rest = self.rest();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let stands_alone = rest
            .get(count)
            .is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
        if count == 0 || count > 10 || !stands_alone {
            return Ok(None);
        }
        let digits = rest.get(..count).and_then(|digits| core::str::from_utf8(digits).ok());
        self.advance(count)?;
        Ok(digits.and_then(|digits| digits.parse().ok()))
    }

    /// The value that must come next, after white space.
    pub fn object(&mut self) -> Result<Object, No> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, No> {
        if depth > MAX_DEPTH {
            return Err(No(Ruling::Unreadable, "too_deep"));
        }
        self.values += 1;
        if self.values > MAX_VALUES_OF_ONE {
            return Err(No(Ruling::Unreadable, "too_complex"));
        }
        Budget::spend(&self.budget.values, 1)?;
        self.skip_space()?;
        let rest = self.rest();
        match rest.first().ok_or_else(broken)? {
            b'/' => self.name().map(Object::Name),
            b'(' => self.literal().map(Object::Text),
            b'[' => {
                self.advance(1)?;
                let mut array = Vec::new();
                loop {
                    self.skip_space()?;
                    if self.take(b"]")? {
                        return Ok(Object::Array(array));
                    }
                    array.push(self.nested(depth + 1)?);
                }
            }
            b'<' if rest.get(1) == Some(&b'<') => {
                self.advance(2)?;
                let mut dictionary = Dictionary::new();
                loop {
                    self.skip_space()?;
                    if self.take(b">>")? {
                        return Ok(Object::Dictionary(dictionary));
                    }
                    let name = self.name()?;
                    let value = self.nested(depth + 1)?;
                    // Two programs might take two of them.
                    if dictionary.insert(name, value).is_some() {
                        return Err(No(Ruling::Unreadable, "ambiguous"));
                    }
                }
            }
            b'<' => self.hexadecimal().map(Object::Text),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ => {
                for (word, object) in [
                    (&b"true"[..], Object::Bool(true)),
                    (b"false", Object::Bool(false)),
                    (b"null", Object::Null),
                ] {
                    if self.take_word(word)? {
                        return Ok(object);
                    }
                }
                Err(broken())
            }
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, No> {
        let rest = self.rest().strip_prefix(b"/").ok_or_else(broken)?;
        let length = rest
            .iter()
            .take_while(|byte| !is_space(**byte) && !is_delimiter(**byte));
        let length = length.count();
        let mut written = rest.get(..length).unwrap_or_default().iter();
        let mut name = Vec::with_capacity(length);
        while let Some(byte) = written.next() {
            if *byte == b'#' {
                let mut digit = || written.next().and_then(|digit| hex_value(*digit)).ok_or_else(broken);
                let (high, low) = (digit()?, digit()?);
                name.push(high << 4 | low);
            } else {
                name.push(*byte);
            }
        }
        self.advance(length + 1)?;
        Ok(name)
    }

    fn number(&mut self) -> Result<Object, No> {
        let mut ahead = self.clone();
        if let Some(id) = ahead.digits()? {
            ahead.skip_space()?;
            if let Some(generation) = ahead.digits()?
                && ahead.take_word(b"R")?
            {
                self.at = ahead.at;
                let id = u32::try_from(id).map_err(|_| broken())?;
                let generation = u16::try_from(generation).map_err(|_| broken())?;
                return Ok(Object::Reference(id, generation));
            }
        }
        let rest = self.rest();
        let length = rest
            .iter()
            .take_while(|byte| !is_space(**byte) && !is_delimiter(**byte));
        let written = rest.get(..length.count()).unwrap_or_default();
        self.advance(written.len())?;
        let unsigned = written
            .strip_prefix(b"+")
            .or(written.strip_prefix(b"-"))
            .unwrap_or(written);
        let points = unsigned.iter().filter(|byte| **byte == b'.').count();
        let digits = unsigned.iter().filter(|byte| byte.is_ascii_digit()).count();
        if points > 1 || digits == 0 || points + digits != unsigned.len() {
            return Err(broken());
        }
        if points == 1 {
            return Ok(Object::Real(written.to_vec()));
        }
        let number = core::str::from_utf8(written).ok().and_then(|text| text.parse().ok());
        number.map(Object::Integer).ok_or_else(broken)
    }

    fn hexadecimal(&mut self) -> Result<Text, No> {
        let start = self.at;
        let rest = self.rest().strip_prefix(b"<").ok_or_else(broken)?;
        let length = rest.iter().position(|byte| *byte == b'>').ok_or_else(broken)?;
        let digits = rest
            .get(..length)
            .unwrap_or_default()
            .iter()
            .filter(|byte| !is_space(**byte));
        let mut bytes = Vec::with_capacity(length / 2);
        let mut high = None;
        for digit in digits {
            let digit = hex_value(*digit).ok_or_else(broken)?;
            match high.take() {
                Some(high) => bytes.push(high << 4 | digit),
                None => high = Some(digit),
            }
        }
        bytes.extend(high.map(|high| high << 4));
        self.advance(length + 2)?;
        Ok(Text {
            bytes,
            place: start..self.at,
        })
    }

    fn literal(&mut self) -> Result<Text, No> {
        let start = self.at;
        let mut written = self.rest().iter().copied().enumerate().skip(1).peekable();
        let mut bytes = Vec::new();
        let mut open = 1_usize;
        while let Some((index, byte)) = written.next() {
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        self.advance(index + 1)?;
                        return Ok(Text {
                            bytes,
                            place: start..self.at,
                        });
                    }
                }
                b'\\' => {
                    let (_, escaped) = written.next().ok_or_else(broken)?;
                    let plain = match escaped {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        b'\r' => {
                            written.next_if(|(_, byte)| *byte == b'\n');
                            continue;
                        }
                        b'\n' => continue,
                        b'0'..=b'7' => {
                            let mut value = u16::from(escaped - b'0');
                            for _ in 0..2 {
                                let digit = written.next_if(|(_, byte)| matches!(byte, b'0'..=b'7'));
                                let Some((_, digit)) = digit else { break };
                                value = value * 8 + u16::from(digit - b'0');
                            }
                            u8::try_from(value & 255).unwrap_or_default()
                        }
                        other => other,
                    };
                    bytes.push(plain);
                    continue;
                }
                _ => {}
            }
            bytes.push(byte);
        }
        Err(broken())
    }
}
