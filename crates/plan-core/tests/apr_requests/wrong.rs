//! What is wrong with a request: every problem, all of them at once, and the same to callers of the function.

use super::*;

fn edited(edits: &str) -> String {
    let mut request = json!({
        "advances": [{ "date": "2026-03-01", "amount": "1000.00" }],
        "payments": [{ "date": "2026-04-01", "amount": "100.00", "count": 12, "every": "monthly" }],
        "convention": "eu",
    });
    for edit in edits.split(" & ").map(str::trim) {
        let (path, value) = match edit.split_once(" = ") {
            Some((path, value)) => (
                path,
                serde_json::from_str(value).unwrap_or_else(|error| panic!("{edit}: {error}")),
            ),
            None => (edit.trim_start_matches('-'), Value::Null),
        };
        let place = match path.split_once('.') {
            Some((entry, key)) => {
                let (list, index) = entry.trim_end_matches(']').split_once('[').unwrap();
                &mut request[list][index.parse::<usize>().unwrap()][key]
            }
            None => &mut request[path],
        };
        *place = value;
    }
    request.to_string()
}

#[test]
fn apr_tells_every_problem() {
    let table = r#"
        -advances                      | missing advances  ()
        advances = []                  | missing advances[0]  ()
        advances = {}                  | wrong_type advances an object (list)
        advances = ["x"]               | wrong_type advances[0] x (object)
        -advances[0].date              | missing advances[0].date  ()
        advances[0].date = "1.3.2026"  | not_a_date advances[0].date 1.3.2026 (1970-01-01 to 2200-12-31)
        advances[0].date = "2026-04-02" | too_early payments[0].date 2026-04-01 (2026-04-02)
        -advances[0].amount            | missing advances[0].amount  ()
        advances[0].amount = "0"       | zero advances[0].amount 0 (0.01)
        advances[0].amount = "-5"      | negative advances[0].amount -5 (0)
        advances[0].amount = 5         | wrong_type advances[0].amount 5 (string)
        advances[0].amount = "1.001"   | too_many_decimals advances[0].amount 1.001 (2 decimals)
        advances[0].amount = "1000000000000" | too_large advances[0].amount 1000000000000 (below 1000000000000)
        advances[0].kind = "draw"      | unknown_field advances[0].kind  (date, amount, count, every)
        advances[0].day = 1            | unknown_field advances[0].day  (date, amount, count, every)
        -payments                      | missing payments  ()
        payments = []                  | missing payments[0]  ()
        payments = null                | missing payments  ()
        -payments[0].count             | missing payments[0].count  (count and every, or neither)
        -payments[0].every             | missing payments[0].every  (count and every, or neither)
        payments[0].count = 0          | too_small payments[0].count 0 (1 to 1200)
        payments[0].count = 1201       | too_large payments[0].count 1201 (1 to 1200)
        payments[0].count = "12"       | wrong_type payments[0].count 12 (whole number)
        payments[0].every = "month"    | not_allowed payments[0].every month (weekly, fortnightly, four_weekly, twice_monthly, monthly, quarterly)
        payments[0].every = {"days":0} | too_small payments[0].every.days 0 (1 to 366)
        payments[0].every = {"twice_monthly":[15,31]} | not_a_due_date payments[0].date 2026-04-01 (day 15 or 31)
        payments[0].every = {"twice_monthly":[1,5]} | too_close payments[0].every.twice_monthly 1, 5 (10 days apart)
        payments[0].day = 31           | day_does_not_match payments[0].day 31 (2026-04-01)
        payments[0].day = 32           | too_large payments[0].day 32 (1 to 31)
        payments[0].date = "2026-02-28" | too_early payments[0].date 2026-02-28 (2026-03-01)
        payments[0].date = "2199-12-31" & payments[0].count = 14 | past_last_date payments[0].count 14 (2200)
        -convention                    | missing convention  ()
        convention = "uk"              | not_allowed convention uk (eu, us)
        time = "days"                  | not_allowed time days (months, directive, weeks, days/365, days/365.25)
        time = 365                     | wrong_type time 365 (string)
        unit_period = "month"          | unknown_field unit_period  (currency, advances, payments, convention, time)
        convention = "us" & time = "months" | unknown_field time  (currency, advances, payments, convention, unit_period)
        convention = "us" & unit_period = "fortnight" | not_allowed unit_period fortnight (day, week, semimonth, month, year)
        convention = "us" & unit_period = {} | exactly_one unit_period an object (months, weeks, days)
        convention = "us" & unit_period = {"months":1,"days":1} | exactly_one unit_period an object (months, weeks, days)
        convention = "us" & unit_period = {"months":13} | too_large unit_period.months 13 (1 to 12)
        convention = "us" & unit_period = {"weeks":0} | too_small unit_period.weeks 0 (1 to 52)
        convention = "us" & unit_period = {"days":366} | too_large unit_period.days 366 (1 to 365)
        convention = "us" & unit_period = {"years":1} | exactly_one unit_period an object (months, weeks, days) & unknown_field unit_period.years  (months, weeks, days)
        convention = "us" & unit_period = 12 | wrong_type unit_period 12 (word or object)
        currency = "£"                 | not_allowed currency £ (an ISO 4217 code, like GBP)
        colour = "red"                 | unknown_field colour  (currency, advances, payments, convention, time)
        payments[0].amount = "83.33"   | payments_below_advances payments 999.96 (1000.00)
        payments[0].date = "2026-03-01" & payments[0].amount = "1000.00" | no_single_rate payments  ()
        payments[0].date = "2026-03-01" & payments[0].count = 1 & payments[0].amount = "1000.00" | no_single_rate payments  ()
        payments[0].date = "2026-03-01" & payments[0].count = 1 & payments[0].amount = "1001.00" | no_single_rate payments  ()
        advances = [{"date":"2026-03-01","amount":"100.00"},{"date":"2027-05-01","amount":"500.00"}] | no_single_rate payments  ()
        payments[0].date = "2026-03-02" & payments[0].count = 1 & payments[0].amount = "1100.00" | rate_too_large payments  (1000000)
        payments[0].date = "2027-03-01" & payments[0].count = 1 & payments[0].amount = "10001000.01" | rate_too_large payments  (1000000)
        convention = "us" & payments[0].date = "2026-03-02" & payments[0].count = 1 & payments[0].amount = "28398.00" | rate_too_large payments  (1000000)
    "#;
    let mut seen = 0;
    for row in table.lines().filter(|row| !row.trim().is_empty()) {
        let (edits, expected) = row.split_once(" | ").unwrap();
        let problems = apr(&edited(edits)).unwrap_err();
        let told: Vec<String> = problems
            .iter()
            .map(|one| format!("{} {} {} ({})", one.code.as_str(), one.path, one.value, one.limit))
            .collect();
        let expected: Vec<&str> = expected.trim().split(" & ").collect();
        assert_eq!(told, expected, "{row}");
        assert!(problems.iter().all(|one| one.remedy().len() > 5));
        seen += 1;
    }
    assert_eq!(seen, 55);
}

#[test]
fn apr_tells_all_problems_at_once_in_order() {
    let text = r#"{"zeal":1,"currency":"?","time":"?","convention":"eu","payments":[{"date":"2026-01-01","amount":"x"},
        {"date":"2026-06-01","amount":"1","count":0}],"advances":[{"date":"2026-03-01","amount":"0","count":2,"every":"?"},
        {"date":"2026-03-01","amount":"5"}]}"#;
    let told = |text: &str| -> Vec<String> {
        let problems = apr(text).unwrap_err();
        problems
            .iter()
            .map(|one| format!("{} {}", one.code.as_str(), one.path))
            .collect()
    };
    let expected = [
        "zero advances[0].amount",
        "not_allowed advances[0].every",
        "not_a_number payments[0].amount",
        "missing payments[1].every",
        "too_small payments[1].count",
        "not_allowed time",
        "not_allowed currency",
        "unknown_field zeal",
    ];
    assert_eq!(told(text), expected);
    assert_eq!(
        told("{}"),
        ["missing advances", "missing payments", "missing convention"]
    );
    for text in ["", "[]", "null", "\"apr\"", "{"] {
        assert_eq!(told(text).len(), 1, "{text}");
    }
    // Of an unknown convention, no option is unknown.
    let both = edited(r#"convention = "uk" & time = "months" & unit_period = "month""#);
    assert_eq!(told(&both), ["not_allowed convention"]);
}

#[test]
fn flows_are_limited_together() {
    let stream = |count: u32| json!({ "date": "2026-04-01", "amount": "1.00", "count": count, "every": { "days": 1 } });
    let ask = |payments: Value| {
        let request = json!({ "advances": [{ "date": "2026-03-01", "amount": "1000.00" }], "payments": payments, "convention": "eu" });
        apr(&request.to_string())
    };
    assert!(ask(json!([stream(1_199), stream(1)])).is_ok());
    let problems = ask(json!([stream(1_199), stream(2)])).unwrap_err();
    let told: Vec<_> = problems
        .iter()
        .map(|one| {
            (
                one.code.as_str(),
                one.path.as_str(),
                one.value.as_str(),
                one.limit.as_str(),
            )
        })
        .collect();
    assert_eq!(told, [("too_many", "payments", "1201", "1200")]);
    let problems = ask(json!(vec![json!({ "date": "2026-04-01", "amount": "1.00" }); 1_201])).unwrap_err();
    assert_eq!((problems.len(), problems[0].code.as_str()), (1, "too_many"));
}

/// The engine's own function says the same to callers that do not come by JSON.
#[test]
fn solve_apr_refuses_what_the_request_refuses() {
    let on = |text: &str, amount: i64| Flow {
        date: parse_iso_date(text).unwrap(),
        amount,
    };
    let effective = Convention::Effective(TimeCount::Months);
    let solve = |advances: Vec<Flow>, payments: Vec<Flow>| solve_apr(&Credit { advances, payments }, effective);
    let (advance, payment) = (on("2026-03-01", 100), on("2027-03-01", 110));
    assert_eq!(solve(vec![], vec![payment]), Err(AprError::NoAdvances));
    assert_eq!(solve(vec![advance], vec![]), Err(AprError::NoPayments));
    let many = AprError::TooManyFlows {
        count: 1_201,
        limit: 1_200,
    };
    assert_eq!(solve(vec![advance], vec![payment; 1_201]), Err(many.clone()));
    assert_eq!(solve(vec![advance; 1_201], vec![payment]), Err(many));
    let early = on("2026-02-28", 5);
    assert_eq!(
        solve(vec![advance], vec![payment, early]),
        Err(AprError::PaidBeforeAdvanced {
            date: early.date,
            first_advance: advance.date
        })
    );
    let found = solve(vec![advance], vec![payment]).unwrap();
    assert_eq!(
        (found.percent().to_string(), found.rounded(1).to_string()),
        ("10.00000000".into(), "10.0".into())
    );
    // The largest amounts of the currency with the most decimals, and unit-periods outside their limits.
    let largest = vec![on("1970-01-01", 9_999_999_999_999_999); 1_200];
    let last = vec![on("2200-12-31", 9_999_999_999_999_999); 1_200];
    assert_eq!(solve(largest.clone(), last.clone()).unwrap().to_string(), "0");
    for unit in [
        UnitPeriod::Months(0),
        UnitPeriod::Months(255),
        UnitPeriod::Weeks(0),
        UnitPeriod::Days(0),
        UnitPeriod::Days(u16::MAX),
    ] {
        let credit = Credit {
            advances: largest.clone(),
            payments: last.clone(),
        };
        assert_eq!(
            solve_apr(&credit, Convention::Nominal(Some(unit))).unwrap().to_string(),
            "0"
        );
    }
    for amount in [0, -1, i64::MIN, i64::MAX] {
        let _ = solve(vec![on("2026-03-01", amount)], vec![payment]);
        let _ = solve(
            vec![advance],
            vec![on("2026-03-01", amount), on("2027-03-01", i64::MAX)],
        );
    }
}
