//! The state of a negotiation: a fold over its entries.
//!
//! Entries fold by (depth, author, sequence), never by clock. The last writer wins per field. Whatever order
//! they arrive in, the state is the same.

use std::collections::BTreeMap;
use std::rc::Rc;

use plan_core::{Case, Date, FieldId, FieldValue, Terms};

use crate::digest::{Digest, agreement_digest};
use crate::entry::{Author, Body, Cause, EntryId, ScreenMode, SignedBy, VerifiedEntry};
use crate::role::Role;

/// Where a negotiation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What the plan is about.
    pub case: Rc<Case>,
    /// The working terms; they may have problems.
    pub terms: Terms,
    /// The windows that took part, with their side.
    pub members: BTreeMap<Author, Role>,
    /// The name each side goes by; may be empty.
    pub agent_name: String,
    /// See `agent_name`.
    pub person_name: String,
    /// Who wrote each field last.
    pub touched: BTreeMap<FieldId, Touch>,
    /// What happened, in the order of the fold.
    pub timeline: Vec<Rc<Moment>>,
    /// What the shared screen shows.
    pub screen: Screen,
    /// The terms that the shared screen shows while it is held still.
    pub still: Option<Rc<Terms>>,
    /// Terms that were put forward and still stand.
    pub proposal: Option<Proposal>,
    /// The answer to the proposal, until it is sealed.
    pub accepted: Option<Accepted>,
    /// Why the company could not take up the last offer, until something is offered or proposed again.
    pub declined: Option<Declined>,
    /// What was agreed or offered, until somebody changes the plan again.
    pub agreement: Option<Rc<Agreement>>,
    /// What was agreed or offered before, and signed: a change after it makes a new plan, and leaves what was signed.
    pub signed_before: Option<Rc<Agreement>>,
    /// The agent says that the person sits beside them.
    pub in_person: bool,
    /// A side says that the figures it was given look wrong.
    pub doubt: Option<Role>,
}

/// The last write of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch {
    /// The entry.
    pub entry: EntryId,
    /// The side.
    pub role: Role,
}

/// What the shared screen shows, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Live, covered or held still.
    pub mode: ScreenMode,
    /// Since when, by the agent's clock.
    pub at_ms: u64,
}

/// Terms that were put forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// The entry.
    pub entry: EntryId,
    /// By which side.
    pub by: Role,
    /// The digest of case and terms.
    pub digest: Digest,
    /// When, by their clock.
    pub at_ms: u64,
}

/// The answer to a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The entry.
    pub entry: EntryId,
    /// When, by their clock.
    pub at_ms: u64,
}

/// The company's no to an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    /// The entry.
    pub entry: EntryId,
    /// When, by their clock.
    pub at_ms: u64,
    /// Why, in the agent's words.
    pub reason: String,
}

/// What both sides agreed, or what one of them recorded or offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The entry that made it: a seal, the record of a call, an offer.
    pub seal: EntryId,
    /// How it came about.
    pub route: Route,
    /// The digest of case and terms.
    pub digest: Digest,
    /// What it is about.
    pub case: Rc<Case>,
    /// The terms.
    pub terms: Terms,
    /// One signature a side at most, in the order in which they stand in the file.
    pub signatures: Vec<Signed>,
}

/// How terms came to be agreed, or offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// One side proposed them, the other agreed, and the first sealed it.
    Agreed {
        /// The proposal.
        proposal: Proposal,
        /// The answer.
        accepted: Accepted,
        /// Whether the person sat beside the agent.
        in_person: bool,
    },
    /// The person agreed on the telephone, and the agent recorded it.
    Telephone {
        /// When, by the agent's clock.
        at_ms: u64,
        /// Until when the person can say that this is not what they agreed.
        tell_us_by: Date,
    },
    /// The person offers them; nobody has agreed.
    Offer {
        /// When, by their clock.
        at_ms: u64,
        /// Until when an answer is asked for.
        reply_by: Option<Date>,
        /// Whether the person says that it is within what their budget shows.
        within_budget: bool,
    },
}

/// A signature that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The entry.
    pub entry: EntryId,
    /// The side.
    pub role: Role,
    /// What was signed, and the signature.
    pub by: SignedBy,
}

impl Agreement {
    /// Whether a signature fits: of this agreement, in the way in which this side signs it, after those that are there.
    ///
    /// Each covers the file with those before it. Of two that were made at once the one that folds first stands, and
    /// the other side signs again. A signature of the page alone, as the first ones were, has no place in the file.
    pub fn takes(&self, role: Role, signed: &SignedBy) -> bool {
        let how = match (self.route, role) {
            (Route::Offer { .. }, Role::Agent) => return false,
            (_, Role::Agent) => "company_device",
            (Route::Agreed { in_person: true, .. }, Role::Person) => "in_person_on_company_device",
            (_, Role::Person) => "own_device",
        };
        let last = self.signatures.last().map(|last| last.entry);
        let follows = signed.file.as_ref().is_some_and(|file| file.after == last);
        let of_this = self.seal == signed.seal && self.digest == signed.digest;
        of_this && follows && signed.how == how && self.signature_of(role).is_none()
    }

    /// The signature of a side.
    pub fn signature_of(&self, role: Role) -> Option<&Signed> {
        self.signatures.iter().find(|signed| signed.role == role)
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The entry.
    pub entry: EntryId,
    /// The window.
    pub author: Author,
    /// The side.
    pub role: Role,
    /// Their clock.
    pub at_ms: u64,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The room was opened.
    Opened,
    /// Fields moved.
    Changed {
        /// Each field with its value before and after; only fields that differ.
        fields: Vec<FieldChange>,
        /// Why.
        cause: Cause,
        /// A proposal, answer or agreement ended by it.
        ended: Ended,
    },
    /// The case was corrected.
    CaseChanged {
        /// A proposal, answer or agreement ended by it.
        ended: Ended,
    },
    /// The terms were put forward.
    Proposed,
    /// The proposal was agreed to.
    Accepted,
    /// Both sides agree.
    Agreed,
    /// The agent recorded that the person agreed on the telephone.
    Called,
    /// The person offers the terms.
    Offered,
    /// The company cannot take up the offer.
    Declined,
    /// A proposal or an answer was taken back.
    Withdrawn,
    /// The shared screen was covered, held still or opened.
    Screen(ScreenMode),
    /// A side doubts the figures, or no longer does.
    Doubt(bool),
    /// The agent says whether the person sits beside them.
    InPerson(bool),
    /// The agreement was signed.
    Signed,
}

/// What a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Nothing.
    Nothing,
    /// A proposal.
    Proposal,
    /// A proposal that had just been agreed to.
    Answer,
    /// An offer.
    Offer,
    /// An agreement.
    Agreement,
}

/// A field that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The value before.
    pub before: FieldValue,
    /// The value after.
    pub after: FieldValue,
}

/// What the fold has to ask of the log.
pub(crate) trait Ancestry {
    /// Whether `entry` comes after `earlier`.
    fn descends(&self, entry: &VerifiedEntry, earlier: EntryId) -> bool;
}

impl State {
    /// The state after the first entry; `None` if that does not open a room.
    pub(crate) fn open(entry: &VerifiedEntry) -> Option<Self> {
        let Body::Open {
            role,
            name,
            case,
            terms,
        } = entry.body()
        else {
            return None;
        };
        let mut terms = (**terms).clone();
        terms.sort_changes();
        let mut state = Self {
            case: Rc::new((**case).clone()),
            terms,
            members: BTreeMap::new(),
            agent_name: String::new(),
            person_name: String::new(),
            touched: BTreeMap::new(),
            timeline: Vec::new(),
            screen: Screen {
                mode: ScreenMode::Live,
                at_ms: entry.at_ms(),
            },
            still: None,
            proposal: None,
            accepted: None,
            declined: None,
            agreement: None,
            signed_before: None,
            in_person: false,
            doubt: None,
        };
        state.members.insert(entry.author(), *role);
        state.set_name(*role, name);
        state.note(entry, *role, What::Opened);
        Some(state)
    }

    /// The name a side goes by; may be empty.
    pub fn name(&self, role: Role) -> &str {
        match role {
            Role::Agent => &self.agent_name,
            Role::Person => &self.person_name,
        }
    }

    /// The entry of an offer that stands, and that nobody has sealed.
    pub fn open_offer(&self) -> Option<EntryId> {
        self.proposal
            .filter(|_| self.offer_stands())
            .map(|proposal| proposal.entry)
    }

    /// The digest of case and terms as they stand.
    pub fn digest(&self) -> Digest {
        agreement_digest(&self.case, &self.terms)
    }

    fn set_name(&mut self, role: Role, name: &str) {
        if !name.is_empty() {
            match role {
                Role::Agent => self.agent_name = name.to_owned(),
                Role::Person => self.person_name = name.to_owned(),
            }
        }
    }

    fn note(&mut self, entry: &VerifiedEntry, role: Role, what: What) {
        let (id, author, at_ms) = (entry.id(), entry.author(), entry.at_ms());
        self.timeline.push(Rc::new(Moment {
            entry: id,
            author,
            role,
            at_ms,
            what,
        }));
    }

    /// Applies one entry. An entry that has no standing here changes nothing.
    pub(crate) fn apply(&mut self, entry: &VerifiedEntry, ancestry: &impl Ancestry) {
        if let Body::Join { role, name } = entry.body() {
            let standing = *self.members.entry(entry.author()).or_insert(*role);
            if standing == *role {
                self.set_name(*role, name);
            }
            return;
        }
        let Some(role) = self.members.get(&entry.author()).copied() else {
            return;
        };
        match entry.body() {
            Body::Open { .. } | Body::Join { .. } => {}
            Body::Adjust { currency, set, cause } => {
                if *currency == self.terms.currency {
                    self.adjust(entry, role, set, *cause, ancestry);
                }
            }
            Body::Case { case } => {
                // The case is the company's to correct; a person alone has only themselves to ask.
                let alone = self.members.values().all(|role| *role == Role::Person);
                let may = role == Role::Agent || alone;
                if may && case.currency == self.terms.currency && **case != *self.case {
                    self.case = Rc::new((**case).clone());
                    if let Some(name) = case.agent.as_ref().and_then(|agent| agent.first_name.as_deref()) {
                        self.set_name(Role::Agent, name);
                    }
                    self.terms.debts.clone_from(&case.debts);
                    let ended = self.end_talks();
                    self.doubt = None;
                    self.note(entry, role, What::CaseChanged { ended });
                }
            }
            Body::Propose { digest } => {
                if self.agreement.is_none() && self.screen.mode == ScreenMode::Live && *digest == self.digest() {
                    self.proposal = Some(Proposal {
                        entry: entry.id(),
                        by: role,
                        digest: *digest,
                        at_ms: entry.at_ms(),
                    });
                    self.accepted = None;
                    self.declined = None;
                    self.note(entry, role, What::Proposed);
                }
            }
            Body::Accept { proposal, digest } => self.accept(entry, role, *proposal, *digest),
            Body::Seal { accept, in_person } => self.seal(entry, role, *accept, *in_person),
            Body::Withdraw => self.withdraw(entry, role, ancestry),
            Body::Call { digest, tell_us_by } => {
                let route = Route::Telephone {
                    at_ms: entry.at_ms(),
                    tell_us_by: *tell_us_by,
                };
                if role == Role::Agent && self.conclude(entry, *digest, route) {
                    self.note(entry, role, What::Called);
                }
            }
            Body::Offer {
                digest,
                reply_by,
                within_budget,
            } => {
                let route = Route::Offer {
                    at_ms: entry.at_ms(),
                    reply_by: *reply_by,
                    within_budget: *within_budget,
                };
                if role == Role::Person && self.conclude(entry, *digest, route) {
                    // The company can agree to it as to any proposal.
                    self.proposal = Some(Proposal {
                        entry: entry.id(),
                        by: role,
                        digest: *digest,
                        at_ms: entry.at_ms(),
                    });
                    self.declined = None;
                    self.note(entry, role, What::Offered);
                }
            }
            Body::Decline { offer, reason } => self.decline(entry, role, *offer, reason),
            Body::Screen { mode } => {
                if role == Role::Agent && *mode != self.screen.mode {
                    self.screen = Screen {
                        mode: *mode,
                        at_ms: entry.at_ms(),
                    };
                    self.still = (*mode == ScreenMode::Frozen).then(|| Rc::new(self.terms.clone()));
                    self.note(entry, role, What::Screen(*mode));
                }
            }
            Body::InPerson { present } => {
                if role == Role::Agent && *present != self.in_person {
                    self.in_person = *present;
                    self.note(entry, role, What::InPerson(*present));
                }
            }
            Body::Doubt { open } => {
                let doubt = open.then_some(role);
                if doubt != self.doubt {
                    self.doubt = doubt;
                    self.note(entry, role, What::Doubt(*open));
                }
            }
            Body::Sign(signed) => self.sign(entry, role, signed),
        }
    }

    fn adjust(
        &mut self,
        entry: &VerifiedEntry,
        role: Role,
        set: &[FieldValue],
        cause: Cause,
        ancestry: &impl Ancestry,
    ) {
        let mut fields = Vec::with_capacity(set.len());
        for after in set {
            let id = after.id();
            let before = self.terms.get(&id);
            self.touched.insert(
                id,
                Touch {
                    entry: entry.id(),
                    role,
                },
            );
            self.terms.set(after.clone());
            // One change above the limit is left out: then nothing has moved.
            if before != self.terms.get(&after.id()) {
                if let FieldValue::Debts(debts) = after {
                    let case = Rc::make_mut(&mut self.case);
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
        if fields.is_empty() {
            return;
        }
        if fields.iter().any(|change| matches!(change.after, FieldValue::Debts(_))) {
            self.doubt = None;
        }
        // A change that its author made without knowing of the seal undoes the agreement; one made knowingly
        // opens the plan again. Both end it; the words differ.
        let unaware = self.seal_unknown_to(entry, ancestry);
        let ended = match self.end_talks() {
            Ended::Agreement if unaware => Ended::Answer,
            ended => ended,
        };
        self.note(entry, role, What::Changed { fields, cause, ended });
    }

    fn end_talks(&mut self) -> Ended {
        let ended = match (&self.agreement, &self.accepted, &self.proposal) {
            (_, None, _) if self.offer_stands() => Ended::Offer,
            (Some(_), _, _) if !self.offer_stands() => Ended::Agreement,
            (Some(_), ..) => Ended::Answer,
            (None, Some(_), _) => Ended::Answer,
            (None, None, Some(_)) => Ended::Proposal,
            (None, None, None) => Ended::Nothing,
        };
        self.let_agreement_go();
        self.accepted = None;
        self.proposal = None;
        ended
    }

    /// The agreement stands no longer; what was signed of it stays to be looked at.
    fn let_agreement_go(&mut self) {
        if let Some(agreement) = self
            .agreement
            .take()
            .filter(|agreement| !agreement.signatures.is_empty())
        {
            self.signed_before = Some(agreement);
        }
    }

    /// Whether an offer stands that nobody has sealed: it is signed like an agreement, and still only a proposal.
    fn offer_stands(&self) -> bool {
        let route = self.agreement.as_ref().map(|agreement| agreement.route);
        matches!(route, Some(Route::Offer { .. }))
    }

    /// Whether both sides, or a call, have settled the terms as they stand.
    pub fn is_settled(&self) -> bool {
        self.agreement.is_some() && !self.offer_stands()
    }

    fn accept(&mut self, entry: &VerifiedEntry, role: Role, proposal: EntryId, digest: Digest) {
        let stands = self
            .proposal
            .is_some_and(|one| one.entry == proposal && one.by == role.other() && one.digest == digest);
        if stands && self.accepted.is_none() && !self.is_settled() && self.screen.mode == ScreenMode::Live {
            self.accepted = Some(Accepted {
                entry: entry.id(),
                at_ms: entry.at_ms(),
            });
            self.note(entry, role, What::Accepted);
        }
    }

    fn seal(&mut self, entry: &VerifiedEntry, role: Role, accept: EntryId, in_person: Option<bool>) {
        let (Some(proposal), Some(accepted)) = (self.proposal, self.accepted) else {
            return;
        };
        if accepted.entry == accept && proposal.by == role && !self.is_settled() {
            // What was signed of an offer stays to be looked at.
            self.let_agreement_go();
            let route = Route::Agreed {
                proposal,
                accepted,
                in_person: in_person.unwrap_or(self.in_person),
            };
            self.agreement = Some(Rc::new(self.agreement_by(entry, proposal.digest, route)));
            self.note(entry, role, What::Agreed);
        }
    }

    /// What one side can record alone: a call, an offer. Talks that were under way are over with it.
    fn conclude(&mut self, entry: &VerifiedEntry, digest: Digest, route: Route) -> bool {
        let stands = !self.is_settled() && self.screen.mode == ScreenMode::Live && digest == self.digest();
        if stands {
            self.let_agreement_go();
            self.proposal = None;
            self.accepted = None;
            self.agreement = Some(Rc::new(self.agreement_by(entry, digest, route)));
        }
        stands
    }

    fn agreement_by(&self, entry: &VerifiedEntry, digest: Digest, route: Route) -> Agreement {
        Agreement {
            seal: entry.id(),
            route,
            digest,
            case: Rc::clone(&self.case),
            terms: self.terms.clone(),
            signatures: Vec::new(),
        }
    }

    /// Whether there is an agreement whose seal the author of `entry` did not have.
    fn seal_unknown_to(&self, entry: &VerifiedEntry, ancestry: &impl Ancestry) -> bool {
        self.agreement
            .as_ref()
            .is_some_and(|agreement| !ancestry.descends(entry, agreement.seal))
    }

    fn withdraw(&mut self, entry: &VerifiedEntry, role: Role, ancestry: &impl Ancestry) {
        let Some(proposal) = self.proposal else { return };
        // Whether a withdrawal or a seal made at the same moment folds first is an accident of the authors' ids;
        // the withdrawal wins in both orders. One made knowing of the agreement has no standing.
        if self.is_settled() && self.seal_unknown_to(entry, ancestry) {
            self.let_agreement_go();
        }
        if self.is_settled() {
            return;
        }
        if proposal.by == role {
            self.let_agreement_go();
            self.proposal = None;
            self.accepted = None;
            self.note(entry, role, What::Withdrawn);
        } else if self.accepted.take().is_some() {
            self.note(entry, role, What::Withdrawn);
        }
    }

    /// The company's no. What was agreed to before it arrived stands: then there is no offer any more.
    fn decline(&mut self, entry: &VerifiedEntry, role: Role, offer: EntryId, reason: &str) {
        let is_this = self.proposal.is_some_and(|proposal| proposal.entry == offer);
        if role == Role::Agent && is_this && self.offer_stands() && self.accepted.is_none() {
            self.let_agreement_go();
            self.proposal = None;
            self.declined = Some(Declined {
                entry: entry.id(),
                at_ms: entry.at_ms(),
                reason: reason.to_owned(),
            });
            self.note(entry, role, What::Declined);
        }
    }

    fn sign(&mut self, entry: &VerifiedEntry, role: Role, signed: &SignedBy) {
        let Some(agreement) = &self.agreement else { return };
        if !agreement.takes(role, signed) {
            return;
        }
        let mut next = (**agreement).clone();
        next.signatures.push(Signed {
            entry: entry.id(),
            role,
            by: signed.clone(),
        });
        self.agreement = Some(Rc::new(next));
        self.note(entry, role, What::Signed);
    }

    /// What a side can take back now: its last change whose fields nobody else has moved since.
    ///
    /// An undo is itself a change, and so is a redo: walking a side's changes in order keeps two stacks.
    pub fn undoable(&self, role: Role) -> Option<Rc<Moment>> {
        self.stacks(role).0.pop().filter(|moment| self.still_mine(moment, role))
    }

    /// What a side can bring back now: its last undo whose fields nobody else has moved since.
    pub fn redoable(&self, role: Role) -> Option<Rc<Moment>> {
        self.stacks(role).1.pop().filter(|moment| self.still_mine(moment, role))
    }

    fn stacks(&self, role: Role) -> (Vec<Rc<Moment>>, Vec<Rc<Moment>>) {
        let (mut undo, mut redo): (Vec<Rc<Moment>>, Vec<Rc<Moment>>) = (Vec::new(), Vec::new());
        for moment in self.timeline.iter().filter(|moment| moment.role == role) {
            let What::Changed { cause, .. } = &moment.what else {
                continue;
            };
            match cause {
                Cause::Edit | Cause::Suggest => {
                    undo.push(Rc::clone(moment));
                    redo.clear();
                }
                Cause::Undo(of) => {
                    undo.retain(|one| one.entry != *of);
                    redo.push(Rc::clone(moment));
                }
                Cause::Redo(of) => {
                    redo.retain(|one| one.entry != *of);
                    undo.push(Rc::clone(moment));
                }
            }
        }
        (undo, redo)
    }

    /// Nobody of the other side has written these fields since, and they still hold what the change left.
    fn still_mine(&self, moment: &Moment, role: Role) -> bool {
        let What::Changed { fields, .. } = &moment.what else {
            return false;
        };
        let mine = |change: &FieldChange| {
            self.touched
                .get(&change.after.id())
                .is_none_or(|touch| touch.role == role)
        };
        // One entry may move a field twice, or two fields that share a part: what counts is what it left in the end.
        let mut again = self.terms.clone();
        fields.iter().for_each(|change| again.set(change.after.clone()));
        fields.iter().all(mine) && again == self.terms
    }
}
