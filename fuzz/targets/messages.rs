//! What comes over a channel, and entries of the log. An entry that is accepted is written as the same bytes; a window that
//! hears anything at all goes on; what it says is understood by another one, which comes to the same state whatever the
//! order in which it hears.
//!
//! In an input, each line is a message or an entry. An entry names those before it by their place (`@0` is the first that
//! was accepted) and the case and terms that stand by `@terms`, so that an entry that was changed still has successors.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use plan_log::carry::Carry;
use plan_log::entry::{Author, RoomId, UnverifiedEntry};
use plan_log::peer::{News, Peer};
use plan_log::{Role, agreement_digest};
use serde_json::{Value, json};

const ROOM: RoomId = RoomId::from_bytes([0; 16]);
const NOW_MS: u64 = 1_767_225_600_000;

fuzz_target!(|text: &str| {
    let start = |author: u8| Peer::start(ROOM, Author::from_bytes([author; 8]), Role::Person, "A");
    let (mut window, mut other) = (start(1), start(9));
    let mut ids = Vec::new();
    for line in text.lines() {
        let line = filled(line, &ids, &window);
        let mut message = line.clone();
        if let Ok(entry) = UnverifiedEntry::new(line.clone()).verify() {
            assert_eq!(entry.text(), line);
            ids.push(entry.id().to_hex());
            message = json!({
                "pn": 1, "room": ROOM.to_hex(), "from": entry.author().to_hex(), "role": "agent", "kind": "entries", "value": [line],
            })
            .to_string();
        }
        for said in window.receive(&message, NOW_MS).out {
            let news = other.receive(&said.to_wire(), NOW_MS).news;
            let understood = |news: &News| !matches!(news, News::Unreadable(_) | News::Refused);
            assert!(news.iter().all(understood), "{news:?}");
        }
    }
    let entries: Vec<String> = window.log().entries().map(|entry| entry.text().to_owned()).collect();
    let mut late = start(8);
    assert_eq!(late.load(entries.into_iter().rev()), 0);
    assert_eq!(late.log().heads(), window.log().heads());
    assert_eq!(late.state(), window.state());
});

/// The line with what its places stand for; as it is where it has none.
fn filled(line: &str, ids: &[String], window: &Peer) -> String {
    let Some(mut value) = Some(line)
        .filter(|line| line.contains('@'))
        .and_then(|line| serde_json::from_str(line).ok())
    else {
        return line.to_owned();
    };
    let standing = window
        .state()
        .map(|state| agreement_digest(&state.case, &state.terms).to_hex());
    fill(&mut value, ids, standing.as_deref());
    if let Some(parents) = value.get_mut("parents").and_then(Value::as_array_mut) {
        parents.sort_by(|one, next| one.as_str().cmp(&next.as_str()));
    }
    value.to_string()
}

fn fill(value: &mut Value, ids: &[String], standing: Option<&str>) {
    match value {
        Value::String(text) => {
            let place = text.strip_prefix('@');
            let found = match place {
                Some("terms") => standing,
                _ => place
                    .and_then(|place| ids.get(place.parse::<usize>().ok()?))
                    .map(String::as_str),
            };
            if let Some(found) = found {
                *text = found.to_owned();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|one| fill(one, ids, standing)),
        Value::Object(map) => map.values_mut().for_each(|one| fill(one, ids, standing)),
        _ => {}
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    plan_fuzz::bend(data, size, max_size, seed)
});
