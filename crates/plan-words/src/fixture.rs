//! Runs what the generator makes of `tests/fixtures/*.ftl`: two locales, and every construct.

use crate::{Message, Part, Parts};
use std::cell::Cell;

include!(concat!(env!("OUT_DIR"), "/fixture.rs"));
include!("translation.rs");

/// Reads a table, and leaves it in memory: a test's is small.
fn read(table: &str) -> &'static Translation {
    Box::leak(Box::new(serde_json::from_str(table).unwrap()))
}

/// Does something in the second language.
fn in_welsh<T>(make: impl FnOnce() -> T) -> T {
    in_reference(|| {
        assert!(speak(Some(read(TABLES[1].1))));
        make()
    })
}

#[test]
fn a_message_without_values_is_its_text() {
    assert_eq!(words::plain().text(), "Agree a plan");
    assert_eq!(words::plain().parts(), [Part::Text("Agree a plan")]);
    assert_eq!(words::commented().to_string(), "Has a comment");
    assert_eq!(words::nothing().text(), "");
}

#[test]
fn quotes_backslashes_and_braces_come_through() {
    assert_eq!(
        words::quotes().text(),
        "She said \"no\" \\ and {braces} and \"\\\u{a3} £"
    );
    assert_eq!(words::bidi().text(), "\u{2068}x\u{2069}");
}

#[test]
fn lines_are_kept_without_their_common_indent() {
    assert_eq!(words::lines().text(), "First line\n  indented\n\nlast line");
}

#[test]
fn values_are_bare_isolated_or_apart() {
    let message = words::values("£5", "Ann");
    assert_eq!(message.text(), "Ann owes £5 to Ann");
    assert_eq!(message.to_string(), message.text());
    assert_eq!(
        message.isolated(),
        "\u{2068}Ann\u{2069} owes \u{2068}£5\u{2069} to \u{2068}Ann\u{2069}"
    );
    let expected = [
        Part::Value("Ann".to_owned()),
        Part::Text(" owes "),
        Part::Value("£5".to_owned()),
        Part::Text(" to "),
        Part::Value("Ann".to_owned()),
    ];
    assert_eq!(message.parts(), expected);
    assert_eq!(words::only_value("x").isolated(), "\u{2068}x\u{2069}");
}

#[test]
fn numbers_choose_their_plural() {
    let said = |count| words::months(count).text();
    assert_eq!(said(0), "Ends in no time.");
    assert_eq!(said(1), "Ends in 1 month.");
    assert_eq!(said(12), "Ends in 12 months.");
    assert_eq!(words::plural_text(1).parts(), [Part::Text("month")]);
    assert_eq!(words::plural_text(2).text(), "months");
    assert_eq!(words::welsh(1).text(), "1 plans");
}

#[test]
fn welsh_has_six_plurals() {
    let said = in_welsh(|| (0..=7).map(|count| words::months(count).text()).collect::<Vec<_>>());
    let expected = [
        "dim misoedd",
        "un mis",
        "deufis",
        "tri mis",
        "4 mis",
        "pum mis",
        "chwe mis",
        "7 mis",
    ]
    .map(str::to_owned);
    assert_eq!(said, expected);
    assert_eq!(in_welsh(|| words::welsh(2)).text(), "dau gynllun");
    assert_eq!(in_welsh(|| words::plural_text(1)).text(), "mis");
}

#[test]
fn words_choose_their_variant() {
    assert_eq!(words::who("agent").text(), "The agent proposed");
    assert_eq!(words::who("person").text(), "You proposed");
    assert_eq!(words::word_or_not("debt").text(), "A debt");
    assert_eq!(words::word_or_not("").text(), "Something");
}

#[test]
fn selectors_nest() {
    assert_eq!(words::nested("£5", 1, "agent").text(), "The agent asks for one payment");
    assert_eq!(
        words::nested("£5", 2, "agent").text(),
        "The agent asks for 2 payments of £5"
    );
    assert_eq!(words::nested("£5", 2, "person").text(), "");
}

#[test]
fn terms_and_references_are_inlined() {
    let message = words::use_term();
    assert_eq!(message.text(), "Welcome to Plan Negotiator: Lender and lender.");
    assert_eq!(message.parts().len(), 1);
    assert_eq!(
        words::refers("£5", "Ann", "it").text(),
        "See Agree a plan and Send it now of Ann owes £5 to Ann"
    );
}

#[test]
fn attributes_are_functions_of_their_own() {
    assert_eq!(words::button().text(), "Send");
    assert_eq!(words::button_label("it").text(), "Send it now");
    assert_eq!(words::button_title().text(), "Sends it");
}

#[test]
fn reserved_words_are_raw() {
    assert_eq!(words::r#move("it").text(), "Move it");
    assert!(KEYS.contains(&"r#move"));
}

#[test]
fn parameters_are_in_one_order_in_all_locales() {
    let all = || words::many("a", "b", "c", "d", "e", "f", "g", "h").text();
    assert_eq!(all(), "abcdefgh");
    assert_eq!(in_welsh(all), "habcdefg");
}

#[test]
fn a_language_is_spoken_or_left_for_a_moment() {
    assert_eq!(language(), "en-GB");
    let welsh = in_welsh(|| {
        assert_eq!(language(), "cy");
        assert_eq!(in_reference(words::plain).text(), "Agree a plan");
        words::plain()
    });
    assert_eq!(welsh.text(), "Cytuno ar gynllun");
    assert_eq!(words::plain().text(), "Agree a plan");
    let caught = std::panic::catch_unwind(|| in_welsh(|| panic!("within")));
    assert!(caught.is_err());
    assert_eq!(language(), "en-GB");
    assert!(speak(Some(read(TABLES[1].1))));
    assert_eq!(words::plain().text(), "Cytuno ar gynllun");
    assert_eq!(std::thread::spawn(language).join().unwrap(), "en-GB");
    assert!(speak(None));
}

#[test]
fn the_tables_say_what_the_functions_say() {
    let english = read(TABLES[0].1);
    let said = || {
        [
            words::quotes(),
            words::bidi(),
            words::lines(),
            words::nothing(),
            words::values("£5", "Ann"),
            words::months(1),
            words::months(12),
            words::who("agent"),
            words::word_or_not(""),
            words::nested("£5", 2, "agent"),
            words::refers("£5", "Ann", "it"),
            words::many("a", "b", "c", "d", "e", "f", "g", "h"),
        ]
        .map(|message| message.text())
    };
    let read = in_reference(|| {
        assert!(speak(Some(english)));
        said()
    });
    assert_eq!(read, said());
}

#[test]
fn tables_are_named_and_say_which_way_they_are_read() {
    assert_eq!(LANGUAGES, ["en-GB", "cy"]);
    for ((language, name), (file, _)) in TABLE_NAMES.iter().zip(TABLES) {
        assert_eq!(name, file);
        assert!(name.starts_with(&format!("fixture-{language}-")), "{name}");
    }
    assert_eq!(read(TABLES[1].1).direction.as_str(), "ltr");
}

#[test]
fn a_table_of_another_build_is_not_spoken() {
    assert!(!speak(Some(read(
        r#"{"language":"cy","direction":"rtl","messages":[["x"]]}"#
    ))));
    assert_eq!(language(), "en-GB");
    // One that asks for values that there are not leaves the words as they were.
    let messages = vec![r#"[[7,[["*",[9]]]]]"#; KEYS.len()].join(",");
    let hostile = format!(r#"{{"language":"cy","direction":"rtl","messages":[{messages}]}}"#);
    let said = in_reference(|| {
        assert!(speak(Some(read(&hostile))));
        (language(), words::plain().text(), words::months(2).text())
    });
    assert_eq!(said, ("cy", "Agree a plan".to_owned(), "Ends in 2 months.".to_owned()));
}

#[test]
fn every_function_is_listed() {
    assert_eq!(KEYS.len(), 21);
    assert!(KEYS.is_sorted());
    assert!(KEYS.contains(&"button_label"));
}
