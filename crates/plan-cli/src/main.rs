//! `plan`: the engine of repayment plans on the command line.
//!
//! Each command reads one JSON text, or one document, from a file or standard input and writes one line of JSON. What
//! is wrong goes to standard error as `{"problems":[…]}`, all of it at once.
//!
//! Exit status: 0 done, 1 the answer is no, 2 the input is wrong. A document that is not whole is an answer, not a
//! wrong input: what is said of it goes to standard output.

mod args;
mod generic;
mod help;
mod input;
mod refusal;
mod verify;

use args::{Command, DebtRows, Request, Source, Whose};
use plan_core::{Problem, Schedule, Terms, requests};
use refusal::Refusal;
use serde::Serialize;
use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;

/// The answer is no.
const NO: u8 = 1;
/// The input is wrong.
const WRONG_INPUT: u8 = 2;

/// What is written to standard output, and whether it is a yes.
struct Answer {
    text: String,
    is_yes: bool,
}

impl Answer {
    /// An answer that could not have been no, in one line or more.
    fn done(text: impl AsRef<str>) -> Self {
        Self {
            text: format!("{}\n", text.as_ref().trim_end()),
            is_yes: true,
        }
    }

    fn of(judged: &impl Serialize, is_yes: bool) -> Self {
        // Serialising strings and numbers cannot fail; the status says the rest.
        let text = serde_json::to_string(judged).unwrap_or_default();
        Self {
            text: format!("{text}\n"),
            is_yes,
        }
    }
}

fn main() -> ExitCode {
    match answer().and_then(|answer| write(&answer.text).map(|()| answer.is_yes)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(NO),
        Err(refusal) => {
            // With standard error gone too there is nobody left to tell; the status still says it.
            let _ = writeln!(stderr(), "{}", refusal.to_json());
            ExitCode::from(WRONG_INPUT)
        }
    }
}

fn answer() -> Result<Answer, Refusal> {
    match args::parse_args(std::env::args_os().skip(1))? {
        Request::Help(topic) => Ok(Answer::done(help::text(topic))),
        Request::Version => Ok(Answer::done(concat!("plan ", env!("CARGO_PKG_VERSION")))),
        Request::Run(command, source) => run(command, &source),
    }
}

fn run(command: Command, source: &Source) -> Result<Answer, Refusal> {
    let text = || input::read(source);
    Ok(match command {
        Command::Schedule(rows) => Answer::done(schedule(rows, &text()?)?),
        Command::Dates => Answer::done(requests::dates(&text()?)?),
        Command::Share => Answer::done(requests::share(&text()?)?),
        Command::Interest => Answer::done(requests::interest(&text()?)?),
        Command::Apr => Answer::done(requests::apr(&text()?)?),
        Command::Replan => Answer::done(plan_core::replan::replan_json(&text()?)?),
        Command::Verify(Whose::Ours) => {
            let judged = judged(source)?;
            Answer::of(&judged, judged.is_whole())
        }
        Command::Verify(Whose::Anybodys) => {
            let file = input::read_document(source)?;
            let judged = file.map_or_else(generic::Judgement::too_large, |file| generic::judge(&file));
            Answer::of(&judged, judged.is_sound())
        }
        Command::Extract(table) => {
            let judged = judged(source)?;
            match judged.extract(table)? {
                Some(text) => Answer { text, is_yes: true },
                None => Answer::of(&judged, false),
            }
        }
    })
}

fn judged(source: &Source) -> Result<verify::Answer, Refusal> {
    let file = input::read_document(source)?;
    Ok(file.map_or_else(verify::Answer::too_large, |file| verify::judge(&file)))
}

fn schedule(rows: DebtRows, text: &str) -> Result<String, Vec<Problem>> {
    let terms = Terms::from_json(text)?;
    let schedule = Schedule::derive(&terms)?;
    Ok(match rows {
        DebtRows::Hidden => schedule.to_json(),
        DebtRows::Shown => schedule.to_json_with_debt_rows(&terms),
    })
}

fn write(text: &str) -> Result<(), Refusal> {
    let mut out = stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads may stop early: `plan schedule terms.json | head -c 100`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Refusal::cannot_write(&error)),
        Ok(()) => Ok(()),
    }
}
