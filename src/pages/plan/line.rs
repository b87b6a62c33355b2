//! The line from a window of a plan to the others. The agent's begins shut: until it is known who is at the other screen
//! nothing of the plan goes through it, see [`plan_log::door`].

use plan_log::Role;
use plan_log::carry::Carrier;
use plan_log::door::{AtTheDoor, MaySee, Waiting};
use plan_log::message::Message;

use crate::platform::channel::WindowChannel;

enum Way {
    Shut(AtTheDoor<WindowChannel>),
    Open(WindowChannel),
}

/// A line; without a way until the others can tell that this window is here.
#[derive(Default)]
pub struct Line {
    way: Option<Way>,
    /// What opens the way once there is one.
    may_see: Option<MaySee>,
}

impl Line {
    /// Goes on over a channel. Who owes the money has nothing to hide from the company.
    pub fn connect(&mut self, channel: WindowChannel, side: Role) {
        self.way = Some(match (side, self.may_see.take()) {
            (Role::Person, _) => Way::Open(channel),
            (Role::Agent, Some(may_see)) => Way::Open(AtTheDoor::new(channel).open(may_see)),
            (Role::Agent, None) => Way::Shut(AtTheDoor::new(channel)),
        });
    }

    /// Opens the way, or shuts it.
    pub fn set_door(&mut self, may_see: Option<MaySee>) {
        self.way = match (self.way.take(), may_see) {
            (Some(Way::Shut(door)), Some(may_see)) => Some(Way::Open(door.open(may_see))),
            (Some(Way::Open(channel)), None) => Some(Way::Shut(AtTheDoor::new(channel))),
            (None, may_see) => {
                self.may_see = may_see;
                None
            }
            (way, _) => way,
        };
    }

    /// Sends a message, where the way is open.
    pub fn send(&self, message: &Message) {
        if let Some(Way::Open(channel)) = &self.way {
            channel.send(message);
        }
    }

    /// Whether somebody who asks is let wait.
    pub const fn is_shut(&self) -> bool {
        matches!(self.way, Some(Way::Shut(_)))
    }

    /// Lets the others wait, where the way is shut.
    pub fn let_wait(&self, waiting: &Waiting) {
        if let Some(Way::Shut(door)) = &self.way {
            door.say(waiting);
        }
    }

    /// Ends the line.
    pub fn end(&mut self) {
        *self = Self::default();
    }
}
