//! The calendar file. With `SAVE_PDF=FOLDER` every file is kept there as `NAME.ics`, and beside it as `NAME.json` what
//! it should say, for `xtask/python/calendar_judge.py`.

use plan_core::calendar::format_iso_date;
use plan_core::{Currency, Every, Held};
use plan_doc::calendar::{render_ics, render_ics_cancelled};
use serde_json::json;

use crate::{MADE_AT, Plan, hostile};

/// The file, kept if that is asked for.
fn made(name: &str, plan: &Plan, ics: String, reference: &str) -> String {
    if let Some(folder) = std::env::var_os("SAVE_PDF") {
        let path = std::path::Path::new(&folder).join(name);
        let payment = |row: &plan_core::Row| json!({ "due": format_iso_date(row.due), "amount": plan.money(row.payment).to_string() });
        let payments: Vec<_> = plan.schedule.rows.iter().map(payment).collect();
        let cancelled = ics.contains("\r\nMETHOD:CANCEL\r\n");
        let expected = json!({ "payments": payments, "cancelled": cancelled, "reference": reference });
        std::fs::write(path.with_extension("json"), expected.to_string()).unwrap();
        std::fs::write(path.with_extension("ics"), &ics).unwrap();
    }
    ics
}

/// The file as its reader has it: content lines, no longer folded.
pub fn unfolded(ics: &str) -> Vec<String> {
    let whole = ics.replace("\r\n ", "");
    whole
        .strip_suffix("\r\n")
        .unwrap()
        .split("\r\n")
        .map(str::to_owned)
        .collect()
}

/// The values of a property that stands at the start of a line.
pub fn values(ics: &str, property: &str) -> Vec<String> {
    let value = |line: String| line.strip_prefix(property).map(str::to_owned);
    unfolded(ics).into_iter().filter_map(value).collect()
}

/// What a reader makes of escaped text.
pub fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(one) = chars.next() {
        match one {
            '\\' => match chars.next().unwrap() {
                'n' => out.push('\n'),
                other => out.push(other),
            },
            _ => {
                assert!(!matches!(one, ',' | ';'), "not escaped: {text}");
                out.push(one);
            }
        }
    }
    out
}

pub fn keeps_to_the_form(ics: &str) {
    assert!(ics.ends_with("\r\nEND:VCALENDAR\r\n"));
    for line in ics.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
}

#[test]
fn small_plan_is_one_event() {
    let plan = Plan::small();
    let expected = "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Plan Negotiator//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:@UID
DTSTAMP:20261123T142105Z
SEQUENCE:0
DTSTART;VALUE=DATE:20261204
DTEND;VALUE=DATE:20261205
SUMMARY:Payment €50.00
DESCRIPTION:This is payment 1 of 1.
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Payment €50.00
TRIGGER:-P3D
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Payment €50.00
TRIGGER:-P1D
END:VALARM
END:VEVENT
END:VCALENDAR
";
    assert_eq!(made("small", &plan, plan.ics(), ""), golden(expected));
    let cancelled = "\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Plan Negotiator//EN
CALSCALE:GREGORIAN
METHOD:CANCEL
BEGIN:VEVENT
UID:@UID
DTSTAMP:20261123T142105Z
SEQUENCE:1
DTSTART;VALUE=DATE:20261204
DTEND;VALUE=DATE:20261205
SUMMARY:Payment €50.00
DESCRIPTION:This is payment 1 of 1.
TRANSP:TRANSPARENT
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
";
    assert_eq!(made("small-cancelled", &plan, plan.cancelled(), ""), golden(cancelled));
}

/// The text with the ends of lines and the UID of the small plan.
fn golden(text: &str) -> String {
    text.replace('\n', "\r\n").replace("UID:@UID", SMALL_UID)
}
/// Events that are in somebody's calendar are found by these letters: they never move.
const SMALL_UID: &str = "UID:d7adb86a4108343b9ff0c224af6fc8cd0439f8eff79d7833aa9eae6ad08473c7@plan-n\r\n egotiator";

#[test]
fn full_plan_counts_as_its_schedule_does() {
    let plan = Plan::full();
    let ics = made("full", &plan, plan.ics(), "ACC-20417");
    keeps_to_the_form(&ics);
    assert_eq!(values(&ics, "BEGIN:VEVENT").len(), plan.schedule.rows.len());
    let count = plan.schedule.instalments;
    let said: Vec<String> = values(&ics, "DESCRIPTION:This is ")
        .iter()
        .map(|text| unescaped(text))
        .collect();
    let reference = "Give the reference ACC-20417 when you pay.";
    assert_eq!(said[0], format!("the first payment. {count} more follow.\n{reference}"));
    assert_eq!(said[1], format!("payment 1 of {count}.\n{reference}"));
    assert_eq!(
        *said.last().unwrap(),
        format!("payment {count} of {count}.\n{reference}")
    );
    // Moved to the next working day by the terms, and so in the calendar.
    assert_eq!(values(&ics, "DTSTART;VALUE=DATE:")[..2], ["20261130", "20261229"]);
    assert_eq!(values(&ics, "DTEND;VALUE=DATE:")[..2], ["20261201", "20261230"]);
    keeps_to_the_form(&made("full-cancelled", &plan, plan.cancelled(), "ACC-20417"));
}

#[test]
fn titles_say_nothing_of_debt_or_company() {
    for title in values(&Plan::full().ics(), "SUMMARY:") {
        let amount = title.strip_prefix("Payment £").unwrap();
        assert!(
            amount.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'),
            "{title}"
        );
    }
    assert!(!Plan::full().ics().contains("Acme"));
    assert!(!Plan::full().ics().contains("INV-1042"));
}

#[test]
fn large_amounts_and_other_currencies_are_escaped() {
    for (name, code, balance, title) in [
        ("grouped", "GBP", 123_456_789, "Payment £1\\,234\\,567.89"),
        ("yen", "JPY", 1_200, "Payment JPY 1\\,200"),
        ("dinar", "BHD", 1_234_567, "Payment BHD 1\\,234.567"),
    ] {
        let plan = Plan::small().with(|terms| {
            terms.currency = Currency::parse(code).unwrap();
            terms.reduction = None;
            terms.debts[0].balance = balance;
        });
        let ics = made(name, &plan, plan.ics(), "");
        assert_eq!(values(&ics, "SUMMARY:"), [title]);
    }
}

#[test]
fn events_keep_their_names_when_amounts_and_dates_move() {
    let uids = |plan: &Plan| values(&plan.ics(), "UID:");
    let first = Plan::full();
    assert_eq!(uids(&first), values(&first.cancelled(), "UID:"));
    let moved = Plan::full().with(|terms| {
        terms.instalments.held = Held::Amount(4_000);
        terms.instalments.every = Every::Weekly;
        terms.changes.clear();
    });
    let shared = uids(&first).len().min(uids(&moved).len());
    assert_eq!(uids(&first)[..shared], uids(&moved)[..shared]);
    // Without the deposit the instalments are still the same events.
    let undeposited = Plan::full().with(|terms| terms.deposit = None);
    assert_eq!(uids(&first)[1..10], uids(&undeposited)[..9]);

    let mut others = vec![uids(&first)[1].clone()];
    for change in [
        |plan: &mut Plan| plan.case.company_ref = Some("ACC-20418".to_owned()),
        |plan: &mut Plan| plan.case.company_ref = None,
        |plan: &mut Plan| plan.terms.debts[0].id = "INV-1043".to_owned(),
        |plan: &mut Plan| plan.terms.starts = plan.terms.starts.pred_opt().unwrap(),
    ] {
        let mut plan = Plan::full();
        change(&mut plan);
        others.push(uids(&plan)[1].clone());
    }
    let count = others.len();
    others.sort();
    others.dedup();
    assert_eq!(others.len(), count, "another plan, the same event");
}

#[test]
fn hostile_references_stay_inside_their_text() {
    for (number, (given, left)) in hostile().into_iter().enumerate() {
        let plan = Plan::named(&given);
        let ics = made(&format!("hostile-{number}"), &plan, plan.ics(), &left);
        keeps_to_the_form(&ics);
        assert_eq!(values(&ics, "BEGIN:VEVENT").len(), plan.schedule.rows.len());
        let said = unescaped(&values(&ics, "DESCRIPTION:This is ")[1]);
        let (_, reference) = said.split_once('\n').unwrap();
        assert_eq!(reference, format!("Give the reference {left} when you pay."));
    }
}

#[test]
fn nothing_to_see_is_no_reference() {
    for blank in ["", "  ", "\r\n", "\u{202e}\u{200f}", "\0"] {
        assert!(!Plan::named(blank).ics().contains("reference"), "{blank:?}");
    }
}

#[test]
fn long_lines_are_folded_at_the_last_character_that_fits() {
    for (letter, bytes) in [("x", 75), ("é", 75), ("李", 73), ("👩", 75)] {
        let ics = Plan::named(&letter.repeat(300)).ics();
        keeps_to_the_form(&ics);
        let longest = ics
            .split("\r\n")
            .filter(|line| line.contains(letter))
            .map(str::len)
            .max();
        assert!(longest.unwrap() >= bytes - 3, "{letter}: {longest:?}");
        assert!(
            unfolded(&ics).iter().any(|line| line.contains(&letter.repeat(300))),
            "{letter}"
        );
    }
}

#[test]
fn times_and_sequences_of_other_shapes_do_no_harm() {
    let Plan { case, terms, schedule } = Plan::small();
    for made_at in [
        "",
        "now",
        "2026-11-23T14:21:05Z\r\nBEGIN:VEVENT",
        "2026-11-23T14:21:05+01:00",
        "é",
    ] {
        let ics = render_ics(&case, &terms, &schedule, made_at, u32::MAX);
        keeps_to_the_form(&ics);
        assert_eq!(values(&ics, "DTSTAMP:"), ["20261123T000000Z"]);
        assert_eq!(values(&ics, "SEQUENCE:"), ["2147483647"]);
        assert_eq!(values(&ics, "BEGIN:VEVENT").len(), 1);
        keeps_to_the_form(&render_ics_cancelled(&case, &terms, &schedule, made_at, 0));
    }
    assert_eq!(
        values(&render_ics(&case, &terms, &schedule, MADE_AT, 7), "SEQUENCE:"),
        ["7"]
    );
}

#[test]
fn a_plan_as_long_as_plans_may_be_is_a_whole_file() {
    let plan = Plan::small().with(|terms| {
        terms.reduction = None;
        terms.debts[0].balance = 1_200_000;
        terms.instalments.every = Every::Weekly;
        terms.instalments.held = Held::Count(plan_core::MAX_PAYMENTS);
    });
    let ics = made("long", &plan, plan.ics(), "");
    keeps_to_the_form(&ics);
    assert_eq!(values(&ics, "BEGIN:VEVENT").len(), 1_200);
    assert!(ics.len() < 1_000_000, "{} bytes", ics.len());
}
