//! What the entries of a log come to.

use std::rc::Rc;

use plan_core::{FieldValue, Held, Terms};
use plan_log::Role;
use plan_log::body::Cause;
use plan_log::body::{NeedConsent, Signing};
use plan_log::state::Ended;
use plan_log::state::{Agreement, Route, What};
use plan_log::{Body, EntryId, Fold, Log, Past, Standing, State, plan_after};
use proptest::prelude::*;

use crate::hands::{Hand, adjust, day, digest, digest_at, room_of, terms};

const AGENT: (u64, Role) = (1, Role::Agent);

fn state(log: &Log) -> Rc<State> {
    let mut fold = Fold::default();
    fold.refresh(log);
    Rc::clone(fold.state().unwrap())
}

fn amount(terms: &Terms) -> i64 {
    match terms.instalments.held {
        Held::Amount(amount) => amount,
        held => unreachable!("{held:?}"),
    }
}

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
        consent: "I agree.".to_owned(),
    }
}

/// Proposed by the first, agreed to by the second, sealed and confirmed; both know.
fn agreed(one: &mut Hand, two: &mut Hand) -> EntryId {
    let proposal = one.write(propose());
    two.take(one);
    let answer = two.write(accept(proposal));
    one.take(two);
    let seal = one.write(Body::Seal {
        accept: answer,
        digest: digest(),
        in_person: false,
    });
    two.take(one);
    two.write(Body::Ack);
    one.take(two);
    seal
}

fn standing(agreement: &Agreement) -> Standing {
    match agreement.route {
        Route::Agreed { standing, .. } => standing,
        route => unreachable!("{route:?}"),
    }
}

fn signing(of: EntryId, how: &str, after: Option<EntryId>) -> Body {
    Body::Sign(Box::new(Signing {
        of,
        digest: digest(),
        name: "Alex".to_owned(),
        how: how.to_owned(),
        signed_at: "2026-11-23T14:21:05Z".to_owned(),
        page: [1; 64],
        after,
        certificate: vec![0x30, 0],
        file: [2; 64],
    }))
}

#[test]
fn last_writer_of_a_field_wins_and_both_are_named() {
    let (mut one, mut two) = room_of(AGENT, 2);
    one.write(adjust(5_000));
    two.write(adjust(4_000));
    one.take(&two);
    two.take(&one);
    let (mine, theirs) = (state(&one.log), state(&two.log));
    assert_eq!(mine, theirs);
    let last = mine.timeline.last().unwrap();
    let What::Changed { fields, cause, .. } = &last.what else {
        unreachable!("a change")
    };
    assert_eq!((fields.len(), *cause), (1, Cause::Edit));
    assert_eq!(FieldValue::Held(mine.terms.instalments.held), fields[0].after);
    assert_eq!(mine.members.len(), 2);
    assert_eq!(mine.name(Role::Person), "Alex");
}

#[test]
fn agreement_holds_what_was_agreed_whatever_comes_after() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let seal = agreed(&mut one, &mut two);
    let now = state(&one.log);
    let made = now.agreement.as_ref().unwrap();
    assert_eq!((made.made_by, standing(made)), (seal, Standing::Final));
    assert_eq!(made.known.as_ref().unwrap().terms, terms());
    assert!(made.can_be_signed());
    two.write(adjust(1_000));
    one.take(&two);
    let now = state(&one.log);
    assert_eq!(now.agreement, None);
    assert_eq!(now.earlier, [Rc::clone(made)]);
    assert_eq!(amount(&now.terms), 1_000);
    let What::Changed { ended, .. } = now.timeline.last().unwrap().what else {
        unreachable!("a change")
    };
    assert_eq!(ended, Ended::Agreement);
}

#[test]
fn nothing_is_agreed_before_the_seal_and_not_for_good_before_the_ack() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let proposal = one.write(propose());
    assert_eq!(
        state(&one.log).proposal.as_ref().unwrap().known.as_ref().unwrap().terms,
        terms()
    );
    two.take(&one);
    let answer = two.write(accept(proposal));
    one.take(&two);
    assert_eq!(state(&one.log).agreement, None);
    assert_eq!(state(&one.log).accepted.unwrap().entry, answer);
    one.write(Body::Seal {
        accept: answer,
        digest: digest(),
        in_person: false,
    });
    let sealed = state(&one.log).agreement.clone().unwrap();
    assert_eq!(standing(&sealed), Standing::Sealed);
    assert!(!sealed.can_be_signed());
}

#[test]
fn digest_of_something_else_can_neither_be_agreed_to_nor_shown_as_agreed() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let other = digest_at(1);
    let proposal = one.write(Body::Propose {
        digest: other,
        affordability: plan_log::body::Affordability::NotChecked,
    });
    two.take(&one);
    assert_eq!(state(&two.log).proposal.as_ref().unwrap().known, None);
    let answer = two.write(Body::Accept {
        proposal,
        digest: other,
        consent: String::new(),
    });
    one.take(&two);
    one.write(Body::Seal {
        accept: answer,
        digest: other,
        in_person: false,
    });
    two.take(&one);
    two.write(Body::Ack);
    assert_eq!(two.log.chains()[0].standing, Standing::Final);
    assert_eq!(state(&two.log).agreement, None);
}

#[test]
fn agreement_can_be_shown_after_the_changes_before_it_were_erased() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let first = one.write(adjust(5_000));
    let second = one.write(adjust(6_000));
    let seal = agreed(&mut one, &mut two);
    assert!(one.log.erase(first));
    assert!(one.log.erase(second));
    let now = state(&one.log);
    assert!(now.incomplete);
    assert_eq!(now.digest(), None);
    let made = now.agreement.as_ref().unwrap();
    assert_eq!(
        (made.made_by, standing(made), made.digest),
        (seal, Standing::Final, digest())
    );
    assert_eq!(made.known, None);
    assert_eq!(one.log.heads(), two.log.heads());
}

#[test]
fn signatures_stand_one_a_side_and_after_each_other() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let seal = agreed(&mut one, &mut two);
    let first = one.write(signing(seal, "company_device", None));
    // Neither twice, nor beside the first, nor in a situation that is not this side's.
    one.write(signing(seal, "company_device", Some(first)));
    two.take(&one);
    two.write(signing(seal, "own_device", None));
    two.write(signing(seal, "company_device", Some(first)));
    let last = two.write(signing(seal, "own_device", Some(first)));
    let made = state(&two.log).agreement.clone().unwrap();
    let entries: Vec<EntryId> = made.signatures.iter().map(|signed| signed.entry).collect();
    assert_eq!(entries, [first, last]);
}

#[test]
fn signature_before_the_seal_is_final_is_none() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let proposal = one.write(propose());
    two.take(&one);
    let answer = two.write(accept(proposal));
    one.take(&two);
    let seal = one.write(Body::Seal {
        accept: answer,
        digest: digest(),
        in_person: false,
    });
    one.write(signing(seal, "company_device", None));
    two.take(&one);
    two.write(Body::Ack);
    let made = state(&two.log).agreement.clone().unwrap();
    assert_eq!((standing(&made), made.signatures.len()), (Standing::Final, 0));
}

#[test]
fn offer_is_answered_with_agreement_or_a_reason() {
    let (mut agent, mut person) = room_of(AGENT, 2);
    let offer = Body::Offer {
        digest: digest(),
        reply_by: Some(day("2026-12-01")),
        within_budget: true,
    };
    let first = person.write(offer.clone());
    person.write(signing(first, "own_device", None));
    agent.take(&person);
    let now = state(&agent.log);
    assert_eq!(now.open_offer(), Some(first));
    assert_eq!(now.agreement.as_ref().unwrap().signatures.len(), 1);
    agent.write(Body::Decline {
        offer: first,
        reason: "Too long.".to_owned(),
    });
    let now = state(&agent.log);
    assert_eq!((now.open_offer(), now.proposal.is_none()), (None, true));
    assert_eq!(now.declined.as_ref().unwrap().reason, "Too long.");
    assert_eq!(now.earlier.len(), 1);
    person.take(&agent);
    let second = person.write(offer);
    agent.take(&person);
    assert_eq!(state(&agent.log).declined, None);
    let answer = agent.write(accept(second));
    person.take(&agent);
    person.write(Body::Seal {
        accept: answer,
        digest: digest(),
        in_person: false,
    });
    agent.take(&person);
    agent.write(Body::Ack);
    let now = state(&agent.log);
    assert!(now.is_settled());
    assert_eq!(standing(now.agreement.as_ref().unwrap()), Standing::Final);
}

#[test]
fn call_stands_until_something_is_changed() {
    let (mut agent, mut person) = room_of(AGENT, 2);
    let call = agent.write(Body::Call {
        digest: digest(),
        tell_us_by: day("2026-12-07"),
        affordability: plan_log::body::Affordability::NotChecked,
    });
    assert_eq!(state(&agent.log).agreement.as_ref().unwrap().made_by, call);
    // Without knowing of it.
    person.write(adjust(1));
    agent.take(&person);
    assert_eq!(state(&agent.log).agreement, None);
}

#[test]
fn remarks_are_gone_once_they_are_erased() {
    let (mut one, _) = room_of(AGENT, 2);
    let need = one.write(Body::Need {
        text: "large print".to_owned(),
        consent: NeedConsent::Kept,
    });
    let about = Some(one.log.heads()[0]);
    one.write(Body::Comment {
        about,
        text: "thank you".to_owned(),
    });
    let texts = |log: &Log| {
        state(log)
            .remarks
            .iter()
            .map(|remark| remark.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&one.log), ["large print", "thank you"]);
    one.write(Body::Erase { entries: vec![need] });
    assert_eq!(texts(&one.log), ["thank you"]);
}

#[test]
fn undo_is_offered_while_the_other_side_has_not_touched_the_field() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let change = one.write(adjust(5_000));
    assert_eq!(state(&one.log).undoable(Role::Agent).unwrap().entry, change);
    assert_eq!(state(&one.log).undoable(Role::Person), None);
    two.take(&one);
    two.write(adjust(5_000));
    one.take(&two);
    assert_eq!(state(&one.log).undoable(Role::Agent), None);
}

/// Says of every change that the plan after it has what it set, and of the last one that nothing came after it.
fn check_the_past(log: &Log) {
    let now = state(log);
    for moment in &now.timeline {
        let then = plan_after(log, moment.entry).unwrap();
        match &moment.what {
            What::Changed { fields, .. } => {
                for change in fields {
                    assert_eq!(then.terms.get(&change.after.id()), change.after);
                }
            }
            What::Opened => assert_eq!(amount(&then.terms), amount(&terms())),
            _ => {}
        }
    }
    let last = now.timeline.last().unwrap().entry;
    let as_now = Past {
        terms: now.terms.clone(),
        incomplete: now.incomplete,
    };
    assert_eq!(plan_after(log, last), Some(as_now));
}

#[test]
fn the_plan_is_seen_as_it_stood_after_each_change() {
    let (mut one, mut two) = room_of(AGENT, 2);
    let first = one.write(adjust(5_000));
    two.take(&one);
    let second = two.write(adjust(4_000));
    one.take(&two);
    let amount_after = |entry| amount(&plan_after(&one.log, entry).unwrap().terms);
    assert_eq!((amount_after(first), amount_after(second)), (5_000, 4_000));
    // What is not in the log stood never.
    assert_eq!(plan_after(&room_of(AGENT, 2).0.log, second), None);
}

proptest! {
    /// Folding in pieces is folding at once, whatever order the entries arrive in.
    #[test]
    fn prop_pieces_fold_to_the_whole(
        steps in prop::collection::vec((any::<bool>(), 0_u8..8), 0..24),
        shuffle in any::<u64>(),
    ) {
        let (mut one, mut two) = room_of(AGENT, 2);
        for (first, what) in steps {
            let (hand, other) = if first { (&mut one, &mut two) } else { (&mut two, &mut one) };
            let open = state(&hand.log).proposal.clone();
            match what {
                0 | 1 => hand.take(other),
                2 => drop(hand.write(propose())),
                3 => drop(hand.write(adjust(1_000 * i64::try_from(hand.log.len()).unwrap()))),
                4 => drop(hand.write(Body::Comment { about: None, text: "x".to_owned() })),
                5 => {
                    if let Some(open) = open.filter(|open| open.author != plan_log::keys::Signing::author(&hand.key)) {
                        hand.write(Body::Accept { proposal: open.entry, digest: open.digest, consent: String::new() });
                    }
                }
                _ => drop(hand.write(Body::Ack)),
            }
        }
        one.take(&two);
        let mut entries: Vec<_> = one.log.arrived().cloned().collect();
        let mut seed = shuffle;
        for at in (1..entries.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            entries.swap(at, (seed >> 33) as usize % (at + 1));
        }
        let mut log = Log::new(one.log.genesis().clone());
        let mut fold = Fold::default();
        for entry in entries {
            log.insert(entry);
            fold.refresh(&log);
        }
        let at_once = state(&one.log);
        prop_assert_eq!(fold.state(), Some(&at_once));
        check_the_past(&log);
    }
}
