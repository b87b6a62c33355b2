//! Everything that reads bytes from outside, before whatever may come.

use plan_log::Role;
use plan_log::carry::Carry;
use plan_log::keys::{Signing, Verifying};
use plan_log::machine::{Now, Seat};
use plan_log::message::{MAX_MESSAGE_BYTES, Message};
use plan_log::{Body, Bundle, Genesis, Machine, Unverified};

use crate::forge;
use crate::hands::{adjust, digest, room_of};
use crate::keys::StandInRule;
use crate::sessions::cases;
use crate::world::Chance;

/// Some bytes changed, taken out, put in or repeated.
fn spoilt(chance: &mut Chance, mut bytes: Vec<u8>) -> Vec<u8> {
    const TELLING: [u8; 12] = [0x00, 0x17, 0x18, 0x1b, 0x40, 0x5b, 0x7f, 0x80, 0x9b, 0x9f, 0xf6, 0xff];
    for _ in 0..=chance.below(4) {
        let length = bytes.len() as u64;
        let at = usize::try_from(chance.below(length + 1)).unwrap();
        let end = usize::try_from(chance.below(length + 1)).unwrap();
        let telling = TELLING[usize::try_from(chance.below(12)).unwrap()];
        match chance.below(6) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, telling),
            2 if at < end => drop(bytes.drain(at..end)),
            3 if at < end && end - at < 1_000 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            _ if at < bytes.len() => bytes[at] = telling,
            _ => bytes.push(telling),
        }
    }
    bytes
}

/// No panic; and what is taken is written as the same bytes.
#[test]
fn decoders_answer_whatever_they_are_given() {
    let (count, seed) = cases("decoders", 100_000);
    let mut chance = Chance::new(seed);
    let (mut one, _) = room_of((1, Role::Agent), 2);
    one.write(adjust(5_000));
    one.write(Body::Propose {
        digest: digest(),
        affordability: plan_log::body::Affordability::NotChecked,
    });
    one.write(Body::Comment {
        about: None,
        text: "\u{1f4b7}".to_owned(),
    });
    let (room, genesis) = (one.log.room(), one.log.genesis().to_bytes());
    let entries = Bundle::of(&one.log).entries;
    let seat = |author, window| Seat {
        author,
        window,
        role: Role::Agent,
        name: String::new(),
        writes: true,
        admits: false,
    };
    let now = Now {
        ms: 1_000,
        zone_min: 0,
        entropy: [1; 32],
    };
    let (_, step) = Machine::start(seat(one.key.author(), [1; 8]), one.log.genesis().clone(), &[], &now);
    let said = [
        step.send[0].to_bytes(),
        forge::message(room, [2; 8], Role::Agent, &entries),
    ];
    let bundle = Bundle::of(&one.log).to_bytes();
    let mut taken = 0;
    for _ in 0..count {
        let which = usize::try_from(chance.below(100)).unwrap();
        match which % 4 {
            0 => {
                let bytes = spoilt(&mut chance, said[which % said.len()].clone());
                if let Ok(message) = Message::read(&bytes) {
                    assert_eq!(message.to_bytes(), bytes);
                    assert!(bytes.len() <= MAX_MESSAGE_BYTES);
                    taken += 1;
                }
            }
            1 => {
                let bytes = spoilt(&mut chance, bundle.clone());
                if let Ok(bundle) = Bundle::read(&bytes) {
                    assert_eq!(bundle.to_bytes(), bytes);
                    bundle.check(&StandInRule).ok();
                    taken += 1;
                }
            }
            2 => {
                let bytes = spoilt(&mut chance, genesis.clone());
                if let Ok(genesis) = Genesis::read(&bytes) {
                    assert_eq!(genesis.to_bytes(), bytes);
                    taken += 1;
                }
            }
            _ => {
                let bytes = spoilt(&mut chance, entries[which % entries.len()].clone());
                if let Ok(entry) = Unverified::read(room, &bytes) {
                    let is_theirs = StandInRule.verifies(&entry.job());
                    if let Ok(entry) = entry.answered(is_theirs) {
                        assert_eq!(entry.bytes()[..], bytes[..]);
                    }
                    taken += 1;
                }
            }
        }
    }
    // Otherwise nothing but the first byte would have been looked at.
    assert!(taken > count / 200 && taken < count, "{taken} of {count} were taken");
}
