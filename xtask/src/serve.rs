//! `cargo xtask serve`: the app on this machine, as production would serve it.

use crate::process::timed;
use crate::server::{App, Bound, Site};
use crate::{dist, embed, setup};
use anyhow::{Context, Result, bail};
use std::io::ErrorKind;

struct Options {
    port: u16,
    release: bool,
    build: bool,
    mount: String,
    frame_ancestors: Option<String>,
}

/// `cargo xtask serve [--port N] [--debug] [--no-build] [--at /path/] [--frame-ancestors ORIGINS]`.
pub fn command(args: &[String]) -> Result<()> {
    let options = parse(args)?;
    if options.build {
        setup::ensure(&setup::BUILD)?;
        timed("building the app", || dist::build(options.release))?;
    }
    let mut app = App::new(dist::folder())?.at(&options.mount);
    if let Some(origins) = &options.frame_ancestors {
        app = app.framed_by(origins)?;
    }
    let bound = free_port(options.port)?;
    let address = format!("{}{}", bound.origin(), options.mount);
    // A second origin, as a company's page is. Who named the pages that may frame the app wants no other.
    let demo = match options.frame_ancestors {
        Some(_) => None,
        None => Some(free_port(options.port.saturating_add(1))?),
    };
    if let Some(demo) = &demo {
        app = app.embedded_by(embed::demo_hosts(&[demo.origin(), demo.other_site()]))?;
    }
    bound.serve(Site::App(app));
    println!("Plan Negotiator is at {address} (Ctrl-C stops it)");
    if let Some(demo) = demo {
        let (page, other) = (demo.origin(), demo.other_site());
        demo.serve(Site::Files(embed::demo(&address)?));
        println!("A company's page that embeds it is at {page}/, and as another site at {other}/");
    }
    loop {
        std::thread::park();
    }
}

fn parse(args: &[String]) -> Result<Options> {
    let mut options = Options {
        port: 8080,
        release: true,
        build: true,
        mount: "/".to_owned(),
        frame_ancestors: None,
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--port" => options.port = value()?.parse().context("--port takes a number up to 65535")?,
            "--debug" => options.release = false,
            "--no-build" => options.build = false,
            "--at" => options.mount = value()?.clone(),
            "--frame-ancestors" => options.frame_ancestors = Some(value()?.clone()),
            other => bail!("`serve` does not know `{other}`; `cargo xtask help` shows what there is"),
        }
    }
    if !options.mount.starts_with('/') || !options.mount.ends_with('/') {
        bail!("--at takes a path that starts and ends with `/`");
    }
    Ok(options)
}

/// The wanted port, or the next one that is free.
fn free_port(wanted: u16) -> Result<Bound> {
    for port in wanted..=wanted.saturating_add(50) {
        match Bound::new(port) {
            Ok(bound) => return Ok(bound),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                println!("Port {port} is taken; trying the next one.")
            }
            Err(error) => return Err(error).with_context(|| format!("port {port} cannot be used")),
        }
    }
    bail!("no port from {wanted} on is free; name another with --port")
}
