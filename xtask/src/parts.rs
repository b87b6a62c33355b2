//! Cutting the app apart: what a screen does not need is not in its first download.
//!
//! The functions marked in `src/parts.rs` are where the module is cut. The linker's relocations tell which functions
//! and data each part needs; what several parts need becomes a file that is fetched once.

use crate::process::{command, root, run};
use crate::setup;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const APP: &str = "plan-negotiator";
const TARGET: &str = "wasm32-unknown-unknown";
/// Where cargo looks for flags of the compiler for that target.
pub const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Makes a build that can be cut apart: with the cuts marked, and with the relocations kept.
pub fn prepare(trunk: &mut Command) {
    trunk
        .args(["--features", "split"])
        .env(RUSTFLAGS, "-Clink-args=--emit-relocs");
}

/// Replaces the module of a staged build by its parts, where it was built for that; leaves any other as it is.
pub fn cut(staged: &Path) -> Result<()> {
    let script = find(staged, ".js")?;
    let name = script
        .file_stem()
        .and_then(|name| name.to_str())
        .context("the staged script has no name")?
        .to_owned();
    // Only a build for cutting asks for what lies beyond the cuts.
    if !std::fs::read_to_string(&script)?.contains("__wasm_split") {
        return Ok(());
    }
    let hash = name
        .strip_prefix(&format!("{APP}-"))
        .context("the staged script has no hash")?;
    let work = target_folder().join("parts");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    std::fs::create_dir_all(&work)?;

    let whole = target_folder().join(TARGET).join("release").join(format!("{APP}.wasm"));
    let whole = std::fs::read(&whole).with_context(|| format!("{} cannot be read", whole.display()))?;
    let (first, links, main) = (
        work.join("first.wasm"),
        format!("./parts-{hash}.js"),
        format!("./{name}.js"),
    );
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &work;
    options.main_out_path = &first;
    options.link_name = &links;
    options.main_module = &main;
    let parts = match wasm_split_cli_support::transform(options) {
        Ok(split) => split.split_modules,
        Err(error) => bail!("the module cannot be cut apart: {error:#}"),
    };

    run(command("wasm-bindgen")
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--out-name",
            &name,
            "--out-dir",
        ])
        .arg(&work)
        .arg(&first)
        .env("PATH", setup::path()?))?;
    std::fs::copy(work.join(format!("{name}.js")), &script)?;
    shrink(
        &work.join(format!("{name}_bg.wasm")),
        &staged.join(format!("{name}_bg.wasm")),
    )?;

    // The parts are named after the whole: a page and its parts always come from one build.
    let mut linking = std::fs::read_to_string(work.join(&links))?;
    for part in parts {
        let stem = part
            .file_stem()
            .and_then(|stem| stem.to_str())
            .context("a part has no name")?;
        let hashed = format!("{stem}-{hash}.wasm");
        linking = linking.replace(&format!("./{stem}.wasm"), &format!("./{hashed}"));
        shrink(&part, &staged.join(hashed))?;
    }
    std::fs::write(staged.join(&links), linking)?;

    // Fetched together with the script that asks for it, not after it.
    let index = staged.join("index.html");
    let html = std::fs::read_to_string(&index)?;
    let preload = format!("<link rel=\"modulepreload\" href=\"{links}\" crossorigin=\"anonymous\" /></head>");
    std::fs::write(&index, html.replacen("</head>", &preload, 1)).context("index.html cannot be written")
}

pub fn shrink(from: &Path, to: &Path) -> Result<()> {
    run(command("wasm-opt")
        .arg("-Oz")
        .arg(from)
        .arg("-o")
        .arg(to)
        .env("PATH", setup::path()?))
}

/// The one file of the app with this ending.
fn find(staged: &Path, ending: &str) -> Result<PathBuf> {
    for entry in std::fs::read_dir(staged)? {
        let path = entry?.path();
        let ours = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with(APP) && name.ends_with(ending));
        if ours {
            return Ok(path);
        }
    }
    bail!("the staged build has no {APP}*{ending}")
}

pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}
