//! What comes on the topics of a room: bytes that a broker can change, move, keep and send again.

use plan_log::RoomId;
use plan_log::machine::Asking;
use plan_relay::join::Welcome;
use plan_relay::room::{News, Publish, Step};
use plan_relay::{Key, Peer, Room, host};

use crate::chance::{Chance, cases};

fn settle(room: &mut Room, mut step: Step) -> Step {
    let mut done = Step::default();
    while !step.jobs.is_empty() {
        for (number, job) in core::mem::take(&mut step.jobs) {
            step.append(room.answered(number, host::answer(&job, None)));
        }
    }
    done.append(step);
    done
}

/// Everything that was said in a room of three, and one of them as it was before it heard any of it.
struct Overheard {
    said: Vec<Publish>,
    listener: Room,
}

fn overheard() -> Overheard {
    let id = RoomId::from_bytes([7; 32]);
    let (mut inviting, step) = Room::host(id, [0; 8], &[1; 32]);
    settle(&mut inviting, step);
    let (_, secret, host) = inviting.invitation();
    let mut said = Vec::new();
    let mut guests: Vec<Room> = Vec::new();
    for number in [2, 3] {
        let (peer, pair) = (Peer::from_bytes([number; 8]), Key::from_bytes([number; 32]));
        let welcome = Welcome {
            room: id,
            secret,
            host,
            peer,
            pair,
        };
        guests.push(Room::guest(&welcome, [number; 8]));
        let mut step = Step::default();
        assert!(inviting.admit(peer, pair, &[number; 32], &mut step));
        said.extend(settle(&mut inviting, step).publish);
    }
    // The last keys are what everybody uses from now on.
    let keys = said.last().unwrap().clone();
    for guest in &mut guests {
        let step = guest.receive(&keys.topic.to_string(), &keys.payload);
        settle(guest, step);
    }
    let listener = guests.remove(0);
    let asking = |window: u8| Asking::new(id, [window; 8], plan_log::Role::Person).ask(1_764_000_000_000);
    for room in [&mut inviting, &mut guests[0]] {
        let mut step = room.here(&[4; 32]).unwrap();
        step.append(room.send(&asking(1), &[5; 32]).unwrap());
        step.append(room.retain(&asking(2), &[asking(3), asking(4)], &[6; 32]).unwrap());
        step.append(room.leave(&[8; 32]).unwrap());
        said.extend(settle(room, step).publish);
    }
    Overheard { said, listener }
}

fn hear(listener: &Room, topic: &str, payload: &[u8]) -> Vec<News> {
    let mut listener = listener.clone();
    let step = listener.receive(topic, payload);
    settle(&mut listener, step).news
}

fn is_used(news: &News) -> bool {
    matches!(news, News::Message { .. } | News::Here(_) | News::Left(_))
}

/// What is not exactly as it was sealed, on exactly the topic for which it was, is not used.
#[test]
fn spoilt_messages_in_a_room_say_nothing() {
    let (count, seed) = cases("relay", 100_000);
    let mut chance = Chance::new(seed);
    let Overheard { said, listener } = overheard();
    let used = |publish: &&Publish| {
        hear(&listener, &publish.topic.to_string(), &publish.payload)
            .iter()
            .any(is_used)
    };
    // The test is worth nothing unless what is spoilt would have been used.
    assert_eq!(said.iter().filter(used).count(), 12);
    for case in 0..count {
        let publish = chance.pick(&said);
        let mut topic = publish.topic.to_string().into_bytes();
        let mut payload = publish.payload.clone();
        match chance.below(4) {
            0 => topic = chance.spoil(&topic),
            1 => {
                let others: Vec<&Publish> = said.iter().filter(|other| other.topic != publish.topic).collect();
                topic = chance.pick(&others).topic.to_string().into_bytes();
            }
            _ => payload = chance.spoil(&payload),
        }
        let Ok(topic) = String::from_utf8(topic) else { continue };
        let news = hear(&listener, &topic, &payload);
        assert!(!news.iter().any(is_used), "case {case}, seed {seed}: {news:?}");
    }
}

/// What is kept of a room opens as what it was, or not at all.
#[test]
fn spoilt_keys_of_a_room_are_refused_or_lead_nowhere() {
    let (count, seed) = cases("relay", 100_000);
    let mut chance = Chance::new(seed);
    let Overheard { said, listener } = overheard();
    let kept = listener.to_kept().unwrap();
    let whole = Room::from_kept(&kept, [9; 8]).unwrap();
    let live = said.iter().find(|publish| {
        hear(&whole, &publish.topic.to_string(), &publish.payload)
            .iter()
            .any(is_used)
    });
    let live = live.unwrap();
    let mut opened = 0_u64;
    for _ in 0..count {
        let spoilt = chance.spoil(&kept);
        if let Some(room) = Room::from_kept(&spoilt, [9; 8]) {
            opened += 1;
            assert_eq!(room.to_kept(), Some(spoilt));
            // At most the key of the pair is another one: that is asked at the next epoch.
            for news in hear(&room, &live.topic.to_string(), &live.payload) {
                assert!(!is_used(&news) || room.name() == whole.name());
            }
        }
    }
    assert!(opened > count / 100, "{opened}");
}
