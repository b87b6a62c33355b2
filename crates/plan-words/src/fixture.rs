//! Runs what the generator makes of `tests/fixtures/*.ftl`: two locales, and every construct.

use crate::{Message, Part, Parts};
use std::cell::Cell;

include!(concat!(env!("OUT_DIR"), "/fixture.rs"));
include!("current.rs");

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
    let said = in_locale(Locale::Cy, || {
        (0..=7).map(|count| words::months(count).text()).collect::<Vec<_>>()
    });
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
    assert_eq!(in_locale(Locale::Cy, || words::welsh(2)).text(), "dau gynllun");
    assert_eq!(in_locale(Locale::Cy, || words::plural_text(1)).text(), "mis");
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
    assert_eq!(in_locale(Locale::Cy, all), "habcdefg");
}

#[test]
fn a_locale_can_be_set_or_borrowed() {
    assert_eq!(locale(), Locale::EnGb);
    let welsh = in_locale(Locale::Cy, || {
        assert_eq!(in_locale(Locale::EnGb, words::plain).text(), "Agree a plan");
        words::plain()
    });
    assert_eq!(welsh.text(), "Cytuno ar gynllun");
    assert_eq!(words::plain().text(), "Agree a plan");
    let caught = std::panic::catch_unwind(|| in_locale(Locale::Cy, || panic!("within")));
    assert!(caught.is_err());
    assert_eq!(locale(), Locale::EnGb);
    set_locale(Locale::Cy);
    assert_eq!(words::plain().text(), "Cytuno ar gynllun");
    assert_eq!(std::thread::spawn(locale).join().unwrap(), Locale::EnGb);
    set_locale(Locale::EnGb);
}

#[test]
fn locales_have_codes() {
    assert_eq!(Locale::ALL, [Locale::EnGb, Locale::Cy]);
    assert_eq!(Locale::default(), Locale::REFERENCE);
    assert_eq!(
        Locale::ALL.iter().map(|locale| locale.code()).collect::<Vec<_>>(),
        ["en-GB", "cy"]
    );
    assert_eq!(Locale::from_code("EN-gb"), Some(Locale::EnGb));
    assert_eq!(Locale::from_code("fr"), None);
}

#[test]
fn every_function_is_listed() {
    assert_eq!(KEYS.len(), 21);
    assert!(KEYS.is_sorted());
    assert!(KEYS.contains(&"button_label"));
}
