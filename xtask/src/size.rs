//! What the first screen downloads, taken from the browser's own network log, against a limit.

use crate::process::{output, root, run, timed};
use crate::server::{App, Bound, Site};
use crate::{dist, setup};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The screens a visit may begin with, each with what it may download, in bytes, compressed with brotli at quality 11.
/// The first is the first load that everybody sees; the plan itself is a goal on its way down: its limit is lowered
/// with every byte saved, so that nothing grows unseen.
const SCREENS: [(&str, u64); 4] = [
    ("#/", 170_000),
    ("#/alone", 200_000),
    ("#/console", 414_000),
    ("#/check", 294_500),
];

/// What is fetched when the first document is asked for.
const WORKER: [&str; 3] = [
    "document_worker_loader.js",
    "document_worker.js",
    "document_worker_bg.wasm",
];
/// What it may take, in bytes, compressed with gzip.
const WORKER_LIMIT: u64 = 1_200_000;

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

/// Prints each file of each screen with its size; fails above a limit.
pub fn check() -> Result<()> {
    compress()?;
    let bound = Bound::new(0)?;
    let url = format!("{}/", bound.origin());
    bound.serve(Site::App(App::new(dist::folder())?));
    let mut over = Vec::new();
    for (screen, limit) in SCREENS {
        let mut asked = setup::node("xtask/node/first-load.mjs");
        let log = output(asked.arg(format!("{url}{screen}"))).with_context(|| format!("{screen} did not load"))?;
        println!("    {screen:<48} {:>10} {:>10}", "raw", "brotli");
        let (mut raw_sum, mut small_sum) = (0, 0);
        for path in log.lines() {
            let file = if path == "/" {
                "index.html"
            } else {
                path.trim_start_matches('/')
            };
            let raw = length(&dist::folder().join(file))?;
            let small = length(&compressed().join(format!("{file}.br")))?;
            println!("      {file:<46} {raw:>10} {small:>10}");
            raw_sum += raw;
            small_sum += small;
        }
        println!("      {:<46} {raw_sum:>10} {small_sum:>10}   limit {limit}", "total");
        if small_sum > limit {
            over.push(format!("{screen} takes {small_sum} bytes, the limit is {limit}"));
        }
    }
    // The worker is fetched with the first document and counts by itself, as other people measure theirs.
    let mut asked = setup::node("xtask/node/gzip.mjs");
    asked.args(WORKER.map(|file| dist::folder().join(file)));
    let worker: u64 = output(&mut asked)?
        .trim()
        .parse()
        .context("the size of the worker is no number")?;
    println!("    the worker of the documents, gzip {worker:>30}   limit {WORKER_LIMIT}");
    if worker > WORKER_LIMIT {
        over.push(format!("the worker takes {worker} bytes, the limit is {WORKER_LIMIT}"));
    }
    if !over.is_empty() {
        bail!("{}", over.join("; "));
    }
    Ok(())
}

fn length(file: &Path) -> Result<u64> {
    Ok(std::fs::metadata(file)
        .with_context(|| format!("{} was requested but is not there", file.display()))?
        .len())
}
