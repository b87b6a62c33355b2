//! Which entries have a place in the log, and that the order of arrival does not matter.

use std::rc::Rc;

use plan_log::Role;
use plan_log::body::{Affordability, ScreenMode};
use plan_log::bundle::MAX_BUNDLE_BYTES;
use plan_log::keys::Signing;
use plan_log::log::MAX_WAITING;
use plan_log::{Body, Bundle, Fold, Inserted, Log, MAX_AUTHORS, MAX_ENTRIES, Refused, Verified};
use proptest::prelude::*;

use crate::hands::{Hand, Place, adjust, case, day, digest, digest_at, genesis, join, open, room_of};
use crate::keys::StandIn;

const AGENT: (u64, Role) = (1, Role::Agent);

#[track_caller]
fn check(hand: &Hand, place: &Place, body: Body, expected: Inserted) {
    let entry = Rc::new(hand.draft(place, body));
    assert_eq!(hand.log.clone().insert(entry), expected);
}

#[track_caller]
fn check_next(hand: &Hand, body: Body, expected: Result<(), Refused>) {
    let expected = expected.map_or_else(Inserted::Refused, |()| Inserted::New);
    check(hand, &hand.next(), body, expected);
}

#[test]
fn first_entries_open_or_join() {
    let misplaced = Inserted::Refused(Refused::Misplaced);
    let (one, two) = room_of(AGENT, 2);
    let first = Place {
        seq: 0,
        prev: None,
        parents: Vec::new(),
    };
    let empty = Hand::new(one.key, one.log.genesis().clone());
    check(&empty, &first, open(), Inserted::New);
    check(&empty, &first, Body::Ack, misplaced);
    check(&empty, &first, join(Role::Agent), misplaced);
    let other = Hand::new(two.key, one.log.genesis().clone());
    check(&other, &first, open(), misplaced);
    check(&other, &first, join(Role::Person), misplaced);
    check_next(&one, open(), Err(Refused::Misplaced));
    check_next(&two, join(Role::Person), Err(Refused::Misplaced));
}

#[test]
fn entries_follow_their_authors_previous_one() {
    let (one, two) = room_of(AGENT, 2);
    let misplaced = Inserted::Refused(Refused::Misplaced);
    let place = one.next();
    let theirs = two.next();
    check(
        &one,
        &Place {
            seq: place.seq + 1,
            ..place.clone()
        },
        Body::Ack,
        misplaced,
    );
    check(
        &one,
        &Place {
            prev: None,
            ..place.clone()
        },
        Body::Ack,
        misplaced,
    );
    check(
        &one,
        &Place {
            prev: theirs.prev,
            ..place.clone()
        },
        Body::Ack,
        misplaced,
    );
    let parents: Vec<_> = place.prev.into_iter().collect();
    check(
        &one,
        &Place {
            parents,
            ..place.clone()
        },
        Body::Ack,
        misplaced,
    );
    check(
        &one,
        &Place {
            prev: Some(digest()),
            ..place.clone()
        },
        Body::Ack,
        Inserted::Waiting,
    );
    check(&one, &place, Body::Ack, Inserted::New);
}

#[test]
fn nobody_writes_before_they_are_let_in() {
    let (one, two) = room_of(AGENT, 2);
    let mut three = Hand::new(StandIn::new(3), one.log.genesis().clone());
    three.take(&one);
    let joined = three.write(join(Role::Agent));
    check_next(&three, adjust(1), Err(Refused::NotAdmitted));
    // Nor does somebody let themselves in.
    check_next(&three, Body::Admit { join: joined }, Err(Refused::NotAdmitted));
    let mut knowing = two;
    knowing.take(&three);
    // The person cannot seat somebody on the company's side.
    check_next(&knowing, Body::Admit { join: joined }, Err(Refused::WrongSide));
    let mut agent = one;
    agent.take(&three);
    agent.write(Body::Admit { join: joined });
    check_next(&agent, Body::Admit { join: joined }, Err(Refused::BadReference));
    // Let in, but not as far as they know.
    check_next(&three, adjust(1), Err(Refused::NotAdmitted));
    three.take(&agent);
    check_next(&three, adjust(1), Ok(()));
}

#[test]
fn who_opened_lets_in_the_first_of_the_other_side_only() {
    let (mut one, two) = room_of(AGENT, 2);
    let mut three = Hand::new(StandIn::new(3), one.log.genesis().clone());
    three.take(&one);
    let joined = three.write(join(Role::Person));
    one.take(&three);
    check_next(&one, Body::Admit { join: joined }, Err(Refused::WrongSide));
    let mut person = two;
    person.take(&three);
    check_next(&person, Body::Admit { join: joined }, Ok(()));
}

#[test]
fn an_offer_lets_in_whoever_of_the_other_side_joins_after_it() {
    let genesis = genesis(StandIn::new(1).author(), Role::Person);
    let mut person = Hand::new(StandIn::new(1), genesis.clone());
    person.write(open());
    let newcomer = |seed: u64, knows: &Hand, role: Role| {
        let mut hand = Hand::new(StandIn::new(seed), genesis.clone());
        hand.take(knows);
        let joined = hand.write(join(role));
        (hand, joined)
    };
    let (early, _) = newcomer(2, &person, Role::Agent);
    check_next(&early, Body::Ack, Err(Refused::NotAdmitted));
    let offer = person.write(Body::Offer {
        digest: digest(),
        reply_by: None,
        within_budget: false,
    });
    let accept = Body::Accept {
        proposal: offer,
        digest: digest(),
        consent: String::new(),
    };
    // The offer came after their join: they have not answered it.
    let mut late = early;
    late.take(&person);
    check_next(&late, accept.clone(), Err(Refused::NotAdmitted));
    // Everybody who was sent it, one without knowing of the other; and nobody twice.
    for seed in [3, 4] {
        let (hand, joined) = newcomer(seed, &person, Role::Agent);
        check_next(&hand, accept.clone(), Ok(()));
        assert_eq!(hand.log.side_of(hand.key.author()), Some(Role::Agent));
        let mut knowing = person.clone();
        knowing.take(&hand);
        check_next(&knowing, Body::Admit { join: joined }, Err(Refused::BadReference));
        let mut fold = Fold::default();
        fold.refresh(&knowing.log);
        let state = fold.state().unwrap();
        assert!(state.knocking.is_empty());
        assert_eq!(state.members.get(&hand.key.author()), Some(&Role::Agent));
    }
    // Somebody more on the side that offers is let in as anywhere.
    let (own, joined) = newcomer(5, &person, Role::Person);
    check_next(&own, Body::Ack, Err(Refused::NotAdmitted));
    person.take(&own);
    check_next(&person, Body::Admit { join: joined }, Ok(()));
}

#[test]
fn each_side_does_what_is_its_own() {
    let (agent, person) = room_of(AGENT, 2);
    let tell_us_by = day("2026-12-07");
    for body in [
        Body::Call {
            digest: digest(),
            tell_us_by,
            affordability: Affordability::NotChecked,
        },
        Body::Screen {
            mode: ScreenMode::Blank,
        },
        Body::InPerson { present: true },
        Body::Case { case: Box::new(case()) },
    ] {
        check_next(&agent, body.clone(), Ok(()));
        check_next(&person, body, Err(Refused::WrongSide));
    }
    for (affordability, of_agent) in [
        (Affordability::NotChecked, Ok(())),
        (Affordability::ToldByPhone, Ok(())),
        (Affordability::OwnDevice, Err(Refused::WrongSide)),
    ] {
        let digest = digest();
        check_next(&person, Body::Propose { digest, affordability }, Ok(()));
        check_next(&agent, Body::Propose { digest, affordability }, of_agent);
    }
    let offer = Body::Offer {
        digest: digest(),
        reply_by: None,
        within_budget: true,
    };
    check_next(&person, offer.clone(), Ok(()));
    check_next(&agent, offer, Err(Refused::WrongSide));
    // Alone there is only oneself to ask.
    let key = StandIn::new(9);
    let mut alone = Hand::new(key, genesis(key.author(), Role::Person));
    alone.write(open());
    check_next(&alone, Body::Case { case: Box::new(case()) }, Ok(()));
}

#[test]
fn what_is_named_is_there_and_fits() {
    let (mut agent, mut person) = room_of(AGENT, 2);
    let unknown = digest();
    let accept = |proposal, digest| Body::Accept {
        proposal,
        digest,
        consent: String::new(),
    };
    let seal = |accept, digest| Body::Seal {
        accept,
        digest,
        in_person: false,
    };
    check_next(&person, accept(unknown, digest()), Err(Refused::BadReference));
    let proposal = agent.write(Body::Propose {
        digest: digest(),
        affordability: Affordability::NotChecked,
    });
    // Not as far as the person knows.
    check_next(&person, accept(proposal, digest()), Err(Refused::BadReference));
    person.take(&agent);
    check_next(&person, accept(proposal, digest_at(1)), Err(Refused::BadReference));
    check_next(&agent, accept(proposal, digest()), Err(Refused::BadReference));
    check_next(&person, Body::Withdraw { of: proposal }, Err(Refused::BadReference));
    check_next(&agent, Body::Withdraw { of: proposal }, Ok(()));
    check_next(
        &agent,
        Body::Decline {
            offer: proposal,
            reason: String::new(),
        },
        Err(Refused::BadReference),
    );
    check_next(&agent, seal(proposal, digest()), Err(Refused::BadReference));
    let answer = person.write(accept(proposal, digest()));
    agent.take(&person);
    check_next(&agent, seal(answer, digest_at(1)), Err(Refused::BadReference));
    check_next(&person, seal(answer, digest()), Err(Refused::BadReference));
    check_next(&person, Body::Withdraw { of: answer }, Ok(()));
    agent.write(seal(answer, digest()));
    let remark = agent.write(Body::Comment {
        about: None,
        text: "x".to_owned(),
    });
    person.take(&agent);
    check_next(
        &person,
        Body::Erase { entries: vec![remark] },
        Err(Refused::BadReference),
    );
    check_next(
        &agent,
        Body::Erase { entries: vec![answer] },
        Err(Refused::BadReference),
    );
    check_next(&agent, Body::Erase { entries: vec![remark] }, Ok(()));
}

#[test]
fn two_histories_of_one_author_are_kept_and_shown() {
    let (one, two) = room_of(AGENT, 2);
    let entries = [adjust(1), adjust(2)].map(|body| Rc::new(one.draft(&one.next(), body)));
    let logs = [[0, 1], [1, 0]].map(|order| {
        let mut log = two.log.clone();
        for which in order {
            assert_eq!(log.insert(Rc::clone(&entries[which])), Inserted::New);
        }
        log
    });
    for log in &logs {
        assert_eq!(log.forks(), logs[0].forks());
        let [fork] = log.forks() else { unreachable!("one proof") };
        assert_eq!((fork.author, fork.seq), (one.key.author(), one.next().seq));
        for id in [fork.first, fork.second] {
            assert_eq!(log.get(id).unwrap().author(), fork.author);
        }
    }
}

#[test]
fn erased_bodies_stay_erased() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let remark = one.write(Body::Comment {
        about: None,
        text: "private".to_owned(),
    });
    let with_body = Rc::clone(one.log.get(remark).unwrap());
    two.take(&one);
    one.write(Body::Erase { entries: vec![remark] });
    let heads = one.log.heads().to_vec();
    two.take(&one);
    for log in [&mut one.log, &mut two.log] {
        assert_eq!(log.get(remark).unwrap().body(), None);
        assert_eq!(log.insert(Rc::clone(&with_body)), Inserted::Known);
        assert!(
            log.get(remark)
                .unwrap()
                .bytes()
                .windows(7)
                .all(|part| part != b"private")
        );
        assert_eq!(log.heads(), heads);
        assert_eq!(log.lacking().count(), 0);
    }
}

#[test]
fn bodies_that_arrive_later_are_filled_in() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let moved = one.write(adjust(5_000));
    let with_body = Rc::clone(one.log.get(moved).unwrap());
    assert!(one.log.erase(moved));
    two.take(&one);
    assert_eq!(two.log.lacking().collect::<Vec<_>>(), [moved]);
    assert_eq!(two.log.insert(with_body), Inserted::Filled);
    assert_eq!(two.log.lacking().count(), 0);
}

#[test]
fn what_waits_and_who_writes_has_a_limit() {
    let (one, _) = room_of(AGENT, 2);
    let mut log = one.log.clone();
    for number in 0..MAX_WAITING + 10 {
        let prev = Some(plan_log::Digest::of("gap", &number.to_le_bytes()));
        let entry = one.draft(&Place { prev, ..one.next() }, Body::Ack);
        assert_eq!(log.insert(Rc::new(entry)), Inserted::Waiting);
    }
    assert_eq!(log.waiting(), MAX_WAITING);
    for number in 0..MAX_AUTHORS as u64 {
        let mut other = Hand::new(StandIn::new(100 + number), one.log.genesis().clone());
        other.take(&one);
        let entry = Rc::new(other.draft(&other.next(), join(Role::Person)));
        let expected = if number < MAX_AUTHORS as u64 - 2 {
            Inserted::New
        } else {
            Inserted::Refused(Refused::Full)
        };
        assert_eq!(log.insert(entry), expected);
    }
}

#[test]
fn log_takes_so_many_entries_and_no_more() {
    let (mut one, _) = room_of(AGENT, 2);
    while one.log.len() < MAX_ENTRIES {
        one.write(Body::Ack);
    }
    check_next(&one, Body::Ack, Err(Refused::Full));
    let bundle = Bundle::of(&one.log);
    assert!(bundle.to_bytes().len() <= MAX_BUNDLE_BYTES);
    assert_eq!(Bundle::read(&bundle.to_bytes()), Ok(bundle));
}

/// A small talk of two that do not always have everything, with what each wrote.
fn talk(steps: &[(bool, u8)]) -> (Log, Vec<Rc<Verified>>) {
    let (mut one, mut two) = room_of(AGENT, 2);
    for (first, what) in steps {
        let (hand, other) = if *first {
            (&mut one, &mut two)
        } else {
            (&mut two, &mut one)
        };
        match what % 4 {
            0 => hand.take(other),
            1 => drop(hand.write(Body::Propose {
                digest: digest(),
                affordability: Affordability::NotChecked,
            })),
            2 => drop(hand.write(adjust(i64::from(*what)))),
            _ => drop(hand.write(Body::Ack)),
        }
    }
    one.take(&two);
    let entries = one.log.arrived().cloned().collect();
    (one.log, entries)
}

proptest! {
    /// Whatever order entries arrive in, and however often, the log is the same.
    #[test]
    fn prop_arrival_order_does_not_matter(
        steps in prop::collection::vec((any::<bool>(), any::<u8>()), 0..24),
        shuffle in any::<u64>(),
    ) {
        let (expected, mut entries) = talk(&steps);
        let mut state = shuffle;
        for at in (1..entries.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            entries.swap(at, (state >> 33) as usize % (at + 1));
        }
        let mut log = Log::new(expected.genesis().clone());
        for entry in entries.iter().chain(&entries) {
            log.insert(Rc::clone(entry));
        }
        prop_assert_eq!(log.waiting(), 0);
        prop_assert_eq!(log.heads(), expected.heads());
        let ids = |log: &Log| log.entries().map(|entry| entry.id()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&log), ids(&expected));
        prop_assert_eq!(log.chains(), expected.chains());
    }
}
