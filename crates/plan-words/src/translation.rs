// The words of another language, read while the app runs.
//
// The reference's words are in the program. Every other language is a table that the build writes and the app fetches,
// so that nobody downloads words they do not read. Included, not a module: the tests include it a second time, for
// messages of their own.

thread_local! {
    static CURRENT: Cell<Option<&'static Translation>> = const { Cell::new(None) };
}

/// The words of one language, in the order of [`KEYS`].
#[derive(Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Translation {
    /// Its code, as `lang` attributes have it.
    pub language: String,
    /// Which way it is read, as `dir` attributes have it.
    pub direction: Direction,
    messages: Vec<Vec<Piece>>,
}

/// Which way a language is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// As the `dir` attribute has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// A piece of a message.
#[derive(Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(untagged)]
enum Piece {
    Text(String),
    /// The value at that place among the parameters.
    Value(usize),
    /// The pieces of the first key that the value is; `*` is every value.
    Select(usize, Vec<(String, Vec<Self>)>),
}

/// A value that a message is made with.
#[derive(Debug, Clone, Copy)]
enum Value<'a> {
    Number(u64),
    Text(&'a str),
}

/// Speaks another language in this thread from now on; `None`: the reference. A table with fewer or more messages than
/// this build has is not spoken: then `false`, and the language is as it was.
pub fn speak(translation: Option<&'static Translation>) -> bool {
    let fits = translation.is_none_or(|translation| translation.messages.len() == KEYS.len());
    if fits {
        CURRENT.set(translation);
    }
    fits
}

/// The language of this thread's messages.
pub fn language() -> &'static str {
    CURRENT.get().map_or(LANGUAGES[0], |translation| &translation.language)
}

/// Does something in the reference's words, and goes back to the language before, even after a panic: for what must come
/// out the same for everyone, such as a document's text.
pub fn in_reference<T>(make: impl FnOnce() -> T) -> T {
    /// Sets the language back when it goes out of scope.
    struct Back(Option<&'static Translation>);
    impl Drop for Back {
        fn drop(&mut self) {
            CURRENT.set(self.0);
        }
    }
    let _back = Back(CURRENT.replace(None));
    make()
}

/// A message without values.
#[inline(never)]
fn fixed(index: usize, text: &'static str) -> Message {
    translated(index, &[]).unwrap_or(Message::fixed(text))
}

/// The message at that place in another language; `None` where the reference is spoken.
#[inline(never)]
fn translated(index: usize, values: &[Value]) -> Option<Message> {
    let pieces = CURRENT.get()?.messages.get(index)?;
    let mut parts = Parts::new();
    add(pieces, values, &mut parts)?;
    Some(parts.finish())
}

/// Adds the pieces; `None` when a table asks for a value that there is not.
fn add(pieces: &'static [Piece], values: &[Value], parts: &mut Parts) -> Option<()> {
    for piece in pieces {
        match piece {
            Piece::Text(text) => parts.text(text),
            Piece::Value(place) => match values.get(*place)? {
                Value::Number(number) => parts.number(*number),
                Value::Text(text) => parts.value(text),
            },
            Piece::Select(place, arms) => {
                let number;
                let value = match values.get(*place)? {
                    Value::Text(text) => *text,
                    Value::Number(count) => {
                        number = count.to_string();
                        &number
                    }
                };
                let (_, inner) = arms.iter().find(|(key, _)| key == value || key == "*")?;
                add(inner, values, parts)?;
            }
        }
    }
    Some(())
}
