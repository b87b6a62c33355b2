//! `cargo xtask prove fuzz`: every target of `fuzz/`, each for ten minutes, one after the other.

use crate::process::{cargo, root, run};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// How long each target is run.
pub const SECONDS: u32 = 600;
/// Documents are larger than anything else that is read.
const LONGEST: [(&str, u32); 2] = [("documents", 65_536), ("signatures", 65_536)];
const USUAL_LONGEST: u32 = 8_192;

/// Runs every target from that seed, or the one of that name, for so many seconds each. Inputs that were found to be worth
/// keeping stay in `fuzz/corpus`, one that fails in `fuzz/artifacts`; the targets after it are run all the same.
pub fn command(seed: u64, seconds: u32, only: Option<&str>) -> Result<()> {
    if !cargo().args(["fuzz", "--version"]).output()?.status.success() {
        bail!("cargo-fuzz is missing: `cargo install --locked cargo-fuzz`, and run this again");
    }
    let mut names = targets()?;
    if let Some(only) = only {
        if !names.iter().any(|name| name == only) {
            bail!("there is no target `{only}`; there is: {}", names.join(", "));
        }
        names.retain(|name| name == only);
    }
    // Apart from the runs, so that a build that fails is not taken for an input that does.
    run(fuzz().arg("build").args(only)).context("the targets could not be built")?;
    // The fuzzer counts in 32 bits, and takes 0 for a seed of its own.
    let seed = u32::try_from(seed % u64::from(u32::MAX)).unwrap_or(1).max(1);
    let mut failed = Vec::new();
    for name in &names {
        println!("==> fuzz {name}: {seconds} s, seed {seed}");
        if let Err(error) = one(name, seed, seconds) {
            println!("{name}: {error:#}");
            failed.push(name.as_str());
        }
    }
    if !failed.is_empty() {
        bail!(
            "these targets ended badly (an input that fails is in fuzz/artifacts): {}",
            failed.join(", ")
        );
    }
    println!("fuzz: {} targets, {seconds} s each, nothing found", names.len());
    Ok(())
}

fn targets() -> Result<Vec<String>> {
    let folder = root().join("fuzz/targets");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        names.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn fuzz() -> Command {
    let mut fuzz = cargo();
    fuzz.arg("fuzz");
    // The instrumentation is a flag that stable compilers keep for later; it changes nothing that ships.
    fuzz.env("RUSTC_BOOTSTRAP", "1");
    fuzz
}

fn one(name: &str, seed: u32, seconds: u32) -> Result<()> {
    let longest = LONGEST
        .iter()
        .find(|(other, _)| *other == name)
        .map_or(USUAL_LONGEST, |(_, longest)| *longest);
    std::fs::create_dir_all(root().join("fuzz/corpus").join(name))?;
    run(fuzz()
        .args(["run", name])
        .arg(format!("fuzz/corpus/{name}"))
        .arg(format!("fuzz/seeds/{name}"))
        .arg("--")
        .args([
            format!("-max_total_time={seconds}"),
            format!("-seed={seed}"),
            format!("-max_len={longest}"),
            "-timeout=10".to_owned(),
            "-rss_limit_mb=2048".to_owned(),
            "-print_final_stats=1".to_owned(),
        ]))
}
