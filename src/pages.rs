//! Screens.

pub mod check;
pub mod drafts;
pub mod plan;
pub mod start;
