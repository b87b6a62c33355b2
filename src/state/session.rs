//! One window's part in a negotiation, as a reducer.
//!
//! Control → [`Action`] → [`Machine`] → entries → fold → [`Derived`] → components. The reducer draws no random number
//! and reads no clock: both arrive with the action. It signs, keeps and sends nothing: what is to be done waits in an outbox
//! that an effect empties.

use std::cell::Cell;
use std::rc::Rc;

use plan_core::{FieldValue, Problem, Schedule, Terms};
use plan_log::body::ScreenMode;
use plan_log::machine::{Command, Keep, Machine, News, Now, Refusal, Step};
use plan_log::message::{Message, Window};
use plan_log::state::{Moment, What};
use plan_log::{EntryId, Role, Signature, SigningJob, State, VerificationJob};
use yew::Reducible;

/// Fields to set, worked out from the plan as it stands when a control is pressed: what draws the control need not
/// know the whole plan, nor be drawn anew whenever another part of it moves.
pub type Edit = Rc<dyn Fn(&Terms) -> Vec<FieldValue>>;

/// What happens to a session.
#[derive(Clone)]
pub enum Action {
    /// Somebody at this window wants something.
    Command(Command, Now),
    /// Somebody at this window moves the plan.
    Edit(Edit, Now),
    /// Bytes arrived on the channel.
    Receive(Vec<u8>, Now),
    /// A control is being dragged, or let go of.
    Drag(Option<FieldValue>),
    /// A window is gone.
    Lost(Window, u32),
    /// The others can tell that this window is here: it says so.
    Greet(Now),
    /// An entry was signed, or the key does not sign.
    Signed(EntryId, Option<Signature>),
    /// Signatures were checked.
    Verified(Vec<(u64, bool)>, Now),
    /// Entries are kept.
    Kept(Vec<u64>, Now),
    /// Entries could not be kept.
    NotKept,
    /// A second has passed.
    Tick(Now),
    /// Whoever sits at this window helps, or is the person themselves.
    Helps(bool, Now),
}

/// What is to be done outside, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// To be stored together.
    Keep(Vec<Keep>),
    /// To be sent.
    Send(Message),
    /// To be signed.
    Sign(SigningJob),
    /// To be checked.
    Verify(Vec<(u64, VerificationJob)>),
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
    machine: Machine,
    derived: Option<Derived>,
    news: Vec<News>,
    refusal: Option<Refusal>,
    refusals: u64,
    drag: Option<FieldValue>,
    outbox: Vec<(u64, Work)>,
    ordered: u64,
    done: Rc<Cell<u64>>,
    revision: u64,
}

impl Session {
    /// A session around a machine, with what it wants already.
    pub fn new(machine: Machine, step: Step) -> Self {
        let mut session = Self {
            machine,
            derived: None,
            news: Vec::new(),
            refusal: None,
            refusals: 0,
            drag: None,
            outbox: Vec::new(),
            ordered: 0,
            done: Rc::new(Cell::new(0)),
            revision: 0,
        };
        session.order(step);
        session.derive();
        session
    }

    /// The machine.
    pub const fn machine(&self) -> &Machine {
        &self.machine
    }

    /// This window's side.
    pub const fn role(&self) -> Role {
        self.machine.seat().role
    }

    /// Where the negotiation stands; `None` until the plan has arrived.
    pub fn state(&self) -> Option<Rc<State>> {
        self.machine.state().map(Rc::clone)
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

    /// How much was ever ordered; it moves whenever there is something to do.
    pub const fn ordered(&self) -> u64 {
        self.ordered
    }

    /// Moves with every change that can be seen: a handle always shows the newest session, so two handles cannot tell it.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// What was not done yet; it counts as done from here on.
    pub fn take_work(&self) -> Vec<Work> {
        let done = self.done.replace(self.ordered);
        self.outbox
            .iter()
            .filter(|(number, _)| *number > done)
            .map(|(_, work)| work.clone())
            .collect()
    }

    /// Puts a step into the outbox.
    fn order(&mut self, step: Step) {
        let Step {
            keep,
            send,
            sign,
            verify,
            news,
        } = step;
        let done = self.done.get();
        self.outbox.retain(|(number, _)| *number > done);
        let keep = (!keep.is_empty()).then_some(Work::Keep(keep));
        let verify = (!verify.is_empty()).then_some(Work::Verify(verify));
        let work = keep.into_iter().chain(send.into_iter().map(Work::Send));
        for one in work.chain(sign.into_iter().map(Work::Sign)).chain(verify) {
            self.ordered += 1;
            self.outbox.push((self.ordered, one));
        }
        // Keeps the newest sentences only: a flood from outside must not fill the memory.
        self.news.extend(news);
        let extra = self.news.len().saturating_sub(16);
        self.news.drain(..extra);
    }

    fn derive(&mut self) {
        let Some(mut terms) = self.machine.terms() else { return };
        // The shared window shows the plan as it was while the agent tries something.
        let held_still = self
            .state()
            .filter(|_| self.role() == Role::Person && self.machine.trying().is_none());
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

    /// How much happened that is told.
    fn told(&self) -> usize {
        let is_told = |moment: &&Rc<Moment>| !matches!(moment.what, What::Admitted(..));
        self.machine
            .state()
            .map_or(0, |state| state.timeline.iter().filter(is_told).count())
    }

    /// Whether what was written last has left this window, and somebody waits for that: in talks, or until the other screen is
    /// covered.
    fn has_told(&self) -> bool {
        let talks = |state: &State| state.agreement.is_some() || state.proposal.is_some() || state.declined.is_some();
        let waits = |state: &Rc<State>| talks(state) || state.screen.mode == ScreenMode::Blank;
        self.machine.unsent() == 0 && self.machine.state().is_some_and(waits)
    }
}

impl Reducible for Session {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match next.act(action) {
            Effect::Nothing => return self,
            Effect::Unseen => {}
            Effect::Seen => {
                next.derive();
                next.revision += 1;
            }
        }
        Rc::new(next)
    }
}

/// What an action led to.
enum Effect {
    /// Nothing at all.
    Nothing,
    /// Nothing that a screen shows: it is not drawn anew.
    Unseen,
    /// Something that a screen may show.
    Seen,
}

impl Session {
    fn act(&mut self, action: Action) -> Effect {
        match action {
            Action::Command(command, now) => self.command(command, &now),
            Action::Edit(edit, now) => match self.derived.as_ref().map(|derived| edit(&derived.terms)) {
                Some(set) => self.command(Command::Adjust(set), &now),
                None => Effect::Nothing,
            },
            Action::Receive(bytes, now) => {
                let step = self.machine.receive(&bytes, &now);
                self.order(step);
                Effect::Seen
            }
            Action::Drag(value) => {
                if self.drag == value {
                    return Effect::Nothing;
                }
                let message = self.machine.drag(value.clone());
                self.drag = value;
                self.order(Step {
                    send: message.into_iter().collect(),
                    ..Step::default()
                });
                Effect::Seen
            }
            Action::Lost(window, hellos) => match self.machine.lost(window, hellos) {
                Some(news) => {
                    self.order(Step {
                        news: vec![news],
                        ..Step::default()
                    });
                    Effect::Seen
                }
                None => Effect::Nothing,
            },
            Action::Greet(now) => {
                let step = self.machine.greet(&now);
                self.order(step);
                Effect::Unseen
            }
            Action::Signed(entry, Some(signature)) => {
                let step = self.machine.signed(entry, &signature);
                self.order(step);
                Effect::Unseen
            }
            Action::Signed(_, None) => {
                let step = self.machine.not_signed();
                self.order(step);
                Effect::Seen
            }
            Action::Verified(answers, now) => {
                let told = self.told();
                let mut step = self.machine.verified(&answers, &now);
                // Entries of which nothing is told are no news: that somebody was let in, or has the seal.
                if self.told() == told {
                    step.news.retain(|news| *news != News::Changed);
                }
                self.order(step);
                Effect::Seen
            }
            Action::Kept(numbers, now) => {
                let told = self.has_told();
                for number in numbers {
                    let step = self.machine.kept(number, &now);
                    self.order(step);
                }
                if self.has_told() == told {
                    Effect::Unseen
                } else {
                    Effect::Seen
                }
            }
            Action::NotKept => {
                let step = self.machine.not_kept();
                self.order(step);
                Effect::Seen
            }
            Action::Helps(helps, now) => {
                if self.machine.helps() == helps {
                    return Effect::Nothing;
                }
                let step = self.machine.set_helps(helps, &now);
                self.order(step);
                Effect::Seen
            }
            Action::Tick(now) => {
                let step = self.machine.tick(&now);
                let before = self.ordered;
                self.order(step);
                if self.ordered == before {
                    Effect::Nothing
                } else {
                    Effect::Unseen
                }
            }
        }
    }

    fn command(&mut self, command: Command, now: &Now) -> Effect {
        let dragged = self.drag.take().is_some();
        let refused = self.refusal.take();
        match self.machine.command(command, now) {
            Ok(step) => self.order(step),
            Err(Refusal::NothingToDo) if !dragged && refused.is_none() => return Effect::Nothing,
            Err(Refusal::NothingToDo) => {}
            Err(refusal) => {
                self.refusal = Some(refusal);
                self.refusals += 1;
            }
        }
        Effect::Seen
    }
}
