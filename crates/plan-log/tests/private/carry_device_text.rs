//! A carrier does not take what is meant for this device, nor the text inside it.

use plan_log::carry::Carrier;
use plan_log::private::{DeviceText, PrivateNotes};

fn share(carrier: &impl Carrier, text: &DeviceText, notes: &PrivateNotes) {
    carrier.send(text);
    carrier.send(&notes.to_device().for_storage());
    carrier.send(notes.as_field_text());
}

fn main() {}
