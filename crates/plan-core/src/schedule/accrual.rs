//! For how much of a year a payment has to carry interest, and at which rate.
//!
//! Nothing is rounded here: the interest of a row is its principal times a [`Fraction`], rounded once where it is
//! booked.

use chrono::Datelike;

use super::slots::Slot;
use crate::calendar::{Date, DueDates, Every, day_of_month};
use crate::money::{Percent, Rounding};
use crate::terms::{Basis, BreakInterest, ChangeKind, Interest, Terms};

/// How much interest one minor unit of principal bears: a fraction that is never negative.
///
/// # Limits
/// The numerator stays below 2^58 and the denominator below 2^46: the highest rate is 10^7 ten-thousandths of a per
/// cent, and 1970 to 2200 are fewer than 2^17 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fraction {
    pub numerator: i64,
    pub denominator: i64,
}

impl Fraction {
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// The interest on `principal`, rounded by `mode`; `None` where no amount is as large.
    #[inline]
    pub fn of(self, principal: i64, mode: Rounding) -> Option<i64> {
        mode.scale(principal, self.numerator, self.denominator)
    }

    /// The sum, as long as it can be written down.
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return Some(Self { numerator, ..self });
        }
        let common = greatest_common_divisor(self.denominator, other.denominator);
        let (left, right) = (self.denominator / common, other.denominator / common);
        let numerator = self
            .numerator
            .checked_mul(right)?
            .checked_add(other.numerator.checked_mul(left)?)?;
        Some(Self {
            numerator,
            denominator: self.denominator.checked_mul(right)?,
        })
    }
}

const fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    if a == 0 { 1 } else { a }
}

/// A whole unit, in the units of a rate: 100 % in ten-thousandths of a per cent.
const WHOLE: i64 = Percent::HUNDRED.ten_thousandths() as i64;

/// Days since 1970: differences of days are what interest goes by.
type Day = i64;

fn day_number(date: Date) -> Day {
    i64::from(date.to_epoch_days())
}

/// From one day to a later one. Most stretches lie within a year, where nothing has to be counted from 1970.
#[inline]
fn days_between(from: Date, to: Date) -> i64 {
    if from.year() == to.year() {
        i64::from(to.ordinal()) - i64::from(from.ordinal())
    } else {
        day_number(to) - day_number(from)
    }
}

/// From this day on the rate is this many ten-thousandths of a per cent.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Piece {
    from: Day,
    rate: i64,
}

/// The rate of every day.
#[derive(Clone, PartialEq, Eq)]
struct Rates {
    /// From the beginning of time.
    first: i64,
    /// Other rates after it, ascending by day.
    later: Vec<Piece>,
    /// How many of them have begun where the last stretch ended: stretches follow each other.
    begun: usize,
}

/// A stretch of days with a rate of its own: first day, last day, rate.
type Span = (Day, Day, i64);

impl Rates {
    /// `spans` in rising strength: a later one covers an earlier one.
    fn new(base: i64, spans: &[Span]) -> Self {
        let mut borders: Vec<Day> = spans.iter().flat_map(|(from, until, _)| [*from, *until + 1]).collect();
        crate::sort_by(&mut borders, Ord::cmp);
        borders.dedup();
        let rate_on = |day: Day| {
            let covers = |span: &&Span| span.0 <= day && day <= span.1;
            spans.iter().rev().find(covers).map_or(base, |span| span.2)
        };
        let mut later: Vec<Piece> = Vec::new();
        for from in borders {
            let rate = rate_on(from);
            if later.last().map_or(base, |last| last.rate) != rate {
                later.push(Piece { from, rate });
            }
        }
        Self {
            first: base,
            later,
            begun: 0,
        }
    }

    /// Σ of the rates of the `days` after `after`, until `until` itself. Calls follow each other in time.
    #[inline(always)]
    fn sum(&mut self, after: Date, until: Date, days: i64) -> i64 {
        if self.later.is_empty() {
            // Rates are below 2^24 and days below 2^17. A product with a check is one of 128 digits in a browser.
            return self.first.wrapping_mul(days.max(0));
        }
        self.sum_of_pieces(day_number(after), day_number(until))
    }

    fn sum_of_pieces(&mut self, mut after: Day, until: Day) -> i64 {
        let mut sum = 0;
        while after < until {
            let rate = self.on(after + 1);
            let end = match self.later.get(self.begun) {
                Some(next) if next.from <= until => next.from - 1,
                _ => until,
            };
            sum += rate.wrapping_mul(end - after);
            after = end;
        }
        sum
    }

    /// The rate of one day. Calls follow each other in time.
    fn on(&mut self, day: Day) -> i64 {
        while let Some(next) = self.later.get(self.begun)
            && next.from <= day
        {
            self.begun += 1;
        }
        let current = self.begun.checked_sub(1).and_then(|index| self.later.get(index));
        current.map_or(self.first, |piece| piece.rate)
    }
}

/// What a stretch from one payment to the next bears: as it will be booked, and as the level payment is found, which
/// leaves the pauses of interest out.
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    booked: Fraction,
    planned: Fraction,
}

impl Stretch {
    pub const FREE: Self = Self::without_pauses(Fraction::ZERO);

    pub const fn without_pauses(fraction: Fraction) -> Self {
        Self {
            booked: fraction,
            planned: fraction,
        }
    }

    pub const fn booked(&self) -> Fraction {
        self.booked
    }

    pub const fn planned(&self) -> Fraction {
        self.planned
    }
}

/// Follows the payments of a plan and says what each stretch bears.
pub(super) struct Accrual {
    basis: Option<Basis>,
    every: Every,
    booked: Rates,
    /// `None` where nothing is paused: both are the same.
    planned: Option<Rates>,
    /// The day of the last payment, or the start.
    last: Date,
    /// Its day of the month, as it is meant.
    last_day: Option<u8>,
    /// Due dates whose period has been counted.
    periods: u32,
}

impl Accrual {
    pub fn new(terms: &Terms) -> Self {
        let (mut spans, base) = match &terms.interest {
            Some(interest) => (rate_changes(terms), i64::from(interest.annual.ten_thousandths())),
            None => (Vec::new(), 0),
        };
        let pauses = terms
            .interest
            .as_ref()
            .map_or(&[][..], |interest: &Interest| &interest.pauses);
        let planned = (!pauses.is_empty()).then(|| Rates::new(base, &spans));
        spans.extend(
            pauses
                .iter()
                .map(|pause| (day_number(pause.from), day_number(pause.until), 0)),
        );
        Self {
            basis: terms.interest.as_ref().map(|interest| interest.basis),
            every: terms.instalments.every,
            booked: Rates::new(base, &spans),
            planned,
            last: terms.starts,
            last_day: None,
            periods: 0,
        }
    }

    /// Whether some days are free of interest that the level payment does not know of.
    pub const fn has_pauses(&self) -> bool {
        self.planned.is_some()
    }

    /// From the last payment to a deposit.
    pub fn until_deposit(&mut self, due: Date) -> Stretch {
        match self.basis {
            None | Some(Basis::Period) => Stretch::FREE,
            Some(basis) => self.until_day(basis, due, None),
        }
    }

    /// From the last payment to an instalment.
    #[inline(always)]
    pub fn until_slot(&mut self, slot: &Slot, dates: &DueDates) -> Stretch {
        match self.basis {
            None => Stretch::FREE,
            Some(Basis::Period) => self.until_period(slot.index, dates),
            Some(basis) => self.until_day(basis, slot.due, slot.meant_day),
        }
    }

    /// What has accrued on a day since a payment (its day, and the day of the month that was meant), or since the
    /// start. A basis of whole periods has nothing between two due dates.
    pub fn since_payment(mut self, payment: Option<(Date, Option<u8>)>, day: Date) -> Fraction {
        if let Some((due, meant_day)) = payment {
            (self.last, self.last_day) = (due, meant_day);
        }
        match self.basis {
            None | Some(Basis::Period) => Fraction::ZERO,
            Some(basis) => self.until_day(basis, day, None).booked(),
        }
    }

    #[inline(always)]
    fn until_day(&mut self, basis: Basis, due: Date, meant_day: Option<u8>) -> Stretch {
        let (last, last_day) = (self.last, self.last_day);
        (self.last, self.last_day) = (due, meant_day);
        let days = days_between(last, due);
        let booked = self.booked.sum(last, due, days);
        let planned = self.planned.as_mut().map_or(booked, |rates| rates.sum(last, due, days));
        let of_year = |length: i64| {
            let fraction = |numerator: i64| Fraction {
                numerator,
                denominator: WHOLE * length,
            };
            Stretch {
                booked: fraction(booked),
                planned: fraction(planned),
            }
        };
        match basis {
            Basis::Actual360 => of_year(360),
            Basis::Actual365 | Basis::Period => of_year(365),
            Basis::Thirty360 => {
                let day = |meant: Option<u8>, date: Date| meant.unwrap_or_else(|| day_of_month(date));
                let counted = thirty_360(last, day(last_day, last), due, day(meant_day, due));
                Stretch {
                    booked: thirty_360_share(booked, counted, days),
                    planned: thirty_360_share(planned, counted, days),
                }
            }
        }
    }

    /// One period for every due date since the last one, skipped ones as well; each at the rate of its day.
    fn until_period(&mut self, index: u32, dates: &DueDates) -> Stretch {
        let mut sum = 0;
        while self.periods <= index {
            if let Some(due) = dates.nth(self.periods) {
                sum += self.booked.on(day_number(due));
            }
            self.periods += 1;
        }
        let (numerator, per_year) = periods_per_year(self.every);
        Stretch::without_pauses(Fraction {
            numerator: sum * numerator,
            denominator: WHOLE * per_year,
        })
    }
}

/// The other rates of the terms, and the breaks in which interest is paused, in rising strength.
fn rate_changes(terms: &Terms) -> Vec<Span> {
    let changes = || terms.changes.iter().map(|change| change.kind);
    let rates = changes().filter_map(|kind| match kind {
        ChangeKind::Rate { from, until, annual } => {
            let until = day_number(until.unwrap_or(Date::MAX));
            Some((day_number(from), until, i64::from(annual.ten_thousandths())))
        }
        _ => None,
    });
    let breaks = changes().filter_map(|kind| match kind {
        ChangeKind::Break {
            from,
            until,
            interest: BreakInterest::Paused,
        } => Some((day_number(from), day_number(until), 0)),
        _ => None,
    });
    rates.chain(breaks).collect()
}

/// How much of a year one period is, as a fraction.
const fn periods_per_year(every: Every) -> (i64, i64) {
    match every {
        Every::Weekly => (1, 52),
        Every::Fortnightly => (1, 26),
        Every::FourWeekly => (1, 13),
        Every::TwiceMonthly | Every::TwiceMonthlyOn(..) => (1, 24),
        Every::Monthly => (1, 12),
        Every::Quarterly => (1, 4),
        Every::Months(months) => (months as i64, 12),
        // The checks refuse it; days of 365 are what it would mean.
        Every::Days(days) => (days as i64, 365),
    }
}

/// Days between two dates in months of 30: 30E/360, with the days of the month as they are meant.
fn thirty_360(from: Date, from_day: u8, to: Date, to_day: u8) -> i64 {
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month0());
    let day = |day: u8| i64::from(day.min(30));
    ((months(to) - months(from)) * 30 + day(to_day) - day(from_day)).max(0)
}

/// `counted` days of 360, of which the rates of `days` real days sum to `sum`: days with another rate take their
/// share of the stretch. The denominator stays the small one where it can: flat interest sums these fractions.
fn thirty_360_share(sum: i64, counted: i64, days: i64) -> Fraction {
    if days <= 0 {
        return Fraction::ZERO;
    }
    if sum % days == 0 {
        return Fraction {
            numerator: sum / days * counted,
            denominator: WHOLE * 360,
        };
    }
    Fraction {
        numerator: sum * counted,
        denominator: WHOLE * 360 * days,
    }
}
