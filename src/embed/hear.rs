//! What the page around the frame says to it: a text of JSON, read strictly. What is not known is not there.

use serde_json::{Map, Value};

use super::hosts::policy_address;
use super::limits::MAX_TEXT;
use super::theme::{Colour, Look, Scheme};
use crate::state::spoken;

/// A message from the page around the frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hear {
    /// A plan is to be started from this case: the Case contract, not yet read.
    Open(String),
    /// The keyboard is to be in the plan.
    Focus,
    /// The plan is to be closed.
    Close,
    /// How the page looks.
    Theme(Look),
    /// What the element says beside that.
    Settings(Settings),
}

/// What stands in the element's attributes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language, where there are words in it.
    pub lang: Option<&'static str>,
    /// Where plans are kept.
    pub storage: Storage,
    /// The policy pack that the page asks for.
    pub policy: Option<String>,
}

/// Where plans are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Storage {
    /// On this device.
    #[default]
    Keep,
    /// Until the tab is closed.
    Session,
}

/// Reads a message; `None` where it is none, or longer than any.
pub fn hear(text: &str) -> Option<Hear> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    let message = value.as_object()?;
    match word(message, "kind")? {
        // The text is made anew: of two fields with one name only the last is left, whoever reads it.
        "open" => message.get("case").map(|case| Hear::Open(case.to_string())),
        "focus" => Some(Hear::Focus),
        "close" => Some(Hear::Close),
        "theme" => Some(Hear::Theme(look(message))),
        "settings" => Some(Hear::Settings(Settings {
            lang: word(message, "lang").and_then(spoken::known),
            storage: match word(message, "storage") {
                Some("session") => Storage::Session,
                _ => Storage::Keep,
            },
            policy: word(message, "policy").and_then(policy_address),
        })),
        _ => None,
    }
}

fn word<'a>(message: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    message.get(key).and_then(Value::as_str)
}

fn look(message: &Map<String, Value>) -> Look {
    let colour = |key| word(message, key).and_then(Colour::parse);
    let radius = message.get("radius").and_then(Value::as_u64);
    Look {
        scheme: match word(message, "theme") {
            Some("light") => Scheme::Light,
            Some("dark") => Scheme::Dark,
            _ => Scheme::Auto,
        },
        accent: colour("accent"),
        background: colour("background"),
        text: colour("text"),
        radius: radius.and_then(|radius| u8::try_from(radius).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_read() {
        let case = r#"{"kind":"open","case":{"version":1,"currency":"GBP","debts":[]}}"#;
        let Some(Hear::Open(text)) = hear(case) else {
            panic!("the case is not read")
        };
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap(),
            serde_json::json!({"version":1,"currency":"GBP","debts":[]})
        );
        assert_eq!(hear(r#"{"kind":"focus"}"#), Some(Hear::Focus));
        assert_eq!(hear(r#"{"kind":"close"}"#), Some(Hear::Close));
        let theme = r##"{"kind":"theme","theme":"dark","accent":"#00bb55","background":"#101418","text":"#ffffff","radius":8}"##;
        let look = Look {
            scheme: Scheme::Dark,
            accent: Colour::parse("#00bb55"),
            background: Colour::parse("#101418"),
            text: Colour::parse("#ffffff"),
            radius: Some(8),
        };
        assert_eq!(hear(theme), Some(Hear::Theme(look)));
        let settings = r#"{"kind":"settings","lang":"en","storage":"session","policy":"/policies/acme.json"}"#;
        let read = Settings {
            lang: Some("en-GB"),
            storage: Storage::Session,
            policy: Some("policies/acme.json".to_owned()),
        };
        assert_eq!(hear(settings), Some(Hear::Settings(read)));
    }

    #[test]
    fn fields_that_are_not_known_or_not_right_are_not_there() {
        let theme =
            r##"{"kind":"theme","theme":"pink","accent":"red","background":"#12345","text":7,"radius":-1,"font":"x"}"##;
        assert_eq!(hear(theme), Some(Hear::Theme(Look::default())));
        assert_eq!(
            hear(r#"{"kind":"theme","radius":4000}"#),
            Some(Hear::Theme(Look::default()))
        );
        let settings = r#"{"kind":"settings","lang":"tlh","storage":{"session":1},"policy":"//evil.example/a.json","__proto__":{"send":true}}"#;
        assert_eq!(hear(settings), Some(Hear::Settings(Settings::default())));
        assert_eq!(
            hear(r#"{"kind":"focus","text":"x","__proto__":{"kind":"close"}}"#),
            Some(Hear::Focus)
        );
    }

    #[test]
    fn what_is_no_message_is_nothing() {
        for text in [
            "",
            "null",
            "7",
            "\"open\"",
            "[]",
            "[{\"kind\":\"focus\"}]",
            "{}",
            r#"{"kind":7}"#,
            r#"{"kind":["focus"]}"#,
            r#"{"kind":"Focus"}"#,
            r#"{"kind":"open"}"#,
            r#"{"kind":"ready"}"#,
            r#"{"kind":"constructor"}"#,
            r#"{"kind":"__proto__"}"#,
            r#"{"kind":"send","pdf":"x"}"#,
            r#"{"kind":"focus"}{"kind":"close"}"#,
            r#"{"kind":"focus""#,
            "{\"kind\":\"focus\u{0}\"}",
        ] {
            assert_eq!(hear(text), None, "{text}");
        }
        assert_eq!(hear(&"[".repeat(60_000)), None);
        assert_eq!(
            hear(&format!(
                r#"{{"kind":"open","case":{}1{}}}"#,
                "[".repeat(9_000),
                "]".repeat(9_000)
            )),
            None
        );
    }

    #[test]
    fn the_longest_message_is_64_kib() {
        let of_length = |length: usize| {
            let (before, after) = (r#"{"kind":"open","case":""#, r#""}"#);
            format!("{before}{}{after}", "x".repeat(length - before.len() - after.len()))
        };
        assert!(hear(&of_length(MAX_TEXT)).is_some());
        assert_eq!(hear(&of_length(MAX_TEXT + 1)), None);
    }
}
