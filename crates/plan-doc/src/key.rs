//! P-256 keys and signatures as bytes: their shape only. The curve's arithmetic is WebCrypto's.

use sha2::{Digest as _, Sha256};

/// What an uncompressed P-256 key begins with as SPKI: `SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING`
/// with no unused bits.
///
/// # Source
/// RFC 5480, 2 and 2.1.1.1; the point's leading `04` (SEC 1, 2.3.3) follows as the 27th byte.
const SPKI_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
/// The length of such a key.
const SPKI_BYTES: usize = 91;
/// The length of r and of s.
const HALF: usize = 32;

/// The order n of the curve (FIPS 186-5, SP 800-186, 3.2.1.3).
const ORDER: [u8; HALF] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// Whether these are the bytes of an uncompressed P-256 key. Whether the point is on the curve, WebCrypto says.
pub(crate) fn is_p256_spki(spki: &[u8]) -> bool {
    spki.len() == SPKI_BYTES && spki.starts_with(&SPKI_PREFIX) && spki.get(SPKI_PREFIX.len()) == Some(&4)
}

/// What people compare a key by: the first 16 hexadecimal digits of its SHA-256, in groups of four.
pub(crate) fn key_short(spki: &[u8]) -> String {
    let digest: [u8; 32] = Sha256::digest(spki).into();
    let pairs = digest.chunks_exact(2).take(4);
    let groups: Vec<String> = pairs
        .map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        .collect();
    groups.join(" ")
}

/// The same as words that can be said on a telephone: each group of four digits as one word of five letters.
///
/// # Source
/// Proquints (D. S. Wilkerson, 2009): sixteen bits as consonant, vowel, consonant, vowel, consonant.
pub fn key_words(key_short: &str) -> String {
    const CONSONANTS: [char; 16] = [
        'b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z',
    ];
    const VOWELS: [char; 4] = ['a', 'i', 'o', 'u'];
    let letter = |from: &[char], bits: u16| from.get(usize::from(bits)).copied().unwrap_or_default();
    let word = |group: &str| -> Option<String> {
        let bits = u16::from_str_radix(group, 16).ok()?;
        let consonant = |shift: u32| letter(&CONSONANTS, (bits >> shift) & 15);
        let vowel = |shift: u32| letter(&VOWELS, (bits >> shift) & 3);
        Some(
            [consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)]
                .iter()
                .collect(),
        )
    };
    let words: Vec<String> = key_short.split(' ').filter_map(word).collect();
    words.join("-")
}

/// r and s, each from 1 to n − 1.
fn halves(signature: &[u8]) -> Option<([u8; HALF], [u8; HALF])> {
    let (r, s) = signature.split_at_checked(HALF)?;
    let (r, s): ([u8; HALF], [u8; HALF]) = (r.try_into().ok()?, s.try_into().ok()?);
    let in_range = |value: &[u8; HALF]| *value != [0; HALF] && *value < ORDER;
    (in_range(&r) && in_range(&s)).then_some((r, s))
}

/// n − s, for s ≤ n.
fn order_minus(s: [u8; HALF]) -> [u8; HALF] {
    let mut difference = [0; HALF];
    let mut borrow = false;
    for (out, (n, s)) in difference.iter_mut().zip(ORDER.into_iter().zip(s)).rev() {
        let (first, under) = n.overflowing_sub(s);
        let (second, under_again) = first.overflowing_sub(u8::from(borrow));
        *out = second;
        borrow = under || under_again;
    }
    difference
}

/// The signature r‖s with s in the lower half of its range, as documents have it: exchanging s for n − s needs no key,
/// so of the two only one is accepted.
///
/// `None` unless there are 64 bytes and r and s are from 1 to n − 1.
pub fn low_s(signature: &[u8]) -> Option<Vec<u8>> {
    let (r, s) = halves(signature)?;
    let s = s.min(order_minus(s));
    Some([r, s].concat())
}

/// Whether a signature has the one shape that documents have.
pub(crate) fn is_low_s(signature: &[u8]) -> bool {
    low_s(signature).is_some_and(|low| low == signature)
}

/// Whether a signature has the right shape but for its upper-half s.
pub(crate) fn is_high_s(signature: &[u8]) -> bool {
    low_s(signature).is_some_and(|low| low != signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_said_in_words() {
        // The examples of the source: 127.0.0.1 and 63.84.220.193.
        assert_eq!(key_words("7f00 0001"), "lusab-babad");
        assert_eq!(key_words("3f54 dcc1"), "gutih-tugad");
        assert_eq!(key_words(""), "");
    }
}
