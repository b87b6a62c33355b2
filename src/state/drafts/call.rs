//! What a side keeps of a call: the keys with which it comes back, beside its draft.

use base64ct::{Base64, Encoding};
use plan_log::{Role, RoomId};

use super::chain::{self, Chain};
use super::{Store, StoreError, key};

/// Says that the person came to the plan by a call.
const JOINED: &str = "joined";

fn call_key(room: RoomId, side: Role) -> String {
    key(room, &format!("call-{}", side.as_str()))
}

/// Keeps a side's keys of a call, or takes them away. They go with their draft, and are in no file.
///
/// # Errors
/// As [`super::add`].
pub fn keep_call(store: &impl Store, room: RoomId, side: Role, kept: Option<&[u8]>) -> Result<(), StoreError> {
    let Some(kept) = kept else {
        return store.remove(&call_key(room, side));
    };
    super::may_write_beside(store, room)?;
    store.set(&call_key(room, side), &Base64::encode_string(kept))?;
    match side {
        Role::Person => store.set(&key(room, JOINED), "1"),
        Role::Agent => Ok(()),
    }
}

/// Whether the person came to this plan on a machine of their own, by a call. It stays so once they have left it. The
/// machine of the console is never theirs.
pub fn has_joined(store: &impl Store, room: RoomId) -> bool {
    let is_marked = store.get(&key(room, JOINED)).is_ok_and(|joined| joined.is_some());
    is_marked && !has_console(store, room)
}

/// Whether the console of a plan keeps it on this device, locked or not.
pub fn has_console(store: &impl Store, room: RoomId) -> bool {
    chain::is_there(store, room, Chain::Agent).unwrap_or_default()
}

/// A side's keys of a call that it has not left.
pub fn kept_call(store: &impl Store, room: RoomId, side: Role) -> Option<Vec<u8>> {
    let kept = store.get(&call_key(room, side)).ok().flatten()?;
    Base64::decode_vec(&kept).ok()
}
