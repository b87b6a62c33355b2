//! `plan replan` as it is asked and answered: examples worked by hand, and everything that a request can have wrong.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what cannot be read fails its test")]

use plan_core::replan::replan_json;
use serde_json::{Value, json};

/// Twelve hundred pounds at a hundred a month; two of the first three payments came, one of them late and short.
fn request(how: Value) -> Value {
    json!({
        "terms": {
            "version": 1, "currency": "GBP", "starts": "2026-11-23",
            "debts": [{ "id": "A", "balance": "1200.00" }],
            "instalments": { "every": "monthly", "first_due": "2026-12-28", "amount": "100.00" },
        },
        "payments": [
            { "date": "2026-12-28", "amount": "100.00" },
            { "date": "2027-02-03", "amount": "60.00" },
        ],
        "on": "2027-03-10",
        "how": how,
    })
}

fn answer(request: &Value) -> Value {
    serde_json::from_str(&replan_json(&request.to_string()).unwrap_or_else(|problems| panic!("{problems:#?}"))).unwrap()
}

fn payments(answer: &Value) -> Vec<String> {
    let rows = answer["schedule"]["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| format!("{} {}", row["due"].as_str().unwrap(), row["payment"].as_str().unwrap()))
        .collect()
}

#[test]
fn rows_say_what_is_paid_late_ahead_and_outstanding() {
    let answer = answer(&request(json!("keep_amount")));
    let row = |index: usize| {
        let row = &answer["rows"][index];
        ["paid", "late", "in_advance", "outstanding"].map(|key| row[key].as_str().unwrap().to_owned())
    };
    assert_eq!(row(0), ["100.00", "0.00", "0.00", "0.00"]);
    assert_eq!(row(1), ["60.00", "60.00", "0.00", "40.00"]);
    assert_eq!(row(2), ["0.00", "0.00", "0.00", "100.00"]);
    assert_eq!(
        answer["totals"],
        json!({ "paid": "160.00", "overdue": "140.00", "outstanding": "1040.00", "overpaid": "0.00" })
    );
}

#[test]
fn each_way_gives_the_plan_that_its_name_says() {
    let kept = answer(&request(json!("keep_amount")));
    let rows = payments(&kept);
    assert_eq!(
        (rows.len(), rows[0].as_str(), rows[10].as_str()),
        (11, "2027-03-28 100.00", "2028-01-28 40.00")
    );
    assert_eq!(
        kept["differences"][0]["words"],
        "The plan ends on 2028-01-28 instead of 2027-11-28."
    );

    let finish = answer(&request(json!("keep_finish")));
    let rows = payments(&finish);
    assert_eq!(
        (rows.len(), rows[0].as_str(), rows[8].as_str()),
        (9, "2027-03-28 115.56", "2027-11-28 115.52")
    );
    assert_eq!(
        finish["differences"][0]["words"],
        "Each payment is 115.56 instead of 100.00."
    );

    let appended = payments(&answer(&request(json!("append_missed"))));
    assert_eq!(appended.len(), 11);
    assert_eq!(
        appended[8..],
        ["2027-11-28 100.00", "2027-12-28 40.00", "2028-01-28 100.00"]
    );

    let spread = payments(&answer(&request(json!("re_amortise"))));
    assert_eq!(
        (spread.len(), spread[0].as_str(), spread[8].as_str()),
        (9, "2027-03-28 115.56", "2027-11-28 115.52")
    );

    let aged = payments(&answer(&request(
        json!({ "re_age": { "start": "2027-04-01", "every": "fortnightly", "count": 4 } }),
    )));
    assert_eq!(
        aged,
        [
            "2027-04-01 260.00",
            "2027-04-15 260.00",
            "2027-04-29 260.00",
            "2027-05-13 260.00"
        ]
    );

    // What was due before stays due; the nine to come become ten, from the first of May.
    let shifted = payments(&answer(&request(
        json!({ "shift": { "from": "2027-03-10", "new_due": "2027-05-01", "extra": 1 } }),
    )));
    assert_eq!(shifted[..2], ["2027-02-28 140.00", "2027-05-01 90.00"]);
    assert_eq!((shifted.len(), shifted[10].as_str()), (11, "2028-02-01 90.00"));
}

#[test]
fn a_plan_that_is_paid_has_no_new_terms() {
    let mut all = request(json!("keep_amount"));
    all["payments"] = json!([{ "date": "2027-01-01", "amount": "1200.00" }]);
    let answer = answer(&all);
    assert_eq!((answer.get("terms"), answer.get("schedule")), (None, None));
    assert_eq!(answer["totals"]["outstanding"], "0.00");
}

/// Interest that was due and not paid is carried without interest; interest runs on from the last row that is over.
#[test]
fn unpaid_interest_is_carried_as_a_charge() {
    let mut request = request(json!("keep_amount"));
    request["terms"]["interest"] = json!({ "annual_percent": "12", "basis": "period" });
    request["payments"] = json!([{ "date": "2026-12-28", "amount": "100.00" }]);
    request["on"] = json!("2027-02-01");
    let answer = answer(&request);
    // 12.00 of the first hundred was interest; of the second row 11.12 were, and nothing came.
    assert_eq!(answer["terms"]["debts"][0]["balance"], "1112.00");
    assert_eq!(answer["terms"]["charges"][0]["amount"], "11.12");
    assert_eq!(answer["terms"]["starts"], "2027-01-28");
    assert_eq!(answer["schedule"]["rows"][0]["charges"], "11.12");
    assert_eq!(answer["schedule"]["rows"][0]["interest"], "11.12");
}

#[test]
fn requests_with_something_wrong_are_told_all_at_once() {
    let rows: [(&str, Value, &str); 22] = [
        ("terms", Value::Null, "missing terms"),
        ("terms.instalments.amount", json!("0"), "zero terms.instalments.amount"),
        ("payments", json!({}), "wrong_type payments"),
        ("payments", Value::Null, "missing payments"),
        ("payments.0.date", json!("soon"), "not_a_date payments[0].date"),
        ("payments.0.amount", json!("0"), "zero payments[0].amount"),
        ("payments.0.amount", json!(5), "wrong_type payments[0].amount"),
        ("payments.0.why", json!(5), "unknown_field payments[0].why"),
        (
            "payments.0.amount",
            json!("2000.00"),
            "paid_too_much payments[0].amount",
        ),
        ("payments.1.date", json!("2027-03-11"), "too_late payments[1].date"),
        ("on", json!("2027-13-01"), "not_a_date on"),
        ("how", json!("keep"), "not_allowed how"),
        ("how", json!({}), "exactly_one how"),
        (
            "how",
            json!({ "re_age": {} }),
            "missing how.re_age.start missing how.re_age.every missing how.re_age.count",
        ),
        (
            "how",
            json!({ "re_age": { "start": "2027-04-01", "every": "monthly", "count": 0 } }),
            "too_small how.re_age.count",
        ),
        (
            "how",
            json!({ "re_age": { "start": "2027-01-01", "every": "monthly", "count": 3 } }),
            "too_early how.re_age.start",
        ),
        (
            "how",
            json!({ "shift": { "from": "2027-04-01" } }),
            "missing how.shift.new_due",
        ),
        (
            "how",
            json!({ "shift": { "from": "2027-04-01", "extra": 1201 } }),
            "too_large how.shift.extra",
        ),
        (
            "how",
            json!({ "shift": { "from": "2029-04-01", "extra": 1 } }),
            "nothing_to_come how",
        ),
        ("on", json!("2028-04-01"), "nothing_to_come how"),
        ("why", json!(1), "unknown_field why"),
        ("on", Value::Null, "missing on"),
    ];
    for (path, value, expected) in rows {
        let mut request = request(json!("re_amortise"));
        let mut at = &mut request;
        for step in path.split('.') {
            at = match step.parse::<usize>() {
                Ok(index) => &mut at[index],
                Err(_) => &mut at[step],
            };
        }
        *at = value;
        let problems = replan_json(&request.to_string()).unwrap_err();
        let told: Vec<String> = problems
            .iter()
            .map(|one| format!("{} {}", one.code.as_str(), one.path))
            .collect();
        assert_eq!(told.join(" "), expected, "{path}");
        assert!(problems.iter().all(|one| !one.remedy().is_empty()));
    }
}
