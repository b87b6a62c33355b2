//! What the screens are drawn from.

pub mod drafts;
pub mod lately;
pub mod route;
pub mod session;
pub mod values;
