//! One window's part in a negotiation, as a reducer.
//!
//! Control → [`Action`] → [`Peer`] → entries → fold → [`Derived`] → components. The reducer draws no random number
//! and reads no clock: both arrive with the action. It sends nothing: what is to be sent waits in an outbox that an
//! effect empties.

use std::cell::Cell;
use std::rc::Rc;

use plan_core::{FieldValue, Problem, Schedule, Terms};
use plan_log::Role;
use plan_log::entry::Author;
use plan_log::fold::State;
use plan_log::message::Message;
use plan_log::peer::{Command, News, Peer, Refusal};
use yew::Reducible;

/// Fields to set, worked out from the plan as it stands when a control is pressed: what draws the control need not
/// know the whole plan, nor be drawn anew whenever another part of it moves.
pub type Edit = Rc<dyn Fn(&Terms) -> Vec<FieldValue>>;

/// What happens to a session.
#[derive(Clone)]
pub enum Action {
    /// Somebody at this window wants something, at that time.
    Command(Command, u64),
    /// Somebody at this window moves the plan, at that time.
    Edit(Edit, u64),
    /// Text arrived on the channel, at that time.
    Receive(String, u64),
    /// A control is being dragged, or let go of.
    Drag(Option<FieldValue>),
    /// A window is gone.
    Lost(Author, u32),
    /// The others can tell that this window is here, since that time: it says so.
    Greet(u64),
}

/// What follows from the terms: never stored, always worked out.
#[derive(Clone, PartialEq)]
pub struct Derived {
    /// The terms this window works on.
    pub terms: Rc<Terms>,
    /// Their schedule, or what is wrong.
    pub schedule: Result<Rc<Schedule>, Rc<Vec<Problem>>>,
    /// The last schedule that worked out.
    pub last_good: Option<Rc<Schedule>>,
}

/// One window's part in a negotiation.
#[derive(Clone)]
pub struct Session {
    peer: Peer,
    derived: Option<Derived>,
    news: Vec<News>,
    refusal: Option<Refusal>,
    refusals: u64,
    drag: Option<FieldValue>,
    outbox: Vec<(u64, Rc<Message>)>,
    written: u64,
    sent: Rc<Cell<u64>>,
    revision: u64,
}

impl Session {
    /// A session around a peer. It says nothing before [`Action::Greet`].
    pub fn new(peer: Peer) -> Self {
        let mut session = Self {
            peer,
            derived: None,
            news: Vec::new(),
            refusal: None,
            refusals: 0,
            drag: None,
            outbox: Vec::new(),
            written: 0,
            sent: Rc::new(Cell::new(0)),
            revision: 0,
        };
        session.derive();
        session
    }

    /// The machine.
    pub const fn peer(&self) -> &Peer {
        &self.peer
    }

    /// This window's side.
    pub const fn role(&self) -> Role {
        self.peer.role()
    }

    /// Where the negotiation stands; `None` until the plan has arrived.
    pub fn state(&self) -> Option<Rc<State>> {
        self.peer.state().map(Rc::clone)
    }

    /// What follows from the terms.
    pub const fn derived(&self) -> Option<&Derived> {
        self.derived.as_ref()
    }

    /// What has to be said.
    pub fn news(&self) -> &[News] {
        &self.news
    }

    /// Why the last command did nothing.
    pub const fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    /// How many commands were refused so far.
    pub const fn refusals(&self) -> u64 {
        self.refusals
    }

    /// How many messages were ever written; it moves whenever there is something to send.
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// Moves with every change: a handle always shows the newest session, so two handles cannot tell it.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The messages that were not sent yet; they count as sent from here on.
    pub fn take_unsent(&self) -> Vec<Rc<Message>> {
        let sent = self.sent.replace(self.written);
        self.outbox
            .iter()
            .filter(|(number, _)| *number > sent)
            .map(|(_, message)| Rc::clone(message))
            .collect()
    }

    fn push(&mut self, messages: Vec<Message>) {
        let sent = self.sent.get();
        self.outbox.retain(|(number, _)| *number > sent);
        for message in messages {
            self.written += 1;
            self.outbox.push((self.written, Rc::new(message)));
        }
    }

    fn derive(&mut self) {
        let Some(mut terms) = self.peer.terms() else { return };
        // The shared window shows the plan as it was while the agent tries something.
        let held_still = self
            .state()
            .filter(|_| self.role() == Role::Person && self.peer.trying().is_none());
        if let Some(still) = held_still.and_then(|state| state.still.clone()) {
            terms = (*still).clone();
        }
        if let Some(value) = &self.drag {
            terms.set(value.clone());
        }
        if self.derived.as_ref().is_some_and(|derived| *derived.terms == terms) {
            return;
        }
        let last_good = self.derived.take().and_then(|derived| derived.last_good);
        let schedule = Schedule::derive(&terms).map(Rc::new).map_err(Rc::new);
        let last_good = schedule.as_ref().ok().cloned().or(last_good);
        self.derived = Some(Derived {
            terms: Rc::new(terms),
            schedule,
            last_good,
        });
    }
}

impl Reducible for Session {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Command(command, now_ms) => {
                if !next.command(command, now_ms) {
                    return self;
                }
            }
            Action::Edit(edit, now_ms) => {
                let Some(derived) = &self.derived else { return self };
                if !next.command(Command::Adjust(edit(&derived.terms)), now_ms) {
                    return self;
                }
            }
            Action::Receive(text, now_ms) => {
                let received = next.peer.receive(&text, now_ms);
                next.push(received.out);
                next.tell(received.news);
            }
            Action::Drag(value) => {
                if next.drag == value {
                    return self;
                }
                let message = next.peer.drag(value.clone());
                next.drag = value;
                next.push(message.into_iter().collect());
            }
            Action::Lost(author, hellos) => match next.peer.lost(author, hellos) {
                Some(news) => next.tell(vec![news]),
                None => return self,
            },
            Action::Greet(now_ms) => {
                // An answer that came while this window was closed has waited for it.
                let sealed = next.peer.seal_if_agreed(now_ms);
                next.push(vec![next.peer.greet()]);
                next.push(sealed);
            }
        }
        next.derive();
        next.revision += 1;
        Rc::new(next)
    }
}

impl Session {
    /// Carries out a command; whether anything is different then.
    fn command(&mut self, command: Command, now_ms: u64) -> bool {
        let dragged = self.drag.take().is_some();
        let refused = self.refusal.take();
        match self.peer.command(command, now_ms) {
            Ok(messages) => self.push(messages),
            Err(Refusal::NothingToDo) => return dragged || refused.is_some(),
            Err(refusal) => {
                self.refusal = Some(refusal);
                self.refusals += 1;
            }
        }
        true
    }

    /// Keeps the newest sentences only: a flood from outside must not fill the memory.
    fn tell(&mut self, news: Vec<News>) {
        self.news.extend(news);
        let extra = self.news.len().saturating_sub(16);
        self.news.drain(..extra);
    }
}
