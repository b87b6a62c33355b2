//! `plan interest`: figures that others published, every problem, and laws.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a vector that cannot be read or answered fails its test, and says which"
)]

use plan_core::requests::interest;
use proptest::prelude::*;
use serde_json::{Value, json};

const STATUTORY: &str = include_str!("../../../tests/vectors/interest_uk_statutory.json");
const TIME_VALUE: &str = include_str!("../../../tests/vectors/tvm_functions.json");
const AMORTISATION: &str = include_str!("../../../tests/vectors/amortisation_ec.json");

fn file(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

fn vectors(json: &str) -> Vec<Value> {
    file(json)["vectors"].as_array().unwrap().clone()
}

fn answer(request: &Value) -> Value {
    let text = interest(&request.to_string()).unwrap_or_else(|problems| panic!("{request}: {problems:?}"));
    serde_json::from_str(&text).unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

// --- figures from outside

#[test]
fn published_interest_agrees() {
    let mut seen = Vec::new();
    for vector in vectors(STATUTORY) {
        let id = text(&vector, "id");
        assert_eq!(vector["year_days"], 365, "{id}");
        let request = |days: &Value, rounding: &str| {
            let mut request = json!({
                "principal": vector["principal"], "days": days, "basis": "actual/365", "rounding": rounding,
            });
            assert_eq!(vector["margin_percent"], "8", "{id}");
            match text(&vector, "base_rate_percent") {
                // The court's 8 % is nobody's reference rate and brings no fixed sum.
                "0" => request["annual_percent"] = json!("8"),
                reference => request["statutory"] = json!({ "reference_percent": reference }),
            }
            answer(&request)
        };
        let expected = &vector["expected"];
        let found = request(&vector["days"], "half_up");
        assert_eq!(found["interest"], expected["interest_exact_half_up"], "{id}");
        if let Some(annual) = expected["annual"].as_str() {
            assert_eq!(request(&json!(365), "half_up")["interest"], annual, "{id}");
        }
        if let Some(daily) = expected["daily_rounded"].as_str() {
            // Half a penny and less is rounded up in one of the sources.
            let rounding = if id == "interest-court-8-2300" { "up" } else { "half_up" };
            assert_eq!(request(&vector["days"], rounding)["daily"], daily, "{id}");
        }
        seen.push(id.to_owned());
    }
    let listed = [
        "interest-govuk-0.5",
        "interest-theukrules-0.25",
        "interest-court-8-1000",
        "interest-court-8-2300",
    ];
    assert_eq!(seen, listed);
}

#[test]
fn published_reference_rates_give_the_published_statutory_rates() {
    let rates = file(STATUTORY)["reference_rates"].as_array().unwrap().clone();
    assert_eq!(rates.len(), 11);
    for row in rates {
        let basis =
            json!({ "principal": "1000000.00", "from": row["from"], "until": row["to"], "basis": "actual/365" });
        let (mut by_reference, mut by_rate) = (basis.clone(), basis);
        by_reference["statutory"] = json!({ "reference_percent": row["reference_percent"] });
        by_rate["annual_percent"] = row["statutory_percent"].clone();
        assert_eq!(answer(&by_reference)["interest"], answer(&by_rate)["interest"], "{row}");
        assert_eq!(answer(&by_rate)["compensation"], Value::Null);
    }
}

#[test]
fn fixed_sum_changes_at_the_published_bands() {
    let bands = file(STATUTORY)["compensation_bands"].as_array().unwrap().clone();
    assert_eq!(bands.len(), 3);
    for band in bands {
        for edge in ["from", "to"] {
            let principal = if band[edge].is_null() {
                json!("999999999999.99")
            } else {
                band[edge].clone()
            };
            let request = json!({
                "principal": principal, "statutory": { "reference_percent": "3.75" }, "days": 1, "basis": "actual/365",
            });
            assert_eq!(answer(&request)["compensation"], band["sum"], "{principal}");
        }
    }
}

/// The interest of each month, on what was then open: a month of a 30/360 year. The rest of the table is a plan of
/// equal principal, which is another product.
#[test]
fn interest_of_the_amortisation_table_agrees() {
    let mut rows = 0;
    for vector in vectors(AMORTISATION) {
        for row in vector["first_12_months"].as_array().unwrap() {
            let request = json!({
                "principal": row["opening"], "annual_percent": vector["inputs"]["annual_nominal_percent"],
                "from": "2026-01-31", "until": "2026-02-28", "basis": "30/360", "currency": "EUR",
            });
            assert_eq!(answer(&request)["interest"], row["interest"], "{row}");
            rows += 1;
        }
    }
    assert_eq!(rows, 12);
}

/// The interest part of a first payment, in a currency with four decimals.
#[test]
fn time_value_interest_of_a_first_period_agrees() {
    let vectors = vectors(TIME_VALUE);
    let vector = vectors.iter().find(|vector| text(vector, "id") == "ipmt-11").unwrap();
    let arguments = &vector["arguments"];
    assert_eq!((text(arguments, "rate"), &arguments["period"]), ("0.1/12", &json!(1)));
    let request = json!({
        "principal": arguments["present_value"], "annual_percent": "10", "currency": "UYW",
        "from": "2026-01-31", "until": "2026-02-28", "basis": "30/360", "rounding": "down",
    });
    let expected = text(vector, "expected").trim_start_matches('-');
    let found = answer(&request);
    assert_eq!(text(&found, "interest").len(), 7);
    assert!(expected.starts_with(text(&found, "interest")), "{found}");
}

// --- what is asked for

#[test]
fn interest_is_answered_in_every_form() {
    let rows = [
        // The same fifty days, counted and named; the last day bears interest, the first does not.
        (
            r#"{"principal":"1000","annual_percent":"8.5","days":50,"basis":"actual/365"}"#,
            r#"{"interest":"11.64","daily":"0.23"}"#,
        ),
        (
            r#"{"principal":"1000","annual_percent":"8.5","from":"2028-01-31","until":"2028-03-21","basis":"actual/365"}"#,
            r#"{"interest":"11.64","daily":"0.23"}"#,
        ),
        (
            r#"{"principal":"1000","annual_percent":"8.5","from":"2028-01-31","days":50,"basis":"actual/365"}"#,
            r#"{"interest":"11.64","daily":"0.23"}"#,
        ),
        (
            r#"{"principal":"1000","annual_percent":"8.5","days":50,"basis":"actual/360"}"#,
            r#"{"interest":"11.81","daily":"0.24"}"#,
        ),
        // 31 January to 21 March: 51 days of twelve equal months.
        (
            r#"{"principal":"1000","annual_percent":"8.5","from":"2028-01-31","days":50,"basis":"30/360"}"#,
            r#"{"interest":"12.04","daily":"0.24"}"#,
        ),
        (
            r#"{"principal":"1000","annual_percent":"0","days":50,"basis":"actual/365"}"#,
            r#"{"interest":"0.00","daily":"0.00"}"#,
        ),
        (
            r#"{"principal":"1000","annual_percent":"8","days":0,"basis":"actual/365"}"#,
            r#"{"interest":"0.00","daily":"0.22"}"#,
        ),
        (
            r#"{"principal":"1000","annual_percent":"8","from":"2026-01-01","until":"2026-01-01","basis":"30/360"}"#,
            r#"{"interest":"0.00","daily":"0.22"}"#,
        ),
        // 2.5 pence exactly, by each rule.
        (
            r#"{"principal":"0.25","annual_percent":"10","days":365,"basis":"actual/365"}"#,
            r#"{"interest":"0.03","daily":"0.00"}"#,
        ),
        (
            r#"{"principal":"0.25","annual_percent":"10","days":365,"basis":"actual/365","rounding":"half_even"}"#,
            r#"{"interest":"0.02","daily":"0.00"}"#,
        ),
        (
            r#"{"principal":"0.25","annual_percent":"10","days":365,"basis":"actual/365","rounding":"up"}"#,
            r#"{"interest":"0.03","daily":"0.01"}"#,
        ),
        (
            r#"{"principal":"0.25","annual_percent":"10","days":365,"basis":"actual/365","rounding":"down"}"#,
            r#"{"interest":"0.02","daily":"0.00"}"#,
        ),
        (
            r#"{"principal":"100000","annual_percent":"8","days":73,"basis":"actual/365","currency":"JPY"}"#,
            r#"{"interest":"1600","daily":"22"}"#,
        ),
        (
            r#"{"principal":"100","annual_percent":"8","days":73,"basis":"actual/365","currency":"BHD"}"#,
            r#"{"interest":"1.600","daily":"0.022"}"#,
        ),
        (
            r#"{"principal":"999.99","statutory":{"reference_percent":"5.25"},"days":365,"basis":"actual/365","currency":"GBP"}"#,
            r#"{"interest":"132.50","daily":"0.36","compensation":"40.00"}"#,
        ),
        (
            r#"{"principal":"999999999999.99","annual_percent":"1000","days":84370,"basis":"actual/365"}"#,
            r#"{"interest":"2311506849315045.38","daily":"27397260273.97"}"#,
        ),
    ];
    for (request, expected) in rows {
        assert_eq!(interest(request).as_deref(), Ok(expected), "{request}");
    }
}

// --- what is wrong

/// A good request without these fields and with those: `principal` is taken out by `-principal`.
fn edited(edits: &str) -> String {
    let mut request = json!({
        "principal": "1000.00", "annual_percent": "8", "from": "2026-03-01", "until": "2026-06-01", "basis": "actual/365",
    });
    for edit in edits.split(" & ").map(str::trim).filter(|edit| !edit.is_empty()) {
        match edit.split_once(" = ") {
            Some((field, value)) => request[field] = serde_json::from_str(value).unwrap(),
            None => drop(request.as_object_mut().unwrap().remove(edit.trim_start_matches('-'))),
        }
    }
    request.to_string()
}

#[test]
fn interest_tells_every_problem() {
    let table = r#"
        -principal                          | missing principal  ()
        principal = 1000                    | wrong_type principal 1000 (string)
        principal = "0"                     | zero principal 0 (0.01)
        principal = "-1"                    | negative principal -1 (0)
        principal = "1.005"                 | too_many_decimals principal 1.005 (2 decimals)
        principal = "1000000000000"         | too_large principal 1000000000000 (below 1000000000000)
        principal = "1,000"                 | not_a_number principal 1,000 ()
        -annual_percent                     | missing annual_percent  (annual_percent, statutory)
        annual_percent = "1000.0001"        | too_large annual_percent 1000.0001 (0 to 1000)
        annual_percent = "8.00001"          | too_many_decimals annual_percent 8.00001 (4 decimals)
        annual_percent = "-8"               | negative annual_percent -8 (0)
        annual_percent = "8 %"              | not_a_number annual_percent 8 % ()
        annual_percent = 8                  | wrong_type annual_percent 8 (string)
        -from                               | missing from  (with until)
        from = "2026-02-30"                 | not_a_date from 2026-02-30 (1970-01-01 to 2200-12-31)
        from = "2026-06-02"                 | reversed until 2026-06-01 (2026-06-02)
        -until                              | missing until  (until, days)
        until = "June"                      | not_a_date until June (1970-01-01 to 2200-12-31)
        days = 9                            | exactly_one until 2026-06-01 (until, days)
        -until & days = -1                  | too_small days -1 (0 to 84370)
        -until & days = 84371               | too_large days 84371 (0 to 84370)
        -until & days = "9"                 | wrong_type days 9 (whole number)
        -until & days = 9 & from = "x"      | not_a_date from x (1970-01-01 to 2200-12-31)
        -basis                              | missing basis  ()
        basis = "period"                    | not_allowed basis period (actual/365, actual/360, 30/360)
        -until & -from & days = 9 & basis = "30/360" | missing from  (with 30/360)
        currency = "gbp"                    | not_allowed currency gbp (an ISO 4217 code, like GBP)
        rounding = "nearest"                | not_allowed rounding nearest (half_up, half_even, up, down)
        rounding = {"mode":"up"}            | wrong_type rounding an object (string)
        statutory = {"reference_percent":"0.5"} | exactly_one annual_percent 8 (annual_percent, statutory)
        -annual_percent & statutory = {}    | missing statutory.reference_percent  ()
        -annual_percent & statutory = true  | wrong_type statutory true (object)
        -annual_percent & statutory = {"reference_percent":"0.5","margin":"8"} | unknown_field statutory.margin  (reference_percent)
        -annual_percent & statutory = {"reference_percent":"992.0001"} | too_large statutory.reference_percent 992.0001 (0 to 992)
        -annual_percent & statutory = {"reference_percent":"1001"} | too_large statutory.reference_percent 1001 (0 to 1000)
        -annual_percent & statutory = {"reference_percent":"0.5"} & currency = "EUR" | not_allowed currency EUR (GBP, with statutory)
        currency = "UYW" & principal = "999999999999.9999" & annual_percent = "1000" & from = "1970-01-01" & until = "2200-12-31" | too_large principal 999999999999.9999 ()
        colour = "red"                      | unknown_field colour  (statutory, currency, principal, annual_percent, from, until, days, basis, rounding)
    "#;
    let mut seen = 0;
    for row in table.lines().filter(|row| !row.trim().is_empty()) {
        let (edits, expected) = row.split_once(" | ").unwrap();
        let problems = interest(&edited(edits)).unwrap_err();
        let told: Vec<String> = problems
            .iter()
            .map(|one| format!("{} {} {} ({})", one.code.as_str(), one.path, one.value, one.limit))
            .collect();
        assert_eq!(told, [expected.trim()], "{row}");
        assert!(problems[0].remedy().len() > 5);
        seen += 1;
    }
    assert_eq!(seen, 38);
    assert!(interest(&edited("")).is_ok());
}

#[test]
fn interest_tells_all_problems_at_once_in_order() {
    let request = r#"{"zeal":1,"statutory":{"reference_percent":"x"},"rounding":"?","currency":"EUR","basis":"period",
        "until":"?","from":"?","annual_percent":"8","principal":"0"}"#;
    let told: Vec<String> = interest(request)
        .unwrap_err()
        .iter()
        .map(|one| format!("{} {}", one.code.as_str(), one.path))
        .collect();
    let expected = [
        "zero principal",
        "exactly_one annual_percent",
        "not_a_date from",
        "not_a_date until",
        "not_allowed basis",
        "not_allowed currency",
        "not_allowed rounding",
        "not_a_number statutory.reference_percent",
        "unknown_field zeal",
    ];
    assert_eq!(told, expected);
    for text in ["", "[]", "null", "\"principal\"", "{"] {
        assert_eq!(interest(text).unwrap_err().len(), 1, "{text}");
    }
    assert_eq!(interest("{}").unwrap_err().len(), 4);
}

// --- laws

fn minor(answer: &Value, key: &str) -> i128 {
    text(answer, key).replace('.', "").parse().unwrap()
}

proptest! {
    /// What is rounded once is within half a unit of the exact amount, and rounding up and down lie around it.
    #[test]
    fn prop_interest_is_the_exact_amount_rounded_once(
        principal in 1_i64..100_000_000_000_000, rate in 0_u32..=10_000_000, days in 0_u32..=84_370,
    ) {
        let ask = |rounding: &str| {
            let (major, percent) = (format!("{}.{:02}", principal / 100, principal % 100), plan_core::Rate::from_ten_thousandths(rate).unwrap());
            let request = json!({
                "principal": major, "annual_percent": percent.to_string(), "days": days, "basis": "actual/365", "rounding": rounding,
            });
            minor(&answer(&request), "interest")
        };
        let exact = i128::from(principal) * i128::from(rate) * i128::from(days);
        let whole = 365_000_000_i128;
        let nearest = ask("half_up");
        prop_assert!((nearest * whole - exact).abs() * 2 <= whole);
        prop_assert_eq!(ask("down"), exact / whole);
        prop_assert_eq!(ask("up"), (exact + whole - 1) / whole);
    }

    /// Any JSON under the names of the request: an answer or problems, never a panic.
    #[test]
    fn prop_any_json_is_answered(fields in prop::collection::vec((0_usize..10, 0_usize..24), 0..10)) {
        const NAMES: [&str; 10] = [
            "principal", "annual_percent", "from", "until", "days", "basis", "currency", "rounding", "statutory", "other",
        ];
        let values = [
            json!(null), json!(true), json!(0), json!(-1), json!(84_370), json!(u64::MAX), json!(1.5), json!(""), json!("0"),
            json!("1000.00"), json!("999999999999.99"), json!("-1"), json!("1000"), json!("1970-01-01"), json!("2200-12-31"),
            json!("30/360"), json!("actual/365"), json!("UYW"), json!("GBP"), json!("half_even"), json!([]), json!({}),
            json!({ "reference_percent": "992" }), json!({ "reference_percent": [] }),
        ];
        let mut request = json!({});
        for (name, value) in fields {
            request[NAMES[name]] = values[value].clone();
        }
        if let Err(problems) = interest(&request.to_string()) {
            prop_assert!(!problems.is_empty());
        }
    }

    /// Any text: problems, never a panic.
    #[test]
    fn prop_any_text_is_answered(text in ".{0,80}") {
        let _ = interest(&text);
    }
}
