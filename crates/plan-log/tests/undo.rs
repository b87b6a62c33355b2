//! Taking back, bringing back, and trying on one's own.
#![expect(clippy::unwrap_used, reason = "a test stops where its own set-up does not hold")]

mod common;

use common::{act, author, check_same, day, debt, deliver, held, settle, state, table};
use plan_core::{ChangeKind, Deposit, Every, FieldId, FieldValue, Held};
use plan_log::Role;
use plan_log::entry::ScreenMode;
use plan_log::fold::What;
use plan_log::peer::{Command, Peer, Refusal};

const TWO: [(u8, Role); 2] = [(1, Role::Agent), (2, Role::Person)];

fn adjust(values: &[FieldValue]) -> Command {
    Command::Adjust(values.to_vec())
}

fn deposit(amount: i64) -> FieldValue {
    let due = day("2026-11-25");
    FieldValue::Deposit(Some(Deposit { amount, due }))
}

fn change(id: &str, amount: i64) -> FieldValue {
    let (from, until) = (day("2027-02-01"), day("2027-03-31"));
    FieldValue::Change {
        id: id.to_owned(),
        kind: Some(ChangeKind::Reduced { from, until, amount }),
    }
}

fn no_change(id: &str) -> FieldValue {
    FieldValue::Change {
        id: id.to_owned(),
        kind: None,
    }
}

fn monthly_on(day: u8) -> FieldValue {
    FieldValue::Every {
        every: Every::Monthly,
        day: Some(day),
    }
}

fn first_due(date: &str, day_of_month: Option<u8>) -> FieldValue {
    FieldValue::FirstDue {
        first_due: day(date),
        day: day_of_month,
    }
}

fn bytes(peer: &Peer) -> (String, String) {
    let state = state(peer);
    (state.terms.to_json(), state.case.to_json())
}

#[track_caller]
fn check_nothing_to(peer: &mut Peer, command: Command) {
    assert_eq!(peer.command(command, 9_000), Err(Refusal::NothingToDo));
}

/// Undo gives the bytes before the change, redo those after it, on both sides.
#[track_caller]
fn check_there_and_back(values: &[FieldValue]) {
    let mut peers = table(&TWO);
    act(&mut peers[0], adjust(&[change("b", 2_000), deposit(1_000)]));
    settle(&mut peers);
    let before = bytes(&peers[0]);
    act(&mut peers[1], adjust(values));
    let after = bytes(&peers[1]);
    assert_ne!(before, after);
    for _ in 0..3 {
        act(&mut peers[1], Command::Undo);
        assert_eq!(bytes(&peers[1]), before);
        check_nothing_to(&mut peers[1], Command::Undo);
        act(&mut peers[1], Command::Redo);
        assert_eq!(bytes(&peers[1]), after);
        check_nothing_to(&mut peers[1], Command::Redo);
    }
    settle(&mut peers);
    check_same(&peers);
}

#[test]
fn undo_any_field_restores_the_bytes() {
    let cases = [
        vec![held(5_000)],
        vec![FieldValue::Held(Held::Count(12))],
        vec![FieldValue::Debts(vec![debt(80_000)])],
        vec![monthly_on(31)],
        vec![first_due("2026-12-05", None)],
        vec![deposit(2_000)],
        vec![FieldValue::Deposit(None)],
        vec![change("a", 1_000)],
        vec![change("c", 1_000)],
        vec![change("b", 1_000)],
        vec![no_change("b")],
    ];
    for values in cases {
        check_there_and_back(&values);
    }
}

#[test]
fn undo_batch_restores_the_bytes() {
    let cases = [
        vec![held(5_000), change("a", 1), no_change("b"), deposit(9)],
        // A field twice: the oldest value comes back.
        vec![held(5_000), held(4_000)],
        vec![change("b", 1), no_change("b"), change("b", 2)],
        // Two fields that share the day of the month.
        vec![monthly_on(31), first_due("2026-12-28", Some(30))],
        vec![
            first_due("2026-12-31", Some(31)),
            FieldValue::Every {
                every: Every::Weekly,
                day: None,
            },
        ],
    ];
    for values in cases {
        check_there_and_back(&values);
    }
}

#[test]
fn undo_walks_back_change_by_change() {
    let mut peers = table(&TWO);
    let mut seen = vec![bytes(&peers[0])];
    for value in [held(5_000), deposit(1_000), held(4_000), change("a", 7)] {
        act(&mut peers[0], adjust(&[value]));
        seen.push(bytes(&peers[0]));
    }
    for expected in seen.iter().rev().skip(1) {
        act(&mut peers[0], Command::Undo);
        assert_eq!(bytes(&peers[0]), *expected);
    }
    check_nothing_to(&mut peers[0], Command::Undo);
    for expected in &seen[1..] {
        act(&mut peers[0], Command::Redo);
        assert_eq!(bytes(&peers[0]), *expected);
    }
    check_nothing_to(&mut peers[0], Command::Redo);
    settle(&mut peers);
    check_same(&peers);
}

#[test]
fn undo_then_a_new_change_forgets_what_could_be_redone() {
    let mut peers = table(&TWO);
    act(&mut peers[0], adjust(&[held(5_000)]));
    act(&mut peers[0], Command::Undo);
    act(&mut peers[0], adjust(&[deposit(500)]));
    check_nothing_to(&mut peers[0], Command::Redo);
    assert!(state(&peers[0]).redoable(Role::Agent).is_none());
}

#[test]
fn undo_is_not_offered_once_the_other_side_moved_that_field() {
    let mut peers = table(&TWO);
    act(&mut peers[0], adjust(&[held(5_000)]));
    settle(&mut peers);
    assert!(state(&peers[0]).undoable(Role::Agent).is_some());
    act(&mut peers[1], adjust(&[held(4_000)]));
    settle(&mut peers);
    assert!(state(&peers[0]).undoable(Role::Agent).is_none());
    check_nothing_to(&mut peers[0], Command::Undo);
    // Not even when the other side has put the same figure back.
    act(&mut peers[1], adjust(&[held(5_000)]));
    settle(&mut peers);
    check_nothing_to(&mut peers[0], Command::Undo);
}

#[test]
fn undo_is_still_offered_after_the_other_side_moved_another_field() {
    let mut peers = table(&TWO);
    act(&mut peers[0], adjust(&[change("a", 5)]));
    settle(&mut peers);
    act(&mut peers[1], adjust(&[change("b", 6), held(4_000)]));
    settle(&mut peers);
    act(&mut peers[0], Command::Undo);
    settle(&mut peers);
    check_same(&peers);
    let terms = &state(&peers[1]).terms;
    assert_eq!(terms.changes.len(), 1);
    assert_eq!(terms.get(&FieldId::Change("b".to_owned())), change("b", 6));
    assert_eq!(terms.instalments.held, Held::Amount(4_000));
}

#[test]
fn undo_of_a_batch_is_not_offered_once_one_of_its_fields_was_moved() {
    let mut peers = table(&TWO);
    act(&mut peers[0], adjust(&[held(5_000), deposit(1_000)]));
    settle(&mut peers);
    act(&mut peers[1], adjust(&[deposit(2_000)]));
    settle(&mut peers);
    check_nothing_to(&mut peers[0], Command::Undo);
}

#[test]
fn undo_concurrent_with_a_change_of_the_other_side_folds_alike() {
    for seats in [TWO, [(2, Role::Agent), (1, Role::Person)]] {
        let mut peers = table(&seats);
        act(&mut peers[0], adjust(&[held(5_000)]));
        settle(&mut peers);
        act(&mut peers[0], Command::Undo);
        act(&mut peers[1], adjust(&[held(4_000)]));
        settle(&mut peers);
        check_same(&peers);
    }
}

#[test]
fn undo_of_the_same_change_in_two_windows_of_one_side_is_one_undo() {
    let mut peers = table(&[(1, Role::Agent), (2, Role::Person), (3, Role::Agent)]);
    let start = bytes(&peers[0]);
    act(&mut peers[0], adjust(&[held(5_000)]));
    settle(&mut peers);
    act(&mut peers[0], Command::Undo);
    act(&mut peers[2], Command::Undo);
    settle(&mut peers);
    check_same(&peers);
    assert_eq!(bytes(&peers[1]), start);
    act(&mut peers[2], Command::Redo);
    assert_eq!(state(&peers[2]).terms.instalments.held, Held::Amount(5_000));
}

#[test]
fn undo_after_a_reload_takes_back_what_this_side_did_before() {
    let mut peers = table(&TWO);
    let start = bytes(&peers[0]);
    act(&mut peers[1], adjust(&[held(5_000), deposit(1_000)]));
    let changed = bytes(&peers[1]);
    let stored: Vec<String> = peers[1].log().entries().map(|entry| entry.text().to_owned()).collect();
    let mut again = Peer::start(peers[1].room(), author(9), Role::Person, "Alex");
    assert_eq!(again.load(stored), 0);
    assert_eq!(again.state(), peers[1].state());
    act(&mut again, Command::Undo);
    assert_eq!(bytes(&again), start);
    act(&mut again, Command::Redo);
    assert_eq!(bytes(&again), changed);
    act(&mut again, Command::Undo);
    peers[1] = again;
    settle(&mut peers);
    check_same(&peers);
    assert_eq!(bytes(&peers[0]), start);
}

#[test]
fn undo_in_a_trial_stays_in_the_trial() {
    let mut peers = table(&TWO);
    act(&mut peers[0], adjust(&[held(5_000)]));
    settle(&mut peers);
    let shared = bytes(&peers[0]);
    let entries = peers[0].log().len();
    act(&mut peers[0], Command::TryAlone { announced: false });
    check_nothing_to(&mut peers[0], Command::Undo);
    let mut seen = vec![peers[0].terms().unwrap()];
    for value in [held(4_000), deposit(500)] {
        assert!(act(&mut peers[0], adjust(&[value])).is_empty(), "nothing is sent");
        seen.push(peers[0].terms().unwrap());
    }
    for expected in seen.iter().rev().skip(1) {
        assert!(act(&mut peers[0], Command::Undo).is_empty());
        assert_eq!(peers[0].terms().as_ref(), Some(expected));
    }
    for expected in &seen[1..] {
        assert!(act(&mut peers[0], Command::Redo).is_empty());
        assert_eq!(peers[0].terms().as_ref(), Some(expected));
    }
    check_nothing_to(&mut peers[0], Command::Redo);
    assert_eq!((bytes(&peers[0]), peers[0].log().len()), (shared.clone(), entries));
    act(&mut peers[0], Command::DropTrial);
    assert_eq!(peers[0].terms().unwrap().to_json(), shared.0);
    assert_eq!(peers[0].log().len(), entries);
}

#[test]
fn suggest_sends_what_was_tried_and_keeps_what_the_other_side_moved() {
    let mut peers = table(&TWO);
    act(&mut peers[0], adjust(&[change("a", 1), change("b", 2), deposit(500)]));
    settle(&mut peers);
    act(&mut peers[0], Command::TryAlone { announced: false });
    act(&mut peers[0], adjust(&[change("a", 10), change("c", 30)]));
    // There and back is no move.
    act(&mut peers[0], adjust(&[held(1)]));
    act(&mut peers[0], adjust(&[held(6_000)]));
    act(
        &mut peers[1],
        adjust(&[change("b", 20), held(4_000), FieldValue::Deposit(None)]),
    );
    settle(&mut peers);
    act(&mut peers[0], Command::Suggest);
    settle(&mut peers);
    check_same(&peers);
    let terms = &state(&peers[1]).terms;
    let kinds = ["a", "b", "c"].map(|id| terms.get(&FieldId::Change(id.to_owned())));
    assert_eq!(kinds, [change("a", 10), change("b", 20), change("c", 30)]);
    assert_eq!((terms.instalments.held, terms.deposit), (Held::Amount(4_000), None));
    let Some(What::Changed { fields, .. }) = state(&peers[1]).timeline.last().map(|one| &one.what) else {
        unreachable!("the suggestion is the last moment");
    };
    assert_eq!(fields.len(), 2);
    assert_eq!(peers[0].trying(), None);
    // And it is taken back in one step.
    act(&mut peers[0], Command::Undo);
    let terms = &state(&peers[0]).terms;
    assert_eq!(terms.get(&FieldId::Change("a".to_owned())), change("a", 1));
    assert_eq!(terms.get(&FieldId::Change("c".to_owned())), no_change("c"));
    assert_eq!(terms.instalments.held, Held::Amount(4_000));
}

#[test]
fn trial_that_is_announced_holds_the_other_screen_still() {
    for end in [Command::Suggest, Command::DropTrial] {
        let mut peers = table(&TWO);
        let out = act(&mut peers[0], Command::TryAlone { announced: true });
        deliver(&mut peers[1], &out);
        assert_eq!(state(&peers[1]).screen.mode, ScreenMode::Frozen);
        assert_eq!(peers[0].trying(), Some(true));
        act(&mut peers[0], adjust(&[held(5_000)]));
        assert_eq!(peers[0].drag(Some(held(1))), None);
        let suggested = end == Command::Suggest;
        let out = act(&mut peers[0], end);
        deliver(&mut peers[1], &out);
        check_same(&peers);
        assert_eq!(state(&peers[1]).screen.mode, ScreenMode::Live);
        assert_eq!(bytes(&peers[1]).0 != common::terms().to_json(), suggested);
    }
}
