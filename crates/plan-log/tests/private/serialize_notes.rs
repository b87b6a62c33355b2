//! Notes and limits do not become JSON.

use plan_log::private::{PrivateLimits, PrivateNotes};

fn main() {
    let _ = serde_json::to_string(&PrivateNotes::new("never below 40"));
    let _ = serde_json::to_string(&PrivateLimits::new("40"));
}
