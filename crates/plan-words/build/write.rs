//! Writing Rust: one function a message, with the reference's words in it.

use super::read::{identifier, merge};
use super::{Catalogue, Entry, Key, Piece, Use};
use std::collections::BTreeMap;

/// Functions with more parameters than this are what clippy calls too many.
const MANY_PARAMETERS: usize = 7;

/// The parameters of a function, by name: as every locale uses its variables.
pub(super) fn signature<'a>(name: &str, catalogues: &'a [Catalogue]) -> Result<BTreeMap<&'a str, Use>, String> {
    let mut types: BTreeMap<&str, Use> = BTreeMap::new();
    for entry in catalogues.iter().filter_map(|catalogue| catalogue.entries.get(name)) {
        for (variable, how) in &entry.uses {
            let before = types.get(variable.as_str()).copied().unwrap_or(*how);
            let both = merge(before, *how).ok_or_else(|| {
                format!(
                    "{}: ${variable} selects by number in one locale and by word in another",
                    entry.at
                )
            })?;
            types.insert(variable, both);
        }
    }
    Ok(types)
}

/// One function: the reference's words, unless a translation has the message at `index`.
pub(super) fn function(index: usize, name: &str, entry: &Entry, types: &BTreeMap<&str, Use>) -> String {
    let mut out = documentation(entry);
    if types.len() > MANY_PARAMETERS {
        out.push_str("    #[expect(clippy::too_many_arguments, reason = \"as many as the message has variables\")]\n");
    }
    let parameters: Vec<String> = types
        .iter()
        .map(|(variable, how)| {
            format!(
                "{}: {}",
                rust(variable),
                if *how == Use::Number { "u64" } else { "&str" }
            )
        })
        .collect();
    out.push_str(&format!(
        "    pub fn {name}({}) -> super::Message {{\n",
        parameters.join(", ")
    ));
    let writer = Writer { types };
    out.push_str(&writer.body(index, entry));
    out.push_str("    }\n\n");
    out
}

/// The Rust name of a variable, which reading has already found to have one.
fn rust(variable: &str) -> String {
    identifier(variable).unwrap_or_default()
}

struct Writer<'a> {
    types: &'a BTreeMap<&'a str, Use>,
}

impl Writer<'_> {
    /// The body of a function: an expression that makes the message.
    fn body(&self, index: usize, entry: &Entry) -> String {
        let values: Vec<String> = self
            .types
            .iter()
            .map(|(variable, how)| {
                let kind = if *how == Use::Number { "Number" } else { "Text" };
                format!("super::Value::{kind}({})", rust(variable))
            })
            .collect();
        if let (Some(text), true) = (self.fixed(&entry.pieces), values.is_empty()) {
            return format!("        super::fixed({index}, {text})\n");
        }
        format!(
            "        if let Some(said) = super::translated({index}, &[{}]) {{ return said; }}
        let mut parts_ = super::Parts::new();
{}        parts_.finish()
",
            values.join(", "),
            self.statements(&entry.pieces)
        )
    }

    /// An expression of type `&'static str`, if no value is placed: smaller than statements, and makes no list.
    fn fixed(&self, pieces: &[Piece]) -> Option<String> {
        match pieces {
            [] => Some("\"\"".to_owned()),
            [Piece::Text(text)] => Some(format!("{text:?}")),
            [Piece::Select { arms, default, .. }] if arms.is_empty() => self.fixed(default),
            [
                Piece::Select {
                    variable,
                    arms,
                    default,
                    ..
                },
            ] => {
                let texts: Option<Vec<String>> = arms.iter().map(|(_, pieces)| self.fixed(pieces)).collect();
                let default = self.fixed(default)?;
                let mut out = format!("match {} {{ ", rust(variable));
                for ((key, _), text) in arms.iter().zip(texts?) {
                    out.push_str(&format!("{} => {text}, ", arm(key)));
                }
                Some(format!("{out}_ => {default} }}"))
            }
            _ => None,
        }
    }

    /// Statements that add the pieces to `parts_`, a name no variable can have.
    fn statements(&self, pieces: &[Piece]) -> String {
        let mut out = String::new();
        if pieces.is_empty() {
            return "parts_.text(\"\");\n".to_owned();
        }
        for piece in pieces {
            if let Some(text) = self.fixed(std::slice::from_ref(piece)) {
                out.push_str(&format!("parts_.text({text});\n"));
                continue;
            }
            match piece {
                Piece::Text(_) => {}
                Piece::Value(variable) => {
                    let number = self.types.get(variable.as_str()) == Some(&Use::Number);
                    let method = if number { "number" } else { "value" };
                    out.push_str(&format!("parts_.{method}({});\n", rust(variable)));
                }
                Piece::Select { arms, default, .. } if arms.is_empty() => out.push_str(&self.statements(default)),
                Piece::Select {
                    variable,
                    arms,
                    default,
                    ..
                } => {
                    out.push_str(&format!("match {} {{\n", rust(variable)));
                    for (key, pieces) in arms {
                        out.push_str(&format!("{} => {{\n{}}}\n", arm(key), self.statements(pieces)));
                    }
                    out.push_str(&format!("_ => {{\n{}}}\n}}\n", self.statements(default)));
                }
            }
        }
        out
    }
}

/// A pattern of a `match`.
fn arm(key: &Key) -> String {
    match key {
        Key::Number(number) => number.to_string(),
        Key::Word(word) => format!("{word:?}"),
    }
}

/// The documentation of a function: the message's comment if it has one, and its words in the reference locale.
fn documentation(entry: &Entry) -> String {
    let mut shown = String::new();
    show(&entry.pieces, &mut shown);
    let ticks = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1;
    let fence = "`".repeat(ticks);
    let mut lines: Vec<String> = entry.comment.iter().map(|line| escape_markdown(line.trim())).collect();
    if lines.iter().all(String::is_empty) {
        lines = vec![format!("The message `{}`:", entry.key)];
    }
    lines.extend([String::new(), format!("{fence}text")]);
    lines.extend(shown.split('\n').map(visible));
    lines.push(fence);
    lines
        .iter()
        .map(|line| format!("    /// {line}").trim_end().to_owned() + "\n")
        .collect()
}

/// A message much as Fluent has it, with terms and references inlined.
fn show(pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Value(variable) => out.push_str(&format!("{{ ${variable} }}")),
            Piece::Select {
                variable,
                arms,
                default_key,
                default,
            } => {
                out.push_str(&format!("{{ ${variable} ->"));
                for (key, pieces) in arms {
                    match key {
                        Key::Number(number) => out.push_str(&format!(" [{number}] ")),
                        Key::Word(word) => out.push_str(&format!(" [{word}] ")),
                    }
                    show(pieces, out);
                }
                out.push_str(&format!(" *[{default_key}] "));
                show(default, out);
                out.push_str(" }");
            }
        }
    }
}

/// A line with nothing in it that could reorder or hide source text.
fn visible(line: &str) -> String {
    let hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut out = String::new();
    for c in line.chars() {
        if hidden(c) {
            out.extend(c.escape_unicode())
        } else {
            out.push(c)
        }
    }
    out
}

/// A comment's line as Markdown that shows it as it is; only `code` stays code.
fn escape_markdown(line: &str) -> String {
    let code = line.matches('`').count().is_multiple_of(2);
    let mut inside = false;
    let mut out = String::new();
    for c in visible(line).chars() {
        inside ^= code && c == '`';
        let tick = code && c == '`';
        if c.is_ascii_punctuation() && !inside && !tick && !",;:'\"!?()/".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
