//! The examples of `docs/spec/relay-format.md`. They were worked out in Python from that page alone, with its `hmac`, `hashlib`
//! and `cryptography`.

use plan_log::RoomId;
use sha2::{Digest as _, Sha256};

use crate::Key;
use crate::code::Code;
use crate::envelope::{self, Context};
use crate::host;
use crate::link::{Fingerprint, Link};
use crate::parts::{Kind, Part};
use crate::topic::{Peer, Place, Topic};

const PAGE: &str = include_str!("../../../docs/spec/relay-format.md");
const LINK: &str = "#v1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8.EZzJFu5BMliXorb8pIo-Zg.BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";

fn counting<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    (0..).zip(&mut bytes).for_each(|(number, byte)| *byte = number);
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The page says it, and it is so.
fn check(what: &str, expected: &str) {
    assert_eq!(what, expected);
    assert!(PAGE.contains(expected), "the page does not say {expected}");
}

#[test]
fn code_leads_to_the_lobby_of_the_page() {
    let code = Code::parse("48 291 – 13 074").unwrap();
    check(&code.lobby().to_string(), "916af8d2204d75a5fb318d7e09ca30d2");
}

#[test]
fn link_is_that_of_the_page() {
    let link = Link {
        secret: Key::from_bytes(counting()),
        host: Fingerprint::of(&counting()),
        room: RoomId::from_bytes([7; 32]),
    };
    check(&link.to_text(), LINK);
    assert_eq!(Link::read(LINK), Ok(link));
    check(&link.lobby().to_string(), "d3c9ac7d0315215b93da03168f916e3e");
    let first = hex(link.first_key().as_bytes());
    check(
        &first,
        "50a4b169bd6389518b592200ac1f3b373203041bebc4f3de32bc574f752cb4d6",
    );
}

#[test]
fn envelope_is_that_of_the_page() {
    let link = Link::read(LINK).unwrap();
    let context = Context {
        room: link.room,
        epoch: 7,
        topic: Topic {
            name: link.lobby(),
            peer: Peer::from_bytes([5; 8]),
            place: Place::Live,
        },
    };
    let part = Part::cut([8; 8], 3, Kind::Message, b"hello").remove(0);
    let job = envelope::seal(&link.secret, [9; 12], &context, &part.to_bytes()).unwrap();
    let bytes = envelope::wrap(7, [9; 12], &host::answer(&job, None).unwrap());
    assert_eq!(bytes.len(), 256);
    check(&hex(&bytes[240..]), "cbb7d0a2333f3cd7d96a39f3c363c4b9");
    let digest = hex(&Sha256::digest(&bytes));
    check(
        &digest,
        "bc07ee9a61b5ff35e3041d33badcf241544e01c38a8abac59d5f0d9f05e8cef5",
    );
}
