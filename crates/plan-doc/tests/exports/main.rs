//! What is taken away beside the document: the calendar file, the six lines and the table.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests: what is wrong ends the test"
)]

mod calendar;
#[path = "../summary/fixtures.rs"]
#[expect(dead_code, reason = "the helpers serve the tests of the page as well")]
mod fixtures;
mod laws;
mod table;
mod text;

use fixtures::{full_unsigned, small_unsigned};
use plan_core::{Case, Money, Schedule, Terms};
use plan_doc::Summary;

const MADE_AT: &str = "2026-11-23T14:21:05Z";

/// A case, its terms and their schedule.
#[derive(Debug)]
struct Plan {
    case: Case,
    terms: Terms,
    schedule: Schedule,
}

impl Plan {
    fn of(summary: Summary) -> Self {
        let Summary { case, terms, .. } = summary;
        let schedule = Schedule::derive(&terms).unwrap();
        Self { case, terms, schedule }
    }

    /// Everything the contracts have today.
    fn full() -> Self {
        Self::of(full_unsigned())
    }

    /// As little as there can be.
    fn small() -> Self {
        Self::of(small_unsigned())
    }

    /// The full plan with one text in the place of every name and reference.
    fn named(text: &str) -> Self {
        let mut plan = Self::full();
        let given = Some(text.to_owned());
        plan.case.company_ref = given.clone();
        plan.case.owed_to = given.clone();
        plan.case.person.as_mut().unwrap().name = given.clone();
        let how = plan.case.how_to_pay.as_mut().unwrap();
        how.method = given.clone();
        how.payee = given.clone();
        how.account = given.clone();
        how.reference = given;
        plan
    }

    /// The plan after its terms were changed.
    fn with(mut self, change: impl FnOnce(&mut Terms)) -> Self {
        change(&mut self.terms);
        self.case.debts = self.terms.debts.clone();
        self.schedule = Schedule::derive(&self.terms).unwrap();
        self
    }

    fn ics(&self) -> String {
        plan_doc::calendar::render_ics(&self.case, &self.terms, &self.schedule, MADE_AT, 0)
    }

    fn cancelled(&self) -> String {
        plan_doc::calendar::render_ics_cancelled(&self.case, &self.terms, &self.schedule, MADE_AT, 1)
    }

    fn csv(&self) -> String {
        plan_doc::csv::render_csv(&self.schedule)
    }

    fn lines(&self) -> String {
        let digest = plan_log::agreement_digest(&self.case, &self.terms);
        plan_doc::text::six_lines(&self.case, &self.terms, &self.schedule, digest)
    }

    fn money(&self, minor: i64) -> Money {
        self.schedule.money(minor)
    }
}

/// Names that try to be more than a name, and what is left of them on one line.
fn hostile() -> Vec<(String, String)> {
    [
        ("A, B; C: \"D\" \\ E", "A, B; C: \"D\" \\ E"),
        ("\\n\\, \\; \\", "\\n\\, \\; \\"),
        ("one\r\nBEGIN:VEVENT\r\nEND:VEVENT", "one BEGIN:VEVENT END:VEVENT"),
        ("one\rtwo\nthree\n\nfour", "one two three four"),
        ("a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f\tg", "a b c d e f g"),
        ("nul\0bell\u{7}esc\u{1b}[31mdel\u{7f}c1\u{9b}", "nulbellesc[31mdelc1"),
        ("A\u{202e}B\u{2066}C\u{2069}\u{200f}D\u{61c}", "ABCD"),
        ("محمد علي", "محمد علي"),
        ("👩‍👩‍👧 Zoë李", "👩‍👩‍👧 Zoë李"),
        ("=HYPERLINK(\"http://x\",\"y\")", "=HYPERLINK(\"http://x\",\"y\")"),
        (&"x".repeat(4_000), &"x".repeat(4_000)),
        (&"👩🏽‍🚀é,".repeat(1_000), &"👩🏽‍🚀é,".repeat(1_000)),
        (&"a b".repeat(1_333), &"a b".repeat(1_333)),
    ]
    .map(|(given, left): (&str, &str)| (given.to_owned(), left.to_owned()))
    .to_vec()
}
