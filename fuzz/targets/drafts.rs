//! Stored plans and `.plan` files, of this version and of the first, and what is kept of locked plans. What is read is written and read back as the same.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use plan_log::Digest;
use plan_negotiator::state::drafts::lock::{Header, Sealed};
use plan_negotiator::state::drafts::{Draft, first};
use serde_json::Value;

fuzz_target!(|text: &str| {
    check(text);
    // The digest over the body keeps damage out; behind it, somebody may have written anything.
    let Ok(mut file) = serde_json::from_str::<Value>(text) else {
        return;
    };
    if let Some(body) = file.get("body").and_then(Value::as_str).map(str::to_owned) {
        for namespace in ["pn/plan/1", "pn/plan/2"] {
            file["digest"] = Digest::of(namespace, body.as_bytes()).to_hex().into();
            check(&file.to_string());
        }
    }
});

fn check(text: &str) {
    if let Ok(draft) = Draft::from_text(text) {
        assert_eq!(Draft::from_text(&draft.to_text()).as_ref(), Ok(&draft));
    }
    let _ = first::read(text);
    if let Ok(header) = Header::from_text(text) {
        assert_eq!(Header::from_text(&header.to_text()), Ok(header));
    }
    if let Some(sealed) = Sealed::from_text(text) {
        assert_eq!(Sealed::from_text(&sealed.to_text()), Some(sealed));
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    plan_fuzz::bend(data, size, max_size, seed)
});
