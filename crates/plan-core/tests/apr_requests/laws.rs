//! Laws of rates, and that anything is answered.

use super::*;

/// Level payments of a loan at a monthly rate, rounded up to the minor unit: at `steps` tenths of a per cent a month.
fn level_payment(principal: i64, steps: u32, count: u32) -> i64 {
    let growth = |decimals: u32| plan_decimal(decimals);
    let rate = growth(steps);
    let mut worth = Decimal::ZERO;
    let mut discount = Decimal::ONE;
    for _ in 0..count {
        discount /= Decimal::ONE + rate;
        worth += discount;
    }
    let exact = Decimal::from(principal) / worth;
    i64::try_from(exact.ceil().mantissa()).unwrap()
}

fn plan_decimal(thousandths: u32) -> Decimal {
    Decimal::new(i64::from(thousandths), 3)
}

fn loan(principal: i64, payment: i64, count: u32) -> Credit {
    let due = |month: u32| start() + Months::new(month);
    Credit {
        advances: vec![Flow {
            date: start(),
            amount: principal,
        }],
        payments: (1..=count)
            .map(|month| Flow {
                date: due(month),
                amount: payment,
            })
            .collect(),
    }
}

proptest! {
    /// A plan of level payments priced at a rate has that rate: nominal twelve times the month's, effective the year's.
    #[test]
    fn prop_level_plan_priced_at_a_rate_has_that_rate(steps in 0_u32..100, count in 1_u32..240) {
        let principal = 100_000_000_000_000;
        let payment = level_payment(principal, steps, count);
        let credit = loan(principal, payment, count);
        let nominal = solve_apr(&credit, Convention::Nominal(Some(UnitPeriod::Months(1)))).unwrap();
        let exact = plan_decimal(steps) * Decimal::from(1_200);
        // Rounding the payment up by one part in a hundred thousand million moves the rate by no more than this.
        prop_assert!((nominal.percent() - exact).abs() < Decimal::new(1, 6), "{} {}", nominal, exact);
        let effective = solve_apr(&credit, Convention::Effective(TimeCount::Months)).unwrap();
        let mut year = Decimal::ONE;
        for _ in 0..12 {
            year *= Decimal::ONE + plan_decimal(steps);
        }
        let exact = (year - Decimal::ONE) * Decimal::ONE_HUNDRED;
        prop_assert!((effective.percent() - exact).abs() < Decimal::new(1, 5), "{} {}", effective, exact);
    }

    /// To pay more is never cheaper, to pay later never dearer.
    #[test]
    fn prop_rate_rises_with_payments_and_falls_with_time(
        principal in 1_000_i64..10_000_000, extra in 0_i64..1_000_000, more in 1_i64..1_000,
        days in prop::collection::vec(1_u64..2_000, 1..30), which in any::<prop::sample::Index>(), shift in 1_u64..400,
        time in prop::sample::select(TimeCount::ALL.to_vec()),
    ) {
        let count = i64::try_from(days.len()).unwrap();
        let amount = (principal + extra) / count + 1;
        let at = |days: u64| start() + chrono::Days::new(days);
        let credit = Credit {
            advances: vec![Flow { date: start(), amount: principal }],
            payments: days.iter().map(|days| Flow { date: at(*days), amount }).collect(),
        };
        let which = which.index(credit.payments.len());
        let (mut dearer, mut later) = (credit.clone(), credit.clone());
        dearer.payments[which].amount += more;
        later.payments[which].date = at(days[which] + shift);
        let solve = |credit: &Credit| solve_apr(credit, Convention::Effective(time));
        let too_large = AprError::RateTooLarge { limit_percent: 1_000_000 };
        match solve(&credit) {
            Ok(found) => {
                prop_assert!(solve(&dearer).map_or_else(|error| error == too_large, |dearer| dearer >= found));
                prop_assert!(solve(&later).unwrap() <= found);
            }
            Err(error) => prop_assert_eq!(error, too_large),
        }
    }

    /// Twice the amounts, the same rate; and the order in which they are listed does not matter.
    #[test]
    fn prop_rate_is_one_of_proportions(
        amounts in prop::collection::vec((1_i64..100_000, 0_u64..900), 1..20), advanced in prop::collection::vec((1_i64..100_000, 0_u64..300), 1..4),
        nominal in any::<bool>(),
    ) {
        let flows = |list: &[(i64, u64)], times: i64| -> Vec<Flow> {
            list.iter().map(|(amount, days)| Flow { date: start() + chrono::Days::new(*days), amount: amount * times }).collect()
        };
        let convention = if nominal { Convention::Nominal(None) } else { Convention::Effective(TimeCount::Directive) };
        let once = Credit { advances: flows(&advanced, 1), payments: flows(&amounts, 1) };
        let mut twice = Credit { advances: flows(&advanced, 2), payments: flows(&amounts, 2) };
        twice.payments.reverse();
        match (solve_apr(&once, convention), solve_apr(&twice, convention)) {
            (Ok(once), Ok(twice)) => prop_assert!((once.percent() - twice.percent()).abs() <= Decimal::new(1, Apr::DECIMALS)),
            // A balance of half a penny in the borrower's favour is nothing; twice that is something.
            (Ok(_), Err(error)) => prop_assert_eq!(error, AprError::NoSingleRate),
            (once, twice) => prop_assert_eq!(once.is_err(), twice.is_err()),
        }
    }

    /// What comes out is a root: at the rate shown, the payments are worth what was advanced, to a hundred-millionth.
    #[test]
    fn prop_rate_makes_the_sides_equal(principal in 10_000_i64..10_000_000, extra in 0_i64..1_000_000, years in prop::collection::vec(1_u32..30, 1..20)) {
        let count = i64::try_from(years.len()).unwrap();
        let amount = (principal + extra) / count + 1;
        let credit = Credit {
            advances: vec![Flow { date: start(), amount: principal }],
            payments: years.iter().map(|years| Flow { date: start() + Months::new(years * 12), amount }).collect(),
        };
        let found = solve_apr(&credit, Convention::Effective(TimeCount::Months)).unwrap();
        let growth = Decimal::ONE + found.percent() / Decimal::ONE_HUNDRED;
        let mut worth = Decimal::ZERO;
        for years in years {
            let mut one = Decimal::from(amount);
            for _ in 0..years {
                one /= growth;
            }
            worth += one;
        }
        let share = worth / Decimal::from(principal) - Decimal::ONE;
        prop_assert!(share.abs() < Decimal::new(1, 8), "{} {}", found, share);
    }

    /// Any JSON under the names of the request: an answer or problems, never a panic.
    #[test]
    fn prop_any_json_is_answered(fields in prop::collection::vec((0_usize..7, any_value()), 0..8)) {
        const NAMES: [&str; 7] = ["advances", "payments", "convention", "time", "unit_period", "currency", "other"];
        let mut request = json!({ "convention": "us" });
        for (name, value) in fields {
            request[NAMES[name]] = value;
        }
        if let Err(problems) = apr(&request.to_string()) {
            prop_assert!(!problems.is_empty());
        }
    }

    /// Any flows: a rate or a reason, whatever the amounts and days.
    #[test]
    fn prop_any_flows_are_answered(
        advances in prop::collection::vec((0_i32..84_371, any::<i64>()), 0..6), payments in prop::collection::vec((0_i32..84_371, 0_i64..i64::MAX), 0..30),
        unit in any::<(u8, u8)>(), time in prop::sample::select(TimeCount::ALL.to_vec()),
    ) {
        let flows = |list: &[(i32, i64)]| -> Vec<Flow> {
            list.iter().map(|(days, amount)| Flow { date: Date::from_epoch_days(*days).unwrap(), amount: *amount }).collect()
        };
        let credit = Credit { advances: flows(&advances), payments: flows(&payments) };
        let unit = match unit.0 % 5 {
            0 => None,
            1 => Some(UnitPeriod::Months(unit.1)),
            2 => Some(UnitPeriod::Weeks(unit.1)),
            3 => Some(UnitPeriod::Days(u16::from(unit.1))),
            _ => Some(UnitPeriod::Semimonth),
        };
        let _ = solve_apr(&credit, Convention::Nominal(unit));
        let _ = solve_apr(&credit, Convention::Effective(time));
    }

    /// Any text: problems, never a panic.
    #[test]
    fn prop_any_text_is_answered(text in ".{0,80}") {
        let _ = apr(&text);
    }
}

/// Values of which many are right somewhere.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(12),
        json!(u64::MAX),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("0"),
        json!("0.01"),
        json!("1000.00"),
        json!("999999999999.99"),
        json!("1970-01-01"),
        json!("2026-02-28"),
        json!("2200-12-31"),
        json!("monthly"),
        json!("weekly"),
        json!({ "twice_monthly": [15, 31] }),
        json!({ "days": 1 }),
        json!({ "weeks": 52 }),
        json!("eu"),
        json!("us"),
        json!("days/365"),
        json!("directive"),
        json!("year"),
        json!("semimonth"),
        json!("UYW"),
    ]);
    let entry = (leaf.clone(), leaf.clone(), leaf.clone(), leaf.clone()).prop_map(
        |(date, amount, count, every)| json!({ "date": date, "amount": amount, "count": count, "every": every }),
    );
    let right = (0_i32..84_371, 1_u32..100_000, 1_u32..30).prop_map(|(days, amount, count)| {
        let date = format_iso_date(Date::from_epoch_days(days).unwrap());
        json!({ "date": date, "amount": amount.to_string(), "count": count, "every": "monthly" })
    });
    let list = prop::collection::vec(prop_oneof![1 => entry, 3 => right], 0..4).prop_map(Value::from);
    prop_oneof![1 => leaf, 2 => list]
}
