//! Every crate that ships must be under a licence that asks for no more than a notice.

use crate::process::{cargo, output};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What ships: the app and the command line tool; and the carrier, before the app links it.
const ROOTS: [&str; 3] = ["plan-negotiator", "plan-cli", "plan-relay"];

const PERMISSIVE: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// `cargo xtask licences`.
pub fn command(args: &[String]) -> Result<()> {
    crate::no_arguments(args)?;
    check()
}

/// Fails with the name of every shipped crate whose licence is not permissive.
pub fn check() -> Result<()> {
    let metadata = output(cargo().args(["metadata", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("`cargo metadata` printed something else")?;
    let shipped = shipped(&metadata);
    if shipped.is_empty() {
        bail!("`cargo metadata` names none of {ROOTS:?}");
    }
    let refused: Vec<String> = shipped
        .iter()
        .filter(|(_, licence)| !is_permissive(licence))
        .map(|(name, licence)| {
            format!(
                "{name}: {}",
                if licence.is_empty() {
                    "no licence named"
                } else {
                    licence
                }
            )
        })
        .collect();
    if !refused.is_empty() {
        bail!("not permissive: {}", refused.join("; "));
    }
    println!("    {} crates ship, all under permissive licences", shipped.len());
    Ok(())
}

/// Each shipped crate with its version, and its licence expression.
fn shipped(metadata: &Value) -> BTreeMap<String, String> {
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> = array(&metadata["packages"])
        .into_iter()
        .map(|package| (text(&package["id"]), package))
        .collect();
    let nodes: BTreeMap<String, Value> = array(&metadata["resolve"]["nodes"])
        .into_iter()
        .map(|node| (text(&node["id"]), node))
        .collect();
    let mut waiting: Vec<String> = packages
        .iter()
        .filter(|(_, package)| ROOTS.contains(&package["name"].as_str().unwrap_or_default()))
        .map(|(id, _)| id.clone())
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        for dependency in nodes.get(&id).map(|node| array(&node["deps"])).unwrap_or_default() {
            // A null kind is a normal dependency; the others are for building and testing.
            if array(&dependency["dep_kinds"])
                .iter()
                .any(|kind| kind["kind"].is_null())
            {
                waiting.push(text(&dependency["pkg"]));
            }
        }
    }
    seen.iter()
        .filter_map(|id| packages.get(id))
        .map(|package| {
            let name = format!("{} {}", text(&package["name"]), text(&package["version"]));
            (name, text(&package["license"]))
        })
        .collect()
}

/// Whether an SPDX expression can be satisfied by permissive licences alone.
fn is_permissive(expression: &str) -> bool {
    // Older crates write `MIT/Apache-2.0` for a choice.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = any_of(&words, &mut at);
    allowed && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= all_of(words, at);
    }
    allowed
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    // Past the end too, so that a missing word leaves a count that cannot match.
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let allowed = any_of(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return allowed && closed;
    }
    if words.get(*at) == Some(&"WITH") {
        // An exception only ever permits more.
        *at += 2;
    }
    PERMISSIVE.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        for good in [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
        ] {
            assert!(is_permissive(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "MIT OR",
            "(MIT",
            "MIT)",
            "MPL-2.0",
            "MIT Apache-2.0",
        ] {
            assert!(!is_permissive(bad), "{bad}");
        }
    }

    #[test]
    fn only_what_ships_is_looked_at() {
        let metadata = serde_json::json!({
            "packages": [
                { "id": "a", "name": "plan-cli", "version": "1", "license": "MIT" },
                { "id": "b", "name": "shipped", "version": "2", "license": "ISC" },
                { "id": "c", "name": "tested-with", "version": "3", "license": "GPL-3.0" },
            ],
            "resolve": { "nodes": [{ "id": "a", "deps": [
                { "pkg": "b", "dep_kinds": [{ "kind": null }] },
                { "pkg": "c", "dep_kinds": [{ "kind": "dev" }] },
            ] }] },
        });
        let names: Vec<String> = shipped(&metadata).into_keys().collect();
        assert_eq!(names, ["plan-cli 1", "shipped 2"]);
    }
}
