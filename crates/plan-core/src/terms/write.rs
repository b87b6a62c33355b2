//! [`Terms`] → canonical JSON. Members stand in the order of their keys. The parts are shared by terms and single fields, and
//! not written out in each.

use super::{
    AfterMissed, Allocation, BreakInterest, ChangeKind, Charge, Debt, DebtAfter, Deposit, EarlyPayment, Held,
    Instalments, Interest, MissedPayment, Reduction, ReductionSize, ReductionWhen, Remainder, RoundingRule, Terms,
};
use crate::calendar::{Calendar, Every, WorkingDays};
use crate::money::Currency;
use crate::write::Json;

#[inline(never)]
pub(super) fn terms(json: &mut Json, terms: &Terms) {
    let currency = terms.currency;
    json.object();
    if let Some(allocation) = terms.allocation {
        json.key("allocation").word(allocation_word(allocation));
    }
    if !terms.changes.is_empty() {
        json.key("changes").list(&terms.changes, |json, one| {
            change_kind(json, one.kind, Some(&one.id), currency);
        });
    }
    if !terms.charges.is_empty() {
        charges(json.key("charges"), &terms.charges, currency);
    }
    json.key("currency").word(currency.code());
    debts(json.key("debts"), &terms.debts, currency);
    if let Some(value) = terms.deposit {
        deposit(json.key("deposit"), value, currency);
    }
    if let Some(value) = terms.early_payment {
        early_payment(json.key("early_payment"), value);
    }
    instalments(json.key("instalments"), terms.instalments, currency);
    if let Some(value) = &terms.interest {
        interest(json.key("interest"), value);
    }
    if let Some(value) = terms.missed_payment {
        missed(json.key("missed_payment"), value);
    }
    if let Some(value) = terms.reduction {
        reduction(json.key("reduction"), value, currency);
    }
    if terms.rounding != RoundingRule::default() {
        rounding(json.key("rounding"), terms.rounding, currency);
    }
    json.key("starts").date(terms.starts);
    json.key("version").number(1_u32);
    if let Some(value) = &terms.working_days {
        working_days(json.key("working_days"), value);
    }
    json.end();
}

pub(super) const fn allocation_word(allocation: Allocation) -> &'static str {
    match allocation {
        Allocation::ProRata => "pro_rata",
        Allocation::OldestFirst => "oldest_first",
        Allocation::SmallestFirst => "smallest_first",
    }
}

#[inline(never)]
pub(crate) fn debts(json: &mut Json, debts: &[Debt], currency: Currency) {
    json.list(debts, |json, debt| {
        json.object();
        json.key("balance").amount(debt.balance, currency);
        json.key("id").text(&debt.id);
        json.text_where("label", debt.label.as_ref());
        if let Some(since) = debt.since {
            json.key("since").date(since);
        }
        json.end();
    });
}

#[inline(never)]
pub(super) fn reduction(json: &mut Json, reduction: Reduction, currency: Currency) {
    json.object();
    if let ReductionSize::Amount(minor) = reduction.size {
        json.key("amount").amount(minor, currency);
    }
    json.key("debt_after").word(match reduction.debt_after {
        DebtAfter::Settled => "settled",
        DebtAfter::Continues => "continues",
    });
    if let ReductionSize::Percent(percent) = reduction.size {
        json.key("percent").word(&percent.to_string());
    }
    json.key("when").word(match reduction.when {
        ReductionWhen::AtStart => "at_start",
        ReductionWhen::OnCompletion => "on_completion",
    });
    json.end();
}

#[inline(never)]
pub(super) fn charges(json: &mut Json, charges: &[Charge], currency: Currency) {
    json.list(charges, |json, charge| {
        json.object();
        json.key("amount").amount(charge.amount, currency);
        json.key("due").date(charge.due);
        json.key("id").text(&charge.id);
        json.text_where("label", charge.label.as_ref());
        json.end();
    });
}

#[inline(never)]
pub(super) fn interest(json: &mut Json, interest: &Interest) {
    json.object();
    json.key("annual_percent").word(&interest.annual.to_string());
    json.key("basis").word(interest.basis.as_str());
    json.key("method").word(interest.method.as_str());
    if !interest.pauses.is_empty() {
        json.key("pauses").list(&interest.pauses, |json, pause| {
            json.object();
            json.key("from").date(pause.from);
            json.key("until").date(pause.until);
            json.end();
        });
    }
    json.end();
}

#[inline(never)]
pub(super) fn early_payment(json: &mut Json, early: EarlyPayment) {
    json.object();
    json.key("by").date(early.by);
    json.key("percent").word(&early.percent.to_string());
    json.end();
}

#[inline(never)]
pub(super) fn deposit(json: &mut Json, deposit: Deposit, currency: Currency) {
    json.object();
    json.key("amount").amount(deposit.amount, currency);
    json.key("due").date(deposit.due);
    json.end();
}

#[inline(never)]
pub(super) fn every(json: &mut Json, every: Every) {
    let word = match every {
        Every::Weekly => "weekly",
        Every::Fortnightly => "fortnightly",
        Every::FourWeekly => "four_weekly",
        Every::TwiceMonthly => "twice_monthly",
        Every::Monthly => "monthly",
        Every::Quarterly => "quarterly",
        Every::TwiceMonthlyOn(first, second) => {
            json.object();
            json.key("twice_monthly")
                .list(&[first, second], |json, day| json.number(*day));
            return json.end();
        }
        Every::Months(months) => {
            json.object();
            json.key("months").number(months);
            return json.end();
        }
        Every::Days(days) => {
            json.object();
            json.key("days").number(days);
            return json.end();
        }
    };
    json.word(word);
}

#[inline(never)]
pub(super) fn held(json: &mut Json, held: Held, currency: Currency) {
    json.object();
    match held {
        Held::Amount(minor) => json.key("amount").amount(minor, currency),
        Held::Count(count) => json.key("count").number(count),
        Held::FinishBy(day) => json.key("finish_by").date(day),
    }
    json.end();
}

#[inline(never)]
fn instalments(json: &mut Json, instalments: Instalments, currency: Currency) {
    json.object();
    match instalments.held {
        Held::Amount(minor) => json.key("amount").amount(minor, currency),
        Held::Count(count) => json.key("count").number(count),
        Held::FinishBy(_) => {}
    }
    if let Some(day) = instalments.day {
        json.key("day").number(day);
    }
    every(json.key("every"), instalments.every);
    if let Held::FinishBy(day) = instalments.held {
        json.key("finish_by").date(day);
    }
    json.key("first_due").date(instalments.first_due);
    json.end();
}

/// A change, with its id where that stands inside.
#[inline(never)]
pub(super) fn change_kind(json: &mut Json, kind: ChangeKind, id: Option<&String>, currency: Currency) {
    json.object();
    match kind {
        ChangeKind::Reduced { amount, .. } | ChangeKind::Step { amount, .. } | ChangeKind::Single { amount, .. } => {
            json.key("amount").amount(amount, currency);
        }
        ChangeKind::Rate { annual, .. } => json.key("annual_percent").word(&annual.to_string()),
        ChangeKind::Break { .. } => {}
    }
    match kind {
        ChangeKind::Single { due, .. } => json.key("due").date(due),
        ChangeKind::Reduced { from, .. }
        | ChangeKind::Break { from, .. }
        | ChangeKind::Step { from, .. }
        | ChangeKind::Rate { from, .. } => json.key("from").date(from),
    }
    json.text_where("id", id);
    if let ChangeKind::Break { interest, .. } = kind {
        json.key("interest").word(match interest {
            BreakInterest::Running => "running",
            BreakInterest::Paused => "paused",
        });
    }
    json.key("kind").word(kind.as_str());
    let until = match kind {
        ChangeKind::Reduced { until, .. } | ChangeKind::Break { until, .. } => Some(until),
        ChangeKind::Rate { until, .. } => until,
        ChangeKind::Step { .. } | ChangeKind::Single { .. } => None,
    };
    if let Some(until) = until {
        json.key("until").date(until);
    }
    json.end();
}

#[inline(never)]
pub(super) fn missed(json: &mut Json, missed: MissedPayment) {
    json.object();
    json.key("allowed_skips_per_year").number(missed.allowed_skips_per_year);
    json.key("then").word(match missed.then {
        AfterMissed::Append => "append",
        AfterMissed::Review => "review",
    });
    json.end();
}

#[inline(never)]
pub(super) fn working_days(json: &mut Json, working_days: &WorkingDays) {
    json.object();
    match &working_days.calendar {
        Calendar::Division(division) => json.key("division").word(division.as_str()),
        Calendar::Own(holidays) => json.key("holidays").list(holidays.dates(), |json, day| json.date(*day)),
    }
    json.key("move").word(working_days.shift.as_str());
    json.end();
}

#[inline(never)]
pub(super) fn rounding(json: &mut Json, rule: RoundingRule, currency: Currency) {
    json.object();
    json.key("mode").word(rule.mode.as_str());
    json.key("multiple_of").amount(rule.multiple_of, currency);
    json.key("remainder").word(match rule.remainder {
        Remainder::Last => "last",
        Remainder::First => "first",
    });
    json.end();
}
