//! What the command line asks for.

use crate::refusal::Refusal;
use std::ffi::OsString;
use std::path::PathBuf;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Show help and end.
    Help(Topic),
    /// Show the version and end.
    Version,
    /// Read an input and answer it.
    Run(Command, Source),
}

/// What help is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The program.
    Plan,
    /// `plan schedule`.
    Schedule,
    /// `plan dates`.
    Dates,
    /// `plan share`.
    Share,
    /// `plan interest`.
    Interest,
    /// `plan apr`.
    Apr,
    /// `plan replan`.
    Replan,
    /// `plan verify`.
    Verify,
    /// `plan extract`.
    Extract,
}

/// A command with its options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Terms → Schedule.
    Schedule(DebtRows),
    /// Due dates.
    Dates,
    /// Shares by the largest remainder.
    Share,
    /// Payments received → how far the plan is paid, and a new plan.
    Replan,
    /// Simple interest of one debt.
    Interest,
    /// The annual percentage rate.
    Apr,
    /// A document → what is to be said of it.
    Verify(Whose),
    /// A whole document → what was agreed.
    Extract(Table),
}

/// Whose documents are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of this program, by all that is known of them.
    Ours,
    /// With `--generic`: anybody's, by arithmetic and structure alone.
    Anybodys,
}

/// How the payments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// As the Schedule contract has them, beside case, terms and record.
    Json,
    /// With `--csv`: a table alone.
    Csv,
}

/// Whether each debt shows its own rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebtRows {
    /// Totals only.
    Hidden,
    /// With `--per-debt-rows`.
    Shown,
}

/// Where the input comes from.
#[derive(Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// `-`.
    Standard,
}

const COMMANDS: [(&str, Topic); 8] = [
    ("schedule", Topic::Schedule),
    ("dates", Topic::Dates),
    ("share", Topic::Share),
    ("interest", Topic::Interest),
    ("apr", Topic::Apr),
    ("replan", Topic::Replan),
    ("verify", Topic::Verify),
    ("extract", Topic::Extract),
];

/// Commands of the contract that this version does not have.
const LATER: [&str; 4] = ["budget", "check", "options", "policy"];

const PER_DEBT_ROWS: &str = "--per-debt-rows";
const GENERIC: &str = "--generic";
const CSV: &str = "--csv";

/// Reads the arguments after the program's name.
///
/// # Errors
/// The first argument that cannot be understood, or what is missing.
pub fn parse_args(mut args: impl Iterator<Item = OsString>) -> Result<Request, Refusal> {
    let names = || COMMANDS.map(|(name, _)| name).join(", ");
    let Some(first) = args.next() else {
        return Err(Refusal::usage("", names(), "name a command; `plan --help` lists them"));
    };
    let word = first.to_string_lossy();
    if let Some((_, topic)) = COMMANDS.iter().find(|(name, _)| *name == word) {
        return parse_command(*topic, args);
    }
    match word.as_ref() {
        "--help" | "-h" => Ok(Request::Help(Topic::Plan)),
        "--version" | "-V" => Ok(Request::Version),
        "help" => match args.next() {
            None => Ok(Request::Help(Topic::Plan)),
            Some(name) => {
                let known = COMMANDS.iter().find(|(known, _)| name == *known);
                let unknown = || {
                    Refusal::usage(
                        name.to_string_lossy(),
                        names(),
                        "name one of the commands named as the limit",
                    )
                };
                known.map(|(_, topic)| Request::Help(*topic)).ok_or_else(unknown)
            }
        },
        later if LATER.contains(&later) => Err(Refusal::not_yet(later, names())),
        other => Err(Refusal::usage(
            other,
            names(),
            "use one of the commands named as the limit",
        )),
    }
}

/// The options and the one input of a command. Options may stand before or after the input; after `--` all is input.
fn parse_command(topic: Topic, args: impl Iterator<Item = OsString>) -> Result<Request, Refusal> {
    let known = match topic {
        Topic::Schedule => "--per-debt-rows, --help",
        Topic::Verify => "--generic, --help",
        Topic::Extract => "--csv, --help",
        Topic::Plan | Topic::Dates | Topic::Share | Topic::Interest | Topic::Apr | Topic::Replan => "--help",
    };
    let (mut rows, mut whose, mut table) = (DebtRows::Hidden, Whose::Ours, Table::Json);
    let mut source = None;
    let mut options_end = false;
    for arg in args {
        let word = arg.to_string_lossy();
        if !options_end && word.len() > 1 && word.starts_with('-') {
            match word.as_ref() {
                "--" => options_end = true,
                "--help" | "-h" => return Ok(Request::Help(topic)),
                PER_DEBT_ROWS if topic == Topic::Schedule => rows = DebtRows::Shown,
                GENERIC if topic == Topic::Verify => whose = Whose::Anybodys,
                CSV if topic == Topic::Extract => table = Table::Csv,
                other => return Err(Refusal::usage(other, known, "use the options named as the limit")),
            }
            continue;
        }
        let found = match arg == "-" {
            true if !options_end => Source::Standard,
            _ => Source::File(PathBuf::from(&arg)),
        };
        if source.replace(found).is_some() {
            return Err(Refusal::usage(
                word,
                "one FILE",
                "name one file, or - for standard input",
            ));
        }
    }
    let Some(source) = source else {
        return Err(Refusal::usage("", "one FILE", "name a file, or - for standard input"));
    };
    let command = match topic {
        Topic::Plan | Topic::Schedule => Command::Schedule(rows),
        Topic::Dates => Command::Dates,
        Topic::Share => Command::Share,
        Topic::Interest => Command::Interest,
        Topic::Apr => Command::Apr,
        Topic::Replan => Command::Replan,
        Topic::Verify => Command::Verify(whose),
        Topic::Extract => Command::Extract(table),
    };
    Ok(Request::Run(command, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Request, Refusal> {
        parse_args(line.split_whitespace().map(OsString::from))
    }

    fn run(command: Command, file: &str) -> Request {
        let source = match file {
            "-" => Source::Standard,
            name => Source::File(PathBuf::from(name)),
        };
        Request::Run(command, source)
    }

    #[test]
    fn args_that_are_known_are_understood() {
        let schedule = Command::Schedule(DebtRows::Hidden);
        let with_rows = Command::Schedule(DebtRows::Shown);
        let rows = [
            ("--help", Request::Help(Topic::Plan)),
            ("-h", Request::Help(Topic::Plan)),
            ("help", Request::Help(Topic::Plan)),
            ("help dates", Request::Help(Topic::Dates)),
            ("--version", Request::Version),
            ("-V", Request::Version),
            ("schedule --help", Request::Help(Topic::Schedule)),
            ("schedule terms.json -h", Request::Help(Topic::Schedule)),
            ("share --help", Request::Help(Topic::Share)),
            ("schedule terms.json", run(schedule, "terms.json")),
            ("schedule -", run(schedule, "-")),
            ("schedule --per-debt-rows -", run(with_rows, "-")),
            ("schedule terms.json --per-debt-rows", run(with_rows, "terms.json")),
            ("schedule -- --per-debt-rows", run(schedule, "--per-debt-rows")),
            ("dates -", run(Command::Dates, "-")),
            ("share file", run(Command::Share, "file")),
            ("interest -", run(Command::Interest, "-")),
            ("apr file", run(Command::Apr, "file")),
            ("help apr", Request::Help(Topic::Apr)),
            ("interest -h", Request::Help(Topic::Interest)),
            ("verify --help", Request::Help(Topic::Verify)),
            ("help extract", Request::Help(Topic::Extract)),
            ("verify a.pdf", run(Command::Verify(Whose::Ours), "a.pdf")),
            ("verify --generic -", run(Command::Verify(Whose::Anybodys), "-")),
            ("verify a.pdf --generic", run(Command::Verify(Whose::Anybodys), "a.pdf")),
            ("extract a.pdf", run(Command::Extract(Table::Json), "a.pdf")),
            ("extract --csv -", run(Command::Extract(Table::Csv), "-")),
        ];
        for (line, expected) in rows {
            assert_eq!(parsed(line), Ok(expected), "{line}");
        }
        let dash = Request::Run(Command::Dates, Source::File(PathBuf::from("-")));
        assert_eq!(parsed("dates -- -"), Ok(dash));
    }

    #[test]
    fn args_that_are_unknown_are_refused() {
        for line in [
            "",
            "plan",
            "--per-debt-rows",
            "schedule",
            "schedule a b",
            "schedule --rows a",
            "schedule --per-debt-rows=1 a",
            "dates --per-debt-rows -",
            "dates",
            "share - -",
            "help everything",
            "budget -",
            "interest",
            "apr --csv -",
            "SCHEDULE -",
            "schedule -x",
            "verify",
            "verify --csv a.pdf",
            "verify --unverified a.pdf",
            "extract",
            "extract --generic a.pdf",
            "extract --unverified a.pdf",
            "share --csv -",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
