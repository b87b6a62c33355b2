//! `cargo xtask check-host URL`: asks a host for every file of the build, and for what must not be there, and compares
//! what it answers with what the build says.

use crate::headers::{FILE, Rules, files};
use crate::hosting::is_compressed;
use crate::process::output;
use crate::server::mime;
use crate::{dist, setup};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Text that hosts send as they find it: compressing less than this is not worth it.
const WORTH_COMPRESSING: u64 = 1_024;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What would make the app work worse, or less safely, than the build says.
    pub problems: Vec<String>,
    /// What could be better.
    pub notes: Vec<String>,
    /// How many addresses were asked for.
    pub asked: usize,
    /// How files were compressed.
    pub codings: BTreeSet<String>,
}

impl Report {
    /// What is said where there is no problem.
    pub fn sentence(&self) -> String {
        let codings: Vec<&str> = self.codings.iter().map(String::as_str).collect();
        let codings = if codings.is_empty() {
            "nothing".to_owned()
        } else {
            codings.join(" and ")
        };
        format!(
            "{} addresses asked, all as the build says; compressed with {codings}.",
            self.asked
        )
    }
}

/// `cargo xtask check-host URL [--frame-ancestors ORIGINS]`.
pub fn command(args: &[String]) -> Result<()> {
    let (url, frame_ancestors) = match args {
        [url] => (url, None),
        [url, flag, origins] | [flag, origins, url] if flag == "--frame-ancestors" => (url, Some(origins.as_str())),
        _ => bail!("`check-host` takes the address of the app, and --frame-ancestors where it may be framed"),
    };
    setup::ensure(&[setup::Need::Node])?;
    let report = check(url, &dist::folder(), frame_ancestors)?;
    for note in &report.notes {
        println!("    could be better: {note}");
    }
    for problem in &report.problems {
        println!("    {problem}");
    }
    if report.problems.is_empty() {
        println!("{}", report.sentence());
        return Ok(());
    }
    bail!(
        "{} of what {url} answers is not as the build says",
        report.problems.len()
    )
}

/// One thing to ask for.
struct Question {
    /// Behind the address of the app.
    path: String,
    expected: Expected,
}

/// What the answer should be.
enum Expected {
    /// A file of the build.
    File(FileExpected),
    /// Nothing: but said with every guard on.
    Nothing,
    /// The way to the address with its slash.
    Redirect(String),
}

struct FileExpected {
    headers: Vec<(String, String)>,
    mime: &'static str,
    sha256: String,
    length: u64,
    /// Whether it is asked for on every visit.
    asked_each_time: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Answer {
    status: u64,
    headers: Vec<(String, String)>,
    sha256: String,
}

impl Answer {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    fn first<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }
}

/// Compares a host with a build.
pub fn check(url: &str, build: &Path, frame_ancestors: Option<&str>) -> Result<Report> {
    let rest = url.split_once("://").map(|(_, rest)| rest).unwrap_or_default();
    if !(url.starts_with("http://") || url.starts_with("https://")) || !url.ends_with('/') || rest.contains(['?', '#'])
    {
        bail!("the address of the app starts with https:// or http:// and ends with a slash");
    }
    let mut rules = Rules::of_build(build)?;
    if let Some(origins) = frame_ancestors {
        rules.allow_frames_from(origins)?;
    }
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    let questions = questions(&rules, build, path)?;
    let mut report = Report {
        asked: questions.len(),
        ..Report::default()
    };
    if url.starts_with("http://") && !rest.starts_with("127.0.0.1") && !rest.starts_with("localhost") {
        let problem = "without https a browser neither signs nor keeps the app for use without a network";
        report.problems.push(problem.to_owned());
    }
    let addresses = questions.iter().map(|question| match question.expected {
        Expected::Redirect(_) => url.trim_end_matches('/').to_owned(),
        _ => format!("{url}{}", question.path),
    });
    let lines = output(setup::node("xtask/node/ask-host.mjs").args(addresses))?;
    let mut lines = lines.lines();
    for question in &questions {
        let line = lines.next().context("the host was not asked to the end")?;
        let name = match (&question.expected, question.path.as_str()) {
            (Expected::Redirect(_), _) => path.trim_end_matches('/'),
            (_, "") => "the page",
            (_, path) => path,
        };
        match read(line)? {
            Ok(answer) => judge(name, &question.expected, &rules, &answer, &mut report),
            Err(error) => report.problems.push(format!("{name}: {error}")),
        }
    }
    Ok(report)
}

/// An answer as it was printed, or why there is none.
fn read(line: &str) -> Result<std::result::Result<Answer, String>> {
    let value: Value = serde_json::from_str(line).context("an answer is no JSON")?;
    if let Some(error) = value["error"].as_str() {
        return Ok(Err(error.to_owned()));
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let headers = value["headers"].as_array().context("an answer has no headers")?;
    Ok(Ok(Answer {
        status: value["status"].as_u64().context("an answer has no status")?,
        headers: headers.iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect(),
        sha256: text(&value["sha256"]),
    }))
}

fn questions(rules: &Rules, build: &Path, path: &str) -> Result<Vec<Question>> {
    let mut questions = Vec::new();
    let mut names = files(build)?;
    // The page as people ask for it, before everything else.
    names.insert(0, String::new());
    for name in names {
        let file: PathBuf = build.join(if name.is_empty() { "index.html" } else { &name });
        let bytes = std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let asked = format!("/{name}");
        let headers: Vec<(String, String)> = rules
            .of(&asked)
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let asked_each_time = headers.iter().any(|(_, value)| value == crate::headers::ASKED);
        let expected = FileExpected {
            headers,
            mime: mime(&file),
            sha256: Sha256::digest(&bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            length: bytes.len() as u64,
            asked_each_time,
        };
        questions.push(Question {
            path: name,
            expected: Expected::File(expected),
        });
    }
    // What is for the host alone, what was never there, and a file of a build that is gone.
    for nothing in [
        FILE,
        ".git/config",
        ".env",
        "no/such/page",
        "plan-negotiator-0000000000000000.js",
    ] {
        questions.push(Question {
            path: nothing.to_owned(),
            expected: Expected::Nothing,
        });
    }
    if path != "/" {
        questions.push(Question {
            path: String::new(),
            expected: Expected::Redirect(path.to_owned()),
        });
    }
    Ok(questions)
}

fn judge(name: &str, expected: &Expected, rules: &Rules, answer: &Answer, report: &mut Report) {
    let mut problem = |text: String| report.problems.push(format!("{name}: {text}"));
    if answer.first("Set-Cookie").is_some() {
        problem("sets a cookie, where the app promises none".to_owned());
    }
    match expected {
        Expected::Redirect(to) => {
            // A host may say it with or without its own name.
            let leads = answer
                .first("Location")
                .is_some_and(|location| location.ends_with(to.as_str()));
            if !(300..400).contains(&answer.status) || !leads {
                problem(format!("should lead to {to}, and answers {}", answer.status));
            }
        }
        Expected::Nothing => {
            if answer.status != 404 {
                problem(format!("should not be there (404), and answers {}", answer.status));
                return;
            }
            guards(rules.everywhere(), answer, &mut problem);
            let kept = |value: &str| value.contains("immutable") || seconds(value).is_some_and(|age| age > 3_600);
            if answer.first("Cache-Control").is_some_and(kept) {
                problem("that it is missing is kept for long: a file uploaded later would not be seen".to_owned());
            }
        }
        Expected::File(file) => {
            if answer.status != 200 {
                problem(format!("should be there (200), and answers {}", answer.status));
                return;
            }
            guards(
                file.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())),
                answer,
                &mut problem,
            );
            if answer.sha256 != file.sha256 {
                problem("is not the file of this build: it is of another one, or changed on its way".to_owned());
            }
            let found = answer.first("Content-Type").unwrap_or_default();
            if !same_type(found, file.mime) {
                problem(format!("should have the type {}, and has {found:?}", file.mime));
            }
            let plain = file.mime.split(';').next().unwrap_or_default();
            if let Some(coding) = answer.first("Content-Encoding") {
                report.codings.insert(coding.to_owned());
                let varies = answer
                    .all("Vary")
                    .flat_map(|value| value.split(','))
                    .any(|value| value.trim().eq_ignore_ascii_case("Accept-Encoding"));
                if !varies {
                    problem(
                        "is compressed without `Vary: Accept-Encoding`: a cache could send it to anybody".to_owned(),
                    );
                }
            } else if is_compressed(plain) && file.length >= WORTH_COMPRESSING {
                report.notes.push(format!("{name} is sent without compression"));
            }
            let checkable = answer.first("ETag").is_some() || answer.first("Last-Modified").is_some();
            if file.asked_each_time && !checkable {
                let note = format!("{name} has neither ETag nor Last-Modified: each visit downloads it again");
                report.notes.push(note);
            }
        }
    }
}

/// Each header once, and as it should be.
fn guards<'a>(wanted: impl Iterator<Item = (&'a str, &'a str)>, answer: &Answer, problem: &mut impl FnMut(String)) {
    for (header, value) in wanted {
        match answer.all(header).collect::<Vec<_>>().as_slice() {
            [] => problem(format!("has no {header}, which should be `{value}`")),
            [found] if found.trim() == value => {}
            [found] => problem(format!("has {header} `{found}`, which should be `{value}`")),
            found => problem(format!(
                "has {header} {} times: one host in front of another adds its own",
                found.len()
            )),
        }
    }
}

fn seconds(cache: &str) -> Option<u64> {
    let ages = cache.split(',').filter_map(|part| part.trim().split_once("max-age="));
    ages.filter_map(|(_, age)| age.parse().ok()).max()
}

/// Types mean the same in any case of letters, with or without the space, and a script has two names.
fn same_type(found: &str, wanted: &str) -> bool {
    let plain = |text: &str| {
        text.to_ascii_lowercase()
            .replace([' ', '"'], "")
            .replace("application/javascript", "text/javascript")
    };
    let (found, wanted) = (plain(found), plain(wanted));
    // Files of data say themselves in which characters they are.
    found == wanted || (!wanted.starts_with("text/") && found.split(';').next() == Some(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "/*\n  Content-Security-Policy: x\n/a-0123456789abcdef.js\n  Cache-Control: long\n";

    fn file() -> Expected {
        Expected::File(FileExpected {
            headers: vec![
                ("Content-Security-Policy".to_owned(), "x".to_owned()),
                ("Cache-Control".to_owned(), "no-cache".to_owned()),
            ],
            mime: "text/javascript; charset=utf-8",
            sha256: "aa".to_owned(),
            length: 5_000,
            asked_each_time: true,
        })
    }

    fn good() -> Answer {
        let headers = [
            ("content-security-policy", "x"),
            ("Cache-Control", "no-cache"),
            ("Content-Type", "application/javascript; charset=UTF-8"),
            ("Content-Encoding", "br"),
            ("Vary", "Origin, accept-encoding"),
            ("ETag", "\"1\""),
        ];
        Answer {
            status: 200,
            headers: headers
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .to_vec(),
            sha256: "aa".to_owned(),
        }
    }

    fn without(name: &str) -> Answer {
        let mut answer = good();
        answer.headers.retain(|(found, _)| found != name);
        answer
    }

    fn with(name: &str, value: &str) -> Answer {
        let mut answer = good();
        answer.headers.push((name.to_owned(), value.to_owned()));
        answer
    }

    fn judged(expected: &Expected, answer: &Answer) -> Report {
        let mut report = Report::default();
        judge("a", expected, &Rules::parse(RULES).unwrap(), answer, &mut report);
        report
    }

    #[test]
    fn a_file_as_the_build_says_has_no_problem() {
        let report = judged(&file(), &good());
        assert_eq!((report.problems.len(), report.notes.len()), (0, 0), "{report:?}");
        assert_eq!(report.codings, BTreeSet::from(["br".to_owned()]));
    }

    #[test]
    fn each_difference_of_a_file_is_named() {
        let other_status = Answer { status: 403, ..good() };
        let other_bytes = Answer {
            sha256: "bb".to_owned(),
            ..good()
        };
        for (answer, words) in [
            (other_status, "answers 403"),
            (other_bytes, "not the file of this build"),
            (without("content-security-policy"), "has no Content-Security-Policy"),
            (with("Content-Security-Policy", "x"), "Content-Security-Policy 2 times"),
            (without("Vary"), "Vary: Accept-Encoding"),
            (without("Content-Type"), "should have the type"),
            (with("Set-Cookie", "a=b"), "sets a cookie"),
        ] {
            let problems = judged(&file(), &answer).problems;
            assert!(
                problems.len() == 1 && problems[0].contains(words),
                "{words}: {problems:?}"
            );
        }
        for (answer, words) in [
            (without("Content-Encoding"), "without compression"),
            (without("ETag"), "neither ETag"),
        ] {
            let report = judged(&file(), &answer);
            assert!(report.problems.is_empty(), "{report:?}");
            assert!(report.notes[0].contains(words), "{report:?}");
        }
    }

    #[test]
    fn nothing_is_404_with_every_guard_and_not_kept() {
        let missing = |cache: &str, policy: &str| {
            let headers = vec![
                ("Cache-Control".to_owned(), cache.to_owned()),
                ("Content-Security-Policy".to_owned(), policy.to_owned()),
            ];
            let answer = Answer {
                status: 404,
                headers,
                sha256: String::new(),
            };
            judged(&Expected::Nothing, &answer).problems
        };
        assert_eq!(missing("no-cache", "x"), Vec::<String>::new());
        assert_eq!(missing("public, max-age=60", "x"), Vec::<String>::new());
        assert!(missing("no-cache", "y")[0].contains("should be `x`"));
        assert!(missing("public, max-age=31536000, immutable", "x")[0].contains("kept for long"));
        assert!(judged(&Expected::Nothing, &good()).problems[0].contains("answers 200"));
    }

    #[test]
    fn an_address_without_its_slash_leads_on() {
        let answer = |status, location: &str| Answer {
            status,
            headers: vec![("Location".to_owned(), location.to_owned())],
            sha256: String::new(),
        };
        let to = Expected::Redirect("/plans/".to_owned());
        assert_eq!(judged(&to, &answer(308, "/plans/")), Report::default());
        assert_eq!(judged(&to, &answer(301, "https://x.example/plans/")), Report::default());
        assert_eq!(judged(&to, &answer(301, "/")).problems.len(), 1);
        assert_eq!(judged(&to, &answer(200, "/plans/")).problems.len(), 1);
    }

    #[test]
    fn an_address_that_is_none_of_an_app_is_refused() {
        for url in [
            "plans.example.org/",
            "https://plans.example.org",
            "ftp://x/",
            "https://x/?a/",
            "https://x/#/",
        ] {
            assert!(check(url, Path::new("/nowhere"), None).is_err(), "{url}");
        }
    }
}
