//! Compiles `locales/*.ftl` into Rust functions; see `build/generate.rs` for what is accepted.

#[path = "build/generate.rs"]
mod generate;

use generate::{Generated, Source};
use std::hash::{DefaultHasher, Hasher};
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
    .map(|(folder, shown, file)| compile(&folder, shown, &out, file));
    let mut failed = false;
    for problem in compiled.into_iter().filter_map(Result::err).flatten() {
        failed = true;
        println!("cargo::error={problem}");
    }
    if failed {
        std::process::exit(1);
    }
}

/// Compiles one folder of Fluent files into one Rust file, and a table beside it for each language.
fn compile(folder: &Path, shown: &str, out: &Path, file: &str) -> Result<(), Vec<String>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let sources = read(folder, shown).map_err(|error| vec![format!("{shown}: {error}")])?;
    let Generated { mut code, tables } = generate::generate(&sources, REFERENCE)?;
    let write = |path: PathBuf, text: &str| {
        std::fs::write(&path, text).map_err(|error| vec![format!("{}: {error}", path.display())])
    };
    let (mut names, mut included) = (String::new(), String::new());
    for (language, table) in &tables {
        let stem = file.trim_end_matches(".rs");
        // By its name a table is known to be the one of this build.
        let name = format!("{stem}-{language}-{:016x}.json", digest(table));
        let path = out.join(&name);
        write(path.clone(), table)?;
        names.push_str(&format!("({language:?}, {name:?}), "));
        included.push_str(&format!("({name:?}, include_str!({:?})), ", path.display().to_string()));
    }
    code.push_str(&format!(
        "
/// Each language with the name of the file that its words are in.
pub const TABLE_NAMES: &[(&str, &str)] = &[{names}];

/// The words of every language: the name of a file, and what is in it.
#[cfg(any(test, feature = \"tables\"))]
pub const TABLES: &[(&str, &str)] = &[{included}];
"
    ));
    write(out.join(file), &code)
}

/// Tells two tables apart; nobody attacks it.
fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
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
