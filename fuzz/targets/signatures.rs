//! Other people's signed PDF files: judged by arithmetic and structure, whatever they hold. A file is sound only if each
//! signer's signature holds and nothing speaks against it, and if it begins with a file that was sound as it was signed:
//! nobody here has the keys to sign another.
#![no_main]

// The judge is a part of the command line, which is no library.
#[path = "../../crates/plan-cli/src"]
#[allow(dead_code)]
mod cli {
    pub mod generic;
}

use cli::generic;
use libfuzzer_sys::fuzz_target;

/// What was signed with keys that are gone; every other sound seed begins with one of them.
const SIGNED: [&[u8]; 10] = [
    include_bytes!("../seeds/signatures/sound-certified.pdf"),
    include_bytes!("../seeds/signatures/sound-chained.pdf"),
    include_bytes!("../seeds/signatures/sound-p256.pdf"),
    include_bytes!("../seeds/signatures/sound-p384.pdf"),
    include_bytes!("../seeds/signatures/sound-packed.pdf"),
    include_bytes!("../seeds/signatures/sound-pkcs7.pdf"),
    include_bytes!("../seeds/signatures/sound-pss.pdf"),
    include_bytes!("../seeds/signatures/sound-rsa.pdf"),
    include_bytes!("../seeds/signatures/sound-rsa-512.pdf"),
    include_bytes!("../seeds/signatures/sound-visible.pdf"),
];

fuzz_target!(|bytes: &[u8]| {
    let judgement = generic::judge(bytes);
    let told = serde_json::to_value(&judgement).expect("JSON");
    let signers = told["signers"].as_array().expect("signers");
    assert_eq!(
        judgement.is_sound(),
        told["reasons"].as_array().is_some_and(Vec::is_empty)
    );
    if judgement.is_sound() {
        assert!(!signers.is_empty() && signers.iter().all(|signer| signer["valid"] == true));
        assert!(SIGNED.iter().any(|signed| bytes.starts_with(signed)));
    }
});
