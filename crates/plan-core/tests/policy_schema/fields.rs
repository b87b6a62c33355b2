//! Reader, schema and page know the same fields.

use super::changes::edited;
use super::*;

/// An object of a pack: where it is in the pack of the page, its part of the schema, and its fields on the page.
pub struct Place {
    path: String,
    part: &'static str,
    on_page: BTreeSet<String>,
}

/// The rules of a table of the page, which has the rule's own field in its second column.
pub fn rules_of(comment: &str, inside: &str, part: impl Fn(&str) -> &'static str) -> Vec<Place> {
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

pub fn places() -> Vec<Place> {
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

pub fn object<'v>(value: &'v mut Value, path: &str) -> &'v mut Map<String, Value> {
    let found = value.pointer_mut(&pointer(path).unwrap_or_default());
    found
        .and_then(Value::as_object_mut)
        .unwrap_or_else(|| panic!("no object at {path}"))
}

/// The fields that the reader knows in the object at `path`: what it says when it finds another.
pub fn known_fields(path: &str) -> BTreeSet<String> {
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
pub fn reader_schema_and_page_know_the_same_fields() {
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
pub fn reader_schema_and_page_know_the_same_words() {
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
pub fn every_object_of_the_schema_is_a_place_of_the_pack() {
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
pub fn each_object(value: &Value, each: &mut impl FnMut(&Map<String, Value>)) {
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
pub fn parts_that_other_schemas_have_are_the_same_there() {
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
pub fn the_pack_of_the_page_has_every_field() {
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
pub fn the_same_fields_are_required_by_all() {
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
