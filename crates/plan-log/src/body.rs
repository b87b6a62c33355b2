//! What an entry says.

mod read;
mod write;

use plan_core::{Case, Currency, Date, FieldValue, Terms};

use super::{EntryId, Kind};
use crate::digest::Digest;
use crate::role::Role;

/// The longest certificate in an entry, in bytes: one of ours has about 450, more where a name needs more bytes.
pub const MAX_CERTIFICATE_BYTES: usize = 1_500;
/// The longest name under a signature, in characters.
pub const MAX_SIGNED_NAME_CHARS: usize = 200;

/// What was checked about whether the person can afford a plan, as whoever puts it forward says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Affordability {
    /// Nothing.
    #[default]
    NotChecked,
    /// The person told the company on the telephone what they can pay.
    ToldByPhone,
    /// The person held it against their budget on their own device, and says that it fits.
    OwnDevice,
}

impl Affordability {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::NotChecked, Self::ToldByPhone, Self::OwnDevice];

    /// The word for it in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotChecked => "not_checked",
            Self::ToldByPhone => "told_by_phone",
            Self::OwnDevice => "own_device",
        }
    }

    /// Reads [`Affordability::as_str`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// What an entry says. Its side is that of its author, which the log knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Opens the room: the first entry of whoever the room's beginning names.
    Open {
        /// Their name on the other screen; may be empty.
        name: String,
        /// What the plan is about.
        case: Box<Case>,
        /// The terms at the start; they are about the case's debts, in its currency.
        terms: Box<Terms>,
    },
    /// Asks to take part: the first entry of everybody else. It counts once they are let in.
    Join {
        /// Their side.
        role: Role,
        /// Their name on the other screen; may be empty.
        name: String,
    },
    /// Lets somebody in.
    Admit {
        /// Their [`Body::Join`].
        join: EntryId,
    },
    /// Moves fields of the plan, all or none.
    Adjust {
        /// The currency of the amounts.
        currency: Currency,
        /// The new values; one or more.
        set: Vec<FieldValue>,
        /// Why.
        cause: Cause,
    },
    /// Corrects what the plan is about.
    Case {
        /// The whole case.
        case: Box<Case>,
    },
    /// Puts the terms forward as they stand.
    Propose {
        /// The digest of case and terms.
        digest: Digest,
        /// What was checked about whether the person can afford it. Only they can say what they did on their own device.
        affordability: Affordability,
    },
    /// Agrees to a proposal, or an offer, of the other side.
    Accept {
        /// The proposal.
        proposal: EntryId,
        /// The digest of case and terms.
        digest: Digest,
        /// The words that were agreed to, as they stood on the screen; may be empty.
        consent: String,
    },
    /// The proposer has seen the answer, and nothing in between.
    Seal {
        /// The answer.
        accept: EntryId,
        /// The digest of case and terms.
        digest: Digest,
        /// Whether the person sits beside the agent, as the sealing side knows it.
        in_person: bool,
    },
    /// Takes a proposal, an offer or an answer of one's own side back.
    Withdraw {
        /// Which.
        of: EntryId,
    },
    /// "I have everything that this entry follows."
    Ack,
    /// A signature over the document of an agreement, a call or an offer.
    Sign(Box<Signing>),
    /// A remark.
    Comment {
        /// The entry that it is about.
        about: Option<EntryId>,
        /// In their words.
        text: String,
    },
    /// A reason.
    Reason {
        /// The entry that it is the reason for.
        about: EntryId,
        /// In their words.
        text: String,
    },
    /// Something that somebody needs.
    Need {
        /// In their words.
        text: String,
        /// What they allowed to be done with it.
        consent: NeedConsent,
    },
    /// Takes remarks, reasons and needs of one's own out for good, as when consent is withdrawn.
    Erase {
        /// Which, rising; one or more.
        entries: Vec<EntryId>,
    },
    /// A side needs a minute, or goes on.
    Pause {
        /// Needs a minute.
        on: bool,
    },
    /// A side leaves the negotiation.
    Leave,
    /// The agent records that the person agreed on the telephone.
    Call {
        /// The digest of case and terms.
        digest: Digest,
        /// Until when the person can say that this is not what they agreed.
        tell_us_by: Date,
        /// What was checked about whether the person can afford it: nothing, or what they told.
        affordability: Affordability,
    },
    /// The person offers the terms, alone.
    Offer {
        /// The digest of case and terms.
        digest: Digest,
        /// Until when an answer is asked for.
        reply_by: Option<Date>,
        /// Whether the person says that the payments are within what their budget shows. Their figures are not here.
        within_budget: bool,
    },
    /// The company cannot take up an offer, and says why.
    Decline {
        /// The offer.
        offer: EntryId,
        /// Why, in the agent's words.
        reason: String,
    },
    /// What the shared screen shows.
    Screen {
        /// Live, covered or held still.
        mode: ScreenMode,
    },
    /// The agent says whether the person sits beside them.
    InPerson {
        /// Beside them.
        present: bool,
    },
    /// A side says that the figures it was given look wrong, or that they are all right now.
    Doubt {
        /// Wrong.
        open: bool,
    },
}

/// Why fields are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Somebody moved them.
    Edit,
    /// Somebody shows what they tried on their own.
    Suggest,
    /// Takes back the entry.
    Undo(EntryId),
    /// Brings back what an undo took.
    Redo(EntryId),
}

/// What the shared screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenMode {
    /// The plan as it stands.
    Live,
    /// "One moment", and no figures.
    Blank,
    /// The plan as it was; somebody is trying something.
    Frozen,
}

/// What somebody allowed to be done with what they said they need. It can be withdrawn: see [`Body::Erase`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeedConsent {
    /// Known in this negotiation, and kept nowhere after it.
    ThisTime,
    /// Kept by the company with the account.
    Kept,
}

/// A signature over a document, with what it was made under. The key is the author's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// The entry that made what is signed: a seal, the record of a call, an offer.
    pub of: EntryId,
    /// The digest of case and terms.
    pub digest: Digest,
    /// The name as typed.
    pub name: String,
    /// In which situation: a word that `plan-doc` knows.
    pub how: String,
    /// UTC, `2026-11-23T14:21:05Z`.
    pub signed_at: String,
    /// The signature of the page: r, then s.
    pub page: [u8; 64],
    /// The signature that stands in the file already: this one covers it.
    pub after: Option<EntryId>,
    /// The certificate in the file, DER.
    pub certificate: Vec<u8>,
    /// The signature of the file: r, then s.
    pub file: [u8; 64],
}

impl Body {
    /// What a proposal, an offer or the record of a call says was checked about whether the person can afford it.
    pub const fn affordability(&self) -> Affordability {
        match self {
            Self::Propose { affordability, .. } | Self::Call { affordability, .. } => *affordability,
            Self::Offer {
                within_budget: true, ..
            } => Affordability::OwnDevice,
            _ => Affordability::NotChecked,
        }
    }

    /// What kind of entry says this.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Open { .. } => Kind::Open,
            Self::Join { .. } => Kind::Join,
            Self::Admit { .. } => Kind::Admit,
            Self::Adjust { .. } => Kind::Adjust,
            Self::Case { .. } => Kind::Case,
            Self::Propose { .. } => Kind::Propose,
            Self::Accept { .. } => Kind::Accept,
            Self::Seal { .. } => Kind::Seal,
            Self::Withdraw { .. } => Kind::Withdraw,
            Self::Ack => Kind::Ack,
            Self::Sign(_) => Kind::Sign,
            Self::Comment { .. } => Kind::Comment,
            Self::Reason { .. } => Kind::Reason,
            Self::Need { .. } => Kind::Need,
            Self::Erase { .. } => Kind::Erase,
            Self::Pause { .. } => Kind::Pause,
            Self::Leave => Kind::Leave,
            Self::Call { .. } => Kind::Call,
            Self::Offer { .. } => Kind::Offer,
            Self::Decline { .. } => Kind::Decline,
            Self::Screen { .. } => Kind::Screen,
            Self::InPerson { .. } => Kind::InPerson,
            Self::Doubt { .. } => Kind::Doubt,
        }
    }
}
