//! The carrier between windows of one browser.

use gloo::events::EventListener;
use js_sys::Uint8Array;
use plan_log::RoomId;
use plan_log::carry::{Carrier, Carry};
use plan_log::message::MAX_MESSAGE_BYTES;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

/// The length at which a message is too long.
#[expect(
    clippy::cast_possible_truncation,
    reason = "messages have at most some thousand bytes"
)]
const FIRST_TOO_LONG: u32 = MAX_MESSAGE_BYTES as u32 + 1;

/// A room's channel between the windows of this browser.
pub struct WindowChannel {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl WindowChannel {
    /// Opens the room's channel; `None` where the browser has none.
    pub fn open(room: RoomId, on_bytes: impl Fn(Vec<u8>) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("pn/room/{}", room.to_hex())).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            let bytes = data.and_then(|data| data.dyn_into::<Uint8Array>().ok());
            // What is not bytes is no message of ours, and of what is longer than any no more is copied than shows it. Both
            // are judged like any other stranger's.
            let bytes = bytes.map(|bytes| bytes.subarray(0, FIRST_TOO_LONG));
            on_bytes(bytes.map(|bytes| bytes.to_vec()).unwrap_or_default());
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
        let _ = self.channel.post_message(&Uint8Array::from(&message.to_bytes()[..]));
    }
}

impl Drop for WindowChannel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
