//! What comes over a channel, and logs in files: bytes. What is accepted is written as the same bytes; a window that hears
//! anything at all goes on; what a log comes to does not depend on the order in which its entries are heard.
//!
//! Signatures are taken for good here: they are checked elsewhere, and what lies behind them is what is to be reached.
#![no_main]

use std::rc::Rc;

use libfuzzer_sys::fuzz_target;
use plan_log::carry::Carry;
use plan_log::machine::{Machine, News, Now, Seat};
use plan_log::message::Message;
use plan_log::{Author, Bundle, Fold, Inserted, Log, Role, Unverified};

const NOW: Now = Now {
    ms: 1_767_225_600_000,
    zone_min: 0,
    entropy: [7; 32],
};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(message) = Message::read(bytes) {
        assert_eq!(message.to_bytes(), bytes);
    }
    let Ok(bundle) = Bundle::read(bytes) else { return };
    assert_eq!(bundle.to_bytes(), bytes);
    let log = heard(&bundle, bundle.entries.iter());
    let other = heard(&bundle, bundle.entries.iter().rev());
    // A room that is full takes what came first.
    if log.waiting() == 0 && other.waiting() == 0 {
        assert_eq!(log.heads(), other.heads());
        assert_eq!(folded(&log), folded(&other));
    }
    takes_part(&bundle);
});

fn heard<'e>(bundle: &Bundle, entries: impl Iterator<Item = &'e Vec<u8>>) -> Log {
    let mut log = Log::new(bundle.genesis.clone());
    for bytes in entries {
        let Ok(entry) = Unverified::read(log.room(), bytes) else {
            continue;
        };
        let entry = entry.answered(true).expect("it was answered with yes");
        assert_eq!(**entry.bytes(), **bytes);
        if let Inserted::New = log.insert(Rc::new(entry)) {
            assert!(!log.is_empty());
        }
    }
    log
}

fn folded(log: &Log) -> Option<plan_log::State> {
    let mut fold = Fold::default();
    fold.refresh(log);
    fold.state().map(|state| (**state).clone())
}

/// A window with this log, and another one that hears all that it says.
fn takes_part(bundle: &Bundle) {
    let seat = |author: u8, role: Role| Seat {
        author: Author::from_bytes([author; 64]),
        window: [author; 8],
        role,
        name: "A".to_owned(),
        writes: true,
        admits: true,
    };
    let genesis = bundle.genesis.clone();
    let (mut window, step) = Machine::start(seat(1, Role::Person), genesis.clone(), &bundle.entries, &NOW);
    let answers: Vec<(u64, bool)> = step.verify.iter().map(|(number, _)| (*number, true)).collect();
    window.verified(&answers, &NOW);
    let (mut other, asks) = Machine::start(seat(2, Role::Agent), genesis, &[], &NOW);
    for message in asks.send {
        for said in window.receive(&message.to_bytes(), &NOW).send {
            let news = other.receive(&said.to_bytes(), &NOW).news;
            let understood = |news: &News| !matches!(news, News::Unreadable(_) | News::Refused(_));
            assert!(news.iter().all(understood), "{news:?}");
        }
    }
}
