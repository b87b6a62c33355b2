//! A carrier does not take notes.

use plan_log::carry::Carrier;
use plan_log::private::PrivateNotes;

fn share(carrier: &impl Carrier, notes: &PrivateNotes) {
    carrier.send(notes);
}

fn main() {}
