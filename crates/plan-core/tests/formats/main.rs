//! `docs/formats.md` and `docs/schemas` say what the program does.
//!
//! On the page, a comment before a block names its schema; what is asked is put to the engine, and the block with the
//! answer is compared with what comes out:
//!
//! - `<!-- schema: terms.json -->`: an input, which is accepted; with `, refused` one that is not;
//! - `<!-- schema: schedule.json -->`: the answer to the input before it; with `, in part` the fields that it shows;
//! - `<!-- rows -->`: a table of the rows of the answer; an empty cell is a field that is not there;
//! - `<!-- canonical -->`: the canonical bytes of the terms before it, without the line breaks.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "what does not come out fails its test, and says where"
)]

mod fields;
mod laws;
mod refusals;

use jsonschema::Validator;
use plan_core::replan::replan_json;
use plan_core::{Case, NoteCode, Problem, ProblemCode, Schedule, Terms, requests};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const PAGE: &str = include_str!("../../../../docs/formats.md");

macro_rules! schemas {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../../docs/schemas/", $name)))),+]
    };
}

const SCHEMAS: [(&str, &str); 14] = schemas![
    "terms.json",
    "schedule.json",
    "case.json",
    "problems.json",
    "dates-request.json",
    "dates-answer.json",
    "share-request.json",
    "share-answer.json",
    "interest-request.json",
    "interest-answer.json",
    "apr-request.json",
    "apr-answer.json",
    "replan-request.json",
    "replan-answer.json",
];

static VALIDATORS: LazyLock<BTreeMap<&str, Validator>> = LazyLock::new(|| {
    let made = |name| {
        let options = jsonschema::options().should_validate_formats(true);
        options
            .build(&schema(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    SCHEMAS.iter().map(|(name, _)| (*name, made(name))).collect()
});

fn schema(name: &str) -> Value {
    let found = SCHEMAS.iter().find(|(known, _)| *known == name);
    let (_, text) = found.unwrap_or_else(|| panic!("no schema {name}"));
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What the schema has against the value; empty where it has nothing.
fn complaints(name: &str, value: &Value) -> Vec<String> {
    let validator = VALIDATORS.get(name).unwrap_or_else(|| panic!("no schema {name}"));
    let told = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    validator.iter_errors(value).map(told).collect()
}

// --- the program

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Puts an input to the engine, as the command line does; each schema of an input has its command.
fn answer(schema: &str, input: &Value, debt_rows: bool) -> Result<Value, Vec<Problem>> {
    let text = input.to_string();
    let answer = match schema {
        "terms.json" => Terms::from_json(&text).and_then(|terms| {
            let schedule = Schedule::derive(&terms)?;
            Ok(match debt_rows {
                true => schedule.to_json_with_debt_rows(&terms),
                false => schedule.to_json(),
            })
        }),
        "case.json" => Case::from_json(&text).map(|case| case.to_json()),
        "dates-request.json" => requests::dates(&text),
        "share-request.json" => requests::share(&text),
        "interest-request.json" => requests::interest(&text),
        "apr-request.json" => requests::apr(&text),
        "replan-request.json" => replan_json(&text),
        other => panic!("{other} is the schema of no input"),
    };
    answer.map(|answer| parsed(&answer))
}

fn problems(told: &[Problem]) -> Value {
    json!({ "problems": told })
}

/// The schema of the answer to an input with this one.
fn answer_schema(input: &str) -> &str {
    match input {
        "terms.json" => "schedule.json",
        "case.json" => "case.json",
        "dates-request.json" => "dates-answer.json",
        "share-request.json" => "share-answer.json",
        "interest-request.json" => "interest-answer.json",
        "apr-request.json" => "apr-answer.json",
        "replan-request.json" => "replan-answer.json",
        other => panic!("{other} is the schema of no input"),
    }
}

// --- the page

/// A comment of the page with the block or table after it.
struct Block {
    line: usize,
    comment: &'static str,
    text: String,
}

fn blocks() -> Vec<Block> {
    let lines: Vec<&'static str> = PAGE.lines().collect();
    let mut blocks = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(comment) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) else {
            assert!(
                *line != "```json" || lines[index - 1].starts_with("<!-- "),
                "line {}: no comment names the schema of this block",
                index + 1
            );
            continue;
        };
        let rest = &lines[index + 1..];
        let body: Vec<&str> = match rest.first() {
            Some(&"```json") => rest[1..].iter().take_while(|line| **line != "```").copied().collect(),
            _ => rest.iter().take_while(|line| line.starts_with('|')).copied().collect(),
        };
        assert!(!body.is_empty(), "line {}: nothing after this comment", index + 1);
        blocks.push(Block {
            line: index + 2,
            comment,
            text: body.join("\n"),
        });
    }
    blocks
}

/// The cells of a table, without its heading and the line below it.
fn table(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = text.lines();
    let head = cells(lines.next().unwrap());
    let rows: Vec<Vec<String>> = lines.skip(1).map(cells).collect();
    assert!(rows.iter().all(|row| row.len() == head.len()), "{text}");
    (head, rows)
}

/// Whether `shown` says nothing that `whole` does not; lists have the same length.
fn is_part(shown: &Value, whole: &Value) -> bool {
    match (shown, whole) {
        (Value::Object(shown), Value::Object(whole)) => shown
            .iter()
            .all(|(key, value)| whole.get(key).is_some_and(|other| is_part(value, other))),
        (Value::Array(shown), Value::Array(whole)) => {
            shown.len() == whole.len() && shown.iter().zip(whole).all(|(one, other)| is_part(one, other))
        }
        _ => shown == whole,
    }
}

/// Compares a table with the rows that came out.
fn check_rows(text: &str, answer: &Value, at: &str) {
    let rows = answer.get("schedule").unwrap_or(answer)["rows"].as_array().expect(at);
    let (head, shown) = table(text);
    let cell = |row: &Value, field: &String| match row.get(field) {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let found: Vec<Vec<String>> = rows
        .iter()
        .map(|row| head.iter().map(|field| cell(row, field)).collect())
        .collect();
    assert_eq!(found, shown, "{at}");
}

#[test]
fn every_example_of_the_page_comes_out() {
    let mut last: Option<(&str, Value)> = None;
    let mut compared = 0;
    for Block { line, comment, text } in blocks() {
        let at = format!("docs/formats.md, line {line}");
        let input = || last.as_ref().expect(&at);
        let Some(named) = comment.strip_prefix("schema: ") else {
            match comment {
                "rows" => {
                    let (schema, input) = input();
                    check_rows(&text, &answer(schema, input, false).expect(&at), &at);
                }
                "canonical" => {
                    let terms = Terms::from_json(&input().1.to_string()).expect(&at);
                    assert_eq!(terms.to_json(), text.replace('\n', ""), "{at}");
                }
                "problem codes" | "note codes" => continue,
                other => panic!("{at}: {other} is unknown"),
            }
            compared += 1;
            continue;
        };
        let mut words = named.split(", ");
        let name = words.next().unwrap_or_default();
        let flags: BTreeSet<&str> = words.collect();
        let value = parsed(&text);
        let is_answer = matches!(name, "schedule.json" | "problems.json") || name.ends_with("-answer.json");
        if is_answer {
            let (asked, input) = input();
            let found = answer(asked, input, flags.contains("--per-debt-rows"));
            let (found, schema) = match &found {
                Ok(found) => (found.clone(), answer_schema(asked)),
                Err(told) => (problems(told), "problems.json"),
            };
            assert_eq!(schema, name, "{at}");
            assert_eq!(complaints(name, &found), [""; 0], "{at}");
            if flags.contains("in part") {
                assert!(is_part(&value, &found), "{at}: {found:#}");
            } else {
                assert_eq!(value, found, "{at}");
            }
            compared += 1;
        } else {
            if flags.contains("refused") {
                assert!(answer(name, &value, false).is_err(), "{at} is accepted");
            } else {
                assert_eq!(complaints(name, &value), [""; 0], "{at}");
                let found = answer(name, &value, true).unwrap_or_else(|told| panic!("{at}: {told:#?}"));
                assert_eq!(complaints(answer_schema(name), &found), [""; 0], "{at}");
            }
            last = Some((name, value));
        }
    }
    assert!(compared >= 24, "{compared}");
}

#[test]
fn the_page_shows_each_schema_and_keeps_to_its_width() {
    for (name, _) in SCHEMAS {
        assert!(PAGE.contains(&format!("(schemas/{name})")), "{name} is not linked");
    }
    for (index, line) in PAGE.lines().enumerate() {
        assert!(line.chars().count() <= 120, "line {} is too long", index + 1);
    }
}

/// The links of the page lead to its headings.
#[test]
fn the_links_of_the_page_lead_somewhere() {
    let anchor = |line: &str| -> String {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title
            .chars()
            .filter(|one| one.is_alphanumeric() || *one == ' ' || *one == '-');
        kept.map(|one| if one == ' ' { '-' } else { one }).collect()
    };
    let headings = PAGE.lines().filter(|line| line.starts_with('#'));
    let mut anchors = BTreeSet::new();
    for heading in headings {
        assert!(anchors.insert(anchor(heading)), "two headings are called {heading}");
    }
    for link in PAGE.split("](#").skip(1) {
        let target = link.split(')').next().unwrap_or_default();
        assert!(anchors.contains(target), "#{target}");
    }
}

// --- tables of codes

fn code_table(comment: &str) -> Vec<Vec<String>> {
    let found = blocks()
        .into_iter()
        .find(|block| block.comment == comment)
        .expect(comment);
    table(&found.text).1
}

#[test]
fn the_table_of_problems_has_every_code_with_its_remedy() {
    let shown: Vec<(String, String)> = code_table("problem codes")
        .into_iter()
        .map(|row| (row[0].clone(), row[2].clone()))
        .collect();
    let known: Vec<(String, String)> = ProblemCode::ALL
        .iter()
        .map(|code| (format!("`{}`", code.as_str()), Problem::new(*code, "", "").remedy()))
        .collect();
    assert_eq!(shown, known);
}

#[test]
fn the_table_of_notes_has_every_code() {
    let shown: Vec<String> = code_table("note codes").into_iter().map(|row| row[0].clone()).collect();
    let known: Vec<String> = NoteCode::ALL
        .iter()
        .map(|code| format!("`{}`", code.as_str()))
        .collect();
    assert_eq!(shown, known);
}
