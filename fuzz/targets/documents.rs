//! Documents of our own, as pages and as PDF: read, or refused with a reason; never whole without a signature that fits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan_doc::{read_html, read_pdf};

fuzz_target!(|bytes: &[u8]| {
    let _ = read_html(bytes);
    let _ = read_pdf(bytes);
});
