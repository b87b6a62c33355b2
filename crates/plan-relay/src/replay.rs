//! What was seen already: a broker may send a message twice, later, or again a day later.

use std::collections::{BTreeSet, VecDeque};

/// How far behind the newest a message may come: further than all that one machine keeps on the broker. Further behind it
/// cannot be told from one that was seen.
const BREADTH: u64 = 256;
/// The most senders that are remembered; each load of a page is a new one. Of more, those heard first are forgotten.
const MAX_SENDERS: usize = 64;

/// One load of a page on one machine, as it names itself.
pub(crate) type Sender = [u8; 8];

#[derive(Debug, Clone)]
struct Seen {
    sender: Sender,
    newest: u64,
    /// Those that were seen, as far as they are within the breadth.
    numbers: BTreeSet<u64>,
}

/// Which messages of an epoch were seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Replay {
    senders: VecDeque<Seen>,
}

impl Replay {
    /// Notes a message. False if it was seen, or may have been.
    pub(crate) fn is_new(&mut self, sender: Sender, number: u64) -> bool {
        let Some(seen) = self.senders.iter_mut().find(|seen| seen.sender == sender) else {
            if self.senders.len() >= MAX_SENDERS {
                self.senders.pop_front();
            }
            self.senders.push_back(Seen {
                sender,
                newest: number,
                numbers: BTreeSet::from([number]),
            });
            return true;
        };
        seen.newest = seen.newest.max(number);
        let oldest = seen.newest.saturating_sub(BREADTH - 1);
        seen.numbers = seen.numbers.split_off(&oldest);
        number >= oldest && seen.numbers.insert(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn message_is_new_once_in_any_order() {
        let mut replay = Replay::default();
        let messages = [
            (5, true),
            (3, true),
            (4, true),
            (5, false),
            (3, false),
            (262, true),
            (6, false),
            (7, true),
            (262, false),
            (u64::MAX, true),
            (u64::MAX, false),
            (0, false),
        ];
        for (number, expected) in messages {
            assert_eq!(replay.is_new([1; 8], number), expected, "{number}");
        }
        assert!(replay.is_new([2; 8], 5));
    }

    #[test]
    fn senders_are_bounded_and_the_first_is_forgotten() {
        let mut replay = Replay::default();
        for sender in 0..=64_u8 {
            assert!(replay.is_new([sender; 8], 0));
        }
        assert_eq!(replay.senders.len(), MAX_SENDERS);
        assert!(!replay.is_new([64; 8], 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// No number is new twice, whatever comes between.
        #[test]
        fn prop_no_message_is_new_twice(numbers in prop::collection::vec(0_u64..600, 0..200)) {
            let mut replay = Replay::default();
            let mut taken = BTreeSet::new();
            for number in numbers {
                if replay.is_new([0; 8], number) {
                    prop_assert!(taken.insert(number));
                }
            }
        }
    }
}
