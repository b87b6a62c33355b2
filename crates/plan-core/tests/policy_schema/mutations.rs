//! Packs that were changed by chance: reader and schema agree on them.

use super::*;

/// The pointer of every value inside, the whole one first.
pub fn every_pointer(value: &Value, at: &str, found: &mut Vec<String>) {
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

pub fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    every_pointer(value, "", &mut found);
    found
}

/// Values of every type, and of every field.
pub fn strange_values() -> Vec<Value> {
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
pub fn reader_and_schema_agree_wherever_a_value_is_exchanged() {
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
pub enum Bend {
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

pub fn any_bend() -> impl Strategy<Value = Bend> {
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

pub fn parent_of(pointer: &str) -> Option<(&str, &str)> {
    pointer.rsplit_once('/')
}

/// The pointers of the values that `wanted` chooses; none where there is none.
pub fn chosen(value: &Value, at: &Index, wanted: impl Fn(&Value) -> bool) -> Option<String> {
    let mut found = pointers(value);
    // A bend before may have made a field with `/` or `~` in its name, which no pointer here leads to.
    found.retain(|pointer| value.pointer(pointer).is_some_and(&wanted));
    (!found.is_empty()).then(|| at.get(&found).clone())
}

pub fn remove(value: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, key) = parent_of(pointer)?;
    match value.pointer_mut(parent)? {
        Value::Object(map) => map.remove(key),
        Value::Array(list) => Some(list.remove(key.parse().ok()?)),
        _ => None,
    }
}

/// Bends a value; where there is nothing of the kind, it stays as it is.
pub fn bend(value: &mut Value, bend: &Bend) -> Option<()> {
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

pub fn bent(pack: usize, bends: &[Bend]) -> Value {
    let mut value = packs()[pack].clone();
    for one in bends {
        let _ = bend(&mut value, one);
    }
    value
}

pub fn config() -> ProptestConfig {
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
pub fn the_generator_makes_packs_of_both_kinds() {
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
