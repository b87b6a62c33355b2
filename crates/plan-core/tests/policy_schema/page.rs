//! What the page says besides its tables of fields.

use super::changes::edited;
use super::*;

/// The table of limits names each code that a limit has, and each is found in the table of borders.
#[test]
pub fn the_limits_are_measured_as_the_page_says() {
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
pub fn on_screen(key: &str) -> Vec<&'static str> {
    let begin = format!("{key} = ");
    let line = ON_SCREEN.lines().find_map(|line| line.strip_prefix(&begin));
    let text = line.unwrap_or_else(|| panic!("no {key} on screen"));
    text.split("{ $date }").collect()
}

#[test]
pub fn what_people_see_stands_on_screen() {
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
pub fn a_deployment_and_a_case_name_a_pack_as_the_page_says() {
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
pub fn languages_stand_in_as_the_page_says() {
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
pub fn the_page_keeps_to_its_width_and_its_links_lead_somewhere() {
    assert!(PAGE.contains("(schemas/policy.json)"));
    for (index, line) in PAGE.lines().enumerate() {
        assert!(line.chars().count() <= 120, "line {} is too long", index + 1);
    }
    let formats = include_str!("../../../../docs/formats.md");
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
