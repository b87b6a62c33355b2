//! What people try with signed files. None of it is accepted as what both sides signed.
//!
//! In most of these the forger has the key of one side: the arithmetic is right, and only the form or the contents
//! tell. Nothing here depends on how the code under test refuses, only on that it does.

use plan_doc::{Layout, Reason, Standing, Statement, prepare, read_pdf};
use plan_log::Role;

use crate::fixtures::{agent_statement, key, linked_by};
use crate::forge::{
    Twist, find, find_last, hex, last_message, mended, message, replaced, replaced_last, resigned, with_message,
};
use crate::signing::{Plan, accepted, apart, certificate, in_person, offer, sign, telephone, verdict};

/// The file of both sides, and what its second signer, the person, can use.
struct Desk {
    plan: Plan,
    one: Vec<u8>,
    both: Vec<u8>,
    person: Statement,
    certificate: Vec<u8>,
}

fn desk() -> Desk {
    let plan = in_person();
    let one = sign(&plan.unsigned(), &plan.signers[0].0, &key(1));
    let person = plan.signers[1].0.clone();
    Desk {
        one,
        both: plan.signed(),
        certificate: certificate(&person, &key(2)),
        person,
        plan,
    }
}

#[track_caller]
fn refused(file: &[u8]) {
    let verdict = accepted(file);
    assert!(verdict.is_none(), "accepted: {:?}", verdict.map(|one| one.standing));
}

/// Refused as a file of both sides; that one side signed may be said.
#[track_caller]
fn not_both(file: &[u8]) {
    let standing = accepted(file).map(|verdict| verdict.standing);
    assert_ne!(standing, Some(Standing::Both));
}

#[test]
fn forger_of_these_tests_can_write_what_is_accepted() {
    let desk = desk();
    let again = resigned(&desk.both, &desk.certificate, &key(2), &Twist::default());
    assert_eq!(accepted(&again).unwrap().standing, Standing::Both);
    assert_eq!(mended(&desk.plan.unsigned()), desk.plan.unsigned());
}

#[test]
fn messages_of_another_kind() {
    let desk = desk();
    let stranger = certificate(&agent_statement(), &key(3));
    let plain = Twist::default;
    for (index, twist) in [
        Twist {
            signing_time: true,
            ..plain()
        },
        Twist {
            unsigned_attribute: true,
            ..plain()
        },
        Twist {
            second_signer: true,
            ..plain()
        },
        Twist {
            second_certificate: Some(stranger),
            ..plain()
        },
        Twist {
            other_certificate_hash: true,
            ..plain()
        },
        Twist {
            no_certificate_hash: true,
            ..plain()
        },
        Twist {
            high_s: true,
            ..plain()
        },
        Twist {
            long_length: true,
            ..plain()
        },
        Twist {
            content_inside: true,
            ..plain()
        },
        Twist {
            version_three: true,
            ..plain()
        },
    ]
    .into_iter()
    .enumerate()
    {
        let file = resigned(&desk.both, &desk.certificate, &key(2), &twist);
        assert!(accepted(&file).is_none(), "{index}");
    }
}

#[test]
fn arithmetic_that_is_wrong() {
    let desk = desk();
    // Somebody else's key under the person's certificate.
    refused(&resigned(&desk.both, &desk.certificate, &key(3), &Twist::default()));
    // A certificate whose own signature is of another key.
    let honest = certificate(&desk.person, &key(2));
    let other = certificate(
        &Statement {
            name: "X".to_owned(),
            ..desk.person.clone()
        },
        &key(2),
    );
    let mut mixed = honest[..honest.len() - 40].to_vec();
    mixed.extend(&other[other.len() - 40..]);
    refused(&resigned(&desk.both, &mixed, &key(2), &Twist::default()));
    // r and s that are nought, and the message of the first signature in the second's place.
    let first = &desk.one[last_message(&desk.one)];
    let place = last_message(&desk.both);
    let mut file = desk.both.clone();
    file[place].copy_from_slice(first);
    refused(&file);
}

#[test]
fn certificate_of_somebody_else() {
    let desk = desk();
    for statement in [
        Statement {
            name: "Alex Morgan-Smith".to_owned(),
            ..desk.person.clone()
        },
        Statement {
            signed_at: "2026-11-23T14:23:06Z".to_owned(),
            ..desk.person.clone()
        },
    ] {
        let other = certificate(&statement, &key(2));
        refused(&resigned(&desk.both, &other, &key(2), &Twist::default()));
    }
}

#[test]
fn digits_of_a_message_have_one_form() {
    let desk = desk();
    let place = last_message(&desk.both);
    let upper = {
        let mut file = desk.both.clone();
        file[place.clone()].make_ascii_uppercase();
        file
    };
    refused(&upper);
    let mut padded = desk.both.clone();
    padded[place.end - 1] = b'1';
    refused(&padded);
    let mut spaced = desk.both.clone();
    spaced[place.end - 2..place.end].copy_from_slice(b"  ");
    refused(&spaced);
    refused(&replaced_last(&desk.both, b"000000>", b"000000 >"));
    refused(&replaced_last(&desk.both, b"000000>", b"0000>"));
    refused(&replaced_last(&desk.both, b"/Contents<", b"/Contents <"));
}

#[test]
fn range_of_bytes_has_one_form() {
    let desk = desk();
    let at = find_last(&desk.both, b"/ByteRange[") + b"/ByteRange[".len();
    let end = at + find(&desk.both[at..], b"]");
    let range = std::str::from_utf8(&desk.both[at..end]).unwrap().to_owned();
    let numbers: Vec<i64> = range.split(' ').map(|text| text.parse().unwrap()).collect();
    let [from, a, b, c] = numbers[..] else { panic!() };
    for other in [
        format!("{from} {a} {b} {}", c - 1),
        format!("{from} {} {b} {c}", a - 10),
        format!("{from} {a} {} {}", b + 10, c - 10),
        format!("1 {} {b} {c}", a - 1),
        format!("{from} {a} {b} 0{c}"),
        format!("{from} {a} {b} +{c}"),
        format!("{from}  {a} {b} {c}"),
        format!("{from} {a} {b} {c} 0 0"),
        format!("{from} {a}"),
        format!("-0 {a} {b} {c}"),
    ] {
        let file = [&desk.both[..at], other.as_bytes(), &desk.both[end..]].concat();
        refused(&file);
        refused(&resigned(&file, &desk.certificate, &key(2), &Twist::default()));
    }
}

#[test]
fn anything_before_after_or_between() {
    let desk = desk();
    let both = &desk.both;
    for more in [&b"\n"[..], b" ", b"%", b"\n%%EOF", b"\n1 0 obj\n<<>>\nendobj\n%%EOF"] {
        refused(&[both, more].concat());
    }
    refused(&[b" ", &both[..]].concat());
    refused(&[b"%PDF-1.7\n", &both[..]].concat());
    refused(&[&both[..], &both[..]].concat());
    let end_of_one = desk.one.len();
    refused(&[&both[..end_of_one], b"\n", &both[end_of_one..]].concat());
    // Without the update between: the second signature alone.
    let unsigned = desk.plan.unsigned();
    refused(&[&unsigned[..], &both[end_of_one..]].concat());
    // The same update twice.
    refused(&[&both[..], &both[end_of_one..]].concat());
}

#[test]
fn cut_back_is_no_agreement() {
    let desk = desk();
    not_both(&desk.one);
    for at in [1, 10, 5_000, 16_000] {
        refused(&desk.both[..desk.both.len() - at]);
    }
}

/// An update after the signatures that exchanges a page's contents, as a reader would show it.
fn shadowed(file: &[u8], object: &str) -> Vec<u8> {
    let table = find_last(file, b"startxref\n") + b"startxref\n".len();
    let previous = std::str::from_utf8(&file[table..file.len() - b"\n%%EOF".len()])
        .unwrap()
        .to_owned();
    let (id, _) = object.split_once(' ').unwrap();
    let mut out = file.to_vec();
    let place = out.len() + 1;
    out.extend(format!("\n{object}\nendobj\n").bytes());
    let start = out.len();
    let trailer = find_last(file, b"trailer\n");
    let trailer = &file[trailer + b"trailer\n<<".len()..find_last(file, b"/Prev ")];
    out.extend(format!("xref\n{id} 1\n{place:010} 00000 n\r\ntrailer\n<<").bytes());
    out.extend(trailer);
    out.extend(format!("/Prev {previous}>>\nstartxref\n{start}\n%%EOF").bytes());
    out
}

#[test]
fn contents_that_are_put_over_the_signed_ones() {
    let desk = desk();
    for object in [
        "1 0 obj\n<</Type/Pages/Count 0/Kids[]>>",
        "14 0 obj\n<</Type/Outlines/Count 0>>",
        "999 0 obj\n<</S/JavaScript/JS(app.alert\\(1\\))>>",
    ] {
        refused(&shadowed(&desk.both, object));
        refused(&shadowed(&desk.one, object));
        // Signed over by the other side: what was put in between shows.
        let between = shadowed(&desk.one, object);
        assert!(prepare(&between, &desk.person).is_err());
    }
}

/// Changes to the unsigned file that its signer could make with tools of their own.
fn edited(file: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut edits: Vec<(&'static str, Vec<u8>)> = vec![
        (
            "opens a script",
            replaced(
                file,
                b"/Type/Catalog/",
                b"/Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>/",
            ),
        ),
        ("other title", replaced(file, b"/Title(Who)", b"/Title(Why)")),
        ("other language", replaced(file, b"/Lang(en-GB)", b"/Lang(cy-GB)")),
        ("upside down", replaced(file, b"/Tabs/S", b"/Rotate 180/Tabs/S")),
        (
            "smaller page",
            replaced(file, b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 300]"),
        ),
        (
            "an attachment under another name",
            replaced(file, b"/F(terms.json)", b"/F(case2.json)"),
        ),
        (
            "attachment hidden",
            replaced(file, b"[(agreement.json)", b"[(agreememt.json)"),
        ),
        ("no tags", replaced(file, b"/Marked true", b"/Marked false")),
        (
            "another producer",
            replaced(file, b"/Creator(Plan Negotiator)", b"/Creator(Plan Negotiators)"),
        ),
        ("a comment", replaced(file, b"\nxref\n0 ", b"\n%\nxref\n0 ")),
        (
            "pages of more",
            replaced(file, b"/Type/Pages/Count ", b"/Type/Pages/Count 1"),
        ),
    ];
    // One stream in another's place: an attachment, and what a page shows.
    for (what, marker) in [
        ("other data", &b"/Type/EmbeddedFile/"[..]),
        ("other contents", b"/Filter/FlateDecode>>\nstream\n"),
    ] {
        let at = find(file, marker);
        let stream = at + find(&file[at..], b"stream\n") + b"stream\n".len() + 12;
        let mut other = file.to_vec();
        other[stream] ^= 1;
        edits.push((what, other));
    }
    edits
}

#[test]
fn pages_that_do_not_come_from_their_data() {
    let plan = in_person();
    let unsigned = plan.unsigned();
    for (what, other) in edited(&unsigned) {
        let other = mended(&other);
        assert_ne!(other, unsigned, "{what}");
        assert!(accepted(&other).is_none(), "{what}: accepted unsigned");
        // Both sides sign it, knowing or not.
        if let Ok(prepared) = prepare(&other, &plan.signers[0].0) {
            let certificate = certificate(&plan.signers[0].0, &key(1));
            let signature = crate::signing::raw(&key(1), &prepared.bytes_to_sign(&certificate).unwrap());
            let one = prepared.finish(&certificate, &signature).unwrap();
            assert!(accepted(&one).is_none(), "{what}: accepted from one side");
            let both = sign(&one, &plan.signers[1].0, &key(2));
            assert!(accepted(&both).is_none(), "{what}: accepted");
        }
    }
}

/// The attachments packed anew with other text in them.
fn with_attachment(file: &[u8], name_index: usize, change: impl Fn(&str) -> String) -> Vec<u8> {
    let marker = b"/Type/EmbeddedFile/";
    let mut from = 0;
    for _ in 0..name_index {
        from += find(&file[from..], marker) + marker.len();
    }
    let at = from + find(&file[from..], marker);
    let start = at + find(&file[at..], b">>>>\nstream\n") + b">>>>\nstream\n".len();
    let end = start + find(&file[start..], b"\nendstream");
    let packed = miniz_oxide::inflate::decompress_to_vec_zlib(&file[start..end]).unwrap();
    let changed = change(std::str::from_utf8(&packed).unwrap());
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(changed.as_bytes(), 6);
    let header = find_last(&file[..at], b"<</Length ") + b"<</Length ".len();
    [
        &file[..header],
        packed.len().to_string().as_bytes(),
        &file[at..start],
        &packed,
        &file[end..],
    ]
    .concat()
}

#[test]
fn data_that_is_not_what_the_pages_say() {
    let plan = in_person();
    let unsigned = plan.unsigned();
    let both = |file: &[u8]| {
        let one = sign(&mended(file), &plan.signers[0].0, &key(1));
        sign(&one, &plan.signers[1].0, &key(2))
    };
    // The edit itself is sound: with the same data the file is read as far as its pages, which are packed otherwise.
    for (index, from, to) in [
        (0, "ACC-20417", "ACC-20418"),
        (0, "1200.00", "1100.00"),
        (1, "50.00", "55.00"),
        (2, "\"agent\"", "\"person\""),
        (2, "\"in_person\":true", "\"in_person\":false"),
        (2, "\"template\":1", "\"template\":0"),
        (2, "\"version\":1", "\"version\":2"),
        (2, "plan-negotiator/agreement", "plan-negotiator/agreements"),
    ] {
        let file = with_attachment(&unsigned, index, |text| {
            assert!(text.contains(from), "{from} is not in {text}");
            text.replacen(from, to, 1)
        });
        refused(&both(&file));
        refused(&mended(&file));
    }
}

fn unsigned_of_the_future(plan: &Plan) -> Vec<u8> {
    with_attachment(&plan.unsigned(), 2, |text| {
        text.replace("\"template\":1", "\"template\":2")
    })
}

/// Somebody can claim a template that is not known yet. Then the look is not vouched for, and that is said.
#[test]
fn template_of_the_future_is_never_called_compared() {
    let plan = in_person();
    let file = with_attachment(&plan.unsigned(), 2, |text| {
        text.replace("\"template\":1", "\"template\":2")
    });
    let file = sign(&mended(&file), &plan.signers[0].0, &key(1));
    assert_eq!(accepted(&file).unwrap().layout, Layout::Unknown);
    let scripted = replaced(&file, b"/Type/Catalog/", b"/Type/Catalog/AA<<>>/");
    refused(&scripted);
    let unsigned = with_attachment(&plan.unsigned(), 2, |text| {
        text.replace("\"template\":1", "\"template\":2")
    });
    let unsigned = mended(&replaced(
        &unsigned,
        b"/Type/Catalog/",
        b"/Type/Catalog/OpenAction<</S/JavaScript/JS(x)>>/",
    ));
    refused(&sign(&unsigned, &plan.signers[0].0, &key(1)));
    // Names that are written in a way to hide them, and the same within a stream, which names nothing.
    let hidden = mended(&replaced(
        &unsigned_of_the_future(&plan),
        b"/Type/Catalog/",
        b"/Type/Catalog/Open#41ction 1/",
    ));
    refused(&sign(&hidden, &plan.signers[0].0, &key(1)));
    // Unsigned, it is nobody's: nothing is said of signatures.
    let verdict = accepted(&mended(&unsigned_of_the_future(&plan))).unwrap();
    assert_eq!(
        (verdict.standing, verdict.layout),
        (Standing::Unsigned, Layout::Unknown)
    );
    // Other terms than those whose digest both sides named.
    let other = with_attachment(&unsigned, 1, |text| text.replacen("50.00", "55.00", 1));
    refused(&sign(&mended(&other), &plan.signers[0].0, &key(1)));
}

/// What this program does not let anybody sign as, it does not read either, though the arithmetic is right.
#[test]
fn name_that_nobody_could_have_typed() {
    let desk = desk();
    let at = find_last(&desk.both, b"/Name<feff") + b"/Name<feff".len();
    let end = at + find(&desk.both[at..], b">");
    // As many digits as the honest name has: eleven characters.
    for name in [
        "           ",
        "\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}\u{200b}",
        "Alex\nMorgan",
        "Alex\0Morgan",
    ] {
        let digits: Vec<u8> = name.encode_utf16().flat_map(|unit| hex(&unit.to_be_bytes())).collect();
        assert_eq!(digits.len(), end - at);
        let file = [&desk.both[..at], &digits, &desk.both[end..]].concat();
        let named = Statement {
            name: name.to_owned(),
            ..desk.person.clone()
        };
        assert!(plan_doc::NewCertificate::new(&crate::fixtures::spki(&key(2)), &named, [1; 16]).is_err());
        refused(&resigned(&file, &desk.certificate, &key(2), &Twist::default()));
    }
}

/// The record of a call is the company's: without its signature the person's makes nothing of it.
#[test]
fn call_that_only_the_person_signed() {
    let plan = telephone();
    let person = crate::fixtures::person_statement();
    refused(&sign(&plan.unsigned(), &person, &key(2)));
}

#[test]
fn update_that_says_something_else() {
    let desk = desk();
    let again = |file: Vec<u8>| resigned(&file, &desk.certificate, &key(2), &Twist::default());
    for (from, to) in [
        (&b"/T(debtor)"[..], &b"/T(agents)"[..]),
        (b"/Rect[-1 -1 -1 -1]", b"/Rect[ 0  0  9  9]"),
        (b"/F 132", b"/F 128"),
        (b"/SubFilter/ETSI.CAdES.detached", b"/SubFilter/adbe.pkcs7.detached"),
        (b"/Filter/Adobe.PPKLite", b"/Filter/Adobe.PPKLitf"),
        (b"/Reason(The person", b"/Reason(Any person"),
        (b"/M(D:2026", b"/M(D:2O26"),
        (b"/M(D:20261123142305Z)", b"/M(D:20261323142305Z)"),
        (b"/Name<feff0041", b"/Name<feffd800"),
        (b"/Name<feff", b"/Name<FEFF"),
        (b"/StructParent 3", b"/StructParent 4"),
        (b"0000000000 65535 f", b"0000000001 65535 f"),
        (b"/Prev ", b"/Prev  "),
    ] {
        if desk.both.windows(from.len()).any(|window| window == from) {
            refused(&again(replaced_last(&desk.both, from, to)));
        }
    }
    let first = |file: Vec<u8>| {
        let agent = certificate(&agent_statement(), &key(1));
        resigned(&file, &agent, &key(1), &Twist::default())
    };
    for (from, to) in [
        (&b"/P 2/V/1.2"[..], &b"/P 3/V/1.2"[..]),
        (b"/TransformMethod/DocMDP", b"/TransformMethod/DocMDX"),
        (b"/Perms<</DocMDP ", b"/Perms<</DocMDX "),
        (b"/SigFlags 3", b"/SigFlags 0"),
        (b"/T(agent)", b"/T(other)"),
        (b"/S/Form/", b"/S/Span/"),
        (b"/Annots[", b"/Annotz["),
    ] {
        refused(&first(replaced_last(&desk.one, from, to)));
    }
}

#[test]
fn third_signature_or_a_second_of_one_side() {
    let desk = desk();
    for statement in [agent_statement(), desk.person.clone()] {
        assert!(prepare(&desk.both, &statement).is_err());
        assert!(prepare(&desk.one, &agent_statement()).is_err());
    }
    // Written by hand: the person's update once more, moved to the end and signed.
    let update = &desk.both[desk.one.len()..];
    refused(&resigned(
        &[&desk.both[..], update].concat(),
        &desk.certificate,
        &key(2),
        &Twist::default(),
    ));
}

#[test]
fn signature_of_another_file() {
    let (one, other) = (desk(), apart().signed());
    let message_of = |file: &[u8]| file[last_message(file)].to_vec();
    let mut file = one.both.clone();
    let place = last_message(&file);
    file[place].copy_from_slice(&message_of(&other));
    refused(&file);
    // The updates of one file under the pages of another.
    let pages = telephone().unsigned();
    let updates = &one.both[one.plan.unsigned().len()..];
    refused(&[&pages[..], updates].concat());
    refused(&[&offer().unsigned()[..], updates].concat());
}

/// A stranger cannot sign in the place of somebody: the entries inside name the keys that agreed. With entries of their own
/// they can make another whole document: a file cannot tell whose keys they are, and says so. What tells is the key.
#[test]
fn stranger_signing_anew_has_another_key() {
    let desk = desk();
    let stranger = sign(&desk.one, &desk.person, &key(3));
    let refused = verdict(read_pdf(&stranger).unwrap());
    assert_eq!(refused.reasons, [Reason::OtherKey { role: Role::Person }]);

    let summary = linked_by(desk.plan.summary.clone(), &key(1), &key(3));
    let signers = vec![(desk.plan.signers[0].0.clone(), 1), (desk.person.clone(), 3)];
    let stranger = Plan { summary, signers }.signed();
    let (honest, forged) = (accepted(&desk.both).unwrap(), accepted(&stranger).unwrap());
    let key_of = |verdict: &plan_doc::Verdict, role: Role| {
        let signer = verdict.signers.iter().find(|signer| signer.role == role).unwrap();
        signer.key_short.clone()
    };
    assert_eq!(key_of(&honest, Role::Agent), key_of(&forged, Role::Agent));
    assert_ne!(key_of(&honest, Role::Person), key_of(&forged, Role::Person));
}

#[test]
fn messages_that_are_no_messages() {
    let desk = desk();
    let digest = [0; 32];
    let honest = message(&digest, &desk.certificate, &key(2), &Twist::default());
    for broken in [
        vec![],
        vec![0x30],
        vec![0x30, 0x82, 0xff, 0xff],
        vec![0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
        vec![0x30, 0x80, 0x00, 0x00],
        honest[..honest.len() - 1].to_vec(),
        [&honest[..], &honest[..]].concat(),
        vec![0x30; 3_000],
        vec![0xff; 3_000],
    ] {
        refused(&with_message(&desk.both, &broken));
    }
    assert_eq!(hex(&[0x0a, 0xf0]), b"0af0");
}

/// Every bit of one signed file, one after the other. The digest finds most of them.
#[test]
fn every_bit_counts() {
    let signers = apart().signers;
    let file = Plan {
        signers,
        summary: crate::fixtures::linked(crate::fixtures::small_unsigned()),
    }
    .signed();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let chunk = file.len().div_ceil(workers);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let file = &file;
            scope.spawn(move || {
                let mut changed = file.clone();
                for index in (worker * chunk)..((worker + 1) * chunk).min(file.len()) {
                    for bit in 0..8 {
                        changed[index] ^= 1 << bit;
                        assert!(accepted(&changed).is_none(), "byte {index}, bit {bit}");
                        changed[index] ^= 1 << bit;
                    }
                }
            });
        }
    });
    assert!(accepted(&file).is_some());
}
