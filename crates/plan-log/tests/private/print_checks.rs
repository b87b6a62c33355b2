//! What was checked is neither printed nor sent.

use plan_log::carry::Carrier;
use plan_log::checks::PrivateChecks;

fn share(carrier: &impl Carrier, checks: &PrivateChecks) {
    carrier.send(checks);
    println!("{checks:?}");
}

fn main() {}
