//! What a plan goes beyond.

use super::{Rule, Rules, Words};
use crate::budget::payments_a_year;
use crate::calendar::{Date, Every, Months};
use crate::money::Percent;
use crate::problem::codes;
use crate::schedule::{RowKind, Schedule};
use crate::terms::{Change, ChangeKind, ReductionSize, Terms};

codes! {
    /// Which limit.
    pub enum FindingCode {
        /// The regular payment is below the smallest.
        PaymentBelowSmallest = "payment_below_smallest",
        /// The plan takes longer than the longest.
        LongerThanLongest = "longer_than_longest",
        /// The first payment comes later than the latest.
        FirstTooLate = "first_too_late",
        /// Payments come in a rhythm that is not offered.
        FrequencyNotOffered = "frequency_not_offered",
        /// More is let go than is offered, or none is.
        ReductionAboveOffered = "reduction_above_offered",
        /// A break is longer than the longest.
        BreakTooLong = "break_too_long",
        /// Lower payments go on for longer than the longest.
        LowerTooLong = "lower_too_long",
    }
}

/// A limit that a plan goes beyond. It can be offered all the same; whoever shows it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which limit.
    pub code: FindingCode,
    /// Where in the terms: `"instalments.amount"`.
    pub path: String,
    /// What stands there, in the contract's notation.
    pub value: String,
    /// The limit, in the contract's notation; empty where nothing is offered.
    pub limit: String,
    /// Why the limit is there, where it comes from and of which day that is; `None` where the pack offers nothing.
    pub because: Option<(Words, String, Date)>,
}

fn because<T>(rule: &Rule<T>) -> Option<(Words, String, Date)> {
    Some((rule.reason.clone(), rule.source.clone(), rule.dated))
}

/// Whether days from `from` to `last`, both of them counted, are more than so many months.
fn is_longer(from: Date, last: Date, months: u32) -> bool {
    from.checked_add_months(Months::new(months))
        .is_some_and(|after| last >= after)
}

impl Rules {
    /// Whether they hold for such a plan: the same currency.
    pub fn fits(&self, terms: &Terms) -> bool {
        self.currency == terms.currency
    }

    /// Every limit that a plan goes beyond, in the order of [`FindingCode::ALL`]; none for a plan in another currency.
    pub fn check(&self, terms: &Terms, schedule: &Schedule) -> Vec<Finding> {
        let mut found = Vec::new();
        if !self.fits(terms) {
            return found;
        }
        let limits = &self.limits;
        let every = terms.instalments.every;
        // The last payment takes the rest: it may be small in any plan.
        let level = schedule.level_payment.filter(|_| schedule.instalments > 1);
        if let (Some(rule), Some(level)) = (&limits.smallest_monthly, level) {
            let (count, span) = payments_a_year(every);
            if i128::from(level) * count < i128::from(rule.value) * 12 * span {
                found.push(Finding {
                    code: FindingCode::PaymentBelowSmallest,
                    path: "instalments.amount".to_owned(),
                    value: terms.money(level).to_string(),
                    limit: terms.money(rule.value).to_string(),
                    because: because(rule),
                });
            }
        }
        if let Some(rule) = &limits.longest_months
            && is_longer(terms.instalments.first_due, schedule.finish, rule.value)
        {
            found.push(Finding {
                code: FindingCode::LongerThanLongest,
                path: "instalments".to_owned(),
                value: crate::calendar::format_iso_date(schedule.finish),
                limit: rule.value.to_string(),
                because: because(rule),
            });
        }
        let first = schedule.rows.iter().find(|row| row.kind != RowKind::Charge);
        if let (Some(rule), Some(first)) = (&limits.first_within_days, first) {
            let days = (first.due - terms.starts).num_days();
            if days > i64::from(rule.value) {
                found.push(Finding {
                    code: FindingCode::FirstTooLate,
                    path: "instalments.first_due".to_owned(),
                    value: days.to_string(),
                    limit: rule.value.to_string(),
                    because: because(rule),
                });
            }
        }
        if let Some(rule) = &limits.frequencies
            && !rule.value.iter().any(|offered| payments_alike(*offered, every))
        {
            found.push(Finding {
                code: FindingCode::FrequencyNotOffered,
                path: "instalments.every".to_owned(),
                value: String::new(),
                limit: String::new(),
                because: because(rule),
            });
        }
        found.extend(self.reduction(terms));
        found.extend(self.changes(terms));
        found
    }

    fn reduction(&self, terms: &Terms) -> Option<Finding> {
        let reduction = terms.reduction?;
        let rule = self.limits.reduction.as_ref();
        let most = rule.map_or(0, |rule| {
            ReductionSize::Percent(rule.value).of(terms.balance(), terms.rounding.mode)
        });
        let asked = terms.reduction_amount();
        (asked > most).then(|| Finding {
            code: FindingCode::ReductionAboveOffered,
            path: match reduction.size {
                ReductionSize::Percent(_) => "reduction.percent".to_owned(),
                ReductionSize::Amount(_) => "reduction.amount".to_owned(),
            },
            value: terms.money(asked).to_string(),
            limit: rule.map_or_else(String::new, |rule| percent(rule.value)),
            because: rule.and_then(because),
        })
    }

    fn changes(&self, terms: &Terms) -> Vec<Finding> {
        let too_long = |code, rule: &Option<Rule<u32>>, index: usize, from: Date, until: Date| {
            let rule = rule.as_ref()?;
            is_longer(from, until, rule.value).then(|| Finding {
                code,
                path: format!("changes[{index}].until"),
                value: crate::calendar::format_iso_date(until),
                limit: rule.value.to_string(),
                because: because(rule),
            })
        };
        let mut breaks = Vec::new();
        let mut lower = Vec::new();
        for (index, Change { kind, .. }) in terms.changes.iter().enumerate() {
            match *kind {
                ChangeKind::Break { from, until, .. } => {
                    breaks.extend(too_long(
                        FindingCode::BreakTooLong,
                        &self.limits.break_months,
                        index,
                        from,
                        until,
                    ));
                }
                ChangeKind::Reduced { from, until, .. } => {
                    lower.extend(too_long(
                        FindingCode::LowerTooLong,
                        &self.limits.lower_months,
                        index,
                        from,
                        until,
                    ));
                }
                ChangeKind::Step { .. } | ChangeKind::Single { .. } | ChangeKind::Rate { .. } => {}
            }
        }
        breaks.append(&mut lower);
        breaks
    }
}

/// Whether two rhythms come to the same: every 4 weeks is every 28 days.
fn payments_alike(one: Every, next: Every) -> bool {
    let twice = |every| matches!(every, Every::TwiceMonthly | Every::TwiceMonthlyOn(..));
    (one.counts_days(), one.counts_months()) == (next.counts_days(), next.counts_months()) && twice(one) == twice(next)
}

fn percent(percent: Percent) -> String {
    percent.to_string()
}
