//! Other people's signed PDF files: judged by arithmetic and structure, whatever they hold.
#![no_main]

// The judge is a part of the command line, which is no library.
#[path = "../../crates/plan-cli/src"]
#[allow(dead_code)]
mod cli {
    pub mod generic;
}

use cli::generic;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = generic::judge(bytes);
});
