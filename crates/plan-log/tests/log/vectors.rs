//! Logs that stay as they are: valid, refused and hostile ones, in `tests/vectors/signed-log.jsonl`.
//!
//! Each line is a log in hexadecimal digits with what has to be said of it. They were made once by the recipes below and are
//! never made anew to let a test pass: what was valid stays valid, and what was refused is refused for the same reason.

use plan_log::Role;
use plan_log::body::Signing as Signed;
use plan_log::keys::Signing as _;
use plan_log::{Body, Bundle, EntryId};
use serde_json::{Value, json};

use crate::forge::Parts;
use crate::hands::{Hand, Place, adjust, day, digest, genesis, join, open};
use crate::keys::{Real, RealRule};
use crate::verdict;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/signed-log.jsonl");

type Pair = (Hand<Real>, Hand<Real>);

fn room() -> Pair {
    let (one, two) = (Real::new(1), Real::new(2));
    let genesis = genesis(one.author(), Role::Agent);
    let (mut one, mut two) = (Hand::new(one, genesis.clone()), Hand::new(two, genesis));
    one.write(open());
    two.take(&one);
    let joined = two.write(join(Role::Person));
    one.take(&two);
    one.write(Body::Admit { join: joined });
    two.take(&one);
    (one, two)
}

fn sealed() -> (Pair, EntryId, EntryId) {
    let (mut one, mut two) = room();
    let proposal = one.write(Body::Propose {
        digest: digest(),
        affordability: plan_log::body::Affordability::NotChecked,
    });
    two.take(&one);
    let answer = two.write(Body::Accept {
        proposal,
        digest: digest(),
        consent: "I agree.".to_owned(),
    });
    one.take(&two);
    let seal = one.write(Body::Seal {
        accept: answer,
        digest: digest(),
        in_person: true,
    });
    ((one, two), answer, seal)
}

fn valid() -> Vec<(&'static str, Bundle)> {
    let all = |(mut one, two): Pair| {
        one.take(&two);
        Bundle::of(&one.log)
    };
    let mut list = vec![("a room of two", all(room())), ("sealed", all(sealed().0))];
    let ((one, mut two), _, seal) = sealed();
    two.take(&one);
    two.write(Body::Ack);
    two.write(Body::Sign(Box::new(Signed {
        of: seal,
        digest: digest(),
        name: "Alex".to_owned(),
        how: "own_device".to_owned(),
        signed_at: "2026-11-23T14:21:05Z".to_owned(),
        page: [3; 64],
        after: None,
        certificate: vec![0x30, 0x00],
        file: [4; 64],
    })));
    list.push(("final and signed", all((one, two))));
    let ((one, mut two), answer, _) = sealed();
    two.write(Body::Withdraw { of: answer });
    list.push(("undone by a withdrawal beside the seal", all((one, two))));
    let ((mut one, two), _, _) = sealed();
    let beside = one
        .log
        .arrived()
        .find(|entry| entry.kind() == plan_log::Kind::Propose)
        .unwrap()
        .header()
        .clone();
    let place = Place {
        seq: beside.seq,
        prev: beside.prev,
        parents: beside.parents,
    };
    let second = one.draft(&place, adjust(1_000));
    one.log.insert(std::rc::Rc::new(second));
    list.push(("disputed: the proposer wrote two histories", all((one, two))));
    let (mut one, two) = room();
    let remark = one.write(Body::Comment {
        about: None,
        text: "gw\u{175}yl".to_owned(),
    });
    let moved = one.write(adjust(5_000));
    one.write(Body::Erase { entries: vec![remark] });
    one.log.erase(moved);
    list.push(("an erased remark and a change without its body", all((one, two))));
    let (mut one, mut two) = room();
    let offer = two.write(Body::Offer {
        digest: digest(),
        reply_by: Some(day("2026-12-24")),
        within_budget: false,
    });
    one.take(&two);
    one.write(Body::Decline {
        offer,
        reason: "Too long.".to_owned(),
    });
    one.write(Body::Call {
        digest: digest(),
        tell_us_by: day("2026-12-07"),
        affordability: plan_log::body::Affordability::NotChecked,
    });
    list.push(("an offer that is declined, and a call", all((one, two))));
    list
}

fn refused() -> Vec<(&'static str, Bundle)> {
    let (one, two) = room();
    let base = Bundle::of(&one.log);
    let with = |hand: &Hand<Real>, place: &Place, body: Body, change: &dyn Fn(Parts) -> Parts| {
        let entry = hand.draft(place, body);
        let mut bundle = base.clone();
        bundle.entries.push(change(Parts::of(entry.bytes())).bytes());
        bundle
    };
    let same = |parts: Parts| parts;
    let next = one.next();
    let header = |at: usize, byte: u8| {
        let key = one.key.clone();
        move |mut parts: Parts| {
            let at = if at > 1_000 {
                parts.header.len() - (at - 1_000)
            } else {
                at
            };
            parts.header[at] = byte;
            parts.signed(&key)
        }
    };
    let mut without = base.clone();
    without.entries.remove(1);
    vec![
        (
            "signed by the other side",
            with(&one, &next, Body::Ack, &|parts| parts.signed(&two.key)),
        ),
        ("the higher s", with(&one, &next, Body::Ack, &Parts::with_high_s)),
        ("of another room", with(&one, &next, Body::Ack, &header(10, 0))),
        ("of another version", with(&one, &next, Body::Ack, &header(1, 2))),
        // The kind stands before the digest of the contents, which has 34 bytes.
        ("of an unknown kind", with(&one, &next, Body::Ack, &header(1_035, 23))),
        (
            "a body of another kind",
            with(&one, &next, Body::Ack, &|parts| {
                parts.with_body(vec![0x81, 0xf5]).signed(&one.key)
            }),
        ),
        (
            "a body that was not signed",
            with(&one, &next, Body::Pause { on: true }, &|mut parts| {
                parts.contents = Some(([0; 16], vec![0x81, 0xf4]));
                parts
            }),
        ),
        (
            "a proposal without its body",
            with(
                &one,
                &next,
                Body::Propose {
                    digest: digest(),
                    affordability: plan_log::body::Affordability::NotChecked,
                },
                &|mut parts| {
                    parts.contents = None;
                    parts
                },
            ),
        ),
        (
            "a number too high",
            with(
                &one,
                &Place {
                    seq: next.seq + 1,
                    ..next.clone()
                },
                Body::Ack,
                &same,
            ),
        ),
        ("an entry before the one it follows", without),
        ("somebody who was not let in", {
            let third = Hand {
                key: Real::new(3),
                log: one.log.clone(),
            };
            let joined = third.draft(&third.next(), join(Role::Agent));
            let mut bundle = base.clone();
            bundle.entries.push(joined.bytes().to_vec());
            let place = Place {
                seq: 1,
                prev: Some(joined.id()),
                parents: Vec::new(),
            };
            bundle.entries.push(third.draft(&place, Body::Ack).bytes().to_vec());
            bundle
        }),
        (
            "a call by the person",
            with(
                &two,
                &two.next(),
                Body::Call {
                    digest: digest(),
                    tell_us_by: day("2026-12-07"),
                    affordability: plan_log::body::Affordability::NotChecked,
                },
                &same,
            ),
        ),
        (
            "an answer to nothing",
            with(
                &two,
                &two.next(),
                Body::Accept {
                    proposal: digest(),
                    digest: digest(),
                    consent: String::new(),
                },
                &same,
            ),
        ),
        ("an answer to one's own proposal", {
            let mut one = one.clone();
            let proposal = one.write(Body::Propose {
                digest: digest(),
                affordability: plan_log::body::Affordability::NotChecked,
            });
            let answer = one.draft(
                &one.next(),
                Body::Accept {
                    proposal,
                    digest: digest(),
                    consent: String::new(),
                },
            );
            let mut bundle = Bundle::of(&one.log);
            bundle.entries.push(answer.bytes().to_vec());
            bundle
        }),
    ]
}

fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let (one, _) = room();
    let base = Bundle::of(&one.log);
    let bytes = base.to_bytes();
    let mut large = base.clone();
    large.entries.push(vec![0; 12_289]);
    let mut words = base.clone();
    let entry = one.draft(
        &one.next(),
        Body::Comment {
            about: None,
            text: "x".to_owned(),
        },
    );
    let not_utf8 = Parts::of(entry.bytes())
        .with_body(vec![0x82, 0xf6, 0x61, 0xff])
        .signed(&one.key);
    words.entries.push(not_utf8.bytes());
    let mut long_head = base;
    let mut entry = one.draft(&one.next(), Body::Ack).bytes().to_vec();
    // 84 as an array head with one byte more than needed.
    entry.splice(0..1, [0x98, 4]);
    long_head.entries.push(entry);
    vec![
        ("nothing", Vec::new()),
        ("an entry that is too large", large.to_bytes()),
        ("a word that is not UTF-8", words.to_bytes()),
        ("a head longer than needed", long_head.to_bytes()),
        ("a list without end", [&[0x9f][..], &bytes[1..]].concat()),
        (
            "a list of 2^64 - 1 items",
            [&[0x84][..], &bytes[1..9], &[0x40, 0x9b], &[0xff; 8]].concat(),
        ),
        ("lists in lists", vec![0x81; 20_000]),
        ("something behind it", [&bytes[..], &[0]].concat()),
    ]
}

/// Recipes that came after the others.
fn later() -> Vec<(&'static str, Bundle)> {
    let (one, two) = (Real::new(2), Real::new(1));
    let genesis = genesis(one.author(), Role::Person);
    let (mut one, mut two) = (Hand::new(one, genesis.clone()), Hand::new(two, genesis));
    one.write(open());
    let offer = one.write(Body::Offer {
        digest: digest(),
        reply_by: None,
        within_budget: true,
    });
    two.take(&one);
    two.write(join(Role::Agent));
    two.write(Body::Accept {
        proposal: offer,
        digest: digest(),
        consent: "We agree.".to_owned(),
    });
    vec![("an offer lets in whoever answers it", Bundle::of(&two.log))]
}

fn made() -> String {
    let valid = valid()
        .into_iter()
        .map(|(name, bundle)| ("valid", name, bundle.to_bytes()));
    let refused = refused()
        .into_iter()
        .map(|(name, bundle)| ("refused", name, bundle.to_bytes()));
    let hostile = hostile().into_iter().map(|(name, bytes)| ("hostile", name, bytes));
    let line = |(kind, name, bytes): (&str, &str, Vec<u8>)| {
        let verdict = verdict::of(&bytes, &RealRule);
        format!(
            "{}\n",
            json!({ "kind": kind, "name": name, "hex": verdict::hex(&bytes), "verdict": verdict })
        )
    };
    let later = later()
        .into_iter()
        .map(|(name, bundle)| ("valid", name, bundle.to_bytes()));
    valid.chain(refused).chain(hostile).chain(later).map(line).collect()
}

/// With `NEW_VECTORS` set, vectors for recipes that have none yet are added; those that are there stay.
#[test]
fn vectors_are_judged_as_they_were() {
    let mut kept = std::fs::read_to_string(FILE).unwrap_or_default();
    if std::env::var_os("NEW_VECTORS").is_some() {
        for line in made().lines().skip(kept.lines().count()) {
            kept.push_str(line);
            kept.push('\n');
        }
        std::fs::write(FILE, &kept).unwrap();
    }
    let mut codes = std::collections::BTreeSet::new();
    for line in kept.lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let verdict = verdict::of(&verdict::from_hex(vector["hex"].as_str().unwrap()), &RealRule);
        assert_eq!(verdict, vector["verdict"], "{}", vector["name"]);
        assert_eq!(
            verdict.get("refused").is_none(),
            vector["kind"] == "valid",
            "{}",
            vector["name"]
        );
        codes.extend(verdict["refused"].as_str().map(str::to_owned));
    }
    // Every one but that of a full room, which would be a file of two thousand entries.
    assert_eq!(codes.len(), 13, "{codes:?}");
    assert_eq!(made(), kept, "the recipes make what is kept");
}
