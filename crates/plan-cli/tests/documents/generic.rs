//! `plan verify --generic`: our own files, and what people do to files in order to deceive. Files that pyHanko made
//! lie in `tests/generic`, and are judged in the program's own tests as well.

use serde_json::{Value, json};
use std::path::Path;

use crate::fixtures::{key, person_statement};
use crate::forge::{Twist, find, find_last, hex, last_message, replaced, replaced_last, resigned};
use crate::signing::{apart, certificate, in_person, offer, sign, telephone};
use crate::told;

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generic");
    std::fs::read(folder.join(format!("{name}.pdf"))).unwrap()
}

fn judged(file: &[u8]) -> Value {
    let (status, answer) = told(&["verify", "--generic", "-"], file);
    assert_eq!(status == 0, answer["verdict"] == "sound", "{answer}");
    let words = answer["words"].as_str().unwrap();
    assert!(words.contains("Who issued a certificate"), "{words}");
    answer
}

#[track_caller]
fn sound(file: &[u8]) -> Value {
    let answer = judged(file);
    assert_eq!(answer["verdict"], "sound", "{answer}");
    answer
}

#[track_caller]
fn refused(file: &[u8]) -> Value {
    let answer = judged(file);
    assert_ne!(answer["verdict"], "sound", "{answer}");
    assert!(!answer["reasons"].as_array().unwrap().is_empty());
    answer
}

#[test]
fn our_own_files_are_sound() {
    for (plan, names) in [
        (in_person(), &["Sam Carter", "Alex Morgan"][..]),
        (apart(), &["Alex Morgan", "Sam Carter"]),
        (telephone(), &["Sam Carter"]),
        (offer(), &["Alex Morgan"]),
    ] {
        let answer = sound(&plan.signed());
        let signers = answer["signers"].as_array().unwrap();
        let found: Vec<&str> = signers.iter().map(|one| one["name"].as_str().unwrap()).collect();
        let names: Vec<String> = names.iter().map(|name| format!("{name} (self-asserted)")).collect();
        assert_eq!(found, names);
        assert!(
            signers
                .iter()
                .all(|one| one["valid"] == true && one["algorithm"] == "ECDSA P-256 with SHA-256")
        );
        let whole: Vec<bool> = signers.iter().map(|one| one["covers_whole_file"] == true).collect();
        assert_eq!(whole.iter().filter(|whole| **whole).count(), 1);
        assert_eq!(whole.last(), Some(&true));
    }
    let later = sign(&telephone().signed(), &person_statement(), &key(2));
    assert_eq!(sound(&later)["signers"][1]["signed_at"], "2026-11-23T14:23:05Z");
    assert_eq!(refused(&in_person().unsigned())["verdict"], "unsigned");
}

#[test]
fn other_peoples_files_are_told_apart() {
    let answer = sound(&sample("sound-two"));
    assert_eq!(answer["signers"][0]["name"], "Robin Example");
    assert_eq!(answer["signers"][1]["name"], "Zoë Factor");
    assert_eq!(answer["signers"][1]["algorithm"], "RSA PKCS#1 v1.5 with SHA-256");
    assert_eq!(
        sound(&sample("sound-pss"))["signers"][0]["algorithm"],
        "RSA PSS with SHA-256"
    );
    let words = |name: &str| sound(&sample(name))["words"].as_str().unwrap().to_owned();
    assert!(words("sound-dss").contains("After the last signature, data was added"));
    assert!(words("sound-two-visible").contains("shows a picture of its own"));
    assert!(!words("sound-visible").contains("shows a picture of its own"));
    for name in ["refused-p521", "refused-small-key"] {
        assert_eq!(refused(&sample(name))["verdict"], "not_judged");
    }
    assert_eq!(
        refused(&sample("refused-certified-two"))["reasons"],
        json!(["certified"])
    );
    assert_eq!(refused(&sample("refused-contents"))["verdict"], "changed");
    // To them our own judge says whose they are not.
    assert_eq!(told(&["verify", "-"], &sample("sound-two")).1["verdict"], "not_ours");
}

/// The range of bytes of the last signature exchanged for another.
fn with_range(file: &[u8], other: &str) -> Vec<u8> {
    let at = find_last(file, b"/ByteRange");
    let end = at + find(&file[at..], b"]") + 1;
    // As long as before, so that nothing else moves.
    let text = format!("/ByteRange {other}");
    let padded = format!("{text:<width$}", width = end - at);
    [&file[..at], padded.as_bytes(), &file[end..]].concat()
}

/// Universal signature forgery (Mladenov and others, 2019): the signature is there, and says nothing.
#[test]
fn signatures_that_cover_nothing() {
    for file in [
        in_person().signed(),
        sample("sound-two"),
        sample("sound-p256"),
        sample("sound-two-packed"),
    ] {
        for range in [
            "null",
            "[]",
            "[null null null null]",
            "[0 0 0 0]",
            "[0 -1 0 0]",
            "[-1 -1 -1 -1]",
            "[0 1]",
            "[0 1 2 3 4 5]",
            "(x)",
            "[0 1 1 9999]",
            "[0 99999 0 0]",
            "[0.0 1 2 3]",
            "9 0 R",
            "<<>>",
            "[0 9223372036854775807 1 1]",
            "[0 1 9223372036854775807 1]",
        ] {
            if range.len() + "/ByteRange ".len() <= 26 {
                refused(&with_range(&file, range));
            }
        }
        refused(&replaced_last(&file, b"/ByteRange", b"/ByteRangf"));
        refused(&replaced_last(&file, b"/Contents", b"/Contentz"));
        let start = find_last(&file, b"/Contents");
        let open = start + find(&file[start..], b"<");
        let close = open + find(&file[open..], b">") + 1;
        let blank = " ".repeat(close - open);
        for contents in ["<>", "()", "null", "<00>", "0", "<3000>", "[]"] {
            let mut other = blank.clone();
            other.replace_range(..contents.len(), contents);
            refused(&[&file[..open], other.as_bytes(), &file[close..]].concat());
        }
        refused(
            &[
                &file[..open],
                &b"<"[..],
                "0".repeat(close - open - 2).as_bytes(),
                b">",
                &file[close..],
            ]
            .concat(),
        );
    }
}

#[test]
fn range_that_leaves_out_more_than_the_message() {
    // The signer themselves leaves a hole, in which anything can be put later.
    let plan = in_person();
    let file = plan.signed();
    let at = find_last(&file, b"/ByteRange[") + b"/ByteRange[".len();
    let end = at + find(&file[at..], b"]");
    let numbers: Vec<usize> = std::str::from_utf8(&file[at..end])
        .unwrap()
        .split(' ')
        .map(|one| one.parse().unwrap())
        .collect();
    let [_, before, after, covered] = numbers[..] else {
        panic!()
    };
    for (before, after, covered) in [
        (before - 10, after, covered),
        (before, after + 10, covered - 10),
        (before, after, covered - 1),
        (before + 1, after - 1, covered + 1),
    ] {
        refused(&with_range(
            &file,
            &format!("[0 {before} {after} {covered}]").replace("/ByteRange ", "/ByteRange"),
        ));
    }
}

/// Signature wrapping: what was signed moves away, and other things come into its place.
#[test]
fn signed_bytes_that_were_moved() {
    for file in [sample("sound-p256"), in_person().signed()] {
        let place = find_last(&file, b"/Contents");
        let gap = place + find(&file[place..], b">") + 1;
        let malicious = b"\n3 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n";
        refused(&[&file[..gap], &malicious[..], &file[gap..]].concat());
        // The second part once more, with a range that still finds it.
        refused(&[&file[..gap], &file[gap..], &file[gap..]].concat());
        refused(&[&file[..], &file[..]].concat());
        refused(&[&b"%PDF-1.7\n"[..], &file[..]].concat());
        refused(&[&b" "[..], &file[..]].concat());
    }
}

/// An update of classic form, as any program would write it.
fn updated(file: &[u8], objects: &[(u32, &str)], root: u32, more: &str) -> Vec<u8> {
    let at = find_last(file, b"startxref") + b"startxref".len();
    let previous: usize = std::str::from_utf8(&file[at..])
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let mut out = file.to_vec();
    if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    let mut table = String::from("xref\n");
    for (id, object) in objects {
        table.push_str(&format!("{id} 1\n{:010} 00000 n \n", out.len()));
        out.extend(format!("{id} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = out.len();
    out.extend(table.bytes());
    out.extend(
        format!("trailer\n<</Size 4999/Root {root} 0 R/Prev {previous}{more}>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

fn root_of(file: &[u8]) -> u32 {
    let at = find_last(file, b"/Root ") + b"/Root ".len();
    let text = String::from_utf8_lossy(&file[at..at + 8]).into_owned();
    text.split(' ').next().unwrap().parse().unwrap()
}

/// The text of an object in a file of classic form, its last version.
fn object(file: &[u8], id: u32) -> String {
    let opening = format!("\n{id} 0 obj\n");
    let at = find_last(file, opening.as_bytes()) + opening.len();
    let end = at + find(&file[at..], b"\nendobj");
    String::from_utf8_lossy(&file[at..end]).into_owned()
}

fn trailer(file: &[u8]) -> String {
    let id = |key: &str| {
        let at = find_last(file, key.as_bytes());
        let end = at + find(&file[at..], if key == "/ID" { b"]" } else { b"R" }) + 1;
        String::from_utf8_lossy(&file[at..end]).into_owned()
    };
    format!("{}{}", id("/ID"), id("/Info"))
}

#[test]
fn what_is_added_after_the_last_signature() {
    let file = sample("sound-p256");
    let root = root_of(&file);
    let rest = trailer(&file);
    let catalog = object(&file, root);
    let page = object(&file, 5);
    let form_field = object(&file, 6);
    let signature_field = object(&file, 9);
    // Nothing but a table: whoever reads sees what was signed.
    sound(&updated(&file, &[], root, &rest));
    let with = |text: &str, more: &str| format!("{}{more}>>", text.trim_end().strip_suffix(">>").unwrap());
    let cases: Vec<(&str, Vec<(u32, String)>)> = vec![
        (
            "other contents",
            vec![(3, "<</Length 2>>\nstream\nBT\nendstream".to_owned())],
        ),
        (
            "other font",
            vec![(4, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>".to_owned())],
        ),
        ("other page", vec![(5, page.replace("842", "300"))]),
        ("a page turned", vec![(5, with(&page, "/Rotate 180"))]),
        (
            "a note",
            vec![
                (5, page.replace("9 0 R ]", "9 0 R 50 0 R ]")),
                (50, "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]>>".to_owned()),
            ],
        ),
        (
            "a field that is not signed",
            vec![
                (root, catalog.replace("9 0 R ]", "9 0 R 50 0 R ]")),
                (5, page.replace("9 0 R ]", "9 0 R 50 0 R ]")),
                (
                    50,
                    "<</Type/Annot/Subtype/Widget/FT/Sig/T(x)/Rect[0 0 9 9]/AP<</N 51 0 R>>>>".to_owned(),
                ),
                (
                    51,
                    "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>\nstream\n\nendstream".to_owned(),
                ),
            ],
        ),
        ("a value", vec![(6, form_field.replace("(50\\05600)", "(5)"))]),
        (
            "a signature taken away",
            vec![(9, signature_field.replace("/V 10 0 R", ""))],
        ),
        (
            "a picture for the signature",
            vec![(9, with(&signature_field, "/AP<</N 3 0 R>>"))],
        ),
        (
            "the signature moved",
            vec![(9, signature_field.replace("[ 0 0 0 0 ]", "[ 0 0 99 99 ]"))],
        ),
        (
            "a script",
            vec![(root, with(&catalog, "/OpenAction<</S/JavaScript/JS(x)>>"))],
        ),
        ("an additional action", vec![(root, with(&catalog, "/AA<<>>"))]),
        ("names", vec![(root, with(&catalog, "/Names<<>>"))]),
        ("layers", vec![(root, with(&catalog, "/OCProperties<<>>"))]),
        (
            "needs appearances",
            vec![(root, catalog.replace("/SigFlags 3", "/SigFlags 3/NeedAppearances true"))],
        ),
        (
            "an XFA form",
            vec![(root, catalog.replace("/SigFlags 3", "/SigFlags 3/XFA 3 0 R"))],
        ),
        (
            "other pages",
            vec![
                (root, catalog.replace("/Pages 2 0 R", "/Pages 50 0 R")),
                (50, "<</Type/Pages/Count 0/Kids[]>>".to_owned()),
            ],
        ),
        (
            "the pages themselves",
            vec![(2, "<</Type/Pages/Count 0/Kids[]>>".to_owned())],
        ),
        ("an unused object", vec![(50, "<<>>".to_owned())]),
        (
            "proof that is a page",
            vec![
                (root, with(&catalog, "/DSS<</Certs[50 0 R]>>")),
                (50, "<</Type/Page>>".to_owned()),
            ],
        ),
        (
            "proof that is old",
            vec![(root, with(&catalog, "/DSS<</Certs[3 0 R]>>"))],
        ),
        (
            "proof with a script",
            vec![
                (root, with(&catalog, "/DSS<</Certs[50 0 R]>>")),
                (50, "<</JS(x)>>".to_owned()),
            ],
        ),
        (
            "proof of another kind",
            vec![
                (root, with(&catalog, "/DSS<</Other[50 0 R]>>")),
                (50, "<<>>".to_owned()),
            ],
        ),
        (
            "another description",
            vec![(
                11,
                "<</Type/Metadata/Subtype/Text/Length 0>>\nstream\n\nendstream".to_owned(),
            )],
        ),
        ("another title", vec![(7, with(&object(&file, 7), "/Title(x)"))]),
    ];
    for (what, objects) in cases {
        let objects: Vec<(u32, &str)> = objects.iter().map(|(id, text)| (*id, text.as_str())).collect();
        let other = updated(&file, &objects, root, &rest);
        let answer = judged(&other);
        assert_eq!(answer["verdict"], "changed", "{what}: {answer}");
    }
    let proof = "<</Length 1>>\nstream\nx\nendstream";
    sound(&updated(
        &file,
        &[(root, &with(&catalog, "/DSS<</Certs[50 0 R]>>")), (50, proof)],
        root,
        &rest,
    ));
    // Another catalog, and a trailer that says more.
    refused(&updated(&file, &[(50, &catalog)], 50, &rest));
    refused(&updated(&file, &[], root, &format!("{rest}/Encrypt 3 0 R")));
    refused(&updated(&file, &[], root, &format!("{rest}/XRefStm 17")));
    refused(&updated(&file, &[], root, ""));
}

#[test]
fn tables_that_play_tricks() {
    let file = sample("sound-p256");
    let (root, rest) = (root_of(&file), trailer(&file));
    let update = updated(&file, &[], root, &rest);
    let edited = |from: &str, to: &str| replaced_last(&update, from.as_bytes(), to.as_bytes());
    // Freed, and listed at a place in what was signed.
    refused(&edited("xref\ntrailer", "xref\n3 1\n0000000000 00001 f \ntrailer"));
    refused(&edited(
        "xref\ntrailer",
        "xref\n3 1\n0000000159 00000 n \n4 1\n0000000159 00000 n \ntrailer",
    ));
    let place = find(&file, b"4 0 obj");
    refused(&edited(
        "xref\ntrailer",
        &format!("xref\n3 1\n{place:010} 00000 n \ntrailer"),
    ));
    // Its own predecessor, and none.
    let previous = find_last(&update, b"/Prev ");
    let digits = &update[previous..previous + find(&update[previous..], b"/ID")];
    let digits = String::from_utf8_lossy(digits).into_owned();
    refused(&edited(&digits, "/Prev 5021"));
    refused(&edited(&digits, "/Prev 99999"));
    refused(&edited(&digits, "/Prev -1"));
    refused(&edited(&digits, ""));
    refused(&edited(&digits, &format!("{digits}{digits}")));
    // Objects beyond the size are none to some readers.
    refused(&edited("/Size 4999", "/Size 9"));
    refused(&edited("/Size 4999", ""));
    refused(&edited("%%EOF\n", ""));
    refused(&edited("%%EOF\n", "%%EOF\n\n"));
    refused(&edited("%%EOF\n", "%%EOF\nx"));
    // Bytes that no table lists.
    let start = file.len();
    for hidden in ["3 0 obj\n<<>>\nendobj\n", "x", "%%EOF\n"] {
        let bytes = [&update[..start], hidden.as_bytes(), &update[start..]].concat();
        let table = (start + hidden.len()).to_string();
        let at = find_last(&bytes, b"startxref\n") + b"startxref\n".len();
        let moved = [&bytes[..at], table.as_bytes(), b"\n%%EOF\n"].concat();
        // A comment is no object; the first two are.
        if hidden.starts_with('%') {
            sound(&moved)
        } else {
            refused(&moved)
        };
    }
    // Incremental saving without a table, which some readers mend.
    refused(&[&file[..], b"3 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n"].concat());
    refused(&[&file[..], b"3 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n"].concat());
}

/// A shadow attack (Mainka and others, 2021): what was signed waits for an object that comes later.
#[test]
fn signed_files_that_wait_for_more() {
    let plan = in_person();
    let unsigned = plan.unsigned();
    // The signer leaves a reference to nothing in the page, and puts something there afterwards.
    let waiting = replaced(&unsigned, b"/Tabs/S", b"/Tabs/S/Thumb 4000 0 R");
    let waiting = crate::forge::mended(&waiting);
    let one = sign(&waiting, &plan.signers[0].0, &key(1));
    sound(&one);
    let (root, catalog) = (root_of(&one), object(&one, root_of(&one)));
    let catalog = format!("{}/DSS<</Certs[4000 0 R]>>>>", catalog.strip_suffix(">>").unwrap());
    let stream = "<</Length 1>>\nstream\nx\nendstream";
    let rest: String = {
        let at = find_last(&one, b"trailer\n<<");
        let text = String::from_utf8_lossy(&one[at..]).into_owned();
        let from = text.find("/Info").or(text.find("/Root")).unwrap();
        let to = text.find("/Prev").unwrap();
        text[from..to].to_owned()
    };
    let rest = rest.replace(&format!("/Root {root} 0 R"), "");
    let answer = refused(&updated(&one, &[(root, &catalog), (4000, stream)], root, &rest));
    assert_eq!(answer["reasons"], json!(["awaited_object"]));
}

#[test]
fn tampered_files_of_ours() {
    let plan = in_person();
    let file = plan.signed();
    for at in [100, 5_000, 20_000, file.len() - 300] {
        let mut other = file.clone();
        other[at] ^= 1;
        refused(&other);
    }
    refused(&[&file[..], b"\n"].concat());
    refused(&file[..file.len() - 1]);
    refused(&file[..file.len() / 2]);
    let statement = plan.signers[1].0.clone();
    let own = certificate(&statement, &key(2));
    let twist = |twist: Twist| resigned(&file, &own, &key(2), &twist);
    sound(&twist(Twist::default()));
    refused(&resigned(&file, &own, &key(3), &Twist::default()));
    for other in [
        Twist {
            second_signer: true,
            ..Twist::default()
        },
        Twist {
            other_certificate_hash: true,
            ..Twist::default()
        },
        Twist {
            no_certificate_hash: true,
            ..Twist::default()
        },
        Twist {
            long_length: true,
            ..Twist::default()
        },
        Twist {
            content_inside: true,
            ..Twist::default()
        },
        Twist {
            version_three: true,
            ..Twist::default()
        },
    ] {
        refused(&twist(other));
    }
    // The digits of a message in two cases, or with something after it.
    let place = last_message(&file);
    let mut mixed = file.clone();
    mixed[place.start..place.start + 200].make_ascii_uppercase();
    refused(&mixed);
    let mut padded = file.clone();
    padded[place.end - 1] = b'1';
    refused(&padded);
    assert_eq!(hex(&[0xab]), b"ab");
}
