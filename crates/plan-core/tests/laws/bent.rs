//! Text that was struck or bent: it is answered, and never believed.

use super::plans::any_terms;
use super::{check_answer, config, sorted};
use plan_core::{Case, Currency, Date, FieldValue, HeldKind, Terms, requests};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

// --- broken input

/// One blow to a text.
#[derive(Debug, Clone)]
enum Blow {
    Replace(Index, char),
    Insert(Index, String),
    Remove(Index, u8),
    Repeat(Index, u8),
    Truncate(Index),
}

fn any_blow() -> impl Strategy<Value = Blow> {
    let piece = select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "0",
        "9",
        "-",
        ".",
        "e",
        "null",
        "true",
        "\u{0}",
        "\u{1F642}",
        "9999999999",
        "\"0\"",
        "-1",
        "1e400",
        "2026-02-30",
        "2200-12-31",
        "weekly",
        "break",
        "{}",
        "[]",
        ",\"x\":1",
        "\\ud800",
    ]);
    prop_oneof![
        3 => (any::<Index>(), any::<char>()).prop_map(|(at, with)| Blow::Replace(at, with)),
        3 => (any::<Index>(), prop::char::range('0', '9')).prop_map(|(at, with)| Blow::Replace(at, with)),
        3 => (any::<Index>(), piece).prop_map(|(at, piece)| Blow::Insert(at, piece.to_owned())),
        2 => (any::<Index>(), 1_u8..12).prop_map(|(at, length)| Blow::Remove(at, length)),
        1 => (any::<Index>(), 1_u8..60).prop_map(|(at, length)| Blow::Repeat(at, length)),
        1 => any::<Index>().prop_map(Blow::Truncate),
    ]
}

fn strike(text: &str, blow: &Blow) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return String::new();
    }
    match blow {
        Blow::Replace(at, with) => letters[at.index(text.chars().count())] = *with,
        Blow::Insert(at, piece) => {
            let at = at.index(letters.len());
            letters.splice(at..at, piece.chars());
        }
        Blow::Remove(at, length) => {
            let at = at.index(letters.len());
            let end = (at + usize::from(*length)).min(letters.len());
            letters.drain(at..end);
        }
        Blow::Repeat(at, length) => {
            let at = at.index(letters.len());
            let end = (at + usize::from(*length)).min(letters.len());
            let copy: Vec<char> = letters[at..end].to_vec();
            letters.splice(end..end, copy);
        }
        Blow::Truncate(at) => letters.truncate(at.index(text.chars().count())),
    }
    letters.into_iter().collect()
}

fn any_leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_u32..1_300).prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,12}".prop_map(Value::from),
        "-?[0-9]{1,14}(\\.[0-9]{1,5})?".prop_map(Value::from),
        (0_i32..84_370).prop_map(|days| json!(Date::from_epoch_days(days).map(|date| date.to_string()))),
        select(vec![
            "GBP", "JPY", "BHD", "weekly", "monthly", "break", "single", "step", "reduced", "first", "up", "c1"
        ])
        .prop_map(Value::from),
        Just(json!({})),
        Just(json!([])),
        (0_u8..34, 0_u8..34).prop_map(|(one, other)| json!({ "twice_monthly": [one, other] })),
        (0_u16..400).prop_map(|days| json!({ "days": days })),
        (0_u16..15).prop_map(|months| json!({ "months": months })),
    ]
}

/// One change to the structure: another value, a field gone, a field more, an entry twice, two entries swapped.
#[derive(Debug, Clone)]
enum Bend {
    Put(Index, Value),
    Drop(Index),
    Add(Index, String, Value),
    Double(Index),
    Swap(Index, Index),
}

fn any_bend() -> impl Strategy<Value = Bend> {
    let key = prop_oneof![
        select(vec![
            "count",
            "amount",
            "finish_by",
            "day",
            "until",
            "due",
            "deposit",
            "changes",
            "interest",
            "charges"
        ])
        .prop_map(str::to_owned),
        ".{0,8}",
    ];
    prop_oneof![
        5 => (any::<Index>(), any_leaf()).prop_map(|(at, value)| Bend::Put(at, value)),
        2 => any::<Index>().prop_map(Bend::Drop),
        2 => (any::<Index>(), key, any_leaf()).prop_map(|(at, key, value)| Bend::Add(at, key, value)),
        1 => any::<Index>().prop_map(Bend::Double),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Bend::Swap(one, other)),
    ]
}

/// JSON pointers of every value inside.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| {
            let key = key.replace('~', "~0").replace('/', "~1");
            pointers(inner, &format!("{at}/{key}"), found);
        }),
        Value::Array(list) => {
            list.iter()
                .enumerate()
                .for_each(|(index, inner)| pointers(inner, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn bend(value: &mut Value, bend: &Bend) {
    let mut all = Vec::new();
    pointers(value, "", &mut all);
    let pick = |at: &Index| all[at.index(all.len())].clone();
    match bend {
        Bend::Put(at, new) => {
            if let Some(place) = value.pointer_mut(&pick(at)) {
                *place = new.clone();
            }
        }
        Bend::Drop(at) => {
            let pointer = pick(at);
            let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", ""));
            match value.pointer_mut(parent) {
                Some(Value::Object(map)) => drop(map.remove(key)),
                Some(Value::Array(list)) => list.truncate(key.parse().unwrap_or(0)),
                _ => {}
            }
        }
        Bend::Add(at, key, new) => match value.pointer_mut(&pick(at)) {
            Some(Value::Object(map)) => drop(map.insert(key.clone(), new.clone())),
            Some(Value::Array(list)) => list.push(new.clone()),
            _ => {}
        },
        Bend::Double(at) => {
            if let Some(Value::Array(list)) = value.pointer_mut(&pick(at)) {
                list.extend(list.clone());
            }
        }
        Bend::Swap(one, other) => {
            let (one, other) = (pick(one), pick(other));
            let first = value.pointer(&one).cloned().unwrap_or_default();
            let second = value.pointer(&other).cloned().unwrap_or_default();
            if let Some(place) = value.pointer_mut(&one) {
                *place = second;
            }
            if let Some(place) = value.pointer_mut(&other) {
                *place = first;
            }
        }
    }
}

/// Whatever a text says: problems with a place and a remedy, or terms that keep every law.
fn check_text(text: &str) -> Result<(), TestCaseError> {
    match Terms::from_json(text) {
        Ok(terms) => {
            check_answer(&terms)?;
            prop_assert_eq!(Terms::from_json(&terms.to_json()), Ok(terms));
        }
        Err(problems) => {
            prop_assert!(!problems.is_empty());
            let again = Terms::from_json(text);
            prop_assert_eq!(again, Err(problems));
        }
    }
    // Terms in the making may be anything that can be read; they never panic either.
    if let Ok(value) = serde_json::from_str(text)
        && let Ok(working) = Terms::from_value_working(&value, "terms")
    {
        check_answer(&working)?;
        for kind in [HeldKind::Amount, HeldKind::Count, HeldKind::FinishBy] {
            if let Err(problems) = working.hold(kind) {
                prop_assert!(!problems.is_empty());
            }
        }
    }
    Ok(())
}

fn example_case() -> Value {
    json!({
        "version": 1, "company_ref": "ACC-20417", "call_ref": "C1", "owed_to": "Acme Energy Ltd",
        "handled_by": "Northgate Collections", "agent": { "first_name": "Sam", "staff_no": "417" },
        "person": { "name": "A B", "kind": "consumer" }, "acting_as": "attorney", "joint": false, "currency": "GBP",
        "debts": [{ "id": "INV-1042", "label": "Invoice 1042", "balance": "1200.00", "since": "2026-03-01" }],
        "balance_as_of": "2026-11-20", "arrears": "1200.00", "existing_payment": "20.00 on the 1st",
        "how_to_pay": { "method": "standing_order", "payee": "P", "account": "12-34-56", "reference": "ACC-20417" },
        "policy": { "id": "acme-consumer", "version": "2026-10", "digest": "sha256:00" },
    })
}

/// The canonical form alone is read, however short the way on which it is read.
fn check_canonical(text: &str, currency: Currency) -> Result<(), TestCaseError> {
    let value = serde_json::from_str(text).ok();
    let value = value.and_then(|value| FieldValue::from_value(&value, currency).ok());
    let expected = value.filter(|value| value.to_json(currency) == text);
    prop_assert_eq!(&FieldValue::from_canonical_json(text, currency), &expected);
    let list = FieldValue::list_from_canonical_json(&format!("[{text}]"), currency);
    prop_assert_eq!(list, expected.map(|value| vec![value]));
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    /// Any mutated text: no panic, and an answer that keeps the laws. Sixteen texts per case.
    #[test]
    fn prop_mutated_text_is_answered(
        terms in any_terms(),
        blows in proptest::collection::vec(proptest::collection::vec(any_blow(), 1..4), 16),
    ) {
        let text = terms.to_json();
        for blows in blows {
            check_text(&blows.iter().fold(text.clone(), |text, blow| strike(&text, blow)))?;
        }
    }

    /// Any mutated structure: no panic, and an answer that keeps the laws. Sixteen structures per case.
    #[test]
    fn prop_mutated_structure_is_answered(
        terms in any_terms(),
        bends in proptest::collection::vec(proptest::collection::vec(any_bend(), 1..4), 16),
    ) {
        for bends in bends {
            let mut value = terms.to_value();
            bends.iter().for_each(|one| bend(&mut value, one));
            check_text(&value.to_string())?;
        }
    }

    /// Any mutated field on the wire: an answer, and a field that can be set and undone.
    #[test]
    fn prop_mutated_field_is_answered(
        terms in any_terms(),
        bends in proptest::collection::vec(any_bend(), 1..3),
        blow in any_blow(),
    ) {
        let terms = sorted(terms);
        let empty = Terms::plain(terms.currency, terms.starts, terms.debts[0].clone(), terms.instalments);
        for value in empty.differences(&terms) {
            let mut wire = serde_json::from_str(&value.to_json(terms.currency)).unwrap();
            check_canonical(&strike(&value.to_json(terms.currency), &blow), terms.currency)?;
            bends.iter().for_each(|one| bend(&mut wire, one));
            check_canonical(&wire.to_string(), terms.currency)?;
            match FieldValue::from_value(&wire, terms.currency) {
                Ok(field) => {
                    let mut edited = terms.clone();
                    let before = edited.get(&field.id());
                    edited.set(field);
                    check_answer(&edited)?;
                    edited.set(before);
                    prop_assert_eq!(edited.to_json(), terms.to_json());
                }
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }
    }

    /// Any mutated case: problems, or a case that is read back as itself.
    #[test]
    fn prop_mutated_case_is_answered(bends in proptest::collection::vec(any_bend(), 0..4), blows in proptest::collection::vec(any_blow(), 0..2)) {
        let mut value = example_case();
        bends.iter().for_each(|one| bend(&mut value, one));
        let text = blows.iter().fold(value.to_string(), |text, blow| strike(&text, blow));
        match Case::from_json(&text) {
            Ok(case) => {
                let text = case.to_json();
                let sorted: Value = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(sorted.to_string(), text.as_str(), "keys are sorted, and nothing stands between");
                prop_assert_eq!(Case::from_json(&text), Ok(case));
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    /// Any mutated question of the command line: an answer, with as many dates or shares as were asked for.
    #[test]
    fn prop_mutated_requests_are_answered(bends in proptest::collection::vec(any_bend(), 0..3), count in 0_u32..1_300) {
        let mut dates = json!({ "first_due": "2026-12-28", "every": "monthly", "count": count, "day": 28,
            "working_days": { "division": "scotland", "move": "preceding" } });
        let mut share = json!({ "available": "160.00", "weights": ["4550.00", "6700.00", "1200.00"], "currency": "GBP" });
        bends.iter().for_each(|one| { bend(&mut dates, one); bend(&mut share, one); });
        match requests::dates(&dates.to_string()) {
            Ok(answer) => {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                let found: Vec<&str> = answer["dates"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
                prop_assert_eq!(Some(found.len() as u64), dates["count"].as_u64());
                prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{}", dates);
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
        match requests::share(&share.to_string()) {
            Ok(answer) => {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                prop_assert_eq!(answer["shares"].as_array().unwrap().len(), share["weights"].as_array().unwrap().len());
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    /// Any mutated question about money that moves: an answer that is no nonsense.
    #[test]
    fn prop_mutated_questions_are_answered(terms in any_terms(), bends in proptest::collection::vec(any_bend(), 0..3), way in 0_usize..6) {
        let ways = [
            json!("keep_amount"), json!("keep_finish"), json!("append_missed"), json!("re_amortise"),
            json!({ "shift": { "from": "2027-03-01", "new_due": "2027-03-15", "extra": 1 } }),
            json!({ "re_age": { "start": "2027-04-01", "every": "monthly", "count": 12 } }),
        ];
        let mut replan = json!({ "terms": terms.to_value(), "on": "2027-02-20", "how": ways[way],
            "payments": [{ "date": "2026-12-30", "amount": "0.01" }, { "date": "2027-01-02", "amount": "0.02" }] });
        let mut apr = json!({ "advances": [{ "date": "2026-03-01", "amount": "10000.00" }], "convention": "eu", "time": "months",
            "payments": [{ "date": "2026-04-01", "amount": "222.44", "count": 60, "every": "monthly" }] });
        let mut interest = json!({ "principal": "2300.00", "annual_percent": "8", "from": "2026-03-01", "until": "2026-04-30",
            "basis": "actual/365", "rounding": "half_up" });
        bends.iter().for_each(|one| { bend(&mut replan, one); bend(&mut apr, one); bend(&mut interest, one); });
        let amount = |value: &Value| value.as_str().and_then(|text| text.parse::<rust_decimal::Decimal>().ok());
        match plan_core::replan::replan_json(&replan.to_string()) {
            Ok(answer) => {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                if let Some(new) = answer.get("terms") {
                    prop_assert!(Terms::from_json(&new.to_string()).is_ok());
                }
                let totals = &answer["totals"];
                let [paid, overdue, outstanding] = ["paid", "overdue", "outstanding"].map(|name| amount(&totals[name]).unwrap());
                prop_assert!(overdue <= outstanding && paid.is_sign_positive() | paid.is_zero());
                let asked: rust_decimal::Decimal = answer["rows"].as_array().unwrap().iter().filter_map(|row| amount(&row["payment"])).sum();
                prop_assert_eq!(paid + outstanding, asked);
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
        match requests::apr(&apr.to_string()) {
            Ok(answer) => {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                let rate = amount(&answer["apr"]).unwrap();
                prop_assert!(rate.is_zero() || rate.is_sign_positive() && rate <= 1_000_000.into());
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
        match requests::interest(&interest.to_string()) {
            Ok(answer) => {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                let interest = amount(&answer["interest"]).unwrap();
                prop_assert!(interest.is_zero() || interest.is_sign_positive());
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    /// Any text at all: problems, never a panic.
    #[test]
    fn prop_any_text_is_answered(text in "\\PC{0,200}") {
        check_text(&text)?;
        prop_assert!(requests::dates(&text).is_err());
        prop_assert!(requests::share(&text).is_err());
        prop_assert!(Case::from_json(&text).is_err());
    }
}
