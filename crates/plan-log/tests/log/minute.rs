//! "I need a minute", and somebody who helps: what is put forward waits, and nobody binds anybody else.

use plan_core::{FieldValue, Held};
use plan_log::body::Affordability;
use plan_log::machine::{Command, Refusal};
use plan_log::state::Route;
use plan_log::{Role, Standing};

use crate::keys::{StandIn, StandInRule};
use crate::world::World;

type Two = World<StandIn, StandInRule>;

const AGENT: usize = 0;
const PERSON: usize = 1;

fn proposed() -> Two {
    let mut world = World::new(vec![StandIn::new(1), StandIn::new(2)], StandInRule, 1);
    world
        .command(AGENT, Command::Propose(Affordability::NotChecked))
        .unwrap();
    world.pass(100);
    world
}

fn accept() -> Command {
    Command::Accept {
        consent: "I agree.".to_owned(),
    }
}

/// Somebody helps, or nobody does any more, as one side says.
fn helps(world: &mut Two, at: usize, helps: bool) {
    let now = world.now(at);
    let step = world.sites[at].machine.as_mut().unwrap().set_helps(helps, &now);
    world.carry_out(at, step);
}

fn is_final(world: &Two) -> bool {
    let agreement = world.machine(AGENT).state().unwrap().agreement.clone();
    agreement.is_some_and(|agreement| match agreement.route {
        Route::Agreed { standing, .. } => standing == Standing::Final,
        _ => false,
    })
}

#[test]
fn nothing_is_agreed_in_a_pause_and_who_asked_for_it_ends_it() {
    let mut world = proposed();
    world.command(PERSON, Command::Pause(true)).unwrap();
    world.pass(100);
    assert_eq!(world.machine(AGENT).state().unwrap().paused, Some(Role::Person));
    assert_eq!(world.command(PERSON, accept()), Err(Refusal::Paused));
    assert_eq!(
        world.command(AGENT, Command::Pause(false)),
        Err(Refusal::NothingToDo),
        "the person is here and says when"
    );
    world.command(PERSON, Command::Pause(false)).unwrap();
    world.command(PERSON, accept()).unwrap();
    world.pass(100);
    assert!(is_final(&world));
}

#[test]
fn what_was_put_forward_can_be_taken_back_in_a_pause_and_nothing_new_is() {
    let mut world = proposed();
    world.command(PERSON, Command::Pause(true)).unwrap();
    world.pass(100);
    world.command(AGENT, Command::Withdraw).unwrap();
    assert_eq!(
        world.command(AGENT, Command::Propose(Affordability::NotChecked)),
        Err(Refusal::Paused)
    );
}

#[test]
fn an_answer_from_before_the_pause_is_sealed_after_it() {
    let mut world = proposed();
    // The answer arrives together with the wish for a minute, as after a lost connection.
    world.cut_off[AGENT] = true;
    world.command(PERSON, accept()).unwrap();
    world.command(PERSON, Command::Pause(true)).unwrap();
    world.pass(100);
    world.settle();
    assert!(!is_final(&world));
    world.command(PERSON, Command::Pause(false)).unwrap();
    world.pass(100);
    assert!(is_final(&world));
}

#[test]
fn where_nobody_of_that_side_is_here_any_more_the_other_side_goes_on() {
    let mut world = proposed();
    world.command(PERSON, Command::Pause(true)).unwrap();
    world.pass(100);
    world.kill(PERSON);
    let machine = world.sites[AGENT].machine.as_mut().unwrap();
    for (window, hellos) in machine.others().collect::<Vec<_>>() {
        machine.lost(window, hellos);
    }
    world.command(AGENT, Command::Pause(false)).unwrap();
    assert_eq!(world.machine(AGENT).state().unwrap().paused, None);
}

#[test]
fn whoever_helps_sees_and_suggests_and_binds_nobody() {
    let mut world = proposed();
    helps(&mut world, PERSON, true);
    assert_eq!(world.command(PERSON, accept()), Err(Refusal::Helping));
    world
        .command(PERSON, Command::Adjust(vec![FieldValue::Held(Held::Amount(4_000))]))
        .unwrap();
    for command in [Command::Propose(Affordability::NotChecked), Command::Withdraw] {
        assert_eq!(world.command(PERSON, command), Err(Refusal::Helping));
    }
    helps(&mut world, PERSON, false);
    world
        .command(PERSON, Command::Propose(Affordability::NotChecked))
        .unwrap();
    // The answer comes while somebody else sits there: it is sealed once the person is back.
    helps(&mut world, PERSON, true);
    world.pass(100);
    world.command(AGENT, accept()).unwrap();
    world.pass(100);
    assert!(!is_final(&world));
    helps(&mut world, PERSON, false);
    world.pass(100);
    assert!(is_final(&world));
}

#[test]
fn what_either_side_says_of_who_helps_holds_on_the_machine_of_the_other() {
    let mut world = proposed();
    helps(&mut world, AGENT, true);
    world.pass(100);
    assert!(world.machine(PERSON).helps());
    assert_eq!(world.command(PERSON, accept()), Err(Refusal::Helping));
    // The agent is nobody's helper: what they put forward is as before.
    world.command(AGENT, Command::Withdraw).unwrap();
    world
        .command(AGENT, Command::Propose(Affordability::NotChecked))
        .unwrap();
    world.pass(100);
    helps(&mut world, PERSON, false);
    world.pass(100);
    assert!(!world.machine(AGENT).helps());
    world.command(PERSON, accept()).unwrap();
    world.pass(100);
    assert!(is_final(&world));
}

#[test]
fn who_comes_back_is_told_that_they_help() {
    let mut world = proposed();
    world.cut_off[AGENT] = true;
    helps(&mut world, AGENT, true);
    world.pass(100);
    assert!(!world.machine(PERSON).helps());
    world.cut_off[AGENT] = false;
    let now = world.now(PERSON);
    let step = world.sites[PERSON].machine.as_mut().unwrap().greet(&now);
    world.carry_out(PERSON, step);
    world.pass(100);
    assert!(world.machine(PERSON).helps());
}
