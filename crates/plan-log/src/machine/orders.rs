//! What is wanted of a machine, and what it wants.

use std::rc::Rc;

use plan_core::{Case, Date, FieldValue};

use crate::body::ScreenMode;
use crate::body::{Affordability, NeedConsent, Signing};
use crate::digest::Digest;
use crate::message::{Message, Window};
use crate::role::Role;
use crate::{Author, EntryId, Fork, Refused, SigningJob, VerificationJob};

/// The time and the luck of one call.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// Milliseconds since 1970, by this machine's clock.
    pub ms: u64,
    /// This machine's distance from UTC, in minutes.
    pub zone_min: i16,
    /// Random bytes, new for each call: salts are made of them.
    pub entropy: [u8; 32],
}

/// Who sits at this window.
#[derive(Debug, Clone)]
pub struct Seat {
    /// The key that writes here.
    pub author: Author,
    /// This load of the page.
    pub window: Window,
    /// The side.
    pub role: Role,
    /// The name on the other screen; may be empty.
    pub name: String,
    /// Whether this window writes. Of several with one key only one may: two would write two histories.
    pub writes: bool,
    /// Whether everybody who asks is let in unasked, as between two windows of one browser.
    pub admits: bool,
}

/// What is to be done, in the order of these fields and within each list.
#[derive(Debug, Default)]
pub struct Step {
    /// To be stored, one after another; where one is refused the rest is not tried. [`super::Machine::kept`] and
    /// [`super::Machine::not_kept`] take the answer.
    pub keep: Vec<Keep>,
    /// Messages to everybody else in the room.
    pub send: Vec<Message>,
    /// To be signed: [`super::Machine::signed`] takes the answer.
    pub sign: Vec<SigningJob>,
    /// Signatures to be checked, by number: [`super::Machine::verified`] takes the answers.
    pub verify: Vec<(u64, VerificationJob)>,
    /// To be said.
    pub news: Vec<News>,
}

/// Something to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// Rises by one with each.
    pub number: u64,
    /// The entry.
    pub entry: EntryId,
    /// Its bytes: in place of those that are stored under this name. They may have lost their body.
    pub bytes: Rc<[u8]>,
}

/// Something to tell the person at this window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Entries of others were folded.
    Changed,
    /// The stored log has been read; this many entries of it could not be used.
    Loaded(usize),
    /// A window is open now.
    Arrived(Window, Role),
    /// A window was closed.
    Left(Role),
    /// A message could not be read.
    Unreadable(Refused),
    /// An entry was refused.
    Refused(Refused),
    /// Somebody wrote two histories; here is the proof.
    Forked(Fork),
    /// The key of this window does not sign; what was written last is taken back.
    NotSigned,
    /// What was written last is not stored, and therefore not sent. It is tried again.
    NotKept,
}

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
    /// Let somebody in who asked.
    Admit(EntryId),
    /// Correct the case.
    Case(Box<Case>),
    /// Put the plan forward, with what was checked about whether the person can afford it.
    Propose(Affordability),
    /// Agree to the other side's proposal.
    Accept {
        /// The words that I agree to, as they stand on my screen.
        consent: String,
    },
    /// Take it back.
    Withdraw,
    /// A remark.
    Comment {
        /// The entry that it is about.
        about: Option<EntryId>,
        /// The words.
        text: String,
    },
    /// A reason for an entry.
    Reason {
        /// The entry.
        about: EntryId,
        /// The words.
        text: String,
    },
    /// Something that I need.
    Need {
        /// The words.
        text: String,
        /// What may be done with it.
        consent: NeedConsent,
    },
    /// Take remarks, reasons and needs of mine out for good.
    Erase(Vec<EntryId>),
    /// I need a minute, or go on.
    Pause(bool),
    /// I leave the negotiation.
    Leave,
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
        /// What was checked about whether they can afford it.
        affordability: Affordability,
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
        /// Why; cut at [`crate::MAX_REASON_CHARS`].
        reason: String,
    },
    /// My signature over the agreement.
    Sign(Box<Signing>),
}

/// Why a command does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The plan has not arrived yet, or the stored log is still being read.
    NotReady,
    /// Another window with this key writes: the command is for it.
    NotWriter,
    /// This side has not been let in yet.
    NotAdmitted,
    /// Nothing would change.
    NothingToDo,
    /// Somebody is trying something, or the screen is covered.
    NotLive,
    /// The room has no space for more changes.
    Full,
    /// The change is larger than an entry may be.
    TooLarge,
    /// The plan does not work out, or what it was is no longer known here.
    HasProblems,
    /// The plan was changed or signed meanwhile: what this was about is not what stands.
    Superseded,
    /// Somebody wrote two histories: nothing more can be agreed here.
    Forked,
    /// Somebody needs a minute: nothing is put forward or agreed meanwhile.
    Paused,
    /// Whoever sits here helps: they see and suggest, and bind nobody.
    Helping,
}
