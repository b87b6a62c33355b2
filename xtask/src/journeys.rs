//! The browser journeys: Playwright against the built app, on origins as production has them.

use crate::process::root;
use crate::server::{App, Bound, Site};
use crate::{dist, embed, next_build, setup};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// The path the app also lives under, to prove that it never assumes the root of its origin.
const SUB_PATH: &str = "/plans/app/";

/// The journeys in Chromium.
pub fn playwright(args: &[String]) -> Result<Command> {
    let mut playwright = served()?;
    playwright.args(args);
    playwright.env("JUDGED_FOLDER", judged());
    Ok(playwright)
}

/// The journeys that Firefox can be led through.
pub fn firefox(args: &[String]) -> Result<Command> {
    let mut playwright = served()?;
    playwright
        .args(["--config", "tests/firefox/playwright.config.ts"])
        .args(args);
    // Its settings, and what it writes, are in a folder of ours: it refuses a home that is somebody else's.
    let home = root().join("target/firefox");
    std::fs::create_dir_all(&home)?;
    playwright
        .env("FIREFOX", setup::firefox())
        .env("HOME", home)
        .env_remove("FORCE_COLOR");
    Ok(playwright)
}

/// Playwright, with the app served and the addresses in its environment.
fn served() -> Result<Command> {
    let plain = serve(Ok)?;
    let sub_path = serve(|app| Ok(app.at(SUB_PATH)))?;
    let host = Bound::new(0)?;
    let host_url = format!("{}/", host.origin());
    let framed = serve(|app| app.framed_by(&host.origin()))?;
    host.serve(Site::Page(host_page(&framed)));

    let demo = Bound::new(0)?;
    let (demo_url, elsewhere) = (format!("{}/", demo.origin()), format!("{}/", demo.other_site()));
    let named = embed::demo_hosts(&[demo.origin(), demo.other_site()]);
    let embedded = serve(|app| app.embedded_by(named))?;
    demo.serve(Site::Files(embed::demo(&embedded)?));

    let mut playwright = setup::node("node_modules/@playwright/test/cli.js");
    playwright.arg("test");
    playwright
        .env("BASE_URL", plain)
        .env("SUBPATH_URL", format!("{}{SUB_PATH}", sub_path.trim_end_matches('/')));
    playwright.env("FRAMED_URL", framed).env("HOST_URL", host_url);
    playwright.env("EMBEDDED_URL", embedded).env("DEMO_URL", demo_url);
    playwright.env("DEMO_ELSEWHERE_URL", elsewhere);
    playwright.env("WORDS_FILE", dist::first_language());
    if let Some(mosquitto) = setup::mosquitto() {
        playwright.env("MOSQUITTO", mosquitto);
    }
    // Two builds, for journeys that replace one by the other or take the network away.
    playwright
        .env("DIST_DIR", dist::folder())
        .env("NEXT_DIST_DIR", next_build::make()?);
    Ok(playwright)
}

/// Where the journeys leave their documents for other people's validators.
pub fn judged() -> PathBuf {
    root().join("target/judged-journeys")
}

/// Serves the build on a port of its own; returns the origin with a slash at the end.
fn serve(adapt: impl FnOnce(App) -> Result<App>) -> Result<String> {
    let app = adapt(App::new(dist::folder())?)?;
    let bound = Bound::new(0)?;
    let url = format!("{}/", bound.origin());
    bound.serve(Site::App(app));
    Ok(url)
}

/// A page of another origin with the app in a frame.
fn host_page(app: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<link rel=icon href=data:,><title>A host page</title>\n\
         <style>html, body, iframe {{ margin: 0; border: 0; width: 100%; height: 100%; display: block }}</style>\n\
         <iframe src=\"{app}\" title=\"Plan Negotiator\"></iframe>\n</html>\n"
    )
}
