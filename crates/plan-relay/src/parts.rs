//! What is inside an envelope: who sent it, its number, and a message or a part of one.
//!
//! ```text
//! sender 8 ‖ number 8 ‖ kind 1 ‖ part 1 ‖ parts 1 ‖ length 2 ‖ bytes ‖ zeros
//! ```

use std::collections::VecDeque;

use crate::MAX_PART_BYTES;
use crate::replay::Sender;

/// What stands before the bytes.
const HEAD: usize = 21;
/// The most parts of a message.
const MAX_PARTS: u8 = 5;
/// The most messages that are put together at a time; of more, those begun first are given up.
const MAX_UNFINISHED: usize = 8;

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A message of the log, or a part of one.
    Message,
    /// "I am here."
    Here,
    /// "I am leaving the room."
    Leave,
}

/// A message or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) sender: Sender,
    pub(crate) number: u64,
    pub(crate) kind: Kind,
    part: u8,
    parts: u8,
    bytes: Vec<u8>,
}

impl Part {
    /// How many parts a message takes.
    pub(crate) const fn count(bytes: &[u8]) -> usize {
        // A message without bytes is a part as well.
        if bytes.is_empty() {
            1
        } else {
            bytes.len().div_ceil(MAX_PART_BYTES)
        }
    }

    /// Cuts a message into parts. Nothing for one that is too long to be sent.
    pub(crate) fn cut(sender: Sender, first: u64, kind: Kind, bytes: &[u8]) -> Vec<Self> {
        let Some(parts) = u8::try_from(Self::count(bytes))
            .ok()
            .filter(|parts| *parts <= MAX_PARTS)
        else {
            return Vec::new();
        };
        (0..parts)
            .zip(bytes.chunks(MAX_PART_BYTES).chain([&[][..]]))
            .map(|(part, bytes)| Self {
                sender,
                number: first.saturating_add(u64::from(part)),
                kind,
                part,
                parts,
                bytes: bytes.to_vec(),
            })
            .collect()
    }

    /// The plain bytes of an envelope.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let length = u16::try_from(self.bytes.len()).unwrap_or(u16::MAX);
        let kind = match self.kind {
            Kind::Message => 0,
            Kind::Here => 1,
            Kind::Leave => 2,
        };
        let mut bytes = Vec::with_capacity(HEAD + self.bytes.len());
        bytes.extend(self.sender);
        bytes.extend(self.number.to_be_bytes());
        bytes.extend([kind, self.part, self.parts]);
        bytes.extend(length.to_be_bytes());
        bytes.extend(&self.bytes);
        bytes
    }

    /// Reads what an envelope held; `None` for everything that [`Part::to_bytes`] and zeros would not give.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (sender, rest) = bytes.split_first_chunk()?;
        let (number, rest) = rest.split_first_chunk()?;
        let (&[kind, part, parts], rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (bytes, zeros) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        let kind = match kind {
            0 => Kind::Message,
            1 => Kind::Here,
            2 => Kind::Leave,
            _ => return None,
        };
        let sizes = bytes.len() <= MAX_PART_BYTES && zeros.iter().all(|byte| *byte == 0);
        let places = part < parts && parts <= MAX_PARTS && (parts == 1 || kind == Kind::Message);
        (sizes && places).then_some(Self {
            sender: *sender,
            number: u64::from_be_bytes(*number),
            kind,
            part,
            parts,
            bytes: bytes.to_vec(),
        })
    }
}

#[derive(Debug, Clone)]
struct Unfinished {
    sender: Sender,
    first: u64,
    parts: Vec<Option<Vec<u8>>>,
}

/// Puts messages together. A part that never comes costs its message; the log asks for it again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    unfinished: VecDeque<Unfinished>,
}

impl Parts {
    /// Takes a part that was not seen before; the message, once it is whole.
    pub(crate) fn take(&mut self, part: Part) -> Option<Vec<u8>> {
        if part.parts == 1 {
            return Some(part.bytes);
        }
        let first = part.number.checked_sub(u64::from(part.part))?;
        let is_it = |known: &Unfinished| known.sender == part.sender && known.first == first;
        let at = match self.unfinished.iter().position(is_it) {
            Some(at) => at,
            None => {
                if self.unfinished.len() >= MAX_UNFINISHED {
                    self.unfinished.pop_front();
                }
                self.unfinished.push_back(Unfinished {
                    sender: part.sender,
                    first,
                    parts: vec![None; usize::from(part.parts)],
                });
                self.unfinished.len() - 1
            }
        };
        let known = self.unfinished.get_mut(at)?;
        *known.parts.get_mut(usize::from(part.part))? = Some(part.bytes);
        if known.parts.iter().any(Option::is_none) {
            return None;
        }
        let whole = self.unfinished.remove(at)?;
        Some(whole.parts.into_iter().flatten().flatten().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn message_too_long_is_not_cut() {
        let most = usize::from(MAX_PARTS) * MAX_PART_BYTES;
        assert_eq!(Part::cut([1; 8], 0, Kind::Message, &vec![1; most]).len(), 5);
        assert!(Part::cut([1; 8], 0, Kind::Message, &vec![1; most + 1]).is_empty());
        assert!(most >= plan_log::message::MAX_MESSAGE_BYTES);
    }

    #[test]
    fn parts_beyond_the_bound_cost_the_oldest() {
        let mut parts = Parts::default();
        let message = vec![7; MAX_PART_BYTES + 1];
        let cut: Vec<_> = (0..=8_u8)
            .map(|sender| Part::cut([sender; 8], 0, Kind::Message, &message))
            .collect();
        for halves in &cut {
            assert_eq!(parts.take(halves[0].clone()), None);
        }
        assert_eq!(parts.take(cut[1][1].clone()), Some(message));
        assert_eq!(parts.take(cut[0][1].clone()), None);
        assert!(parts.unfinished.len() <= MAX_UNFINISHED);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        /// Whatever the length and the order: the message that was cut comes out, once.
        #[test]
        fn prop_parts_in_any_order_are_the_message(length in 0_usize..61_440, seed in any::<u64>()) {
            let message: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let mut cut = Part::cut([1; 8], 9, Kind::Message, &message);
            let turn = usize::try_from(seed % 5).unwrap() % cut.len();
            cut.rotate_left(turn);
            let mut parts = Parts::default();
            let whole: Vec<_> = cut
                .into_iter()
                .filter_map(|part| Part::read(&part.to_bytes()))
                .filter_map(|part| parts.take(part))
                .collect();
            prop_assert_eq!(whole, vec![message]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        /// Any bytes: no panic, and what is read is written the same but for zeros.
        #[test]
        fn prop_any_bytes_are_read_or_refused(head in prop::collection::vec(any::<u8>(), 0..16), flags in prop::collection::vec(0_u8..6, 0..8), tail in prop::collection::vec(0_u8..2, 0..300)) {
            let bytes: Vec<u8> = head.into_iter().chain(flags).chain(tail).collect();
            if let Some(part) = Part::read(&bytes) {
                let mut written = part.to_bytes();
                written.resize(bytes.len(), 0);
                prop_assert_eq!(written, bytes);
            }
        }
    }
}
