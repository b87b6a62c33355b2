//! Plans of the first version, which had no signatures: they are read, and go on as plans of this one.
//!
//! What was tried on the way stays in the old text. The new plan begins with case and terms as they stood.

use std::collections::BTreeMap;

use plan_core::{Case, Currency, FieldValue, Terms, map_of};
use plan_log::{Digest, Role, RoomId};
use serde_json::Value;

use super::envelope::{self, EnvelopeError, title_of};
use super::{Store, StoreError};

/// Names a room of the first version.
pub type FirstRoom = [u8; 16];

const PREFIX: &str = "pn.1.draft.";

/// Where the room is noted in which a plan goes on.
const MOVED: &str = "moved";

/// A plan of the first version, as far as the new one needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstPlan {
    /// Its room: the new one is named after it, so that it becomes the same plan whenever it is opened.
    pub room: FirstRoom,
    /// What somebody called it.
    pub title: Option<String>,
    /// When it was saved.
    pub saved_ms: u64,
    /// When it was begun.
    pub begun_ms: u64,
    /// Who began it.
    pub role: Role,
    /// Their name.
    pub name: String,
    /// What it is about.
    pub case: Case,
    /// The terms as they stood.
    pub terms: Terms,
    /// Whether anything was agreed, recorded, offered or signed: then the old text is worth keeping.
    pub agreed: bool,
}

/// An entry of the first version.
struct Entry {
    author: String,
    seq: u64,
    id: Digest,
    parents: Vec<Digest>,
    at_ms: u64,
    body: Value,
}

impl Entry {
    fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let parents = value.get("parents")?.as_array()?.iter();
        let parents: Option<Vec<Digest>> = parents.map(|one| Digest::parse_hex(one.as_str()?)).collect();
        Some(Self {
            author: value.get("author")?.as_str()?.to_owned(),
            seq: value.get("seq")?.as_u64()?,
            id: Digest::of("pn/entry/1", text.as_bytes()),
            parents: parents?,
            at_ms: value.get("at_ms")?.as_u64()?,
            body: value.get("body")?.clone(),
        })
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.body.get(key)?.as_str()
    }

    fn case(&self) -> Option<Case> {
        Case::from_json(&self.body.get("case")?.to_string()).ok()
    }
}

/// The entries in the order in which they fold: by depth, author, number and name. Those that follow one that is not here
/// have no depth, and are left out.
fn in_order(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut depths: BTreeMap<Digest, u32> = BTreeMap::new();
    loop {
        let before = depths.len();
        for entry in &entries {
            let parents: Option<Vec<u32>> = entry.parents.iter().map(|id| depths.get(id).copied()).collect();
            if let Some(parents) = parents {
                let depth = parents.into_iter().max().map_or(0, |deepest| deepest.saturating_add(1));
                depths.insert(entry.id, depth);
            }
        }
        if depths.len() == before {
            break;
        }
    }
    entries.retain(|entry| depths.contains_key(&entry.id));
    let key = |entry: &Entry| {
        (
            depths.get(&entry.id).copied(),
            entry.author.clone(),
            entry.seq,
            entry.id,
        )
    };
    plan_core::sort_by(&mut entries, |a, b| key(a).cmp(&key(b)));
    entries.dedup_by_key(|entry| entry.id);
    entries
}

/// Reads the text of a plan of the first version.
///
/// # Errors
/// See [`EnvelopeError`].
pub fn read(text: &str) -> Result<FirstPlan, EnvelopeError> {
    match envelope::open(text)? {
        (1, envelope) => of_envelope(&envelope).ok_or(EnvelopeError::Damaged),
        _ => Err(EnvelopeError::NotAPlan),
    }
}

fn of_envelope(envelope: &Value) -> Option<FirstPlan> {
    let body = envelope::body(envelope, "pn/plan/1")?;
    let room = parse_room(body.get("room")?.as_str()?)?;
    let texts = body.get("entries")?.as_array()?.iter().filter_map(Value::as_str);
    let mut entries = in_order(texts.filter_map(Entry::read).collect()).into_iter();
    let open = entries.next().filter(|entry| entry.text("kind") == Some("open"))?;
    let role = Role::parse(open.text("role")?)?;
    // Without `named` nobody typed the title: it was filled in from a case that may have been corrected since.
    let named = body.get("named").and_then(Value::as_bool) == Some(true);
    let mut plan = FirstPlan {
        room,
        title: title_of(body.get("title")?.as_str()?).filter(|_| named),
        saved_ms: body.get("saved_ms")?.as_u64()?,
        begun_ms: open.at_ms,
        role,
        name: open.text("name")?.to_owned(),
        case: open.case()?,
        terms: Terms::from_json(&open.body.get("terms")?.to_string()).ok()?,
        agreed: false,
    };
    let mut members = map_of([(open.author.clone(), role)]);
    for entry in entries {
        plan.take(&entry, &mut members);
    }
    Some(plan)
}

impl FirstPlan {
    /// Folds an entry: what moves case and terms. One without standing changes nothing.
    fn take(&mut self, entry: &Entry, members: &mut BTreeMap<String, Role>) {
        let kind = entry.text("kind");
        if kind == Some("join") {
            if let Some(role) = entry.text("role").and_then(Role::parse) {
                members.entry(entry.author.clone()).or_insert(role);
            }
            return;
        }
        let Some(role) = members.get(&entry.author).copied() else {
            return;
        };
        let alone = members.values().all(|role| *role == Role::Person);
        match kind {
            Some("adjust") if entry.text("currency").and_then(Currency::parse) == Some(self.terms.currency) => {
                self.adjust(entry);
            }
            Some("case") if role == Role::Agent || alone => {
                if let Some(case) = entry.case().filter(|case| case.currency == self.terms.currency) {
                    self.terms.debts.clone_from(&case.debts);
                    self.case = case;
                }
            }
            Some("seal" | "call" | "offer" | "sign") => self.agreed = true,
            _ => {}
        }
    }

    fn adjust(&mut self, entry: &Entry) {
        let set = entry.body.get("set").and_then(Value::as_array);
        let set: Option<Vec<FieldValue>> = set.and_then(|set| {
            set.iter()
                .map(|one| FieldValue::from_value(one, self.terms.currency).ok())
                .collect()
        });
        for value in set.unwrap_or_default() {
            if let FieldValue::Debts(debts) = &value {
                self.case.debts.clone_from(debts);
                (self.case.balance_as_of, self.case.arrears) = (None, None);
            }
            self.terms.set(value);
        }
    }
}

fn parse_room(text: &str) -> Option<FirstRoom> {
    // A digest has as many digits twice over.
    let digest = Digest::parse_hex(&format!("{text}{text}")).filter(|_| text.len() == 32)?;
    digest.as_bytes().first_chunk().copied()
}

fn hex(room: FirstRoom) -> String {
    room.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rooms of the first version that are kept here.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn rooms(store: &impl Store) -> Result<Vec<FirstRoom>, StoreError> {
    let keys = store.keys()?;
    let room = |key: &String| parse_room(key.strip_prefix(PREFIX)?.strip_suffix(".at")?);
    let mut rooms: Vec<FirstRoom> = keys.iter().filter_map(room).collect();
    plan_core::sort_by(&mut rooms, Ord::cmp);
    Ok(rooms)
}

/// The texts of a room of the first version, the newest first: where that is damaged the one before it is whole.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn texts(store: &impl Store, room: FirstRoom) -> Result<Vec<String>, StoreError> {
    let get = |part: &str| store.get(&format!("{PREFIX}{}.{part}", hex(room)));
    let slots = if get("at")?.as_deref() == Some("b") {
        ["b", "a"]
    } else {
        ["a", "b"]
    };
    Ok([get(slots[0])?, get(slots[1])?].into_iter().flatten().collect())
}

/// Notes where a plan goes on, and takes along what a side kept beside it. The old text stays where something was agreed in
/// it, and goes otherwise.
///
/// # Errors
/// As [`super::add`]. Nothing is taken away then.
pub fn moved(store: &impl Store, plan: &FirstPlan, to: RoomId) -> Result<(), StoreError> {
    let from = plan.room;
    for name in super::TAKEN_ALONG {
        if let Some(text) = store.get(&format!("{PREFIX}{}.{name}", hex(from)))? {
            store.set(&super::key(to, name), &text)?;
        }
    }
    if plan.agreed {
        store.set(&format!("{PREFIX}{}.{MOVED}", hex(from)), &to.to_hex())
    } else {
        delete(store, from)
    }
}

/// Where a plan of the first version goes on, if it was opened before.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn goes_on_in(store: &impl Store, room: FirstRoom) -> Result<Option<RoomId>, StoreError> {
    let noted = store.get(&format!("{PREFIX}{}.{MOVED}", hex(room)))?;
    Ok(noted.as_deref().and_then(RoomId::parse_hex))
}

/// Deletes a plan of the first version with everything that belongs to it.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn delete(store: &impl Store, room: FirstRoom) -> Result<(), StoreError> {
    let prefix = format!("{PREFIX}{}.", hex(room));
    let mine = store.keys()?.into_iter().filter(|key| key.starts_with(&prefix));
    mine.into_iter().try_for_each(|key| store.remove(&key))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use plan_core::Held;

    use super::*;

    /// Written by the first version itself.
    const AGREED: &str = include_str!("golden/first-agreed.plan");

    #[derive(Default)]
    struct Memory(RefCell<BTreeMap<String, String>>);

    impl Store for Memory {
        fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
            Ok(self.0.borrow().get(key).cloned())
        }
        fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
            self.0.borrow_mut().insert(key.to_owned(), value.to_owned());
            Ok(())
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.0.borrow_mut().remove(key);
            Ok(())
        }
        fn keys(&self) -> Result<Vec<String>, StoreError> {
            Ok(self.0.borrow().keys().cloned().collect())
        }
    }

    fn agreed() -> FirstPlan {
        read(AGREED).unwrap()
    }

    #[test]
    fn a_plan_of_the_first_version_is_read_as_it_stood() {
        let plan = agreed();
        assert_eq!(
            (plan.room, plan.role, plan.name.as_str()),
            ([0; 16], Role::Agent, "Sam")
        );
        assert_eq!(plan.terms.instalments.held, Held::Amount(7_500));
        assert_eq!(plan.case.debts, plan.terms.debts);
        assert_eq!(plan.begun_ms, 1_000);
        assert!(plan.agreed);
        // The names in it do not depend on the order in which its entries stand.
        let envelope: Value = serde_json::from_str(AGREED).unwrap();
        let mut body: Value = serde_json::from_str(envelope["body"].as_str().unwrap()).unwrap();
        body["entries"].as_array_mut().unwrap().reverse();
        assert_eq!(of_body(&body).as_ref(), Some(&plan));
    }

    fn of_body(body: &Value) -> Option<FirstPlan> {
        let body = body.to_string();
        let digest = Digest::of("pn/plan/1", body.as_bytes()).to_hex();
        let envelope = serde_json::json!({ "body": body, "digest": digest });
        of_envelope(&envelope)
    }

    #[test]
    fn damaged_and_other_texts_are_no_plans_of_it() {
        for cut in (0..AGREED.len()).step_by(97) {
            assert!(read(&AGREED[..cut]).is_err(), "{cut}");
        }
        assert_eq!(read(&AGREED.replace("Sam", "Tam")), Err(EnvelopeError::Damaged));
        assert_eq!(
            read(&AGREED.replace("\"version\":1}", "\"version\":2}")),
            Err(EnvelopeError::NotAPlan)
        );
        assert_eq!(super::super::Draft::from_text(AGREED), Err(EnvelopeError::First));
    }

    #[test]
    fn a_plan_is_found_in_either_slot_and_goes_on_once() {
        let store = Memory::default();
        let key = |part: &str| format!("{PREFIX}{}.{part}", "00".repeat(16));
        for (at, newest) in [("a", "b"), ("b", "a")] {
            store.set(&key("at"), at).unwrap();
            store.set(&key(at), "{\"body\":\"cut").unwrap();
            store.set(&key(newest), AGREED).unwrap();
            assert_eq!(rooms(&store), Ok(vec![[0; 16]]));
            assert_eq!(texts(&store, [0; 16]).unwrap(), ["{\"body\":\"cut", AGREED]);
        }
        store.set(&key("notes"), "two children").unwrap();
        let to = RoomId::from_bytes([9; 32]);
        assert_eq!(goes_on_in(&store, [0; 16]), Ok(None));
        moved(&store, &agreed(), to).unwrap();
        // Something was agreed in it: the old text stays.
        assert_eq!(goes_on_in(&store, [0; 16]), Ok(Some(to)));
        assert_eq!(texts(&store, [0; 16]).unwrap().len(), 2);
        assert_eq!(super::super::private(&store, to, "notes"), "two children");
        let open = FirstPlan {
            agreed: false,
            ..agreed()
        };
        moved(&store, &open, to).unwrap();
        assert_eq!(rooms(&store), Ok(Vec::new()));
        assert_eq!(super::super::private(&store, to, "notes"), "two children");
        store.set(&key("at"), "a").unwrap();
        store.set(&key("a"), "x").unwrap();
        delete(&store, [0; 16]).unwrap();
        assert_eq!(rooms(&store), Ok(Vec::new()));
    }
}
