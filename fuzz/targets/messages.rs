//! What comes over a channel, and entries of the log. An entry that is accepted is written as the same bytes; a window that
//! hears anything at all goes on.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plan_log::Role;
use plan_log::entry::{Author, RoomId, UnverifiedEntry};
use plan_log::peer::Peer;

fuzz_target!(|text: &str| {
    if let Ok(entry) = UnverifiedEntry::new(text.to_owned()).verify() {
        assert_eq!(entry.text(), text);
    }
    let mut peer = Peer::start(RoomId::from_bytes([0; 16]), Author::from_bytes([1; 8]), Role::Person, "A");
    peer.load(text.lines().map(str::to_owned));
    for line in text.lines() {
        peer.receive(line, 1_767_225_600_000);
    }
});
