//! `cargo xtask test hosts`: real nginx and real Caddy serve the build with the settings made for them, at the root and
//! under a path; each is compared with the build, and walked through in a browser.

use crate::hosting::{self, Options};
use crate::process::{root, timed};
use crate::server::Bound;
use crate::{check_host, dist, setup};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Where the app is served.
const MOUNTS: [&str; 2] = ["/", "/plans/app.v1/"];

/// Ports are asked for and let go of before a server takes them: another process may be quicker.
const TRIES: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nginx,
    Caddy,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
        }
    }

    /// What it writes once its port answers.
    const fn ready(self) -> &'static str {
        match self {
            // Written after the ports are opened; what comes earlier waits in their queue.
            Self::Nginx => "using the \"",
            Self::Caddy => "serving initial configuration",
        }
    }
}

/// Serves, compares and walks; `count` runs a test runner and counts its results.
pub fn check(playwright_args: &[String], count: impl Fn(&mut Command) -> Result<()>) -> Result<()> {
    let folder = root().join("target/hosts");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    hosting::fill_site()?;
    // What no server may hand out, there to be asked for.
    for hidden in [".env", ".git/config", crate::headers::FILE] {
        let file = hosting::site().join(hidden);
        std::fs::create_dir_all(file.parent().context("a hidden file has no folder")?)?;
        std::fs::write(file, "for the server alone")?;
    }
    for kind in [Kind::Nginx, Kind::Caddy] {
        let Some(program) = setup::server(kind.name()) else {
            println!(
                "    {0} is not here, and cannot be had without being asked for. Install {0} to test with it; skipped.",
                kind.name()
            );
            continue;
        };
        for mount in MOUNTS {
            let place = folder.join(format!("{}{}", kind.name(), mount.replace('/', "-")));
            timed(&format!("{} at {mount}", kind.name()), || {
                let server = start(kind, &program, mount, &place)?;
                compare(&server.url)?;
                let mut walk = setup::node("node_modules/@playwright/test/cli.js");
                walk.args(["test", "--config", "tests/hosts/playwright.config.ts"]);
                walk.args(playwright_args);
                // Whoever reads one of the addresses of the journeys asks for all of them.
                for name in [
                    "BASE_URL",
                    "SUBPATH_URL",
                    "FRAMED_URL",
                    "HOST_URL",
                    "EMBEDDED_URL",
                    "DEMO_URL",
                    "DEMO_ELSEWHERE_URL",
                ] {
                    walk.env(name, &server.url);
                }
                count(walk.env_remove("FORCE_COLOR"))
            })?;
        }
    }
    Ok(())
}

/// No difference, and nothing that could be better: the settings are ours.
fn compare(url: &str) -> Result<()> {
    let report = check_host::check(url, &dist::folder(), None)?;
    let found: Vec<&str> = report
        .problems
        .iter()
        .chain(&report.notes)
        .map(String::as_str)
        .collect();
    if !found.is_empty() {
        bail!("{}", found.join("\n"));
    }
    println!("    {}", report.sentence());
    Ok(())
}

/// A server that runs until it is dropped.
struct Running {
    child: Child,
    url: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to end.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn start(kind: Kind, program: &Path, mount: &str, place: &Path) -> Result<Running> {
    let mut said = String::new();
    for _ in 0..TRIES {
        let origin = Bound::new(0)?.origin();
        let mut command = match kind {
            Kind::Nginx => nginx(program, mount, &origin, place)?,
            Kind::Caddy => caddy(program, mount, &origin, place)?,
        };
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let stderr = child.stderr.take().context("a server without its messages")?;
        let running = Running {
            child,
            url: format!("{origin}{mount}"),
        };
        let mut lines = BufReader::new(stderr);
        said.clear();
        let mut ready = false;
        let mut line = String::new();
        while !ready && lines.read_line(&mut line)? > 0 {
            ready = line.contains(kind.ready());
            said.push_str(&line);
            line.clear();
        }
        if ready {
            // Read on, so that it never waits for somebody to listen.
            std::thread::spawn(move || drop(lines.read_to_end(&mut Vec::new())));
            return Ok(running);
        }
    }
    bail!("{} does not start:\n{said}", kind.name())
}

fn settings(mount: &str, place: &Path, brotli: bool) -> Result<()> {
    let options = Options {
        at: mount.to_owned(),
        root: text(&hosting::site())?.to_owned(),
        frame_ancestors: None,
        brotli,
    };
    hosting::settings(&options, place)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a folder's name is not UTF-8")
}

/// nginx with one process, which is ours: everything it writes is in `place`.
fn nginx(program: &Path, mount: &str, origin: &str, place: &Path) -> Result<Command> {
    let module = setup::brotli_module(program);
    settings(mount, place, module.is_some())?;
    let module = module.as_deref().map(text).transpose()?;
    let module = module
        .map(|module| format!("load_module \"{module}\";\n"))
        .unwrap_or_default();
    let temporary =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|what| format!("    {what}_temp_path temporary;\n"));
    let listen = origin.trim_start_matches("http://");
    let main = format!(
        "{module}daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr notice;\nevents {{ }}\nhttp {{\n    access_log off;\n{}    \
         server {{\n        listen {listen};\n        include nginx/plan-negotiator.conf;\n    }}\n}}\n",
        temporary.concat()
    );
    let file = place.join("nginx.conf");
    std::fs::write(&file, main)?;
    let mut command = Command::new(program);
    command.args(["-e", "stderr", "-p"]).arg(place).arg("-c").arg(file);
    Ok(command)
}

/// Caddy without its administration, without certificates, and with its own folders in `place`.
fn caddy(program: &Path, mount: &str, origin: &str, place: &Path) -> Result<Command> {
    settings(mount, place, false)?;
    let main = format!(
        "{{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}}\nimport \"{}\"\n",
        text(&place.join("caddy/Caddyfile"))?
    );
    let file = place.join("Caddyfile");
    std::fs::write(&file, main)?;
    let mut command = Command::new(program);
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
    command.env("PLAN_NEGOTIATOR_SITE", origin);
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, place);
    }
    Ok(command)
}
