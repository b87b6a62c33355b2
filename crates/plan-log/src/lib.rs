//! The negotiation log: who moved what, in an order that both sides work out alike.
//!
//! Pure: no clock, no random number, no input or output, no float. Time and randomness arrive as arguments;
//! bytes come in and go out.

pub mod carry;
pub mod digest;
pub mod entry;
pub mod fold;
pub mod log;
pub mod message;
pub mod peer;
pub mod private;
pub mod role;
pub mod signed;

pub use digest::{Digest, agreement_digest};
pub use role::Role;
