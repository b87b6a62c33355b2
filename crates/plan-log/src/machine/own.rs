//! Entries of one's own: written, signed, kept, and only then sent.

use std::rc::Rc;

use super::{Keep, Machine, News, Now, Own, RESERVE, Refusal, Step};
use crate::digest::Digest;
use crate::entry::{Header, Unsigned};
use crate::message::{Said, in_messages};
use crate::{
    Body, Chain, EntryId, Inserted, Kind, MAX_ENTRIES, MAX_ROOM_BYTES, Refused, Signature, SigningJob, Standing,
};

impl Machine {
    /// Writes entries after everything that is here. All or none.
    pub(super) fn write(&mut self, bodies: Vec<Body>, now: &Now, step: &mut Step) -> Result<(), Refusal> {
        let from = self.own.len();
        for body in bodies {
            match self.write_one(body, now) {
                Ok(unsigned) => self.own.push_back(Own {
                    unsigned,
                    signature: None,
                    keeping: None,
                }),
                Err(refusal) => {
                    let dropped: Vec<EntryId> = self.own.drain(from..).map(|own| own.unsigned.id()).collect();
                    if !dropped.is_empty() {
                        self.log = self.log.without(&dropped);
                    }
                    return Err(refusal);
                }
            }
        }
        step.sign
            .extend(self.own.iter().skip(from).map(|own| own.unsigned.job()));
        self.fold.refresh(&self.log);
        Ok(())
    }

    fn write_one(&mut self, body: Body, now: &Now) -> Result<Unsigned, Refusal> {
        let (entries, bytes) = RESERVE;
        let little_left = self.log.len() + entries >= MAX_ENTRIES || self.log.bytes() + bytes >= MAX_ROOM_BYTES;
        if little_left && !body.kind().closes() {
            return Err(Refusal::Full);
        }
        let (seq, prev, parents) = self.log.next_place(self.seat.author);
        let header = Header {
            room: self.log.room(),
            author: self.seat.author,
            seq,
            prev,
            parents,
            wall_ms: now.ms,
            zone_min: now.zone_min,
            // Worked out from the body.
            kind: Kind::Ack,
            contents: self.log.room(),
        };
        let mut salt = [0; 16];
        let drawn = Digest::of_parts("pn/salt/1", &[&now.entropy, &seq.to_be_bytes()]);
        salt.copy_from_slice(drawn.as_bytes().split_at(16).0);
        let unsigned = Unsigned::new(header, salt, body).map_err(|refused| match refused {
            Refused::TooLarge => Refusal::TooLarge,
            _ => Refusal::HasProblems,
        })?;
        match self.log.insert(Rc::new(unsigned.provisional())) {
            Inserted::New => Ok(unsigned),
            Inserted::Refused(Refused::NotAdmitted) => Err(Refusal::NotAdmitted),
            Inserted::Refused(Refused::Full) => Err(Refusal::Full),
            _ => Err(Refusal::Superseded),
        }
    }

    /// What is still to be signed and kept: for whoever carries it out in the place of one who is gone.
    pub fn undone(&self) -> Step {
        Step {
            keep: self.keeping.iter().cloned().collect(),
            sign: self.unsigned().collect(),
            ..Step::default()
        }
    }

    /// What is still to be signed: for a signer that was lost, and for a window that forgot.
    pub fn unsigned(&self) -> impl Iterator<Item = SigningJob> {
        self.own
            .iter()
            .filter(|own| own.keeping.is_none())
            .map(|own| own.unsigned.job())
    }

    /// An entry of one's own was signed. Whoever signs is trusted to have signed well.
    pub fn signed(&mut self, entry: EntryId, signature: &Signature) -> Step {
        let mut step = Step::default();
        if let Some(own) = self.own.iter_mut().find(|own| own.unsigned.id() == entry) {
            own.signature.get_or_insert(*signature);
        }
        // Kept in the order in which they were written: what is stored never follows something that is not.
        for at in 0..self.own.len() {
            let Some(own) = self.own.get_mut(at) else { break };
            let Some(signature) = own.signature else { break };
            if own.keeping.is_none() {
                own.keeping = Some(self.next_number);
                let signed = Rc::new(own.unsigned.signed(&signature));
                self.log.replace(Rc::clone(&signed));
                self.fold.note_signed(&self.log, signed.kind());
                self.keep(signed.id(), Rc::clone(signed.bytes()), &mut step);
                // What was taken out is not to stay in the store either.
                if let Some(Body::Erase { entries }) = signed.body() {
                    for id in entries {
                        if let Some(bytes) = self.log.get(*id).map(|entry| Rc::clone(entry.bytes())) {
                            self.keep(*id, bytes, &mut step);
                        }
                    }
                }
            }
        }
        step
    }

    /// The key does not sign: what it has not signed is taken back, and what was written after it.
    pub fn not_signed(&mut self) -> Step {
        let signed = self.own.iter().take_while(|own| own.signature.is_some()).count();
        let dropped: Vec<EntryId> = self.own.drain(signed..).map(|own| own.unsigned.id()).collect();
        self.log = self.log.without(&dropped);
        self.fold.refresh(&self.log);
        Step {
            news: vec![News::NotSigned],
            ..Step::default()
        }
    }

    pub(super) fn keep(&mut self, entry: EntryId, bytes: Rc<[u8]>, step: &mut Step) {
        let keep = Keep {
            number: self.next_number,
            entry,
            bytes,
        };
        self.next_number += 1;
        self.keeping.push_back(keep.clone());
        // After one that was refused: what is stored never follows something that is not.
        if !self.refused_to_keep {
            step.keep.push(keep);
        }
    }

    /// What has that number is stored.
    pub fn kept(&mut self, number: u64, now: &Now) -> Step {
        let mut step = Step::default();
        // Mostly the first: a store answers in order.
        if self.keeping.pop_front_if(|keep| keep.number == number).is_none() {
            self.keeping.retain(|keep| keep.number != number);
        }
        self.refused_to_keep &= !self.keeping.is_empty();
        let unkept = self.keeping.front().map_or(u64::MAX, |keep| keep.number);
        let mut leaving = Vec::new();
        // In the order in which they were written: others take an entry after the ones before it.
        while let Some(own) = self
            .own
            .pop_front_if(|own| own.keeping.is_some_and(|keeping| keeping < unkept))
        {
            leaving.extend(self.log.get(own.unsigned.id()).map(|entry| Rc::clone(entry.bytes())));
        }
        step.send.extend(
            in_messages(leaving.into_iter())
                .into_iter()
                .map(|said| self.message(said)),
        );
        if self.owes_have && self.keeping.is_empty() {
            self.owes_have = false;
            step.send.push(self.have(false, now));
        }
        step
    }

    /// The store refused, and nothing after it was tried: all of it is ordered again with the next tick. Until then what
    /// was written stays here.
    pub fn not_kept(&mut self) -> Step {
        let first = !self.refused_to_keep;
        self.refused_to_keep = true;
        let news = if first { vec![News::NotKept] } else { Vec::new() };
        Step {
            news,
            ..Step::default()
        }
    }

    /// What a side does without a press: asks to be let in, lets in, seals, confirms.
    pub(super) fn react(&mut self, now: &Now, step: &mut Step) {
        // What is missing may have ended the talks.
        let lacks = self.is_loading() || self.log.waiting() > 0;
        if lacks || !self.seat.writes || !self.log.forks().is_empty() {
            return;
        }
        let Some(state) = self.state().map(Rc::clone) else {
            return;
        };
        if self.log.last_of(self.seat.author).is_none() {
            let (role, name) = (self.seat.role, self.seat.name.clone());
            self.write(vec![Body::Join { role, name }], now, step).ok();
        }
        if self.seat.admits {
            for join in &state.knocking {
                self.write(vec![Body::Admit { join: *join }], now, step).ok();
            }
        }
        self.seal(now, step);
        // The ones of an answer of mine that I have not confirmed.
        let mine = |chain: &Chain| chain.accepter == self.seat.author && chain.standing == Standing::Sealed;
        if self.log.chains().iter().any(mine) {
            self.write(vec![Body::Ack], now, step).ok();
        }
    }

    /// The proposer has the answer and nothing in between.
    fn seal(&mut self, now: &Now, step: &mut Step) {
        let Some(state) = self.state() else { return };
        let (Some(proposal), Some(accepted)) = (&state.proposal, state.accepted) else {
            return;
        };
        let mine = proposal.author == self.seat.author && proposal.known.is_some();
        let may_bind = state.paused.is_none() && !self.only_helps();
        if mine && may_bind && !state.is_settled() && self.trial.is_none() {
            let (accept, digest, in_person) = (accepted.entry, proposal.digest, state.in_person);
            self.write(
                vec![Body::Seal {
                    accept,
                    digest,
                    in_person,
                }],
                now,
                step,
            )
            .ok();
        }
    }

    /// Everything that has left this window or come from others.
    pub(super) fn sendable(&self) -> impl Iterator<Item = (usize, EntryId, Rc<[u8]>)> {
        let own: Vec<EntryId> = self.own.iter().map(|own| own.unsigned.id()).collect();
        let entries = self.log.arrived().enumerate();
        entries
            .filter(move |(_, entry)| !own.contains(&entry.id()))
            .map(|(number, entry)| (number, entry.id(), Rc::clone(entry.bytes())))
    }

    /// The heads of what has left this window. Nothing of others follows what has not.
    pub(super) fn sent_heads(&self) -> Vec<EntryId> {
        if self.own.is_empty() {
            return self.log.heads().to_vec();
        }
        let mut heads: Vec<EntryId> = Vec::new();
        for (_, id, _) in self.sendable() {
            if let Some(entry) = self.log.get(id) {
                let header = entry.header();
                heads.retain(|head| header.prev != Some(*head) && !header.parents.contains(head));
            }
            heads.push(id);
        }
        plan_core::sort_by(&mut heads, Ord::cmp);
        heads
    }

    /// Says that this window goes away.
    pub fn leave(&self) -> crate::message::Message {
        self.message(Said::Bye)
    }
}
