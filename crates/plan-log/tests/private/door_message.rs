//! Before the agent knows who is there, no message goes out, and nobody says that they know without having checked.

use plan_log::carry::Carrier;
use plan_log::door::{AtTheDoor, MaySee};
use plan_log::message::Message;

fn share<C: Carrier>(door: AtTheDoor<C>, message: &Message) {
    door.send(message);
    door.say(message);
    door.open(MaySee(())).send(message);
}

fn main() {}
