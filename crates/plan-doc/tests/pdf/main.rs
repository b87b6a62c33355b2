//! The PDF from outside: its bytes, its pages, and what is inside, read by another library.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests: what is wrong ends the test"
)]

mod alike;
mod attacks;
#[path = "../summary/fixtures.rs"]
#[expect(dead_code, reason = "the helpers serve the tests of the page as well")]
mod fixtures;
mod forge;
mod generated;
#[path = "../summary/generated.rs"]
mod generated_summaries;
mod mutations;
mod naughty;
mod signatures;
mod signing;
mod unsigned;

use fixtures::{full, small};
use lopdf::Document;
use plan_core::Terms;
use plan_doc::{Summary, pdf::TEMPLATE, render_pdf};
use sha2::{Digest as _, Sha256};
use std::sync::OnceLock;

/// One signed file, made once.
pub fn signed_once() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| signing::in_person().signed())
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Weekly payments of a large debt: as many rows as a plan may have.
pub fn long() -> Summary {
    let mut summary = full();
    let mut terms: Terms = summary.terms.clone();
    terms.changes.clear();
    terms.reduction = None;
    terms.deposit = None;
    terms.debts[0].balance = 5_200_000;
    terms.instalments.every = plan_core::Every::Weekly;
    terms.instalments.held = plan_core::Held::Amount(10_000);
    summary.case.debts = terms.debts.clone();
    summary.terms = terms;
    summary
}

/// Two debts with interest, a charge, another rate, a pause, a part let go on completion, and a sum that settles early.
pub fn costly() -> Summary {
    let mut summary = full();
    let terms = r#"{
        "version": 1, "currency": "GBP", "starts": "2026-11-23", "allocation": "oldest_first",
        "debts": [
            { "id": "INV-1042", "label": "Invoice 1042", "balance": "1200.00", "since": "2026-03-01" },
            { "id": "INV-1077", "label": "Invoice 1077", "balance": "300.00", "since": "2026-06-01" }
        ],
        "reduction": { "percent": "10", "when": "on_completion" },
        "deposit": { "amount": "100.00", "due": "2026-11-30" },
        "instalments": { "every": "monthly", "first_due": "2026-12-28", "count": 12 },
        "changes": [
            { "id": "c1", "kind": "break", "from": "2027-08-01", "until": "2027-08-31", "interest": "paused" },
            { "id": "c2", "kind": "rate", "from": "2027-01-01", "until": "2027-03-31", "annual_percent": "0" }
        ],
        "charges": [{ "id": "f1", "due": "2026-12-28", "amount": "12.00", "label": "Agreed fee" }],
        "interest": {
            "annual_percent": "8", "basis": "actual/365", "pauses": [{ "from": "2027-04-10", "until": "2027-05-10" }]
        },
        "early_payment": { "percent": "5", "by": "2027-06-30" }
    }"#;
    summary.terms = Terms::from_json(terms).unwrap();
    summary.case.debts.clone_from(&summary.terms.debts);
    summary.signatures.clear();
    summary
}

/// The document; with `SAVE_PDF=FOLDER` it is kept there, to be looked at and judged by other programs.
fn made(name: &str, summary: &Summary) -> Vec<u8> {
    let bytes = render_pdf(summary).unwrap();
    if let Some(folder) = std::env::var_os("SAVE_PDF") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), &bytes).unwrap();
    }
    bytes
}

fn attached(file: &Document, name: &str) -> Vec<u8> {
    let spec = file.objects.values().find_map(|object| {
        let spec = object.as_dict().ok()?;
        let is_it = spec.get(b"F").ok()?.as_str().ok()? == name.as_bytes();
        (is_it && spec.has(b"EF")).then_some(spec)
    });
    let stream = spec.unwrap().get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap();
    let stream = file
        .get_object(stream.as_reference().unwrap())
        .unwrap()
        .as_stream()
        .unwrap();
    stream.decompressed_content().unwrap()
}

/// Bytes that move need a new template version once documents are out in the world: signed ones are checked by making
/// them again.
#[test]
fn bytes_are_those_of_this_template() {
    assert_eq!(TEMPLATE, 1);
    let digests = [
        ("full", full(), FULL),
        ("small", small(), SMALL),
        ("unsigned", unsigned::summary(), unsigned::DIGEST),
        ("telephone", signing::telephone().summary, TELEPHONE),
        ("offer", signing::offer().summary, OFFER),
        ("costly", costly(), COSTLY),
    ];
    let moved = digests
        .into_iter()
        .map(|(name, summary, expected)| (name, digest(&made(name, &summary)), expected))
        .filter(|(_, found, expected)| found != expected);
    assert_eq!(moved.collect::<Vec<_>>(), []);
}
const TELEPHONE: &str = "3e6ec8c7ee8c1d37c42ee79c8a3cafd13649068e80d28e9bc73d526bed242bae";
const OFFER: &str = "1b0c9f9439382f8ee63e276abf8df6d12bc8c29501d62c7f5a83a9e9bf8fd00b";
const COSTLY: &str = "edd9b8abf244eec588992064f848d7156543817d768f459975ff4affea4e520b";
const FULL: &str = "294e0a92063d521fbaf1387c95abd8862bad8258844c5147e958f687d92bd602";
const SMALL: &str = "2fec66a8d2f269132f39e5e3a67d7e95813e01a9b16be089810bf363e32ca916";

#[test]
fn data_inside_is_the_data_that_was_agreed() {
    let summary = full();
    let file = Document::load_mem(&render_pdf(&summary).unwrap()).unwrap();
    assert_eq!(attached(&file, "case.json"), summary.case.to_json().as_bytes());
    assert_eq!(attached(&file, "terms.json"), summary.terms.to_json().as_bytes());
    assert!(
        String::from_utf8(attached(&file, "agreement.json"))
            .unwrap()
            .contains("2026-11-23T14:21:05Z")
    );
}

#[test]
fn every_payment_of_a_long_plan_is_printed() {
    let bytes = made("long", &long());
    let file = Document::load_mem(&bytes).unwrap();
    let pages = u32::try_from(file.get_pages().len()).unwrap();
    assert!((10..=20).contains(&pages), "{pages} pages");
    let text: String = (1..=pages).map(|page| file.extract_text(&[page]).unwrap()).collect();
    for expected in [
        "520",
        "£51,900.00",
        &format!("Page {pages} of {pages}"),
        "Every payment",
    ] {
        assert!(text.contains(expected), "{expected} is not printed");
    }
    assert!(bytes.len() < 400_000, "{} bytes", bytes.len());
}

#[test]
fn what_a_plan_costs_is_printed() {
    let file = Document::load_mem(&render_pdf(&costly()).unwrap()).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&pages).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let schedule = plan_core::Schedule::derive(&costly().terms).unwrap();
    let money = |minor: i64| plan_doc::format::amount(schedule.money(minor));
    for expected in [
        "Interest in the total",
        &money(schedule.totals.interest),
        "Charges in the total",
        "Taken off with the last payment",
        "is not taken off",
        "Interest is 8 % a year on what is still owed",
        "The annual percentage rate (APR) of this plan is 7.0 %",
        "on the £1,350.00 that it pays off, from 23 November 2026",
        "counted by the day, with 365 days a year",
        "From 10 April 2027 to 10 May 2027, no interest is added",
        "From 1 January 2027 to 31 March 2027, interest is 0 % a year",
        "No interest is added in this time",
        "A charge of £12.00 is due on 28 December 2026: Agreed fee",
        "A payment pays charges first, then interest, then the debt",
        "What each debt gets",
        &money(schedule.per_debt[1].total),
        "Paying early",
        &money(schedule.early_payment.unwrap().pay),
    ] {
        assert!(text.contains(expected), "{expected} is not printed: {text}");
    }
    assert!(!text.contains("include no interest"), "{text}");
}

#[test]
fn three_pages_with_their_data_and_both_signatures_stay_small() {
    let file = signing::in_person().signed();
    assert_eq!(Document::load_mem(&file).unwrap().get_pages().len(), 3);
    assert!(file.len() <= 80_000, "{} bytes", file.len());
}

#[test]
fn short_sections_are_not_torn() {
    let file = Document::load_mem(&render_pdf(&signing::telephone().summary).unwrap()).unwrap();
    let last = u32::try_from(file.get_pages().len()).unwrap();
    let text = file.extract_text(&[last]).unwrap();
    assert!(
        text.contains("Reference and how to check") && text.contains("Full code of the plan"),
        "{text}"
    );
}

#[test]
fn any_name_makes_a_document() {
    for (number, name) in [
        "Ελένη",
        "محمد",
        "李",
        "A\u{202e}B",
        "👩‍👩‍👧",
        &"x".repeat(200),
        "a,b=c<d>&\"",
        "Zoë Ångström-O’Neill",
    ]
    .into_iter()
    .enumerate()
    {
        let mut summary = full();
        summary.case.owed_to = Some(name.to_owned());
        let bytes = made(&format!("name-{number}"), &summary);
        let file = Document::load_mem(&bytes).unwrap();
        assert_eq!(
            attached(&file, "case.json"),
            summary.case.to_json().as_bytes(),
            "{name}"
        );
    }
}

#[test]
fn what_is_no_document_is_no_file() {
    let mut summary = full();
    fixtures::agreed(&mut summary).agreed_at = "yesterday".to_owned();
    assert!(render_pdf(&summary).is_err());
}
