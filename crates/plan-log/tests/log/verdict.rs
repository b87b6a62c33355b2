//! What is said of a whole log, in the form in which two programs compare it.

use plan_log::keys::Verifying;
use plan_log::{Bundle, Chain, EntryId};
use serde_json::{Value, json};

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn from_hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// The verdict on the bytes of a log.
pub fn of(bytes: &[u8], rule: &impl Verifying) -> Value {
    let bundle = match Bundle::read(bytes) {
        Ok(bundle) => bundle,
        Err(refused) => return json!({ "at": null, "refused": refused.code() }),
    };
    let log = match bundle.check(rule) {
        Ok(log) => log,
        Err((at, refused)) => return json!({ "at": at, "refused": refused.code() }),
    };
    let ids = |ids: &mut dyn Iterator<Item = EntryId>| ids.map(|id| id.to_hex()).collect::<Vec<_>>();
    let chain = |chain: &Chain| {
        let ids = ids(&mut [chain.proposal, chain.accept, chain.seal].into_iter());
        json!([
            ids[0],
            ids[1],
            ids[2],
            chain.confirmed.map(|id| id.to_hex()),
            chain.standing.code()
        ])
    };
    let forks = log.forks().iter().map(|fork| {
        json!([
            hex(fork.author.as_bytes()),
            fork.seq,
            fork.first.to_hex(),
            fork.second.to_hex()
        ])
    });
    json!({
        "room": log.room().to_hex(),
        "entries": ids(&mut log.entries().map(|entry| entry.id())),
        "heads": ids(&mut log.heads().iter().copied()),
        "forks": forks.collect::<Vec<_>>(),
        "chains": log.chains().iter().map(chain).collect::<Vec<_>>(),
    })
}
