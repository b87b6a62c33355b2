//! Plans under a passphrase: nothing of them can be read without it, whatever happens they open with it, and what was moved,
//! cut or planted does not.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use proptest::prelude::*;

use super::super::lock::{
    self, Contents, Header, HeaderError, LockId, Sealed, Stretch, begin_under, change, opening, place, put, set_aside,
    settle, unlock_for_good,
};
use super::*;

const ID: LockId = [3; 16];
const KEY: [u8; 32] = [5; 32];

fn cipher(key: [u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(key))
}

/// Seals as WebCrypto does. Each nonce is another one.
fn seal(place: &[u8], text: &str) -> Sealed {
    let mut nonce = [0; 12];
    let digest = Digest::of("nonce", &[place, text.as_bytes()].concat());
    nonce.copy_from_slice(&digest.as_bytes()[..12]);
    let payload = Payload {
        msg: text.as_bytes(),
        aad: place,
    };
    let bytes = cipher(KEY).encrypt(&Nonce::from(nonce), payload).unwrap();
    Sealed { nonce, bytes }
}

fn open(place: &[u8], sealed: &Sealed) -> Option<Vec<u8>> {
    let payload = Payload {
        msg: &sealed.bytes,
        aad: place,
    };
    cipher(KEY).decrypt(&Nonce::from(sealed.nonce), payload).ok()
}

fn header() -> Header {
    Header {
        id: ID,
        name: Some("The kitchen".to_owned()),
        stretch: Stretch::today([9; 16]),
        nonce: [1; 12],
        wrapped: vec![7; 48],
    }
}

fn locks(store: &Memory, room: RoomId) -> Result<(), StoreError> {
    let before = Contents::read(store, room)?;
    let sealed: Vec<(String, Sealed)> = before
        .to_seal()
        .map(|(part, text)| (part.to_owned(), seal(&place(&ID, room, part), text)))
        .collect();
    lock::lock(store, room, &before, &sealed, &header())
}

fn opened(store: &Memory, room: RoomId) -> (BTreeMap<String, String>, bool) {
    let contents = Contents::read(store, room).unwrap();
    let answers = contents.to_open(&ID, room);
    let answers = answers.iter().map(|one| open(&one.place, &one.sealed)).collect();
    contents.opened(answers)
}

/// The plan as the tab has it that knows the passphrase.
fn unlocked(store: &Memory, room: RoomId) -> Memory {
    let tab = Memory::default();
    for (part, text) in opened(store, room).0 {
        tab.set(&key(room, &part), &text).unwrap();
    }
    tab
}

fn lifts(store: &Memory, room: RoomId) -> Result<(), StoreError> {
    let (part, text) = opening();
    unlock_for_good(
        store,
        room,
        &ID,
        &opened(store, room).0,
        &seal(&place(&ID, room, part), text),
    )
}

/// A plan with a name, notes and the page that it came from.
fn plan_with_notes(store: &Memory, changes: i64) -> Window {
    let window = kept(store, changes);
    let room = window.room();
    rename(store, room, "Kitchen of Robin").unwrap();
    keep_private(store, room, "notes", PrivateNotes::new("two children").to_device()).unwrap();
    keep_source(store, room, &Source::of("https://acme.example", "{}")).unwrap();
    window
}

#[test]
fn a_locked_plan_shows_nothing_and_takes_nothing_until_its_passphrase_opens_it() {
    let store = Memory::default();
    let mut window = plan_with_notes(&store, 60);
    let room = window.room();
    let (whole, before) = (find(&store, room), store.map.borrow().clone());
    locks(&store, room).unwrap();
    for (name, text) in store.map.borrow().iter() {
        for planted in ["children", "acme", "Robin", "A-1", "\"log\"", "entries"] {
            assert!(!text.contains(planted), "{name}: {planted}");
        }
    }
    assert_eq!(find(&store, room), Ok(Found::Locked(header())));
    assert_eq!(is_stored(&store, room), Ok(true));
    assert_eq!(private(&store, room, "notes"), "");
    assert_eq!(source(&store, room), None);
    assert_eq!(kept_by(&store, room, Role::Agent), Ok(Vec::new()));
    window.set(9_000);
    let untouched = store.map.borrow().clone();
    assert_eq!(window.add(&store), Err(StoreError::Locked));
    assert_eq!(arrive(&store, &window.whole()), Err(StoreError::Locked));
    assert_eq!(rename(&store, room, "x"), Err(StoreError::Locked));
    let notes = PrivateNotes::new("more").to_device();
    assert_eq!(keep_private(&store, room, "notes", notes), Err(StoreError::Locked));
    assert_eq!(*store.map.borrow(), untouched);
    // A program that does not know locks takes each piece for one of a newer version, and so leaves it.
    let pieces: Vec<&String> = untouched
        .iter()
        .filter(|(name, _)| name.contains(".agent.a."))
        .map(|(_, text)| text)
        .collect();
    assert!(!pieces.is_empty());
    for text in pieces {
        assert!(matches!(envelope::open(text), Ok((version, _)) if version > 2) && !text.ends_with("\"version\":2}"));
        assert_eq!(Draft::from_text(text), Err(EnvelopeError::Locked));
    }
    // Who knows the passphrase has all of it, and it goes without one as it came.
    let tab = unlocked(&store, room);
    assert_eq!((find(&tab, room), &*tab.map.borrow()), (whole, &before));
    lifts(&store, room).unwrap();
    assert_eq!(*store.map.borrow(), before);
    assert_eq!(delete(&store, room), Ok(0));
}

#[test]
fn a_window_that_is_gone_while_it_locks_leaves_the_plan_locked_or_not() {
    let steps = |changes| {
        let store = Memory::default();
        let room = plan_with_notes(&store, changes).room();
        let before = store.changes.get();
        locks(&store, room).unwrap();
        (before, store.changes.get())
    };
    let (from, to) = steps(30);
    assert!(to - from >= 100, "{from} {to}");
    let mut ends = [0, 0];
    for after in from..=to {
        let store = Memory::default();
        let room = plan_with_notes(&store, 30).room();
        let whole = find(&store, room);
        store.killed_after.set(Some(after));
        let _ = locks(&store, room);
        store.killed_after.set(None);
        if lock::header(&store, room) == Ok(None) {
            ends[0] += 1;
            assert_eq!(find(&store, room), whole, "killed after {after}");
            assert_eq!(private(&store, room, "notes"), "two children");
            locks(&store, room).unwrap();
        } else {
            ends[1] += 1;
            // What waits counts before it has its place as well.
            assert_eq!(find(&unlocked(&store, room), room), whole, "killed after {after}");
        }
        settle(&store, room).unwrap();
        assert_eq!(find(&store, room), Ok(Found::Locked(header())));
        assert_eq!(find(&unlocked(&store, room), room), whole, "killed after {after}");
        assert_eq!(private(&unlocked(&store, room), room, "notes"), "two children");
        let waits = store
            .map
            .borrow()
            .keys()
            .any(|name| name.contains(".sealed") || name.contains("sealing"));
        assert!(!waits, "killed after {after}");
        let plain = store
            .map
            .borrow()
            .values()
            .any(|text| text.contains("children") || text.contains("\"body\""));
        assert!(!plain, "killed after {after}");
    }
    assert!(ends.iter().all(|count| *count > 20), "{ends:?}");
}

#[test]
fn a_window_that_is_gone_while_it_unlocks_for_good_leaves_all_that_was_kept() {
    let locked = || {
        let store = Memory::default();
        let room = plan_with_notes(&store, 30).room();
        let whole = find(&store, room);
        locks(&store, room).unwrap();
        (store, room, whole)
    };
    let (store, room, _) = locked();
    let from = store.changes.get();
    lifts(&store, room).unwrap();
    let mut half = 0;
    for after in from..=store.changes.get() {
        let (store, room, whole) = locked();
        store.killed_after.set(Some(after));
        let _ = lifts(&store, room);
        store.killed_after.set(None);
        if lock::header(&store, room) == Ok(None) {
            assert_eq!(find(&store, room), whole, "killed after {after}");
            continue;
        }
        half += 1;
        assert_eq!(find(&unlocked(&store, room), room), whole, "killed after {after}");
        // Whoever opens it finishes what was begun.
        assert_eq!(opened(&store, room).1, after > from);
        lifts(&store, room).unwrap();
        assert_eq!(find(&store, room), whole, "killed after {after}");
        assert_eq!(private(&store, room, "notes"), "two children");
    }
    assert!(half > 20, "{half}");
}

#[test]
fn a_store_without_space_locks_a_plan_or_leaves_it() {
    let (mut locked, mut left) = (0, 0);
    for space in (40_000..140_000).step_by(1_777) {
        let store = Memory::default();
        let room = plan_with_notes(&store, 30).room();
        let whole = find(&store, room);
        store.space.set(Some(space));
        if locks(&store, room).is_ok() {
            locked += 1;
            assert_eq!(find(&unlocked(&store, room), room), whole, "{space}");
        } else {
            left += 1;
            assert_eq!(find(&store, room), whole, "{space}");
            let waits = store.map.borrow().keys().any(|name| name.contains("sealing"));
            assert!(!waits, "{space}");
        }
    }
    assert!(locked > 5 && left > 5, "{locked} {left}");
}

#[test]
fn a_plan_that_changed_meanwhile_is_not_locked_as_it_was() {
    let store = Memory::default();
    let mut window = plan_with_notes(&store, 3);
    let room = window.room();
    let before = Contents::read(&store, room).unwrap();
    window.set(9_000);
    window.add(&store).unwrap();
    assert_eq!(
        lock::lock(&store, room, &before, &[], &header()),
        Err(StoreError::Changed)
    );
    assert_eq!(
        find(&store, room),
        Ok(Found::Whole(Draft {
            title: Some("Kitchen of Robin".to_owned()),
            ..window.whole()
        }))
    );
}

#[test]
fn a_tab_that_is_killed_while_it_seals_keeps_what_was_kept_before() {
    // Every change of an unlocked plan, in its order, as the tab puts it.
    struct Noting(Memory, RefCell<Vec<(String, Option<String>)>>);
    impl Store for Noting {
        fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
            self.0.get(key)
        }
        fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
            self.1.borrow_mut().push((key.to_owned(), Some(value.to_owned())));
            self.0.set(key, value)
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.1.borrow_mut().push((key.to_owned(), None));
            self.0.remove(key)
        }
        fn keys(&self) -> Result<Vec<String>, StoreError> {
            self.0.keys()
        }
    }
    let store = Memory::default();
    let mut window = plan_with_notes(&store, 0);
    let room = window.room();
    locks(&store, room).unwrap();
    let tab = Noting(unlocked(&store, room), RefCell::default());
    let mut marks = Vec::new();
    for amount in 0..110 {
        window.set(6_100 + amount);
        add(&tab, Role::Agent, &window.piece(), || window.whole(), Saving::Kept).unwrap();
        marks.push(tab.1.borrow().len());
    }
    let (mut sure, first) = (1, entries(find(&unlocked(&store, room), room).unwrap()));
    for (done, (name, text)) in tab.1.borrow().iter().enumerate() {
        let part = name.strip_prefix(&lock::prefix(room)).unwrap();
        let sealed = text.as_ref().map(|text| match lock::is_sealed(part) {
            true => seal(&place(&ID, room, part), text).to_text(),
            false => text.clone(),
        });
        put(&store, room, &ID, part, sealed.as_deref()).unwrap();
        sure = sure.max(marks.iter().filter(|mark| **mark <= done + 1).count() + first);
        let found = find(&unlocked(&store, room), room).unwrap();
        assert!(matches!(found, Found::Whole(_)), "{name}");
        assert!(entries(found) >= sure, "{name}");
    }
    assert_eq!(sure, 110 + first);
    // Under another lock, or under none, nothing of this one is kept.
    assert_eq!(put(&store, room, &[4; 16], "notes", Some("x")), Err(StoreError::Locked));
    lifts(&store, room).unwrap();
    assert_eq!(put(&store, room, &ID, "notes", Some("x")), Err(StoreError::Locked));
}

#[test]
fn what_was_moved_cut_or_planted_does_not_open_and_the_rest_does() {
    let store = Memory::default();
    let window = plan_with_notes(&store, 20);
    let (room, whole) = (window.room(), entries(find(&store, window.room()).unwrap()));
    let plain = store.get(&key(room, "agent.a.5")).unwrap().unwrap();
    locks(&store, room).unwrap();
    let locked = store.map.borrow().clone();
    let piece = |number: usize| locked[&key(room, &format!("agent.a.{number}"))].clone();
    let other_room = RoomId::from_bytes([8; 32]);
    let elsewhere = seal(&place(&ID, other_room, "agent.a.5"), &plain).to_text();
    let under_another = seal(&place(&[4; 16], room, "agent.a.5"), &plain).to_text();
    let other_run = seal(&place(&ID, room, "agent.b.5"), &plain).to_text();
    let cut = piece(5)[..piece(5).len() / 2].to_owned();
    for bad in [piece(6), elsewhere, under_another, other_run, cut, plain, String::new()] {
        store.set(&key(room, "agent.a.5"), &bad).unwrap();
        let tab = unlocked(&store, room);
        let found = find(&tab, room).unwrap();
        assert!(matches!(found, Found::Earlier(_)), "{found:?}");
        assert_eq!(entries(found), whole - 1);
        // It is set aside, and so is sealed with the rest.
        assert!(tab.get(&key(room, "aside")).unwrap().is_some());
    }
    // The notes of another plan are no notes of this one, nor is what somebody planted.
    let theirs = seal(&place(&ID, other_room, "notes"), "not mine").to_text();
    for bad in [theirs.as_str(), "planted", ""] {
        store.set(&key(room, "notes"), bad).unwrap();
        assert_eq!(private(&unlocked(&store, room), room, "notes"), "");
    }
}

#[test]
fn notes_that_do_not_open_are_set_aside_and_said_and_nothing_is_written_over_them() {
    let store = Memory::default();
    let window = plan_with_notes(&store, 3);
    let room = window.room();
    locks(&store, room).unwrap();
    let (notes, aside) = (key(room, "notes"), key(room, "aside.notes"));
    let mut bent = store.get(&notes).unwrap().unwrap();
    bent.truncate(bent.len() / 2);
    store.set(&notes, &bent).unwrap();
    let unlock = || {
        let parts = opened(&store, room).0;
        set_aside(&store, room, &parts).unwrap();
        unlocked(&store, room)
    };
    // However often it is unlocked, it is kept once, and said.
    for _ in 0..2 {
        let tab = unlock();
        assert!(matches!(find(&tab, room), Ok(Found::Earlier(_))));
        assert_eq!(private(&tab, room, "notes"), "");
        assert_eq!(store.get(&aside).unwrap().as_deref(), Some(bent.as_str()));
        assert_eq!(store.get(&key(room, "aside.aside.notes")).unwrap(), None);
    }
    // Without the passphrase it is said as well, and what cannot be read is not shown.
    let lifted = Memory::default();
    lifted.map.replace(store.map.borrow().clone());
    lifts(&lifted, room).unwrap();
    assert!(matches!(find(&lifted, room), Ok(Found::Earlier(_))));
    assert_eq!(private(&lifted, room, "notes"), "");
    // Other notes take their place: nothing is missing any more, and what was there is still there.
    let other = seal(&place(&ID, room, "notes"), "three children");
    put(&store, room, &ID, "notes", Some(&other.to_text())).unwrap();
    let tab = unlock();
    assert!(matches!(find(&tab, room), Ok(Found::Whole(_))));
    assert_eq!(private(&tab, room, "notes"), "three children");
    assert_eq!(store.get(&aside).unwrap().as_deref(), Some(bent.as_str()));
    // It goes with the plan.
    assert_eq!(delete(&store, room), Ok(0));
    assert_eq!(store.get(&aside).unwrap(), None);
}

#[test]
fn a_passphrase_is_changed_without_writing_the_parts_again_and_a_copy_is_under_the_same_lock() {
    let store = Memory::default();
    let room = plan_with_notes(&store, 3).room();
    let whole = find(&store, room);
    locks(&store, room).unwrap();
    let before = store.map.borrow().clone();
    let other = Header {
        name: None,
        stretch: Stretch::today([10; 16]),
        ..header()
    };
    change(&store, room, &header(), &other).unwrap();
    assert_eq!(find(&store, room), Ok(Found::Locked(other.clone())));
    let changed = store
        .map
        .borrow()
        .iter()
        .filter(|(name, text)| before.get(*name) != Some(text))
        .count();
    assert_eq!(changed, 1);
    assert_eq!(find(&unlocked(&store, room), room), whole);
    let to = RoomId::from_bytes([8; 32]);
    begin_under(&store, &other.to_text(), to).unwrap();
    assert_eq!(find(&store, to), Ok(Found::Locked(other.clone())));
    // A copy has a name of its own in the list, and opens with the same passphrase from then on.
    let named = Header {
        name: Some("A copy".to_owned()),
        ..other.clone()
    };
    store.set(&key(to, "lock"), &named.to_text()).unwrap();
    change(&store, room, &other, &header()).unwrap();
    assert_eq!(find(&store, room), Ok(Found::Locked(header())));
    let renewed = Header {
        name: named.name,
        ..header()
    };
    assert_eq!(find(&store, to), Ok(Found::Locked(renewed)));
    // Whoever is later than another window changes nothing.
    let untouched = store.map.borrow().clone();
    assert_eq!(change(&store, room, &other, &other), Err(StoreError::Changed));
    assert_eq!(*store.map.borrow(), untouched);
}

#[test]
fn a_plan_that_another_window_locked_or_unlocked_meanwhile_is_left_as_it_is() {
    let store = Memory::default();
    let room = plan_with_notes(&store, 5).room();
    let whole = find(&store, room);
    locks(&store, room).unwrap();
    let untouched = store.map.borrow().clone();
    // The list of another window still offers to lock it.
    assert_eq!(locks(&store, room), Err(StoreError::Changed));
    assert_eq!(*store.map.borrow(), untouched);
    assert_eq!(find(&unlocked(&store, room), room), whole);
    // And the one that has it unlocked still offers to take the passphrase away.
    let held = opened(&store, room).0;
    let (part, text) = opening();
    let sign = seal(&place(&ID, room, part), text);
    lifts(&store, room).unwrap();
    let untouched = store.map.borrow().clone();
    assert_eq!(
        unlock_for_good(&store, room, &ID, &held, &sign),
        Err(StoreError::Changed)
    );
    assert_eq!(*store.map.borrow(), untouched);
    assert_eq!(find(&store, room), whole);
    assert_eq!(change(&store, room, &header(), &header()), Err(StoreError::Changed));
    let marked = keep_door(&store, room, Door::Open);
    assert_eq!(marked, Ok(()));
}

#[test]
fn what_waits_for_its_place_gives_way_to_what_is_written_there_later() {
    let store = Memory::default();
    let room = plan_with_notes(&store, 3).room();
    locks(&store, room).unwrap();
    let notes = key(room, "notes");
    let waiting = key(room, "sealing.notes");
    let older = store.get(&notes).unwrap().unwrap();
    store.set(&waiting, &older).unwrap();
    let newer = seal(&place(&ID, room, "notes"), "three children").to_text();
    put(&store, room, &ID, "notes", Some(&newer)).unwrap();
    settle(&store, room).unwrap();
    assert_eq!(private(&unlocked(&store, room), room, "notes"), "three children");
    store.set(&waiting, &older).unwrap();
    put(&store, room, &ID, "notes", None).unwrap();
    settle(&store, room).unwrap();
    assert_eq!(private(&unlocked(&store, room), room, "notes"), "");
}

#[test]
fn a_passphrase_that_cannot_be_taken_away_for_want_of_space_is_not_taken_away_later_by_itself() {
    let store = Memory::default();
    let room = plan_with_notes(&store, 3).room();
    let whole = find(&store, room);
    locks(&store, room).unwrap();
    // A part that waits for its place finds none: the removal has begun by then.
    let notes = store.get(&key(room, "notes")).unwrap().unwrap();
    store.remove(&key(room, "notes")).unwrap();
    store.set(&key(room, "sealing.notes"), &notes).unwrap();
    let (part, text) = opening();
    let sign = seal(&place(&ID, room, part), text).to_text();
    let used: usize = store.map.borrow().values().map(String::len).sum();
    store.space.set(Some(used + sign.len()));
    assert_eq!(lifts(&store, room), Err(StoreError::Full));
    assert_eq!(store.get(&key(room, part)), Ok(None));
    store.space.set(None);
    let (parts, is_opening) = opened(&store, room);
    assert!(!is_opening && parts.contains_key("notes"));
    assert_eq!(find(&unlocked(&store, room), room), whole);
}

#[test]
fn nothing_is_kept_beside_a_locked_plan_as_it_is() {
    let store = Memory::default();
    let room = plan_with_notes(&store, 3).room();
    locks(&store, room).unwrap();
    let untouched = store.map.borrow().clone();
    assert_eq!(keep_door(&store, room, Door::Open), Err(StoreError::Locked));
    assert_eq!(keep_helps(&store, room, true), Err(StoreError::Locked));
    let kept = keep_call(&store, room, Role::Person, Some(b"keys"));
    assert_eq!(kept, Err(StoreError::Locked));
    assert_eq!(*store.map.borrow(), untouched);
}

#[test]
fn a_header_is_read_as_it_was_written_or_not_at_all() {
    let text = header().to_text();
    assert_eq!(Header::from_text(&text), Ok(header()));
    let newer = text.replace("\"version\":1", "\"version\":2");
    assert_eq!(Header::from_text(&newer), Err(HeaderError::Newer));
    // A header that asks for all memory, or for no work, is none.
    for (from, to) in [
        ("\"memory_kib\":65536", "\"memory_kib\":4194304"),
        ("\"memory_kib\":65536", "\"memory_kib\":0"),
        ("\"passes\":3", "\"passes\":4000000000"),
        ("\"passes\":3", "\"passes\":0"),
        ("argon2id", "argon2i"),
        ("\"version\":1", "\"version\":0"),
    ] {
        assert_eq!(
            Header::from_text(&text.replace(from, to)),
            Err(HeaderError::Damaged),
            "{to}"
        );
    }
    let store = Memory::default();
    let room = plan_with_notes(&store, 0).room();
    locks(&store, room).unwrap();
    store.set(&key(room, "lock"), &newer).unwrap();
    // A file of it has all that there is, for whoever can read it.
    let Ok(Found::Newer(file)) = find(&store, room) else {
        panic!("not a newer one");
    };
    let parts: BTreeMap<String, String> = serde_json::from_str(&file).unwrap();
    assert_eq!(parts, *store.map.borrow());
    store.set(&key(room, "lock"), &text[..40]).unwrap();
    assert!(matches!(find(&store, room), Ok(Found::Damaged(_))));
}

proptest! {
    #[test]
    fn what_is_sealed_opens_in_its_place_alone(text in ".{0,200}", part in "[a-z]{1,6}(\\.[ab]\\.[0-9]{1,2})?", other in "[a-z]{1,6}") {
        let room = RoomId::from_bytes([8; 32]);
        let here = place(&ID, room, &part);
        let sealed = Sealed::from_text(&seal(&here, &text).to_text()).unwrap();
        prop_assert_eq!(open(&here, &sealed), Some(text.into_bytes()));
        prop_assume!(part != other);
        prop_assert_eq!(open(&place(&ID, room, &other), &sealed), None);
    }

    #[test]
    fn any_bent_piece_is_refused_and_costs_that_piece_alone(number in 0_usize..12, at in any::<prop::sample::Index>(), to in any::<char>()) {
        let store = Memory::default();
        let window = plan_with_notes(&store, 12);
        let (room, whole) = (window.room(), entries(find(&store, window.room()).unwrap()));
        locks(&store, room).unwrap();
        let name = key(room, &format!("agent.a.{number}"));
        let before = store.get(&name).unwrap().unwrap();
        let mut chars: Vec<char> = before.chars().collect();
        let at = at.index(chars.len());
        chars[at] = to;
        let bent: String = chars.into_iter().collect();
        prop_assume!(Sealed::from_text(&bent) != Sealed::from_text(&before));
        store.set(&name, &bent).unwrap();
        let found = find(&unlocked(&store, room), room).unwrap();
        prop_assert!(matches!(found, Found::Earlier(_)));
        // The first piece is all that was there at the beginning.
        let cost = if number == 0 { 3 } else { 1 };
        prop_assert!(entries(found) + cost >= whole);
    }

    #[test]
    fn no_text_is_too_strange_to_be_looked_at(text in ".{0,300}", cut in 0_usize..400) {
        let _ = Header::from_text(&text);
        let _ = Sealed::from_text(&text);
        let whole = header().to_text();
        let cut = cut.min(whole.len() - 1);
        prop_assert_eq!(Header::from_text(&whole[..cut]), Err(HeaderError::Damaged));
        prop_assert_eq!(Sealed::from_text(&seal(b"x", &text).to_text()[..cut.min(60)]), None);
    }
}
