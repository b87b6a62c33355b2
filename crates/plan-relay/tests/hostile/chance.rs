//! Chance, from a seed.

pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 16).unwrap() % end
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn luck(&mut self) -> [u8; 32] {
        let mut luck = [0; 32];
        luck.chunks_exact_mut(8)
            .for_each(|eight| eight.copy_from_slice(&self.next().to_le_bytes()));
        luck
    }

    /// Some bytes changed, taken out, put in or repeated. Never the same bytes.
    pub fn spoil(&mut self, bytes: &[u8]) -> Vec<u8> {
        const TELLING: [u8; 8] = [0, 1, 0x7f, 0x80, 0xff, b'/', b'.', b'9'];
        let mut spoilt = bytes.to_vec();
        while spoilt == bytes {
            for _ in 0..=self.below(3) {
                let (at, end) = (self.below(spoilt.len() + 1), self.below(spoilt.len() + 1));
                let telling = *self.pick(&TELLING);
                match self.below(6) {
                    0 => spoilt.truncate(at),
                    1 => spoilt.insert(at, telling),
                    2 if at < end => drop(spoilt.drain(at..end)),
                    3 if at < end && end - at < 1_000 => {
                        let again = spoilt[at..end].to_vec();
                        spoilt.splice(at..at, again).for_each(drop);
                    }
                    4 if at < spoilt.len() => spoilt[at] ^= 1 << self.below(8),
                    _ if at < spoilt.len() => spoilt[at] = telling,
                    _ => spoilt.push(telling),
                }
            }
        }
        spoilt
    }
}

/// How many cases, and from which seed.
pub fn cases(proof: &str, few: u64) -> (u64, u64) {
    let asked = |key: &str| std::env::var(key).ok().and_then(|value| value.parse().ok());
    if std::env::var("PROVE_NAME").is_ok_and(|asked| asked == proof) {
        (asked("PROVE_CASES").unwrap_or(few), asked("PROVE_SEED").unwrap_or(1))
    } else {
        (few, 1)
    }
}
