//! Keys, and how each comes from another.

use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};

/// Stands in every derivation, so that no other program's key is one of ours.
const SALT: &[u8] = b"pn/relay/1";

/// 32 secret bytes. They can be seen by whoever does the jobs, and never in a log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// These bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for whoever does a job and for whoever stores the key.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HKDF-SHA-256 of this key for one purpose.
    pub fn derive(&self, purpose: &[u8]) -> Self {
        derive(SALT, &self.0, purpose)
    }

    /// HKDF-SHA-256 of these two together for one purpose: whoever lacks one of them has nothing.
    pub fn derive_with(&self, other: &Self, purpose: &[u8]) -> Self {
        derive(&other.0, &self.0, purpose)
    }
}

impl core::fmt::Debug for Key {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// HKDF-SHA-256 of bytes that are no key of ours yet.
pub(crate) fn derive_from(secret: &[u8], purpose: &[u8]) -> Key {
    derive(SALT, secret, purpose)
}

fn derive(salt: &[u8], secret: &[u8], purpose: &[u8]) -> Key {
    let mut key = [0; 32];
    #[expect(clippy::expect_used, reason = "HKDF gives up to 255 blocks; this is one")]
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(purpose, &mut key)
        .expect("one block of HKDF");
    Key(key)
}

/// SHA-256 of a name, a zero byte and the pieces behind each other, each of a fixed length or the last.
pub(crate) fn digest(name: &str, pieces: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(name.as_bytes());
    hash.update([0]);
    for piece in pieces {
        hash.update(piece);
    }
    hash.finalize().into()
}

/// Whether two secrets are alike, in a time that does not tell where they differ.
pub(crate) fn alike(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derive_is_hkdf_of_rfc_5869() {
        // Test case 1 of RFC 5869, the first block.
        let salt: Vec<u8> = (0..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let expected = [
            0x3c, 0xb2, 0x5f, 0x25, 0xfa, 0xac, 0xd5, 0x7a, 0x90, 0x43, 0x4f, 0x64, 0xd0, 0x36, 0x2f, 0x2a, 0x2d, 0x2d,
            0x0a, 0x90, 0xcf, 0x1a, 0x5a, 0x4c, 0x5d, 0xb0, 0x2d, 0x56, 0xec, 0xc4, 0xc5, 0xbf,
        ];
        assert_eq!(derive(&salt, &[0x0b; 22], &info), Key(expected));
    }

    #[test]
    fn derive_other_purpose_or_other_half_gives_another_key() {
        let (one, other) = (Key([1; 32]), Key([2; 32]));
        assert_ne!(one.derive(b"a"), one.derive(b"b"));
        assert_ne!(one.derive(b"a"), other.derive(b"a"));
        assert_ne!(one.derive_with(&other, b"a"), other.derive_with(&one, b"a"));
    }

    #[test]
    fn key_in_a_log_says_nothing() {
        assert_eq!(format!("{:?}", Key([7; 32])), "Key(…)");
    }

    #[test]
    fn alike_sees_every_bit() {
        let key = [5; 32];
        assert!(alike(&key, &key));
        for bit in 0..256_usize {
            let mut other = key;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!alike(&key, &other), "bit {bit}");
        }
    }
}
