//! The bytes of one entry: one way to write it, and nothing else is read.

use plan_log::Role;
use plan_log::body::Affordability;
use plan_log::entry::{Header, Unsigned};
use plan_log::keys::Signing;
use plan_log::{Body, Bundle, Genesis, Kind, MAX_ENTRY_BYTES, MAX_WORDS_CHARS, Refused, Unverified};
use proptest::prelude::*;

use crate::hands::{adjust, genesis, room_of};
use crate::keys::{StandIn, StandInRule};

/// An entry of a room of two, as it travels.
fn entry(body: Body) -> (plan_log::RoomId, Vec<u8>) {
    let (one, _) = room_of((1, Role::Agent), 2);
    let bytes = one.draft(&one.next(), body).bytes().to_vec();
    (one.log.room(), bytes)
}

#[track_caller]
fn check_refused(room: plan_log::Digest, bytes: &[u8], expected: Refused) {
    assert_eq!(Unverified::read(room, bytes).err(), Some(expected));
}

#[test]
fn entry_is_read_as_it_was_written() {
    let (room, bytes) = entry(adjust(5_000));
    let read = Unverified::read(room, &bytes).unwrap();
    let verified = read.answered(true).unwrap();
    assert_eq!(verified.bytes()[..], bytes[..]);
    assert_eq!(verified.body(), Some(&adjust(5_000)));
    assert_eq!(verified.kind(), Kind::Adjust);
}

/// Its size is known before it is signed, and what is signed is what is checked, however long its parts are.
#[test]
fn entry_has_the_size_and_the_message_that_were_said() {
    let (one, _) = room_of((1, Role::Agent), 2);
    let signature = plan_log::Signature::read(&[1; 64]).unwrap();
    let digests = |count: u8| {
        (0..count)
            .map(|part| plan_log::Digest::from_bytes([part; 32]))
            .collect()
    };
    for (parents, length) in (0..=8).flat_map(|parents| (0..=280).map(move |length| (parents, length))) {
        let header = Header {
            room: one.log.room(),
            author: one.log.genesis().creator,
            seq: 1,
            prev: Some(plan_log::Digest::of("prev", &[])),
            parents: digests(parents),
            wall_ms: 1_000,
            zone_min: 0,
            kind: Kind::Ack,
            contents: one.log.room(),
        };
        let text = "a".repeat(length);
        let unsigned = Unsigned::new(header, [7; 16], Body::Comment { about: None, text }).unwrap();
        let signed = unsigned.signed(&signature);
        assert_eq!(unsigned.provisional().size(), signed.bytes().len());
        let read = Unverified::read(one.log.room(), signed.bytes()).unwrap();
        assert_eq!(read.job().message, unsigned.job().message);
    }
}

#[test]
fn entry_with_another_signature_is_refused() {
    let (room, bytes) = entry(adjust(5_000));
    let read = Unverified::read(room, &bytes).unwrap();
    assert_eq!(read.answered(false).err(), Some(Refused::BadSignature));
}

#[test]
fn entry_that_is_changed_is_refused_with_the_reason() {
    let (room, bytes) = entry(adjust(5_000));
    check_refused(room, &[], Refused::NotCanonical);
    check_refused(room, &vec![0; MAX_ENTRY_BYTES + 1], Refused::TooLarge);
    check_refused(plan_log::Digest::of("x", &[]), &bytes, Refused::OtherRoom);
    check_refused(room, &[&bytes[..], &[0]].concat(), Refused::NotCanonical);
    // 84, 58 and a length, 8a, 01: the version of the header.
    assert_eq!((bytes[0], bytes[3], bytes[4]), (0x84, 0x8a, 1));
    let at = |place: usize, byte: u8| {
        let mut changed = bytes.clone();
        changed[place] = byte;
        changed
    };
    check_refused(room, &at(4, 2), Refused::OtherVersion);
    check_refused(room, &at(0, 0x85), Refused::NotCanonical);
    check_refused(room, &at(0, 0x9f), Refused::NotCanonical);
    // The last byte is the end of the body.
    check_refused(room, &at(bytes.len() - 1, 0x20), Refused::OtherBody);
}

#[test]
fn only_some_kinds_can_be_without_their_body() {
    let about = |body: Body, expected: Option<Refused>| {
        let (room, bytes) = entry(body);
        // Header and signature stand before the salt: 84, 58 nn header, 58 40 signature.
        let header = usize::from(bytes[2]);
        let (start, length) = if bytes[1] == 0x58 {
            (3, header)
        } else {
            (4, 256 * header + usize::from(bytes[3]))
        };
        let signed = &bytes[..start + length + 2 + 64];
        let erased = [signed, &[0xf6, 0xf6]].concat();
        assert_eq!(Unverified::read(room, &erased).err(), expected);
        let half = [signed, &[0xf6], &bytes[signed.len() + 17..]].concat();
        check_refused(room, &half, Refused::NotCanonical);
    };
    about(adjust(5_000), None);
    about(
        Body::Comment {
            about: None,
            text: "x".to_owned(),
        },
        None,
    );
    about(Body::Ack, Some(Refused::NoBody));
    about(
        Body::Propose {
            digest: crate::hands::digest(),
            affordability: Affordability::NotChecked,
        },
        Some(Refused::NoBody),
    );
}

#[test]
fn what_was_checked_is_written_in_one_way() {
    for affordability in Affordability::ALL {
        // Whoever opens the room here is the person: they alone can say all of it.
        let (mut one, _) = room_of((1, Role::Person), 2);
        let digest = crate::hands::digest();
        let id = one.write(Body::Propose { digest, affordability });
        let entry = one.log.get(id).unwrap();
        let read = Unverified::read(one.log.room(), entry.bytes()).unwrap();
        let body = read.answered(true).unwrap().body().cloned();
        assert_eq!(body, Some(Body::Propose { digest, affordability }));
        assert_eq!(Affordability::parse(affordability.as_str()), Some(affordability));
    }
    assert_eq!(Affordability::parse("checked"), None);
    // The record of a call has it too, but not what somebody did on their own device.
    for affordability in [Affordability::NotChecked, Affordability::ToldByPhone] {
        let (mut one, _) = room_of((1, Role::Agent), 2);
        let body = Body::Call {
            digest: crate::hands::digest(),
            tell_us_by: crate::hands::day("2026-12-07"),
            affordability,
        };
        let id = one.write(body.clone());
        let read = Unverified::read(one.log.room(), one.log.get(id).unwrap().bytes()).unwrap();
        assert_eq!(read.answered(true).unwrap().body(), Some(&body));
    }
}

#[test]
fn words_have_a_limit_and_one_line() {
    let of = |text: String| {
        let (one, _) = room_of((1, Role::Agent), 2);
        let header = one.draft(&one.next(), Body::Ack).header().clone();
        Unsigned::new(header, [0; 16], Body::Comment { about: None, text }).err()
    };
    assert_eq!(of("é".repeat(MAX_WORDS_CHARS)), None);
    assert_eq!(of("e".repeat(MAX_WORDS_CHARS + 1)), Some(Refused::BadBody));
    assert_eq!(of("a\nb".to_owned()), Some(Refused::BadBody));
    assert_eq!(of("\u{10ffff}".repeat(MAX_WORDS_CHARS)), Some(Refused::TooLarge));
}

#[test]
fn genesis_names_its_room() {
    let first = genesis(StandIn::new(1).author(), Role::Agent);
    assert_eq!(Genesis::read(&first.to_bytes()), Ok(first.clone()));
    let others = [
        Genesis {
            nonce: [8; 16],
            ..first.clone()
        },
        Genesis {
            role: Role::Person,
            ..first.clone()
        },
        genesis(StandIn::new(2).author(), Role::Agent),
    ];
    for other in others {
        assert_ne!(other.room(), first.room());
    }
    let mut bytes = first.to_bytes();
    bytes[2] = 2;
    assert_eq!(Genesis::read(&bytes), Err(Refused::OtherVersion));
    bytes[2] = 1;
    bytes.push(0);
    assert_eq!(Genesis::read(&bytes), Err(Refused::NotCanonical));
}

#[test]
fn bundle_is_checked_as_a_whole() {
    let (one, _) = room_of((1, Role::Agent), 2);
    let bundle = Bundle::of(&one.log);
    let read = Bundle::read(&bundle.to_bytes()).unwrap();
    assert_eq!(read, bundle);
    assert_eq!(read.check(&StandInRule).unwrap().heads(), one.log.heads());
    let mut gap = bundle.clone();
    gap.entries.remove(1);
    assert_eq!(gap.check(&StandInRule).err(), Some((1, Refused::Gap)));
    let mut twice = bundle.clone();
    twice.entries.push(bundle.entries[0].clone());
    assert_eq!(twice.check(&StandInRule).err(), Some((3, Refused::Misplaced)));
    let mut swapped = bundle;
    swapped.entries.swap(0, 1);
    assert_eq!(swapped.check(&StandInRule).err(), Some((0, Refused::Gap)));
}

proptest! {
    /// Whatever arrives, nothing panics, and what is taken is written the same way again.
    #[test]
    fn prop_any_bytes_are_answered(bytes: Vec<u8>) {
        let room = plan_log::Digest::of("room", &[]);
        prop_assert!(Unverified::read(room, &bytes).is_err());
        if let Ok(bundle) = Bundle::read(&bytes) {
            prop_assert_eq!(bundle.to_bytes(), bytes.clone());
        }
        if let Ok(genesis) = Genesis::read(&bytes) {
            prop_assert_eq!(genesis.to_bytes(), bytes);
        }
    }

    /// One flipped bit anywhere is refused, whether or not the reader needs the signature for it.
    #[test]
    fn prop_a_flipped_bit_is_refused(place: prop::sample::Index, bit in 0_u8..8) {
        let (one, _) = room_of((1, Role::Agent), 2);
        let mut bytes = one.draft(&one.next(), adjust(5_000)).bytes().to_vec();
        let at = place.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let read = Unverified::read(one.log.room(), &bytes).and_then(|read| {
            let is_theirs = plan_log::keys::Verifying::verifies(&StandInRule, &read.job());
            read.answered(is_theirs)
        });
        prop_assert!(read.is_err());
    }

    /// A log with one byte replaced is refused or, where the byte stood before the entries, is another room.
    #[test]
    fn prop_a_damaged_bundle_is_refused(place: prop::sample::Index, byte: u8) {
        let (one, _) = room_of((1, Role::Agent), 2);
        let mut bytes = Bundle::of(&one.log).to_bytes();
        let at = place.index(bytes.len());
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        let taken = Bundle::read(&bytes).is_ok_and(|bundle| bundle.check(&StandInRule).is_ok());
        prop_assert!(!taken);
    }
}
