//! The ways in which a plan is made anew.

use super::{Left, Standing};
use crate::calendar::{Date, Every, format_iso_date};
use crate::problem::{Problem, ProblemCode as C};
use crate::schedule::{Anchor, Row, RowKind, Schedule, instalment_dates, remaining_balances};
use crate::terms::{
    Change, ChangeKind, Charge, Debt, DebtAfter, Deposit, Held, Reduction, ReductionSize, ReductionWhen, Terms,
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
    if standing.outstanding == 0 {
        return Ok(None);
    }
    let Some(mut base) = base(terms, before, standing, left, on) else {
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
    match how {
        How::KeepAmount => plan.keep_amount(&mut base)?,
        How::KeepFinish => plan.keep_finish(&mut base)?,
        How::AppendMissed => plan.append_missed(&mut base)?,
        How::ReAge(re_age) => plan.re_age(&mut base, re_age),
        How::ReAmortise => plan.re_amortise(&mut base)?,
        How::Shift(shift) => plan.shift(&mut base, shift)?,
    }
    let problems = base.problems();
    if problems.is_empty() {
        Ok(Some(base))
    } else {
        Err(problems)
    }
}

/// What every new plan has in common: what is left of each debt, and what was due and is not paid.
fn base(terms: &Terms, before: &Schedule, standing: &Standing, left: &Left, on: Date) -> Option<Terms> {
    let mut base = terms.clone();
    base.starts = left.accrued_until.unwrap_or(terms.starts);
    let balances = remaining_balances(terms, left.principal_paid, keeps_reduction(terms));
    base.debts = terms
        .debts
        .iter()
        .zip(balances)
        .filter(|(_, balance)| *balance > 0)
        .map(|(debt, balance)| Debt {
            balance,
            ..debt.clone()
        })
        .collect();
    // A percentage was of what was owed then: what it came to stays. What was let go at the start and settles the debt is
    // gone from what each debt is asked for; as a reduction of the new plan it would be shared anew.
    base.reduction = terms
        .reduction
        .filter(|_| keeps_reduction(terms))
        .map(|reduction| Reduction {
            size: ReductionSize::Amount(terms.reduction_amount()),
            ..reduction
        });
    let is_over = |row: &Row| left.accrued_until.is_some_and(|day| row.due <= day);
    let last_over = before
        .rows
        .iter()
        .filter(|row| is_over(row))
        .map(|row| row.due)
        .next_back();
    base.charges
        .retain(|charge| last_over.is_none_or(|day| charge.due > day));
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
    let deposit = before
        .rows
        .iter()
        .zip(&standing.rows)
        .find(|(row, _)| row.kind == RowKind::Deposit);
    base.deposit = deposit.and_then(|(row, one)| {
        (!is_over(row) && one.outstanding > 0).then_some(Deposit {
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
        // Only charges and interest are left: they are what is owed now.
        let owed = base
            .charges
            .iter()
            .fold(0_i64, |sum, charge| sum.saturating_add(charge.amount));
        let id = terms.debts.first().map(|debt| debt.id.clone()).unwrap_or_default();
        base.charges.clear();
        base.reduction = None;
        // Neither interest nor charges bear interest.
        base.interest = None;
        base.changes
            .retain(|change| !matches!(change.kind, ChangeKind::Rate { .. }));
        base.debts = (owed > 0)
            .then_some(Debt {
                id,
                label: None,
                balance: owed,
                since: None,
            })
            .into_iter()
            .collect();
    }
    (!base.debts.is_empty()).then_some(base)
}

/// Whether the new plan names the reduction: one on completion is to come, and of one that leaves the debt it is told what
/// is still owed afterwards.
fn keeps_reduction(terms: &Terms) -> bool {
    terms.reduction_amount() > 0
        && terms.reduction.is_some_and(|reduction| {
            reduction.when == ReductionWhen::OnCompletion || reduction.debt_after == DebtAfter::Continues
        })
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
    if base.changes.len() >= MAX_CHANGES {
        let count = (base.changes.len() + 1).to_string();
        let problem = Problem::new(C::TooMany, "how", count);
        return Err(vec![problem.limit(format!("{MAX_CHANGES} payments that differ"))]);
    }
    let id = free_name(name, |id| base.changes.iter().any(|change| change.id == id));
    base.changes.push(Change {
        id,
        kind: ChangeKind::Single { due, amount },
    });
    Ok(())
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

    fn start_from(&self, base: &mut Terms, anchor: Anchor) {
        let first_due = anchor.first_due;
        base.instalments.first_due = first_due;
        base.instalments.every = anchor.every;
        base.instalments.day = anchor.day;
        // Dates before the new first payment belong to payments that are over.
        base.changes.retain(|change| match change.kind {
            ChangeKind::Single { due, .. } => due >= first_due,
            ChangeKind::Reduced { until, .. } | ChangeKind::Break { until, .. } => until >= first_due,
            ChangeKind::Rate { until, .. } => until.is_none_or(|until| until > base.starts),
            ChangeKind::Step { .. } => true,
        });
    }

    fn keep_amount(&self, base: &mut Terms) -> Result<(), Vec<Problem>> {
        let next = self.next_due()?;
        self.start_from(base, next);
        base.instalments.held = Held::Amount(self.usual());
        // Of the next payment a part may be there already: only the rest of it is asked for.
        let coming = self.left.coming(self.before, self.standing).next();
        let Some((row, rest)) = coming else { return Ok(()) };
        if self.before.rows.get(row).is_some_and(|row| rest < row.payment) {
            let due = next.first_due;
            base.changes
                .retain(|change| !matches!(change.kind, ChangeKind::Single { due: day, .. } if day == due));
            add_single(base, "payment-1", due, rest)?;
            base.sort_changes();
        }
        Ok(())
    }

    fn keep_finish(&self, base: &mut Terms) -> Result<(), Vec<Problem>> {
        let mut coming = self.left.coming(self.before, self.standing);
        let first = coming.next().ok_or_else(|| self.nothing_to_come())?;
        let last = coming.last().unwrap_or(first);
        let finish = self.before.rows.get(last.0).map_or(self.before.finish, |row| row.due);
        self.start_from(base, self.next_due()?);
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
        let amounts: Vec<i64> = coming
            .iter()
            .copied()
            .filter(|amount| *amount > 0)
            .chain(missed)
            .collect();
        let usual = self.usual();
        self.start_from(base, next);
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
        self.start_from(base, self.next_due()?);
        base.instalments.held = Held::Amount(self.usual().saturating_add(spread));
        for change in &mut base.changes {
            if let ChangeKind::Reduced { amount, .. }
            | ChangeKind::Step { amount, .. }
            | ChangeKind::Single { amount, .. } = &mut change.kind
            {
                *amount = amount.saturating_add(spread);
            }
        }
        // Rounding may leave the last payment with nothing, or with more than one payment: then the count decides.
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if Schedule::derive(base).is_ok_and(|schedule| schedule.instalments != count) {
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
        let unpaid_extra = |base: &Terms| base.charges.iter().any(|charge| charge.id.starts_with("unpaid-"));
        let kept: Vec<(usize, &Row, i64)> = kept
            .iter()
            .map(|(index, (row, one))| (*index, *row, one.outstanding))
            .collect();
        let on_rhythm = kept.iter().all(|(_, row, _)| row.kind == RowKind::Instalment);
        match (shift.new_due, kept.as_slice()) {
            (None, [(first, ..), ..]) if on_rhythm && !unpaid_extra(base) => {
                // What comes before stays where it is, as payments of their own.
                let first = self.nominal(*first).ok_or_else(|| self.nothing_to_come())?;
                base.starts = base.starts.min(first.first_due);
                let singles: Vec<(Date, i64)> = kept
                    .iter()
                    .filter_map(|(index, _, amount)| Some((self.nominal(*index)?.first_due, *amount)))
                    .collect();
                self.start_from(base, first);
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
                // On another rhythm only one payment can stand before: what is kept is asked for on its last day.
                let amount = kept.iter().fold(0_i64, |sum, (.., amount)| sum.saturating_add(*amount));
                base.deposit = kept.last().map(|(_, row, _)| Deposit { amount, due: row.due });
                if let Some(deposit) = base.deposit {
                    base.starts = base.starts.min(deposit.due);
                }
                let start = match new_due {
                    Some(first_due) => Anchor {
                        first_due,
                        day: None,
                        ..first_moved
                    },
                    None => first_moved,
                };
                self.start_from(base, start);
                // The other dates name days of the old rhythm.
                if new_due.is_some() {
                    base.changes
                        .retain(|change| matches!(change.kind, ChangeKind::Rate { .. }));
                }
                base.instalments.held = Held::Count(count);
            }
        }
        Ok(())
    }
}
