//! A carrier does not take limits.

use plan_log::carry::Carrier;
use plan_log::private::PrivateLimits;

fn share(carrier: &impl Carrier, limits: &PrivateLimits) {
    carrier.send(limits);
}

fn main() {}
