//! What a broker, a stranger at the door, a link and what is kept of a call say: bytes. Nobody has a key here, so nothing may
//! be taken for a message, nobody may knock, and nobody may enter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan_log::RoomId;
use plan_relay::code::Code;
use plan_relay::join::{self, by_code};
use plan_relay::link::Link;
use plan_relay::mqtt::{Client, Now, Settings};
use plan_relay::room::News;
use plan_relay::{MAX_PAYLOAD_BYTES, Peer, Room, Topic};

const NOW: Now = Now { ms: 1, luck: 7 };

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let room = Room::host(RoomId::from_bytes([7; 32]), [0; 8], &[1; 32]).0;
    match which % 5 {
        0 => texts(bytes),
        1 => stream(&room, bytes),
        2 => payload(room, bytes),
        3 => door(bytes),
        _ => {
            if let Some(kept) = Room::from_kept(bytes, [9; 8]) {
                assert_eq!(kept.to_kept().as_deref(), Some(bytes));
            }
        }
    }
});

fn texts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(link) = Link::read(text) {
        assert_eq!(Link::read(&link.to_text()), Ok(link));
    }
    if let Ok(code) = Code::parse(text) {
        assert_eq!(Code::parse(&code.to_string()), Ok(code));
    }
    if let Some(topic) = Topic::read(text) {
        assert_eq!(topic.to_string(), text);
    }
}

/// A broker that lets us in, or not, and goes on.
fn stream(room: &Room, bytes: &[u8]) {
    let mut client = Client::new(Settings::room(room.name(), Peer::from_bytes([2; 8])));
    client.connect(NOW);
    client.opened(NOW);
    for piece in bytes.chunks(97) {
        let step = client.receive(piece, NOW);
        assert!(step.received.iter().all(|one| one.payload.len() <= MAX_PAYLOAD_BYTES));
    }
    client.tick(Now { ms: 100_000, luck: 7 });
    client.stop(NOW);
}

/// On the topic whose last part comes first, up to a line feed.
fn payload(mut room: Room, bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let (Some(leaf), Some(payload)) = (parts.next(), parts.next()) else { return };
    let Ok(leaf) = std::str::from_utf8(leaf) else { return };
    let mut step = room.receive(&format!("pn/v1/{}/{leaf}", room.name()), payload);
    // Nothing opens: there is no key that fits.
    for (number, _) in std::mem::take(&mut step.jobs) {
        step.append(room.answered(number, None));
    }
    assert!(step.news.iter().all(|news| matches!(news, News::Dropped(_) | News::Gone(_))));
}

/// Messages of a length each, for both sides.
fn door(bytes: &[u8]) {
    let code = Code::make(&[3; 32]);
    let mut inviting = by_code::Inviting::new(code, 0, &[4; 32]);
    let (mut joining, _) = by_code::Joining::start(code, 0, &[5; 32]);
    let mut rest = bytes;
    while let Some((length, tail)) = rest.split_first() {
        let (message, tail) = tail.split_at(usize::from(*length).min(tail.len()));
        for news in [inviting.receive(message, 1, &[6; 32]).news, joining.receive(message, 1).news].concat() {
            assert!(matches!(news, join::News::Shut(_)), "{news:?}");
        }
        rest = tail;
    }
}
