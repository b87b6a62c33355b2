//! JSON → [`Terms`].

use serde_json::Value;

use super::check::{Parts, check};
use super::{
    AfterMissed, Allocation, Basis, BreakInterest, Change, ChangeKind, Charge, Debt, DebtAfter, Deposit, EarlyPayment,
    Held, Instalments, Interest, Method, MissedPayment, Pause, Reduction, ReductionSize, ReductionWhen, Remainder,
    RoundingRule, Terms,
};
use crate::calendar::{Calendar, Date, Division, Every, Holidays, MAX_HOLIDAYS, Move, WorkingDays};
use crate::money::{Currency, Rounding};
use crate::problem::{Problem, ProblemCode as C};
use crate::read::{Field, Object};
use crate::{MAX_CHANGES, MAX_DEBTS, MAX_PAYMENTS};

/// Terms whose fields could all be read, with the problems between them; or every problem of the fields that
/// could not, with those between the fields that could.
pub(super) fn read_terms(value: &Value, path: &str) -> (Option<Terms>, Vec<Problem>) {
    let mut problems = Vec::new();
    let read = read_parts(value, path, &mut problems);
    let mut between = check(&read.parts());
    for problem in &mut between {
        problem.path = join(path, &problem.path);
    }
    problems.extend(between);
    let terms = read.terms();
    // A stable sort by the contract's order of fields puts both kinds together.
    let rank = |problem: &Problem| {
        let inner = problem.path.strip_prefix(path).unwrap_or(&problem.path);
        super::order::rank(inner.trim_start_matches('.'))
    };
    crate::sort_by(&mut problems, |a, b| rank(a).cmp(&rank(b)));
    (terms, problems)
}

pub(super) fn read_working_terms(value: &Value, path: &str) -> Result<Terms, Vec<Problem>> {
    let mut problems = Vec::new();
    match read_parts(value, path, &mut problems).terms() {
        Some(terms) if problems.is_empty() => Ok(terms),
        _ => Err(problems),
    }
}

fn join(path: &str, inner: &str) -> String {
    if path.is_empty() {
        inner.to_owned()
    } else {
        format!("{path}.{inner}")
    }
}

/// The fields of terms, as far as they could be read.
#[derive(Default)]
struct Read {
    currency: Option<Currency>,
    starts: Option<Date>,
    debts: Option<Vec<Debt>>,
    allocation: Option<Allocation>,
    reduction: Option<Reduction>,
    deposit: Option<Deposit>,
    instalments: Option<Instalments>,
    changes: Option<Vec<Change>>,
    charges: Option<Vec<Charge>>,
    /// Whether it is there, and whether it could be read.
    interest: Option<Option<Interest>>,
    early_payment: Option<EarlyPayment>,
    missed_payment: Option<MissedPayment>,
    working_days: Option<WorkingDays>,
    rounding: Option<RoundingRule>,
}

impl Read {
    /// What can be checked of it. Interest that could not be read is interest all the same: a rate change beside it is no
    /// problem of its own.
    fn parts(&self) -> Parts<'_> {
        Parts {
            currency: self.currency,
            starts: self.starts,
            debts: self.debts.as_deref(),
            allocation: self.allocation,
            reduction: self.reduction,
            deposit: self.deposit,
            instalments: self.instalments,
            changes: self.changes.as_deref().unwrap_or_default(),
            charges: self.charges.as_deref().unwrap_or_default(),
            has_interest: self.interest.is_some(),
            interest: self.interest.as_ref().and_then(Option::as_ref),
            early_payment: self.early_payment,
            working_days: self.working_days.as_ref(),
            rounding: self.rounding.unwrap_or_default(),
        }
    }

    /// The terms, where nothing that they need is missing.
    fn terms(self) -> Option<Terms> {
        Some(Terms {
            currency: self.currency?,
            starts: self.starts?,
            debts: self.debts?,
            allocation: self.allocation,
            reduction: self.reduction,
            deposit: self.deposit,
            instalments: self.instalments?,
            changes: self.changes?,
            charges: self.charges?,
            interest: self.interest.flatten(),
            early_payment: self.early_payment,
            missed_payment: self.missed_payment,
            working_days: self.working_days,
            rounding: self.rounding?,
        })
    }
}

fn read_parts(value: &Value, path: &str, problems: &mut Vec<Problem>) -> Read {
    let mut read = Read::default();
    let Some(mut object) = Object::open(value, path, problems) else {
        return read;
    };
    read_version(&mut object, problems);
    read.currency = object
        .required("currency", problems)
        .and_then(|field| read_currency(&field, problems));
    // Amounts can only be read once their currency is known; pounds stand in so that other problems still show.
    let money = read.currency.unwrap_or(Currency::GBP);
    read.starts = object
        .required("starts", problems)
        .and_then(|field| field.date(problems));
    read.debts = object
        .required("debts", problems)
        .and_then(|field| read_debts(&field, money, problems));
    read.allocation = object
        .optional("allocation")
        .and_then(|field| read_allocation(&field, problems));
    read.reduction = object
        .optional("reduction")
        .and_then(|field| read_reduction(&field, money, problems));
    read.deposit = object
        .optional("deposit")
        .and_then(|field| read_deposit(&field, money, problems));
    read.instalments = object
        .required("instalments", problems)
        .and_then(|field| read_instalments(&field, money, problems));
    read.changes = match object.optional("changes") {
        Some(field) => read_changes(&field, money, problems),
        None => Some(Vec::new()),
    };
    read.charges = match object.optional("charges") {
        Some(field) => read_charges(&field, money, problems),
        None => Some(Vec::new()),
    };
    read.interest = object.optional("interest").map(|field| read_interest(&field, problems));
    read.early_payment = object
        .optional("early_payment")
        .and_then(|field| read_early_payment(&field, problems));
    read.missed_payment = object
        .optional("missed_payment")
        .and_then(|field| read_missed(&field, problems));
    read.working_days = object
        .optional("working_days")
        .and_then(|field| read_working_days(&field, problems));
    read.rounding = match object.optional("rounding") {
        Some(field) => read_rounding(&field, money, problems),
        None => Some(RoundingRule::default()),
    };
    object.close(problems);
    read
}

pub(crate) fn read_version(object: &mut Object<'_>, problems: &mut Vec<Problem>) {
    if let Some(field) = object.required("version", problems)
        && field.value.as_u64() != Some(1)
    {
        problems.push(field.problem(C::UnknownVersion).limit("1"));
    }
}

pub(crate) fn read_currency(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Currency> {
    let currency = Currency::parse(field.raw_text(problems)?);
    if currency.is_none() {
        problems.push(field.problem(C::NotAllowed).limit("an ISO 4217 code, like GBP"));
    }
    currency
}

pub(crate) fn read_debts(field: &Field<'_>, currency: Currency, problems: &mut Vec<Problem>) -> Option<Vec<Debt>> {
    let mut ids = Vec::new();
    let debts = field.objects(MAX_DEBTS, problems, |object, problems| {
        let id = object.unique_id(&mut ids, problems);
        let label = object.optional("label").and_then(|field| field.text(problems));
        let balance = object
            .required("balance", problems)
            .and_then(|field| field.positive_amount(currency, problems));
        let since = object.optional("since").and_then(|field| field.date(problems));
        Some(Debt {
            id: id?,
            label,
            balance: balance?,
            since,
        })
    })?;
    if debts.is_empty() {
        problems.push(Problem::new(C::Missing, format!("{}[0]", field.path), ""));
        return None;
    }
    Some(debts)
}

pub(super) fn read_reduction(field: &Field<'_>, currency: Currency, problems: &mut Vec<Problem>) -> Option<Reduction> {
    let mut object = field.object(problems)?;
    let percent = object.optional("percent");
    let amount = object.optional("amount");
    let size = match (percent, amount) {
        (Some(field), None) => field.percent(problems).map(ReductionSize::Percent),
        (None, Some(field)) => field.positive_amount(currency, problems).map(ReductionSize::Amount),
        _ => {
            problems.push(field.problem(C::ExactlyOne).limit("percent, amount"));
            None
        }
    };
    let when = match object.optional("when") {
        Some(field) => field.word(
            &[
                ("at_start", ReductionWhen::AtStart),
                ("on_completion", ReductionWhen::OnCompletion),
            ],
            problems,
        ),
        None => Some(ReductionWhen::AtStart),
    };
    let debt_after = match object.optional("debt_after") {
        Some(field) => field.word(
            &[("settled", DebtAfter::Settled), ("continues", DebtAfter::Continues)],
            problems,
        ),
        None => Some(DebtAfter::Settled),
    };
    object.close(problems);
    Some(Reduction {
        size: size?,
        when: when?,
        debt_after: debt_after?,
    })
}

pub(super) fn read_deposit(field: &Field<'_>, currency: Currency, problems: &mut Vec<Problem>) -> Option<Deposit> {
    let mut object = field.object(problems)?;
    let amount = object
        .required("amount", problems)
        .and_then(|field| field.positive_amount(currency, problems));
    let due = object.required("due", problems).and_then(|field| field.date(problems));
    object.close(problems);
    Some(Deposit {
        amount: amount?,
        due: due?,
    })
}

fn read_instalments(field: &Field<'_>, currency: Currency, problems: &mut Vec<Problem>) -> Option<Instalments> {
    let mut object = field.object(problems)?;
    let every = object
        .required("every", problems)
        .and_then(|field| read_every(&field, problems));
    let first_due = object
        .required("first_due", problems)
        .and_then(|field| field.date(problems));
    let day = object
        .optional("day")
        .map(|field| field.whole(1, 31, problems).and_then(|day| u8::try_from(day).ok()));
    let held = read_held(&mut object, field, currency, problems);
    object.close(problems);
    Some(Instalments {
        every: every?,
        first_due: first_due?,
        day: day.map_or(Some(None), |day| day.map(Some))?,
        held: held?,
    })
}

/// Exactly one of amount, count and deadline.
pub(super) fn read_held(
    object: &mut Object<'_>,
    field: &Field<'_>,
    currency: Currency,
    problems: &mut Vec<Problem>,
) -> Option<Held> {
    let chosen: Vec<(&str, Field<'_>)> = ["amount", "count", "finish_by"]
        .into_iter()
        .filter_map(|key| object.optional(key).map(|field| (key, field)))
        .collect();
    match chosen.as_slice() {
        [("amount", field)] => field.positive_amount(currency, problems).map(Held::Amount),
        [("count", field)] => field.whole(1, MAX_PAYMENTS, problems).map(Held::Count),
        [(_, field)] => field.date(problems).map(Held::FinishBy),
        several => {
            let keys: Vec<&str> = several.iter().map(|(key, _)| *key).collect();
            let code = if keys.is_empty() { C::Missing } else { C::ExactlyOne };
            let limit = "amount, count, finish_by";
            problems.push(Problem::new(code, field.path.clone(), keys.join(", ")).limit(limit));
            None
        }
    }
}

pub(crate) fn read_every(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Every> {
    const WORDS: [(&str, Every); 6] = [
        ("weekly", Every::Weekly),
        ("fortnightly", Every::Fortnightly),
        ("four_weekly", Every::FourWeekly),
        ("twice_monthly", Every::TwiceMonthly),
        ("monthly", Every::Monthly),
        ("quarterly", Every::Quarterly),
    ];
    if field.value.is_string() {
        return field.word(&WORDS, problems);
    }
    let mut object = field.object_beside_word(problems)?;
    let days = object.optional("twice_monthly");
    let months = object.optional("months");
    let count = object.optional("days");
    let every = match (days, months, count) {
        (Some(pair), None, None) => {
            let entries = pair.list(2, problems)?;
            let days: Vec<u8> = entries
                .iter()
                .filter_map(|day| day.whole(1, 31, problems))
                .filter_map(|day| u8::try_from(day).ok())
                .collect();
            match (days.as_slice(), entries.len()) {
                ([first, second], 2) => Some(Every::TwiceMonthlyOn((*first).min(*second), (*first).max(*second))),
                (_, 2) => None,
                _ => {
                    problems.push(pair.problem(C::TooSmall).limit("2 days"));
                    None
                }
            }
        }
        (None, Some(months), None) => months
            .whole(1, 12, problems)
            .and_then(|months| u8::try_from(months).ok())
            .map(Every::Months),
        (None, None, Some(days)) => days
            .whole(1, 366, problems)
            .and_then(|days| u16::try_from(days).ok())
            .map(Every::Days),
        _ => {
            problems.push(field.problem(C::ExactlyOne).limit("twice_monthly, months, days"));
            None
        }
    };
    object.close(problems);
    every
}

fn read_changes(field: &Field<'_>, currency: Currency, problems: &mut Vec<Problem>) -> Option<Vec<Change>> {
    let mut ids = Vec::new();
    field.objects(MAX_CHANGES, problems, |object, problems| {
        let id = object.unique_id(&mut ids, problems);
        let kind = read_change_kind(object, currency, problems);
        Some(Change { id: id?, kind: kind? })
    })
}

/// What changes have besides id and kind; of a change of no known kind, none of these is called unknown.
const CHANGE_FIELDS: [&str; 6] = ["from", "until", "due", "amount", "interest", "annual_percent"];

pub(super) fn read_change_kind(
    object: &mut Object<'_>,
    currency: Currency,
    problems: &mut Vec<Problem>,
) -> Option<ChangeKind> {
    let Some(kind) = object.required("kind", problems) else {
        object.allow(&CHANGE_FIELDS);
        return None;
    };
    let words = [
        ("reduced", "reduced"),
        ("break", "break"),
        ("step", "step"),
        ("single", "single"),
        ("rate", "rate"),
    ];
    let Some(word) = kind.word(&words, problems) else {
        object.allow(&CHANGE_FIELDS);
        return None;
    };
    let mut date =
        |key, problems: &mut Vec<Problem>| object.required(key, problems).and_then(|field| field.date(problems));
    match word {
        "reduced" => {
            let (from, until) = (date("from", problems), date("until", problems));
            let amount = object
                .required("amount", problems)
                .and_then(|field| field.positive_amount(currency, problems));
            Some(ChangeKind::Reduced {
                from: from?,
                until: until?,
                amount: amount?,
            })
        }
        "break" => {
            let (from, until) = (date("from", problems), date("until", problems));
            let interest = match object.optional("interest") {
                Some(field) => field.word(
                    &[("running", BreakInterest::Running), ("paused", BreakInterest::Paused)],
                    problems,
                ),
                None => Some(BreakInterest::Running),
            };
            Some(ChangeKind::Break {
                from: from?,
                until: until?,
                interest: interest?,
            })
        }
        "step" => {
            let from = date("from", problems);
            let amount = object
                .required("amount", problems)
                .and_then(|field| field.positive_amount(currency, problems));
            Some(ChangeKind::Step {
                from: from?,
                amount: amount?,
            })
        }
        "single" => {
            let due = date("due", problems);
            let amount = object
                .required("amount", problems)
                .and_then(|field| field.positive_amount(currency, problems));
            Some(ChangeKind::Single {
                due: due?,
                amount: amount?,
            })
        }
        _ => {
            let from = date("from", problems);
            let until = object
                .optional("until")
                .map(|field| field.date(problems))
                .map_or(Some(None), |day| day.map(Some));
            let annual = object
                .required("annual_percent", problems)
                .and_then(|field| field.rate(problems));
            Some(ChangeKind::Rate {
                from: from?,
                until: until?,
                annual: annual?,
            })
        }
    }
}

pub(crate) fn read_allocation(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Allocation> {
    field.word(
        &[
            ("pro_rata", Allocation::ProRata),
            ("oldest_first", Allocation::OldestFirst),
            ("smallest_first", Allocation::SmallestFirst),
        ],
        problems,
    )
}

pub(super) fn read_charges(field: &Field<'_>, currency: Currency, problems: &mut Vec<Problem>) -> Option<Vec<Charge>> {
    let mut ids = Vec::new();
    field.objects(MAX_CHANGES, problems, |object, problems| {
        let id = object.unique_id(&mut ids, problems);
        let due = object.required("due", problems).and_then(|field| field.date(problems));
        let amount = object
            .required("amount", problems)
            .and_then(|field| field.positive_amount(currency, problems));
        let label = object.optional("label").and_then(|field| field.text(problems));
        Some(Charge {
            id: id?,
            due: due?,
            amount: amount?,
            label,
        })
    })
}

pub(super) fn read_interest(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Interest> {
    let mut object = field.object(problems)?;
    let annual = object
        .required("annual_percent", problems)
        .and_then(|field| field.rate(problems));
    let basis = object
        .required("basis", problems)
        .and_then(|field| field.word(&Basis::ALL.map(|basis| (basis.as_str(), basis)), problems));
    let methods = [Method::Reducing, Method::Flat];
    let method = match object.optional("method") {
        Some(field) => field.word(&methods.map(|method| (method.as_str(), method)), problems),
        None => Some(Method::Reducing),
    };
    let pauses = match object.optional("pauses") {
        Some(field) => read_pauses(&field, problems),
        None => Some(Vec::new()),
    };
    object.close(problems);
    Some(Interest {
        annual: annual?,
        basis: basis?,
        method: method?,
        pauses: pauses?,
    })
}

fn read_pauses(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Vec<Pause>> {
    field.objects(MAX_CHANGES, problems, |object, problems| {
        let mut date = |key| object.required(key, problems).and_then(|field| field.date(problems));
        let (from, until) = (date("from"), date("until"));
        Some(Pause {
            from: from?,
            until: until?,
        })
    })
}

pub(super) fn read_early_payment(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<EarlyPayment> {
    let mut object = field.object(problems)?;
    let percent = object
        .required("percent", problems)
        .and_then(|field| field.percent(problems));
    let by = object.required("by", problems).and_then(|field| field.date(problems));
    object.close(problems);
    Some(EarlyPayment {
        percent: percent?,
        by: by?,
    })
}

pub(super) fn read_missed(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<MissedPayment> {
    let mut object = field.object(problems)?;
    let skips = match object.optional("allowed_skips_per_year") {
        Some(field) => field.whole(0, 366, problems),
        None => Some(0),
    };
    let then = object.required("then", problems).and_then(|field| {
        field.word(
            &[("append", AfterMissed::Append), ("review", AfterMissed::Review)],
            problems,
        )
    });
    object.close(problems);
    Some(MissedPayment {
        allowed_skips_per_year: skips?,
        then: then?,
    })
}

pub(crate) fn read_working_days(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<WorkingDays> {
    let mut object = field.object(problems)?;
    let divisions = [Division::EnglandAndWales, Division::Scotland, Division::NorthernIreland];
    let moves = [Move::None, Move::Following, Move::Preceding, Move::ModifiedFollowing];
    let calendar = match (object.optional("division"), object.optional("holidays")) {
        (Some(field), None) => field
            .word(&divisions.map(|division| (division.as_str(), division)), problems)
            .map(Calendar::Division),
        (None, Some(field)) => read_holidays(&field, problems).map(Calendar::Own),
        (None, None) => {
            problems.push(Problem::new(C::Missing, object.path("division"), "").limit("division, holidays"));
            None
        }
        (Some(_), Some(_)) => {
            problems.push(
                Problem::new(C::ExactlyOne, field.path.clone(), "division, holidays").limit("division, holidays"),
            );
            None
        }
    };
    let shift = object
        .required("move", problems)
        .and_then(|field| field.word(&moves.map(|shift| (shift.as_str(), shift)), problems));
    object.close(problems);
    Some(WorkingDays {
        calendar: calendar?,
        shift: shift?,
    })
}

/// Days in any order, none of them twice.
fn read_holidays(field: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Holidays> {
    let entries = field.list(MAX_HOLIDAYS, problems)?;
    let wanted = entries.len();
    let mut days: Vec<Date> = Vec::with_capacity(wanted);
    for entry in entries {
        let Some(day) = entry.date(problems) else { continue };
        if days.contains(&day) {
            problems.push(entry.problem(C::Duplicate));
        }
        days.push(day);
    }
    crate::sort_by(&mut days, Ord::cmp);
    (days.len() == wanted).then(|| Holidays::new(&days)).flatten()
}

pub(super) fn read_rounding(
    field: &Field<'_>,
    currency: Currency,
    problems: &mut Vec<Problem>,
) -> Option<RoundingRule> {
    let mut object = field.object(problems)?;
    let default = RoundingRule::default();
    let modes = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down];
    let mode = match object.optional("mode") {
        Some(field) => field.word(&modes.map(|mode| (mode.as_str(), mode)), problems),
        None => Some(default.mode),
    };
    let multiple_of = match object.optional("multiple_of") {
        Some(field) => field.positive_amount(currency, problems),
        None => Some(default.multiple_of),
    };
    let remainder = match object.optional("remainder") {
        Some(field) => field.word(&[("last", Remainder::Last), ("first", Remainder::First)], problems),
        None => Some(default.remainder),
    };
    object.close(problems);
    Some(RoundingRule {
        mode: mode?,
        multiple_of: multiple_of?,
        remainder: remainder?,
    })
}
