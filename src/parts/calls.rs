//! A plan on two machines: fetched when a call is opened, joined, or come back to.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use plan_log::RoomId;
use plan_log::message::Window;

use super::NotLoaded;
use crate::calls::guest::Guest;
use crate::calls::room::InRoom;
use crate::calls::{Brought, Heed, Knock, Line};

/// What somebody brought leads to no door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDoor;

/// Somebody at a door, once they are there.
type Going = Pin<Box<dyn Future<Output = Result<Box<dyn Knock>, NoDoor>>>>;

/// Opens a room for others to come into, through the broker at `relay`.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn open(room: RoomId, window: Window, relay: String) -> Result<Rc<dyn Line>, NotLoaded> {
    fetched!(opening(room, window, relay))
}

/// Comes back to a room; nothing for what was not kept of one.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn resume(kept: Vec<u8>, window: Window, relay: String) -> Result<Option<Rc<dyn Line>>, NotLoaded> {
    fetched!(resuming(kept, window, relay))
}

/// Goes to the door of a code or link; whoever waits there hears `heed` for as long as the answer is kept.
///
/// # Errors
/// When the part cannot be fetched; inside, when what was brought is no code or link.
pub async fn knock(brought: Brought, relay: String, heed: Heed) -> Result<Result<Box<dyn Knock>, NoDoor>, NotLoaded> {
    Ok(fetched!(knocking(brought, relay, heed))?.await)
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(relay, fallible))]
fn opening(room: RoomId, window: Window, relay: String) -> Result<Rc<dyn Line>, NotLoaded> {
    Ok(Rc::new(InRoom::host(room, window, relay)))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(relay, fallible))]
fn resuming(kept: Vec<u8>, window: Window, relay: String) -> Result<Option<Rc<dyn Line>>, NotLoaded> {
    let line = InRoom::resume(&kept, window, relay);
    Ok(line.map(|line| -> Rc<dyn Line> { Rc::new(line) }))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(relay, fallible))]
fn knocking(brought: Brought, relay: String, heed: Heed) -> Result<Going, NotLoaded> {
    Ok(Box::pin(async move {
        let guest = Guest::knock(&brought, relay, heed).await.ok_or(NoDoor)?;
        Ok(Box::new(guest) as Box<dyn Knock>)
    }))
}
