//! Files that are not what they were.

use plan_doc::{MAX_FILE_BYTES, ReadError, Statement, read_html, render_html};

use crate::fixtures::{agent_statement, checked, full, person_statement, signed, small, small_unsigned, verdict};
use crate::markup::assert_well_formed;

fn refused(bytes: &[u8]) -> ReadError {
    read_html(bytes).map(|_| ()).expect_err("refused")
}

/// The page with its data replaced by what `change` makes of it.
fn with_data(change: impl Fn(&str) -> String) -> String {
    let html = render_html(&small()).unwrap();
    let (before, rest) = html.split_once("id=\"plan-data\">").unwrap();
    let (data, after) = rest.split_once("</script>").unwrap();
    format!("{before}id=\"plan-data\">{}</script>{after}", change(data))
}

#[test]
fn every_byte_counts() {
    let mut bytes = render_html(&small()).unwrap().into_bytes();
    for index in 0..bytes.len() {
        let flip = 1 << (index % 8);
        bytes[index] ^= flip;
        // Another signature or time is another page; it is not whole.
        if let Ok(unchecked) = read_html(&bytes) {
            assert!(!verdict(unchecked).is_whole(), "byte {index}");
        }
        bytes[index] ^= flip;
    }
    assert!(verdict(read_html(&bytes).unwrap()).is_whole());
}

#[test]
fn shown_text_cannot_differ_from_the_data() {
    let html = render_html(&full()).unwrap();
    for (from, to) in [
        ("£50.00", "£40.00"),
        ("Alex Morgan", "Alan Morgan"),
        ("</main>", "</main><p>More</p>"),
        ("light dark", "dark"),
    ] {
        assert!(html.contains(from));
        assert_eq!(
            refused(html.replacen(from, to, 1).as_bytes()),
            ReadError::Changed,
            "{from}"
        );
    }
}

#[test]
fn part_of_a_file_is_truncated() {
    for html in [render_html(&small()).unwrap(), render_html(&full()).unwrap()] {
        assert_eq!(refused(&[]), ReadError::NotASummary);
        for part in 1..50 {
            let end = html.len() * part / 50;
            assert_eq!(refused(&html.as_bytes()[..end]), ReadError::Truncated, "{part}/50");
        }
        assert_eq!(refused(&html.as_bytes()[..html.len() - 1]), ReadError::Truncated);
        assert_eq!(refused(&html.as_bytes()[..5]), ReadError::Truncated);
    }
}

#[test]
fn more_than_the_file_is_changed() {
    let html = render_html(&small()).unwrap();
    let data = html
        .split_once("<script")
        .map(|(_, rest)| format!("<script{}", rest.split_once("</body>").unwrap().0))
        .unwrap();
    let doubled = html.replace("</body>", &format!("{data}</body>"));
    for other in [
        format!("{html}\n"),
        format!("{html} "),
        format!(" {html}"),
        format!("\u{feff}{html}"),
        html.replace('\n', "\r\n"),
        format!("{html}{html}"),
        doubled,
        html.replace("</script>", "</script><!-- -->"),
    ] {
        assert_eq!(refused(other.as_bytes()), ReadError::Changed);
    }
}

#[test]
fn data_has_one_form() {
    for change in [
        |data: &str| data.replacen(':', ": ", 1),
        |data: &str| data.replacen('{', "{\"a\":1,", 1),
        |data: &str| data.replace("\"version\":1", "\"version\":1,\"version\":1"),
        |data: &str| data.replace("\"version\":1", "\"version\":1.0"),
        |data: &str| data.replace("\"version\":1", "\"version\":0"),
        |data: &str| data.replace("\"version\":1", "\"version\":\"1\""),
        |data: &str| data.replace("\"record\"", "\"recor\\u0064\""),
        |data: &str| data.replace("\"signatures\":[", "\"signatures\":[[],"),
        |data: &str| data.replace("==\"", "=\""),
        |_: &str| "null".to_owned(),
        |_: &str| "[".repeat(100_000),
        |_: &str| String::new(),
    ] {
        assert_eq!(refused(with_data(change).as_bytes()), ReadError::Changed);
    }
}

#[test]
fn larger_files_are_refused_by_their_size() {
    let large = vec![b'<'; 100 << 20];
    assert_eq!(refused(&large), ReadError::TooLarge { bytes: 100 << 20 });
    assert_eq!(refused(&large[..MAX_FILE_BYTES]), ReadError::NotASummary);
}

#[test]
fn newer_versions_are_named() {
    let newer = with_data(|data| data.replace("\"version\":1", "\"version\":2"));
    assert_eq!(refused(newer.as_bytes()), ReadError::NewerVersion { version: 2 });
    let other = "<!doctype html><script type=\"application/json\" id=\"plan-data\">{\"format\":\"plan-negotiator/summary\",\"version\":7,\"x\":[]}</script>";
    assert_eq!(refused(other.as_bytes()), ReadError::NewerVersion { version: 7 });
}

#[test]
fn other_files_are_not_summaries() {
    let other = "<script type=\"application/json\" id=\"plan-data\">{\"format\":\"plan-negotiator/plan\",\"version\":1}</script>";
    for bytes in [
        &b"hello"[..],
        b"%PDF-1.7\n",
        b"<!doctype html>\n<html lang=\"cy\">",
        &[0xff, 0xfe, 0, 1],
        other.as_bytes(),
    ] {
        assert_eq!(refused(bytes), ReadError::NotASummary);
    }
}

#[test]
fn hostile_names_stay_text() {
    let long = format!("{}\u{202e}<b>", "\u{5d0}".repeat(196));
    for name in [
        "<script>alert(1)</script>",
        "\"' onmouseover=alert(1) x='",
        "</bdi></section></main><script type=\"application/json\" id=\"plan-data\">{}</script>",
        "&lt;&#60;",
        "\u{202e}\u{2066}egnahc\u{200f}",
        "👩‍👧‍👦 Zoë \u{301}",
        "a\u{2028}\u{2029}b",
        "-->]]>{{ }}*/",
        &long,
    ] {
        let mut summary = small_unsigned();
        summary.case.owed_to = Some(name.to_owned());
        summary.case.company_ref = Some(name.to_owned());
        summary.case.existing_payment = Some(name.to_owned());
        summary.case.debts[0].label = Some(name.to_owned());
        summary.case.person = Some(plan_core::case::Person {
            name: Some(name.to_owned()),
            ..Default::default()
        });
        summary.case.how_to_pay = Some(plan_core::case::HowToPay {
            method: Some(name.to_owned()),
            ..Default::default()
        });
        summary.terms.debts.clone_from(&summary.case.debts);
        let agent = Statement {
            name: name.to_owned(),
            ..agent_statement()
        };
        let person = Statement {
            name: name.to_owned(),
            ..person_statement()
        };
        let summary = signed(summary, agent, person);
        let html = render_html(&summary).unwrap();
        assert_well_formed(&html);
        let verdict = checked(&summary);
        assert!(verdict.is_whole(), "{name}");
        assert_eq!(verdict.signers[0].name, name);
    }
}
