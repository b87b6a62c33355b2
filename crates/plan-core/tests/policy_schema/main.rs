//! `docs/policy.md`, `docs/schemas/policy.json` and every pack in `policies` say what the reader of packs does.
//!
//! On the page, a comment before a block or a table says what it is:
//!
//! - `<!-- schema: policy.json -->`: a pack with every field there is, which is read;
//! - `<!-- schema: terms.json -->`: a plan that goes beyond no limit of that pack;
//! - `<!-- found -->`: a table of edits to that plan, with the limits that it then goes beyond;
//! - `<!-- fields: … -->`, `<!-- limits -->`, `<!-- days -->`: tables of fields, the field in the first column;
//! - `<!-- shown -->`: where a pack is shown;
//! - `<!-- notices -->`: what people see when a pack is not used; the last column stands on screen;
//! - `<!-- site -->`, `<!-- policy of a case -->`: how a deployment and a case name a pack.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "what does not come out fails its test, and says where"
)]

mod changes;
mod fields;
mod mutations;
mod page;

use jsonschema::Validator;
use plan_core::calendar::parse_iso_date;
use plan_core::policy::{FindingCode, MAX_ENTRIES, MAX_LANGUAGES, MAX_POLICY_TEXT_CHARS, Pack};
use plan_core::{Case, Date, MAX_PAYMENTS, MAX_TEXT_CHARS, Problem, ProblemCode, Schedule, Terms};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

const PAGE: &str = include_str!("../../../../docs/policy.md");
const SCHEMA: &str = include_str!("../../../../docs/schemas/policy.json");
const TERMS_SCHEMA: &str = include_str!("../../../../docs/schemas/terms.json");
const CASE_SCHEMA: &str = include_str!("../../../../docs/schemas/case.json");
const SITE: &str = include_str!("../../../../site.json");
const ON_SCREEN: &str = include_str!("../../../../locales/en-GB.ftl");
const ENERGY: &str = include_str!("../../../../policies/example-energy.json");
const TRADE: &str = include_str!("../../../../policies/example-trade.json");

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&parsed(SCHEMA)).unwrap_or_else(|error| panic!("{error}"))
});

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What the schema has against the value; empty where it has nothing.
fn complaints(value: &Value) -> Vec<String> {
    let told = |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    VALIDATOR.iter_errors(value).map(told).collect()
}

/// What the reader has against the value.
fn told(value: &Value) -> Vec<Problem> {
    Pack::from_json(&value.to_string()).err().unwrap_or_default()
}

/// Where reader and schema say different things of a value. What a schema cannot say is none of it: which codes are
/// currencies, how many decimals they have, the order of two days, and that `12.0` is no whole number.
fn disagreement(value: &Value) -> Option<String> {
    let problems = told(value);
    match (problems.is_empty(), VALIDATOR.is_valid(value)) {
        (true, false) => {
            let complaints = complaints(value);
            Some(format!("read, and refused by the schema: {complaints:#?}\n{value:#}"))
        }
        (false, true) => {
            let within = |problem: &&Problem| !is_beyond_a_schema(value, problem);
            let problem = problems.iter().find(within)?;
            Some(format!("accepted by the schema, and refused: {problem:?}\n{value:#}"))
        }
        _ => None,
    }
}

fn is_beyond_a_schema(value: &Value, problem: &Problem) -> bool {
    let is_whole_with_a_point = || {
        let number = pointer(&problem.path).and_then(|pointer| value.pointer(&pointer)?.as_f64());
        number.is_some_and(|number| number.fract() == 0.0)
    };
    // A schema tells `EN-gb` from `en-GB`; to a reader they are one language.
    let is_another_case_of_a_name = || {
        let (above, name) = problem.path.rsplit_once('.')?;
        let object = value.pointer(&pointer(above)?)?.as_object()?;
        Some(object.keys().filter(|key| key.eq_ignore_ascii_case(name)).count() > 1)
    };
    match problem.code {
        ProblemCode::Reversed => true,
        ProblemCode::Duplicate => is_another_case_of_a_name() == Some(true),
        ProblemCode::TooManyDecimals => problem.path.ends_with(".amount"),
        ProblemCode::NotAllowed => problem.path == "currency",
        ProblemCode::WrongType => problem.limit == "whole number" && is_whole_with_a_point(),
        ProblemCode::UnknownVersion => is_whole_with_a_point(),
        _ => false,
    }
}

/// `advice[0].web` as `/advice/0/web`.
fn pointer(path: &str) -> Option<String> {
    let steps = path.split(['.', '[']).map(|step| step.trim_end_matches(']'));
    (!path.is_empty()).then(|| steps.fold(String::new(), |whole, step| format!("{whole}/{step}")))
}

/// A comment of the page with the block or table after it.
struct Block {
    comment: &'static str,
    is_json: bool,
    text: String,
}

fn blocks() -> Vec<Block> {
    let lines: Vec<&'static str> = PAGE.lines().collect();
    let mut blocks = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(comment) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) else {
            let begins = *line == "```json" || line.starts_with("|---");
            let above = if line.starts_with('|') { 2 } else { 1 };
            let is_named = || lines[index - above].starts_with("<!-- ");
            assert!(
                !begins || is_named(),
                "line {}: no comment says what this is",
                index + 1
            );
            continue;
        };
        let rest = &lines[index + 1..];
        let is_json = rest.first() == Some(&"```json");
        let body: Vec<&str> = if is_json {
            rest[1..].iter().take_while(|line| **line != "```").copied().collect()
        } else {
            rest.iter().take_while(|line| line.starts_with('|')).copied().collect()
        };
        assert!(!body.is_empty(), "line {}: nothing after this comment", index + 1);
        let text = body.join("\n");
        blocks.push(Block { comment, is_json, text });
    }
    blocks
}

fn block(comment: &str) -> String {
    let mut found = blocks().into_iter().filter(|block| block.comment == comment);
    let one = found.next().unwrap_or_else(|| panic!("no {comment} on the page"));
    assert!(found.next().is_none(), "{comment} stands twice on the page");
    one.text
}

/// The cells of a table, without its heading and the line below it.
fn table(comment: &str) -> Vec<Vec<String>> {
    let text = block(comment);
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').strip_suffix('|').expect(comment);
        inner.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let wide = cells(text.lines().next().unwrap()).len();
    let rows: Vec<Vec<String>> = text.lines().skip(2).map(cells).collect();
    assert!(rows.iter().all(|row| row.len() == wide), "{text}");
    rows
}

/// What stands in backquotes at the beginning of a cell.
fn quoted(cell: &str) -> String {
    let rest = cell.strip_prefix('`').unwrap_or_else(|| panic!("no field: {cell}"));
    rest.split('`').next().unwrap_or_default().to_owned()
}

fn first_column(comment: &str) -> BTreeSet<String> {
    let rows = table(comment);
    let fields: BTreeSet<String> = rows.iter().map(|row| quoted(&row[0])).collect();
    assert_eq!(fields.len(), rows.len(), "{comment} has a field twice");
    fields
}

/// The pack of the page.
fn whole() -> Value {
    static WHOLE: LazyLock<Value> = LazyLock::new(|| parsed(&block("schema: policy.json")));
    WHOLE.clone()
}

/// The packs that are bent below: both examples and that of the page.
fn packs() -> [Value; 3] {
    [parsed(ENERGY), parsed(TRADE), whole()]
}

fn day(text: &str) -> Date {
    parse_iso_date(text).unwrap()
}

#[test]
fn every_pack_is_read_and_keeps_to_the_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let mut seen = BTreeSet::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect(&name);
        let pack = Pack::from_json(&text).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        assert_eq!(complaints(&parsed(&text)), [""; 0], "{name}");
        assert!(
            seen.insert((pack.id().to_owned(), pack.pack_version().to_owned())),
            "{name}: named twice"
        );
    }
    assert!(seen.len() >= 2, "{seen:?}");
    let pack = Pack::from_json(&block("schema: policy.json")).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(complaints(&whole()), [""; 0]);
    assert_eq!(pack.valid(), (day("2026-10-01"), day("2027-09-30")));
}
