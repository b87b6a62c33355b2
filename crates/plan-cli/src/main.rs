//! `plan`: the engine of repayment plans on the command line.
//!
//! Each command reads one JSON text from a file or standard input and writes one line of JSON. What is wrong goes
//! to standard error as `{"problems":[…]}`, all of it at once.
//!
//! Exit status: 0 done, 1 the answer is no, 2 the input is wrong. No command so far has a question that could be
//! answered with no.

mod args;
mod help;
mod input;
mod refusal;

use args::{Command, DebtRows, Request};
use plan_core::{Problem, Schedule, Terms, requests};
use refusal::Refusal;
use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;

/// The input is wrong.
const WRONG_INPUT: u8 = 2;

fn main() -> ExitCode {
    match answer().and_then(|text| write_line(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            // With standard error gone too there is nobody left to tell; the status still says it.
            let _ = writeln!(stderr(), "{}", refusal.to_json());
            ExitCode::from(WRONG_INPUT)
        }
    }
}

fn answer() -> Result<String, Refusal> {
    match args::parse_args(std::env::args_os().skip(1))? {
        Request::Help(topic) => Ok(help::text(topic).to_owned()),
        Request::Version => Ok(concat!("plan ", env!("CARGO_PKG_VERSION")).to_owned()),
        Request::Run(command, source) => Ok(run(command, &input::read(&source)?)?),
    }
}

fn run(command: Command, text: &str) -> Result<String, Vec<Problem>> {
    match command {
        Command::Schedule(rows) => {
            let schedule = Schedule::derive(&Terms::from_json(text)?)?;
            Ok(match rows {
                DebtRows::Hidden => schedule.to_json(),
                DebtRows::Shown => schedule.to_json_with_debt_rows(),
            })
        }
        Command::Dates => requests::dates(text),
        Command::Share => requests::share(text),
    }
}

fn write_line(text: &str) -> Result<(), Refusal> {
    let mut out = stdout().lock();
    match writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()) {
        // Whoever reads may stop early: `plan schedule terms.json | head -c 100`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Refusal::cannot_write(&error)),
        Ok(()) => Ok(()),
    }
}
