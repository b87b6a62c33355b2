//! Locking and unlocking in steps, each of which leaves the plan whole: a window may be gone after any of them.

use std::collections::BTreeMap;

use plan_log::RoomId;

use super::{HEADER, Header, LockId, OPENING, STAGED, Sealed, is_sealed, place};
use crate::state::drafts::{Store, StoreError, key};

pub(super) fn write(store: &impl Store, key: &str, text: &str) -> Result<(), StoreError> {
    store.set(key, text)?;
    if store.get(key)?.as_deref() == Some(text) {
        Ok(())
    } else {
        Err(StoreError::Damaged)
    }
}

/// Something sealed, to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToOpen {
    /// What it is bound to.
    pub place: Vec<u8>,
    pub sealed: Sealed,
}

/// The parts of a plan as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents(BTreeMap<String, String>);

impl Contents {
    /// All parts of a plan. What waits to take a part's place stands for it.
    ///
    /// # Errors
    /// When the browser gives nothing at all.
    pub fn read(store: &impl Store, room: RoomId) -> Result<Self, StoreError> {
        let prefix = super::prefix(room);
        let is_locked = super::is_locked(store, room)?;
        let (mut parts, mut staged) = (BTreeMap::new(), BTreeMap::new());
        for name in store.keys()? {
            let Some(part) = name.strip_prefix(&prefix) else {
                continue;
            };
            let Some(text) = store.get(&name)? else { continue };
            match part.strip_prefix(STAGED) {
                Some(part) => staged.insert(part.to_owned(), text),
                None => parts.insert(part.to_owned(), text),
            };
        }
        parts.remove(HEADER);
        // Of a plan that is not locked they are what is left of a window that was gone too soon.
        if is_locked {
            parts.append(&mut staged);
        }
        Ok(Self(parts))
    }

    /// What has to be sealed, by its part.
    pub fn to_seal(&self) -> impl Iterator<Item = (&str, &str)> {
        let parts = self.0.iter().map(|(part, text)| (part.as_str(), text.as_str()));
        parts.filter(|(part, _)| is_sealed(part) && *part != OPENING)
    }

    /// What has to be opened: an answer to each is wanted by [`Contents::opened`].
    pub fn to_open(&self, id: &LockId, room: RoomId) -> Vec<ToOpen> {
        let sealed = self.sealed().map(|(part, sealed)| ToOpen {
            place: place(id, room, part),
            sealed,
        });
        sealed.collect()
    }

    fn sealed(&self) -> impl Iterator<Item = (&str, Sealed)> {
        let sealed = self.0.iter().filter(|(part, _)| is_sealed(part));
        sealed.filter_map(|(part, text)| Some((part.as_str(), Sealed::from_text(text)?)))
    }

    /// The parts as they were before they were sealed, and whether the passphrase was being taken away.
    ///
    /// What does not open is no part of the plan. A piece of it stays as it is, so that whoever reads the pieces sees that
    /// one is damaged; the same holds for one that is not sealed, which counts only while the passphrase is taken away.
    pub fn opened(&self, answers: Vec<Option<Vec<u8>>>) -> (BTreeMap<String, String>, bool) {
        let texts = answers.into_iter().map(|bytes| String::from_utf8(bytes?).ok());
        let opened: BTreeMap<&str, Option<String>> = self.sealed().map(|(part, _)| part).zip(texts).collect();
        let is_opening = matches!(opened.get(OPENING), Some(Some(_)));
        let text = |part: &str, kept: &str| match opened.get(part) {
            Some(Some(text)) => Some(text.clone()),
            None if is_opening || !is_sealed(part) => Some(kept.to_owned()),
            _ if is_piece(part) => Some(DAMAGED.to_owned() + kept),
            _ => None,
        };
        let parts = self.0.iter().filter(|(part, _)| *part != OPENING);
        let parts = parts.filter_map(|(part, kept)| Some((part.clone(), text(part, kept)?)));
        (parts.collect(), is_opening)
    }
}

/// Stands before what cannot be opened, so that nobody takes it for a piece.
const DAMAGED: &str = "{\"body\":";

/// Whether a part is a piece of a chain: those have a chain, a run and a number.
fn is_piece(part: &str) -> bool {
    part.split('.').count() == 3
}

/// Locks a plan: `before` is what was sealed as `sealed`. Until the header is there nothing has changed; once it is, the
/// sealed parts count, wherever they stand.
///
/// # Errors
/// As [`crate::state::drafts::add`]; [`StoreError::Changed`] where the plan was changed meanwhile. The plan is not locked then.
pub fn lock(
    store: &impl Store,
    room: RoomId,
    before: &Contents,
    sealed: &[(String, Sealed)],
    header: &Header,
) -> Result<(), StoreError> {
    forget_staged(store, room)?;
    let stage = || -> Result<(), StoreError> {
        for (part, sealed) in sealed {
            write(store, &key(room, &format!("{STAGED}{part}")), &sealed.to_text())?;
        }
        if Contents::read(store, room)? != *before {
            return Err(StoreError::Changed);
        }
        write(store, &key(room, HEADER), &header.to_text())
    };
    if let Err(why) = stage() {
        store.remove(&key(room, HEADER))?;
        forget_staged(store, room)?;
        return Err(why);
    }
    // What finds no place now waits, and is what counts.
    let _ = settle(store, room);
    Ok(())
}

fn staged(store: &impl Store, room: RoomId) -> Result<Vec<String>, StoreError> {
    let prefix = key(room, STAGED);
    let parts = store.keys()?.into_iter();
    let parts = parts.filter_map(|name| Some(name.strip_prefix(&prefix)?.to_owned()));
    Ok(parts.collect())
}

fn forget_staged(store: &impl Store, room: RoomId) -> Result<(), StoreError> {
    let mut parts = staged(store, room)?.into_iter();
    parts.try_for_each(|part| store.remove(&key(room, &format!("{STAGED}{part}"))))
}

/// Puts the sealed parts of a locked plan into their places: the window that locked it may have been gone before it was done.
/// It needs no passphrase.
///
/// # Errors
/// When the browser gives nothing, or has no space. What has no place yet waits.
pub fn settle(store: &impl Store, room: RoomId) -> Result<(), StoreError> {
    if !super::is_locked(store, room)? {
        return Ok(());
    }
    for part in staged(store, room)? {
        let waiting = key(room, &format!("{STAGED}{part}"));
        let Some(text) = store.get(&waiting)? else { continue };
        let place = key(room, &part);
        if write(store, &place, &text) == Err(StoreError::Full) {
            // The sealed text is longer. What it replaces makes room for it; until then it counts where it waits.
            store.remove(&place)?;
            write(store, &place, &text)?;
        }
        store.remove(&waiting)?;
    }
    Ok(())
}

/// Puts another header in place of a plan's: another passphrase, and the same key of the parts.
///
/// # Errors
/// As [`crate::state::drafts::add`]. The passphrase is the one before then.
pub fn change(store: &impl Store, room: RoomId, header: &Header) -> Result<(), StoreError> {
    write(store, &key(room, HEADER), &header.to_text())
}

/// Keeps a change of an unlocked plan, or takes a part away: `text` is sealed where it has to be.
///
/// # Errors
/// As [`crate::state::drafts::add`]; [`StoreError::Locked`] where the plan is under another lock by now.
pub fn put(store: &impl Store, room: RoomId, id: &LockId, part: &str, text: Option<&str>) -> Result<(), StoreError> {
    let header = super::header(store, room)?.and_then(|text| Header::from_text(&text).ok());
    if header.is_none_or(|header| header.id != *id) {
        return Err(StoreError::Locked);
    }
    match text {
        Some(text) => write(store, &key(room, part), text),
        None => store.remove(&key(room, part)),
    }
}

/// Takes the passphrase away: `opened` is what [`Contents::opened`] gave, and `opening` the part [`opening`] sealed. Until the
/// header is gone the plan opens with its passphrase as before, whether its parts are sealed by then or not.
///
/// # Errors
/// As [`crate::state::drafts::add`]. The plan is locked then.
pub fn unlock_for_good(
    store: &impl Store,
    room: RoomId,
    opened: &BTreeMap<String, String>,
    opening: &Sealed,
) -> Result<(), StoreError> {
    write(store, &key(room, OPENING), &opening.to_text())?;
    settle(store, room)?;
    for (part, text) in opened {
        write(store, &key(room, part), text)?;
    }
    store.remove(&key(room, HEADER))?;
    store.remove(&key(room, OPENING))
}

/// What is sealed as the sign that a passphrase is taken away, with its part.
pub const fn opening() -> (&'static str, &'static str) {
    (OPENING, OPENING)
}
