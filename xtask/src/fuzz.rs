//! `cargo xtask prove fuzz`: every target of `fuzz/`, each for ten minutes, one after the other.

use crate::process::{cargo, root, run};
use anyhow::{Context, Result, bail};

/// How long each target is run.
pub const SECONDS: u32 = 600;
/// Documents are larger than anything else that is read.
const LONGEST: [(&str, u32); 2] = [("documents", 65_536), ("signatures", 65_536)];
const USUAL_LONGEST: u32 = 8_192;

/// Runs every target from that seed, for so many seconds. Inputs that were found to be worth keeping stay in
/// `fuzz/corpus`, one that fails in `fuzz/artifacts`.
pub fn command(seed: u64, seconds: u32) -> Result<()> {
    if !cargo().args(["fuzz", "--version"]).output()?.status.success() {
        bail!("cargo-fuzz is missing: `cargo install --locked cargo-fuzz`, and run this again");
    }
    let folder = root().join("fuzz/targets");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        names.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
    }
    names.sort();
    // The fuzzer counts in 32 bits, and takes 0 for a seed of its own.
    let seed = u32::try_from(seed % u64::from(u32::MAX)).unwrap_or(1).max(1);
    for name in &names {
        let longest = LONGEST
            .iter()
            .find(|(other, _)| other == name)
            .map_or(USUAL_LONGEST, |(_, longest)| *longest);
        println!("==> fuzz {name}: {seconds} s, seed {seed}");
        let mut fuzz = cargo();
        fuzz.args(["fuzz", "run", name]);
        fuzz.arg(format!("fuzz/corpus/{name}"))
            .arg(format!("fuzz/seeds/{name}"));
        fuzz.arg("--").args([
            format!("-max_total_time={seconds}"),
            format!("-seed={seed}"),
            format!("-max_len={longest}"),
            "-timeout=10".to_owned(),
            "-rss_limit_mb=2048".to_owned(),
            "-print_final_stats=1".to_owned(),
        ]);
        std::fs::create_dir_all(root().join("fuzz/corpus").join(name))?;
        // The instrumentation is a flag that stable compilers keep for later; it changes nothing that ships.
        fuzz.env("RUSTC_BOOTSTRAP", "1");
        run(&mut fuzz).with_context(|| format!("the input that fails is in fuzz/artifacts/{name}"))?;
    }
    println!("fuzz: {} targets, {seconds} s each, nothing found", names.len());
    Ok(())
}
