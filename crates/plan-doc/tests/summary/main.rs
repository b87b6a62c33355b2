//! The signed summary from outside: what the page says, what is refused, and what a verdict rests on.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests: what is wrong ends the test"
)]

mod fixtures;
mod generated;
mod golden;
mod hostile;
mod laws;
mod markup;
mod verdicts;
