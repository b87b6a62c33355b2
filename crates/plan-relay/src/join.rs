//! The door: how somebody gets from a code that was said, or from a link, to the keys of a room.
//!
//! Both ways end alike. Each side has shown the other that it has the same key before anything of the room is said. Then
//! the one that invites is asked, once: "Let them in". Only then does the other learn where the room is.

pub mod by_code;
pub mod by_link;

use plan_log::RoomId;

use crate::envelope::VERSION;
use crate::jobs::{Job, Sealing};
use crate::keys::{alike, digest};
use crate::topic::{Name, Peer, Place, Topic};
use crate::{Key, Room};

pub use crate::room::Publish;

/// What is to be done.
#[derive(Debug, Default)]
pub struct Step {
    /// To be worked out, by number; `answered` takes the answers.
    pub jobs: Vec<(u64, Job)>,
    /// To be published.
    pub publish: Vec<Publish>,
    /// What happened.
    pub news: Vec<News>,
}

/// Something that happened at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// For the one that invites: somebody with the right code or link is there. With a link the four words are compared.
    Knocks(Option<[&'static str; 4]>),
    /// For the one that invites: whoever knocked has gone.
    Gone,
    /// For the one that joins: the other side has the same key, and was asked. With a link the four words are compared.
    Waiting(Option<[&'static str; 4]>),
    /// For the one that invites: the other has been told where the room is. [`Room::admit`] is next.
    LetIn {
        /// The machine.
        peer: Peer,
        /// The key of the pair.
        pair: Key,
    },
    /// For the one that joins: the room can be entered ([`Room::guest`]).
    Enter(Welcome),
    /// The door is shut for good; there has to be another code or link.
    Shut(Shut),
}

/// Why a door is shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// Its time is over.
    Expired,
    /// Somebody came with a wrong code, or this one was wrong.
    WrongCode,
    /// Too many came without showing that they have the code.
    TooManyTries,
    /// The key is not the one that the link names.
    OtherKey,
    /// The other side says so. Nobody can check that it was the other side.
    Closed,
    /// Somebody was let in: the code or link has done its work.
    Used,
}

/// What is said at the door, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Welcome {
    /// The room of the log.
    pub room: RoomId,
    /// Where the room is on the broker comes from it.
    pub secret: Key,
    /// The machine that invites.
    pub host: Peer,
    /// This machine.
    pub peer: Peer,
    /// The key of the pair.
    pub pair: Key,
}

/// What travels at the door: `version 1 ‖ kind 1 ‖ guest 8 ‖ body`, where the length of the body goes by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Hello = 1,
    Answer = 2,
    Confirm = 3,
    Confirmed = 4,
    Welcome = 5,
    Closed = 6,
    Gone = 7,
}

const HEAD: usize = 10;
/// A nonce before sealed bytes, and the tag behind them.
const SEALED: usize = 12 + 16;
/// A room, a secret and a machine.
const WELCOME: usize = 72;

struct Message<'a> {
    kind: Kind,
    guest: Peer,
    body: &'a [u8],
}

impl<'a> Message<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (head, body) = bytes.split_first_chunk::<HEAD>()?;
        let [version, kind, guest @ ..] = head;
        let kind = match kind {
            1 => Kind::Hello,
            2 => Kind::Answer,
            3 => Kind::Confirm,
            4 => Kind::Confirmed,
            5 => Kind::Welcome,
            6 => Kind::Closed,
            7 => Kind::Gone,
            _ => return None,
        };
        let guest = Peer::from_bytes(*guest);
        // The longest body is 140 bytes.
        (*version == VERSION && body.len() <= 140).then_some(Self { kind, guest, body })
    }
}

/// Where the door is and who stands at it.
#[derive(Debug, Clone, Copy)]
struct Door {
    lobby: Name,
    me: Peer,
}

impl Door {
    fn say(&self, kind: Kind, guest: Peer, body: &[u8]) -> Publish {
        let mut payload = vec![VERSION, kind as u8];
        payload.extend(guest.as_bytes());
        payload.extend(body);
        Publish {
            topic: Topic {
                name: self.lobby,
                peer: self.me,
                place: Place::Live,
            },
            payload,
        }
    }

    /// The guest goes. Nobody else can say so: it takes the key of the pair.
    fn go(&self, pair: &Key) -> Publish {
        self.say(Kind::Gone, self.me, going(pair).as_bytes())
    }

    fn context(&self, kind: Kind, guest: Peer) -> Vec<u8> {
        let mut context = b"pn/relay/door\0".to_vec();
        context.extend([VERSION, kind as u8]);
        context.extend(self.lobby.to_string().into_bytes());
        context.extend(guest.as_bytes());
        context
    }

    fn seal(&self, key: &Key, nonce: [u8; 12], kind: Kind, guest: Peer, bytes: Vec<u8>) -> Job {
        Job::Seal(Box::new(Sealing {
            key: *key,
            nonce,
            context: self.context(kind, guest),
            bytes,
        }))
    }

    /// The job of opening a body, if it has the length that it has to have.
    fn open(&self, key: &Key, kind: Kind, guest: Peer, body: &[u8], plain: usize) -> Option<Job> {
        let (nonce, sealed) = body.split_first_chunk()?;
        (body.len() == plain + SEALED).then(|| {
            Job::Open(Box::new(Sealing {
                key: *key,
                nonce: *nonce,
                context: self.context(kind, guest),
                bytes: sealed.to_vec(),
            }))
        })
    }
}

fn with_nonce(nonce: [u8; 12], sealed: &[u8]) -> Vec<u8> {
    [&nonce, sealed].concat()
}

/// What both have once they have spoken: a key of the pair, and what each shows to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Keys {
    pair: Key,
    guest: Key,
    host: Key,
}

impl Keys {
    /// From the secret that both found, bound to everything that was said on the way.
    fn new(secret: &Key, transcript: &[u8; 32]) -> Self {
        let said = Key::from_bytes(*transcript);
        Self {
            pair: secret.derive_with(&said, b"pair"),
            guest: secret.derive_with(&said, b"guest"),
            host: secret.derive_with(&said, b"host"),
        }
    }
}

/// What a guest shows who goes.
fn going(pair: &Key) -> Key {
    pair.derive(b"gone")
}

/// Whether somebody has shown what they had to show.
fn is_shown(expected: &Key, body: &[u8]) -> bool {
    <&[u8; 32]>::try_from(body).is_ok_and(|shown| alike(expected.as_bytes(), shown))
}

fn transcript(lobby: Name, guest: Peer, said: &[&[u8]]) -> [u8; 32] {
    let name = lobby.to_string();
    let mut pieces: Vec<&[u8]> = vec![name.as_bytes(), guest.as_bytes()];
    pieces.extend(said);
    digest("pn/relay/join/1", &pieces)
}

fn welcome_bytes(room: &Room) -> Vec<u8> {
    let (id, secret, host) = room.invitation();
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend(secret.as_bytes());
    bytes.extend(host.as_bytes());
    bytes
}

fn read_welcome(bytes: &[u8], peer: Peer, pair: Key) -> Option<Welcome> {
    let (room, rest) = bytes.split_first_chunk()?;
    let (secret, host) = rest.split_first_chunk()?;
    Some(Welcome {
        room: RoomId::from_bytes(*room),
        secret: Key::from_bytes(*secret),
        host: Peer::from_bytes(host.try_into().ok()?),
        peer,
        pair,
    })
}
