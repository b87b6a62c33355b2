//! Locking and unlocking in steps, each of which leaves the plan whole: a window may be gone after any of them.

use std::collections::BTreeMap;

use plan_core::map_of;
use plan_log::RoomId;

use super::{HEADER, Header, LockId, OPENING, STAGED, Sealed, is_sealed, place};
use crate::state::drafts::chain::write;
use crate::state::drafts::{ASIDE, Store, StoreError, aside_of, key, rooms};

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
    /// one is damaged; another part is set aside as it is, see [`set_aside`]. The same holds for one that is not sealed, which
    /// counts only while the passphrase is taken away.
    pub fn opened(&self, answers: Vec<Option<Vec<u8>>>) -> (BTreeMap<String, String>, bool) {
        let texts = answers.into_iter().map(|bytes| String::from_utf8(bytes?).ok());
        let opened = map_of(self.sealed().map(|(part, _)| part).zip(texts));
        let is_opening = matches!(opened.get(OPENING), Some(Some(_)));
        let read = |part: &str, kept: &str| match opened.get(part) {
            Some(Some(text)) => Some((part.to_owned(), text.clone())),
            None if is_opening || !is_sealed(part) => Some((part.to_owned(), kept.to_owned())),
            _ if is_piece(part) => Some((part.to_owned(), DAMAGED.to_owned() + kept)),
            // What was set aside already is not set aside once more.
            _ if part.starts_with(ASIDE) => None,
            _ => Some((aside_of(part), kept.to_owned())),
        };
        let parts = self.0.iter().filter(|(part, _)| *part != OPENING);
        let parts = parts.filter_map(|(part, kept)| read(part, kept));
        (map_of(parts), is_opening)
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
/// As [`crate::state::drafts::add`]; [`StoreError::Changed`] where the plan was changed meanwhile, or is locked already. What
/// is kept of it stays as it was.
pub fn lock(
    store: &impl Store,
    room: RoomId,
    before: &Contents,
    sealed: &[(String, Sealed)],
    header: &Header,
) -> Result<(), StoreError> {
    // The header of another lock holds the only key to what that one sealed.
    if super::is_locked(store, room)? {
        return Err(StoreError::Changed);
    }
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
        match write(store, &place, &text) {
            Err(StoreError::Full) => {
                // The sealed text is longer. What it replaces makes room for it; until then it counts where it waits.
                store.remove(&place)?;
                write(store, &place, &text)?;
            }
            other => other?,
        }
        store.remove(&waiting)?;
    }
    Ok(())
}

/// Keeps what did not open where nothing is written over it: `opened` is what [`Contents::opened`] gave. Without space for it it
/// stays where it is.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn set_aside(store: &impl Store, room: RoomId, opened: &BTreeMap<String, String>) -> Result<(), StoreError> {
    let lost = opened
        .iter()
        .filter(|(part, _)| part.strip_prefix(ASIDE).is_some_and(|of| !of.is_empty()));
    for (part, text) in lost {
        let place = key(room, part);
        if store.get(&place)?.is_none() {
            let _ = write(store, &place, text);
        }
    }
    Ok(())
}

/// Another passphrase for the same key of the parts: every plan under `before` is under the new one from then on, each with its
/// own name in the list but the one in `room`.
///
/// # Errors
/// As [`crate::state::drafts::add`]; [`StoreError::Changed`] where the plan is not under `before` any more. Its passphrase is the
/// one before then.
pub fn change(store: &impl Store, room: RoomId, before: &Header, after: &Header) -> Result<(), StoreError> {
    let of = |room: RoomId| -> Result<Option<Header>, StoreError> {
        let text = super::header(store, room)?;
        Ok(text.and_then(|text| Header::from_text(&text).ok()))
    };
    if of(room)?.as_ref() != Some(before) {
        return Err(StoreError::Changed);
    }
    write(store, &key(room, HEADER), &after.to_text())?;
    // Copies and later offers would open with the passphrase before, and so would what this one holds.
    for other in rooms(store)?.into_iter().filter(|other| *other != room) {
        let Some(name) = of(other)?
            .filter(|header| header.is_same_lock(before))
            .map(|header| header.name)
        else {
            continue;
        };
        let header = Header { name, ..after.clone() };
        write(store, &key(other, HEADER), &header.to_text())?;
    }
    Ok(())
}

/// Whether a plan is under this lock still.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn is_under(store: &impl Store, room: RoomId, id: &LockId) -> Result<bool, StoreError> {
    let header = super::header(store, room)?.and_then(|text| Header::from_text(&text).ok());
    Ok(header.is_some_and(|header| header.id == *id))
}

/// Keeps a change of an unlocked plan, or takes a part away: `text` is sealed where it has to be.
///
/// # Errors
/// As [`crate::state::drafts::add`]; [`StoreError::Locked`] where the plan is under another lock by now.
pub fn put(store: &impl Store, room: RoomId, id: &LockId, part: &str, text: Option<&str>) -> Result<(), StoreError> {
    if !is_under(store, room, id)? {
        return Err(StoreError::Locked);
    }
    match text {
        Some(text) => write(store, &key(room, part), text)?,
        None => store.remove(&key(room, part))?,
    }
    // What has waited for this place is older.
    store.remove(&key(room, &format!("{STAGED}{part}")))
}

/// Takes the passphrase away: `opened` is what [`Contents::opened`] gave, and `opening` the part [`opening`] sealed. Until the
/// header is gone the plan opens with its passphrase as before, whether its parts are sealed by then or not.
///
/// # Errors
/// As [`crate::state::drafts::add`]; [`StoreError::Changed`] where the plan is under another lock by now, or under none. The plan
/// is locked then as before; where some of it is written already, whoever opens it finishes the work.
pub fn unlock_for_good(
    store: &impl Store,
    room: RoomId,
    id: &LockId,
    opened: &BTreeMap<String, String>,
    opening: &Sealed,
) -> Result<(), StoreError> {
    if !is_under(store, room, id)? {
        return Err(StoreError::Changed);
    }
    let sign = key(room, OPENING);
    // Where a window was gone in the middle some of it may be written already.
    let was_begun = store.get(&sign)?.is_some();
    let begun = write(store, &sign, &opening.to_text()).and_then(|()| settle(store, room));
    if let Err(why) = begun {
        // Nothing of it is to be read without the passphrase yet, so nothing has to be finished.
        if !was_begun {
            store.remove(&sign)?;
        }
        return Err(why);
    }
    for (part, text) in opened {
        write(store, &key(room, part), text)?;
        // What was set aside is not read as what it was in its place either.
        if let Some(of) = part.strip_prefix(&aside_of("")).filter(|of| !opened.contains_key(*of)) {
            store.remove(&key(room, of))?;
        }
    }
    store.remove(&key(room, HEADER))?;
    store.remove(&sign)
}

/// What is sealed as the sign that a passphrase is taken away, with its part.
pub const fn opening() -> (&'static str, &'static str) {
    (OPENING, OPENING)
}
