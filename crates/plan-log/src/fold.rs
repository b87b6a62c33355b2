//! The state of a negotiation: a fold over its entries.
//!
//! Entries fold by (depth, author, sequence, digest), never by clock. The last writer wins per field. Whatever order they
//! arrive in, the state is the same. What is agreed is not folded: it is asked of the log as a whole.

mod talks;
mod undo;

use std::collections::BTreeMap;
use std::rc::Rc;

use plan_core::{Case, FieldValue, Terms};

use super::body::{Cause, ScreenMode};
use super::log::Placed;
use super::state::{Ended, FieldChange, Known, Moment, Remark, Screen, State, Talks, Touch, What};
use super::{Author, Body, EntryId, Kind, Log};
use crate::role::Role;

/// The state of a log, kept up to date: a new entry that folds last costs no more than itself.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    state: Option<Rc<State>>,
    folded: usize,
    rewrites: u64,
    /// Case and terms as the author of a proposal had them; `None` where they cannot be worked out.
    known: BTreeMap<EntryId, Option<Rc<Known>>>,
}

impl Fold {
    /// The state; `None` until the room has been opened. See [`Fold::refresh`].
    pub const fn state(&self) -> Option<&Rc<State>> {
        self.state.as_ref()
    }

    /// Takes in what has come to the log since the last time. Always with the same log.
    pub fn refresh(&mut self, log: &Log) {
        if self.rewrites != log.rewrites {
            (self.state, self.folded, self.rewrites) = (None, 0, log.rewrites);
            self.known.clear();
        }
        if self.folded == log.len() && self.state.is_some() {
            return;
        }
        let mut state = self.state.take();
        let new = log.order.iter().skip(self.folded);
        for placed in new.filter_map(|number| log.placed.get(*number)) {
            take_in(&mut state, placed, log);
        }
        self.folded = log.len();
        if let Some(state) = &mut state {
            talks::work_out(Rc::make_mut(state), log, &mut self.known);
        }
        self.state = state;
    }
}

impl Fold {
    /// An entry that is folded already was signed: what shows an agreement has its bytes from now on.
    pub(crate) fn note_signed(&mut self, log: &Log, kind: Kind) {
        let shows = matches!(
            kind,
            Kind::Propose | Kind::Offer | Kind::Accept | Kind::Seal | Kind::Call
        );
        if let Some(state) = self.state.as_mut().filter(|_| shows) {
            talks::work_out(Rc::make_mut(state), log, &mut self.known);
        }
    }
}

/// Folds one more entry.
fn take_in(state: &mut Option<Rc<State>>, placed: &Placed, log: &Log) {
    match state {
        None => *state = State::open(placed).map(Rc::new),
        Some(state) => Rc::make_mut(state).apply(placed, log),
    }
}

/// A plan as it stood once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Its terms.
    pub terms: Terms,
    /// A change before it is not here any more: the terms may have been others.
    pub incomplete: bool,
}

/// The plan as it stood right after an entry, in the order in which entries fold; `None` where the log does not have it.
pub fn plan_after(log: &Log, entry: EntryId) -> Option<Past> {
    let last = log.number(entry)?;
    let count = log.order.iter().position(|number| *number == last)? + 1;
    let mut state = None;
    let first = log.order.iter().take(count);
    for placed in first.filter_map(|number| log.placed.get(*number)) {
        take_in(&mut state, placed, log);
    }
    state.map(|state| Past {
        terms: state.terms.clone(),
        incomplete: state.incomplete,
    })
}

/// Moves fields of case and terms; what moved.
fn set_fields(case: &mut Rc<Case>, terms: &mut Terms, set: &[FieldValue]) -> Vec<FieldChange> {
    let mut fields = Vec::with_capacity(set.len());
    for after in set {
        let before = terms.get(&after.id());
        terms.set(after.clone());
        // One change above the limit is left out: then nothing has moved.
        if before != terms.get(&after.id()) {
            if let FieldValue::Debts(debts) = after {
                let case = Rc::make_mut(case);
                case.debts.clone_from(debts);
                // These were said of the figures before.
                (case.balance_as_of, case.arrears) = (None, None);
            }
            fields.push(FieldChange {
                before,
                after: after.clone(),
            });
        }
    }
    fields
}

/// Case and terms as the author of an entry had them.
fn known_at(log: &Log, placed: &Placed) -> Option<Known> {
    let before = log.order.iter().filter(|number| placed.past.contains(**number));
    let mut entries = before
        .filter_map(|number| log.placed.get(*number))
        .map(|placed| &placed.entry);
    let Some(Body::Open { case, terms, .. }) = entries.next()?.body() else {
        return None;
    };
    let (mut case, mut terms) = (Rc::new((**case).clone()), (**terms).clone());
    terms.sort_changes();
    for entry in entries {
        match entry.body() {
            Some(Body::Adjust { currency, set, .. }) if *currency == terms.currency => {
                set_fields(&mut case, &mut terms, set);
            }
            Some(Body::Case { case: corrected }) if corrected.currency == terms.currency => {
                terms.debts.clone_from(&corrected.debts);
                case = Rc::new((**corrected).clone());
            }
            None if entry.kind() == Kind::Adjust => return None,
            _ => {}
        }
    }
    Some(Known { case, terms })
}

impl State {
    /// The state after the first entry.
    fn open(placed: &Placed) -> Option<Self> {
        let entry = &placed.entry;
        let Some(Body::Open { name, case, terms }) = entry.body() else {
            return None;
        };
        let mut terms = (**terms).clone();
        terms.sort_changes();
        let mut state = Self {
            case: Rc::new((**case).clone()),
            terms,
            incomplete: false,
            members: BTreeMap::new(),
            knocking: Vec::new(),
            agent_name: String::new(),
            person_name: String::new(),
            touched: BTreeMap::new(),
            timeline: Vec::new(),
            remarks: Vec::new(),
            screen: Screen {
                mode: ScreenMode::Live,
                at_ms: entry.header().wall_ms,
            },
            still: None,
            in_person: false,
            doubt: None,
            paused: None,
            proposal: None,
            accepted: None,
            declined: None,
            agreement: None,
            earlier: Vec::new(),
            talks: Talks::Nothing,
        };
        state.members.insert(entry.author(), placed.role);
        state.set_name(placed.role, name);
        state.note(placed, What::Opened);
        Some(state)
    }

    fn set_name(&mut self, role: Role, name: &str) {
        if !name.is_empty() {
            match role {
                Role::Agent => name.clone_into(&mut self.agent_name),
                Role::Person => name.clone_into(&mut self.person_name),
            }
        }
    }

    fn note(&mut self, placed: &Placed, what: What) {
        self.timeline.push(Rc::new(Moment {
            entry: placed.entry.id(),
            author: placed.entry.author(),
            role: placed.role,
            at_ms: placed.entry.header().wall_ms,
            what,
        }));
    }

    /// Applies one entry. Whether its author may write it was found out when it was given its place.
    fn apply(&mut self, placed: &Placed, log: &Log) {
        let id = placed.entry.id();
        let Some(body) = placed.entry.body() else {
            if placed.entry.kind() == Kind::Adjust {
                self.incomplete = true;
                let ended = self.end_talks(placed, log);
                self.note(placed, What::ChangedUnseen { ended });
            }
            return;
        };
        match body {
            Body::Open { .. } | Body::Ack => {}
            Body::Join { role, name } => {
                if log.is_let_in_at_once(id) {
                    self.take_in(placed, placed.entry.author(), (*role, name));
                } else {
                    self.knocking.push(id);
                }
            }
            Body::Admit { join } => self.admit(placed, *join, log),
            Body::Adjust { currency, set, cause } => {
                if *currency == self.terms.currency {
                    self.adjust(placed, set, *cause, log);
                }
            }
            Body::Case { case } => self.correct(placed, case, log),
            Body::Withdraw { of } => {
                self.talks = match self.talks {
                    Talks::Proposal(proposal) | Talks::Offer(proposal) if proposal == *of => Talks::Nothing,
                    Talks::Answer(_) => Talks::Nothing,
                    talks => talks,
                };
                self.note(placed, What::Withdrawn);
            }
            Body::Propose { .. } => self.turn(placed, Talks::Proposal(id), What::Proposed),
            Body::Accept { .. } => self.turn(placed, Talks::Answer(id), What::Accepted),
            Body::Seal { .. } => self.turn(placed, Talks::Agreement(id), What::Sealed),
            Body::Call { .. } => self.turn(placed, Talks::Agreement(id), What::Called),
            Body::Offer { .. } => self.turn(placed, Talks::Offer(id), What::Offered),
            Body::Decline { .. } => self.turn(placed, Talks::Nothing, What::Declined),
            Body::Sign(_) => self.note(placed, What::Signed),
            Body::Screen { mode } => {
                if *mode != self.screen.mode {
                    self.screen = Screen {
                        mode: *mode,
                        at_ms: placed.entry.header().wall_ms,
                    };
                    self.still = (*mode == ScreenMode::Frozen).then(|| Rc::new(self.terms.clone()));
                    self.note(placed, What::Screen(*mode));
                }
            }
            Body::InPerson { present } => {
                if *present != self.in_person {
                    self.in_person = *present;
                    self.note(placed, What::InPerson(*present));
                }
            }
            Body::Doubt { open } => {
                let doubt = open.then_some(placed.role);
                if doubt != self.doubt {
                    self.doubt = doubt;
                    self.note(placed, What::Doubt(*open));
                }
            }
            Body::Pause { on } => {
                let paused = on.then_some(placed.role);
                if paused != self.paused {
                    self.paused = paused;
                    self.note(placed, What::Paused(*on));
                }
            }
            Body::Leave => self.note(placed, What::Left),
            Body::Comment { about, text } => self.remark(placed, *about, text, None),
            Body::Reason { about, text } => self.remark(placed, Some(*about), text, None),
            Body::Need { text, consent } => self.remark(placed, None, text, Some(*consent)),
            // The bodies are gone from the log itself.
            Body::Erase { .. } => {}
        }
    }

    fn turn(&mut self, placed: &Placed, talks: Talks, what: What) {
        self.talks = talks;
        self.note(placed, what);
    }

    fn remark(
        &mut self,
        placed: &Placed,
        about: Option<EntryId>,
        text: &str,
        consent: Option<super::body::NeedConsent>,
    ) {
        self.remarks.push(Rc::new(Remark {
            entry: placed.entry.id(),
            author: placed.entry.author(),
            role: placed.role,
            at_ms: placed.entry.header().wall_ms,
            about,
            text: text.to_owned(),
            consent,
        }));
    }

    fn admit(&mut self, placed: &Placed, join: EntryId, log: &Log) {
        self.knocking.retain(|knocking| *knocking != join);
        let Some(joined) = log.get(join) else { return };
        if let Some(Body::Join { role, name }) = joined.body() {
            self.take_in(placed, joined.author(), (*role, name));
        }
    }

    fn take_in(&mut self, placed: &Placed, author: Author, (role, name): (Role, &str)) {
        self.members.entry(author).or_insert(role);
        self.set_name(role, name);
        self.note(placed, What::Admitted(author, role));
    }

    fn adjust(&mut self, placed: &Placed, set: &[FieldValue], cause: Cause, log: &Log) {
        for value in set {
            let touch = Touch {
                entry: placed.entry.id(),
                role: placed.role,
            };
            self.touched.insert(value.id(), touch);
        }
        let fields = set_fields(&mut self.case, &mut self.terms, set);
        if fields.iter().any(|change| matches!(change.after, FieldValue::Debts(_))) {
            self.doubt = None;
        }
        let ended = self.end_talks(placed, log);
        if !fields.is_empty() || ended != Ended::Nothing {
            self.note(placed, What::Changed { fields, cause, ended });
        }
    }

    fn correct(&mut self, placed: &Placed, case: &Case, log: &Log) {
        if case.currency != self.terms.currency {
            return;
        }
        self.case = Rc::new(case.clone());
        if let Some(name) = case.agent.as_ref().and_then(|agent| agent.first_name.as_deref()) {
            self.set_name(Role::Agent, name);
        }
        self.terms.debts.clone_from(&case.debts);
        self.doubt = None;
        let ended = self.end_talks(placed, log);
        self.note(placed, What::CaseChanged { ended });
    }

    /// A change ends what the talks had come to. One that did not know of the agreement undoes it, one made knowingly opens
    /// the plan again: the words differ.
    fn end_talks(&mut self, placed: &Placed, log: &Log) -> Ended {
        let knows = |id: EntryId| log.number(id).is_some_and(|number| placed.past.contains(number));
        match core::mem::replace(&mut self.talks, Talks::Nothing) {
            Talks::Nothing => Ended::Nothing,
            Talks::Proposal(_) => Ended::Proposal,
            Talks::Answer(_) => Ended::Answer,
            Talks::Offer(_) => Ended::Offer,
            Talks::Agreement(made_by) if knows(made_by) => Ended::Agreement,
            Talks::Agreement(_) => Ended::Answer,
        }
    }
}
