//! The locked plans that this tab has open.
//!
//! What stands here is what every screen needs; `vault` is the rest, fetched by those who lock or unlock a plan.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use plan_log::RoomId;
use wasm_bindgen_futures::spawn_local;

use crate::state::drafts::{StoreError, lock};

/// Something that takes a moment.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// A locked plan whose passphrase was typed in this tab. It reads and writes as if it was not locked; what is written is
/// sealed and kept in the same order, a moment later.
pub trait Unlocked {
    /// The text under a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Puts a text under a key, or takes the key out.
    fn put(self: Rc<Self>, key: &str, text: Option<&str>);
    /// Every key.
    fn keys(&self) -> Vec<String>;
    /// Waits until everything that was put is kept.
    fn written(self: Rc<Self>) -> Later<Result<(), StoreError>>;
    /// Reads anew what is kept; whether the plan is under this lock still.
    fn read(self: Rc<Self>) -> Later<bool>;
    /// Takes the passphrase away: from then on the plan is kept as any other.
    fn lift(self: Rc<Self>) -> Later<Result<(), StoreError>>;
    /// The same key for a plan that goes on from this one.
    fn for_room(&self, room: RoomId) -> Result<Rc<dyn Unlocked>, StoreError>;
}

struct Open {
    room: RoomId,
    prefix: String,
    plan: Rc<dyn Unlocked>,
}

thread_local! {
    static OPEN: RefCell<Vec<Open>> = const { RefCell::new(Vec::new()) };
}

/// From now on a plan is unlocked in this tab.
pub fn add(room: RoomId, plan: Rc<dyn Unlocked>) {
    forget(room);
    let prefix = lock::prefix(room);
    OPEN.with_borrow_mut(|open| open.push(Open { room, prefix, plan }));
}

/// Forgets the key of a plan, and what was read with it.
pub fn forget(room: RoomId) {
    OPEN.with_borrow_mut(|open| open.retain(|one| one.room != room));
}

/// A plan that is unlocked.
pub fn of(room: RoomId) -> Option<Rc<dyn Unlocked>> {
    OPEN.with_borrow(|open| open.iter().find(|one| one.room == room).map(|one| Rc::clone(&one.plan)))
}

/// The unlocked plan that a key belongs to.
pub(super) fn of_key(key: &str) -> Option<Rc<dyn Unlocked>> {
    OPEN.with_borrow(|open| {
        let found = open.iter().find(|one| key.starts_with(&one.prefix));
        found.map(|one| Rc::clone(&one.plan))
    })
}

/// The unlocked plan that a key lies beside: a text of its own, or how it is locked. Pieces are read when a plan is opened.
pub(super) fn room_beside(key: &str) -> Option<RoomId> {
    OPEN.with_borrow(|open| {
        let beside = |one: &&Open| key.strip_prefix(&one.prefix).is_some_and(|part| !part.contains('.'));
        open.iter().find(beside).map(|one| one.room)
    })
}

/// The keys of all unlocked plans.
pub(super) fn keys() -> Vec<String> {
    OPEN.with_borrow(|open| open.iter().flat_map(|one| one.plan.keys()).collect())
}

/// Waits until what was put into a plan is kept, where it is a locked one.
///
/// # Errors
/// Why it is not kept.
pub async fn written(room: RoomId) -> Result<(), StoreError> {
    match of(room) {
        Some(plan) => plan.written().await,
        None => Ok(()),
    }
}

/// Says why something that was put beside a plan is not kept: at once, or where it is a locked one a moment later.
pub fn say_kept(room: RoomId, put: Result<(), StoreError>, say: impl Fn(Option<StoreError>) + 'static) {
    say(put.err());
    if let (Ok(()), Some(plan)) = (put, of(room)) {
        spawn_local(async move {
            if let Err(why) = plan.written().await {
                say(Some(why));
            }
        });
    }
}

/// Reads an unlocked plan anew: other windows may have written it, or have changed its lock.
pub async fn refresh(room: RoomId) {
    if let Some(plan) = of(room)
        && !plan.read().await
    {
        forget(room);
    }
}

/// A plan that goes on from another one is locked as that one is.
///
/// # Errors
/// When the lock of the new one cannot be kept: nothing of it is kept then.
pub fn go_on(from: RoomId, to: RoomId) -> Result<(), StoreError> {
    if let Some(plan) = of(from) {
        add(to, plan.for_room(to)?);
    }
    Ok(())
}
