//! SHA-256 of things that have one way of being written down.

use core::cell::RefCell;

use plan_core::{Case, Terms};
use sha2::{Digest as _, Sha256};

/// The name of headers, with its zero byte.
const HEADER: &[u8] = b"pn/event/1\0";
/// How many bytes of a header fill the first block of its digest. Those of one author in one room begin alike: with the
/// version, the room and a part of the key.
const ALIKE: usize = 64 - HEADER.len();
/// How many beginnings are remembered: those that came last, which in a live room are everybody's.
const REMEMBERED: usize = 8;

thread_local! {
    /// Digests of headers after their first block. A block is a good part of what an adjustment costs.
    static BEGUN: RefCell<Vec<([u8; ALIKE], Sha256)>> = const { RefCell::new(Vec::new()) };
}

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Ord for Digest {
    // One place that compares, and not one in each that looks something up.
    #[inline(never)]
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Digest {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Digest {
    /// The digest of `bytes` under a name for what they are; the name ends in a zero byte.
    pub fn of(namespace: &str, bytes: &[u8]) -> Self {
        Self::of_parts(namespace, &[bytes])
    }

    /// As [`Digest::of`], of bytes that follow each other.
    pub fn of_parts(namespace: &str, parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        hash.update(namespace.as_bytes());
        hash.update([0]);
        parts.iter().for_each(|part| hash.update(part));
        Self(hash.finalize().into())
    }

    /// The digest of an entry's header, under its name.
    pub(crate) fn of_header(header: &[u8]) -> Self {
        let Some((first, rest)) = header.split_first_chunk() else {
            return Self::of("pn/event/1", header);
        };
        let mut hash = BEGUN.with_borrow_mut(|begun| match begun.iter().find(|(known, _)| known == first) {
            Some((_, hash)) => hash.clone(),
            None => {
                let hash = Sha256::new().chain_update(HEADER).chain_update(first);
                begun.truncate(REMEMBERED - 1);
                begun.insert(0, (*first, hash.clone()));
                hash
            }
        });
        hash.update(rest);
        Self(hash.finalize().into())
    }

    /// The digest of a file as it is, which anybody can compute: no name goes into it.
    pub fn of_file(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// A digest that was written down.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |value: u8| char::from(DIGITS[usize::from(value & 15)]);
        self.0
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
            .collect()
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn parse_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *byte = (value(*high)? << 4) | value(*low)?;
        }
        Some(Self(bytes))
    }

    /// The first eight digits in two groups of four, to be compared by eye.
    pub fn short(&self) -> String {
        let hex = self.to_hex();
        format!(
            "{} {}",
            hex.get(..4).unwrap_or_default(),
            hex.get(4..8).unwrap_or_default()
        )
    }
}

impl core::hash::Hash for Digest {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        state.write(&self.0);
    }
}

impl core::fmt::Debug for Digest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.to_hex())
    }
}

/// What both sides name when they propose, agree and sign: the digest of the case and the terms together.
///
/// # Determinism
/// SHA-256 over `pn/case-terms/1`, a zero byte, and the canonical JSON `{"case":…,"terms":…}`.
pub fn agreement_digest(case: &Case, terms: &Terms) -> Digest {
    let json = format!("{{\"case\":{},\"terms\":{}}}", case.to_json(), terms.to_json());
    Digest::of("pn/case-terms/1", json.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever was digested before, and however much of it was alike.
        #[test]
        fn prop_headers_have_the_digest_of_their_name(
            beginnings in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 1..12),
            headers in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..200)), 1..40),
        ) {
            for (which, rest) in headers {
                let header = [which.get(&beginnings).as_slice(), &rest].concat();
                prop_assert_eq!(Digest::of_header(&header), Digest::of("pn/event/1", &header));
            }
        }
    }
}
