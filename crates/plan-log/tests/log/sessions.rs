//! Sessions of two to four windows in bad weather: what they end with, and what none of them ever sees.

use plan_core::{FieldValue, Held};
use plan_log::body::ScreenMode;
use plan_log::keys::{Signing, Verifying};
use plan_log::machine::Command;
use plan_log::state::Route;
use plan_log::{Body, EntryId, Machine, Standing};
use plan_log::{Digest, agreement_digest};

use crate::keys::{Real, RealRule, StandIn, StandInRule};
use crate::world::{Chance, Weather, World};

/// Steps of a session.
const STEPS: u64 = 50;
/// A day, by which a clock is off.
const DAY_MS: i64 = 86_400_000;

/// How many cases, and from which seed: a few here, and as many as `cargo xtask prove` asks for.
pub fn cases(name: &str, few: u64) -> (u64, u64) {
    let asked = |key: &str| std::env::var(key).ok().and_then(|value| value.parse().ok());
    if std::env::var("PROVE_NAME").is_ok_and(|asked| asked == name) {
        (asked("PROVE_CASES").unwrap_or(few), asked("PROVE_SEED").unwrap_or(1))
    } else {
        (few, 1)
    }
}

/// What a window shows as agreed for good: by which seal, and on which digest. It is never shown wrongly.
#[track_caller]
pub fn agreed_for_good(machine: &Machine) -> Vec<(EntryId, Digest)> {
    let Some(state) = machine.state() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for agreement in state.earlier.iter().chain(&state.agreement) {
        let Route::Agreed {
            proposal,
            accepted,
            standing: Standing::Final,
            ..
        } = agreement.route
        else {
            continue;
        };
        let log = machine.log();
        let of = |id: EntryId| log.get(id).unwrap();
        let Some(Body::Accept { digest, .. }) = of(accepted.entry).body() else {
            unreachable!("an answer")
        };
        let Some(Body::Seal {
            accept, digest: sealed, ..
        }) = of(agreement.made_by).body()
        else {
            unreachable!("a seal")
        };
        assert_eq!(
            (digest, sealed, *accept),
            (&agreement.digest, &agreement.digest, accepted.entry)
        );
        assert_eq!(of(proposal).author(), of(agreement.made_by).author());
        assert_ne!(
            log.side_of(of(proposal).author()),
            log.side_of(of(accepted.entry).author())
        );
        if let Some(known) = &agreement.known {
            assert_eq!(agreement_digest(&known.case, &known.terms), agreement.digest);
        }
        found.push((agreement.made_by, agreement.digest));
    }
    found
}

/// Something that the person at a window might do, whether or not it can be done.
pub fn any_command(chance: &mut Chance, machine: &Machine) -> Command {
    match chance.below(16) {
        0..=3 => {
            let amount = i64::try_from(chance.below(40)).unwrap() * 100 + 3_000;
            Command::Adjust(vec![FieldValue::Held(Held::Amount(amount))])
        }
        4..=6 => Command::Propose(plan_log::body::Affordability::NotChecked),
        7..=10 => Command::Accept {
            consent: "Yes.".to_owned(),
        },
        11 => Command::Withdraw,
        12 => Command::Undo,
        13 => Command::Comment {
            about: None,
            text: "A word.".to_owned(),
        },
        14 => {
            let mine = |machine: &Machine| {
                let state = machine.state()?;
                let mine = state
                    .remarks
                    .iter()
                    .find(|remark| remark.author == machine.seat().author);
                mine.map(|remark| remark.entry)
            };
            Command::Erase(mine(machine).into_iter().collect())
        }
        _ => Command::Screen(if chance.one_in(3) {
            ScreenMode::Blank
        } else {
            ScreenMode::Live
        }),
    }
}

fn weather(chance: &mut Chance) -> Weather {
    let mut one = |choices: [u64; 3]| choices[usize::try_from(chance.below(3)).unwrap()];
    Weather {
        loses: one([0, 10, 3]),
        repeats: one([0, 8, 4]),
        reorders: one([0, 6, 2]),
        quota: one([0, 0, 6]),
    }
}

fn session<K: Signing, R: Verifying>(keys: Vec<K>, rule: R, seed: u64) -> u64 {
    let mut world = World::new(keys, rule, seed);
    let count = world.sites.len() as u64;
    world.weather = weather(&mut world.chance);
    let mut seen: Vec<(EntryId, Digest)> = Vec::new();
    for _ in 0..STEPS {
        let at = usize::try_from(world.chance.below(count)).unwrap();
        match world.chance.below(24) {
            0 => world.kill(at),
            1 => world.cut_off[at] = !world.cut_off[at],
            2 => {
                let days = i64::try_from(world.chance.below(3)).unwrap() - 1;
                world.sites[at].clock_off_ms = days * DAY_MS;
            }
            3..=5 => world.tick(at),
            6..=9 => {
                let ms = world.chance.below(2_000);
                world.pass(ms);
            }
            _ if world.sites[at].machine.is_none() => world.start(at),
            _ => {
                let machine = world.sites[at].machine.clone().unwrap();
                let command = any_command(&mut world.chance, &machine);
                world.command(at, command).ok();
                let ms = world.chance.below(40);
                world.pass(ms);
            }
        }
        for site in &world.sites {
            let Some(machine) = &site.machine else { continue };
            let found = agreed_for_good(machine);
            // What has not left the window may still be lost with it.
            if machine.unsent() == 0 {
                seen.extend(found);
            }
        }
    }
    world.settle();
    let first = world.machine(0);
    let at_the_end = agreed_for_good(first);
    for seen in &seen {
        assert!(at_the_end.contains(seen), "what was agreed for good was lost");
    }
    for (at, site) in world.sites.iter().enumerate() {
        let machine = world.machine(at);
        assert_eq!(machine.log().heads(), first.log().heads(), "heads");
        assert_eq!(machine.state(), first.state(), "state");
        assert!(
            machine.log().forks().is_empty() && site.forks.is_empty(),
            "somebody contradicted themselves"
        );
        for entry in &site.acknowledged {
            assert!(machine.log().contains(*entry), "an acknowledged entry was lost");
        }
        assert_eq!(site.store.len(), machine.log().len(), "stored");
    }
    at_the_end.len() as u64
}

/// Whatever the weather: no divergence, no acknowledged entry is lost, nothing is agreed without an answer and a seal on the
/// same digest, and what is agreed for good stays so. One session in a hundred signs with P-256.
#[test]
fn sessions_of_chance_end_alike() {
    let (cases, first) = cases("sessions", 1_000);
    let mut agreed = 0;
    for seed in first..first + cases {
        // Shown when the session fails.
        println!("session {seed}");
        let count = 2 + seed % 3;
        agreed += if seed.is_multiple_of(100) {
            session((0..count).map(Real::new).collect(), RealRule, seed)
        } else {
            session((0..count).map(StandIn::new).collect(), StandInRule, seed)
        };
    }
    // Otherwise the sessions would show nothing about agreements.
    assert!(agreed > cases / 10, "{agreed} agreements in {cases} sessions");
}
