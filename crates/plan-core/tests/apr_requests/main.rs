//! `plan apr`: rates that others published, every problem, and laws.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a vector that cannot be read or answered fails its test, and says which"
)]

mod asked;
mod laws;
mod wrong;

use plan_core::apr::{Apr, AprError, Convention, Credit, Flow, TimeCount, UnitPeriod, solve_apr};
use plan_core::calendar::{Months, format_iso_date, parse_iso_date};
use plan_core::requests::apr;
use plan_core::{Date, Rounding};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

const EFFECTIVE: &str = include_str!("../../../../tests/vectors/apr_effective_eu_uk.json");
const NOMINAL: &str = include_str!("../../../../tests/vectors/apr_us_reg_z.json");
const TIME_VALUE: &str = include_str!("../../../../tests/vectors/tvm_functions.json");

/// To all decimals, from `tests/vectors/apr_reference.py`.
const REFERENCE: &str = "
ec-01 6.43441249
ec-02-case2 6.43411105
ec-03 6.58855403
ec-05 6.96157544
ec-07 6.40952273
ec-08-ill 8.86927977
ec-10 6.46836036
ec-12 6.49253251
ec-14 6.81885896
ec-17 6.82292333
ec-18-case2 6.43247755
ec-20 6.19065431
ec-21-ill 7.19973384
ec-22-1-ill 7.09359222
ec-22-2-ill 7.37907327
ec-23-ill 7.59757827
ec-26 6.23736153
ec-27 6.43440159
ec-29 5.6826128
uk-cfa-loan 12.68151462
uk-cfa-overdraft 82400.50068498
uk-single-100-125-31d 1286.17729911
uk-single-350-447.97-23d 4935.92295616
uk-single-100-127.99-26d 3103.44477228
uk-single-400-511.96-36d 1122.89798582
uk-single-200-255.98-27d 2717.43327566
uk-single-364.54-450-30d 1199.01652608
uk-single-500-510-5d 324.43631826
us-appJ-c1i 9.68570806
us-appJ-c1iii 10.33790291
us-appJ-c1v 14.96222269
us-appJ-c2i 10.08289003
us-appJ-c3ii 12.22485654
us-appJ-c4ii 7.30176516
us-appJ-c5i 11.45098039
us-appJ-c5iii 8.75704709";

fn vectors(json: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(json).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn rate(request: &Value) -> String {
    let answer = apr(&request.to_string()).unwrap_or_else(|problems| panic!("{request}: {problems:?}"));
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer.as_object().unwrap().len(), 1);
    text(&answer, "apr").to_owned()
}

/// Hundred-millionths of a per cent of a text with at most 8 decimals.
fn units(percent: &str) -> i64 {
    let (whole, fraction) = percent.split_once('.').unwrap_or((percent, ""));
    format!("{whole}{fraction:0<8}").parse().unwrap()
}

/// The tolerance is the vector's, in per cent.
fn check_published(id: &str, found: &str, expected: &str, tolerance: &str) {
    let away = (units(found) - units(expected)).abs();
    assert!(away <= units(tolerance), "{id}: {found}, published {expected}");
    let mut reference = REFERENCE.lines().filter_map(|line| line.split_once(' '));
    let (_, exact) = reference.find(|(name, _)| *name == id).unwrap();
    assert_eq!(found, exact, "{id}");
}

// --- effective

/// A year that ends in the days left over has a 29th of February, as in the examples of the Commission.
fn start() -> Date {
    parse_iso_date("2013-01-05").unwrap()
}

fn later(months: u32, days: u64) -> String {
    let days = chrono::Days::new(days);
    format_iso_date((start() + days) + Months::new(months))
}

/// `"0.08333333333333"` years as whole months and days of a leap year.
fn months_and_days(years: &str) -> (u32, u64) {
    let (whole, fraction) = years.split_once('.').unwrap_or((years, ""));
    // In units of 10^-12 years.
    let exact: u64 = format!("{whole}{fraction:0<12.12}").parse().unwrap();
    let month = 1_000_000_000_000 / 12;
    let months = (exact + 1_000) / month;
    let rest = exact.saturating_sub(months * month);
    (
        u32::try_from(months).unwrap(),
        (rest * 366 + 500_000_000_000) / 1_000_000_000_000,
    )
}

/// The payments that follow the rule of a vector, each a month after the one before: balances run on unrounded, as in
/// the tables of the Commission, and what is paid is shown to the cent.
fn rule_payments(schedule: &Value) -> Vec<Value> {
    let mut balance: Decimal = text(schedule, "principal").parse().unwrap();
    let rate = Decimal::from_str_exact(text(schedule, "annual_nominal_percent")).unwrap() / Decimal::from(1_200);
    let months = u32::try_from(schedule["months"].as_u64().unwrap()).unwrap();
    let mut payments = Vec::new();
    for month in 1..=months {
        let capital = match text(schedule, "rule") {
            _ if month == months => balance,
            rule if rule.starts_with("900 capital") => Decimal::from(900),
            _ => (balance / Decimal::from(50)).max(Decimal::ONE_HUNDRED),
        };
        let payment = (capital + balance * rate) * Decimal::ONE_HUNDRED;
        balance -= capital;
        let cents = Rounding::HalfUp.divide(payment.mantissa(), 10_i128.pow(payment.scale()));
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        payments.push(json!({ "date": later(month, 0), "amount": amount }));
    }
    assert_eq!(payments[0]["amount"], schedule["first"]);
    assert_eq!(payments.last().unwrap()["amount"], schedule["last"]);
    payments
}

#[test]
fn published_effective_rates_agree() {
    let mut seen = 0;
    for vector in vectors(EFFECTIVE) {
        let id = text(&vector, "id");
        let (mut advances, mut payments, mut has_days) = (Vec::new(), Vec::new(), false);
        for flow in vector["flows"].as_array().unwrap() {
            let date = if let Some(days) = flow["first_days"].as_u64() {
                later(0, days)
            } else if let Some(months) = flow["first_months"].as_u64() {
                later(u32::try_from(months).unwrap(), 0)
            } else {
                let (months, days) = months_and_days(text(flow, "first_years"));
                has_days |= days > 0;
                later(months, days)
            };
            let mut entry = json!({ "date": date, "amount": flow["amount"] });
            if flow["count"] != 1 {
                assert_eq!(flow["every"], "month", "{id}");
                entry["count"] = flow["count"].clone();
                entry["every"] = json!("monthly");
            }
            match text(flow, "kind") {
                "draw" => advances.push(entry),
                _ => payments.push(entry),
            }
        }
        if vector["schedule"].is_object() {
            payments.extend(rule_payments(&vector["schedule"]));
        }
        let method = text(&vector, "method");
        let time = match method.rsplit("; ").next() {
            Some("days/365") => "days/365",
            Some("days/365.25") => "days/365.25",
            _ if has_days => "directive",
            _ => "months",
        };
        let mut request = json!({
            "advances": advances, "payments": payments, "convention": "eu", "time": time, "currency": vector["currency"],
        });
        let found = rate(&request);
        match vector["expected_percent_6dp"].as_str() {
            Some(expected) => check_published(id, &found, expected, text(&vector, "tolerance")),
            None => check_published(id, &found, text(&vector, "expected_apr_percent_1dp"), "0.05"),
        }
        let one_decimal = Rounding::HalfUp.divide(i128::from(units(&found)), 10_000_000);
        assert_eq!(
            format!("{}.{}", one_decimal / 10, one_decimal % 10),
            text(&vector, "expected_apr_percent_1dp"),
            "{id}"
        );
        if time == "months" {
            // Whole months are the same from either end.
            request["time"] = json!("directive");
            assert_eq!(rate(&request), found, "{id}");
        }
        seen += 1;
    }
    assert_eq!(seen, 28);
}

// --- nominal

#[test]
fn published_nominal_rates_agree() {
    let mut seen = 0;
    for vector in vectors(NOMINAL) {
        let id = text(&vector, "id");
        let (every, months, days) = match (
            vector["every"][0].as_u64().unwrap(),
            vector["every"][1].as_str().unwrap_or_default(),
        ) {
            (1, "SEMIMONTHS") => (json!({ "twice_monthly": vector["days_of_month"] }), 0, 0),
            (1, "YEARS") => (json!({ "months": 12 }), 12, 0),
            (number, "MONTHS") => (json!({ "months": number }), number, 0),
            (number, "WEEKS") => (json!({ "days": number * 7 }), 0, number * 7),
            (number, _) => (json!({ "days": number }), 0, number),
        };
        // The streams follow each other in one rhythm.
        let mut payments = Vec::new();
        let mut at = parse_iso_date(text(&vector, "first")).unwrap();
        for stream in vector["payments"].as_array().unwrap() {
            let count = stream[1].as_u64().unwrap();
            payments.push(json!({ "date": format_iso_date(at), "amount": stream[0], "count": count, "every": every }));
            at = at + Months::new(u32::try_from(months * count).unwrap()) + chrono::Days::new(days * count);
        }
        let mut request = json!({
            "advances": [{ "date": vector["advance_date"], "amount": vector["amount_financed"] }],
            "payments": payments, "convention": "us", "currency": "USD",
        });
        // The unit-period that the rule finds is the one that the regulation names.
        let found = rate(&request);
        check_published(
            id,
            &found,
            text(&vector, "expected_apr_percent"),
            text(&vector, "tolerance"),
        );
        request["unit_period"] = match text(&vector, "unit_period") {
            "2 weeks" => json!({ "weeks": 2 }),
            "2 months" => json!({ "months": 2 }),
            "255 days" => json!({ "days": 255 }),
            word => json!(word),
        };
        assert_eq!(rate(&request), found, "{id}");
        seen += 1;
    }
    assert_eq!(seen, 8);
}

/// numpy-financial's payment for 15,000 at 8 %, in a currency with four decimals, comes back as 8 %.
#[test]
fn time_value_payment_gives_its_rate() {
    let vectors = vectors(TIME_VALUE);
    let vector = vectors.iter().find(|vector| text(vector, "id") == "pmt-0").unwrap();
    assert_eq!(text(&vector["arguments"], "rate"), "0.08/12");
    let payment = &text(vector, "expected").trim_start_matches('-')[..8];
    let request = json!({
        "advances": [{ "date": "2026-01-31", "amount": vector["arguments"]["present_value"] }],
        "payments": [{ "date": "2026-02-28", "day": 31, "amount": payment, "count": vector["arguments"]["periods"], "every": "monthly" }],
        "convention": "us", "currency": "UYW",
    });
    assert!(
        (units(&rate(&request)) - units("8")).abs() < units("0.00001"),
        "{payment}"
    );
}
