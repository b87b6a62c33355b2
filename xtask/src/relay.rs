//! `cargo xtask relay`: a broker on this machine, with the settings of `relay/`, until it is stopped.

use crate::process::{root, run};
use crate::setup::{self, Need};
use anyhow::{Context, Result};
use std::process::Command;

/// Starts it where its settings expect to be.
pub fn command(args: &[String]) -> Result<()> {
    crate::no_arguments(args)?;
    setup::ensure(&[Need::Broker])?;
    let program = setup::mosquitto().context("mosquitto is gone")?;
    println!("a broker takes WebSockets on ws://127.0.0.1:9001/ until you stop it");
    run(Command::new(program)
        .current_dir(root())
        .args(["-c", "relay/mosquitto.conf"]))
}
