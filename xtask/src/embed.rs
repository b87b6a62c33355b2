//! The element that companies put into their pages, the list of pages that may frame the app, and a page to try it in.

use crate::process::root;
use crate::server::{App, Bound, Site};
use anyhow::{Context, Result, anyhow, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

// The frame's own reader: what the build lets through is what the frame will read.
#[path = "../../src/embed/hosts.rs"]
pub mod hosts;

pub use hosts::Host;

/// The element, where a build has it.
pub const ELEMENT: &str = "embed/v1.js";

/// The address that the pages of the demonstration have for the app; the server puts the real one in its place.
const DEMO_APP: &str = "http://127.0.0.1:8080/";

/// Puts the element and the list of pages into a staged build.
///
/// A deployment's own `embed.json` lies in the root of the repository. Without one the list is empty: a missing file
/// would be a request that fails, and says no more.
pub fn stage(staged: &Path) -> Result<()> {
    let element = staged.join(ELEMENT);
    std::fs::create_dir_all(element.parent().context("the element lies in a folder")?)?;
    std::fs::copy(root().join("embed/plan-negotiator.js"), &element).context("the element cannot be copied")?;
    let own = root().join(hosts::FILE);
    let text = if own.exists() {
        std::fs::read_to_string(&own).with_context(|| format!("{} cannot be read", own.display()))?
    } else {
        hosts::write(&[])
    };
    read(&text)?;
    std::fs::write(staged.join(hosts::FILE), text).context("embed.json cannot be written")
}

/// The pages that a build lets frame the app.
pub fn hosts_of(build: &Path) -> Result<Vec<Host>> {
    let file = build.join(hosts::FILE);
    read(&std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?)
}

fn read(text: &str) -> Result<Vec<Host>> {
    hosts::read(text).map_err(|broken| anyhow!("{} would allow nobody: {}", hosts::FILE, broken.0))
}

/// What `frame-ancestors` says for these pages.
pub fn ancestors(hosts: &[Host]) -> String {
    if hosts.is_empty() {
        return "'none'".to_owned();
    }
    let origins: Vec<&str> = hosts.iter().map(|host| host.origin.as_str()).collect();
    origins.join(" ")
}

/// The invented company of the demonstration, at these origins. People may send it documents, so that this can be tried.
pub fn demo_hosts(origins: &[String]) -> Vec<Host> {
    let host = |origin: &String| Host {
        origin: origin.clone(),
        name: "Example Energy".to_owned(),
        policy: None,
        send: true,
    };
    origins.iter().map(host).collect()
}

/// Files at paths, each answered with the same headers.
pub struct Files {
    /// By path, from `/` on.
    pub files: BTreeMap<String, (PathBuf, Vec<u8>)>,
    /// For each of them.
    pub headers: Vec<(String, String)>,
}

/// What a browser looks for by itself beside the first page of an origin, and complains of some time later if it is not there.
const ICON: (&str, &[u8]) = ("/favicon.ico", br#"<svg xmlns="http://www.w3.org/2000/svg"/>"#);

/// The pages of the demonstration around an app at this address, under the policy that a company's page needs.
pub fn demo(app: &str) -> Result<Files> {
    let folder = root().join("embed/demo");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .with_context(|| format!("{} is not UTF-8", path.display()))?
            .to_owned();
        let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        files.insert(format!("/{name}"), (path, text.replace(DEMO_APP, app).into_bytes()));
    }
    let index = files
        .get("/index.html")
        .cloned()
        .context("the demonstration has no index.html")?;
    if !String::from_utf8_lossy(&index.1).contains(app) {
        bail!("the demonstration does not name the app as {DEMO_APP}");
    }
    files.insert("/".to_owned(), index);
    files.insert(ICON.0.to_owned(), ("icon.svg".into(), ICON.1.to_vec()));
    let origin = origin_of(app)?;
    let policy = format!(
        "default-src 'none'; script-src 'self' {origin}; frame-src {origin}; style-src 'self'; img-src data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let headers = vec![
        ("Content-Security-Policy".to_owned(), policy),
        ("Cache-Control".to_owned(), "no-store".to_owned()),
    ];
    Ok(Files { files, headers })
}

/// The origin of an address: scheme, host and port.
fn origin_of(address: &str) -> Result<String> {
    let (scheme, rest) = address.split_once("://").context("an address has a scheme")?;
    let host = rest.split('/').next().unwrap_or(rest);
    Ok(format!("{scheme}://{host}"))
}

/// Where the page of an invented company is served, with the app in a frame.
pub struct Demo {
    /// The address of the page.
    pub page: String,
    /// The address of the app.
    pub app: String,
}

/// The same page without the element, to measure it against: what its line and its script have in them is taken out.
const WITHOUT: &str = "/without.html";

fn without_element(page: &str) -> Result<String> {
    let is_element = |line: &&str| line.contains(ELEMENT) || line.contains("<plan-negotiator");
    let (element, rest): (Vec<&str>, Vec<&str>) = page.lines().partition(is_element);
    if element.len() != 2 {
        bail!("the demonstration has the script of the element on one line and the element on another");
    }
    Ok(rest.join("\n"))
}

/// Serves that page, with the element and without, and the app, each on an origin of its own.
pub fn serve_demo(app: App) -> Result<Demo> {
    let (demo_bound, app_bound) = (Bound::new(0)?, Bound::new(0)?);
    let demo = Demo {
        page: format!("{}/", demo_bound.origin()),
        app: format!("{}/", app_bound.origin()),
    };
    app_bound.serve(Site::App(app.embedded_by(demo_hosts(&[demo_bound.origin()]))?));
    let mut files = self::demo(&demo.app)?;
    let (path, page) = files.files.get("/").cloned().context("the demonstration has no page")?;
    let without = without_element(&String::from_utf8_lossy(&page))?;
    files.files.insert(WITHOUT.to_owned(), (path, without.into_bytes()));
    demo_bound.serve(Site::Files(files));
    Ok(demo)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_pages_becomes_the_words_of_the_policy() {
        assert_eq!(ancestors(&[]), "'none'");
        let hosts = demo_hosts(&["http://127.0.0.1:1".to_owned(), "http://localhost:1".to_owned()]);
        assert_eq!(ancestors(&hosts), "http://127.0.0.1:1 http://localhost:1");
        assert!(read(&hosts::write(&hosts)).is_ok());
        assert!(read(r#"{"version":1,"hosts":[{"origin":"https://*.acme.example","name":"Acme"}]}"#).is_err());
    }

    #[test]
    fn a_staged_build_has_the_element_and_a_list() {
        let staged = std::env::temp_dir().join(format!("xtask-embed-{}", std::process::id()));
        std::fs::create_dir_all(&staged).unwrap();
        let done = stage(&staged);
        let (element, hosts) = (std::fs::read_to_string(staged.join(ELEMENT)), hosts_of(&staged));
        std::fs::remove_dir_all(&staged).unwrap();
        done.unwrap();
        assert!(element.unwrap().contains("customElements.define('plan-negotiator'"));
        assert!(hosts.is_ok());
    }

    #[test]
    fn the_demonstration_names_the_app_where_it_is() {
        let demo = demo("http://127.0.0.1:9/plans/").unwrap();
        let (_, page) = &demo.files["/"];
        let page = String::from_utf8_lossy(page);
        assert!(page.contains("src=\"http://127.0.0.1:9/plans/embed/v1.js\""), "{page}");
        assert!(!page.contains(DEMO_APP));
        assert!(demo.headers[0].1.contains("frame-src http://127.0.0.1:9;"));
        assert!(demo.files.contains_key("/builder.html"));
    }
}
