//! Writing a locale's words as a table: JSON that `Translation` reads.

use super::{Catalogue, Key, Piece, Use};
use std::collections::BTreeMap;

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 4] = ["ar", "fa", "he", "ur"];

/// The parameters of each function, in their order, which is the order of the table's values.
type Parameters<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Use>>;

/// `{"language":"cy","direction":"ltr","messages":[["Hello ",0], …]}`: a message is a list of texts, places of values
/// among the parameters, and selectors `[parameter, [[key, pieces], …]]` whose key `*` is for every other value.
pub(super) fn table(catalogue: &Catalogue, parameters: &Parameters) -> String {
    let code = &catalogue.source.code;
    let language = code.split('-').next().unwrap_or_default();
    let direction = if RIGHT_TO_LEFT.contains(&language) {
        "rtl"
    } else {
        "ltr"
    };
    let messages: Vec<String> = catalogue
        .entries
        .iter()
        .map(|(name, entry)| {
            let names: Vec<&str> = parameters
                .get(name.as_str())
                .map(|types| types.keys().copied().collect())
                .unwrap_or_default();
            pieces(&entry.pieces, &names)
        })
        .collect();
    format!(
        "{{\"language\":{},\"direction\":\"{direction}\",\"messages\":[\n{}\n]}}\n",
        string(code),
        messages.join(",\n")
    )
}

fn pieces(list: &[Piece], names: &[&str]) -> String {
    let written: Vec<String> = list.iter().map(|piece| one(piece, names)).collect();
    format!("[{}]", written.join(","))
}

fn one(piece: &Piece, names: &[&str]) -> String {
    // Reading has found every variable among the parameters.
    let place = |variable: &str| names.iter().position(|name| *name == variable).unwrap_or_default();
    match piece {
        Piece::Text(text) => string(text),
        Piece::Value(variable) => place(variable).to_string(),
        Piece::Select {
            variable,
            arms,
            default,
            ..
        } => {
            let mut written: Vec<String> = arms
                .iter()
                .map(|(key, inner)| {
                    let key = match key {
                        Key::Number(number) => number.to_string(),
                        Key::Word(word) => word.clone(),
                    };
                    format!("[{},{}]", string(&key), pieces(inner, names))
                })
                .collect();
            written.push(format!("[\"*\",{}]", pieces(default, names)));
            format!("[{},[{}]]", place(variable), written.join(","))
        }
    }
}

/// A JSON string.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
