//! The log as the benchmark calls it in a page.

use std::rc::Rc;

use plan_core::{Case, Currency, Date, Debt, Every, FieldValue, Held, Instalments, Terms};
use plan_log::Role;
use plan_log::carry::Carry;
use plan_log::machine::{Command, Now, Seat, Step};
use plan_log::{Author, Bundle, Fold, Log, Machine, Signature, Unverified, Verified};
use wasm_bindgen::prelude::wasm_bindgen;

/// What the negotiation is about: £52,000 at £100 a week.
pub fn plan() -> (Case, Terms) {
    let debt = Debt {
        id: "A-1".to_owned(),
        label: None,
        balance: 5_200_000,
        since: None,
    };
    let first_due = Date::default();
    let instalments = Instalments {
        every: Every::Weekly,
        first_due,
        day: None,
        held: Held::Amount(10_000),
    };
    let terms = Terms::plain(Currency::GBP, first_due, debt, instalments);
    (Case::plain(Currency::GBP, terms.debts.clone()), terms)
}

/// A stored log, opened step by step: its bytes are read, its signatures are checked by the page, its entries are folded.
#[wasm_bindgen]
pub struct Stored {
    bundle: Bundle,
    unverified: Vec<Unverified>,
    verified: Vec<Rc<Verified>>,
    log: Log,
    fold: Fold,
}

/// What is wrong, as text.
fn wrong(why: impl std::fmt::Debug) -> String {
    format!("{why:?}")
}

#[wasm_bindgen]
impl Stored {
    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// Why they are none.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Stored, String> {
        let bundle = Bundle::read(bytes).map_err(wrong)?;
        let log = Log::new(bundle.genesis.clone());
        Ok(Self {
            bundle,
            unverified: Vec::new(),
            verified: Vec::new(),
            log,
            fold: Fold::default(),
        })
    }

    /// Reads each entry.
    ///
    /// # Errors
    /// Why one of them is none.
    pub fn read(&mut self) -> Result<usize, String> {
        let room = self.log.room();
        let read = self.bundle.entries.iter().map(|bytes| Unverified::read(room, bytes));
        self.unverified = read.collect::<Result<_, _>>().map_err(wrong)?;
        Ok(self.unverified.len())
    }

    /// Who is said to have written an entry, as WebCrypto imports it.
    pub fn author(&self, at: usize) -> Vec<u8> {
        self.unverified
            .get(at)
            .map_or_else(Vec::new, |entry| entry.job().author.to_spki().to_vec())
    }

    /// What was signed.
    pub fn message(&self, at: usize) -> Vec<u8> {
        self.unverified
            .get(at)
            .map_or_else(Vec::new, |entry| entry.job().message)
    }

    /// The signature.
    pub fn signature(&self, at: usize) -> Vec<u8> {
        self.unverified
            .get(at)
            .map_or_else(Vec::new, |entry| entry.job().signature.as_bytes().to_vec())
    }

    /// Takes the answers, all of them alike.
    ///
    /// # Errors
    /// Why an entry is refused.
    pub fn answer(&mut self, are_theirs: bool) -> Result<(), String> {
        for entry in self.unverified.drain(..) {
            self.verified.push(Rc::new(entry.answered(are_theirs).map_err(wrong)?));
        }
        Ok(())
    }

    /// Puts the next entries into the log and folds them, in one go.
    pub fn fold(&mut self, count: usize) -> usize {
        let from = self.log.len();
        for entry in self.verified.iter().skip(from).take(count) {
            self.log.insert(Rc::clone(entry));
        }
        self.fold.refresh(&self.log);
        self.log.len()
    }

    /// The amount of each payment, in pence.
    pub fn amount(&self) -> f64 {
        self.fold.state().map_or(0.0, |state| amount_of(&state.terms))
    }
}

/// Exact up to 2^53 pence.
#[expect(clippy::cast_precision_loss, reason = "pence of a plan are far below 2^53")]
fn amount_of(terms: &Terms) -> f64 {
    match terms.instalments.held {
        Held::Amount(amount) => amount as f64,
        _ => 0.0,
    }
}

/// Two windows that change one plan. Signing and checking signatures are left out: a browser does both elsewhere.
#[wasm_bindgen]
pub struct Pair {
    here: Machine,
    there: Machine,
    now: Now,
    /// Bytes that went from the first to the second.
    sent: usize,
    /// What the second has not kept yet.
    unkept: Vec<u64>,
}

fn seat(part: u8, role: Role) -> Seat {
    Seat {
        author: Author::from_bytes([part; 64]),
        window: [part; 8],
        role,
        name: "Sam".to_owned(),
        writes: true,
        admits: role == Role::Agent,
    }
}

/// A signature that nobody checks here.
fn signature() -> Option<Signature> {
    Signature::read(&[1; 64])
}

/// Carries out what a window ordered, as if signing, checking and keeping took no time; gives what it sends.
fn settle(machine: &mut Machine, step: Step, now: &Now) -> Vec<Vec<u8>> {
    let mut later = Vec::new();
    let mut sent = check(machine, step, now, &mut later);
    for number in later {
        let step = machine.kept(number, now);
        sent.extend(settle(machine, step, now));
    }
    sent
}

/// The same but for what is to be kept, whose numbers are given.
fn check(machine: &mut Machine, step: Step, now: &Now, later: &mut Vec<u64>) -> Vec<Vec<u8>> {
    let mut sent: Vec<Vec<u8>> = step.send.iter().map(|message| message.to_bytes()).collect();
    later.extend(step.keep.iter().map(|keep| keep.number));
    for job in step.sign {
        if let Some(signature) = signature() {
            let step = machine.signed(job.entry, &signature);
            sent.extend(check(machine, step, now, later));
        }
    }
    let answers: Vec<(u64, bool)> = step.verify.iter().map(|(number, _)| (*number, true)).collect();
    if !answers.is_empty() {
        let step = machine.verified(&answers, now);
        sent.extend(check(machine, step, now, later));
    }
    sent
}

#[wasm_bindgen]
impl Pair {
    /// Two windows of one room, the second of them let in.
    ///
    /// # Errors
    /// Why there is none.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Pair, String> {
        let now = Now {
            ms: 1_000,
            zone_min: 0,
            entropy: [7; 32],
        };
        let (mut here, step) = Machine::open(seat(1, Role::Agent), [1; 16], None, plan(), &now).map_err(wrong)?;
        let mut to_there = settle(&mut here, step, &now);
        let genesis = here.log().genesis().clone();
        let (mut there, step) = Machine::start(seat(2, Role::Person), genesis, &[], &now);
        let mut to_here = settle(&mut there, step, &now);
        while !(to_here.is_empty() && to_there.is_empty()) {
            for bytes in std::mem::take(&mut to_here) {
                let step = here.receive(&bytes, &now);
                to_there.extend(settle(&mut here, step, &now));
            }
            for bytes in std::mem::take(&mut to_there) {
                let step = there.receive(&bytes, &now);
                to_here.extend(settle(&mut there, step, &now));
            }
        }
        Ok(Self {
            here,
            there,
            now,
            sent: 0,
            unkept: Vec::new(),
        })
    }

    /// Changes the amount in the first window, and takes the message in the second; gives what the second then has.
    ///
    /// # Errors
    /// Why nothing was changed.
    pub fn adjust(&mut self, pence: i32) -> Result<f64, String> {
        self.now.ms += 1;
        let set = vec![FieldValue::Held(Held::Amount(i64::from(pence)))];
        let step = self.here.command(Command::Adjust(set), &self.now).map_err(wrong)?;
        for bytes in settle(&mut self.here, step, &self.now) {
            self.sent += bytes.len();
            let step = self.there.receive(&bytes, &self.now);
            check(&mut self.there, step, &self.now, &mut self.unkept);
        }
        Ok(self.there.state().map_or(0.0, |state| amount_of(&state.terms)))
    }

    /// The second window keeps what it took, and says so: not part of an edit, as the other side does not wait for it.
    pub fn keep(&mut self) {
        for number in std::mem::take(&mut self.unkept) {
            let step = self.there.kept(number, &self.now);
            settle(&mut self.there, step, &self.now);
        }
    }

    /// The bytes that went over.
    pub fn sent(&self) -> usize {
        self.sent
    }
}
