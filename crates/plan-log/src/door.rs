//! The door to the other screen: until the agent knows who is there, nothing of the plan goes through it.
//!
//! What is said before is [`Waiting`], and it has no place for a figure. The carrier itself stands behind [`AtTheDoor`],
//! which takes nothing else: sending a [`Message`] there does not compile. It is given out for a [`MaySee`], which only the
//! agent's checks make, or a plan that the other side has had already.

use crate::carry::Carrier;
use crate::message::{Message, Said, Window};
use crate::role::Role;
use crate::{Genesis, MAX_NAME_CHARS, RoomId, State};

/// No [`Waiting`] is longer, in bytes.
const MAX_WAITING_BYTES: usize = 512;

/// The other side may see the plan. It is as good for the windows of this device as for another machine.
#[derive(Clone)]
pub struct MaySee(());

impl MaySee {
    /// The agent has checked who is there.
    pub(super) const fn checked() -> Self {
        Self(())
    }

    /// They had the plan before: they began it, or somebody of their side was let in.
    pub fn had_it(genesis: &Genesis, state: &State) -> Option<Self> {
        let was_let_in = state.members.values().any(|role| *role == Role::Person);
        (genesis.role == Role::Person || was_let_in).then_some(Self(()))
    }
}

/// "One moment", from the agent's window: who says so, and nothing else.
pub struct Waiting(Message);

impl Waiting {
    /// The agent of that name lets a room wait; what a name may not have is left out of it.
    pub fn new(room: RoomId, from: Window, name: &str) -> Self {
        let printable = name.trim().chars().filter(|c| !c.is_control());
        Self(Message {
            room,
            from,
            role: Role::Agent,
            kind: Said::Waits(printable.take(MAX_NAME_CHARS).collect()),
        })
    }

    /// Which window lets this room wait, and the name of its agent, if that is what these bytes say.
    pub fn told(room: RoomId, bytes: &[u8]) -> Option<(Window, String)> {
        // Most messages are longer, and need not be read twice.
        if bytes.len() > MAX_WAITING_BYTES {
            return None;
        }
        let message = Message::read(bytes).ok()?;
        match message.kind {
            Said::Waits(name) if message.room == room && message.role == Role::Agent => Some((message.from, name)),
            _ => None,
        }
    }
}

/// A carrier that takes nothing but [`Waiting`].
pub struct AtTheDoor<C>(C);

impl<C: Carrier> AtTheDoor<C> {
    /// Shuts the door before a carrier.
    pub const fn new(carrier: C) -> Self {
        Self(carrier)
    }

    /// Lets the other side wait.
    pub fn say(&self, waiting: &Waiting) {
        self.0.send(&waiting.0);
    }

    /// Opens the door.
    pub fn open(self, _: MaySee) -> C {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::{AtTheDoor, MAX_NAME_CHARS, MAX_WAITING_BYTES, RoomId, Waiting};
    use crate::carry::{Carrier, Carry};
    use crate::checks::{Check, PrivateChecks, Said};

    #[derive(Default)]
    struct Heard(RefCell<Vec<Vec<u8>>>);

    impl Carrier for Heard {
        fn send<M: Carry>(&self, message: &M) {
            self.0.borrow_mut().push(message.to_bytes());
        }
    }

    fn room(text: &str) -> RoomId {
        RoomId::of("pn/test", text.as_bytes())
    }

    #[test]
    fn whoever_waits_is_told_by_whom_and_nothing_else() {
        let door = AtTheDoor::new(Heard::default());
        door.say(&Waiting::new(room("a"), [1; 8], " Sam\u{7} "));
        let checks = PrivateChecks::default();
        assert!(checks.may_see().is_none());
        let checks = checks.after(Said::Person(Check::Password, 1));
        let heard = door.open(checks.may_see().unwrap()).0.take();
        let [bytes] = &heard[..] else {
            panic!("one message was said")
        };
        assert_eq!(Waiting::told(room("a"), bytes), Some(([1; 8], "Sam".to_owned())));
        assert_eq!(Waiting::told(room("b"), bytes), None);
        assert_eq!(Waiting::told(room("a"), &bytes[1..]), None);
    }

    #[test]
    fn the_longest_name_is_read_and_cut() {
        let long = "\u{1f4b7}".repeat(100);
        let bytes = Waiting::new(room("a"), [1; 8], &long).0.to_bytes();
        assert!(bytes.len() <= MAX_WAITING_BYTES);
        let (_, told) = Waiting::told(room("a"), &bytes).unwrap();
        assert_eq!(told.chars().count(), MAX_NAME_CHARS);
    }
}
