//! plan-cli
fn main() {}
