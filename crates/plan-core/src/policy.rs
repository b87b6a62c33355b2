//! A company's public rules: what it can agree without asking, by when it answers, what happens otherwise, and where free
//! advice is. They come as a file, a *policy pack*, that the company publishes and both sides can read.
//!
//! Every rule says why it is there, where it comes from and of which day that is. A pack holds from one day to another;
//! outside these days nothing of it can be read: see [`Pack::in_force`]. A limit is a fact to be shown, never a gate:
//! [`Rules::check`] answers with what a plan goes beyond, and a plan that goes beyond a limit can still be offered.

mod check;
mod read;

use serde_json::Value;

use crate::calendar::{Date, Every};
use crate::case::PersonKind;
use crate::money::{Currency, Percent};
use crate::problem::Problem;

pub use check::{Finding, FindingCode};

/// The longest text of a rule for people, in characters.
pub const MAX_POLICY_TEXT_CHARS: usize = 600;
/// The most languages of a text.
pub const MAX_LANGUAGES: usize = 20;
/// The most advisers, and the most consequences.
pub const MAX_ENTRIES: usize = 20;

/// A policy pack: the file format, version 1.
///
/// What it says is behind [`Pack::in_force`], so that no rule is used on a day for which it does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    id: String,
    pack_version: String,
    valid_from: Date,
    valid_until: Date,
    rules: Rules,
}

/// The rules of a pack that holds today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// What the pack is called.
    pub title: Words,
    /// Whose rules they are.
    pub company: Option<String>,
    /// For whom they hold.
    pub applies_to: Vec<PersonKind>,
    /// The currency of every amount.
    pub currency: Currency,
    /// What the company can agree without asking.
    pub limits: Limits,
    /// By when things happen.
    pub days: Days,
    /// Where free advice is to be had; never empty.
    pub advice: Vec<Adviser>,
    /// What can happen when nothing is agreed or paid. Shown after the options, once.
    pub consequences: Vec<Rule<Words>>,
    /// How a plan is reported to credit reference agencies.
    pub credit_file: Option<Rule<Words>>,
}

/// A rule with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule<T> {
    /// What the rule says.
    pub value: T,
    /// Why the company has it.
    pub reason: Words,
    /// Where it comes from: a law, a rule book, the company's own decision.
    pub source: String,
    /// The day of the source.
    pub dated: Date,
}

/// What the company can agree without asking anybody. A limit that is not there is not known, and not "no limit".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// The smallest regular payment, in minor units a month; other rhythms are compared by the year.
    pub smallest_monthly: Option<Rule<i64>>,
    /// The longest plan, in months from the first instalment on: 24 monthly payments are 24 months.
    pub longest_months: Option<Rule<u32>>,
    /// The first payment, in days from the day from which the plan counts.
    pub first_within_days: Option<Rule<u32>>,
    /// How often payments can be made.
    pub frequencies: Option<Rule<Vec<Every>>>,
    /// The largest reduction; where it is not there, none is offered.
    pub reduction: Option<Rule<Percent>>,
    /// The longest break, in months.
    pub break_months: Option<Rule<u32>>,
    /// The longest time of lower payments, in months.
    pub lower_months: Option<Rule<u32>>,
}

impl Limits {
    /// Whether they say anything of how much or how long: only then a plan can be said to be within them.
    pub const fn bound_the_amount(&self) -> bool {
        self.smallest_monthly.is_some() || self.longest_months.is_some()
    }
}

/// Days within which things happen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// The company answers an offer within so many days.
    pub reply_by: Option<Rule<u32>>,
    /// A plan is looked at again after so many days.
    pub review: Option<Rule<u32>>,
    /// After a call the person can say for so many days that it is not what they agreed.
    pub change_your_mind: Option<Rule<u32>>,
}

/// Where free advice is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adviser {
    /// Their name.
    pub name: String,
    /// Their telephone number, as people dial it.
    pub phone: Option<String>,
    /// Their address on the web; `https` only.
    pub web: Option<String>,
    /// For whom, or when.
    pub note: Option<Words>,
    /// Where the contact was found.
    pub source: String,
    /// On which day it was checked.
    pub dated: Date,
}

/// A text in one or more languages, by their codes; the first is the one that stands in for all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<(String, String)>);

impl Words {
    /// The text in a language, with the code of the language that it is in.
    pub fn in_language(&self, code: &str) -> (&str, &str) {
        let same = |(known, _): &&(String, String)| known.eq_ignore_ascii_case(code);
        let found = self.0.iter().find(same).or_else(|| self.0.first());
        found.map_or(("", ""), |(code, text)| (text, code))
    }
}

/// Why nothing of a pack can be used on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotInForce {
    /// It holds from that day on.
    Before(Date),
    /// That was its last day.
    After(Date),
}

impl Pack {
    /// Reads the Policy contract.
    ///
    /// # Errors
    /// Every problem of the text, in the order of the fields.
    pub fn from_json(text: &str) -> Result<Self, Vec<Problem>> {
        let value = crate::read::parse_json(text)?;
        let mut problems = Vec::new();
        match read::pack(&value, &mut problems) {
            Some(pack) if problems.is_empty() => Ok(pack),
            _ => Err(problems),
        }
    }

    /// Its id, which a [`Case`](crate::Case) names.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version, which a [`Case`](crate::Case) names.
    pub fn pack_version(&self) -> &str {
        &self.pack_version
    }

    /// The first and the last day on which it holds.
    pub const fn valid(&self) -> (Date, Date) {
        (self.valid_from, self.valid_until)
    }

    /// What it says, on a day on which it holds.
    ///
    /// # Errors
    /// On every other day: then whoever asks has to do without, and say so.
    pub fn in_force(&self, on: Date) -> Result<&Rules, NotInForce> {
        if on < self.valid_from {
            Err(NotInForce::Before(self.valid_from))
        } else if on > self.valid_until {
            Err(NotInForce::After(self.valid_until))
        } else {
            Ok(&self.rules)
        }
    }
}

/// Whether a text of a pack is a JSON object at all; for whoever sorts files.
pub fn looks_like_pack(value: &Value) -> bool {
    value.get("pack_version").is_some()
}
