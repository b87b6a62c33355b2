//! The pieces of a plan on this device: each save adds one, and nothing that was written is written over.
//!
//! Each side of a room has a chain of its own, so that two windows never write into the same one; what arrives by link or
//! file waits in a third. A chain has two runs of pieces. A piece is written, read back, and only then counted. A long run
//! is written anew as one piece of the other run; the one before it stays until that one is long as well.

use std::collections::BTreeSet;

use plan_log::{Bundle, RoomId};

use super::envelope::{self, Draft, EnvelopeError};
use super::{Store, StoreError, key};

/// A run of more pieces than these is written anew as one.
const LONGEST_RUN: usize = 48;
/// The most pieces that are looked for where nothing says how many there are.
const MOST_PIECES: usize = 4 * LONGEST_RUN;

/// Whose pieces they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// Written by the window of the company's side.
    Agent,
    /// Written by the window of the person's side.
    Person,
    /// Came by link or file, and was not checked yet.
    Arrived,
}

impl Chain {
    /// Every chain.
    pub const ALL: [Self; 3] = [Self::Agent, Self::Person, Self::Arrived];

    const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Person => "person",
            Self::Arrived => "arrived",
        }
    }

    fn pointer(self, room: RoomId) -> String {
        key(room, &format!("{}.at", self.name()))
    }

    fn piece(self, room: RoomId, run: char, number: usize) -> String {
        key(room, &format!("{}.{run}.{number}", self.name()))
    }
}

impl From<plan_log::Role> for Chain {
    fn from(role: plan_log::Role) -> Self {
        match role {
            plan_log::Role::Agent => Self::Agent,
            plan_log::Role::Person => Self::Person,
        }
    }
}

/// Which run a chain is in, how many pieces it has, and how many the other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    run: char,
    count: usize,
    before: usize,
}

const fn other(run: char) -> char {
    if run == 'a' { 'b' } else { 'a' }
}

impl At {
    fn to_text(self) -> String {
        format!("{} {} {}", self.run, self.count, self.before)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let at = Self {
            run: parts.next()?.parse().ok().filter(|run| matches!(run, 'a' | 'b'))?,
            count: parts.next()?.parse().ok()?,
            before: parts.next()?.parse().ok()?,
        };
        (at.to_text() == text && at.count.max(at.before) <= MOST_PIECES).then_some(at)
    }

    /// Where a chain is; `None` where there is none.
    fn find(store: &impl Store, room: RoomId, chain: Chain) -> Result<Option<Self>, StoreError> {
        let Some(text) = store.get(&chain.pointer(room))? else {
            return Ok(None);
        };
        if let Some(at) = Self::parse(&text) {
            return Ok(Some(at));
        }
        // What says it is damaged: whatever is there counts.
        let pieces = |run: char| {
            let mut count = 0;
            while count < MOST_PIECES && store.get(&chain.piece(room, run, count))?.is_some() {
                count += 1;
            }
            Ok(count)
        };
        let (a, b) = (pieces('a')?, pieces('b')?);
        Ok(Some(Self {
            run: 'a',
            count: a,
            before: b,
        }))
    }
}

/// Whether a chain has anything.
pub(super) fn is_there(store: &impl Store, room: RoomId, chain: Chain) -> Result<bool, StoreError> {
    Ok(store.get(&chain.pointer(room))?.is_some())
}

/// Whether a newer version of this program writes a room's chains: the last piece of one is its. Asked with every save, so
/// the rest is not read.
pub(super) fn is_newer(store: &impl Store, room: RoomId) -> Result<bool, StoreError> {
    for chain in Chain::ALL {
        let at = At::find(store, room, chain)?;
        if let Some(last) = at.and_then(|at| Some((at.run, at.count.checked_sub(1)?))) {
            let text = store.get(&chain.piece(room, last.0, last.1))?.unwrap_or_default();
            if envelope::is_newer(&text) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a changed key says where a chain is.
pub(super) fn is_pointer(room: RoomId, changed: &str) -> bool {
    Chain::ALL.iter().any(|chain| chain.pointer(room) == changed)
}

/// Writes a text, and reads it back.
pub(super) fn write(store: &impl Store, key: &str, text: &str) -> Result<(), StoreError> {
    store.set(key, text)?;
    if store.get(key)?.as_deref() == Some(text) {
        Ok(())
    } else {
        Err(StoreError::Damaged)
    }
}

/// Adds a piece. `whole` gives all that the chain is to hold, for a run that has become long.
pub(super) fn append(
    store: &impl Store,
    chain: Chain,
    piece: &Draft,
    whole: impl FnOnce() -> Draft,
) -> Result<(), StoreError> {
    let room = piece.room();
    let at = At::find(store, room, chain)?.unwrap_or(At {
        run: 'a',
        count: 0,
        before: 0,
    });
    if at.count >= LONGEST_RUN {
        return rewrite(store, chain, &whole());
    }
    write(store, &chain.piece(room, at.run, at.count), &piece.to_text())?;
    let count = at.count + 1;
    store.set(&chain.pointer(room), &At { count, ..at }.to_text())
}

/// Writes a chain anew as one piece. The run before it stays.
pub(super) fn rewrite(store: &impl Store, chain: Chain, whole: &Draft) -> Result<(), StoreError> {
    let room = whole.room();
    let Some(at) = At::find(store, room, chain)? else {
        write(store, &chain.piece(room, 'a', 0), &whole.to_text())?;
        let first = At {
            run: 'a',
            count: 1,
            before: 0,
        };
        return store.set(&chain.pointer(room), &first.to_text());
    };
    let run = other(at.run);
    clear(store, room, chain, run, at.before)?;
    write(store, &chain.piece(room, run, 0), &whole.to_text())?;
    let next = At {
        run,
        count: 1,
        before: at.count,
    };
    store.set(&chain.pointer(room), &next.to_text())
}

/// Takes the earlier run away: something in it was erased.
pub(super) fn forget_before(store: &impl Store, room: RoomId, chain: Chain) -> Result<(), StoreError> {
    let Some(at) = At::find(store, room, chain)? else {
        return Ok(());
    };
    clear(store, room, chain, other(at.run), at.before)?;
    store.set(&chain.pointer(room), &At { before: 0, ..at }.to_text())
}

/// Takes pieces away from the end, so that what is left has no gap.
fn clear(store: &impl Store, room: RoomId, chain: Chain, run: char, count: usize) -> Result<(), StoreError> {
    (0..count)
        .rev()
        .try_for_each(|number| store.remove(&chain.piece(room, run, number)))
}

/// Takes a whole chain away.
pub(super) fn remove(store: &impl Store, room: RoomId, chain: Chain) -> Result<(), StoreError> {
    let Some(at) = At::find(store, room, chain)? else {
        return Ok(());
    };
    store.remove(&chain.pointer(room))?;
    clear(store, room, chain, at.run, at.count)?;
    clear(store, room, chain, other(at.run), at.before)
}

/// What was read of the chains of a room.
#[derive(Default)]
pub(super) struct Read {
    pub draft: Option<Draft>,
    entries: BTreeSet<Vec<u8>>,
    /// The first piece that could not be read.
    pub damaged: Option<String>,
    /// A piece of a newer version.
    pub newer: Option<String>,
}

impl Read {
    fn add(&mut self, piece: Draft) {
        let Draft { title, saved_ms, log } = piece;
        let genesis = log.genesis.clone();
        let draft = self.draft.get_or_insert_with(|| Draft {
            title: None,
            saved_ms,
            log: Bundle {
                genesis,
                entries: Vec::new(),
            },
        });
        draft.saved_ms = draft.saved_ms.max(saved_ms);
        draft.title = draft.title.take().or(title);
        for entry in log.entries {
            if self.entries.insert(entry.clone()) {
                draft.log.entries.push(entry);
            }
        }
    }

    /// Whether every piece of a run could be read.
    fn run(
        &mut self,
        store: &impl Store,
        room: RoomId,
        chain: Chain,
        (run, count): (char, usize),
    ) -> Result<bool, StoreError> {
        let mut whole = true;
        for number in 0..count {
            let text = store.get(&chain.piece(room, run, number))?.unwrap_or_default();
            match Draft::from_text(&text) {
                Ok(piece) if piece.room() == room => self.add(piece),
                Err(EnvelopeError::Newer) => self.newer = Some(text),
                _ => {
                    whole = false;
                    self.damaged.get_or_insert(text);
                }
            }
        }
        Ok(whole)
    }
}

/// Reads chains of a room together: its entries are a set, so more of them is never worse.
pub(super) fn read(store: &impl Store, room: RoomId, chains: &[Chain]) -> Result<Read, StoreError> {
    let mut read = Read::default();
    for chain in chains.iter().copied() {
        let Some(at) = At::find(store, room, chain)? else {
            continue;
        };
        // Kept from before, and looked at where what came after it has a gap.
        if !read.run(store, room, chain, (at.run, at.count))? {
            read.run(store, room, chain, (other(at.run), at.before))?;
        }
    }
    Ok(read)
}
