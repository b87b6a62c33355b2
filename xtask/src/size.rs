//! What the first screen downloads, taken from the browser's own network log, against a limit.

use crate::process::{output, root, run, timed};
use crate::server::{App, Bound, Site};
use crate::{dist, setup};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// What the first screen is meant to take, in bytes, compressed with brotli at quality 11.
const GOAL: u64 = 170_000;
/// What it may take until it meets the goal: it only ever goes down, so that nothing grows unseen meanwhile.
const LIMIT: u64 = 350_000;

/// `cargo xtask size`.
pub fn command(args: &[String]) -> Result<()> {
    crate::no_arguments(args)?;
    setup::ensure(&setup::BUILD)?;
    setup::ensure(&[setup::Need::Browser])?;
    timed("building the app", || dist::build(true))?;
    check()
}

/// Where the compressed build is put, file by file with `.br` added.
pub fn compressed() -> PathBuf {
    root().join("target/brotli")
}

/// Compresses every file of the build as a production host would.
pub fn compress() -> Result<()> {
    run(setup::node("xtask/node/compress.mjs")
        .arg(dist::folder())
        .arg(compressed()))
}

/// Prints each file of the first screen with its size; fails above the limit.
pub fn check() -> Result<()> {
    compress()?;
    let bound = Bound::new(0)?;
    let url = format!("{}/", bound.origin());
    bound.serve(Site::App(App::new(dist::folder())?));
    let log = output(setup::node("xtask/node/first-load.mjs").arg(&url)).context("the first screen did not load")?;

    println!("    {:<48} {:>10} {:>10}", "file", "raw", "brotli");
    let (mut raw_sum, mut small_sum) = (0, 0);
    for path in log.lines() {
        let file = if path == "/" {
            "index.html"
        } else {
            path.trim_start_matches('/')
        };
        let raw = length(&dist::folder().join(file))?;
        let small = length(&compressed().join(format!("{file}.br")))?;
        println!("    {file:<48} {raw:>10} {small:>10}");
        raw_sum += raw;
        small_sum += small;
    }
    println!("    {:<48} {raw_sum:>10} {small_sum:>10}", "total");
    if small_sum > LIMIT {
        bail!("the first screen takes {small_sum} bytes; the limit is {LIMIT}, the goal {GOAL}");
    }
    match small_sum.checked_sub(GOAL) {
        Some(over @ 1..) => println!("    NOT YET within the goal of {GOAL} bytes: {over} too many (limit {LIMIT})"),
        _ => println!("    within the goal of {GOAL} bytes"),
    }
    Ok(())
}

fn length(file: &Path) -> Result<u64> {
    Ok(std::fs::metadata(file)
        .with_context(|| format!("{} was requested but is not there", file.display()))?
        .len())
}
