//! Two tabs of one side in one browser: they share a key, a store and a lock. One writes at a time; when it is killed the
//! other one starts anew from the store. Whatever the moment, nobody ever hears two histories of them.

use plan_core::{FieldValue, Held};
use plan_log::keys::Signing;
use plan_log::machine::{Command, Keep, Now, Refusal, Seat, Step};
use plan_log::message::Said;
use plan_log::{Genesis, Log, Machine, Role, Unverified};
use std::rc::Rc;

use crate::hands::{case, terms};
use crate::keys::StandIn;

/// More than these fit into no room.
const WRITES_OF_A_ROOM: u64 = 1_700;
const ROOMS: u64 = 6;

struct Browser {
    key: StandIn,
    genesis: Genesis,
    store: Vec<Vec<u8>>,
    heard: Log,
    chance: u64,
    at: u64,
}

impl Browser {
    fn below(&mut self, limit: u64) -> u64 {
        // Knuth's constants: good enough to draw moments.
        self.chance = self
            .chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.chance >> 33) % limit
    }

    fn now(&mut self) -> Now {
        self.at += 1;
        let mut entropy = [0; 32];
        entropy[..8].copy_from_slice(&self.at.to_be_bytes());
        Now {
            ms: self.at,
            zone_min: 0,
            entropy,
        }
    }

    fn tab(&mut self, writes: bool) -> Machine {
        let seat = seat(&self.key, writes);
        let now = self.now();
        let (mut machine, step) = Machine::start(seat, self.genesis.clone(), &self.store, &now);
        let answers: Vec<_> = step.verify.iter().map(|(number, _)| (*number, true)).collect();
        let now = self.now();
        let step = machine.verified(&answers, &now);
        assert!(step.keep.is_empty() && !machine.is_loading());
        machine
    }

    fn keep(&mut self, keeps: &[Keep]) {
        self.store.extend(keeps.iter().map(|keep| keep.bytes.to_vec()));
    }

    /// Everybody else hears what is sent.
    fn hear(&mut self, step: &Step) {
        for message in &step.send {
            if let Said::Entries(entries) = message.said() {
                for bytes in entries {
                    let entry = Unverified::read(self.heard.room(), bytes).unwrap();
                    self.heard.insert(Rc::new(entry.answered(true).unwrap()));
                }
            }
        }
    }

    /// Carries a step of the writing tab out, but for what comes after it is killed; whether it lives.
    fn carry_out(&mut self, machine: &mut Machine, step: Step) -> bool {
        let dies_at = if self.below(40) == 0 { self.below(4) } else { 4 };
        if dies_at == 0 {
            return false;
        }
        let mut keeps = step.keep;
        for job in step.sign {
            keeps.extend(machine.signed(job.entry, &self.key.sign(&job.message)).keep);
        }
        if dies_at == 1 {
            return false;
        }
        self.keep(&keeps);
        if dies_at == 2 {
            return false;
        }
        for keep in keeps {
            let now = self.now();
            let sends = machine.kept(keep.number, &now);
            self.hear(&sends);
        }
        dies_at == 4
    }
}

fn seat(key: &StandIn, writes: bool) -> Seat {
    Seat {
        author: key.author(),
        window: [u8::from(writes); 8],
        role: Role::Agent,
        name: "Sam".to_owned(),
        writes,
        admits: true,
    }
}

fn amount(amount: u64) -> Command {
    Command::Adjust(vec![FieldValue::Held(Held::Amount(i64::try_from(amount).unwrap()))])
}

#[test]
fn two_tabs_write_ten_thousand_times_and_never_two_histories() {
    let mut killed = 0;
    for room in 1..=ROOMS {
        let key = StandIn::new(room);
        let now = Now {
            ms: 1,
            zone_min: 0,
            entropy: [1; 32],
        };
        let plan = (case(), terms());
        let (mut writer, step) = Machine::open(seat(&key, true), [1; 16], None, plan, &now).unwrap();
        let genesis = writer.log().genesis().clone();
        let mut browser = Browser {
            key,
            heard: Log::new(genesis.clone()),
            genesis,
            store: Vec::new(),
            chance: room,
            at: 1,
        };
        // Opened for good: a room whose first entry is in no store is nobody's.
        let opening = step.sign[0].clone();
        let signature = browser.key.sign(&opening.message);
        let keeps = writer.signed(opening.entry, &signature).keep;
        browser.keep(&keeps);
        let now = browser.now();
        let sends = writer.kept(keeps[0].number, &now);
        browser.hear(&sends);
        for write in 0..WRITES_OF_A_ROOM {
            if browser.below(50) == 0 {
                let mut reader = browser.tab(false);
                let now = browser.now();
                assert_eq!(reader.command(amount(1), &now).err(), Some(Refusal::NotWriter));
            }
            let now = browser.now();
            let step = writer.command(amount(6_001 + write), &now).unwrap();
            if !browser.carry_out(&mut writer, step) {
                killed += 1;
                // The lock is free: the other tab has it, and starts from what is kept.
                writer = browser.tab(true);
                let now = browser.now();
                let greeting = writer.greet(&now);
                browser.hear(&greeting);
            }
        }
        assert!(browser.heard.forks().is_empty(), "room {room}");
        assert!(writer.log().forks().is_empty(), "room {room}");
        // What anybody heard is kept.
        let kept = browser.tab(false);
        assert!(browser.heard.arrived().all(|entry| kept.log().contains(entry.id())));
        assert_eq!(kept.log().waiting(), 0);
    }
    assert!(killed > 150, "{killed}");
}
