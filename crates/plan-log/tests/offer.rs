//! An offer that a person makes alone, and the three answers of the company.
#![expect(clippy::unwrap_used, reason = "a test stops where its own set-up does not hold")]

mod common;

use common::{act, author, check_same, held, settle, state, table};
use plan_core::FieldValue;
use plan_log::entry::{FileSigned, MAX_REASON_CHARS, SignedBy};
use plan_log::fold::{Ended, Route, What};
use plan_log::peer::{Command, Peer, Refusal};
use plan_log::{Role, agreement_digest};

const BOTH_ORDERS: [[(u8, Role); 2]; 2] = [
    [(1, Role::Agent), (2, Role::Person)],
    [(2, Role::Agent), (1, Role::Person)],
];

fn offer() -> Command {
    Command::Offer {
        reply_by: Some(common::day("2026-12-07")),
        within_budget: true,
    }
}

fn decline(reason: &str) -> Command {
    Command::Decline {
        reason: reason.to_owned(),
    }
}

/// The person (1) has offered, signed, and the agent (0) has it.
fn offered(seats: &[(u8, Role)]) -> Vec<Peer> {
    let mut peers = table(seats);
    act(&mut peers[1], offer());
    let sign = signature(&peers[1]);
    act(&mut peers[1], sign);
    settle(&mut peers);
    check_same(&peers);
    assert!(state(&peers[0]).open_offer().is_some());
    peers
}

/// A signature of the offer as it would stand in the log; whether it holds is for others to check.
fn signature(peer: &Peer) -> Command {
    let agreement = state(peer).agreement.clone().unwrap();
    Command::Sign(Box::new(SignedBy {
        seal: agreement.seal,
        digest: agreement.digest,
        name: "Alex".to_owned(),
        how: "own_device".to_owned(),
        signed_at: "2026-11-23T14:21:05Z".to_owned(),
        spki: "AA==".to_owned(),
        signature: "AA==".to_owned(),
        file: Some(FileSigned {
            after: None,
            certificate: "AA==".to_owned(),
            signature: "AA==".to_owned(),
        }),
    }))
}

fn last(peer: &Peer) -> What {
    state(peer).timeline.last().unwrap().what.clone()
}

#[test]
fn accepted_it_is_sealed_by_the_person_and_is_an_agreement_of_both() {
    for seats in BOTH_ORDERS {
        let mut peers = offered(&seats);
        let offer = state(&peers[0]).open_offer().unwrap();
        act(&mut peers[0], Command::Accept);
        settle(&mut peers);
        check_same(&peers);
        let now = state(&peers[0]);
        let agreement = now.agreement.as_ref().unwrap();
        let Route::Agreed {
            proposal,
            accepted: _,
            in_person,
        } = agreement.route
        else {
            unreachable!("sealed")
        };
        assert_eq!((proposal.entry, proposal.by, in_person), (offer, Role::Person, false));
        // What was signed was an offer; the agreement has no signature yet, and the offer can still be looked at.
        assert!(agreement.signatures.is_empty());
        assert_eq!(now.signed_before.as_ref().unwrap().signatures.len(), 1);
        assert_eq!(agreement.digest, agreement_digest(&now.case, &now.terms));
        assert_eq!(now.open_offer(), None);
    }
}

#[test]
fn accepted_while_the_person_was_away_it_is_sealed_when_they_open_the_answer() {
    let mut peers = offered(&BOTH_ORDERS[0]);
    act(&mut peers[0], Command::Accept);
    let texts: Vec<String> = peers[0].log().entries().map(|entry| entry.text().to_owned()).collect();
    let mut again = Peer::start(peers[1].room(), author(9), Role::Person, "");
    assert_eq!(again.load(texts), 0);
    assert_eq!(again.seal_if_agreed(5_000).len(), 1);
    assert!(matches!(
        state(&again).agreement.as_ref().unwrap().route,
        Route::Agreed { .. }
    ));
}

#[test]
fn changed_at_the_same_moment_as_it_is_accepted_nothing_is_agreed() {
    for seats in BOTH_ORDERS {
        let mut peers = offered(&seats);
        act(&mut peers[0], Command::Accept);
        act(&mut peers[1], Command::Adjust(vec![held(7_700)]));
        settle(&mut peers);
        check_same(&peers);
        assert_eq!(state(&peers[0]).agreement, None);
        assert_eq!(state(&peers[0]).open_offer(), None);
    }
}

#[test]
fn withdrawn_it_is_gone_and_cannot_be_accepted() {
    for seats in BOTH_ORDERS {
        let mut peers = offered(&seats);
        act(&mut peers[1], Command::Withdraw);
        settle(&mut peers);
        check_same(&peers);
        assert_eq!(last(&peers[0]), What::Withdrawn);
        assert_eq!(state(&peers[0]).agreement, None);
        assert_eq!(peers[0].command(Command::Accept, 0), Err(Refusal::NothingToDo));
        // At the same moment as an answer, in either order of the fold.
        let mut peers = offered(&seats);
        act(&mut peers[0], Command::Accept);
        act(&mut peers[1], Command::Withdraw);
        settle(&mut peers);
        check_same(&peers);
        assert_eq!(state(&peers[0]).agreement, None);
    }
}

#[test]
fn another_plan_from_the_company_takes_its_place() {
    let mut peers = offered(&BOTH_ORDERS[0]);
    act(&mut peers[0], Command::Adjust(vec![held(9_000)]));
    let What::Changed { ended, .. } = last(&peers[0]) else {
        unreachable!("changed")
    };
    assert_eq!(ended, Ended::Offer);
    act(&mut peers[0], Command::Propose);
    settle(&mut peers);
    act(&mut peers[1], Command::Accept);
    settle(&mut peers);
    check_same(&peers);
    let route = state(&peers[1]).agreement.as_ref().unwrap().route;
    assert!(matches!(route, Route::Agreed { proposal, .. } if proposal.by == Role::Agent));
}

#[test]
fn declined_it_says_why_and_another_can_be_made() {
    for seats in BOTH_ORDERS {
        let mut peers = offered(&seats);
        assert_eq!(peers[1].command(decline("no"), 0), Err(Refusal::NothingToDo));
        act(&mut peers[0], decline("The account\nwas sold. "));
        settle(&mut peers);
        check_same(&peers);
        let now = state(&peers[1]);
        assert_eq!(now.declined.as_ref().unwrap().reason, "The accountwas sold. ");
        assert_eq!(
            (now.agreement.clone(), now.proposal, last(&peers[1])),
            (None, None, What::Declined)
        );
        assert_eq!(now.signed_before.as_ref().unwrap().signatures.len(), 1);
        assert_eq!(peers[0].command(Command::Accept, 0), Err(Refusal::NothingToDo));
        act(&mut peers[1], Command::Adjust(vec![held(7_700)]));
        assert!(state(&peers[1]).declined.is_some());
        act(&mut peers[1], offer());
        settle(&mut peers);
        check_same(&peers);
        assert_eq!(state(&peers[0]).declined, None);
        assert!(state(&peers[0]).open_offer().is_some());
    }
}

#[test]
fn declined_and_accepted_at_once_by_two_agents_it_is_one_of_the_two_everywhere() {
    for (first, second) in [(1, 3), (3, 1)] {
        let mut peers = table(&[(first, Role::Agent), (2, Role::Person), (second, Role::Agent)]);
        act(&mut peers[1], offer());
        settle(&mut peers);
        act(&mut peers[0], Command::Accept);
        act(&mut peers[2], decline("no"));
        settle(&mut peers);
        check_same(&peers);
        let now = state(&peers[1]);
        assert_ne!(
            now.declined.is_some(),
            now.accepted.is_some() || now.agreement.is_some()
        );
    }
}

#[test]
fn a_long_reason_is_cut_and_one_of_another_program_refused() {
    let mut peers = offered(&BOTH_ORDERS[0]);
    act(&mut peers[0], decline(&"x".repeat(2_000)));
    assert_eq!(
        state(&peers[0]).declined.as_ref().unwrap().reason.len(),
        MAX_REASON_CHARS
    );
}

#[test]
fn a_call_on_the_same_terms_takes_its_place() {
    let mut peers = offered(&BOTH_ORDERS[0]);
    let digest = state(&peers[0]).digest();
    act(
        &mut peers[0],
        Command::Call {
            digest,
            tell_us_by: common::day("2026-12-07"),
        },
    );
    settle(&mut peers);
    check_same(&peers);
    let now = state(&peers[1]);
    assert!(matches!(now.agreement.as_ref().unwrap().route, Route::Telephone { .. }));
    assert_eq!((now.proposal, now.open_offer()), (None, None));
    assert!(now.signed_before.is_some());
}

#[test]
fn an_offer_of_the_first_version_says_nothing_of_a_budget() {
    let mut peers = table(&BOTH_ORDERS[0]);
    act(
        &mut peers[1],
        Command::Offer {
            reply_by: None,
            within_budget: false,
        },
    );
    let text = peers[1].log().entries().last().unwrap().text().to_owned();
    assert!(!text.contains("within_budget"), "{text}");
    let Some(Route::Offer { within_budget, .. }) = state(&peers[1]).agreement.as_ref().map(|agreement| agreement.route)
    else {
        unreachable!("offered")
    };
    assert!(!within_budget);
    act(&mut peers[0], Command::Adjust(vec![FieldValue::Deposit(None), held(1)]));
}
