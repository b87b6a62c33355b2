//! Problems between the fields of the terms.

use super::{Change, ChangeKind, Debt, Deposit, Held, Instalments, Reduction, RoundingRule, Terms};
use crate::calendar::{Date, DueDates, DueDatesError, Every, Move, WorkingDays, format_iso_date};
use crate::problem::{Problem, ProblemCode as C};

/// The parts of terms, as far as they could be read.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) starts: Option<Date>,
    pub(crate) debts: Option<Vec<Debt>>,
    pub(crate) reduction: Option<Reduction>,
    pub(crate) deposit: Option<Deposit>,
    pub(crate) instalments: Option<Instalments>,
    pub(crate) changes: Vec<Change>,
    pub(crate) working_days: Option<WorkingDays>,
    pub(crate) rounding: RoundingRule,
}

impl Parts {
    pub(crate) fn of(terms: &Terms) -> Self {
        Self {
            starts: Some(terms.starts),
            debts: Some(terms.debts.clone()),
            reduction: terms.reduction,
            deposit: terms.deposit,
            instalments: Some(terms.instalments),
            changes: terms.changes.clone(),
            working_days: terms.working_days,
            rounding: terms.rounding,
        }
    }
}

/// Every problem between the parts, in the order of the fields.
pub(crate) fn check(parts: &Parts) -> Vec<Problem> {
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
    check_changes(&parts.changes, dates.as_ref(), &mut problems);
    if let (Some(_), Some(instalments)) = (parts.working_days, parts.instalments)
        && let Every::Days(days) = instalments.every
        && days < 7
    {
        let problem = Problem::new(C::TooSmall, "instalments.every.days", days.to_string());
        problems.push(problem.limit("7 to 366, with working_days").suggest("7"));
    }
    problems
}

fn check_debts(parts: &Parts, problems: &mut Vec<Problem>) {
    let Some(debts) = &parts.debts else { return };
    if debts.len() > 1 {
        problems.push(Problem::new(C::NotYetSupported, "debts[1]", debts.len().to_string()).limit("1 debt"));
    }
    let balance = debts.iter().fold(0_i64, |sum, debt| sum.saturating_add(debt.balance));
    let reduced = parts
        .reduction
        .map_or(0, |reduction| reduction.size.of(balance, parts.rounding.mode));
    if reduced >= balance {
        problems.push(Problem::new(C::NothingLeft, "reduction", ""));
        return;
    }
    if let Some(deposit) = parts.deposit
        && deposit.amount >= balance - reduced
    {
        problems.push(Problem::new(C::DepositPaysAll, "deposit.amount", ""));
    }
}

fn check_due_dates(instalments: Instalments, problems: &mut Vec<Problem>) -> Option<DueDates> {
    match DueDates::new(instalments.first_due, instalments.day, instalments.every) {
        Ok(dates) => Some(dates),
        Err(error) => {
            problems.push(due_dates_problem(error, "instalments."));
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

/// `starts` ≤ deposit < first payment, after moves. Gives the moved first payment.
fn check_order(parts: &Parts, problems: &mut Vec<Problem>) -> Option<Date> {
    let mut moved = |date: Date, path: &str| match move_date(parts.working_days, date) {
        Some(date) => Some(date),
        None => {
            problems.push(Problem::new(C::NoBankHolidays, path, format_iso_date(date)).limit("2019 to 2100"));
            None
        }
    };
    let deposit = parts.deposit.and_then(|deposit| moved(deposit.due, "deposit.due"));
    let first = parts
        .instalments
        .and_then(|instalments| moved(instalments.first_due, "instalments.first_due"));
    let mut not_before = |date: Option<Date>, earliest: Option<Date>, path: &str| {
        if let (Some(date), Some(earliest)) = (date, earliest)
            && date < earliest
        {
            let earliest = format_iso_date(earliest);
            problems.push(
                Problem::new(C::TooEarly, path, format_iso_date(date))
                    .limit(earliest.clone())
                    .suggest(earliest),
            );
        }
    };
    not_before(deposit, parts.starts, "deposit.due");
    not_before(first, parts.starts, "instalments.first_due");
    not_before(first, deposit.and_then(|date| date.succ_opt()), "instalments.first_due");
    first
}

pub(crate) fn move_date(working_days: Option<WorkingDays>, date: Date) -> Option<Date> {
    match working_days {
        Some(rule) if rule.shift != Move::None => rule.move_date(date),
        _ => Some(date),
    }
}

fn check_changes(changes: &[Change], dates: Option<&DueDates>, problems: &mut Vec<Problem>) {
    for (index, change) in changes.iter().enumerate() {
        let path = |field: &str| format!("changes[{index}].{field}");
        let earlier = changes.get(..index).unwrap_or_default();
        match change.kind {
            ChangeKind::Reduced { from, until, .. } | ChangeKind::Break { from, until, .. } => {
                if until < from {
                    let first = format_iso_date(from);
                    problems.push(
                        Problem::new(C::Reversed, path("until"), format_iso_date(until))
                            .limit(first.clone())
                            .suggest(first),
                    );
                } else if let Some(other) = earlier.iter().find(|other| overlaps(&change.kind, &other.kind)) {
                    problems
                        .push(Problem::new(C::Overlap, path("from"), format_iso_date(from)).limit(other.id.clone()));
                }
            }
            ChangeKind::Step { from, .. } => {
                if earlier
                    .iter()
                    .any(|other| matches!(other.kind, ChangeKind::Step { from: same, .. } if same == from))
                {
                    problems.push(Problem::new(C::Duplicate, path("from"), format_iso_date(from)));
                }
            }
            ChangeKind::Single { due, .. } => {
                if earlier
                    .iter()
                    .any(|other| matches!(other.kind, ChangeKind::Single { due: same, .. } if same == due))
                {
                    problems.push(Problem::new(C::Duplicate, path("due"), format_iso_date(due)));
                } else if let Some(dates) = dates
                    && dates.index_of(due).is_none()
                {
                    let mut problem = Problem::new(C::NotADueDate, path("due"), format_iso_date(due));
                    problem.suggestion = dates.nearest(due).map(format_iso_date);
                    problems.push(problem);
                }
            }
        }
    }
}

fn overlaps(one: &ChangeKind, other: &ChangeKind) -> bool {
    match (one, other) {
        (ChangeKind::Reduced { from: a, until: b, .. }, ChangeKind::Reduced { from: c, until: d, .. })
        | (ChangeKind::Break { from: a, until: b, .. }, ChangeKind::Break { from: c, until: d, .. }) => {
            a <= d && c <= b
        }
        _ => false,
    }
}
