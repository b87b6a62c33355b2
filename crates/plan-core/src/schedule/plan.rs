//! Terms → rows.
//!
//! The due dates are walked once; each is a break, a payment that a change fixes, or a level one. Each stretch between
//! two payments bears interest, and each payment pays charges, interest and principal in this order. A plan that holds
//! its amount goes on until nothing is owed; one that holds its count or its deadline finds the level payment first
//! (see `level.rs`), and the last row takes what rounding has left.

use super::accrual::{Accrual, Stretch};
use super::early::settle_early;
use super::ledger::{Accrued, Entry, Ledger};
use super::level::{self, NoLevel, Term};
use super::slots::{Slot, Slots, move_known};
use super::smallest::smallest_amount;
use super::{Note, NoteCode, Outline, Row, RowKind, Schedule, Totals, debts};
use crate::MAX_PAYMENTS;
use crate::calendar::{Date, format_iso_date};
use crate::money::Rounding;
use crate::problem::{Problem, ProblemCode as C};
use crate::terms::{ChangeKind, DebtAfter, Held, Method, Remainder, Terms};

/// One payment as it was booked.
#[derive(Clone, Copy)]
pub(super) struct Paid {
    pub due: Date,
    pub meant_day: u32,
    pub kind: RowKind,
    /// What was asked for before the last row took the remainder.
    planned: i64,
    fixed: Option<i64>,
    pub entry: Entry,
}

/// A due date with what is added to the debt until then.
#[derive(Clone, Copy)]
pub(super) struct Due {
    pub slot: Slot,
    pub stretch: Stretch,
    /// Charges that are asked for with it.
    pub charges: i64,
}

/// What a plan pays, before it is written as a schedule.
struct Booked {
    payments: Vec<Paid>,
    level: Option<i64>,
    notes: Vec<Note>,
}

/// The charges of the terms, by day.
struct Charges {
    /// Ascending by day.
    due: Vec<(Date, i64)>,
    next: usize,
}

impl Charges {
    fn new(terms: &Terms) -> Self {
        let mut due: Vec<(Date, i64)> = terms.charges.iter().map(|charge| (charge.due, charge.amount)).collect();
        crate::sort_by(&mut due, |a, b| a.0.cmp(&b.0));
        Self { due, next: 0 }
    }

    /// Asks again for those that are due after that day.
    fn back_to(&mut self, day: Date) {
        self.next = self.due.partition_point(|(due, _)| *due <= day);
    }

    /// The sum of those that are due by that day and were not asked for before.
    fn until(&mut self, day: Date) -> i64 {
        let mut sum: i64 = 0;
        while let Some((due, amount)) = self.due.get(self.next)
            && *due <= day
        {
            sum = sum.saturating_add(*amount);
            self.next += 1;
        }
        sum
    }
}

/// Walks the payments of a plan, with everything that is added to the debt on the way.
pub(super) struct Walk<'t> {
    pub terms: &'t Terms,
    slots: Slots<'t>,
    accrual: Accrual,
    charges: Charges,
}

impl<'t> Walk<'t> {
    pub fn new(terms: &'t Terms) -> Result<Self, Problem> {
        Ok(Self {
            terms,
            slots: Slots::new(terms)?,
            accrual: Accrual::new(terms),
            charges: Charges::new(terms),
        })
    }

    /// Whether the deposit is there, with its stretch; it comes first.
    pub fn deposit(&mut self) -> Option<(Date, i64, Stretch, i64)> {
        let deposit = self.terms.deposit?;
        let due = move_known(self.terms.working_days, deposit.due).unwrap_or(deposit.due);
        let stretch = self.accrual.until_deposit(due);
        Some((due, deposit.amount, stretch, self.charges.until(due)))
    }

    pub fn next(&mut self) -> Option<Due> {
        let slot = self.slots.next_slot()?;
        Some(self.due(slot))
    }

    fn due(&mut self, slot: Slot) -> Due {
        Due {
            slot,
            stretch: self.accrual.until_slot(&slot, &self.slots.dates),
            charges: self.charges.until(slot.due),
        }
    }
}

/// The figures are larger than any plan's: only interest at an absurd rate gets there.
pub(super) fn too_large(terms: &Terms) -> Problem {
    let rate = terms
        .interest
        .as_ref()
        .map_or_else(String::new, |one| one.annual.to_string());
    Problem::new(C::TooLarge, "interest.annual_percent", rate).limit("amounts below 1000000000000")
}

pub(super) fn derive(terms: &Terms) -> Result<Schedule, Problem> {
    let (walk, booked) = booked(terms)?;
    let notes = notes(terms, &walk.slots, &booked);
    Ok(assemble(terms, booked, notes))
}

pub(super) fn outline(terms: &Terms) -> Result<Outline, Problem> {
    let (_, booked) = booked(terms)?;
    let sum = |value: fn(&Entry) -> i64| {
        booked
            .payments
            .iter()
            .fold(0_i64, |sum, paid| sum.saturating_add(value(&paid.entry)))
    };
    let instalments = booked
        .payments
        .iter()
        .filter(|paid| paid.kind == RowKind::Instalment)
        .count();
    Ok(Outline {
        payments: sum(|entry| entry.payment),
        interest: sum(|entry| entry.interest),
        instalments: u32::try_from(instalments).unwrap_or(u32::MAX),
        finish: booked.payments.last().map_or(terms.starts, |paid| paid.due),
    })
}

/// Every payment of the plan, and the walk that made them.
fn booked(terms: &Terms) -> Result<(Walk<'_>, Booked), Problem> {
    if terms.rounding.remainder == Remainder::First && terms.bears_interest() {
        return Err(remainder_not_first());
    }
    let mut walk = Walk::new(terms)?;
    let mut booked = book(&mut walk, 0)?;
    if terms.rounding.remainder == Remainder::First {
        let extra = remainder_for_first(&booked)?;
        walk = Walk::new(terms)?;
        booked = book(&mut walk, extra)?;
        // The last payment is whole again: the first one is the smaller.
        booked.notes.retain(|note| note.code != NoteCode::Capped);
    }
    charge_rows(&mut walk, &mut booked.payments);
    Ok((walk, booked))
}

/// Books every payment; the first instalment pays `extra` more than planned.
fn book(walk: &mut Walk<'_>, extra: i64) -> Result<Booked, Problem> {
    let terms = walk.terms;
    let mut ledger = Ledger::open(terms);
    let mut payments = Vec::with_capacity(match terms.instalments.held {
        Held::Count(count) => count as usize + 1,
        Held::Amount(_) | Held::FinishBy(_) => 32,
    });
    let deposit = walk.deposit();
    if let Some((due, amount, stretch, charges)) = deposit {
        let large = || too_large(terms);
        let accrued = ledger.accrue(stretch.booked).ok_or_else(large)?;
        let entry = ledger.pay(amount, accrued, charges).ok_or_else(large)?;
        payments.push(Paid {
            due,
            meant_day: chrono::Datelike::day(&due),
            kind: RowKind::Deposit,
            planned: amount,
            fixed: Some(amount),
            entry,
        });
    }
    let before = deposit.map(|(_, amount, stretch, _)| Term {
        fixed: Some(amount),
        fraction: stretch.planned,
    });
    match terms.instalments.held {
        Held::Amount(amount) => pay_amount(walk, ledger, payments, amount, extra),
        Held::Count(count) => {
            let rows = take_count(walk, count)?;
            pay_level(walk, ledger, payments, before, &rows, "instalments.count", extra)
        }
        Held::FinishBy(deadline) => {
            let rows = take_until(walk, deadline)?;
            pay_level(walk, ledger, payments, before, &rows, "instalments.finish_by", extra)
        }
    }
}

fn paid(due: &Due, planned: i64, entry: Entry) -> Paid {
    Paid {
        due: due.slot.due,
        meant_day: due.slot.meant_day,
        kind: RowKind::Instalment,
        planned,
        fixed: due.slot.fixed,
        entry,
    }
}

fn pay_amount(
    walk: &mut Walk<'_>,
    mut ledger: Ledger,
    mut payments: Vec<Paid>,
    amount: i64,
    extra: i64,
) -> Result<Booked, Problem> {
    let terms = walk.terms;
    let large = || too_large(terms);
    let mut notes = Vec::new();
    let before = payments.len();
    let mut has_level = false;
    let mut last: Option<(Accrued, i64)> = None;
    loop {
        let made = payments.len() - before;
        let due = if made >= MAX_PAYMENTS as usize {
            None
        } else {
            walk.next()
        };
        let Some(due) = due else {
            return Err(never_ends(walk, amount, made, last));
        };
        let accrued = ledger.accrue(due.stretch.booked).ok_or_else(large)?;
        let first = if made == 0 { extra } else { 0 };
        let planned = due.slot.fixed.unwrap_or(amount).saturating_add(first);
        if planned <= 0 {
            // Files cannot say this; terms built by hand can.
            return Err(Problem::new(
                C::Zero,
                "instalments.amount",
                terms.money(planned).to_string(),
            ));
        }
        has_level |= due.slot.fixed.is_none();
        // Of flat interest the last row takes the remainder, be it a penny more than the amount.
        let least = accrued.regular.min(accrued.closing);
        if planned >= ledger.owed(least, due.charges).ok_or_else(large)? {
            let entry = ledger.close(accrued, due.charges).ok_or_else(large)?;
            // The end of a step or a reduced period is smaller in the same way as that of a level plan.
            if let Some(index) = due.slot.single
                && entry.payment < planned
            {
                notes.push(Note {
                    code: NoteCode::Capped,
                    path: format!("changes[{index}]"),
                    value: format_iso_date(due.slot.due),
                });
            }
            payments.push(paid(&due, planned, entry));
            break;
        }
        let entry = ledger.pay(planned, accrued, due.charges).ok_or_else(large)?;
        last = Some((accrued, planned));
        payments.push(paid(&due, planned, entry));
    }
    Ok(Booked {
        payments,
        level: has_level.then_some(amount),
        notes,
    })
}

/// Why a plan that holds its amount comes to no end, with the smallest amount that does.
fn never_ends(walk: &Walk<'_>, amount: i64, made: usize, last: Option<(Accrued, i64)>) -> Problem {
    let terms = walk.terms;
    let value = terms.money(amount).to_string();
    let mut problem = match last {
        // What the last payment was asked for does not even cover the interest of its own stretch.
        Some((accrued, planned)) if accrued.regular >= planned => {
            let limit = format!("above {}", terms.money(accrued.regular));
            Problem::new(C::InterestNotCovered, "instalments.amount", value).limit(limit)
        }
        _ if made < MAX_PAYMENTS as usize => return walk.slots.ended(),
        _ => Problem::new(C::TooManyPayments, "instalments.amount", value).limit(MAX_PAYMENTS.to_string()),
    };
    problem.suggestion = smallest_amount(terms, MAX_PAYMENTS).map(|amount| terms.money(amount).to_string());
    problem
}

pub(super) fn take_count(walk: &mut Walk<'_>, count: u32) -> Result<Vec<Due>, Problem> {
    if count > MAX_PAYMENTS {
        // Files cannot say this; terms built by hand can.
        let limit = MAX_PAYMENTS.to_string();
        let problem = Problem::new(C::TooManyPayments, "instalments.count", count.to_string());
        return Err(problem.limit(limit.clone()).suggest(limit));
    }
    let mut rows = Vec::with_capacity(count as usize);
    for _ in 0..count {
        rows.push(walk.next().ok_or_else(|| walk.slots.ended())?);
    }
    Ok(rows)
}

fn take_until(walk: &mut Walk<'_>, deadline: Date) -> Result<Vec<Due>, Problem> {
    let mut rows: Vec<Due> = Vec::new();
    let mut first_after = None;
    while let Some(slot) = walk.slots.next_slot() {
        if slot.due > deadline {
            first_after = Some(slot.due);
            break;
        }
        if rows.len() >= MAX_PAYMENTS as usize {
            let last = rows.last().map(|row| format_iso_date(row.slot.due));
            let mut problem = Problem::new(C::TooManyPayments, "instalments.finish_by", format_iso_date(deadline));
            problem.limit = MAX_PAYMENTS.to_string();
            problem.suggestion = last;
            return Err(problem);
        }
        rows.push(walk.due(slot));
    }
    if first_after.is_none() && walk.slots.is_past_holidays() {
        return Err(walk.slots.ended());
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

/// The level payment of these rows, rounded by `mode` to the terms' multiple.
pub(super) fn level_of(terms: &Terms, before: Option<Term>, rows: &[Due], mode: Rounding) -> Result<i128, NoLevel> {
    let rows = rows.iter().map(|row| Term {
        fixed: row.slot.fixed,
        fraction: row.stretch.planned,
    });
    let all: Vec<Term> = before.into_iter().chain(rows).collect();
    let owed = (terms.starting_principal(), terms.released_on_completion());
    let rule = (mode, terms.rounding.multiple_of);
    match terms.interest.as_ref().map(|interest| interest.method) {
        Some(Method::Flat) => level::flat(owed, &all, rule),
        Some(Method::Reducing) | None => level::reducing(owed, &all, rule),
    }
}

fn pay_level(
    walk: &mut Walk<'_>,
    mut ledger: Ledger,
    mut payments: Vec<Paid>,
    before: Option<Term>,
    rows: &[Due],
    path: &str,
    extra: i64,
) -> Result<Booked, Problem> {
    let terms = walk.terms;
    let large = || too_large(terms);
    let money = |minor: i64| terms.money(minor).to_string();
    let fixed_total = rows
        .iter()
        .filter_map(|row| row.slot.fixed)
        .fold(0_i64, i64::saturating_add);
    let has_level = rows.iter().any(|row| row.slot.fixed.is_none());
    let asked = ledger.principal_left();
    let nothing_to_adjust = |limit: i64| Problem::new(C::NothingToAdjust, path, money(fixed_total)).limit(money(limit));
    let level = if has_level {
        let rounded = level_of(terms, before, rows, terms.rounding.mode).map_err(|why| match why {
            NoLevel::NothingLeft => {
                Problem::new(C::ChangesPayTooMuch, "changes", money(fixed_total)).limit(money(asked))
            }
            NoLevel::TooLarge => too_large(terms),
        })?;
        Some(i64::try_from(rounded).map_err(|_| too_large(terms))?)
    } else {
        None
    };
    let too_coarse =
        || Problem::new(C::RoundingTooCoarse, path, rows.len().to_string()).limit(money(level.unwrap_or(0)));
    let refuse = || {
        if has_level {
            too_coarse()
        } else {
            nothing_to_adjust(asked)
        }
    };
    let final_row = rows.len().saturating_sub(1);
    for (index, row) in rows.iter().enumerate() {
        let accrued = ledger.accrue(row.stretch.booked).ok_or_else(large)?;
        // Charges come on top of a payment that the engine finds; a typed one pays them itself.
        let regular = match row.slot.fixed {
            Some(fixed) => fixed,
            None => level.unwrap_or(0).saturating_add(row.charges),
        };
        let planned = regular.saturating_add(if index == 0 { extra } else { 0 });
        let least = accrued.regular.min(accrued.closing);
        let is_early = planned >= ledger.owed(least, row.charges).ok_or_else(large)?;
        if index != final_row && (planned <= 0 || is_early && !walk.accrual.has_pauses()) {
            return Err(refuse());
        }
        if index == final_row || is_early {
            let entry = ledger.close(accrued, row.charges).ok_or_else(large)?;
            if entry.payment <= 0 {
                return Err(refuse());
            }
            if !has_level && entry.payment != planned {
                let missing = entry.payment.saturating_sub(planned);
                return Err(nothing_to_adjust(fixed_total.saturating_add(missing)));
            }
            payments.push(paid(row, planned, entry));
            // Rows that the pauses have saved do not ask for their charges.
            walk.charges.back_to(row.slot.due);
            break;
        }
        let entry = ledger.pay(planned, accrued, row.charges).ok_or_else(large)?;
        payments.push(paid(row, planned, entry));
    }
    Ok(Booked {
        payments,
        level,
        notes: Vec::new(),
    })
}

fn remainder_not_first() -> Problem {
    Problem::new(C::RemainderNotFirst, "rounding.remainder", "first").suggest("last")
}

/// What the last payment differs by, for the first one to take.
fn remainder_for_first(booked: &Booked) -> Result<i64, Problem> {
    let mut instalments = booked.payments.iter().filter(|paid| paid.kind == RowKind::Instalment);
    let (first, last) = match (instalments.next(), booked.payments.last()) {
        (Some(first), Some(last)) => (first, last),
        _ => return Err(remainder_not_first()),
    };
    let extra = last.entry.payment - last.planned;
    if first.fixed.is_some() || first.planned.saturating_add(extra) <= 0 {
        return Err(remainder_not_first());
    }
    Ok(extra)
}

/// Charges that are due after the last payment are payments of their own.
fn charge_rows(walk: &mut Walk<'_>, payments: &mut Vec<Paid>) {
    while let Some((day, _)) = walk.charges.due.get(walk.charges.next).copied() {
        let amount = walk.charges.until(day);
        let after = payments.last().map_or(Date::MIN, |paid| paid.due);
        let due = move_known(walk.terms.working_days, day)
            .filter(|moved| *moved > after)
            .unwrap_or(day);
        let entry = Entry {
            payment: amount,
            charges: amount,
            interest: 0,
            principal: 0,
            balance: 0,
            interest_owed: 0,
            released: 0,
        };
        match payments.last_mut() {
            Some(last) if last.kind == RowKind::Charge && last.due >= due => {
                last.entry.payment = last.entry.payment.saturating_add(amount);
                last.entry.charges = last.entry.payment;
            }
            _ => payments.push(Paid {
                due,
                meant_day: chrono::Datelike::day(&due),
                kind: RowKind::Charge,
                planned: amount,
                fixed: None,
                entry,
            }),
        }
    }
}

/// What is worth knowing of the plan, in the order of the terms.
fn notes(terms: &Terms, slots: &Slots<'_>, booked: &Booked) -> Vec<Note> {
    let mut notes = booked.notes.clone();
    let finish = booked.payments.last().map_or(terms.starts, |paid| paid.due);
    let no_effect = |path: String, day: Date| Note {
        code: NoteCode::NoEffect,
        path,
        value: format_iso_date(day),
    };
    for (index, change) in terms.changes.iter().enumerate() {
        let has_effect = match change.kind {
            ChangeKind::Rate { from, until, .. } => from <= finish && until.is_none_or(|until| until > terms.starts),
            _ => slots.touches(index),
        };
        if !has_effect {
            notes.push(no_effect(format!("changes[{index}]"), change.kind.first_day()));
        }
    }
    let pauses = terms.interest.as_ref().map_or(&[][..], |interest| &interest.pauses);
    for (index, pause) in pauses.iter().enumerate() {
        if pause.from > finish || pause.until <= terms.starts {
            notes.push(no_effect(format!("interest.pauses[{index}]"), pause.from));
        }
    }
    if let Some(early) = terms.early_payment
        && early.by >= finish
    {
        notes.push(no_effect("early_payment".to_owned(), early.by));
    }
    let mut instalments = booked.payments.iter().filter(|paid| paid.kind == RowKind::Instalment);
    let number = u32::try_from(instalments.clone().count()).unwrap_or(u32::MAX);
    notes.extend(long_breaks(slots, number));
    if let (Some(last), Some(level)) = (instalments.next_back(), booked.level)
        && last.fixed.is_none()
        && number > 1
        && last.entry.payment - last.entry.charges > level.saturating_mul(2)
    {
        notes.push(Note {
            code: NoteCode::LargeLast,
            path: "rounding".to_owned(),
            value: terms.money(last.entry.payment).to_string(),
        });
    }
    notes
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

fn assemble(terms: &Terms, booked: Booked, notes: Vec<Note>) -> Schedule {
    let early_payment = settle_early(terms, &booked.payments);
    let mut rows = Vec::with_capacity(booked.payments.len());
    let mut totals = Totals {
        payments: 0,
        principal: 0,
        interest: 0,
        charges: 0,
        reduction: terms.reduction_amount(),
        still_owed: None,
    };
    let mut instalments = 0;
    for paid in &booked.payments {
        let entry = &paid.entry;
        let n = match paid.kind {
            RowKind::Instalment => {
                instalments += 1;
                instalments
            }
            RowKind::Deposit | RowKind::Charge => 0,
        };
        totals.payments = totals.payments.saturating_add(entry.payment);
        totals.principal = totals.principal.saturating_add(entry.principal);
        totals.interest = totals.interest.saturating_add(entry.interest);
        totals.charges = totals.charges.saturating_add(entry.charges);
        rows.push(Row {
            n,
            kind: paid.kind,
            due: paid.due,
            payment: entry.payment,
            principal: entry.principal,
            interest: entry.interest,
            charges: entry.charges,
            interest_owed: entry.interest_owed,
            released: entry.released,
            balance: entry.balance,
            changed: paid.kind == RowKind::Instalment && paid.fixed.is_some(),
        });
    }
    let continues = terms
        .reduction
        .is_some_and(|one| one.debt_after == DebtAfter::Continues);
    totals.still_owed = continues.then_some(totals.reduction);
    Schedule {
        currency: terms.currency,
        finish: rows.last().map_or(terms.instalments.first_due, |row| row.due),
        per_debt: debts::totals(terms, &rows),
        rows,
        totals,
        instalments,
        level_payment: booked.level,
        early_payment,
        notes,
    }
}
