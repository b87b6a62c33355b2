//! The engine of a repayment plan: money, calendar, terms and the schedule they give.
//!
//! Everything here is pure: no clock, no random number, no input or output, no float. The same input gives
//! the same bytes on every machine. Nothing panics on any input; what is wrong comes back as [`Problem`]s.

pub mod apr;
pub mod budget;
pub mod calendar;
pub mod case;
pub mod money;
pub mod policy;
pub mod problem;
mod read;
pub mod replan;
pub mod requests;
pub mod schedule;
pub mod simple_interest;
mod sort;
pub mod terms;
pub mod typed;
pub mod ways;
mod write;

pub use calendar::{Date, Division, DueDates, Every, Move, WorkingDays};
pub use case::Case;
pub use money::{Currency, Money, Rate, Rounding};
pub use problem::{Problem, ProblemCode};
pub use schedule::{Note, NoteCode, Row, RowKind, Schedule};
pub use sort::{map_of, sort_by};
pub use terms::{
    Change, ChangeKind, Debt, Deposit, FieldId, FieldValue, Held, HeldKind, Instalments, Reduction, ReductionSize,
    Terms,
};

/// The most payments a plan may have.
pub const MAX_PAYMENTS: u32 = 1_200;
/// The most debts a plan may have.
pub const MAX_DEBTS: usize = 200;
/// The most changes (breaks, steps and so on) a plan may have.
pub const MAX_CHANGES: usize = 200;
/// The longest text of a label, a name or a reference, in characters.
pub const MAX_TEXT_CHARS: usize = 200;
