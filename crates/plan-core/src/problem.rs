//! What is wrong with an input, as data.

use serde::Serialize;

macro_rules! codes {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every code, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that stands in files; it never changes.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// What kind of problem it is.
    pub enum ProblemCode {
        /// The text is not JSON at all.
        NotJson = "not_json",
        /// More text than any real input needs.
        TooLong = "too_long",
        /// A field that must be there is not.
        Missing = "missing",
        /// A field that nobody knows.
        UnknownField = "unknown_field",
        /// Another type than the field has: money is a string, a list is a list.
        WrongType = "wrong_type",
        /// A version that this program does not know.
        UnknownVersion = "unknown_version",
        /// A word that is none of the allowed ones.
        NotAllowed = "not_allowed",
        /// Not a decimal number.
        NotANumber = "not_a_number",
        /// Below zero.
        Negative = "negative",
        /// Zero where something is needed.
        Zero = "zero",
        /// More decimals than the currency or percentage has.
        TooManyDecimals = "too_many_decimals",
        /// Above the limit.
        TooLarge = "too_large",
        /// Below the limit.
        TooSmall = "too_small",
        /// Not a day of the calendar, or outside the years that are supported.
        NotADate = "not_a_date",
        /// More entries than the list may have.
        TooMany = "too_many",
        /// The same name twice.
        Duplicate = "duplicate",
        /// Text with control characters.
        ControlCharacters = "control_characters",
        /// Exactly one of several fields must be there.
        ExactlyOne = "exactly_one",
        /// `day` does not fit the frequency or the first date.
        DayDoesNotMatch = "day_does_not_match",
        /// Two days of the month are too close together.
        TooClose = "too_close",
        /// Working days are asked for outside the years whose bank holidays are known.
        NoBankHolidays = "no_bank_holidays",
        /// A date that comes before the one it has to follow.
        TooEarly = "too_early",
        /// An end before its start.
        Reversed = "reversed",
        /// Two breaks, two reduced periods, two pauses or two rates share days.
        Overlap = "overlap",
        /// A single payment on a day on which no payment is due.
        NotADueDate = "not_a_due_date",
        /// The reduction is all that is owed, or more.
        NothingLeft = "nothing_left",
        /// The deposit pays everything.
        DepositPaysAll = "deposit_pays_all",
        /// The plan needs more payments than the limit.
        TooManyPayments = "too_many_payments",
        /// The plan runs past the last year that is supported.
        PastLastDate = "past_last_date",
        /// No payment is due by the deadline.
        NoPaymentByDeadline = "no_payment_by_deadline",
        /// The fixed payments pay more than is owed, so nothing is left for the others.
        ChangesPayTooMuch = "changes_pay_too_much",
        /// Every payment is fixed, but together they are not what is owed.
        NothingToAdjust = "nothing_to_adjust",
        /// Rounding clears the debt before the chosen number of payments.
        RoundingTooCoarse = "rounding_too_coarse",
        /// The remainder cannot go to the first payment here.
        RemainderNotFirst = "remainder_not_first",
        /// This basis of interest does not go with the rhythm, or with pauses.
        BasisDoesNotFit = "basis_does_not_fit",
        /// A change of the rate in a plan without interest.
        NeedsInterest = "needs_interest",
        /// A day after the one it may not pass.
        TooLate = "too_late",
        /// More money was received than the plan asks for.
        PaidTooMuch = "paid_too_much",
        /// No instalment is to come, so this way of planning anew has nothing to work on.
        NothingToCome = "nothing_to_come",
        /// The payments never cover the interest, so the debt is never paid.
        InterestNotCovered = "interest_not_covered",
        /// The payments come to less than was advanced: a rate below zero.
        PaymentsBelowAdvances = "payments_below_advances",
        /// No rate makes the payments worth the advances, or more than one might.
        NoSingleRate = "no_single_rate",
        /// The annual percentage rate is above the highest that is shown.
        RateTooLarge = "rate_too_large",
    }
}

/// One thing that is wrong, where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind.
    pub code: ProblemCode,
    /// Where: `"changes[0].amount"`.
    pub path: String,
    /// What stood there, shortened to 80 characters.
    pub value: String,
    /// The limit it broke, in the contract's notation; may be empty.
    pub limit: String,
    /// The nearest value that passes, in the contract's notation, where there is one.
    pub suggestion: Option<String>,
}

impl Problem {
    /// A problem with neither limit nor suggestion.
    pub fn new(code: ProblemCode, path: impl Into<String>, value: impl Into<String>) -> Self {
        let value: String = value.into();
        let value = if value.chars().count() > 80 {
            value.chars().take(79).chain(['…']).collect()
        } else {
            value
        };
        Self {
            code,
            path: path.into(),
            value,
            limit: String::new(),
            suggestion: None,
        }
    }

    /// With the limit that was broken.
    #[must_use]
    pub fn limit(mut self, limit: impl Into<String>) -> Self {
        self.limit = limit.into();
        self
    }

    /// With the nearest value that passes.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }

    /// What to do, in plain English, for the command line and the back office. Screens have their own words.
    pub fn remedy(&self) -> String {
        use ProblemCode as C;
        let advice = match self.code {
            C::NotJson => "send one JSON object",
            C::TooLong => "send less text",
            C::Missing => "add this field",
            C::UnknownField => "take this field out, or check its spelling",
            C::WrongType => "use the type named as the limit",
            C::UnknownVersion => "use version 1",
            C::NotAllowed => "use one of the words named as the limit",
            C::NotANumber => "write a decimal number in quotes, like \"50.00\"",
            C::Negative => "leave out the sign",
            C::Zero => "use an amount above zero",
            C::TooManyDecimals => "use fewer decimals",
            C::TooLarge => "use a smaller value",
            C::TooSmall => "use a larger value",
            C::NotADate => "write a day that exists, like \"2026-12-28\", from 1970 to 2200",
            C::TooMany => "use fewer entries",
            C::Duplicate => "give each entry its own",
            C::ControlCharacters => "take out line breaks and other control characters",
            C::ExactlyOne => "give exactly one of the fields named as the limit",
            C::DayDoesNotMatch => "leave `day` out, or choose a first date that falls on it",
            C::TooClose => "choose days that lie further apart",
            C::NoBankHolidays => "use dates of the years named as the limit, or leave `working_days` out",
            C::TooEarly => "choose a later date",
            C::Reversed => "end on or after the day it starts",
            C::Overlap => "make them follow one another",
            C::NotADueDate => "use a day on which a payment is due",
            C::NothingLeft => "reduce by less than all that is owed",
            C::DepositPaysAll => "that pays it in full: use a smaller deposit",
            C::TooManyPayments => "use a larger amount, or fewer payments",
            C::PastLastDate => "finish by the year 2200",
            C::NoPaymentByDeadline => "choose a later deadline",
            C::ChangesPayTooMuch => "lower the fixed payments, or use fewer payments",
            C::NothingToAdjust => "leave at least one payment free, or hold the amount",
            C::RoundingTooCoarse => "use a smaller rounding multiple, or fewer payments",
            C::RemainderNotFirst => "let the last payment take the remainder",
            C::BasisDoesNotFit => "use a basis that counts days",
            C::NeedsInterest => "add `interest`, or take this change out",
            C::TooLate => "choose an earlier date",
            C::PaidTooMuch => "check the payments: the plan asks for less",
            C::NothingToCome => "use re_age, with new instalments",
            C::InterestNotCovered => "use a larger amount, or a lower rate of interest",
            C::PaymentsBelowAdvances => "let the payments come to what was advanced, or more",
            C::NoSingleRate => "check dates and amounts: something must be owed until the end",
            C::RateTooLarge => "check dates and amounts: no rate above the limit is shown",
        };
        match &self.suggestion {
            Some(nearest) => format!("{advice}; nearest: {nearest}"),
            None => advice.to_owned(),
        }
    }
}

/// The contract's shape: `{"code","path","value","limit","remedy"}`.
impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = serializer.serialize_struct("Problem", 5)?;
        out.serialize_field("code", self.code.as_str())?;
        out.serialize_field("path", &self.path)?;
        out.serialize_field("value", &self.value)?;
        out.serialize_field("limit", &self.limit)?;
        out.serialize_field("remedy", &self.remedy())?;
        out.end()
    }
}
