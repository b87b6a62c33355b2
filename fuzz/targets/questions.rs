//! The questions of the command line: each is answered with JSON, or with problems.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan_core::{replan, requests};

fuzz_target!(|text: &str| {
    let answers = [
        requests::dates(text),
        requests::share(text),
        requests::interest(text),
        requests::apr(text),
        replan::replan_json(text),
    ];
    for answer in answers {
        match answer {
            Ok(answer) => assert!(serde_json::from_str::<serde_json::Value>(&answer).is_ok()),
            Err(problems) => assert!(!problems.is_empty()),
        }
    }
});
