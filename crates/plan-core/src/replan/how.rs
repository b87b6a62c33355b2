//! The ways in which a plan is made anew.

use super::{Left, Standing};
use crate::calendar::{Date, Every, format_iso_date};
use crate::money::share;
use crate::problem::{Problem, ProblemCode as C};
use crate::schedule::{Anchor, Row, RowKind, Schedule, anchor_at, instalment_dates, remaining_balances};
use crate::terms::{
    Basis, BreakInterest, Change, ChangeKind, Charge, Debt, DebtAfter, Deposit, Held, Instalments, Reduction,
    ReductionSize, ReductionWhen, Terms,
};
use crate::{MAX_CHANGES, MAX_PAYMENTS};

/// How what is left is planned anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The payments stay as they are; the plan ends later, or earlier.
    KeepAmount,
    /// The plan ends when it did; the payments change.
    KeepFinish,
    /// The payments to come stay; each missed one follows at the end.
    AppendMissed,
    /// Everything that is unpaid goes into new instalments.
    ReAge(ReAge),
    /// What is overdue is spread over the instalments to come.
    ReAmortise,
    /// The instalments from a day on move to other days, or become more.
    Shift(Shift),
}

/// New instalments for everything that is unpaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReAge {
    /// The first one.
    pub start: Date,
    /// How often.
    pub every: Every,
    /// How many.
    pub count: u32,
}

/// Other days for the instalments from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// The first instalment that moves is the first one due on this day or later.
    pub from: Date,
    /// Its new day; `None` where it stays.
    pub new_due: Option<Date>,
    /// How many instalments more there are.
    pub extra: u32,
}

/// The new terms; `None` where nothing is owed any more.
pub(super) fn new_terms(
    terms: &Terms,
    before: &Schedule,
    standing: &Standing,
    left: &Left,
    on: Date,
    how: How,
) -> Result<Option<Terms>, Vec<Problem>> {
    let Some(Base {
        terms: mut base,
        only_charge,
    }) = base(terms, before, standing, left, on)
    else {
        return Ok(None);
    };
    if base.charges.len() > MAX_CHANGES {
        let problem = Problem::new(C::TooMany, "terms.charges", base.charges.len().to_string());
        return Err(vec![problem.limit(format!("{MAX_CHANGES}, with what is unpaid"))]);
    }
    let earliest = on.max(base.starts);
    let too_early = |path: &str, day: Date| {
        let problem = Problem::new(C::TooEarly, path, format_iso_date(day));
        vec![
            problem
                .limit(format_iso_date(earliest))
                .suggest(format_iso_date(earliest)),
        ]
    };
    match how {
        How::ReAge(ReAge { start, .. }) if start < earliest => return Err(too_early("how.re_age.start", start)),
        How::Shift(Shift { new_due: Some(due), .. }) if due < earliest => {
            return Err(too_early("how.shift.new_due", due));
        }
        _ => {}
    }
    let dates = instalment_dates(terms, before.instalments);
    let plan = Maker {
        earliest,
        terms,
        before,
        standing,
        left,
        dates: &dates,
    };
    match (how, only_charge) {
        // A charge that is all there is to come is asked for on its day.
        (How::KeepAmount | How::KeepFinish | How::AppendMissed | How::ReAmortise, Some(due)) => {
            base.instalments = Instalments {
                every: Every::Monthly,
                first_due: due,
                day: None,
                held: Held::Count(1),
            };
        }
        (How::KeepAmount, None) => plan.keep_amount(&mut base)?,
        (How::KeepFinish, None) => plan.keep_finish(&mut base)?,
        (How::AppendMissed, None) => plan.append_missed(&mut base)?,
        (How::ReAmortise, None) => plan.re_amortise(&mut base)?,
        (How::ReAge(re_age), _) => plan.re_age(&mut base, re_age),
        (How::Shift(shift), _) => plan.shift(&mut base, shift)?,
    }
    let problems = base.problems();
    if problems.is_empty() {
        Ok(Some(base))
    } else {
        Err(problems)
    }
}

/// What every new plan has in common.
struct Base {
    /// What is left of each debt, and what was due and is not paid.
    terms: Terms,
    /// The day of the charge that is all there is to pay.
    only_charge: Option<Date>,
}

/// `None` where nothing is owed any more.
fn base(terms: &Terms, before: &Schedule, standing: &Standing, left: &Left, on: Date) -> Option<Base> {
    let mut base = terms.clone();
    let last_over = left.last_over.and_then(|last| before.rows.get(last));
    base.starts = last_over.map_or(terms.starts, |row| row.due);
    // A percentage was of what was owed then: what it came to stays.
    let parts = parts_left(terms, left.principal_paid);
    let let_go = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(part.let_go));
    base.reduction = terms.reduction.filter(|_| let_go > 0).map(|reduction| Reduction {
        size: ReductionSize::Amount(let_go),
        ..reduction
    });
    base.debts = parts.into_iter().map(|part| part.debt).collect();
    base.charges.clone_from(&left.charges_to_come);
    let deposit = before
        .rows
        .iter()
        .zip(&standing.rows)
        .enumerate()
        .find(|(_, (row, _))| row.kind == RowKind::Deposit);
    base.deposit = deposit.and_then(|(place, (_, one))| {
        let is_over = left.last_over.is_some_and(|last| place <= last);
        (!is_over && one.outstanding > 0).then_some(Deposit {
            amount: one.outstanding,
            due: terms.deposit?.due,
        })
    });
    if let Some(early) = base.early_payment
        && early.by < on
    {
        base.early_payment = None;
    }
    if base.starting_principal() - base.released_on_completion() <= 0 || base.debts.is_empty() {
        return only_charges(base, terms, before, left);
    }
    for (name, amount) in [("unpaid-interest", left.interest), ("unpaid-charges", left.charges)] {
        if amount > 0 {
            let id = free_name(name, |id| base.charges.iter().any(|charge| charge.id == id));
            base.charges.push(Charge {
                id,
                due: on.max(base.starts),
                amount,
                label: None,
            });
        }
    }
    Some(Base {
        terms: base,
        only_charge: None,
    })
}

/// The principal is paid: what was due and is not paid is the debt of the new plan, or else the first charge to come.
fn only_charges(mut base: Terms, terms: &Terms, before: &Schedule, left: &Left) -> Option<Base> {
    let mut owed = left.interest.saturating_add(left.charges);
    let mut only_charge = None;
    if owed == 0 {
        let first = (!base.charges.is_empty()).then(|| base.charges.remove(0))?;
        owed = first.amount;
        // The old plan may have moved it on, off the day of the payment before it.
        let row = before.rows.get(left.next).filter(|row| row.kind == RowKind::Charge);
        only_charge = Some(row.map_or(first.due, |row| row.due).max(base.starts));
        base.changes.clear();
    }
    base.reduction = None;
    base.deposit = None;
    // Neither interest nor charges bear interest.
    base.interest = None;
    base.changes
        .retain(|change| !matches!(change.kind, ChangeKind::Rate { .. }));
    base.debts = vec![Debt {
        id: terms.debts.first().map(|debt| debt.id.clone()).unwrap_or_default(),
        label: None,
        balance: owed,
        since: None,
    }];
    Some(Base {
        terms: base,
        only_charge,
    })
}

/// A debt of the new plan, and what of it is let go on completion or stays owed after the plan.
struct Part {
    debt: Debt,
    let_go: i64,
}

/// What is left of each debt.
///
/// The new plan names a reduction on completion that settles its debts, as long as sharing it among them anew comes to the
/// same; it is told of one that leaves the debt what is still owed afterwards. What was let go at the start is gone from
/// what each debt is asked for, and so is one on completion that would be shared otherwise: then a debt would pay for
/// another.
fn parts_left(terms: &Terms, paid: i64) -> Vec<Part> {
    let to_pay = remaining_balances(terms, paid, false);
    let whole = remaining_balances(terms, paid, true);
    let reduction = terms.reduction.filter(|_| terms.reduction_amount() > 0);
    let continues = reduction.is_some_and(|one| one.debt_after == DebtAfter::Continues);
    let on_completion = reduction.is_some_and(|one| one.when == ReductionWhen::OnCompletion);
    let mut parts: Vec<Part> = terms
        .debts
        .iter()
        .zip(to_pay.iter().zip(&whole))
        .filter(|(_, (to_pay, whole))| **to_pay > 0 || (continues && **whole > 0))
        .map(|(debt, (to_pay, whole))| Part {
            debt: Debt {
                balance: *whole,
                ..debt.clone()
            },
            let_go: whole - to_pay,
        })
        .collect();
    let let_go: Vec<i64> = parts.iter().map(|part| part.let_go).collect();
    let balances: Vec<i64> = parts.iter().map(|part| part.debt.balance).collect();
    let sum = let_go.iter().fold(0_i64, |sum, part| sum.saturating_add(*part));
    let stays = continues || (on_completion && share(sum, &balances).is_ok_and(|shares| shares == let_go));
    if !stays {
        for part in &mut parts {
            part.debt.balance -= core::mem::take(&mut part.let_go);
        }
    }
    parts
}

fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    // One of more numbers than there are names is free.
    (2..=u32::MAX)
        .map(|number| format!("{name}-{number}"))
        .find(|id| !taken(id))
        .unwrap_or_default()
}

/// Fixes the payment of one day.
fn add_single(base: &mut Terms, name: &str, due: Date, amount: i64) -> Result<(), Vec<Problem>> {
    add_change(base, name, ChangeKind::Single { due, amount })
}

fn add_change(base: &mut Terms, name: &str, kind: ChangeKind) -> Result<(), Vec<Problem>> {
    if base.changes.len() >= MAX_CHANGES {
        let count = (base.changes.len() + 1).to_string();
        let problem = Problem::new(C::TooMany, "how", count);
        return Err(vec![problem.limit(format!("{MAX_CHANGES} payments that differ"))]);
    }
    let id = free_name(name, |id| base.changes.iter().any(|change| change.id == id));
    base.changes.push(Change { id, kind });
    Ok(())
}

/// Lets the new instalments begin with this one; what changes days before it belongs to payments that are over.
fn begin_with(base: &mut Terms, anchor: Anchor) {
    set_rhythm(base, anchor);
    let first_due = anchor.first_due;
    base.changes.retain(|change| match change.kind {
        ChangeKind::Single { due, .. } => due >= first_due,
        // A break that is not over keeps its days free of interest, though no payment is in it any more.
        ChangeKind::Break {
            until,
            interest: BreakInterest::Paused,
            ..
        } => until > base.starts,
        ChangeKind::Reduced { until, .. } | ChangeKind::Break { until, .. } => until >= first_due,
        ChangeKind::Rate { until, .. } => until.is_none_or(|until| until > base.starts),
        ChangeKind::Step { .. } => true,
    });
}

const fn set_rhythm(base: &mut Terms, anchor: Anchor) {
    base.instalments.first_due = anchor.first_due;
    base.instalments.every = anchor.every;
    base.instalments.day = anchor.day;
}

struct Maker<'r> {
    /// Nothing new is asked for before this day.
    earliest: Date,
    terms: &'r Terms,
    before: &'r Schedule,
    standing: &'r Standing,
    left: &'r Left,
    dates: &'r [Anchor],
}

impl Maker<'_> {
    fn nothing_to_come(&self) -> Vec<Problem> {
        let finish = format_iso_date(self.before.finish);
        vec![Problem::new(C::NothingToCome, "how", finish)]
    }

    /// The instalment of this row, as one of the rhythm's own dates.
    fn nominal(&self, row: usize) -> Option<Anchor> {
        let n = self.before.rows.get(row)?.n;
        let index = usize::try_from(n.checked_sub(1)?).ok()?;
        self.dates.get(index).copied()
    }

    /// The first instalment to come; where all are over, the rhythm's next date after the last one.
    fn next_due(&self) -> Result<Anchor, Vec<Problem>> {
        let coming = self.left.coming(self.before, self.standing).next();
        if let Some(next) = coming.and_then(|(row, _)| self.nominal(row)) {
            return Ok(next);
        }
        let after = instalment_dates(self.terms, self.before.instalments.saturating_add(MAX_PAYMENTS));
        let mut after = after.into_iter().skip(self.dates.len());
        after
            .find(|anchor| anchor.first_due >= self.earliest)
            .ok_or_else(|| self.nothing_to_come())
    }

    /// Whether interest or charges were due that are not paid.
    const fn owes_costs(&self) -> bool {
        self.left.interest > 0 || self.left.charges > 0
    }

    /// The usual payment; where every payment is fixed, the next one.
    fn usual(&self) -> i64 {
        let next = self
            .left
            .coming(self.before, self.standing)
            .next()
            .map(|(_, amount)| amount);
        // Of a single payment a coarse rounding may leave a level of nothing.
        let level = self.before.level_payment.filter(|level| *level > 0);
        level.or(next).unwrap_or(self.standing.outstanding)
    }

    /// Lets the new instalments begin with this one of the old ones.
    fn start_from(&self, base: &mut Terms, anchor: Anchor) -> Result<(), Vec<Problem>> {
        begin_with(base, anchor);
        match &base.interest {
            Some(interest) if interest.basis == Basis::Period => self.count_periods_before(base, anchor),
            _ => Ok(()),
        }
    }

    /// Interest by the period comes up on each due date of the rhythm, also on those without a payment: on dates between
    /// what is over and the first payment, which a break skips or which are paid ahead. So the rhythm begins with the first
    /// of them, and breaks stand on those without a payment.
    fn count_periods_before(&self, base: &mut Terms, first: Anchor) -> Result<(), Vec<Problem>> {
        let over = self.left.last_over.map_or(0, |last| last + 1);
        let rows = self.before.rows.iter().take(over);
        let made = rows.filter(|row| row.kind == RowKind::Instalment).count();
        let last = made.checked_sub(1).and_then(|last| self.dates.get(last));
        let from = last.map_or(0, |anchor| anchor.index + 1);
        let Some(begin) = anchor_at(self.terms, from).filter(|begin| begin.first_due < first.first_due) else {
            return Ok(());
        };
        set_rhythm(base, begin);
        // The breaks of the old plan that lie between are still needed, those without interest are there.
        let between = self.terms.changes.iter().filter(|change| match change.kind {
            ChangeKind::Break {
                until,
                interest: BreakInterest::Running,
                ..
            } => until >= begin.first_due && until < first.first_due,
            _ => false,
        });
        base.changes.extend(between.cloned());
        for anchor in self
            .dates
            .iter()
            .skip(made)
            .take_while(|anchor| anchor.index < first.index)
        {
            let day = anchor.first_due;
            let interest = BreakInterest::Running;
            let skip = ChangeKind::Break {
                from: day,
                until: day,
                interest,
            };
            add_change(base, "no-payment", skip)?;
        }
        base.sort_changes();
        Ok(())
    }

    fn keep_amount(&self, base: &mut Terms) -> Result<(), Vec<Problem>> {
        let next = self.next_due()?;
        self.start_from(base, next)?;
        base.instalments.held = Held::Amount(self.usual());
        let mut coming = self.left.coming(self.before, self.standing);
        let Some((row, rest)) = coming.next() else {
            return Ok(());
        };
        // Of the next payment a part may be there already: only the rest of it is asked for.
        if self.before.rows.get(row).is_some_and(|row| rest < row.payment) {
            let due = next.first_due;
            base.changes
                .retain(|change| !matches!(change.kind, ChangeKind::Single { due: day, .. } if day == due));
            add_single(base, "payment-1", due, rest)?;
            base.sort_changes();
        }
        if matches!(self.terms.instalments.held, Held::Amount(_)) {
            return Ok(());
        }
        self.last_takes_rest(base, coming.count() + 1)
    }

    /// Where a number of payments was agreed, the last of them takes what rounding leaves, as it did before: it is no
    /// payment more.
    fn last_takes_rest(&self, base: &mut Terms, coming: usize) -> Result<(), Vec<Problem>> {
        let count = u32::try_from(coming).unwrap_or(u32::MAX);
        let Ok(schedule) = Schedule::derive(base) else {
            return Ok(());
        };
        let multiple = base.rounding.multiple_of.max(1);
        let by_rounding = multiple.saturating_mul(i64::from(count));
        let mut instalments = schedule.rows.iter().filter(|row| row.kind == RowKind::Instalment).rev();
        let (Some(rest), Some(last)) = (instalments.next(), instalments.next()) else {
            return Ok(());
        };
        let Some(date) = instalment_dates(base, count).last().copied() else {
            return Ok(());
        };
        if schedule.instalments != count.saturating_add(1) || rest.payment - rest.charges > by_rounding || last.changed
        {
            return Ok(());
        }
        let mut whole = base.clone();
        let most = last.payment.saturating_add(rest.payment);
        add_single(&mut whole, "last", date.first_due, most)?;
        // Less interest comes up where the rest does not wait: then the payment is what is left.
        if let Ok(schedule) = Schedule::derive(&whole)
            && let Some(ends) = schedule.rows.iter().rfind(|row| row.kind == RowKind::Instalment)
            && let Some(Change {
                kind: ChangeKind::Single { amount, .. },
                ..
            }) = whole.changes.last_mut()
        {
            *amount = ends.payment;
            whole.sort_changes();
            *base = whole;
        }
        Ok(())
    }

    fn keep_finish(&self, base: &mut Terms) -> Result<(), Vec<Problem>> {
        let mut coming = self.left.coming(self.before, self.standing);
        let first = coming.next().ok_or_else(|| self.nothing_to_come())?;
        let last = coming.last().unwrap_or(first);
        let finish = self.before.rows.get(last.0).map_or(self.before.finish, |row| row.due);
        self.start_from(base, self.next_due()?)?;
        base.instalments.held = Held::FinishBy(finish);
        Ok(())
    }

    fn append_missed(&self, base: &mut Terms) -> Result<(), Vec<Problem>> {
        let next = self.next_due()?;
        let coming: Vec<i64> = self
            .left
            .coming(self.before, self.standing)
            .map(|(_, amount)| amount)
            .collect();
        let over = self.before.rows.iter().zip(&self.standing.rows).take(self.left.next);
        let missed = over.filter(|(row, one)| row.kind != RowKind::Charge && one.outstanding > 0);
        let missed = missed.map(|(_, one)| one.outstanding);
        let amounts: Vec<i64> = coming.iter().copied().chain(missed).collect();
        let usual = self.usual();
        self.start_from(base, next)?;
        base.changes
            .retain(|change| matches!(change.kind, ChangeKind::Break { .. } | ChangeKind::Rate { .. }));
        base.instalments.held = Held::Amount(usual);
        let count = u32::try_from(amounts.len()).unwrap_or(u32::MAX);
        let dates = instalment_dates(base, count);
        let last = amounts.len().saturating_sub(1);
        for (index, (amount, date)) in amounts.iter().zip(&dates).enumerate() {
            // The last payment takes what is left in any case, if that is no more than the usual one.
            if *amount == usual || (index == last && *amount < usual) {
                continue;
            }
            let due = date.first_due;
            add_single(base, &format!("payment-{}", index + 1), due, *amount)?;
        }
        base.sort_changes();
        Ok(())
    }

    fn re_age(&self, base: &mut Terms, re_age: ReAge) {
        base.deposit = None;
        base.instalments.every = re_age.every;
        base.instalments.first_due = re_age.start;
        base.instalments.day = None;
        base.instalments.held = Held::Count(re_age.count);
        base.changes
            .retain(|change| matches!(change.kind, ChangeKind::Rate { .. }));
    }

    fn re_amortise(&self, base: &mut Terms) -> Result<(), Vec<Problem>> {
        let count = self.left.coming(self.before, self.standing).count();
        if count == 0 {
            return Err(self.nothing_to_come());
        }
        let rule = base.rounding;
        let parts = i128::try_from(count).unwrap_or(i128::MAX);
        let overdue = i128::from(self.standing.overdue);
        let spread = rule.mode.divide_to_multiple(overdue, parts, rule.multiple_of);
        let spread = i64::try_from(spread).unwrap_or(i64::MAX);
        self.start_from(base, self.next_due()?)?;
        base.instalments.held = Held::Amount(self.usual().saturating_add(spread));
        for change in &mut base.changes {
            if let ChangeKind::Reduced { amount, .. }
            | ChangeKind::Step { amount, .. }
            | ChangeKind::Single { amount, .. } = &mut change.kind
            {
                *amount = amount.saturating_add(spread);
            }
        }
        // Rounding may leave the last payment with nothing, or with more than one payment, and a spread sum may not be
        // enough: then the count decides.
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if !Schedule::derive(base).is_ok_and(|schedule| schedule.instalments == count) {
            base.instalments.held = Held::Count(count);
        }
        Ok(())
    }

    fn shift(&self, base: &mut Terms, shift: Shift) -> Result<(), Vec<Problem>> {
        let rows = self.before.rows.iter().zip(&self.standing.rows).enumerate();
        let unpaid = rows.filter(|(_, (row, one))| one.outstanding > 0 && row.kind != RowKind::Charge);
        let (moved, kept): (Vec<_>, Vec<_>) =
            unpaid.partition(|(_, (row, _))| row.due >= shift.from && row.kind == RowKind::Instalment);
        let Some((first_moved, _)) = moved.first() else {
            return Err(self.nothing_to_come());
        };
        let first_moved = self.nominal(*first_moved).ok_or_else(|| self.nothing_to_come())?;
        let moved_count = u32::try_from(moved.len()).unwrap_or(u32::MAX);
        let count = moved_count.saturating_add(shift.extra);
        let kept: Vec<(usize, &Row, i64)> = kept
            .iter()
            .map(|(index, (row, one))| (*index, *row, one.outstanding))
            .collect();
        let on_rhythm = kept.iter().all(|(_, row, _)| row.kind == RowKind::Instalment);
        let is_free = !base.bears_interest();
        let is_over = |place: usize| self.left.last_over.is_some_and(|last| place <= last);
        let kept_over = kept.iter().any(|(place, ..)| is_over(*place));
        match (shift.new_due, kept.as_slice()) {
            // What bears interest until its day cannot stand on a day until which interest is accounted for.
            (None, [(first, ..), ..]) if on_rhythm && !self.owes_costs() && (is_free || !kept_over) => {
                // What comes before stays where it is, as payments of their own.
                let first = self.nominal(*first).ok_or_else(|| self.nothing_to_come())?;
                base.starts = base.starts.min(first.first_due);
                let singles: Vec<(Date, i64)> = kept
                    .iter()
                    .filter_map(|(index, _, amount)| Some((self.nominal(*index)?.first_due, *amount)))
                    .collect();
                self.start_from(base, first)?;
                base.changes.retain(|change| {
                    !matches!(change.kind, ChangeKind::Single { due, .. } if singles.iter().any(|(day, _)| *day == due))
                });
                for (number, (due, amount)) in singles.into_iter().enumerate() {
                    add_single(base, &format!("kept-{}", number + 1), due, amount)?;
                }
                base.sort_changes();
                let all = u32::try_from(kept.len()).unwrap_or(u32::MAX).saturating_add(count);
                base.instalments.held = Held::Count(all);
            }
            (new_due, kept) => {
                // On another rhythm only one payment can stand before: what is kept is asked for on its last day, or on the
                // day until which interest is accounted for.
                let amount = kept.iter().fold(0_i64, |sum, (.., amount)| sum.saturating_add(*amount));
                base.deposit = kept.last().map(|(_, row, _)| Deposit {
                    amount,
                    due: row.due.max(base.starts),
                });
                match new_due {
                    Some(first_due) => {
                        begin_with(
                            base,
                            Anchor {
                                first_due,
                                day: None,
                                ..first_moved
                            },
                        );
                        // The other dates name days of the old rhythm.
                        base.changes
                            .retain(|change| matches!(change.kind, ChangeKind::Rate { .. }));
                    }
                    None => self.start_from(base, first_moved)?,
                }
                base.instalments.held = Held::Count(count);
            }
        }
        Ok(())
    }
}
