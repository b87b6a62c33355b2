//! What a broker sends.

use plan_relay::mqtt::{Action, Client, Now, Settings};
use plan_relay::room::Publish;
use plan_relay::topic::Place;
use plan_relay::{MAX_PAYLOAD_BYTES, Peer, Room, Topic};

use crate::chance::{Chance, cases};

fn settings() -> Settings {
    let room = Room::host(plan_log::RoomId::from_bytes([7; 32]), [0; 8], &[1; 32]).0;
    Settings::room(room.name(), Peer::from_bytes([2; 8]))
}

/// Packets that a broker has reason to send, and some that it has not.
fn packets() -> Vec<Vec<u8>> {
    let publish = |head: u8, length: usize| {
        let topic = b"\x00\x0apn/v1/aa/e";
        let mut body = topic.to_vec();
        if head & 0b110 != 0 {
            body.extend([0, 9]);
        }
        body.push(0);
        body.resize(body.len() + length, 5);
        let mut packet = vec![head];
        let mut left = body.len();
        while left >= 128 {
            packet.push(u8::try_from(left % 128).unwrap() | 0x80);
            left /= 128;
        }
        packet.push(u8::try_from(left).unwrap());
        packet.extend(body);
        packet
    };
    vec![
        // CONNACK: a new session, one that went on, with limits, refused.
        vec![0x20, 3, 0, 0, 0],
        vec![0x20, 3, 1, 0, 0],
        vec![0x20, 6, 0, 0, 3, 33, 0, 2],
        vec![0x20, 9, 0, 0, 6, 19, 0, 5, 36, 1, 41],
        vec![0x20, 3, 0, 0x87, 0],
        vec![0x20, 5, 0, 0, 2, 37, 0],
        // SUBACK: taken, and refused.
        vec![0x90, 5, 0, 1, 0, 1, 1],
        vec![0x90, 5, 0, 1, 0, 0x87, 0x87],
        // PUBACK, with and without a reason; of what was never sent.
        vec![0x40, 2, 0, 1],
        vec![0x40, 3, 0, 2, 0x97],
        vec![0x40, 4, 0xff, 0xff, 0, 0],
        // PINGRESP, DISCONNECT, AUTH, and a CONNECT.
        vec![0xd0, 0],
        vec![0xe0, 2, 0x8b, 0],
        vec![0xf0, 2, 0x18, 0],
        vec![0x10, 0],
        publish(0x30, 0),
        publish(0x31, 300),
        publish(0x32, 40),
        publish(0x3a, 40),
        publish(0x34, 4),
        publish(0x32, MAX_PAYLOAD_BYTES + 5_000),
    ]
}

fn own(number: u64) -> Publish {
    Publish {
        topic: Topic {
            name: settings().name,
            peer: settings().me,
            place: Place::Live,
        },
        payload: number.to_be_bytes().to_vec(),
    }
}

/// No panic; nothing longer than anything may be is handed on; and no message of one's own is dropped for it.
#[test]
fn spoilt_streams_of_a_broker_are_borne() {
    let (count, seed) = cases("relay", 100_000);
    let mut chance = Chance::new(seed);
    let packets = packets();
    let (mut let_in, mut heard) = (0_u64, 0_u64);
    for case in 0..count {
        let mut client = Client::new(settings());
        let mut now = Now { ms: 0, luck: 7 };
        let mut queued = 0;
        client.connect(now);
        client.opened(now);
        let mut bytes = Vec::new();
        if chance.below(3) > 0 {
            bytes.extend(&packets[0]);
            bytes.extend(&packets[6]);
        }
        for _ in 0..=chance.below(5) {
            bytes.extend(chance.pick(&packets));
        }
        // Every eighth comes as it is: otherwise little would be behind the door.
        if case % 8 != 0 {
            bytes = chance.spoil(&bytes);
        }
        let size = 1 + chance.below(bytes.len().clamp(1, 2_000));
        for piece in bytes.chunks(size) {
            now.ms += 1;
            if queued < 8 && chance.below(2) == 0 && client.publish(own(case), now).is_ok() {
                queued += 1;
            }
            let step = client.receive(piece, now);
            assert!(step.received.iter().all(|one| one.payload.len() <= MAX_PAYLOAD_BYTES));
            heard += step.received.len() as u64;
            if step.actions.contains(&Action::Close) {
                client.closed(now);
                break;
            }
        }
        let_in += u64::from(client.is_connected());
        assert!(client.unsent() <= queued);
        now.ms += 100_000;
        client.tick(now);
        client.closed(now);
        assert!(client.publish(own(case), now).is_ok());
        client.stop(now);
    }
    assert!(
        let_in > count / 20 && heard > count / 20,
        "{let_in} let in, {heard} heard"
    );
}

/// A broker that lets us in, closes, and lets us in again: what was not acknowledged is sent again, in its order.
#[test]
fn broker_that_plays_with_the_connection_loses_nothing() {
    let (count, seed) = cases("relay", 100_000);
    let mut chance = Chance::new(seed);
    let packets = packets();
    for case in 0..count / 100 {
        let mut client = Client::new(settings());
        let mut now = Now { ms: 0, luck: 7 };
        client.connect(now);
        for number in 0..8 {
            client.publish(own(number), now).unwrap();
        }
        let mut acknowledged = 0_usize;
        for _ in 0..chance.below(6) {
            client.opened(now);
            client.receive(&packets[chance.below(3)], now);
            client.receive(&packets[6], now);
            if client.is_connected() && chance.below(2) == 0 && acknowledged < 8 {
                // The first that is under way, by the number that it was given in this session.
                let before = client.unsent();
                client.receive(&[0x40, 2, 0, u8::try_from(acknowledged + 1).unwrap()], now);
                acknowledged += before - client.unsent();
            }
            now.ms += 20_000;
            client.closed(now);
            now.ms += 20_000;
            client.tick(now);
        }
        assert_eq!(client.unsent(), 8 - acknowledged, "case {case}, seed {seed}");
        assert!(acknowledged <= 8);
    }
}
