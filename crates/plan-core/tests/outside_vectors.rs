//! Schedules and shares that others published; each names its source in its file.
//!
//! What does not fit the present scope is listed by id with the reason, here and in `tests/vectors/README.md`.
#![expect(clippy::unwrap_used, reason = "a vector that cannot be read fails its test")]

use plan_core::replan::{How, ReAge, Received, Shift, replan, standing};
use plan_core::{Every, Row, Schedule, Terms, requests};
use serde_json::{Value, json};

const FINERACT: &str = include_str!("../../../tests/vectors/schedules_fineract.json");
const PAUSES: &str = include_str!("../../../tests/vectors/interest_pause_and_month_end.json");
const PRO_RATA: &str = include_str!("../../../tests/vectors/pro_rata_and_affordability.json");
const TIME_VALUE: &str = include_str!("../../../tests/vectors/tvm_functions.json");
const README: &str = include_str!("../../../tests/vectors/README.md");

/// Fineract vectors whose first schedule is another product's.
const FINERACT_MISFITS: [(&str, &str); 7] = [
    ("fineract-interest_schedule-014eea8348", "penalties"),
    ("fineract-interest_schedule-98732e7550", "penalties"),
    ("fineract-interest_schedule-a81193d7dc", "grace"),
    ("fineract-re_amortise-9f0cea44e7", "replan"),
    ("fineract-reschedule-2263c2702e", "replan"),
    ("fineract-reschedule-b7052dacc0", "replan"),
    ("fineract-reschedule-d07108c126", "replan"),
];

fn vectors(json: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(json).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// `"312.0"` and `"1250"` as contract amounts with two decimals.
fn amount(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}.{fraction:0<2}")
}

/// What is in the way of deriving the first schedule of a vector.
fn misfit(vector: &Value) -> Option<&'static str> {
    let before = first_events(vector);
    let has = |names: &[&str]| before.iter().any(|event| names.contains(&text(event, "op")));
    let loan = before.iter().find(|event| event["op"] == "create_loan").unwrap();
    if loan["grace_principal"] != 0 {
        Some("grace")
    } else if instalments(vector)
        .iter()
        .any(|row| amount(text(row, "penalties")) != "0.00")
    {
        Some("penalties")
    } else if has(&["re_amortise", "re_age", "reschedule"]) {
        Some("replan")
    } else {
        None
    }
}

/// What happened before the first schedule is looked at.
fn first_events(vector: &Value) -> Vec<Value> {
    let events = vector["events"].as_array().unwrap();
    let before = events.iter().take_while(|event| event["op"] != "expect_schedule");
    before.cloned().collect()
}

/// Interest of a loan: whole periods, or the days of the calendar.
fn interest_of(loan: &Value) -> Option<Value> {
    let rate = text(loan, "annual_rate_percent");
    let basis = match text(loan, "interest_period") {
        "DAILY" => "actual/365",
        _ => "period",
    };
    let method = match text(loan, "interest_type") {
        "FLAT" => "flat",
        _ => "reducing",
    };
    (rate != "0").then(|| json!({ "annual_percent": rate, "basis": basis, "method": method }))
}

/// The loan as terms: a down payment is the deposit, the periods are the count. Payments made so far change what
/// is outstanding, not what is due.
fn terms_of(vector: &Value) -> Value {
    let events = vector["events"].as_array().unwrap();
    let loan = events.iter().find(|event| event["op"] == "create_loan").unwrap();
    let disbursed = events.iter().find(|event| event["op"] == "disburse");
    let (starts, principal) = match disbursed {
        Some(event) => (text(event, "date"), text(event, "amount")),
        None => (text(loan, "submitted"), text(loan, "principal")),
    };
    let every = match (
        loan["every"][0].as_u64().unwrap(),
        loan["every"][1].as_str().unwrap_or_default(),
    ) {
        (days, "DAYS") => json!({ "days": days }),
        (months, "MONTHS") => json!({ "months": months }),
        other => unreachable!("{other:?}"),
    };
    let rows = instalments(vector);
    let has_deposit = loan["config"]["down_payment_percent"].is_string();
    let mut terms = json!({
        "version": 1,
        "currency": vector["currency"],
        "starts": starts,
        "debts": [{ "id": text(vector, "id"), "balance": amount(principal) }],
        "rounding": { "mode": "half_even", "multiple_of": amount(text(&loan["config"], "instalment_rounding_multiple")) },
        "instalments": { "every": every, "first_due": rows[usize::from(has_deposit)]["due_date"], "count": loan["count"] },
    });
    if let Some(interest) = interest_of(loan) {
        terms["interest"] = interest;
    }
    let charges = first_events(vector)
        .into_iter()
        .filter(|event| event["op"] == "charge")
        .enumerate();
    let charges: Vec<Value> = charges
        .map(|(n, event)| json!({ "id": n.to_string(), "due": event["due"], "amount": amount(text(&event, "amount")) }))
        .collect();
    if !charges.is_empty() {
        terms["charges"] = json!(charges);
    }
    if has_deposit {
        terms["deposit"] = json!({ "amount": amount(text(&rows[0], "due")), "due": rows[0]["due_date"] });
    }
    terms
}

fn instalments(vector: &Value) -> Vec<Value> {
    let rows = vector["expected"][0]["rows"].as_array().unwrap();
    rows.iter().filter(|row| row["type"] == "instalment").cloned().collect()
}

#[test]
fn fineract_schedules_agree() {
    let mut misfits = Vec::new();
    let mut fits = 0;
    for vector in vectors(FINERACT) {
        let id = text(&vector, "id");
        if let Some(reason) = misfit(&vector) {
            misfits.push((id.to_owned(), reason));
            continue;
        }
        fits += 1;
        let terms =
            Terms::from_json(&terms_of(&vector).to_string()).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
        let schedule = Schedule::derive(&terms).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
        let expected: Vec<[String; 6]> = instalments(&vector)
            .iter()
            .map(|row| {
                let money = |key| amount(text(row, key));
                let day = text(row, "due_date").to_owned();
                [
                    day,
                    money("due"),
                    money("principal"),
                    money("interest"),
                    money("fees"),
                    money("balance_after"),
                ]
            })
            .collect();
        assert_eq!(figures(&schedule), expected, "{id}");
    }
    let listed: Vec<(String, &str)> = FINERACT_MISFITS
        .iter()
        .map(|(id, reason)| ((*id).to_owned(), *reason))
        .collect();
    assert_eq!(misfits, listed);
    assert_eq!(fits, 39);
}

/// Day, payment, principal, interest, charges and balance of each row.
fn figures(schedule: &Schedule) -> Vec<[String; 6]> {
    let money = |minor| schedule.money(minor).to_string();
    let row = |row: &Row| {
        let amounts = [row.payment, row.principal, row.interest, row.charges, row.balance].map(money);
        let [payment, principal, interest, charges, balance] = amounts;
        [row.due.to_string(), payment, principal, interest, charges, balance]
    };
    schedule.rows.iter().map(row).collect()
}

/// Fineract's interest pauses, and its loan on the 31st by days.
#[test]
fn interest_pauses_and_month_ends_agree() {
    for vector in vectors(PAUSES) {
        let (id, inputs) = (text(&vector, "id"), &vector["inputs"]);
        let rows = vector["expected"].as_array().unwrap();
        let mut terms = json!({
            "version": 1,
            "currency": "USD",
            "starts": inputs["start"],
            "debts": [{ "id": id, "balance": inputs["principal"] }],
            "interest": { "annual_percent": inputs["annual_percent"], "basis": inputs["day_count"] },
            "rounding": { "mode": "half_even" },
            "instalments": { "every": "monthly", "first_due": rows[0]["due_date"], "count": inputs["count"] },
        });
        if inputs["missing_day"].is_string() {
            terms["instalments"]["day"] = json!(31);
        }
        if let Some([from, until]) = inputs["interest_pause"].as_array().map(Vec::as_slice) {
            terms["interest"]["pauses"] = json!([{ "from": from, "until": until }]);
        }
        let terms = Terms::from_json(&terms.to_string()).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
        let schedule = Schedule::derive(&terms).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
        let expected: Vec<[String; 6]> = rows
            .iter()
            .map(|row| {
                let money = |key| amount(text(row, key));
                let day = text(row, "due_date").to_owned();
                [
                    day,
                    money("due"),
                    money("principal"),
                    money("interest"),
                    "0.00".to_owned(),
                    money("balance_after"),
                ]
            })
            .collect();
        assert_eq!(figures(&schedule), expected, "{id}");
    }
}

#[test]
fn pro_rata_shares_agree() {
    let shared: Vec<Value> = vectors(PRO_RATA)
        .into_iter()
        .filter(|vector| vector["debts"].is_array())
        .collect();
    assert_eq!(shared.len(), 2);
    for vector in shared {
        let request = json!({ "available": vector["available"], "weights": vector["debts"] });
        let answer: Value = serde_json::from_str(&requests::share(&request.to_string()).unwrap()).unwrap();
        assert_eq!(
            answer["shares"],
            vector["expected_exact_total_largest_remainder"],
            "{}",
            text(&vector, "id")
        );
    }
}

/// numpy-financial's payment and number of periods, at a rate of nothing, are those of a plan without interest.
#[test]
fn time_value_functions_without_a_rate_agree() {
    let plan = |balance: &str, key: &str, value: Value| {
        let mut terms = json!({
            "version": 1, "currency": "GBP", "starts": "2026-11-23", "debts": [{ "id": "A", "balance": balance }],
            "instalments": { "every": "monthly", "first_due": "2026-12-28" },
        });
        terms["instalments"][key] = value;
        Schedule::derive(&Terms::from_json(&terms.to_string()).unwrap()).unwrap()
    };
    let mut fits = Vec::new();
    for vector in vectors(TIME_VALUE) {
        let arguments = &vector["arguments"];
        if text(arguments, "rate") != "0" {
            continue;
        }
        // What is saved up to a future value takes as long as a debt of that size.
        let owed = [text(arguments, "present_value"), text(arguments, "future_value")];
        let owed = owed.into_iter().find(|amount| !["", "0"].contains(amount)).unwrap();
        let expected = text(&vector, "expected").trim_start_matches('-');
        match text(&vector, "function") {
            "PMT" => {
                let schedule = plan(owed, "count", arguments["periods"].clone());
                assert_eq!(
                    schedule.level_payment.map(|level| schedule.money(level).to_string()),
                    Some(amount(expected))
                );
            }
            "NPER" => {
                let schedule = plan(
                    owed,
                    "amount",
                    json!(text(arguments, "payment").trim_start_matches('-')),
                );
                assert_eq!(schedule.instalments.to_string(), expected);
            }
            other => panic!("{other}"),
        }
        fits.push(text(&vector, "id").to_owned());
    }
    assert_eq!(fits, ["pmt-1", "nper-12", "nper-15"]);
}

/// numpy-financial's payment and principal part: to the penny, because a plan pays whole pennies.
#[test]
fn time_value_functions_with_a_rate_agree_to_the_penny() {
    let mut fits = Vec::new();
    for vector in vectors(TIME_VALUE) {
        let arguments = &vector["arguments"];
        let yearly = text(arguments, "rate")
            .strip_suffix("/12")
            .and_then(|rate| rate.strip_prefix("0."));
        let (Some(hundredths), None) = (yearly, arguments["due_at_start"].as_u64().filter(|at| *at == 1)) else {
            continue;
        };
        let period = match text(&vector, "function") {
            "PMT" => None,
            "PPMT" => Some(arguments["period"].as_u64().unwrap()),
            _ => continue,
        };
        let percent = if hundredths.len() == 1 {
            format!("{hundredths}0")
        } else {
            hundredths.trim_start_matches('0').to_owned()
        };
        let terms = json!({
            "version": 1, "currency": "GBP", "starts": "2026-11-28",
            "debts": [{ "id": "A", "balance": arguments["present_value"] }],
            "interest": { "annual_percent": percent, "basis": "period" },
            "instalments": { "every": "monthly", "first_due": "2026-12-28", "count": arguments["periods"] },
        });
        let schedule = Schedule::derive(&Terms::from_json(&terms.to_string()).unwrap()).unwrap();
        let found = match period {
            None => schedule.level_payment.unwrap(),
            Some(period) => schedule.rows[usize::try_from(period).unwrap() - 1].principal,
        };
        let (whole, fraction) = text(&vector, "expected")
            .trim_start_matches('-')
            .split_once('.')
            .unwrap();
        let expected: i64 = format!("{whole}{}", &fraction[..2]).parse().unwrap();
        assert!(
            (expected..=expected + 1).contains(&found),
            "{}: {found} {expected}",
            text(&vector, "id")
        );
        fits.push(text(&vector, "id").to_owned());
    }
    assert_eq!(
        fits,
        ["pmt-0", "ppmt-3", "ppmt-6", "ppmt-7", "ppmt-8", "ppmt-9", "ppmt-10"]
    );
}

#[test]
fn readme_lists_every_file_and_every_misfit() {
    for (id, reason) in FINERACT_MISFITS
        .into_iter()
        .chain(REPLAN_MISFITS.map(|(id, _)| (id, "replan")))
    {
        let line = README
            .lines()
            .find(|line| line.contains(id))
            .unwrap_or_else(|| panic!("{id} is not listed"));
        assert!(line.contains(reason), "{line}");
    }
    for name in [
        "schedules_fineract.json",
        "pro_rata_and_affordability.json",
        "contract_example.json",
    ] {
        assert!(README.contains(name), "{name}");
    }
}

/// Vectors whose later schedules follow a rule that plans do not have.
const REPLAN_MISFITS: [(&str, &str); 3] = [
    (
        "fineract-payments-950ad1d2e0",
        "a payment ahead counts for the last instalment first",
    ),
    ("fineract-reschedule-5bebe312f9", "an instalment of nothing is put in"),
    ("fineract-reschedule-2263c2702e", "an instalment of nothing is put in"),
];

/// Day, and what is asked or still outstanding.
type Asked = Vec<(String, String)>;

/// What Fineract says of payments received, and of plans made anew, step by step.
#[test]
fn fineract_payments_and_new_plans_agree() {
    let (mut standings, mut plans) = (0, 0);
    for vector in vectors(FINERACT) {
        let id = text(&vector, "id").to_owned();
        let is_first_misfit = FINERACT_MISFITS
            .iter()
            .any(|(one, reason)| *one == id && *reason != "replan");
        if is_first_misfit || REPLAN_MISFITS.iter().any(|(one, _)| *one == id) {
            continue;
        }
        let mut opening = vector.clone();
        if REPLANNED_AT_ONCE.contains(&id.as_str()) {
            opening["expected"][0]["rows"] = before_the_change(&vector);
        }
        let terms =
            Terms::from_json(&terms_of(&opening).to_string()).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
        let schedule = Schedule::derive(&terms).unwrap();
        let automatic = vector["events"]
            .as_array()
            .unwrap()
            .iter()
            .any(|event| event["config"]["down_payment_paid_automatically"] == true);
        let mut received: Vec<Received> = Vec::new();
        if let (true, Some(deposit)) = (automatic, terms.deposit) {
            received.push(Received {
                date: deposit.due,
                amount: deposit.amount,
            });
        }
        let mut today = terms.starts;
        let mut remade: Option<Schedule> = None;
        for event in vector["events"].as_array().unwrap() {
            let day = |key: &str| plan_core::calendar::parse_iso_date(text(event, key)).unwrap();
            match text(event, "op") {
                "set_today" => today = day("date"),
                "pay" => received.push(Received {
                    date: day("date"),
                    amount: minor(text(event, "amount")),
                }),
                op @ ("re_age" | "re_amortise" | "reschedule") => {
                    let on = if op == "reschedule" {
                        day("submitted")
                    } else {
                        day("on")
                    };
                    let how = match op {
                        "re_amortise" => How::ReAmortise,
                        "re_age" => How::ReAge(ReAge {
                            start: day("start"),
                            every: Every::Months(u8::try_from(event["every"][0].as_u64().unwrap()).unwrap()),
                            count: u32::try_from(event["count"].as_u64().unwrap()).unwrap(),
                        }),
                        _ => How::Shift(Shift {
                            from: day("from"),
                            new_due: event["new_due_date"].as_str().map(|_| day("new_due_date")),
                            extra: u32::try_from(event["extra_instalments"].as_u64().unwrap_or(0)).unwrap(),
                        }),
                    };
                    let anew =
                        replan(&terms, &received, on, how).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
                    remade = anew.after.map(|(_, schedule)| schedule);
                }
                "expect_schedule" => {
                    let index = usize::try_from(event["index"].as_u64().unwrap()).unwrap();
                    let rows = vector["expected"][index]["rows"].as_array().unwrap();
                    let rows = rows.iter().filter(|row| row["type"] == "instalment");
                    let on = received.iter().map(|one| one.date).fold(today, Ord::max);
                    if let Some(remade) = &remade {
                        let unpaid = |row: &&Value| minor(text(row, "outstanding")) > 0;
                        let expected: Asked = rows
                            .filter(unpaid)
                            .map(|row| (text(row, "due_date").to_owned(), amount(text(row, "outstanding"))))
                            .collect();
                        let found: Asked = remade
                            .rows
                            .iter()
                            .map(|row| (row.due.to_string(), remade.money(row.payment).to_string()))
                            .collect();
                        assert_eq!(found, expected, "{id} {index}");
                        plans += 1;
                    } else {
                        let expected: Vec<[String; 5]> = rows
                            .map(|row| {
                                let [paid, late, ahead, left] =
                                    ["paid", "late", "in_advance", "outstanding"].map(|key| amount(text(row, key)));
                                [text(row, "due_date").to_owned(), paid, late, ahead, left]
                            })
                            .collect();
                        let standing = standing(&schedule, &received, on).unwrap();
                        let money = |minor| schedule.money(minor).to_string();
                        let found: Vec<[String; 5]> = schedule
                            .rows
                            .iter()
                            .zip(&standing.rows)
                            .map(|(row, one)| {
                                let parts = [one.paid, one.late, one.in_advance, one.outstanding].map(money);
                                let [paid, late, ahead, left] = parts;
                                [row.due.to_string(), paid, late, ahead, left]
                            })
                            .collect();
                        assert_eq!(found, expected, "{id} {index}");
                        standings += 1;
                    }
                }
                _ => {}
            }
        }
    }
    assert_eq!((standings, plans), (54, 9));
}

/// Vectors that show only the plan made anew.
const REPLANNED_AT_ONCE: [&str; 3] = [
    "fineract-re_amortise-9f0cea44e7",
    "fineract-reschedule-b7052dacc0",
    "fineract-reschedule-d07108c126",
];

/// The instalments of the loan before it was changed: the down payment, then every 15 days.
fn before_the_change(vector: &Value) -> Value {
    let events = vector["events"].as_array().unwrap();
    let loan = events.iter().find(|event| event["op"] == "create_loan").unwrap();
    let disbursed = events.iter().find(|event| event["op"] == "disburse").unwrap();
    let start = plan_core::calendar::parse_iso_date(text(disbursed, "date")).unwrap();
    let down = instalments(vector)[0].clone();
    let days = loan["every"][0].as_u64().unwrap();
    let first = start.checked_add_days(chrono::Days::new(days)).unwrap();
    json!([down, { "type": "instalment", "due_date": first.to_string(), "due": "0" }])
}

/// An amount of the vectors in hundredths.
fn minor(text: &str) -> i64 {
    amount(text).replace('.', "").parse().unwrap()
}
