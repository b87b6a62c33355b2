//! Parts of screens.

pub mod additions;
pub mod agree;
pub mod call;
pub mod case_form;
pub mod chart;
pub mod controls;
pub mod document;
pub mod drop;
pub mod field;
pub mod fold;
pub mod kept;
pub mod payments_made;
pub mod result;
pub mod say;
pub mod schedule;
pub mod set_up;
pub mod sign;
pub mod timeline;
