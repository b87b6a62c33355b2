//! Cutting the app apart: what a screen does not need is not in its first download.
//!
//! The functions marked in `src/parts.rs` are where the module is cut. The linker's relocations tell which functions
//! and data each part needs; what several parts need becomes a file that is fetched once.

use crate::process::{command, root, run};
use crate::setup;
use anyhow::{Context, Result, anyhow, bail};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

const APP: &str = "plan-negotiator";
const TARGET: &str = "wasm32-unknown-unknown";
/// Where cargo looks for flags of the compiler for that target.
pub const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Makes a build that can be cut apart: with the cuts marked, and with the relocations kept.
pub fn prepare(trunk: &mut Command) {
    trunk
        .args(["--features", "split"])
        .env(RUSTFLAGS, "-Clink-args=--emit-relocs");
}

/// Replaces the module of a staged build by its parts, where it was built for that; any other stays whole.
pub fn cut(staged: &Path, release: bool) -> Result<()> {
    let script = find(staged, ".js")?;
    let name = script
        .file_stem()
        .and_then(|name| name.to_str())
        .context("the staged script has no name")?
        .to_owned();
    // Only a build for cutting asks for what lies beyond the cuts.
    if !std::fs::read_to_string(&script)?.contains("__wasm_split") {
        if release {
            let module = find(staged, ".wasm")?;
            shrink(&module, &module)?;
        }
        return Ok(());
    }
    let hash = name
        .strip_prefix(&format!("{APP}-"))
        .context("the staged script has no hash")?;
    let work = target_folder().join("parts");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    std::fs::create_dir_all(&work)?;

    let whole = target_folder().join(TARGET).join("release").join(format!("{APP}.wasm"));
    let whole = std::fs::read(&whole).with_context(|| format!("{} cannot be read", whole.display()))?;
    let (first, links, main) = (
        work.join("first.wasm"),
        format!("./parts-{hash}.js"),
        format!("./{name}.js"),
    );
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &work;
    options.main_out_path = &first;
    options.link_name = &links;
    options.main_module = &main;
    let parts = match wasm_split_cli_support::transform(options) {
        Ok(split) => split.split_modules,
        Err(error) => bail!("the module cannot be cut apart: {error:#}"),
    };

    run(command("wasm-bindgen")
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--out-name",
            &name,
            "--out-dir",
        ])
        .arg(&work)
        .arg(&first)
        .env("PATH", setup::path()?))?;
    shorten(&work.join(format!("{name}.js")), &script)?;
    let module = format!("{name}_bg.wasm");
    let mut modules = vec![(work.join(&module), staged.join(&module))];

    // The parts are named after the whole: a page and its parts always come from one build.
    let mut linking = std::fs::read_to_string(work.join(&links))?;
    for part in parts {
        let stem = part
            .file_stem()
            .and_then(|stem| stem.to_str())
            .context("a part has no name")?;
        let hashed = format!("{stem}-{hash}.wasm");
        linking = linking.replace(&format!("./{stem}.wasm"), &format!("./{hashed}"));
        modules.push((part, staged.join(hashed)));
    }
    shrink_all(&modules)?;
    let whole_links = work.join("linking.js");
    std::fs::write(&whole_links, fetched_ahead(&linking)?)?;
    shorten(&whole_links, &staged.join(&links))?;

    // Fetched together with the script that asks for it, not after it.
    let index = staged.join("index.html");
    let html = std::fs::read_to_string(&index)?;
    let preload = format!("<link rel=\"modulepreload\" href=\"{links}\" crossorigin=\"anonymous\" /></head>");
    std::fs::write(&index, html.replacen("</head>", &preload, 1)).context("index.html cannot be written")
}

/// The part of the screen that the address names is fetched while the app itself is on its way, and not after it has begun:
/// on a slow network that is a turn less. The app asks for its parts as before, and finds this one begun.
fn fetched_ahead(linking: &str) -> Result<String> {
    // Which part a screen belongs to is known to `Part::of` in `src/parts.rs`: a part that is missing here comes later.
    const BEGIN: &str = r"
const [, screen, ...more] = location.hash.split('/');
const alone = more.length === 0 || more.at(-1) === 'not-mine' ? 'door' : 'way';
const parts = { console: 'plans', share: 'plans', join: 'plans', check: 'papers', alone };
ahead[parts[screen]]?.begin();
";
    let changes = [
        (
            "function makeLoad(fetcher, deps) {",
            "const ahead = {};\nfunction makeLoad(fetcher, deps) {\n    let begun;",
        ),
        (
            "const instantiate = fetcher();",
            "const instantiate = begun ?? fetcher();\n        begun = undefined;",
        ),
        (
            "    return () => {\n        if (loadingModule",
            "    const load = () => {\n        if (loadingModule",
        ),
        (
            "        return loadingModule;\n    }\n}",
            "        return loadingModule;\n    };\n    load.begin = () => {\n        deps.forEach((dep) => dep.begin());\n        begun ??= fetcher();\n    };\n    return load;\n}",
        ),
    ];
    let mut text = linking.to_owned();
    for (from, to) in changes {
        if text.matches(from).count() != 1 {
            bail!("the script that links the parts is written in another way: {from:?} is not in it once");
        }
        text = text.replacen(from, to, 1);
    }
    for part in ["door", "way", "plans", "papers"] {
        let from = format!("__wasm_split_load_{part} = wrapAsyncCb(makeLoad(");
        if !text.contains(&from) {
            bail!("there is no part {part} to be fetched ahead");
        }
        let to = format!("__wasm_split_load_{part} = wrapAsyncCb(ahead.{part} = makeLoad(");
        text = text.replacen(&from, &to, 1);
    }
    Ok(text + BEGIN)
}

/// Writes a script anew with short names of its own and without comments; what others call in it keeps its name.
pub fn shorten(from: &Path, to: &Path) -> Result<()> {
    run(command("esbuild")
        .arg(from)
        .args(["--minify", "--format=esm", "--log-level=warning", "--allow-overwrite"])
        // wasm-bindgen names the other script once for each of its imports.
        .arg("--log-override:duplicate-object-key=silent")
        .arg(format!("--outfile={}", to.display()))
        .env("PATH", setup::path()?))
}

/// Shrinks each of these modules into the file beside it. The optimiser keeps one processor busy: there is one for each.
fn shrink_all(modules: &[(PathBuf, PathBuf)]) -> Result<()> {
    let next = AtomicUsize::new(0);
    let work = || -> Result<()> {
        while let Some((from, to)) = modules.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(error) = shrink(from, to) {
                // Nobody begins another one.
                next.store(modules.len(), Ordering::Relaxed);
                return Err(error);
            }
        }
        Ok(())
    };
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        for one in running {
            one.join().map_err(|_| anyhow!("a thread of the optimiser stopped"))??;
        }
        Ok(())
    })
}

/// Writes a module anew, as small as the optimiser can make it. It learns from the module itself which features the compiler
/// used: given feature flags, it writes what the browser refuses.
pub fn shrink(from: &Path, to: &Path) -> Result<()> {
    run(command("wasm-opt")
        .arg("-Oz")
        .arg(from)
        .arg("-o")
        .arg(to)
        .env("PATH", setup::path()?))
    .context("the optimiser is one of the npm packages; `cargo xtask build` installs them")
}

/// The one file of the app with this ending.
fn find(staged: &Path, ending: &str) -> Result<PathBuf> {
    for entry in std::fs::read_dir(staged)? {
        let path = entry?.path();
        let ours = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with(APP) && name.ends_with(ending));
        if ours {
            return Ok(path);
        }
    }
    bail!("the staged build has no {APP}*{ending}")
}

pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}
