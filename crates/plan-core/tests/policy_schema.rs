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

const PAGE: &str = include_str!("../../../docs/policy.md");
const SCHEMA: &str = include_str!("../../../docs/schemas/policy.json");
const TERMS_SCHEMA: &str = include_str!("../../../docs/schemas/terms.json");
const CASE_SCHEMA: &str = include_str!("../../../docs/schemas/case.json");
const SITE: &str = include_str!("../../../site.json");
const ON_SCREEN: &str = include_str!("../../../locales/en-GB.ftl");
const ENERGY: &str = include_str!("../../../policies/example-energy.json");
const TRADE: &str = include_str!("../../../policies/example-trade.json");

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
    match problem.code {
        ProblemCode::Reversed => true,
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

// --- the page

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

// --- fields

/// An object of a pack: where it is in the pack of the page, its part of the schema, and its fields on the page.
struct Place {
    path: String,
    part: &'static str,
    on_page: BTreeSet<String>,
}

/// The rules of a table of the page, which has the rule's own field in its second column.
fn rules_of(comment: &str, inside: &str, part: impl Fn(&str) -> &'static str) -> Vec<Place> {
    let shared = first_column("fields: rule");
    let place = |row: Vec<String>| {
        let (name, own) = (quoted(&row[0]), quoted(&row[1]));
        let part = part(&name);
        let on_page = shared.iter().cloned().chain([own]).collect();
        Place {
            path: format!("{inside}.{name}"),
            part,
            on_page,
        }
    };
    table(comment).into_iter().map(place).collect()
}

fn places() -> Vec<Place> {
    let place = |path: &str, part, table: &str| Place {
        path: path.to_owned(),
        part,
        on_page: first_column(table),
    };
    let text: BTreeSet<String> = first_column("fields: text")
        .union(&first_column("fields: rule"))
        .cloned()
        .collect();
    let told = |path: &str| Place {
        path: path.to_owned(),
        part: "text_rule",
        on_page: text.clone(),
    };
    let mut places = vec![
        place("", "pack", "fields: pack"),
        place("limits", "limits", "limits"),
        place("limits.frequencies.every[4]", "every/anyOf/1", "fields: rhythm"),
        place("days", "days", "days"),
        place("advice[0]", "adviser", "fields: adviser"),
        told("consequences[0]"),
        told("credit_file"),
    ];
    places.extend(rules_of("limits", "limits", |name| match name {
        "smallest_monthly" => "amount_rule",
        "longest_months" | "break_months" | "lower_months" => "months_rule",
        "first_within_days" => "first_days_rule",
        "frequencies" => "every_rule",
        "reduction" => "percent_rule",
        other => panic!("{other} is no limit"),
    }));
    places.extend(rules_of("days", "days", |_| "days_rule"));
    places
}

fn object<'v>(value: &'v mut Value, path: &str) -> &'v mut Map<String, Value> {
    let found = value.pointer_mut(&pointer(path).unwrap_or_default());
    found
        .and_then(Value::as_object_mut)
        .unwrap_or_else(|| panic!("no object at {path}"))
}

/// The fields that the reader knows in the object at `path`: what it says when it finds another.
fn known_fields(path: &str) -> BTreeSet<String> {
    let mut asked = whole();
    object(&mut asked, path).insert("no-such-field".to_owned(), json!(1));
    let told = told(&asked);
    let unknown = told
        .iter()
        .find(|one| one.code == ProblemCode::UnknownField)
        .expect(path);
    assert!(
        !complaints(&asked).is_empty(),
        "the schema knows no-such-field in {path}"
    );
    unknown.limit.split(", ").map(str::to_owned).collect()
}

#[test]
fn reader_schema_and_page_know_the_same_fields() {
    let schema = parsed(SCHEMA);
    for Place { path, part, on_page } in places() {
        let properties = schema
            .pointer(&format!("/$defs/{part}/properties"))
            .and_then(Value::as_object);
        let in_schema: BTreeSet<String> = properties.expect(part).keys().cloned().collect();
        let known = known_fields(&path);
        assert_eq!(in_schema, known, "{path} in the schema");
        assert_eq!(on_page, known, "{path} on the page");
    }
}

/// The words of a closed list, as the reader names them when it finds another.
#[test]
fn reader_schema_and_page_know_the_same_words() {
    let schema = parsed(SCHEMA);
    for (path, part) in [
        ("applies_to[0]", "pack/properties/applies_to/items"),
        ("limits.frequencies.every[0]", "every/anyOf/0"),
    ] {
        let told = told(&edited(whole(), &format!("{path} = \"no-such-word\"")));
        let known: Vec<Value> = told[0].limit.split(", ").map(|word| json!(word)).collect();
        let in_schema = schema.pointer(&format!("/$defs/{part}/enum"));
        assert_eq!(in_schema, Some(&json!(known)), "{path}");
        for word in known.iter().filter_map(Value::as_str) {
            let is_named = PAGE.contains(&format!("`{word}`")) || PAGE.contains(&format!("`\"{word}\"`"));
            assert!(is_named, "the page does not name {word}");
        }
    }
}

/// No object of the schema was forgotten in the test above, and the rules refer to the parts that it names.
#[test]
fn every_object_of_the_schema_is_a_place_of_the_pack() {
    let mut parts: BTreeSet<&str> = places().iter().map(|place| place.part).collect();
    parts.insert("words");
    let schema = parsed(SCHEMA);
    let mut found = BTreeSet::new();
    for (name, part) in schema["$defs"].as_object().unwrap() {
        if part["type"] == json!("object") {
            found.insert(name.as_str());
        }
        each_object(part, &mut |map| {
            if map.get("type") == Some(&json!("object")) {
                assert_eq!(map.get("additionalProperties"), Some(&json!(false)), "{name}: {map:?}");
            }
        });
    }
    found.insert("every/anyOf/1");
    assert_eq!(found, parts);
    for Place { path, part, .. } in places() {
        let Some((above @ ("limits" | "days"), name)) = path.split_once('.').filter(|(_, name)| !name.contains('.'))
        else {
            continue;
        };
        let reference = &schema["$defs"][above]["properties"][name]["anyOf"][0]["$ref"];
        assert_eq!(*reference, json!(format!("#/$defs/{part}")), "{path}");
    }
}

/// Calls `each` with every object inside.
fn each_object(value: &Value, each: &mut impl FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            each(map);
            map.values().for_each(|inner| each_object(inner, each));
        }
        Value::Array(list) => list.iter().for_each(|inner| each_object(inner, each)),
        _ => {}
    }
}

/// Each file stands alone, so parts stand in several; they are the same in all.
#[test]
fn parts_that_other_schemas_have_are_the_same_there() {
    let (schema, terms, case) = (parsed(SCHEMA), parsed(TERMS_SCHEMA), parsed(CASE_SCHEMA));
    assert_eq!(schema["$schema"], terms["$schema"]);
    let mut shared = 0;
    for (name, part) in schema["$defs"].as_object().unwrap() {
        for other in [&terms, &case] {
            if let Some(same) = other["$defs"].get(name) {
                assert_eq!(part, same, "{name}");
                shared += 1;
            }
        }
    }
    assert!(shared >= 10, "{shared}");
}

#[test]
fn the_pack_of_the_page_has_every_field() {
    let mut pack = whole();
    for Place { path, on_page, .. } in places() {
        let fields: BTreeSet<String> = object(&mut pack, &path).keys().cloned().collect();
        if path == "limits.frequencies.every[4]" {
            assert_eq!(fields.len(), 1);
            continue;
        }
        assert_eq!(fields, on_page, "{path}");
    }
}

/// A field that the schema requires is required by the reader; each of the others may be left out, and may be `null`.
/// The page says the same.
#[test]
fn the_same_fields_are_required_by_all() {
    let schema = parsed(SCHEMA);
    let mut optional_on_page = BTreeSet::new();
    for comment in ["fields: pack", "fields: rule", "fields: text", "fields: adviser"] {
        let optional = table(comment).into_iter().filter(|row| row[2] != "required");
        optional_on_page.extend(optional.map(|row| (comment, quoted(&row[0]))));
    }
    for Place { path, part, on_page } in places() {
        if part == "every/anyOf/1" {
            continue;
        }
        let required = schema["$defs"][part]["required"].as_array().expect(part);
        for field in on_page {
            let (mut without, mut nothing) = (whole(), whole());
            object(&mut without, &path).remove(&field);
            object(&mut nothing, &path).insert(field.clone(), Value::Null);
            let is_required = required.contains(&json!(field));
            for value in [without, nothing] {
                assert_eq!(!told(&value).is_empty(), is_required, "{path} {field} by the reader");
                assert_eq!(
                    !complaints(&value).is_empty(),
                    is_required,
                    "{path} {field} by the schema"
                );
            }
            let comment = match part {
                "pack" => "fields: pack",
                "adviser" => "fields: adviser",
                "text_rule" if field == "text" => "fields: text",
                _ => "fields: rule",
            };
            let on_page = !optional_on_page.contains(&(comment, field.clone()));
            // Limits and days have no column for it: all of them may be left out.
            assert_eq!(
                on_page && !matches!(part, "limits" | "days"),
                is_required,
                "{path} {field} on the page"
            );
        }
    }
}

// --- changes that both refuse, and values that both take

/// Takes a field away (`- path`), or sets one (`path = value`); several edits stand between `&`.
fn edited(mut value: Value, edits: &str) -> Value {
    for edit in edits.split(" & ").filter(|edit| !edit.is_empty()) {
        if let Some(path) = edit.strip_prefix("- ") {
            let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
            assert!(object(&mut value, parent).remove(key).is_some(), "no {path}");
            continue;
        }
        let (path, to) = edit.split_once(" = ").unwrap_or_else(|| panic!("{edit}"));
        let to = parsed(to);
        let steps = pointer(path).unwrap();
        if let Some(place) = value.pointer_mut(&steps) {
            *place = to;
            continue;
        }
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        object(&mut value, parent).insert(key.to_owned(), to);
    }
    value
}

#[test]
fn reader_and_schema_refuse_the_same_changes() {
    const CHANGES: &[(&str, &str)] = &[
        // Missing.
        ("- version", "missing version"),
        ("- id", "missing id"),
        ("- pack_version", "missing pack_version"),
        ("- title", "missing title"),
        ("- applies_to", "missing applies_to"),
        ("- currency", "missing currency"),
        ("- valid_from", "missing valid_from"),
        ("- valid_until", "missing valid_until"),
        ("- advice", "missing advice"),
        ("advice = []", "missing advice[0]"),
        ("advice = null", "missing advice"),
        ("applies_to = []", "missing applies_to[0]"),
        ("title = {}", "missing title.en-GB"),
        (r#"title = {"en-GB":"  "}"#, "missing title.en-GB"),
        (r#"id = """#, "missing id"),
        (r#"company = "\u2003""#, "missing company"),
        (r#"company = "\u00a0\u3000 ""#, "missing company"),
        ("- limits.longest_months.months", "missing limits.longest_months.months"),
        ("- limits.reduction.reason", "missing limits.reduction.reason"),
        ("- limits.frequencies.source", "missing limits.frequencies.source"),
        ("- limits.lower_months.dated", "missing limits.lower_months.dated"),
        (r#"limits.reduction.source = " ""#, "missing limits.reduction.source"),
        ("limits.frequencies.every = []", "missing limits.frequencies.every[0]"),
        ("- days.review.days", "missing days.review.days"),
        ("- days.reply_by.source", "missing days.reply_by.source"),
        ("days.change_your_mind = {}", "missing days.change_your_mind.days"),
        ("- advice[0].name", "missing advice[0].name"),
        ("- advice[0].source", "missing advice[0].source"),
        ("- advice[0].dated", "missing advice[0].dated"),
        ("- advice[0].phone & - advice[0].web", "missing advice[0].phone"),
        (
            "advice[0].phone = null & advice[0].web = null",
            "missing advice[0].phone",
        ),
        ("advice[0].note = {}", "missing advice[0].note.en-GB"),
        ("consequences[0] = {}", "missing consequences[0].text"),
        ("- consequences[0].reason", "missing consequences[0].reason"),
        ("- credit_file.dated", "missing credit_file.dated"),
        // Another type.
        ("version = \"1\"", "unknown_version version"),
        ("id = 7", "wrong_type id"),
        ("pack_version = 2026", "wrong_type pack_version"),
        ("title = \"Rules\"", "wrong_type title"),
        ("title = [\"Rules\"]", "wrong_type title"),
        ("title = {\"en-GB\":null}", "wrong_type title.en-GB"),
        ("title = {\"en-GB\":1}", "wrong_type title.en-GB"),
        ("company = {}", "wrong_type company"),
        ("applies_to = \"consumer\"", "wrong_type applies_to"),
        ("applies_to = [null]", "wrong_type applies_to[0]"),
        ("currency = 826", "wrong_type currency"),
        ("valid_from = 20261001", "wrong_type valid_from"),
        ("limits = []", "wrong_type limits"),
        ("limits.longest_months = 24", "wrong_type limits.longest_months"),
        (
            "limits.longest_months.months = \"24\"",
            "wrong_type limits.longest_months.months",
        ),
        (
            "limits.longest_months.months = 1.5",
            "wrong_type limits.longest_months.months",
        ),
        (
            "limits.smallest_monthly.amount = 5",
            "wrong_type limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.source = {}",
            "wrong_type limits.smallest_monthly.source",
        ),
        (
            "limits.frequencies.every = \"monthly\"",
            "wrong_type limits.frequencies.every",
        ),
        (
            "limits.frequencies.every[0] = 7",
            "wrong_type limits.frequencies.every[0]",
        ),
        (
            "limits.frequencies.every[0] = null",
            "wrong_type limits.frequencies.every[0]",
        ),
        ("limits.reduction.percent = 10", "wrong_type limits.reduction.percent"),
        ("days = 14", "wrong_type days"),
        ("days.reply_by = \"14\"", "wrong_type days.reply_by"),
        ("days.reply_by.days = true", "wrong_type days.reply_by.days"),
        ("advice = {}", "wrong_type advice"),
        ("advice[0] = \"somebody\"", "wrong_type advice[0]"),
        ("advice[0].phone = 8081570100", "wrong_type advice[0].phone"),
        ("advice[0].web = []", "wrong_type advice[0].web"),
        ("advice[0].note = \"x\"", "wrong_type advice[0].note"),
        ("consequences = {}", "wrong_type consequences"),
        ("consequences[0] = null", "wrong_type consequences[0]"),
        ("consequences[0].text = \"x\"", "wrong_type consequences[0].text"),
        ("credit_file = []", "wrong_type credit_file"),
        ("credit_file = \"x\"", "wrong_type credit_file"),
        // Unknown.
        ("limit = {}", "unknown_field limit"),
        ("limits.smallest = null", "unknown_field limits.smallest"),
        (
            "limits.longest_months.month = 1",
            "unknown_field limits.longest_months.month",
        ),
        (
            "limits.frequencies.every[4] = {\"months\":2,\"weeks\":8}",
            "unknown_field limits.frequencies.every[4].weeks",
        ),
        ("days.replyby = {}", "unknown_field days.replyby"),
        ("days.review.text = {}", "unknown_field days.review.text"),
        ("advice[0].tel = \"1\"", "unknown_field advice[0].tel"),
        ("consequences[0].days = 1", "unknown_field consequences[0].days"),
        ("credit_file.note = {}", "unknown_field credit_file.note"),
        // Out of range, or not of the form.
        ("version = 0", "unknown_version version"),
        ("version = 2", "unknown_version version"),
        ("id = \"a\\u0007b\"", "control_characters id"),
        ("pack_version = \"a\\nb\"", "control_characters pack_version"),
        (
            "credit_file.source = \"a\\u0085b\"",
            "control_characters credit_file.source",
        ),
        ("title = {\"en_GB\":\"x\"}", "not_allowed title.en_GB"),
        ("title = {\"\":\"x\"}", "not_allowed title."),
        ("title = {\"en-\":\"x\"}", "not_allowed title.en-"),
        ("title = {\"abcdefghi\":\"x\"}", "not_allowed title.abcdefghi"),
        (
            "title = {\"abcdefgh-abcdefgh-abc\":\"x\"}",
            "not_allowed title.abcdefgh-abcdefgh-ab",
        ),
        ("title = {\"é\":\"x\"}", "not_allowed title.é"),
        ("applies_to = [\"person\"]", "not_allowed applies_to[0]"),
        ("applies_to = [\"Consumer\"]", "not_allowed applies_to[0]"),
        ("applies_to = [\"consumer\",\"consumer\"]", "duplicate applies_to[1]"),
        (
            "applies_to = [\"consumer\",\"company\",\"sole_trader\",\"company\"]",
            "too_many applies_to",
        ),
        ("currency = \"gbp\"", "not_allowed currency"),
        ("currency = \"POUND\"", "not_allowed currency"),
        ("valid_from = \"2026-02-30\"", "not_a_date valid_from"),
        ("valid_from = \"1 October 2026\"", "not_a_date valid_from"),
        ("valid_from = \"1969-12-31\"", "not_a_date valid_from"),
        ("valid_until = \"2201-01-01\"", "not_a_date valid_until"),
        (
            "limits.reduction.dated = \"2026-9-14\"",
            "not_a_date limits.reduction.dated",
        ),
        (
            "limits.smallest_monthly.amount = \"0.00\"",
            "zero limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.amount = \"-5\"",
            "negative limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.amount = \"£5\"",
            "not_a_number limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.amount = \"5.\"",
            "not_a_number limits.smallest_monthly.amount",
        ),
        (
            "limits.smallest_monthly.amount = \"1000000000000\"",
            "too_large limits.smallest_monthly.amount",
        ),
        (
            "limits.longest_months.months = 0",
            "too_small limits.longest_months.months",
        ),
        (
            "limits.longest_months.months = -1",
            "too_small limits.longest_months.months",
        ),
        (
            "limits.longest_months.months = 1201",
            "too_large limits.longest_months.months",
        ),
        ("limits.break_months.months = 0", "too_small limits.break_months.months"),
        (
            "limits.break_months.months = 1201",
            "too_large limits.break_months.months",
        ),
        ("limits.lower_months.months = 0", "too_small limits.lower_months.months"),
        (
            "limits.lower_months.months = 1201",
            "too_large limits.lower_months.months",
        ),
        (
            "limits.first_within_days.days = -1",
            "too_small limits.first_within_days.days",
        ),
        (
            "limits.first_within_days.days = 3651",
            "too_large limits.first_within_days.days",
        ),
        (
            "limits.frequencies.every[0] = \"daily\"",
            "not_allowed limits.frequencies.every[0]",
        ),
        (
            "limits.frequencies.every[4] = {}",
            "exactly_one limits.frequencies.every[4]",
        ),
        (
            "limits.frequencies.every[4] = {\"months\":1,\"days\":1}",
            "exactly_one limits.frequencies.every[4]",
        ),
        (
            "limits.frequencies.every[4] = {\"months\":13}",
            "too_large limits.frequencies.every[4].months",
        ),
        (
            "limits.frequencies.every[4] = {\"days\":367}",
            "too_large limits.frequencies.every[4].days",
        ),
        (
            "limits.frequencies.every[4] = {\"twice_monthly\":[1]}",
            "too_small limits.frequencies.every[4].twice_monthly",
        ),
        (
            "limits.frequencies.every[4] = {\"twice_monthly\":[1,2,3]}",
            "too_many limits.frequencies.every[4].twice_monthly",
        ),
        (
            "limits.frequencies.every[4] = {\"twice_monthly\":[1,32]}",
            "too_large limits.frequencies.every[4].twice_monthly[1]",
        ),
        (
            "limits.reduction.percent = \"100.0001\"",
            "too_large limits.reduction.percent",
        ),
        (
            "limits.reduction.percent = \"101\"",
            "too_large limits.reduction.percent",
        ),
        ("limits.reduction.percent = \"-1\"", "negative limits.reduction.percent"),
        (
            "limits.reduction.percent = \"10 %\"",
            "not_a_number limits.reduction.percent",
        ),
        (
            "limits.reduction.percent = \"0.00001\"",
            "too_many_decimals limits.reduction.percent",
        ),
        ("days.reply_by.days = 0", "too_small days.reply_by.days"),
        ("days.reply_by.days = 3651", "too_large days.reply_by.days"),
        ("days.review.days = 0", "too_small days.review.days"),
        (
            "days.change_your_mind.days = 3651",
            "too_large days.change_your_mind.days",
        ),
        ("advice[0].phone = \"call us\"", "not_allowed advice[0].phone"),
        ("advice[0].phone = \"()\"", "not_allowed advice[0].phone"),
        ("advice[0].phone = \"٠٨٠٨\"", "not_allowed advice[0].phone"),
        ("advice[0].web = \"http://example.org/\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"HTTPS://example.org/\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"https://\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"https:///a\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"https://a b/\"", "not_allowed advice[0].web"),
        (
            "advice[0].web = \"https://a@example.org/\"",
            "not_allowed advice[0].web",
        ),
        (
            "advice[0].web = \"https://example.org/\\\"x\"",
            "not_allowed advice[0].web",
        ),
        (
            "advice[0].web = \"https://example.org/`x\"",
            "not_allowed advice[0].web",
        ),
        (
            "advice[0].web = \"https://example.org/\\\\x\"",
            "not_allowed advice[0].web",
        ),
        (
            "advice[0].web = \"https://example.org/<x>\"",
            "not_allowed advice[0].web",
        ),
        ("advice[0].web = \"https://example.org/é\"", "not_allowed advice[0].web"),
        ("advice[0].web = \"javascript:alert(1)\"", "not_allowed advice[0].web"),
    ];
    for (edits, expected) in CHANGES {
        let value = edited(whole(), edits);
        let found: Vec<String> = told(&value)
            .iter()
            .map(|problem| format!("{} {}", problem.code.as_str(), problem.path))
            .collect();
        assert!(
            found.iter().any(|one| one == expected),
            "{edits}: the reader says {found:?}"
        );
        assert!(!complaints(&value).is_empty(), "{edits} is accepted by the schema");
    }
    assert_eq!(told(&edited(whole(), "")), []);
}

/// A JSON string of so many letters. They are of several bytes: it is characters that count.
fn letters(count: usize) -> String {
    json!("é".repeat(count)).to_string()
}

#[test]
fn reader_and_schema_have_the_same_borders() {
    let list = |entry: &Value, count: usize| json!(vec![entry; count]).to_string();
    let languages = |count: usize| {
        let texts = (0..count).map(|index| (format!("x{index}"), json!("x")));
        Value::Object(texts.collect()).to_string()
    };
    let pack = whole();
    let web = |count: usize| json!(format!("https://a/{}", "x".repeat(count - 10))).to_string();
    let borders = [
        ("id", letters(MAX_TEXT_CHARS), letters(MAX_TEXT_CHARS + 1)),
        ("pack_version", letters(MAX_TEXT_CHARS), letters(MAX_TEXT_CHARS + 1)),
        ("company", letters(MAX_TEXT_CHARS), letters(MAX_TEXT_CHARS + 1)),
        (
            "title.en-GB",
            letters(MAX_POLICY_TEXT_CHARS),
            letters(MAX_POLICY_TEXT_CHARS + 1),
        ),
        (
            "credit_file.text.cy",
            letters(MAX_POLICY_TEXT_CHARS),
            letters(MAX_POLICY_TEXT_CHARS + 1),
        ),
        (
            "credit_file.source",
            letters(MAX_POLICY_TEXT_CHARS),
            letters(MAX_POLICY_TEXT_CHARS + 1),
        ),
        (
            "advice[0].source",
            letters(MAX_POLICY_TEXT_CHARS),
            letters(MAX_POLICY_TEXT_CHARS + 1),
        ),
        ("advice[0].name", letters(MAX_TEXT_CHARS), letters(MAX_TEXT_CHARS + 1)),
        (
            "advice[0].phone",
            json!("1".repeat(200)).to_string(),
            json!("1".repeat(201)).to_string(),
        ),
        ("advice[0].web", web(200), web(201)),
        ("title", languages(MAX_LANGUAGES), languages(MAX_LANGUAGES + 1)),
        (
            "advice",
            list(&pack["advice"][0], MAX_ENTRIES),
            list(&pack["advice"][0], MAX_ENTRIES + 1),
        ),
        (
            "consequences",
            list(&pack["consequences"][0], MAX_ENTRIES),
            list(&pack["consequences"][0], MAX_ENTRIES + 1),
        ),
        (
            "limits.frequencies.every",
            list(&json!("monthly"), 20),
            list(&json!("monthly"), 21),
        ),
        (
            "limits.longest_months.months",
            MAX_PAYMENTS.to_string(),
            (MAX_PAYMENTS + 1).to_string(),
        ),
        ("limits.first_within_days.days", "0".to_owned(), "-1".to_owned()),
        ("limits.first_within_days.days", "3650".to_owned(), "3651".to_owned()),
        ("days.review.days", "1".to_owned(), "0".to_owned()),
        ("days.review.days", "3650".to_owned(), "3651".to_owned()),
        ("limits.reduction.percent", "\"100\"".to_owned(), "\"100.1\"".to_owned()),
        ("limits.reduction.percent", "\"0\"".to_owned(), "\"\"".to_owned()),
        (
            "limits.smallest_monthly.amount",
            "\"0.01\"".to_owned(),
            "\"0.00\"".to_owned(),
        ),
        (
            "limits.smallest_monthly.amount",
            "\"999999999999.99\"".to_owned(),
            "\"1000000000000\"".to_owned(),
        ),
        (
            "title",
            "{\"abcdefgh-abcdefgh-ab\":\"x\"}".to_owned(),
            "{\"abcdefgh-abcdefgh-abc\":\"x\"}".to_owned(),
        ),
        ("valid_from", "\"1970-01-01\"".to_owned(), "\"1969-12-31\"".to_owned()),
        ("valid_until", "\"2200-12-31\"".to_owned(), "\"2201-01-01\"".to_owned()),
        ("consequences", "[]".to_owned(), "[null]".to_owned()),
        (
            "applies_to",
            "[\"consumer\",\"sole_trader\",\"company\"]".to_owned(),
            "[\"consumer\",\"sole_trader\",\"company\",\"consumer\"]".to_owned(),
        ),
        // A mark that is seen by nobody is not blank to the reader; white space is.
        ("company", "\"\\ufeff\"".to_owned(), "\"\\u2028\"".to_owned()),
    ];
    for (path, within, beyond) in &borders {
        let value = edited(whole(), &format!("{path} = {within}"));
        assert_eq!(told(&value), [], "{path} {within}");
        assert_eq!(complaints(&value), [""; 0], "{path} {within}");
        let value = edited(whole(), &format!("{path} = {beyond}"));
        assert!(!told(&value).is_empty(), "{path} {beyond} is read");
        assert!(
            !complaints(&value).is_empty(),
            "{path} {beyond} is accepted by the schema"
        );
    }
}

/// What the page says that a schema cannot say.
#[test]
fn what_the_schema_leaves_to_the_program_is_refused_there() {
    for (edits, code) in [
        ("currency = \"XXX\"", ProblemCode::NotAllowed),
        (
            "limits.smallest_monthly.amount = \"5.001\"",
            ProblemCode::TooManyDecimals,
        ),
        ("valid_until = \"2026-09-30\"", ProblemCode::Reversed),
        ("days.review.days = 182.0", ProblemCode::WrongType),
        ("version = 1.0", ProblemCode::UnknownVersion),
    ] {
        let value = edited(whole(), edits);
        let codes: Vec<ProblemCode> = told(&value).iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [code], "{edits}");
        assert_eq!(complaints(&value), [""; 0], "{edits}");
    }
}

// --- mutations

/// The pointer of every value inside, the whole one first.
fn every_pointer(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, inner)| every_pointer(inner, &format!("{at}/{key}"), found)),
        Value::Array(list) => {
            let entries = list.iter().enumerate();
            entries.for_each(|(index, inner)| every_pointer(inner, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    every_pointer(value, "", &mut found);
    found
}

/// Values of every type, and of every field.
fn strange_values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(-1),
        json!(12.0),
        json!(1.5),
        json!(1201),
        json!(3651),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!(" "),
        json!("\u{feff}"),
        json!("x"),
        json!("0"),
        json!("-0"),
        json!("-0.0"),
        json!("007.50"),
        json!("100.00000"),
        json!("12.34567"),
        json!("9".repeat(13)),
        json!("2026-12-28"),
        json!("2027-02-29"),
        json!("2200-12-31\n"),
        json!("EUR"),
        json!("monthly"),
        json!("consumer"),
        json!("https://a"),
        json!("https://a.example:8443/?b=c#d"),
        json!("0".repeat(201)),
        json!("x".repeat(601)),
        json!([]),
        json!([null]),
        json!(["monthly"]),
        json!(["company", "consumer"]),
        json!([15, 31]),
        json!({}),
        json!({ "en-GB": "x" }),
        json!({ "zh-Hant-TW": "x", "sr-Latn": "y" }),
        json!({ "en GB": "x" }),
        json!({ "days": 28 }),
        json!({ "months": 3, "days": null }),
        json!({ "twice_monthly": [31, 1] }),
        json!({ "days": 10, "reason": { "en-GB": "x" }, "source": "y", "dated": "2026-10-01" }),
        json!({ "text": { "cy": "x" }, "reason": { "cy": "x" }, "source": "y", "dated": "2026-10-01" }),
        json!({ "name": "x", "web": "https://a/", "source": "y", "dated": "2026-10-01" }),
    ]
}

/// Every value of the page's pack, exchanged for each of many others: reader and schema say the same of all.
#[test]
fn reader_and_schema_agree_wherever_a_value_is_exchanged() {
    let pack = whole();
    let (mut accepted, mut refused) = (0, 0);
    for pointer in pointers(&pack) {
        for strange in strange_values() {
            let mut value = pack.clone();
            *value.pointer_mut(&pointer).unwrap() = strange;
            assert_eq!(disagreement(&value), None, "{pointer}");
            if VALIDATOR.is_valid(&value) {
                accepted += 1;
            } else {
                refused += 1;
            }
        }
    }
    assert!(accepted > 500 && refused > 2_000, "{accepted} {refused}");
}

/// A small change of a pack, at a place that an index chooses.
#[derive(Debug, Clone)]
enum Bend {
    /// Takes a field or an entry away.
    Remove(Index),
    /// Puts another value there.
    Exchange(Index, Value),
    /// Puts another value of the same pack there.
    Copy(Index, Index),
    /// Adds a field.
    Add(Index, String, Value),
    /// Renames a field.
    Rename(Index, String),
    /// Adds a copy of an entry to its list, so many times.
    Repeat(Index, usize),
    /// Puts a letter into a text, in place of what was there if there are any.
    Letter(Index, Index, char, bool),
    /// Counts a number up or down.
    Count(Index, i64),
}

fn any_bend() -> impl Strategy<Value = Bend> {
    let name = || {
        let known = select(vec![
            "version",
            "company",
            "limits",
            "days",
            "months",
            "amount",
            "percent",
            "every",
            "text",
            "reason",
            "source",
            "dated",
            "note",
            "phone",
            "web",
            "reduction",
            "review",
            "en-GB",
            "cy",
            "EN-gb",
            "twice_monthly",
        ]);
        prop_oneof![known.prop_map(str::to_owned), "[A-Za-z0-9_-]{0,24}", "\\PC{1,3}"]
    };
    let strange = || select(strange_values());
    let letter = || {
        prop_oneof![
            3 => prop::char::range(' ', '~'),
            1 => any::<char>(),
            1 => select(vec![
                '\u{0}', '\n', '\u{7f}', '\u{85}', '\u{a0}', '\u{1680}', '\u{180e}', '\u{200b}', '\u{2028}', '\u{3000}',
                '\u{feff}', '٣',
            ]),
        ]
    };
    let at = any::<Index>;
    prop_oneof![
        2 => at().prop_map(Bend::Remove),
        2 => (at(), strange()).prop_map(|(at, to)| Bend::Exchange(at, to)),
        2 => (at(), at()).prop_map(|(at, from)| Bend::Copy(at, from)),
        2 => (at(), name(), strange()).prop_map(|(at, name, value)| Bend::Add(at, name, value)),
        1 => (at(), name()).prop_map(|(at, name)| Bend::Rename(at, name)),
        1 => (at(), 1_usize..22).prop_map(|(at, times)| Bend::Repeat(at, times)),
        4 => (at(), at(), letter(), any::<bool>()).prop_map(|(at, place, letter, over)| Bend::Letter(at, place, letter, over)),
        2 => (at(), prop_oneof![-3_i64..4, -4_000_i64..4_000]).prop_map(|(at, by)| Bend::Count(at, by)),
    ]
}

fn parent_of(pointer: &str) -> Option<(&str, &str)> {
    pointer.rsplit_once('/')
}

/// The pointers of the values that `wanted` chooses; none where there is none.
fn chosen(value: &Value, at: &Index, wanted: impl Fn(&Value) -> bool) -> Option<String> {
    let mut found = pointers(value);
    // A bend before may have made a field with `/` or `~` in its name, which no pointer here leads to.
    found.retain(|pointer| value.pointer(pointer).is_some_and(&wanted));
    (!found.is_empty()).then(|| at.get(&found).clone())
}

fn remove(value: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, key) = parent_of(pointer)?;
    match value.pointer_mut(parent)? {
        Value::Object(map) => map.remove(key),
        Value::Array(list) => Some(list.remove(key.parse().ok()?)),
        _ => None,
    }
}

/// Bends a value; where there is nothing of the kind, it stays as it is.
fn bend(value: &mut Value, bend: &Bend) -> Option<()> {
    let any = |_: &Value| true;
    match bend {
        Bend::Remove(at) => {
            let pointer = chosen(value, at, any)?;
            remove(value, &pointer)?;
        }
        Bend::Exchange(at, to) => {
            let pointer = chosen(value, at, any)?;
            *value.pointer_mut(&pointer)? = to.clone();
        }
        Bend::Copy(at, from) => {
            let (pointer, from) = (chosen(value, at, any)?, chosen(value, from, any)?);
            // The whole in a part of itself is another matter, and much larger each time.
            let copy = value.pointer(&from).filter(|_| !from.is_empty())?.clone();
            *value.pointer_mut(&pointer)? = copy;
        }
        Bend::Add(at, name, to) => {
            let pointer = chosen(value, at, Value::is_object)?;
            value
                .pointer_mut(&pointer)?
                .as_object_mut()?
                .insert(name.clone(), to.clone());
        }
        Bend::Rename(at, name) => {
            let pointer = chosen(value, at, any)?;
            let (parent, _) = parent_of(&pointer)?;
            value.pointer(parent)?.as_object()?;
            let taken = remove(value, &pointer)?;
            value.pointer_mut(parent)?.as_object_mut()?.insert(name.clone(), taken);
        }
        Bend::Repeat(at, times) => {
            let pointer = chosen(value, at, Value::is_array)?;
            let list = value.pointer_mut(&pointer)?.as_array_mut()?;
            let last = list.last()?.clone();
            list.extend(std::iter::repeat_n(last, *times));
        }
        Bend::Letter(at, place, letter, over) => {
            let pointer = chosen(value, at, Value::is_string)?;
            let text = value.pointer_mut(&pointer)?;
            let mut letters: Vec<char> = text.as_str()?.chars().collect();
            let place = place.index(letters.len() + 1);
            let end = (place + usize::from(*over)).min(letters.len());
            letters.splice(place..end, [*letter]);
            *text = json!(letters.into_iter().collect::<String>());
        }
        Bend::Count(at, by) => {
            let pointer = chosen(value, at, Value::is_number)?;
            let number = value.pointer_mut(&pointer)?;
            *number = json!(number.as_i64()?.saturating_add(*by));
        }
    }
    Some(())
}

fn bent(pack: usize, bends: &[Bend]) -> Value {
    let mut value = packs()[pack].clone();
    for one in bends {
        let _ = bend(&mut value, one);
    }
    value
}

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        // The environment says more, or fewer.
        cases: std::env::var_os("PROPTEST_CASES").map_or(1_000, |_| default.cases),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..default
    }
}

/// Of the bent packs some are still read and most are not: the law below says something of both.
#[test]
fn the_generator_makes_packs_of_both_kinds() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let bends = (0_usize..3, prop::collection::vec(any_bend(), 1..4));
    let mut read = 0;
    for _ in 0..400 {
        let (pack, bends) = bends.new_tree(&mut runner).unwrap().current();
        read += usize::from(told(&bent(pack, &bends)).is_empty());
    }
    assert!((40..360).contains(&read), "{read}");
}

proptest! {
    #![proptest_config(config())]

    /// What the schema refuses the reader refuses too, and what the reader refuses the schema refuses as far as it can.
    #[test]
    fn prop_reader_and_schema_agree_on_bent_packs(pack in 0_usize..3, bends in prop::collection::vec(any_bend(), 1..4)) {
        prop_assert_eq!(disagreement(&bent(pack, &bends)), None);
    }

    /// Any short text in any field of a pack.
    #[test]
    fn prop_reader_and_schema_agree_on_any_text(at in any::<Index>(), text in prop_oneof![
        "\\PC{0,6}", "[ \\x00-\\x1f\\x7f-\\x9f\u{a0}\u{2000}-\u{206f}\u{3000}\u{feff}]{0,4}", "-?[0-9.]{0,16}",
        "https://[a-z.:/?#@\\[\\]%<>\"'`\\\\ ~^|{}]{0,8}", "[0-9 +()-]{0,5}", "(19|20|21|22)[0-9]{2}-[0-3][0-9]-[0-3][0-9]",
        "[A-Z]{3}",
    ]) {
        let mut value = whole();
        let pointer = chosen(&value, &at, Value::is_string).unwrap();
        *value.pointer_mut(&pointer).unwrap() = json!(text);
        prop_assert_eq!(disagreement(&value), None);
    }
}

// --- what the page says besides

/// The table of limits names each code that a limit has, and each is found in the table of borders.
#[test]
fn the_limits_are_measured_as_the_page_says() {
    let pack = Pack::from_json(&block("schema: policy.json")).unwrap();
    let rules = pack.in_force(day("2026-11-26")).unwrap();
    let base = parsed(&block("schema: terms.json"));
    let known: Vec<String> = FindingCode::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    let named: Vec<String> = table("limits").iter().map(|row| quoted(&row[2])).collect();
    assert_eq!(named, known);
    let found = |edits: &str| -> Vec<&str> {
        let terms = Terms::from_json(&edited(base.clone(), edits).to_string());
        let terms = terms.unwrap_or_else(|problems| panic!("{edits}: {problems:#?}"));
        let schedule = Schedule::derive(&terms).unwrap_or_else(|problems| panic!("{edits}: {problems:#?}"));
        let findings = rules.check(&terms, &schedule);
        findings.into_iter().map(|finding| finding.code.as_str()).collect()
    };
    assert_eq!(found(""), [""; 0]);
    let mut seen = BTreeSet::new();
    for row in table("found") {
        let shown: Vec<&str> = row[1]
            .split(", ")
            .filter(|code| !code.is_empty())
            .map(|code| code.trim_matches('`'))
            .collect();
        assert_eq!(found(row[0].trim_matches('`')), shown, "{}", row[0]);
        seen.extend(shown.into_iter().map(str::to_owned));
    }
    assert_eq!(seen, known.into_iter().collect());
}

/// A sentence of the screens, cut where a value stands in it.
fn on_screen(key: &str) -> Vec<&'static str> {
    let begin = format!("{key} = ");
    let line = ON_SCREEN.lines().find_map(|line| line.strip_prefix(&begin));
    let text = line.unwrap_or_else(|| panic!("no {key} on screen"));
    text.split("{ $date }").collect()
}

#[test]
fn what_people_see_stands_on_screen() {
    let notices: Vec<String> = table("notices").iter().map(|row| row[1].clone()).collect();
    let keys = ["rules-broken", "rules-not-yet", "rules-over"];
    for (notice, key) in notices.iter().zip(keys) {
        let parts = on_screen(key);
        assert!(
            notice.starts_with(parts[0]) && notice.ends_with(parts[parts.len() - 1]),
            "{key}: {notice}"
        );
    }
    assert!(notices[keys.len()..].iter().all(String::is_empty), "{notices:?}");
    let unbroken = PAGE.split_whitespace().collect::<Vec<_>>().join(" ");
    for (key, around) in [
        ("limits-heading", '"'),
        ("limits-offer-anyway", '"'),
        ("limits-within", '"'),
        ("first-heading", '*'),
        ("review-heading", '*'),
        ("nothing-heading", '*'),
        ("last-paid-heading", '*'),
    ] {
        let shown = format!("{around}{}{around}", on_screen(key)[0]);
        assert!(unbroken.contains(&shown), "{key}: {shown}");
    }
}

#[test]
fn a_deployment_and_a_case_name_a_pack_as_the_page_says() {
    let fields = |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    let site = parsed(&block("site"));
    assert_eq!(fields(&site), fields(&parsed(SITE)));
    assert_eq!(fields(&site), first_column("fields: site"));
    assert_eq!(site["policy"], json!("policies/acme.json"));

    let policy = parsed(&block("policy of a case"));
    assert_eq!(fields(&policy), first_column("fields: policy of a case"));
    let debts = json!([{ "id": "A", "balance": "1.00" }]);
    let case = json!({ "version": 1, "currency": "GBP", "debts": debts, "policy": policy });
    let named = Case::from_json(&case.to_string()).unwrap().policy.unwrap();
    let pack = Pack::from_json(&block("schema: policy.json")).unwrap();
    assert_eq!(
        (named.id.as_str(), named.version.as_str()),
        (pack.id(), pack.pack_version())
    );
    let in_schema = parsed(CASE_SCHEMA);
    let in_schema = &in_schema["$defs"]["case"]["properties"]["policy"]["anyOf"][0];
    assert_eq!(fields(&in_schema["properties"]), fields(&policy));
    let required = table("fields: policy of a case")
        .into_iter()
        .filter(|row| row[2] == "required");
    let required: Vec<String> = required.map(|row| quoted(&row[0])).collect();
    assert_eq!(in_schema["required"], json!(required));
}

/// Which text stands in for a language that is not there.
#[test]
fn languages_stand_in_as_the_page_says() {
    let title = |texts: Value, asked: &str| {
        let mut value = whole();
        value["title"] = texts;
        let pack = Pack::from_json(&value.to_string()).unwrap();
        let rules = pack.in_force(day("2026-11-26")).unwrap();
        rules.title.in_language(asked).1.to_owned()
    };
    assert_eq!(title(json!({ "cy": "a", "EN-gb": "b" }), "en-GB"), "EN-gb");
    assert_eq!(title(json!({ "cy-GB": "a", "en-GB": "b" }), "cy"), "en-GB");
    assert_eq!(title(json!({ "cy": "a", "en-GB": "b" }), "cy-GB"), "en-GB");
    assert_eq!(title(json!({ "cy": "a", "UR": "b", "pl": "c" }), "en-GB"), "UR");
}

#[test]
fn the_page_keeps_to_its_width_and_its_links_lead_somewhere() {
    assert!(PAGE.contains("(schemas/policy.json)"));
    for (index, line) in PAGE.lines().enumerate() {
        assert!(line.chars().count() <= 120, "line {} is too long", index + 1);
    }
    let formats = include_str!("../../../docs/formats.md");
    let anchors = |page: &str| -> BTreeSet<String> {
        let anchor = |line: &str| -> String {
            let title = line.trim_start_matches('#').trim().to_lowercase();
            let kept = title
                .chars()
                .filter(|one| one.is_alphanumeric() || matches!(one, ' ' | '-' | '_'));
            kept.map(|one| if one == ' ' { '-' } else { one }).collect()
        };
        page.lines().filter(|line| line.starts_with('#')).map(anchor).collect()
    };
    let mut links = 0;
    for (begin, there) in [("](#", anchors(PAGE)), ("](formats.md#", anchors(formats))] {
        for link in PAGE.split(begin).skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            assert!(there.contains(target), "{begin}{target}");
            links += 1;
        }
    }
    assert!(links > 10, "{links}");
    for block in blocks() {
        assert!(!block.is_json || parsed(&block.text).is_object(), "{}", block.comment);
    }
}
