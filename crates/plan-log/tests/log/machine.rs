//! One window and the next: what is written, signed, kept and sent, and in which order.

use plan_core::{FieldValue, Held};
use plan_log::Role;
use plan_log::body::ScreenMode;
use plan_log::carry::Carry;
use plan_log::keys::{Signing, Verifying};
use plan_log::machine::{Asking, Command, News, Now, Refusal, Seat, Step};
use plan_log::message::{MAX_MESSAGE_BYTES, Message, Said};
use plan_log::state::Route;
use plan_log::{Bundle, MAX_ENTRIES, MAX_ROOM_BYTES, Machine, Refused, Standing};
use proptest::prelude::*;

use crate::forge;
use crate::hands::{case, terms};
use crate::keys::{StandIn, StandInRule};
use crate::world::World;

fn amount(amount: i64) -> Command {
    Command::Adjust(vec![FieldValue::Held(Held::Amount(amount))])
}

fn accept() -> Command {
    Command::Accept {
        consent: "I agree.".to_owned(),
    }
}

fn two() -> World<StandIn, StandInRule> {
    World::new(vec![StandIn::new(1), StandIn::new(2)], StandInRule, 1)
}

fn standing(world: &World<StandIn, StandInRule>, at: usize) -> Option<Standing> {
    match world.machine(at).state().unwrap().agreement.as_ref()?.route {
        Route::Agreed { standing, .. } => Some(standing),
        _ => None,
    }
}

const fn now(ms: u64) -> Now {
    Now {
        ms,
        zone_min: 60,
        entropy: [9; 32],
    }
}

fn seat(key: &StandIn, role: Role, writes: bool) -> Seat {
    Seat {
        author: key.author(),
        window: [1; 8],
        role,
        name: " Sam\n".to_owned(),
        writes,
        admits: false,
    }
}

fn opened(key: &StandIn) -> (Machine, Step) {
    Machine::open(
        seat(key, Role::Agent, true),
        [1; 16],
        None,
        (case(), terms()),
        &now(1_000),
    )
    .unwrap()
}

/// Signs and keeps everything; what is sent then.
fn settle(machine: &mut Machine, key: &StandIn, step: Step) -> Vec<Message> {
    let mut send = step.send;
    let mut keeps = step.keep;
    for job in step.sign {
        keeps.extend(machine.signed(job.entry, &key.sign(&job.message)).keep);
    }
    for keep in keeps {
        send.extend(machine.kept(keep.number, &now(1_000)).send);
    }
    send
}

#[test]
fn two_presses_make_an_agreement_that_is_final_on_both_sides() {
    let mut world = two();
    world
        .command(0, Command::Propose(plan_log::body::Affordability::NotChecked))
        .unwrap();
    world.pass(100);
    world.command(1, accept()).unwrap();
    world.pass(100);
    for at in 0..2 {
        assert_eq!(standing(&world, at), Some(Standing::Final));
    }
}

#[test]
fn own_entry_is_folded_at_once_and_leaves_after_it_was_signed_and_kept() {
    let key = StandIn::new(1);
    let (mut machine, step) = opened(&key);
    assert!(machine.state().is_some());
    assert_eq!((step.send.len(), step.sign.len(), step.keep.len()), (0, 1, 0));
    settle(&mut machine, &key, step);
    let first = machine.command(amount(5_000), &now(2_000)).unwrap();
    let second = machine.command(amount(4_000), &now(2_000)).unwrap();
    assert_eq!(machine.terms().unwrap().instalments.held, Held::Amount(4_000));
    assert_eq!(machine.unsent(), 2);
    // The second is signed first: it waits for the one it follows.
    let job = &second.sign[0];
    let step = machine.signed(job.entry, &key.sign(&job.message));
    assert!(step.keep.is_empty() && step.send.is_empty());
    let job = &first.sign[0];
    let step = machine.signed(job.entry, &key.sign(&job.message));
    assert_eq!(step.keep.len(), 2);
    assert!(step.send.is_empty());
    let sent = machine.kept(step.keep[0].number, &now(2_000)).send;
    assert!(matches!(sent[0].said(), Said::Entries(entries) if entries.len() == 1 && sent.len() == 1));
    assert_eq!(machine.unsent(), 1);
    machine.kept(step.keep[1].number, &now(2_000));
    assert_eq!(machine.unsent(), 0);
}

#[test]
fn key_that_does_not_sign_takes_back_what_was_written() {
    let key = StandIn::new(1);
    let (mut machine, step) = opened(&key);
    settle(&mut machine, &key, step);
    let heads = machine.log().heads().to_vec();
    machine.command(amount(5_000), &now(2_000)).unwrap();
    assert_eq!(machine.not_signed().news, [News::NotSigned]);
    assert_eq!(machine.log().heads(), heads);
    assert_eq!(machine.terms(), Some(terms()));
    assert_eq!(machine.unsigned().count(), 0);
}

#[test]
fn store_that_refuses_is_asked_again_and_nothing_is_sent_before() {
    let key = StandIn::new(1);
    let (mut machine, step) = opened(&key);
    settle(&mut machine, &key, step);
    let step = machine.command(amount(5_000), &now(2_000)).unwrap();
    let job = &step.sign[0];
    let keep = machine.signed(job.entry, &key.sign(&job.message)).keep;
    assert_eq!(machine.not_kept().news, [News::NotKept]);
    assert_eq!(machine.not_kept().news, []);
    let again = machine.tick(&now(2_500));
    assert_eq!(again.keep, keep);
    assert!(
        again
            .send
            .iter()
            .all(|message| !matches!(message.said(), Said::Entries(_)))
    );
    assert_eq!(machine.kept(keep[0].number, &now(3_000)).send.len(), 1);
    assert!(machine.tick(&now(3_100)).keep.is_empty());
}

#[test]
fn stored_log_is_checked_before_anything_is_written() {
    let key = StandIn::new(1);
    let (mut machine, step) = opened(&key);
    settle(&mut machine, &key, step);
    let step = machine.command(amount(5_000), &now(2_000)).unwrap();
    settle(&mut machine, &key, step);
    let mut stored = Bundle::of(machine.log()).entries;
    let genesis = machine.log().genesis().clone();
    let (mut again, step) = Machine::start(seat(&key, Role::Agent, true), genesis.clone(), &stored, &now(3_000));
    assert_eq!(again.command(amount(1), &now(3_000)).err(), Some(Refusal::NotReady));
    let answers: Vec<_> = step
        .verify
        .iter()
        .rev()
        .map(|(n, job)| (*n, StandInRule.verifies(job)))
        .collect();
    let step = again.verified(&answers, &now(3_000));
    assert_eq!(step.news, [News::Loaded(0), News::Changed]);
    assert!(step.keep.is_empty());
    assert_eq!(again.state(), machine.state());
    // Somebody was at the store.
    let last = stored[1].len() - 1;
    stored[1][last] ^= 1;
    let (mut spoilt, step) = Machine::start(seat(&key, Role::Agent, true), genesis, &stored, &now(3_000));
    let answers: Vec<_> = step
        .verify
        .iter()
        .map(|(n, job)| (*n, StandInRule.verifies(job)))
        .collect();
    assert_eq!(
        spoilt.verified(&answers, &now(3_000)).news,
        [News::Loaded(1), News::Changed]
    );
}

#[test]
fn only_one_window_of_a_key_writes() {
    let key = StandIn::new(1);
    let (mut machine, step) = opened(&key);
    settle(&mut machine, &key, step);
    let stored = Bundle::of(machine.log()).entries;
    let genesis = machine.log().genesis().clone();
    let (mut tab, step) = Machine::start(seat(&key, Role::Agent, false), genesis, &stored, &now(3_000));
    let answers: Vec<_> = step.verify.iter().map(|(n, _)| (*n, true)).collect();
    tab.verified(&answers, &now(3_000));
    assert_eq!(tab.command(amount(1), &now(3_000)).err(), Some(Refusal::NotWriter));
    tab.take_over(&now(3_000));
    assert!(tab.command(amount(1), &now(3_000)).is_ok());
}

#[test]
fn what_is_taken_back_is_stored_without_its_words() {
    let key = StandIn::new(1);
    let (mut machine, step) = opened(&key);
    settle(&mut machine, &key, step);
    let text = "large print".to_owned();
    let step = machine
        .command(Command::Comment { about: None, text }, &now(2_000))
        .unwrap();
    let said = step.sign[0].entry;
    settle(&mut machine, &key, step);
    let step = machine.command(Command::Erase(vec![said]), &now(3_000)).unwrap();
    let job = step.sign[0].clone();
    let keeps = machine.signed(job.entry, &key.sign(&job.message)).keep;
    let kept: Vec<_> = keeps.iter().map(|keep| keep.entry).collect();
    assert_eq!(kept, [job.entry, said]);
    let has_words = |bytes: &[u8]| bytes.windows(5).any(|part| part == b"large");
    assert!(keeps.iter().all(|keep| !has_words(&keep.bytes)));
    assert!(Bundle::of(machine.log()).entries.iter().all(|entry| !has_words(entry)));
}

#[test]
fn forged_entries_are_refused_and_keep_nothing_away() {
    let mut world = two();
    let step = {
        let now = world.now(0);
        world.sites[0]
            .machine
            .as_mut()
            .unwrap()
            .command(amount(5_000), &now)
            .unwrap()
    };
    let job = step.sign[0].clone();
    let signature = world.sites[0].key.sign(&job.message);
    let keep = world.sites[0]
        .machine
        .as_mut()
        .unwrap()
        .signed(job.entry, &signature)
        .keep;
    let real = keep[0].bytes.to_vec();
    // The same entry under a signature that somebody made up.
    let mut forged = real.clone();
    let at = real.windows(64).position(|part| part == signature.as_bytes()).unwrap();
    forged[at + 5] ^= 1;
    let room = world.machine(0).room();
    let message = |entry: &[u8]| forge::message(room, [77; 8], Role::Agent, &[entry]);
    let (bad, good) = (message(&forged), message(&real));
    let time = world.now(1);
    let machine = world.sites[1].machine.as_mut().unwrap();
    let (first, second) = (machine.receive(&bad, &time), machine.receive(&good, &time));
    let answers: Vec<_> = first
        .verify
        .iter()
        .chain(&second.verify)
        .map(|(n, job)| (*n, StandInRule.verifies(job)))
        .collect();
    assert_eq!(
        answers.iter().map(|(_, theirs)| *theirs).collect::<Vec<_>>(),
        [false, true]
    );
    let step = machine.verified(&answers, &time);
    assert_eq!(step.news, [News::Refused(Refused::BadSignature), News::Changed]);
    assert_eq!(machine.terms().unwrap().instalments.held, Held::Amount(5_000));
}

/// Writes one thing after another until the room takes no more.
fn fill(what: impl Fn(u64) -> Command) -> Machine {
    let key = StandIn::new(1);
    let (mut machine, step) = opened(&key);
    settle(&mut machine, &key, step);
    for number in 0.. {
        match machine.command(what(number), &now(2_000 + number)) {
            Ok(step) => drop(settle(&mut machine, &key, step)),
            Err(refusal) => {
                assert_eq!(refusal, Refusal::Full);
                break;
            }
        }
    }
    machine
}

#[test]
fn full_room_takes_closing_words_and_stays_within_its_limits() {
    let text = "\u{1f4b7}".repeat(2_500);
    let long = fill(|_| Command::Comment {
        about: None,
        text: text.clone(),
    });
    assert!(long.log().bytes() > MAX_ROOM_BYTES - (64 << 10) && long.log().len() < 200);
    let many = fill(|number| Command::Pause(number.is_multiple_of(2)));
    assert_eq!(many.log().len(), MAX_ENTRIES - 64);
    for mut machine in [long, many] {
        assert_eq!(machine.command(amount(1), &now(9_000)).err(), Some(Refusal::Full));
        for mode in [ScreenMode::Blank, ScreenMode::Live] {
            assert!(machine.command(Command::Screen(mode), &now(9_000)).is_ok());
        }
        assert!(machine.command(Command::Leave, &now(9_000)).is_ok());
        assert!(machine.log().bytes() <= MAX_ROOM_BYTES && machine.log().len() <= MAX_ENTRIES);
    }
}

#[test]
fn window_that_knows_a_name_is_told_how_the_room_begins() {
    let mut world = two();
    let room = world.machine(0).room();
    let asking = Asking::new(room, [50; 8], Role::Person);
    let now = world.now(0);
    let step = world.sites[0]
        .machine
        .as_mut()
        .unwrap()
        .receive(&asking.ask(5).to_bytes(), &now);
    let told: Vec<_> = step
        .send
        .iter()
        .filter_map(|message| asking.receive(&message.to_bytes()))
        .collect();
    assert_eq!(told, [world.machine(0).log().genesis().clone()]);
    // Somebody else's room is no answer.
    let other = Asking::new(plan_log::Digest::of("other", &[]), [50; 8], Role::Person);
    assert!(
        step.send
            .iter()
            .all(|message| other.receive(&message.to_bytes()).is_none())
    );
}

#[test]
fn clocks_that_are_off_are_shown_and_change_nothing() {
    let mut world = two();
    world.sites[1].clock_off_ms = 720_000;
    world.start(1);
    world.pass(100);
    let window = world.machine(1).seat().window;
    assert_eq!(world.machine(0).clock_ahead_ms(window).map(|ms| ms / 60_000), Some(11));
    world
        .command(1, Command::Propose(plan_log::body::Affordability::NotChecked))
        .unwrap();
    world.pass(100);
    world.command(0, accept()).unwrap();
    world.pass(100);
    assert_eq!(standing(&world, 0), Some(Standing::Final));
}

#[test]
fn trial_is_shared_when_it_is_suggested() {
    let mut world = two();
    world.command(0, Command::TryAlone { announced: true }).unwrap();
    world.command(0, amount(5_000)).unwrap();
    world.pass(100);
    let theirs = world.machine(1).state().unwrap().clone();
    assert_eq!(
        (theirs.screen.mode, theirs.terms.clone()),
        (ScreenMode::Frozen, terms())
    );
    assert_eq!(world.command(1, amount(1)), Err(Refusal::NotLive));
    world.command(0, Command::Suggest).unwrap();
    world.pass(100);
    assert_eq!(world.machine(1).terms().unwrap().instalments.held, Held::Amount(5_000));
    world.command(0, Command::Undo).unwrap();
    world.command(0, Command::Redo).unwrap();
    world.pass(100);
    assert_eq!(world.machine(1).terms(), world.machine(0).terms());
}

#[test]
fn message_of_any_kind_reads_as_it_was_written_and_large_logs_take_several() {
    let mut world = two();
    for number in 0..200 {
        world.command(0, amount(6_001 + number)).unwrap();
    }
    world.sites[1].store.clear();
    world.start(1);
    let sizes: Vec<usize> = world.mail.iter().map(|(_, _, bytes)| bytes.len()).collect();
    assert!(sizes.iter().all(|size| *size <= MAX_MESSAGE_BYTES));
    world.settle();
    assert_eq!(
        world.machine(1).state().unwrap().terms,
        world.machine(0).state().unwrap().terms
    );
    let bye = world.machine(0).leave();
    let drag = world.machine(0).drag(Some(FieldValue::Held(Held::Count(3)))).unwrap();
    for message in [bye, drag] {
        assert_eq!(Message::read(&message.to_bytes()), Ok(message));
    }
    assert_eq!(Message::read(&vec![0; MAX_MESSAGE_BYTES + 1]), Err(Refused::TooLarge));
}

proptest! {
    /// Whatever arrives, nothing panics and nothing is folded.
    #[test]
    fn prop_any_message_is_answered(bytes: Vec<u8>, place: prop::sample::Index, bit in 0_u8..8) {
        let mut world = two();
        let before = world.machine(1).state().cloned();
        world.deliver(1, &bytes);
        let room = world.machine(0).room();
        let entries = Bundle::of(world.machine(0).log()).entries;
        let mut message = forge::message(room, [77; 8], Role::Agent, &entries);
        let at = place.index(message.len());
        message[at] ^= 1 << bit;
        world.deliver(1, &message);
        prop_assert_eq!(world.machine(1).state().cloned(), before);
    }
}

/// Windows are not all joined to each other: one hears from a second that there is more, which a third brought it.
#[test]
fn window_that_hears_of_more_asks_soon() {
    let key = StandIn::new(1);
    let (mut machine, step) = opened(&key);
    settle(&mut machine, &key, step);
    let other = Seat {
        window: [2; 8],
        ..seat(&key, Role::Agent, true)
    };
    let entries: Vec<Vec<u8>> = machine.log().arrived().map(|entry| entry.bytes().to_vec()).collect();
    let (mut elsewhere, step) = Machine::start(other, machine.log().genesis().clone(), &entries, &now(1_000));
    let answers: Vec<(u64, bool)> = step.verify.iter().map(|(number, _)| (*number, true)).collect();
    elsewhere.verified(&answers, &now(1_000));
    let step = elsewhere.command(amount(5_000), &now(2_000)).unwrap();
    settle(&mut elsewhere, &key, step);
    assert_eq!(machine.tick(&now(40_000)).send.len(), 1);
    assert_eq!(machine.tick(&now(42_000)).send, []);
    let hello = elsewhere.greet(&now(42_000)).send.remove(0);
    machine.receive(&hello.to_bytes(), &now(42_000));
    assert_eq!(machine.tick(&now(42_100)).send.len(), 1);
}
