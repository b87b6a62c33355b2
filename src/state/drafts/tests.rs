use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use plan_core::{Case, Currency, Debt, Every, FieldValue, Held, Instalments, Terms};
use plan_log::machine::{Command, Keep, Machine, Now, Seat};
use plan_log::private::PrivateNotes;
use plan_log::{Author, EntryId, Log, Role, Signature};

use super::*;

mod ending;
// A browser seals with WebCrypto; what stands in for it is for hosts.
#[cfg(not(target_arch = "wasm32"))]
mod locked;
mod spoilt;

#[derive(Default)]
struct Memory {
    map: RefCell<BTreeMap<String, String>>,
    /// How many characters it takes in all.
    space: Cell<Option<usize>>,
    /// After so many changes the window is gone: nothing is changed any more.
    killed_after: Cell<Option<usize>>,
    changes: Cell<usize>,
}

impl Memory {
    /// Whether a change comes through.
    fn changes(&self) -> bool {
        self.changes.set(self.changes.get() + 1);
        self.killed_after.get().is_none_or(|after| self.changes.get() <= after)
    }
}

impl Store for Memory {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.map.borrow().get(key).cloned())
    }
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut map = self.map.borrow_mut();
        let used: usize = map
            .iter()
            .filter(|(known, _)| *known != key)
            .map(|(_, value)| value.len())
            .sum();
        if self.space.get().is_some_and(|space| used + value.len() > space) {
            return Err(StoreError::Full);
        }
        if self.changes() {
            map.insert(key.to_owned(), value.to_owned());
        }
        Ok(())
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        if self.changes() {
            self.map.borrow_mut().remove(key);
        }
        Ok(())
    }
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.map.borrow().keys().cloned().collect())
    }
}

fn plan() -> (Case, Terms) {
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
    (case, Terms::plain(Currency::GBP, day, debt, instalments))
}

fn now(at: u64) -> Now {
    let mut entropy = [0; 32];
    entropy[..8].copy_from_slice(&at.to_be_bytes());
    Now {
        ms: at,
        zone_min: 0,
        entropy,
    }
}

/// A signature of the right shape: nothing here checks it.
fn signature() -> Signature {
    Signature::read(&[1; 64]).unwrap()
}

/// Somebody's window, and what it keeps.
struct Window {
    machine: Machine,
    keeps: Vec<Keep>,
}

impl Window {
    fn open(nonce: u8) -> Self {
        let seat = Seat {
            author: Author::from_bytes([1; 64]),
            window: [1; 8],
            role: Role::Agent,
            name: "Sam".to_owned(),
            writes: true,
            admits: true,
        };
        let (machine, step) = Machine::open(seat, [nonce; 16], None, plan(), &now(1)).unwrap();
        let keeps = Vec::new();
        let mut window = Self { machine, keeps };
        window.sign(step.sign.into_iter().map(|job| job.entry).collect());
        window
    }

    fn sign(&mut self, entries: Vec<EntryId>) {
        for entry in entries {
            let step = self.machine.signed(entry, &signature());
            for keep in &step.keep {
                self.machine.kept(keep.number, &now(2));
            }
            self.keeps.extend(step.keep);
        }
    }

    /// Moves the amount to so many pence.
    fn set(&mut self, amount: i64) {
        let set = vec![FieldValue::Held(Held::Amount(amount))];
        let step = self
            .machine
            .command(Command::Adjust(set), &now(amount.unsigned_abs()))
            .unwrap();
        self.sign(step.sign.into_iter().map(|job| job.entry).collect());
    }

    fn log(&self) -> &Log {
        self.machine.log()
    }

    fn room(&self) -> RoomId {
        self.machine.room()
    }

    fn whole(&self) -> Draft {
        Draft::of(self.log(), 5)
    }

    /// The newest entry as a piece.
    fn piece(&self) -> Draft {
        let mut whole = self.whole();
        whole.log.entries = self.keeps.last().map(|keep| keep.bytes.to_vec()).into_iter().collect();
        whole
    }

    fn add(&self, store: &Memory) -> Result<(), StoreError> {
        add(store, Role::Agent, &self.piece(), || self.whole(), Saving::Kept)
    }
}

/// A plan that is kept, with so many changes.
fn kept(store: &Memory, changes: i64) -> Window {
    let mut window = Window::open(7);
    keep_whole(store, Role::Agent, &window.whole(), Saving::Arriving, false).unwrap();
    for change in 0..changes {
        window.set(6_100 + change);
        window.add(store).unwrap();
    }
    window
}

fn entries(found: Found) -> usize {
    match found {
        Found::Whole(draft) | Found::Earlier(draft) => draft.log.entries.len(),
        _ => 0,
    }
}

#[test]
fn what_is_added_is_found_however_often_a_run_is_written_anew() {
    let store = Memory::default();
    let mut window = kept(&store, 0);
    for change in 0..200 {
        window.set(6_100 + change);
        window.add(&store).unwrap();
        assert_eq!(find(&store, window.room()), Ok(Found::Whole(window.whole())));
    }
    // What was written anew is not kept for ever.
    assert!(store.map.borrow().len() < 110);
}

#[test]
fn a_window_that_is_killed_at_any_step_leaves_all_that_was_kept() {
    // As many changes as lead through a run that is written anew, twice.
    let steps = {
        let store = Memory::default();
        kept(&store, 110);
        store.changes.get()
    };
    assert!(steps >= 200, "{steps}");
    let mut most = 0;
    for after in 2..steps {
        let store = Memory::default();
        store.killed_after.set(Some(after));
        let mut window = Window::open(7);
        keep_whole(&store, Role::Agent, &window.whole(), Saving::Arriving, false).unwrap();
        let mut sure = 1;
        for change in 0..110 {
            window.set(6_100 + change);
            // A killed window reads nothing back, and does not count what it wrote.
            let alive = window.add(&store).is_ok() && store.changes.get() <= after;
            sure += usize::from(alive);
            if !alive {
                break;
            }
        }
        store.killed_after.set(None);
        let found = entries(find(&store, window.room()).unwrap());
        assert!(found >= sure, "killed after {after}: {found} of {sure}");
        assert!(found >= most, "killed after {after}: fewer than when killed before");
        most = found;
        // And whoever comes back goes on.
        keep_whole(&store, Role::Agent, &window.whole(), Saving::Kept, false).unwrap();
        assert_eq!(find(&store, window.room()), Ok(Found::Whole(window.whole())));
    }
}

#[test]
fn a_store_without_space_leaves_all_that_was_kept() {
    for space in (1_000..60_000).step_by(977) {
        let store = Memory::default();
        store.space.set(Some(space));
        let mut window = Window::open(7);
        let mut sure = usize::from(keep_whole(&store, Role::Agent, &window.whole(), Saving::Arriving, false).is_ok());
        for change in 0..80 {
            window.set(6_100 + change);
            match window.add(&store) {
                Ok(()) => sure += 1,
                Err(error) => {
                    assert!(matches!(error, StoreError::Full | StoreError::Deleted), "{error:?}");
                    break;
                }
            }
        }
        let found = find(&store, window.room()).unwrap();
        assert!(!matches!(found, Found::Earlier(_) | Found::Damaged(_)), "{space}");
        assert_eq!(entries(found), sure, "{space}");
    }
}

#[test]
fn a_flipped_character_costs_one_piece_and_is_said() {
    let store = Memory::default();
    let window = kept(&store, 60);
    let room = window.room();
    let before = store.map.borrow().clone();
    for (name, text) in &before {
        let mut bent = text.clone().into_bytes();
        let middle = bent.len() / 2;
        bent[middle] ^= 1;
        store
            .map
            .borrow_mut()
            .insert(name.clone(), String::from_utf8(bent).unwrap());
        let found = find(&store, room).unwrap();
        let lost = window.log().len() - entries(found);
        // A run that was written anew is one piece; what it was written from is still there.
        assert!(lost <= 1, "{name}: {lost} of {} entries are lost", window.log().len());
        *store.map.borrow_mut() = before.clone();
    }
}

#[test]
fn damaged_text_is_set_aside_and_what_is_left_opens() {
    let store = Memory::default();
    let window = kept(&store, 3);
    let room = window.room();
    let last = key(room, "agent.a.3");
    store.set(&last, "{\"body\":\"cut").unwrap();
    let found = find(&store, room).unwrap();
    assert!(matches!(found, Found::Earlier(_)));
    assert_eq!(entries(found), 3);
    assert_eq!(private(&store, room, ASIDE), "{\"body\":\"cut");
    for piece in 0..3 {
        store.set(&key(room, &format!("agent.a.{piece}")), "x").unwrap();
    }
    assert_eq!(find(&store, room), Ok(Found::Damaged("x".to_owned())));
}

#[test]
fn a_newer_draft_is_neither_read_nor_touched() {
    let store = Memory::default();
    let window = kept(&store, 1);
    let room = window.room();
    let newer = window.piece().to_text().replace("\"version\":2", "\"version\":4");
    store.set(&key(room, "agent.a.1"), &newer).unwrap();
    let before = store.map.borrow().clone();
    assert_eq!(find(&store, room), Ok(Found::Newer(newer)));
    assert_eq!(window.add(&store), Err(StoreError::Newer));
    assert_eq!(
        keep_whole(&store, Role::Person, &window.whole(), Saving::Kept, false),
        Err(StoreError::Newer)
    );
    assert_eq!(arrive(&store, &window.whole()), Err(StoreError::Newer));
    assert_eq!(rename(&store, room, "x"), Err(StoreError::Newer));
    assert_eq!(*store.map.borrow(), before);
}

#[test]
fn what_arrives_stands_beside_what_is_kept_until_a_window_takes_it_in() {
    let store = Memory::default();
    let mut window = kept(&store, 1);
    let room = window.room();
    let kept = window.whole();
    window.set(9_000);
    let arrived = Draft {
        title: Some("of a file".to_owned()),
        ..window.whole()
    };
    arrive(&store, &arrived).unwrap();
    assert_eq!(find(&store, room), Ok(Found::Whole(arrived.clone())));
    // The same once more doubles nothing.
    arrive(&store, &kept).unwrap();
    assert_eq!(find(&store, room), Ok(Found::Whole(arrived.clone())));
    keep_whole(&store, Role::Agent, &window.whole(), Saving::Kept, false).unwrap();
    assert!(!store.keys().unwrap().iter().any(|key| key.contains("arrived")));
    assert_eq!(find(&store, room), Ok(Found::Whole(arrived)));
}

#[test]
fn what_was_erased_is_not_kept_in_an_earlier_piece() {
    let store = Memory::default();
    let window = kept(&store, 2);
    let secret = window.piece();
    let mut without = window.whole();
    without.log.entries.pop();
    keep_whole(&store, Role::Agent, &without, Saving::Kept, true).unwrap();
    assert_eq!(find(&store, window.room()), Ok(Found::Whole(without)));
    let text = secret.to_text();
    assert!(!store.map.borrow().values().any(|kept| *kept == text));
}

#[test]
fn a_title_stays_once_somebody_typed_it() {
    let store = Memory::default();
    let window = kept(&store, 1);
    let room = window.room();
    let title = || match find(&store, room) {
        Ok(Found::Whole(draft)) => draft.title,
        _ => None,
    };
    let arriving = |title: &str| Draft {
        title: Some(title.to_owned()),
        ..window.whole()
    };
    assert_eq!(title(), None);
    rename(&store, room, " typed ").unwrap();
    assert_eq!(title().as_deref(), Some("typed"));
    arrive(&store, &arriving("of a file")).unwrap();
    assert_eq!(title().as_deref(), Some("typed"));
    rename(&store, room, "").unwrap();
    assert_eq!(title(), None);
    arrive(&store, &arriving("of a file")).unwrap();
    assert_eq!(title().as_deref(), Some("of a file"));
}

#[test]
fn where_figures_came_from_goes_with_the_draft() {
    let told = Source::of("https://acme.example", "{}");
    let store = Memory::default();
    let room = Window::open(7).room();
    assert_eq!(keep_source(&store, room, &told), Err(StoreError::Deleted));
    kept(&store, 0);
    assert_eq!((source(&store, room), begun_from(&store, &told)), (None, None));
    keep_source(&store, room, &told).unwrap();
    assert_eq!(source(&store, room), Some(told.clone()));
    assert_eq!(begun_from(&store, &told).map(|draft| draft.room()), Some(room));
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
    let next = RoomId::from_bytes([3; 32]);
    take_along(&store, room, next).unwrap();
    assert_eq!(source(&store, next), Some(told.clone()));
    assert_eq!(delete(&store, room), Ok(0));
    assert_eq!((source(&store, room), begun_from(&store, &told)), (None, None));
}

#[test]
fn delete_leaves_nothing_of_this_draft_and_all_of_others() {
    let store = Memory::default();
    let room = kept(&store, 2).room();
    let other = Window::open(8);
    keep_whole(&store, Role::Agent, &other.whole(), Saving::Arriving, false).unwrap();
    assert_eq!(rooms(&store).unwrap().len(), 2);
    assert_eq!(delete(&store, room), Ok(0));
    assert_eq!(find(&store, room), Ok(Found::Nothing));
    assert_eq!(find(&store, other.room()), Ok(Found::Whole(other.whole())));
}

#[test]
fn what_was_deleted_comes_back_only_as_a_new_arrival() {
    let store = Memory::default();
    let window = kept(&store, 1);
    let room = window.room();
    let note = || PrivateNotes::new("a note").to_device();
    keep_private(&store, room, "notes", note()).unwrap();
    assert_eq!(delete(&store, room), Ok(0));
    assert_eq!(window.add(&store), Err(StoreError::Deleted));
    assert_eq!(keep_private(&store, room, "notes", note()), Err(StoreError::Deleted));
    assert_eq!(rename(&store, room, "x"), Err(StoreError::Deleted));
    assert_eq!(store.keys(), Ok(Vec::new()));
    arrive(&store, &window.whole()).unwrap();
    assert_eq!(find(&store, room), Ok(Found::Whole(window.whole())));
}

#[test]
fn keys_of_a_call_lie_beside_the_draft_of_their_side_and_go_with_it() {
    let store = Memory::default();
    let window = kept(&store, 1);
    let room = window.room();
    keep_call(&store, room, Role::Agent, Some(&[1, 2])).unwrap();
    assert_eq!(kept_call(&store, room, Role::Agent), Some(vec![1, 2]));
    assert_eq!(kept_call(&store, room, Role::Person), None);
    assert!(!has_joined(&store, room), "the agent joined nobody");
    keep_call(&store, room, Role::Person, Some(&[3])).unwrap();
    keep_call(&store, room, Role::Person, None).unwrap();
    assert_eq!(kept_call(&store, room, Role::Person), None);
    assert!(
        !has_joined(&store, room),
        "the machine of the console is not the person's"
    );
    // They are in no file.
    assert_eq!(find(&store, room), Ok(Found::Whole(window.whole())));
    assert_eq!(delete(&store, room), Ok(0));
    assert_eq!(store.keys(), Ok(Vec::new()));
    assert_eq!(
        keep_call(&store, room, Role::Agent, Some(&[1])),
        Err(StoreError::Deleted)
    );
    assert_eq!(keep_call(&store, room, Role::Agent, None), Ok(()));
    assert_eq!(store.keys(), Ok(Vec::new()));
}

#[test]
fn who_came_by_a_call_has_joined_also_once_they_have_left() {
    let store = Memory::default();
    let window = Window::open(7);
    let room = window.room();
    keep_whole(&store, Role::Person, &window.whole(), Saving::Arriving, false).unwrap();
    assert!(!has_joined(&store, room) && !has_console(&store, room));
    keep_call(&store, room, Role::Person, Some(&[3])).unwrap();
    keep_call(&store, room, Role::Person, None).unwrap();
    assert!(has_joined(&store, room) && !has_console(&store, room));
    // What came by link or file is not yet the console's.
    arrive(&store, &window.whole()).unwrap();
    assert!(has_joined(&store, room) && !has_console(&store, room));
    keep_whole(&store, Role::Agent, &window.whole(), Saving::Arriving, false).unwrap();
    assert!(!has_joined(&store, room) && has_console(&store, room));
}

#[test]
fn what_another_window_did_is_told_apart() {
    let room = RoomId::from_bytes([1; 32]);
    let change = |key: Option<String>, removed: bool| Change { key, removed };
    for part in ["agent.at", "person.at"] {
        assert!(change(Some(key(room, part)), true).deletes(room), "{part}");
        assert!(!change(Some(key(room, part)), false).deletes(room), "{part}");
    }
    assert!(change(None, true).deletes(room));
    for part in ["notes", "arrived.at", "agent.a.3"] {
        assert!(!change(Some(key(room, part)), true).deletes(room), "{part}");
    }
    assert!(!change(Some(key(RoomId::from_bytes([2; 32]), "agent.at")), true).deletes(room));
    assert!(change(Some(key(room, "notes")), false).writes_private(room, "notes"));
    assert!(!change(Some(key(room, "notes")), true).writes_private(room, "notes"));
    assert!(!change(Some(key(room, "limits")), false).writes_private(room, "notes"));
}

#[test]
fn plan_files_are_whole_or_refused_with_the_reason() {
    let draft = Draft {
        title: Some("Zoë – £".to_owned()),
        ..Window::open(7).whole()
    };
    let text = draft.to_text();
    assert_eq!(Draft::from_text(&text), Ok(draft));
    for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
        assert!(Draft::from_text(&text[..cut]).is_err(), "{cut}");
    }
    assert_eq!(Draft::from_text(&text[..text.len() / 2]), Err(EnvelopeError::Damaged));
    assert_eq!(Draft::from_text(&text.replace("Zo", "Za")), Err(EnvelopeError::Damaged));
    assert_eq!(
        Draft::from_text(&text.replace("\"version\":2", "\"version\":4")),
        Err(EnvelopeError::Newer)
    );
    assert_eq!(
        Draft::from_text(&text.replace("\"version\":2", "\"version\":1")),
        Err(EnvelopeError::First)
    );
    assert_eq!(Draft::from_text("{\"a\":1}"), Err(EnvelopeError::NotAPlan));
    assert_eq!(Draft::from_text("hello"), Err(EnvelopeError::NotAPlan));
}

#[test]
fn what_the_other_screen_may_show_goes_with_the_draft() {
    let store = Memory::default();
    let room = Window::open(7).room();
    assert_eq!(keep_door(&store, room, Door::Open), Err(StoreError::Deleted));
    assert_eq!(kept(&store, 1).room(), room);
    assert_eq!((door(&store, room), helps(&store, room)), (None, false));
    for said in [Door::Shut, Door::Open] {
        keep_door(&store, room, said).unwrap();
        assert_eq!(door(&store, room), Some(said));
    }
    keep_helps(&store, room, true).unwrap();
    assert!(helps(&store, room));
    delete(&store, room).unwrap();
    assert_eq!((door(&store, room), helps(&store, room)), (None, false));
}
