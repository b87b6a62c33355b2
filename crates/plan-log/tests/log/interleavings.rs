//! Every order in which two people can propose, change, agree, withdraw, seal and confirm.

use std::collections::BTreeSet;

use plan_log::Role;
use plan_log::keys::Signing;
use plan_log::state::Route;
use plan_log::{Body, EntryId, Fold, Standing, State};

use crate::hands::{Hand, adjust, room_of};
use crate::sessions::cases;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Propose,
    Adjust,
    Accept,
    Withdraw,
    Seal,
    Ack,
    /// Everything that the other one has arrives.
    Take,
}

const ACTS: [Act; 7] = [
    Act::Propose,
    Act::Adjust,
    Act::Accept,
    Act::Withdraw,
    Act::Seal,
    Act::Ack,
    Act::Take,
];

fn state(hand: &Hand) -> std::rc::Rc<State> {
    let mut fold = Fold::default();
    fold.refresh(&hand.log);
    std::rc::Rc::clone(fold.state().unwrap())
}

/// What an honest window writes for an act, if it can.
fn body(hand: &Hand, act: Act) -> Option<Body> {
    let state = state(hand);
    let me = hand.key.author();
    let proposal = state.proposal.as_ref();
    match act {
        Act::Propose => proposal.is_none().then_some(())?,
        Act::Ack | Act::Adjust | Act::Take => {}
        Act::Accept | Act::Withdraw | Act::Seal => drop(proposal?),
    }
    Some(match act {
        Act::Propose => Body::Propose {
            digest: state.digest()?,
            affordability: plan_log::body::Affordability::NotChecked,
        },
        // Back and forth between two amounts, so that plans meet again.
        Act::Adjust => adjust(if hand.log.len().is_multiple_of(2) { 5_000 } else { 6_000 }),
        Act::Accept => {
            let proposal = proposal.filter(|proposal| proposal.author != me && state.accepted.is_none())?;
            Body::Accept {
                proposal: proposal.entry,
                digest: proposal.digest,
                consent: String::new(),
            }
        }
        Act::Withdraw if state.is_settled() => return None,
        Act::Withdraw => {
            let proposal = proposal?;
            let of = if proposal.author == me {
                proposal.entry
            } else {
                state.accepted?.entry
            };
            Body::Withdraw { of }
        }
        Act::Seal => {
            let proposal = proposal.filter(|proposal| proposal.author == me && !state.is_settled())?;
            Body::Seal {
                accept: state.accepted?.entry,
                digest: proposal.digest,
                in_person: false,
            }
        }
        Act::Ack => {
            let mine = |chain: &plan_log::Chain| chain.accepter == me && chain.standing == Standing::Sealed;
            hand.log.chains().iter().any(mine).then_some(Body::Ack)?
        }
        Act::Take => return None,
    })
}

fn finals(hand: &Hand) -> Vec<EntryId> {
    let state = state(hand);
    let all = state.earlier.iter().chain(&state.agreement);
    let is_final = |route: &Route| {
        matches!(
            route,
            Route::Agreed {
                standing: Standing::Final,
                ..
            }
        )
    };
    all.filter(|agreement| is_final(&agreement.route))
        .map(|agreement| agreement.made_by)
        .collect()
}

/// Both get everything, seal and confirm what they can, and think the same.
fn check(pair: &[Hand; 2]) {
    let before: Vec<EntryId> = pair.iter().flat_map(finals).collect();
    let mut pair = pair.clone();
    for _ in 0..4 {
        for at in 0..2 {
            let other = pair[1 - at].clone();
            pair[at].take(&other);
            for act in [Act::Seal, Act::Ack] {
                if let Some(body) = body(&pair[at], act) {
                    pair[at].write(body);
                }
            }
        }
    }
    assert_eq!(state(&pair[0]), state(&pair[1]));
    let after = finals(&pair[0]);
    assert!(
        before.iter().all(|seal| after.contains(seal)),
        "what was final is so for both, and stays so"
    );
    // Nothing hangs: what was sealed is final or it is nothing.
    assert!(
        pair[0]
            .log
            .chains()
            .iter()
            .all(|chain| chain.standing != Standing::Sealed)
    );
    assert!(pair[0].log.forks().is_empty());
}

fn explore(start: [Hand; 2], depth: u64) -> usize {
    let mut seen: BTreeSet<[Vec<EntryId>; 2]> = BTreeSet::new();
    let mut layer = vec![start];
    for _ in 0..depth {
        let mut next = Vec::new();
        for pair in &layer {
            for (at, act) in (0..2).flat_map(|at| ACTS.map(|act| (at, act))) {
                let mut pair = pair.clone();
                if act == Act::Take {
                    let other = pair[1 - at].clone();
                    pair[at].take(&other);
                } else {
                    let Some(body) = body(&pair[at], act) else { continue };
                    pair[at].write(body);
                }
                if seen.insert([0, 1].map(|at| pair[at].log.heads().to_vec())) {
                    check(&pair);
                    next.push(pair);
                }
            }
        }
        layer = next;
    }
    seen.len()
}

/// Whoever folds first, whoever opened, and from an empty table or from an answer that has not been sealed.
#[test]
fn every_interleaving_ends_alike_for_both() {
    let (depth, _) = cases("interleavings", 5);
    for (first, second) in [((1, Role::Agent), 2), ((2, Role::Person), 1)] {
        let (one, two) = room_of(first, second);
        let fresh = [one, two];
        let mut answered = fresh.clone();
        for (at, act) in [(0, Act::Propose), (1, Act::Take), (1, Act::Accept), (0, Act::Take)] {
            match body(&answered[at], act) {
                Some(body) => drop(answered[at].write(body)),
                None => {
                    let other = answered[1 - at].clone();
                    answered[at].take(&other);
                }
            }
        }
        for start in [fresh, answered] {
            let states = explore(start, depth);
            println!("{states} states to depth {depth}");
            assert!(states > 100);
        }
    }
}
