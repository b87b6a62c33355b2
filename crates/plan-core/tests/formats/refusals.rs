//! The schemas take what the readers take, and refuse what they refuse, as far as a schema can.

use super::fields::*;
use super::*;

#[test]
fn the_example_of_the_contract_keeps_to_the_schemas() {
    let example = parsed(include_str!("../../../../tests/vectors/contract_example.json"));
    let mut terms = example["terms"].clone();
    assert_eq!(complaints("terms.json", &terms), [""; 0]);
    assert_eq!(complaints("schedule.json", &example["schedule"]), [""; 0]);
    for (key, value) in example["rest_of_the_page"].as_object().unwrap() {
        terms[key] = value.clone();
    }
    assert_eq!(complaints("terms.json", &terms), [""; 0]);
    let schedule = answer("terms.json", &terms, true).unwrap();
    assert_eq!(complaints("schedule.json", &schedule), [""; 0]);
}

/// What a schema cannot say: these depend on other fields, on the currency or the calendar, or on the figures.
const BEYOND_A_SCHEMA: [&str; 20] = [
    "duplicate",
    "day_does_not_match",
    "too_close",
    "no_bank_holidays",
    "too_early",
    "reversed",
    "overlap",
    "not_a_due_date",
    "nothing_left",
    "deposit_pays_all",
    "too_many_payments",
    "past_last_date",
    "no_payment_by_deadline",
    "changes_pay_too_much",
    "nothing_to_adjust",
    "rounding_too_coarse",
    "remainder_not_first",
    "needs_interest",
    "interest_not_covered",
    "too_many_decimals",
];

/// Of the other codes, these rows of the table.
const BEYOND_IN_SINGLE_ROWS: [&str; 5] = [
    r#"version = 1.0"#,
    r#"currency = "XXX""#,
    r#"instalments.every = {"days":6} & working_days = {"division":"scotland","move":"none"}"#,
    r#"debts[0].since = "2026-01-01" & debts[1] = {"id":"B","balance":"1.00"} & allocation = "oldest_first""#,
    r#"interest = {"annual_percent":"8","basis":"period"} & instalments.every = {"days":10}"#,
];

/// `path = value` sets a field and `- path` takes one out; several edits stand between `&`.
fn edit(input: &mut Value, edits: &str) {
    for edit in edits.split(" & ").map(str::trim) {
        if let Some(path) = edit.strip_prefix("- ") {
            let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
            place(input, parent).as_object_mut().unwrap().remove(key);
        } else {
            let (path, value) = edit.split_once('=').unwrap();
            *place(input, path.trim()) = parsed(value.trim());
        }
    }
}

/// The schema refuses what the reader refuses, as far as it can: the rows of the table of problems.
#[test]
fn the_schema_of_terms_refuses_what_the_reader_refuses() {
    let table = include_str!("../problems_table/table.txt");
    let mut refused = 0;
    for row in table.lines().filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (edits, code) = (cells[0], cells[1]);
        let mut terms = json!({
            "version": 1, "currency": "GBP", "starts": "2026-11-23",
            "debts": [{ "id": "A", "balance": "1200.00" }],
            "instalments": { "every": "monthly", "first_due": "2026-12-28", "amount": "50.00" },
        });
        edit(&mut terms, edits);
        let found = complaints("terms.json", &terms);
        let beyond = BEYOND_A_SCHEMA.contains(&code) || BEYOND_IN_SINGLE_ROWS.contains(&edits);
        assert!(beyond || !found.is_empty(), "accepted by the schema: {row}");
        refused += usize::from(!found.is_empty());
    }
    assert!(refused > 90, "{refused}");
}

#[test]
fn the_schemas_of_requests_refuse_what_their_readers_refuse() {
    let rows = [
        ("dates-request.json", dates_request(), "count = 0"),
        ("dates-request.json", dates_request(), "count = 1201"),
        ("dates-request.json", dates_request(), "day = 32"),
        ("dates-request.json", dates_request(), "first_due = null"),
        ("dates-request.json", dates_request(), "every = \"yearly\""),
        ("dates-request.json", dates_request(), "until = 1"),
        ("share-request.json", json!({ "weights": ["1"] }), "available = \"-1\""),
        ("share-request.json", json!({ "available": "1" }), "weights = []"),
        (
            "share-request.json",
            json!({ "available": "1" }),
            "weights = [\"0\",\"0.00\"]",
        ),
        ("share-request.json", json!({ "available": "1" }), "weights = [1]"),
        (
            "share-request.json",
            json!({ "available": "1", "weights": ["1"] }),
            "currency = \"gbp\"",
        ),
        (
            "replan-request.json",
            replan_request(json!("keep_amount")),
            "how = \"keep\"",
        ),
        ("replan-request.json", replan_request(json!("keep_amount")), "how = {}"),
        (
            "replan-request.json",
            replan_request(json!({ "shift": { "from": "2027-01-20", "extra": 1 } })),
            "how.shift.extra = 0",
        ),
        (
            "replan-request.json",
            replan_request(json!("keep_amount")),
            "payments = null",
        ),
        (
            "replan-request.json",
            replan_request(json!("keep_amount")),
            "payments[0].amount = \"0\"",
        ),
        (
            "replan-request.json",
            replan_request(json!("keep_amount")),
            "on = \"soon\"",
        ),
        ("case.json", full_case(), "joint = \"no\""),
        ("case.json", full_case(), "person.kind = \"trust\""),
        ("case.json", full_case(), "policy.id = \" \""),
        ("case.json", full_case(), "arrears = \"x\""),
    ];
    for (name, mut input, edits) in rows {
        edit(&mut input, edits);
        assert_refused(name, &input, edits);
    }
}

fn assert_refused(name: &str, input: &Value, edits: &str) {
    assert!(answer(name, input, false).is_err(), "{name}: {edits} is accepted");
    assert!(
        !complaints(name, input).is_empty(),
        "{name}: {edits} is accepted by the schema"
    );
}

fn assert_taken(name: &str, input: &Value, edits: &str) {
    let told = answer(name, input, false).err().unwrap_or_default();
    assert!(told.is_empty(), "{name}: {edits}: {told:?}");
    assert_eq!(complaints(name, input), [""; 0], "{name}: {edits}");
}

/// The requests whose fields decide about each other. Of each row, whether it is refused: `yes`, `no`, or `figures`
/// where a schema cannot say it.
#[test]
fn the_schemas_of_interest_and_rates_refuse_what_their_readers_refuse() {
    let table = include_str!("requests.txt");
    let mut seen = BTreeMap::new();
    for row in table.lines().filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [asked, edits, refused] = cells.as_slice() else {
            panic!("{row}")
        };
        let (name, mut input) = match *asked {
            "interest" => ("interest-request.json", interest_request()),
            "late" => ("interest-request.json", late_request()),
            convention => ("apr-request.json", apr_request(convention)),
        };
        edit(&mut input, edits);
        match *refused {
            "yes" => assert_refused(name, &input, row),
            "no" => assert_taken(name, &input, row),
            "figures" => {
                assert!(answer(name, &input, false).is_err(), "accepted: {row}");
                assert_eq!(complaints(name, &input), [""; 0], "{row}");
            }
            _ => panic!("{row}"),
        }
        *seen.entry(*refused).or_insert(0) += 1;
    }
    assert_eq!(seen, BTreeMap::from([("yes", 95), ("no", 51), ("figures", 16)]));
}

/// Nothing off, and all of it.
#[test]
fn percentages_from_zero_to_a_hundred_are_taken() {
    for percent in ["0", "0.0000", "0.0001", "99.9999", "100", "0100.00000"] {
        let mut terms = full_terms();
        terms["early_payment"]["percent"] = json!(percent);
        assert_taken("terms.json", &terms, percent);
    }
    // To let go all of it is refused for another reason.
    for percent in ["0", "0.00000", "0.0001", "99.99"] {
        let mut terms = full_terms();
        terms["reduction"]["percent"] = json!(percent);
        terms.as_object_mut().unwrap().remove("deposit");
        let told = answer("terms.json", &terms, false).err().unwrap_or_default();
        assert!(
            told.iter().all(|one| !one.path.starts_with("reduction")),
            "{percent}: {told:?}"
        );
        assert_eq!(complaints("terms.json", &terms), [""; 0], "{percent}");
    }
    for percent in ["100.0001", "1000", "0.00001", "-1", "", "."] {
        for field in ["reduction", "early_payment"] {
            let mut terms = full_terms();
            terms[field]["percent"] = json!(percent);
            assert_refused("terms.json", &terms, percent);
        }
    }
}

/// `null` is the same as no field, for every field that may be left out.
#[test]
fn null_is_taken_for_no_field_by_reader_and_schema() {
    for (name, input, required) in [
        (
            "terms.json",
            full_terms(),
            &["version", "currency", "starts", "debts", "instalments"][..],
        ),
        ("case.json", full_case(), &["version", "currency", "debts"][..]),
        (
            "interest-request.json",
            interest_request(),
            &["principal", "annual_percent", "from", "until", "basis"][..],
        ),
        (
            "apr-request.json",
            apr_request("eu"),
            &["advances", "payments", "convention"][..],
        ),
        (
            "apr-request.json",
            apr_request("us"),
            &["advances", "payments", "convention"][..],
        ),
    ] {
        for field in known_fields(name, &input, "") {
            let mut without = input.clone();
            without[&field] = Value::Null;
            let may_be_null = !required.contains(&field.as_str());
            let told = answer(name, &without, false).err().unwrap_or_default();
            let is_missing = told
                .iter()
                .any(|one| one.code == ProblemCode::Missing && one.path == field);
            assert_eq!(!is_missing, may_be_null, "{name}: {field}");
            assert_eq!(complaints(name, &without).is_empty(), may_be_null, "{name}: {field}");
        }
    }
}
