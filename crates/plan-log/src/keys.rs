//! Who writes, and what is to be signed and checked elsewhere.
//!
//! A browser signs and checks with WebCrypto, which answers later; a program on a host has P-256 at hand. So both are
//! handed out as jobs.

use super::EntryId;

/// SubjectPublicKeyInfo of every P-256 key, up to the point.
const SPKI_PREFIX: [u8; 27] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];

/// Names whoever writes: the public key itself, so that an entry can be checked by itself, whatever else has arrived.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Author([u8; 64]);

impl Ord for Author {
    // One place that compares, and not one in each that looks something up.
    #[inline(never)]
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Author {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Author {
    /// The point of a P-256 key: x, then y.
    pub const fn from_bytes(point: [u8; 64]) -> Self {
        Self(point)
    }

    /// The point: x, then y. Whether it lies on the curve is found out where signatures are checked.
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }

    /// From SubjectPublicKeyInfo in DER, as WebCrypto exports it; `None` for anything but an uncompressed P-256 point.
    pub fn from_spki(der: &[u8]) -> Option<Self> {
        Some(Self(der.strip_prefix(&SPKI_PREFIX)?.try_into().ok()?))
    }

    /// SubjectPublicKeyInfo in DER, as WebCrypto imports it; the same bytes stand in the certificate of a document.
    pub fn to_spki(&self) -> [u8; 91] {
        let mut der = [0; 91];
        der[..27].copy_from_slice(&SPKI_PREFIX);
        der[27..].copy_from_slice(&self.0);
        der
    }
}

impl core::fmt::Debug for Author {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The order of P-256.
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7,
    0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
/// Half of it, rounded down: no higher `s` stands in a log.
const HALF: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xde, 0x73, 0x7d, 0x56,
    0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
];

/// An ECDSA signature: r, then s, both from 1, r below the order of the curve, s up to half of it.
///
/// Swapping s for the order minus s makes a second signature without the key; only the lower one is taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature([u8; 64]);

impl Signature {
    /// As a log has it; `None` where a half is zero or too high.
    pub fn read(bytes: &[u8; 64]) -> Option<Self> {
        let (r, s) = bytes.split_at(32);
        let zero = [0_u8; 32];
        (r > &zero[..] && r < &ORDER[..] && s > &zero[..] && s <= &HALF[..]).then_some(Self(*bytes))
    }

    /// As a signer gives it, where s may be the higher of the two; `None` where it is no signature at all.
    pub fn from_signer(bytes: &[u8]) -> Option<Self> {
        let mut bytes: [u8; 64] = bytes.try_into().ok()?;
        if bytes[32..] > HALF[..] && bytes[32..] < ORDER[..] {
            let mut borrow = false;
            for (digit, order) in bytes[32..].iter_mut().zip(ORDER).rev() {
                let (first, under) = order.overflowing_sub(*digit);
                let (rest, under_again) = first.overflowing_sub(u8::from(borrow));
                (*digit, borrow) = (rest, under || under_again);
            }
        }
        Self::read(&bytes)
    }

    /// r, then s.
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl core::fmt::Debug for Signature {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Something to be signed with this window's key: ECDSA over P-256 with SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningJob {
    /// The entry.
    pub entry: EntryId,
    /// What is signed; a signer hashes it itself.
    pub message: Vec<u8>,
}

/// A signature to be checked: ECDSA over P-256 with SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerificationJob {
    /// Whose it should be.
    pub author: Author,
    /// What was signed; whoever checks hashes it itself.
    pub message: Vec<u8>,
    /// The signature.
    pub signature: Signature,
}

/// A key that signs at once, as on a host or in a test.
pub trait Signing {
    /// The public half.
    fn author(&self) -> Author;
    /// Signs a message; the answer to a [`SigningJob`].
    fn sign(&self, message: &[u8]) -> Signature;
}

/// Checks signatures at once, as on a host or in a test.
pub trait Verifying {
    /// Whether the signature is the author's; the answer to a [`VerificationJob`].
    fn verifies(&self, job: &VerificationJob) -> bool;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_have_one_form() {
        let one = |r: [u8; 32], s: [u8; 32]| -> [u8; 64] { [r, s].concat().try_into().unwrap() };
        let mut small = [0; 32];
        small[31] = 1;
        let mut above_half = HALF;
        above_half[31] += 1;
        let mut last = ORDER;
        last[31] -= 1;
        assert!(Signature::read(&one(small, HALF)).is_some());
        assert!(Signature::read(&one(last, small)).is_some());
        for (r, s) in [
            ([0; 32], small),
            (small, [0; 32]),
            (ORDER, small),
            (small, above_half),
            (small, ORDER),
        ] {
            assert_eq!(Signature::read(&one(r, s)), None);
        }
        // The order minus one becomes one, half and one becomes half.
        for (high, low) in [(last, small), (above_half, HALF), (HALF, HALF)] {
            assert_eq!(
                Signature::from_signer(&one(small, high)),
                Signature::read(&one(small, low))
            );
        }
        assert_eq!(Signature::from_signer(&one(small, ORDER)), None);
        assert_eq!(Signature::from_signer(&[1; 63]), None);
    }

    #[test]
    fn keys_are_read_from_what_browsers_export() {
        let author = Author::from_bytes([7; 64]);
        assert_eq!(Author::from_spki(&author.to_spki()), Some(author));
        let mut other = author.to_spki();
        other[20] ^= 1;
        assert_eq!(Author::from_spki(&other), None);
        assert_eq!(Author::from_spki(&author.to_spki()[..90]), None);
    }
}
