//! The text inside is reached by name only.

use plan_log::private::{DeviceText, PrivateNotes};

fn main() {
    let notes = PrivateNotes::new("never below 40");
    let _ = &notes.text;
    let DeviceText(_text) = notes.to_device();
}
