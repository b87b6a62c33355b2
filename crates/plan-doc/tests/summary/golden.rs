//! The pages, byte for byte. A page that moves needs a new version once pages are out in the world.

use std::path::Path;

use plan_doc::{read_html, render_html};

use crate::fixtures::{checked, full, small};
use crate::markup::assert_well_formed;

fn check(name: &str, html: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(format!("{name}.html"));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, html).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == html,
        "{} differs: read the difference before UPDATE_EXPECT=1",
        path.display()
    );
}

#[test]
fn page_of_a_full_plan_is_as_committed() {
    let html = render_html(&full()).unwrap();
    check("full", &html);
    assert_well_formed(&html);
    assert!(checked(&full()).is_whole());
}

#[test]
fn page_of_a_small_plan_is_as_committed() {
    let html = render_html(&small()).unwrap();
    check("small", &html);
    assert_well_formed(&html);
    assert!(checked(&small()).is_whole());
}

/// A committed page is a page that somebody has: it stays readable.
#[test]
fn committed_pages_read_back() {
    for (name, summary) in [("full", full()), ("small", small())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/golden")
            .join(format!("{name}.html"));
        let verdict = crate::fixtures::verdict(read_html(&std::fs::read(path).unwrap()).unwrap());
        assert!(verdict.is_whole(), "{name}: {:?}", verdict.reasons);
        assert_eq!(verdict.summary, summary);
    }
}

#[test]
fn page_says_what_the_plan_means() {
    let html = render_html(&full()).unwrap().replace("<bdi>", "").replace("</bdi>", "");
    for expected in [
        "Alex Morgan pays £50.00 every month, from 29 December 2026 to ",
        "Before that, there is a first payment of £100.00 on 30 November 2026.",
        "After this plan the debt is settled in full.",
        "From 1 March 2027 to 31 May 2027, each payment is £20.00.",
        "From 1 August 2027 to 30 September 2027, there are no payments.",
        "From 1 January 2028, each payment is £75.00.",
        "The payment due on 29 December 2027 is £200.00.",
        "As the plan stands, this changes no payment.",
        "1 payment a year may be skipped.",
        "Whether this plan fits the person’s budget was not checked here.",
        "The company proposed this plan on 23 November 2026 at 14:18 UTC.",
        "The person paying agreed to it on 23 November 2026 at 14:21 UTC.",
        "Signed by both sides.",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
    let html = render_html(&small())
        .unwrap()
        .replace("<bdi>", "")
        .replace("</bdi>", "");
    for expected in [
        "The person this plan is for pays €50.00 on 4 December 2026.",
        "€40.00 is still owed after this plan.",
        "In person, on the company’s device",
        "This document does not say how to pay.",
        "This plan does not say what happens if a payment is missed.",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
    for banned in [
        "legally",
        "qualified",
        "advanced",
        "genuine",
        "settled in full",
        "sorry",
        "please",
    ] {
        assert!(!html.to_lowercase().contains(banned), "{banned}");
    }
}
