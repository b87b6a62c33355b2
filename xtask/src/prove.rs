//! `cargo xtask prove`: the property tests, run for far longer than a check can take, from a seed that is printed.

use crate::process::{cargo, run};
use crate::setup::{self, Need};
use crate::test;
use crate::{dist, fuzz, journeys};
use anyhow::{Context, Result, bail};
use std::time::{SystemTime, UNIX_EPOCH};

struct Proof {
    name: &'static str,
    about: &'static str,
    package: &'static str,
    cases: u32,
    /// What is counted.
    unit: &'static str,
    /// Only tests of this name.
    filter: Option<&'static str>,
}

const PROOFS: [Proof; 10] = [
    Proof {
        name: "laws",
        about: "the laws of schedules and money",
        package: "plan-core",
        cases: 100_000,
        unit: "cases of each property",
        filter: None,
    },
    Proof {
        name: "merge",
        about: "every order of entries ends in one state",
        package: "plan-log",
        cases: 20_000,
        unit: "cases of each property",
        filter: None,
    },
    Proof {
        name: "sessions",
        about: "whatever the weather, windows end alike and nothing is agreed by mistake",
        package: "plan-log",
        cases: 100_000,
        unit: "sessions of 50 steps",
        filter: Some("sessions_of_chance"),
    },
    Proof {
        name: "malice",
        about: "one who lies deceives nobody",
        package: "plan-log",
        cases: 10_000,
        unit: "sessions of 40 steps",
        filter: Some("one_who_lies"),
    },
    Proof {
        name: "interleavings",
        about: "every order of what two people can do ends alike for both",
        package: "plan-log",
        cases: 7,
        unit: "acts, one after another,",
        filter: Some("every_interleaving"),
    },
    Proof {
        name: "decoders",
        about: "whatever a signed log is made of, spoilt: it is answered, and read in one way",
        package: "plan-log",
        cases: 1_000_000,
        unit: "inputs",
        filter: Some("decoders_answer"),
    },
    Proof {
        name: "plans",
        about: "plan files and what is kept of a plan, spoilt: answered, and never taken for something else",
        package: "plan-negotiator",
        cases: 1_000_000,
        unit: "inputs",
        filter: Some("spoilt_"),
    },
    Proof {
        name: "relay",
        about: "whatever a broker, a stranger or a link says, spoilt: borne, and never taken for something else",
        package: "plan-relay",
        cases: 1_000_000,
        unit: "inputs",
        filter: Some("spoilt_"),
    },
    Proof {
        name: "guesses",
        about: "whoever guesses at a code kills it, and is not asked about",
        package: "plan-relay",
        cases: 10_000,
        unit: "guesses",
        filter: Some("guesses_at_a_code"),
    },
    Proof {
        name: "mutations",
        about: "damaged documents are answered soon, and never as whole",
        package: "plan-doc",
        cases: 1_000_000,
        unit: "cases",
        filter: Some("whatever_is_damaged"),
    },
];

const FUZZ: &str = "fuzz";

/// Agreements drawn by chance, signed and laid before other people's validators.
const JUDGED: &str = "agreements";
const JUDGED_CASES: u32 = 1_000;

/// Calls on which the broker and the tabs are killed.
const CALLS: &str = "calls";
const CALL_KILLS: u32 = 50;

fn calls(args: &[String]) -> Result<()> {
    let options = Options::parse(args, &["--cases"])?;
    let seed = options.seed()?;
    let kills = options.cases.unwrap_or(CALL_KILLS);
    println!("==> {CALLS}: {kills} kills of a broker or a tab, seed {seed}");
    setup::ensure(&setup::BUILD)?;
    setup::ensure(&[Need::Node, Need::Browser, Need::Broker])?;
    dist::build(true)?;
    run(journeys::playwright(&["calls-killed.spec".to_owned()])?
        .env("CALL_KILLS", kills.to_string())
        .env("CALL_SEED", seed.to_string()))
}

fn judged(args: &[String]) -> Result<()> {
    let options = Options::parse(args, &["--cases"])?;
    let seed = options.seed()?;
    let cases = options.cases.unwrap_or(JUDGED_CASES);
    println!("==> {JUDGED}: {cases} signed documents, seed {seed}");
    setup::ensure(&[Need::Judges])?;
    test::judge(cases, seed, run)
}

fn seed_of_now() -> Result<u64> {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .context("the clock is before 1970")?;
    Ok(since.as_secs())
}

/// `cargo xtask prove [NAME [--seed N] [--cases N]]`, and `prove fuzz [--seed N] [--seconds N] [--target NAME]`.
pub fn command(args: &[String]) -> Result<()> {
    let Some((name, rest)) = args.split_first() else {
        println!("Proofs:");
        for proof in &PROOFS {
            println!(
                "  {:<13} {} ({}, {} {})",
                proof.name,
                proof.about,
                proof.package,
                proof.cases,
                proof.unit.trim_end_matches(',')
            );
        }
        println!(
            "  {FUZZ:<13} everything that reads outside input (--seconds of each target, {}; --target names one)",
            fuzz::SECONDS
        );
        println!("  {CALLS:<13} a call goes on whatever is killed ({CALL_KILLS} kills of a broker or a tab)");
        println!("  {JUDGED:<13} signed agreements before other people's validators ({JUDGED_CASES} of them)");
        return Ok(());
    };
    if name == JUDGED {
        return judged(rest);
    }
    if name == CALLS {
        return calls(rest);
    }
    if name == FUZZ {
        let options = Options::parse(rest, &["--seconds", "--target"])?;
        let seconds = options.seconds.unwrap_or(fuzz::SECONDS);
        return fuzz::command(options.seed()?, seconds, options.target.as_deref());
    }
    let Some(proof) = PROOFS.iter().find(|proof| proof.name == name) else {
        let names: Vec<&str> = PROOFS
            .iter()
            .map(|proof| proof.name)
            .chain([FUZZ, CALLS, JUDGED])
            .collect();
        bail!("there is no proof `{name}`; there is: {}", names.join(", "));
    };
    let options = Options::parse(rest, &["--cases"])?;
    let seed = options.seed()?;
    let cases = options.cases.unwrap_or(proof.cases);
    println!(
        "==> {}: {cases} {} of {}, seed {seed}",
        proof.name, proof.unit, proof.package
    );
    let mut test = cargo();
    test.args(["test", "--package", proof.package, "--lib", "--tests"]);
    // Releases are made small, and curves that are made small are slow: the tests' own build is ten times as fast there.
    test.args((proof.package != "plan-relay").then_some("--release"));
    test.args(proof.filter);
    // Link-time optimisation would cost minutes here and buy nothing.
    test.env("CARGO_PROFILE_RELEASE_LTO", "false");
    test.env("PROPTEST_CASES", cases.to_string())
        .env("PROPTEST_RNG_SEED", seed.to_string());
    // For tests that draw their own cases.
    test.env("PROVE_NAME", proof.name)
        .env("PROVE_CASES", cases.to_string())
        .env("PROVE_SEED", seed.to_string());
    run(&mut test).with_context(|| {
        format!(
            "repeat it with `cargo xtask prove {} --seed {seed} --cases {cases}`",
            proof.name
        )
    })
}

/// What may follow a proof's name.
#[derive(Default)]
struct Options {
    seed: Option<u64>,
    cases: Option<u32>,
    seconds: Option<u32>,
    target: Option<String>,
}

impl Options {
    /// Reads `--seed` and those of the others that this proof has.
    fn parse(args: &[String], known: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let arg = arg.as_str();
            if arg != "--seed" && !known.contains(&arg) {
                bail!("this proof does not know `{arg}`; it knows --seed {}", known.join(" "));
            }
            let value = args.next().with_context(|| format!("{arg} needs a value"))?;
            let whole = || format!("{arg} takes a whole number");
            match arg {
                "--seed" => options.seed = Some(value.parse().with_context(whole)?),
                "--cases" => options.cases = Some(value.parse().with_context(whole)?),
                "--seconds" => options.seconds = Some(value.parse().with_context(whole)?),
                _ => options.target = Some(value.clone()),
            }
        }
        Ok(options)
    }

    /// The seed that was given, or one of this moment.
    fn seed(&self) -> Result<u64> {
        self.seed.map_or_else(seed_of_now, Ok)
    }
}
