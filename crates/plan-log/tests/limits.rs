//! Limits of a room, and forks: bounded, said, and still readable.
#![expect(clippy::unwrap_used, reason = "a test stops where its own set-up does not hold")]

mod common;
mod forge;

use common::{act, author, check_same, day, debt, deliver, held, settle, state};
use forge::{entry, join, pair, send_entries, send_entry, texts};
use plan_core::{Debt, FieldValue, Held};
use plan_log::carry::Carry;
use plan_log::entry::{Author, MAX_ENTRIES, ScreenMode};
use plan_log::log::MAX_PENDING;
use plan_log::peer::{Command, News, Peer, Refusal};
use plan_log::{Digest, Role};
use serde_json::json;

fn adjust(amount: i64) -> Command {
    Command::Adjust(vec![held(amount)])
}

#[test]
fn receive_entries_whose_parents_never_arrive_stays_bounded() {
    let mut peers = pair();
    let orphans: Vec<String> = (0..2 * MAX_PENDING)
        .map(|number| {
            let mut orphan = entry(&peers[1], 0, &join());
            orphan["parents"] = json!([Digest::of("nowhere", &number.to_le_bytes()).to_hex()]);
            orphan.to_string()
        })
        .collect();
    let before = peers[1].state().cloned();
    let received = send_entries(&mut peers[1], &orphans);
    assert_eq!(received.out.len(), 1, "asks for what is missing, once");
    assert!(peers[1].log().has_gaps());
    assert_eq!(peers[1].state().cloned(), before);
    // The same again is no reason to ask again.
    assert_eq!(send_entries(&mut peers[1], &orphans[..9]).out.len(), 0);
    // The room works on.
    act(&mut peers[0], adjust(1_000));
    settle(&mut peers);
    act(&mut peers[1], Command::Propose);
    settle(&mut peers);
    assert_eq!(peers[0].state(), peers[1].state());
    assert!(state(&peers[0]).proposal.is_some());
}

#[test]
fn receive_from_many_windows_stays_bounded() {
    let mut peer = pair().remove(1);
    for number in 0..1_000_u64 {
        let from = Author::from_bytes(number.to_be_bytes());
        let stranger = Peer::start(peer.room(), from, Role::Agent, "");
        peer.receive(&stranger.greet().to_wire(), 1);
    }
    assert!(peer.others().count() <= 64);
}

/// What was found out about a window before it greeted says nothing of it now.
#[test]
fn lost_before_it_greeted_is_still_here() {
    let mut peers = pair();
    let other = peers[1].me();
    let here = |peer: &Peer| peer.others().find(|(author, _)| *author == other);
    // Its answer to a greeting comes before it can show that it is here.
    let hello = peers[0].greet().to_wire();
    let answer = peers[1].receive(&hello, 1).out;
    for message in &answer {
        peers[0].receive(&message.to_wire(), 1);
    }
    let Some((_, before)) = here(&peers[0]) else { panic!() };
    let greeting = peers[1].greet().to_wire();
    peers[0].receive(&greeting, 1);
    assert_eq!(peers[0].lost(other, before), None);
    let Some((_, now)) = here(&peers[0]) else { panic!() };
    assert!(peers[0].lost(other, now).is_some());
    assert_eq!(here(&peers[0]), None);
}

/// Two windows fill the room, the last entries without hearing each other: one lacks three, the other none.
fn full() -> Vec<Peer> {
    let mut peers = pair();
    let fill = |peer: &mut Peer, up_to: usize| {
        for amount in (1_000..).take(up_to - peer.log().len()) {
            act(peer, adjust(amount));
        }
    };
    fill(&mut peers[0], MAX_ENTRIES - 6);
    settle(&mut peers);
    fill(&mut peers[0], MAX_ENTRIES - 3);
    // The first change of a window brings its join along.
    fill(&mut peers[1], MAX_ENTRIES - 1);
    peers
}

#[test]
fn full_room_refuses_and_is_still_readable() {
    let mut peers = full();
    assert_eq!(peers[1].command(adjust(77), 1), Err(Refusal::Full));
    let shown = peers[1].state().cloned();
    let stored = texts(&peers[1]);
    assert_eq!(stored.len(), MAX_ENTRIES);
    // The other side's entries have no room; both come to rest all the same.
    let greeting = peers[0].greet().to_wire();
    let received = peers[1].receive(&greeting, 1);
    assert!(!received.out.is_empty());
    settle(&mut peers);
    let theirs = texts(&peers[0]);
    let received = send_entries(&mut peers[1], &theirs);
    assert_eq!(received.news, [News::Arrived(author(66), Role::Person), News::Full]);
    assert_eq!(peers[1].state().cloned(), shown);
    // It can be stored and loaded.
    let mut again = Peer::start(peers[1].room(), author(99), Role::Person, "");
    assert_eq!(again.load(stored), 0);
    assert_eq!(again.state().cloned(), shown);
    for command in [Command::Propose, Command::Screen(ScreenMode::Blank), Command::Undo] {
        assert!(again.command(command, 1).is_err());
    }
    // Trying alone works, and so does leaving it.
    again.command(Command::TryAlone { announced: false }, 1).unwrap();
    again.command(adjust(5), 1).unwrap();
    again.command(Command::DropTrial, 1).unwrap();
    assert_eq!(again.terms(), shown.map(|state| state.terms.clone()));
}

#[test]
fn fork_is_seen_and_blocks_commands() {
    let mut peers = pair();
    for peer in &mut peers {
        send_entry(peer, 0, &join());
        assert_eq!(peer.log().forked(), None);
        // After the first one, and under the same number.
        send_entry(peer, 0, &join());
        assert_eq!(peer.log().forked(), Some(author(66)));
        for command in [
            adjust(1_000),
            Command::Propose,
            Command::Undo,
            Command::TryAlone { announced: true },
        ] {
            assert_eq!(peer.command(command, 1), Err(Refusal::Forked));
        }
    }
    check_same(&peers);
}

#[test]
fn fork_stops_the_seal() {
    let mut peers = pair();
    act(&mut peers[0], Command::Propose);
    settle(&mut peers);
    let accept = act(&mut peers[1], Command::Accept);
    let mut forks = [entry(&peers[0], 0, &join()), entry(&peers[0], 0, &join())];
    forks[1]["at_ms"] = json!(6_000);
    send_entries(&mut peers[0], &forks.map(|fork| fork.to_string()));
    let out = deliver(&mut peers[0], &accept);
    assert_eq!(out.len(), 0);
    assert_eq!(state(&peers[0]).agreement, None);
}

#[test]
fn fork_leaves_a_way_out_of_a_trial() {
    let mut peer = pair().remove(0);
    act(&mut peer, Command::TryAlone { announced: true });
    let mut forks = [entry(&peer, 0, &join()), entry(&peer, 0, &join())];
    forks[1]["at_ms"] = json!(6_000);
    send_entries(&mut peer, &forks.map(|fork| fork.to_string()));
    assert_eq!(peer.command(Command::DropTrial, 1), Ok(Vec::new()));
    assert_eq!(peer.trying(), None);
}

#[test]
fn own_command_that_others_would_refuse_is_refused() {
    let mut peers = pair();
    let refused = [
        FieldValue::Debts(Vec::new()),
        held(0),
        held(-5),
        FieldValue::Held(Held::Count(0)),
        FieldValue::FirstDue {
            first_due: day("2026-12-01"),
            day: Some(32),
        },
        FieldValue::Change {
            id: String::new(),
            kind: None,
        },
        FieldValue::Change {
            id: "a\nb".to_owned(),
            kind: None,
        },
    ];
    for value in refused {
        let before = texts(&peers[0]);
        let result = peers[0].command(Command::Adjust(vec![value.clone(), held(7_777)]), 1);
        assert_eq!(result, Err(Refusal::HasProblems), "{value:?}");
        assert_eq!(texts(&peers[0]), before);
    }
    let labelled = || Debt {
        label: Some("x".repeat(200)),
        ..debt(5)
    };
    let large = std::iter::repeat_with(labelled).take(60).collect();
    let result = peers[0].command(Command::Adjust(vec![FieldValue::Debts(large)]), 1);
    assert_eq!(result, Err(Refusal::TooLarge));
    settle(&mut peers);
    check_same(&peers);
}
