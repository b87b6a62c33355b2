//! The worker that makes and checks documents: a module of its own beside the app's.
//!
//! It is built here and not by Trunk, which would give it the features and flags by which the app is cut apart: then
//! the whole app would be in it.

use crate::parts::{RUSTFLAGS, shrink, target_folder};
use crate::process::{cargo, command, run};
use crate::setup;
use anyhow::{Context, Result};
use std::path::Path;

const NAME: &str = "document_worker";
const TARGET: &str = "wasm32-unknown-unknown";

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
    std::fs::copy(work.join(&script), staged.join(&script))?;
    if release {
        shrink(&work.join(&module), &staged.join(&module))?;
    } else {
        std::fs::copy(work.join(&module), staged.join(&module))?;
    }
    // What the app starts.
    let loader = format!("import init from './{script}';await init();");
    std::fs::write(staged.join(format!("{NAME}_loader.js")), loader).context("the worker's loader cannot be written")
}
