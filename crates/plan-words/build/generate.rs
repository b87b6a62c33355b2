//! Turns Fluent files into Rust source: one function a message, so that a missing key is a compile error.
//!
//! Accepted: text, variables, string and number literals, terms (with literal arguments), references to other
//! messages, attributes, plural selectors (categories and exact numbers), word selectors, and selectors within
//! selectors. Refused, with the file and line: functions such as `NUMBER()`, anything the parser calls junk, keys or
//! variables that are not kebab-case, plural categories the language does not have, and variants that can never show.

mod read;
mod table;
mod write;

use read::read;
use std::collections::BTreeMap;
use table::table;
use write::{function, signature};

/// One Fluent file.
pub struct Source {
    /// The locale's code, such as `en-GB`.
    pub code: String,
    /// Where it is, as shown in problems.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// What is made of the files.
#[derive(Debug)]
pub struct Generated {
    /// Rust: `KEYS`, `LANGUAGES`, and `mod words` with the reference's words.
    pub code: String,
    /// Each locale's code and its words as a table, the reference first.
    pub tables: Vec<(String, String)>,
}

/// What a message is made of, once terms and references are inlined.
enum Piece {
    Text(String),
    Value(String),
    Select {
        variable: String,
        arms: Vec<(Key, Vec<Piece>)>,
        default_key: String,
        default: Vec<Piece>,
    },
}

/// What an arm of a selector waits for.
enum Key {
    Number(u64),
    Word(String),
}

/// How a variable is used, which decides its parameter's type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Placed,
    Number,
    Word,
}

/// One function to be: a message's value or one of its attributes.
struct Entry {
    key: String,
    at: String,
    comment: Vec<String>,
    pieces: Vec<Piece>,
    uses: BTreeMap<String, Use>,
}

/// All functions of a locale, by name.
struct Catalogue<'a> {
    source: &'a Source,
    entries: BTreeMap<String, Entry>,
}

/// Compiles the files, or lists everything that is wrong with them.
///
/// The code defines `KEYS`, `LANGUAGES` and `mod words`; it expects `Message`, `Parts`, `Value`, `fixed()` and
/// `translated()` beside them.
pub fn generate(sources: &[Source], reference: &str) -> Result<Generated, Vec<String>> {
    let mut problems = Vec::new();
    let mut catalogues = Vec::new();
    for source in sources {
        match read(source) {
            Ok(entries) => catalogues.push(Catalogue { source, entries }),
            Err(found) => problems.extend(found),
        }
    }
    if !sources.iter().any(|source| source.code == reference) {
        problems.push(format!(
            "there is no {reference}.ftl, which all other locales are checked against"
        ));
    }
    catalogues.sort_by_key(|catalogue| catalogue.source.code != reference);
    let Some((first, others)) = catalogues.split_first().filter(|_| problems.is_empty()) else {
        return Err(problems);
    };
    for other in others {
        compare(first, other, &mut problems);
    }
    let mut functions = String::new();
    let mut parameters = BTreeMap::new();
    for (index, (name, entry)) in first.entries.iter().enumerate() {
        match signature(name, &catalogues) {
            Ok(types) => {
                functions.push_str(&function(index, name, entry, &types));
                parameters.insert(name.as_str(), types);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let list = |names: Vec<String>| names.join(", ");
    let keys = list(first.entries.keys().map(|name| format!("{name:?}")).collect());
    let codes = list(
        catalogues
            .iter()
            .map(|catalogue| format!("{:?}", catalogue.source.code))
            .collect(),
    );
    let code = format!(
        "/// The name of every function in [`words`], in the order of a translation's messages.
pub const KEYS: &[&str] = &[{keys}];

/// The codes of the languages that there are words in, one for each file in `locales/`, the reference first.
pub const LANGUAGES: &[&str] = &[{codes}];

/// One function a message, made from `locales/*.ftl`; each answers in the current language.
pub mod words {{
{functions}}}
"
    );
    let tables = catalogues
        .iter()
        .map(|catalogue| (catalogue.source.code.clone(), table(catalogue, &parameters)))
        .collect();
    Ok(Generated { code, tables })
}

/// Lists the keys and variables in which a locale differs from the reference.
fn compare(first: &Catalogue, other: &Catalogue, problems: &mut Vec<String>) {
    let absent = |from: &Catalogue, to: &Catalogue| -> Vec<String> {
        let missing = from.entries.iter().filter(|(name, _)| !to.entries.contains_key(*name));
        missing.map(|(_, entry)| entry.key.clone()).collect()
    };
    let (here, there) = (&other.source.path, &first.source.path);
    let missing = absent(first, other);
    if !missing.is_empty() {
        problems.push(format!("{here}: missing, though in {there}: {}", missing.join(", ")));
    }
    let extra = absent(other, first);
    if !extra.is_empty() {
        problems.push(format!("{here}: not in {there}: {}", extra.join(", ")));
    }
    for (name, entry) in &other.entries {
        let Some(expected) = first.entries.get(name) else {
            continue;
        };
        let list = |entry: &Entry| {
            let names: Vec<String> = entry.uses.keys().map(|name| format!("${name}")).collect();
            if names.is_empty() {
                "no variables".to_owned()
            } else {
                names.join(", ")
            }
        };
        if !entry.uses.keys().eq(expected.uses.keys()) {
            let (at, key) = (&entry.at, &entry.key);
            problems.push(format!(
                "{at}: {key} has {}, but {there} has {}",
                list(entry),
                list(expected)
            ));
        }
    }
}
