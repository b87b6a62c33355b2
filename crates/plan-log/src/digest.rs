//! SHA-256 of things that have one way of being written down.

use plan_core::{Case, Terms};
use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

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
