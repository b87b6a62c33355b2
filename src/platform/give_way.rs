//! Two windows of one person on one plan: the one that is looked at asks the one that writes to give way.

use gloo::events::EventListener;
use plan_log::{Role, RoomId};
use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

fn channel(room: RoomId, role: Role) -> Option<BroadcastChannel> {
    BroadcastChannel::new(&format!("pn/give-way/{}-{}", room.to_hex(), role.as_str())).ok()
}

/// Listens for as long as it is there.
pub struct Listening {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// Calls back whenever another window asks this one to give way; `None` where the browser has no channels.
pub fn when_asked(room: RoomId, role: Role, asked: impl Fn() + 'static) -> Option<Listening> {
    let channel = channel(room, role)?;
    let _listener = EventListener::new(&channel, "message", move |_| asked());
    Some(Listening { channel, _listener })
}

/// Asks the window that writes for this side of a room to give way. Whether it does is seen by its lock.
pub fn ask(room: RoomId, role: Role) {
    if let Some(channel) = channel(room, role) {
        // What is asked is who asks; it fails only after `close`.
        let _ = channel.post_message(&JsValue::NULL);
        channel.close();
    }
}
