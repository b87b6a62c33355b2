//! Whatever comes from outside, spoilt by chance: it is answered or dropped, and nothing is taken for what it is not.
//!
//! How many: a few here, and as many as `cargo xtask prove relay` or `guesses` asks for.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod chance;
mod door;
mod room;
mod stream;
mod texts;
