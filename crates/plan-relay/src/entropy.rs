//! Random bytes that came in with one call, stretched to all that the call needs.

use crate::keys::{Key, derive_from};

/// The random bytes of one call. They must be new each time: nonces and keys are made of them.
pub(crate) struct Entropy {
    seed: Key,
    drawn: u64,
}

impl Entropy {
    /// Begins with 32 random bytes.
    pub(crate) fn new(bytes: &[u8; 32]) -> Self {
        Self {
            seed: derive_from(bytes, b"entropy"),
            drawn: 0,
        }
    }

    /// The next 32 of them.
    pub(crate) fn key(&mut self) -> Key {
        self.drawn += 1;
        self.seed.derive(&self.drawn.to_be_bytes())
    }

    /// The next few of them.
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let key = self.key();
            chunk.iter_mut().zip(key.as_bytes()).for_each(|(to, from)| *to = *from);
        }
    }
}

/// spake2 draws its secret scalar this way.
impl rand_core::RngCore for Entropy {
    fn next_u32(&mut self) -> u32 {
        u32::from_be_bytes(self.bytes())
    }

    fn next_u64(&mut self) -> u64 {
        u64::from_be_bytes(self.bytes())
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        self.fill(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill(dest);
        Ok(())
    }
}

impl rand_core::CryptoRng for Entropy {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_never_repeat_within_a_call_and_differ_between_calls() {
        let mut one = Entropy::new(&[1; 32]);
        let (first, second): ([u8; 64], [u8; 64]) = (one.bytes(), one.bytes());
        assert_ne!(first[..32], first[32..]);
        assert_ne!(first, second);
        assert_ne!(Entropy::new(&[2; 32]).bytes::<64>(), first);
        assert_eq!(Entropy::new(&[1; 32]).bytes::<64>(), first);
    }
}
