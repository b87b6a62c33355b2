//! Canonical CBOR: definite lengths, shortest integers, arrays with fixed places; no floats, maps or tags.
//!
//! There is one way to write what is read here: every head is the shortest of its kind, and nothing follows. A reader
//! notes whatever is written in another way, and says so at the end: see [`Reader::end`].

use minicbor::Decoder;
use minicbor::data::Type;

use super::Refused;
use crate::digest::Digest;

/// Space for a header that follows two entries, and for most bodies.
const USUAL_BYTES: usize = 240;

/// Writes items one after another, each in the one form that a [`Reader`] takes. An encoder that may write anywhere costs a
/// few hundredths of each adjustment.
pub struct Writer(Vec<u8>);

/// The major types of CBOR.
mod major {
    pub const UNSIGNED: u8 = 0;
    pub const NEGATIVE: u8 = 1;
    pub const BYTES: u8 = 2;
    pub const TEXT: u8 = 3;
    pub const ARRAY: u8 = 4;
}

impl Writer {
    /// Begins with the head of an array of that many items.
    pub fn array(items: u64) -> Self {
        Self::sized(items, USUAL_BYTES)
    }

    /// As [`Writer::array`], with space for that many bytes.
    pub fn sized(items: u64, bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes)).nested(items)
    }

    /// The shortest head of a value.
    #[inline(never)]
    fn head(mut self, major: u8, value: u64) -> Self {
        let bytes = value.to_be_bytes();
        // A small value is in the first byte; otherwise that says how many bytes of the value follow.
        let (number, follow) = match value {
            0..24 => (bytes.last().copied().unwrap_or_default(), 0),
            24..0x100 => (24, 1),
            0x100..0x1_0000 => (25, 2),
            0x1_0000..0x1_0000_0000 => (26, 4),
            _ => (27, 8),
        };
        self.0.push(major << 5 | number);
        let (_, following) = bytes.split_at(bytes.len() - follow);
        self.0.extend_from_slice(following);
        self
    }

    #[inline(never)]
    fn with(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// The head of an array inside.
    pub fn nested(self, items: u64) -> Self {
        self.head(major::ARRAY, items)
    }

    pub fn uint(self, value: u64) -> Self {
        self.head(major::UNSIGNED, value)
    }

    pub fn int(self, value: i64) -> Self {
        match u64::try_from(value) {
            Ok(value) => self.head(major::UNSIGNED, value),
            // One less than the distance from zero.
            Err(_) => self.head(major::NEGATIVE, (!value).unsigned_abs()),
        }
    }

    pub fn bytes(self, value: &[u8]) -> Self {
        self.head(major::BYTES, value.len() as u64).with(value)
    }

    pub fn text(self, value: &str) -> Self {
        self.head(major::TEXT, value.len() as u64).with(value.as_bytes())
    }

    pub fn flag(self, value: bool) -> Self {
        self.with(&[if value { 0xf5 } else { 0xf4 }])
    }

    pub fn null(self) -> Self {
        self.with(&[0xf6])
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
        self.0
    }
}

/// Reads items one after another; whatever does not fit is [`Refused::NotCanonical`]. What fits and is written in another
/// way than the shortest is found at the end: by then it is known whether it is of this version at all.
pub struct Reader<'b> {
    decoder: Decoder<'b>,
    /// Whether everything so far was written in its one form.
    canonical: bool,
}

type Read<T> = Result<T, Refused>;

fn refused(_: minicbor::decode::Error) -> Refused {
    Refused::NotCanonical
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self {
            decoder: Decoder::new(bytes),
            canonical: true,
        }
    }

    /// Notes whether what was read has its one form.
    pub fn note(&mut self, is_canonical: bool) {
        self.canonical &= is_canonical;
    }

    /// Nothing follows, and everything was in its one form.
    pub fn end(&self) -> Read<()> {
        if self.canonical && self.decoder.position() == self.decoder.input().len() {
            Ok(())
        } else {
            Err(Refused::NotCanonical)
        }
    }

    /// One item whose head, of that value, is followed by so many bytes.
    fn item<T>(
        &mut self,
        read: impl FnOnce(&mut Decoder<'b>) -> Result<T, minicbor::decode::Error>,
        measure: impl FnOnce(&T) -> (u64, usize),
    ) -> Read<T> {
        let from = self.decoder.position();
        let item = read(&mut self.decoder).map_err(refused)?;
        let (head, after) = measure(&item);
        self.note(self.decoder.position() - from == head_len(head) + after);
        Ok(item)
    }

    /// The length of a list, which is `most` at the most.
    pub fn list(&mut self, most: usize) -> Read<usize> {
        let items = self.item(Decoder::array, |items| (items.unwrap_or_default(), 0))?;
        let items = usize::try_from(items.ok_or(Refused::NotCanonical)?).map_err(|_| Refused::NotCanonical)?;
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

    /// The head of an array of that many items, noted where it has others: another version may have them.
    pub fn versioned(&mut self, items: usize) -> Read<()> {
        let read = self.list(usize::from(u8::MAX))?;
        self.note(read == items);
        Ok(())
    }

    pub fn uint(&mut self, most: u64) -> Read<u64> {
        let value = self.item(Decoder::u64, |value| (*value, 0))?;
        if value > most {
            Err(Refused::NotCanonical)
        } else {
            Ok(value)
        }
    }

    /// A whole number between `-most` and `most`.
    pub fn int(&mut self, most: i64) -> Read<i64> {
        // Below zero the head holds one less than the distance from zero.
        let head = |value: &i64| if *value < 0 { !*value } else { *value }.unsigned_abs();
        let value = self.item(Decoder::i64, |value| (head(value), 0))?;
        if (-most..=most).contains(&value) {
            Ok(value)
        } else {
            Err(Refused::NotCanonical)
        }
    }

    pub fn bytes(&mut self) -> Read<&'b [u8]> {
        self.item(Decoder::bytes, |bytes| (bytes.len() as u64, bytes.len()))
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
        self.decoder.bool().map_err(refused)
    }

    /// Null, or what `read` reads.
    pub fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        if self.decoder.datatype().map_err(refused)? == Type::Null {
            self.decoder.null().map_err(refused)?;
            Ok(None)
        } else {
            read(self).map(Some)
        }
    }

    fn any_text(&mut self) -> Read<&'b str> {
        self.item(Decoder::str, |text| (text.len() as u64, text.len()))
    }

    /// A text of at most that many bytes, whatever is in it.
    pub fn text(&mut self, most_bytes: usize) -> Read<&'b str> {
        let text = self.any_text()?;
        if text.len() > most_bytes {
            Err(Refused::NotCanonical)
        } else {
            Ok(text)
        }
    }

    /// A text of at most that many characters on one line: without control characters.
    pub fn line(&mut self, most_chars: usize) -> Read<String> {
        let text = self.any_text()?;
        // Counted no further than the limit: the bytes bound what is read, and this what is kept.
        let long = text.chars().nth(most_chars).is_some();
        if long || text.chars().any(char::is_control) {
            return Err(Refused::NotCanonical);
        }
        Ok(text.to_owned())
    }
}

/// How many bytes a byte string of that length takes, its head with it.
pub const fn item_len(bytes: usize) -> usize {
    head_len(bytes as u64) + bytes
}

/// The bytes of the shortest head of that value.
const fn head_len(value: u64) -> usize {
    match value {
        0..24 => 1,
        24..0x100 => 2,
        0x100..0x1_0000 => 3,
        0x1_0000..0x1_0000_0000 => 5,
        _ => 9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minicbor::Encoder;
    use minicbor::encode::write::Cursor;
    use proptest::prelude::*;

    /// What is read of each kind, written again.
    fn again(kind: u8, read: &mut Reader<'_>) -> Read<Vec<u8>> {
        let write = Writer::array(0).done().len();
        let written = match kind {
            0 => Writer::array(0).uint(read.uint(u64::MAX)?),
            1 => Writer::array(0).int(read.int(i64::MAX)?),
            2 => Writer::array(0).bytes(read.bytes()?),
            3 => Writer::array(0).text(read.text(usize::MAX)?),
            4 => Writer::array(0).nested(read.list(usize::MAX)? as u64),
            5 => Writer::array(0).flag(read.flag()?),
            _ => Writer::array(0).optional(read.optional(|read| read.uint(u64::MAX))?, Writer::uint),
        }
        .done();
        Ok(written.get(write..).unwrap_or_default().to_vec())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

        /// What is found to be in its one form is what writing it again gives, and nothing else is.
        #[test]
        fn prop_only_the_one_form_is_found_well(kind in 0_u8..7, head: u8, tail in prop::collection::vec(any::<u8>(), 0..12)) {
            let bytes = [&[head][..], &tail].concat();
            let mut read = Reader::new(&bytes);
            if let Ok(written) = again(kind, &mut read) {
                prop_assert_eq!(read.end().is_ok(), written == bytes);
            }
        }
    }

    /// What the library writes of an item.
    fn encoded(write: impl FnOnce(&mut Encoder<Cursor<&mut [u8]>>)) -> Vec<u8> {
        let mut bytes = [0; 512];
        let mut encoder = Encoder::new(Cursor::new(&mut bytes[..]));
        write(&mut encoder);
        let length = encoder.writer().position();
        bytes[..length].to_vec()
    }

    fn written(write: impl FnOnce(Writer) -> Writer) -> Vec<u8> {
        write(Writer::array(0)).done().split_off(1)
    }

    fn check_number(value: u64) {
        let expected = encoded(|encoder| drop(encoder.u64(value)));
        assert_eq!(written(|writer| writer.uint(value)), expected, "{value}");
        assert_eq!(head_len(value), expected.len(), "{value}");
        let signed = value.cast_signed();
        let expected = encoded(|encoder| drop(encoder.i64(signed)));
        assert_eq!(written(|writer| writer.int(signed)), expected, "{signed}");
        let expected = encoded(|encoder| drop(encoder.array(value)));
        assert_eq!(written(|writer| writer.nested(value)), expected, "{value}");
    }

    #[test]
    fn writes_what_the_library_writes_where_heads_grow() {
        for first in [24, 1 << 8, 1 << 16, 1 << 32, 1 << 63] {
            for more in 0..3 {
                check_number(first - 1 + more);
                check_number(!first - 1 + more);
            }
        }
        for length in [0, 1, 23, 24, 255, 256, 500] {
            let text = "a".repeat(length);
            let expected = encoded(|encoder| drop(encoder.str(&text)));
            assert_eq!(written(|writer| writer.text(&text)), expected, "{length}");
            let expected = encoded(|encoder| drop(encoder.bytes(text.as_bytes())));
            assert_eq!(written(|writer| writer.bytes(text.as_bytes())), expected, "{length}");
            assert_eq!(item_len(length), expected.len(), "{length}");
        }
        for flag in [false, true] {
            let expected = encoded(|encoder| drop(encoder.bool(flag)));
            assert_eq!(written(|writer| writer.flag(flag)), expected);
        }
        assert_eq!(written(Writer::null), encoded(|encoder| drop(encoder.null())));
    }

    proptest! {
        #[test]
        fn prop_numbers_are_written_as_the_library_writes_them(value: u64, shift in 0_u32..64) {
            check_number(value >> shift);
        }
    }
}
