//! A second build for journeys about newer versions: the app once more, with every hash in a name replaced, as a change
//! of everything would do it. To build it twice would take minutes and show no more.

use crate::process::root;
use crate::{dist, headers, offline, worker};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Makes it of the build that is there, and says where it is.
pub fn make() -> Result<PathBuf> {
    let (from, to) = (dist::folder(), root().join("target/next-build"));
    if to.exists() {
        std::fs::remove_dir_all(&to)?;
    }
    let files = headers::files(&from)?;
    let hashes: Vec<&str> = files.iter().filter_map(|file| headers::hash_of(file)).collect();
    let Some(sources) = files.iter().find_map(|file| worker::sources_of(file)) else {
        bail!("the build has no worker of the documents");
    };
    for file in &files {
        let bytes = std::fs::read(from.join(file)).with_context(|| format!("{file} cannot be read"))?;
        let place = to.join(renamed(file, &hashes));
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&place, replaced(bytes, &hashes))
            .with_context(|| format!("{} cannot be written", place.display()))?;
    }
    offline::write(&to, &other(sources))?;
    headers::write(&to)?;
    check(&to, &hashes)?;
    Ok(to)
}

/// Another hash of the same length: a module's text may not move.
fn other(hash: &str) -> String {
    let flipped = |digit: char| match digit.to_digit(16) {
        Some(digit) => char::from_digit(15 - digit, 16).unwrap_or('0'),
        None => digit,
    };
    hash.chars().map(flipped).collect()
}

fn renamed(file: &str, hashes: &[&str]) -> String {
    hashes
        .iter()
        .fold(file.to_owned(), |name, hash| name.replace(hash, &other(hash)))
}

fn replaced(mut bytes: Vec<u8>, hashes: &[&str]) -> Vec<u8> {
    for hash in hashes {
        let (old, new) = (hash.as_bytes(), other(hash));
        let mut at = 0;
        while at + old.len() <= bytes.len() {
            if &bytes[at..at + old.len()] == old {
                bytes[at..at + old.len()].copy_from_slice(new.as_bytes());
                at += old.len();
            } else {
                at += 1;
            }
        }
    }
    bytes
}

/// Nothing of the first build may be named in the second, or a journey could pass by its files.
fn check(build: &Path, hashes: &[&str]) -> Result<()> {
    for file in headers::files(build)? {
        let bytes = std::fs::read(build.join(&file))?;
        if replaced(bytes.clone(), hashes) != bytes {
            bail!("{file} still names a file of the first build");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hash_becomes_another_of_the_same_length() {
        assert_eq!(other("0123456789abcdef"), "fedcba9876543210");
        assert_eq!(renamed("app-00ff00ff00ff.js", &["00ff00ff00ff"]), "app-ff00ff00ff00.js");
        let bytes = b"\0import './app-00ff00ff00ff.js' 00ff00ff00ff".to_vec();
        let wanted = b"\0import './app-ff00ff00ff00.js' ff00ff00ff00".to_vec();
        assert_eq!(replaced(bytes, &["00ff00ff00ff"]), wanted);
    }
}
