//! Windows at one table, and the messages between them.

use std::collections::VecDeque;

use plan_core::calendar::parse_iso_date;
use plan_core::{Case, Currency, Date, Debt, Every, FieldValue, Held, Instalments, Terms};
use plan_log::Role;
use plan_log::carry::Carry;
use plan_log::entry::{Author, RoomId};
use plan_log::fold::State;
use plan_log::message::Message;
use plan_log::peer::{Command, Peer};

/// More rounds than any honest exchange takes: beyond it two windows ask each other without end.
const MAX_ROUNDS: usize = 2_000;

pub fn author(number: u8) -> Author {
    Author::from_bytes([number; 8])
}

pub fn day(text: &str) -> Date {
    parse_iso_date(text).unwrap()
}

/// A first debt of £900 at £60 a month.
pub fn terms() -> Terms {
    let instalments = Instalments {
        every: Every::Monthly,
        first_due: day("2026-12-01"),
        day: None,
        held: Held::Amount(6_000),
    };
    Terms::plain(Currency::GBP, day("2026-11-23"), debt(90_000), instalments)
}

pub fn debt(balance: i64) -> Debt {
    Debt {
        id: "A-1".to_owned(),
        label: None,
        balance,
        since: None,
    }
}

/// The amount of each payment, in pence.
pub fn held(amount: i64) -> FieldValue {
    FieldValue::Held(Held::Amount(amount))
}

/// Windows of one room: the first has opened it, all have everything.
pub fn table(seats: &[(u8, Role)]) -> Vec<Peer> {
    let room = RoomId::from_bytes([7; 16]);
    let mut peers: Vec<Peer> = Vec::new();
    for (number, role) in seats {
        peers.push(if peers.is_empty() {
            let case = Case::plain(Currency::GBP, terms().debts);
            Peer::open(room, author(*number), *role, "Sam", case, terms(), 1_000).unwrap()
        } else {
            Peer::start(room, author(*number), *role, "Alex")
        });
    }
    settle(&mut peers);
    peers
}

pub fn wire(messages: &[Message]) -> Vec<String> {
    messages.iter().map(Carry::to_wire).collect()
}

/// Carries a command out and returns what it sends; nothing is delivered yet.
pub fn act(peer: &mut Peer, command: Command) -> Vec<String> {
    wire(&peer.command(command, 2_000).unwrap())
}

/// Delivers in order; returns what is sent back.
pub fn deliver(peer: &mut Peer, texts: &[String]) -> Vec<String> {
    texts
        .iter()
        .flat_map(|text| wire(&peer.receive(text, 3_000).out))
        .collect()
}

/// Everybody greets everybody until nobody has anything to say.
pub fn settle(peers: &mut [Peer]) {
    let mut queue: VecDeque<(usize, String)> = peers.iter().map(|peer| peer.greet().to_wire()).enumerate().collect();
    let mut rounds = 0;
    while let Some((from, text)) = queue.pop_front() {
        rounds += 1;
        assert!(rounds < MAX_ROUNDS, "the windows never come to rest");
        for (to, peer) in peers.iter_mut().enumerate().filter(|(to, _)| *to != from) {
            queue.extend(
                deliver(peer, std::slice::from_ref(&text))
                    .into_iter()
                    .map(|out| (to, out)),
            );
        }
    }
}

pub fn state(peer: &Peer) -> &State {
    peer.state().unwrap()
}

/// All windows hold the same entries, the same state and the same bytes.
#[track_caller]
pub fn check_same(peers: &[Peer]) {
    let first = &peers[0];
    for peer in peers {
        assert_eq!(first.log().heads(), peer.log().heads(), "heads");
        assert!(!peer.log().has_gaps(), "gaps");
        assert_eq!(state(first).terms.to_json(), state(peer).terms.to_json(), "terms");
        assert_eq!(state(first).timeline, state(peer).timeline, "timeline");
        assert_eq!(first.state(), peer.state(), "state");
    }
}
