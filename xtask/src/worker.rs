//! The worker that makes and checks documents: a module of its own beside the app's.
//!
//! It is built here and not by Trunk, which would give it the features and flags by which the app is cut apart: then
//! the whole app would be in it.

use crate::parts::{RUSTFLAGS, shorten, shrink, target_folder};
use crate::process::{cargo, command, run};
use crate::setup;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::path::Path;

const NAME: &str = "document_worker";
const TARGET: &str = "wasm32-unknown-unknown";
/// The variable by which a build is told its name.
pub const SOURCES: &str = "PLAN_NEGOTIATOR_BUILD";

/// Builds the worker into a staged build.
pub fn build(staged: &Path, release: bool) -> Result<()> {
    let mut build = cargo();
    build.args(["build", "--bin", NAME, "--target", TARGET, "--offline"]);
    if release {
        build.arg("--release");
    }
    run(build.env_remove(RUSTFLAGS))?;
    let profile = if release { "release" } else { "debug" };
    let work = target_folder().join("worker");
    std::fs::create_dir_all(&work)?;
    run(command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-name", NAME, "--out-dir"])
        .arg(&work)
        .arg(target_folder().join(TARGET).join(profile).join(format!("{NAME}.wasm")))
        .env("PATH", setup::path()?))
    .context("the worker takes the wasm-bindgen CLI; `cargo xtask build` installs it")?;
    let (script, module) = (format!("{NAME}.js"), format!("{NAME}_bg.wasm"));
    let module_file = work.join(&module);
    let shrunk = work.join(format!("{NAME}_small.wasm"));
    if release {
        shrink(&module_file, &shrunk)?;
    } else {
        std::fs::copy(&module_file, &shrunk)?;
    }
    // Named by their content, as the app's own files are: a page that is open while a newer build is uploaded gets the
    // worker that it belongs to, and nobody fetches the same one twice.
    let bytes = std::fs::read(&shrunk)?;
    let named_module = format!("{NAME}-{}_bg.wasm", name_of(&bytes));
    std::fs::write(staged.join(&named_module), bytes)?;
    let script_file = work.join(&script);
    if release {
        shorten(&script_file, &script_file)?;
    }
    let text = std::fs::read_to_string(script_file)?;
    if !text.contains(&module) {
        bail!("the worker's script does not name its module");
    }
    let text = text.replace(&module, &named_module);
    let named_script = format!("{NAME}-{}.js", name_of(text.as_bytes()));
    std::fs::write(staged.join(&named_script), text)?;
    // What the app starts: it cannot know the others' names, which are made after it.
    let loader = format!("import init from './{named_script}';await init();");
    let name = format!("{NAME}_loader-{}.js", sources());
    std::fs::write(staged.join(name), loader).context("the worker's loader cannot be written")
}

/// What the page and its worker call themselves in this build.
pub fn sources() -> String {
    std::env::var(SOURCES).unwrap_or_else(|_| "plain".to_owned())
}

/// What the build calls itself that has this file, where it is the worker's loader.
pub fn sources_of(file: &str) -> Option<&str> {
    file.strip_prefix(NAME)?.strip_prefix("_loader-")?.strip_suffix(".js")
}

/// Whether a file of a build belongs to the worker.
pub fn is_part(file: &str) -> bool {
    file.starts_with(NAME)
}

fn name_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
