//! Documents of our own, as pages and as PDF: read, or refused with a reason. What is read is written again as the same
//! bytes, and is never whole while a signature in it was not found to hold.
//!
//! An input is a file, or the data of a document as JSON, of which the page is made: no change of a file is ever read.
#![no_main]

use base64ct::{Base64, Encoding};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use plan_core::{Case, Terms};
use plan_doc::{Record, Signature, Statement, Summary, read_html, read_pdf, render_html, render_pdf};
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = read_html(bytes) {
        let verdict = read.verdict(&[]);
        assert_eq!(verdict.is_whole(), verdict.signers.is_empty());
        assert_eq!(render_html(&verdict.summary).expect("a page").as_bytes(), bytes);
    }
    if let Ok(read) = read_pdf(bytes) {
        let verdict = read.verdict(&[]);
        assert_eq!(verdict.is_whole(), verdict.signers.is_empty());
        assert!(bytes.starts_with(&render_pdf(&verdict.summary).expect("a file")));
    }
    let Some(summary) = summary(bytes) else { return };
    if let Ok(page) = render_html(&summary) {
        let verdict = read_html(page.as_bytes()).expect("a page of ours").verdict(&[]);
        assert!(verdict.summary.is_same_agreement(&summary));
        assert_eq!(verdict.signers.len(), summary.signatures.len());
        assert_eq!(verdict.is_whole(), summary.signatures.is_empty());
        assert!(read_html(&page.as_bytes()[..page.len() - 1]).is_err());
    }
});

fn summary(bytes: &[u8]) -> Option<Summary> {
    let data: Value = serde_json::from_slice(bytes).ok()?;
    let signatures = data.get("signatures")?.as_array()?.iter().map(|one| {
        Some(Signature {
            statement: Statement::from_value(one.get("statement")?)?,
            spki: Base64::decode_vec(one.get("key")?.as_str()?).ok()?,
            signature: Base64::decode_vec(one.get("signature")?.as_str()?).ok()?,
        })
    });
    Some(Summary {
        case: Case::from_json(&data.get("case")?.to_string()).ok()?,
        terms: Terms::from_json(&data.get("terms")?.to_string()).ok()?,
        record: Record::from_value(data.get("record")?)?,
        proof: match data.get("log") {
            None => Vec::new(),
            Some(log) => Base64::decode_vec(log.as_str()?).ok()?,
        },
        signatures: signatures.collect::<Option<_>>()?,
    })
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    plan_fuzz::bend(data, size, max_size, seed)
});
