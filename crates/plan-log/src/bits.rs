//! Sets of entries, by the number under which a log has them.

/// A set of small numbers. A room of the largest size needs 250 bytes for one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// The numbers below that one.
    pub fn below(end: usize) -> Self {
        let mut words = vec![u64::MAX; end / 64];
        if !end.is_multiple_of(64) {
            words.push((1 << (end % 64)) - 1);
        }
        Self(words)
    }

    /// Whether a number is in the set.
    pub fn contains(&self, number: usize) -> bool {
        self.0
            .get(number / 64)
            .is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Puts a number in.
    pub fn insert(&mut self, number: usize) {
        let at = number / 64;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        if let Some(word) = self.0.get_mut(at) {
            *word |= 1 << (number % 64);
        }
    }

    /// Puts everything in that the other one has.
    pub fn unite(&mut self, other: &Self) {
        if other.0.len() > self.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// The numbers that are in this set and not in the other, rising.
    pub fn without<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = usize> + 's {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut left = word & !other.0.get(at).copied().unwrap_or_default();
            core::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// The same as the standard library's set.
        #[test]
        fn prop_does_what_a_set_does(ours: BTreeSet<u16>, other: BTreeSet<u16>, number: u16) {
            let of = |set: &BTreeSet<u16>| {
                let mut bits = Bits::default();
                set.iter().for_each(|one| bits.insert(usize::from(*one)));
                bits
            };
            let (mut bits, others) = (of(&ours), of(&other));
            prop_assert_eq!(bits.contains(usize::from(number)), ours.contains(&number));
            let below: Vec<usize> = Bits::below(usize::from(number)).without(&Bits::default()).collect();
            prop_assert_eq!(below, (0..usize::from(number)).collect::<Vec<_>>());
            let left: Vec<usize> = ours.difference(&other).map(|one| usize::from(*one)).collect();
            prop_assert_eq!(bits.without(&others).collect::<Vec<_>>(), left);
            bits.unite(&others);
            let all: Vec<usize> = ours.union(&other).map(|one| usize::from(*one)).collect();
            prop_assert_eq!(bits.without(&Bits::default()).collect::<Vec<_>>(), all);
        }
    }
}
