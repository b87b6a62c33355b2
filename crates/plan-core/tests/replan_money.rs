//! Where the money is after a plan was made anew: nothing that is owed is lost, asked for twice, or asked of another debt.
#![expect(clippy::unwrap_used, reason = "a request that is not answered fails its test")]

use plan_core::replan::replan_json;
use serde_json::{Value, json};

/// 1,000.00 by month from 28 December 2026 on, with fields of one's own.
fn terms(held: &Value, fields: &Value) -> Value {
    let mut terms = json!({
        "version": 1, "currency": "GBP", "starts": "2026-11-28",
        "debts": [{ "id": "A", "balance": "1000.00" }],
        "instalments": { "every": "monthly", "first_due": "2026-12-28" },
    });
    for (name, value) in held.as_object().unwrap() {
        terms["instalments"][name] = value.clone();
    }
    for (name, value) in fields.as_object().unwrap() {
        terms[name] = value.clone();
    }
    terms
}

fn answer(terms: &Value, payments: &[(&str, &str)], on: &str, how: &Value) -> Value {
    let payments: Vec<Value> = payments
        .iter()
        .map(|(date, amount)| json!({ "date": date, "amount": amount }))
        .collect();
    let request = json!({ "terms": terms, "payments": payments, "on": on, "how": how });
    serde_json::from_str(&replan_json(&request.to_string()).unwrap()).unwrap()
}

/// The rows of the new plan: day, payment and interest.
fn rows(answer: &Value) -> Vec<String> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let row = |row: &Value| {
        format!(
            "{} {} {}",
            text(row, "due"),
            text(row, "payment"),
            text(row, "interest")
        )
    };
    answer["schedule"]["rows"].as_array().unwrap().iter().map(row).collect()
}

fn total(answer: &Value) -> &str {
    answer["schedule"]["totals"]["payments"].as_str().unwrap()
}

const FOUR_WORDS: [&str; 4] = ["keep_amount", "keep_finish", "append_missed", "re_amortise"];

#[test]
fn interest_that_a_typed_payment_did_not_cover_is_still_owed() {
    let terms = terms(
        &json!({ "amount": "400.00" }),
        &json!({
            "interest": { "annual_percent": "24", "basis": "period" },
            "changes": [{ "id": "c", "kind": "single", "due": "2026-12-28", "amount": "5.00" }],
        }),
    );
    for how in FOUR_WORDS {
        let answer = answer(&terms, &[("2026-12-28", "5.00")], "2026-12-29", &json!(how));
        let charges = &answer["terms"]["charges"];
        assert_eq!(charges[0]["id"], "unpaid-interest", "{how}: {charges}");
        assert_eq!(charges[0]["amount"], "15.00", "{how}");
        assert_eq!(answer["terms"]["debts"][0]["balance"], "1000.00", "{how}");
    }
}

#[test]
fn a_charge_that_a_typed_payment_did_not_cover_is_still_owed() {
    let charge = json!([{ "id": "f", "due": "2026-12-28", "amount": "450.00" }]);
    let terms = terms(&json!({ "amount": "400.00" }), &json!({ "charges": charge }));
    let answer = answer(&terms, &[("2026-12-28", "400.00")], "2026-12-29", &json!("keep_amount"));
    assert_eq!(answer["terms"]["charges"][0]["amount"], "50.00");
    assert_eq!(total(&answer), "1050.00");
}

#[test]
fn no_day_bears_interest_twice_where_an_overdue_payment_stands_before_those_that_move() {
    let interest = json!({ "interest": { "annual_percent": "24", "basis": "actual/365" } });
    let terms = terms(&json!({ "count": 4 }), &interest);
    let paid = [("2026-12-28", "100.00")];
    let shift = json!({ "shift": { "from": "2027-01-01", "new_due": "2027-04-01" } });
    let answer = answer(&terms, &paid, "2027-03-02", &shift);
    // Until 28 February the old plan has asked for it; from there on it runs on what is left.
    assert_eq!(answer["terms"]["starts"], "2027-02-28");
    let unpaid = answer["terms"]["charges"][0]["amount"].as_str().unwrap();
    assert_eq!(unpaid, "25.83");
    // 919.73 for 32 days is 19.35, less what the overdue payment takes off at once.
    assert!(rows(&answer)[1].starts_with("2027-04-01"), "{:?}", rows(&answer));
}

#[test]
fn a_moved_payment_bears_no_interest_on_the_day_it_moved_over() {
    let fields = json!({
        "interest": { "annual_percent": "24", "basis": "actual/365" },
        "working_days": { "division": "england-and-wales", "move": "following" },
    });
    let terms = terms(&json!({ "count": 6 }), &fields);
    let how = json!({ "shift": { "from": "2027-03-15", "extra": 1 } });
    let answer = answer(&terms, &[("2027-03-01", "371.37")], "2027-03-10", &how);
    // 28 February was a Sunday: the payment was due, and interest counted, on 1 March.
    assert_eq!(answer["terms"]["starts"], "2027-03-01");
}

#[test]
fn money_in_advance_pays_charges_to_come_once_the_debt_is_paid() {
    let charge = json!({ "charges": [{ "id": "f", "due": "2027-01-10", "amount": "12.00" }] });
    let terms = terms(&json!({ "count": 2 }), &charge);
    let told = |paid: &str| answer(&terms, &[("2026-12-28", paid)], "2026-12-29", &json!("keep_amount"));
    let partly = told("1005.00");
    assert_eq!(total(&partly), "7.00");
    // On its own day.
    assert_eq!(rows(&partly), ["2027-01-10 7.00 0.00"]);
    let whole = told("1012.00");
    assert_eq!(
        (&whole["terms"], &whole["totals"]["overpaid"]),
        (&Value::Null, &json!("0.00"))
    );
}

#[test]
fn money_beyond_all_that_is_owed_is_told() {
    let interest = json!({ "interest": { "annual_percent": "24", "basis": "period" } });
    let terms = terms(&json!({ "count": 2 }), &interest);
    let told = |paid: &str| answer(&terms, &[("2026-12-28", paid)], "2026-12-29", &json!("keep_amount"));
    // 1,000.00 and 20.00 for the first period are owed; the second has not come up.
    let answer = told("1025.00");
    assert_eq!(answer["terms"], Value::Null);
    assert_eq!(answer["totals"]["overpaid"], "5.00");
    assert_eq!(told("1019.00")["totals"]["overpaid"], "0.00");
    assert_eq!(rows(&told("1019.00")), ["2027-01-28 1.02 0.02"]);
}

#[test]
fn a_charge_that_was_paid_on_an_earlier_working_day_is_not_asked_for_again() {
    let fields = json!({
        "working_days": { "division": "england-and-wales", "move": "preceding" },
        "charges": [
            { "id": "f", "due": "2027-05-08", "amount": "12.00" }, { "id": "g", "due": "2027-06-10", "amount": "9.00" },
        ],
    });
    let terms = terms(&json!({ "count": 1 }), &fields);
    let paid = [("2026-12-24", "1000.00"), ("2027-05-07", "12.00")];
    for how in FOUR_WORDS {
        let answer = answer(&terms, &paid, "2027-05-07", &json!(how));
        assert_eq!(rows(&answer), ["2027-06-10 9.00 0.00"], "{how}");
    }
}

#[test]
fn a_charge_to_come_stays_on_its_day() {
    let charge = json!({ "charges": [{ "id": "f", "due": "2027-12-28", "amount": "10.00" }] });
    let terms = terms(&json!({ "count": 4 }), &charge);
    let answer = answer(
        &terms,
        &[("2027-03-28", "1000.00")],
        "2027-03-29",
        &json!("keep_amount"),
    );
    assert_eq!(rows(&answer), ["2027-12-28 10.00 0.00"]);
}

#[test]
fn a_charge_that_moved_off_the_last_payment_stays_where_it_moved() {
    let fields = json!({
        "working_days": { "division": "england-and-wales", "move": "preceding" },
        "charges": [{ "id": "f", "due": "2027-04-10", "amount": "10.00" }],
        "debts": [{ "id": "A", "balance": "300.00" }],
    });
    let terms = terms(&json!({ "first_due": "2027-02-09", "count": 3 }), &fields);
    let paid = [
        ("2027-02-09", "100.00"),
        ("2027-03-09", "100.00"),
        ("2027-04-09", "100.00"),
    ];
    for how in FOUR_WORDS {
        let answer = answer(&terms, &paid, "2027-04-09", &json!(how));
        assert_eq!(rows(&answer), ["2027-04-12 10.00 0.00"], "{how}");
    }
}

/// Two debts or more of which 20 per cent is let go, paid one after the other.
fn several(debts: &Value, reduction: &Value) -> Value {
    terms(
        &json!({ "count": 4 }),
        &json!({ "debts": debts, "allocation": "smallest_first", "reduction": reduction }),
    )
}

/// What each debt of the new plan pays.
fn per_debt(answer: &Value) -> Vec<String> {
    let debts = answer["schedule"]["per_debt"].as_array().unwrap();
    let part = |debt: &Value| format!("{} {}", debt["id"].as_str().unwrap(), debt["total"].as_str().unwrap());
    debts.iter().map(part).collect()
}

#[test]
fn a_debt_that_is_paid_pays_for_no_other() {
    let paid = [("2026-12-28", "200.00"), ("2027-01-28", "200.00")];
    let two = json!([{ "id": "A", "balance": "600" }, { "id": "B", "balance": "400" }]);
    let completed = json!({ "percent": "20", "when": "on_completion" });
    let told = answer(&several(&two, &completed), &paid, "2027-02-01", &json!("keep_finish"));
    assert_eq!(per_debt(&told), ["A 400.00"]);
    // 120.00 of A are still let go at the end.
    assert_eq!(told["terms"]["debts"][0]["balance"], "520.00");
    assert_eq!(told["terms"]["reduction"]["amount"], "120.00");
    // With a third the reduction would be shared otherwise: then the plan is of what each still has to pay.
    let three = json!([
        { "id": "A", "balance": "300" }, { "id": "B", "balance": "300" }, { "id": "C", "balance": "400" },
    ]);
    let told = answer(
        &several(&three, &completed),
        &paid[..1],
        "2027-01-01",
        &json!("keep_finish"),
    );
    assert_eq!(per_debt(&told), ["A 40.00", "B 240.00", "C 320.00"]);
    assert_eq!(told["terms"]["reduction"], Value::Null);
}

#[test]
fn a_plan_that_is_on_time_keeps_its_interest() {
    // By the period, with a break ahead that runs on: the periods in it come up all the same.
    let by_period = terms(
        &json!({ "amount": "200.00" }),
        &json!({
            "interest": { "annual_percent": "12", "basis": "period" },
            "changes": [
                { "id": "b", "kind": "break", "from": "2027-02-01", "until": "2027-03-31", "interest": "running" },
            ],
        }),
    );
    let told = answer(
        &by_period,
        &[("2027-01-28", "400.00")],
        "2027-02-10",
        &json!("keep_amount"),
    );
    assert_eq!(total(&told), told["totals"]["outstanding"].as_str().unwrap());
    // Paid ahead of its day: its period comes up, and less of it.
    let plain = json!({ "interest": { "annual_percent": "12", "basis": "period" } });
    let ahead = terms(&json!({ "amount": "200.00" }), &plain);
    let told = answer(&ahead, &[("2026-12-28", "400.00")], "2026-12-29", &json!("keep_amount"));
    // 1,000.00 + 10.00 − 400.00 = 610.00: two periods of it by 28 February, 12.20.
    assert_eq!(rows(&told)[0], "2027-02-28 200.00 12.20");
}

#[test]
fn a_plan_of_so_many_payments_gets_none_more_by_rounding() {
    let terms = terms(&json!({ "count": 3 }), &json!({}));
    let told = answer(&terms, &[("2026-12-28", "333.33")], "2026-12-29", &json!("keep_amount"));
    assert_eq!(rows(&told), ["2027-01-28 333.33 0.00", "2027-02-28 333.34 0.00"]);
    assert_eq!(told["differences"], json!([]));
}

#[test]
fn a_payment_that_is_too_much_does_not_hide_one_that_is_too_late() {
    let request = json!({
        "terms": terms(&json!({ "count": 3 }), &json!({})), "on": "2027-01-01", "how": "keep_amount",
        "payments": [{ "date": "2026-12-01", "amount": "1000.01" }, { "date": "2027-01-02", "amount": "1" }],
    });
    let problems = replan_json(&request.to_string()).unwrap_err();
    let told: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(told, ["payments[0].amount", "payments[1].date"]);
}

#[test]
fn a_flat_plan_that_is_paid_owes_its_charges_and_no_more_interest() {
    let fields = json!({
        "interest": { "annual_percent": "12", "basis": "actual/365", "method": "flat" },
        "charges": [{ "id": "f", "due": "2027-12-28", "amount": "10.00" }],
        "early_payment": { "percent": "1", "by": "2027-12-01" },
    });
    let terms = plan_core::Terms::from_json(&terms(&json!({ "count": 4 }), &fields).to_string()).unwrap();
    let early = plan_core::Schedule::derive(&terms).unwrap().early_payment.unwrap();
    assert_eq!((early.pay, early.saves), (990, 10));
}
