//! When something is agreed, and when it is not.

use std::rc::Rc;

use plan_log::Role;
use plan_log::keys::Signing;
use plan_log::{Body, Chain, EntryId, Log, Standing};

use crate::hands::{Hand, adjust, digest, join, room_of};
use crate::keys::StandIn;

/// Either side opens, and either author folds first.
const ROOMS: [((u64, Role), u64); 4] = [
    ((1, Role::Agent), 2),
    ((2, Role::Agent), 1),
    ((1, Role::Person), 2),
    ((2, Role::Person), 1),
];

fn propose() -> Body {
    Body::Propose {
        digest: digest(),
        affordability: plan_log::body::Affordability::NotChecked,
    }
}

fn accept(proposal: EntryId) -> Body {
    Body::Accept {
        proposal,
        digest: digest(),
        consent: String::new(),
    }
}

fn seal(accept: EntryId) -> Body {
    Body::Seal {
        accept,
        digest: digest(),
        in_person: false,
    }
}

/// Proposed by the first and agreed to by the second; both know.
fn answered(one: &mut Hand, two: &mut Hand) -> (EntryId, EntryId) {
    let proposal = one.write(propose());
    two.take(one);
    let answer = two.write(accept(proposal));
    one.take(two);
    (proposal, answer)
}

#[track_caller]
fn only(log: &Log) -> Chain {
    let [chain] = log.chains()[..] else {
        unreachable!("one seal, not {:?}", log.chains())
    };
    chain
}

/// What both think once they have everything.
#[track_caller]
fn check(one: &mut Hand, two: &mut Hand, expected: Standing) {
    one.take(two);
    two.take(one);
    assert_eq!(only(&one.log).standing, expected);
    assert_eq!(one.log.chains(), two.log.chains());
}

#[test]
fn agreement_is_final_when_the_accepter_has_the_seal() {
    for (first, second) in ROOMS {
        let (mut one, mut two) = room_of(first, second);
        let (proposal, answer) = answered(&mut one, &mut two);
        let sealed = one.write(seal(answer));
        check(&mut one, &mut two, Standing::Sealed);
        let ack = two.write(Body::Ack);
        check(&mut one, &mut two, Standing::Final);
        let chain = only(&one.log);
        assert_eq!((chain.proposal, chain.accept, chain.seal), (proposal, answer, sealed));
        assert_eq!((chain.proposer, chain.accepter), (one.key.author(), two.key.author()));
        assert_eq!(chain.confirmed, Some(ack));
    }
}

#[test]
fn change_before_the_answer_makes_the_seal_void() {
    for (first, second) in ROOMS {
        let (mut one, mut two) = room_of(first, second);
        let proposal = one.write(propose());
        two.take(&one);
        two.write(adjust(1));
        let answer = two.write(accept(proposal));
        one.take(&two);
        one.write(seal(answer));
        check(&mut one, &mut two, Standing::Void);
    }
}

#[test]
fn change_by_the_proposer_before_the_seal_makes_it_void() {
    for (first, second) in ROOMS {
        let (mut one, mut two) = room_of(first, second);
        let proposal = one.write(propose());
        two.take(&one);
        let answer = two.write(accept(proposal));
        // Without knowing of the answer.
        one.write(adjust(1));
        one.take(&two);
        one.write(seal(answer));
        two.write(Body::Ack);
        check(&mut one, &mut two, Standing::Void);
    }
}

#[test]
fn change_by_the_accepter_beside_the_seal_undoes_it() {
    for (first, second) in ROOMS {
        for knows_later in [false, true] {
            let (mut one, mut two) = room_of(first, second);
            let (_, answer) = answered(&mut one, &mut two);
            two.write(adjust(1));
            one.write(seal(answer));
            if knows_later {
                two.take(&one);
                two.write(Body::Ack);
            }
            check(&mut one, &mut two, Standing::Undone);
        }
    }
}

#[test]
fn withdrawal_beside_the_seal_undoes_it() {
    for (first, second) in ROOMS {
        let (mut one, mut two) = room_of(first, second);
        let (_, answer) = answered(&mut one, &mut two);
        two.write(Body::Withdraw { of: answer });
        one.write(seal(answer));
        check(&mut one, &mut two, Standing::Undone);
    }
}

#[test]
fn withdrawal_of_the_proposal_before_the_seal_makes_it_void() {
    for (first, second) in ROOMS {
        let (mut one, mut two) = room_of(first, second);
        let (proposal, answer) = answered(&mut one, &mut two);
        one.write(Body::Withdraw { of: proposal });
        one.write(seal(answer));
        two.take(&one);
        two.write(Body::Ack);
        check(&mut one, &mut two, Standing::Void);
    }
}

#[test]
fn nothing_changes_what_is_final() {
    for (first, second) in ROOMS {
        let (mut one, mut two) = room_of(first, second);
        let (_, answer) = answered(&mut one, &mut two);
        one.write(seal(answer));
        two.take(&one);
        two.write(Body::Ack);
        two.write(Body::Withdraw { of: answer });
        two.write(adjust(1));
        one.write(adjust(2));
        check(&mut one, &mut two, Standing::Final);
    }
}

#[test]
fn change_that_knows_the_seal_confirms_it() {
    let (mut one, mut two) = room_of(ROOMS[0].0, 2);
    let (_, answer) = answered(&mut one, &mut two);
    one.write(seal(answer));
    two.take(&one);
    let change = two.write(adjust(1));
    check(&mut one, &mut two, Standing::Final);
    assert_eq!(only(&one.log).confirmed, Some(change));
}

#[test]
fn proposals_that_cross_leave_one_that_can_be_agreed() {
    for (first, second) in ROOMS {
        let (mut one, mut two) = room_of(first, second);
        let (mine, theirs) = (one.write(propose()), two.write(propose()));
        one.take(&two);
        two.take(&one);
        // The one that folds later, whoever wrote it.
        let later = one
            .log
            .entries()
            .map(|entry| entry.id())
            .filter(|id| [mine, theirs].contains(id))
            .last();
        let (by, to, proposal) = if later == Some(mine) {
            (&mut one, &mut two, mine)
        } else {
            (&mut two, &mut one, theirs)
        };
        let answer = to.write(accept(proposal));
        by.take(to);
        by.write(seal(answer));
        to.take(by);
        to.write(Body::Ack);
        check(by, to, Standing::Final);
    }
    // The other one cannot.
    let (mut one, mut two) = room_of(ROOMS[0].0, 2);
    let (mine, theirs) = (one.write(propose()), two.write(propose()));
    one.take(&two);
    two.take(&one);
    let last = one.log.entries().last().unwrap().id();
    let (by, to, earlier) = if last == mine {
        (&mut two, &mut one, theirs)
    } else {
        (&mut one, &mut two, mine)
    };
    let answer = to.write(accept(earlier));
    by.take(to);
    by.write(seal(answer));
    check(by, to, Standing::Void);
}

#[test]
fn second_seal_of_one_answer_is_void() {
    let (mut one, mut two) = room_of(ROOMS[0].0, 2);
    let (_, answer) = answered(&mut one, &mut two);
    one.write(seal(answer));
    one.write(seal(answer));
    two.take(&one);
    two.write(Body::Ack);
    let standings: Vec<Standing> = two.log.chains().iter().map(|chain| chain.standing).collect();
    assert_eq!(standings, [Standing::Final, Standing::Void]);
}

#[test]
fn somebody_elses_change_beside_the_seal_counts_as_far_as_the_accepter_knew() {
    for accepter_knows in [false, true] {
        let (mut one, mut two) = room_of(ROOMS[0].0, 2);
        let mut three = Hand::new(StandIn::new(3), one.log.genesis().clone());
        three.take(&one);
        let joined = three.write(join(Role::Agent));
        one.take(&three);
        one.write(Body::Admit { join: joined });
        let (_, answer) = answered(&mut one, &mut two);
        three.take(&two);
        three.write(adjust(1));
        one.write(seal(answer));
        one.take(&three);
        check(&mut one.clone(), &mut two.clone(), Standing::Sealed);
        if accepter_knows {
            two.take(&three);
        }
        let sealed = only(&one.log).seal;
        let upto: Vec<_> = one.log.arrived().cloned().collect();
        for entry in upto
            .iter()
            .filter(|entry| accepter_knows || entry.author() != three.key.author())
        {
            two.log.insert(Rc::clone(entry));
        }
        assert!(two.log.contains(sealed));
        two.write(Body::Ack);
        check(
            &mut one,
            &mut two,
            if accepter_knows {
                Standing::Undone
            } else {
                Standing::Final
            },
        );
    }
}

#[test]
fn two_histories_while_it_came_about_put_it_in_dispute() {
    for side in 0..2 {
        for after in [false, true] {
            let (mut one, mut two) = room_of(ROOMS[0].0, 2);
            let (before_one, before_two) = (one.clone(), two.clone());
            let (_, answer) = answered(&mut one, &mut two);
            one.write(seal(answer));
            two.take(&one);
            two.write(Body::Ack);
            one.take(&two);
            let second = match (side, after) {
                (0, false) => before_one.draft(&before_one.next(), adjust(9)),
                (_, false) => before_two.draft(&before_two.next(), adjust(9)),
                (0, true) => {
                    let other = one.clone();
                    one.write(adjust(8));
                    other.draft(&other.next(), adjust(9))
                }
                (_, true) => {
                    let other = two.clone();
                    two.write(adjust(8));
                    other.draft(&other.next(), adjust(9))
                }
            };
            one.log.insert(Rc::new(second));
            check(
                &mut one,
                &mut two,
                if after { Standing::Final } else { Standing::Disputed },
            );
            assert_eq!(one.log.forks().len(), 1);
            assert_eq!(one.log.forks(), two.log.forks());
        }
    }
}
