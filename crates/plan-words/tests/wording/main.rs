//! The words on screen keep to the rules of `docs/wording.md`: short sentences, everyday words, nobody blamed.
//!
//! What is found is told with its line, its key and the reason. Where the words are right all the same, an entry in
//! `exceptions.rs` says why.

mod exceptions;
mod grade;
mod messages;
mod rules;
mod sentences;

use exceptions::{CAPITALS, ERRORS, EXCEPTIONS, Exception, LONG_WORDS};
use messages::Reading;
use rules::{Finding, HARDEST_MEAN, Rule, begins, check, is_error, is_graded};
use std::collections::BTreeMap;
use std::path::Path;

/// The rules are about English; a translation needs its own words, and has its translator.
const FILE: &str = "locales/en-GB.ftl";

/// Every text of the file.
fn readings() -> Result<Vec<Reading>, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(FILE);
    let source = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    messages::read(&source).map_err(|problem| format!("{FILE}:{problem}"))
}

fn is_excepted(finding: &Finding, exceptions: &[Exception]) -> bool {
    exceptions
        .iter()
        .any(|exception| exception.rule == finding.rule && exception.key == finding.key)
}

/// Whether a message is part of the signed document, or read out and then part of it.
fn is_document(key: &str) -> bool {
    begins(key, "doc") || begins(key, "call")
}

#[test]
fn every_message_keeps_to_the_rules() {
    let findings = check(&readings().expect("the file is read"));
    let broken: Vec<String> = findings
        .iter()
        .filter(|finding| !is_excepted(finding, EXCEPTIONS))
        .map(|finding| format!("{FILE}:{}: {}: {}", finding.line, finding.key, finding.reason))
        .collect();
    assert!(
        broken.is_empty(),
        "{} texts break a rule of docs/wording.md:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

#[test]
fn the_screens_and_the_document_can_be_read_at_eleven() {
    let readings = readings().expect("the file is read");
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for reading in readings.iter().filter(|reading| is_graded(&reading.text)) {
        let all = if is_document(&reading.key) {
            "the document and the call"
        } else {
            "all screens"
        };
        for group in [all, &reading.section] {
            groups.entry(group).or_default().push(&reading.text);
        }
    }
    for whole in ["all screens", "the document and the call"] {
        let texts = groups.get(whole).map_or(0, Vec::len);
        assert!(
            texts > 50,
            "{whole}: only {texts} texts, so this looks in the wrong place"
        );
    }
    let means = groups
        .iter()
        .map(|(group, texts)| (group, texts.len(), grade::mean(texts.iter().copied())));
    let mut hard = Vec::new();
    for (group, texts, mean) in means {
        let mean = mean.unwrap_or(i64::MAX);
        println!("grade {}: {group}, {texts} texts", grade::shown(mean));
        if mean > HARDEST_MEAN {
            hard.push(format!("{group}: grade {}", grade::shown(mean)));
        }
    }
    let most = grade::shown(HARDEST_MEAN);
    assert!(hard.is_empty(), "above grade {most} on average: {}", hard.join(", "));
}

#[test]
fn every_exception_is_needed_and_says_why() {
    let readings = readings().expect("the file is read");
    let findings = check(&readings);
    let mut idle = Vec::new();
    for exception in EXCEPTIONS {
        let needed = findings
            .iter()
            .any(|finding| is_excepted(finding, std::slice::from_ref(exception)));
        if !needed || exception.reason.is_empty() {
            idle.push(format!("{:?} {}", exception.rule, exception.key));
        }
    }
    for (prefix, reason) in ERRORS {
        if reason.is_empty() || !readings.iter().any(|reading| begins(&reading.key, prefix)) {
            idle.push(format!("errors {prefix}"));
        }
    }
    for (word, reason) in CAPITALS {
        if reason.is_empty() || !readings.iter().any(|reading| reading.text.contains(word)) {
            idle.push(format!("capitals {word}"));
        }
    }
    for (word, reason) in LONG_WORDS {
        let in_text = |reading: &Reading| reading.text.to_lowercase().contains(word);
        if reason.is_empty() || !readings.iter().any(in_text) {
            idle.push(format!("long word {word}"));
        }
    }
    assert!(
        idle.is_empty(),
        "entries of tests/wording/exceptions.rs that nothing needs, or without a reason: {}",
        idle.join(", ")
    );
}

/// The ends of keys that only an error has.
const ENDS_OF_ERRORS: [&str; 6] = ["not", "missing", "empty", "damaged", "large", "unreadable"];

#[test]
fn an_error_by_its_name_is_on_the_list_of_errors() {
    let readings = readings().expect("the file is read");
    let named = |key: &str| key.rsplit('-').next().is_some_and(|end| ENDS_OF_ERRORS.contains(&end));
    let keys: Vec<&str> = readings.iter().map(|reading| reading.key.as_str()).collect();
    let (listed, missing): (Vec<&str>, Vec<&str>) =
        keys.into_iter().filter(|key| named(key)).partition(|key| is_error(key));
    assert!(
        !listed.is_empty(),
        "no error has such a name: this looks in the wrong place"
    );
    assert!(
        missing.is_empty(),
        "not in ERRORS of tests/wording/exceptions.rs: {}",
        missing.join(", ")
    );
}

/// The rules that a small file breaks.
fn broken(source: &str) -> Result<Vec<Rule>, String> {
    let findings = check(&messages::read(source)?);
    Ok(findings.into_iter().map(|finding| finding.rule).collect())
}

#[test]
fn what_breaks_a_rule_is_found() {
    let twenty_one = "x = a a a a a a a a a a a a a a a a a a a a { $a }.\n";
    for (source, rule) in [
        (twenty_one, Rule::Length),
        ("typed-x = Please type it again.\n", Rule::ErrorWords),
        ("failed-x = It failed.\n", Rule::ErrorWords),
        ("problem = That is invalid.\n", Rule::ErrorWords),
        ("x = You simply press it.\n", Rule::Tone),
        ("x = Unfortunately not.\n", Rule::Tone),
        ("x = Read it NOW and then.\n", Rule::Capitals),
        ("x = Read THIS.\n", Rule::Capitals),
        ("x = Done!\n", Rule::ExclamationMark),
        ("x = You & me\n", Rule::Ampersand),
        ("x = Two days left.\n", Rule::Hurry),
        ("x = Your last chance.\n", Rule::Hurry),
        ("x = You have failed to pay.\n", Rule::Blame),
        ("x = You must pay on { $day }.\n", Rule::Blame),
        ("x = As you promised.\n", Rule::Blame),
        ("x = The company refuses this.\n", Rule::Blame),
        ("x = The bailiffs may come.\n", Rule::Threat),
        ("x = It can go to court.\n", Rule::Threat),
        ("x = Your ceiling is { $amount }.\n", Rule::Jargon),
        ("x = Make a token payment.\n", Rule::Jargon),
        ("x = It is in arrears.\n", Rule::Jargon),
        ("x = We re-amortise it.\n", Rule::Jargon),
        ("x = It is off the table.\n", Rule::Idiom),
        ("x = The agent’s name.\n", Rule::TheAgent),
        (
            "x = Notwithstanding any subsequent reconsideration, every contractual obligation continues.\n",
            Rule::Grade,
        ),
        ("x = Reconciliation\n", Rule::LongWord),
        // In an attribute, in one variant of many, and in what another message puts there.
        ("x = a\n    .label = Done!\n", Rule::ExclamationMark),
        ("x = { $n ->\n    [one] a\n   *[other] b & c\n}\n", Rule::Ampersand),
        ("typed-x = It is { x }.\nx = invalid\n", Rule::ErrorWords),
    ] {
        let found = broken(source).expect("the example is Fluent");
        assert!(found.contains(&rule), "{rule:?} is not found, only {found:?}: {source}");
    }
}

#[test]
fn what_keeps_to_the_rules_is_left_alone() {
    for source in [
        "x = a a a a a a a a a a a a a a a a a a a { $a-b-c }. a a a.\n",
        // Not errors.
        "prompt = I am sorry to hear that.\n",
        "type-x = What should happen?\n",
        // Names of values are not shown.
        "x = { $refused } of { $PRIVATE-X }\n",
        // Within other words.
        "x = A courtesy of the mustard.\n",
        "x = The person is private. The agents are here.\n",
        // A value parts a phrase.
        "x = The { $what } agent.\n",
        "x = Save the PDF. I have a mark: SHARE THIS.\n",
        "x = Talk to a free adviser. It can affect how long the company has to go to court.\n",
        "x = { $a } × { $b }, 2 to 1, 85.50\n",
    ] {
        assert_eq!(broken(source), Ok(vec![]), "{source}");
    }
}

#[test]
fn a_finding_says_where() {
    let readings = messages::read("# Note\n\nx = { $n ->\n    [one] Fine.\n   *[other] Please!\n}\n");
    let findings = check(&readings.unwrap_or_else(|problem| panic!("{problem}")));
    let places: Vec<_> = findings
        .iter()
        .map(|finding| (finding.key.as_str(), finding.line))
        .collect();
    assert_eq!(places, [("x", 5)]);
    let finding = &findings[0];
    let exception = |rule, key| [Exception { rule, key, reason: "" }];
    assert!(is_excepted(finding, &exception(Rule::ExclamationMark, "x")));
    assert!(!is_excepted(finding, &exception(Rule::ExclamationMark, "y")));
    assert!(!is_excepted(finding, &exception(Rule::Blame, "x")));
}
