use super::*;
use crate::host;
use crate::room::epochs::read_keys;
use proptest::prelude::*;

fn pair(number: u8) -> Key {
    Key::from_bytes([number; 32])
}

/// Does the jobs of a step, and those that follow.
fn settle(room: &mut Room, mut step: Step) -> Step {
    let mut done = Step::default();
    while !step.jobs.is_empty() {
        let jobs = core::mem::take(&mut step.jobs);
        for (number, job) in jobs {
            step.append(room.answered(number, host::answer(&job, None)));
        }
    }
    done.append(step);
    done
}

fn say(room: &mut Room, bytes: &[u8], luck: u8) -> Vec<Publish> {
    let mut entropy = Entropy::new(&[luck; 32]);
    let step = room.say(Kind::Message, &[Place::Live], bytes, &mut entropy).unwrap();
    settle(room, step).publish
}

fn hear(room: &mut Room, publish: &Publish) -> Vec<News> {
    let step = room.receive(&publish.topic.to_string(), &publish.payload);
    settle(room, step).news
}

/// The one that invites, and as many guests as there are numbers, all in one epoch.
fn room_of(guests: &[u8]) -> (Room, Vec<Room>) {
    let room = RoomId::from_bytes([7; 32]);
    let (mut inviting, step) = Room::host(room, [0; 8], &[1; 32]);
    settle(&mut inviting, step);
    let (_, secret, host) = inviting.invitation();
    let mut inside: Vec<Room> = Vec::new();
    for number in guests {
        let peer = Peer::from_bytes([*number; 8]);
        let welcome = Welcome {
            room,
            secret,
            host,
            peer,
            pair: pair(*number),
        };
        inside.push(Room::guest(&welcome, [*number; 8]));
        let mut step = Step::default();
        assert!(inviting.admit(peer, pair(*number), &[*number; 32], &mut step));
        for keys in settle(&mut inviting, step).publish {
            for guest in &mut inside {
                assert_eq!(hear(guest, &keys), [News::Epoch(inviting.epoch())]);
            }
        }
    }
    (inviting, inside)
}

#[test]
fn message_reaches_everybody_let_in() {
    let (mut inviting, mut guests) = room_of(&[2, 3]);
    let sent = say(&mut inviting, b"hello", 9);
    assert_eq!(sent.len(), 1);
    for guest in &mut guests {
        let expected = News::Message {
            from: inviting.me(),
            kept: false,
            bytes: b"hello".to_vec(),
        };
        assert_eq!(hear(guest, &sent[0]), [expected]);
    }
    let back = say(&mut guests[0], &vec![5; 40_000], 8);
    assert_eq!(back.len(), 3);
    let news: Vec<_> = back.iter().rev().flat_map(|part| hear(&mut inviting, part)).collect();
    let expected = News::Message {
        from: guests[0].me(),
        kept: false,
        bytes: vec![5; 40_000],
    };
    assert_eq!(news, [expected]);
}

#[test]
fn message_replayed_is_dropped() {
    let (mut inviting, mut guests) = room_of(&[2]);
    let sent = say(&mut inviting, b"hello", 9);
    assert_eq!(hear(&mut guests[0], &sent[0]).len(), 1);
    assert_eq!(hear(&mut guests[0], &sent[0]), [News::Dropped(Dropped::Replayed)]);
}

#[test]
fn message_on_another_topic_does_not_open() {
    let (mut inviting, mut guests) = room_of(&[2, 3]);
    let mut sent = say(&mut inviting, b"hello", 9).remove(0);
    sent.topic.peer = guests[1].me();
    assert_eq!(hear(&mut guests[0], &sent), [News::Dropped(Dropped::NotOpened)]);
    sent.topic = inviting.topic(Place::Summary);
    assert_eq!(hear(&mut guests[0], &sent), [News::Dropped(Dropped::NotOpened)]);
}

#[test]
fn guest_who_was_removed_reads_and_writes_nothing_more() {
    let (mut inviting, mut guests) = room_of(&[2, 3]);
    let leaver = guests[0].me();
    let mut step = Step::default();
    assert!(inviting.remove(leaver, &[50; 32], &mut step));
    let keys = settle(&mut inviting, step).publish;
    assert_eq!(keys.len(), 1);
    assert_eq!(hear(&mut guests[0], &keys[0]), [News::Dropped(Dropped::NotOpened)]);
    assert_eq!(hear(&mut guests[1], &keys[0]), [News::Epoch(inviting.epoch())]);
    let sent = say(&mut inviting, b"without you", 9);
    // It waits for keys that do not come.
    assert_eq!(hear(&mut guests[0], &sent[0]), []);
    assert_eq!(hear(&mut guests[1], &sent[0]).len(), 1);
    let written = say(&mut guests[0], b"still here", 10);
    for room in [&mut inviting, &mut guests[1]] {
        assert_eq!(hear(room, &written[0]), [News::Dropped(Dropped::OtherEpoch)]);
    }
    let mut step = Step::default();
    assert!(!inviting.remove(leaver, &[51; 32], &mut step));
}

#[test]
fn guest_reads_nothing_from_before_it_came() {
    let (mut inviting, mut guests) = room_of(&[2]);
    let before = say(&mut inviting, b"before", 9);
    let peer = Peer::from_bytes([3; 8]);
    let (room, secret, host) = inviting.invitation();
    let mut late = Room::guest(
        &Welcome {
            room,
            secret,
            host,
            peer,
            pair: pair(3),
        },
        [3; 8],
    );
    let mut step = Step::default();
    assert!(inviting.admit(peer, pair(3), &[3; 32], &mut step));
    let keys = settle(&mut inviting, step).publish;
    assert_eq!(hear(&mut late, &before[0]), []);
    let expected = [News::Epoch(inviting.epoch()), News::Dropped(Dropped::OtherEpoch)];
    assert_eq!(hear(&mut late, &keys[0]), expected);
    assert_eq!(hear(&mut late, &before[0]), [News::Dropped(Dropped::OtherEpoch)]);
    // One that knows the room's place, and not the key of a pair, gets no epoch.
    let mut stranger = Room::guest(
        &Welcome {
            room,
            secret,
            host,
            peer,
            pair: pair(99),
        },
        [4; 8],
    );
    assert_eq!(hear(&mut stranger, &keys[0]), [News::Dropped(Dropped::NotOpened)]);
    assert_eq!(guests[0].epoch() + 1, late.epoch());
    hear(&mut guests[0], &keys[0]);
    assert_eq!(guests[0].epoch(), late.epoch());
}

#[test]
fn keys_replayed_or_of_another_do_not_turn_back() {
    let (mut inviting, mut guests) = room_of(&[2]);
    let mut kept = Vec::new();
    for luck in 10..13 {
        let mut step = Step::default();
        assert!(inviting.admit(guests[0].me(), pair(2), &[luck; 32], &mut step));
        kept.extend(settle(&mut inviting, step).publish);
    }
    assert_eq!(hear(&mut guests[0], &kept[2]), [News::Epoch(inviting.epoch())]);
    for old in &kept {
        assert_eq!(hear(&mut guests[0], old), [News::Dropped(Dropped::OtherEpoch)]);
    }
    // An epoch number that was changed on the way does not open.
    let mut bent = kept[2].clone();
    bent.payload[4] += 1;
    assert_eq!(hear(&mut guests[0], &bent), [News::Dropped(Dropped::NotOpened)]);
    bent.topic.peer = Peer::from_bytes([77; 8]);
    assert_eq!(hear(&mut guests[0], &bent), [News::Dropped(Dropped::Unreadable)]);
}

#[test]
fn keys_are_told_again_to_those_who_are_in() {
    let (mut inviting, guests) = room_of(&[2, 3]);
    let mut late = Room::from_kept(&guests[0].to_kept().unwrap(), [9; 8]).unwrap();
    let mut step = Step::default();
    assert!(inviting.remove(guests[1].me(), &[10; 32], &mut step));
    settle(&mut inviting, step);
    let step = inviting.tell_keys(&[11; 32]);
    let again = settle(&mut inviting, step).publish;
    assert_eq!(again.len(), 1);
    assert_eq!(hear(&mut late, &again[0]), [News::Epoch(inviting.epoch())]);
    assert!(late.tell_keys(&[12; 32]).jobs.is_empty());
}

#[test]
fn message_that_overtakes_the_keys_waits_for_them() {
    let (mut inviting, mut guests) = room_of(&[2]);
    let mut step = Step::default();
    assert!(inviting.admit(guests[0].me(), pair(2), &[10; 32], &mut step));
    let keys = settle(&mut inviting, step).publish.remove(0);
    let early: Vec<Publish> = (0..=MAX_AHEAD).flat_map(|_| say(&mut inviting, b"early", 9)).collect();
    let (last, early) = early.split_last().unwrap();
    for sent in early {
        assert_eq!(hear(&mut guests[0], sent), []);
    }
    assert_eq!(hear(&mut guests[0], last), [News::Dropped(Dropped::OtherEpoch)]);
    let news = hear(&mut guests[0], &keys);
    assert_eq!(news[0], News::Epoch(inviting.epoch()));
    let heard = news.iter().filter(|news| matches!(news, News::Message { .. })).count();
    assert_eq!(heard, MAX_AHEAD);
    // The same again is seen to be the same.
    let newest = early.last().unwrap();
    assert_eq!(hear(&mut guests[0], newest), [News::Dropped(Dropped::Replayed)]);
}

#[test]
fn presence_and_leaving_are_told() {
    let (mut inviting, mut guests) = room_of(&[2]);
    let me = guests[0].me();
    let step = guests[0].here(&[5; 32]).unwrap();
    let here = settle(&mut guests[0], step).publish.remove(0);
    assert_eq!(here.topic.place, Place::Presence);
    assert_eq!(hear(&mut inviting, &here), [News::Here(me)]);
    let step = guests[0].leave(&[6; 32]).unwrap();
    let said = settle(&mut guests[0], step).publish;
    let (left, taken_away): (Vec<Publish>, Vec<Publish>) =
        said.into_iter().partition(|publish| publish.topic.place == Place::Live);
    assert_eq!(hear(&mut inviting, &left[0]), [News::Left(me)]);
    // Of who left the broker keeps nothing.
    let places: Vec<Place> = taken_away.iter().map(|publish| publish.topic.place).collect();
    assert_eq!(places, [Place::Summary, Place::Keys]);
    assert!(taken_away.iter().all(|publish| publish.payload.is_empty()));
    for publish in &taken_away {
        assert_eq!(hear(&mut inviting, publish), []);
    }
    // What the broker says by itself has no bytes.
    let gone = Publish {
        topic: here.topic,
        payload: Vec::new(),
    };
    assert_eq!(hear(&mut inviting, &gone), [News::Gone(me)]);
}

#[test]
fn room_kept_goes_on_after_a_reload() {
    let (inviting, guests) = room_of(&[2]);
    let mut again = Room::from_kept(&inviting.to_kept().unwrap(), [8; 8]).unwrap();
    let mut guest = Room::from_kept(&guests[0].to_kept().unwrap(), [9; 8]).unwrap();
    assert_eq!(again.peers().collect::<Vec<_>>(), [guest.me()]);
    let sent = say(&mut again, b"back", 9);
    assert_eq!(hear(&mut guest, &sent[0]).len(), 1);
    // A number that was used before the reload is new after it.
    let sent = say(&mut guest, b"me too", 10);
    assert!(matches!(hear(&mut again, &sent[0])[..], [News::Message { .. }]));
    let mut kept = guests[0].to_kept().unwrap();
    kept.pop();
    assert!(Room::from_kept(&kept, [9; 8]).is_none());
    let welcome = Welcome {
        room: inviting.room(),
        secret: pair(1),
        host: inviting.me(),
        peer: Peer::from_bytes([2; 8]),
        pair: pair(2),
    };
    assert!(Room::guest(&welcome, [9; 8]).to_kept().is_none());
}

#[test]
fn nothing_is_sent_before_an_epoch_or_beyond_the_limits() {
    let welcome = Welcome {
        room: RoomId::from_bytes([7; 32]),
        secret: pair(1),
        host: Peer::from_bytes([1; 8]),
        peer: Peer::from_bytes([2; 8]),
        pair: pair(2),
    };
    let mut guest = Room::guest(&welcome, [2; 8]);
    assert_eq!(guest.here(&[1; 32]).err(), Some(Unsent::NoEpoch));
    let (mut inviting, _) = room_of(&[]);
    let mut entropy = Entropy::new(&[1; 32]);
    let long = vec![0; 80_000];
    let said = inviting.say(Kind::Message, &[Place::Live], &long, &mut entropy);
    assert_eq!(said.err(), Some(Unsent::TooLarge));
    let said = inviting.say(Kind::Message, &[Place::Summary], &long[..20_000], &mut entropy);
    assert_eq!(said.err(), Some(Unsent::TooLarge));
}

#[test]
fn what_is_too_long_or_too_much_is_dropped() {
    let (mut inviting, guests) = room_of(&[2]);
    let topic = guests[0].topic(Place::Live).to_string();
    let step = inviting.receive(&topic, &vec![1; MAX_PAYLOAD_BYTES + 1]);
    assert_eq!(step.news, [News::Dropped(Dropped::TooLarge)]);
    let mut envelope = vec![0; 256];
    envelope[0] = envelope::VERSION;
    envelope[4] = u8::try_from(inviting.epoch()).unwrap();
    for _ in 0..MAX_WAITING {
        assert_eq!(inviting.receive(&topic, &envelope).jobs.len(), 1);
    }
    assert_eq!(inviting.receive(&topic, &envelope).news, [News::Dropped(Dropped::Busy)]);
    let own = inviting.topic(Place::Live).to_string();
    assert_eq!(
        inviting.receive(&own, &envelope).news,
        [News::Dropped(Dropped::ElsewhereOrOwn)]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100_000))]

    /// Any bytes as keys or as what was kept: no panic; nobody without the key of a pair begins an epoch.
    #[test]
    fn prop_any_keys_are_refused(start in prop::collection::vec(any::<u8>(), 0..6), count in 0_u8..3, fill in any::<u8>(), length in 0_usize..220) {
        let mut bytes = start;
        if bytes.len() >= 6 {
            bytes[0] = 1;
            bytes[5] = count;
        }
        bytes.resize(bytes.len() + length, fill);
        if let Some((_, wrapped)) = read_keys(&bytes) {
            prop_assert_eq!(wrapped.len() * 68 + 6, bytes.len());
        }
        if let Some(room) = Room::from_kept(&bytes, [1; 8]) {
            prop_assert_eq!(room.to_kept(), Some(bytes));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Any payload on any topic of the room: no panic, and no message.
    #[test]
    fn prop_any_payload_is_dropped(place in prop::sample::select(vec!["e", "s"]), part in prop::sample::select(vec!["", ".p", ".k", ".3"]), epoch in 0_u8..4, length in prop::sample::select(vec![1_usize, 5, 74, 255, 256, 512]), fill in any::<u8>()) {
        let (mut inviting, _) = room_of(&[]);
        let mut payload = vec![fill; length];
        payload[0] = 1;
        if let Some(byte) = payload.get_mut(4) {
            *byte = epoch;
        }
        let topic = format!("pn/v1/{}/{place}/0102030405060708{part}", inviting.name());
        let step = inviting.receive(&topic, &payload);
        let news = settle(&mut inviting, step).news;
        prop_assert!(matches!(news[..], [News::Dropped(_)]), "{:?}", news);
    }
}
