//! A mosquitto of our own, with the settings that are in `relay/`.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

pub struct Broker {
    child: Option<Child>,
    config: PathBuf,
    /// Where WebSockets are taken.
    pub port: u16,
    /// Where plain MQTT is taken.
    pub plain_port: u16,
}

impl Broker {
    pub fn start() -> Self {
        let free = || TcpListener::bind("127.0.0.1:0").unwrap();
        // Held together, so that they differ.
        let ports = [free(), free()].map(|listener| listener.local_addr().unwrap().port());
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let relay = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../relay");
        let config = std::fs::read_to_string(relay.join("mosquitto.conf")).unwrap();
        let config = config
            .replace("listener 1883 ", &format!("listener {} ", ports[1]))
            .replace("listener 9001 ", &format!("listener {} ", ports[0]))
            .replace("relay/acl", relay.join("acl").to_str().unwrap());
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mosquitto-{number}.conf"));
        std::fs::write(&file, config).unwrap();
        let mut broker = Self {
            child: None,
            config: file,
            port: ports[0],
            plain_port: ports[1],
        };
        broker.start_again();
        broker
    }

    /// Starts it and waits until it listens.
    pub fn start_again(&mut self) {
        let program = program();
        let started = Command::new(&program)
            .arg("-c")
            .arg(&self.config)
            .stderr(Stdio::piped())
            .spawn();
        let mut child = started.unwrap_or_else(|error| {
            panic!("{}: {error}; `cargo xtask test host` sets it up", program.display());
        });
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let is_running = lines
            .by_ref()
            .any(|line| line.is_ok_and(|line| line.ends_with(" running")));
        self.child = Some(child);
        assert!(is_running, "mosquitto ended before it listened");
        // Read on, or it waits for a reader one day.
        std::thread::spawn(move || lines.count());
    }

    /// Ends it without a word to anybody.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The machine's own, or the one that was unpacked for the tests.
fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("MOSQUITTO") {
        return PathBuf::from(named);
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from);
    let cache = cache.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    let unpacked = cache.map(|cache| cache.join("plan-negotiator/tools/broker/usr/sbin/mosquitto"));
    [Some(PathBuf::from("/usr/sbin/mosquitto")), unpacked]
        .into_iter()
        .flatten()
        .find(|program| program.is_file())
        .unwrap_or_else(|| PathBuf::from("mosquitto"))
}
