//! Due dates: an anchor, a rhythm, and the clamping to a month's end.

use super::{Date, LAST_YEAR, days_in_month};
use chrono::{Datelike, Days};

/// Last day a due date may fall on: 31 December of [`LAST_YEAR`].
const LAST_DAY: Date = match Date::from_ymd_opt(LAST_YEAR, 12, 31) {
    Some(day) => day,
    None => Date::MAX,
};

/// Fewest days between the two days of [`Every::TwiceMonthlyOn`], in every month and across its end.
const TWICE_MONTHLY_GAP_DAYS: u8 = 10;
/// Length of the shortest month: what clamps there is closest together.
const SHORTEST_MONTH_DAYS: u8 = 28;

/// How often a payment is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Every 7 days.
    Weekly,
    /// Every 14 days.
    Fortnightly,
    /// Every 28 days.
    FourWeekly,
    /// On two days of each month: day d of the anchor, and d + 15 if d ≤ 15, else d − 15; clamped.
    TwiceMonthly,
    /// On these two days of each month (1–31, in either order), clamped, at least 10 days apart.
    TwiceMonthlyOn(u8, u8),
    /// Once a month.
    Monthly,
    /// Every 3 months.
    Quarterly,
    /// Every so many months, 1–12.
    Months(u8),
    /// Every so many days, 1–366.
    Days(u16),
}

impl Every {
    /// Days between two payments, for rhythms that count days; else `None`.
    pub fn counts_days(self) -> Option<u16> {
        match self {
            Every::Weekly => Some(7),
            Every::Fortnightly => Some(14),
            Every::FourWeekly => Some(28),
            Every::Days(days) => Some(days),
            Every::TwiceMonthly | Every::TwiceMonthlyOn(..) | Every::Monthly | Every::Quarterly | Every::Months(_) => {
                None
            }
        }
    }

    /// Months between two payments, for rhythms of whole months; else `None` (also twice a month).
    pub fn counts_months(self) -> Option<u8> {
        match self {
            Every::Monthly => Some(1),
            Every::Quarterly => Some(3),
            Every::Months(months) => Some(months),
            Every::Weekly
            | Every::Fortnightly
            | Every::FourWeekly
            | Every::Days(_)
            | Every::TwiceMonthly
            | Every::TwiceMonthlyOn(..) => None,
        }
    }
}

/// Why a first date and a rhythm make no due dates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DueDatesError {
    /// A day of the month was named for a rhythm that counts days or names its own two days.
    #[error("a day of the month only goes with a rhythm of months")]
    DayWithoutMonths,
    /// The named day is not 1–31, or the first due date is not on it (clamped to the month's end).
    #[error("the first due date {first_due} is not on day {day} of its month")]
    DayDoesNotMatch {
        /// Day of the month named.
        day: u8,
        /// First due date given.
        first_due: Date,
    },
    /// [`Every::Months`] outside 1–12.
    #[error("{months} months between payments; the limits are 1 and 12")]
    MonthsOutOfRange {
        /// Months given.
        months: u8,
    },
    /// [`Every::Days`] outside 1–366.
    #[error("{days} days between payments; the limits are 1 and 366")]
    DaysOutOfRange {
        /// Days given.
        days: u16,
    },
    /// The two days are not both 1–31, or in some month (or across its end) they are less than 10 days apart.
    #[error("days {first} and {second} are not two days of the month that always lie 10 days apart")]
    TwiceMonthlyTooClose {
        /// First day of the month given.
        first: u8,
        /// Second day of the month given.
        second: u8,
    },
    /// The first due date is on neither of the two days (clamped to the month's end).
    #[error("the first due date {first_due} is on neither day {first} nor day {second} of its month")]
    NotOnTwiceMonthlyDay {
        /// First due date given.
        first_due: Date,
        /// First day of the month given.
        first: u8,
        /// Second day of the month given.
        second: u8,
    },
}

/// The due dates of a plan: strictly ascending, from the first due date to the end of 2200.
///
/// Every date is counted from the anchor, never from the date before it, and a day that a month does not have becomes
/// the month's last day: 31 January, 28 February, **31 March**. Dates are unmoved; see
/// [`WorkingDays`](super::WorkingDays) for the move to a working day.
///
/// # Invariants
/// `nth(0)` is the first due date (unless it lies after 2200), and two dates are never equal.
///
/// # Examples
/// ```
/// use plan_core::calendar::{DueDates, DueDatesError, Every, parse_iso_date};
/// let first_due = parse_iso_date("2026-02-28").unwrap();
/// let dates = DueDates::new(first_due, Some(31), Every::Monthly).unwrap();
/// assert_eq!(dates.nth(1), parse_iso_date("2026-03-31"));
/// assert_eq!(
///     DueDates::new(first_due, Some(27), Every::Monthly),
///     Err(DueDatesError::DayDoesNotMatch { day: 27, first_due })
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDates {
    first_due: Date,
    rhythm: Rhythm,
}

/// The rhythm with its limits checked. Days of the month are unclamped, 1–31.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    Days {
        step: u16,
    },
    Months {
        step: u8,
        day: u8,
    },
    /// A slot is half a month: month number × 2, plus 0 for `lower` and 1 for `upper`.
    TwiceMonthly {
        lower: u8,
        upper: u8,
        first_slot: i64,
    },
}

impl DueDates {
    /// Due dates from `first_due` on. `day` (1–31) names the day of the month that is meant when the first date is
    /// itself clamped; without it, the day of `first_due` is meant.
    ///
    /// # Errors
    /// [`DueDatesError`], the first that applies: range of the rhythm, `day` where it does not belong, `first_due` not
    /// on the day named.
    pub fn new(first_due: Date, day: Option<u8>, every: Every) -> Result<DueDates, DueDatesError> {
        match every {
            Every::Months(months) if !(1..=12).contains(&months) => {
                return Err(DueDatesError::MonthsOutOfRange { months });
            }
            Every::Days(days) if !(1..=366).contains(&days) => return Err(DueDatesError::DaysOutOfRange { days }),
            _ => {}
        }
        let rhythm = if let Some(step) = every.counts_days() {
            if day.is_some() {
                return Err(DueDatesError::DayWithoutMonths);
            }
            Rhythm::Days { step }
        } else if let Some(step) = every.counts_months() {
            Rhythm::Months {
                step,
                day: meant_day(first_due, day)?,
            }
        } else if let Every::TwiceMonthlyOn(first, second) = every {
            twice_monthly_on(first_due, day, first, second)?
        } else {
            let meant = meant_day(first_due, day)?;
            if meant <= 15 {
                Rhythm::TwiceMonthly {
                    lower: meant,
                    upper: meant + 15,
                    first_slot: month_number(first_due) * 2,
                }
            } else {
                Rhythm::TwiceMonthly {
                    lower: meant - 15,
                    upper: meant,
                    first_slot: month_number(first_due) * 2 + 1,
                }
            }
        };
        Ok(DueDates { first_due, rhythm })
    }

    /// The due date at `index`, where `before` is the one before it: the same as [`DueDates::nth`], only sooner.
    pub(crate) fn following(&self, index: u32, before: Date) -> Option<Date> {
        match self.rhythm {
            Rhythm::Days { step } => {
                let date = before.checked_add_days(Days::new(u64::from(step)))?;
                (date <= LAST_DAY).then_some(date)
            }
            // Most plans are these, and within a year only the day of the year moves on.
            Rhythm::Months { step: 1, day } if day <= SHORTEST_MONTH_DAYS && before.month() < 12 => {
                before.with_ordinal(before.ordinal() + days_in_month(before.year(), before.month())?)
            }
            Rhythm::Months { step, day } => {
                let months = before.month0() + u32::from(step);
                // A step is a year at most.
                let (year, month0) = if months < 12 {
                    (before.year(), months)
                } else {
                    (before.year() + 1, months - 12)
                };
                let date = clamped(year, month0 + 1, day)?;
                (date <= LAST_DAY).then_some(date)
            }
            Rhythm::TwiceMonthly { .. } => self.nth(index),
        }
    }

    /// The due date at `index`, counted from 0 for the first; `None` when it lies after 31 December 2200.
    /// Takes the same short time for every index.
    pub fn nth(&self, index: u32) -> Option<Date> {
        let date = match self.rhythm {
            Rhythm::Days { step } => {
                let days = u64::from(index) * u64::from(step);
                self.first_due.checked_add_days(Days::new(days))?
            }
            Rhythm::Months { step, day } => {
                let month = month_number(self.first_due) + i64::from(index) * i64::from(step);
                date_in_month(month, day)?
            }
            Rhythm::TwiceMonthly {
                lower,
                upper,
                first_slot,
            } => {
                let slot = first_slot + i64::from(index);
                let day = if slot.rem_euclid(2) == 0 { lower } else { upper };
                date_in_month(slot.div_euclid(2), day)?
            }
        };
        (date <= LAST_DAY).then_some(date)
    }

    /// The day of the month that the due date at `index` is meant to be, 1–31: the 31st stays the 31st in a month that
    /// is shorter. `None` where the rhythm counts days, and no day is meant.
    pub const fn meant_day(&self, index: u32) -> Option<u8> {
        match self.rhythm {
            Rhythm::Days { .. } => None,
            Rhythm::Months { day, .. } => Some(day),
            Rhythm::TwiceMonthly {
                lower,
                upper,
                first_slot,
            } => Some(if (first_slot + index as i64) % 2 == 0 {
                lower
            } else {
                upper
            }),
        }
    }

    /// All due dates, ascending, up to 31 December 2200.
    pub fn iter(&self) -> impl Iterator<Item = Date> + '_ {
        (0..).map_while(|index| self.nth(index))
    }

    /// The due date nearest to `date`; of two equally near, the earlier. `None` only if there is no due date at all
    /// (the first lies after 2200).
    pub fn nearest(&self, date: Date) -> Option<Date> {
        let date = date.min(LAST_DAY);
        let Some(index) = self.last_index_until(date) else {
            return self.nth(0);
        };
        let earlier = self.nth(index)?;
        let later = index.checked_add(1).and_then(|next| self.nth(next));
        Some(match later {
            Some(later) if later.signed_duration_since(date) < date.signed_duration_since(earlier) => later,
            _ => earlier,
        })
    }

    /// The index of `date`; `None` if it is not a due date.
    pub fn index_of(&self, date: Date) -> Option<u32> {
        let index = self.last_index_until(date.min(LAST_DAY))?;
        (self.nth(index) == Some(date)).then_some(index)
    }

    /// Index of the last due date on or before `date` (which is not after [`LAST_DAY`]).
    fn last_index_until(&self, date: Date) -> Option<u32> {
        let highest = match self.rhythm {
            Rhythm::Days { step } => date
                .signed_duration_since(self.first_due)
                .num_days()
                .div_euclid(i64::from(step)),
            Rhythm::Months { step, .. } => {
                (month_number(date) - month_number(self.first_due)).div_euclid(i64::from(step))
            }
            Rhythm::TwiceMonthly { first_slot, .. } => month_number(date) * 2 + 1 - first_slot,
        };
        // The month is right, but its due dates (two at most) may still lie after `date`.
        (0..=2)
            .filter_map(|back| u32::try_from(highest - back).ok())
            .find(|&index| self.nth(index).is_some_and(|due| due <= date))
    }
}

/// The unclamped day of the month that `first_due` stands for.
fn meant_day(first_due: Date, day: Option<u8>) -> Result<u8, DueDatesError> {
    match day {
        None => Ok(day_of_month(first_due)),
        Some(day) if (1..=31).contains(&day) && is_on_day(first_due, day) => Ok(day),
        Some(day) => Err(DueDatesError::DayDoesNotMatch { day, first_due }),
    }
}

fn twice_monthly_on(first_due: Date, day: Option<u8>, first: u8, second: u8) -> Result<Rhythm, DueDatesError> {
    let (lower, upper) = (first.min(second), first.max(second));
    // In the shortest month the days are closest, both within the month and across its end.
    let upper_in_shortest = upper.min(SHORTEST_MONTH_DAYS);
    let within = upper_in_shortest.saturating_sub(lower);
    let across = SHORTEST_MONTH_DAYS - upper_in_shortest + lower;
    if lower < 1 || upper > 31 || within < TWICE_MONTHLY_GAP_DAYS || across < TWICE_MONTHLY_GAP_DAYS {
        return Err(DueDatesError::TwiceMonthlyTooClose { first, second });
    }
    if day.is_some() {
        return Err(DueDatesError::DayWithoutMonths);
    }
    let month_slot = month_number(first_due) * 2;
    let first_slot = if is_on_day(first_due, lower) {
        month_slot
    } else if is_on_day(first_due, upper) {
        month_slot + 1
    } else {
        return Err(DueDatesError::NotOnTwiceMonthlyDay {
            first_due,
            first,
            second,
        });
    };
    Ok(Rhythm::TwiceMonthly {
        lower,
        upper,
        first_slot,
    })
}

/// Whether `date` is the `day` of its month, clamped to the month's end.
fn is_on_day(date: Date, day: u8) -> bool {
    days_in_month(date.year(), date.month()).is_some_and(|days| date.day() == u32::from(day).min(days))
}

/// 1 to 31.
pub(crate) fn day_of_month(date: Date) -> u8 {
    u8::try_from(date.day()).unwrap_or(31)
}

/// Months since the start of year 0.
pub(crate) fn month_number(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

/// The `day` of the month with this number, clamped to the month's end; `None` beyond the calendar.
pub(crate) fn date_in_month(month_number: i64, day: u8) -> Option<Date> {
    let year = i32::try_from(month_number.div_euclid(12)).ok()?;
    let month = u32::try_from(month_number.rem_euclid(12)).ok()? + 1;
    clamped(year, month, day)
}

fn clamped(year: i32, month: u32, day: u8) -> Option<Date> {
    Date::from_ymd_opt(year, month, u32::from(day).min(days_in_month(year, month)?))
}
