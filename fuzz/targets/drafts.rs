//! Stored plans and `.plan` files. What is read is written and read back as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan_negotiator::state::drafts::Draft;

fuzz_target!(|text: &str| {
    if let Ok(draft) = Draft::from_text(text) {
        assert_eq!(Draft::from_text(&draft.to_text()).as_ref(), Ok(&draft));
        let _ = draft.state();
    }
});
