//! The terms that are negotiated: what they are, how they are read, written and changed.
//!
//! [`Terms`] may hold combinations that do not work out (a break over the whole plan, say): the working state
//! of a negotiation passes through such moments. [`Terms::problems`] says what is wrong, all at once;
//! [`crate::Schedule::derive`] refuses until nothing is.

mod check;
mod field;
mod order;
mod read;
mod write;

pub use field::{FieldId, FieldValue};

use chrono::Datelike;

use crate::MAX_PAYMENTS;
use crate::calendar::{Date, DueDates, Every, FIRST_YEAR, LAST_YEAR, WorkingDays};
use crate::money::{Currency, MAX_MAJOR_UNITS, Money, Percent, Rate, Rounding};
use crate::problem::Problem;
use crate::write::Json;

use check::Parts;
pub(crate) use check::{due_dates_problem, move_date, short_days_problem};
pub(crate) use read::{read_currency, read_debts, read_every, read_version, read_working_days};
pub(crate) use write::debts as write_debts;

/// The terms of a plan.
///
/// # Units
/// Amounts are whole minor units of `currency`.
///
/// # Shape
/// They come in and go out as JSON, version 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The currency of every amount.
    pub currency: Currency,
    /// The first day of the plan: nothing is due before it.
    pub starts: Date,
    /// What is owed: one to [`crate::MAX_DEBTS`] debts.
    pub debts: Vec<Debt>,
    /// How a payment is shared among several debts.
    pub allocation: Option<Allocation>,
    /// A part of the debt that is let go.
    pub reduction: Option<Reduction>,
    /// A first payment before the instalments.
    pub deposit: Option<Deposit>,
    /// The regular payments.
    pub instalments: Instalments,
    /// Departures from the regular payments, and other rates of interest; ids are unique.
    pub changes: Vec<Change>,
    /// Fees that are paid with the plan; ids are unique.
    pub charges: Vec<Charge>,
    /// Interest on what is still owed; `None` is a plan without interest.
    pub interest: Option<Interest>,
    /// A smaller sum that settles the plan on one day.
    pub early_payment: Option<EarlyPayment>,
    /// What happens when a payment is missed. It changes no figure.
    pub missed_payment: Option<MissedPayment>,
    /// Moves payments off days on which banks are closed.
    pub working_days: Option<WorkingDays>,
    /// How amounts are rounded and who takes the remainder.
    pub rounding: RoundingRule,
}

/// One debt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// The creditor's reference; unique in the plan.
    pub id: String,
    /// What people call it.
    pub label: Option<String>,
    /// What is owed, in minor units; above zero.
    pub balance: i64,
    /// Since when it is owed.
    pub since: Option<Date>,
}

/// How a payment is shared among several debts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allocation {
    /// In proportion to the balances.
    ProRata,
    /// The oldest debt first.
    OldestFirst,
    /// The smallest debt first.
    SmallestFirst,
}

/// A part of the debt that is let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reduction {
    /// How much.
    pub size: ReductionSize,
    /// When it is let go.
    pub when: ReductionWhen,
    /// Whether the debt is then settled, or the part that was let go is still owed.
    pub debt_after: DebtAfter,
}

/// How large a reduction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReductionSize {
    /// A share of all balances, rounded once.
    Percent(Percent),
    /// An amount in minor units.
    Amount(i64),
}

/// When a part of the debt is let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReductionWhen {
    /// Before the first payment: the balance begins lower.
    #[default]
    AtStart,
    /// With the last payment: until then it is part of the balance, and bears interest.
    OnCompletion,
}

/// What becomes of the part that was let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DebtAfter {
    /// Paying the plan settles the debt in full.
    #[default]
    Settled,
    /// The part that was let go stays owed.
    Continues,
}

/// A payment before the first instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deposit {
    /// Minor units; above zero.
    pub amount: i64,
    /// The day; before the first instalment.
    pub due: Date,
}

/// The regular payments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instalments {
    /// How often.
    pub every: Every,
    /// The first one: the anchor that all due dates count from.
    pub first_due: Date,
    /// The day of the month that is meant when `first_due` is itself shortened by its month.
    pub day: Option<u8>,
    /// The one figure that was chosen; the others follow from it.
    pub held: Held,
}

/// The one figure that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Each payment, in minor units.
    Amount(i64),
    /// How many instalments.
    Count(u32),
    /// The last day on which a payment may be due.
    FinishBy(Date),
}

/// Which figure is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldKind {
    /// The amount of each payment.
    Amount,
    /// The number of payments.
    Count,
    /// The deadline.
    FinishBy,
}

impl Held {
    /// Which figure it is.
    pub const fn kind(self) -> HeldKind {
        match self {
            Self::Amount(_) => HeldKind::Amount,
            Self::Count(_) => HeldKind::Count,
            Self::FinishBy(_) => HeldKind::FinishBy,
        }
    }

    /// Whether [`FieldValue::from_value`] takes it: an amount above zero and below [`MAX_MAJOR_UNITS`], 1 to [`MAX_PAYMENTS`]
    /// payments, a day of the years that a plan may have.
    pub fn is_within_bounds(self, currency: Currency) -> bool {
        match self {
            Self::Amount(minor) => minor > 0 && minor / 10_i64.pow(currency.scale()) < MAX_MAJOR_UNITS,
            Self::Count(count) => (1..=MAX_PAYMENTS).contains(&count),
            Self::FinishBy(day) => (FIRST_YEAR..=LAST_YEAR).contains(&day.year()),
        }
    }
}

/// A departure from the regular payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Names the change; unique in the plan.
    pub id: String,
    /// What it does.
    pub kind: ChangeKind,
}

/// What a change does. Days are compared with the due date before working days move it; both ends count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Lower (or higher) payments for a while.
    Reduced {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Each payment in minor units.
        amount: i64,
    },
    /// No payments for a while.
    Break {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Whether interest runs; without interest in the plan it changes nothing.
        interest: BreakInterest,
    },
    /// Another amount from a day on.
    Step {
        /// First day.
        from: Date,
        /// Each payment in minor units.
        amount: i64,
    },
    /// Another amount on one due date.
    Single {
        /// The due date.
        due: Date,
        /// The payment in minor units.
        amount: i64,
    },
    /// Another rate of interest for a while. It counts day by day, where the basis counts days.
    Rate {
        /// First day.
        from: Date,
        /// Last day; `None` is until the end.
        until: Option<Date>,
        /// The rate; 0 freezes the interest.
        annual: Rate,
    },
}

/// A fee that is paid with the plan.
///
/// It is asked for with the first payment that is due on its day or later. A payment whose amount was typed pays it
/// first; one that the engine derives has it on top. A fee that is due after the last payment is a payment of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Names the charge; unique in the plan.
    pub id: String,
    /// The day from which it is asked for.
    pub due: Date,
    /// Minor units; above zero.
    pub amount: i64,
    /// What people call it.
    pub label: Option<String>,
}

/// Interest on what is still owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interest {
    /// The yearly rate.
    pub annual: Rate,
    /// How time is counted.
    pub basis: Basis,
    /// On what it is reckoned.
    pub method: Method,
    /// Days without interest, both ends included; they share no day.
    pub pauses: Vec<Pause>,
}

/// How the time is counted for which interest is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Each due date adds one period of the rhythm: a twelfth of a year for a monthly plan, whatever the days.
    Period,
    /// Days, of 365 a year, also in leap years.
    Actual365,
    /// Days, of 360 a year.
    Actual360,
    /// Months of 30 days, of 12 a year; the 31st counts as the 30th (30E/360).
    Thirty360,
}

impl Basis {
    /// Every basis, in the contract's order.
    pub const ALL: [Self; 4] = [Self::Period, Self::Actual365, Self::Actual360, Self::Thirty360];

    /// The contract's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Actual365 => "actual/365",
            Self::Actual360 => "actual/360",
            Self::Thirty360 => "30/360",
        }
    }
}

/// On what interest is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// On the principal that is still owed.
    #[default]
    Reducing,
    /// On the principal of the start, in every period.
    Flat,
}

impl Method {
    /// The contract's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reducing => "reducing",
            Self::Flat => "flat",
        }
    }
}

/// Days without interest, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

/// A smaller sum that settles the plan on one day. It changes no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlyPayment {
    /// How much less.
    pub percent: Percent,
    /// The day.
    pub by: Date,
}

/// Whether interest runs in a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BreakInterest {
    /// It runs.
    #[default]
    Running,
    /// It is paused.
    Paused,
}

/// What happens when a payment is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissedPayment {
    /// How many payments a year may be skipped.
    pub allowed_skips_per_year: u32,
    /// What follows a missed payment.
    pub then: AfterMissed,
}

/// What follows a missed payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterMissed {
    /// It is added at the end.
    Append,
    /// Both sides look at the plan again.
    Review,
}

/// How amounts are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundingRule {
    /// What to do with halves.
    pub mode: Rounding,
    /// A level payment that the engine derives is a whole multiple of this, in minor units; above zero.
    pub multiple_of: i64,
    /// Who takes what is left after rounding.
    pub remainder: Remainder,
}

impl Default for RoundingRule {
    fn default() -> Self {
        Self {
            mode: Rounding::HalfUp,
            multiple_of: 1,
            remainder: Remainder::Last,
        }
    }
}

/// Who takes what is left after rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Remainder {
    /// The last instalment.
    #[default]
    Last,
    /// The first instalment.
    First,
}

impl Terms {
    /// Plain terms: one debt, one regular payment.
    pub fn plain(currency: Currency, starts: Date, debt: Debt, instalments: Instalments) -> Self {
        Self {
            currency,
            starts,
            debts: vec![debt],
            allocation: None,
            reduction: None,
            deposit: None,
            instalments,
            changes: Vec::new(),
            charges: Vec::new(),
            interest: None,
            early_payment: None,
            missed_payment: None,
            working_days: None,
            rounding: RoundingRule::default(),
        }
    }

    /// Reads the Terms contract.
    ///
    /// # Errors
    /// Every problem of the text, in the order of the fields: those of single fields, and those between fields
    /// whose parts could be read.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        Self::from_value(&crate::read::parse_json(text)?, "")
    }

    /// Reads the Terms contract from a JSON value that stands at `path` of something larger.
    ///
    /// # Errors
    /// As [`Terms::from_json`].
    pub fn from_value(value: &serde_json::Value, path: &str) -> Result<Self, Vec<Problem>> {
        let (terms, problems) = read::read_terms(value, path);
        match terms {
            Some(terms) if problems.is_empty() => Ok(terms),
            _ => Err(problems),
        }
    }

    /// Reads terms that may not work out together, as the working state of a negotiation may.
    ///
    /// # Errors
    /// Every problem of single fields; those between fields are left to [`Terms::problems`].
    pub fn from_value_working(value: &serde_json::Value, path: &str) -> Result<Self, Vec<Problem>> {
        read::read_working_terms(value, path)
    }

    /// The canonical JSON bytes: sorted keys, no white space, amounts at the currency's scale.
    ///
    /// # Determinism
    /// Equal terms give equal bytes (RFC 8785, with strings, integers and booleans only).
    pub fn to_json(&self) -> String {
        Json::of(|json| write::terms(json, self))
    }

    /// As [`Terms::to_json`], as a JSON value.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(&self.to_json()).unwrap_or_default()
    }

    /// All problems between the fields, in the order of the fields; empty when the plan can be worked out
    /// as far as its dates and changes go. The amounts are judged by [`crate::Schedule::derive`].
    pub fn problems(&self) -> Vec<Problem> {
        check::check(&Parts::of(self))
    }

    /// The due dates before working days move them.
    pub(crate) fn due_dates(&self) -> Option<DueDates> {
        DueDates::new(self.instalments.first_due, self.instalments.day, self.instalments.every).ok()
    }

    /// Σ of the balances, in minor units.
    pub fn balance(&self) -> i64 {
        self.debts
            .iter()
            .fold(0_i64, |sum, debt| sum.saturating_add(debt.balance))
    }

    /// What the reduction takes off, at the start or on completion, in minor units.
    pub fn reduction_amount(&self) -> i64 {
        self.reduction
            .map_or(0, |reduction| reduction.size.of(self.balance(), self.rounding.mode))
    }

    /// The part that is let go only with the last payment, in minor units.
    pub fn released_on_completion(&self) -> i64 {
        match self.reduction {
            Some(reduction) if reduction.when == ReductionWhen::OnCompletion => self.reduction_amount(),
            _ => 0,
        }
    }

    /// The principal that the plan begins with, in minor units: a reduction on completion is still in it.
    pub fn starting_principal(&self) -> i64 {
        self.balance() - self.reduction_amount() + self.released_on_completion()
    }

    /// Whether some day of some plan with these terms bears interest.
    pub fn bears_interest(&self) -> bool {
        self.interest.as_ref().is_some_and(|interest| {
            let other = |change: &Change| matches!(change.kind, ChangeKind::Rate { annual, .. } if annual.ten_thousandths() > 0);
            interest.annual.ten_thousandths() > 0 || self.changes.iter().any(other)
        })
    }

    /// An amount of this plan as money.
    pub const fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.currency)
    }

    /// Puts the changes into the order of their ids, so that taking one out and putting it back gives the same bytes.
    pub fn sort_changes(&mut self) {
        crate::sort_by(&mut self.changes, |a, b| a.id.cmp(&b.id));
    }
}

impl ReductionSize {
    /// The reduction of `balance`, in minor units, rounded once by `mode`.
    pub fn of(self, balance: i64, mode: Rounding) -> i64 {
        match self {
            Self::Amount(amount) => amount,
            Self::Percent(percent) => {
                let product = i128::from(balance) * i128::from(percent.ten_thousandths());
                let whole = i128::from(Percent::HUNDRED.ten_thousandths());
                i64::try_from(mode.divide(product, whole)).unwrap_or(i64::MAX)
            }
        }
    }
}

impl ChangeKind {
    /// The contract's word for it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Reduced { .. } => "reduced",
            Self::Break { .. } => "break",
            Self::Step { .. } => "step",
            Self::Single { .. } => "single",
            Self::Rate { .. } => "rate",
        }
    }

    /// The first day it touches.
    pub const fn first_day(&self) -> Date {
        match self {
            Self::Reduced { from, .. }
            | Self::Break { from, .. }
            | Self::Step { from, .. }
            | Self::Rate { from, .. } => *from,
            Self::Single { due, .. } => *due,
        }
    }
}
