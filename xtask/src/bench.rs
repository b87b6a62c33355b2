//! `cargo xtask bench`: the benchmarks of `tests/bench`, each a Node script run against a release build.

use crate::process::{root, run, timed};
use crate::server::{App, Bound, Site};
use crate::setup::{self, Need};
use crate::{dist, size};
use anyhow::{Result, bail};

/// `cargo xtask bench [NAME [ARGS...]]`.
pub fn command(args: &[String]) -> Result<()> {
    let names = names()?;
    let Some((name, rest)) = args.split_first() else {
        println!("Benchmarks: {}", listed(&names));
        return Ok(());
    };
    if !names.contains(name) {
        bail!("there is no benchmark `{name}`; there is: {}", listed(&names));
    }
    setup::ensure(&setup::BUILD)?;
    setup::ensure(&[Need::Browser])?;
    timed("building the app", || dist::build(true))?;
    timed("compressing the build", size::compress)?;
    let bound = Bound::new(0)?;
    let url = format!("{}/", bound.origin());
    bound.serve(Site::App(App::new(dist::folder())?.compressed_in(size::compressed())));
    let mut script = setup::node(&format!("tests/bench/{name}.mjs"));
    script.args(rest.iter().skip_while(|arg| *arg == "--"));
    script
        .env("BASE_URL", url)
        .env("DIST_DIR", dist::folder())
        .env("COMPRESSED_DIR", size::compressed());
    run(&mut script)
}

/// Each script directly in the folder is a benchmark; what they share lives in folders below.
fn names() -> Result<Vec<String>> {
    let folder = root().join("tests/bench");
    let mut names = Vec::new();
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder)? {
            if let Some(name) = entry?.file_name().to_str().and_then(|name| name.strip_suffix(".mjs")) {
                names.push(name.to_owned());
            }
        }
    }
    names.sort();
    Ok(names)
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        "none yet".to_owned()
    } else {
        names.join(", ")
    }
}
