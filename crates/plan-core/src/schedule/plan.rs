//! Terms → rows.
//!
//! The due dates are walked once; each is a break, a payment that a change fixes, or a level one. Each stretch between
//! two payments bears interest, and each payment pays charges, interest and principal in this order. A plan that holds
//! its amount goes on until nothing is owed; one that holds its count or its deadline finds the level payment first
//! (see `level.rs`), and the last row takes what rounding has left.

use super::accrual::Stretch;
use super::ledger::{Accrued, Entry, Ledger};
use super::level::{self, NoLevel};
use super::slots::Slots;
use super::smallest::smallest_amount;
use super::tally::Tally;
use super::walk::{Due, Dues, Walk};
use super::{Note, NoteCode, Outline, RowKind, Schedule, debts};
use crate::MAX_PAYMENTS;
use crate::calendar::{Date, Move, WorkingDays, format_iso_date};
use crate::money::Rounding;
use crate::problem::{Problem, ProblemCode as C};
use crate::terms::{ChangeKind, Held, Method, Remainder, Terms};

/// What a plan pays, before it is written as a schedule.
struct Booked {
    tally: Tally,
    level: Option<i64>,
    notes: Vec<Note>,
}

/// The accounts, and the payments booked in them so far.
pub(super) struct Booking<'t> {
    terms: &'t Terms,
    ledger: Ledger,
    pub tally: Tally,
}

/// What became of a payment.
pub(super) enum Step {
    /// It is booked, and others follow.
    Follows(Accrued),
    /// It is booked, and was the last.
    Ends(Entry),
    /// It would pay everything before the plan's end: nothing is booked.
    TooMuch,
}

/// When a plan ends.
#[derive(Clone, Copy)]
pub(super) enum Ending {
    /// With the payment that pays everything.
    Open,
    /// With this payment, whatever is left.
    Here,
    /// With a payment that comes later.
    Later,
}

impl<'t> Booking<'t> {
    pub fn open(terms: &'t Terms, wants_rows: bool, expected: usize) -> Self {
        Self {
            terms,
            ledger: Ledger::open(terms),
            tally: Tally::new(terms, wants_rows, expected + terms.charges.len()),
        }
    }

    /// Books one payment of a plan.
    pub fn step(&mut self, due: &Due, planned: i64, ending: Ending) -> Result<Step, Problem> {
        self.book(due, planned, ending).ok_or_else(|| too_large(self.terms))
    }

    fn book(&mut self, due: &Due, planned: i64, ending: Ending) -> Option<Step> {
        let accrued = self.ledger.accrue(due.stretch.booked())?;
        if due.kind == RowKind::Instalment {
            // Of flat interest the last row takes the remainder, be it a penny more than the amount.
            let least = accrued.regular.min(accrued.closing);
            let pays_all = planned >= self.ledger.owed(least, due.charges)?;
            if pays_all && matches!(ending, Ending::Later) {
                return Some(Step::TooMuch);
            }
            if pays_all || matches!(ending, Ending::Here) {
                let entry = self.ledger.close(accrued, due.charges)?;
                self.tally.end(due, planned, entry)?;
                return Some(Step::Ends(entry));
            }
        }
        let entry = self.ledger.pay(planned, accrued, due.charges)?;
        self.tally.add(due, planned, &entry)?;
        Some(Step::Follows(accrued))
    }

    fn booked(self, level: Option<i64>, notes: Vec<Note>) -> Booked {
        let tally = self.tally;
        Booked { tally, level, notes }
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
    let mut walk = Walk::new(terms)?;
    let booked = booked(&mut walk, true)?;
    let notes = notes(terms, &walk.slots, &booked);
    let tally = booked.tally;
    let rows = tally.rows.unwrap_or_default();
    Ok(Schedule {
        currency: terms.currency,
        finish: tally.finish.unwrap_or(terms.instalments.first_due),
        per_debt: debts::totals(terms, &rows, &tally.totals),
        rows,
        totals: tally.totals,
        instalments: tally.instalments,
        level_payment: booked.level,
        early_payment: tally.early.and_then(|early| early.settle(terms)),
        notes,
    })
}

pub(super) fn outline(terms: &Terms) -> Result<Outline, Problem> {
    let tally = booked(&mut Walk::new(terms)?, false)?.tally;
    Ok(Outline {
        payments: tally.totals.payments,
        interest: tally.totals.interest,
        instalments: tally.instalments,
        finish: tally.finish.unwrap_or(terms.instalments.first_due),
    })
}

/// Every payment of the plan.
fn booked(walk: &mut Walk<'_>, wants_rows: bool) -> Result<Booked, Problem> {
    let terms = walk.terms;
    let takes_remainder_first = terms.rounding.remainder == Remainder::First;
    if takes_remainder_first && terms.bears_interest() {
        return Err(remainder_not_first());
    }
    let mut booked = book(walk, wants_rows, 0)?;
    if takes_remainder_first {
        let extra = remainder_for_first(&booked.tally)?;
        *walk = Walk::new(terms)?;
        booked = book(walk, wants_rows, extra)?;
    }
    book_charges(walk, &mut booked.tally)?;
    Ok(booked)
}

/// Books every payment; the first instalment pays `extra` more than planned.
fn book(walk: &mut Walk<'_>, wants_rows: bool, extra: i64) -> Result<Booked, Problem> {
    let terms = walk.terms;
    let booking = |expected: usize| Booking::open(terms, wants_rows, expected);
    match terms.instalments.held {
        Held::Amount(amount) => pay_amount(walk, booking(32), amount, extra),
        // Files cannot say this; terms built by hand can.
        Held::Count(0) => Err(Problem::new(C::TooSmall, "instalments.count", "0").limit("1 to 1200")),
        Held::Count(count) => {
            let dues = take(walk, Wanted::Count(count))?;
            pay_level(walk, booking(dues.rows.len()), &dues, "instalments.count", extra)
        }
        Held::FinishBy(deadline) => {
            let dues = take(walk, Wanted::Until(deadline))?;
            pay_level(walk, booking(dues.rows.len()), &dues, "instalments.finish_by", extra)
        }
    }
}

fn pay_amount(walk: &mut Walk<'_>, mut booking: Booking<'_>, amount: i64, extra: i64) -> Result<Booked, Problem> {
    let terms = walk.terms;
    let mut notes = Vec::new();
    let mut has_level = false;
    let mut last: Option<(Accrued, i64)> = None;
    loop {
        let made = booking.tally.instalments;
        let due = if made >= MAX_PAYMENTS { None } else { walk.next() };
        let Some(due) = due else {
            return Err(never_ends(walk, amount, made, last));
        };
        let is_instalment = due.kind == RowKind::Instalment;
        let first = if is_instalment && made == 0 { extra } else { 0 };
        let planned = due.fixed.unwrap_or(amount).saturating_add(first);
        if planned <= 0 {
            // Files cannot say this; terms built by hand can.
            return Err(Problem::new(
                C::Zero,
                "instalments.amount",
                terms.money(planned).to_string(),
            ));
        }
        has_level |= due.fixed.is_none();
        match booking.step(&due, planned, Ending::Open)? {
            Step::Follows(accrued) if is_instalment => last = Some((accrued, planned)),
            Step::Follows(_) => {}
            Step::Ends(entry) => {
                // The end of a step or a reduced period is smaller in the same way as that of a level plan.
                if let Some(index) = due.single
                    && entry.payment < planned
                {
                    notes.push(Note {
                        code: NoteCode::Capped,
                        path: format!("changes[{index}]"),
                        value: format_iso_date(due.day),
                    });
                }
                break;
            }
            Step::TooMuch => break,
        }
    }
    Ok(booking.booked(has_level.then_some(amount), notes))
}

/// Why a plan that holds its amount comes to no end, with the smallest amount that does.
fn never_ends(walk: &Walk<'_>, amount: i64, made: u32, last: Option<(Accrued, i64)>) -> Problem {
    let terms = walk.terms;
    let value = terms.money(amount).to_string();
    let mut problem = match last {
        // What the last payment was asked for does not even cover the interest of its own stretch.
        Some((accrued, planned)) if accrued.regular >= planned => {
            let limit = format!("above {}", terms.money(accrued.regular));
            Problem::new(C::InterestNotCovered, "instalments.amount", value).limit(limit)
        }
        _ if made < MAX_PAYMENTS => return walk.slots.ended(),
        _ => Problem::new(C::TooManyPayments, "instalments.amount", value).limit(MAX_PAYMENTS.to_string()),
    };
    problem.suggestion = smallest_amount(terms, MAX_PAYMENTS).map(|amount| terms.money(amount).to_string());
    problem
}

/// How many payments are looked for.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    Count(u32),
    Until(Date),
}

/// The deposit and the instalments that are wanted.
pub(super) fn take(walk: &mut Walk<'_>, wanted: Wanted) -> Result<Dues, Problem> {
    let (path, value, expected) = match wanted {
        Wanted::Count(count) => ("instalments.count", count.to_string(), count.min(MAX_PAYMENTS) + 1),
        Wanted::Until(deadline) => ("instalments.finish_by", format_iso_date(deadline), 0),
    };
    let mut dues = Dues::with_capacity(expected as usize);
    let mut instalments = 0;
    let mut first_after = None;
    while let Some(due) = walk.next() {
        if due.kind == RowKind::Instalment {
            if let Wanted::Until(deadline) = wanted
                && due.day > deadline
            {
                first_after = Some(due.day);
                break;
            }
            if instalments >= MAX_PAYMENTS {
                let problem = Problem::new(C::TooManyPayments, path, value).limit(MAX_PAYMENTS.to_string());
                let suggestion = match wanted {
                    // Files cannot say this; terms built by hand can.
                    Wanted::Count(_) => Some(MAX_PAYMENTS.to_string()),
                    Wanted::Until(_) => dues.rows.last().map(|row| format_iso_date(row.day)),
                };
                return Err(Problem { suggestion, ..problem });
            }
            instalments += 1;
        }
        dues.push(due);
        if let Wanted::Count(count) = wanted
            && instalments == count
        {
            return Ok(dues);
        }
    }
    match (wanted, first_after) {
        (Wanted::Count(_), _) => Err(walk.slots.ended()),
        (Wanted::Until(deadline), None) if walk.slots.is_in_trouble_by(deadline) => Err(walk.slots.ended()),
        (Wanted::Until(_), _) if instalments == 0 => {
            let suggestion = first_after.map(format_iso_date);
            let limit = suggestion.clone().unwrap_or_default();
            let problem = Problem::new(C::NoPaymentByDeadline, path, value).limit(limit);
            Err(Problem { suggestion, ..problem })
        }
        (Wanted::Until(_), _) => Ok(dues),
    }
}

/// The level payment of these rows, rounded by `mode` to the terms' multiple.
pub(super) fn level_of(terms: &Terms, dues: &Dues, mode: Rounding) -> Result<i64, NoLevel> {
    let owed = (terms.starting_principal(), terms.released_on_completion());
    let rule = (mode, terms.rounding.multiple_of);
    let level = match terms.interest.as_ref().map(|interest| interest.method) {
        Some(Method::Flat) => level::flat(owed, dues, rule),
        Some(Method::Reducing) | None => level::reducing(owed, dues, rule),
    };
    i64::try_from(level?).map_err(|_| NoLevel::TooLarge)
}

fn pay_level(
    walk: &mut Walk<'_>,
    mut booking: Booking<'_>,
    dues: &Dues,
    path: &str,
    extra: i64,
) -> Result<Booked, Problem> {
    let terms = walk.terms;
    let money = |minor: i64| terms.money(minor).to_string();
    let instalments = match dues.rows.split_first() {
        Some((deposit, rest)) if deposit.kind == RowKind::Deposit => {
            booking.step(deposit, deposit.fixed.unwrap_or(0), Ending::Later)?;
            rest
        }
        _ => &dues.rows,
    };
    let (fixed_total, has_level) = (dues.fixed_total, dues.has_level);
    let asked = booking.ledger.principal_left();
    let nothing_to_adjust = |limit: i64| Problem::new(C::NothingToAdjust, path, money(fixed_total)).limit(money(limit));
    let level = if has_level {
        let level = level_of(terms, dues, terms.rounding.mode).map_err(|why| match why {
            NoLevel::NothingLeft => {
                Problem::new(C::ChangesPayTooMuch, "changes", money(fixed_total)).limit(money(asked))
            }
            NoLevel::TooLarge => too_large(terms),
        })?;
        Some(level)
    } else {
        None
    };
    let refuse = || {
        if has_level {
            let count = instalments.len().to_string();
            Problem::new(C::RoundingTooCoarse, path, count).limit(money(level.unwrap_or(0)))
        } else {
            nothing_to_adjust(asked)
        }
    };
    let final_row = instalments.len().saturating_sub(1);
    for (index, row) in instalments.iter().enumerate() {
        // Charges come on top of a payment that the engine finds; a typed one pays them itself.
        let regular = match row.fixed {
            Some(fixed) => fixed,
            None => level.unwrap_or(0).saturating_add(row.charges),
        };
        let planned = regular.saturating_add(if index == 0 { extra } else { 0 });
        // Pauses of interest, which the level payment does not know of, let a plan end early.
        let ending = match (index == final_row, walk.has_pauses()) {
            (true, _) => Ending::Here,
            (false, true) => Ending::Open,
            (false, false) => Ending::Later,
        };
        if index != final_row && planned <= 0 {
            return Err(refuse());
        }
        match booking.step(row, planned, ending)? {
            Step::Follows(_) => {}
            Step::TooMuch => return Err(refuse()),
            Step::Ends(entry) => {
                if entry.payment <= 0 {
                    return Err(refuse());
                }
                if !has_level && entry.payment != planned {
                    let missing = entry.payment.saturating_sub(planned);
                    return Err(nothing_to_adjust(fixed_total.saturating_add(missing)));
                }
                // Rows that the pauses have saved do not ask for their charges.
                walk.charges.back_to(row.day);
                break;
            }
        }
    }
    Ok(booking.booked(level, Vec::new()))
}

fn remainder_not_first() -> Problem {
    Problem::new(C::RemainderNotFirst, "rounding.remainder", "first").suggest("last")
}

/// What the last payment differs by, for the first one to take.
fn remainder_for_first(tally: &Tally) -> Result<i64, Problem> {
    let (Some(first), Some(last)) = (&tally.first, &tally.last) else {
        return Err(remainder_not_first());
    };
    let extra = last.entry.payment - last.planned;
    if first.fixed.is_some() || first.planned.saturating_add(extra) <= 0 {
        return Err(remainder_not_first());
    }
    Ok(extra)
}

/// Charges that are due after the last payment are payments of their own, one for each day.
fn book_charges(walk: &mut Walk<'_>, tally: &mut Tally) -> Result<(), Problem> {
    let terms = walk.terms;
    let mut open: Option<(Date, i64)> = None;
    while let Some(day) = walk.charges.next_day() {
        let amount = walk.charges.until(day);
        let after = open.map_or(tally.finish, |(day, _)| Some(day)).unwrap_or(Date::MIN);
        let due = charge_day(terms, day, after)?;
        open = match open {
            Some((last, sum)) if last >= due => Some((last, sum.saturating_add(amount))),
            before => {
                book_charge(tally, before).ok_or_else(|| too_large(terms))?;
                Some((due, amount))
            }
        };
    }
    book_charge(tally, open).ok_or_else(|| too_large(terms))
}

/// The day on which a charge is paid. It never moves back to the payment before it, which does not ask for it: then it
/// moves on.
fn charge_day(terms: &Terms, day: Date, after: Date) -> Result<Date, Problem> {
    let Some(rule) = &terms.working_days else {
        return Ok(day);
    };
    let on = || WorkingDays {
        calendar: rule.calendar.clone(),
        shift: Move::Following,
    };
    let moved = match rule.move_date(day) {
        Some(moved) if moved <= after => on().move_date(day),
        moved => moved,
    };
    moved.ok_or_else(|| {
        Problem::new(C::NoBankHolidays, "working_days", format_iso_date(day)).limit(rule.calendar.known_years())
    })
}

fn book_charge(tally: &mut Tally, charge: Option<(Date, i64)>) -> Option<()> {
    let Some((due, amount)) = charge else { return Some(()) };
    let payment = Due {
        day: due,
        meant_day: None,
        single: None,
        kind: RowKind::Charge,
        fixed: None,
        stretch: Stretch::FREE,
        charges: amount,
    };
    let entry = Entry {
        payment: amount,
        charges: amount,
        interest: 0,
        principal: 0,
        balance: 0,
        interest_owed: 0,
        released: 0,
    };
    tally.add(&payment, amount, &entry)
}

/// What is worth knowing of the plan, in the order of the terms.
fn notes(terms: &Terms, slots: &Slots<'_>, booked: &Booked) -> Vec<Note> {
    let mut notes = booked.notes.clone();
    let tally = &booked.tally;
    let finish = tally.finish.unwrap_or(terms.starts);
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
    notes.extend(long_breaks(slots, tally.instalments));
    if let (Some(last), Some(level)) = (&tally.last, booked.level)
        && last.fixed.is_none()
        && tally.instalments > 1
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
