//! Problems between the fields of the terms.

use super::order::rank;
use super::{
    Allocation, Basis, Change, ChangeKind, Charge, Debt, Deposit, EarlyPayment, Held, Instalments, Interest, Pause,
    Reduction, RoundingRule, Terms,
};
use crate::calendar::{Date, DueDates, DueDatesError, Every, WorkingDays, format_iso_date};
use crate::money::{Currency, Money};
use crate::problem::{Problem, ProblemCode as C};

/// The parts of terms, as far as they could be read.
#[derive(Default)]
pub(crate) struct Parts<'t> {
    pub(crate) currency: Option<Currency>,
    pub(crate) starts: Option<Date>,
    pub(crate) debts: Option<&'t [Debt]>,
    pub(crate) allocation: Option<Allocation>,
    pub(crate) reduction: Option<Reduction>,
    pub(crate) deposit: Option<Deposit>,
    pub(crate) instalments: Option<Instalments>,
    pub(crate) changes: &'t [Change],
    pub(crate) charges: &'t [Charge],
    /// Whether there is an `interest` at all, readable or not.
    pub(crate) has_interest: bool,
    pub(crate) interest: Option<&'t Interest>,
    pub(crate) early_payment: Option<EarlyPayment>,
    pub(crate) working_days: Option<&'t WorkingDays>,
    pub(crate) rounding: RoundingRule,
}

impl<'t> Parts<'t> {
    pub(crate) fn of(terms: &'t Terms) -> Self {
        Self {
            currency: Some(terms.currency),
            starts: Some(terms.starts),
            debts: Some(&terms.debts),
            allocation: terms.allocation,
            reduction: terms.reduction,
            deposit: terms.deposit,
            instalments: Some(terms.instalments),
            changes: &terms.changes,
            charges: &terms.charges,
            has_interest: terms.interest.is_some(),
            interest: terms.interest.as_ref(),
            early_payment: terms.early_payment,
            working_days: terms.working_days.as_ref(),
            rounding: terms.rounding,
        }
    }
}

/// Every problem between the parts, in the order of the fields.
pub(crate) fn check(parts: &Parts<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_debts(parts, &mut problems);
    let dates = parts
        .instalments
        .and_then(|instalments| check_due_dates(instalments, &mut problems));
    let first_due = check_order(parts, &mut problems);
    if let (Some(instalments), Some(first)) = (parts.instalments, first_due)
        && let Held::FinishBy(deadline) = instalments.held
        && deadline < first
    {
        let problem = Problem::new(
            C::NoPaymentByDeadline,
            "instalments.finish_by",
            format_iso_date(deadline),
        );
        problems.push(problem.limit(format_iso_date(first)).suggest(format_iso_date(first)));
    }
    check_changes(parts.changes, dates.as_ref(), parts.has_interest, &mut problems);
    check_interest(parts, &mut problems);
    check_days_after_start(parts, &mut problems);
    if let (Some(_), Some(instalments)) = (parts.working_days, parts.instalments) {
        problems.extend(short_days_problem(instalments.every, "instalments."));
    }
    crate::sort_by(&mut problems, |a, b| rank(&a.path).cmp(&rank(&b.path)));
    problems
}

fn check_debts(parts: &Parts<'_>, problems: &mut Vec<Problem>) {
    let Some(debts) = parts.debts else { return };
    if parts.allocation == Some(Allocation::OldestFirst) && debts.len() > 1 {
        for (index, _) in debts.iter().enumerate().filter(|(_, debt)| debt.since.is_none()) {
            let problem = Problem::new(C::Missing, format!("debts[{index}].since"), "");
            problems.push(problem.limit("a date, for oldest_first"));
        }
    }
    let money = |minor: i64| Money::from_minor(minor, parts.currency.unwrap_or(Currency::GBP)).to_string();
    let balance = debts.iter().fold(0_i64, |sum, debt| sum.saturating_add(debt.balance));
    let reduced = parts
        .reduction
        .map_or(0, |reduction| reduction.size.of(balance, parts.rounding.mode));
    if reduced >= balance {
        let limit = format!("below {}", money(balance));
        problems.push(Problem::new(C::NothingLeft, "reduction", money(reduced)).limit(limit));
        return;
    }
    let owed = balance - reduced;
    if let Some(deposit) = parts.deposit
        && deposit.amount >= owed
    {
        let limit = format!("below {}", money(owed));
        problems.push(Problem::new(C::DepositPaysAll, "deposit.amount", money(deposit.amount)).limit(limit));
    }
}

fn check_due_dates(instalments: Instalments, problems: &mut Vec<Problem>) -> Option<DueDates> {
    match DueDates::new(instalments.first_due, instalments.day, instalments.every) {
        Ok(dates) => Some(dates),
        Err(error) => {
            let mut problem = due_dates_problem(error, "instalments.");
            if let (C::DayDoesNotMatch, Some(day)) = (problem.code, instalments.day) {
                problem.value = day.to_string();
            }
            problems.push(problem);
            None
        }
    }
}

/// Says what [`DueDates::new`] refused; `at` is the path of the fields, with its point.
pub(crate) fn due_dates_problem(error: DueDatesError, at: &str) -> Problem {
    let path = |field: &str| format!("{at}{field}");
    match error {
        DueDatesError::DayWithoutMonths => Problem::new(C::DayDoesNotMatch, path("day"), ""),
        DueDatesError::DayDoesNotMatch { day, first_due } => {
            Problem::new(C::DayDoesNotMatch, path("day"), day.to_string()).limit(format_iso_date(first_due))
        }
        DueDatesError::MonthsOutOfRange { months } => {
            Problem::new(C::TooLarge, path("every.months"), months.to_string()).limit("1 to 12")
        }
        DueDatesError::DaysOutOfRange { days } => {
            Problem::new(C::TooLarge, path("every.days"), days.to_string()).limit("1 to 366")
        }
        DueDatesError::TwiceMonthlyTooClose { first, second } => {
            Problem::new(C::TooClose, path("every.twice_monthly"), format!("{first}, {second}")).limit("10 days apart")
        }
        DueDatesError::NotOnTwiceMonthlyDay {
            first_due,
            first,
            second,
        } => Problem::new(C::NotADueDate, path("first_due"), format_iso_date(first_due))
            .limit(format!("day {first} or {second}")),
    }
}

/// With working days, payments less than a week apart could fall on the same day.
pub(crate) fn short_days_problem(every: Every, at: &str) -> Option<Problem> {
    match every {
        Every::Days(days) if days < 7 => {
            let problem = Problem::new(C::TooSmall, format!("{at}every.days"), days.to_string());
            Some(problem.limit("7 to 366, with working_days").suggest("7"))
        }
        _ => None,
    }
}

/// `starts` ≤ deposit < first payment, after moves. Gives the moved first payment.
fn check_order(parts: &Parts<'_>, problems: &mut Vec<Problem>) -> Option<Date> {
    let rule = parts.working_days;
    let mut moved = |date: Date, path: &str| {
        let moved = move_date(rule, date);
        if moved.is_none() {
            let years = rule.map(|rule| rule.calendar.known_years()).unwrap_or_default();
            problems.push(Problem::new(C::NoBankHolidays, path, format_iso_date(date)).limit(years));
        }
        moved
    };
    let deposit = parts
        .deposit
        .and_then(|deposit| Some((deposit.due, moved(deposit.due, "deposit.due")?)));
    let first = parts.instalments.and_then(|instalments| {
        let moved = moved(instalments.first_due, "instalments.first_due")?;
        Some((instalments, moved))
    });
    if let (Some((nominal, due)), Some(starts)) = (deposit, parts.starts)
        && due < starts
    {
        let nearest = nearest_from(starts, rule, |_| true);
        problems.push(too_early("deposit.due", nominal, starts, nearest));
    }
    let after_deposit = deposit.and_then(|(_, due)| due.succ_opt());
    if let (Some((instalments, due)), Some(earliest)) = (first, parts.starts.max(after_deposit))
        && due < earliest
    {
        let fits = |date| DueDates::new(date, instalments.day, instalments.every).is_ok();
        let nearest = nearest_from(earliest, rule, fits);
        problems.push(too_early(
            "instalments.first_due",
            instalments.first_due,
            earliest,
            nearest,
        ));
    }
    first.map(|(_, due)| due)
}

fn too_early(path: &str, date: Date, earliest: Date, nearest: Option<Date>) -> Problem {
    let mut problem = Problem::new(C::TooEarly, path, format_iso_date(date)).limit(format_iso_date(earliest));
    problem.suggestion = nearest.map(format_iso_date);
    problem
}

/// The first day from `earliest` on that is not moved before it and that `fits`. Two months hold every day of
/// the month that a rhythm may ask for.
fn nearest_from(earliest: Date, rule: Option<&WorkingDays>, fits: impl Fn(Date) -> bool) -> Option<Date> {
    let stays = |date: &Date| move_date(rule, *date).is_some_and(|moved| moved >= earliest);
    earliest.iter_days().take(62).find(|date| stays(date) && fits(*date))
}

/// The day on which a payment due on `date` is made; `None` where nobody knows the holidays of that year.
#[inline]
pub(crate) fn move_date(working_days: Option<&WorkingDays>, date: Date) -> Option<Date> {
    working_days.map_or(Some(date), |rule| rule.move_date(date))
}

/// What the interest's own fields ask of each other and of the rhythm.
fn check_interest(parts: &Parts<'_>, problems: &mut Vec<Problem>) {
    let Some(interest) = parts.interest else { return };
    if interest.basis == Basis::Period {
        let every_days = parts
            .instalments
            .is_some_and(|instalments| matches!(instalments.every, Every::Days(_)));
        if every_days {
            let problem = Problem::new(C::BasisDoesNotFit, "interest.basis", Basis::Period.as_str());
            problems.push(
                problem
                    .limit("actual/365, actual/360, 30/360")
                    .suggest(Basis::Actual365.as_str()),
            );
        }
        if !interest.pauses.is_empty() {
            let count = interest.pauses.len().to_string();
            let problem = Problem::new(C::BasisDoesNotFit, "interest.pauses", count);
            problems.push(problem.limit("no pauses with basis period"));
        }
    }
    for (index, pause) in interest.pauses.iter().enumerate() {
        let path = |field: &str| format!("interest.pauses[{index}].{field}");
        let earlier = interest.pauses.get(..index).unwrap_or_default();
        let shares = |other: &&Pause| pause.from <= other.until && other.from <= pause.until;
        if pause.until < pause.from {
            let first = format_iso_date(pause.from);
            let problem = Problem::new(C::Reversed, path("until"), format_iso_date(pause.until));
            problems.push(problem.limit(first.clone()).suggest(first));
        } else if let Some(other) = earlier.iter().find(shares) {
            let problem = Problem::new(C::Overlap, path("from"), format_iso_date(pause.from));
            problems.push(problem.limit(format!("after {}", format_iso_date(other.until))));
        }
    }
}

/// Charges and the day of an early payment do not come before the plan begins.
fn check_days_after_start(parts: &Parts<'_>, problems: &mut Vec<Problem>) {
    let Some(starts) = parts.starts else { return };
    let charges = parts.charges.iter().enumerate();
    let charges = charges.map(|(index, charge)| (format!("charges[{index}].due"), charge.due));
    let early = parts
        .early_payment
        .map(|early| ("early_payment.by".to_owned(), early.by));
    for (path, day) in charges.chain(early) {
        if day < starts {
            problems.push(too_early(&path, day, starts, Some(starts)));
        }
    }
}

fn check_changes(changes: &[Change], dates: Option<&DueDates>, has_interest: bool, problems: &mut Vec<Problem>) {
    for (index, change) in changes.iter().enumerate() {
        let path = |field: &str| format!("changes[{index}].{field}");
        let earlier = changes.get(..index).unwrap_or_default();
        match change.kind {
            ChangeKind::Reduced { from, until, .. } | ChangeKind::Break { from, until, .. } => {
                if until < from {
                    let first = format_iso_date(from);
                    let problem = Problem::new(C::Reversed, path("until"), format_iso_date(until));
                    problems.push(problem.limit(first.clone()).suggest(first));
                } else if let Some(other) = earlier.iter().find(|other| shares_days(&change.kind, &other.kind)) {
                    let mut problem = Problem::new(C::Overlap, path("from"), format_iso_date(from));
                    problem.suggestion = free_start(change, changes).map(format_iso_date);
                    problems.push(problem.limit(other.id.clone()));
                }
            }
            ChangeKind::Rate { from, until, .. } => {
                if !has_interest {
                    problems.push(Problem::new(C::NeedsInterest, path("kind"), change.kind.as_str()));
                }
                if let Some(until) = until.filter(|until| *until < from) {
                    let first = format_iso_date(from);
                    let problem = Problem::new(C::Reversed, path("until"), format_iso_date(until));
                    problems.push(problem.limit(first.clone()).suggest(first));
                } else if let Some(other) = earlier.iter().find(|other| shares_days(&change.kind, &other.kind)) {
                    let problem = Problem::new(C::Overlap, path("from"), format_iso_date(from));
                    problems.push(problem.limit(other.id.clone()));
                }
            }
            ChangeKind::Step { from, .. } => {
                let taken = |other: &Change| matches!(other.kind, ChangeKind::Step { from: same, .. } if same == from);
                if earlier.iter().any(taken) {
                    problems.push(Problem::new(C::Duplicate, path("from"), format_iso_date(from)));
                }
            }
            ChangeKind::Single { due, .. } => {
                let is_due_date = dates.is_none_or(|dates| dates.index_of(due).is_some());
                let code = match has_single(earlier, due) {
                    true => C::Duplicate,
                    false if !is_due_date => C::NotADueDate,
                    false => continue,
                };
                let mut problem = Problem::new(code, path("due"), format_iso_date(due));
                problem.suggestion = dates
                    .and_then(|dates| free_due_date(dates, changes, due))
                    .map(format_iso_date);
                problems.push(problem);
            }
        }
    }
}

fn has_single(changes: &[Change], day: Date) -> bool {
    changes
        .iter()
        .any(|change| matches!(change.kind, ChangeKind::Single { due, .. } if due == day))
}

/// The due date nearest to `day` that has no single payment yet.
fn free_due_date(dates: &DueDates, changes: &[Change], day: Date) -> Option<Date> {
    let nearest = dates.nearest(day)?;
    let middle = dates.index_of(nearest)?;
    let reach = u32::try_from(changes.len()).unwrap_or(u32::MAX);
    let around = (0..=reach).flat_map(|step| [middle.checked_sub(step), middle.checked_add(step)]);
    let free = around
        .flatten()
        .filter_map(|index| dates.nth(index))
        .filter(|date| !has_single(changes, *date));
    free.min_by_key(|date| date.signed_duration_since(day).num_days().abs())
}

/// The nearest later `from` with which `change` shares no day with another of its kind.
fn free_start(change: &Change, changes: &[Change]) -> Option<Date> {
    let mut moved = change.kind;
    // Each round steps behind one more of the others.
    for _ in changes {
        let others = changes.iter().filter(|other| other.id != change.id);
        let Some(blocking) = others.into_iter().find(|other| shares_days(&moved, &other.kind)) else {
            return Some(moved.first_day());
        };
        let (ChangeKind::Reduced { until: end, .. } | ChangeKind::Break { until: end, .. }) = blocking.kind else {
            return None;
        };
        match &mut moved {
            ChangeKind::Reduced { from, until, .. } | ChangeKind::Break { from, until, .. } => {
                *from = end.succ_opt().filter(|next| next <= until)?;
            }
            ChangeKind::Step { .. } | ChangeKind::Single { .. } | ChangeKind::Rate { .. } => return None,
        }
    }
    None
}

/// Whether two breaks, two reduced periods or two other rates, that both end after they start, share a day.
fn shares_days(one: &ChangeKind, other: &ChangeKind) -> bool {
    match (one, other) {
        (ChangeKind::Reduced { from: a, until: b, .. }, ChangeKind::Reduced { from: c, until: d, .. })
        | (ChangeKind::Break { from: a, until: b, .. }, ChangeKind::Break { from: c, until: d, .. }) => {
            a <= b && c <= d && a <= d && c <= b
        }
        (ChangeKind::Rate { from: a, until: b, .. }, ChangeKind::Rate { from: c, until: d, .. }) => {
            let (b, d) = (b.unwrap_or(Date::MAX), d.unwrap_or(Date::MAX));
            *a <= b && *c <= d && *a <= d && *c <= b
        }
        _ => false,
    }
}
