//! Why there is no answer: problems of the input, or of the way the program was called.

use plan_core::Problem;
use serde::Serialize;
use std::io::{Error, ErrorKind};

/// Everything that is wrong, in the contract's shape.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    problems: Vec<Told>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Told {
    Input(Problem),
    Call(CallProblem),
}

/// A problem that the engine knows nothing of: arguments, files.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct CallProblem {
    code: &'static str,
    path: &'static str,
    value: String,
    limit: String,
    remedy: String,
}

impl From<Vec<Problem>> for Refusal {
    fn from(problems: Vec<Problem>) -> Self {
        Self {
            problems: problems.into_iter().map(Told::Input).collect(),
        }
    }
}

impl Refusal {
    fn call(code: &'static str, value: &str, limit: &str, remedy: &str) -> Self {
        let problem = CallProblem {
            code,
            path: "",
            value: value.to_owned(),
            limit: limit.to_owned(),
            remedy: remedy.to_owned(),
        };
        Self {
            problems: vec![Told::Call(problem)],
        }
    }

    /// The arguments cannot be understood: which one, what is known, what to do.
    pub fn usage(value: impl AsRef<str>, known: impl AsRef<str>, remedy: &str) -> Self {
        Self::call("usage", value.as_ref(), known.as_ref(), remedy)
    }

    /// A command that comes later.
    pub fn not_yet(command: &str, known: impl AsRef<str>) -> Self {
        let remedy = "use the commands named as the limit: this version has no other";
        Self::call("not_yet_supported", command, known.as_ref(), remedy)
    }

    /// The input could not be read.
    pub fn cannot_read(name: impl AsRef<str>, error: &Error) -> Self {
        let remedy = match error.kind() {
            ErrorKind::NotFound => "there is no such file: check its name, or use - for standard input",
            ErrorKind::PermissionDenied => "this file may not be read: check who may, or use - for standard input",
            ErrorKind::IsADirectory => "this is a folder: name a file in it, or use - for standard input",
            _ => "name a file that can be read, or use - for standard input",
        };
        Self::call("cannot_read", name.as_ref(), "", remedy)
    }

    /// The answer could not be written.
    pub fn cannot_write(error: &Error) -> Self {
        Self::call(
            "cannot_write",
            &error.kind().to_string(),
            "",
            "check where standard output goes",
        )
    }

    /// `{"problems":[{"code","path","value","limit","remedy"}]}`.
    pub fn to_json(&self) -> String {
        // Serialising strings cannot fail; the status says the rest.
        serde_json::to_string(self).unwrap_or_default()
    }
}
