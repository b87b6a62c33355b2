//! What a message is made of.

use std::fmt;

/// Begins a run of text whose direction does not affect its surroundings (FSI).
const ISOLATE: char = '\u{2068}';
/// Ends it (PDI).
const POP: char = '\u{2069}';

/// A message in one language, with its values in place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Message(Repr);

/// A message with no values takes no heap.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Repr {
    Fixed([Part; 1]),
    Made(Vec<Part>),
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The translator's words.
    Text(&'static str),
    /// A value put among them, which may be in another language or direction: show it in a `<bdi>`.
    Value(String),
}

impl Part {
    /// The text of the piece, whoever it is from.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Value(value) => value,
        }
    }
}

impl Message {
    /// A message with no values.
    pub const fn fixed(text: &'static str) -> Self {
        Self(Repr::Fixed([Part::Text(text)]))
    }

    /// Its pieces in order, so that values can be shown apart from words.
    pub fn parts(&self) -> &[Part] {
        match &self.0 {
            Repr::Fixed(part) => part,
            Repr::Made(parts) => parts,
        }
    }

    /// All of it as plain text: for a title, an `aria-label` or a test.
    pub fn text(&self) -> String {
        self.parts().iter().map(Part::as_str).collect()
    }

    /// All of it as plain text with each value isolated (U+2068 … U+2069): for text of mixed directions where there is
    /// no markup.
    pub fn isolated(&self) -> String {
        let mut out = String::new();
        for part in self.parts() {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Value(value) => {
                    out.push(ISOLATE);
                    out.push_str(value);
                    out.push(POP);
                }
            }
        }
        out
    }
}

/// The same as [`Message::text`].
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().iter().try_for_each(|part| f.write_str(part.as_str()))
    }
}

/// Collects the pieces of a message; the generated functions call nothing else, so that each is small.
#[derive(Debug, Default)]
pub struct Parts(Vec<Part>);

impl Parts {
    /// No pieces yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds words.
    #[inline(never)]
    pub fn text(&mut self, text: &'static str) {
        if !text.is_empty() {
            self.0.push(Part::Text(text));
        }
    }

    /// Adds a value.
    #[inline(never)]
    pub fn value(&mut self, value: &str) {
        self.0.push(Part::Value(value.to_owned()));
    }

    /// Adds a number, in plain decimal digits.
    #[inline(never)]
    pub fn number(&mut self, number: u64) {
        self.0.push(Part::Value(number.to_string()));
    }

    /// The message made of them.
    pub fn finish(self) -> Message {
        Message(Repr::Made(self.0))
    }
}
