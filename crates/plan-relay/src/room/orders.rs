//! What is wanted of whoever drives a room, and what it tells.

use crate::jobs::Job;
use crate::topic::{Peer, Topic};

/// What is to be done.
#[derive(Debug, Default)]
pub struct Step {
    /// To be worked out, by number: [`super::Room::answered`] takes the answers.
    pub jobs: Vec<(u64, Job)>,
    /// To be published, in this order.
    pub publish: Vec<Publish>,
    /// What happened.
    pub news: Vec<News>,
}

/// Something for the broker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publish {
    /// Where.
    pub topic: Topic,
    /// Sealed bytes; none takes away what the broker keeps there.
    pub payload: Vec<u8>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A whole message of the log.
    Message {
        /// The machine whose topic it came on.
        from: Peer,
        /// Whether the broker keeps it: it says nothing about who is here.
        kept: bool,
        /// The bytes, for [`plan_log::Machine::receive`].
        bytes: Vec<u8>,
    },
    /// A machine is here.
    Here(Peer),
    /// The broker says that a machine is gone. A broker can lie about that.
    Gone(Peer),
    /// A machine has left the room for good; the one that invites begins an epoch without it ([`super::Room::remove`]).
    Left(Peer),
    /// This epoch is in use: the log asks for what it lacks ([`plan_log::Machine::greet`]).
    Epoch(u32),
    /// Something was not used.
    Dropped(Dropped),
}

/// Why something was not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// Longer than anything may be.
    TooLarge,
    /// Not on a topic of this room, or on one of this machine.
    ElsewhereOrOwn,
    /// Not in the form that it has to have.
    Unreadable,
    /// Of an epoch that is over or not begun here.
    OtherEpoch,
    /// Not sealed with the key.
    NotOpened,
    /// Seen before.
    Replayed,
    /// Too much waits already.
    Busy,
}

/// Why nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsent {
    /// No epoch has begun here yet.
    #[error("no epoch has begun")]
    NoEpoch,
    /// The message or the list of them is too long.
    #[error("the message is too long")]
    TooLarge,
}

impl Step {
    /// The other step's doings after these.
    pub fn append(&mut self, mut other: Self) {
        self.jobs.append(&mut other.jobs);
        self.publish.append(&mut other.publish);
        self.news.append(&mut other.news);
    }
}
