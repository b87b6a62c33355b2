//! Building the app into `dist/` with Trunk.

use crate::process::{self, root, run};
use crate::{headers, parts, setup, worker};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// `cargo xtask build [--debug]`.
pub fn command(args: &[String]) -> Result<()> {
    let release = match args {
        [] => true,
        [flag] if flag == "--debug" => false,
        _ => bail!("`build` takes only --debug"),
    };
    setup::ensure(&setup::BUILD)?;
    build(release)
}

/// Where a build ends up.
pub fn folder() -> PathBuf {
    root().join("dist")
}

/// Builds the app; the tools must be set up.
pub fn build(release: bool) -> Result<()> {
    // Trunk runs offline, so that it can never replace a pinned tool by a download; cargo then runs offline too.
    run(process::cargo().args(["fetch", "--quiet"]))?;
    let mut trunk = process::command("trunk");
    trunk.args(["build", "--offline"]).env("PATH", setup::path()?);
    if release {
        trunk.arg("--release");
        parts::prepare(&mut trunk);
    }
    // Trunk takes this variable for its own `--no-color` and refuses the customary value 1.
    trunk.env_remove("NO_COLOR");
    run(&mut trunk)
}

/// `cargo xtask staged`: what Trunk calls once a build is staged.
pub fn staged(args: &[String]) -> Result<()> {
    crate::no_arguments(args)?;
    let staged = std::env::var_os("TRUNK_STAGING_DIR").context("`staged` is called by Trunk, which names the build")?;
    let staged = PathBuf::from(staged);
    parts::cut(&staged)?;
    let release = std::env::var("TRUNK_PROFILE").as_deref() == Ok("release");
    worker::build(&staged, release)?;
    headers::write(&staged)
}
