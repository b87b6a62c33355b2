//! What the screens are drawn from.

pub mod call;
pub mod drafts;
pub mod figures;
pub mod lately;
pub mod link;
pub mod route;
pub mod rules;
pub mod session;
pub mod site;
pub mod spoken;
pub mod values;
