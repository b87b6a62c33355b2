//! `cargo xtask bench`: the benchmarks of `tests/bench`, each a Node script run against a release build.

use crate::parts::{shrink, target_folder};
use crate::process::{self, cargo, root, run, timed};
use crate::server::{App, Bound, Site};
use crate::setup::{self, Need};
use crate::{dist, embed, size};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

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
    let demo = (name == "embed")
        .then(|| embed::serve_demo(App::new(dist::folder())?.compressed_in(size::compressed())))
        .transpose()?;
    let module = match name.as_str() {
        "engine" | "log" => Some(build_module(name)?),
        _ => None,
    };
    let mut script = setup::node(&format!("tests/bench/{name}.mjs"));
    script.args(rest.iter().skip_while(|arg| *arg == "--"));
    script
        .env("BASE_URL", url)
        .env("DIST_DIR", dist::folder())
        .env("COMPRESSED_DIR", size::compressed());
    if name == "session" {
        setup::ensure(&[Need::Broker])?;
        script.env("MOSQUITTO", setup::mosquitto().context("mosquitto is gone")?);
    }
    if let Some(demo) = demo {
        script.env("DEMO_URL", demo.page);
    }
    if let Some(module) = module {
        script
            .env("MODULE_DIR", module.page)
            .env("MODULE_NATIVE", module.native)
            .env("PLAN", module.plan);
    }
    run(&mut script)
}

/// A module of a benchmark's own: what it runs in a page, and natively.
struct Module {
    /// The folder with the module for the page.
    page: PathBuf,
    native: PathBuf,
    /// The command line.
    plan: PathBuf,
}

/// Builds the module of a benchmark, `tests/bench/NAME`, for a page and natively, with the flags of the app.
fn build_module(name: &str) -> Result<Module> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let (package, library) = (format!("bench-{name}"), format!("bench_{name}"));
    let target = target_folder();
    let page = target.join(&package);
    std::fs::create_dir_all(&page)?;
    timed("building the module", || {
        let release = ["build", "--release", "--package", &package];
        run(cargo().args(release).args(["--package", "plan-cli"]))?;
        run(cargo().args(release).args(["--lib", "--target", TARGET]))?;
        run(process::command("wasm-bindgen")
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--out-name",
                &library,
                "--out-dir",
            ])
            .arg(&page)
            .arg(target.join(TARGET).join("release").join(format!("{library}.wasm")))
            .env("PATH", setup::path()?))?;
        let module = page.join(format!("{library}_bg.wasm"));
        let whole = page.join(format!("{library}.whole.wasm"));
        std::fs::rename(&module, &whole)?;
        shrink(&whole, &module)
    })?;
    let release = target.join("release");
    Ok(Module {
        page,
        native: release.join(package),
        plan: release.join("plan"),
    })
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
