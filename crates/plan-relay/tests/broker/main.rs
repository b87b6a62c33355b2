//! Two machines, a real broker between them, and those who would like to listen.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where its own set-up does not hold"
)]

mod mosquitto;
mod party;
mod spy;
mod weather;
mod wire;

use plan_core::{FieldValue, Held};
use plan_log::machine::Command;
use plan_log::{Machine, RoomId};
use plan_relay::code::Code;
use plan_relay::join::Welcome;
use plan_relay::room::{Dropped, News};
use plan_relay::topic::Place;
use plan_relay::{Key, Peer, Room};

use mosquitto::Broker;
use party::{Party, let_in_by_code, wait_for};
use spy::Spy;
use weather::Weather;

fn amount(amount: i64) -> Command {
    Command::Adjust(vec![FieldValue::Held(Held::Amount(amount))])
}

/// Nothing is on its way any longer, and both have the same log.
fn are_alike(a: &Party, b: &Party, entries: usize) -> bool {
    let log = |party: &Party| {
        party
            .machine()
            .map(|machine| (machine.log().heads().to_vec(), machine.log().len()))
    };
    let both = (log(a), log(b));
    both.0 == both.1 && both.0.is_some_and(|(_, len)| len >= entries)
}

fn held(party: &Party) -> Held {
    party.machine().and_then(Machine::terms).unwrap().instalments.held
}

/// An agent who has opened a plan, and a person who has come in by a code that was said.
fn on_a_call(broker: &Broker) -> (Party, Party) {
    let mut agent = Party::agent(broker.port, 1);
    let (code, welcome) = let_in_by_code(&mut agent, broker.port);
    assert_eq!(Code::parse(&code.to_string()), Ok(code));
    let mut person = Party::person(broker.port, 2, &welcome);
    person.wire.connect();
    // Open, join, admit.
    wait_for(&mut [&mut agent, &mut person], |parties| {
        are_alike(parties[0], parties[1], 3)
    });
    (agent, person)
}

#[test]
fn two_machines_converge_and_a_spy_reads_nothing() {
    let broker = Broker::start();
    let mut outside = Spy::new(broker.plain_port, "anybody");
    let (mut agent, mut person) = on_a_call(&broker);
    // This one was told the room's name, as whoever runs the broker is.
    let mut inside = Spy::new(broker.plain_port, &agent.room.name().to_string());
    agent.command(amount(6_100));
    person.command(amount(6_200));
    wait_for(&mut [&mut agent, &mut person], |parties| {
        are_alike(parties[0], parties[1], 5)
    });
    agent.command(amount(7_300));
    wait_for(&mut [&mut agent, &mut person], |parties| {
        are_alike(parties[0], parties[1], 6)
    });
    assert_eq!(held(&person), Held::Amount(7_300));
    assert!(person.news.contains(&News::Here(agent.room.me())));
    assert!(agent.news.contains(&News::Here(person.room.me())));

    assert!(!outside.has_seen(b"pn/v1/"), "the rules let nobody else listen");
    assert!(inside.has_seen(b"pn/v1/"), "this one hears the room");
    let private: [&[u8]; 6] = [b"Sam", b"Alex", b"A-1", b"GBP", b"monthly", b"balance"];
    for word in private {
        assert!(!inside.has_seen(word), "{}", String::from_utf8_lossy(word));
    }
    let genesis = agent.machine().unwrap().log().genesis().clone();
    assert!(!inside.has_seen(genesis.creator.as_bytes()));
}

#[test]
fn stranger_who_knows_the_room_gets_no_key_and_is_not_heard() {
    let broker = Broker::start();
    let (mut agent, mut person) = on_a_call(&broker);
    let (room, secret, host) = agent.room.invitation();
    let welcome = Welcome {
        room,
        secret,
        host,
        peer: Peer::from_bytes([66; 8]),
        pair: Key::from_bytes([66; 32]),
    };
    let mut stranger = Party::person(broker.port, 66, &welcome);
    stranger.wire.connect();
    let was_refused = |party: &Party| party.news.contains(&News::Dropped(Dropped::NotOpened));
    wait_for(&mut [&mut agent, &mut person, &mut stranger], |parties| {
        was_refused(parties[2])
    });
    assert_eq!(stranger.room.epoch(), 0);
    // It writes with a key of its own making, into the very epoch.
    let (mut forged, _) = Room::host(RoomId::from_bytes(*room.as_bytes()), [66; 8], &[66; 32]);
    let step = forged.here(&[67; 32]).unwrap();
    for mut publish in party::settle(&mut forged, step).publish {
        publish.topic = stranger.room.topic(Place::Presence);
        publish.payload[1..5].copy_from_slice(&agent.room.epoch().to_be_bytes());
        stranger.wire.publish(publish);
    }
    wait_for(&mut [&mut agent, &mut person, &mut stranger], |parties| {
        was_refused(parties[0]) && was_refused(parties[1])
    });
    let from_it = |news: &News| matches!(news, News::Message { from, .. } | News::Here(from) if *from == welcome.peer);
    assert!(!agent.news.iter().chain(&person.news).any(from_it));
}

#[test]
fn broker_that_is_killed_and_comes_back_loses_nothing() {
    let mut broker = Broker::start();
    let (mut agent, mut person) = on_a_call(&broker);
    for round in 0..3 {
        broker.kill();
        wait_for(&mut [&mut agent, &mut person], |parties| {
            parties.iter().all(|party| !party.wire.client.is_connected())
        });
        let before = agent.machine().unwrap().log().len();
        agent.command(amount(8_000 + round));
        person.command(amount(8_500 + round));
        broker.start_again();
        wait_for(&mut [&mut agent, &mut person], |parties| {
            are_alike(parties[0], parties[1], before + 2)
        });
        assert_eq!(held(&agent), held(&person));
    }
}

#[test]
fn broker_that_loses_repeats_and_replays_changes_nothing_in_the_end() {
    let broker = Broker::start();
    let (mut agent, mut person) = on_a_call(&broker);
    agent.weather = Weather::bad(11);
    person.weather = Weather::bad(12);
    for round in 0..8 {
        agent.command(amount(8_000 + round));
        agent.look();
        person.command(amount(8_500 + round));
        person.look();
    }
    wait_for(&mut [&mut agent, &mut person], |parties| {
        are_alike(parties[0], parties[1], 19)
    });
    assert_eq!(held(&agent), held(&person));
    let replayed = News::Dropped(Dropped::Replayed);
    assert!(agent.news.contains(&replayed) && person.news.contains(&replayed));
}

#[test]
fn guest_who_comes_when_nobody_is_here_finds_what_was_left() {
    let broker = Broker::start();
    let mut agent = Party::agent(broker.port, 1);
    let (_, welcome) = let_in_by_code(&mut agent, broker.port);
    agent.command(amount(6_700));
    agent.retain();
    wait_for(&mut [&mut agent], |parties| parties[0].wire.client.unsent() == 0);
    agent.wire.stop();
    let mut person = Party::person(broker.port, 2, &welcome);
    person.wire.connect();
    let has_plan = |parties: &[&mut Party]| parties[0].machine().and_then(Machine::terms).is_some();
    wait_for(&mut [&mut person], has_plan);
    wait_for(&mut [&mut person], |parties| held(parties[0]) == Held::Amount(6_700));
}

#[test]
fn machine_that_goes_without_a_word_is_missed() {
    let broker = Broker::start();
    let (mut agent, mut person) = on_a_call(&broker);
    let gone = News::Gone(person.room.me());
    wait_for(&mut [&mut agent, &mut person], |parties| {
        parties[1].wire.client.unsent() == 0
    });
    person.wire.drop_socket();
    wait_for(&mut [&mut agent], |parties| parties[0].news.contains(&gone));
    // It comes back by itself.
    agent.news.clear();
    agent.command(amount(6_900));
    let entries = agent.machine().unwrap().log().len();
    wait_for(&mut [&mut agent, &mut person], |parties| {
        are_alike(parties[0], parties[1], entries)
    });
}
