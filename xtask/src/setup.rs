//! The tools a command needs: accepted where they are there in the right version, installed where they can be,
//! and named plainly where they cannot.

mod unpacked;

use crate::process::{ask, command, root, run, timed};
use anyhow::{Context, Result, bail};
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
pub use unpacked::{brotli_module, mosquitto, server};

const TRUNK: &str = "0.21.14";
/// Must be the version of the `wasm-bindgen` crate: the two halves share a private format.
const WASM_BINDGEN: &str = "0.2.129";
const WASM_TARGET: &str = "wasm32-unknown-unknown";
const NODE_MAJOR: u32 = 20;
/// Other people's judges of a PDF, by their names on the Python package index.
const JUDGES: [&str; 6] = [
    "page-validation==0.11.0",
    "pyhanko==0.38.0",
    "outloud==0.2.1",
    "pikepdf==10.18.0",
    // outloud asks for no version; a later one brings half a gigabyte of models with it.
    "pymupdf==1.28.2",
    "icalendar==7.3.2",
];

/// What a command may ask for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The standard library for wasm32.
    WasmTarget,
    /// trunk, which builds `dist/`.
    Trunk,
    /// The wasm-bindgen CLI and its test runner.
    WasmBindgen,
    /// Node and the packages of `package-lock.json`.
    Node,
    /// Chromium and ChromeDriver.
    Browser,
    /// Firefox ESR.
    Firefox,
    /// Other people's judges of a PDF.
    Judges,
    /// nginx and Caddy, where they can be had.
    Servers,
    /// mosquitto, the broker between two machines.
    Broker,
}

/// All that building the app takes.
pub const BUILD: [Need; 4] = [Need::WasmTarget, Need::Trunk, Need::WasmBindgen, Need::Node];

/// Sets up everything in `needs` that is not there yet.
pub fn ensure(needs: &[Need]) -> Result<()> {
    let wants = |need| needs.contains(&need);
    if wants(Need::WasmTarget) {
        wasm_target()?;
    }
    if wants(Need::Trunk) {
        cargo_tool("trunk", "trunk", TRUNK, &COMPILED_SOON)?;
    }
    if wants(Need::WasmBindgen) {
        cargo_tool("wasm-bindgen-cli", "wasm-bindgen", WASM_BINDGEN, &[])?;
        if !speaks_version(&test_runner(), WASM_BINDGEN) {
            bail!("wasm-bindgen {WASM_BINDGEN} is here without its test runner; remove it and run this again");
        }
    }
    if wants(Need::Node) {
        node_packages()?;
    }
    if wants(Need::Browser) {
        browser()?;
    }
    if wants(Need::Firefox) {
        firefox_esr()?;
    }
    if wants(Need::Judges) {
        judges()?;
    }
    if wants(Need::Servers) {
        unpacked::servers()?;
    }
    if wants(Need::Broker) {
        unpacked::broker()?;
    }
    Ok(())
}

/// PATH with the pinned tools first: the lockfile's wasm-opt must win over a distribution's older one, which cannot
/// read what this compiler writes.
pub fn path() -> Result<OsString> {
    let mut folders = vec![root().join("node_modules/.bin")];
    for (name, version) in [("trunk", TRUNK), ("wasm-bindgen", WASM_BINDGEN)] {
        if !speaks_version(Path::new(name), version) {
            folders.push(cache()?.join("bin"));
        }
    }
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    std::env::join_paths(folders).context("a folder on PATH has a separator in its name")
}

/// The runner for tests compiled to wasm.
pub fn test_runner() -> PathBuf {
    let name = PathBuf::from("wasm-bindgen-test-runner");
    if speaks_version(Path::new("wasm-bindgen"), WASM_BINDGEN) {
        return name;
    }
    cache().map(|cache| cache.join("bin").join(&name)).unwrap_or(name)
}

/// The browser for journeys, measurements and wasm tests.
pub fn chromium() -> PathBuf {
    std::env::var_os("CHROMIUM").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

/// The driver that belongs to [`chromium`].
pub fn chromedriver() -> PathBuf {
    std::env::var_os("CHROMEDRIVER").map_or_else(|| PathBuf::from("/usr/bin/chromedriver"), PathBuf::from)
}

/// A command that runs a script with Node, the packages of the lockfile and the browser at hand.
pub fn node(script: &str) -> Command {
    let mut node = command("node");
    node.arg(script).env("CHROMIUM", chromium());
    node
}

fn wasm_target() -> Result<()> {
    let installed = ask(command("rustc").args(["--print", "sysroot"])).is_some_and(|sysroot| {
        Path::new(&sysroot)
            .join("lib/rustlib")
            .join(WASM_TARGET)
            .join("lib")
            .is_dir()
    });
    if installed {
        return Ok(());
    }
    let added = timed("adding the wasm32 target", || {
        run(command("rustup").args(["target", "add", WASM_TARGET]))
    });
    added.with_context(|| format!("install the Rust target by hand: `rustup target add {WASM_TARGET}`"))
}

/// Where the cargo tools live that PATH has not in the right version.
fn cache() -> Result<PathBuf> {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from);
    let base = base.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    Ok(base
        .context("neither XDG_CACHE_HOME nor HOME is set")?
        .join("plan-negotiator/tools"))
}

fn speaks_version(program: &Path, version: &str) -> bool {
    let answer = ask(Command::new(program).arg("--version"));
    answer.is_some_and(|answer| answer.split_whitespace().nth(1) == Some(version))
}

/// Trunk starts the others and copies files: it is compiled in a third of the time, and a build takes a second longer.
const COMPILED_SOON: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

fn cargo_tool(package: &str, program: &str, version: &str, settings: &[(&str, &str)]) -> Result<()> {
    let cache = cache()?;
    if speaks_version(Path::new(program), version) || speaks_version(&cache.join("bin").join(program), version) {
        return Ok(());
    }
    std::fs::create_dir_all(&cache)?;
    let build = cache.join("build");
    let mut install = Command::new("cargo");
    install
        .current_dir(&cache)
        .args([
            "install",
            package,
            "--version",
            version,
            "--locked",
            "--force",
            "--root",
        ])
        .arg(&cache)
        .arg("--target-dir")
        .arg(&build);
    install.envs(settings.iter().copied());
    // Settings meant for the app must not leak into the tools.
    for name in [
        "CARGO_TARGET_DIR",
        "CARGO_BUILD_TARGET",
        "CARGO_BUILD_TARGET_DIR",
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
    ] {
        install.env_remove(name);
    }
    let what = format!("installing {package} {version} (compiles for some minutes, once)");
    timed(&what, || run(&mut install))
        .with_context(|| format!("install it by hand: `cargo install {package} --version {version} --locked`"))?;
    // Half a gigabyte of intermediate files that nothing reads again; a leftover is no reason to stop.
    if let Err(error) = std::fs::remove_dir_all(&build) {
        println!("    {} could not be removed: {error}", build.display());
    }
    Ok(())
}

fn node_packages() -> Result<()> {
    let version = ask(command("node").arg("--version"));
    let major = version
        .as_deref()
        .and_then(|text| text.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    match (major, &version) {
        (Some(major), _) if major >= NODE_MAJOR => {}
        (_, Some(version)) => bail!("Node {version} is too old: install Node {NODE_MAJOR} or newer, with npm"),
        (_, None) => bail!("Node is missing: install Node {NODE_MAJOR} or newer, with npm"),
    }
    // The stamp holds the lockfile's hash: time stamps say nothing after a checkout.
    let lock = std::fs::read(root().join("package-lock.json")).context("package-lock.json cannot be read")?;
    let hash = Base64::encode_string(&Sha256::digest(&lock));
    let stamp = root().join("node_modules/.plan-negotiator-lock");
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == hash) {
        return Ok(());
    }
    timed("installing the npm packages of the lockfile", || {
        // No package here needs its install script, and the browser is the system's.
        run(command("npm")
            .args(["ci", "--ignore-scripts"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
    })
    .context("`npm ci` did not work; npm must be installed and able to reach its registry")?;
    std::fs::write(&stamp, hash).with_context(|| format!("{} cannot be written", stamp.display()))
}

fn browser() -> Result<()> {
    let there = || runs(&chromium()) && runs(&chromedriver());
    if there() {
        return Ok(());
    }
    let by_hand = "install Chromium and ChromeDriver of one version (Debian: `apt-get install chromium chromium-driver`), \
                   or name them in CHROMIUM and CHROMEDRIVER";
    system_packages("Chromium and ChromeDriver", &["chromium", "chromium-driver"], by_hand)?;
    if !there() {
        bail!("{by_hand}");
    }
    Ok(())
}

/// Firefox, for the journeys that are walked in two browsers.
pub fn firefox() -> PathBuf {
    std::env::var_os("FIREFOX").map_or_else(|| PathBuf::from("firefox-esr"), PathBuf::from)
}

fn firefox_esr() -> Result<()> {
    let by_hand = "install Firefox ESR (Debian: `apt-get install firefox-esr`), or name a Firefox in FIREFOX";
    if !runs(&firefox()) {
        system_packages("Firefox ESR", &["firefox-esr"], by_hand)?;
    }
    if !runs(&firefox()) {
        bail!("{by_hand}");
    }
    Ok(())
}

/// Installs packages of the system where that can be done without asking; says what to do by hand elsewhere.
fn system_packages(what: &str, packages: &[&str], by_hand: &str) -> Result<()> {
    if !is_debian_as_root() {
        bail!("{by_hand}");
    }
    timed(&format!("installing {what}"), || {
        run(command("apt-get").arg("update"))?;
        run(command("apt-get")
            .args(["install", "-y", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"))
    })
    .with_context(|| by_hand.to_owned())
}

fn is_debian_as_root() -> bool {
    ask(Command::new("id").arg("-u")).as_deref() == Some("0") && runs(Path::new("apt-get"))
}

/// The Python that has the judges of [`JUDGES`].
pub fn judging_python() -> Result<PathBuf> {
    Ok(cache()?.join("judges/bin/python"))
}

fn judges() -> Result<()> {
    // `pdfsig` says its version on request, and nothing to `--version`.
    let pdfsig = || ask(Command::new("pdfsig").arg("-v")).is_some();
    if !runs(Path::new("qpdf")) || !pdfsig() {
        let by_hand = "install qpdf and Poppler's tools (Debian: `apt-get install qpdf poppler-utils`)";
        system_packages("qpdf and Poppler's tools", &["qpdf", "poppler-utils"], by_hand)?;
    }
    let folder = cache()?.join("judges");
    let stamp = folder.join("installed");
    let wanted = JUDGES.join("\n");
    if std::fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) && runs(&judging_python()?) {
        return Ok(());
    }
    let by_hand = "install Python 3.11 or newer with venv and pip (Debian: `apt-get install python3-venv`)";
    let make = || {
        run(command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut install = Command::new(judging_python()?);
        run(install.args(["-m", "pip", "install", "--quiet"]).args(JUDGES))
    };
    if ask(command("python3").args(["-c", "import venv, ensurepip"])).is_none() {
        system_packages("Python's venv", &["python3", "python3-venv"], by_hand)?;
    }
    timed("installing the judges of a PDF", make).context(by_hand)?;
    std::fs::write(&stamp, wanted).with_context(|| format!("{} cannot be written", stamp.display()))
}

fn runs(program: &Path) -> bool {
    ask(Command::new(program).arg("--version")).is_some()
}
