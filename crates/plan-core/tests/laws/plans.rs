//! Terms that mostly work out.

use chrono::Days;
use plan_core::calendar::{Calendar, Holidays};
use plan_core::money::{Percent, Rate};
use plan_core::terms::{
    AfterMissed, Allocation, Basis, BreakInterest, Charge, DebtAfter, EarlyPayment, Interest, Method, MissedPayment,
    Pause, ReductionWhen, Remainder, RoundingRule,
};
use plan_core::{
    Change, ChangeKind, Currency, Date, Debt, Deposit, Division, DueDates, Every, Held, Instalments, Move, Reduction,
    ReductionSize, Rounding, Terms, WorkingDays,
};
use proptest::prelude::*;
use proptest::sample::select;

/// The largest amount that every currency can have, in minor units.
pub(super) const LARGEST: i64 = 999_999_999_999;

/// Dates stay inside the calendar of plans.
pub(super) fn plus(date: Date, days: u64) -> Date {
    let last = Date::from_ymd_opt(2200, 12, 31).unwrap_or_default();
    date.checked_add_days(Days::new(days)).unwrap_or(last).min(last)
}

pub(super) fn minus(date: Date, days: u64) -> Date {
    date.checked_sub_days(Days::new(days))
        .unwrap_or_default()
        .max(Date::default())
}

pub(super) fn any_every() -> impl Strategy<Value = Every> {
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
pub(super) fn any_rhythm() -> impl Strategy<Value = (Every, Date, Option<u8>)> {
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

pub(super) fn any_currency() -> impl Strategy<Value = Currency> {
    select(vec!["GBP", "GBP", "EUR", "JPY", "BHD"]).prop_map(|code| Currency::parse(code).unwrap_or(Currency::GBP))
}

pub(super) fn any_minor() -> impl Strategy<Value = i64> {
    prop_oneof![1 => 1_i64..100, 1 => 100_i64..10_000, 8 => 10_000_i64..1_000_000, 1 => 1_i64..=LARGEST]
}

pub(super) fn any_rounding() -> impl Strategy<Value = RoundingRule> {
    let mode = select(vec![Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down]);
    let multiple_of = prop_oneof![6 => Just(1_i64), 3 => select(vec![5_i64, 50, 100, 500, 1_000]), 1 => 1_i64..10_000];
    let remainder = select(vec![Remainder::Last, Remainder::Last, Remainder::First]);
    (mode, multiple_of, remainder).prop_map(|(mode, multiple_of, remainder)| RoundingRule {
        mode,
        multiple_of,
        remainder,
    })
}

/// Some days of the years from 2026 to 2126, with runs that are longer than a week.
fn any_holidays() -> impl Strategy<Value = Calendar> {
    let start = Date::from_ymd_opt(2026, 1, 1).unwrap_or_default().to_epoch_days();
    let run = (0_i32..36_500, 1_i32..12);
    let lists = prop::collection::vec(run, 0..12).prop_map(move |runs| {
        let days = |(from, length): (i32, i32)| (from..from + length).chain([0, 36_500]);
        let mut days: Vec<i32> = runs.into_iter().flat_map(days).collect();
        days.sort_unstable();
        days.dedup();
        let dates: Vec<Date> = days
            .into_iter()
            .filter_map(|day| Date::from_epoch_days(start + day))
            .collect();
        Holidays::new(&dates)
    });
    lists.prop_filter_map("too many days", |holidays| holidays.map(Calendar::Own))
}

pub(super) fn any_working_days() -> impl Strategy<Value = Option<WorkingDays>> {
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
        1 => (prop_oneof![2 => division.prop_map(Calendar::Division), 1 => any_holidays()], shift)
            .prop_map(|(calendar, shift)| Some(WorkingDays { calendar, shift })),
    ]
}

/// What a change is made of, before it knows the plan: kind, where it starts, how long it is, how large.
pub(super) type Seed = (u8, u32, u64, i64, bool);

pub(super) fn any_seed() -> impl Strategy<Value = Seed> {
    (0_u8..4, 0_u32..24, 0_u64..200, 1_i64..200, any::<bool>())
}

pub(super) fn change(index: usize, seed: Seed, dates: Option<&DueDates>, first: Date, balance: i64) -> Change {
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

pub(super) fn any_reduction() -> impl Strategy<Value = Option<(bool, u32, bool)>> {
    prop_oneof![3 => Just(None), 1 => (any::<bool>(), 1_u32..1_000_000, any::<bool>()).prop_map(Some)]
}

/// Rate, basis, method, and for each pause when it starts and how long it is.
type InterestSeed = (u32, Basis, Method, Vec<(u64, u64)>);

/// Interest, charges, several debts and the rest of what costs money, before they know the plan.
#[derive(Debug, Clone)]
pub(super) struct Costs {
    interest: Option<InterestSeed>,
    rates: Vec<(u64, Option<u64>, u32)>,
    charges: Vec<(u64, i64)>,
    on_completion: bool,
    early: Option<(u32, u64)>,
    more_debts: Vec<i64>,
}

/// Yearly rates in ten-thousandths of a per cent.
fn any_rate() -> impl Strategy<Value = u32> {
    prop_oneof![1 => Just(0_u32), 6 => 1_u32..=300_000, 2 => select(vec![10_000_u32, 80_000, 120_000]), 1 => 0_u32..=10_000_000]
}

pub(super) fn any_costs() -> impl Strategy<Value = Costs> {
    let basis = select(Basis::ALL.to_vec());
    let method = select(vec![Method::Reducing, Method::Reducing, Method::Flat]);
    let pauses = prop_oneof![3 => Just(Vec::new()), 1 => proptest::collection::vec((0_u64..700, 0_u64..90), 1..4)];
    let interest = proptest::option::weighted(0.7, (any_rate(), basis, method, pauses));
    let rates = proptest::collection::vec(
        (0_u64..700, proptest::option::weighted(0.8, 0_u64..200), any_rate()),
        0..3,
    );
    let charges = proptest::collection::vec((0_u64..1_000, 1_i64..10_000), 0..3);
    let early = proptest::option::weighted(0.3, (1_u32..=1_000_000, 0_u64..900));
    let more = prop_oneof![2 => Just(Vec::new()), 1 => proptest::collection::vec(any_minor(), 1..6)];
    (interest, rates, charges, any::<bool>(), early, more).prop_map(
        |(interest, rates, charges, on_completion, early, more_debts)| Costs {
            interest,
            rates,
            charges,
            on_completion,
            early,
            more_debts,
        },
    )
}

/// Terms with interest, charges and several debts.
pub(super) fn any_costly_terms() -> impl Strategy<Value = Terms> {
    (any_terms(), any_costs()).prop_map(|(terms, costs)| with_costs(terms, costs))
}

pub(super) fn with_costs(mut terms: Terms, costs: Costs) -> Terms {
    let starts = terms.starts;
    terms.interest = costs.interest.map(|(rate, basis, method, pauses)| Interest {
        annual: Rate::from_ten_thousandths(rate).unwrap_or_default(),
        basis,
        method,
        pauses: pauses
            .into_iter()
            .map(|(after, days)| Pause {
                from: plus(starts, after),
                until: plus(starts, after + days),
            })
            .collect(),
    });
    if terms.interest.is_some() {
        for (number, (after, days, rate)) in costs.rates.into_iter().enumerate() {
            terms.changes.push(Change {
                id: format!("r{number}"),
                kind: ChangeKind::Rate {
                    from: plus(starts, after),
                    until: days.map(|days| plus(starts, after + days)),
                    annual: Rate::from_ten_thousandths(rate).unwrap_or_default(),
                },
            });
        }
        terms.rounding.remainder = Remainder::Last;
    }
    let charges = costs.charges.into_iter().enumerate();
    terms.charges = charges
        .map(|(number, (after, amount))| Charge {
            id: format!("f{number}"),
            due: plus(starts, after),
            amount,
            label: None,
        })
        .collect();
    if let (Some(reduction), true) = (&mut terms.reduction, costs.on_completion) {
        reduction.when = ReductionWhen::OnCompletion;
    }
    terms.early_payment = costs.early.map(|(percent, after)| EarlyPayment {
        percent: Percent::from_ten_thousandths(percent).unwrap_or(Percent::HUNDRED),
        by: plus(starts, after),
    });
    for (number, balance) in costs.more_debts.into_iter().enumerate() {
        terms.debts.push(Debt {
            id: format!("more {number}"),
            label: None,
            balance,
            since: Some(minus(starts, u64::try_from(balance % 900).unwrap_or(0))),
        });
    }
    if terms.debts.len() > 1 && terms.allocation == Some(Allocation::OldestFirst) {
        for debt in &mut terms.debts {
            debt.since = debt.since.or(Some(starts));
        }
    }
    terms
}

pub(super) fn any_terms() -> impl Strategy<Value = Terms> {
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

pub(super) type Shape = (
    Currency,
    i64,
    (Every, Date, Option<u8>),
    RoundingRule,
    Option<WorkingDays>,
);
pub(super) type Before = (u64, Option<(i64, u64)>, Option<(bool, u32, bool)>);
pub(super) type Extras = (
    Vec<Seed>,
    Option<Allocation>,
    Option<(u32, bool)>,
    (String, Option<String>),
);

pub(super) fn make_terms((shape, held, before, extras): (Shape, (u8, u32, u64, i64), Before, Extras)) -> Terms {
    let (currency, balance, (every, first_due, day), rounding, working_days) = shape;
    let (gap, deposit, reduction) = before;
    let (seeds, allocation, missed, (id, label)) = extras;
    let starts = minus(first_due, gap);
    let reduction = reduction.map(|(percent, size, settled)| Reduction {
        size: match Percent::from_ten_thousandths(size) {
            Some(share) if percent => ReductionSize::Percent(share),
            _ => ReductionSize::Amount((balance / 1_000_000 * i64::from(size)).max(1)),
        },
        when: ReductionWhen::AtStart,
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
