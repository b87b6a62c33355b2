//! Laws that hold for every input.

use plan_core::Schedule;
use plan_doc::{Statement, low_s, read_html, render_html};
use proptest::prelude::*;

use crate::fixtures::{agent_statement, person_statement, signed, small, verdict};
use crate::generated::summaries;
use crate::markup::assert_well_formed;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// What is written is read as the same summary, whole, and in well-formed markup; what cannot be worked out is not
    /// written.
    #[test]
    fn prop_write_then_read_is_identity((summary, name) in summaries()) {
        let summary = signed(summary, Statement { name, ..agent_statement() }, person_statement());
        match render_html(&summary) {
            Ok(html) => {
                assert_well_formed(&html);
                let verdict = verdict(read_html(html.as_bytes()).unwrap());
                prop_assert!(verdict.is_whole());
                prop_assert_eq!(&verdict.summary, &summary);
                prop_assert_eq!(render_html(&verdict.summary).unwrap(), html);
            }
            Err(error) => {
                prop_assert_eq!(error.code(), "terms");
                prop_assert!(Schedule::derive(&summary.terms).is_err());
            }
        }
    }

    /// Any bytes: an answer, never a panic.
    #[test]
    fn prop_any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(read_html(&bytes).is_err());
        let _ = low_s(&bytes);
    }

    /// Any piece of a page in another piece's place: an answer, never a panic, and never a whole page.
    #[test]
    fn prop_mangled_pages_are_refused(from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), with in "[\\PC<>{}\"=]{1,8}") {
        let page = render_html(&small()).unwrap();
        let (one, other) = (from.index(page.len()), to.index(page.len()));
        let mut bytes = page.clone().into_bytes();
        bytes.splice(one.min(other)..one.max(other), with.bytes());
        // Entries that are spoilt are found out once they are looked at.
        let is_whole = read_html(&bytes).is_ok_and(|read| verdict(read).is_whole());
        prop_assert_eq!(is_whole, bytes == page.as_bytes());
    }

    /// Any data in the block: an answer, never a panic.
    #[test]
    fn prop_any_data_is_answered(data in "\\{(\"(format|version|case|terms|record|signatures)\":(1|\"plan-negotiator/summary\"|\"e30=\"|\\{\\}|\\[\\]),?){0,6}\\}") {
        let html = format!("<script type=\"application/json\" id=\"plan-data\">{data}</script>");
        prop_assert!(read_html(html.as_bytes()).is_err());
    }
}
