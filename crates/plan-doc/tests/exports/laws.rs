//! What holds for every plan.

use plan_core::calendar::format_iso_date;
use plan_core::terms::{Deposit, Reduction, ReductionSize};
use plan_core::{Every, Held, Money};
use proptest::prelude::*;

use crate::Plan;
use crate::calendar::{keeps_to_the_form, unescaped, values};

/// Any plan that works out: how much, how often, how many, with or without a deposit and a reduction.
fn plans() -> impl Strategy<Value = Plan> {
    let every = prop::sample::select(vec![
        Every::Weekly,
        Every::FourWeekly,
        Every::TwiceMonthly,
        Every::Monthly,
        Every::Months(5),
        Every::Days(10),
    ]);
    let parts = (
        1_000_i64..1_000_000_000,
        every,
        1_u32..60,
        any::<[bool; 3]>(),
        ".{0,120}",
    );
    parts.prop_map(|(balance, every, count, [deposit, reduction, yen], name)| {
        let plan = Plan::named(&name);
        plan.with(|terms| {
            if yen {
                terms.currency = plan_core::Currency::parse("JPY").unwrap();
            }
            terms.changes.clear();
            terms.debts[0].balance = balance;
            terms.deposit = terms
                .deposit
                .filter(|_| deposit)
                .map(|old| Deposit { amount: 100, ..old });
            terms.reduction = terms.reduction.filter(|_| reduction).map(|old| Reduction {
                size: ReductionSize::Amount(balance / 10),
                ..old
            });
            terms.instalments.every = every;
            terms.instalments.held = Held::Count(count);
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The calendar has one event a payment, on its day, and the amounts add up to the total.
    #[test]
    fn prop_calendar_is_the_schedule(plan in plans()) {
        for ics in [plan.ics(), plan.cancelled()] {
            keeps_to_the_form(&ics);
            let days: Vec<String> = plan.schedule.rows.iter().map(|row| format_iso_date(row.due).replace('-', "")).collect();
            prop_assert_eq!(values(&ics, "DTSTART;VALUE=DATE:"), days);
            let paid = |title: &String| {
                let digits: String = title.chars().filter(|one| one.is_ascii_digit() || *one == '.').collect();
                Money::parse(&digits, plan.schedule.currency).unwrap().minor()
            };
            let titles = values(&ics, "SUMMARY:");
            prop_assert_eq!(titles.iter().map(paid).sum::<i64>(), plan.schedule.totals.payments);
            for text in values(&ics, "DESCRIPTION:") {
                unescaped(&text);
            }
            let mut uids = values(&ics, "UID:");
            uids.sort();
            uids.dedup();
            prop_assert_eq!(uids.len(), plan.schedule.rows.len());
            prop_assert_eq!(values(&ics, "BEGIN:VEVENT").len(), plan.schedule.rows.len());
        }
    }

    /// The table has one line a payment, and its column of payments adds up to the total.
    #[test]
    fn prop_table_is_the_schedule(plan in plans()) {
        let csv = plan.csv();
        let rows: Vec<Vec<&str>> = csv.strip_suffix("\r\n").unwrap().split("\r\n").skip(1).map(|line| line.split(',').collect()).collect();
        prop_assert_eq!(rows.len(), plan.schedule.rows.len());
        prop_assert!(rows.iter().all(|cells| cells.len() == 8 && cells[3] == cells[4]));
        let paid = |cells: &Vec<&str>| Money::parse(cells[3], plan.schedule.currency).unwrap().minor();
        prop_assert_eq!(rows.iter().map(paid).sum::<i64>(), plan.schedule.totals.payments);
        prop_assert_eq!(Money::parse(rows.last().unwrap()[7], plan.schedule.currency).unwrap().minor(), 0);
    }

    /// Six lines, whoever is in them.
    #[test]
    fn prop_six_lines_are_six(plan in plans()) {
        let text = plan.lines();
        prop_assert_eq!(text.split('\n').count(), 6);
        prop_assert!(text.split('\n').all(|line| !line.is_empty() && !line.chars().any(char::is_control)));
    }
}
