//! Servers that are unpacked for the tests and not installed.

use super::{cache, is_debian_as_root, system_packages};
use crate::process::{ask, command, run, timed};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Servers that other people deploy with, as Debian has them.
const SERVERS: [&str; 3] = ["nginx", "caddy", "libnginx-mod-http-brotli-static"];
/// What they are linked against; Caddy needs nothing.
const SERVER_LIBRARIES: [&str; 5] = ["libpcre2-8-0", "libssl3", "libcrypt1", "zlib1g", "libbrotli1"];

/// What mosquitto is linked against.
const BROKER_LIBRARIES: [&str; 5] = ["libwrap0", "libdlt2", "libssl3", "libsystemd0", "libcap2"];

/// A server by its name: the machine's own, or the one that was unpacked for us; `None` where there is neither.
pub fn server(name: &str) -> Option<PathBuf> {
    let unpacked = cache().ok().map(|cache| cache.join("servers/usr"));
    let unpacked = unpacked.map(|usr| [usr.join("sbin").join(name), usr.join("bin").join(name)]);
    let places = [PathBuf::from(name), Path::new("/usr/sbin").join(name)];
    // nginx tells its version to `-v`, Caddy to `version`.
    let answers = |program: &PathBuf| {
        ["-v", "version"]
            .iter()
            .any(|how| ask(Command::new(program).arg(how)).is_some())
    };
    places.into_iter().chain(unpacked.into_iter().flatten()).find(answers)
}

/// nginx's module that sends files compressed with brotli, where it is there and belongs to that nginx.
pub fn brotli_module(nginx: &Path) -> Option<PathBuf> {
    let usr = nginx.parent()?.parent()?;
    let module = usr.join("lib/nginx/modules/ngx_http_brotli_static_module.so");
    module.is_file().then_some(module)
}

/// A broker: the machine's own, or the one that was unpacked for us.
pub fn mosquitto() -> Option<PathBuf> {
    let unpacked = cache().ok().map(|cache| cache.join("broker/usr/sbin/mosquitto"));
    let named = std::env::var_os("MOSQUITTO").map(PathBuf::from);
    let places = [named, Some(PathBuf::from("/usr/sbin/mosquitto")), unpacked];
    // It says its version to `-h`, and ends with 3 all the same.
    let starts = |program: &PathBuf| {
        let said = Command::new(program).arg("-h").output();
        said.is_ok_and(|said| said.stdout.starts_with(b"mosquitto version 2"))
    };
    places.into_iter().flatten().find(starts)
}

pub(super) fn servers() -> Result<()> {
    if (server("nginx").is_some() && server("caddy").is_some()) || !is_debian_as_root() {
        return Ok(());
    }
    let by_hand = "install nginx and Caddy (Debian: `apt-get install nginx caddy`, which also starts them)";
    unpack("nginx and Caddy", &SERVERS, &cache()?.join("servers")).context(by_hand)?;
    if server("nginx").is_none() {
        system_packages("what nginx is linked against", &SERVER_LIBRARIES, by_hand)?;
    }
    if server("nginx").is_none() || server("caddy").is_none() {
        bail!("{by_hand}");
    }
    Ok(())
}

pub(super) fn broker() -> Result<()> {
    if mosquitto().is_some() {
        return Ok(());
    }
    let by_hand =
        "install mosquitto 2 (Debian: `apt-get install mosquitto`, which also starts it), or name it in MOSQUITTO";
    if !is_debian_as_root() {
        bail!("{by_hand}");
    }
    unpack("mosquitto", &["mosquitto"], &cache()?.join("broker")).context(by_hand)?;
    if mosquitto().is_none() {
        system_packages("what mosquitto is linked against", &BROKER_LIBRARIES, by_hand)?;
    }
    if mosquitto().is_none() {
        bail!("{by_hand}");
    }
    Ok(())
}

/// Debian's packages of servers are unpacked into our cache and not installed: an installed one has scripts that start
/// it on its usual port and at each boot, and a file unpacked starts nothing.
fn unpack(what: &str, names: &[&str], folder: &Path) -> Result<()> {
    let packages = folder.join("packages");
    if packages.exists() {
        std::fs::remove_dir_all(&packages)?;
    }
    std::fs::create_dir_all(&packages)?;
    timed(&format!("unpacking {what}"), || {
        run(command("apt-get").args(["update", "-qq"]))?;
        let mut download = Command::new("apt-get");
        // Apt's own user has no way into a home folder.
        download
            .current_dir(&packages)
            .args(["-o", "APT::Sandbox::User=root", "download"]);
        run(download.args(names))?;
        for package in std::fs::read_dir(&packages)? {
            run(Command::new("dpkg-deb").arg("-x").arg(package?.path()).arg(folder))?;
        }
        Ok(())
    })
}
