//! The storage of this browser: local storage, or that of the tab where the page around us asked for it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Storage, StorageEvent};

use super::unlocked;
use crate::state::drafts::{Change, Store, StoreError};

/// Storage. Every call asks the browser anew: it may be blocked at any time.
///
/// A locked plan that is unlocked in this tab looks like any other from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalStorage;

/// The same without unlocked plans: what is kept, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept;

/// In the tab's storage: plans are kept there, and not on the device, until the tab is closed.
const SESSION: &str = "pn.1.session";

thread_local! {
    static FOR_SESSION: Cell<bool> = const { Cell::new(false) };
    /// What the tab is to keep, where the browser keeps nothing: in a frame of another site that is the usual case, and
    /// the next page needs what was typed on this one.
    static KEPT_HERE: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

fn tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn local() -> Result<Storage, StoreError> {
    let storage = if is_for_session() {
        tab()
    } else {
        web_sys::window().and_then(|window| window.local_storage().ok().flatten())
    };
    storage.ok_or(StoreError::Blocked)
}

/// Whether plans are kept only until the tab is closed.
pub fn is_for_session() -> bool {
    FOR_SESSION.get()
}

/// Whether the browser keeps nothing for this page.
pub fn is_blocked() -> bool {
    local().is_err()
}

/// Keeps plans until the tab is closed, or on this device. The tab remembers it, so that a page that is loaded again
/// finds its plans before anybody says it again.
pub fn keep_for_session(for_session: bool) {
    FOR_SESSION.set(for_session);
    if for_session {
        session_set(SESSION, "1");
    } else {
        session_remove(SESSION);
    }
}

/// Does what the tab remembers.
pub fn keep_as_before() {
    FOR_SESSION.set(session_get(SESSION).is_some());
}

/// Calls back after every change that another window makes, until the listener is dropped.
pub fn on_change(changed: impl Fn(&Change) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let changed = Rc::new(changed);
    Some(EventListener::new(&window, "storage", move |event| {
        if let Some(event) = event.dyn_ref::<StorageEvent>() {
            let change = Change {
                key: event.key(),
                removed: event.new_value().is_none(),
            };
            match change.key.as_deref().and_then(unlocked::room_beside) {
                // What the other window sealed is opened first.
                Some(room) => {
                    let changed = Rc::clone(&changed);
                    spawn_local(async move {
                        unlocked::refresh(room).await;
                        changed(&change);
                    });
                }
                None => changed(&change),
            }
        }
    }))
}

/// What this tab keeps under a key, until it is closed.
pub fn session_get(key: &str) -> Option<String> {
    let kept = tab().and_then(|tab| tab.get_item(key).ok().flatten());
    kept.or_else(|| {
        KEPT_HERE.with_borrow(|kept| {
            let found = kept.iter().find(|(known, _)| known == key);
            found.map(|(_, value)| value.clone())
        })
    })
}

/// Keeps a value for as long as this tab is open; where the browser keeps nothing, for as long as this page is.
pub fn session_set(key: &str, value: &str) {
    session_remove(key);
    if tab().is_none_or(|tab| tab.set_item(key, value).is_err()) {
        KEPT_HERE.with_borrow_mut(|kept| kept.push((key.to_owned(), value.to_owned())));
    }
}

/// Takes a key out of what this tab keeps.
pub fn session_remove(key: &str) {
    KEPT_HERE.with_borrow_mut(|kept| kept.retain(|(known, _)| known != key));
    if let Some(tab) = tab() {
        let _ = tab.remove_item(key);
    }
}

impl Store for LocalStorage {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        match unlocked::of_key(key) {
            Some(plan) => Ok(plan.get(key)),
            None => Kept.get(key),
        }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        match unlocked::of_key(key) {
            Some(plan) => {
                plan.put(key, Some(value));
                Ok(())
            }
            None => Kept.set(key, value),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        match unlocked::of_key(key) {
            Some(plan) => {
                plan.put(key, None);
                Ok(())
            }
            None => Kept.remove(key),
        }
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let mut keys = Kept.keys()?;
        keys.retain(|key| unlocked::of_key(key).is_none());
        keys.extend(unlocked::keys());
        Ok(keys)
    }
}

impl Store for Kept {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        local()?.get_item(key).map_err(|_| StoreError::Blocked)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        local()?.set_item(key, value).map_err(|_| StoreError::Full)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        local()?.remove_item(key).map_err(|_| StoreError::Blocked)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let storage = local()?;
        let count = storage.length().map_err(|_| StoreError::Blocked)?;
        Ok((0..count)
            .filter_map(|index| storage.key(index).ok().flatten())
            .collect())
    }
}
