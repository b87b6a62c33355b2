//! A room's verified entries: a set that only grows, with everything that the agreement rule asks of it.
//!
//! Whether an entry has its place depends on the entries before it alone, never on what else has arrived or in which
//! order. So every window that has the same entries took the same ones.

mod place;

use core::hash::{BuildHasherDefault, Hasher};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::bits::Bits;
use super::{Author, Body, EntryId, Genesis, Kind, Refused, RoomId, Verified};
use crate::role::Role;

/// The most entries that wait for others.
pub const MAX_WAITING: usize = 256;

/// How many entries somebody has of each author, by rising author.
pub type Counts = Vec<(Author, u32)>;

/// How many entries of an author that is.
pub(super) fn counted(counts: &[(Author, u32)], author: Author) -> u32 {
    let of = counts.iter().find(|(of, _)| *of == author);
    of.map_or(0, |(_, count)| *count)
}

/// Where an entry folds: depth, author, sequence, digest. Never its clock.
pub type FoldKey = (u32, Author, u32, EntryId);

/// An entry that has its place.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub entry: Rc<Verified>,
    pub depth: u32,
    /// The entries before it.
    pub past: Bits,
    /// The side on which its author writes; the one that a join asks for.
    pub role: Role,
}

impl Placed {
    pub fn key(&self) -> FoldKey {
        (self.depth, self.entry.author(), self.entry.seq(), self.entry.id())
    }
}

/// Two different entries of one author under one number. Both are kept and shown; nothing more can be agreed in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fork {
    /// Who wrote both.
    pub author: Author,
    /// Under which number.
    pub seq: u32,
    /// The one whose digest is lower. With their signatures the two prove it to anybody.
    pub first: EntryId,
    /// The other one.
    pub second: EntryId,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is part of the log.
    New,
    /// It was, without its body, which is there now.
    Filled,
    /// It already was.
    Known,
    /// It waits for entries that it follows.
    Waiting,
    /// It has no place in this log, and never will have.
    Refused(Refused),
}

/// What somebody has written.
#[derive(Debug, Clone)]
struct Written {
    author: Author,
    /// The numbers of their entries, in the order of arrival.
    numbers: Vec<usize>,
    /// The newest of them: in the highest place, and of two in one place the one with the higher digest.
    last: usize,
}

/// Somebody who was let in.
#[derive(Debug, Clone, Copy)]
struct Admission {
    author: Author,
    role: Role,
    by: usize,
}

/// The hash of a digest is how it begins. Whoever grinds names that begin alike makes a room of at most 2,000 entries slower, no more.
#[derive(Clone, Copy, Default)]
struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.first_chunk().map_or(0, |first| u64::from_le_bytes(*first));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The verified entries of a room.
#[derive(Debug, Clone)]
pub struct Log {
    genesis: Genesis,
    room: RoomId,
    /// In the order of arrival: each after those that it follows.
    pub(super) placed: Vec<Rc<Placed>>,
    /// The same in the order of the fold.
    pub(super) order: Vec<usize>,
    numbers: HashMap<EntryId, usize, BuildHasherDefault<FirstBytes>>,
    heads: Vec<EntryId>,
    bytes: usize,
    /// Everybody who writes.
    written: Vec<Written>,
    admissions: Vec<Admission>,
    waiting: BTreeMap<EntryId, Rc<Verified>>,
    forks: Vec<Fork>,
    /// Entries whose bodies were taken out for good.
    erased: Vec<EntryId>,
    /// The numbers of entries without their bodies.
    bodiless: Vec<usize>,
    /// Adjusts, corrections and calls: what moves the plan, or the talks, on.
    pub(super) moves: Bits,
    /// Proposals and offers.
    pub(super) proposals: Vec<usize>,
    /// Records of calls and offers: what one side can sign alone.
    pub(super) alone: Vec<usize>,
    /// Withdrawals and declines, each with what it ends.
    pub(super) endings: Vec<(usize, usize)>,
    pub(super) seals: Vec<usize>,
    /// Counts what changes the fold of entries that are here already.
    pub(super) rewrites: u64,
}

impl Log {
    /// An empty log of a room.
    pub fn new(genesis: Genesis) -> Self {
        Self {
            room: genesis.room(),
            genesis,
            placed: Vec::new(),
            order: Vec::new(),
            numbers: HashMap::default(),
            heads: Vec::new(),
            bytes: 0,
            written: Vec::new(),
            bodiless: Vec::new(),
            admissions: Vec::new(),
            waiting: BTreeMap::new(),
            forks: Vec::new(),
            erased: Vec::new(),
            moves: Bits::default(),
            proposals: Vec::new(),
            alone: Vec::new(),
            endings: Vec::new(),
            seals: Vec::new(),
            rewrites: 0,
        }
    }

    /// How the room begins.
    pub const fn genesis(&self) -> &Genesis {
        &self.genesis
    }

    /// The room.
    pub const fn room(&self) -> RoomId {
        self.room
    }

    /// The entries that no other one follows, rising.
    pub fn heads(&self) -> &[EntryId] {
        &self.heads
    }

    /// The entries in the order of the fold.
    pub fn entries(&self) -> impl Iterator<Item = &Rc<Verified>> {
        self.order
            .iter()
            .filter_map(|number| self.placed.get(*number))
            .map(|placed| &placed.entry)
    }

    /// The entries in the order of their arrival: each after those that it follows.
    pub fn arrived(&self) -> impl Iterator<Item = &Rc<Verified>> {
        self.placed.iter().map(|placed| &placed.entry)
    }

    /// As [`Log::arrived`], without the first `known`.
    pub(super) fn arrived_after(&self, known: usize) -> impl Iterator<Item = &Rc<Verified>> {
        let new = self.placed.get(known..).unwrap_or_default();
        new.iter().map(|placed| &placed.entry)
    }

    /// How many entries there are.
    pub const fn len(&self) -> usize {
        self.placed.len()
    }

    /// How many bytes its entries have as they travel.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether nothing has arrived.
    pub const fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// How many entries wait for one that they follow.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Whether an entry of that author waits for one that it follows.
    pub(super) fn awaits(&self, author: Author) -> bool {
        self.waiting.values().any(|entry| entry.author() == author)
    }

    /// Authors that wrote two histories, with the proof.
    pub fn forks(&self) -> &[Fork] {
        &self.forks
    }

    /// An entry.
    pub fn get(&self, id: EntryId) -> Option<&Rc<Verified>> {
        self.number(id)
            .and_then(|number| self.placed.get(number))
            .map(|placed| &placed.entry)
    }

    /// Whether an entry is here.
    pub fn contains(&self, id: EntryId) -> bool {
        self.number(id).is_some()
    }

    /// Whether an entry waits for one that it follows.
    pub(super) fn is_waiting(&self, id: EntryId) -> bool {
        self.waiting.contains_key(&id)
    }

    /// Whether `entry` comes after `earlier`.
    pub fn descends(&self, entry: EntryId, earlier: EntryId) -> bool {
        match (self.number(entry), self.number(earlier)) {
            (Some(entry), Some(earlier)) => self.is_after(entry, earlier),
            _ => false,
        }
    }

    /// How many entries of each author are here, by rising author: what one window tells another to be sent the rest.
    pub fn counts(&self) -> Counts {
        let count = |written: &Written| {
            let last = &self.placed.get(written.last)?.entry;
            Some((written.author, last.seq().saturating_add(1)))
        };
        let mut counts: Counts = self.written.iter().filter_map(count).collect();
        plan_core::sort_by(&mut counts, |a, b| a.0.cmp(&b.0));
        counts
    }

    fn written_by(&self, author: Author) -> Option<&Written> {
        self.written.iter().find(|written| written.author == author)
    }

    /// The newest entry of an author.
    pub(super) fn last_of(&self, author: Author) -> Option<&Rc<Verified>> {
        let placed = self.placed.get(self.written_by(author)?.last)?;
        Some(&placed.entry)
    }

    /// The side on which an author writes, once they are let in.
    pub fn side_of(&self, author: Author) -> Option<Role> {
        self.standing(author, None)
    }

    /// Whether a join needs nobody to let its author in: it answers an offer.
    pub(super) fn is_let_in_at_once(&self, join: EntryId) -> bool {
        self.number(join)
            .and_then(|number| self.placed.get(number))
            .is_some_and(|joined| self.answers_offer(joined))
    }

    /// Entries without their bodies that were not taken out by their author.
    pub fn lacking(&self) -> impl Iterator<Item = EntryId> {
        let ids = self.bodiless.iter().filter_map(|number| self.placed.get(*number));
        ids.map(|placed| placed.entry.id()).filter(|id| !self.is_erased(*id))
    }

    /// Whether an entry's body was taken out for good.
    pub fn is_erased(&self, id: EntryId) -> bool {
        self.erased.contains(&id)
    }

    /// Takes the body of an entry out of this log, as when the time for keeping it is over. The log holds without it; what
    /// depended on it can no longer be worked out here. Whether there was one that could be taken out.
    #[inline(never)]
    pub fn erase(&mut self, id: EntryId) -> bool {
        let Some(placed) = self
            .number(id)
            .and_then(|number| self.placed.get_mut(number))
            .map(Rc::make_mut)
        else {
            return false;
        };
        let can = placed.entry.kind().is_erasable() && placed.entry.body().is_some();
        if can {
            placed.entry = Rc::new(placed.entry.erased());
            self.rewrites += 1;
            self.bodiless.extend(self.number(id));
        }
        if can && !self.erased.contains(&id) {
            self.erased.push(id);
        }
        can
    }

    /// Puts the signed form of an entry in the place of the one that waited for its signature.
    pub(super) fn replace(&mut self, signed: Rc<Verified>) {
        let number = self.number(signed.id());
        if let Some(placed) = number.and_then(|number| self.placed.get_mut(number)) {
            Rc::make_mut(placed).entry = signed;
        }
    }

    #[inline(never)]
    pub(super) fn number(&self, id: EntryId) -> Option<usize> {
        // Mostly one of the newest is asked for: what was just written, and what a new one follows.
        let newest = self.placed.iter().enumerate().rev().take(2);
        let mut found = newest.filter(|(_, placed)| placed.entry.id() == id);
        let newest = found.next().map(|(number, _)| number);
        newest.or_else(|| self.numbers.get(&id).copied())
    }

    pub(super) fn is_after(&self, entry: usize, earlier: usize) -> bool {
        self.placed
            .get(entry)
            .is_some_and(|placed| placed.past.contains(earlier))
    }

    #[inline(never)]
    pub(super) fn key(&self, number: usize) -> Option<FoldKey> {
        self.placed.get(number).map(|placed| placed.key())
    }

    /// The side of an author as far as those know who have `past`, or everything.
    #[inline(never)]
    fn standing(&self, author: Author, past: Option<&Bits>) -> Option<Role> {
        if author == self.genesis.creator {
            return Some(self.genesis.role);
        }
        let known =
            |admission: &&Admission| admission.author == author && past.is_none_or(|past| past.contains(admission.by));
        // Who forks can be let in twice; which admission counts must not depend on the order of arrival.
        let of = self
            .admissions
            .iter()
            .filter(known)
            .min_by_key(|admission| self.key(admission.by));
        of.map(|admission| admission.role)
    }

    /// Whether somebody of that side was let in, or opened the room, as far as those know who have `past`.
    fn has_side(&self, role: Role, past: &Bits) -> bool {
        let let_in = |admission: &Admission| admission.role == role && past.contains(admission.by);
        self.genesis.role == role || self.admissions.iter().any(let_in)
    }

    /// What a body names, if it is among the entries before it.
    #[inline(never)]
    fn named(&self, id: EntryId, past: &Bits) -> Result<(usize, &Placed), Refused> {
        let number = self
            .number(id)
            .filter(|number| past.contains(*number))
            .ok_or(Refused::BadReference)?;
        Ok((number, self.placed.get(number).ok_or(Refused::BadReference)?))
    }

    /// Whether an offer lets a join in: whoever makes an offer waits for somebody of the other side to answer it, and
    /// cannot know who that will be.
    fn answers_offer(&self, joined: &Placed) -> bool {
        let offered = |number: &usize| {
            let put_forward = self.placed.get(*number).filter(|_| joined.past.contains(*number));
            put_forward.is_some_and(|placed| placed.entry.kind() == Kind::Offer && placed.role != joined.role)
        };
        joined.entry.kind() == Kind::Join && self.proposals.iter().any(offered)
    }

    /// Notes what the agreement rule will ask of a new entry.
    #[inline(never)]
    fn note(&mut self, number: usize, entry: &Verified) {
        if let Some(joined) = self.placed.get(number).filter(|placed| self.answers_offer(placed)) {
            let (author, role) = (joined.entry.author(), joined.role);
            self.admissions.push(Admission {
                author,
                role,
                by: number,
            });
        }
        match entry.body() {
            Some(Body::Admit { join }) => {
                if let Some(joined) = self.number(*join).and_then(|join| self.placed.get(join)) {
                    let (author, role) = (joined.entry.author(), joined.role);
                    self.admissions.push(Admission {
                        author,
                        role,
                        by: number,
                    });
                }
            }
            Some(Body::Withdraw { of } | Body::Decline { offer: of, .. }) => {
                self.endings.extend(self.number(*of).map(|of| (number, of)));
            }
            Some(Body::Erase { entries }) => {
                for id in entries {
                    self.erase(*id);
                    // Where the body has not arrived it must not do so later.
                    if !self.erased.contains(id) {
                        self.erased.push(*id);
                    }
                }
            }
            _ => {}
        }
        let kind = entry.kind();
        match kind {
            Kind::Adjust | Kind::Case | Kind::Call => self.moves.insert(number),
            Kind::Propose | Kind::Offer => self.proposals.push(number),
            Kind::Seal => self.seals.push(number),
            _ => {}
        }
        if matches!(kind, Kind::Call | Kind::Offer) {
            self.alone.push(number);
        }
        if entry.body().is_none() {
            self.bodiless.push(number);
        }
    }
}
