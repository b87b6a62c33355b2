//! Plans kept on this device.
//!
//! A draft has two slots. Saving writes the slot that is not current, reads it back, checks its digest and only
//! then makes it current: whatever happens in between, one whole draft is left. A damaged slot is set aside and
//! said, never dropped silently.

use plan_log::Digest;
use plan_log::entry::RoomId;
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
}

/// A plan as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The negotiation.
    pub room: RoomId,
    /// What the list calls it; empty until somebody names it.
    pub title: String,
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

fn key(room: RoomId, part: &str) -> String {
    format!("{PREFIX}{}.{part}", room.to_hex())
}

impl Draft {
    /// The text of a `.plan` file, which is also what is stored.
    pub fn to_text(&self) -> String {
        let body = json!({ "room": self.room.to_hex(), "title": self.title, "saved_ms": self.saved_ms, "entries": self.entries });
        let body = body.to_string();
        let digest = Digest::of("pn/plan/1", body.as_bytes()).to_hex();
        json!({ "format": FORMAT, "version": 1, "digest": digest, "body": body }).to_string()
    }

    /// Reads what [`Draft::to_text`] wrote.
    ///
    /// # Errors
    /// See [`EnvelopeError`].
    pub fn from_text(text: &str) -> Result<Self, EnvelopeError> {
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
        Self::from_body(&envelope).ok_or(EnvelopeError::Damaged)
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
        Some(Self {
            room: RoomId::parse_hex(body.get("room")?.as_str()?)?,
            title: body
                .get("title")?
                .as_str()?
                .chars()
                .take(plan_core::MAX_TEXT_CHARS)
                .collect(),
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

/// Keeps a draft. The copy before it stays until the next save.
///
/// # Errors
/// When the browser keeps nothing, has no space, or gives back something else. The draft before is untouched.
pub fn save(store: &impl Store, draft: &Draft) -> Result<(), StoreError> {
    let slot = other_slot(current_slot(store, draft.room)?);
    let text = draft.to_text();
    store.set(&key(draft.room, slot), &text)?;
    if store.get(&key(draft.room, slot))?.as_deref() != Some(text.as_str()) {
        return Err(StoreError::Damaged);
    }
    store.set(&key(draft.room, "at"), slot)
}

/// Finds a draft.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn find(store: &impl Store, room: RoomId) -> Result<Found, StoreError> {
    let slot = current_slot(store, room)?;
    let newest = store.get(&key(room, slot))?;
    let read = |text: &Option<String>| text.as_deref().map(Draft::from_text);
    match read(&newest) {
        Some(Ok(draft)) if draft.room == room => return Ok(Found::Whole(draft)),
        Some(Err(EnvelopeError::Newer)) => return Ok(Found::Newer(newest.unwrap_or_default())),
        _ => {}
    }
    let earlier = store.get(&key(room, other_slot(slot)))?;
    match (read(&earlier), newest) {
        (Some(Ok(draft)), damaged) if draft.room == room => {
            if let Some(damaged) = damaged {
                // Setting aside is a courtesy: without space for it the earlier copy still opens.
                let _ = store.set(&key(room, "aside"), &damaged);
            }
            Ok(Found::Earlier(draft))
        }
        (_, None) => Ok(Found::Nothing),
        (_, Some(damaged)) => Ok(Found::Damaged(damaged)),
    }
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

/// Keeps a side's own text, which never leaves the device.
///
/// # Errors
/// As [`save`].
pub fn keep_private(
    store: &impl Store,
    room: RoomId,
    name: &str,
    text: plan_log::private::DeviceText,
) -> Result<(), StoreError> {
    store.set(&key(room, name), &text.for_storage())
}

/// A side's own text.
pub fn private(store: &impl Store, room: RoomId, name: &str) -> String {
    store.get(&key(room, name)).ok().flatten().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

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
            title: title.to_owned(),
            saved_ms: 5,
            entries: vec!["{}".to_owned()],
        }
    }

    #[test]
    fn save_then_find_gives_the_newest_and_keeps_the_one_before() {
        let store = Memory::default();
        save(&store, &draft("one")).unwrap();
        save(&store, &draft("two")).unwrap();
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
    fn save_without_space_leaves_the_draft_before() {
        let store = Memory::default();
        save(&store, &draft("one")).unwrap();
        store.space.set(Some(3));
        assert_eq!(save(&store, &draft("two")), Err(StoreError::Full));
        assert_eq!(find(&store, draft("").room), Ok(Found::Whole(draft("one"))));
    }

    #[test]
    fn a_newer_draft_is_neither_read_nor_touched() {
        let store = Memory::default();
        let newer = draft("x").to_text().replace("\"version\":1", "\"version\":2");
        store.set(&key(draft("").room, "a"), &newer).unwrap();
        assert_eq!(find(&store, draft("").room), Ok(Found::Newer(newer)));
    }

    #[test]
    fn delete_leaves_nothing_of_this_draft_and_all_of_others() {
        let store = Memory::default();
        let other = Draft {
            room: RoomId::from_bytes([2; 16]),
            ..draft("other")
        };
        save(&store, &draft("one")).unwrap();
        save(&store, &other).unwrap();
        assert_eq!(rooms(&store).unwrap().len(), 2);
        assert_eq!(delete(&store, draft("").room), Ok(0));
        assert_eq!(find(&store, draft("").room), Ok(Found::Nothing));
        assert_eq!(find(&store, other.room), Ok(Found::Whole(other)));
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
