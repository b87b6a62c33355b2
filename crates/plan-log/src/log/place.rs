//! Whether an entry has a place in the log: a question about the entries before it alone.

use std::rc::Rc;

use super::{Fork, Inserted, Log, MAX_WAITING, Placed, Written};
use crate::bits::Bits;
use crate::body::Affordability;
use crate::role::Role;
use crate::{Author, Body, EntryId, Kind, MAX_AUTHORS, MAX_ENTRIES, MAX_PARENTS, MAX_ROOM_BYTES, Refused, Verified};

impl Log {
    /// Adds an entry, and those that waited for it.
    pub fn insert(&mut self, entry: Rc<Verified>) -> Inserted {
        let outcome = self.place(entry);
        if outcome == Inserted::New {
            self.place_waiting();
        }
        outcome
    }

    fn place_waiting(&mut self) {
        loop {
            let here = |entry: &&Rc<Verified>| self.follows(entry).all(|id| self.contains(id));
            let Some(ready) = self.waiting.values().find(here).map(Rc::clone) else {
                return;
            };
            self.waiting.remove(&ready.id());
            self.place(ready);
        }
    }

    /// The entries that one names as those before it.
    fn follows<'e>(&self, entry: &'e Verified) -> impl Iterator<Item = EntryId> + use<'e> {
        entry
            .header()
            .prev
            .into_iter()
            .chain(entry.header().parents.iter().copied())
    }

    fn place(&mut self, entry: Rc<Verified>) -> Inserted {
        if let Some(known) = self.number(entry.id()) {
            return self.fill(known, &entry);
        }
        if entry.header().room != self.room() {
            return Inserted::Refused(Refused::OtherRoom);
        }
        if let Err(refused) = self.begins_well(&entry) {
            return Inserted::Refused(refused);
        }
        let Some((past, depth)) = self.before(&entry) else {
            if self.waiting.len() < MAX_WAITING {
                self.waiting.insert(entry.id(), entry);
            }
            return Inserted::Waiting;
        };
        match self.role_at(&entry, &past) {
            Ok(role) => self.put(Placed {
                entry,
                depth,
                past,
                role,
            }),
            Err(refused) => Inserted::Refused(refused),
        }
    }

    /// Everything before an entry, and its depth; `None` while something of it is missing.
    fn before(&self, entry: &Verified) -> Option<(Bits, u32)> {
        let (mut past, mut depth) = (Bits::default(), 0);
        for id in self.follows(entry) {
            let number = self.number(id)?;
            if let Some(before) = self.placed.get(number) {
                past.unite(&before.past);
                depth = depth.max(before.depth.saturating_add(1));
            }
            past.insert(number);
        }
        Some((past, depth))
    }

    /// A body that arrives after its entry.
    fn fill(&mut self, number: usize, entry: &Rc<Verified>) -> Inserted {
        let erased = self.is_erased(entry.id());
        match self.placed.get_mut(number).map(Rc::make_mut) {
            Some(known) if known.entry.body().is_none() && entry.body().is_some() && !erased => {
                known.entry = Rc::clone(entry);
                self.rewrites += 1;
                self.bodiless.retain(|bodiless| *bodiless != number);
                Inserted::Filled
            }
            _ => Inserted::Known,
        }
    }

    /// What can be said without the entries before it.
    fn begins_well(&self, entry: &Verified) -> Result<(), Refused> {
        let header = entry.header();
        let creates = header.author == self.genesis().creator;
        let well = match (header.seq, header.prev) {
            (0, None) if creates => header.kind == Kind::Open && header.parents.is_empty(),
            (0, None) => header.kind == Kind::Join && !header.parents.is_empty(),
            (0, Some(_)) | (_, None) => false,
            (_, Some(prev)) => !matches!(header.kind, Kind::Open | Kind::Join) && !header.parents.contains(&prev),
        };
        if well { Ok(()) } else { Err(Refused::Misplaced) }
    }

    /// The side on which an entry is written, if it may stand after those before it.
    fn role_at(&self, entry: &Verified, past: &Bits) -> Result<Role, Refused> {
        let header = entry.header();
        if let Some(prev) = header.prev {
            let before = self.get(prev).ok_or(Refused::Misplaced)?;
            if before.author() != header.author || before.seq().checked_add(1) != Some(header.seq) {
                return Err(Refused::Misplaced);
            }
        }
        if let Some(Body::Join { role, .. }) = entry.body() {
            return Ok(*role);
        }
        let role = self.standing(header.author, Some(past)).ok_or(Refused::NotAdmitted)?;
        // The case is the company's to correct; a person alone has only themselves to ask.
        let wrong_side = match header.kind {
            Kind::Call | Kind::Decline | Kind::Screen | Kind::InPerson => role != Role::Agent,
            Kind::Offer => role != Role::Person,
            // What somebody did on their own device is theirs to say.
            Kind::Propose => role != Role::Person && entry.body().is_some_and(says_own_device),
            Kind::Case => role != Role::Agent && self.has_side(Role::Agent, past),
            _ => false,
        };
        if wrong_side {
            return Err(Refused::WrongSide);
        }
        if let Some(body) = entry.body() {
            self.names_well(header.author, role, body, past)?;
        }
        Ok(role)
    }

    #[inline(never)]
    fn names_well(&self, author: Author, role: Role, body: &Body, past: &Bits) -> Result<(), Refused> {
        let is = |well: bool| if well { Ok(()) } else { Err(Refused::BadReference) };
        match body {
            Body::Admit { join } => {
                let (_, joined) = self.named(*join, past)?;
                let again = self.standing(joined.entry.author(), Some(past)).is_some();
                is(joined.entry.kind() == Kind::Join && !again)?;
                // A side lets its own people in; who opened the room lets in the first of the other side. Nobody can
                // seat a second self across the table.
                let first = author == self.genesis().creator && !self.has_side(joined.role, past);
                if joined.role == role || first {
                    Ok(())
                } else {
                    Err(Refused::WrongSide)
                }
            }
            Body::Accept { proposal, digest, .. } => {
                let (_, placed) = self.named(*proposal, past)?;
                is(placed.role != role && proposed(&placed.entry) == Some(digest))
            }
            Body::Seal { accept, digest, .. } => {
                let (_, placed) = self.named(*accept, past)?;
                let Some(Body::Accept {
                    proposal,
                    digest: agreed,
                    ..
                }) = placed.entry.body()
                else {
                    return Err(Refused::BadReference);
                };
                let (_, put_forward) = self.named(*proposal, past)?;
                is(agreed == digest && put_forward.entry.author() == author)
            }
            Body::Withdraw { of } => {
                let (_, placed) = self.named(*of, past)?;
                is(placed.role == role && matches!(placed.entry.kind(), Kind::Propose | Kind::Offer | Kind::Accept))
            }
            Body::Decline { offer, .. } => is(self.named(*offer, past)?.1.entry.kind() == Kind::Offer),
            Body::Sign(signing) => {
                let (_, placed) = self.named(signing.of, past)?;
                let digest = match placed.entry.body() {
                    Some(Body::Seal { digest, .. } | Body::Call { digest, .. } | Body::Offer { digest, .. }) => digest,
                    _ => return Err(Refused::BadReference),
                };
                is(*digest == signing.digest)
            }
            Body::Erase { entries } => entries.iter().try_for_each(|id| {
                let (_, placed) = self.named(*id, past)?;
                is(placed.entry.author() == author && placed.entry.kind().is_withdrawable())
            }),
            _ => Ok(()),
        }
    }

    fn put(&mut self, placed: Placed) -> Inserted {
        let Placed { entry, .. } = &placed;
        let entry = Rc::clone(entry);
        let number = self.placed.len();
        let bytes = self.bytes.saturating_add(entry.size());
        let known = self.written.iter().position(|written| written.author == entry.author());
        if number >= MAX_ENTRIES || bytes > MAX_ROOM_BYTES || (known.is_none() && self.written.len() >= MAX_AUTHORS) {
            return Inserted::Refused(Refused::Full);
        }
        let last = known.and_then(|at| self.placed.get(self.written.get(at)?.last));
        let last = last.map(|last| (last.entry.seq(), last.entry.id()));
        let newest = last.is_none_or(|last| last < (entry.seq(), entry.id()));
        // Nothing of theirs is in a place after their newest.
        if let Some(written) = known.and_then(|at| self.written.get(at))
            && last.is_some_and(|(seq, _)| entry.seq() <= seq)
        {
            for fork in self.forks_with(&entry, written) {
                let at = self.forks.partition_point(|known| *known < fork);
                self.forks.insert(at, fork);
            }
        }
        match known.and_then(|at| self.written.get_mut(at)) {
            Some(written) => {
                written.numbers.push(number);
                if newest {
                    written.last = number;
                }
            }
            None => self.written.push(Written {
                author: entry.author(),
                numbers: vec![number],
                last: number,
            }),
        }
        self.bytes = bytes;
        self.numbers.insert(entry.id(), number);
        self.heads
            .retain(|head| entry.header().prev != Some(*head) && !entry.header().parents.contains(head));
        let at = self.heads.partition_point(|head| *head < entry.id());
        self.heads.insert(at, entry.id());
        // Most entries fold after all that are here.
        let last = self.order.last().and_then(|last| self.placed.get(*last));
        let at = if last.is_none_or(|last| last.depth < placed.depth) {
            self.order.len()
        } else {
            let key = placed.key();
            self.order
                .partition_point(|other| self.key(*other).is_some_and(|other| other < key))
        };
        if at < self.order.len() {
            self.rewrites += 1;
        }
        self.order.insert(at, number);
        self.placed.push(Rc::new(placed));
        self.note(number, &entry);
        Inserted::New
    }

    /// What an entry forks from among those that its author has written.
    fn forks_with(&self, entry: &Verified, written: &Written) -> Vec<Fork> {
        let others = written.numbers.iter().filter_map(|number| self.placed.get(*number));
        let forks = others.filter(|other| other.entry.seq() == entry.seq()).map(|other| {
            let (one, two) = (other.entry.id(), entry.id());
            Fork {
                author: entry.author(),
                seq: entry.seq(),
                first: one.min(two),
                second: one.max(two),
            }
        });
        forks.collect()
    }

    /// What a new entry of an author follows: their newest, and the deepest other heads, so that it folds after
    /// everything that is here.
    pub(crate) fn next_place(&self, author: Author) -> (u32, Option<EntryId>, Vec<EntryId>) {
        let last = self.last_of(author);
        let (seq, prev) = last.map_or((0, None), |last| (last.seq().saturating_add(1), Some(last.id())));
        let mut heads: Vec<(u32, EntryId)> = self
            .heads()
            .iter()
            .filter(|head| Some(**head) != prev)
            .filter_map(|head| Some((self.placed.get(self.number(*head)?)?.depth, *head)))
            .collect();
        plan_core::sort_by(&mut heads, |a, b| b.cmp(a));
        heads.truncate(MAX_PARENTS);
        let mut parents: Vec<EntryId> = heads.into_iter().map(|(_, head)| head).collect();
        plan_core::sort_by(&mut parents, Ord::cmp);
        (seq, prev, parents)
    }

    /// The log without some entries of one's own that never left this window, and whatever follows them.
    pub(crate) fn without(&self, dropped: &[EntryId]) -> Self {
        let mut log = Self::new(self.genesis().clone());
        log.rewrites = self.rewrites + 1;
        for placed in self
            .placed
            .iter()
            .filter(|placed| !dropped.contains(&placed.entry.id()))
        {
            log.insert(Rc::clone(&placed.entry));
        }
        log.waiting
            .extend(self.waiting.iter().map(|(id, entry)| (*id, Rc::clone(entry))));
        for id in self
            .erased
            .iter()
            .filter(|id| !log.erased.contains(id))
            .copied()
            .collect::<Vec<_>>()
        {
            log.erased.push(id);
        }
        log
    }
}

fn proposed(entry: &Verified) -> Option<&crate::Digest> {
    match entry.body() {
        Some(Body::Propose { digest, .. } | Body::Offer { digest, .. }) => Some(digest),
        _ => None,
    }
}

fn says_own_device(body: &Body) -> bool {
    body.affordability() == Affordability::OwnDevice
}
