//! When both sides agree, and when they do not.
#![expect(clippy::unwrap_used, reason = "a test stops where its own set-up does not hold")]

mod common;

use common::{act, author, check_same, deliver, held, settle, state, table};
use plan_core::{Case, Currency, FieldValue, Held};
use plan_log::entry::{FileSigned, ScreenMode, SignedBy};
use plan_log::fold::{Agreement, Ended, Route, What};
use plan_log::peer::{Command, Peer, Refusal};
use plan_log::{Role, agreement_digest};

/// The same two sides with either author first in the fold.
const BOTH_ORDERS: [[(u8, Role); 2]; 2] = [
    [(1, Role::Agent), (2, Role::Person)],
    [(2, Role::Agent), (1, Role::Person)],
];

fn adjust(amount: i64) -> Command {
    Command::Adjust(vec![held(amount)])
}

/// The agent (0) has proposed and the person (1) has it.
fn proposed(seats: &[(u8, Role)]) -> Vec<Peer> {
    let mut peers = table(seats);
    act(&mut peers[0], Command::Propose);
    settle(&mut peers);
    assert!(state(&peers[1]).proposal.is_some());
    peers
}

/// Both have agreed.
fn agreed(seats: &[(u8, Role)]) -> Vec<Peer> {
    let mut peers = proposed(seats);
    act(&mut peers[1], Command::Accept);
    settle(&mut peers);
    agreement(&peers[0]);
    peers
}

#[track_caller]
fn agreement(peer: &Peer) -> &Agreement {
    state(peer).agreement.as_ref().unwrap()
}

#[track_caller]
fn check_nothing_agreed(peers: &[Peer]) {
    check_same(peers);
    assert_eq!(state(&peers[0]).agreement, None);
}

fn proposed_by(agreement: &Agreement) -> Option<Role> {
    match agreement.route {
        Route::Agreed { proposal, .. } => Some(proposal.by),
        Route::Telephone { .. } | Route::Offer { .. } => None,
    }
}

fn last(peer: &Peer) -> &What {
    &state(peer).timeline.last().unwrap().what
}

fn signature(peer: &Peer, name: &str) -> Command {
    let agreement = agreement(peer);
    let how = match (peer.role(), agreement.route) {
        (Role::Agent, _) => "company_device",
        (Role::Person, Route::Agreed { in_person: true, .. }) => "in_person_on_company_device",
        (Role::Person, _) => "own_device",
    };
    Command::Sign(Box::new(SignedBy {
        seal: agreement.seal,
        digest: agreement.digest,
        name: name.to_owned(),
        how: how.to_owned(),
        signed_at: "2026-11-23T14:21:05Z".to_owned(),
        spki: "AA==".to_owned(),
        signature: "AA==".to_owned(),
        file: Some(FileSigned {
            after: agreement.signatures.last().map(|signed| signed.entry),
            certificate: "AA==".to_owned(),
            signature: "AA==".to_owned(),
        }),
    }))
}

#[test]
fn accept_unchanged_plan_is_sealed_by_the_proposer() {
    for seats in BOTH_ORDERS {
        let mut peers = proposed(&seats);
        let accept = act(&mut peers[1], Command::Accept);
        assert_eq!(state(&peers[1]).agreement, None, "an answer alone is no agreement");
        let seal = deliver(&mut peers[0], &accept);
        deliver(&mut peers[1], &seal);
        check_same(&peers);
        let made = agreement(&peers[1]);
        assert_eq!(made.terms, state(&peers[1]).terms);
        assert_eq!(proposed_by(made), Some(Role::Agent));
        assert_eq!(made.digest, agreement_digest(&made.case, &made.terms));
        assert_eq!(last(&peers[1]), &What::Agreed);
    }
}

#[test]
fn accept_of_the_persons_proposal_is_sealed_by_the_person() {
    let mut peers = table(&BOTH_ORDERS[0]);
    act(&mut peers[1], Command::Propose);
    settle(&mut peers);
    act(&mut peers[0], Command::Accept);
    settle(&mut peers);
    check_same(&peers);
    assert_eq!(proposed_by(agreement(&peers[0])), Some(Role::Person));
}

#[test]
fn accept_with_two_windows_of_the_proposer_is_one_agreement() {
    let seats = [(1, Role::Agent), (2, Role::Person), (3, Role::Agent)];
    let mut peers = proposed(&seats);
    let accept = act(&mut peers[1], Command::Accept);
    // Both windows of the agent seal at the same moment.
    assert!(!deliver(&mut peers[0], &accept).is_empty());
    assert!(!deliver(&mut peers[2], &accept).is_empty());
    settle(&mut peers);
    check_same(&peers);
    let timeline = &state(&peers[1]).timeline;
    assert_eq!(timeline.iter().filter(|one| one.what == What::Agreed).count(), 1);
}

#[test]
fn accept_concurrent_with_a_change_is_no_agreement() {
    for seats in BOTH_ORDERS {
        let mut peers = proposed(&seats);
        let accept = act(&mut peers[1], Command::Accept);
        let change = act(&mut peers[0], adjust(5_000));
        let out = deliver(&mut peers[0], &accept);
        assert_eq!(out.len(), 0, "no seal after a change");
        deliver(&mut peers[1], &change);
        check_nothing_agreed(&peers);
        assert_eq!(state(&peers[0]).proposal, None);
        assert_eq!(state(&peers[0]).terms.instalments.held, Held::Amount(5_000));
    }
}

#[test]
fn accept_concurrent_with_a_change_of_the_accepters_other_window_is_no_agreement() {
    for (agent, other) in [(1, 3), (3, 1)] {
        let mut peers = proposed(&[(agent, Role::Agent), (2, Role::Person), (other, Role::Person)]);
        act(&mut peers[2], adjust(5_000));
        act(&mut peers[1], Command::Accept);
        settle(&mut peers);
        check_nothing_agreed(&peers);
    }
}

#[test]
fn seal_concurrent_with_a_change_of_the_accepter_is_undone() {
    for seats in BOTH_ORDERS {
        let mut peers = proposed(&seats);
        let accept = act(&mut peers[1], Command::Accept);
        let seal = deliver(&mut peers[0], &accept);
        assert!(state(&peers[0]).agreement.is_some());
        let change = act(&mut peers[1], adjust(5_000));
        deliver(&mut peers[0], &change);
        deliver(&mut peers[1], &seal);
        check_nothing_agreed(&peers);
        let unaware = |what: &What| {
            matches!(
                what,
                What::Changed {
                    ended: Ended::Answer,
                    ..
                }
            )
        };
        assert!(state(&peers[0]).timeline.iter().any(|moment| unaware(&moment.what)));
    }
}

#[test]
fn seal_concurrent_with_a_withdrawal_of_the_answer_is_undone() {
    for seats in BOTH_ORDERS {
        let mut peers = proposed(&seats);
        let accept = act(&mut peers[1], Command::Accept);
        let seal = deliver(&mut peers[0], &accept);
        let withdraw = act(&mut peers[1], Command::Withdraw);
        deliver(&mut peers[0], &withdraw);
        deliver(&mut peers[1], &seal);
        check_nothing_agreed(&peers);
        assert!(state(&peers[0]).proposal.is_some(), "the proposal still stands");
        // And can be agreed to after all.
        act(&mut peers[1], Command::Accept);
        settle(&mut peers);
        check_same(&peers);
        agreement(&peers[1]);
    }
}

#[test]
fn propose_and_accept_while_the_screen_is_not_live_are_refused() {
    for mode in [ScreenMode::Blank, ScreenMode::Frozen] {
        let mut peers = table(&BOTH_ORDERS[0]);
        act(&mut peers[0], Command::Screen(mode));
        settle(&mut peers);
        for peer in &mut peers {
            assert_eq!(peer.command(Command::Propose, 0), Err(Refusal::NotLive));
        }
        act(&mut peers[0], Command::Screen(ScreenMode::Live));
        act(&mut peers[0], Command::Propose);
        act(&mut peers[0], Command::Screen(mode));
        settle(&mut peers);
        assert_eq!(peers[1].command(Command::Accept, 0), Err(Refusal::NotLive));
        act(&mut peers[0], Command::Screen(ScreenMode::Live));
        settle(&mut peers);
        act(&mut peers[1], Command::Accept);
        settle(&mut peers);
        let sign = signature(&peers[1], "Alex");
        act(&mut peers[0], Command::Screen(mode));
        settle(&mut peers);
        assert_eq!(peers[1].command(sign, 0), Err(Refusal::NotLive));
    }
}

#[test]
fn propose_concurrent_with_a_freeze_folds_alike_on_both_sides() {
    for seats in BOTH_ORDERS {
        let mut peers = table(&seats);
        act(&mut peers[1], Command::Propose);
        act(&mut peers[0], Command::Screen(ScreenMode::Frozen));
        settle(&mut peers);
        check_same(&peers);
        assert!(peers[0].command(Command::Accept, 0).is_err());
    }
}

#[test]
fn propose_and_accept_while_trying_alone_are_refused() {
    let mut peers = proposed(&BOTH_ORDERS[0]);
    act(&mut peers[1], Command::TryAlone { announced: false });
    assert_eq!(peers[1].command(Command::Accept, 0), Err(Refusal::NotLive));
    assert_eq!(peers[1].command(Command::Propose, 0), Err(Refusal::NothingToDo));
}

#[test]
fn accept_during_the_proposers_trial_is_sealed_when_the_trial_is_dropped() {
    for announced in [false, true] {
        let mut peers = proposed(&BOTH_ORDERS[0]);
        let accept = act(&mut peers[1], Command::Accept);
        act(&mut peers[0], Command::TryAlone { announced });
        deliver(&mut peers[0], &accept);
        assert_eq!(state(&peers[0]).agreement, None, "no seal while trying alone");
        let out = act(&mut peers[0], Command::DropTrial);
        deliver(&mut peers[1], &out);
        settle(&mut peers);
        check_same(&peers);
        // An announced trial froze the screen first in the fold: then the answer has no standing.
        assert_eq!(state(&peers[0]).agreement.is_some(), !announced);
    }
}

#[test]
fn accept_of_ones_own_proposal_is_refused() {
    let mut peers = proposed(&[(1, Role::Agent), (2, Role::Person), (3, Role::Agent)]);
    for own in [0, 2] {
        assert_eq!(peers[own].command(Command::Accept, 0), Err(Refusal::NothingToDo));
    }
}

#[test]
fn withdraw_takes_back_the_proposal_or_the_answer() {
    let mut peers = proposed(&BOTH_ORDERS[0]);
    act(&mut peers[0], Command::Withdraw);
    settle(&mut peers);
    check_nothing_agreed(&peers);
    assert_eq!(state(&peers[1]).proposal, None);
    assert_eq!(peers[1].command(Command::Accept, 0), Err(Refusal::NothingToDo));

    let mut peers = agreed(&BOTH_ORDERS[0]);
    assert_eq!(peers[1].command(Command::Withdraw, 0), Err(Refusal::NothingToDo));
    assert_eq!(peers[0].command(Command::Withdraw, 0), Err(Refusal::NothingToDo));
    check_same(&peers);
}

#[test]
fn change_after_an_agreement_opens_the_plan_again() {
    for (who, seats) in [
        (0, BOTH_ORDERS[0]),
        (1, BOTH_ORDERS[0]),
        (0, BOTH_ORDERS[1]),
        (1, BOTH_ORDERS[1]),
    ] {
        let mut peers = agreed(&seats);
        act(&mut peers[who], adjust(4_500));
        settle(&mut peers);
        check_nothing_agreed(&peers);
        let opened = matches!(
            last(&peers[0]),
            What::Changed {
                ended: Ended::Agreement,
                ..
            }
        );
        assert!(opened, "{:?}", last(&peers[0]));
        act(&mut peers[who], Command::Propose);
        settle(&mut peers);
        act(&mut peers[1 - who], Command::Accept);
        settle(&mut peers);
        check_same(&peers);
        assert_eq!(agreement(&peers[0]).terms.instalments.held, Held::Amount(4_500));
    }
}

#[test]
fn case_correction_ends_a_proposal_and_an_agreement() {
    for mut peers in [proposed(&BOTH_ORDERS[0]), agreed(&BOTH_ORDERS[1])] {
        let case = Case {
            debts: vec![common::debt(80_000)],
            ..Case::plain(Currency::GBP, Vec::new())
        };
        act(&mut peers[0], Command::Case(Box::new(case)));
        settle(&mut peers);
        check_nothing_agreed(&peers);
        assert_eq!(state(&peers[1]).proposal, None);
        assert_eq!(state(&peers[1]).terms.balance(), 80_000);
    }
}

#[test]
fn sign_is_recorded_once_a_side() {
    let mut peers = agreed(&BOTH_ORDERS[0]);
    for (who, name) in [(1, "Alex"), (1, "Somebody Else"), (0, "Sam"), (0, "Sam Again")] {
        let sign = signature(&peers[who], name);
        // A second signature changes nothing, whether the command is refused or not.
        let _ = peers[who].command(sign, 5_000);
        settle(&mut peers);
    }
    check_same(&peers);
    let signed = agreement(&peers[0])
        .signatures
        .iter()
        .map(|signed| (signed.role, signed.by.name.as_str()));
    assert_eq!(
        signed.collect::<Vec<_>>(),
        [(Role::Person, "Alex"), (Role::Agent, "Sam")]
    );
}

#[test]
fn sign_at_the_same_moment_leaves_one_signature_and_the_other_side_signs_again() {
    for seats in BOTH_ORDERS {
        let mut peers = agreed(&seats);
        for who in [0, 1] {
            let sign = signature(&peers[who], "Name");
            act(&mut peers[who], sign);
        }
        settle(&mut peers);
        check_same(&peers);
        let [first] = agreement(&peers[0]).signatures.as_slice() else {
            panic!("one signature stands");
        };
        let late = usize::from(first.role == Role::Agent);
        let sign = signature(&peers[late], "Name");
        act(&mut peers[late], sign);
        settle(&mut peers);
        check_same(&peers);
        assert_eq!(agreement(&peers[0]).signatures.len(), 2);
    }
}

#[test]
fn call_is_recorded_by_the_agent_alone() {
    let until = common::day("2026-12-07");
    let mut peers = table(&BOTH_ORDERS[0]);
    let call = |digest| Command::Call {
        digest,
        tell_us_by: until,
    };
    let read_out = state(&peers[0]).digest();
    assert_eq!(peers[1].command(call(read_out), 0), Err(Refusal::NothingToDo));
    // What was read out is not what stands.
    act(&mut peers[0], adjust(91));
    settle(&mut peers);
    assert_eq!(peers[0].command(call(read_out), 0), Err(Refusal::Superseded));
    act(&mut peers[0], Command::Propose);
    let read_out = state(&peers[0]).digest();
    act(&mut peers[0], call(read_out));
    settle(&mut peers);
    check_same(&peers);
    let made = agreement(&peers[1]);
    assert!(matches!(made.route, Route::Telephone { tell_us_by, .. } if tell_us_by == until));
    assert_eq!(made.digest, state(&peers[1]).digest());
    assert_eq!((state(&peers[1]).proposal, last(&peers[1])), (None, &What::Called));
    let sign = signature(&peers[0], "Sam");
    act(&mut peers[0], sign);
    settle(&mut peers);
    assert_eq!(agreement(&peers[1]).signatures.len(), 1);
    // A change opens the plan again.
    act(&mut peers[0], adjust(77));
    settle(&mut peers);
    check_nothing_agreed(&peers);
}

#[test]
fn offer_is_of_the_person_alone_and_the_company_does_not_sign_it() {
    let mut peers = table(&BOTH_ORDERS[0]);
    let offer = Command::Offer {
        reply_by: Some(common::day("2026-12-07")),
        within_budget: true,
    };
    assert_eq!(peers[0].command(offer.clone(), 0), Err(Refusal::NothingToDo));
    act(&mut peers[1], offer.clone());
    settle(&mut peers);
    check_same(&peers);
    assert!(matches!(agreement(&peers[0]).route, Route::Offer { .. }));
    assert_eq!(peers[1].command(offer, 0), Err(Refusal::NothingToDo));
    let sign = signature(&peers[0], "Sam");
    assert_eq!(peers[0].command(sign, 0), Err(Refusal::Superseded));
    let sign = signature(&peers[1], "Alex");
    act(&mut peers[1], sign);
    settle(&mut peers);
    assert_eq!(agreement(&peers[0]).signatures.len(), 1);
}

#[test]
fn offer_and_call_of_a_plan_that_does_not_work_out_are_refused() {
    let mut peers = table(&BOTH_ORDERS[0]);
    act(
        &mut peers[0],
        Command::Adjust(vec![FieldValue::Held(Held::FinishBy(common::day("2026-11-01")))]),
    );
    settle(&mut peers);
    let (digest, tell_us_by) = (state(&peers[0]).digest(), common::day("2026-12-07"));
    assert_eq!(
        peers[0].command(Command::Call { digest, tell_us_by }, 0),
        Err(Refusal::HasProblems)
    );
    assert_eq!(
        peers[1].command(
            Command::Offer {
                reply_by: None,
                within_budget: false
            },
            0
        ),
        Err(Refusal::HasProblems)
    );
}

#[test]
fn seal_says_whether_the_person_was_at_the_desk() {
    for present in [true, false] {
        let mut peers = table(&BOTH_ORDERS[0]);
        if present {
            act(&mut peers[0], Command::InPerson(true));
        }
        act(&mut peers[0], Command::Propose);
        settle(&mut peers);
        act(&mut peers[1], Command::Accept);
        settle(&mut peers);
        // Whoever leaves afterwards: the document stays what it was.
        if present {
            act(&mut peers[0], Command::InPerson(false));
            settle(&mut peers);
        }
        assert!(matches!(agreement(&peers[1]).route, Route::Agreed { in_person, .. } if in_person == present));
    }
}

#[test]
fn sign_over_another_digest_or_seal_is_ignored() {
    let mut peers = agreed(&BOTH_ORDERS[0]);
    let Command::Sign(right) = signature(&peers[1], "Alex") else {
        return;
    };
    let digest = plan_log::Digest::of("other", b"");
    let wrong = [
        SignedBy {
            digest,
            ..(*right).clone()
        },
        SignedBy { seal: digest, ..*right },
    ];
    for signed in wrong {
        let _ = peers[1].command(Command::Sign(Box::new(signed)), 5_000);
    }
    settle(&mut peers);
    assert_eq!(agreement(&peers[0]).signatures.len(), 0);
    assert_eq!(agreement(&peers[1]).signatures.len(), 0);
}

#[test]
fn propose_of_stale_terms_is_ignored() {
    for seats in BOTH_ORDERS {
        let mut peers = table(&seats);
        // Made at the same moment: the proposal names terms that are gone when it folds.
        act(&mut peers[0], Command::Propose);
        act(
            &mut peers[1],
            Command::Adjust(vec![held(5_000), FieldValue::Deposit(None)]),
        );
        settle(&mut peers);
        check_nothing_agreed(&peers);
        assert_eq!(state(&peers[0]).proposal, None);
        assert_eq!(peers[1].command(Command::Accept, 0), Err(Refusal::NothingToDo));
    }
}

#[test]
fn propose_of_a_plan_that_does_not_work_out_is_refused() {
    let mut peers = table(&BOTH_ORDERS[0]);
    act(
        &mut peers[0],
        Command::Adjust(vec![FieldValue::Held(Held::FinishBy(common::day("2026-11-01")))]),
    );
    assert_eq!(peers[0].command(Command::Propose, 0), Err(Refusal::HasProblems));
}

#[test]
fn accept_while_the_proposers_window_was_closed_is_sealed_when_it_opens_again() {
    let mut peers = proposed(&[(1, Role::Agent), (2, Role::Person)]);
    act(&mut peers[1], Command::Accept);
    // The agent's window comes back from what the other one has stored.
    let texts: Vec<String> = peers[1].log().entries().map(|entry| entry.text().to_owned()).collect();
    let mut again = Peer::start(peers[1].room(), author(9), Role::Agent, "");
    assert_eq!(again.load(texts), 0);
    assert_eq!(again.seal_if_agreed(5_000).len(), 1);
    peers[0] = again;
    settle(&mut peers);
    check_same(&peers);
    assert!(state(&peers[1]).agreement.is_some());
}

#[test]
fn held_screen_moves_nothing_and_shows_the_plan_it_was_held_at() {
    let mut peers = table(&[(1, Role::Agent), (2, Role::Person)]);
    act(&mut peers[1], adjust(80));
    settle(&mut peers);
    let before = state(&peers[1]).terms.clone();
    act(&mut peers[0], Command::TryAlone { announced: true });
    settle(&mut peers);
    assert!(!peers[1].can_undo());
    for command in [
        adjust(7),
        Command::Undo,
        Command::Redo,
        Command::TryAlone { announced: false },
    ] {
        assert_eq!(peers[1].command(command, 9).err(), Some(Refusal::NotLive));
    }
    assert_eq!(state(&peers[1]).still.as_deref(), Some(&before));
    act(&mut peers[0], Command::DropTrial);
    settle(&mut peers);
    assert_eq!(state(&peers[1]).still, None);
    assert!(peers[1].can_undo());
}

#[test]
fn case_correction_by_the_agent_carries_their_name() {
    let mut peers = table(&[(1, Role::Agent), (2, Role::Person)]);
    let mut case = (*state(&peers[0]).case).clone();
    case.agent = Some(plan_core::case::Agent {
        first_name: Some("Beth".to_owned()),
        ..plan_core::case::Agent::default()
    });
    act(&mut peers[0], Command::Case(Box::new(case)));
    settle(&mut peers);
    assert_eq!(state(&peers[1]).name(Role::Agent), "Beth");
}

#[test]
fn sign_of_the_page_alone_has_no_place() {
    let mut peers = agreed(&BOTH_ORDERS[0]);
    let Command::Sign(signed) = signature(&peers[1], "Alex") else {
        return;
    };
    let old = SignedBy { file: None, ..*signed };
    assert_eq!(
        peers[1].command(Command::Sign(Box::new(old)), 0),
        Err(Refusal::Superseded)
    );
}
