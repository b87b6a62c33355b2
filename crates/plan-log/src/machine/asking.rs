//! A window that knows a room by its name alone.

use crate::message::{Message, Said, Window};
use crate::role::Role;
use crate::{Genesis, RoomId};

/// A window that knows a room by its name alone, and asks how it begins.
#[derive(Debug, Clone)]
pub struct Asking {
    room: RoomId,
    window: Window,
    role: Role,
}

impl Asking {
    /// A window of a room whose name it was told.
    pub const fn new(room: RoomId, window: Window, role: Role) -> Self {
        Self { room, window, role }
    }

    /// What to send, again and again until somebody answers.
    pub fn ask(&self, now_ms: u64) -> Message {
        let (counts, heads, wanted) = (Vec::new(), Vec::new(), Vec::new());
        let kind = Said::Have {
            counts,
            heads,
            wanted,
            asks: true,
            now_ms,
        };
        Message {
            room: self.room,
            from: self.window,
            role: self.role,
            kind,
        }
    }

    /// Whether these bytes are the greeting of an agent's window of this room: it can be asked now.
    pub fn is_greeted(&self, bytes: &[u8]) -> bool {
        Message::read(bytes).is_ok_and(|message| {
            let greets = matches!(message.kind, Said::Have { asks: true, .. });
            greets && message.room == self.room && message.role == Role::Agent
        })
    }

    /// How the room begins, if this message says so. Nobody can say anything else: it is what the room is named by.
    pub fn receive(&self, bytes: &[u8]) -> Option<Genesis> {
        match Message::read(bytes).ok()?.kind {
            Said::Begins(genesis) if genesis.room() == self.room => Some(genesis),
            _ => None,
        }
    }
}
