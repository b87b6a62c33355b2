//! The entries of the log that made what a document is about: they show, whatever program is asked, that the keys of the
//! signatures are those that proposed, agreed and sealed.
//!
//! The entries name each other and the digest of case and terms, so that these alone can be checked.

use plan_log::body::Affordability;
use plan_log::keys::VerificationJob;
use plan_log::{Author, Body, Bundle, Digest, Genesis, Role, Unverified, Verified};

use crate::format::utc_time;
use crate::record::Record;
use crate::verdict::{Reason, VerifyJob};

/// Entries as they stand in a document. What they say is not known before their signatures were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    genesis: Genesis,
    entries: Vec<Unverified>,
}

/// Whose key signs for which side; `None` where it is not known from the entries.
struct Keys {
    agent: Option<Author>,
    person: Option<Author>,
}

impl Proof {
    /// Reads the bytes; `None` where they are no entries of one room.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let Bundle { genesis, entries } = Bundle::read(bytes).ok()?;
        let room = genesis.room();
        let entries: Option<Vec<Unverified>> = entries.iter().map(|bytes| Unverified::read(room, bytes).ok()).collect();
        let entries = entries?;
        Some(Self { genesis, entries })
    }

    /// The signatures to check, in the order of the entries.
    pub(crate) fn jobs(&self) -> impl Iterator<Item = VerifyJob> {
        self.entries.iter().map(|entry| {
            let VerificationJob {
                author,
                message,
                signature,
            } = entry.job();
            VerifyJob {
                spki: author.to_spki().to_vec(),
                message,
                signature: signature.as_bytes().to_vec(),
            }
        })
    }

    /// What is wrong, given the answers to [`Proof::jobs`] and the keys of the document's signatures.
    fn judge(
        self,
        answers: &mut impl Iterator<Item = bool>,
        record: &Record,
        digest: Digest,
        signed: &[(Role, &[u8])],
    ) -> Vec<Reason> {
        let checked: Option<Vec<Verified>> = self
            .entries
            .into_iter()
            .map(|entry| entry.answered(answers.next() == Some(true)).ok())
            .collect();
        let Some(keys) = checked.and_then(|entries| keys_of(&self.genesis, &entries, record, digest)) else {
            return vec![Reason::OtherEntries];
        };
        let other = |(role, spki): &&(Role, &[u8])| {
            let key = match role {
                Role::Agent => keys.agent,
                Role::Person => keys.person,
            };
            key.is_some_and(|key| key.to_spki()[..] != **spki)
        };
        let of_other = signed.iter().filter(other);
        of_other.map(|(role, _)| Reason::OtherKey { role: *role }).collect()
    }
}

/// What is wrong with the entries of a document. One without signatures needs none: nobody has signed anything yet.
pub(crate) fn judge(
    proof: Option<Proof>,
    answers: &mut impl Iterator<Item = bool>,
    record: &Record,
    digest: Digest,
    signed: &[(Role, &[u8])],
) -> Vec<Reason> {
    match proof {
        _ if signed.is_empty() => Vec::new(),
        Some(proof) => proof.judge(answers, record, digest, signed),
        None => vec![Reason::OtherEntries],
    }
}

/// The keys of the two sides, if the entries make what the record says.
fn keys_of(genesis: &Genesis, entries: &[Verified], record: &Record, digest: Digest) -> Option<Keys> {
    let fits = |holds: bool| holds.then_some(());
    match (record, entries) {
        (Record::Agreed(agreed), [proposal, accept, seal]) => {
            fits([proposal.id(), accept.id(), seal.id()] == agreed.entries)?;
            let (Body::Propose { digest: proposed, .. } | Body::Offer { digest: proposed, .. }) = proposal.body()?
            else {
                return None;
            };
            let Body::Accept {
                proposal: answered,
                digest: accepted,
                ..
            } = accept.body()?
            else {
                return None;
            };
            let Body::Seal {
                accept: sealed,
                digest: agreed_to,
                in_person,
            } = seal.body()?
            else {
                return None;
            };
            fits(proposal.body()?.affordability() == agreed.affordability)?;
            // What somebody did on their own device is theirs to say.
            fits(agreed.affordability != Affordability::OwnDevice || agreed.proposed_by == Role::Person)?;
            fits([proposed, accepted, agreed_to] == [&digest; 3])?;
            fits(*answered == proposal.id() && *sealed == accept.id() && *in_person == agreed.in_person)?;
            fits(seal.author() == proposal.author() && accept.author() != proposal.author())?;
            fits(at(proposal) == agreed.proposed_at && at(accept) == agreed.agreed_at)?;
            keys(genesis, agreed.proposed_by, proposal.author(), Some(accept.author()))
        }
        (Record::Telephone(call), [entry]) => {
            let Body::Call {
                digest: agreed_to,
                tell_us_by,
                affordability,
            } = entry.body()?
            else {
                return None;
            };
            fits(entry.id() == call.entry && *agreed_to == digest)?;
            fits(*affordability == call.affordability)?;
            fits(*tell_us_by == call.tell_us_by && at(entry) == call.agreed_at)?;
            keys(genesis, Role::Agent, entry.author(), None)
        }
        (Record::Offer(offer), [entry]) => {
            let Body::Offer {
                digest: offered,
                reply_by,
                within_budget,
            } = entry.body()?
            else {
                return None;
            };
            fits(entry.id() == offer.entry && *offered == digest && at(entry) == offer.made_at)?;
            fits(*reply_by == offer.reply_by && *within_budget == offer.within_budget)?;
            keys(genesis, Role::Person, entry.author(), None)
        }
        _ => None,
    }
}

fn at(entry: &Verified) -> String {
    utc_time(entry.header().wall_ms)
}

/// The keys by their sides; `None` where whoever opened the room is on another side than the record says.
fn keys(genesis: &Genesis, side: Role, first: Author, other: Option<Author>) -> Option<Keys> {
    let on = |author: Author, side: Role| genesis.creator != author || genesis.role == side;
    let fit = on(first, side) && other.is_none_or(|other| on(other, side.other()));
    let (agent, person) = match side {
        Role::Agent => (Some(first), other),
        Role::Person => (other, Some(first)),
    };
    fit.then_some(Keys { agent, person })
}
