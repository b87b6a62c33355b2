//! Walks the due dates of a plan: leaves out breaks, finds what a change fixes, moves days off holidays.

use crate::calendar::{Date, DueDates, LAST_YEAR, Move, WorkingDays, format_iso_date};
use crate::problem::{Problem, ProblemCode as C};
use crate::terms::{ChangeKind, Held, Terms, move_date};

/// One due date on which something is paid.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    /// The day, after working days moved it.
    pub due: Date,
    /// The payment that a change fixes; `None` is a level payment.
    pub fixed: Option<i64>,
    /// The index of the change, when it is a single payment.
    pub single: Option<u16>,
    /// Which due date it is, counted from 0; breaks are counted.
    pub index: u32,
    /// The day of the month that is meant, 1–31, where the month may be too short for it.
    pub meant_day: Option<u8>,
}

/// Why a calendar of working days gives no day for a payment.
#[derive(Clone, Copy)]
enum Trouble {
    /// Nobody knows the holidays of that day's year.
    Unknown(Date),
    /// The payment due that day would move to the day of the one before.
    TooClose(Date),
}

pub(super) struct Slots<'t> {
    pub terms: &'t Terms,
    pub dates: DueDates,
    next: u32,
    /// The due date before the next one.
    previous: Option<Date>,
    /// By index in `terms.changes`: touched at least one due date so far.
    touched: Vec<bool>,
    /// Due dates after this day are only looked at: what touches them has no effect on the plan.
    pub deadline: Option<Date>,
    /// The last day that was given.
    last: Option<Date>,
    /// What the calendar of working days does not know or allow, when that ended the walk.
    trouble: Option<Trouble>,
}

impl<'t> Slots<'t> {
    pub fn new(terms: &'t Terms) -> Result<Self, Problem> {
        let dates = terms.due_dates();
        Ok(Self {
            terms,
            dates: dates.ok_or_else(|| Problem::new(C::PastLastDate, "instalments.first_due", ""))?,
            next: 0,
            previous: None,
            touched: vec![false; terms.changes.len()],
            deadline: match terms.instalments.held {
                Held::FinishBy(deadline) => Some(deadline),
                Held::Amount(_) | Held::Count(_) => None,
            },
            last: None,
            trouble: None,
        })
    }

    /// The strongest change on a due date: break > single > reduced > step.
    fn strongest(&self, due: Date) -> Option<(usize, ChangeKind)> {
        let mut best: Option<(u8, Date, usize, ChangeKind)> = None;
        for (index, change) in self.terms.changes.iter().enumerate() {
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

    #[inline(always)]
    pub fn next_slot(&mut self) -> Option<Slot> {
        loop {
            let index = self.next;
            let nominal = match self.previous {
                Some(previous) => self.dates.following(index, previous)?,
                None => self.dates.nth(index)?,
            };
            self.next = index.checked_add(1)?;
            self.previous = Some(nominal);
            let found = if self.terms.changes.is_empty() {
                None
            } else {
                self.strongest(nominal)
            };
            let moved = move_date(self.terms.working_days.as_ref(), nominal);
            let counts = self
                .deadline
                .is_none_or(|deadline| moved.is_some_and(|due| due <= deadline));
            if let Some((change, _)) = found
                && counts
            {
                self.touch(change);
            }
            let fixed = match found.map(|(_, kind)| kind) {
                Some(ChangeKind::Break { .. }) => continue,
                Some(
                    ChangeKind::Single { amount, .. }
                    | ChangeKind::Reduced { amount, .. }
                    | ChangeKind::Step { amount, .. },
                ) => Some(amount),
                Some(ChangeKind::Rate { .. }) | None => None,
            };
            let Some(due) = moved else {
                self.trouble = Some(Trouble::Unknown(nominal));
                return None;
            };
            // A list of holidays may close the banks for longer than from one payment to the next.
            if self.last.is_some_and(|last| due <= last) {
                self.trouble = Some(Trouble::TooClose(nominal));
                return None;
            }
            self.last = Some(due);
            let single = match found {
                Some((index, ChangeKind::Single { .. })) => u16::try_from(index).ok(),
                _ => None,
            };
            let meant_day = if due == nominal {
                self.dates.meant_day(index)
            } else {
                None
            };
            return Some(Slot {
                due,
                fixed,
                single,
                index,
                meant_day,
            });
        }
    }

    fn touch(&mut self, index: usize) {
        if let Some(touched) = self.touched.get_mut(index) {
            *touched = true;
        }
    }

    /// Whether the change of this index touched a due date of the plan.
    pub fn touches(&self, index: usize) -> bool {
        self.touched.get(index).copied().unwrap_or(false)
    }

    /// Whether the calendar of working days ended the walk before it was sure to be past `deadline`.
    pub fn is_in_trouble_by(&self, deadline: Date) -> bool {
        match self.trouble {
            None => false,
            Some(Trouble::TooClose(_)) => true,
            // A day that only moves on cannot come back to the deadline, whatever the holidays are.
            Some(Trouble::Unknown(day)) => {
                let only_moves_on = |rule: &WorkingDays| rule.shift == Move::Following;
                day <= deadline || !self.terms.working_days.as_ref().is_some_and(only_moves_on)
            }
        }
    }

    /// Why the walk ended before the plan did.
    pub fn ended(&self) -> Problem {
        match self.trouble {
            Some(Trouble::TooClose(day)) => {
                Problem::new(C::TooClose, "working_days", format_iso_date(day)).limit("one payment on a working day")
            }
            Some(Trouble::Unknown(day)) => {
                let years = self.terms.working_days.as_ref().map(|rule| rule.calendar.known_years());
                let problem = Problem::new(C::NoBankHolidays, "working_days", format_iso_date(day));
                problem.limit(years.unwrap_or_default())
            }
            None => Problem::new(C::PastLastDate, "instalments", "").limit(LAST_YEAR.to_string()),
        }
    }
}
