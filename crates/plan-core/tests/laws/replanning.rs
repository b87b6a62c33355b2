//! Laws of payments received and plans made anew.

use super::config;
use super::plans::{any_costly_terms, any_every, any_terms, plus};
use plan_core::replan::{How, ReAge, Received, Shift, replan, standing};
use plan_core::terms::{Basis, Method, Remainder};
use plan_core::{Date, Held, ProblemCode, Row, Schedule, Terms};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

/// What happens to a plan, before it knows the plan: for each payment its day and its share of what is asked, in
/// thousandths; the day that is looked from; the way.
type Seed = (Vec<(u64, u64)>, u64, u8, (u64, u32, plan_core::Every));

fn any_events() -> impl Strategy<Value = Seed> {
    let payments = proptest::collection::vec((0_u64..1_000, 1_u64..300), 0..6);
    (payments, 0_u64..1_000, 0_u8..7, (0_u64..60, 1_u32..40, any_every()))
}

/// The events in the plan: days and amounts spread over it, more than is asked seldom.
fn events(
    terms: &Terms,
    schedule: &Schedule,
    (payments, on, way, (days, count, every)): Seed,
) -> (Vec<Received>, Date, How) {
    let length = u64::try_from(schedule.finish.signed_duration_since(terms.starts).num_days()).unwrap_or(0) + 20;
    let at = |thousandths: u64| plus(terms.starts, length * thousandths / 1_000);
    let on = at(on);
    let received = payments.into_iter().map(|(day, share)| Received {
        date: at(day).min(on),
        amount: (schedule.totals.payments / 1_000 * i64::try_from(share).unwrap_or(1)).max(1),
    });
    let how = match way {
        0 => How::KeepAmount,
        1 => How::KeepFinish,
        2 => How::AppendMissed,
        3 => How::ReAmortise,
        4 => How::ReAge(ReAge {
            start: plus(on, days),
            every,
            count,
        }),
        5 => How::Shift(Shift {
            from: on,
            new_due: Some(plus(on, days + 30)),
            extra: count % 4,
        }),
        _ => How::Shift(Shift {
            from: on,
            new_due: None,
            extra: count % 4 + 1,
        }),
    };
    (received.collect(), on, how)
}

#[test]
fn generator_makes_plans_anew_in_every_way() {
    let mut runner = TestRunner::deterministic();
    let mut made: BTreeMap<u8, u32> = BTreeMap::new();
    let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..4_000 {
        let (terms, seed) = (any_terms(), any_events()).new_tree(&mut runner).unwrap().current();
        let Ok(schedule) = Schedule::derive(&terms) else {
            continue;
        };
        let way = seed.2;
        let (received, on, how) = events(&terms, &schedule, seed);
        match replan(&terms, &received, on, how) {
            Ok(_) => *made.entry(way).or_default() += 1,
            Err(problems) => *codes.entry(problems[0].code.as_str()).or_default() += 1,
        }
    }
    assert!(
        made.len() == 7 && made.values().all(|count| *count > 80),
        "{made:?} {codes:?}"
    );
}

proptest! {
    #![proptest_config(config())]

    /// What is paid and what is outstanding of a row are the row; late and ahead are parts of what is paid; all the
    /// money is somewhere.
    #[test]
    fn prop_standing_accounts_for_every_penny(terms in any_costly_terms(), seed in any_events()) {
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        let (received, on, _) = events(&terms, &schedule, seed);
        let money: i128 = received.iter().map(|one| i128::from(one.amount)).sum();
        match standing(&schedule, &received, on) {
            Ok(found) => {
                prop_assert_eq!(i128::from(found.received), money);
                for (row, one) in schedule.rows.iter().zip(&found.rows) {
                    prop_assert_eq!(one.paid + one.outstanding, row.payment);
                    prop_assert!(one.late + one.in_advance <= one.paid && one.outstanding >= 0);
                }
                prop_assert_eq!(i128::from(found.outstanding), i128::from(schedule.totals.payments) - money);
            }
            Err(problems) => {
                prop_assert!(money > i128::from(schedule.totals.payments));
                prop_assert!(problems.iter().all(|one| one.code == ProblemCode::PaidTooMuch));
            }
        }
    }

    /// Without interest, what was received and what the new plan asks for are what the old one asked for.
    #[test]
    fn prop_planning_anew_conserves_money(terms in any_terms(), seed in any_events()) {
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        let (received, on, how) = events(&terms, &schedule, seed);
        let Ok(anew) = replan(&terms, &received, on, how) else { return Ok(()) };
        let money: i64 = received.iter().map(|one| one.amount).sum();
        let asked = anew.after.as_ref().map_or(0, |(_, schedule)| schedule.totals.payments);
        prop_assert_eq!(money + asked, schedule.totals.payments, "{:?} {:?}", how, anew);
        if let Some((after, again)) = &anew.after {
            prop_assert_eq!(&Schedule::derive(after), &Ok(again.clone()));
            prop_assert_eq!(again.totals.still_owed.unwrap_or(0), schedule.totals.still_owed.unwrap_or(0));
            let read = Terms::from_json(&after.to_json());
            prop_assert_eq!(read.as_ref(), Ok(after));
        }
    }

    /// Whatever a plan costs: what is asked for anew, before new interest, is the debt with the interest that has come up
    /// and all charges, less what was received. Nothing is lost and nothing made.
    #[test]
    fn prop_costly_plans_made_anew_keep_the_debt(terms in any_costly_terms(), seed in any_events()) {
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        let (received, on, how) = events(&terms, &schedule, seed);
        let Ok(anew) = replan(&terms, &received, on, how) else { return Ok(()) };
        let money: i64 = received.iter().map(|one| one.amount).sum();
        let standings = schedule.rows.iter().zip(&anew.standing.rows);
        let over: Vec<&Row> = standings
            .take_while(|(row, one)| row.due < on || (row.due == on && one.outstanding == 0))
            .map(|(row, _)| row)
            .collect();
        let carried = over.last().map_or(0, |row| row.interest_owed);
        let interest = carried + over.iter().map(|row| row.interest).sum::<i64>();
        let charges = |terms: &Terms| terms.charges.iter().map(|charge| charge.amount).sum::<i64>();
        let owed = schedule.totals.principal + interest + charges(&terms) - money;
        let asked = anew.after.as_ref().map_or(0, |(after, again)| again.totals.principal + charges(after));
        prop_assert_eq!(asked - anew.overpaid, owed, "{:?} {:?}", how, anew);
        prop_assert!(anew.overpaid == 0 || anew.after.is_none());
    }

    /// A plan by its amount that is on time goes on as it was, to the penny.
    #[test]
    fn prop_a_plan_on_time_goes_on_as_it_was(terms in any_costly_terms(), share in 0_usize..1_000) {
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        // Flat interest is reckoned anew, months of 30 days lose the day that is meant at the end of a short month, and what
        // several debts are let go on completion may not be named any more, so that it bears no interest.
        let is_told_apart = (terms.debts.len() > 1 && terms.reduction.is_some()) || terms.interest.as_ref().is_some_and(|interest| {
            interest.method == Method::Flat || interest.basis == Basis::Thirty360
        });
        if is_told_apart || !matches!(terms.instalments.held, Held::Amount(_)) || terms.rounding.remainder == Remainder::First {
            return Ok(());
        }
        let paid = schedule.rows.len() * share / 1_000;
        let received: Vec<Received> = schedule.rows.iter().take(paid)
            .map(|row| Received { date: row.due, amount: row.payment })
            .collect();
        let Some(last) = received.last() else { return Ok(()) };
        let Ok(anew) = replan(&terms, &received, last.date, How::KeepAmount) else { return Ok(()) };
        let Some((_, again)) = &anew.after else { return Ok(()) };
        let rows = |schedule: &Schedule, from: usize| -> Vec<(Date, i64)> {
            schedule.rows.iter().skip(from).map(|row| (row.due, row.payment)).collect()
        };
        prop_assert_eq!(rows(again, 0), rows(&schedule, paid), "{:?}", anew);
    }

    /// Nothing paid, looked at before the first payment: keeping the amount or the finish keeps the plan.
    #[test]
    fn prop_nothing_paid_nothing_over_is_the_same_plan(terms in any_terms(), finish in any::<bool>()) {
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        if terms.deposit.is_some() || terms.rounding.remainder == Remainder::First {
            return Ok(());
        }
        let how = if finish { How::KeepFinish } else { How::KeepAmount };
        let Ok(anew) = replan(&terms, &[], terms.starts, how) else { return Ok(()) };
        let again = anew.after.map(|(_, schedule)| schedule);
        let again = again.as_ref();
        prop_assert_eq!(again.map(|one| one.rows.first().map(|row| row.due)), Some(schedule.rows.first().map(|row| row.due)));
        prop_assert_eq!(again.map(|one| one.totals.payments), Some(schedule.totals.payments));
        if finish && matches!(terms.instalments.held, Held::Count(_) | Held::FinishBy(_)) {
            prop_assert_eq!(again.map(|one| &one.rows), Some(&schedule.rows));
        }
    }
}
