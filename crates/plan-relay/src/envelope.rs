//! One sealed message: what the broker sees is an epoch, a nonce, and one of five lengths.
//!
//! ```text
//! version 1 ‖ epoch 4 ‖ nonce 12 ‖ AES-256-GCM( plain ‖ zeros ) ‖ tag 16
//! ```

use plan_log::RoomId;

use crate::jobs::{Job, Sealing};
use crate::{Key, Topic};

/// The version of everything that travels.
pub const VERSION: u8 = 1;
/// The lengths that an envelope has, in bytes.
pub const LENGTHS: [usize; 5] = [256, 512, 1_024, 4_096, 16_384];
/// What stands before the sealed bytes.
const HEAD: usize = 17;
/// What AES-GCM adds.
const TAG: usize = 16;
/// The most plain bytes of an envelope.
pub const MAX_PLAIN_BYTES: usize = 16_384 - HEAD - TAG;

/// Where an envelope belongs. It is authenticated with it: the same bytes elsewhere do not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The room of the log; zeros at a door, where nobody knows it yet.
    pub room: RoomId,
    /// The epoch; 0 at a door.
    pub epoch: u32,
    /// The topic.
    pub topic: Topic,
}

impl Context {
    /// The bytes that are authenticated beside those of the envelope.
    pub(crate) fn bytes(&self, purpose: &str) -> Vec<u8> {
        let mut bytes = purpose.as_bytes().to_vec();
        bytes.push(0);
        bytes.push(VERSION);
        bytes.extend(self.room.as_bytes());
        bytes.extend(self.epoch.to_be_bytes());
        bytes.extend(self.topic.to_string().into_bytes());
        bytes
    }
}

/// The job of sealing: the plain bytes, filled up with zeros to the next length. `None` if they are too many.
pub(crate) fn seal(key: &Key, nonce: [u8; 12], context: &Context, plain: &[u8]) -> Option<Job> {
    let length = LENGTHS.iter().find(|length| plain.len() + HEAD + TAG <= **length)?;
    let mut bytes = plain.to_vec();
    bytes.resize(length - HEAD - TAG, 0);
    Some(Job::Seal(Box::new(Sealing {
        key: *key,
        nonce,
        context: context.bytes("pn/relay/envelope"),
        bytes,
    })))
}

/// The envelope around what was sealed.
pub(crate) fn wrap(epoch: u32, nonce: [u8; 12], sealed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + sealed.len());
    bytes.push(VERSION);
    bytes.extend(epoch.to_be_bytes());
    bytes.extend(nonce);
    bytes.extend(sealed);
    bytes
}

/// An envelope that was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Envelope<'a> {
    /// The epoch that it names.
    pub(crate) epoch: u32,
    nonce: [u8; 12],
    sealed: &'a [u8],
}

impl<'a> Envelope<'a> {
    /// Reads the bytes; `None` unless they have one of the lengths and this version.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        if !LENGTHS.contains(&bytes.len()) {
            return None;
        }
        let (version, rest) = bytes.split_first()?;
        let (epoch, rest) = rest.split_first_chunk()?;
        let (nonce, sealed) = rest.split_first_chunk()?;
        (*version == VERSION).then_some(Self {
            epoch: u32::from_be_bytes(*epoch),
            nonce: *nonce,
            sealed,
        })
    }

    /// The job of opening it.
    pub(crate) fn open(&self, key: &Key, context: &Context) -> Job {
        Job::Open(Box::new(Sealing {
            key: *key,
            nonce: self.nonce,
            context: context.bytes("pn/relay/envelope"),
            bytes: self.sealed.to_vec(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host;
    use crate::topic::{Name, Peer, Place};
    use proptest::prelude::*;

    fn context() -> Context {
        Context {
            room: RoomId::from_bytes([3; 32]),
            epoch: 7,
            topic: Topic {
                name: Name::from_key(&Key::from_bytes([4; 32])),
                peer: Peer::from_bytes([5; 8]),
                place: Place::Live,
            },
        }
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let job = seal(&Key::from_bytes([1; 32]), [2; 12], &context(), plain).unwrap();
        wrap(7, [2; 12], &host::answer(&job, None).unwrap())
    }

    #[test]
    fn envelope_has_one_of_five_lengths() {
        for (plain, length) in [
            (0, 256),
            (223, 256),
            (224, 512),
            (479, 512),
            (480, 1_024),
            (991, 1_024),
            (992, 4_096),
            (4_064, 16_384),
            (MAX_PLAIN_BYTES, 16_384),
        ] {
            assert_eq!(sealed(&vec![1; plain]).len(), length, "{plain}");
        }
        let too_long = vec![1; MAX_PLAIN_BYTES + 1];
        assert_eq!(seal(&Key::from_bytes([1; 32]), [2; 12], &context(), &too_long), None);
    }

    #[test]
    fn envelope_opens_with_its_key_and_where_it_belongs_only() {
        let bytes = sealed(b"a word");
        let envelope = Envelope::read(&bytes).unwrap();
        let key = Key::from_bytes([1; 32]);
        let open = |key: &Key, context: &Context| host::answer(&envelope.open(key, context), None);
        let opened = open(&key, &context()).unwrap();
        assert!(opened.starts_with(b"a word") && opened[6..].iter().all(|byte| *byte == 0));
        assert_eq!(open(&Key::from_bytes([9; 32]), &context()), None);
        let mut elsewhere = [context(); 4];
        elsewhere[0].room = RoomId::from_bytes([9; 32]);
        elsewhere[1].epoch = 8;
        elsewhere[2].topic.peer = Peer::from_bytes([9; 8]);
        elsewhere[3].topic.place = Place::Summary;
        for context in elsewhere {
            assert_eq!(open(&key, &context), None, "{context:?}");
        }
    }

    #[test]
    fn envelope_with_any_bit_flipped_does_not_open() {
        let bytes = sealed(b"a word");
        for bit in 0..bytes.len() * 8 {
            let mut bent = bytes.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            let opened = Envelope::read(&bent).and_then(|envelope| {
                let context = Context {
                    epoch: envelope.epoch,
                    ..context()
                };
                host::answer(&envelope.open(&Key::from_bytes([1; 32]), &context), None)
            });
            assert_eq!(opened, None, "bit {bit}");
        }
    }

    #[test]
    fn envelope_does_not_show_what_is_in_it() {
        let secret = b"the person owes 1,234 pounds";
        let bytes = sealed(secret);
        assert!(
            bytes
                .windows(8)
                .all(|window| !secret.windows(8).any(|part| part == window))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        /// Any bytes: no panic, and nothing but the five lengths is read.
        #[test]
        fn prop_any_bytes_are_read_or_refused(start in prop::collection::vec(any::<u8>(), 0..40), length in prop::sample::select(vec![0_usize, 1, 16, 17, 255, 256, 257, 512, 1_024, 4_096])) {
            let mut bytes = start;
            bytes.resize(length, 1);
            let is_version = bytes.first() == Some(&VERSION);
            prop_assert_eq!(Envelope::read(&bytes).is_some(), is_version && LENGTHS.contains(&length));
        }
    }
}
