//! Parts of screens.

pub mod additions;
pub mod advice;
pub mod agree;
pub mod answer;
pub mod call;
pub mod case_form;
pub mod chart;
pub mod controls;
pub mod document;
pub mod drop;
pub mod field;
pub mod fold;
pub mod hand_over;
pub mod kept;
pub mod limits;
pub mod newer;
pub mod payments_made;
pub mod question;
pub mod quick_exit;
pub mod result;
pub mod say;
pub mod schedule;
pub mod send_plan;
pub mod set_up;
pub mod sign;
pub mod timeline;
