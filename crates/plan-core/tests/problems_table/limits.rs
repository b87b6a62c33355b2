//! Limits: of lists, of texts, and of the text as a whole.

use super::*;

#[test]
fn lists_have_limits() {
    let debts: Value = (0..201)
        .map(|n| json!({ "id": format!("{n}"), "balance": "1.00" }))
        .collect();
    let mut terms = base();
    terms["debts"] = debts;
    let problems = derive(&terms).unwrap_err();
    assert_eq!(told(&problems), ["too_many debts"]);
    assert_eq!((problems[0].value.as_str(), problems[0].limit.as_str()), ("201", "200"));

    let step = |n: u32| json!({ "id": format!("{n}"), "kind": "step", "from": "2027-01-01", "amount": "1.00" });
    let mut terms = base();
    terms["changes"] = (0..201).map(step).collect();
    let problems = derive(&terms).unwrap_err();
    assert_eq!(told(&problems), ["too_many changes"]);
    assert_eq!((problems[0].value.as_str(), problems[0].limit.as_str()), ("201", "200"));
}

#[test]
fn two_hundred_of_each_are_read() {
    let mut terms = base();
    terms["debts"] = (0..200)
        .map(|n| json!({ "id": format!("{n}"), "balance": "1.00" }))
        .collect();
    terms["instalments"]["amount"] = json!("10.00");
    assert_eq!(derive(&terms).unwrap().per_debt.len(), 200);
    let mut terms = base();
    let step = |n: i32| {
        let from = Date::from_epoch_days(20_000 + n).unwrap();
        json!({ "id": format!("{n}"), "kind": "step", "from": from.to_string(), "amount": "1.00" })
    };
    terms["changes"] = (0..200).map(step).collect();
    assert!(derive(&terms).is_ok());
}

#[test]
fn texts_have_limits() {
    let long = "x".repeat(200);
    let mut terms = base();
    terms["debts"][0]["label"] = json!(long);
    assert!(derive(&terms).is_ok());
    terms["debts"][0]["label"] = json!(format!("{long}x"));
    let problems = derive(&terms).unwrap_err();
    assert_eq!(told(&problems), ["too_large debts[0].label"]);
    assert_eq!(problems[0].limit, "200 characters");
    assert_eq!(problems[0].value.chars().count(), 80);
    // 200 characters of four bytes each are still 200 characters.
    terms["debts"][0]["label"] = json!("🙂".repeat(200));
    assert!(derive(&terms).is_ok());
}

#[test]
fn a_flood_of_unknown_fields_is_answered_briefly() {
    let mut terms = base();
    for n in 0..20_000 {
        terms[format!("field{n}")] = json!(n);
    }
    terms["x".repeat(100_000)] = json!(1);
    let problems = derive(&terms).unwrap_err();
    assert_eq!(problems.len(), 50);
    let answer = serde_json::to_string(&problems).unwrap();
    assert!(answer.len() < 50_000, "{}", answer.len());
    terms = base();
    terms["x".repeat(100_000)] = json!(1);
    assert_eq!(derive(&terms).unwrap_err()[0].path, "x".repeat(80));
}

fn refused(text: &str) -> Problem {
    let problems = Terms::from_json(text).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.into_iter().next().unwrap()
}

#[test]
fn text_that_is_not_json_is_told_where() {
    let rows = [
        ("", "line 1, column 0"),
        ("plan", "line 1, column 1"),
        ("{", "line 1, column 1"),
        ("{\"version\": 1,}", "line 1, column 15"),
        ("{\n\"version\": 01}", "line 2, column 13"),
        ("{} {}", "line 1, column 4"),
        ("{\"version\": 1e999}", "line 1, column 17"),
        ("\u{feff}{}", "line 1, column 1"),
    ];
    for (text, place) in rows {
        let problem = refused(text);
        assert_eq!(
            (problem.code, problem.value.as_str()),
            (ProblemCode::NotJson, place),
            "{text:?}"
        );
    }
    assert_eq!(refused(r#"{"currency":"\ud800"}"#).code, ProblemCode::NotJson);
}

#[test]
fn deep_nesting_is_refused_without_deep_recursion() {
    for depth in [200, 100_000] {
        let nested = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(refused(&nested).code, ProblemCode::NotJson);
        let inside = format!("{{\"debts\":{nested}}}");
        assert_eq!(refused(&inside).code, ProblemCode::NotJson);
        let objects = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        assert_eq!(refused(&objects).code, ProblemCode::NotJson);
    }
}

#[test]
fn text_above_a_mebibyte_is_refused_unread() {
    let mut text = full().to_string();
    text.push_str(&" ".repeat((1 << 20) - text.len()));
    assert!(Terms::from_json(&text).is_ok());
    text.push(' ');
    let problem = refused(&text);
    assert_eq!(
        (problem.code, problem.limit.as_str()),
        (ProblemCode::TooLong, "1048576")
    );
    assert_eq!(refused(&"x".repeat(2_000_000)).code, ProblemCode::TooLong);
}

#[test]
fn truncated_json_is_refused_at_every_length() {
    let text = full().to_string();
    for end in 0..text.len() {
        assert_eq!(refused(&text[..end]).code, ProblemCode::NotJson, "{end}");
    }
}
