//! `cargo xtask`: everything a person or a machine does to this repository besides editing it.
//!
//! Each command first sets up the tools it needs, and only those; see [`setup`].

mod bench;
mod check_host;
mod dist;
mod embed;
mod fuzz;
mod headers;
mod hosting;
mod hosts;
mod journeys;
mod licences;
mod next_build;
mod offline;
mod parts;
mod process;
mod prove;
mod relay;
mod relay_address;
mod serve;
mod server;
mod setup;
mod size;
mod styles;
mod test;
mod worker;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--debug] [--no-build]   build the app and serve it with its production headers
        [--at /PATH/]                       under a path instead of the root
        [--frame-ancestors ORIGINS]         and let pages of these origins frame it
                                            (a page that embeds it is served beside it, to be tried)
  test [STEP...] [-- PLAYWRIGHT ARGS]       run every check, or the named ones (`test --list` names them)
  build [--debug]                           build the app into dist/
  hosting [--at /PATH/] [--root FOLDER]     make target/hosting of dist/: settings for nginx and Caddy, and the files
        [--frame-ancestors ORIGINS]         to serve; framed by pages of these origins;
        [--brotli]                          for an nginx that has the module for brotli
  check-host URL                            compare what a host answers with what dist/ says
        [--frame-ancestors ORIGINS]
  size                                      measure what the first screen downloads, against the limit
  bench [NAME [ARGS...]]                    run a benchmark of tests/bench, or list them
  prove [NAME [--seed N] [--cases N]]       run a long property test, or list them
  prove fuzz [--seed N] [--seconds N] [--target NAME]
                                            run the fuzzer against everything that is read
  relay                                     start the broker between two machines, on this one
  licences                                  check the licence of every crate that ships
  staged                                    cut a staged build apart and write its _headers (Trunk calls this)

Every command sets up the tools it needs and says what to install where it cannot.
CHROMIUM and CHROMEDRIVER name another browser and driver than Debian's.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    let Some((command, rest)) = args.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    // What follows `--` belongs to the tool we start, its `--help` included.
    if rest
        .iter()
        .take_while(|arg| *arg != "--")
        .any(|arg| arg == "--help" || arg == "-h")
    {
        println!("{HELP}");
        return Ok(());
    }
    match command.as_str() {
        "serve" => serve::command(rest),
        "test" => test::command(rest),
        "build" => dist::command(rest),
        "hosting" => hosting::command(rest),
        "check-host" => check_host::command(rest),
        "size" => size::command(rest),
        "bench" => bench::command(rest),
        "prove" => prove::command(rest),
        "relay" => relay::command(rest),
        "licences" => licences::command(rest),
        "staged" => dist::staged(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}

/// Refuses arguments where a command takes none: a misspelt option must not pass for a full run.
fn no_arguments(args: &[String]) -> Result<()> {
    match args.first() {
        Some(extra) => bail!("unexpected argument `{extra}`; `cargo xtask help` shows what there is"),
        None => Ok(()),
    }
}
