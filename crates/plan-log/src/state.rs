//! Where a negotiation stands.

use std::collections::BTreeMap;
use std::rc::Rc;

use plan_core::{Case, Date, FieldId, FieldValue, Terms};

use super::body::{Affordability, NeedConsent, Signing};
use super::{Author, Bundle, EntryId, Standing};
use crate::body::{Cause, ScreenMode};
use crate::digest::Digest;
use crate::role::Role;

/// Where a negotiation stands: worked out from the log, never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What the plan is about.
    pub case: Rc<Case>,
    /// The working terms; they may have problems.
    pub terms: Terms,
    /// A change was erased here, or its body has not arrived: the terms are not what others may see.
    pub incomplete: bool,
    /// Who was let in, with their side.
    pub members: BTreeMap<Author, Role>,
    /// Who asks to be let in: their join.
    pub knocking: Vec<EntryId>,
    /// The name each side goes by; may be empty.
    pub agent_name: String,
    /// See `agent_name`.
    pub person_name: String,
    /// Who wrote each field last.
    pub touched: BTreeMap<FieldId, Touch>,
    /// What happened, in the order of the fold.
    pub timeline: Vec<Rc<Moment>>,
    /// Remarks, reasons and needs, in the order of the fold, without those that were erased.
    pub remarks: Vec<Rc<Remark>>,
    /// What the shared screen shows.
    pub screen: Screen,
    /// The terms that the shared screen shows while it is held still.
    pub still: Option<Rc<Terms>>,
    /// The agent says that the person sits beside them.
    pub in_person: bool,
    /// A side says that the figures it was given look wrong.
    pub doubt: Option<Role>,
    /// A side needs a minute.
    pub paused: Option<Role>,
    /// Terms that were put forward and still stand.
    pub proposal: Option<Proposal>,
    /// The answer to the proposal.
    pub accepted: Option<Accepted>,
    /// Why the company could not take up the last offer, until something is offered or proposed again.
    pub declined: Option<Declined>,
    /// What was agreed, recorded or offered, until somebody changes the plan again.
    pub agreement: Option<Rc<Agreement>>,
    /// What was agreed for good or signed before, in the order of the fold: a change after it makes a new plan.
    pub earlier: Vec<Rc<Agreement>>,
    /// What the talks had come to where the fold is: for the words about what a change ended.
    pub(super) talks: Talks,
}

/// What talks have come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Talks {
    Nothing,
    Proposal(EntryId),
    Answer(EntryId),
    Offer(EntryId),
    Agreement(EntryId),
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
    /// Since when, by the agent's clock, in milliseconds since 1970.
    pub at_ms: u64,
}

/// Case and terms as somebody had them when they put them forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What the plan is about.
    pub case: Rc<Case>,
    /// The terms.
    pub terms: Terms,
}

/// Terms that were put forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The entry.
    pub entry: EntryId,
    /// By which side.
    pub by: Role,
    /// By whom.
    pub author: Author,
    /// The digest of case and terms.
    pub digest: Digest,
    /// What it stands for; `None` where that cannot be worked out here, or is not what the digest says: nobody can agree to
    /// it then.
    pub known: Option<Rc<Known>>,
    /// When, by their clock.
    pub at_ms: u64,
    /// What was checked about whether the person can afford it.
    pub affordability: Affordability,
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
    pub made_by: EntryId,
    /// How it came about.
    pub route: Route,
    /// The digest of case and terms.
    pub digest: Digest,
    /// What it stands for; `None` where changes that led to it were erased here. The document has it.
    pub known: Option<Rc<Known>>,
    /// The entries that made it, which show it to whoever has the document alone.
    pub proof: Rc<Bundle>,
    /// Whose key signs for each side; none where the entries do not name one.
    pub signers: Signers,
    /// One signature a side at most, in the order in which they stand in the file.
    pub signatures: Vec<Signed>,
}

/// Whose key signs a document for each side: the key that proposed, agreed, recorded or offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signers {
    /// The company's side.
    pub agent: Option<Author>,
    /// The person's side.
    pub person: Option<Author>,
}

impl Signers {
    /// Of a side that acted, and of whoever answered.
    pub(crate) const fn of(side: Role, acted: Author, answered: Option<Author>) -> Self {
        match side {
            Role::Agent => Self {
                agent: Some(acted),
                person: answered,
            },
            Role::Person => Self {
                agent: answered,
                person: Some(acted),
            },
        }
    }

    /// The key of a side.
    pub const fn of_side(&self, side: Role) -> Option<Author> {
        match side {
            Role::Agent => self.agent,
            Role::Person => self.person,
        }
    }
}

/// How terms came to be agreed, or offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// One side proposed them, the other agreed, and the first sealed it.
    Agreed {
        /// The proposal.
        proposal: EntryId,
        /// By which side.
        by: Role,
        /// When, by their clock.
        proposed_ms: u64,
        /// The answer.
        accepted: Accepted,
        /// The first entry of whoever agreed that follows the seal.
        confirmed: Option<EntryId>,
        /// How far it has come: sealed, final, or disputed.
        standing: Standing,
        /// Whether the person sat beside the agent.
        in_person: bool,
        /// What was checked about whether the person can afford it.
        affordability: Affordability,
    },
    /// The person agreed on the telephone, and the agent recorded it.
    Telephone {
        /// When, by the agent's clock.
        at_ms: u64,
        /// Until when the person can say that this is not what they agreed.
        tell_us_by: Date,
        /// What was checked about whether the person can afford it.
        affordability: Affordability,
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
    /// By whom: the key of the certificate.
    pub author: Author,
    /// What was signed, and the signatures.
    pub by: Signing,
}

/// A remark, a reason or a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The entry.
    pub entry: EntryId,
    /// By whom.
    pub author: Author,
    /// Their side.
    pub role: Role,
    /// When, by their clock.
    pub at_ms: u64,
    /// The entry that it is about.
    pub about: Option<EntryId>,
    /// In their words.
    pub text: String,
    /// For a need: what they allowed to be done with it.
    pub consent: Option<NeedConsent>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The entry.
    pub entry: EntryId,
    /// Who wrote it.
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
    /// Somebody was let in.
    Admitted(Author, Role),
    /// Fields moved.
    Changed {
        /// Each field with its value before and after; only fields that differ.
        fields: Vec<FieldChange>,
        /// Why.
        cause: Cause,
        /// A proposal, answer or agreement ended by it.
        ended: Ended,
    },
    /// Fields were moved by an entry whose body is not here.
    ChangedUnseen {
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
    /// The answer was sealed. Whether it is agreed for good says [`Route::Agreed`].
    Sealed,
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
    /// A side needs a minute, or goes on.
    Paused(bool),
    /// A side left.
    Left,
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

impl Agreement {
    /// Whether it can be signed: what both agreed is final, a record or an offer is its author's own.
    pub const fn can_be_signed(&self) -> bool {
        match self.route {
            Route::Agreed { standing, .. } => matches!(standing, Standing::Final),
            Route::Telephone { .. } | Route::Offer { .. } => true,
        }
    }

    /// Whether a signature fits: of this agreement, by the key that made it, in the way in which this side signs it, after
    /// those that are there.
    ///
    /// Each covers the file with those before it. Of two that were made at once the one that folds first stands, and
    /// the other side signs again.
    pub fn takes(&self, role: Role, author: Author, signing: &Signing) -> bool {
        let how = match (self.route, role) {
            (Route::Offer { .. }, Role::Agent) => return false,
            (_, Role::Agent) => "company_device",
            (Route::Agreed { in_person: true, .. }, Role::Person) => "in_person_on_company_device",
            (_, Role::Person) => "own_device",
        };
        let own_key = self.signers.of_side(role).is_none_or(|signer| signer == author);
        let follows = signing.after == self.signatures.last().map(|last| last.entry);
        let of_this = self.made_by == signing.of && self.digest == signing.digest;
        of_this && own_key && follows && signing.how == how && self.signature_of(role).is_none()
    }

    /// The terms, where they are known here.
    pub fn terms(&self) -> Option<&Terms> {
        self.known.as_ref().map(|known| &known.terms)
    }

    /// Whether it stands for good: nothing that happens later changes it, but proof that a side wrote two histories.
    /// What both agreed becomes so once whoever agreed is known to have the seal.
    pub const fn is_final(&self) -> bool {
        match self.route {
            Route::Agreed { standing, .. } => matches!(standing, Standing::Final),
            Route::Telephone { .. } => true,
            Route::Offer { .. } => false,
        }
    }

    /// The signature of a side.
    pub fn signature_of(&self, role: Role) -> Option<&Signed> {
        self.signatures.iter().find(|signed| signed.role == role)
    }
}

impl State {
    /// The name a side goes by; may be empty.
    pub fn name(&self, role: Role) -> &str {
        match role {
            Role::Agent => &self.agent_name,
            Role::Person => &self.person_name,
        }
    }

    /// The digest of case and terms as they stand; `None` where they cannot be worked out here.
    pub fn digest(&self) -> Option<Digest> {
        (!self.incomplete).then(|| crate::agreement_digest(&self.case, &self.terms))
    }

    /// The entry of an offer that stands, and that nobody has sealed.
    pub fn open_offer(&self) -> Option<EntryId> {
        let agreement = self.agreement.as_ref()?;
        matches!(agreement.route, Route::Offer { .. }).then_some(agreement.made_by)
    }

    /// The newest document that was signed before the plan was changed: it stays.
    pub fn signed_before(&self) -> Option<&Rc<Agreement>> {
        self.earlier
            .iter()
            .rev()
            .find(|agreement| !agreement.signatures.is_empty())
    }

    /// Whether both sides, or a call, have settled the terms as they stand.
    pub fn is_settled(&self) -> bool {
        self.agreement.is_some() && self.open_offer().is_none()
    }
}
