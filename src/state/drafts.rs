//! Plans kept on this device.
//!
//! A plan is kept in pieces, see [`Chain`]: whatever happens while one is written, all that was written before it is left. A
//! damaged piece is set aside and said, never dropped silently. Everything of a plan is under keys that begin with its room.

mod call;
mod chain;
pub mod ending;
mod envelope;
pub mod first;
pub mod lock;

use plan_log::{Digest, Role, RoomId};
use plan_words::{Message, words};

pub use call::{has_console, has_joined, keep_call, kept_call};
pub use chain::Chain;
pub use envelope::{Draft, EnvelopeError, MAX_PLAN_BYTES, title_of};

/// Where drafts are kept.
pub trait Store {
    /// The value under a key.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    /// Puts a value under a key.
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;
    /// Takes a key out.
    fn remove(&self, key: &str) -> Result<(), StoreError>;
    /// Every key.
    fn keys(&self) -> Result<Vec<String>, StoreError>;
}

/// Why the store does not take or give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreError {
    /// The browser keeps nothing for this page.
    Blocked,
    /// No space is left.
    Full,
    /// What was written came back otherwise.
    Damaged,
    /// A newer version of this program keeps this draft: it is left as it is.
    Newer,
    /// The draft is not there any more.
    Deleted,
    /// The draft is locked, and its passphrase was not typed here.
    Locked,
    /// The draft changed in another window meanwhile.
    Changed,
}

impl StoreError {
    /// What to say.
    pub fn message(self) -> Message {
        match self {
            Self::Blocked => words::save_blocked(),
            Self::Full => words::save_full(),
            Self::Damaged => words::save_damaged(),
            Self::Newer => words::drafts_newer(),
            Self::Deleted => words::save_deleted(),
            Self::Locked => words::save_locked(),
            Self::Changed => words::lock_meanwhile(),
        }
    }
}

/// What a save is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// A plan comes to this device: from the form, from a file, or as a copy.
    Arriving,
    /// A plan that is kept here goes on. Where it was deleted meanwhile it stays deleted.
    Kept,
}

/// What another window did to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The key; none when everything was taken out.
    pub key: Option<String>,
    /// Whether the key was taken out.
    pub removed: bool,
}

impl Change {
    /// Whether a draft was deleted: saving never takes a key out.
    pub fn deletes(&self, room: RoomId) -> bool {
        // What arrived is taken into the other chains.
        let of_draft = |changed: &String| chain::is_pointer(room, changed) && *changed != key(room, "arrived.at");
        self.removed && self.key.as_ref().is_none_or(of_draft)
    }

    /// Whether it was said anew whether the other screen may show a plan.
    pub fn moves_door(&self, room: RoomId) -> bool {
        self.key.as_deref() == Some(key(room, DOOR).as_str())
    }

    /// Whether it was said anew whether whoever sits there helps.
    pub fn says_who_helps(&self, room: RoomId) -> bool {
        self.key.as_deref() == Some(key(room, HELPS).as_str())
    }

    /// Whether a side's own text was written.
    pub fn writes_private(&self, room: RoomId, name: &str) -> bool {
        !self.removed && self.key.as_deref() == Some(key(room, name).as_str())
    }
}

/// What was found under a draft's keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The draft.
    Whole(Draft),
    /// A part was damaged: this is what could be read. The damaged text is set aside.
    Earlier(Draft),
    /// A newer version of this program wrote it: it can be saved as a file, and nothing here touches it.
    Newer(String),
    /// Nothing can be read: the text can be saved as a file.
    Damaged(String),
    /// It opens with its passphrase: how it is locked.
    Locked(lock::Header),
    /// Nothing.
    Nothing,
}

const PREFIX: &str = "pn.2.draft.";
/// Where a damaged piece is kept; what is set aside of another part has the part's name behind it.
const ASIDE: &str = "aside";
/// Where the name is that somebody gave a plan.
const TITLE: &str = "title";
/// What belongs to a plan wherever it goes on.
const TAKEN_ALONG: [&str; 7] = [TITLE, "notes", "limits", "figures", "from", "checks", "door"];

fn aside_of(part: &str) -> String {
    format!("{ASIDE}.{part}")
}

/// Whether a part of a draft was set aside, and nothing stands in its place.
fn misses_a_part(store: &impl Store, room: RoomId) -> Result<bool, StoreError> {
    let aside = key(room, &aside_of(""));
    let keys = store.keys()?;
    let lost = keys.iter().filter_map(|name| name.strip_prefix(&aside));
    Ok(lost.map(|part| key(room, part)).any(|place| !keys.contains(&place)))
}

fn key(room: RoomId, part: &str) -> String {
    format!("{PREFIX}{}.{part}", room.to_hex())
}

/// A side's window keeps entries: they are added to what is kept. `whole` gives all that the window has.
///
/// # Errors
/// When the browser keeps nothing, has no space, or gives back something else; when a newer version keeps the draft,
/// or it was deleted. What was stored before is untouched.
pub fn add(
    store: &impl Store,
    side: Role,
    piece: &Draft,
    whole: impl FnOnce() -> Draft,
    saving: Saving,
) -> Result<(), StoreError> {
    may_write(store, piece.room(), saving)?;
    chain::append(store, side.into(), piece, whole)
}

/// A side's window keeps all that it has as one piece, and takes in what arrived. With `erased` what was kept before goes at
/// once: something in it was taken out for good.
///
/// # Errors
/// As [`add`].
pub fn keep_whole(
    store: &impl Store,
    side: Role,
    whole: &Draft,
    saving: Saving,
    erased: bool,
) -> Result<(), StoreError> {
    let room = whole.room();
    may_write(store, room, saving)?;
    chain::rewrite(store, side.into(), whole)?;
    if erased {
        chain::forget_before(store, room, side.into())?;
    }
    chain::remove(store, room, Chain::Arrived)
}

/// A plan comes to this device by link or file: beside what is kept of it, until a window of it takes it in. Its name counts
/// where nobody gave it one here.
///
/// # Errors
/// As [`add`].
pub fn arrive(store: &impl Store, draft: &Draft) -> Result<(), StoreError> {
    let room = draft.room();
    may_write(store, room, Saving::Arriving)?;
    chain::append(store, Chain::Arrived, draft, || draft.clone())?;
    match &draft.title {
        Some(title) if store.get(&key(room, TITLE))?.is_none() => store.set(&key(room, TITLE), title),
        _ => Ok(()),
    }
}

/// Names a plan that is kept here; an empty name takes the name away.
///
/// # Errors
/// As [`add`].
pub fn rename(store: &impl Store, room: RoomId, title: &str) -> Result<(), StoreError> {
    may_write(store, room, Saving::Kept)?;
    match title_of(title) {
        Some(title) => store.set(&key(room, TITLE), &title),
        None => store.remove(&key(room, TITLE)),
    }
}

fn may_write(store: &impl Store, room: RoomId, saving: Saving) -> Result<(), StoreError> {
    if lock::is_locked(store, room)? {
        return Err(StoreError::Locked);
    }
    if chain::is_newer(store, room)? {
        return Err(StoreError::Newer);
    }
    if saving == Saving::Kept && !is_stored(store, room)? {
        return Err(StoreError::Deleted);
    }
    Ok(())
}

/// Finds a draft.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn find(store: &impl Store, room: RoomId) -> Result<Found, StoreError> {
    let (found, damaged) = look(store, room)?;
    if let (Found::Earlier(_), Some(damaged)) = (&found, damaged) {
        // Setting aside is a courtesy here: without space for it what can be read still opens.
        let _ = store.set(&key(room, ASIDE), &damaged);
    }
    Ok(found)
}

/// What is stored of a draft, and a text of it that is damaged.
fn look(store: &impl Store, room: RoomId) -> Result<(Found, Option<String>), StoreError> {
    if let Some(text) = lock::header(store, room)? {
        let found = match lock::Header::from_text(&text) {
            Ok(header) => Found::Locked(header),
            Err(lock::HeaderError::Newer) => Found::Newer(lock::everything(store, room)?),
            Err(lock::HeaderError::Damaged) => Found::Damaged(lock::everything(store, room)?),
        };
        return Ok((found, None));
    }
    let read = chain::read(store, room, &Chain::ALL)?;
    if let Some(text) = read.newer {
        return Ok((Found::Newer(text), None));
    }
    let title = store.get(&key(room, TITLE))?;
    let draft = read.draft.map(|draft| Draft { title, ..draft });
    Ok(match (draft, read.damaged) {
        (Some(draft), None) if misses_a_part(store, room)? => (Found::Earlier(draft), None),
        (Some(draft), None) => (Found::Whole(draft), None),
        (Some(draft), Some(damaged)) => (Found::Earlier(draft), Some(damaged)),
        (None, Some(damaged)) => (Found::Damaged(damaged.clone()), Some(damaged)),
        (None, None) => (Found::Nothing, None),
    })
}

/// The entries that a side's window keeps: all that was on its screen. None where it keeps nothing.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn kept_by(store: &impl Store, room: RoomId, side: Role) -> Result<Vec<Vec<u8>>, StoreError> {
    let read = chain::read(store, room, &[side.into()])?;
    Ok(read.draft.map_or_else(Vec::new, |draft| draft.log.entries))
}

/// Whether a draft is stored, readable or not: every save ends with saying where its pieces are.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn is_stored(store: &impl Store, room: RoomId) -> Result<bool, StoreError> {
    for one in Chain::ALL {
        if chain::is_there(store, room, one)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The rooms that have something here.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn rooms(store: &impl Store) -> Result<Vec<RoomId>, StoreError> {
    let keys = store.keys()?;
    let room = |key: &String| {
        let hex = key.strip_prefix(PREFIX)?.split('.').next()?;
        RoomId::parse_hex(hex)
    };
    let mut rooms: Vec<RoomId> = keys.iter().filter_map(room).collect();
    plan_core::sort_by(&mut rooms, Ord::cmp);
    rooms.dedup();
    Ok(rooms)
}

/// Deletes a draft with everything that belongs to it, and says how much is left of it: nothing, when it worked.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn delete(store: &impl Store, room: RoomId) -> Result<usize, StoreError> {
    let prefix = format!("{PREFIX}{}.", room.to_hex());
    let mine = |store: &dyn Fn() -> Result<Vec<String>, StoreError>| -> Result<Vec<String>, StoreError> {
        Ok(store()?.into_iter().filter(|key| key.starts_with(&prefix)).collect())
    };
    for key in mine(&|| store.keys())? {
        store.remove(&key)?;
    }
    Ok(mine(&|| store.keys())?.len())
}

/// Keeps a side's own text, which never leaves the device. It goes with its draft: where that was deleted nothing is
/// kept.
///
/// # Errors
/// As [`add`].
pub fn keep_private(
    store: &impl Store,
    room: RoomId,
    name: &str,
    text: plan_log::private::DeviceText,
) -> Result<(), StoreError> {
    may_write_beside(store, room)?;
    store.set(&key(room, name), &text.for_storage())
}

/// Whether something can be kept beside a draft.
fn may_write_beside(store: &impl Store, room: RoomId) -> Result<(), StoreError> {
    if lock::is_locked(store, room)? {
        Err(StoreError::Locked)
    } else if is_stored(store, room)? {
        Ok(())
    } else {
        Err(StoreError::Deleted)
    }
}

/// What is kept beside a draft; nothing of one that is locked.
fn beside(store: &impl Store, room: RoomId, name: &str) -> Option<String> {
    let is_open = matches!(lock::is_locked(store, room), Ok(false));
    is_open.then(|| store.get(&key(room, name)).ok().flatten()).flatten()
}

/// A side's own text.
pub fn private(store: &impl Store, room: RoomId, name: &str) -> String {
    beside(store, room, name).unwrap_or_default()
}

/// Whether the other screen may show a plan, as its window finds it on this device. What the agent checked is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The agent does not know yet who is there.
    Shut,
    /// They may see the plan.
    Open,
}

/// The part of a draft that says whether the other screen may show it.
const DOOR: &str = "door";
/// The part of a draft that says that whoever sits at the other screen helps.
const HELPS: &str = "helps";

/// Keeps a mark that the windows of both sides read. It goes with its draft, and is in no file.
fn mark(store: &impl Store, room: RoomId, part: &str, value: &'static str) -> Result<(), StoreError> {
    may_write_beside(store, room)?;
    store.set(&key(room, part), value)
}

/// Keeps whether the other screen may show a plan.
///
/// # Errors
/// As [`add`].
pub fn keep_door(store: &impl Store, room: RoomId, door: Door) -> Result<(), StoreError> {
    let value = match door {
        Door::Shut => "shut",
        Door::Open => "open",
    };
    mark(store, room, DOOR, value)
}

/// Whether the other screen may show a plan; `None` where nothing says so.
pub fn door(store: &impl Store, room: RoomId) -> Option<Door> {
    match private(store, room, DOOR).as_str() {
        "shut" => Some(Door::Shut),
        "open" => Some(Door::Open),
        _ => None,
    }
}

/// Keeps whether whoever sits at the other screen helps.
///
/// # Errors
/// As [`add`].
pub fn keep_helps(store: &impl Store, room: RoomId, helps: bool) -> Result<(), StoreError> {
    mark(store, room, HELPS, if helps { "yes" } else { "no" })
}

/// Whether whoever sits at the other screen helps.
pub fn helps(store: &impl Store, room: RoomId) -> bool {
    private(store, room, HELPS) == "yes"
}

/// The part of a draft that says that the other screen is covered for what stands in the way, and not by hand.
const COVERED: &str = "covered";

/// Keeps whether the other screen is covered for what stands in the way.
///
/// # Errors
/// As [`add`].
pub fn keep_covered(store: &impl Store, room: RoomId, covered: bool) -> Result<(), StoreError> {
    mark(store, room, COVERED, if covered { "yes" } else { "no" })
}

/// Whether the other screen is covered for what stands in the way.
pub fn is_covered(store: &impl Store, room: RoomId) -> bool {
    private(store, room, COVERED) == "yes"
}

/// The part of a draft that says from which page its figures came.
const FROM: &str = "from";

/// The page that gave the figures of a draft, and what it gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The origin of the page.
    pub origin: String,
    /// The digest of the case as it came: by it the draft is found when the page gives the same case again.
    pub case: String,
}

impl Source {
    /// A case that came from an origin.
    pub fn of(origin: &str, case: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            case: Digest::of("pn/told/1", case.as_bytes()).to_hex(),
        }
    }
}

/// Takes the name of a plan, and what a side kept beside it, along to the room where it goes on.
///
/// # Errors
/// As [`add`].
pub fn take_along(store: &impl Store, from: RoomId, to: RoomId) -> Result<(), StoreError> {
    for name in TAKEN_ALONG {
        if let Some(text) = beside(store, from, name) {
            store.set(&key(to, name), &text)?;
        }
    }
    Ok(())
}

/// Takes what somebody called a plan along to the room where it goes on.
///
/// # Errors
/// As [`add`].
pub fn take_name(store: &impl Store, from: RoomId, to: RoomId) -> Result<(), StoreError> {
    match beside(store, from, TITLE) {
        Some(title) => store.set(&key(to, TITLE), &title),
        None => Ok(()),
    }
}

/// Keeps from which page the figures of a draft came. It goes with its draft, and is in no file.
///
/// # Errors
/// As [`add`].
pub fn keep_source(store: &impl Store, room: RoomId, source: &Source) -> Result<(), StoreError> {
    may_write_beside(store, room)?;
    store.set(&key(room, FROM), &format!("{}\n{}", source.origin, source.case))
}

/// From which page the figures of a draft came.
pub fn source(store: &impl Store, room: RoomId) -> Option<Source> {
    let kept = beside(store, room, FROM)?;
    let (origin, case) = kept.split_once('\n').unwrap_or((&kept, ""));
    Some(Source {
        origin: origin.to_owned(),
        case: case.to_owned(),
    })
}

/// The draft that was saved last of those that a page gave this case for.
pub fn begun_from(store: &impl Store, told: &Source) -> Option<Draft> {
    let rooms = rooms(store).ok()?;
    let of_page = rooms
        .into_iter()
        .filter(|room| source(store, *room).as_ref() == Some(told));
    let whole = of_page.filter_map(|room| match find(store, room) {
        Ok(Found::Whole(draft) | Found::Earlier(draft)) => Some(draft),
        _ => None,
    });
    whole.max_by_key(|draft| draft.saved_ms)
}
#[cfg(test)]
mod tests;
