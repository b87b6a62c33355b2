//! The carrier between windows of one browser.

use gloo::events::EventListener;
use plan_log::carry::{Carrier, Carry};
use plan_log::entry::RoomId;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A room's channel between the windows of this browser.
pub struct WindowChannel {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl WindowChannel {
    /// Opens the room's channel; `None` where the browser has none.
    pub fn open(room: RoomId, on_text: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("pn/room/{}", room.to_hex())).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            // What is not text is no message of ours; it is judged like any other stranger's.
            on_text(data.and_then(|data| data.as_string()).unwrap_or_default());
        });
        Some(Self {
            channel,
            _listener: listener,
        })
    }
}

impl Carrier for WindowChannel {
    fn send<M: Carry>(&self, message: &M) {
        // Fails only after close, which `drop` alone does.
        let _ = self.channel.post_message(&JsValue::from_str(&message.to_wire()));
    }
}

impl Drop for WindowChannel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
