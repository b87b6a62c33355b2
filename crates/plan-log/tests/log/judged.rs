//! Logs drawn by chance, and what becomes of them when somebody changes them: laid before a second program that was written
//! from the description of the format alone.

use std::fmt::Write as _;
use std::rc::Rc;

use plan_log::Role;
use plan_log::body::Affordability;
use plan_log::keys::Signing;
use plan_log::{Body, Bundle, Inserted, Kind, Verified};
use serde_json::{Value, json};

use crate::forge::Parts;
use crate::hands::{Hand, Place, adjust, day, digest, digest_at, genesis, join, open};
use crate::keys::{Real, RealRule};
use crate::sessions::cases;
use crate::verdict;
use crate::world::Chance;

fn pick<'o, T>(chance: &mut Chance, of: &'o [T]) -> Option<&'o T> {
    let end = u64::try_from(of.len()).unwrap();
    if end == 0 {
        None
    } else {
        of.get(usize::try_from(chance.below(end)).unwrap())
    }
}

/// Something that has a place after what a hand has, in most cases.
fn body(chance: &mut Chance, hand: &Hand<Real>) -> Body {
    let of = |kind: Kind| {
        hand.log
            .arrived()
            .filter(|entry| entry.kind() == kind)
            .cloned()
            .collect::<Vec<_>>()
    };
    let text = ["", "too much at once", "gw\u{175}yl y banc", "\u{1f4b7} 5"][usize::try_from(chance.below(4)).unwrap()]
        .to_owned();
    let put_forward = |entry: &Rc<Verified>| match entry.body() {
        Some(Body::Propose { digest, .. } | Body::Offer { digest, .. } | Body::Accept { digest, .. }) => *digest,
        _ => digest(),
    };
    match chance.below(20) {
        0..=2 => adjust(i64::try_from(chance.below(90)).unwrap() * 100 + 100),
        3 | 4 => Body::Propose {
            digest: digest_at(i64::try_from(chance.below(3)).unwrap() * 1_000 + 6_000),
            affordability: Affordability::ALL[usize::try_from(chance.below(3)).unwrap()],
        },
        5 => Body::Offer {
            digest: digest(),
            reply_by: Some(day("2026-12-24")),
            within_budget: chance.one_in(2),
        },
        6..=9 => match pick(chance, &[of(Kind::Propose), of(Kind::Offer)].concat()) {
            Some(entry) => Body::Accept {
                proposal: entry.id(),
                digest: put_forward(entry),
                consent: text,
            },
            None => Body::Ack,
        },
        10..=12 => match pick(chance, &of(Kind::Accept)) {
            Some(entry) => Body::Seal {
                accept: entry.id(),
                digest: put_forward(entry),
                in_person: chance.one_in(2),
            },
            None => Body::Leave,
        },
        13 => match pick(chance, &[of(Kind::Propose), of(Kind::Accept)].concat()) {
            Some(entry) => Body::Withdraw { of: entry.id() },
            None => Body::Pause { on: true },
        },
        14 => match pick(chance, &of(Kind::Offer)) {
            Some(entry) => Body::Decline {
                offer: entry.id(),
                reason: text,
            },
            None => Body::Doubt { open: true },
        },
        15 => Body::Comment { about: None, text },
        16 => match pick(chance, &of(Kind::Comment)) {
            Some(entry) => Body::Erase {
                entries: vec![entry.id()],
            },
            None => Body::InPerson { present: true },
        },
        17 => Body::Call {
            digest: digest(),
            tell_us_by: day("2026-12-07"),
            affordability: Affordability::ALL[usize::try_from(chance.below(2)).unwrap()],
        },
        _ => Body::Ack,
    }
}

/// Two come to an agreement, unless something does not arrive, or somebody changes the plan on the way.
fn deal(chance: &mut Chance, hands: &mut [Hand<Real>]) {
    let (by, to) = if chance.one_in(2) { (0, 1) } else { (1, 0) };
    let mut next = Body::Propose {
        digest: digest(),
        affordability: Affordability::NotChecked,
    };
    for step in 0..4 {
        let (at, other) = if step % 2 == 0 { (by, to) } else { (to, by) };
        if chance.one_in(12) {
            let change = Rc::new(hands[at].draft(&hands[at].next(), adjust(2_500)));
            hands[at].log.insert(change);
        }
        let entry = Rc::new(hands[at].draft(&hands[at].next(), next.clone()));
        let named = entry.id();
        hands[at].log.insert(entry);
        if !chance.one_in(12) {
            let knows = hands[at].clone();
            hands[other].take(&knows);
        }
        next = match step {
            0 => Body::Accept {
                proposal: named,
                digest: digest(),
                consent: "Yes.".to_owned(),
            },
            1 => Body::Seal {
                accept: named,
                digest: digest(),
                in_person: false,
            },
            _ => Body::Ack,
        };
    }
}

/// A talk of two or three, who do not always have everything, and of whom one may write two histories.
fn talk(chance: &mut Chance) -> (Bundle, Vec<Real>) {
    let first = chance.below(1_000);
    let keys: Vec<Real> = (0..2 + chance.below(2))
        .map(|number| Real::new(first + number))
        .collect();
    let role = if chance.one_in(3) { Role::Person } else { Role::Agent };
    let genesis = genesis(keys[0].author(), role);
    let mut hands: Vec<Hand<Real>> = keys.iter().map(|key| Hand::new(key.clone(), genesis.clone())).collect();
    hands[0].write(open());
    let offers = role == Role::Person && chance.one_in(2);
    if offers {
        hands[0].write(Body::Offer {
            digest: digest(),
            reply_by: None,
            within_budget: false,
        });
    }
    for at in 1..hands.len() {
        let others = hands[0].clone();
        hands[at].take(&others);
        // The third sits beside whoever opened.
        let joined = hands[at].write(join(if at == 1 { role.other() } else { role }));
        let knocking = hands[at].clone();
        hands[0].take(&knocking);
        // An offer has let in whoever answers it.
        if at > 1 || !offers {
            hands[0].write(Body::Admit { join: joined });
        }
    }
    let opened = hands[0].clone();
    hands.iter_mut().for_each(|hand| hand.take(&opened));
    for _ in 0..4 + chance.below(14) {
        let at = usize::try_from(chance.below(hands.len() as u64)).unwrap();
        if chance.one_in(2) {
            let other = hands[usize::try_from(chance.below(hands.len() as u64)).unwrap()].clone();
            hands[at].take(&other);
        }
        if chance.one_in(10) {
            deal(chance, &mut hands);
        }
        let mut place = hands[at].next();
        if chance.one_in(40) && place.seq > 1 {
            let mine = hands[at]
                .log
                .arrived()
                .filter(|entry| entry.author() == keys[at].author());
            let last = mine.max_by_key(|entry| entry.seq()).unwrap().header().clone();
            place = Place {
                seq: last.seq,
                prev: last.prev,
                parents: last.parents,
            };
        }
        let body = body(chance, &hands[at]);
        let entry = Rc::new(hands[at].draft(&place, body));
        hands[at].log.insert(entry);
    }
    let mut all = hands[0].clone();
    hands.iter().for_each(|other| all.take(other));
    (Bundle::of(&all.log), keys)
}

/// The same log with something changed, by somebody who may have the keys.
fn changed(chance: &mut Chance, bundle: &Bundle, keys: &[Real]) -> (&'static str, Vec<u8>) {
    let mut bundle = bundle.clone();
    let count = bundle.entries.len() as u64;
    let at = usize::try_from(chance.below(count)).unwrap();
    let other = usize::try_from(chance.below(count)).unwrap();
    let mut parts = Parts::of(&bundle.entries[at]);
    let author = &parts.header[38..102];
    let key = keys
        .iter()
        .find(|key| key.author().as_bytes() == author)
        .unwrap()
        .clone();
    let name = match chance.below(10) {
        0 => {
            let mut bytes = bundle.to_bytes();
            let place = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
            bytes[place] ^= 1 << chance.below(8);
            return ("a flipped bit", bytes);
        }
        1 => {
            let mut bytes = bundle.to_bytes();
            bytes.truncate(usize::try_from(chance.below(bytes.len() as u64)).unwrap());
            return ("cut short", bytes);
        }
        2 | 3 => {
            let place = usize::try_from(chance.below(parts.header.len() as u64)).unwrap();
            parts.header[place] = u8::try_from(chance.below(256)).unwrap();
            bundle.entries[at] = parts.signed(&key).bytes();
            "another header, signed"
        }
        4 | 5 => {
            // What JSON in a body means is not this format's matter.
            let of_json = |kind: Kind| matches!(kind, Kind::Open | Kind::Adjust | Kind::Case);
            let kind = parts.header[parts.header.len() - 35];
            if let (Some((_, mut body)), false) = (parts.contents.clone(), of_json(Kind::ALL[usize::from(kind)]))
                && !body.is_empty()
            {
                let place = usize::try_from(chance.below(body.len() as u64)).unwrap();
                body[place] = u8::try_from(chance.below(256)).unwrap();
                bundle.entries[at] = parts.with_body(body).signed(&key).bytes();
            }
            "another body, signed"
        }
        6 => {
            bundle.entries.swap(at, other);
            "two entries swapped"
        }
        7 => {
            bundle.entries.remove(at);
            "an entry taken out"
        }
        8 => {
            parts.contents = None;
            bundle.entries[at] = parts.bytes();
            "a body taken out"
        }
        _ if chance.one_in(2) => {
            bundle.entries[at] = parts.with_high_s().bytes();
            "the other signature"
        }
        _ => {
            bundle.entries.push(bundle.entries[at].clone());
            "an entry twice"
        }
    };
    (name, bundle.to_bytes())
}

/// Each log is taken whole, by this program here and by the second one where `SAVE_LOGS` names a file for it.
#[test]
fn logs_of_chance_are_taken_and_their_changes_judged() {
    let (count, seed) = cases("logs", 25);
    let mut chance = Chance::new(seed);
    let mut lines = String::new();
    let (mut refused, mut finals) = (0, 0);
    for number in 0..count {
        let (bundle, keys) = talk(&mut chance);
        let mut line = |name: String, bytes: &[u8]| -> Value {
            let verdict = verdict::of(bytes, &RealRule);
            let case = json!({ "name": name, "hex": verdict::hex(bytes), "verdict": verdict });
            writeln!(lines, "{case}").unwrap();
            verdict
        };
        let verdict = line(format!("log {number}"), &bundle.to_bytes());
        assert_eq!(
            verdict["entries"].as_array().map(Vec::len),
            Some(bundle.entries.len()),
            "{verdict}"
        );
        finals += u64::from(verdict["chains"].to_string().contains("final"));
        for _ in 0..3 {
            let (what, bytes) = changed(&mut chance, &bundle, &keys);
            let verdict = line(format!("log {number}, {what}"), &bytes);
            refused += u64::from(verdict.get("refused").is_some());
        }
    }
    assert!(
        refused > count,
        "most changes are refused, not {refused} of {}",
        3 * count
    );
    assert!(finals > count / 10, "{finals} of {count} logs come to an agreement");
    if let Some(file) = std::env::var_os("SAVE_LOGS") {
        std::fs::write(file, lines).unwrap();
    }
}

#[test]
fn parts_are_what_an_entry_is_made_of() {
    let (bundle, keys) = talk(&mut Chance::new(5));
    for entry in &bundle.entries {
        let parts = Parts::of(entry);
        assert_eq!(parts.bytes(), *entry);
        let author = keys
            .iter()
            .find(|key| key.author().as_bytes() == &parts.header[38..102])
            .unwrap();
        let again = parts.signed(author).bytes();
        let mut log = plan_log::Log::new(bundle.genesis.clone());
        let read = plan_log::Unverified::read(log.room(), &again).unwrap();
        assert!(plan_log::keys::Verifying::verifies(&RealRule, &read.job()));
        assert!(!matches!(
            log.insert(Rc::new(read.answered(true).unwrap())),
            Inserted::Known
        ));
    }
}
