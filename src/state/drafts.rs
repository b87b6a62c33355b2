//! Plans kept on this device.
//!
//! A draft has two slots. Saving writes the slot that is not current, reads it back, checks its digest and only
//! then makes it current: whatever happens in between, one whole draft is left. A damaged slot is set aside and
//! said, never dropped silently.

use std::collections::BTreeSet;
use std::rc::Rc;

use plan_log::entry::{Author, RoomId};
use plan_log::fold::State;
use plan_log::peer::Peer;
use plan_log::{Digest, Role};
use plan_words::{Message, words};
use serde_json::{Value, json};

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
        let of_draft = |changed: &String| ["a", "b", "at"].iter().any(|part| *changed == key(room, part));
        self.removed && self.key.as_ref().is_none_or(of_draft)
    }

    /// Whether a side's own text was written.
    pub fn writes_private(&self, room: RoomId, name: &str) -> bool {
        !self.removed && self.key.as_deref() == Some(key(room, name).as_str())
    }
}

/// A plan as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The negotiation.
    pub room: RoomId,
    /// What somebody called it; without it the list names it after its case.
    pub title: Option<String>,
    /// When it was saved, in milliseconds since 1970.
    pub saved_ms: u64,
    /// The entries, as texts.
    pub entries: Vec<String>,
}

/// What was found under a draft's keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The draft.
    Whole(Draft),
    /// The newest copy was damaged: this is the one before it. The damaged text is set aside.
    Earlier(Draft),
    /// A newer version of this program wrote it: it can be saved as a file, and nothing here touches it.
    Newer(String),
    /// No copy can be read: the text can be saved as a file.
    Damaged(String),
    /// Nothing.
    Nothing,
}

/// Why a file or stored text is not a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvelopeError {
    /// Not a plan of this program at all.
    NotAPlan,
    /// Written by a newer version.
    Newer,
    /// Cut short or changed.
    Damaged,
}

/// The largest `.plan` file: a whole room, quoted twice.
pub const MAX_PLAN_BYTES: u32 = 8 << 20;

const PREFIX: &str = "pn.1.draft.";
const FORMAT: &str = "plan-negotiator/plan";
/// Where a damaged text is kept.
const ASIDE: &str = "aside";

fn key(room: RoomId, part: &str) -> String {
    format!("{PREFIX}{}.{part}", room.to_hex())
}

impl Draft {
    /// What a window holds of a plan.
    pub fn of(peer: &Peer, saved_ms: u64) -> Self {
        Self {
            room: peer.room(),
            title: None,
            saved_ms,
            entries: peer.log().entries().map(|entry| entry.text().to_owned()).collect(),
        }
    }

    /// Where the plan stands; `None` if its beginning cannot be read.
    pub fn state(&self) -> Option<Rc<State>> {
        // This window only reads: it takes no part, so its side and its author do not matter.
        let mut peer = Peer::start(self.room, Author::from_bytes([0; 8]), Role::Person, "");
        peer.load(self.entries.iter().cloned());
        peer.state().map(Rc::clone)
    }

    /// A copy of a plan is a plan of its own: same case and terms, opened by the same side; new room, empty history.
    pub fn copy(state: &State, room: RoomId, me: Author, now_ms: u64) -> Option<Self> {
        let role = state.timeline.first()?.role;
        let (case, terms) = ((*state.case).clone(), state.terms.clone());
        let peer = Peer::open(room, me, role, state.name(role), case, terms, now_ms).ok()?;
        Some(Self::of(&peer, now_ms))
    }

    /// The text of a `.plan` file, which is also what is stored.
    pub fn to_text(&self) -> String {
        let title = self.title.as_deref().unwrap_or_default();
        let body = json!({
            "room": self.room.to_hex(),
            "title": title,
            "named": !title.is_empty(),
            "saved_ms": self.saved_ms,
            "entries": self.entries,
        });
        let body = body.to_string();
        let digest = Digest::of("pn/plan/1", body.as_bytes()).to_hex();
        json!({ "format": FORMAT, "version": 1, "digest": digest, "body": body }).to_string()
    }

    /// Reads what [`Draft::to_text`] wrote.
    ///
    /// # Errors
    /// See [`EnvelopeError`].
    pub fn from_text(text: &str) -> Result<Self, EnvelopeError> {
        Self::from_body(&Self::envelope(text)?).ok_or(EnvelopeError::Damaged)
    }

    fn envelope(text: &str) -> Result<Value, EnvelopeError> {
        // A file that is cut in half is no JSON any more, but it still begins like one of ours.
        let begins = text.contains(FORMAT) || text.starts_with("{\"body\"");
        let broken = if begins {
            EnvelopeError::Damaged
        } else {
            EnvelopeError::NotAPlan
        };
        let envelope: Value = serde_json::from_str(text.trim()).map_err(|_| broken)?;
        if envelope.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(EnvelopeError::NotAPlan);
        }
        if envelope.get("version").and_then(Value::as_u64) != Some(1) {
            return Err(EnvelopeError::Newer);
        }
        Ok(envelope)
    }

    fn from_body(envelope: &Value) -> Option<Self> {
        let body = envelope.get("body")?.as_str()?;
        if envelope.get("digest")?.as_str()? != Digest::of("pn/plan/1", body.as_bytes()).to_hex() {
            return None;
        }
        let body: Value = serde_json::from_str(body).ok()?;
        let entries: Option<Vec<String>> = body
            .get("entries")?
            .as_array()?
            .iter()
            .map(|one| one.as_str().map(str::to_owned))
            .collect();
        // Without `named` nobody typed the title: it was filled in from a case that may have been corrected since.
        let named = body.get("named").and_then(Value::as_bool) == Some(true);
        let title = body.get("title")?.as_str()?.trim().chars();
        let title: String = title.take(plan_core::MAX_TEXT_CHARS).collect();
        Some(Self {
            room: RoomId::parse_hex(body.get("room")?.as_str()?)?,
            title: Some(title).filter(|title| named && !title.is_empty()),
            saved_ms: body.get("saved_ms")?.as_u64()?,
            entries: entries?,
        })
    }
}

fn current_slot(store: &impl Store, room: RoomId) -> Result<&'static str, StoreError> {
    Ok(if store.get(&key(room, "at"))?.as_deref() == Some("b") {
        "b"
    } else {
        "a"
    })
}

const fn other_slot(slot: &str) -> &'static str {
    if slot.as_bytes()[0] == b'a' { "b" } else { "a" }
}

/// Saves a draft, together with what is stored of it at this moment: other windows write as well. The copy before it
/// stays until the next save.
///
/// # Errors
/// When the browser keeps nothing, has no space, or gives back something else; when a newer version keeps the draft,
/// or it was deleted. What was stored before is untouched.
pub fn save(store: &impl Store, draft: Draft, saving: Saving) -> Result<(), StoreError> {
    let room = draft.room;
    let (found, damaged) = look(store, room)?;
    let draft = match found {
        Found::Newer(_) => return Err(StoreError::Newer),
        Found::Nothing if saving == Saving::Kept => return Err(StoreError::Deleted),
        Found::Whole(stored) | Found::Earlier(stored) => together(draft, stored, saving),
        Found::Damaged(_) | Found::Nothing => draft,
    };
    if let Some(damaged) = damaged {
        store.set(&key(room, ASIDE), &damaged)?;
    }
    let slot = other_slot(current_slot(store, room)?);
    let text = draft.to_text();
    store.set(&key(room, slot), &text)?;
    if store.get(&key(room, slot))?.as_deref() != Some(text.as_str()) {
        return Err(StoreError::Damaged);
    }
    store.set(&key(room, "at"), slot)
}

/// The entries of both, and the title that somebody typed: here, before one that comes with a file.
fn together(draft: Draft, stored: Draft, saving: Saving) -> Draft {
    let mine: BTreeSet<&String> = draft.entries.iter().collect();
    let mut theirs = stored.entries;
    theirs.retain(|text| !mine.contains(text));
    Draft {
        room: draft.room,
        title: match saving {
            Saving::Arriving => stored.title.or(draft.title),
            Saving::Kept => draft.title.or(stored.title),
        },
        saved_ms: draft.saved_ms.max(stored.saved_ms),
        entries: draft.entries.into_iter().chain(theirs).collect(),
    }
}

/// Finds a draft.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn find(store: &impl Store, room: RoomId) -> Result<Found, StoreError> {
    let (found, damaged) = look(store, room)?;
    if let (Found::Earlier(_), Some(damaged)) = (&found, damaged) {
        // Setting aside is a courtesy here: without space for it the earlier copy still opens.
        let _ = store.set(&key(room, ASIDE), &damaged);
    }
    Ok(found)
}

/// What is stored of a draft, and its newest text if that is damaged.
fn look(store: &impl Store, room: RoomId) -> Result<(Found, Option<String>), StoreError> {
    let slot = current_slot(store, room)?;
    let newest = store.get(&key(room, slot))?;
    let earlier = store.get(&key(room, other_slot(slot)))?;
    // Whatever can be read besides: the next save would write over it.
    let newer = |text: &&String| matches!(Draft::envelope(text), Err(EnvelopeError::Newer));
    if let Some(text) = newest.iter().chain(&earlier).find(newer) {
        return Ok((Found::Newer(text.clone()), None));
    }
    let read = |text: &Option<String>| {
        Draft::from_text(text.as_deref()?)
            .ok()
            .filter(|draft| draft.room == room)
    };
    Ok(match (read(&newest), newest) {
        (Some(draft), _) => (Found::Whole(draft), None),
        (None, newest) => match (read(&earlier), newest) {
            (Some(draft), damaged) => (Found::Earlier(draft), damaged),
            (None, Some(damaged)) => (Found::Damaged(damaged.clone()), Some(damaged)),
            (None, None) => (Found::Nothing, None),
        },
    })
}

/// Whether a draft is stored, readable or not: every save ends with saying which slot is current.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn is_stored(store: &impl Store, room: RoomId) -> Result<bool, StoreError> {
    Ok(store.get(&key(room, "at"))?.is_some())
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
/// As [`save`].
pub fn keep_private(
    store: &impl Store,
    room: RoomId,
    name: &str,
    text: plan_log::private::DeviceText,
) -> Result<(), StoreError> {
    if !is_stored(store, room)? {
        return Err(StoreError::Deleted);
    }
    store.set(&key(room, name), &text.for_storage())
}

/// A side's own text.
pub fn private(store: &impl Store, room: RoomId, name: &str) -> String {
    store.get(&key(room, name)).ok().flatten().unwrap_or_default()
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

/// Keeps from which page the figures of a draft came. It goes with its draft, and is in no file.
///
/// # Errors
/// As [`save`].
pub fn keep_source(store: &impl Store, room: RoomId, source: &Source) -> Result<(), StoreError> {
    if !is_stored(store, room)? {
        return Err(StoreError::Deleted);
    }
    store.set(&key(room, FROM), &format!("{}\n{}", source.origin, source.case))
}

/// From which page the figures of a draft came.
pub fn source(store: &impl Store, room: RoomId) -> Option<Source> {
    let kept = store.get(&key(room, FROM)).ok().flatten()?;
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
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

    use plan_core::{Case, Currency, Debt, Every, Held, Instalments, Terms};
    use plan_log::peer::Command;
    use plan_log::private::PrivateNotes;

    use super::*;

    #[derive(Default)]
    struct Memory {
        map: RefCell<BTreeMap<String, String>>,
        space: Cell<Option<usize>>,
    }

    impl Store for Memory {
        fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
            Ok(self.map.borrow().get(key).cloned())
        }
        fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
            if self.space.get().is_some_and(|space| value.len() > space) {
                return Err(StoreError::Full);
            }
            self.map.borrow_mut().insert(key.to_owned(), value.to_owned());
            Ok(())
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.map.borrow_mut().remove(key);
            Ok(())
        }
        fn keys(&self) -> Result<Vec<String>, StoreError> {
            Ok(self.map.borrow().keys().cloned().collect())
        }
    }

    fn draft(title: &str) -> Draft {
        Draft {
            room: RoomId::from_bytes([1; 16]),
            title: Some(title.to_owned()).filter(|title| !title.is_empty()),
            saved_ms: 5,
            entries: vec!["{}".to_owned()],
        }
    }

    #[test]
    fn save_then_find_gives_the_newest_and_keeps_the_one_before() {
        let store = Memory::default();
        save(&store, draft("one"), Saving::Arriving).unwrap();
        save(&store, draft("two"), Saving::Kept).unwrap();
        assert_eq!(find(&store, draft("").room), Ok(Found::Whole(draft("two"))));
        let current = current_slot(&store, draft("").room).unwrap();
        store.set(&key(draft("").room, current), "{\"body\":\"cut").unwrap();
        assert_eq!(find(&store, draft("").room), Ok(Found::Earlier(draft("one"))));
        assert_eq!(private(&store, draft("").room, "aside"), "{\"body\":\"cut");
        store.set(&key(draft("").room, other_slot(current)), "x").unwrap();
        assert_eq!(
            find(&store, draft("").room),
            Ok(Found::Damaged("{\"body\":\"cut".to_owned()))
        );
    }

    #[test]
    fn where_figures_came_from_goes_with_the_draft() {
        let told = Source::of("https://acme.example", "{}");
        let store = Memory::default();
        let room = draft("").room;
        assert_eq!(keep_source(&store, room, &told), Err(StoreError::Deleted));
        save(&store, draft("one"), Saving::Arriving).unwrap();
        assert_eq!((source(&store, room), begun_from(&store, &told)), (None, None));
        keep_source(&store, room, &told).unwrap();
        assert_eq!(source(&store, room), Some(told.clone()));
        assert_eq!(begun_from(&store, &told).map(|draft| draft.room), Some(room));
        for other in [
            Source::of("https://acme.example", "{ }"),
            Source::of("https://other.example", "{}"),
        ] {
            assert_eq!(begun_from(&store, &other), None);
        }
        let Ok(Found::Whole(found)) = find(&store, room) else {
            panic!("the draft is not whole")
        };
        assert!(!found.to_text().contains("acme"));
        assert_eq!(delete(&store, room), Ok(0));
        assert_eq!((source(&store, room), begun_from(&store, &told)), (None, None));
    }

    #[test]
    fn save_without_space_leaves_the_draft_before() {
        let store = Memory::default();
        save(&store, draft("one"), Saving::Arriving).unwrap();
        store.space.set(Some(3));
        assert_eq!(save(&store, draft("two"), Saving::Kept), Err(StoreError::Full));
        assert_eq!(find(&store, draft("").room), Ok(Found::Whole(draft("one"))));
    }

    #[test]
    fn a_newer_draft_is_neither_read_nor_touched_in_either_slot() {
        for slot in ["a", "b"] {
            let store = Memory::default();
            let room = draft("").room;
            save(&store, draft("one"), Saving::Arriving).unwrap();
            let newer = draft("x").to_text().replace("\"version\":1", "\"version\":2");
            store.set(&key(room, slot), &newer).unwrap();
            let before = store.map.borrow().clone();
            assert_eq!(find(&store, room), Ok(Found::Newer(newer)));
            for saving in [Saving::Arriving, Saving::Kept] {
                assert_eq!(save(&store, draft("two"), saving), Err(StoreError::Newer));
            }
            assert_eq!(*store.map.borrow(), before);
        }
    }

    #[test]
    fn save_adds_to_what_another_window_saved_meanwhile() {
        let store = Memory::default();
        let with = |entry: &str, saved_ms: u64| Draft {
            saved_ms,
            entries: vec!["{}".to_owned(), entry.to_owned()],
            ..draft("")
        };
        save(&store, with("1", 7), Saving::Arriving).unwrap();
        save(&store, with("2", 6), Saving::Kept).unwrap();
        let Ok(Found::Whole(both)) = find(&store, draft("").room) else {
            panic!("a whole draft");
        };
        assert_eq!(both.entries, ["{}", "2", "1"]);
        assert_eq!(both.saved_ms, 7);
    }

    #[test]
    fn a_title_stays_once_somebody_typed_it() {
        let store = Memory::default();
        let title = |given: Option<&str>, saving: Saving| {
            let title = given.map(str::to_owned);
            save(&store, Draft { title, ..draft("") }, saving).unwrap();
            let Ok(Found::Whole(draft)) = find(&store, draft("").room) else {
                panic!("a whole draft");
            };
            draft.title
        };
        assert_eq!(title(None, Saving::Arriving), None);
        assert_eq!(title(Some("typed"), Saving::Kept).as_deref(), Some("typed"));
        assert_eq!(title(None, Saving::Kept).as_deref(), Some("typed"));
        assert_eq!(title(Some("of a file"), Saving::Arriving).as_deref(), Some("typed"));
        assert_eq!(title(Some("again"), Saving::Kept).as_deref(), Some("again"));
        assert_eq!(title(Some(""), Saving::Kept), None);
    }

    #[test]
    fn a_title_that_nobody_typed_is_not_read() {
        let body =
            json!({ "room": draft("").room.to_hex(), "title": "Acme", "saved_ms": 5, "entries": ["{}"] }).to_string();
        let digest = Digest::of("pn/plan/1", body.as_bytes()).to_hex();
        let text = json!({ "format": FORMAT, "version": 1, "digest": digest, "body": body }).to_string();
        assert_eq!(Draft::from_text(&text), Ok(draft("")));
    }

    #[test]
    fn a_damaged_newest_text_is_set_aside_before_anything_is_written() {
        let store = Memory::default();
        let room = draft("").room;
        save(&store, draft("one"), Saving::Arriving).unwrap();
        for slot in ["a", "b"] {
            store.set(&key(room, slot), "{\"body\":\"cut").unwrap();
        }
        store.space.set(Some(3));
        assert_eq!(save(&store, draft("two"), Saving::Kept), Err(StoreError::Full));
        store.space.set(None);
        save(&store, draft("two"), Saving::Kept).unwrap();
        assert_eq!(find(&store, room), Ok(Found::Whole(draft("two"))));
        assert_eq!(private(&store, room, "aside"), "{\"body\":\"cut");
    }

    #[test]
    fn delete_leaves_nothing_of_this_draft_and_all_of_others() {
        let store = Memory::default();
        let other = Draft {
            room: RoomId::from_bytes([2; 16]),
            ..draft("other")
        };
        save(&store, draft("one"), Saving::Arriving).unwrap();
        save(&store, other.clone(), Saving::Arriving).unwrap();
        assert_eq!(rooms(&store).unwrap().len(), 2);
        assert_eq!(delete(&store, draft("").room), Ok(0));
        assert_eq!(find(&store, draft("").room), Ok(Found::Nothing));
        assert_eq!(find(&store, other.room), Ok(Found::Whole(other)));
    }

    #[test]
    fn what_was_deleted_comes_back_only_as_a_new_arrival() {
        let store = Memory::default();
        let room = draft("").room;
        let note = || PrivateNotes::new("a note").to_device();
        save(&store, draft("one"), Saving::Arriving).unwrap();
        keep_private(&store, room, "notes", note()).unwrap();
        assert_eq!(delete(&store, room), Ok(0));
        assert_eq!(save(&store, draft("one"), Saving::Kept), Err(StoreError::Deleted));
        assert_eq!(keep_private(&store, room, "notes", note()), Err(StoreError::Deleted));
        assert_eq!(store.keys(), Ok(Vec::new()));
        save(&store, draft("one"), Saving::Arriving).unwrap();
        assert_eq!(find(&store, room), Ok(Found::Whole(draft("one"))));
    }

    #[test]
    fn what_another_window_did_is_told_apart() {
        let room = draft("").room;
        let change = |key: Option<String>, removed: bool| Change { key, removed };
        for part in ["a", "b", "at"] {
            assert!(change(Some(key(room, part)), true).deletes(room), "{part}");
            assert!(!change(Some(key(room, part)), false).deletes(room), "{part}");
        }
        assert!(change(None, true).deletes(room));
        assert!(!change(Some(key(room, "notes")), true).deletes(room));
        assert!(!change(Some(key(RoomId::from_bytes([2; 16]), "a")), true).deletes(room));
        assert!(change(Some(key(room, "notes")), false).writes_private(room, "notes"));
        assert!(!change(Some(key(room, "notes")), true).writes_private(room, "notes"));
        assert!(!change(Some(key(room, "limits")), false).writes_private(room, "notes"));
    }

    #[test]
    fn a_copy_is_opened_by_the_side_that_opened_the_plan() {
        let day = plan_core::calendar::parse_iso_date("2026-12-01").unwrap();
        let debt = Debt {
            id: "A-1".to_owned(),
            label: None,
            balance: 90_000,
            since: None,
        };
        let instalments = Instalments {
            every: Every::Monthly,
            first_due: day,
            day: None,
            held: Held::Amount(6_000),
        };
        let case = Case::plain(Currency::GBP, vec![debt.clone()]);
        let terms = Terms::plain(Currency::GBP, day, debt, instalments);
        // The person comes later, and its author is the lower one.
        let (agent, person) = (Author::from_bytes([9; 8]), Author::from_bytes([1; 8]));
        let opened = Peer::open(draft("").room, agent, Role::Agent, "Sam", case, terms, 1).unwrap();
        let mut joined = Peer::start(draft("").room, person, Role::Person, "Robin");
        joined.load(Draft::of(&opened, 2).entries);
        joined.command(Command::Doubt(true), 3).unwrap();
        let state = Draft::of(&joined, 4).state().unwrap();
        assert_eq!(state.members.len(), 2);

        let copy = Draft::copy(&state, RoomId::from_bytes([2; 16]), Author::from_bytes([3; 8]), 5).unwrap();
        let copied = copy.state().unwrap();
        assert_eq!(copied.members.values().copied().collect::<Vec<_>>(), [Role::Agent]);
        assert_eq!(copied.name(Role::Agent), "Sam");
        assert_eq!((&copied.case, &copied.terms), (&state.case, &state.terms));
        assert_eq!(copied.timeline.len(), 1);
    }

    #[test]
    fn plan_files_are_whole_or_refused_with_the_reason() {
        let text = draft("Zoë – £").to_text();
        assert_eq!(Draft::from_text(&text), Ok(draft("Zoë – £")));
        for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            assert!(Draft::from_text(&text[..cut]).is_err(), "{cut}");
        }
        assert_eq!(Draft::from_text(&text[..text.len() / 2]), Err(EnvelopeError::Damaged));
        assert_eq!(Draft::from_text(&text.replace("Zo", "Za")), Err(EnvelopeError::Damaged));
        assert_eq!(Draft::from_text("{\"a\":1}"), Err(EnvelopeError::NotAPlan));
        assert_eq!(Draft::from_text("hello"), Err(EnvelopeError::NotAPlan));
    }
}
