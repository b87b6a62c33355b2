//! Laws that hold for every plan. `PROPTEST_CASES` sets how many are tried.

use chrono::Days;
use plan_core::money::Percent;
use plan_core::terms::{AfterMissed, Allocation, BreakInterest, DebtAfter, MissedPayment, Remainder, RoundingRule};
use plan_core::{
    Case, Change, ChangeKind, Currency, Date, Debt, Deposit, Division, DueDates, Every, FieldId, FieldValue, Held,
    HeldKind, Instalments, Move, Problem, ProblemCode, Reduction, ReductionSize, Rounding, RowKind, Schedule, Terms,
    WorkingDays, requests,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    }
}

// --- terms that mostly work out

/// The largest amount that every currency can have, in minor units.
const LARGEST: i64 = 999_999_999_999;

/// Dates stay inside the calendar of plans.
fn plus(date: Date, days: u64) -> Date {
    let last = Date::from_ymd_opt(2200, 12, 31).unwrap_or_default();
    date.checked_add_days(Days::new(days)).unwrap_or(last).min(last)
}

fn minus(date: Date, days: u64) -> Date {
    date.checked_sub_days(Days::new(days))
        .unwrap_or_default()
        .max(Date::default())
}

fn any_every() -> impl Strategy<Value = Every> {
    prop_oneof![
        1 => Just(Every::Weekly),
        1 => Just(Every::Fortnightly),
        1 => Just(Every::FourWeekly),
        1 => Just(Every::TwiceMonthly),
        1 => (1_u8..=31, 1_u8..=31).prop_map(|(one, other)| Every::TwiceMonthlyOn(one.min(other), one.max(other))),
        1 => Just(Every::TwiceMonthlyOn(1, 15)),
        4 => Just(Every::Monthly),
        1 => Just(Every::Quarterly),
        1 => (1_u8..=12).prop_map(Every::Months),
        1 => (1_u16..=366).prop_map(Every::Days),
    ]
}

/// A rhythm with a first date on it, most of the time.
fn any_rhythm() -> impl Strategy<Value = (Every, Date, Option<u8>)> {
    let day = prop_oneof![6 => Just(None), 1 => (1_u8..=31).prop_map(Some), 1 => Just(Some(31))];
    let start = prop_oneof![
        // From 2026-11-23, near its month's ends and around Christmas; seldom anywhere in the calendar.
        12 => (0_i32..900).prop_map(|days| 20_780 + days),
        1 => 0_i32..84_300,
    ];
    (any_every(), start, day).prop_map(|(every, start, day)| {
        let start = Date::from_epoch_days(start).unwrap_or_default();
        let on_day = |date: &Date| DueDates::new(*date, day, every).is_ok();
        let first = start.iter_days().take(62).find(on_day).unwrap_or(start);
        (every, first, day)
    })
}

fn any_currency() -> impl Strategy<Value = Currency> {
    select(vec!["GBP", "GBP", "EUR", "JPY", "BHD"]).prop_map(|code| Currency::parse(code).unwrap_or(Currency::GBP))
}

fn any_minor() -> impl Strategy<Value = i64> {
    prop_oneof![1 => 1_i64..100, 1 => 100_i64..10_000, 8 => 10_000_i64..1_000_000, 1 => 1_i64..=LARGEST]
}

fn any_rounding() -> impl Strategy<Value = RoundingRule> {
    let mode = select(vec![Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down]);
    let multiple_of = prop_oneof![6 => Just(1_i64), 3 => select(vec![5_i64, 50, 100, 500, 1_000]), 1 => 1_i64..10_000];
    let remainder = select(vec![Remainder::Last, Remainder::Last, Remainder::First]);
    (mode, multiple_of, remainder).prop_map(|(mode, multiple_of, remainder)| RoundingRule {
        mode,
        multiple_of,
        remainder,
    })
}

fn any_working_days() -> impl Strategy<Value = Option<WorkingDays>> {
    let division = select(vec![
        Division::EnglandAndWales,
        Division::Scotland,
        Division::NorthernIreland,
    ]);
    let shift = select(vec![
        Move::None,
        Move::Following,
        Move::Preceding,
        Move::ModifiedFollowing,
    ]);
    prop_oneof![
        2 => Just(None),
        1 => (division, shift).prop_map(|(division, shift)| Some(WorkingDays { division, shift })),
    ]
}

/// What a change is made of, before it knows the plan: kind, where it starts, how long it is, how large.
type Seed = (u8, u32, u64, i64, bool);

fn any_seed() -> impl Strategy<Value = Seed> {
    (0_u8..4, 0_u32..24, 0_u64..200, 1_i64..200, any::<bool>())
}

fn change(index: usize, seed: Seed, dates: Option<&DueDates>, first: Date, balance: i64) -> Change {
    let (kind, place, length, share, paused) = seed;
    let due = dates.and_then(|dates| dates.nth(place)).unwrap_or(first);
    let from = if length % 3 == 0 { due } else { minus(due, length % 7) };
    let until = plus(from, length);
    let amount = (i128::from(balance) * i128::from(share) / 2_000).max(1);
    let amount = i64::try_from(amount).unwrap_or(1);
    let interest = if paused {
        BreakInterest::Paused
    } else {
        BreakInterest::Running
    };
    let kind = match kind {
        0 => ChangeKind::Reduced { from, until, amount },
        1 => ChangeKind::Break { from, until, interest },
        2 => ChangeKind::Step { from, amount },
        _ => ChangeKind::Single { due, amount },
    };
    Change {
        id: format!("c{index}"),
        kind,
    }
}

fn any_reduction() -> impl Strategy<Value = Option<(bool, u32, bool)>> {
    prop_oneof![3 => Just(None), 1 => (any::<bool>(), 1_u32..1_000_000, any::<bool>()).prop_map(Some)]
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let shape = (
        any_currency(),
        any_minor(),
        any_rhythm(),
        any_rounding(),
        any_working_days(),
    );
    let held = (
        0_u8..3,
        prop_oneof![8 => 1_u32..60, 1 => 1_u32..=1_200, 1 => Just(1_200)],
        0_u64..2_000,
        0_i64..100,
    );
    let before = (
        0_u64..60,
        proptest::option::weighted(0.3, (1_i64..1_000, 0_u64..60)),
        any_reduction(),
    );
    let extras = (
        prop_oneof![2 => Just(Vec::new()), 3 => proptest::collection::vec(any_seed(), 1..6)],
        proptest::option::of(select(vec![
            Allocation::ProRata,
            Allocation::OldestFirst,
            Allocation::SmallestFirst,
        ])),
        proptest::option::of((0_u32..=366, any::<bool>())),
        ("[A-Z]{3}-[0-9]{1,4}", proptest::option::of("[a-zà-ÿ\"\\\\ £]{0,20}")),
    );
    (shape, held, before, extras).prop_map(make_terms)
}

type Shape = (
    Currency,
    i64,
    (Every, Date, Option<u8>),
    RoundingRule,
    Option<WorkingDays>,
);
type Before = (u64, Option<(i64, u64)>, Option<(bool, u32, bool)>);
type Extras = (
    Vec<Seed>,
    Option<Allocation>,
    Option<(u32, bool)>,
    (String, Option<String>),
);

fn make_terms((shape, held, before, extras): (Shape, (u8, u32, u64, i64), Before, Extras)) -> Terms {
    let (currency, balance, (every, first_due, day), rounding, working_days) = shape;
    let (gap, deposit, reduction) = before;
    let (seeds, allocation, missed, (id, label)) = extras;
    let starts = minus(first_due, gap);
    let reduction = reduction.map(|(percent, size, settled)| Reduction {
        size: match Percent::from_ten_thousandths(size) {
            Some(share) if percent => ReductionSize::Percent(share),
            _ => ReductionSize::Amount((balance / 1_000_000 * i64::from(size)).max(1)),
        },
        debt_after: if settled {
            DebtAfter::Settled
        } else {
            DebtAfter::Continues
        },
    });
    let owed = balance - reduction.map_or(0, |one| one.size.of(balance, rounding.mode));
    let deposit = deposit.map(|(share, days)| Deposit {
        amount: (owed / 1_000 * share).max(1),
        due: plus(starts, days.min(gap.saturating_sub(1))),
    });
    let left = (owed - deposit.map_or(0, |one| one.amount)).max(1);
    let (kind, count, days, extra) = held;
    let held = match kind {
        0 => Held::Amount((left / i64::from(count) + extra).clamp(1, LARGEST)),
        1 => Held::Count(count),
        _ => Held::FinishBy(plus(first_due, days)),
    };
    let dates = DueDates::new(first_due, day, every).ok();
    let mut terms = Terms::plain(
        currency,
        starts,
        Debt {
            id,
            label,
            balance,
            since: (gap % 2 == 0).then(|| minus(starts, gap)),
        },
        Instalments {
            every,
            first_due,
            day,
            held,
        },
    );
    let changes = seeds.into_iter().enumerate();
    terms.changes = changes
        .map(|(index, seed)| change(index, seed, dates.as_ref(), first_due, balance))
        .collect();
    terms.allocation = allocation;
    terms.reduction = reduction;
    terms.deposit = deposit;
    terms.missed_payment = missed.map(|(allowed_skips_per_year, append)| MissedPayment {
        allowed_skips_per_year,
        then: if append {
            AfterMissed::Append
        } else {
            AfterMissed::Review
        },
    });
    terms.working_days = working_days;
    terms.rounding = rounding;
    terms
}

/// The generator is worth its name: most of what it makes works out, and every kind of thing occurs.
#[test]
fn generator_makes_terms_that_mostly_work_out() {
    let mut runner = TestRunner::deterministic();
    let mut codes: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut good, mut with_changes, mut with_notes) = (0, 0, 0);
    for _ in 0..2_000 {
        let terms = any_terms().new_tree(&mut runner).unwrap().current();
        match Schedule::derive(&terms) {
            Ok(schedule) => {
                good += 1;
                with_changes += u32::from(schedule.rows.iter().any(|row| row.changed));
                with_notes += u32::from(!schedule.notes.is_empty());
            }
            Err(problems) => *codes.entry(problems[0].code.as_str()).or_default() += 1,
        }
    }
    assert!(
        good > 1_000 && with_changes > 200 && with_notes > 100,
        "{good} {with_changes} {with_notes} {codes:?}"
    );
    assert!(codes.len() >= 8, "{codes:?}");
}

// --- the laws of one schedule

/// What must hold for every schedule that comes out, said without the engine's own sums.
fn check_schedule(terms: &Terms, schedule: &Schedule) -> Result<(), TestCaseError> {
    let owed =
        terms.debts.iter().map(|debt| i128::from(debt.balance)).sum::<i128>() - i128::from(terms.reduction_amount());
    let paid: i128 = schedule.rows.iter().map(|row| i128::from(row.payment)).sum();
    prop_assert_eq!(paid, owed, "parts do not sum to the whole");
    prop_assert_eq!(i128::from(schedule.totals.payments), paid);
    prop_assert_eq!(schedule.totals.reduction, terms.reduction_amount());
    let debts: i128 = schedule.per_debt.iter().map(|debt| i128::from(debt.total)).sum();
    prop_assert_eq!(debts, paid);

    let mut balance = owed;
    for row in &schedule.rows {
        prop_assert!(row.payment > 0, "payment of {} on {}", row.payment, row.due);
        balance -= i128::from(row.payment);
        prop_assert_eq!(i128::from(row.balance), balance);
        prop_assert!(balance >= 0);
    }
    prop_assert_eq!(balance, 0, "does not end at zero");
    prop_assert!(
        schedule.rows.windows(2).all(|pair| pair[0].due < pair[1].due),
        "dates do not rise"
    );
    prop_assert!(schedule.rows[0].due >= terms.starts);

    let deposits = usize::from(terms.deposit.is_some());
    let instalments = &schedule.rows[deposits..];
    prop_assert!(
        schedule.rows[..deposits]
            .iter()
            .all(|row| row.kind == RowKind::Deposit && row.n == 0)
    );
    prop_assert!(!instalments.is_empty() && instalments.len() <= 1_200);
    for (n, row) in (1..).zip(instalments) {
        prop_assert_eq!((row.n, row.kind), (n, RowKind::Instalment));
    }
    prop_assert_eq!(schedule.instalments as usize, instalments.len());
    prop_assert_eq!(Some(schedule.finish), schedule.rows.last().map(|row| row.due));

    match terms.instalments.held {
        Held::Count(count) => prop_assert_eq!(schedule.instalments, count),
        Held::FinishBy(deadline) => prop_assert!(schedule.finish <= deadline),
        Held::Amount(amount) => prop_assert!(schedule.level_payment.is_none_or(|level| level == amount)),
    }
    // Who takes the remainder may differ; every other row that no change set is the level payment.
    let taker = match terms.rounding.remainder {
        Remainder::Last => instalments.len() - 1,
        Remainder::First => 0,
    };
    for (index, row) in instalments.iter().enumerate() {
        if index != taker && !row.changed {
            prop_assert_eq!(Some(row.payment), schedule.level_payment);
        }
    }
    prop_assert!(!matches!(terms.instalments.held, Held::Amount(_)) || instalments[taker].payment <= largest(terms));
    if let (Some(level), Held::Count(_) | Held::FinishBy(_)) = (schedule.level_payment, terms.instalments.held) {
        prop_assert_eq!(level % terms.rounding.multiple_of, 0);
    }
    Ok(())
}

/// The largest payment that somebody typed.
fn largest(terms: &Terms) -> i64 {
    let typed = terms.changes.iter().map(|change| match change.kind {
        ChangeKind::Reduced { amount, .. } | ChangeKind::Step { amount, .. } | ChangeKind::Single { amount, .. } => {
            amount
        }
        ChangeKind::Break { .. } => 0,
    });
    let held = match terms.instalments.held {
        Held::Amount(amount) => amount,
        Held::Count(_) | Held::FinishBy(_) => 0,
    };
    typed.chain([held]).max().unwrap_or(0)
}

/// Either problems, at least one, or a schedule that keeps the laws.
fn check_answer(terms: &Terms) -> Result<Option<Schedule>, TestCaseError> {
    match Schedule::derive(terms) {
        Ok(schedule) => {
            check_schedule(terms, &schedule)?;
            Ok(Some(schedule))
        }
        Err(problems) => {
            prop_assert!(!problems.is_empty());
            for problem in &problems {
                prop_assert!(problem.value.chars().count() <= 80, "{:?}", problem);
                prop_assert!(!problem.remedy().is_empty());
            }
            Ok(None)
        }
    }
}

fn holding(terms: &Terms, held: Held) -> Terms {
    let mut other = terms.clone();
    other.instalments.held = held;
    other
}

fn sorted(mut terms: Terms) -> Terms {
    terms.sort_changes();
    terms
}

proptest! {
    #![proptest_config(config())]

    /// Parts sum to the whole; the balance ends at zero and is never below; no payment is zero; dates strictly rise.
    #[test]
    fn prop_schedule_pays_exactly_what_is_owed(terms in any_terms()) {
        check_answer(&terms)?;
    }

    /// Count → amount (rounded up) → count gives the count again, or says that the multiple is too coarse.
    #[test]
    fn prop_count_to_amount_to_count_returns(terms in any_terms(), count in 1_u32..=60) {
        let terms = match terms.instalments.held {
            Held::Amount(_) => holding(&terms, Held::Count(count)),
            Held::Count(_) | Held::FinishBy(_) => terms,
        };
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        match terms.hold(HeldKind::Amount) {
            Ok(Held::Amount(amount)) => {
                prop_assert_eq!(amount % terms.rounding.multiple_of, 0);
                prop_assert!(schedule.level_payment.is_some_and(|level| amount >= level));
                let other = holding(&terms, Held::Amount(amount));
                check_answer(&other)?;
                prop_assert_eq!(other.hold(HeldKind::Count), Ok(Held::Count(schedule.instalments)));
            }
            Ok(other) => prop_assert!(false, "{other:?}"),
            Err(problems) => {
                use ProblemCode as C;
                let known = [C::RoundingTooCoarse, C::NothingToAdjust, C::RemainderNotFirst];
                prop_assert!(problems.iter().all(|one| known.contains(&one.code)), "{problems:?}");
            }
        }
    }

    /// Without changes the amount of a count is its exact share, rounded up to the multiple: no more and no less.
    #[test]
    fn prop_amount_of_a_count_is_the_share_rounded_up(terms in any_terms(), count in 1_u32..=1_200) {
        let mut terms = holding(&terms, Held::Count(count));
        terms.changes.clear();
        if let Ok(Held::Amount(amount)) = terms.hold(HeldKind::Amount) {
            let asked = terms.balance() - terms.reduction_amount() - terms.deposit.map_or(0, |one| one.amount);
            let (amount, count, multiple) = (i128::from(amount), i128::from(count), i128::from(terms.rounding.multiple_of));
            prop_assert!(amount * count >= i128::from(asked));
            prop_assert!((amount - multiple) * count < i128::from(asked));
        }
    }

    /// A count and the deadline that it gives are the same plan.
    #[test]
    fn prop_count_to_deadline_is_the_same_plan(terms in any_terms(), count in 1_u32..60) {
        let terms = holding(&terms, Held::Count(count));
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        let deadline = terms.hold(HeldKind::FinishBy).unwrap();
        prop_assert_eq!(deadline, Held::FinishBy(schedule.finish));
        let other = Schedule::derive(&holding(&terms, deadline)).unwrap();
        prop_assert_eq!(other.rows, schedule.rows);
        prop_assert_eq!(terms.hold(HeldKind::Count), Ok(Held::Count(count)));
    }

    /// Undo after any number of edits gives the same bytes.
    #[test]
    fn prop_undo_gives_the_same_bytes(terms in any_terms(), other in any_terms(), extra in any_terms()) {
        let mut terms = sorted(terms);
        let before = terms.to_json();
        let mut undo = Vec::new();
        let removed = extra.changes.iter().map(|change| FieldValue::Change { id: change.id.clone(), kind: None });
        let edits: Vec<FieldValue> = terms.differences(&other).into_iter().chain(removed).chain(other.differences(&extra)).collect();
        for edit in edits {
            undo.push(terms.get(&edit.id()));
            terms.set(edit.clone());
            prop_assert_eq!(terms.get(&edit.id()), edit);
        }
        check_answer(&terms)?;
        for value in undo.into_iter().rev() {
            terms.set(value);
        }
        prop_assert_eq!(terms.to_json(), before);
    }

    /// Setting all differences gives the other terms.
    #[test]
    fn prop_differences_lead_to_the_other_terms(terms in any_terms(), other in any_terms()) {
        let mut terms = sorted(terms);
        let mut other = sorted(other);
        // These are not fields that are negotiated.
        other.currency = terms.currency;
        other.starts = terms.starts;
        other.allocation = terms.allocation;
        other.missed_payment = terms.missed_payment;
        for value in terms.differences(&other) {
            terms.set(value);
        }
        prop_assert_eq!(terms.to_json(), other.to_json());
        prop_assert!(terms.differences(&other).is_empty());
    }

    /// Changes in any order: setting one twice never makes two of it.
    #[test]
    fn prop_set_never_doubles_a_change(terms in any_terms(), shuffle in any::<Index>()) {
        let mut terms = terms;
        if !terms.changes.is_empty() {
            let turn = shuffle.index(terms.changes.len());
            terms.changes.rotate_left(turn);
        }
        let number = terms.changes.len();
        for change in terms.changes.clone() {
            terms.set(FieldValue::Change { id: change.id, kind: Some(change.kind) });
        }
        prop_assert_eq!(terms.changes.len(), number);
    }

    /// Moving the first payment keeps every single payment at its place in the sequence, and undo gives the same bytes.
    #[test]
    fn prop_move_first_due_keeps_places(terms in any_terms(), days in 1_u64..200) {
        let mut terms = sorted(terms);
        let (every, day) = (terms.instalments.every, terms.instalments.day);
        let Ok(old) = DueDates::new(terms.instalments.first_due, day, every) else { return Ok(()) };
        let start = plus(terms.instalments.first_due, days);
        let target = start.iter_days().take(62).find(|date| DueDates::new(*date, day, every).is_ok()).unwrap_or(start);
        let Ok(new) = DueDates::new(target, day, every) else { return Ok(()) };
        let before = terms.clone();
        let mut undo = Vec::new();
        for value in terms.move_first_due(target, day) {
            undo.push(terms.get(&value.id()));
            terms.set(value);
        }
        prop_assert_eq!(terms.instalments.first_due, target);
        for (change, moved) in before.changes.iter().zip(&terms.changes) {
            if let (ChangeKind::Single { due, .. }, ChangeKind::Single { due: now, .. }) = (change.kind, moved.kind)
                && let Some(place) = old.index_of(due)
                && new.nth(place).is_some()
            {
                prop_assert_eq!(new.index_of(now), Some(place));
            } else {
                prop_assert_eq!(change, moved);
            }
        }
        for value in undo.into_iter().rev() {
            terms.set(value);
        }
        prop_assert_eq!(terms.to_json(), before.to_json());
    }

    /// What is written is read back as the same terms, and written again as the same bytes.
    #[test]
    fn prop_json_round_trip_is_identity(terms in any_terms()) {
        let text = terms.to_json();
        let value: Value = serde_json::from_str(&text).unwrap();
        let read = Terms::from_value_working(&value, "");
        prop_assert_eq!(read.as_ref(), Ok(&terms));
        prop_assert_eq!(&value, &terms.to_value());
        let problems = terms.problems();
        match Terms::from_json(&text) {
            Ok(read) => {
                prop_assert!(problems.is_empty());
                prop_assert_eq!(read.to_json(), text);
            }
            Err(told) => prop_assert_eq!(told, problems),
        }
    }

    /// A field on the wire is read back as the same field.
    #[test]
    fn prop_field_round_trip_is_identity(terms in any_terms(), other in any_terms()) {
        let mut other = other;
        other.currency = terms.currency;
        for value in terms.differences(&other) {
            let wire = value.to_value(terms.currency);
            prop_assert_eq!(FieldValue::from_value(&wire, terms.currency), Ok(value));
        }
        let gone = terms.get(&FieldId::Change("nobody".to_owned()));
        prop_assert_eq!(FieldValue::from_value(&gone.to_value(terms.currency), terms.currency), Ok(gone));
    }

    /// The same input gives the same bytes, in whatever order its fields stand.
    #[test]
    fn prop_same_input_gives_the_same_bytes(terms in any_terms()) {
        let text = terms.to_json();
        let again = Terms::from_json(&backwards(&terms.to_value()));
        prop_assert_eq!(&again, &Terms::from_json(&text));
        if let Ok(again) = again {
            prop_assert_eq!(again.to_json(), text);
            let write = |schedule: Schedule| (schedule.to_json(), schedule.to_json_with_debt_rows());
            prop_assert_eq!(Schedule::derive(&again).map(write), Schedule::derive(&terms).map(write));
        }
    }

    /// The schedule's JSON says what the schedule says.
    #[test]
    fn prop_schedule_json_says_the_same(terms in any_terms()) {
        let Ok(schedule) = Schedule::derive(&terms) else { return Ok(()) };
        let json: Value = serde_json::from_str(&schedule.to_json()).unwrap();
        let rows = json["rows"].as_array().unwrap();
        prop_assert_eq!(rows.len(), schedule.rows.len());
        for (row, written) in schedule.rows.iter().zip(rows) {
            prop_assert_eq!(&written["due"], &json!(row.due.to_string()));
            prop_assert_eq!(&written["payment"], &json!(schedule.money(row.payment).to_string()));
            prop_assert_eq!(&written["balance"], &json!(schedule.money(row.balance).to_string()));
        }
        prop_assert_eq!(&json["finish"], &json!(schedule.finish.to_string()));
    }

    /// The nearest value that a lone problem names takes that problem away.
    #[test]
    fn prop_remedy_takes_the_problem_away(terms in any_terms()) {
        let Err(problems) = Schedule::derive(&terms) else { return Ok(()) };
        let [problem] = problems.as_slice() else { return Ok(()) };
        let Some(nearest) = &problem.suggestion else { return Ok(()) };
        let mut value = terms.to_value();
        put(&mut value, &problem.path, nearest);
        let told = Terms::from_json(&value.to_string()).and_then(|terms| Schedule::derive(&terms)).err().unwrap_or_default();
        let same = |one: &Problem| (one.code, &one.path) == (problem.code, &problem.path);
        prop_assert!(!told.iter().any(same), "{problem:?} stays: {told:?}\n{value}");
    }
}

/// The text of a value with the fields of every object in reverse order.
fn backwards(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let fields: Vec<String> = map
                .iter()
                .rev()
                .map(|(key, value)| format!("{}:{}", json!(key), backwards(value)))
                .collect();
            format!("{{ {} }}", fields.join(" ,\n"))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(backwards).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// Puts a suggestion at its path; a number stays a number.
fn put(root: &mut Value, path: &str, nearest: &str) {
    let mut at = root;
    for step in path.split(['.', '[']) {
        at = match step.strip_suffix(']').and_then(|index| index.parse::<usize>().ok()) {
            Some(index) => &mut at[index],
            None => &mut at[step],
        };
    }
    *at = if at.is_number() {
        json!(nearest.parse::<u32>().unwrap_or_default())
    } else {
        json!(nearest)
    };
}

// --- broken input

/// One blow to a text.
#[derive(Debug, Clone)]
enum Blow {
    Replace(Index, char),
    Insert(Index, String),
    Remove(Index, u8),
    Repeat(Index, u8),
    Truncate(Index),
}

fn any_blow() -> impl Strategy<Value = Blow> {
    let piece = select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "0",
        "9",
        "-",
        ".",
        "e",
        "null",
        "true",
        "\u{0}",
        "\u{1F642}",
        "9999999999",
        "\"0\"",
        "-1",
        "1e400",
        "2026-02-30",
        "2200-12-31",
        "weekly",
        "break",
        "{}",
        "[]",
        ",\"x\":1",
        "\\ud800",
    ]);
    prop_oneof![
        3 => (any::<Index>(), any::<char>()).prop_map(|(at, with)| Blow::Replace(at, with)),
        3 => (any::<Index>(), prop::char::range('0', '9')).prop_map(|(at, with)| Blow::Replace(at, with)),
        3 => (any::<Index>(), piece).prop_map(|(at, piece)| Blow::Insert(at, piece.to_owned())),
        2 => (any::<Index>(), 1_u8..12).prop_map(|(at, length)| Blow::Remove(at, length)),
        1 => (any::<Index>(), 1_u8..60).prop_map(|(at, length)| Blow::Repeat(at, length)),
        1 => any::<Index>().prop_map(Blow::Truncate),
    ]
}

fn strike(text: &str, blow: &Blow) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return String::new();
    }
    match blow {
        Blow::Replace(at, with) => letters[at.index(text.chars().count())] = *with,
        Blow::Insert(at, piece) => {
            let at = at.index(letters.len());
            letters.splice(at..at, piece.chars());
        }
        Blow::Remove(at, length) => {
            let at = at.index(letters.len());
            let end = (at + usize::from(*length)).min(letters.len());
            letters.drain(at..end);
        }
        Blow::Repeat(at, length) => {
            let at = at.index(letters.len());
            let end = (at + usize::from(*length)).min(letters.len());
            let copy: Vec<char> = letters[at..end].to_vec();
            letters.splice(end..end, copy);
        }
        Blow::Truncate(at) => letters.truncate(at.index(text.chars().count())),
    }
    letters.into_iter().collect()
}

fn any_leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_u32..1_300).prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,12}".prop_map(Value::from),
        "-?[0-9]{1,14}(\\.[0-9]{1,5})?".prop_map(Value::from),
        (0_i32..84_370).prop_map(|days| json!(Date::from_epoch_days(days).map(|date| date.to_string()))),
        select(vec![
            "GBP", "JPY", "BHD", "weekly", "monthly", "break", "single", "step", "reduced", "first", "up", "c1"
        ])
        .prop_map(Value::from),
        Just(json!({})),
        Just(json!([])),
        (0_u8..34, 0_u8..34).prop_map(|(one, other)| json!({ "twice_monthly": [one, other] })),
        (0_u16..400).prop_map(|days| json!({ "days": days })),
        (0_u16..15).prop_map(|months| json!({ "months": months })),
    ]
}

/// One change to the structure: another value, a field gone, a field more, an entry twice, two entries swapped.
#[derive(Debug, Clone)]
enum Bend {
    Put(Index, Value),
    Drop(Index),
    Add(Index, String, Value),
    Double(Index),
    Swap(Index, Index),
}

fn any_bend() -> impl Strategy<Value = Bend> {
    let key = prop_oneof![
        select(vec![
            "count",
            "amount",
            "finish_by",
            "day",
            "until",
            "due",
            "deposit",
            "changes",
            "interest",
            "charges"
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
    ];
    prop_oneof![
        5 => (any::<Index>(), any_leaf()).prop_map(|(at, value)| Bend::Put(at, value)),
        2 => any::<Index>().prop_map(Bend::Drop),
        2 => (any::<Index>(), key, any_leaf()).prop_map(|(at, key, value)| Bend::Add(at, key, value)),
        1 => any::<Index>().prop_map(Bend::Double),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Bend::Swap(one, other)),
    ]
}

/// JSON pointers of every value inside.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| {
            let key = key.replace('~', "~0").replace('/', "~1");
            pointers(inner, &format!("{at}/{key}"), found);
        }),
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(index, inner)| pointers(inner, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn bend(value: &mut Value, bend: &Bend) {
    let mut all = Vec::new();
    pointers(value, "", &mut all);
    let pick = |at: &Index| all[at.index(all.len())].clone();
    match bend {
        Bend::Put(at, new) => {
            if let Some(place) = value.pointer_mut(&pick(at)) {
                *place = new.clone();
            }
        }
        Bend::Drop(at) => {
            let pointer = pick(at);
            let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", ""));
            match value.pointer_mut(parent) {
                Some(Value::Object(map)) => drop(map.remove(key)),
                Some(Value::Array(list)) => list.truncate(key.parse().unwrap_or(0)),
                _ => {}
            }
        }
        Bend::Add(at, key, new) => match value.pointer_mut(&pick(at)) {
            Some(Value::Object(map)) => drop(map.insert(key.clone(), new.clone())),
            Some(Value::Array(list)) => list.push(new.clone()),
            _ => {}
        },
        Bend::Double(at) => {
            if let Some(Value::Array(list)) = value.pointer_mut(&pick(at)) {
                list.extend(list.clone());
            }
        }
        Bend::Swap(one, other) => {
            let (one, other) = (pick(one), pick(other));
            let first = value.pointer(&one).cloned().unwrap_or_default();
            let second = value.pointer(&other).cloned().unwrap_or_default();
            if let Some(place) = value.pointer_mut(&one) {
                *place = second;
            }
            if let Some(place) = value.pointer_mut(&other) {
                *place = first;
            }
        }
    }
}

/// Whatever a text says: problems with a place and a remedy, or terms that keep every law.
fn check_text(text: &str) -> Result<(), TestCaseError> {
    match Terms::from_json(text) {
        Ok(terms) => {
            check_answer(&terms)?;
            prop_assert_eq!(Terms::from_json(&terms.to_json()), Ok(terms));
        }
        Err(problems) => {
            prop_assert!(!problems.is_empty());
            let again = Terms::from_json(text);
            prop_assert_eq!(again, Err(problems));
        }
    }
    // Terms in the making may be anything that can be read; they never panic either.
    if let Ok(value) = serde_json::from_str(text)
        && let Ok(working) = Terms::from_value_working(&value, "terms")
    {
        check_answer(&working)?;
        for kind in [HeldKind::Amount, HeldKind::Count, HeldKind::FinishBy] {
            if let Err(problems) = working.hold(kind) {
                prop_assert!(!problems.is_empty());
            }
        }
    }
    Ok(())
}

fn example_case() -> Value {
    json!({
        "version": 1, "company_ref": "ACC-20417", "call_ref": "C1", "owed_to": "Acme Energy Ltd",
        "handled_by": "Northgate Collections", "agent": { "first_name": "Sam", "staff_no": "417" },
        "person": { "name": "A B", "kind": "consumer" }, "acting_as": null, "joint": false, "currency": "GBP",
        "debts": [{ "id": "INV-1042", "label": "Invoice 1042", "balance": "1200.00", "since": "2026-03-01" }],
        "balance_as_of": "2026-11-20", "arrears": "1200.00", "existing_payment": null,
        "how_to_pay": { "method": "standing_order", "payee": "P", "account": "12-34-56", "reference": "ACC-20417" },
        "policy": { "id": "acme-consumer", "version": "2026-10", "digest": "sha256:00" },
    })
}

proptest! {
    #![proptest_config(config())]

    /// Any mutated text: no panic, and an answer that keeps the laws. Sixteen texts per case.
    #[test]
    fn prop_mutated_text_is_answered(
        terms in any_terms(),
        blows in proptest::collection::vec(proptest::collection::vec(any_blow(), 1..4), 16),
    ) {
        let text = terms.to_json();
        for blows in blows {
            check_text(&blows.iter().fold(text.clone(), |text, blow| strike(&text, blow)))?;
        }
    }

    /// Any mutated structure: no panic, and an answer that keeps the laws. Sixteen structures per case.
    #[test]
    fn prop_mutated_structure_is_answered(
        terms in any_terms(),
        bends in proptest::collection::vec(proptest::collection::vec(any_bend(), 1..4), 16),
    ) {
        for bends in bends {
            let mut value = terms.to_value();
            bends.iter().for_each(|one| bend(&mut value, one));
            check_text(&value.to_string())?;
        }
    }

    /// Any mutated field on the wire: an answer, and a field that can be set and undone.
    #[test]
    fn prop_mutated_field_is_answered(terms in any_terms(), bends in proptest::collection::vec(any_bend(), 1..3)) {
        let terms = sorted(terms);
        let empty = Terms::plain(terms.currency, terms.starts, terms.debts[0].clone(), terms.instalments);
        for value in empty.differences(&terms) {
            let mut wire = value.to_value(terms.currency);
            bends.iter().for_each(|one| bend(&mut wire, one));
            match FieldValue::from_value(&wire, terms.currency) {
                Ok(field) => {
                    let mut edited = terms.clone();
                    let before = edited.get(&field.id());
                    edited.set(field);
                    check_answer(&edited)?;
                    edited.set(before);
                    prop_assert_eq!(edited.to_json(), terms.to_json());
                }
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }
    }

    /// Any mutated case: problems, or a case that is read back as itself.
    #[test]
    fn prop_mutated_case_is_answered(bends in proptest::collection::vec(any_bend(), 0..4), blows in proptest::collection::vec(any_blow(), 0..2)) {
        let mut value = example_case();
        bends.iter().for_each(|one| bend(&mut value, one));
        let text = blows.iter().fold(value.to_string(), |text, blow| strike(&text, blow));
        match Case::from_json(&text) {
            Ok(case) => prop_assert_eq!(Case::from_json(&case.to_json()), Ok(case)),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    /// Any mutated question of the command line: an answer, with as many dates or shares as were asked for.
    #[test]
    fn prop_mutated_requests_are_answered(bends in proptest::collection::vec(any_bend(), 0..3), count in 0_u32..1_300) {
        let mut dates = json!({ "first_due": "2026-12-28", "every": "monthly", "count": count, "day": 28,
            "working_days": { "division": "scotland", "move": "preceding" } });
        let mut share = json!({ "available": "160.00", "weights": ["4550.00", "6700.00", "1200.00"], "currency": "GBP" });
        bends.iter().for_each(|one| { bend(&mut dates, one); bend(&mut share, one); });
        match requests::dates(&dates.to_string()) {
            Ok(answer) => {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                let found: Vec<&str> = answer["dates"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
                prop_assert_eq!(Some(found.len() as u64), dates["count"].as_u64());
                prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{}", dates);
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
        match requests::share(&share.to_string()) {
            Ok(answer) => {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                prop_assert_eq!(answer["shares"].as_array().unwrap().len(), share["weights"].as_array().unwrap().len());
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    /// Any text at all: problems, never a panic.
    #[test]
    fn prop_any_text_is_answered(text in "\\PC{0,200}") {
        check_text(&text)?;
        prop_assert!(requests::dates(&text).is_err());
        prop_assert!(requests::share(&text).is_err());
        prop_assert!(Case::from_json(&text).is_err());
    }
}
