//! Two machines on a call: what goes through a broker that must not be able to read it.
//!
//! Written down in `docs/spec/relay-format.md`, from which another program can take part.
//!
//! ```text
//! code or link ──▶ join ──▶ Welcome ──▶ Room: Carry ──▶ parts ──▶ padded, sealed ──▶ mqtt::Client ──▶ WebSocket
//!                                         news ◀── whole ◀── opened, new ◀────────────┘
//! ```
//!
//! Everything here is a pure machine: bytes, time and random bytes come in, and what is to be done comes out. There is no
//! socket, no clock and no random number, and AES-GCM and ECDH are handed out as jobs ([`jobs::Job`]): a browser does them
//! with WebCrypto, which answers later and keeps them out of what is downloaded.

pub mod code;
mod entropy;
pub mod envelope;
#[cfg(feature = "host")]
pub mod host;
pub mod jobs;
pub mod join;
pub mod keys;
pub mod link;
pub mod mqtt;
mod parts;
mod replay;
pub mod room;
pub mod topic;
#[cfg(test)]
mod vectors;
pub mod words;

pub use jobs::Job;
pub use keys::Key;
pub use room::Room;
pub use topic::{Name, Peer, Topic};

/// The longest payload that is taken from a broker or given to it, in bytes. A broker may not enforce a limit (mosquitto does
/// not on WebSockets), so both ends drop what is longer before they look at it.
pub const MAX_PAYLOAD_BYTES: usize = 64 << 10;
/// The most that one envelope carries of a message, in bytes; a longer message goes in parts.
pub const MAX_PART_BYTES: usize = 14 << 10;
/// How long a broker keeps what nobody fetched, and a session that nobody came back to, in seconds.
pub const EXPIRY_S: u32 = 24 * 60 * 60;
/// How long a code that is said can be used, in milliseconds.
pub const CODE_LIFE_MS: u64 = 10 * 60 * 1_000;
/// The most machines in a room beside the one that invites.
pub const MAX_PEERS: usize = 16;
