//! Writing Rust: the enum of the locales and one function a message.

use super::read::{identifier, merge};
use super::{Catalogue, Entry, Key, Piece, Use};
use std::collections::{BTreeMap, BTreeSet};

/// Functions with more parameters than this are what clippy calls too many.
const MANY_PARAMETERS: usize = 7;

/// `en-GB` as a variant's name: `EnGb`.
fn variant_name(code: &str) -> String {
    let mut name = String::new();
    for part in code.split('-') {
        let (head, tail) = part.split_at(part.len().min(1));
        name.push_str(&head.to_ascii_uppercase());
        name.push_str(&tail.to_ascii_lowercase());
    }
    name
}

/// The enum of all locales.
pub(super) fn locale_enum(catalogues: &[Catalogue]) -> String {
    let codes = || catalogues.iter().map(|catalogue| catalogue.source.code.as_str());
    let mut variants = String::new();
    for (index, code) in codes().enumerate() {
        let default = if index == 0 { "    #[default]\n" } else { "" };
        variants.push_str(&format!(
            "    /// The words of `{code}.ftl`.\n{default}    {},\n",
            variant_name(code)
        ));
    }
    let all: Vec<String> = codes().map(|code| format!("Self::{}", variant_name(code))).collect();
    let arms: String = codes()
        .map(|code| format!("            Self::{} => {code:?},\n", variant_name(code)))
        .collect();
    let first = all.first().map_or("", String::as_str);
    format!(
        "/// The languages there are words in: one for each file in `locales/`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {{
{variants}}}

impl Locale {{
    /// The locale all others are checked against, and the one used until another is set.
    pub const REFERENCE: Self = {first};

    /// Every locale, the reference first.
    pub const ALL: &'static [Self] = &[{}];

    /// Its code, as `lang` attributes and file names have it.
    pub const fn code(self) -> &'static str {{
        match self {{
{arms}        }}
    }}

    /// The locale with a code, in capitals or not.
    pub fn from_code(code: &str) -> Option<Self> {{
        Self::ALL.iter().copied().find(|locale| locale.code().eq_ignore_ascii_case(code))
    }}
}}
",
        all.join(", ")
    )
}

/// One function, with the message's words in every locale.
pub(super) fn function(name: &str, catalogues: &[Catalogue]) -> Result<String, String> {
    let entries: Vec<(String, &Entry)> = catalogues
        .iter()
        .filter_map(|catalogue| Some((variant_name(&catalogue.source.code), catalogue.entries.get(name)?)))
        .collect();
    let mut types: BTreeMap<&str, Use> = BTreeMap::new();
    for (_, entry) in &entries {
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
    let mut writer = Writer {
        types: &types,
        used: BTreeSet::new(),
    };
    let body = writer.body(&entries);
    let mut out = entries
        .first()
        .map(|(_, entry)| documentation(entry))
        .unwrap_or_default();
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
    for variable in types.keys().filter(|variable| !writer.used.contains(**variable)) {
        out.push_str(&format!("        let _ = {};\n", rust(variable)));
    }
    out.push_str(&body);
    out.push_str("    }\n\n");
    Ok(out)
}

/// The Rust name of a variable, which reading has already found to have one.
fn rust(variable: &str) -> String {
    identifier(variable).unwrap_or_default()
}

struct Writer<'a> {
    types: &'a BTreeMap<&'a str, Use>,
    used: BTreeSet<String>,
}

impl Writer<'_> {
    /// The body of a function: an expression that makes the message.
    fn body(&mut self, entries: &[(String, &Entry)]) -> String {
        let fixed: Option<Vec<String>> = entries.iter().map(|(_, entry)| self.fixed(&entry.pieces)).collect();
        if let Some(fixed) = fixed {
            let arms = entries.iter().zip(&fixed).map(|((locale, _), text)| (locale, text));
            let text = match fixed.as_slice() {
                [only] => only.clone(),
                _ => {
                    let arms: String = arms
                        .map(|(locale, text)| format!("super::Locale::{locale} => {text}, "))
                        .collect();
                    format!("match super::locale() {{ {arms}}}")
                }
            };
            return format!("        super::Message::fixed({text})\n");
        }
        let mut out = "        let mut parts_ = super::Parts::new();\n".to_owned();
        match entries {
            [(_, only)] => out.push_str(&self.statements(&only.pieces)),
            _ => {
                out.push_str("match super::locale() {\n");
                for (locale, entry) in entries {
                    out.push_str(&format!(
                        "super::Locale::{locale} => {{\n{}}}\n",
                        self.statements(&entry.pieces)
                    ));
                }
                out.push_str("}\n");
            }
        }
        out.push_str("        parts_.finish()\n");
        out
    }

    /// An expression of type `&'static str`, if no value is placed: smaller than statements, and makes no list.
    fn fixed(&mut self, pieces: &[Piece]) -> Option<String> {
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
                self.used.insert(variable.clone());
                Some(format!("{out}_ => {default} }}"))
            }
            _ => None,
        }
    }

    /// Statements that add the pieces to `parts_`, a name no variable can have.
    fn statements(&mut self, pieces: &[Piece]) -> String {
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
                    self.used.insert(variable.clone());
                }
                Piece::Select { arms, default, .. } if arms.is_empty() => out.push_str(&self.statements(default)),
                Piece::Select {
                    variable,
                    arms,
                    default,
                    ..
                } => {
                    self.used.insert(variable.clone());
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
