//! What a plan is about. What is read is written and read back as the same.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use plan_core::Case;

fuzz_target!(|text: &str| {
    match Case::from_json(text) {
        Ok(case) => assert_eq!(Case::from_json(&case.to_json()), Ok(case)),
        Err(problems) => assert!(!problems.is_empty()),
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    plan_fuzz::bend(data, size, max_size, seed)
});
