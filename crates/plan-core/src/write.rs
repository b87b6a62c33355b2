//! Canonical JSON, written member by member: RFC 8785 for strings, whole numbers and booleans.
//!
//! Members are written in the order of their keys; nothing sorts them afterwards. Every change of a plan is written and
//! compared on both sides, and a tree of values costs several times as much as its text. What is called some forty times is
//! not written out at each call.

use crate::calendar::{Date, format_iso_date};
use crate::money::{Currency, Money};

/// JSON on its way.
pub struct Json(String);

impl Json {
    /// What `write` writes.
    pub fn of(write: impl FnOnce(&mut Self)) -> String {
        let mut json = Self(String::with_capacity(128));
        write(&mut json);
        json.0
    }

    /// A comma, where something stands before in the same object or list.
    #[inline(never)]
    fn next(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }

    /// Begins an object.
    #[inline(never)]
    pub fn object(&mut self) {
        self.next();
        self.0.push('{');
    }

    /// Ends an object.
    #[inline(never)]
    pub fn end(&mut self) {
        self.0.push('}');
    }

    /// A list, each of its entries written by `write`.
    pub fn list<T>(&mut self, entries: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.next();
        self.0.push('[');
        for entry in entries {
            write(self, entry);
        }
        self.0.push(']');
    }

    /// The key of a member; its value is written next.
    #[inline(never)]
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.word(key);
        self.0.push(':');
        self
    }

    /// A string that needs no escaping.
    #[inline(never)]
    pub fn word(&mut self, word: &str) {
        self.next();
        self.0.push('"');
        self.0.push_str(word);
        self.0.push('"');
    }

    /// Any string.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.next();
        self.0.push_str(&serde_json::Value::from(text).to_string());
    }

    /// A member, where it is there.
    #[inline(never)]
    pub fn text_where(&mut self, key: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.key(key).text(text);
        }
    }

    /// A whole number.
    pub fn number(&mut self, number: impl Into<u32>) {
        self.next();
        self.0.push_str(&number.into().to_string());
    }

    /// A whole number, or null.
    pub fn number_or_null(&mut self, number: Option<impl Into<u32>>) {
        match number {
            Some(number) => self.number(number),
            None => self.null(),
        }
    }

    #[inline(never)]
    pub fn null(&mut self) {
        self.next();
        self.0.push_str("null");
    }

    #[inline(never)]
    pub fn flag(&mut self, flag: bool) {
        self.next();
        self.0.push_str(if flag { "true" } else { "false" });
    }

    #[inline(never)]
    pub fn date(&mut self, date: Date) {
        self.word(&format_iso_date(date));
    }

    /// An amount of minor units.
    #[inline(never)]
    pub fn amount(&mut self, minor: i64, currency: Currency) {
        self.next();
        self.0.push('"');
        Money::from_minor(minor, currency).write_to(&mut self.0);
        self.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The same as what the library writes of the same values, whose keys it sorts as long as nothing switches its
        /// `preserve_order` on.
        #[test]
        fn prop_writes_what_the_library_writes(text: String, list: Vec<(String, bool)>, number: u32) {
            let written = Json::of(|json| {
                json.object();
                json.text_where("absent", None);
                json.key("list").list(&list, |json, (text, flag)| {
                    json.object();
                    json.key("flag").flag(*flag);
                    json.key("none").number_or_null(None::<u8>);
                    json.text_where("text", Some(text));
                    json.end();
                });
                json.key("number").number(number);
                json.key("text").text(&text);
                json.key("word").word("weekly");
                json.end();
            });
            let list: Vec<_> = list.iter().map(|(text, flag)| serde_json::json!({ "text": text, "flag": flag, "none": null })).collect();
            let expected = serde_json::json!({ "word": "weekly", "text": text, "number": number, "list": list });
            prop_assert_eq!(written, expected.to_string());
        }
    }
}
