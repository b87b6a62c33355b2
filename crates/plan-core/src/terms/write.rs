//! [`Terms`] → canonical JSON.

use serde_json::{Map, Value, json};

use super::{
    AfterMissed, Allocation, BreakInterest, Change, ChangeKind, Charge, Debt, DebtAfter, Deposit, EarlyPayment, Held,
    Instalments, Interest, MissedPayment, Pause, Reduction, ReductionSize, ReductionWhen, Remainder, RoundingRule,
    Terms,
};
use crate::calendar::{Calendar, Date, Every, WorkingDays, format_iso_date};
use crate::money::{Currency, Money};

pub(super) fn terms_value(terms: &Terms) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
    put("version", json!(1));
    put("currency", json!(terms.currency.code()));
    put("starts", date(terms.starts));
    put("debts", debts(&terms.debts, terms.currency));
    if let Some(allocation) = terms.allocation {
        put("allocation", json!(allocation_word(allocation)));
    }
    if let Some(value) = terms.reduction {
        put("reduction", reduction(value, terms.currency));
    }
    if let Some(value) = terms.deposit {
        put("deposit", deposit(value, terms.currency));
    }
    put("instalments", instalments(terms.instalments, terms.currency));
    if !terms.changes.is_empty() {
        put(
            "changes",
            terms.changes.iter().map(|one| change(one, terms.currency)).collect(),
        );
    }
    if !terms.charges.is_empty() {
        put("charges", charges(&terms.charges, terms.currency));
    }
    if let Some(value) = &terms.interest {
        put("interest", interest(value));
    }
    if let Some(value) = terms.early_payment {
        put("early_payment", early_payment(value));
    }
    if let Some(value) = terms.missed_payment {
        put("missed_payment", missed(value));
    }
    if let Some(value) = &terms.working_days {
        put("working_days", working_days(value));
    }
    if terms.rounding != RoundingRule::default() {
        put("rounding", rounding(terms.rounding, terms.currency));
    }
    Value::Object(map)
}

pub(super) fn date(date: Date) -> Value {
    Value::String(format_iso_date(date))
}

fn amount(minor: i64, currency: Currency) -> Value {
    Value::String(Money::from_minor(minor, currency).to_string())
}

pub(super) const fn allocation_word(allocation: Allocation) -> &'static str {
    match allocation {
        Allocation::ProRata => "pro_rata",
        Allocation::OldestFirst => "oldest_first",
        Allocation::SmallestFirst => "smallest_first",
    }
}

pub(crate) fn debts(debts: &[Debt], currency: Currency) -> Value {
    let one = |debt: &Debt| {
        let mut value = json!({ "id": debt.id, "balance": amount(debt.balance, currency) });
        if let Some(label) = &debt.label {
            value["label"] = json!(label);
        }
        if let Some(since) = debt.since {
            value["since"] = date(since);
        }
        value
    };
    debts.iter().map(one).collect()
}

pub(super) fn reduction(reduction: Reduction, currency: Currency) -> Value {
    let after = match reduction.debt_after {
        DebtAfter::Settled => "settled",
        DebtAfter::Continues => "continues",
    };
    let when = match reduction.when {
        ReductionWhen::AtStart => "at_start",
        ReductionWhen::OnCompletion => "on_completion",
    };
    match reduction.size {
        ReductionSize::Percent(percent) => {
            json!({ "percent": percent.to_string(), "when": when, "debt_after": after })
        }
        ReductionSize::Amount(minor) => {
            json!({ "amount": amount(minor, currency), "when": when, "debt_after": after })
        }
    }
}

pub(super) fn charges(charges: &[Charge], currency: Currency) -> Value {
    let one = |charge: &Charge| {
        let mut value = json!({ "id": charge.id, "due": date(charge.due), "amount": amount(charge.amount, currency) });
        if let Some(label) = &charge.label {
            value["label"] = json!(label);
        }
        value
    };
    charges.iter().map(one).collect()
}

pub(super) fn interest(interest: &Interest) -> Value {
    let mut value = json!({
        "annual_percent": interest.annual.to_string(),
        "basis": interest.basis.as_str(),
        "method": interest.method.as_str(),
    });
    if !interest.pauses.is_empty() {
        let pause = |pause: &Pause| json!({ "from": date(pause.from), "until": date(pause.until) });
        value["pauses"] = interest.pauses.iter().map(pause).collect();
    }
    value
}

pub(super) fn early_payment(early: EarlyPayment) -> Value {
    json!({ "percent": early.percent.to_string(), "by": date(early.by) })
}

pub(super) fn deposit(deposit: Deposit, currency: Currency) -> Value {
    json!({ "amount": amount(deposit.amount, currency), "due": date(deposit.due) })
}

pub(super) fn every(every: Every) -> Value {
    match every {
        Every::Weekly => json!("weekly"),
        Every::Fortnightly => json!("fortnightly"),
        Every::FourWeekly => json!("four_weekly"),
        Every::TwiceMonthly => json!("twice_monthly"),
        Every::TwiceMonthlyOn(first, second) => json!({ "twice_monthly": [first, second] }),
        Every::Monthly => json!("monthly"),
        Every::Quarterly => json!("quarterly"),
        Every::Months(months) => json!({ "months": months }),
        Every::Days(days) => json!({ "days": days }),
    }
}

pub(super) fn held(held: Held, currency: Currency) -> Value {
    match held {
        Held::Amount(minor) => json!({ "amount": amount(minor, currency) }),
        Held::Count(count) => json!({ "count": count }),
        Held::FinishBy(day) => json!({ "finish_by": date(day) }),
    }
}

fn instalments(instalments: Instalments, currency: Currency) -> Value {
    let mut value = held(instalments.held, currency);
    value["every"] = every(instalments.every);
    value["first_due"] = date(instalments.first_due);
    if let Some(day) = instalments.day {
        value["day"] = json!(day);
    }
    value
}

fn change(change: &Change, currency: Currency) -> Value {
    let mut value = change_kind(change.kind, currency);
    value["id"] = json!(change.id);
    value
}

pub(super) fn change_kind(kind: ChangeKind, currency: Currency) -> Value {
    let word = kind.as_str();
    match kind {
        ChangeKind::Reduced {
            from,
            until,
            amount: minor,
        } => {
            json!({ "kind": word, "from": date(from), "until": date(until), "amount": amount(minor, currency) })
        }
        ChangeKind::Break { from, until, interest } => {
            let interest = match interest {
                BreakInterest::Running => "running",
                BreakInterest::Paused => "paused",
            };
            json!({ "kind": word, "from": date(from), "until": date(until), "interest": interest })
        }
        ChangeKind::Step { from, amount: minor } => {
            json!({ "kind": word, "from": date(from), "amount": amount(minor, currency) })
        }
        ChangeKind::Single { due, amount: minor } => {
            json!({ "kind": word, "due": date(due), "amount": amount(minor, currency) })
        }
        ChangeKind::Rate { from, until, annual } => {
            let mut value = json!({ "kind": word, "from": date(from), "annual_percent": annual.to_string() });
            if let Some(until) = until {
                value["until"] = date(until);
            }
            value
        }
    }
}

pub(super) fn missed(missed: MissedPayment) -> Value {
    let then = match missed.then {
        AfterMissed::Append => "append",
        AfterMissed::Review => "review",
    };
    json!({ "allowed_skips_per_year": missed.allowed_skips_per_year, "then": then })
}

pub(super) fn working_days(working_days: &WorkingDays) -> Value {
    let shift = working_days.shift.as_str();
    match &working_days.calendar {
        Calendar::Division(division) => json!({ "division": division.as_str(), "move": shift }),
        Calendar::Own(holidays) => {
            let days: Vec<Value> = holidays.dates().iter().map(|day| date(*day)).collect();
            json!({ "holidays": days, "move": shift })
        }
    }
}

pub(super) fn rounding(rule: RoundingRule, currency: Currency) -> Value {
    let remainder = match rule.remainder {
        Remainder::Last => "last",
        Remainder::First => "first",
    };
    json!({ "mode": rule.mode.as_str(), "multiple_of": amount(rule.multiple_of, currency), "remainder": remainder })
}
