//! Every message is shown somewhere: one that is not is to be deleted from `locales/`.

use std::path::{Path, PathBuf};

/// All Rust files beneath a folder.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The sources of the app and of every crate but this one, without lines that are only comments.
fn sources() -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&here.join("../../src"), &mut files);
    for entry in std::fs::read_dir(here.join("..")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("plan-") && name != "plan-words" {
            rust_files(&entry.path().join("src"), &mut files);
        }
    }
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
    texts.flat_map(|text| code_lines(&text)).collect()
}

/// The lines that are not only a comment.
fn code_lines(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Whether code mentions `words::name`, or calls `name(` that is not another type's or module's, nor defined there.
fn is_used(code: &str, name: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let before = code.get(..at).unwrap_or_default();
        let after = code.get(at + name.len()..).unwrap_or_default();
        if before.ends_with(part_of_name) || before.ends_with("r#") || after.starts_with(part_of_name) {
            return false;
        }
        let other = before.ends_with(':') || before.ends_with('.') || before.ends_with("fn ");
        before.ends_with("words::") || (!other && after.starts_with('('))
    })
}

#[test]
fn every_message_is_used() {
    let code = sources();
    assert!(!code.is_empty(), "no sources found: this test looks in the wrong place");
    let unused: Vec<&str> = plan_words::KEYS
        .iter()
        .copied()
        .filter(|name| !is_used(&code, name))
        .collect();
    assert!(
        unused.is_empty(),
        "messages nobody shows (delete them from locales/*.ftl): {}",
        unused.join(", ")
    );
}

#[test]
fn a_use_is_told_from_a_resemblance() {
    for used in [
        "words::send()",
        "plan_words::words::send(x)",
        "map(words::send)",
        "a(send())",
    ] {
        assert!(is_used(used, "send"), "{used}");
    }
    for unused in [
        "words::send_all()",
        "words::resend()",
        "fn send()",
        "x.send()",
        "Tx::send()",
        "send",
        "\"send\"",
    ] {
        assert!(!is_used(unused, "send"), "{unused}");
    }
    assert!(is_used("words::r#move()", "r#move"));
    assert_eq!(code_lines("a\n  // words::send()\nb"), ["a\n", "b\n"]);
}
