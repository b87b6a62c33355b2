//! The broker between two machines: the address that a build names, and `cargo xtask relay`, which starts one on this
//! machine with the settings of `relay/`, until it is stopped.

use crate::process::{root, run};
use crate::setup::{self, Need};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

use crate::relay_address;

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

/// The origin of the relay that a build names, if it names one.
pub fn origin_of(build: &Path) -> Result<Option<String>> {
    Ok(address_of(build)?.and_then(|address| relay_address::origin(&address).map(str::to_owned)))
}

/// The relay that a build names in its `site.json`, if it names one.
fn address_of(build: &Path) -> Result<Option<String>> {
    let file = build.join("site.json");
    if !file.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let site: Value = serde_json::from_str(&text).with_context(|| format!("{} is no JSON", file.display()))?;
    let Some(address) = site.get("relay").and_then(Value::as_str) else {
        return Ok(None);
    };
    if relay_address::origin(address).is_none() {
        bail!("{}: {address} is no address of a relay", file.display());
    }
    Ok(Some(address.to_owned()))
}

/// Says in the page of a staged build where the relay is: the app asks nobody for it, and its policy was made for this one.
pub fn mark(staged: &Path) -> Result<()> {
    let Some(address) = address_of(staged)? else {
        return Ok(());
    };
    let file = staged.join("index.html");
    let page = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let marked = page.replacen("<html ", &format!("<html data-relay=\"{address}\" "), 1);
    if marked == page {
        bail!("index.html has no place for the mark of a relay");
    }
    std::fs::write(&file, marked).context("index.html cannot be written")
}
