//! Building the app into `dist/` with Trunk.

use crate::process::{self, root, run};
use crate::{embed, headers, hosting, offline, parts, relay, setup, styles, worker};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

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
    // The page and its worker are linked apart; by this name they know that they belong together.
    trunk.env(worker::SOURCES, name_of_sources()?);
    if release {
        trunk.arg("--release");
        parts::prepare(&mut trunk);
    }
    // Trunk takes this variable for its own `--no-color` and refuses the customary value 1.
    trunk.env_remove("NO_COLOR");
    run(&mut trunk)?;
    // Their policy names this build's script: left from the build before they would stop this one.
    hosting::settings(&hosting::Options::default(), &hosting::folder())
}

/// The digest of everything that the app is built from and with.
fn name_of_sources() -> Result<String> {
    let mut hash = Sha256::new();
    let mut folders = vec![root().join("src"), root().join("crates"), root().join("locales")];
    // The lockfile of npm names the optimiser, the one of cargo the other tools' crates.
    let mut files = ["Cargo.lock", "Cargo.toml", "package-lock.json"]
        .map(|file| root().join(file))
        .to_vec();
    hash.update(process::output(process::command("rustc").arg("--version"))?);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    for file in files {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?);
    }
    let digest = hash.finalize();
    Ok(digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

/// `cargo xtask staged`: what Trunk calls once a build is staged.
pub fn staged(args: &[String]) -> Result<()> {
    crate::no_arguments(args)?;
    let staged = std::env::var_os("TRUNK_STAGING_DIR").context("`staged` is called by Trunk, which names the build")?;
    let staged = PathBuf::from(staged);
    let release = std::env::var("TRUNK_PROFILE").as_deref() == Ok("release");
    parts::cut(&staged, release)?;
    languages(&staged)?;
    styles::join(&staged)?;
    relay::mark(&staged)?;
    worker::build(&staged, release)?;
    embed::stage(&staged)?;
    // A build for trying things out changes with every save, and must not be kept.
    if release {
        offline::write(&staged, &worker::sources())?;
    }
    headers::write(&staged)
}

/// Where the words of the first language are put as a table, for tests that make other languages of them.
pub fn first_language() -> PathBuf {
    root().join("target/words.json")
}

/// Puts the words of each language but the first beside the app.
fn languages(staged: &Path) -> Result<()> {
    let mut tables = plan_words::TABLES.iter();
    let (_, first) = tables.next().context("there are no words")?;
    std::fs::create_dir_all(root().join("target"))?;
    std::fs::write(first_language(), first).context("the words of the first language cannot be written")?;
    for (name, table) in tables {
        std::fs::write(staged.join(name), table).with_context(|| format!("{name} cannot be written"))?;
    }
    Ok(())
}
