//! What the first screen downloads, taken from the browser's own network log, against a limit.

use crate::process::{output, root, run, timed};
use crate::server::{App, Bound, Site};
use crate::{dist, embed, headers, offline, setup};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// The screens a visit may begin with, each with what it may download, in bytes, compressed with brotli at quality 11.
/// The first is the first load that everybody sees; the plan itself is a goal on its way down: its limit is lowered
/// with every byte saved, so that nothing grows unseen.
const SCREENS: [(&str, u64); 4] = [
    ("#/", 170_000),
    ("#/alone", ALONE_LIMIT),
    ("#/console", 621_000),
    ("#/check", 341_000),
];

/// What somebody alone downloads first.
const ALONE_LIMIT: u64 = 200_000;
/// The same in a company's page, with what the page and its frame say to each other.
const FRAMED_LIMIT: u64 = 200 << 10;

/// What is kept for use without a network, fetched when a visit's first screen is there and the browser has nothing to
/// do; in bytes, compressed with brotli at quality 11.
const KEPT_LIMIT: u64 = 860_000;

/// What the worker of the documents may take, fetched when the first one is asked for; in bytes, compressed with gzip.
const WORKER_LIMIT: u64 = 1_200_000;

/// What the element may take that companies put into their pages, compressed with brotli at quality 11.
const ELEMENT_LIMIT: u64 = 4_096;

/// What the part may take that carries a plan between two machines, fetched with the first call; compressed with brotli at
/// quality 11.
const RELAY_LIMIT: u64 = 60 << 10;

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
        over.extend(first_load(screen, limit, &[&format!("{url}{screen}")])?);
    }
    let demo = embed::serve_demo(App::new(dist::folder())?)?;
    over.extend(first_load(
        "#/alone in a company's page",
        FRAMED_LIMIT,
        &[&demo.page, &demo.app],
    )?);
    let kept = offline::kept(&dist::folder())?;
    let mut kept_sum = length(&compressed().join(format!("{}.br", offline::FILE)))?;
    for file in kept.files.keys() {
        let file = if file.is_empty() { "index.html" } else { file };
        kept_sum += length(&compressed().join(format!("{file}.br")))?;
    }
    println!("    kept for use without a network, brotli {kept_sum:>24}   limit {KEPT_LIMIT}");
    if kept_sum > KEPT_LIMIT {
        over.push(format!(
            "what is kept takes {kept_sum} bytes, the limit is {KEPT_LIMIT}"
        ));
    }
    let parts = headers::files(&dist::folder())?;
    let relay = parts.iter().find(|file| file.starts_with(offline::RELAY_PART));
    let relay = length(&compressed().join(format!("{}.br", relay.context("the part of calls is not there")?)))?;
    println!("    a plan on two machines, brotli {relay:>35}   limit {RELAY_LIMIT}");
    if relay > RELAY_LIMIT {
        over.push(format!(
            "the part of calls takes {relay} bytes, the limit is {RELAY_LIMIT}"
        ));
    }
    // The element is in other people's pages.
    let element = length(&compressed().join(format!("{}.br", embed::ELEMENT)))?;
    println!("    the element for other pages, brotli {element:>28}   limit {ELEMENT_LIMIT}");
    if element > ELEMENT_LIMIT {
        over.push(format!(
            "the element takes {element} bytes, the limit is {ELEMENT_LIMIT}"
        ));
    }
    // The worker is fetched with the first document and counts by itself, as other people measure theirs.
    let mut asked = setup::node("xtask/node/gzip.mjs");
    asked.args(kept.later.keys().map(|file| dist::folder().join(file)));
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

/// Prints each file of a first load with its size; says when it is above its limit. `asked`: the page, and where the app is
/// in a frame of it, the app.
fn first_load(screen: &str, limit: u64, asked: &[&str]) -> Result<Option<String>> {
    let log = output(setup::node("xtask/node/first-load.mjs").args(asked))
        .with_context(|| format!("{screen} did not load"))?;
    println!("    {screen:<48} {:>10} {:>10}", "raw", "brotli");
    let (mut raw_sum, mut small_sum) = (0, 0);
    for path in log.lines() {
        let file = match path.trim_start_matches('/') {
            "" => "index.html",
            file => file,
        };
        let raw = length(&dist::folder().join(file))?;
        let small = length(&compressed().join(format!("{file}.br")))?;
        println!("      {file:<46} {raw:>10} {small:>10}");
        raw_sum += raw;
        small_sum += small;
    }
    println!("      {:<46} {raw_sum:>10} {small_sum:>10}   limit {limit}", "total");
    Ok((small_sum > limit).then(|| format!("{screen} takes {small_sum} bytes, the limit is {limit}")))
}

fn length(file: &Path) -> Result<u64> {
    Ok(std::fs::metadata(file)
        .with_context(|| format!("{} was requested but is not there", file.display()))?
        .len())
}
