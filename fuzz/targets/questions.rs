//! The questions of the command line: each is answered with JSON, or with problems. Due dates rise and are as many as
//! asked for, shares sum to what there is, and a plan made anew gives the schedule that stands beside it.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use plan_core::{Currency, Money, Problem, Schedule, Terms, replan, requests};
use serde_json::Value;

fuzz_target!(|text: &str| {
    if let Some(answer) = answered(requests::dates(text)) {
        let dates = answer["dates"].as_array().expect("dates");
        assert!(dates.is_sorted_by(|one, next| one.as_str() < next.as_str()));
        assert_eq!(Some(dates.len() as u64), question(text)["count"].as_u64());
    }
    if let Some(answer) = answered(requests::share(text)) {
        let question = question(text);
        let currency = question["currency"]
            .as_str()
            .map_or(Currency::GBP, |code| Currency::parse(code).expect("a code"));
        let minor = |value: &Value| {
            Money::parse(value.as_str().expect("a text"), currency)
                .expect("money")
                .minor()
        };
        let shares = answer["shares"].as_array().expect("shares");
        assert_eq!(shares.iter().map(minor).sum::<i64>(), minor(&question["available"]));
    }
    if let Some(answer) = answered(replan::replan_json(text))
        && answer["terms"].is_object()
    {
        let terms = Terms::from_json(&answer["terms"].to_string()).expect("terms");
        let schedule = Schedule::derive(&terms).expect("a schedule");
        assert_eq!(
            serde_json::from_str::<Value>(&schedule.to_json()).expect("JSON"),
            answer["schedule"]
        );
    }
    answered(requests::interest(text));
    answered(requests::apr(text));
});

fn answered(answer: Result<String, Vec<Problem>>) -> Option<Value> {
    match answer {
        Ok(answer) => Some(serde_json::from_str(&answer).expect("JSON")),
        Err(problems) => {
            assert!(!problems.is_empty());
            None
        }
    }
}

fn question(text: &str) -> Value {
    serde_json::from_str(text).expect("a question that was answered")
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    plan_fuzz::bend(data, size, max_size, seed)
});
