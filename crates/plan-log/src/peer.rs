//! One window that takes part: commands in, messages out, and back.
//!
//! The machine is pure. Whoever owns it passes the time in, sends what comes out, and stores the log.

use std::collections::BTreeMap;
use std::rc::Rc;

use plan_core::{Case, Date, FieldId, FieldValue, Terms};

use crate::digest::Digest;
use crate::entry::{
    Author, Body, Cause, EntryError, EntryParts, MAX_ENTRY_BYTES, MAX_NAME_CHARS, MAX_PARENTS, MAX_REASON_CHARS,
    RoomId, ScreenMode, SignedBy, UnverifiedEntry, VerifiedEntry,
};
use crate::fold::{State, What};
use crate::log::{Inserted, Log};
use crate::message::{Incoming, IncomingKind, Message, Unreadable, read_message};
use crate::role::Role;

/// The most other windows that are counted as here; a message from one more is read all the same.
const MAX_OTHERS: usize = 64;

/// What somebody at this window wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Move fields.
    Adjust(Vec<FieldValue>),
    /// Take back my last change.
    Undo,
    /// Bring back what I took back.
    Redo,
    /// Leave the shared plan for a while; with `announced`, the other screen is held still and says so.
    TryAlone {
        /// Whether the other screen is told.
        announced: bool,
    },
    /// Show what I tried.
    Suggest,
    /// Forget what I tried.
    DropTrial,
    /// Correct the case.
    Case(Box<Case>),
    /// Put the plan forward.
    Propose,
    /// Agree to the other side's proposal.
    Accept,
    /// Take it back.
    Withdraw,
    /// Cover or uncover the shared screen.
    Screen(ScreenMode),
    /// The person is beside me, or no longer.
    InPerson(bool),
    /// The figures look wrong, or right again.
    Doubt(bool),
    /// The person agreed on the telephone.
    Call {
        /// The digest of the case and terms that were read out.
        digest: Digest,
        /// Until when they can say that this is not what they agreed.
        tell_us_by: Date,
    },
    /// I offer the plan.
    Offer {
        /// Until when I ask for an answer.
        reply_by: Option<Date>,
        /// I say that it is within what my budget shows.
        within_budget: bool,
    },
    /// We cannot take up the offer.
    Decline {
        /// Why; cut at [`MAX_REASON_CHARS`].
        reason: String,
    },
    /// My signature over the agreement.
    Sign(Box<SignedBy>),
}

/// Why a command does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The plan has not arrived yet.
    NotReady,
    /// Nothing would change.
    NothingToDo,
    /// Somebody is trying something, or the screen is covered.
    NotLive,
    /// The room has no space for more changes.
    Full,
    /// The change is larger than an entry may be.
    TooLarge,
    /// The plan does not work out.
    HasProblems,
    /// The plan was changed or signed meanwhile: what this was about is not what stands.
    Superseded,
    /// One window wrote two histories: nothing more can be agreed here.
    Forked,
}

/// Something to tell the person at this window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Entries of the other side were folded.
    Changed,
    /// Somebody is here now.
    Arrived(Author, Role),
    /// Somebody left.
    Left(Role),
    /// A message could not be used.
    Unreadable(Unreadable),
    /// Entries were refused.
    Refused,
    /// The room is full.
    Full,
}

/// A plan that is tried on one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// What it started from.
    base: Terms,
    terms: Terms,
    past: Vec<Terms>,
    future: Vec<Terms>,
    announced: bool,
}

/// One window that takes part.
#[derive(Debug, Clone)]
pub struct Peer {
    me: Author,
    role: Role,
    name: String,
    seq: u32,
    joined: bool,
    log: Log,
    trial: Option<Trial>,
    /// The other windows that are open: their side, and how often each has said hello.
    others: BTreeMap<Author, (Role, u32)>,
    preview: Option<(Author, FieldValue)>,
}

/// What a message led to.
#[derive(Debug, Default)]
pub struct Received {
    /// To be sent.
    pub out: Vec<Message>,
    /// To be said.
    pub news: Vec<News>,
}

impl Peer {
    /// Opens a room of one's own.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] and [`Refusal::HasProblems`]: what other windows would refuse is never opened.
    pub fn open(
        room: RoomId,
        me: Author,
        role: Role,
        name: &str,
        case: Case,
        terms: Terms,
        now_ms: u64,
    ) -> Result<Self, Refusal> {
        let mut peer = Self::start(room, me, role, name);
        let body = Body::Open {
            role,
            name: peer.name.clone(),
            case: Box::new(case),
            terms: Box::new(terms),
        };
        let parts = EntryParts {
            room,
            author: me,
            seq: 0,
            parents: Vec::new(),
            at_ms: now_ms,
            body,
        };
        peer.log.insert(Rc::new(acceptable(parts)?));
        peer.seq = 1;
        peer.joined = true;
        Ok(peer)
    }

    /// Takes part in a room that others opened; its entries come from storage or by message.
    pub fn start(room: RoomId, me: Author, role: Role, name: &str) -> Self {
        Self {
            me,
            role,
            name: clean_name(name),
            seq: 0,
            joined: false,
            log: Log::new(room),
            trial: None,
            others: BTreeMap::new(),
            preview: None,
        }
    }

    /// Adds stored entries; says how many could not be used: refused, or written after an entry that is missing.
    pub fn load(&mut self, texts: impl IntoIterator<Item = String>) -> usize {
        let mut refused = 0;
        for text in texts {
            match UnverifiedEntry::new(text).verify() {
                Ok(entry) => match self.log.insert(Rc::new(entry)) {
                    Inserted::New | Inserted::Known | Inserted::Waiting => {}
                    Inserted::OtherRoom | Inserted::Rootless | Inserted::Full => refused += 1,
                },
                Err(_) => refused += 1,
            }
        }
        refused + self.log.waiting()
    }

    /// This window.
    pub const fn me(&self) -> Author {
        self.me
    }

    /// This window's side.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// The room.
    pub const fn room(&self) -> RoomId {
        self.log.room()
    }

    /// The log, for storage.
    pub const fn log(&self) -> &Log {
        &self.log
    }

    /// Where the negotiation stands; `None` until the plan has arrived.
    pub const fn state(&self) -> Option<&Rc<State>> {
        self.log.state()
    }

    /// The terms this window works on: those tried alone, or the shared ones with a control the other side is
    /// dragging.
    pub fn terms(&self) -> Option<Terms> {
        let state = self.state()?;
        if let Some(trial) = &self.trial {
            return Some(trial.terms.clone());
        }
        let mut terms = state.terms.clone();
        if let Some((_, value)) = &self.preview {
            terms.set(value.clone());
        }
        Some(terms)
    }

    /// Whether this window tries something on its own, and whether the other screen is told.
    pub fn trying(&self) -> Option<bool> {
        self.trial.as_ref().map(|trial| trial.announced)
    }

    /// Whether there is something to take back: in the trial, or in the shared plan.
    pub fn can_undo(&self) -> bool {
        match &self.trial {
            Some(trial) => !trial.past.is_empty(),
            None => !self.is_held() && self.state().is_some_and(|state| state.undoable(self.role).is_some()),
        }
    }

    /// Whether there is something to bring back.
    pub fn can_redo(&self) -> bool {
        match &self.trial {
            Some(trial) => !trial.future.is_empty(),
            None => !self.is_held() && self.state().is_some_and(|state| state.redoable(self.role).is_some()),
        }
    }

    /// Whether this window shows a plan that is covered or held still: nothing may be moved unseen.
    fn is_held(&self) -> bool {
        let live = |state: &Rc<State>| state.screen.mode == ScreenMode::Live;
        self.role == Role::Person && self.trial.is_none() && !self.state().is_some_and(live)
    }

    /// The field that the other side is dragging.
    pub fn preview(&self) -> Option<FieldId> {
        self.preview.as_ref().map(|(_, value)| value.id())
    }

    /// Whether a window of the other side is open.
    pub fn other_side_is_here(&self) -> bool {
        self.others.values().any(|(role, _)| *role != self.role)
    }

    /// The windows that are open, without this one.
    ///
    /// Beside each stands how often it has said hello: see [`Peer::lost`].
    pub fn others(&self) -> impl Iterator<Item = (Author, u32)> {
        self.others.iter().map(|(author, (_, hellos))| (*author, *hellos))
    }

    /// Says that this window is here, and asks for what it lacks.
    pub fn greet(&self) -> Message {
        Message::hello(self.room(), self.me, self.role, self.log.heads())
    }

    /// Says that this window goes away.
    pub fn leave(&self) -> Message {
        Message::bye(self.room(), self.me, self.role)
    }

    /// A control is being dragged: shown to the other side, never logged. Nothing is sent while trying alone.
    pub fn drag(&self, value: Option<FieldValue>) -> Option<Message> {
        if self.trial.is_some() || self.is_held() {
            return None;
        }
        let currency = self.state()?.terms.currency;
        Some(Message::preview(
            self.room(),
            self.me,
            self.role,
            value.map(|value| (currency, value)),
        ))
    }

    /// A window is gone without having said so, as it seemed when it had said hello that often. If it has said hello
    /// since, it is here: what was found out about it is older.
    pub fn lost(&mut self, author: Author, hellos: u32) -> Option<News> {
        let (_, now) = self.others.get(&author)?;
        if *now == hellos { self.leave_of(author) } else { None }
    }

    fn leave_of(&mut self, author: Author) -> Option<News> {
        self.preview.take_if(|(from, _)| *from == author);
        self.others.remove(&author).map(|(role, _)| News::Left(role))
    }

    /// Carries out a command.
    ///
    /// # Errors
    /// See [`Refusal`]; nothing has changed then.
    pub fn command(&mut self, command: Command, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        let state = Rc::clone(self.state().ok_or(Refusal::NotReady)?);
        if command == Command::DropTrial {
            return self.drop_trial(now_ms);
        }
        if self.log.forked().is_some() {
            return Err(Refusal::Forked);
        }
        let moves = matches!(
            command,
            Command::Adjust(_) | Command::Undo | Command::Redo | Command::TryAlone { .. }
        );
        if moves && self.is_held() {
            return Err(Refusal::NotLive);
        }
        match command {
            Command::TryAlone { announced } => self.try_alone(&state, announced, now_ms),
            Command::Suggest => self.suggest(&state, now_ms),
            Command::Adjust(set) => self.adjust(&state, set, now_ms),
            Command::Undo => self.step_back(&state, now_ms),
            Command::Redo => self.step_forward(&state, now_ms),
            other => {
                let body = self.body(&state, other)?;
                self.write(vec![body], now_ms)
            }
        }
    }

    fn body(&self, state: &State, command: Command) -> Result<Body, Refusal> {
        let live = |body: Body| match (state.screen.mode, &self.trial) {
            (ScreenMode::Live, None) => Ok(body),
            _ => Err(Refusal::NotLive),
        };
        match command {
            Command::Case(case) if *case != *state.case => Ok(Body::Case { case }),
            Command::Propose if state.proposal.is_none() => {
                works_out(state)?;
                live(Body::Propose { digest: state.digest() })
            }
            Command::Call { digest, tell_us_by } if self.role == Role::Agent && !state.is_settled() => {
                works_out(state)?;
                if digest != state.digest() {
                    return Err(Refusal::Superseded);
                }
                live(Body::Call { digest, tell_us_by })
            }
            Command::Offer {
                reply_by,
                within_budget,
            } if self.role == Role::Person && state.agreement.is_none() => {
                works_out(state)?;
                live(Body::Offer {
                    digest: state.digest(),
                    reply_by,
                    within_budget,
                })
            }
            Command::Decline { reason } => match (state.open_offer(), state.accepted) {
                (Some(offer), None) if self.role == Role::Agent => live(Body::Decline {
                    offer,
                    reason: reason
                        .chars()
                        .filter(|c| !c.is_control())
                        .take(MAX_REASON_CHARS)
                        .collect(),
                }),
                _ => Err(Refusal::NothingToDo),
            },
            Command::Accept => match state.proposal {
                Some(proposal) if proposal.by != self.role && state.accepted.is_none() => live(Body::Accept {
                    proposal: proposal.entry,
                    digest: state.digest(),
                }),
                _ => Err(Refusal::NothingToDo),
            },
            Command::Withdraw if state.proposal.is_some() && !state.is_settled() => Ok(Body::Withdraw),
            Command::Screen(mode) if mode != state.screen.mode => Ok(Body::Screen { mode }),
            Command::InPerson(present) if present != state.in_person => Ok(Body::InPerson { present }),
            Command::Doubt(open) if open == state.doubt.is_none() => Ok(Body::Doubt { open }),
            Command::Sign(signed) => match &state.agreement {
                Some(agreement) if agreement.takes(self.role, &signed) => live(Body::Sign(signed)),
                _ => Err(Refusal::Superseded),
            },
            _ => Err(Refusal::NothingToDo),
        }
    }

    fn adjust(&mut self, state: &State, set: Vec<FieldValue>, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        if let Some(trial) = &mut self.trial {
            let mut next = trial.terms.clone();
            set.into_iter().for_each(|value| next.set(value));
            if next == trial.terms {
                return Err(Refusal::NothingToDo);
            }
            trial.past.push(std::mem::replace(&mut trial.terms, next));
            trial.future.clear();
            return Ok(Vec::new());
        }
        if set.iter().all(|value| state.terms.get(&value.id()) == *value) {
            return Err(Refusal::NothingToDo);
        }
        self.write(
            vec![Body::Adjust {
                currency: state.terms.currency,
                set,
                cause: Cause::Edit,
            }],
            now_ms,
        )
    }

    fn step_back(&mut self, state: &State, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        if let Some(trial) = &mut self.trial {
            let earlier = trial.past.pop().ok_or(Refusal::NothingToDo)?;
            trial.future.push(std::mem::replace(&mut trial.terms, earlier));
            return Ok(Vec::new());
        }
        let moment = state.undoable(self.role).ok_or(Refusal::NothingToDo)?;
        self.restore(state, &moment.what, Cause::Undo(moment.entry), now_ms)
    }

    fn step_forward(&mut self, state: &State, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        if let Some(trial) = &mut self.trial {
            let later = trial.future.pop().ok_or(Refusal::NothingToDo)?;
            trial.past.push(std::mem::replace(&mut trial.terms, later));
            return Ok(Vec::new());
        }
        let moment = state.redoable(self.role).ok_or(Refusal::NothingToDo)?;
        self.restore(state, &moment.what, Cause::Redo(moment.entry), now_ms)
    }

    fn restore(&mut self, state: &State, what: &What, cause: Cause, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        let What::Changed { fields, .. } = what else {
            return Err(Refusal::NothingToDo);
        };
        // Last field first: where one entry moved a field twice, the oldest value wins.
        let set = fields.iter().rev().map(|change| change.before.clone()).collect();
        self.write(
            vec![Body::Adjust {
                currency: state.terms.currency,
                set,
                cause,
            }],
            now_ms,
        )
    }

    fn try_alone(&mut self, state: &State, announced: bool, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        if self.trial.is_some() {
            return Err(Refusal::NothingToDo);
        }
        let announced = announced && self.role == Role::Agent;
        let out = if announced {
            self.write(
                vec![Body::Screen {
                    mode: ScreenMode::Frozen,
                }],
                now_ms,
            )?
        } else {
            Vec::new()
        };
        let terms = state.terms.clone();
        self.trial = Some(Trial {
            base: terms.clone(),
            terms,
            past: Vec::new(),
            future: Vec::new(),
            announced,
        });
        Ok(out)
    }

    /// The way out of a trial stays open in a room that is full or forked.
    fn drop_trial(&mut self, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        let trial = self.trial.take().ok_or(Refusal::NothingToDo)?;
        let mut out = Vec::new();
        if trial.announced && self.log.forked().is_none() {
            out = self
                .write(vec![Body::Screen { mode: ScreenMode::Live }], now_ms)
                .unwrap_or_default();
        }
        // An answer that arrived meanwhile has waited for this.
        out.extend(self.seal_if_agreed(now_ms));
        Ok(out)
    }

    fn suggest(&mut self, state: &State, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        let trial = self.trial.clone().ok_or(Refusal::NothingToDo)?;
        if self.role == Role::Person && state.screen.mode != ScreenMode::Live {
            return Err(Refusal::NotLive);
        }
        // Only what was moved here: what the other side moved meanwhile stays as they left it.
        let set = trial.base.differences(&trial.terms);
        let mut bodies = Vec::new();
        if trial.announced {
            bodies.push(Body::Screen { mode: ScreenMode::Live });
        }
        if !set.is_empty() {
            bodies.push(Body::Adjust {
                currency: state.terms.currency,
                set,
                cause: Cause::Suggest,
            });
        }
        let out = self.write(bodies, now_ms)?;
        self.trial = None;
        Ok(out)
    }

    /// Writes entries, after a join where this window has not written yet. All or none.
    fn write(&mut self, bodies: Vec<Body>, now_ms: u64) -> Result<Vec<Message>, Refusal> {
        let mut next = self.clone();
        let mut written = Vec::new();
        let join = (!next.joined).then(|| Body::Join {
            role: next.role,
            name: next.name.clone(),
        });
        for body in join.into_iter().chain(bodies) {
            let entry = acceptable(EntryParts {
                room: next.room(),
                author: next.me,
                seq: next.seq,
                parents: next.log.deepest_heads(MAX_PARENTS),
                at_ms: now_ms,
                body,
            })?;
            let entry = Rc::new(entry);
            match next.log.insert(Rc::clone(&entry)) {
                Inserted::New => {}
                _ => return Err(Refusal::Full),
            }
            next.seq = next.seq.saturating_add(1);
            next.joined = true;
            written.push(entry);
        }
        *self = next;
        if written.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![Message::entries(
            self.room(),
            self.me,
            self.role,
            written.iter().map(Rc::as_ref),
        )])
    }

    /// Takes a message from outside.
    pub fn receive(&mut self, text: &str, now_ms: u64) -> Received {
        let mut received = Received::default();
        match read_message(text) {
            Ok(incoming) if incoming.room != self.room() || incoming.from == self.me => {}
            Ok(incoming) => self.take(incoming, now_ms, &mut received),
            Err(reason) => received.news.push(News::Unreadable(reason)),
        }
        received
    }

    fn take(&mut self, incoming: Incoming, now_ms: u64, received: &mut Received) {
        let Incoming { from, role, kind, .. } = incoming;
        if let IncomingKind::Bye = kind {
            received.news.extend(self.leave_of(from));
            return;
        }
        let hellos = self.others.get(&from).map(|(_, hellos)| *hellos);
        if hellos.is_some() || self.others.len() < MAX_OTHERS {
            let more = u32::from(matches!(kind, IncomingKind::Hello(_)));
            self.others
                .insert(from, (role, hellos.unwrap_or(0).saturating_add(more)));
            if hellos.is_none() {
                received.news.push(News::Arrived(from, role));
            }
        }
        match kind {
            IncomingKind::Bye => {}
            IncomingKind::Here => {}
            IncomingKind::Hello(heads) => {
                received.out.push(Message::here(self.room(), self.me, self.role));
                if heads != self.log.heads() {
                    let entries = self.log.entries().map(Rc::as_ref);
                    if !self.log.is_empty() {
                        received
                            .out
                            .push(Message::entries(self.room(), self.me, self.role, entries));
                    }
                    // A full room takes no more: two of them would ask each other for ever.
                    if !self.log.overflowed() && heads.iter().any(|head| !self.log.contains(*head)) {
                        received.out.push(self.greet());
                    }
                }
            }
            IncomingKind::Entries(entries) => {
                self.preview.take_if(|(author, _)| *author == from);
                self.take_entries(entries, received);
                received.out.extend(self.seal_if_agreed(now_ms));
            }
            IncomingKind::Preview(value) => {
                let currency = self.state().map(|state| state.terms.currency);
                self.preview = value
                    .filter(|(of, _)| Some(*of) == currency)
                    .map(|(_, value)| (from, value));
            }
        }
    }

    fn take_entries(&mut self, entries: Vec<UnverifiedEntry>, received: &mut Received) {
        let (mut fresh, mut refused, mut full) = (false, false, false);
        let (mut other_version, mut gaps) = (false, false);
        for entry in entries {
            match entry.verify() {
                Ok(entry) => {
                    let (id, waited) = (entry.id(), self.log.awaits(entry.id()));
                    match self.log.insert(Rc::new(entry)) {
                        Inserted::New => fresh = true,
                        Inserted::Known => {}
                        Inserted::Waiting => gaps |= !waited && self.log.awaits(id),
                        Inserted::Full => full = true,
                        Inserted::OtherRoom | Inserted::Rootless => refused = true,
                    }
                }
                Err(EntryError::OtherVersion) => other_version = true,
                Err(_) => refused = true,
            }
        }
        // Asks again only when the message brought a gap or closed one: an answer that changes nothing would
        // otherwise be asked for without end.
        if self.log.has_gaps() && (gaps || fresh) && !self.log.overflowed() {
            received.out.push(self.greet());
        }
        let news = [
            (fresh, News::Changed),
            (refused, News::Refused),
            (full, News::Full),
            (other_version, News::Unreadable(Unreadable::OtherVersion)),
        ];
        received
            .news
            .extend(news.into_iter().filter(|(happened, _)| *happened).map(|(_, news)| news));
    }

    /// The proposer's side has the answer and nothing in between: seals without a press.
    pub fn seal_if_agreed(&mut self, now_ms: u64) -> Vec<Message> {
        let Some(state) = self.state() else { return Vec::new() };
        // What is missing may have ended the talks.
        if self.log.forked().is_some() || self.log.waiting() > 0 {
            return Vec::new();
        }
        match (state.proposal, state.accepted) {
            (Some(proposal), Some(accepted))
                if proposal.by == self.role && !state.is_settled() && self.trial.is_none() =>
            {
                let seal = Body::Seal {
                    accept: accepted.entry,
                    in_person: Some(state.in_person),
                };
                self.write(vec![seal], now_ms).unwrap_or_default()
            }
            _ => Vec::new(),
        }
    }
}

/// What does not work out is not put forward.
fn works_out(state: &State) -> Result<(), Refusal> {
    match plan_core::Schedule::derive(&state.terms) {
        Ok(_) => Ok(()),
        Err(_) => Err(Refusal::HasProblems),
    }
}

/// An entry that others will take: what they would refuse must not become part of our own log.
fn acceptable(parts: EntryParts) -> Result<VerifiedEntry, Refusal> {
    let entry = VerifiedEntry::make(parts);
    if entry.text().len() > MAX_ENTRY_BYTES {
        return Err(Refusal::TooLarge);
    }
    UnverifiedEntry::new(entry.text().to_owned())
        .verify()
        .map_err(|_| Refusal::HasProblems)
}

fn clean_name(name: &str) -> String {
    name.trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_NAME_CHARS)
        .collect()
}
