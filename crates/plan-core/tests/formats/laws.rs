//! What comes out keeps to the schemas, for terms of every kind.

use super::fields::{dates_request, full_case};
use super::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::FileFailurePersistence;

/// Terms of every kind; most of them work out.
fn any_terms() -> impl Strategy<Value = Value> {
    let every = prop::sample::select(vec![
        json!("weekly"),
        json!("four_weekly"),
        json!("twice_monthly"),
        json!("monthly"),
        json!("quarterly"),
        json!({ "months": 2 }),
        json!({ "days": 10 }),
        json!({ "twice_monthly": [12, 28] }),
    ]);
    let held = prop_oneof![
        (5_u32..400).prop_map(|pounds| json!({ "amount": format!("{pounds}.50") })),
        (1_u32..40).prop_map(|count| json!({ "count": count })),
        (2027_u32..2032).prop_map(|year| json!({ "finish_by": format!("{year}-06-30") })),
    ];
    let basis = prop::sample::select(vec!["period", "actual/365", "actual/360", "30/360"]);
    let rates = (0_u32..400_000, basis, any::<bool>());
    let debts = prop::collection::vec(1_000_i64..200_000, 1..4);
    (debts, every, held, rates, any::<[bool; 12]>(), 1_u32..12).prop_map(|(debts, every, held, rates, with, month)| {
        let debt = |(index, minor): (usize, i64)| {
            let balance = format!("{}.{:02}", minor / 100, minor % 100);
            json!({ "id": format!("D{index}"), "balance": balance, "since": "2026-01-01" })
        };
        let mut terms = json!({
            "version": 1, "currency": "GBP", "starts": "2026-11-23",
            "debts": debts.into_iter().enumerate().map(debt).collect::<Vec<Value>>(),
            "instalments": { "every": every, "first_due": "2026-12-28" },
        });
        for (key, value) in held.as_object().unwrap() {
            terms["instalments"][key] = value.clone();
        }
        let mut changes = Vec::new();
        let (from, until) = (format!("2027-{month:02}-01"), format!("2027-{:02}-28", month + 1));
        let (rate, basis, is_flat) = rates;
        let [
            reduced,
            deposit,
            interest,
            paused,
            charged,
            early,
            moved,
            rounded,
            breaks,
            steps,
            frozen,
            continues,
        ] = with;
        if reduced {
            let when = if continues { "on_completion" } else { "at_start" };
            let after = if continues { "continues" } else { "settled" };
            terms["reduction"] = json!({ "percent": "12.5", "when": when, "debt_after": after });
        }
        if deposit {
            terms["deposit"] = json!({ "amount": "5.00", "due": "2026-11-30" });
        }
        if interest {
            let annual = format!("{}.{:04}", rate / 10_000, rate % 10_000);
            let method = if is_flat { "flat" } else { "reducing" };
            terms["interest"] = json!({ "annual_percent": annual, "basis": basis, "method": method });
            if paused && basis != "period" {
                terms["interest"]["pauses"] = json!([{ "from": from, "until": until }]);
            }
            if frozen {
                changes.push(json!({ "id": "r", "kind": "rate", "from": from, "annual_percent": "0" }));
            }
        }
        if charged {
            terms["charges"] = json!([
                { "id": "f1", "due": from, "amount": "3.00" }, { "id": "f2", "due": "2031-01-01", "amount": "2.00" },
            ]);
        }
        if early {
            terms["early_payment"] = json!({ "percent": "5", "by": until });
        }
        if moved {
            terms["working_days"] = json!({ "division": "scotland", "move": "modified_following" });
        }
        if rounded {
            terms["rounding"] = json!({ "mode": "up", "multiple_of": "0.50" });
        }
        if breaks {
            changes.push(json!({ "id": "b", "kind": "break", "from": from, "until": until, "interest": "paused" }));
        }
        if steps {
            changes.push(json!({ "id": "s", "kind": "step", "from": until, "amount": "20.00" }));
            changes.push(json!({ "id": "t", "kind": "single", "due": "2026-12-28", "amount": "1.00" }));
        }
        terms["changes"] = Value::Array(changes);
        terms
    })
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    }
}

#[test]
fn the_generator_makes_terms_that_mostly_work_out() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let works = |_| {
        let terms = any_terms().new_tree(&mut runner).unwrap().current();
        answer("terms.json", &terms, false).is_ok()
    };
    let good = (0..400).map(works).filter(|good| *good).count();
    assert!(good > 200, "{good}");
}

proptest! {
    #![proptest_config(config())]

    /// Terms, their canonical form, and what is said of them keep to the schemas.
    #[test]
    fn prop_terms_and_their_answers_keep_to_the_schemas(terms in any_terms()) {
        prop_assert_eq!(complaints("terms.json", &terms), [""; 0]);
        if let Ok(read) = Terms::from_json(&terms.to_string()) {
            prop_assert_eq!(complaints("terms.json", &read.to_value()), [""; 0]);
        }
        match answer("terms.json", &terms, true) {
            Ok(schedule) => prop_assert_eq!(complaints("schedule.json", &schedule), [""; 0]),
            Err(told) => prop_assert_eq!(complaints("problems.json", &problems(&told)), [""; 0]),
        }
    }

    /// So does a plan made anew.
    #[test]
    fn prop_plans_made_anew_keep_to_the_schemas(
        terms in any_terms(),
        paid in prop::collection::vec((1_u32..13, 1_u32..90), 0..5),
        way in prop::sample::select(vec![
            json!("keep_amount"), json!("keep_finish"), json!("append_missed"), json!("re_amortise"),
            json!({ "re_age": { "start": "2028-02-01", "every": "monthly", "count": 6 } }),
            json!({ "shift": { "from": "2027-06-01", "extra": 2 } }),
            json!({ "shift": { "from": "2027-06-01", "new_due": "2028-03-01" } }),
        ]),
    ) {
        let payment = |(month, pounds): &(u32, u32)| {
            json!({ "date": format!("2027-{month:02}-05"), "amount": format!("{pounds}") })
        };
        let payments: Vec<Value> = paid.iter().map(payment).collect();
        let request = json!({ "terms": terms, "payments": payments, "on": "2027-12-31", "how": way });
        prop_assert_eq!(complaints("replan-request.json", &request), [""; 0]);
        match answer("replan-request.json", &request, false) {
            Ok(made) => prop_assert_eq!(complaints("replan-answer.json", &made), [""; 0]),
            Err(told) => prop_assert_eq!(complaints("problems.json", &problems(&told)), [""; 0]),
        }
    }

    /// So do interest and rates.
    #[test]
    fn prop_interest_and_rates_keep_to_the_schemas(
        amounts in (1_u64..1_000_000_000, 1_u64..10_000_000),
        rate in 0_u32..=12_000_000,
        days in 0_u32..=90_000,
        rounding in prop::sample::select(vec!["half_up", "half_even", "up", "down"]),
        basis in prop::sample::select(vec!["actual/365", "actual/360", "30/360"]),
        currency in prop::sample::select(vec!["GBP", "JPY", "BHD", "UYW"]),
        way in prop::sample::select(vec![
            json!({ "convention": "eu" }), json!({ "convention": "eu", "time": "directive" }),
            json!({ "convention": "eu", "time": "days/365.25" }), json!({ "convention": "us" }),
            json!({ "convention": "us", "unit_period": { "weeks": 2 } }),
        ]),
        count in 1_u32..40,
        with in any::<[bool; 3]>(),
    ) {
        let [late, named, charged] = with;
        let percent = format!("{}.{:04}", rate / 10_000, rate % 10_000);
        let mut request = json!({
            "principal": amounts.0.to_string(), "days": days, "basis": basis, "rounding": rounding,
            "currency": currency,
        });
        if late {
            request["statutory"] = json!({ "reference_percent": percent });
        } else {
            request["annual_percent"] = json!(percent);
        }
        if named {
            request["from"] = json!("2026-03-31");
        }
        let found = answer("interest-request.json", &request, false);
        prop_assert_eq!(complaints("interest-request.json", &request).is_empty(), found.is_ok(), "{}", request);
        match found {
            Ok(found) => prop_assert_eq!(complaints("interest-answer.json", &found), [""; 0]),
            Err(told) => prop_assert_eq!(complaints("problems.json", &problems(&told)), [""; 0]),
        }
        let mut request = way;
        let (advance, payment) = (amounts.0.to_string(), amounts.1.to_string());
        request["currency"] = json!(currency);
        request["advances"] = json!([{ "date": "2026-03-31", "amount": advance }]);
        request["payments"] = json!([
            { "date": "2026-04-30", "day": 31, "amount": payment, "count": count, "every": "monthly" },
            { "date": "2030-01-01", "amount": advance },
        ]);
        if charged {
            let charge = json!({ "date": "2026-03-31", "amount": "1" });
            request["payments"].as_array_mut().unwrap().push(charge);
        }
        prop_assert_eq!(complaints("apr-request.json", &request), [""; 0]);
        match answer("apr-request.json", &request, false) {
            Ok(found) => prop_assert_eq!(complaints("apr-answer.json", &found), [""; 0]),
            Err(told) => prop_assert_eq!(complaints("problems.json", &problems(&told)), [""; 0]),
        }
    }

    /// So do dates, shares, and cases.
    #[test]
    fn prop_small_answers_keep_to_the_schemas(
        count in 1_u32..200,
        weights in prop::collection::vec(0_u32..10_000, 1..20),
        available in 0_u32..1_000_000,
        texts in prop::collection::vec(prop::option::of("\\PC{0,30}"), 4),
    ) {
        let mut request = dates_request();
        request["count"] = json!(count);
        prop_assert_eq!(complaints("dates-answer.json", &answer("dates-request.json", &request, false).unwrap()), [""; 0]);
        let weights: Vec<String> = weights.iter().map(u32::to_string).collect();
        let request = json!({ "available": available.to_string(), "weights": weights, "currency": "JPY" });
        let is_sound = complaints("share-request.json", &request).is_empty();
        let found = answer("share-request.json", &request, false);
        prop_assert_eq!(is_sound, found.is_ok());
        if let Ok(shares) = found {
            prop_assert_eq!(complaints("share-answer.json", &shares), [""; 0]);
        }
        let mut case = full_case();
        for (field, text) in ["owed_to", "acting_as", "existing_payment", "call_ref"].iter().zip(&texts) {
            case[*field] = json!(text);
        }
        prop_assert_eq!(complaints("case.json", &case).is_empty(), answer("case.json", &case, false).is_ok());
    }
}
