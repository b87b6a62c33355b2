//! When something is agreed: a question about the log that does not depend on the order in which it arrived, on any
//! clock, or on bodies that can be erased.

use super::bits::Bits;
use super::log::{FoldKey, Log};
use super::{Author, Body, EntryId, Kind};
use crate::digest::Digest;

/// How far an agreement has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Sealed; whoever agreed has not been heard of since, and may have changed the plan meanwhile.
    Sealed,
    /// Whoever agreed has the seal. Nothing changes it any more but the proof that a side wrote two histories.
    Final,
    /// Whoever agreed changed or withdrew something before they had the seal: nothing is agreed.
    Undone,
    /// A change stands between the proposal and the seal: nothing was ever agreed.
    Void,
    /// A side of it wrote two histories while it came about.
    Disputed,
}

impl Standing {
    /// The word for it, in `docs/spec/log-format.md`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Final => "final",
            Self::Undone => "undone",
            Self::Void => "void",
            Self::Disputed => "disputed",
        }
    }
}

/// A proposal, an answer and a seal that name each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain {
    /// The proposal, or the offer.
    pub proposal: EntryId,
    /// The answer.
    pub accept: EntryId,
    /// The seal.
    pub seal: EntryId,
    /// Their digest of case and terms.
    pub digest: Digest,
    /// Who proposed and sealed.
    pub proposer: Author,
    /// Who agreed.
    pub accepter: Author,
    /// The first entry of whoever agreed that follows the seal.
    pub confirmed: Option<EntryId>,
    /// How far it has come.
    pub standing: Standing,
}

/// The numbers of the entries of a chain.
#[derive(Clone, Copy)]
struct Links {
    proposal: usize,
    accept: usize,
    seal: usize,
}

impl Log {
    /// Every seal with what it seals, in the order of the fold.
    pub fn chains(&self) -> Vec<Chain> {
        let mut chains: Vec<(FoldKey, Chain)> = self
            .seals
            .iter()
            .filter_map(|seal| Some((self.key(*seal)?, self.chain(*seal)?)))
            .collect();
        plan_core::sort_by(&mut chains, |a, b| a.0.cmp(&b.0));
        chains.into_iter().map(|(_, chain)| chain).collect()
    }

    #[inline(never)]
    fn chain(&self, seal: usize) -> Option<Chain> {
        let sealed = self.placed.get(seal)?;
        let Some(Body::Seal {
            accept: accept_id,
            digest,
            ..
        }) = sealed.entry.body()
        else {
            return None;
        };
        let accept = self.number(*accept_id)?;
        let accepted = self.placed.get(accept)?;
        let Some(Body::Accept {
            proposal: proposal_id, ..
        }) = accepted.entry.body()
        else {
            return None;
        };
        let links = Links {
            proposal: self.number(*proposal_id)?,
            accept,
            seal,
        };
        let (proposer, accepter) = (sealed.entry.author(), accepted.entry.author());
        let confirmed = self.confirmation(accepter, seal);
        let id = |number: usize| self.placed.get(number).map(|placed| placed.entry.id());
        Some(Chain {
            proposal: *proposal_id,
            accept: *accept_id,
            seal: sealed.entry.id(),
            digest: *digest,
            proposer,
            accepter,
            confirmed: confirmed.and_then(id),
            standing: self.standing_of(links, (proposer, accepter), confirmed),
        })
    }

    /// The first entry of an author that follows a seal.
    fn confirmation(&self, author: Author, seal: usize) -> Option<usize> {
        let theirs = |number: &usize| {
            let placed = self.placed.get(*number);
            placed.is_some_and(|placed| placed.entry.author() == author && placed.past.contains(seal))
        };
        self.order.iter().copied().find(theirs)
    }

    fn standing_of(&self, links: Links, (proposer, accepter): (Author, Author), confirmed: Option<usize>) -> Standing {
        let Some(sealed) = self.placed.get(links.seal) else {
            return Standing::Void;
        };
        if self.disturbing(links, &sealed.past).next().is_some() || self.is_sealed_before(links) {
            return Standing::Void;
        }
        let seq = |number: usize| self.placed.get(number).map(|placed| placed.entry.seq());
        let until = (seq(links.seal), confirmed.map_or(Some(u32::MAX), seq));
        let forked = |author: Author, until: Option<u32>| {
            self.forks()
                .iter()
                .any(|fork| fork.author == author && until.is_none_or(|until| fork.seq <= until))
        };
        if forked(proposer, until.0) || forked(accepter, until.1) {
            return Standing::Disputed;
        }
        // What its author did without knowing of the seal.
        let unaware = |number: &usize| *number != links.seal && !self.is_after(*number, links.seal);
        match confirmed.and_then(|number| self.placed.get(number)) {
            Some(confirmed) => match self.disturbing(links, &confirmed.past).find(unaware) {
                Some(_) => Standing::Undone,
                None => Standing::Final,
            },
            None => {
                let everything = self.everything();
                let theirs = |number: usize| {
                    self.placed
                        .get(number)
                        .is_some_and(|one| one.entry.author() == accepter)
                };
                match self.disturbing(links, &everything).filter(unaware).any(theirs) {
                    true => Standing::Undone,
                    false => Standing::Sealed,
                }
            }
        }
    }

    fn everything(&self) -> Bits {
        Bits::below(self.len())
    }

    /// The same answer was sealed already, as far as whoever sealed it knew.
    fn is_sealed_before(&self, links: Links) -> bool {
        self.seals.iter().any(|other| {
            let same = |body: Option<&Body>| {
                matches!(body, Some(Body::Seal { accept, .. }) if self.number(*accept) == Some(links.accept))
            };
            self.is_after(links.seal, *other) && self.placed.get(*other).is_some_and(|other| same(other.entry.body()))
        })
    }

    /// The entries among `among` that the proposal did not know and that stand in the way of it and its answer.
    fn disturbing<'l>(&'l self, links: Links, among: &'l Bits) -> impl Iterator<Item = usize> + 'l {
        let ended = self
            .endings
            .iter()
            .filter(move |(number, of)| among.contains(*number) && (*of == links.proposal || *of == links.accept));
        self.overtaking(links.proposal, among)
            .chain(ended.map(|(number, _)| *number))
    }

    /// The changes and proposals among `among` that a proposal did not know. Of two proposals that did not know each other
    /// the one that folds later stands.
    fn overtaking<'l>(&'l self, proposal: usize, among: &'l Bits) -> impl Iterator<Item = usize> + 'l {
        let known = self.placed.get(proposal).map(|placed| &placed.past);
        let later =
            move |other: &usize| *other != proposal && among.contains(*other) && self.key(*other) > self.key(proposal);
        let moved = known.map(|known| self.moves.without(known)).into_iter().flatten();
        let moved = moved.filter(move |number| *number != proposal && among.contains(*number));
        // What a proposal knew folds before it.
        moved.chain(self.proposals.iter().copied().filter(later))
    }

    /// Whether nothing was changed or put forward since an entry of the talks, or without knowing of it.
    #[inline(never)]
    pub(super) fn is_current(&self, number: usize) -> bool {
        self.overtaking(number, &self.everything()).next().is_none()
    }

    /// The proposal, or offer, that can be agreed to.
    #[inline(never)]
    pub(super) fn open_proposal(&self) -> Option<usize> {
        let open = |number: &usize| {
            let ended = self.endings.iter().any(|(_, of)| of == number);
            !ended && self.is_current(*number)
        };
        self.proposals
            .iter()
            .copied()
            .filter(open)
            .max_by_key(|number| self.key(*number))
    }

    /// The answer to a proposal, if one stands: the last one that was not taken back.
    pub(super) fn standing_accept(&self, proposal: EntryId) -> Option<usize> {
        let answers = |number: &usize| {
            let body = self.placed.get(*number).and_then(|placed| placed.entry.body());
            let names = matches!(body, Some(Body::Accept { proposal: named, .. }) if *named == proposal);
            names && !self.endings.iter().any(|(_, of)| of == number)
        };
        self.order.iter().copied().rev().find(answers)
    }

    /// Records of calls that nothing has overtaken; the last one.
    pub(super) fn current_call(&self) -> Option<usize> {
        let is_call = |number: &usize| {
            self.placed
                .get(*number)
                .is_some_and(|one| one.entry.kind() == Kind::Call)
        };
        let calls = self.alone.iter().copied().filter(is_call);
        calls
            .filter(|number| self.is_current(*number))
            .max_by_key(|number| self.key(*number))
    }
}
