//! The annual percentage rate of what is advanced and what is paid back.
//!
//! Both conventions look for the one rate at which the payments are worth what was advanced:
//! Σ advance × d(t) = Σ payment × d(t), with t counted from the first advance.
//!
//! | convention | d(t) | what is shown |
//! |---|---|---|
//! | [`Convention::Effective`] | (1 + X)^−t, t in years | X |
//! | [`Convention::Nominal`] | 1 ÷ ((1 + f·i) × (1 + i)^t), t whole unit-periods and f the rest of one | i × unit-periods of a year |
//!
//! # Source
//! Effective: Directive 2008/48/EC, Annex I, and Directive 2014/17/EU, Annex I; the same equation holds in the United
//! Kingdom (FCA Handbook, CONC App 1.2 and MCOB 10A.2). Nominal: Regulation Z, 12 CFR 1026, Appendix J, (b)(8).
//!
//! # Determinism
//! Decimals only, and no power but whole ones: for the effective rate, time is counted in a unit of which months and
//! days are whole multiples. Every machine gives the same digits.

mod root;
mod time;
mod unit_period;

pub use time::TimeCount;
pub use unit_period::UnitPeriod;

use rust_decimal::Decimal;

use crate::MAX_PAYMENTS;
use crate::calendar::Date;
use crate::money::Rounding;
use crate::schedule::Schedule;
use crate::terms::Terms;

/// The highest rate that is shown, in per cent.
pub const HIGHEST_APR_PERCENT: u32 = 1_000_000;

/// An amount on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// When.
    pub date: Date,
    /// How much, in minor units; above zero.
    pub amount: i64,
}

/// What was advanced and what is paid back, each in any order; at most [`MAX_PAYMENTS`] of either.
///
/// A charge that the borrower pays is a payment, also on the day of the first advance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credit {
    /// To the borrower.
    pub advances: Vec<Flow>,
    /// From the borrower; none before the first advance.
    pub payments: Vec<Flow>,
}

/// Which rate is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convention {
    /// The effective annual rate of the European Union and the United Kingdom.
    Effective(TimeCount),
    /// The nominal annual rate of the United States; without a unit-period, the one that Appendix J finds.
    Nominal(Option<UnitPeriod>),
}

/// An annual percentage rate, from 0 to [`HIGHEST_APR_PERCENT`].
///
/// # Units
/// Hundred-millionths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Apr(i64);

impl Apr {
    /// How many decimals it has.
    pub const DECIMALS: u32 = 8;

    /// In per cent, with all decimals.
    pub fn percent(self) -> Decimal {
        Decimal::new(self.0, Self::DECIMALS)
    }

    /// In per cent with so many decimals, halves up: the directives ask for one at least.
    pub fn rounded(self, decimals: u32) -> Decimal {
        let decimals = decimals.min(Self::DECIMALS);
        let unit = 10_i128.pow(Self::DECIMALS - decimals);
        let rounded = Rounding::HalfUp.divide(i128::from(self.0), unit);
        Decimal::new(i64::try_from(rounded).unwrap_or(i64::MAX), decimals)
    }

    /// From an exact percentage, halves up; `None` above the highest.
    fn from_percent(percent: Decimal) -> Option<Self> {
        let exact = percent.checked_mul(Decimal::from(10_i64.pow(Self::DECIMALS)))?;
        let rounded = Rounding::HalfUp.divide(exact.mantissa(), 10_i128.pow(exact.scale()));
        let highest = i64::from(HIGHEST_APR_PERCENT) * 10_i64.pow(Self::DECIMALS);
        i64::try_from(rounded).ok().filter(|value| *value <= highest).map(Self)
    }
}

/// The contract form: as few decimals as needed, `"12.68250301"`.
impl core::fmt::Display for Apr {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.percent().normalize().fmt(f)
    }
}

/// Why there is no annual percentage rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AprError {
    /// Nothing was advanced.
    #[error("no advances")]
    NoAdvances,
    /// Nothing is paid.
    #[error("no payments")]
    NoPayments,
    /// More advances or payments than the limit.
    #[error("{count} advances or payments; the limit is {limit}")]
    TooManyFlows {
        /// How many there are.
        count: usize,
        /// The most there may be.
        limit: u32,
    },
    /// A payment before the first advance.
    #[error("a payment on {date}, before the first advance on {first_advance}")]
    PaidBeforeAdvanced {
        /// The day of the payment.
        date: Date,
        /// The day of the first advance.
        first_advance: Date,
    },
    /// The payments come to less than the advances: the rate would be below zero.
    #[error("payments of {payments} minor units on advances of {advances}")]
    PaymentsBelowAdvances {
        /// Sum of the payments, in minor units.
        payments: i128,
        /// Sum of the advances, in minor units.
        advances: i128,
    },
    /// No rate fits, or more than one might: for a while the borrower would be owed money, or nothing was advanced
    /// on balance.
    #[error("no rate or more than one")]
    NoSingleRate,
    /// Above [`HIGHEST_APR_PERCENT`].
    #[error("above {limit_percent} per cent")]
    RateTooLarge {
        /// The highest that is shown.
        limit_percent: u32,
    },
}

/// The annual percentage rate of a credit, to [`Apr::DECIMALS`] decimals.
///
/// # Errors
/// [`AprError`], the first that applies.
///
/// # Limits
/// [`MAX_PAYMENTS`] advances and as many payments; a fixed number of steps for any input.
///
/// # Examples
/// 100.00 advanced and 110.00 paid a year later, first; then 90.00.
/// ```
/// use plan_core::apr::{AprError, Convention, Credit, Flow, TimeCount, solve_apr};
/// use plan_core::calendar::parse_iso_date;
/// let on = |text, amount| Flow { date: parse_iso_date(text).unwrap(), amount };
/// let mut credit = Credit { advances: vec![on("2026-03-01", 100_00)], payments: vec![on("2027-03-01", 110_00)] };
/// let effective = Convention::Effective(TimeCount::Months);
/// assert_eq!(solve_apr(&credit, effective).unwrap().to_string(), "10");
/// credit.payments = vec![on("2027-03-01", 90_00)];
/// let refused = AprError::PaymentsBelowAdvances { payments: 90_00, advances: 100_00 };
/// assert_eq!(solve_apr(&credit, effective), Err(refused));
/// ```
pub fn solve_apr(credit: &Credit, convention: Convention) -> Result<Apr, AprError> {
    let net = net_by_day(credit)?;
    let too_large = AprError::RateTooLarge {
        limit_percent: HIGHEST_APR_PERCENT,
    };
    let percent = match convention {
        Convention::Effective(count) => {
            let year = count.units_per_year();
            // (1 + 10/n)^n is above 10,000 for every n that occurs, so that the bracket holds the highest rate.
            let highest = root::quotient(Decimal::TEN, Decimal::from(year)).unwrap_or(Decimal::ONE);
            let rate = root::solve(&time::steps(&net, count), highest)?;
            root::sum(Decimal::ONE, rate)
                .and_then(|growth| root::power(growth, year))
                .and_then(|growth| root::difference(growth, Decimal::ONE))
                .and_then(|rate| root::product(rate, Decimal::ONE_HUNDRED))
        }
        Convention::Nominal(named) => {
            let unit = named.unwrap_or_else(|| UnitPeriod::find(&net));
            let (per_year, over) = unit.per_year();
            let highest = root::quotient(Decimal::from(HIGHEST_APR_PERCENT / 100 * over), Decimal::from(per_year));
            let rate = root::solve(&unit.steps(&net), highest.unwrap_or(Decimal::ONE))?;
            root::product(rate, Decimal::from(100 * per_year))
                .and_then(|percent| root::quotient(percent, Decimal::from(over)))
        }
    };
    percent.and_then(Apr::from_percent).ok_or(too_large)
}

/// The annual percentage rate of a plan: what it pays off, which is what is owed less what is let go, counts as advanced on
/// its first day, and every row is paid on its day. `None` for a plan without interest and charges, for one of more rows
/// than [`MAX_PAYMENTS`], and where no rate fits.
///
/// Plans in US dollars have the nominal rate of Regulation Z, all others the effective one.
///
/// # Examples
/// ```
/// use plan_core::apr::plan_apr;
/// use plan_core::{Schedule, Terms};
/// let terms = Terms::from_json(r#"{"version":1,"currency":"GBP","starts":"2026-12-28","debts":[{"id":"A","balance":"1200.00"}],
///     "interest":{"annual_percent":"12","basis":"period"},
///     "instalments":{"every":"monthly","first_due":"2027-01-28","count":12}}"#)?;
/// let apr = plan_apr(&terms, &Schedule::derive(&terms)?);
/// assert_eq!(apr.map(|apr| apr.rounded(1).to_string()).as_deref(), Some("12.7"));
/// # Ok::<(), Vec<plan_core::Problem>>(())
/// ```
pub fn plan_apr(terms: &Terms, schedule: &Schedule) -> Option<Apr> {
    if schedule.totals.interest == 0 && schedule.totals.charges == 0 {
        return None;
    }
    let credit = Credit {
        advances: vec![Flow {
            date: terms.starts,
            amount: schedule.totals.principal,
        }],
        payments: schedule
            .rows
            .iter()
            .map(|row| Flow {
                date: row.due,
                amount: row.payment,
            })
            .collect(),
    };
    let convention = if terms.currency.code() == "USD" {
        Convention::Nominal(None)
    } else {
        Convention::Effective(TimeCount::Months)
    };
    solve_apr(&credit, convention).ok()
}

/// The days on which money moves.
struct Net {
    /// Day of the first advance, from which time is counted.
    start: Date,
    /// Payments less advances of each day in minor units, ascending, none of them zero, the first of them below zero;
    /// at least two.
    days: Vec<(Date, i128)>,
}

fn net_by_day(credit: &Credit) -> Result<Net, AprError> {
    let start = credit.advances.iter().map(|flow| flow.date).min();
    let start = start.ok_or(AprError::NoAdvances)?;
    if credit.payments.is_empty() {
        return Err(AprError::NoPayments);
    }
    let count = credit.advances.len().max(credit.payments.len());
    if count > MAX_PAYMENTS as usize {
        return Err(AprError::TooManyFlows {
            count,
            limit: MAX_PAYMENTS,
        });
    }
    if let Some(early) = credit.payments.iter().find(|flow| flow.date < start) {
        return Err(AprError::PaidBeforeAdvanced {
            date: early.date,
            first_advance: start,
        });
    }
    let sum = |flows: &[Flow]| flows.iter().map(|flow| i128::from(flow.amount)).sum::<i128>();
    let (advances, payments) = (sum(&credit.advances), sum(&credit.payments));
    if payments < advances {
        return Err(AprError::PaymentsBelowAdvances { payments, advances });
    }
    let out = credit.advances.iter().map(|flow| (flow.date, -i128::from(flow.amount)));
    let back = credit.payments.iter().map(|flow| (flow.date, i128::from(flow.amount)));
    let mut days: Vec<(Date, i128)> = out.chain(back).collect();
    crate::sort_by(&mut days, |a, b| a.0.cmp(&b.0));
    days.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        if is_same {
            first.1 += later.1;
        }
        is_same
    });
    days.retain(|(_, net)| *net != 0);
    match days.as_slice() {
        [(_, first), _, ..] if *first < 0 => Ok(Net { start, days }),
        _ => Err(AprError::NoSingleRate),
    }
}
