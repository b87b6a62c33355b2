//! Notes and limits do not become text by mistake: not in a message, not in an error, not in a log line.

use plan_log::private::{PrivateLimits, PrivateNotes};

fn main() {
    let notes = PrivateNotes::new("never below 40");
    let _ = format!("{}", notes);
    let _ = format!("{:?}", notes);
    let _ = format!("{:?}", PrivateLimits::new("40"));
    let _ = format!("{}", notes.to_device());
    let _ = format!("{:?}", notes.to_device());
}
