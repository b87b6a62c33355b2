//! Laws of plans with interest, charges, several debts and reductions on completion.

use super::plans::{any_costly_terms, any_terms};
use super::{config, holding};
use plan_core::money::Rate;
use plan_core::terms::{Basis, Interest, Method};
use plan_core::{ChangeKind, Held, HeldKind, ProblemCode, RowKind, Schedule, Terms};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

/// The generator is worth its name here as well.
#[test]
fn generator_makes_costly_terms_that_mostly_work_out() {
    let mut runner = TestRunner::deterministic();
    let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut good, mut interest, mut owed, mut charged, mut released, mut early) = (0, 0, 0, 0, 0, 0);
    for _ in 0..3_000 {
        let terms = any_costly_terms().new_tree(&mut runner).unwrap().current();
        match Schedule::derive(&terms) {
            Ok(schedule) => {
                good += 1;
                interest += u32::from(schedule.totals.interest > 0);
                owed += u32::from(schedule.rows.iter().any(|row| row.interest_owed > 0));
                charged += u32::from(schedule.rows.iter().any(|row| row.kind == RowKind::Charge));
                released += u32::from(schedule.rows.iter().any(|row| row.released > 0));
                early += u32::from(schedule.early_payment.is_some());
            }
            Err(problems) => *codes.entry(problems[0].code.as_str()).or_default() += 1,
        }
    }
    let found = format!("{good} {interest} {owed} {charged} {released} {early} {codes:?}");
    assert!(
        good > 1_200 && interest > 600 && owed > 50 && charged > 100 && released > 80 && early > 200,
        "{found}"
    );
}

/// What must hold for every schedule, said without the engine's own sums.
fn check(terms: &Terms, schedule: &Schedule) -> Result<(), TestCaseError> {
    let sum = |value: fn(&plan_core::Row) -> i64| schedule.rows.iter().map(|row| i128::from(value(row))).sum::<i128>();
    let balances: i128 = terms.debts.iter().map(|debt| i128::from(debt.balance)).sum();
    let reduction = i128::from(terms.reduction_amount());
    let (interest, charges) = (sum(|row| row.interest), sum(|row| row.charges));
    prop_assert_eq!(sum(|row| row.payment), balances - reduction + interest + charges);
    prop_assert_eq!(sum(|row| row.principal), balances - reduction);
    let asked: i128 = terms.charges.iter().map(|charge| i128::from(charge.amount)).sum();
    prop_assert_eq!(charges, asked);
    prop_assert_eq!(i128::from(schedule.totals.payments), sum(|row| row.payment));
    prop_assert_eq!(i128::from(schedule.totals.principal), sum(|row| row.principal));
    prop_assert_eq!(
        (
            i128::from(schedule.totals.interest),
            i128::from(schedule.totals.charges)
        ),
        (interest, charges)
    );
    prop_assert_eq!(sum(|row| row.released), i128::from(terms.released_on_completion()));

    let mut balance = i128::from(terms.starting_principal());
    for row in &schedule.rows {
        prop_assert!(
            row.payment > 0 && row.principal >= 0 && row.interest >= 0 && row.charges >= 0,
            "{row:?}"
        );
        prop_assert_eq!(row.payment, row.principal + row.interest + row.charges);
        prop_assert!(
            row.interest_owed >= 0 && (row.interest_owed == 0 || row.principal == 0),
            "{row:?}"
        );
        balance -= i128::from(row.principal) + i128::from(row.released);
        prop_assert_eq!(i128::from(row.balance), balance);
        prop_assert!(balance >= 0);
    }
    prop_assert_eq!(balance, 0);
    prop_assert_eq!(schedule.rows.last().map(|row| row.interest_owed), Some(0));
    prop_assert!(
        schedule.rows.windows(2).all(|pair| pair[0].due < pair[1].due),
        "dates do not rise"
    );

    // Each debt gets what it is owed, each row is shared whole, and nothing of a debt goes below zero.
    let shared = schedule.debt_rows(terms);
    let mut parts = vec![0_i128; schedule.rows.len()];
    for (debt, (total, rows)) in terms.debts.iter().zip(schedule.per_debt.iter().zip(&shared)) {
        prop_assert_eq!((&total.id, rows.len()), (&debt.id, schedule.rows.len()));
        prop_assert_eq!(
            i128::from(total.total),
            rows.iter().map(|row| i128::from(row.payment())).sum::<i128>()
        );
        prop_assert!(
            rows.iter()
                .all(|row| row.principal >= 0 && row.interest >= 0 && row.charges >= 0 && row.balance >= 0)
        );
        for (part, row) in parts.iter_mut().zip(rows) {
            *part += i128::from(row.payment());
        }
        prop_assert!(rows.last().is_some_and(|row| row.balance == 0), "{debt:?} {rows:?}");
    }
    for (part, row) in parts.iter().zip(&schedule.rows) {
        prop_assert_eq!(*part, i128::from(row.payment));
    }
    for (index, row) in schedule.rows.iter().enumerate() {
        let left: i128 = shared
            .iter()
            .filter_map(|rows| rows.get(index))
            .map(|row| i128::from(row.balance))
            .sum();
        prop_assert_eq!(left, i128::from(row.balance));
    }
    if let (Some(settle), Some(early)) = (schedule.early_payment, terms.early_payment) {
        let later: i128 = schedule
            .rows
            .iter()
            .filter(|row| row.due > early.by)
            .map(|row| i128::from(row.payment))
            .sum();
        prop_assert!(settle.pay >= 0 && i128::from(settle.pay) <= later.max(i128::from(settle.pay)));
        prop_assert_eq!(i128::from(settle.saves), (later - i128::from(settle.pay)).max(0));
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    /// Parts sum to the whole, in the plan, in each row and for each debt; the plan ends at zero and never below.
    #[test]
    fn prop_costly_schedule_pays_exactly_what_is_owed(terms in any_costly_terms()) {
        match Schedule::derive(&terms) {
            Ok(schedule) => {
                check(&terms, &schedule)?;
                let outline = Schedule::outline(&terms).map(|one| (one.payments, one.interest, one.instalments, one.finish));
                let totals = schedule.totals;
                prop_assert_eq!(outline, Ok((totals.payments, totals.interest, schedule.instalments, schedule.finish)));
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    /// Count → amount → count returns the count, or says that the multiple is too coarse.
    #[test]
    fn prop_costly_count_to_amount_to_count_returns(terms in any_costly_terms(), count in 1_u32..=60) {
        let terms = match terms.instalments.held {
            Held::Amount(_) => holding(&terms, Held::Count(count)),
            Held::Count(_) | Held::FinishBy(_) => terms,
        };
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        match terms.hold(HeldKind::Amount) {
            Ok(Held::Amount(amount)) => {
                let other = holding(&terms, Held::Amount(amount));
                prop_assert_eq!(amount % terms.rounding.multiple_of, 0);
                prop_assert_eq!(Schedule::derive(&other).map(|one| one.instalments), Ok(schedule.instalments));
                // It is the smallest such multiple.
                if let Some(less) = amount.checked_sub(terms.rounding.multiple_of).filter(|less| *less > 0) {
                    let fewer = Schedule::derive(&holding(&terms, Held::Amount(less)));
                    prop_assert!(fewer.is_err() || fewer.is_ok_and(|one| one.instalments > schedule.instalments));
                }
            }
            Ok(other) => prop_assert!(false, "{other:?}"),
            Err(problems) => {
                use ProblemCode as C;
                let known = [C::RoundingTooCoarse, C::NothingToAdjust, C::RemainderNotFirst];
                prop_assert!(problems.iter().all(|one| known.contains(&one.code)), "{problems:?}");
            }
        }
    }

    /// What is written is read back as the same terms.
    #[test]
    fn prop_costly_json_round_trip_is_identity(terms in any_costly_terms()) {
        let read = Terms::from_value_working(&terms.to_value(), "");
        prop_assert_eq!(read.as_ref(), Ok(&terms));
    }

    /// A rate of nothing is no interest: same rows, same sums.
    #[test]
    fn prop_a_rate_of_nothing_is_no_interest(terms in any_terms(), flat in any::<bool>()) {
        let mut with = terms.clone();
        with.interest = Some(Interest {
            annual: Rate::default(),
            basis: Basis::Actual365,
            method: if flat { Method::Flat } else { Method::Reducing },
            pauses: Vec::new(),
        });
        prop_assert_eq!(Schedule::derive(&with), Schedule::derive(&terms));
    }

    /// More interest is never cheaper. A pause may make it so: the level payment does not know of it, is higher at the
    /// higher rate, and pays off more while nothing accrues.
    #[test]
    fn prop_a_higher_rate_never_costs_less(terms in any_costly_terms(), more in 1_u32..100_000) {
        let mut terms = terms;
        terms.rounding.multiple_of = 1;
        let mut dearer = terms.clone();
        let interest = dearer.interest.as_mut().filter(|one| one.pauses.is_empty());
        let Some(interest) = interest else { return Ok(()) };
        let Some(rate) = Rate::from_ten_thousandths(interest.annual.ten_thousandths() + more) else { return Ok(()) };
        interest.annual = rate;
        let highest = terms.changes.iter().fold(rate, |highest, change| match change.kind {
            ChangeKind::Rate { annual, .. } => highest.max(annual),
            _ => highest,
        });
        if let (Ok(cheap), Ok(dear)) = (Schedule::derive(&terms), Schedule::derive(&dearer)) {
            // Each row is rounded by less than a unit, which bears interest until the end: at high rates over many years it
            // grows to pounds. Twice the debt in interest is where this looks no further.
            let days = cheap.finish.max(dear.finish).signed_duration_since(terms.starts).num_days();
            if i64::from(highest.ten_thousandths()) * days > 2_000_000 * 365 {
                return Ok(());
            }
            let slack = 8 * (i64::from(dear.instalments.max(cheap.instalments)) + 1);
            prop_assert!(dear.totals.interest + slack >= cheap.totals.interest);
        }
    }
}
