use super::*;
use crate::Key;
use crate::topic::{Name, Peer, Topic};
use proptest::prelude::*;

const CONNACK: [u8; 5] = [0x20, 3, 0, 0, 0];
const SUBACK: [u8; 7] = [0x90, 5, 0, 1, 0, 1, 1];

fn settings() -> Settings {
    let name = Name::from_key(&Key::from_bytes([1; 32]));
    Settings::room(name, Peer::from_bytes([2; 8]))
}

fn at(ms: u64) -> Now {
    Now { ms, luck: 0 }
}

fn message(number: u8) -> Publish {
    Publish {
        topic: Topic {
            name: settings().name,
            peer: settings().me,
            place: Place::Live,
        },
        payload: vec![number; 3],
    }
}

fn connected() -> Client {
    let mut client = Client::new(settings());
    assert_eq!(client.connect(at(0)).actions, [Action::Open]);
    assert_eq!(client.opened(at(0)).actions.len(), 1);
    assert_eq!(client.receive(&CONNACK, at(0)).actions.len(), 1);
    assert_eq!(
        client.receive(&SUBACK, at(0)).news,
        [News::Connected { resumed: false }]
    );
    client
}

/// The packets that are sent, by their first bytes and with their ends.
fn sent(step: &Step) -> Vec<(u8, Vec<u8>)> {
    let mut sent = Vec::new();
    for action in &step.actions {
        if let Action::Send(bytes) = action {
            sent.push((bytes[0], bytes[bytes.len().saturating_sub(3)..].to_vec()));
        }
    }
    sent
}

#[test]
fn connect_names_user_will_session_and_limits() {
    let mut client = Client::new(settings());
    client.connect(at(0));
    let step = client.opened(at(0));
    let [Action::Send(connect)] = &step.actions[..] else {
        panic!("{:?}", step.actions);
    };
    // MQTT 5; a user name, a will that is kept, sent once at least, and no clean start; 60 seconds.
    assert_eq!(connect[3..13], [0, 4, b'M', b'Q', b'T', b'T', 5, 0b1010_1100, 0, 60]);
    let has = |needle: &[u8]| connect.windows(needle.len()).any(|part| part == needle);
    assert!(has(&[17, 0, 1, 0x51, 0x80]), "a session of a day");
    assert!(has(&[33, 0, 64]), "a receive maximum of 64");
    assert!(has(settings().name.to_string().as_bytes()));
    assert!(has(format!("s/{}.p", settings().me).as_bytes()));
}

#[test]
fn messages_wait_for_the_broker_and_are_sent_again_until_acknowledged() {
    let mut client = Client::new(settings());
    client.publish(message(1), at(0)).unwrap();
    client.connect(at(0));
    client.opened(at(0));
    client.receive(&CONNACK, at(0));
    let first = sent(&client.receive(&SUBACK, at(0)));
    assert_eq!(first, [(0x32, vec![1; 3])]);
    client.publish(message(2), at(0)).unwrap();
    assert_eq!(client.unsent(), 2);
    assert_eq!(client.closed(at(10)).news, [News::Lost]);
    assert_eq!(client.tick(at(259)).actions, []);
    assert_eq!(client.tick(at(260)).actions, [Action::Open]);
    client.opened(at(260));
    client.receive(&CONNACK, at(260));
    let again = sent(&client.receive(&SUBACK, at(260)));
    assert_eq!(again, [(0x32, vec![1; 3]), (0x32, vec![2; 3])]);
    client.receive(&[0x40, 2, 0, 2, 0x40, 2, 0, 3], at(300));
    assert_eq!(client.unsent(), 0);
}

#[test]
fn no_more_is_in_flight_than_the_broker_takes() {
    let mut client = Client::new(settings());
    client.connect(at(0));
    client.opened(at(0));
    // A receive maximum of 2.
    client.receive(&[0x20, 6, 0, 0, 3, 33, 0, 2], at(0));
    client.receive(&SUBACK, at(0));
    for number in 0..4 {
        client.publish(message(number), at(0)).unwrap();
    }
    assert_eq!((client.in_flight.len(), client.queue.len()), (2, 2));
    assert_eq!(sent(&client.receive(&[0x40, 2, 0, 2], at(0))), [(0x32, vec![2; 3])]);
}

#[test]
fn message_is_handed_on_and_acknowledged() {
    let mut client = connected();
    let publish = [0x32, 9, 0, 1, b'a', 0, 7, 0, 1, 2, 3];
    let step = client.receive(&publish, at(1));
    let expected = Received {
        topic: "a".to_owned(),
        payload: vec![1, 2, 3],
    };
    assert_eq!(step.received, [expected]);
    assert_eq!(step.actions, [Action::Send(vec![0x40, 2, 0, 7])]);
}

#[test]
fn silent_broker_is_asked_and_given_up() {
    let mut client = connected();
    assert_eq!(client.tick(at(29_999)).actions, []);
    assert_eq!(client.tick(at(30_000)).actions, [Action::Send(vec![0xc0, 0])]);
    assert_eq!(client.receive(&[0xd0, 0], at(30_100)).actions, []);
    assert_eq!(client.tick(at(60_000)).actions, [Action::Send(vec![0xc0, 0])]);
    let step = client.tick(at(70_000));
    assert_eq!((step.actions, step.news), (vec![Action::Close], vec![News::Lost]));
}

#[test]
fn pauses_grow_to_half_a_minute() {
    let mut client = Client::new(settings());
    let mut now = 0;
    client.connect(at(now));
    let mut pauses = Vec::new();
    for _ in 0..9 {
        client.closed(at(now));
        let begun = now;
        while client.tick(at(now)).actions.is_empty() {
            now += 50;
        }
        pauses.push(now - begun);
    }
    assert_eq!(pauses, [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
}

#[test]
fn broker_that_opens_and_says_nothing_is_given_up() {
    let mut client = Client::new(settings());
    client.connect(at(0));
    assert_eq!(client.tick(at(10_000)).actions, [Action::Close]);
    let mut client = Client::new(settings());
    client.connect(at(0));
    client.opened(at(0));
    assert_eq!(client.tick(at(9_999)).actions, []);
    assert_eq!(client.tick(at(10_000)).actions, [Action::Close]);
}

#[test]
fn broker_that_is_not_there_is_told_once_until_it_is() {
    let mut client = Client::new(settings());
    assert_eq!(client.connect(at(0)).news, []);
    assert!(!client.is_lost());
    assert_eq!(client.closed(at(0)).news, [News::Lost]);
    client.connect(at(1_000));
    assert_eq!(client.closed(at(1_000)).news, []);
    assert!(client.is_lost());
    client.connect(at(2_000));
    client.opened(at(2_000));
    client.receive(&CONNACK, at(2_000));
    client.receive(&SUBACK, at(2_000));
    assert!(!client.is_lost());
    assert_eq!(client.closed(at(3_000)).news, [News::Lost]);
}

#[test]
fn refusals_and_games_end_the_connection() {
    for (bytes, news) in [
        // Not authorised.
        (&[0x20, 3, 0, 0x87, 0][..], &[News::Refused, News::Lost][..]),
        // Something before CONNACK.
        (&[0xd0, 0], &[News::Lost]),
        (&[0x32, 6, 0, 1, b'a', 0, 7, 0], &[News::Lost]),
        // CONNACK twice, the second with other limits.
        (&[0x20, 3, 0, 0, 0, 0x20, 6, 0, 0, 3, 33, 0, 2], &[News::Lost]),
        // A receive maximum, and a packet size, of 0.
        (&[0x20, 6, 0, 0, 3, 33, 0, 0], &[News::Lost]),
        (&[0x20, 8, 0, 0, 5, 39, 0, 0, 0, 0], &[News::Lost]),
        // A subscription that is not granted.
        (
            &[0x20, 3, 0, 0, 0, 0x90, 5, 0, 1, 0, 1, 0x87],
            &[News::Refused, News::Lost],
        ),
    ] {
        let mut client = Client::new(settings());
        client.connect(at(0));
        client.opened(at(0));
        let step = client.receive(bytes, at(0));
        assert_eq!(step.actions.last(), Some(&Action::Close), "{bytes:?}");
        assert_eq!(step.news, news, "{bytes:?}");
        assert!(!client.is_connected());
    }
    // What names an identifier that is none, or one that nobody used.
    for bytes in [&[0x32, 6, 0, 1, b'a', 0, 0, 0][..], &[0x40, 2, 0, 9], &[0x40, 2, 0, 0]] {
        let mut client = connected();
        let step = client.receive(bytes, at(0));
        assert_eq!(step.actions.last(), Some(&Action::Close), "{bytes:?}");
        assert_eq!(step.received, []);
    }
}

#[test]
fn of_what_the_broker_keeps_the_newest_waits() {
    let mut client = Client::new(settings());
    for number in 0..3 {
        let mut summary = message(number);
        summary.topic.place = Place::Summary;
        client.publish(summary, at(0)).unwrap();
    }
    assert_eq!(client.unsent(), 1);
    assert_eq!(client.queue[0].payload, vec![2; 3]);
    for number in 0..MAX_QUEUED {
        let taken = client.publish(message(1), at(0)).is_ok();
        assert_eq!(taken, number + 1 < MAX_QUEUED);
    }
    let mut long = message(1);
    long.payload = vec![0; MAX_PAYLOAD_BYTES + 1];
    assert!(Client::new(settings()).publish(long, at(0)).is_err());
}

#[test]
fn stop_says_so_and_tries_nothing_more() {
    let mut client = connected();
    let step = client.stop(at(0));
    assert_eq!(step.actions.len(), 2);
    assert_eq!((sent(&step)[0].0, &step.actions[1]), (0xe0, &Action::Close));
    assert_eq!(client.tick(at(100_000)).actions, []);
    assert_eq!(client.closed(at(100_000)).actions, []);
    assert_eq!(client.connect(at(100_000)).actions, [Action::Open]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100_000))]

    /// Any bytes from a broker, before or after it let us in: no panic.
    #[test]
    fn prop_any_bytes_from_a_broker_are_borne(
        is_in in any::<bool>(),
        packets in prop::collection::vec((prop::sample::select(vec![0x20_u8, 0x30, 0x31, 0x32, 0x3a, 0x40, 0x90, 0xd0, 0xe0]), prop::collection::vec(prop_oneof![Just(0_u8), 0_u8..40, any::<u8>()], 0..24)), 1..4),
        cut in 1_usize..30,
    ) {
        let mut client = if is_in { connected() } else { Client::new(settings()) };
        client.connect(at(0));
        client.opened(at(0));
        prop_assert!(client.publish(message(1), at(0)).is_ok());
        let bytes: Vec<u8> = packets.iter().flat_map(|(head, body)| [&[*head, u8::try_from(body.len()).unwrap()][..], body].concat()).collect();
        for piece in bytes.chunks(cut) {
            client.receive(piece, at(1));
        }
        client.tick(at(100_000));
        client.stop(at(100_000));
    }
}
