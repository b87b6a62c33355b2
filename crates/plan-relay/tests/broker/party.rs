//! One side of a call: a machine of the log, its key, its way into the room, and its wire.

use std::time::{Duration, Instant};

use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{SigningKey, VerifyingKey};
use plan_core::calendar::parse_iso_date;
use plan_core::{Case, Currency, Debt, Every, Held, Instalments, Terms};
use plan_log::machine::{Asking, Command, Now, Seat, Step};
use plan_log::message::{Message, Said};
use plan_log::{Author, Digest, Machine, Role, Signature, VerificationJob};
use plan_relay::code::Code;
use plan_relay::join::{self, Welcome, by_code};
use plan_relay::mqtt::Settings;
use plan_relay::room::{self, News, Publish};
use plan_relay::{Room, host};

use crate::weather::Weather;
use crate::wire::Wire;

/// Nothing here takes that long.
const PATIENCE: Duration = Duration::from_secs(60);

enum Talk {
    Asking(Asking),
    Machine(Box<Machine>),
}

pub struct Party {
    key: SigningKey,
    role: Role,
    window: [u8; 8],
    talk: Talk,
    pub room: Room,
    pub wire: Wire,
    pub weather: Weather,
    pub news: Vec<News>,
    luck: u64,
}

/// Does the jobs of a step, and those that follow.
pub fn settle(room: &mut Room, mut step: room::Step) -> room::Step {
    let mut done = room::Step::default();
    while !step.jobs.is_empty() {
        for (number, job) in core::mem::take(&mut step.jobs) {
            step.append(room.answered(number, host::answer(&job, None)));
        }
    }
    done.append(step);
    done
}

/// Lets everybody look at their wire until it is so.
pub fn wait_for(parties: &mut [&mut Party], is_so: impl Fn(&[&mut Party]) -> bool) {
    let begun = Instant::now();
    while !is_so(parties) {
        assert!(begun.elapsed() < PATIENCE, "this took too long");
        for party in parties.iter_mut() {
            party.look();
        }
    }
}

fn plan() -> (Case, Terms) {
    let day = |text| parse_iso_date(text).unwrap();
    let instalments = Instalments {
        every: Every::Monthly,
        first_due: day("2026-12-01"),
        day: None,
        held: Held::Amount(6_000),
    };
    let debt = Debt {
        id: "A-1".to_owned(),
        label: None,
        balance: 90_000,
        since: None,
    };
    let terms = Terms::plain(Currency::GBP, day("2026-11-23"), debt, instalments);
    (Case::plain(Currency::GBP, terms.debts.clone()), terms)
}

fn author(key: &SigningKey) -> Author {
    let point = key.verifying_key().to_sec1_point(false);
    Author::from_bytes(point.as_bytes()[1..].try_into().unwrap())
}

fn signing_key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

fn seat(key: &SigningKey, role: Role, window: [u8; 8]) -> Seat {
    Seat {
        author: author(key),
        window,
        role,
        name: if role == Role::Agent { "Sam" } else { "Alex" }.to_owned(),
        writes: true,
        admits: true,
    }
}

fn verifies(job: &VerificationJob) -> bool {
    let sec1 = [&[4][..], job.author.as_bytes()].concat();
    let key = VerifyingKey::from_sec1_bytes(&sec1);
    let signature = p256::ecdsa::Signature::from_slice(job.signature.as_bytes());
    matches!((key, signature), (Ok(key), Ok(signature)) if key.verify(&job.message, &signature).is_ok())
}

impl Party {
    /// An agent who has opened a plan, in a room of their own.
    pub fn agent(port: u16, number: u8) -> Self {
        let (key, window) = (signing_key(number), [number; 8]);
        let now = Now {
            ms: 1_764_000_000_000,
            zone_min: 0,
            entropy: [number; 32],
        };
        let seat = seat(&key, Role::Agent, window);
        let (machine, step) = Machine::open(seat, [number; 16], None, plan(), &now).unwrap();
        let (mut room, begun) = Room::host(machine.room(), window, &[number; 32]);
        settle(&mut room, begun);
        let wire = Wire::new(port, Settings::room(room.name(), room.me()));
        let mut party = Self {
            key,
            role: Role::Agent,
            window,
            talk: Talk::Machine(Box::new(machine)),
            room,
            wire,
            weather: Weather::Fair,
            news: Vec::new(),
            luck: u64::from(number) << 32,
        };
        party.carry_out(step);
        party.wire.connect();
        party
    }

    /// A person who was let in, and knows the room by its name alone.
    pub fn person(port: u16, number: u8, welcome: &Welcome) -> Self {
        let window = [number; 8];
        let room = Room::guest(welcome, window);
        Self {
            key: signing_key(number),
            role: Role::Person,
            window,
            talk: Talk::Asking(Asking::new(welcome.room, window, Role::Person)),
            wire: Wire::new(port, Settings::room(room.name(), room.me())),
            room,
            weather: Weather::Fair,
            news: Vec::new(),
            luck: u64::from(number) << 32,
        }
    }

    pub fn machine(&self) -> Option<&Machine> {
        match &self.talk {
            Talk::Machine(machine) => Some(machine),
            Talk::Asking(_) => None,
        }
    }

    pub fn luck(&mut self) -> [u8; 32] {
        self.luck += 1;
        *Digest::of("luck", &self.luck.to_le_bytes()).as_bytes()
    }

    fn now(&mut self) -> Now {
        Now {
            ms: self.wire.now_ms,
            zone_min: 0,
            entropy: self.luck(),
        }
    }

    pub fn command(&mut self, command: Command) {
        let now = self.now();
        if let Talk::Machine(machine) = &mut self.talk {
            let step = machine.command(command, &now).unwrap();
            self.carry_out(step);
        }
    }

    fn with_machine(&mut self, call: impl FnOnce(&mut Machine, &Now) -> Step) {
        let now = self.now();
        if let Talk::Machine(machine) = &mut self.talk {
            let step = call(machine, &now);
            self.carry_out(step);
        }
    }

    fn carry_out(&mut self, step: Step) {
        for keep in step.keep {
            self.with_machine(|machine, now| machine.kept(keep.number, now));
        }
        for message in step.send {
            self.send(&message);
        }
        for job in step.sign {
            let signature: p256::ecdsa::Signature = self.key.sign(&job.message);
            let signature = Signature::from_signer(&signature.to_bytes()).unwrap();
            self.with_machine(|machine, _| machine.signed(job.entry, &signature));
        }
        if !step.verify.is_empty() {
            let answers: Vec<(u64, bool)> = step
                .verify
                .iter()
                .map(|(number, job)| (*number, verifies(job)))
                .collect();
            self.with_machine(|machine, now| machine.verified(&answers, now));
        }
    }

    fn send(&mut self, message: &Message) {
        let luck = self.luck();
        // Before the first epoch there is nobody to send to.
        if let Ok(step) = self.room.send(message, &luck) {
            self.do_room(step);
        }
    }

    pub fn do_room(&mut self, step: room::Step) {
        let step = settle(&mut self.room, step);
        step.publish.into_iter().for_each(|publish| self.wire.publish(publish));
        for news in step.news {
            match &news {
                News::Message { bytes, .. } => self.hear(bytes),
                News::Epoch(_) => {
                    let luck = self.luck();
                    let here = self.room.here(&luck).unwrap();
                    self.do_room(here);
                    self.greet();
                }
                News::Here(_) => self.greet(),
                _ => {}
            }
            self.news.push(news);
        }
    }

    fn greet(&mut self) {
        let now = self.now();
        match &mut self.talk {
            Talk::Machine(machine) => {
                let step = machine.greet(&now);
                self.carry_out(step);
            }
            Talk::Asking(asking) => {
                let message = asking.ask(now.ms);
                self.send(&message);
            }
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        if let Talk::Asking(asking) = &self.talk {
            let Some(genesis) = asking.receive(bytes) else {
                return;
            };
            let now = self.now();
            let seat = seat(&self.key, self.role, self.window);
            let (machine, step) = Machine::start(seat, genesis, &[], &now);
            self.talk = Talk::Machine(Box::new(machine));
            return self.carry_out(step);
        }
        self.with_machine(|machine, now| machine.receive(bytes, now));
    }

    /// Leaves on the broker what a window needs that knows the room by its name alone.
    pub fn retain(&mut self) {
        let now = self.now();
        let Talk::Machine(machine) = &mut self.talk else { return };
        let newcomer = Asking::new(machine.room(), [255; 8], self.role).ask(now.ms);
        let said = machine.receive(&plan_log::carry::Carry::to_bytes(&newcomer), &now).send;
        machine.lost([255; 8], 1);
        let (summary, written): (Vec<Message>, Vec<Message>) = said
            .into_iter()
            .partition(|message| matches!(message.said(), Said::Have { .. }));
        let luck = self.luck();
        let step = self.room.retain(&summary[0], &written, &luck).unwrap();
        self.do_room(step);
    }

    pub fn look(&mut self) {
        let was_connected = self.wire.client.is_connected();
        for received in self.weather.pass(self.wire.look()) {
            let step = self.room.receive(&received.topic, &received.payload);
            self.do_room(step);
        }
        if self.wire.client.is_connected() && !was_connected {
            let luck = self.luck();
            let step = self.room.tell_keys(&luck);
            self.do_room(step);
            let luck = self.luck();
            if let Ok(step) = self.room.here(&luck) {
                self.do_room(step);
            }
            self.greet();
        }
        self.with_machine(Machine::tick);
    }
}

fn at_the_door(wire: &mut Wire, publish: Vec<Publish>) {
    publish.into_iter().for_each(|publish| wire.publish(publish));
}

/// Somebody hears a code, types it, and is let in: all of it through the broker.
pub fn let_in_by_code(agent: &mut Party, port: u16) -> (Code, Welcome) {
    let code = Code::make(&agent.luck());
    let now_ms = agent.wire.now_ms;
    let mut inviting = by_code::Inviting::new(code, now_ms, &agent.luck());
    let mut host_wire = Wire::new(port, Settings::lobby(inviting.name(), inviting.me()));
    host_wire.connect();
    let begun = Instant::now();
    while !host_wire.client.is_connected() {
        assert!(begun.elapsed() < PATIENCE, "the broker does not let the agent in");
        host_wire.look();
    }
    let (mut joining, step) = by_code::Joining::start(code, now_ms, &[42; 32]);
    let mut guest_wire = Wire::new(port, Settings::lobby(joining.name(), joining.me()));
    guest_wire.connect();
    at_the_door(&mut guest_wire, step.publish);
    loop {
        assert!(begun.elapsed() < PATIENCE, "nobody came in");
        agent.look();
        for received in host_wire.look() {
            let luck = agent.luck();
            let mut step = inviting.receive(&received.payload, now_ms, &luck);
            if step.news.contains(&join::News::Knocks(None)) {
                for (number, job) in inviting.let_in(&agent.room, &luck).jobs {
                    let let_in = inviting.answered(number, host::answer(&job, None));
                    step.publish.extend(let_in.publish);
                    step.news.extend(let_in.news);
                }
            }
            at_the_door(&mut host_wire, step.publish);
            for news in step.news {
                if let join::News::LetIn { peer, pair } = news {
                    let (luck, mut step) = (agent.luck(), room::Step::default());
                    assert!(agent.room.admit(peer, pair, &luck, &mut step));
                    agent.do_room(step);
                }
            }
        }
        for received in guest_wire.look() {
            let step = joining.receive(&received.payload, now_ms);
            at_the_door(&mut guest_wire, step.publish);
            for (number, job) in step.jobs {
                for news in joining.answered(number, host::answer(&job, None)).news {
                    if let join::News::Enter(welcome) = news {
                        return (code, welcome);
                    }
                }
            }
        }
    }
}
