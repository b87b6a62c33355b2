//! What people paste and type.

use plan_log::RoomId;
use plan_relay::code::Code;
use plan_relay::host::Private;
use plan_relay::link::{Fingerprint, Link};
use plan_relay::{Key, Topic};

use crate::chance::{Chance, cases};

/// What is read is written as something that is read as the same.
#[test]
fn spoilt_codes_and_links_are_answered() {
    let (count, seed) = cases("relay", 100_000);
    let mut chance = Chance::new(seed);
    let link = Link {
        secret: Key::from_bytes([3; 32]),
        host: Fingerprint::of(&Private::from_bytes(&[4; 32]).unwrap().point()),
        room: RoomId::from_bytes([5; 32]),
    };
    let (link, code) = (link.to_text(), "48 291 – 13 074");
    let topic = "pn/v1/00112233445566778899aabbccddeeff/s/0102030405060708.12";
    let (mut links, mut codes, mut topics) = (0_u64, 0_u64, 0_u64);
    for _ in 0..count {
        let mut text = |text: &str| String::from_utf8_lossy(&chance.spoil(text.as_bytes())).into_owned();
        if let Ok(read) = Link::read(&text(&link)) {
            links += 1;
            assert_eq!(Link::read(&read.to_text()), Ok(read));
        }
        if let Ok(read) = Code::parse(&text(code)) {
            codes += 1;
            assert_eq!(Code::parse(&read.to_string()), Ok(read));
        }
        let spoilt = text(topic);
        if let Some(read) = Topic::read(&spoilt) {
            topics += 1;
            assert_eq!(read.to_string(), spoilt);
        }
    }
    assert!(
        links.min(codes).min(topics) > count / 1_000,
        "{links} links, {codes} codes, {topics} topics"
    );
}
