//! Files that were changed by chance, and files that are built to be expensive.

use super::*;
use proptest::prelude::*;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

fn samples() -> &'static [(String, Vec<u8>)] {
    static SAMPLES: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generic");
        let mut samples: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
            .map(|path| {
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                (name, std::fs::read(path).unwrap())
            })
            .collect();
        samples.sort();
        samples
    })
}

fn sample(name: &str) -> Vec<u8> {
    samples().iter().find(|(own, _)| own == name).unwrap().1.clone()
}

/// Where a signature vouches for every byte: not after the last one, where only what helps to check may be added.
fn vouched(name: &str, file: &[u8]) -> usize {
    match name {
        "sound-dss" => sample("sound-p256").len(),
        _ => file.len(),
    }
}

#[test]
fn samples_are_judged_as_their_names_say() {
    for (name, file) in samples() {
        let judgement = judge(file);
        assert_eq!(
            judgement.is_sound(),
            name.starts_with("sound-"),
            "{name}: {judgement:?}"
        );
        assert!(
            judgement.is_sound() || judgement.reasons.len() == 1,
            "{name}: {judgement:?}"
        );
    }
    assert!(samples().len() > 30);
}

#[test]
fn every_beginning_and_every_single_bit() {
    let file = sample("sound-two-packed");
    for end in 0..file.len() {
        // The beginning that ends where the first signer's file did is that file.
        let sound = judge(&file[..end]).is_sound();
        assert!(
            !sound || end == sample("sound-packed").len() || file[..end].ends_with(b"%%EOF\n"),
            "{end}"
        );
    }
    for name in [
        "sound-p256",
        "sound-two-packed",
        "sound-two-visible",
        "sound-pss",
        "sound-pkcs7",
    ] {
        let file = sample(name);
        for at in 0..file.len() {
            let mut other = file.clone();
            other[at] ^= 1 << (at % 8);
            assert!(!judge(&other).is_sound(), "{name}: byte {at}");
        }
    }
}

/// One change of a file.
#[derive(Debug, Clone)]
enum Change {
    Bytes(usize, Vec<u8>),
    Removed(usize, usize),
    Doubled(usize, usize),
    Inserted(usize, Vec<u8>),
    Moved(usize, usize, usize),
    /// One part over another, so that nothing else moves.
    Over(usize, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let place = 0..20_000_usize;
    let words = prop::sample::select(vec![
        "<<",
        ">>",
        "[",
        "]",
        "(",
        ")",
        "/",
        "%",
        "0 R",
        "obj\n",
        "endobj\n",
        "stream\n",
        "endstream",
        "xref\n0 1\n",
        "trailer\n<<",
        "/Prev 0",
        "/ByteRange[0 0 0 0]",
        "null",
        "-1",
        "99999999999999999999",
        "startxref\n0\n%%EOF",
        "/Contents<>",
        "/Length 99999",
        "/Type/ObjStm",
        "<FEFF>",
        "1 0 obj<</Type/Catalog>>endobj",
    ]);
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..6),
        words.prop_map(|word| word.as_bytes().to_vec()),
    ];
    prop_oneof![
        // What moves something is found at once, so most changes do not.
        8 => (place.clone(), bytes.clone()).prop_map(|(at, bytes)| Change::Bytes(at, bytes)),
        4 => (place.clone(), place.clone(), 1..200_usize).prop_map(|(from, to, length)| Change::Over(from, to, length)),
        1 => (place.clone(), 1..400_usize).prop_map(|(at, length)| Change::Removed(at, length)),
        1 => (place.clone(), 1..3_000_usize).prop_map(|(at, length)| Change::Doubled(at, length)),
        1 => (place.clone(), bytes).prop_map(|(at, bytes)| Change::Inserted(at, bytes)),
        1 => (place.clone(), place, 1..400_usize).prop_map(|(from, to, length)| Change::Moved(from, to, length)),
    ]
}

fn applied(file: &[u8], change: &Change) -> Vec<u8> {
    let within = |at: usize| at % file.len();
    let span = |at: usize, length: usize| within(at)..(within(at) + length).min(file.len());
    let mut out = file.to_vec();
    match change {
        Change::Bytes(at, bytes) => {
            let place = span(*at, bytes.len());
            out.splice(place.clone(), bytes[..place.len()].iter().copied());
        }
        Change::Removed(at, length) => drop(out.drain(span(*at, *length))),
        Change::Doubled(at, length) => {
            let part = file[span(*at, *length)].to_vec();
            let at = within(*at);
            out.splice(at..at, part);
        }
        Change::Inserted(at, bytes) => {
            let at = within(*at);
            out.splice(at..at, bytes.iter().copied());
        }
        Change::Over(from, to, length) => {
            let part = &file[span(*from, *length)];
            let place = span(*to, part.len());
            out[place.clone()].copy_from_slice(&part[..place.len()]);
        }
        Change::Moved(from, to, length) => {
            let part: Vec<u8> = out.drain(span(*from, *length)).collect();
            let to = to % (out.len() + 1);
            out.splice(to..to, part);
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_by_chance_are_never_sound(which in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 1..4)) {
        let (name, file) = which.get(samples());
        let other = changes.iter().fold(file.clone(), |file, change| match file.is_empty() {
            true => file,
            false => applied(&file, change),
        });
        let sound = judge(&other).is_sound();
        let vouched = vouched(name, file);
        // A chain beside the signer's own certificate is signed by nobody who signed here, so it can be exchanged.
        let free = name == "sound-chained" && other.len() == file.len();
        let same = other.get(..vouched) == file.get(..vouched);
        prop_assert!(!sound || same || free, "{name}");
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), at in 0..6_000_usize) {
        let mut file = sample("sound-packed");
        let at = at % file.len();
        let end = (at + bytes.len()).min(file.len());
        file[at..end].copy_from_slice(&bytes[..end - at]);
        let _ = judge(&file);
        let opening = b"%PDF-1.7\n";
        let _ = judge(&[&opening[..], &bytes].concat());
        let _ = judge(&[&opening[..], &bytes, b"\nstartxref\n9\n%%EOF\n"].concat());
    }
}

/// The sample with an update that nobody signed, which puts these objects in the place of others.
fn with_update(file: &[u8], objects: &[(u32, String)]) -> Vec<u8> {
    let text = String::from_utf8_lossy(file).into_owned();
    let last = |from: &str, to: &str| {
        let at = text.rfind(from).unwrap();
        text[at..at + text[at..].find(to).unwrap() + to.len()].to_owned()
    };
    let mut out = file.to_vec();
    let mut table = String::from("xref\n");
    let mut listed = BTreeSet::new();
    for (id, object) in objects.iter().filter(|(id, _)| listed.insert(*id)) {
        table.push_str(&format!("{id} 1\n{:010} 00000 n \n", out.len()));
        out.extend(format!("{id} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = out.len();
    let (root, about, id) = (last("/Root", " R"), last("/Info", " R"), last("/ID", "]"));
    let previous = last("startxref\n", "\n%").replace("startxref\n", "").replace("\n%", "");
    out.extend(
        format!("{table}trailer\n<</Size 99{root}{about}{id}/Prev {previous}>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

/// An object of the sample, as it is written.
fn written(file: &[u8], id: u32) -> String {
    let text = String::from_utf8_lossy(file).into_owned();
    let at = text
        .rfind(&format!("\n{id} 0 obj\n"))
        .map(|at| at + format!("\n{id} 0 obj\n").len());
    at.map_or("<<>>".to_owned(), |at| {
        text[at..at + text[at..].find("\nendobj").unwrap()].to_owned()
    })
}

const ADDITIONS: [&str; 28] = [
    "/DSS<</Certs[50 0 R]>>",
    "/DSS<</CRLs[50 0 R 51 0 R]>>",
    "/DSS 50 0 R",
    "/DSS<</VRI<</A 50 0 R>>>>",
    "/Certs[51 0 R]",
    "/Metadata 50 0 R",
    "/AA<<>>",
    "/V 10 0 R",
    "/V 50 0 R",
    "/AP<</N 50 0 R>>",
    "/Annots[50 0 R]",
    "/Contents 50 0 R",
    "/Extensions<<>>",
    "/Perms<</DocMDP 10 0 R>>",
    "/Kids[50 0 R]",
    "/Title(x)",
    "/Resources 50 0 R",
    "/Rotate 90",
    "/Lang(x)",
    "/Names<</X 50 0 R>>",
    "/Type/DSS",
    "/Type/ObjStm",
    "/Type/Metadata/Subtype/XML",
    "/Length 0",
    "/X[3 0 R]",
    "/OCProperties<<>>",
    "/Outlines 50 0 R",
    "",
];
const EXCHANGES: [(&str, &str); 12] = [
    ("(", "(9"),
    ("9 0 R", "9 0 R 50 0 R"),
    ("6 0 R", ""),
    ("/Contents", "/Contentx"),
    ("/Annots", "/Annotx"),
    ("/Version /2.0", "/Version /1.5"),
    ("842", "300"),
    ("/ModDate (", "/ModDate (x"),
    ("/Helvetica", "/Symbol"),
    ("/SigFlags 3", "/SigFlags 1"),
    ("2 0 R", "50 0 R"),
    ("50.00", "5.000"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Told by other means than the judge's: everything that is shown is the same object as before.
    #[test]
    fn updates_by_chance_leave_what_is_shown(changes in prop::collection::vec(
        (prop::sample::select(vec![1_u32, 1, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 50, 50, 51]), 0..28_usize, 0..24_usize, any::<bool>()), 1..4,
    )) {
        let file = sample("sound-p256");
        let objects = changes.into_iter().map(|(id, addition, exchange, stream)| {
            let mut text = written(&file, id);
            if let Some((from, to)) = EXCHANGES.get(exchange) {
                text = text.replacen(from, to, 1);
            }
            if let Some(at) = text.rfind(">>").filter(|_| !text.contains("stream")) {
                text.insert_str(at, ADDITIONS[addition]);
            }
            if stream && id >= 50 {
                text = "<</Length 2>>\nstream\nBT\nendstream".to_owned();
            }
            (id, text)
        });
        let other = with_update(&file, &objects.collect::<Vec<_>>());
        if judge(&other).is_sound() {
            let budget = Budget::new();
            let file = File::open(&other, &budget).unwrap();
            let last = file.revisions.len() - 1;
            for id in [2, 3, 4, 5, 6, 9, 10] {
                prop_assert_eq!(file.get(id, last).unwrap(), file.get(id, last - 1).unwrap());
            }
            let catalog = |view: usize| {
                let mut catalog = file.get(1, view).unwrap().plain().unwrap().clone();
                for key in [&b"DSS"[..], b"Extensions", b"Version"] {
                    catalog.remove(key);
                }
                catalog
            };
            prop_assert_eq!(catalog(last), catalog(last - 1));
        }
    }
}

#[test]
fn updates_of_these_tests_can_be_sound() {
    let file = sample("sound-p256");
    let catalog = written(&file, 1);
    let with_proof = catalog.strip_suffix(">>").unwrap().to_owned() + "/DSS<</Certs[50 0 R]>>>>";
    let stream = "<</Length 2>>\nstream\nBT\nendstream".to_owned();
    let judgement = judge(&with_update(&file, &[(1, with_proof), (50, stream)]));
    assert!(judgement.is_sound(), "{judgement:?}");
}

/// A file of objects, with their table.
fn file_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(table.bytes());
    out.extend(
        format!(
            "trailer\n<</Size {} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    out
}

#[track_caller]
fn quick(file: &[u8], ruling: Ruling, reason: &str) {
    let start = Instant::now();
    let judgement = judge(file);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!((judgement.verdict, &judgement.reasons[..]), (ruling, &[reason][..]));
}

#[test]
fn files_that_are_built_to_be_expensive() {
    let catalog = b"<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>".to_vec();
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    quick(&file_of(&[deep], ""), Ruling::Unreadable, "too_deep");
    let wide = [&b"<</Type/Catalog/X["[..], &b"0 ".repeat(9_000_000), b"]>>"].concat();
    quick(&file_of(&[wide], ""), Ruling::Unreadable, "too_complex");
    // A field among its own kids, and a form of very many.
    let own = b"<</FT/Sig/T(a)/Kids[2 0 R]>>".to_vec();
    quick(&file_of(&[catalog.clone(), own], ""), Ruling::NotJudged, "form");
    // Many entries for one long object.
    let long = [&b"<</FT/Sig/T(a)/V 3 0 R/X("[..], &b"x".repeat(10_000_000), b")>>"].concat();
    let kids: String = (0..1_000).map(|_| "2 0 R ").collect();
    let many = format!("<</Type/Catalog/AcroForm<</Fields[{kids}]>>>>").into_bytes();
    quick(&file_of(&[many, long], ""), Ruling::NotJudged, "form");
    // Tables that name each other, and more updates than anybody makes.
    let looped = file_of(std::slice::from_ref(&catalog), "/Prev 99999");
    quick(&looped, Ruling::Unreadable, "tables");
    let mut updated = file_of(&[b"<</Type/Catalog>>".to_vec()], "");
    let mut previous = updated.windows(5).rposition(|window| window == b"xref\n").unwrap();
    previous = updated[..previous]
        .windows(5)
        .rposition(|window| window == b"xref\n")
        .unwrap_or(previous);
    for _ in 0..40 {
        let start = updated.len();
        updated.extend(
            format!("xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 2/Root 1 0 R/Prev {previous}>>\nstartxref\n{start}\n%%EOF\n")
                .bytes(),
        );
        previous = start;
    }
    quick(&updated, Ruling::Unreadable, "too_complex");
    // A package that unpacks to more than the whole file may.
    let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 60 << 20], 6);
    let mut packed = b"%PDF-1.7\n".to_vec();
    let header = format!(
        "1 0 obj<</Type/XRef/W[1 4 1]/Size 9/Root 2 0 R/Filter/FlateDecode/Length {}>>stream\n",
        bomb.len()
    );
    packed.extend(header.bytes());
    packed.extend(bomb);
    packed.extend(b"\nendstream endobj\nstartxref\n9\n%%EOF\n");
    quick(&packed, Ruling::Unreadable, "packed_data");
    let entries = [
        &b"%PDF-1.7\nxref\n0 900000\n"[..],
        &b"0000000000 00000 n \n".repeat(900_000),
    ]
    .concat();
    let entries = [
        &entries[..],
        b"trailer\n<</Size 900000/Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
    ]
    .concat();
    quick(&entries, Ruling::Unreadable, "too_complex");
}

#[test]
fn times_are_written_in_one_way() {
    let told = |text: &str| {
        let bytes = text.as_bytes().to_vec();
        time(&Object::Text(syntax::Text { bytes, place: 0..0 }))
    };
    for (text, expected) in [
        ("D:20261123142105Z", Some("2026-11-23T14:21:05Z")),
        ("D:20261123142105+01'00'", Some("2026-11-23T14:21:05+01:00")),
        ("D:20261123142105-0330", Some("2026-11-23T14:21:05-03:30")),
        ("D:20261123142105", Some("2026-11-23T14:21:05")),
        ("D:20261123", None),
        ("20261123142105Z", None),
        ("D:2026112314210xZ", None),
        ("D:20261123142105+1", None),
        ("D:20261123142105é", None),
    ] {
        assert_eq!(told(text).as_deref(), expected, "{text}");
    }
}
