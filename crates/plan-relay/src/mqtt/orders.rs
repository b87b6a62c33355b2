//! What a connection is given, what it wants done, and what it tells.

use crate::EXPIRY_S;
use crate::topic::{Name, Peer};

/// The time and the luck of one call.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// Milliseconds, by any clock that does not go back.
    pub ms: u64,
    /// A random number: machines that lost a broker at once do not come back at once.
    pub luck: u32,
}

/// Whose connection it is.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The room or lobby; also the broker's user name.
    pub name: Name,
    /// This machine there.
    pub me: Peer,
    /// Whether others are told when this machine is gone.
    pub announces: bool,
    /// How long the broker keeps the session and messages, in seconds.
    pub expiry_s: u32,
}

impl Settings {
    /// For a room.
    pub const fn room(name: Name, me: Peer) -> Self {
        Self {
            name,
            me,
            announces: true,
            expiry_s: EXPIRY_S,
        }
    }

    /// For the door to one; what was said there is of no use after ten minutes.
    pub const fn lobby(name: Name, me: Peer) -> Self {
        Self {
            name,
            me,
            announces: false,
            expiry_s: 600,
        }
    }
}

/// What is to be done, in this order.
#[derive(Debug, Default)]
pub struct Step {
    /// With the WebSocket.
    pub actions: Vec<Action>,
    /// What came from others: for [`crate::Room::receive`], or for the door.
    pub received: Vec<Received>,
    /// To be said.
    pub news: Vec<News>,
}

/// Something to do with the WebSocket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Open a new one; [`super::Client::opened`] or [`super::Client::closed`] is the answer.
    Open,
    /// Send these bytes as one binary message.
    Send(Vec<u8>),
    /// Close it; no answer is waited for.
    Close,
}

/// Something that another machine published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Where.
    pub topic: String,
    /// What.
    pub payload: Vec<u8>,
}

/// Something that happened to the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Others can be heard from now on. `resumed`: the broker kept what was said meanwhile.
    Connected {
        /// Whether the broker knew this machine.
        resumed: bool,
    },
    /// There is no connection, or no longer. It is said once; another attempt is made by itself.
    Lost,
    /// The broker does not want us, or not here. It is tried again all the same.
    Refused,
    /// A message was longer than anything may be and was not read, or longer than the broker takes and was not sent.
    TooLarge,
}

/// The queue for the broker is full, or the message too long: nothing was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("nothing more can wait for the broker")]
pub struct NotQueued;
