//! The signed log, from outside.
#![expect(clippy::unwrap_used, reason = "a test stops where its own set-up does not hold")]

mod agreement;
mod decoders;
mod fold;
mod forge;
mod format;
mod hands;
mod interleavings;
mod judged;
mod keys;
mod machine;
mod malice;
mod minute;
mod place;
mod sessions;
mod tabs;
mod vectors;
mod verdict;
mod world;
