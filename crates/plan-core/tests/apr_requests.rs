//! `plan apr`: rates that others published, every problem, and laws.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a vector that cannot be read or answered fails its test, and says which"
)]

use plan_core::apr::{Apr, AprError, Convention, Credit, Flow, TimeCount, UnitPeriod, solve_apr};
use plan_core::calendar::{Months, format_iso_date, parse_iso_date};
use plan_core::requests::apr;
use plan_core::{Date, Rounding};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

const EFFECTIVE: &str = include_str!("../../../tests/vectors/apr_effective_eu_uk.json");
const NOMINAL: &str = include_str!("../../../tests/vectors/apr_us_reg_z.json");
const TIME_VALUE: &str = include_str!("../../../tests/vectors/tvm_functions.json");

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

// --- what is asked for

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

// --- what is wrong

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
        convention = "us" & unit_period = 12 | wrong_type unit_period 12 (object)
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

// --- laws

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
