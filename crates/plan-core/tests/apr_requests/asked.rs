//! What a request can ask for: counts of time, unit-periods, streams of payments.

use super::*;

/// `date amount, …` on either side of `->`, then options.
fn request(flows: &str, options: Value) -> Value {
    let (advances, payments) = flows.split_once(" -> ").unwrap();
    let list = |text: &str| -> Vec<Value> {
        let entries = text.split(", ").map(|entry| entry.split_once(' ').unwrap());
        entries
            .map(|(date, amount)| json!({ "date": date.trim(), "amount": amount }))
            .collect()
    };
    let mut request = json!({ "advances": list(advances), "payments": list(payments) });
    for (key, value) in options.as_object().unwrap() {
        request[key] = value.clone();
    }
    request
}

#[test]
fn time_is_counted_as_asked() {
    let rows = [
        // A month, and the same 31 days by each of the other counts: 1.1^12, then 1.1^(365/31) and so on.
        ("2026-01-10 100 -> 2026-02-10 110", "months", "213.84283767"),
        ("2026-01-10 100 -> 2026-02-10 110", "directive", "213.84283767"),
        ("2026-01-10 100 -> 2026-02-10 110", "days/365", "207.16058535"),
        ("2026-01-10 100 -> 2026-02-10 110", "days/365.25", "207.39676909"),
        // Four weeks and three days.
        ("2026-01-10 100 -> 2026-02-10 110", "weeks", "206.3085619"),
        // Month's ends: one month, not 28 days.
        ("2026-01-31 100 -> 2026-02-28 110", "months", "213.84283767"),
        // A charge on the first day lowers what is advanced; two advances on a day are one.
        (
            "2026-01-10 60, 2026-01-10 50 -> 2026-01-10 10, 2027-01-10 110",
            "months",
            "10",
        ),
        // Paid in the order in which it is listed or not.
        ("2026-01-10 100 -> 2028-01-10 60.50, 2027-01-10 55", "months", "10"),
        // A second advance.
        ("2026-01-10 100, 2027-01-10 100 -> 2028-01-10 231", "months", "10"),
        // Repaid and advanced again, the same day and later.
        (
            "2026-01-10 100, 2027-01-10 100 -> 2027-01-10 110, 2028-01-10 110",
            "months",
            "10",
        ),
        (
            "2026-01-10 100, 2028-01-10 100 -> 2027-01-10 110, 2029-01-10 110",
            "months",
            "10",
        ),
        ("2026-01-10 100 -> 2026-01-11 100", "months", "0"),
        (
            "2026-01-10 999999999999.99 -> 2200-12-31 999999999999.99",
            "days/365",
            "0",
        ),
        ("2026-01-10 0.01 -> 2200-12-31 999999999999.99", "months", "20.2297089"),
        (
            "1970-01-01 999999999999.98 -> 2200-01-01 999999999999.99",
            "days/365",
            "0",
        ),
        ("2026-01-10 100 -> 2027-01-10 1000100", "months", "1000000"),
    ];
    for (flows, time, expected) in rows {
        let request = request(flows, json!({ "convention": "eu", "time": time }));
        assert_eq!(rate(&request), expected, "{flows} {time}");
    }
}

#[test]
fn unit_period_is_found() {
    // The flows, then the unit-period that gives the same rate.
    let rows = [
        ("2026-01-10 100 -> 2026-02-10 60, 2026-03-10 60", json!("month")),
        ("2026-01-31 100 -> 2026-02-28 60, 2026-03-31 60", json!("month")),
        ("2026-01-30 100 -> 2026-02-28 60, 2026-03-30 60", json!("month")),
        ("2026-01-10 100 -> 2026-01-17 60, 2026-01-24 60", json!("week")),
        ("2026-01-10 100 -> 2026-02-07 60, 2026-03-07 60", json!({ "weeks": 4 })),
        ("2026-01-10 100 -> 2026-01-11 60, 2026-01-12 60", json!("day")),
        ("2026-01-10 100 -> 2026-01-20 60, 2026-01-30 60", json!({ "days": 10 })),
        ("2026-01-01 100 -> 2026-01-16 60, 2026-02-01 60", json!("semimonth")),
        ("2026-02-01 100 -> 2026-02-16 60, 2026-03-01 60", json!("semimonth")),
        ("2026-01-10 100 -> 2027-01-10 60, 2028-01-10 60", json!("year")),
        // A month and a quarter, twice each: the shorter.
        (
            "2026-01-10 100 -> 2026-02-10 30, 2026-03-10 30, 2026-06-10 30, 2026-09-10 30",
            json!("month"),
        ),
        // Once each: the average of 50 days is nearest to seven weeks.
        ("2026-01-10 100 -> 2026-01-20 60, 2026-04-20 60", json!({ "weeks": 7 })),
        // The average of three years is no more than one.
        ("2020-01-10 100 -> 2022-01-11 60, 2026-01-12 60", json!("year")),
        // One payment: the term, up to a year.
        ("2026-01-10 100 -> 2026-03-10 110", json!({ "months": 2 })),
        ("2026-01-10 100 -> 2026-02-07 110", json!({ "days": 28 })),
        ("2026-01-31 100 -> 2026-02-28 110", json!({ "days": 28 })),
        ("2026-01-10 100 -> 2027-01-10 110", json!("year")),
        ("2026-01-10 100 -> 2028-03-10 110", json!("year")),
        // A charge on the first day is no payment of its own.
        (
            "2026-01-10 110 -> 2026-01-10 10, 2026-03-10 110",
            json!({ "months": 2 }),
        ),
    ];
    for (flows, unit) in rows {
        let found = rate(&request(flows, json!({ "convention": "us" })));
        let named = rate(&request(flows, json!({ "convention": "us", "unit_period": unit })));
        assert_eq!(found, named, "{flows}");
    }
}

#[test]
fn part_of_a_unit_period_bears_simple_interest() {
    let rows = [
        // 100 × (1 + 10/30 × i) = 101.
        ("2026-01-31 100 -> 2026-02-10 101", json!("month"), "36"),
        // 100 × (1 + 15/30 × i) × (1 + i) = 100 × 1.02 × 1.04.
        ("2026-01-10 100 -> 2026-02-25 106.08", json!("month"), "48"),
        // Back from 31 March: two months to 31 January.
        ("2026-01-31 100 -> 2026-03-31 104.04", json!("month"), "24"),
        // A year and six months, then a year and 182 days.
        ("2026-01-10 100 -> 2027-07-10 115.50", json!("year"), "10"),
        ("2026-01-09 100 -> 2027-07-10 115.48493151", json!("year"), "10"),
        // 52 ÷ 60 of two months.
        ("2026-01-10 6000 -> 2026-03-01 6052", json!({ "months": 2 }), "6"),
        // 8 ÷ 14 of two weeks.
        ("2026-04-03 14000 -> 2026-04-11 14008", json!({ "weeks": 2 }), "2.6"),
    ];
    for (flows, unit, expected) in rows {
        let eight_decimals = flows.contains("115.48493151");
        let flows = if eight_decimals {
            flows.replace("115.48493151", "115.4849")
        } else {
            flows.to_owned()
        };
        let request = request(
            &flows,
            json!({ "convention": "us", "unit_period": unit, "currency": "UYW" }),
        );
        let found = rate(&request);
        let tolerance = if eight_decimals { units("0.0001") } else { 0 };
        assert!((units(&found) - units(expected)).abs() <= tolerance, "{flows}: {found}");
    }
}

/// A stream written short is the same as the payments that it stands for, whatever the convention.
#[test]
fn streams_are_the_payments_they_stand_for() {
    let stream = json!({ "date": "2026-02-28", "day": 31, "amount": "9.00", "count": 14, "every": "monthly" });
    let dates: Value = serde_json::from_str(
        &plan_core::requests::dates(r#"{"first_due":"2026-02-28","day":31,"count":14,"every":"monthly"}"#).unwrap(),
    )
    .unwrap();
    let listed = dates["dates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|date| json!({ "date": date, "amount": "9.00" }));
    let listed: Vec<Value> = listed.collect();
    let advances = json!([{ "date": "2026-01-15", "amount": "100" }]);
    for options in [
        json!({ "convention": "us" }),
        json!({ "convention": "eu" }),
        json!({ "convention": "eu", "time": "directive" }),
    ] {
        let ask = |payments: Value| {
            let mut request = options.clone();
            request["advances"] = advances.clone();
            request["payments"] = payments;
            rate(&request)
        };
        assert_eq!(ask(json!([stream])), ask(json!(listed)), "{options}");
    }
}
