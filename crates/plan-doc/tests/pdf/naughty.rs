//! Text that has broken other programs, through every field to the file, the page, the calendar and back.

use plan_core::case::{Agent, HowToPay, Person};
use plan_core::{Case, MAX_TEXT_CHARS, Schedule};
use plan_doc::{Statement, calendar, read_html, render_html};

use crate::fixtures::{agent_statement, full_unsigned, linked, person_statement, signed as signed_page};
use crate::signing::{Plan, accepted};

/// As the app takes text from a field: trimmed, without control characters, of a length that the contract has.
fn typed(text: &str) -> Option<String> {
    let text: String = text
        .trim()
        .chars()
        .filter(|one| !one.is_control())
        .take(MAX_TEXT_CHARS)
        .collect();
    (!text.trim().is_empty()).then_some(text)
}

/// The list, and what else was asked for: commas, marks of direction, emoji, many scripts, four thousand characters.
fn list() -> Vec<String> {
    let more = [
        "a,b=c+d<e>#f\\g\"h;i",
        "A\u{202e}B\u{200f}C\u{2066}D",
        "👩‍👩‍👧👨🏽‍🚀",
        "Ελένη Łódź محمد 李小龙 देवनागरी ไทย 한국어",
        &"x".repeat(4_000),
        &"👩🏽‍🚀".repeat(1_000),
    ]
    .map(str::to_owned);
    let known = naughty_strings::BLNS.iter().map(|text| (*text).to_owned());
    known.chain(more).filter_map(|text| typed(&text)).collect()
}

fn case_with(text: &str, case: &Case) -> Case {
    let given = || Some(text.to_owned());
    Case {
        company_ref: given(),
        call_ref: given(),
        owed_to: given(),
        handled_by: given(),
        acting_as: given(),
        existing_payment: given(),
        agent: Some(Agent {
            first_name: given(),
            staff_no: given(),
        }),
        person: Some(Person {
            name: given(),
            ..case.person.clone().unwrap()
        }),
        how_to_pay: Some(HowToPay {
            method: given(),
            payee: given(),
            account: given(),
            reference: given(),
        }),
        ..case.clone()
    }
}

#[test]
fn naughty_text_comes_back_as_it_was_and_breaks_nothing() {
    let texts = list();
    assert!(texts.len() > 400, "{} texts", texts.len());
    for text in &texts {
        let mut summary = full_unsigned();
        summary.case = case_with(text, &summary.case);
        for debt in summary.case.debts.iter_mut().chain(&mut summary.terms.debts) {
            debt.label = Some(text.clone());
        }
        // What the contract itself refuses never reaches a document.
        if summary.check().is_err() {
            continue;
        }
        // A text of which nothing is to be seen is no name, and nobody signs with it.
        let name = if plan_doc::is_name(text) {
            text.clone()
        } else {
            "x".to_owned()
        };
        let agent = Statement {
            name: name.clone(),
            ..agent_statement()
        };
        let person = Statement {
            name: name.clone(),
            ..person_statement()
        };
        let plan = Plan {
            summary: linked(summary.clone()),
            signers: vec![(person.clone(), 2), (agent.clone(), 1)],
        };
        let verdict = accepted(&plan.signed()).unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!(verdict.summary.case, summary.case, "{text:?}");
        assert!(verdict.signers.iter().all(|signer| signer.name == name), "{text:?}");

        let html = render_html(&signed_page(summary.clone(), agent, person)).unwrap();
        let read = crate::fixtures::verdict(read_html(html.as_bytes()).unwrap());
        assert_eq!(read.summary.case, summary.case, "{text:?}");
        assert_eq!(html.matches("<script").count(), 1, "{text:?}");

        let schedule = Schedule::derive(&summary.terms).unwrap();
        let ics = calendar::render_ics(&summary.case, &summary.terms, &schedule, "2026-11-23T14:21:05Z", 0);
        let events = ics.lines().filter(|line| *line == "BEGIN:VEVENT").count();
        assert_eq!(events, schedule.rows.len(), "{text:?}");
    }
}
