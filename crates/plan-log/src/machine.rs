//! One window that takes part: commands and bytes in, orders out.
//!
//! The machine is pure. Whoever drives it passes in the time and random bytes, and carries its orders out: send this, sign
//! this, check this signature, keep this. They answer when they can; nothing here waits.
//!
//! An entry of one's own is folded at once, so that its author sees it. It leaves the window only after it was signed *and*
//! kept: a window that is killed in between has said nothing that it could contradict when it comes back.

mod asking;
mod commands;
mod exchange;
mod orders;
mod own;
mod trial;

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use plan_core::{Case, FieldId, FieldValue, Terms};

pub use asking::Asking;
pub use orders::{Command, Keep, News, Now, Refusal, Seat, Step};
pub use trial::Trial;

use super::entry::Unsigned;
use super::message::{Message, Said, Window};
use super::{Author, Fold, Genesis, Log, MAX_NAME_CHARS, RoomId, Signature, State, Unverified};
use crate::digest::Digest;
use crate::log::{Counts, counted};
use crate::role::Role;

/// The most signatures that wait for their answer; entries beyond them are asked for again later.
pub const MAX_CHECKING: usize = 4_096;
/// The most other windows that are counted as here; a message from one more is read all the same.
const MAX_OTHERS: usize = 64;
/// Entries and bytes that a room keeps for closing words: answers, seals, withdrawals.
const RESERVE: (usize, usize) = (64, 32 << 10);

/// Another window of the room.
#[derive(Debug, Clone)]
struct Other {
    role: Role,
    hellos: u32,
    /// How many entries it has of each author, as far as it has said.
    counts: Counts,
    /// It has everything that this window has, or more.
    level: bool,
    clock_ahead_ms: i64,
}

/// An entry of one's own that has not left this window.
#[derive(Debug, Clone)]
struct Own {
    unsigned: Unsigned,
    signature: Option<Signature>,
    /// The number under which it is being kept, once it and those before it are signed.
    keeping: Option<u64>,
}

/// An entry whose signature is being checked.
#[derive(Debug, Clone)]
struct Checking {
    number: u64,
    entry: Unverified,
    answer: Option<bool>,
}

/// One window that takes part.
#[derive(Debug, Clone)]
pub struct Machine {
    seat: Seat,
    log: Log,
    fold: Fold,
    own: VecDeque<Own>,
    checking: VecDeque<Checking>,
    /// Checks of the stored log that have no answer yet, and how many of its entries could not be used.
    loading: (usize, usize),
    next_number: u64,
    /// What was ordered to be kept and is not known to be.
    keeping: VecDeque<Keep>,
    /// Whether the store refused, so that it is asked again.
    refused_to_keep: bool,
    /// Entries of others were kept: their authors are told.
    owes_have: bool,
    others: BTreeMap<Window, Other>,
    preview: Option<(Window, FieldValue)>,
    trial: Option<Trial>,
    /// Whoever sits at the person's screen helps, and is not the person.
    helps: bool,
    asked_ms: u64,
    ask_again_ms: u64,
}

impl Machine {
    /// Opens a room of one's own. What it is about is written, signed and kept like everything else.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] and [`Refusal::HasProblems`]: what other windows would refuse is never opened.
    pub fn open(
        seat: Seat,
        nonce: [u8; 16],
        policy: Option<Digest>,
        plan: (Case, Terms),
        now: &Now,
    ) -> Result<(Self, Step), Refusal> {
        let (creator, role) = (seat.author, seat.role);
        let genesis = Genesis {
            creator,
            role,
            nonce,
            created_ms: now.ms,
            policy,
        };
        let mut machine = Self::new(seat, genesis);
        let mut step = Step::default();
        let open = super::Body::Open {
            name: machine.seat.name.clone(),
            case: Box::new(plan.0),
            terms: Box::new(plan.1),
        };
        machine.write(vec![open], now, &mut step)?;
        Ok((machine, step))
    }

    /// Takes part in a room with what is stored of it: nothing, for a room that others opened. Its entries are checked like
    /// those of others: somebody may have been at the store.
    pub fn start(seat: Seat, genesis: Genesis, stored: &[Vec<u8>], now: &Now) -> (Self, Step) {
        let mut machine = Self::new(seat, genesis);
        let mut step = Step::default();
        for bytes in stored {
            match Unverified::read(machine.log.room(), bytes) {
                Ok(entry) => machine.check(entry, &mut step),
                Err(_) => machine.loading.1 += 1,
            }
        }
        machine.loading.0 = machine.checking.len();
        if machine.loading.0 == 0 {
            step.news.push(News::Loaded(machine.loading.1));
        }
        step.send.push(machine.have(true, now));
        machine.asked_ms = now.ms;
        (machine, step)
    }

    fn new(mut seat: Seat, genesis: Genesis) -> Self {
        let printable = seat.name.trim().chars().filter(|c| !c.is_control());
        seat.name = printable.take(MAX_NAME_CHARS).collect();
        Self {
            seat,
            log: Log::new(genesis),
            fold: Fold::default(),
            own: VecDeque::new(),
            checking: VecDeque::new(),
            loading: (0, 0),
            next_number: 0,
            keeping: VecDeque::new(),
            refused_to_keep: false,
            owes_have: false,
            others: BTreeMap::new(),
            preview: None,
            trial: None,
            helps: false,
            asked_ms: 0,
            ask_again_ms: exchange::FIRST_PAUSE_MS,
        }
    }

    /// Who sits here.
    pub const fn seat(&self) -> &Seat {
        &self.seat
    }

    /// Whether whoever sits at the person's screen helps: they see and suggest, and bind nobody.
    pub const fn helps(&self) -> bool {
        self.helps
    }

    /// Whether whoever sits here binds nobody.
    const fn only_helps(&self) -> bool {
        self.helps && matches!(self.seat.role, Role::Person)
    }

    /// Whoever sits at the person's screen helps, or is the person themselves again: an answer may have waited for them. The
    /// others are told.
    pub fn set_helps(&mut self, helps: bool, now: &Now) -> Step {
        self.helps = helps;
        let mut step = Step::default();
        step.send.push(self.message(Said::Helps(helps)));
        self.react(now, &mut step);
        step
    }

    /// The room.
    pub const fn room(&self) -> RoomId {
        self.log.room()
    }

    /// The log, with entries of one's own that have not left this window yet.
    pub const fn log(&self) -> &Log {
        &self.log
    }

    /// Where the negotiation stands; `None` until the plan has arrived.
    pub const fn state(&self) -> Option<&Rc<State>> {
        self.fold.state()
    }

    /// How many entries of one's own have not left this window: not signed, or not kept yet.
    pub fn unsent(&self) -> usize {
        self.own.len()
    }

    /// How many entries, of whomever, are not known to be stored.
    pub fn unkept(&self) -> usize {
        self.keeping.len()
    }

    /// Whether the stored log is still being checked.
    pub const fn is_loading(&self) -> bool {
        self.loading.0 > 0
    }

    /// Whether another window said that it has an entry of this author and number.
    pub fn is_acknowledged(&self, author: Author, seq: u32) -> bool {
        self.others.values().any(|other| counted(&other.counts, author) > seq)
    }

    /// The terms this window works on: those tried alone, or the shared ones with a control the other side is dragging.
    pub fn terms(&self) -> Option<Terms> {
        let state = self.state()?;
        if let Some(trial) = &self.trial {
            return Some(trial.terms().clone());
        }
        let mut terms = state.terms.clone();
        if let Some((_, value)) = &self.preview {
            terms.set(value.clone());
        }
        Some(terms)
    }

    /// The field that the other side is dragging.
    pub fn preview(&self) -> Option<FieldId> {
        self.preview.as_ref().map(|(_, value)| value.id())
    }

    /// Whether a window of the other side is open.
    pub fn other_side_is_here(&self) -> bool {
        self.others.values().any(|other| other.role != self.seat.role)
    }

    /// The windows that are open, without this one. Beside each stands how often it has asked: see [`Machine::lost`].
    pub fn others(&self) -> impl Iterator<Item = (Window, u32)> {
        self.others.iter().map(|(window, other)| (*window, other.hellos))
    }

    /// How far another window's clock is ahead of this one's, in milliseconds. Shown, never trusted.
    pub fn clock_ahead_ms(&self, window: Window) -> Option<i64> {
        self.others.get(&window).map(|other| other.clock_ahead_ms)
    }

    /// This window writes from now on: the one that did is gone. It must have everything that one has kept, also what it had
    /// not sent yet: who cannot know that starts anew from the store.
    pub fn take_over(&mut self, now: &Now) -> Step {
        self.seat.writes = true;
        let mut step = Step::default();
        self.react(now, &mut step);
        step
    }

    fn message(&self, kind: Said) -> Message {
        Message {
            room: self.room(),
            from: self.seat.window,
            role: self.seat.role,
            kind,
        }
    }
}
