//! `cargo xtask test`: every check, in the order in which a mistake is cheapest to find.

use crate::process::{cargo, command as program, root, run, run_watched, timed};
use crate::setup::{self, Need};
use crate::{dist, hosts, journeys, licences, parts, size};
use anyhow::{Context, Result, bail};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;

const WASM: &str = "wasm32-unknown-unknown";

struct Step {
    name: &'static str,
    about: &'static str,
    needs: &'static [Need],
    run: fn(&Session) -> Result<()>,
}

const STEPS: [Step; 14] = [
    Step {
        name: "fmt",
        about: "formatting",
        needs: &[],
        run: fmt,
    },
    Step {
        name: "clippy",
        about: "lints on this machine",
        needs: &[],
        run: clippy,
    },
    Step {
        name: "clippy-wasm",
        about: "lints for wasm32",
        needs: &[Need::WasmTarget],
        run: clippy_wasm,
    },
    Step {
        name: "docs",
        about: "documentation",
        needs: &[],
        run: docs,
    },
    Step {
        name: "host",
        about: "tests on this machine",
        needs: &[Need::Broker],
        run: host,
    },
    Step {
        name: "judges",
        about: "documents before other people's validators",
        needs: &[Need::Judges],
        run: judges,
    },
    Step {
        name: "wasm",
        about: "tests in a browser",
        needs: &[Need::WasmTarget, Need::WasmBindgen, Need::Browser],
        run: wasm,
    },
    Step {
        name: "licences",
        about: "licences of what ships",
        needs: &[],
        run: |_| licences::check(),
    },
    Step {
        name: "types",
        about: "types of the journeys, the service worker and the element",
        needs: &[Need::Node],
        run: types,
    },
    Step {
        name: "build",
        about: "release build",
        needs: &setup::BUILD,
        run: |_| dist::build(true),
    },
    Step {
        name: "size",
        about: "size of the first screen",
        needs: &[Need::Node, Need::Browser],
        run: |_| size::check(),
    },
    Step {
        name: "journeys",
        about: "journeys in a browser",
        needs: &[Need::Node, Need::Browser, Need::Judges, Need::Broker],
        run: browser_journeys,
    },
    Step {
        name: "firefox",
        about: "journeys in a second browser",
        needs: &[Need::Node, Need::Firefox],
        run: |session| session.count(&mut journeys::firefox(&session.playwright_args)?),
    },
    Step {
        name: "hosts",
        about: "nginx and Caddy with the settings of the build",
        needs: &[Need::Node, Need::Browser, Need::Servers],
        run: |session| hosts::check(&session.playwright_args, |command| session.count(command)),
    },
];

/// What the steps of one run share.
struct Session {
    playwright_args: Vec<String>,
    counts: RefCell<Counts>,
}

/// Tests counted from the summary lines of their runners.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Counts {
    /// Takes in one line of output; most say nothing.
    fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            // "ok. 3 passed; 0 failed; 0 ignored; ..."
            let figures = result.split_once(". ").map_or("", |(_, figures)| figures);
            for figure in figures.split("; ") {
                match figure.split_once(' ') {
                    Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                    Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                    _ => {}
                }
            }
        } else if let Some((number, rest)) = line.split_once(' ') {
            // Playwright: "12 passed (3.4s)", "1 failed", each on a line of its own.
            let Ok(number) = number.parse::<u64>() else {
                return;
            };
            if rest == "failed" {
                self.failed += number;
            } else if rest == "passed" || rest.starts_with("passed (") {
                self.passed += number;
            }
        }
    }
}

/// `cargo xtask test [STEP...] [-- PLAYWRIGHT ARGS]`.
pub fn command(args: &[String]) -> Result<()> {
    let (names, playwright_args) = match args.iter().position(|arg| arg == "--") {
        Some(at) => (&args[..at], args[at + 1..].to_vec()),
        None => (args, Vec::new()),
    };
    if names.iter().any(|name| name == "--list") {
        for step in &STEPS {
            println!("  {:<12} {}", step.name, step.about);
        }
        return Ok(());
    }
    let steps = chosen(names)?;
    for step in &steps {
        setup::ensure(step.needs)?;
    }
    let session = Session {
        playwright_args,
        counts: RefCell::default(),
    };
    for step in &steps {
        if let Err(error) = timed(&format!("{} ({})", step.name, step.about), || (step.run)(&session)) {
            report(*session.counts.borrow());
            return Err(error).with_context(|| format!("step `{}`", step.name));
        }
    }
    report(*session.counts.borrow());
    Ok(())
}

/// The named steps in their usual order, or all of them.
fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != *name)) {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` names them");
    }
    Ok(STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name == step.name))
        .collect())
}

fn report(counts: Counts) {
    if counts != Counts::default() {
        println!("{} passed, {} failed", counts.passed, counts.failed);
    }
}

impl Session {
    /// Runs a test runner, shows its output and counts its results.
    fn count(&self, command: &mut Command) -> Result<()> {
        run_watched(command, |line| self.counts.borrow_mut().read(line))
    }
}

fn fmt(_: &Session) -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))
}

fn clippy(_: &Session) -> Result<()> {
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_wasm(_: &Session) -> Result<()> {
    run(cargo().args([
        "clippy",
        "-p",
        "plan-negotiator",
        "--all-targets",
        "--target",
        WASM,
        "--",
        "-D",
        "warnings",
    ]))?;
    let libraries = [
        "-p",
        "plan-core",
        "-p",
        "plan-log",
        "-p",
        "plan-doc",
        "-p",
        "plan-words",
        "-p",
        "plan-relay",
    ];
    run(cargo()
        .arg("clippy")
        .args(libraries)
        .args(["--lib", "--target", WASM, "--", "-D", "warnings"]))
}

fn docs(_: &Session) -> Result<()> {
    run(cargo()
        .args(["doc", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings"))
}

fn host(session: &Session) -> Result<()> {
    let broker = setup::mosquitto().context("mosquitto is gone")?;
    session.count(cargo().args(["test", "--workspace"]).env("MOSQUITTO", broker))
}

/// How many agreements are drawn, signed, and laid before the judges.
const AGREEMENTS: u32 = 300;

fn judges(session: &Session) -> Result<()> {
    judge(AGREEMENTS, 1, |command| session.count(command))
}

/// Every file that the tests make, judged from outside. What the tests say themselves was counted before.
pub fn judge(agreements: u32, seed: u64, count: impl Fn(&mut Command) -> Result<()>) -> Result<()> {
    let folder = root().join("target/judged");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    for (test, which) in [
        ("pdf", "bytes_are any_name every_payment whatever_is_agreed"),
        ("exports", ""),
    ] {
        run(cargo()
            .args(["test", "--quiet", "-p", "plan-doc", "--test", test, "--"])
            .args(which.split_whitespace())
            .env("SAVE_PDF", &folder)
            .env("PROVE_CASES", agreements.to_string())
            .env("PROVE_SEED", seed.to_string()))?;
    }
    let with_ending = |ending: &str| -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|found| found == ending) {
                files.push(path);
            }
        }
        files.sort();
        if files.is_empty() {
            bail!("the tests made no .{ending}");
        }
        Ok(files)
    };
    let unsigned = with_ending("pdf")?;
    for file in &unsigned {
        run(program("qpdf").args(["--check", "--no-warn"]).arg(file))?;
    }
    count(python_script("judge.py")?.args(&unsigned))?;
    verified(&folder.join("signed"))?;
    count(python_script("signatures.py")?.arg(folder.join("signed")))?;
    count(python_script("calendar_judge.py")?.args(with_ending("ics")?))?;
    logs(&folder, seed, &count)
}

/// How many signed logs are drawn, changed, and laid before the second program.
const LOGS: u32 = 1_000;

/// Signed logs before a program that was written from the description of their format alone: it takes what ours takes, and
/// refuses the rest for the same reason.
fn logs(folder: &Path, seed: u64, count: &impl Fn(&mut Command) -> Result<()>) -> Result<()> {
    let drawn = folder.join("logs.jsonl");
    run(cargo()
        .args([
            "test",
            "--quiet",
            "-p",
            "plan-log",
            "--test",
            "log",
            "--",
            "logs_of_chance",
        ])
        .env("SAVE_LOGS", &drawn)
        .env("PROVE_NAME", "logs")
        .env("PROVE_CASES", LOGS.to_string())
        .env("PROVE_SEED", seed.to_string()))?;
    let vectors = root().join("crates/plan-log/tests/vectors/signed-log.jsonl");
    count(python_script("log_verifier.py")?.arg(drawn).arg(vectors))
}

/// `plan verify` on every signed file: it draws each of them again and compares the bytes.
fn verified(folder: &Path) -> Result<()> {
    run(cargo().args(["build", "--quiet", "-p", "plan-cli"]))?;
    let plan = parts::target_folder().join("debug/plan");
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == "pdf") {
            let answer = Command::new(&plan).arg("verify").arg(&path).output()?;
            let derived = String::from_utf8_lossy(&answer.stdout).contains("\"layout\":\"derived\"");
            if !answer.status.success() || !derived {
                bail!(
                    "plan verify {}: {}",
                    path.display(),
                    String::from_utf8_lossy(&answer.stdout)
                );
            }
        }
    }
    Ok(())
}

/// One of our scripts, for the Python that has other people's validators.
fn python_script(name: &str) -> Result<Command> {
    let mut script = Command::new(setup::judging_python()?);
    script.arg("-B").arg(root().join("xtask/python").join(name));
    Ok(script)
}

fn wasm(session: &Session) -> Result<()> {
    let mut test = cargo();
    test.args(["test", "-p", "plan-negotiator", "--target", WASM, "--lib", "--tests"]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", setup::test_runner());
    test.env("CHROMEDRIVER", setup::chromedriver());
    session.count(&mut test)
}

fn types(_: &Session) -> Result<()> {
    // The element is plain JavaScript, and keeps to its own types.
    for project in ["tests/journeys", "sw", "tests/embed"] {
        run(program("node").args(["node_modules/typescript/bin/tsc", "--noEmit", "--project", project]))?;
    }
    Ok(())
}

fn browser_journeys(session: &Session) -> Result<()> {
    let folder = journeys::judged();
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    // Colours would hide the summary line from the count.
    session.count(journeys::playwright(&session.playwright_args)?.env_remove("FORCE_COLOR"))?;
    // Journeys that were picked by name may leave no document.
    if folder.exists() {
        session.count(python_script("signatures.py")?.arg(&folder))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_from_the_summary_lines_of_both_runners() {
        let mut counts = Counts::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "  1 failed",
            "  14 passed (12.3s)",
            "test tests::one ... ok",
            "3 passed the door",
            "",
        ] {
            counts.read(line);
        }
        assert_eq!(counts, Counts { passed: 29, failed: 3 });
    }

    #[test]
    fn steps_run_in_their_order_whatever_the_order_of_their_names() {
        let names = ["journeys".to_owned(), "fmt".to_owned()];
        let steps: Vec<&str> = chosen(&names).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(steps, ["fmt", "journeys"]);
        assert!(chosen(&["tidy".to_owned()]).is_err());
        assert_eq!(chosen(&[]).unwrap().len(), STEPS.len());
    }
}
