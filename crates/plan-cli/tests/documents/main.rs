//! `plan verify` and `plan extract` from outside, with documents that were signed by keys of these tests.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests: what is wrong ends the test"
)]

#[path = "../../../plan-doc/tests/summary/fixtures.rs"]
#[expect(dead_code, reason = "the helpers serve the tests of the document as well")]
mod fixtures;
#[path = "../../../plan-doc/tests/pdf/forge.rs"]
mod forge;
mod generic;
#[path = "../../../plan-doc/tests/pdf/signing.rs"]
#[expect(dead_code, reason = "the helpers serve the tests of the document as well")]
mod signing;

use fixtures::{agent_statement, agreed, full, full_unsigned, key, person_statement, sign as sign_page, signed, small};
use forge::{find, find_last, mended, replaced};
use plan_doc::{MAX_PDF_BYTES, Summary, render_html};
use plan_log::Role;
use plan_log::body::Affordability;
use serde_json::{Value, json};
use signing::{Plan, apart, in_person, offer, sign, telephone};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs `plan` with these arguments and this standard input.
pub fn plan(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Err(error) = stdin.write_all(input) {
                assert_eq!(error.kind(), ErrorKind::BrokenPipe);
            }
        });
        child.wait_with_output().unwrap()
    })
}

/// The status and the one line of an answer; nothing goes to standard error.
pub fn told(args: &[&str], input: &[u8]) -> (i32, Value) {
    let output = plan(args, input);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    (output.status.code().unwrap(), serde_json::from_str(&text).unwrap())
}

#[track_caller]
fn verified(file: &[u8], status: i32, verdict: &str, words: &str) -> Value {
    let (found, answer) = told(&["verify", "-"], file);
    assert_eq!(
        (found, answer["verdict"].as_str().unwrap()),
        (status, verdict),
        "{answer}"
    );
    let text = answer["words"].as_str().unwrap();
    assert!(text.starts_with(words), "{text}");
    assert!(text.contains("not show who the people are."), "{text}");
    let nothing = answer["case"].is_null() && answer["terms"].is_null();
    assert_eq!(nothing, status == 1, "{answer}");
    // Whatever is not whole gives nothing away, and says the same.
    let (extracted, other) = told(&["extract", "-"], file);
    assert_eq!(extracted, status);
    if status == 1 {
        assert_eq!(other, answer);
        assert_eq!(told(&["extract", "--csv", "-"], file), (1, answer.clone()));
    }
    answer
}

#[test]
fn whole_documents() {
    let cases: [(Plan, &str, &str); 4] = [
        (in_person(), "both", "Whole and unchanged since both signed. It shows"),
        (apart(), "both", "Whole and unchanged since both signed. It shows"),
        (
            telephone(),
            "telephone",
            "Agreed by telephone; recorded by the company. It shows",
        ),
        (
            offer(),
            "person_only",
            "Only the person paying has signed: this is an offer. It shows",
        ),
    ];
    for (plan, verdict, words) in cases {
        let answer = verified(&plan.signed(), 0, verdict, words);
        assert_eq!((&answer["layout"], &answer["reasons"]), (&json!("derived"), &json!([])));
        let text = |json: String| serde_json::from_str::<Value>(&json).unwrap();
        assert_eq!(answer["case"], text(plan.summary.case.to_json()));
        assert_eq!(answer["terms"], text(plan.summary.terms.to_json()));
        assert_eq!(answer["affordability"], "not_checked");
    }
    let one = sign(&apart().unsigned(), &agent_statement(), &key(1));
    verified(
        &one,
        0,
        "company_only",
        "Only the company has signed: this is a proposal. It shows",
    );
}

#[test]
fn what_was_checked_about_affording_it_is_said_of_a_whole_document() {
    let of = |affordability: Affordability| {
        let mut summary = full_unsigned();
        agreed(&mut summary).affordability = affordability;
        // What somebody did on their own device nobody else can say.
        if affordability == Affordability::OwnDevice {
            agreed(&mut summary).proposed_by = Role::Person;
        }
        render_html(&signed(summary, agent_statement(), person_statement())).unwrap()
    };
    for (affordability, word) in [
        (Affordability::NotChecked, "not_checked"),
        (Affordability::ToldByPhone, "told_by_phone"),
        (Affordability::OwnDevice, "own_device"),
    ] {
        let page = of(affordability);
        let answer = verified(page.as_bytes(), 0, "both", "Whole and unchanged since both signed.");
        assert_eq!(answer["affordability"], word);
        // The same as what is extracted, which says nothing where nothing was checked.
        let (_, extracted) = told(&["extract", "-"], page.as_bytes());
        let record = extracted["record"]["affordability"].as_str().unwrap_or("not_checked");
        assert_eq!(record, word);
    }
    // Another word than the proposal's is no whole document, and so none is said.
    let bent = of(Affordability::OwnDevice).replace("own_device\"", "told_by_phone\"");
    let answer = verified(bent.as_bytes(), 1, "changed", "Changed after signing.");
    assert_eq!(answer["affordability"], Value::Null);
}

#[test]
fn answer_has_the_fields_of_the_contract_in_its_order() {
    let output = plan(&["verify", "-"], &in_person().signed());
    let text = String::from_utf8(output.stdout).unwrap();
    let start = r#"{"verdict":"both","words":"Whole and unchanged since both signed. It shows that nothing was changed and which keys signed; it does not show who the people are.","signers":[{"role":"agent","name":"Sam Carter","how":"company_device","signed_at":"2026-11-23T14:22:40Z","key":""#;
    assert!(text.starts_with(start), "{text}");
    let at = |name: &str| text.find(&format!(",\"{name}\":")).unwrap();
    let order = [
        "words",
        "signers",
        "case",
        "terms",
        "affordability",
        "layout",
        "reasons",
    ]
    .map(at);
    assert!(order.is_sorted());
    let answer: Value = serde_json::from_str(&text).unwrap();
    let person = &answer["signers"][1];
    assert_eq!(person["how"], "in_person_on_company_device");
    assert_eq!(person["key"].as_str().unwrap().len(), 19);
    assert_eq!(person["valid"], true);
}

#[test]
fn summary_pages() {
    let page = render_html(&full()).unwrap().into_bytes();
    let answer = verified(&page, 0, "both", "Whole and unchanged since both signed.");
    assert_eq!(answer["signers"][0]["name"], "Sam Carter");
    let whole = small();
    for (index, verdict) in [(0, "company_only"), (1, "person_only")] {
        let signatures = vec![whole.signatures[index].clone()];
        let one = Summary { signatures, ..small() };
        verified(render_html(&one).unwrap().as_bytes(), 0, verdict, "Only the ");
    }
    let nobody = render_html(&full_unsigned()).unwrap();
    verified(nobody.as_bytes(), 1, "unsigned", "Nobody has signed this document.");
    let changed = replaced(&page, b"Sam Carter", b"Sam Cartes");
    assert_eq!(
        verified(&changed, 1, "changed", "Changed after signing.")["reasons"],
        json!(["changed"])
    );
    verified(&page[..page.len() - 9], 1, "unreadable", "Cannot be read.");
    verified(b"<!doctype html>\n<p>Hello", 1, "not_ours", "Not one of our documents.");
    // Another key's signature under the same words.
    let mut forged = full();
    forged.signatures[0].signature = sign_page(&forged, agent_statement(), &key(3)).signature;
    let answer = verified(
        render_html(&forged).unwrap().as_bytes(),
        1,
        "changed",
        "Changed after signing.",
    );
    assert_eq!(answer["reasons"], json!(["not_valid"]));
    assert_eq!(answer["signers"][0]["valid"], false);
}

#[test]
fn documents_that_are_not_whole() {
    let file = in_person().signed();
    verified(
        &in_person().unsigned(),
        1,
        "unsigned",
        "Nobody has signed this document. A signature would",
    );
    let mut other = file.clone();
    other[20_000] ^= 1;
    let answer = verified(&other, 1, "changed", "Changed after signing. A signature would");
    assert_eq!((&answer["signers"], &answer["layout"]), (&json!([]), &Value::Null));
    verified(&[&file[..], b"\n"].concat(), 1, "changed", "Changed after signing.");
    let answer = verified(&file[..file.len() - 1], 1, "unreadable", "Cannot be read.");
    assert_eq!(answer["reasons"], json!(["truncated"]));
    for text in [&b""[..], b"Pay me", b"%PDF-1.7\nhello\n%%EOF", &[0xff; 300]] {
        verified(text, 1, "not_ours", "Not one of our documents.");
    }
    // A valid message by somebody else's key under the signer's certificate.
    let statement = in_person().signers[1].0.clone();
    let certificate = signing::certificate(&statement, &key(2));
    let forged = forge::resigned(&file, &certificate, &key(3), &forge::Twist::default());
    let answer = verified(&forged, 1, "changed", "Changed after signing.");
    assert_eq!(answer["reasons"], json!(["not_valid"]));
    let valid: Vec<&Value> = answer["signers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["valid"])
        .collect();
    assert_eq!(valid, [&json!(true), &json!(false)]);
}

#[test]
fn one_key_for_both_sides_is_said() {
    let signers = vec![(person_statement(), 2), (agent_statement(), 2)];
    let file = Plan { signers, ..apart() }.signed();
    let answer = verified(&file, 1, "changed", "One key signed for both sides");
    assert_eq!(answer["reasons"], json!(["same_key", "other_key"]));
}

/// A file that says that a newer template drew it, which only its signers vouch for.
pub fn of_the_future(plan: &Plan) -> Vec<u8> {
    let file = plan.unsigned();
    let marker = b"/Type/EmbeddedFile/";
    let at = find_last(&file, marker);
    let start = at + find(&file[at..], b">>>>\nstream\n") + b">>>>\nstream\n".len();
    let end = start + find(&file[start..], b"\nendstream");
    let text = miniz_oxide::inflate::decompress_to_vec_zlib(&file[start..end]).unwrap();
    let text = replaced(&text, b"\"template\":1", b"\"template\":2");
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&text, 6);
    let header = find_last(&file[..at], b"<</Length ") + b"<</Length ".len();
    let length = packed.len().to_string();
    mended(
        &[
            &file[..header],
            length.as_bytes(),
            &file[at..start],
            &packed,
            &file[end..],
        ]
        .concat(),
    )
}

#[test]
fn layout_that_is_not_known_is_never_called_whole() {
    for (plan, verdict) in [
        (in_person(), "both"),
        (apart(), "both"),
        (telephone(), "telephone"),
        (offer(), "person_only"),
    ] {
        let sign_next = |file: Vec<u8>, (statement, seed): &(_, u8)| sign(&file, statement, &key(*seed));
        let file = plan.signers.iter().fold(of_the_future(&plan), sign_next);
        let answer = verified(&file, 0, verdict, "");
        assert_eq!(answer["layout"], "unknown");
        let words = answer["words"].as_str().unwrap();
        assert!(
            words.contains("The signatures are sound, but") && words.contains("not made again"),
            "{words}"
        );
        assert!(
            !words.contains("Whole") && !words.contains("nothing was changed"),
            "{words}"
        );
    }
    verified(
        &of_the_future(&apart()),
        1,
        "unsigned",
        "Nobody has signed this document.",
    );
}

#[test]
fn extracted_is_what_was_agreed() {
    let plan_of = in_person();
    let (status, answer) = told(&["extract", "-"], &plan_of.signed());
    assert_eq!(status, 0);
    let text = |json: String| serde_json::from_str::<Value>(&json).unwrap();
    assert_eq!(answer["case"], text(plan_of.summary.case.to_json()));
    assert_eq!(answer["terms"], text(plan_of.summary.terms.to_json()));
    let terms = plan_of.summary.terms.to_json();
    assert_eq!(answer["schedule"], told(&["schedule", "-"], terms.as_bytes()).1);
    assert_eq!(answer["record"], plan_of.summary.record.to_value());
    assert_eq!(answer["record"]["proposed_at"], "2026-11-23T14:18:30Z");
    assert_eq!(answer["record"]["entries"].as_array().unwrap().len(), 3);
    let call = told(&["extract", "-"], &telephone().signed()).1;
    assert_eq!(call["record"], telephone().summary.record.to_value());
    assert_eq!(call["record"]["tell_us_by"], "2026-12-07");
    let offered = told(&["extract", "-"], &offer().signed()).1;
    assert_eq!(offered["record"], offer().summary.record.to_value());
    assert_eq!(offered["record"]["reply_by"], "2026-12-07");
    let output = plan(&["extract", "-"], &plan_of.signed());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("{\"case\":{") && text.ends_with("}\n"));
    let order = ["terms", "record", "schedule"].map(|name| text.find(&format!(",\"{name}\":{{")).unwrap());
    assert!(order.is_sorted());
}

#[test]
fn extracted_table_is_the_table_of_the_document() {
    for file in [in_person().signed(), render_html(&full()).unwrap().into_bytes()] {
        let output = plan(&["extract", "--csv", "-"], &file);
        assert_eq!(output.status.code(), Some(0));
        let schedule = plan_core::Schedule::derive(&full().terms).unwrap();
        let table = plan_doc::csv::render_csv(&schedule);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), table);
        assert!(table.ends_with("\r\n"));
    }
}

/// A file that is gone when the test ends.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn new(name: &str) -> Self {
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id())))
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

#[test]
fn file_by_its_name() {
    let file = TemporaryFile::new("plan.pdf");
    std::fs::write(&file.0, apart().signed()).unwrap();
    assert_eq!(told(&["verify", file.name()], b"").0, 0);
    assert_eq!(told(&["verify", "--generic", file.name()], b"").0, 0);
    for command in ["verify", "extract"] {
        let output = plan(&[command, "/nowhere/plan.pdf"], b"");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(String::from_utf8(output.stderr).unwrap().contains("\"cannot_read\""));
    }
}

#[test]
fn file_that_is_too_large_is_not_read() {
    // 4 TiB on paper: reading it would take longer than anybody waits.
    let file = TemporaryFile::new("huge.pdf");
    std::fs::File::create(&file.0).unwrap().set_len(4 << 40).unwrap();
    let many = vec![b' '; MAX_PDF_BYTES + 1];
    for (args, input) in [
        (vec!["verify", file.name()], &b""[..]),
        (vec!["verify", "--generic", file.name()], b""),
        (vec!["extract", file.name()], b""),
        (vec!["verify", "-"], &many),
        (vec!["verify", "--generic", "-"], &many),
    ] {
        let (status, answer) = told(&args, input);
        assert_eq!((status, &answer["verdict"]), (1, &json!("unreadable")));
        assert_eq!(answer["reasons"], json!(["too_large"]));
    }
    // What has no size and no end is read up to the limit.
    #[cfg(unix)]
    assert_eq!(told(&["verify", "/dev/zero"], b"").1["reasons"], json!(["too_large"]));
    // One byte less is read.
    assert_eq!(told(&["verify", "-"], &many[1..]).1["verdict"], "not_ours");
}
