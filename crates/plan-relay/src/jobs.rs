//! What is handed out: AES-GCM and ECDH, for whoever has them.

use std::collections::VecDeque;

use crate::Key;

/// A point of P-256, uncompressed and without its leading byte: x, then y.
pub type Point = [u8; 64];

/// One thing to be worked out. The answer is bytes, or nothing where it cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// AES-256-GCM: the plain bytes sealed, the tag of 16 bytes behind them.
    Seal(Box<Sealing>),
    /// AES-256-GCM: the sealed bytes opened; nothing if they are not what was sealed with this key, nonce and context.
    Open(Box<Sealing>),
    /// ECDH over P-256: the x of the other side's point times the private key that was made for this join. Nothing if the
    /// point is not on the curve.
    Agree {
        /// The other side's point.
        theirs: Point,
    },
}

/// What AES-GCM takes.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealing {
    /// The key.
    pub key: Key,
    /// The nonce, never used twice with the key.
    pub nonce: [u8; 12],
    /// What is authenticated beside the bytes.
    pub context: Vec<u8>,
    /// The bytes to seal or to open.
    pub bytes: Vec<u8>,
}

impl core::fmt::Debug for Sealing {
    /// The bytes may be a message, or the secrets of a room.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Sealing({} bytes)", self.bytes.len())
    }
}

/// Jobs that wait for their answers. Answers come in any order and are taken in that of the jobs, so that nothing overtakes.
#[derive(Debug, Clone)]
pub(crate) struct Waiting<T> {
    first: u64,
    queue: VecDeque<(T, Option<Option<Vec<u8>>>)>,
}

impl<T> Default for Waiting<T> {
    fn default() -> Self {
        Self {
            first: 0,
            queue: VecDeque::new(),
        }
    }
}

impl<T> Waiting<T> {
    pub(crate) fn len(&self) -> usize {
        self.queue.len()
    }

    /// Notes what a job is for; its number.
    pub(crate) fn push(&mut self, purpose: T) -> u64 {
        self.queue.push_back((purpose, None));
        self.first + self.queue.len() as u64 - 1
    }

    /// Takes the answer to a job. An answer to no job, or a second one, is nothing.
    pub(crate) fn answer(&mut self, number: u64, answer: Option<Vec<u8>>) {
        let at = number.checked_sub(self.first).and_then(|at| usize::try_from(at).ok());
        if let Some((_, waiting)) = at.and_then(|at| self.queue.get_mut(at)) {
            waiting.get_or_insert(answer);
        }
    }

    /// The next job in order, if it is answered.
    pub(crate) fn next_answered(&mut self) -> Option<(T, Option<Vec<u8>>)> {
        let (purpose, answer) = self.queue.pop_front_if(|(_, answer)| answer.is_some())?;
        self.first += 1;
        Some((purpose, answer.flatten()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn job_in_a_log_says_how_long_it_is() {
        let job = Job::Seal(Box::new(Sealing {
            key: Key::from_bytes([1; 32]),
            nonce: [2; 12],
            context: vec![3],
            bytes: vec![4, 5],
        }));
        assert_eq!(format!("{job:?}"), "Seal(Sealing(2 bytes))");
    }

    #[test]
    fn answers_are_taken_in_the_order_of_the_jobs() {
        let mut waiting = Waiting::default();
        let numbers = [waiting.push('a'), waiting.push('b'), waiting.push('c')];
        waiting.answer(numbers[1], Some(vec![2]));
        assert_eq!(waiting.next_answered(), None);
        waiting.answer(numbers[0], None);
        waiting.answer(numbers[0], Some(vec![9]));
        waiting.answer(77, Some(vec![9]));
        assert_eq!(waiting.next_answered(), Some(('a', None)));
        assert_eq!(waiting.next_answered(), Some(('b', Some(vec![2]))));
        assert_eq!(waiting.next_answered(), None);
        waiting.answer(numbers[2], Some(vec![3]));
        assert_eq!(waiting.next_answered(), Some(('c', Some(vec![3]))));
        assert_eq!(waiting.push('d'), 3);
        assert_eq!(waiting.len(), 1);
    }
}
