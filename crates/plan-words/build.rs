//! Compiles `locales/*.ftl` into Rust functions; see `build/generate.rs` for what is accepted.

#[path = "build/generate.rs"]
mod generate;

use generate::Source;
use std::path::{Path, PathBuf};

/// The locale every other one is checked against, and the one shown until another is chosen.
const REFERENCE: &str = "en-GB";

fn main() {
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let compiled = [
        (here.join("../../locales"), "locales", "words.rs"),
        // Two locales and every construct, so that the generated code itself is compiled, linted and run by tests.
        (here.join("tests/fixtures"), "tests/fixtures", "fixture.rs"),
    ]
    .map(|(folder, shown, file)| compile(&folder, shown, &out.join(file)));
    let mut failed = false;
    for problem in compiled.into_iter().filter_map(Result::err).flatten() {
        failed = true;
        println!("cargo::error={problem}");
    }
    if failed {
        std::process::exit(1);
    }
}

/// Compiles one folder of Fluent files into one Rust file.
fn compile(folder: &Path, shown: &str, out: &Path) -> Result<(), Vec<String>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let sources = read(folder, shown).map_err(|error| vec![format!("{shown}: {error}")])?;
    let code = generate::generate(&sources, REFERENCE)?;
    std::fs::write(out, code).map_err(|error| vec![format!("{}: {error}", out.display())])
}

/// Reads the Fluent files of a folder, in the order of their names.
fn read(folder: &Path, shown: &str) -> std::io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            let code = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path)?;
            sources.push(Source {
                path: format!("{shown}/{code}.ftl"),
                code,
                text,
            });
        }
    }
    sources.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(sources)
}
