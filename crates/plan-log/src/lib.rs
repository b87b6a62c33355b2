//! The negotiation log: who moved what, in an order that both sides work out alike. Entries name their author by key, each
//! signed, each bound to what came before it.
//!
//! Written down in `docs/spec/log-format.md`, from which others can check a log without this program.
//!
//! ```text
//! bytes → Unverified → (the signature is checked elsewhere) → Verified → Log → State
//! ```
//!
//! What an entry says cannot be reached before its signature was checked. Nothing here signs, checks a signature, reads
//! a clock or draws a random number, and there is no input or output: time, randomness, keys and answers come from whoever
//! drives it.

// The release build is made for speed. What is long and seldom called, or called from many places, is marked
// `inline(never)`: written out at each call it makes the console some KB larger.

mod agreement;
mod bits;
pub mod body;
pub mod bundle;
pub mod carry;
pub mod checks;
mod codec;
pub mod digest;
pub mod door;
pub mod entry;
pub mod fold;
pub mod genesis;
pub mod keys;
mod kind;
pub mod log;
pub mod machine;
pub mod message;
pub mod private;
mod refused;
pub mod role;
pub mod state;

pub use agreement::{Chain, Standing};
pub use body::Body;
pub use bundle::Bundle;
pub use digest::{Digest, agreement_digest};
pub use entry::{Unverified, Verified};
pub use fold::{Fold, Past, plan_after};
pub use genesis::Genesis;
pub use keys::{Author, Signature, SigningJob, VerificationJob};
pub use kind::Kind;
pub use log::{Fork, Inserted, Log};
pub use machine::Machine;
pub use refused::Refused;
pub use role::Role;
pub use state::State;

/// Names a room: the digest of its [`Genesis`].
pub type RoomId = Digest;
/// Names an entry: the digest of its header. The signature is no part of it.
pub type EntryId = Digest;

/// The longest entry as it travels, in bytes: header, signature, salt and body.
pub const MAX_ENTRY_BYTES: usize = 12 << 10;
/// The most entries of a room.
pub const MAX_ENTRIES: usize = 2_000;
/// The most bytes of a room, entries as they travel.
pub const MAX_ROOM_BYTES: usize = 1 << 20;
/// The most parents that an entry names beside its author's previous entry.
pub const MAX_PARENTS: usize = 8;
/// The most keys that write in a room.
pub const MAX_AUTHORS: usize = 32;
/// The longest text that somebody typed, in characters.
pub const MAX_WORDS_CHARS: usize = 4_000;
/// The longest name of somebody in the room, in characters.
pub const MAX_NAME_CHARS: usize = 60;
/// The longest reason for declining an offer, in characters.
pub const MAX_REASON_CHARS: usize = 500;
/// The most entries that one erasure names.
pub const MAX_ERASED: usize = 64;
