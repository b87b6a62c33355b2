//! Ways in which a debt could be paid: three at most, each a plan that the engine has worked out, none of them above what
//! the person's own budget shows.
//!
//! The search is simple on purpose, so that it can be said in a sentence: *steady* asks half of what is left, *sooner*
//! three quarters, *lower for now* half of steady for a few months and then steady. Amounts are whole units that people
//! say, rounded down.

use crate::budget::Left;
use crate::calendar::{Date, Months};
use crate::schedule::{Outline, Schedule};
use crate::terms::{ChangeKind, FieldValue, Held, Terms};

/// For how many months payments are lower for now, where the company names no other time.
pub const LOWER_MONTHS: u32 = 6;
/// The id of the change that a way puts into the plan.
pub const LOWER_ID: &str = "lower-for-now";

/// A time that begins the plan is counted in months up to so many, and in days beyond.
const MOST_MONTHS: u32 = 12;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayKind {
    /// Smaller payments for a few months, then steady.
    LowerForNow,
    /// The same amount throughout.
    Steady,
    /// A larger amount, and a sooner end.
    Sooner,
}

/// One way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Which.
    pub kind: WayKind,
    /// The regular payment, in minor units.
    pub amount: i64,
    /// The lower payment at first, and the last day of that time; `None` also where all is paid within it: then the lower
    /// payment is the regular one.
    pub lower: Option<(i64, Date)>,
    /// The plan.
    pub terms: Terms,
    /// How it ends.
    pub outline: Outline,
}

/// Why there is no way to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoWay {
    /// Nothing is left to pay with, or less than a whole unit a payment.
    NothingLeft,
    /// With what is left the debt is never paid: interest grows faster, or it takes more payments than a plan can have.
    NeverPaid,
}

/// An amount as people would say it, at most `amount`: whole units, from 20 of them on in fives; nothing below one.
fn said(amount: i64, unit: i64) -> Option<i64> {
    let step = if amount >= 20 * unit { 5 * unit } else { unit };
    Some(amount / step * step).filter(|amount| *amount > 0)
}

/// The terms with another regular payment, and without changes that set amounts of their own: those were meant for
/// another amount, and may be above what is left. Breaks and rates stay.
fn with_amount(terms: &Terms, amount: i64) -> Terms {
    let mut next = terms.clone();
    next.instalments.held = Held::Amount(amount);
    next.changes.retain(|change| match change.kind {
        ChangeKind::Reduced { .. } | ChangeKind::Step { .. } | ChangeKind::Single { .. } => false,
        ChangeKind::Break { .. } | ChangeKind::Rate { .. } => true,
    });
    next
}

/// Ways to pay what the terms are about, in the order of [`WayKind`], without two that are the same.
///
/// `lower_months` is for how long payments can be lower, as the company has it.
///
/// # Errors
/// Where there is none to show.
pub fn ways(terms: &Terms, left: Left, lower_months: Option<u32>) -> Result<Vec<Way>, NoWay> {
    let unit = 10_i64.pow(terms.currency.scale());
    let most = left.per(terms.instalments.every);
    // More than the whole is the whole.
    let whole = terms.starting_principal();
    let said = |amount| said(amount, unit).map(|amount| amount.min(whole));
    let steady = said(most / 2).or_else(|| said(most)).ok_or(NoWay::NothingLeft)?;
    let sooner = said(most / 4 * 3).filter(|amount| *amount > steady);
    let mut found: Vec<Way> = Vec::with_capacity(3);
    let with = |amount, lower: Option<(i64, Date)>| {
        let mut terms = with_amount(terms, amount);
        if let Some((amount, until)) = lower {
            let from = terms.instalments.first_due;
            terms.set(FieldValue::Change {
                id: LOWER_ID.to_owned(),
                kind: Some(ChangeKind::Reduced { from, until, amount }),
            });
        }
        let outline = Schedule::outline(&terms).ok()?;
        Some((terms, outline))
    };
    let mut try_one = |kind, amount, lower: Option<(i64, Date)>| {
        let Some((terms, outline)) = with(amount, lower) else {
            return;
        };
        // What is paid before the lower time is over is lower throughout: the higher amount never comes.
        let (amount, lower, terms, outline) = match lower {
            Some((low, until)) if outline.finish <= until => match with(low, None) {
                Some((terms, outline)) => (low, None, terms, outline),
                None => return,
            },
            _ => (amount, lower, terms, outline),
        };
        let same = |way: &Way| (way.outline, way.amount, way.lower) == (outline, amount, lower);
        if !found.iter().any(same) {
            found.push(Way {
                kind,
                amount,
                lower,
                terms,
                outline,
            });
        }
    };
    let months = lower_months.unwrap_or(LOWER_MONTHS).min(LOWER_MONTHS);
    let until = last_day(terms.instalments.first_due, months);
    if let (Some(amount), Some(until)) = (said(steady / 2), until) {
        try_one(WayKind::LowerForNow, steady, Some((amount, until)));
    }
    try_one(WayKind::Steady, steady, None);
    if let Some(sooner) = sooner {
        try_one(WayKind::Sooner, sooner, None);
    }
    if found.is_empty() {
        return Err(NoWay::NeverPaid);
    }
    Ok(found)
}

/// The last day of a number of months that begin on a day: the day before, so that six monthly payments are lower and not
/// seven.
pub fn last_day(from: Date, months: u32) -> Option<Date> {
    from.checked_add_months(Months::new(months))?.pred_opt()
}

/// What moving the first payment changes: what [`Terms::move_first_due`] says, and the time of [`LOWER_ID`], which is the
/// beginning of the plan and stays as long as it was.
pub fn begin_on(terms: &Terms, first_due: Date) -> Vec<FieldValue> {
    let mut values = terms.move_first_due(first_due, None);
    let before = terms.instalments.first_due;
    let for_now = terms.changes.iter().find(|change| change.id == LOWER_ID);
    let moved = for_now.and_then(|change| {
        let until_now = |from: Date, until: Date| {
            if from != before {
                return None;
            }
            let months = (1..=MOST_MONTHS).find(|months| last_day(from, *months) == Some(until));
            match months {
                Some(months) => last_day(first_due, months),
                None => first_due.checked_add_signed(until.signed_duration_since(from)),
            }
        };
        Some(match change.kind {
            ChangeKind::Reduced { from, until, amount } => ChangeKind::Reduced {
                from: first_due,
                until: until_now(from, until)?,
                amount,
            },
            ChangeKind::Break { from, until, interest } => ChangeKind::Break {
                from: first_due,
                until: until_now(from, until)?,
                interest,
            },
            _ => return None,
        })
    });
    values.extend(moved.map(|kind| FieldValue::Change {
        id: LOWER_ID.to_owned(),
        kind: Some(kind),
    }));
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Budget, Flow};
    use crate::calendar::{Every, parse_iso_date};
    use crate::money::Currency;
    use crate::terms::{Change, Debt, Instalments};
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        parse_iso_date(text).unwrap()
    }

    fn terms(balance: i64, every: Every) -> Terms {
        let debt = Debt {
            id: "1".to_owned(),
            label: None,
            balance,
            since: None,
        };
        let instalments = Instalments {
            every,
            first_due: day("2026-12-28"),
            day: None,
            held: Held::Amount(5_000),
        };
        Terms::plain(Currency::GBP, day("2026-11-26"), debt, instalments)
    }

    fn left(monthly: i64) -> Left {
        let flow = |amount| Flow {
            amount,
            every: Every::Monthly,
        };
        Budget {
            income: flow(monthly),
            spending: flow(0),
            other_debts: None,
        }
        .left()
    }

    #[test]
    fn three_ways_from_what_is_left() {
        let found = ways(&terms(120_000, Every::Monthly), left(17_200), None).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|way| {
                (
                    way.kind,
                    way.amount,
                    way.lower.map(|(amount, _)| amount),
                    way.outline.instalments,
                )
            })
            .collect();
        // Half of £172 is £86, said as £85; three quarters are £129, said as £125. Half of £85 is £42.50, said as £40.
        assert_eq!(
            told,
            [
                (WayKind::LowerForNow, 8_500, Some(4_000), 18),
                (WayKind::Steady, 8_500, None, 15),
                (WayKind::Sooner, 12_500, None, 10),
            ]
        );
        assert_eq!(found[0].lower.unwrap().1, day("2027-06-27"));
        assert!(found.iter().all(|way| way.outline.payments == 120_000));
    }

    #[test]
    fn the_company_may_allow_a_shorter_time_and_never_makes_it_longer() {
        let until = |months| {
            ways(&terms(120_000, Every::Monthly), left(17_200), Some(months)).unwrap()[0]
                .lower
                .unwrap()
                .1
        };
        assert_eq!(until(3), day("2027-03-27"));
        assert_eq!(until(40), day("2027-06-27"));
    }

    #[test]
    fn small_sums_are_said_in_pounds_and_equal_ways_once() {
        let told = |monthly| {
            let found = ways(&terms(10_000, Every::Monthly), left(monthly), None);
            found.map(|found| found.iter().map(|way| (way.kind, way.amount)).collect::<Vec<_>>())
        };
        assert_eq!(told(0), Err(NoWay::NothingLeft));
        assert_eq!(told(99), Err(NoWay::NothingLeft));
        assert_eq!(told(100), Ok(vec![(WayKind::Steady, 100)]));
        assert_eq!(
            told(400),
            Ok(vec![
                (WayKind::LowerForNow, 200),
                (WayKind::Steady, 200),
                (WayKind::Sooner, 300)
            ])
        );
        // Half of a payment that pays it all is two of them.
        assert_eq!(
            told(1_000_000),
            Ok(vec![(WayKind::LowerForNow, 5_000), (WayKind::Steady, 10_000)])
        );
    }

    #[test]
    fn what_is_never_paid_has_no_way() {
        assert_eq!(
            ways(&terms(100_000_000, Every::Monthly), left(400), None),
            Err(NoWay::NeverPaid)
        );
    }

    #[test]
    fn a_time_that_begins_the_plan_moves_with_it() {
        let plain = || terms(120_000, Every::Monthly);
        let mut plan = plain();
        let kind = |from, until| ChangeKind::Reduced {
            from: day(from),
            until: day(until),
            amount: 100,
        };
        let put = |terms: &mut Terms, id: &str, kind| {
            let id = id.to_owned();
            terms.set(FieldValue::Change { id, kind: Some(kind) });
        };
        let moved = |terms: &Terms, to: &str| {
            let mut next = terms.clone();
            begin_on(terms, day(to)).into_iter().for_each(|value| next.set(value));
            assert_eq!(next.instalments.first_due, day(to));
            next.changes.first().map(|change| change.kind)
        };
        put(&mut plan, LOWER_ID, kind("2026-12-28", "2027-06-27"));
        assert_eq!(moved(&plan, "2026-12-03"), Some(kind("2026-12-03", "2027-06-02")));
        assert_eq!(moved(&plan, "2027-02-28"), Some(kind("2027-02-28", "2027-08-27")));
        // So many days, where they are no months.
        put(&mut plan, LOWER_ID, kind("2026-12-28", "2027-01-06"));
        assert_eq!(moved(&plan, "2026-12-03"), Some(kind("2026-12-03", "2026-12-12")));
        // What begins later, or is no beginning, stays where it was put.
        put(&mut plan, LOWER_ID, kind("2027-03-01", "2027-05-31"));
        assert_eq!(moved(&plan, "2026-12-03"), Some(kind("2027-03-01", "2027-05-31")));
        let mut other = plain();
        put(&mut other, "a", kind("2026-12-28", "2027-06-27"));
        assert_eq!(moved(&other, "2026-12-03"), Some(kind("2026-12-28", "2027-06-27")));
        let pause = |from, until| ChangeKind::Break {
            from: day(from),
            until: day(until),
            interest: crate::terms::BreakInterest::Running,
        };
        other.changes.clear();
        put(&mut other, LOWER_ID, pause("2026-12-28", "2027-01-27"));
        assert_eq!(moved(&other, "2026-12-03"), Some(pause("2026-12-03", "2027-01-02")));
    }

    #[test]
    fn amounts_of_the_plan_before_do_not_come_along() {
        let mut before = terms(120_000, Every::Monthly);
        before.changes = vec![
            Change {
                id: "a".to_owned(),
                kind: ChangeKind::Step {
                    from: day("2027-01-01"),
                    amount: 90_000,
                },
            },
            Change {
                id: "b".to_owned(),
                kind: ChangeKind::Break {
                    from: day("2027-02-01"),
                    until: day("2027-02-28"),
                    interest: crate::terms::BreakInterest::Running,
                },
            },
        ];
        for way in ways(&before, left(17_200), None).unwrap() {
            let ids: Vec<&str> = way.terms.changes.iter().map(|change| change.id.as_str()).collect();
            assert!(!ids.contains(&"a") && ids.contains(&"b"), "{ids:?}");
        }
    }

    proptest! {
        /// No payment of any way is above what is left for it, and all of the debt is paid.
        #[test]
        fn prop_no_way_asks_more_than_is_left(
            balance in 1_i64..10_000_000,
            monthly in 0_i64..1_000_000,
            every in 0_usize..6,
            months in proptest::option::of(1_u32..30),
        ) {
            let every = [
                Every::Weekly, Every::Fortnightly, Every::FourWeekly, Every::TwiceMonthly, Every::Monthly, Every::Quarterly,
            ][every];
            let (terms, left) = (terms(balance, every), left(monthly));
            if let Ok(found) = ways(&terms, left, months) {
                prop_assert!((1..=3).contains(&found.len()));
                for way in found {
                    let schedule = Schedule::derive(&way.terms).unwrap();
                    prop_assert!(schedule.rows.iter().all(|row| row.payment <= left.per(every)));
                    prop_assert_eq!(schedule.totals.payments, balance);
                    // An amount that is named is paid: the higher one comes, and after the lower time.
                    if let Some((_, until)) = way.lower {
                        prop_assert!(schedule.finish > until);
                    }
                    prop_assert_eq!((way.outline.payments, way.outline.finish), (balance, schedule.finish));
                }
            }
        }
    }
}
