//! Every field that is read or written stands in the schemas and on the page.

use super::*;
use serde_json::Map;

pub(crate) fn full_terms() -> Value {
    json!({
        "version": 1, "currency": "GBP", "starts": "2026-11-23",
        "debts": [{ "id": "A", "balance": "1200.00" }],
        "reduction": { "percent": "10" },
        "deposit": { "amount": "100.00", "due": "2026-11-30" },
        "instalments": { "every": "monthly", "first_due": "2026-12-28", "amount": "50.00" },
        "changes": [
            { "id": "c0", "kind": "reduced", "from": "2027-03-01", "until": "2027-05-31", "amount": "20.00" },
            { "id": "c1", "kind": "break", "from": "2027-08-01", "until": "2027-09-30" },
            { "id": "c2", "kind": "step", "from": "2028-01-01", "amount": "75.00" },
            { "id": "c3", "kind": "single", "due": "2027-12-28", "amount": "200.00" },
            { "id": "c4", "kind": "rate", "from": "2027-01-01", "annual_percent": "0" },
        ],
        "charges": [{ "id": "f1", "due": "2026-12-28", "amount": "12.00" }],
        "interest": {
            "annual_percent": "8", "basis": "actual/365", "pauses": [{ "from": "2027-02-10", "until": "2027-03-10" }],
        },
        "early_payment": { "percent": "5", "by": "2027-06-30" },
        "missed_payment": { "then": "review" },
        "working_days": { "division": "england-and-wales", "move": "following" },
        "rounding": {},
    })
}

pub(crate) fn full_case() -> Value {
    json!({
        "version": 1, "currency": "GBP", "debts": [{ "id": "A", "balance": "1200.00" }],
        "agent": {}, "person": {}, "how_to_pay": {}, "policy": { "id": "p", "version": "1" },
    })
}

pub(crate) fn dates_request() -> Value {
    json!({
        "first_due": "2027-01-31", "every": { "months": 1 }, "count": 3,
        "working_days": { "division": "scotland", "move": "none" },
    })
}

pub(crate) fn replan_request(how: Value) -> Value {
    json!({
        "terms": {
            "version": 1, "currency": "GBP", "starts": "2026-11-23", "debts": [{ "id": "A", "balance": "300.00" }],
            "instalments": { "every": "monthly", "first_due": "2026-12-28", "amount": "100.00" },
        },
        "payments": [{ "date": "2026-12-28", "amount": "100.00" }], "on": "2027-01-10", "how": how,
    })
}

pub(crate) fn interest_request() -> Value {
    json!({
        "principal": "1000.00", "annual_percent": "8", "from": "2026-03-01", "until": "2026-06-01",
        "basis": "actual/365",
    })
}

pub(crate) fn late_request() -> Value {
    json!({
        "principal": "1000.00", "statutory": { "reference_percent": "3.75" }, "days": 50, "basis": "actual/365",
    })
}

pub(crate) fn apr_request(convention: &str) -> Value {
    json!({
        "advances": [{ "date": "2026-03-01", "amount": "1000.00" }],
        "payments": [
            { "date": "2026-04-01", "amount": "100.00", "count": 12, "every": { "months": 1 } },
            { "date": "2026-03-01", "amount": "5.00" },
        ],
        "convention": convention,
    })
}

/// The place that a path like `debts[0].balance` names; missing objects and entries are made.
pub(crate) fn place<'v>(root: &'v mut Value, path: &str) -> &'v mut Value {
    let mut at = root;
    for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
        at = match step.strip_suffix(']').and_then(|index| index.parse::<usize>().ok()) {
            Some(index) => {
                let list = at.as_array_mut().expect("a list");
                if list.len() <= index {
                    list.push(Value::Null);
                }
                &mut list[index]
            }
            None => &mut at[step],
        };
    }
    at
}

/// The fields that the reader knows in the object at `path`: what it says when it finds another.
pub(crate) fn known_fields(schema: &str, input: &Value, path: &str) -> BTreeSet<String> {
    let mut asked = input.clone();
    place(&mut asked, path)["no-such-field"] = json!(1);
    let told = answer(schema, &asked, false).expect_err(path);
    let unknown = told
        .iter()
        .find(|one| one.code == ProblemCode::UnknownField)
        .expect(path);
    unknown.limit.split(", ").map(str::to_owned).collect()
}

/// What stands below a heading of the page, down to the next one that is not inside it.
fn section(heading: &str) -> String {
    let level = |line: &str| line.chars().take_while(|one| *one == '#').count();
    let mut lines = PAGE.lines().skip_while(|line| *line != heading);
    assert!(lines.next().is_some(), "no heading {heading}");
    let inside = lines.take_while(|line| level(line) == 0 || level(line) > level(heading));
    inside.collect::<Vec<_>>().join("\n")
}

/// Whether the text names a field.
fn names(text: &str, field: &str) -> bool {
    text.contains(&format!("`{field}`")) || text.contains(&format!("\"{field}\""))
}

#[test]
fn every_field_that_is_read_is_in_the_schema_and_on_the_page() {
    let (terms, case, dates) = (full_terms(), full_case(), dates_request());
    let share = json!({ "available": "1.00", "weights": ["1.00"] });
    let (interest, late) = (interest_request(), late_request());
    let (effective, mut nominal) = (apr_request("eu"), apr_request("us"));
    nominal["unit_period"] = json!({ "months": 1 });
    let re_age = replan_request(json!({ "re_age": { "start": "2027-02-01", "every": "monthly", "count": 2 } }));
    let shift = replan_request(json!({ "shift": { "from": "2027-01-20", "extra": 1 } }));
    let mut by_days = full_terms();
    by_days["instalments"]["every"] = json!({ "days": 10 });
    let (t, c, d, s, r) = (
        "terms.json",
        "case.json",
        "dates-request.json",
        "share-request.json",
        "replan-request.json",
    );
    let (i, a) = ("interest-request.json", "apr-request.json");
    let flow = |which: usize| format!("/$defs/flow/oneOf/{which}/properties");
    let every = "/$defs/every/anyOf/1/properties";
    let unit_period = "/$defs/unit_period/anyOf/1/properties";
    let asked_apr = "#### Request of an annual percentage rate";
    let object = |name: &str| format!("/$defs/{name}/properties");
    let inside = |name: &str| format!("/$defs/case/properties/{name}/anyOf/0/properties");
    let how = "/properties/how/anyOf/1/properties";
    let payment = "/properties/payments/items/properties";
    let own = "/properties";
    // schema, input, path of the object, its fields in the schema, heading
    let mut places = vec![
        (t, &terms, "", object("terms"), "### Fields of the terms"),
        (t, &terms, "debts[0]", object("debt"), "### Debts and allocation"),
        (t, &terms, "reduction", object("reduction"), "### Reduction"),
        (t, &terms, "deposit", object("deposit"), "### Deposit"),
        (t, &terms, "instalments", object("instalments"), "### Instalments"),
        (
            t,
            &by_days,
            "instalments.every",
            "/$defs/every/anyOf/1/properties".to_owned(),
            "#### How often",
        ),
        (t, &terms, "charges[0]", object("charge"), "### Charges"),
        (t, &terms, "interest", object("interest"), "### Interest"),
        (t, &terms, "interest.pauses[0]", object("pause"), "### Interest"),
        (t, &terms, "early_payment", object("early_payment"), "### Early payment"),
        (
            t,
            &terms,
            "missed_payment",
            object("missed_payment"),
            "### Missed payment",
        ),
        (t, &terms, "working_days", object("working_days"), "### Working days"),
        (t, &terms, "rounding", object("rounding"), "### Rounding"),
        (c, &case, "", object("case"), "### Fields of the case"),
        (c, &case, "debts[0]", object("debt"), "### Debts and allocation"),
        (c, &case, "agent", inside("agent"), "### Inside the case"),
        (c, &case, "person", inside("person"), "### Inside the case"),
        (c, &case, "how_to_pay", inside("how_to_pay"), "### Inside the case"),
        (c, &case, "policy", inside("policy"), "### Inside the case"),
        (d, &dates, "", own.to_owned(), "### `plan dates`"),
        (
            d,
            &dates,
            "every",
            "/$defs/every/anyOf/1/properties".to_owned(),
            "#### How often",
        ),
        (d, &dates, "working_days", object("working_days"), "### Working days"),
        (s, &share, "", own.to_owned(), "### `plan share`"),
        (i, &interest, "", own.to_owned(), "#### Request of interest"),
        (i, &late, "", own.to_owned(), "#### Request of interest"),
        (i, &late, "statutory", object("statutory"), "#### Request of interest"),
        (a, &effective, "", "/oneOf/0/properties".to_owned(), asked_apr),
        (a, &nominal, "", "/oneOf/1/properties".to_owned(), asked_apr),
        (a, &effective, "advances[0]", flow(0), asked_apr),
        (a, &effective, "payments[0]", flow(1), asked_apr),
        (a, &effective, "payments[0].every", every.to_owned(), "#### How often"),
        (
            a,
            &nominal,
            "unit_period",
            unit_period.to_owned(),
            "#### Unit-period with us",
        ),
        (r, &re_age, "", own.to_owned(), "#### Request of a replan"),
        (r, &re_age, "terms", object("terms"), "### Fields of the terms"),
        (
            r,
            &re_age,
            "payments[0]",
            payment.to_owned(),
            "#### Request of a replan",
        ),
        (r, &re_age, "how", how.to_owned(), "#### Request of a replan"),
        (r, &re_age, "how.re_age", object("re_age"), "#### Request of a replan"),
        (r, &shift, "how.shift", object("shift"), "#### Request of a replan"),
    ];
    let kinds: Vec<(String, String)> = (0..5)
        .map(|kind| {
            (
                format!("changes[{kind}]"),
                format!("/$defs/change/oneOf/{kind}/properties"),
            )
        })
        .collect();
    for (path, pointer) in &kinds {
        places.push((t, &terms, path, pointer.clone(), "### Changes"));
    }
    for (name, input, path, pointer, heading) in places {
        assert_eq!(complaints(name, input), [""; 0], "{name} {path}");
        let known = known_fields(name, input, path);
        let schema = schema(name);
        let properties = schema.pointer(&pointer).and_then(Value::as_object).expect(&pointer);
        let in_schema: BTreeSet<String> = properties.keys().cloned().collect();
        assert_eq!(in_schema, known, "{name} {path}");
        let text = section(heading);
        for field in &known {
            assert!(names(&text, field), "{heading} does not name `{field}`");
        }
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

#[test]
fn every_field_and_word_of_the_schemas_is_on_the_page() {
    for (name, _) in SCHEMAS {
        each_object(&schema(name), &mut |map| {
            // A field may itself be called `properties`; none is.
            for field in map
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flat_map(Map::keys)
            {
                assert!(names(PAGE, field), "{name}: `{field}`");
            }
            for word in map.get("enum").and_then(Value::as_array).into_iter().flatten() {
                assert!(names(PAGE, word.as_str().unwrap()), "{name}: `{word}`");
            }
        });
    }
}

#[test]
fn every_object_of_the_schemas_refuses_other_fields() {
    for (name, _) in SCHEMAS {
        let schema = schema(name);
        assert_eq!(
            schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{name}"
        );
        each_object(&schema, &mut |map| {
            if map.get("type") == Some(&json!("object")) {
                assert_eq!(map.get("additionalProperties"), Some(&json!(false)), "{name}: {map:?}");
            }
        });
    }
}

/// Each file stands alone, so parts stand in several; they are the same in all.
#[test]
fn parts_of_the_same_name_are_the_same_in_every_schema() {
    let mut seen: BTreeMap<String, (&str, Value)> = BTreeMap::new();
    for (name, _) in SCHEMAS {
        for (part, value) in schema(name)["$defs"].as_object().into_iter().flatten() {
            let (first, known) = seen.entry(part.clone()).or_insert_with(|| (name, value.clone()));
            assert_eq!(known, value, "`{part}` in {first} and {name}");
        }
    }
}
