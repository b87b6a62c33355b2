//! Windows with stores that can fail, and a network that loses, repeats, reorders and delays.

use plan_log::Role;
use plan_log::carry::Carry;
use plan_log::keys::{Signing, Verifying};
use plan_log::machine::{Command, Keep, News, Now, Refusal, Seat, Step};
use plan_log::{EntryId, Fork, Genesis, Machine};

use crate::hands::{case, terms};

/// Chance, from a seed that is printed when something fails.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1)
    }

    pub const fn next(&mut self) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Below `end`.
    pub const fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 16) % end
    }

    /// One time in `of`.
    pub const fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }
}

/// The number of a site as a byte.
pub fn small(at: usize) -> u8 {
    u8::try_from(at).unwrap()
}

/// How the world treats messages and stores; each is one time in so many, none for 0.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    pub loses: u64,
    pub repeats: u64,
    pub reorders: u64,
    pub quota: u64,
}

pub const FAIR: Weather = Weather {
    loses: 0,
    repeats: 0,
    reorders: 0,
    quota: 0,
};

/// A window with its key, its store and the machine, which is gone while the window is closed.
pub struct Site<K> {
    pub key: K,
    pub role: Role,
    pub machine: Option<Machine>,
    /// Bytes by name, in the order in which they were first written.
    pub store: Vec<(EntryId, Vec<u8>)>,
    pub genesis: Option<Genesis>,
    pub clock_off_ms: i64,
    /// Entries of its own that others said they have.
    pub acknowledged: Vec<EntryId>,
    pub forks: Vec<Fork>,
    /// Windows that were closed without a word have other names afterwards.
    loads: u8,
    calls: u64,
}

pub struct World<K, R> {
    pub sites: Vec<Site<K>>,
    pub rule: R,
    pub chance: Chance,
    pub weather: Weather,
    pub now_ms: u64,
    /// On their way: when they arrive, to whom.
    pub mail: Vec<(u64, usize, Vec<u8>)>,
    /// Sites that reach nobody.
    pub cut_off: Vec<bool>,
}

impl<K: Signing, R: Verifying> World<K, R> {
    /// The first opens the room, as the agent; the others come in, the second as the person, and everybody has everything.
    pub fn new(keys: Vec<K>, rule: R, seed: u64) -> Self {
        let count = keys.len();
        let site = |(at, key)| Site {
            key,
            role: if at == 1 || at == 3 { Role::Person } else { Role::Agent },
            machine: None,
            store: Vec::new(),
            genesis: None,
            clock_off_ms: 0,
            acknowledged: Vec::new(),
            forks: Vec::new(),
            loads: 0,
            calls: 0,
        };
        let mut world = Self {
            sites: keys.into_iter().enumerate().map(site).collect(),
            rule,
            chance: Chance::new(seed),
            weather: FAIR,
            now_ms: 1_764_000_000_000,
            mail: Vec::new(),
            cut_off: vec![false; count],
        };
        world.sites[0].loads = 1;
        let (seat, now) = (world.seat(0), world.now(0));
        let (machine, step) = Machine::open(seat, [3; 16], None, (case(), terms()), &now).unwrap();
        let genesis = machine.log().genesis().clone();
        world.sites[0].machine = Some(machine);
        world
            .sites
            .iter_mut()
            .for_each(|site| site.genesis = Some(genesis.clone()));
        world.carry_out(0, step);
        for at in 1..count {
            world.start(at);
            world.settle();
        }
        world
    }

    pub fn now(&mut self, at: usize) -> Now {
        let site = &mut self.sites[at];
        site.calls += 1;
        let mut entropy = [small(at); 32];
        entropy[..8].copy_from_slice(&site.calls.to_le_bytes());
        entropy[8] = site.loads;
        Now {
            ms: self.now_ms.saturating_add_signed(site.clock_off_ms),
            zone_min: 0,
            entropy,
        }
    }

    fn seat(&self, at: usize) -> Seat {
        let site = &self.sites[at];
        let mut window = [small(at + 1); 8];
        window[7] = site.loads;
        let name = format!("Site {at}");
        Seat {
            author: site.key.author(),
            window,
            role: site.role,
            name,
            writes: true,
            admits: true,
        }
    }

    /// Opens the window of a site: it has what its store has.
    pub fn start(&mut self, at: usize) {
        self.sites[at].loads += 1;
        let (seat, now) = (self.seat(at), self.now(at));
        let stored: Vec<Vec<u8>> = self.sites[at].store.iter().map(|(_, bytes)| bytes.clone()).collect();
        let genesis = self.sites[at].genesis.clone().unwrap();
        let (machine, step) = Machine::start(seat, genesis, &stored, &now);
        self.sites[at].machine = Some(machine);
        self.carry_out(at, step);
    }

    /// Closes the window of a site without a word: only its store is left.
    pub fn kill(&mut self, at: usize) {
        self.sites[at].machine = None;
    }

    pub fn machine(&self, at: usize) -> &Machine {
        self.sites[at].machine.as_ref().unwrap()
    }

    /// Does what a machine orders, and what follows from it. The world may kill the window on the way.
    pub fn carry_out(&mut self, at: usize, step: Step) {
        for keep in step.keep {
            if !self.keep(at, keep) {
                break;
            }
        }
        for message in step.send {
            let bytes = message.to_bytes();
            self.post(at, &bytes);
        }
        for news in step.news {
            if let News::Forked(fork) = news {
                self.sites[at].forks.push(fork);
            }
        }
        for job in step.sign {
            let signature = self.sites[at].key.sign(&job.message);
            if let Some(machine) = &mut self.sites[at].machine {
                let step = machine.signed(job.entry, &signature);
                self.carry_out(at, step);
            }
        }
        if !step.verify.is_empty() {
            let mut answers: Vec<(u64, bool)> = step
                .verify
                .iter()
                .map(|(number, job)| (*number, self.rule.verifies(job)))
                .collect();
            // Answers come in any order.
            if self.chance.one_in(2) {
                answers.reverse();
            }
            let now = self.now(at);
            if let Some(machine) = &mut self.sites[at].machine {
                let step = machine.verified(&answers, &now);
                self.carry_out(at, step);
            }
        }
        self.note_acknowledged(at);
    }

    /// Whether the store took it.
    fn keep(&mut self, at: usize, keep: Keep) -> bool {
        let now = self.now(at);
        if self.weather.quota > 0 && self.chance.one_in(self.weather.quota) {
            if let Some(machine) = &mut self.sites[at].machine {
                let step = machine.not_kept();
                self.carry_out(at, step);
            }
            return false;
        }
        let site = &mut self.sites[at];
        match site.store.iter_mut().find(|(name, _)| *name == keep.entry) {
            Some((_, bytes)) => *bytes = keep.bytes.to_vec(),
            None => site.store.push((keep.entry, keep.bytes.to_vec())),
        }
        if let Some(machine) = &mut site.machine {
            let step = machine.kept(keep.number, &now);
            self.carry_out(at, step);
        }
        true
    }

    fn note_acknowledged(&mut self, at: usize) {
        let site = &mut self.sites[at];
        let Some(machine) = &site.machine else { return };
        let mine = machine
            .log()
            .arrived()
            .filter(|entry| entry.author() == site.key.author());
        for entry in mine {
            if machine.is_acknowledged(entry.author(), entry.seq()) && !site.acknowledged.contains(&entry.id()) {
                site.acknowledged.push(entry.id());
            }
        }
    }

    fn post(&mut self, from: usize, bytes: &[u8]) {
        for to in (0..self.sites.len()).filter(|to| *to != from) {
            if self.cut_off[from] || self.cut_off[to] {
                continue;
            }
            let Weather {
                loses,
                repeats,
                reorders,
                ..
            } = self.weather;
            if loses > 0 && self.chance.one_in(loses) {
                continue;
            }
            let copies = if repeats > 0 && self.chance.one_in(repeats) {
                2
            } else {
                1
            };
            for _ in 0..copies {
                let late = if reorders > 0 && self.chance.one_in(reorders) {
                    self.chance.below(3_000)
                } else {
                    5
                };
                self.mail.push((self.now_ms + late, to, bytes.to_vec()));
            }
        }
    }

    /// Delivers one message to a site.
    pub fn deliver(&mut self, to: usize, bytes: &[u8]) {
        let now = self.now(to);
        if let Some(machine) = &mut self.sites[to].machine {
            let step = machine.receive(bytes, &now);
            self.carry_out(to, step);
        }
    }

    /// Time passes; what is due arrives.
    pub fn pass(&mut self, ms: u64) {
        let until = self.now_ms + ms;
        while let Some(next) = self.mail.iter().enumerate().min_by_key(|(at, (when, ..))| (*when, *at)) {
            let (at, when) = (next.0, next.1.0);
            if when > until {
                break;
            }
            let (_, to, bytes) = self.mail.remove(at);
            self.now_ms = self.now_ms.max(when);
            self.deliver(to, &bytes);
        }
        self.now_ms = until;
    }

    pub fn tick(&mut self, at: usize) {
        let now = self.now(at);
        if let Some(machine) = &mut self.sites[at].machine {
            let step = machine.tick(&now);
            self.carry_out(at, step);
        }
    }

    pub fn command(&mut self, at: usize, command: Command) -> Result<(), Refusal> {
        let now = self.now(at);
        let Some(machine) = &mut self.sites[at].machine else {
            return Err(Refusal::NotReady);
        };
        let step = machine.command(command, &now)?;
        self.carry_out(at, step);
        Ok(())
    }

    /// Fair weather until nobody lacks anything: everybody ticks, everything arrives.
    pub fn settle(&mut self) {
        self.weather = FAIR;
        self.cut_off.fill(false);
        for at in 0..self.sites.len() {
            if self.sites[at].machine.is_none() && self.sites[at].loads > 0 {
                self.start(at);
            }
        }
        for _ in 0..200 {
            self.pass(31_000);
            if self.is_settled() {
                return;
            }
            for at in 0..self.sites.len() {
                self.tick(at);
            }
        }
        for site in self.sites.iter().filter_map(|site| site.machine.as_ref()) {
            println!(
                "{} entries, {} unsent, {} waiting, {} refused, heads {:?}",
                site.log().len(),
                site.unsent(),
                site.log().waiting(),
                site.state().is_none(),
                site.log().heads()
            );
        }
        println!("{} messages on their way", self.mail.len());
        unreachable!("the windows never come to rest")
    }

    fn is_settled(&self) -> bool {
        let mut open = self.sites.iter().filter_map(|site| site.machine.as_ref());
        let Some(first) = open.next() else { return true };
        let rests = |machine: &Machine| machine.unsent() + machine.unkept() + machine.log().waiting() == 0;
        rests(first)
            && self.mail.is_empty()
            && open.all(|other| rests(other) && other.log().heads() == first.log().heads())
    }
}
