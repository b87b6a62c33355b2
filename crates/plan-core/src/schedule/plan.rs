//! The arithmetic of a plan without interest.
//!
//! The dates are walked once; each is a break, a fixed payment or a level one. A level payment that has to be
//! found is what is left for the level rows divided by their number, rounded by the terms' own rule.

use super::{DebtTotal, Note, NoteCode, Row, RowKind, Schedule, Totals};
use crate::MAX_PAYMENTS;
use crate::calendar::{Date, LAST_YEAR, WorkingDays, format_iso_date};
use crate::money::Rounding;
use crate::problem::{Problem, ProblemCode as C};
use crate::terms::{Change, ChangeKind, DebtAfter, Held, Remainder, Terms};

/// One due date on which something is paid.
#[derive(Clone, Copy)]
struct Slot {
    due: Date,
    /// The payment that a change fixes; `None` is a level payment.
    fixed: Option<i64>,
    /// The index of the change, when it is a single payment.
    single: Option<usize>,
}

/// Walks the due dates: leaves out breaks, finds what a change fixes, moves days off holidays.
struct Slots<'t> {
    terms: &'t Terms,
    dates: crate::calendar::DueDates,
    next: u32,
    changes: Vec<&'t Change>,
    /// By index in `terms.changes`: touched at least one due date so far.
    touched: Vec<bool>,
    /// Due dates after this day are only looked at: what touches them has no effect on the plan.
    deadline: Option<Date>,
    /// The day whose bank holidays are unknown, when that ended the walk.
    unknown_holidays: Option<Date>,
}

impl<'t> Slots<'t> {
    fn new(terms: &'t Terms) -> Option<Self> {
        Some(Self {
            terms,
            dates: terms.due_dates()?,
            next: 0,
            changes: terms.changes.iter().collect(),
            touched: vec![false; terms.changes.len()],
            deadline: match terms.instalments.held {
                Held::FinishBy(deadline) => Some(deadline),
                Held::Amount(_) | Held::Count(_) => None,
            },
            unknown_holidays: None,
        })
    }

    /// The strongest change on a due date: break > single > reduced > step.
    fn strongest(&self, due: Date) -> Option<(usize, ChangeKind)> {
        let mut best: Option<(u8, Date, usize, ChangeKind)> = None;
        for (index, change) in self.changes.iter().enumerate() {
            let (strength, since) = match change.kind {
                ChangeKind::Break { from, until, .. } if from <= due && due <= until => (4, from),
                ChangeKind::Single { due: day, .. } if day == due => (3, day),
                ChangeKind::Reduced { from, until, .. } if from <= due && due <= until => (2, from),
                ChangeKind::Step { from, .. } if from <= due => (1, from),
                _ => continue,
            };
            // Among steps the latest one counts.
            if best.is_none_or(|(other, day, ..)| (strength, since) > (other, day)) {
                best = Some((strength, since, index, change.kind));
            }
        }
        best.map(|(_, _, index, kind)| (index, kind))
    }

    fn next_slot(&mut self) -> Option<Slot> {
        loop {
            let nominal = self.dates.nth(self.next)?;
            self.next = self.next.checked_add(1)?;
            let found = if self.changes.is_empty() {
                None
            } else {
                self.strongest(nominal)
            };
            let moved = move_known(self.terms.working_days, nominal);
            let counts = self
                .deadline
                .is_none_or(|deadline| moved.is_some_and(|due| due <= deadline));
            if let Some((index, _)) = found
                && counts
                && let Some(touched) = self.touched.get_mut(index)
            {
                *touched = true;
            }
            let fixed = match found.map(|(_, kind)| kind) {
                Some(ChangeKind::Break { .. }) => continue,
                Some(
                    ChangeKind::Single { amount, .. }
                    | ChangeKind::Reduced { amount, .. }
                    | ChangeKind::Step { amount, .. },
                ) => Some(amount),
                None => None,
            };
            let Some(due) = moved else {
                self.unknown_holidays = Some(nominal);
                return None;
            };
            let single = match found {
                Some((index, ChangeKind::Single { .. })) => Some(index),
                _ => None,
            };
            return Some(Slot { due, fixed, single });
        }
    }

    /// Whether the change of this index touched a due date of the plan.
    fn touches(&self, index: usize) -> bool {
        self.touched.get(index).copied().unwrap_or(false)
    }

    /// Why the walk ended before the plan did.
    fn ended(&self) -> Problem {
        match self.unknown_holidays {
            Some(day) => Problem::new(C::NoBankHolidays, "working_days", format_iso_date(day)).limit("2019 to 2100"),
            None => Problem::new(C::PastLastDate, "instalments", "").limit(LAST_YEAR.to_string()),
        }
    }
}

fn move_known(rule: Option<WorkingDays>, date: Date) -> Option<Date> {
    match rule {
        Some(rule) => rule.move_date(date),
        None => Some(date),
    }
}

/// What is left for the instalments, in minor units; the checks have made it positive.
fn asked(terms: &Terms) -> i64 {
    terms.balance() - terms.reduction_amount() - terms.deposit.map_or(0, |deposit| deposit.amount)
}

pub(super) fn derive(terms: &Terms) -> Result<Schedule, Problem> {
    let mut slots = Slots::new(terms).ok_or_else(|| Problem::new(C::PastLastDate, "instalments.first_due", ""))?;
    let asked = asked(terms);
    let (payments, level, mut notes) = match terms.instalments.held {
        Held::Amount(amount) => pay_amount(terms, &mut slots, asked, amount)?,
        Held::Count(count) => {
            let rows = take_count(&mut slots, count)?;
            pay_level(terms, rows, asked, "instalments.count")?
        }
        Held::FinishBy(deadline) => {
            let rows = take_until(&mut slots, deadline)?;
            pay_level(terms, rows, asked, "instalments.finish_by")?
        }
    };
    let mut payments = payments;
    if terms.rounding.remainder == Remainder::First {
        payments = remainder_first(payments)?;
        // The last payment is whole again: the first one is the smaller.
        notes.retain(|note| note.code != NoteCode::Capped);
    }
    for (index, change) in terms.changes.iter().enumerate() {
        if !slots.touches(index) {
            let path = format!("changes[{index}]");
            notes.push(Note {
                code: NoteCode::NoEffect,
                path,
                value: format_iso_date(change.kind.first_day()),
            });
        }
    }
    let number = u32::try_from(payments.len()).unwrap_or(u32::MAX);
    notes.extend(long_breaks(&slots, number));
    if let (Some(last), Some(level)) = (payments.last(), level)
        && last.fixed.is_none()
        && payments.len() > 1
        && last.payment > level.saturating_mul(2)
    {
        let value = terms.money(last.payment).to_string();
        notes.push(Note {
            code: NoteCode::LargeLast,
            path: "rounding".to_owned(),
            value,
        });
    }
    Ok(assemble(terms, payments, level, notes))
}

/// A payment whose amount is known.
struct Paid {
    due: Date,
    payment: i64,
    planned: i64,
    fixed: Option<i64>,
}

type Payments = (Vec<Paid>, Option<i64>, Vec<Note>);

fn pay_amount(terms: &Terms, slots: &mut Slots<'_>, asked: i64, amount: i64) -> Result<Payments, Problem> {
    let mut left = asked;
    let mut notes = Vec::new();
    let mut payments = Vec::new();
    while left > 0 {
        if payments.len() >= MAX_PAYMENTS as usize {
            return Err(too_many_payments(terms, amount));
        }
        let slot = slots.next_slot().ok_or_else(|| slots.ended())?;
        let planned = slot.fixed.unwrap_or(amount);
        if planned <= 0 {
            // Files cannot say this; terms built by hand can.
            return Err(Problem::new(
                C::Zero,
                "instalments.amount",
                terms.money(planned).to_string(),
            ));
        }
        let payment = planned.min(left);
        // The end of a step or a reduced period is smaller in the same way as that of a level plan.
        if let Some(index) = slot.single
            && payment < planned
        {
            notes.push(Note {
                code: NoteCode::Capped,
                path: format!("changes[{index}]"),
                value: format_iso_date(slot.due),
            });
        }
        left -= payment;
        payments.push(Paid {
            due: slot.due,
            payment,
            planned,
            fixed: slot.fixed,
        });
    }
    let level = payments.iter().any(|paid| paid.fixed.is_none()).then_some(amount);
    Ok((payments, level, notes))
}

/// The amount is too small for the limit: says the smallest that is not.
fn too_many_payments(terms: &Terms, amount: i64) -> Problem {
    let mut problem = Problem::new(
        C::TooManyPayments,
        "instalments.amount",
        terms.money(amount).to_string(),
    );
    problem.limit = MAX_PAYMENTS.to_string();
    problem.suggestion = level_rounded_up(terms, MAX_PAYMENTS)
        .ok()
        .map(|amount| terms.money(amount).to_string());
    problem
}

fn take_count(slots: &mut Slots<'_>, count: u32) -> Result<Vec<Slot>, Problem> {
    if count > MAX_PAYMENTS {
        // Files cannot say this; terms built by hand can.
        let limit = MAX_PAYMENTS.to_string();
        let problem = Problem::new(C::TooManyPayments, "instalments.count", count.to_string());
        return Err(problem.limit(limit.clone()).suggest(limit));
    }
    let mut rows = Vec::with_capacity(count as usize);
    for _ in 0..count {
        rows.push(slots.next_slot().ok_or_else(|| slots.ended())?);
    }
    Ok(rows)
}

fn take_until(slots: &mut Slots<'_>, deadline: Date) -> Result<Vec<Slot>, Problem> {
    let mut rows = Vec::new();
    let mut first_after = None;
    while let Some(slot) = slots.next_slot() {
        if slot.due > deadline {
            first_after = Some(slot.due);
            break;
        }
        if rows.len() >= MAX_PAYMENTS as usize {
            let last = rows.last().map(|slot: &Slot| format_iso_date(slot.due));
            let mut problem = Problem::new(C::TooManyPayments, "instalments.finish_by", format_iso_date(deadline));
            problem.limit = MAX_PAYMENTS.to_string();
            problem.suggestion = last;
            return Err(problem);
        }
        rows.push(slot);
    }
    if let (None, Some(_)) = (first_after, slots.unknown_holidays) {
        return Err(slots.ended());
    }
    if rows.is_empty() {
        let mut problem = Problem::new(
            C::NoPaymentByDeadline,
            "instalments.finish_by",
            format_iso_date(deadline),
        );
        problem.suggestion = first_after.map(format_iso_date);
        problem.limit = problem.suggestion.clone().unwrap_or_default();
        return Err(problem);
    }
    Ok(rows)
}

/// What the level rows have to pay, and how many there are.
fn level_part(rows: &[Slot], asked: i64) -> (i128, i128) {
    let fixed: i128 = rows.iter().filter_map(|slot| slot.fixed).map(i128::from).sum();
    let levels = rows.iter().filter(|slot| slot.fixed.is_none()).count();
    (i128::from(asked) - fixed, i128::try_from(levels).unwrap_or(0))
}

fn pay_level(terms: &Terms, rows: Vec<Slot>, asked: i64, path: &str) -> Result<Payments, Problem> {
    let (for_levels, levels) = level_part(&rows, asked);
    let fixed_total = i128::from(asked) - for_levels;
    let money = |minor: i128| terms.money(i64::try_from(minor).unwrap_or(i64::MAX)).to_string();
    if levels == 0 && for_levels != 0 {
        return Err(Problem::new(C::NothingToAdjust, path, money(fixed_total)).limit(money(i128::from(asked))));
    }
    if levels > 0 && for_levels <= 0 {
        return Err(Problem::new(C::ChangesPayTooMuch, "changes", money(fixed_total)).limit(money(i128::from(asked))));
    }
    let level = match levels {
        0 => None,
        _ => {
            let rounded = terms
                .rounding
                .mode
                .divide_to_multiple(for_levels, levels, terms.rounding.multiple_of);
            Some(i64::try_from(rounded).unwrap_or(i64::MAX))
        }
    };
    let mut left = asked;
    let last = rows.len().saturating_sub(1);
    let mut payments = Vec::with_capacity(rows.len());
    for (index, slot) in rows.iter().enumerate() {
        let planned = slot.fixed.or(level).unwrap_or(0);
        let payment = if index == last { left } else { planned };
        if payment <= 0 || payment > left || (index != last && payment == left) {
            let mut problem = Problem::new(C::RoundingTooCoarse, path, rows.len().to_string());
            problem.limit = money(i128::from(level.unwrap_or(0)));
            return Err(problem);
        }
        left -= payment;
        payments.push(Paid {
            due: slot.due,
            payment,
            planned,
            fixed: slot.fixed,
        });
    }
    Ok((payments, level, Vec::new()))
}

/// The level payment of `count` rows, rounded up to the multiple.
pub(super) fn level_rounded_up(terms: &Terms, count: u32) -> Result<i64, Problem> {
    let mut slots = Slots::new(terms).ok_or_else(|| Problem::new(C::PastLastDate, "instalments.first_due", ""))?;
    let rows = take_count(&mut slots, count)?;
    let (for_levels, levels) = level_part(&rows, asked(terms));
    if levels == 0 || for_levels <= 0 {
        return Err(Problem::new(C::NothingToAdjust, "changes", ""));
    }
    let rounded = Rounding::Up.divide_to_multiple(for_levels, levels, terms.rounding.multiple_of);
    Ok(i64::try_from(rounded).unwrap_or(i64::MAX))
}

/// Moves what the last payment differs by to the first one.
fn remainder_first(mut payments: Vec<Paid>) -> Result<Vec<Paid>, Problem> {
    let refuse = || Problem::new(C::RemainderNotFirst, "rounding.remainder", "first").suggest("last");
    if payments.first().is_none_or(|first| first.fixed.is_some()) {
        return Err(refuse());
    }
    let difference = match payments.last_mut() {
        Some(last) => {
            let difference = last.payment - last.planned;
            last.payment = last.planned;
            difference
        }
        None => 0,
    };
    if let Some(first) = payments.first_mut() {
        first.payment += difference;
        if first.payment <= 0 {
            return Err(refuse());
        }
    }
    Ok(payments)
}

/// Breaks that last longer than the plan would without them; days before the first due date do not count.
fn long_breaks(slots: &Slots<'_>, payments: u32) -> Vec<Note> {
    let first = slots.terms.instalments.first_due;
    let last_without = slots.deadline.or_else(|| slots.dates.nth(payments.saturating_sub(1)));
    let whole = last_without.unwrap_or(first).signed_duration_since(first);
    let mut notes = Vec::new();
    for (index, change) in slots.terms.changes.iter().enumerate() {
        if let ChangeKind::Break { from, until, .. } = change.kind
            && slots.touches(index)
            && until.signed_duration_since(from.max(first)) > whole
        {
            notes.push(Note {
                code: NoteCode::LongBreak,
                path: format!("changes[{index}]"),
                value: format_iso_date(until),
            });
        }
    }
    notes
}

fn assemble(terms: &Terms, payments: Vec<Paid>, level: Option<i64>, notes: Vec<Note>) -> Schedule {
    let mut rows = Vec::with_capacity(payments.len() + 1);
    let mut balance = terms.balance() - terms.reduction_amount();
    let total = balance;
    if let Some(deposit) = terms.deposit {
        balance -= deposit.amount;
        let due = move_known(terms.working_days, deposit.due).unwrap_or(deposit.due);
        rows.push(Row {
            n: 0,
            kind: RowKind::Deposit,
            due,
            payment: deposit.amount,
            balance,
            changed: false,
        });
    }
    let mut n = 0;
    for paid in &payments {
        n += 1;
        balance -= paid.payment;
        let changed = paid.fixed.is_some();
        rows.push(Row {
            n,
            kind: RowKind::Instalment,
            due: paid.due,
            payment: paid.payment,
            balance,
            changed,
        });
    }
    let reduction = terms.reduction_amount();
    let continues = terms
        .reduction
        .is_some_and(|one| one.debt_after == DebtAfter::Continues);
    Schedule {
        currency: terms.currency,
        finish: rows.last().map_or(terms.instalments.first_due, |row| row.due),
        rows,
        totals: Totals {
            payments: total,
            reduction,
            still_owed: continues.then_some(reduction),
        },
        instalments: n,
        level_payment: level,
        per_debt: terms
            .debts
            .iter()
            .map(|debt| DebtTotal {
                id: debt.id.clone(),
                total,
            })
            .collect(),
        notes,
    }
}
