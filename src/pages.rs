//! Screens.

pub mod check;
pub mod door;
pub mod drafts;
pub mod join;
pub mod numbers;
pub mod plan;
pub mod start;
