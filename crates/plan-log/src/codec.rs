//! Canonical CBOR: definite lengths, shortest integers, arrays with fixed places; no floats, maps or tags.
//!
//! There is one way to write what is read here. Whoever reads writes it again and compares: other bytes are refused.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use super::Refused;
use crate::digest::Digest;

/// Writes items one after another. Writing into memory does not fail, so the encoder's results say nothing.
pub struct Writer(Encoder<Vec<u8>>);

impl Writer {
    /// Begins with the head of an array of that many items.
    pub fn array(items: u64) -> Self {
        Self(Encoder::new(Vec::with_capacity(256))).nested(items)
    }

    /// The head of an array inside.
    pub fn nested(mut self, items: u64) -> Self {
        self.0.array(items).ok();
        self
    }

    pub fn uint(mut self, value: u64) -> Self {
        self.0.u64(value).ok();
        self
    }

    pub fn int(mut self, value: i64) -> Self {
        self.0.i64(value).ok();
        self
    }

    pub fn bytes(mut self, value: &[u8]) -> Self {
        self.0.bytes(value).ok();
        self
    }

    pub fn text(mut self, value: &str) -> Self {
        self.0.str(value).ok();
        self
    }

    pub fn flag(mut self, value: bool) -> Self {
        self.0.bool(value).ok();
        self
    }

    pub fn null(mut self) -> Self {
        self.0.null().ok();
        self
    }

    /// The value, or null where there is none.
    pub fn optional<T>(self, value: Option<T>, write: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => write(self, value),
            None => self.null(),
        }
    }

    pub fn digest(self, value: &Digest) -> Self {
        self.bytes(value.as_bytes())
    }

    pub fn digests(self, values: &[Digest]) -> Self {
        let list = self.nested(values.len() as u64);
        values.iter().fold(list, Self::digest)
    }

    pub fn done(self) -> Vec<u8> {
        self.0.into_writer()
    }
}

/// Reads items one after another; whatever does not fit is [`Refused::NotCanonical`].
pub struct Reader<'b>(Decoder<'b>);

type Read<T> = Result<T, Refused>;

fn refused(_: minicbor::decode::Error) -> Refused {
    Refused::NotCanonical
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(Decoder::new(bytes))
    }

    /// The length of a list, which is `most` at the most.
    pub fn list(&mut self, most: usize) -> Read<usize> {
        let items = self.0.array().map_err(refused)?.ok_or(Refused::NotCanonical)?;
        let items = usize::try_from(items).map_err(|_| Refused::NotCanonical)?;
        if items > most {
            Err(Refused::NotCanonical)
        } else {
            Ok(items)
        }
    }

    /// The head of an array of exactly that many items.
    pub fn array(&mut self, items: usize) -> Read<()> {
        if self.list(items)? == items {
            Ok(())
        } else {
            Err(Refused::NotCanonical)
        }
    }

    pub fn uint(&mut self, most: u64) -> Read<u64> {
        let value = self.0.u64().map_err(refused)?;
        if value > most {
            Err(Refused::NotCanonical)
        } else {
            Ok(value)
        }
    }

    /// A whole number between `-most` and `most`.
    pub fn int(&mut self, most: i64) -> Read<i64> {
        let value = self.0.i64().map_err(refused)?;
        if (-most..=most).contains(&value) {
            Ok(value)
        } else {
            Err(Refused::NotCanonical)
        }
    }

    pub fn bytes(&mut self) -> Read<&'b [u8]> {
        self.0.bytes().map_err(refused)
    }

    pub fn fixed<const N: usize>(&mut self) -> Read<[u8; N]> {
        self.bytes()?.try_into().map_err(|_| Refused::NotCanonical)
    }

    pub fn digest(&mut self) -> Read<Digest> {
        self.fixed().map(Digest::from_bytes)
    }

    /// Digests in rising order, none twice.
    pub fn digests(&mut self, most: usize) -> Read<Vec<Digest>> {
        let items = self.list(most)?;
        let mut list = Vec::with_capacity(items);
        for _ in 0..items {
            list.push(self.digest()?);
        }
        if list.is_sorted_by(|a, b| a < b) {
            Ok(list)
        } else {
            Err(Refused::NotCanonical)
        }
    }

    pub fn flag(&mut self) -> Read<bool> {
        self.0.bool().map_err(refused)
    }

    /// Null, or what `read` reads.
    pub fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        if self.0.datatype().map_err(refused)? == Type::Null {
            self.0.null().map_err(refused)?;
            Ok(None)
        } else {
            read(self).map(Some)
        }
    }

    /// A text of at most that many bytes, whatever is in it.
    pub fn text(&mut self, most_bytes: usize) -> Read<&'b str> {
        let text = self.0.str().map_err(refused)?;
        if text.len() > most_bytes {
            Err(Refused::NotCanonical)
        } else {
            Ok(text)
        }
    }

    /// A text of at most that many characters on one line: without control characters.
    pub fn line(&mut self, most_chars: usize) -> Read<String> {
        let text = self.0.str().map_err(refused)?;
        // Counted no further than the limit: the bytes bound what is read, and this what is kept.
        let long = text.chars().nth(most_chars).is_some();
        if long || text.chars().any(char::is_control) {
            return Err(Refused::NotCanonical);
        }
        Ok(text.to_owned())
    }
}
