//! The program from outside: arguments, files, standard streams, exit status.
#![expect(clippy::unwrap_used, reason = "a program that cannot be run or read fails its test")]

use serde_json::{Value, json};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PLAN: &str = env!("CARGO_BIN_EXE_plan");
const EXAMPLE: &str = include_str!("../../../tests/vectors/contract_example.json");
const PRO_RATA: &str = include_str!("../../../tests/vectors/pro_rata_and_affordability.json");

/// Runs `plan` with these arguments and this standard input.
fn plan(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(PLAN)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let written = child.stdin.take().unwrap().write_all(input);
    // A program that has read enough, or needs nothing, may close its end first.
    if let Err(error) = written {
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    }
    child.wait_with_output().unwrap()
}

/// The one line of an answer.
fn answer(args: &[&str], input: &str) -> String {
    let output = plan(args, input.as_bytes());
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), errors.as_str()), (Some(0), ""), "{args:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let line = text.strip_suffix('\n').unwrap();
    assert!(!line.contains('\n'), "{line}");
    line.to_owned()
}

/// The problems of a refusal: exit 2, nothing on standard output.
fn problems(args: &[&str], input: &[u8]) -> Vec<Value> {
    let output = plan(args, input);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{args:?}");
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    let mut told: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told.as_object().unwrap().len(), 1);
    let list = told["problems"].as_array_mut().unwrap();
    assert!(!list.is_empty());
    for problem in list.iter() {
        let keys: Vec<&String> = problem.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["code", "limit", "path", "remedy", "value"]);
        assert!(problem["remedy"].as_str().unwrap().len() > 5, "{problem}");
    }
    std::mem::take(list)
}

fn told(problems: &[Value]) -> Vec<String> {
    let text = |problem: &Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    problems
        .iter()
        .map(|one| format!("{} {} {}", text(one, "code"), text(one, "path"), text(one, "value")))
        .collect()
}

fn example(part: &str) -> Value {
    let file: Value = serde_json::from_str(EXAMPLE).unwrap();
    file[part].clone()
}

/// A file that is gone when the test ends.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }

    fn name(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

// --- schedule

#[test]
fn schedule_of_the_contract_comes_from_a_file_and_from_standard_input() {
    let terms = example("terms").to_string();
    let file = TemporaryFile::new("terms.json", terms.as_bytes());
    let from_file = answer(&["schedule", file.name()], "");
    assert_eq!(from_file, answer(&["schedule", "-"], &terms));
    assert_eq!(serde_json::from_str::<Value>(&from_file).unwrap(), example("schedule"));
    assert!(from_file.starts_with(r#"{"rows":[{"n":0,"kind":"deposit","due":"2026-11-30","payment":"100.00","#));
}

#[test]
fn schedule_with_debt_rows_has_the_rows_of_the_debt() {
    let terms = example("terms").to_string();
    let text = answer(&["schedule", "--per-debt-rows", "-"], &terms);
    let found: Value = serde_json::from_str(&text).unwrap();
    let rows = example("schedule")["rows"].clone();
    assert_eq!(
        found["per_debt"],
        json!([{ "id": "INV-1042", "total": "1080.00", "rows": rows }])
    );
    assert!(text.contains(r#""per_debt":[{"id":"INV-1042","total":"1080.00","rows":[{"n":0,"#));
    assert_eq!(text, answer(&["schedule", "-", "--per-debt-rows"], &terms));
}

#[test]
fn schedule_tells_all_problems_at_once_in_order() {
    let input = r#"{"version":1,"currency":"GBP","starts":"x","debts":[{"id":"A","balance":"0"}],
        "instalments":{"every":"daily","first_due":"2026-12-28"},"colour":"red"}"#;
    assert_eq!(
        told(&problems(&["schedule", "-"], input.as_bytes())),
        [
            "not_a_date starts x",
            "zero debts[0].balance 0",
            "missing instalments ",
            "not_allowed instalments.every daily",
            "unknown_field colour ",
        ]
    );
}

#[test]
fn schedule_problem_has_the_fields_of_the_contract_in_its_order() {
    let output = plan(&["schedule", "-"], b"{}");
    let text = String::from_utf8(output.stderr).unwrap();
    let start = r#"{"problems":[{"code":"missing","path":"version","value":"","limit":"","remedy":"add this field"},"#;
    assert!(text.starts_with(start), "{text}");
}

#[test]
fn schedule_that_does_not_work_out_is_wrong_input() {
    let mut terms = example("terms");
    terms["instalments"]["amount"] = json!("0.10");
    let found = problems(&["schedule", "-"], terms.to_string().as_bytes());
    assert_eq!(told(&found), ["too_many_payments instalments.amount 0.10"]);
    assert_eq!(found[0]["limit"], "1200");
    assert_eq!(
        found[0]["remedy"],
        "use a larger amount, or fewer payments; nearest: 0.82"
    );
}

// --- dates

#[test]
fn dates_follow_the_rhythm() {
    let rows = [
        (
            r#"{"first_due":"2027-01-31","every":"monthly","count":3}"#,
            "2027-01-31 2027-02-28 2027-03-31",
        ),
        (
            r#"{"first_due":"2027-02-28","every":"monthly","day":31,"count":2}"#,
            "2027-02-28 2027-03-31",
        ),
        (
            r#"{"first_due":"2026-12-31","every":"twice_monthly","count":4}"#,
            "2026-12-31 2027-01-16 2027-01-31 2027-02-16",
        ),
        (
            r#"{"first_due":"2027-01-31","every":{"twice_monthly":[31,15]},"count":3}"#,
            "2027-01-31 2027-02-15 2027-02-28",
        ),
        (
            r#"{"first_due":"2026-12-28","every":{"days":10},"count":2}"#,
            "2026-12-28 2027-01-07",
        ),
        (r#"{"first_due":"2026-12-28","every":"weekly","count":1}"#, "2026-12-28"),
        (
            r#"{"first_due":"2026-12-25","every":"weekly","count":2,"working_days":{"division":"england-and-wales","move":"following"}}"#,
            "2026-12-29 2027-01-04",
        ),
        (
            r#"{"first_due":"2026-12-25","every":"weekly","count":2,"working_days":{"division":"scotland","move":"preceding"}}"#,
            "2026-12-24 2026-12-31",
        ),
    ];
    for (request, expected) in rows {
        let expected: Vec<&str> = expected.split(' ').collect();
        assert_eq!(
            answer(&["dates", "-"], request),
            json!({ "dates": expected }).to_string()
        );
    }
    let many = answer(
        &["dates", "-"],
        r#"{"first_due":"2026-12-28","every":"weekly","count":1200}"#,
    );
    assert!(many.ends_with(r#""2049-12-20"]}"#));
}

#[test]
fn dates_refuses_what_it_cannot_list() {
    let rows = [
        ("{}", vec!["missing first_due ", "missing every ", "missing count "]),
        (
            r#"{"first_due":"2026-12-28","every":"weekly","count":1201}"#,
            vec!["too_large count 1201"],
        ),
        (
            r#"{"first_due":"2026-12-28","every":"weekly","count":0}"#,
            vec!["too_small count 0"],
        ),
        (
            r#"{"first_due":"2026-12-28","every":"monthly","day":5,"count":1}"#,
            vec!["day_does_not_match day 5"],
        ),
        (
            r#"{"first_due":"2100-12-28","every":"quarterly","count":402}"#,
            vec!["past_last_date count 402"],
        ),
        (
            r#"{"first_due":"2100-12-28","every":"monthly","count":2,"working_days":{"division":"scotland","move":"following"}}"#,
            vec!["no_bank_holidays working_days 2101-01-28"],
        ),
        (
            r#"{"first_due":"2026-12-28","every":{"days":6},"count":2,"working_days":{"division":"scotland","move":"following"}}"#,
            vec!["too_small every.days 6"],
        ),
        (
            r#"{"first_due":"2026-12-28","every":"weekly","count":1,"starts":1}"#,
            vec!["unknown_field starts "],
        ),
    ];
    for (request, expected) in rows {
        assert_eq!(
            told(&problems(&["dates", "-"], request.as_bytes())),
            expected,
            "{request}"
        );
    }
}

// --- share

#[test]
fn share_gives_the_published_shares() {
    let file: Value = serde_json::from_str(PRO_RATA).unwrap();
    let vectors = file["vectors"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|vector| vector["debts"].is_array());
    let mut seen = 0;
    for vector in vectors {
        let request = json!({ "available": vector["available"], "weights": vector["debts"] }).to_string();
        let expected = json!({ "shares": vector["expected_exact_total_largest_remainder"] }).to_string();
        assert_eq!(answer(&["share", "-"], &request), expected, "{}", vector["id"]);
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[test]
fn share_sums_to_the_amount_in_every_currency() {
    // A third of one unit each: the earlier in the list takes what is left.
    let rows = [
        (
            r#"{"available":"1.00","weights":["1","1","1"]}"#,
            r#"{"shares":["0.34","0.33","0.33"]}"#,
        ),
        (
            r#"{"available":"100","weights":["1","1","1"],"currency":"JPY"}"#,
            r#"{"shares":["34","33","33"]}"#,
        ),
        (
            r#"{"available":"1","weights":["2","1"],"currency":"BHD"}"#,
            r#"{"shares":["0.667","0.333"]}"#,
        ),
        (
            r#"{"available":"0","weights":["1","0"]}"#,
            r#"{"shares":["0.00","0.00"]}"#,
        ),
        (
            r#"{"available":"0.01","weights":["0","1"]}"#,
            r#"{"shares":["0.00","0.01"]}"#,
        ),
    ];
    for (request, expected) in rows {
        assert_eq!(answer(&["share", "-"], request), expected);
    }
}

#[test]
fn share_refuses_what_it_cannot_share() {
    let many = format!(r#"{{"available":"1","weights":[{}]}}"#, vec!["\"1\""; 201].join(","));
    let rows = [
        ("{}", vec!["missing available ", "missing weights "]),
        (r#"{"available":"1","weights":[]}"#, vec!["zero weights "]),
        (r#"{"available":"1","weights":["0","0"]}"#, vec!["zero weights "]),
        (
            r#"{"available":"-1","weights":["x",2]}"#,
            vec![
                "negative available -1",
                "not_a_number weights[0] x",
                "wrong_type weights[1] 2",
            ],
        ),
        (
            r#"{"available":"x","weights":["1"],"currency":"???"}"#,
            vec!["not_a_number available x", "not_allowed currency ???"],
        ),
        (many.as_str(), vec!["too_many weights 201"]),
    ];
    for (request, expected) in rows {
        assert_eq!(
            told(&problems(&["share", "-"], request.as_bytes())),
            expected,
            "{request}"
        );
    }
}

// --- interest and annual percentage rates

#[test]
fn interest_is_answered_or_refused() {
    let asked = r#"{"principal":"9999.99","statutory":{"reference_percent":"3.75"},"from":"2026-03-01","until":"2026-06-09",
        "basis":"actual/365"}"#;
    assert_eq!(
        answer(&["interest", "-"], asked),
        r#"{"interest":"321.92","daily":"3.22","compensation":"70.00"}"#
    );
    let file = TemporaryFile::new("interest.json", asked.as_bytes());
    assert_eq!(
        answer(&["interest", file.name()], ""),
        answer(&["interest", "-"], asked)
    );
    assert_eq!(
        told(&problems(
            &["interest", "-"],
            br#"{"basis":"period","annual_percent":"1001","days":1,"currency":"EUR","statutory":{},"colour":"red"}"#
        )),
        [
            "missing principal ",
            "exactly_one annual_percent 1001",
            "not_allowed basis period",
            "not_allowed currency EUR",
            "missing statutory.reference_percent ",
            "unknown_field colour ",
        ]
    );
}

#[test]
fn apr_is_answered_or_refused() {
    let asked = r#"{"advances":[{"date":"2026-03-01","amount":"200"}],"payments":[{"date":"2026-04-01","amount":"350"}],
        "convention":"eu"}"#;
    assert_eq!(answer(&["apr", "-"], asked), r#"{"apr":"82400.50068498"}"#);
    assert_eq!(answer(&["apr", "-"], &asked.replace("eu", "us")), r#"{"apr":"900"}"#);
    let found = problems(&["apr", "-"], asked.replace("350", "150").as_bytes());
    assert_eq!(told(&found), ["payments_below_advances payments 150.00"]);
    assert_eq!(found[0]["limit"], "200.00");
    assert_eq!(
        found[0]["remedy"],
        "let the payments come to what was advanced, or more"
    );
    assert_eq!(
        told(&problems(
            &["apr", "-"],
            br#"{"advances":[],"payments":[{"date":"x","amount":"1","count":2}],"convention":"uk","colour":"red"}"#
        )),
        [
            "missing advances[0] ",
            "not_a_date payments[0].date x",
            "missing payments[0].every ",
            "not_allowed convention uk",
            "unknown_field colour ",
        ]
    );
}

// --- input

#[test]
fn missing_file_is_told_in_the_shape_of_problems() {
    for command in ["schedule", "dates", "share", "interest", "apr", "replan"] {
        let found = problems(&[command, "/nowhere/terms.json"], b"");
        assert_eq!(told(&found), ["cannot_read  /nowhere/terms.json"]);
        assert!(
            found[0]["remedy"]
                .as_str()
                .unwrap()
                .starts_with("there is no such file")
        );
    }
}

#[test]
fn folder_is_not_a_file() {
    let found = problems(&["schedule", env!("CARGO_TARGET_TMPDIR")], b"");
    assert_eq!(found[0]["code"], "cannot_read");
    assert!(
        found[0]["remedy"].as_str().unwrap().starts_with("this is a folder"),
        "{found:?}"
    );
}

#[test]
fn text_that_is_not_json_or_not_utf_8_is_refused() {
    assert_eq!(told(&problems(&["schedule", "-"], b"")), ["not_json  line 1, column 0"]);
    assert_eq!(
        told(&problems(&["schedule", "-"], b"{\"version\": ")),
        ["not_json  line 1, column 12"]
    );
    assert_eq!(
        told(&problems(&["share", "-"], b"{\"a\":\"\xff\"}")),
        ["not_json  byte 6 is not UTF-8"]
    );
    let deep = "[".repeat(100_000);
    assert_eq!(problems(&["dates", "-"], deep.as_bytes())[0]["code"], "not_json");
}

#[test]
fn input_may_be_a_mebibyte_and_not_a_byte_more() {
    let mut terms = example("terms").to_string();
    terms.push_str(&" ".repeat((1 << 20) - terms.len()));
    let file = TemporaryFile::new("mebibyte.json", terms.as_bytes());
    answer(&["schedule", file.name()], "");
    terms.push(' ');
    let file = TemporaryFile::new("longer.json", terms.as_bytes());
    let found = problems(&["schedule", file.name()], b"");
    assert_eq!(told(&found), ["too_long  more than 1048576 bytes"]);
    assert_eq!(found[0]["limit"], "1048576");
    assert_eq!(
        told(&problems(&["share", "-"], terms.as_bytes())),
        ["too_long  more than 1048576 bytes"]
    );
}

/// An endless file is answered, so no more of it is read than the limit.
#[cfg(unix)]
#[test]
fn endless_input_is_not_slurped() {
    assert_eq!(
        told(&problems(&["schedule", "/dev/zero"], b"")),
        ["too_long  more than 1048576 bytes"]
    );
}

#[cfg(unix)]
#[test]
fn full_disk_is_told() {
    let output = Command::new("sh")
        .args(["-c", r#""$0" --help > /dev/full"#, PLAN])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .starts_with(r#"{"problems":[{"code":"cannot_write","#)
    );
}

#[cfg(unix)]
#[test]
fn reader_that_stops_early_is_no_problem() {
    let terms = r#"{"version":1,"currency":"GBP","starts":"2026-11-23","debts":[{"id":"A","balance":"1200.00"}],
        "instalments":{"every":"weekly","first_due":"2026-12-28","count":1200}}"#;
    let file = TemporaryFile::new("many.json", terms.as_bytes());
    let script = r#"{ "$0" schedule "$1"; echo "status $?" >&2; } | head -c 10"#;
    let output = Command::new("sh")
        .args(["-c", script, PLAN, file.name()])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), r#"{"rows":[{"#);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "status 0\n");
}

// --- arguments and help

#[test]
fn arguments_that_are_wrong_are_told() {
    const COMMANDS: &str = "schedule, dates, share, interest, apr, replan, verify, extract";
    let rows: [(&[&str], &str, &str); 13] = [
        (&[], "usage  ", COMMANDS),
        (&["sechedule", "-"], "usage  sechedule", COMMANDS),
        (&["budget", "-"], "not_yet_supported  budget", COMMANDS),
        (&["verify"], "usage  ", "one FILE"),
        (&["verify", "--csv", "-"], "usage  --csv", "--generic, --help"),
        (
            &["extract", "--unverified", "-"],
            "usage  --unverified",
            "--csv, --help",
        ),
        (&["schedule"], "usage  ", "one FILE"),
        (&["schedule", "a", "b"], "usage  b", "one FILE"),
        (&["schedule", "--rows", "-"], "usage  --rows", "--per-debt-rows, --help"),
        (&["dates", "--per-debt-rows", "-"], "usage  --per-debt-rows", "--help"),
        (&["interest", "--csv", "-"], "usage  --csv", "--help"),
        (&["apr"], "usage  ", "one FILE"),
        (&["help", "all"], "usage  all", COMMANDS),
    ];
    for (args, expected, limit) in rows {
        let found = problems(args, b"");
        assert_eq!(told(&found), [expected], "{args:?}");
        assert_eq!(found[0]["limit"], limit, "{args:?}");
    }
}

fn output_of(args: &[&str]) -> String {
    let output = plan(args, b"");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_names_every_command_and_the_exit_status() {
    let help = output_of(&["--help"]);
    for word in [
        "schedule",
        "dates",
        "share",
        "interest",
        "apr",
        "replan",
        "verify",
        "extract",
        "--version",
        "0 done",
        "1 the answer is no",
        "2 the input is wrong",
    ] {
        assert!(help.contains(word), "{word}");
    }
    assert_eq!(help, output_of(&["help"]));
    assert_eq!(help, output_of(&["-h"]));
    for command in [
        "schedule", "dates", "share", "interest", "apr", "replan", "verify", "extract",
    ] {
        let own = output_of(&[command, "--help"]);
        assert!(own.contains(&format!("Usage: plan {command}")), "{own}");
        assert_eq!(own, output_of(&["help", command]));
        // The examples are lines to be copied, so they may be long.
        assert!(
            own.lines()
                .filter(|line| !line.contains("echo"))
                .all(|line| line.len() <= 120)
        );
    }
    assert_eq!(
        output_of(&["--version"]),
        format!("plan {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[cfg(unix)]
#[test]
fn help_examples_run_and_print_what_they_say() {
    let folder = Path::new(PLAN).parent().unwrap().to_str().unwrap();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    for (command, status, examples) in [
        ("schedule", 0, 1),
        ("dates", 0, 1),
        ("share", 0, 1),
        ("interest", 0, 2),
        ("apr", 0, 2),
        ("replan", 0, 1),
        ("verify", 1, 1),
        ("extract", 1, 1),
    ] {
        let help = output_of(&[command, "--help"]);
        let mut parts = help.split("\n  echo '");
        parts.next().unwrap();
        let mut seen = 0;
        for part in parts {
            let (line, rest) = part.split_once('\n').unwrap();
            let (_, printed) = rest.split_once("prints, without the line breaks").unwrap();
            let (_, printed) = printed.split_once(":\n").unwrap();
            // Up to an empty line. Two spaces of margin; a third is a space of the text.
            let expected: String = printed
                .lines()
                .take_while(|line| !line.is_empty())
                .map(|line| line.strip_prefix("  ").unwrap_or(line))
                .collect();
            let output = Command::new("sh")
                .args(["-c", &format!("echo '{line}")])
                .env("PATH", &path)
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(status), "{command}");
            assert_eq!(
                String::from_utf8(output.stdout).unwrap().trim_end(),
                expected,
                "{command}"
            );
            seen += 1;
        }
        assert_eq!(seen, examples, "{command}");
    }
}
