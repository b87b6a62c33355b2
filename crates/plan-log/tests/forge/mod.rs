//! Entries and messages that no window of ours has written.

use plan_log::peer::{Peer, Received};
use plan_log::{Digest, Role};
use serde_json::{Value, json};

use crate::common::{author, table};

/// An agent and a person at one table.
pub fn pair() -> Vec<Peer> {
    table(&[(1, Role::Agent), (2, Role::Person)])
}

/// A message of a third window.
pub fn message(peer: &Peer, kind: &str, value: &Value) -> String {
    let (room, from) = (peer.room().to_hex(), author(66).to_hex());
    json!({ "pn": 1, "room": room, "from": from, "role": "person", "kind": kind, "value": value }).to_string()
}

pub fn send_entries(peer: &mut Peer, texts: &[String]) -> Received {
    let text = message(peer, "entries", &json!(texts));
    peer.receive(&text, 5_000)
}

/// Sends one valid entry of a third window.
pub fn send_entry(peer: &mut Peer, seq: u32, body: &Value) -> Received {
    let text = entry(peer, seq, body).to_string();
    send_entries(peer, &[text])
}

/// A valid entry of a third window after everything that `peer` has.
pub fn entry(peer: &Peer, seq: u32, body: &Value) -> Value {
    let parents: Vec<String> = peer.log().heads().iter().map(Digest::to_hex).collect();
    json!({
        "v": 1, "room": peer.room().to_hex(), "author": author(66).to_hex(), "seq": seq,
        "parents": parents, "at_ms": 5_000, "body": body,
    })
}

pub fn join() -> Value {
    json!({ "kind": "join", "role": "person", "name": "Robin" })
}

pub fn texts(peer: &Peer) -> Vec<String> {
    peer.log().entries().map(|entry| entry.text().to_owned()).collect()
}
