//! A set of entries with the state they fold to.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::entry::{Author, EntryId, MAX_ENTRIES, MAX_ROOM_BYTES, RoomId, VerifiedEntry};
use crate::fold::{Ancestry, State};

/// The most entries that wait for their parents.
pub const MAX_PENDING: usize = 256;

/// The verified entries of a room.
#[derive(Debug, Clone)]
pub struct Log {
    room: RoomId,
    /// In the order of the fold.
    entries: Vec<Placed>,
    depths: BTreeMap<EntryId, u32>,
    heads: Vec<EntryId>,
    bytes: usize,
    /// Entries whose parents have not arrived.
    pending: BTreeMap<EntryId, Rc<VerifiedEntry>>,
    /// An author that wrote two different entries under one number.
    forked: Option<Author>,
    /// An entry was refused because the room is full.
    overflowed: bool,
    state: Option<Rc<State>>,
}

#[derive(Debug, Clone)]
struct Placed {
    depth: u32,
    entry: Rc<VerifiedEntry>,
}

impl Placed {
    fn key(&self) -> (u32, Author, u32, EntryId) {
        (self.depth, self.entry.author(), self.entry.seq(), self.entry.id())
    }
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is part of the log.
    New,
    /// It already was.
    Known,
    /// It waits for its parents.
    Waiting,
    /// It belongs to another room.
    OtherRoom,
    /// A second opening, or an entry that is not the first and has no parents.
    Rootless,
    /// The room is full.
    Full,
}

impl Log {
    /// An empty log.
    pub const fn new(room: RoomId) -> Self {
        Self {
            room,
            entries: Vec::new(),
            depths: BTreeMap::new(),
            heads: Vec::new(),
            bytes: 0,
            pending: BTreeMap::new(),
            forked: None,
            overflowed: false,
            state: None,
        }
    }

    /// The room.
    pub const fn room(&self) -> RoomId {
        self.room
    }

    /// The state; `None` until the opening has arrived.
    pub const fn state(&self) -> Option<&Rc<State>> {
        self.state.as_ref()
    }

    /// The entries that no other one follows, ascending.
    pub fn heads(&self) -> &[EntryId] {
        &self.heads
    }

    /// The entries in the order of the fold.
    pub fn entries(&self) -> impl Iterator<Item = &Rc<VerifiedEntry>> {
        self.entries.iter().map(|placed| &placed.entry)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing has arrived.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether entries wait for others that have not arrived.
    pub fn has_gaps(&self) -> bool {
        self.waiting() > 0
    }

    /// How many entries wait for one that they follow.
    pub fn waiting(&self) -> usize {
        self.pending.len()
    }

    /// An author that wrote two different entries under one number; never healed silently.
    pub const fn forked(&self) -> Option<Author> {
        self.forked
    }

    /// Whether an entry waits for its parents.
    pub(crate) fn awaits(&self, id: EntryId) -> bool {
        self.pending.contains_key(&id)
    }

    /// Whether an entry was refused because the room is full.
    pub(crate) const fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// The deepest heads, ascending by id: what follows them folds after everything that is here.
    pub(crate) fn deepest_heads(&self, limit: usize) -> Vec<EntryId> {
        let mut heads = self.heads.clone();
        heads.sort_by_key(|id| (self.depths.get(id).copied(), *id));
        let mut deepest = heads.split_off(heads.len().saturating_sub(limit));
        deepest.sort();
        deepest
    }

    /// Whether an entry is here.
    pub fn contains(&self, id: EntryId) -> bool {
        self.depths.contains_key(&id)
    }

    /// Adds an entry, and those that waited for it.
    pub fn insert(&mut self, entry: Rc<VerifiedEntry>) -> Inserted {
        let outcome = self.place(entry);
        if outcome == Inserted::New {
            self.place_waiting();
        }
        outcome
    }

    fn place_waiting(&mut self) {
        loop {
            let ready = self
                .pending
                .values()
                .find(|entry| entry.parents().iter().all(|id| self.contains(*id)));
            let Some(ready) = ready.map(Rc::clone) else { return };
            self.pending.remove(&ready.id());
            self.place(ready);
        }
    }

    fn place(&mut self, entry: Rc<VerifiedEntry>) -> Inserted {
        if entry.room() != self.room {
            return Inserted::OtherRoom;
        }
        if self.contains(entry.id()) {
            return Inserted::Known;
        }
        let is_open = matches!(entry.body(), crate::entry::Body::Open { .. });
        if is_open != entry.parents().is_empty() || (is_open && !self.entries.is_empty()) {
            return Inserted::Rootless;
        }
        let mut depth = 0;
        for parent in entry.parents() {
            match self.depths.get(parent) {
                Some(parent_depth) => depth = depth.max(parent_depth.saturating_add(1)),
                None => {
                    if self.pending.len() < MAX_PENDING {
                        self.pending.insert(entry.id(), entry);
                    }
                    return Inserted::Waiting;
                }
            }
        }
        if self.entries.len() >= MAX_ENTRIES || self.bytes.saturating_add(entry.text().len()) > MAX_ROOM_BYTES {
            self.overflowed = true;
            return Inserted::Full;
        }
        self.bytes = self.bytes.saturating_add(entry.text().len());
        self.depths.insert(entry.id(), depth);
        self.heads.retain(|head| !entry.parents().contains(head));
        self.heads.push(entry.id());
        self.heads.sort();
        if self
            .entries
            .iter()
            .any(|other| other.entry.author() == entry.author() && other.entry.seq() == entry.seq())
        {
            self.forked = Some(entry.author());
        }
        let placed = Placed { depth, entry };
        let at = self.entries.partition_point(|other| other.key() < placed.key());
        let last = at == self.entries.len();
        self.entries.insert(at, placed);
        if last {
            self.fold_last()
        } else {
            self.fold_all()
        }
        Inserted::New
    }

    /// The usual case: the new entry comes after all others.
    fn fold_last(&mut self) {
        let Some(Placed { entry, .. }) = self.entries.last() else {
            return;
        };
        self.state = match self.state.take() {
            None => State::open(entry).map(Rc::new),
            Some(state) => {
                let mut next = (*state).clone();
                next.apply(entry, self);
                Some(Rc::new(next))
            }
        };
    }

    fn fold_all(&mut self) {
        self.state = self.folded().map(Rc::new);
    }

    fn folded(&self) -> Option<State> {
        let mut entries = self.entries();
        let mut state = State::open(entries.next()?)?;
        for entry in entries {
            state.apply(entry, self);
        }
        Some(state)
    }
}

impl Ancestry for Log {
    fn descends(&self, entry: &VerifiedEntry, earlier: EntryId) -> bool {
        let Some(floor) = self.depths.get(&earlier).copied() else {
            return false;
        };
        let mut seen: Vec<EntryId> = Vec::new();
        let mut open: Vec<EntryId> = entry.parents().to_vec();
        while let Some(id) = open.pop() {
            if id == earlier {
                return true;
            }
            // Only entries deeper than the one that is looked for can lead to it.
            if seen.contains(&id) || self.depths.get(&id).is_none_or(|depth| *depth <= floor) {
                continue;
            }
            seen.push(id);
            if let Some(found) = self.entries().find(|one| one.id() == id) {
                open.extend_from_slice(found.parents());
            }
        }
        false
    }
}
