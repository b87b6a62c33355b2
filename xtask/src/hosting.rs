//! What a server of one's own needs to serve a build: settings for nginx and Caddy, made from the rules of the build's
//! `_headers`, so that the three cannot differ; and the files to serve, compressed beforehand.

use crate::headers::{ASKED, FILE, HASHED, KEPT, Rules, files};
use crate::process::{root, run};
use crate::server::mime;
use crate::{dist, setup};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each template of `hosting/`, and where what is made of it is put.
const TEMPLATES: [(&str, &str, Dialect); 3] = [
    ("nginx.conf", "nginx/plan-negotiator.conf", Dialect::Nginx),
    ("plan-negotiator.caddy", "caddy/plan-negotiator.caddy", Dialect::Caddy),
    ("Caddyfile", "caddy/Caddyfile", Dialect::Caddy),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Nginx,
    Caddy,
}

/// How a build is to be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The path of the app, which starts and ends with `/`.
    pub at: String,
    /// Where the files are on the server.
    pub root: String,
    /// The origins whose pages may frame the app.
    pub frame_ancestors: Option<String>,
    /// Whether nginx has the module for files compressed with brotli.
    pub brotli: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            at: "/".to_owned(),
            root: "/srv/plan-negotiator".to_owned(),
            frame_ancestors: None,
            brotli: false,
        }
    }
}

/// Where everything for servers is put.
pub fn folder() -> PathBuf {
    root().join("target/hosting")
}

/// The files to serve.
pub fn site() -> PathBuf {
    folder().join("site")
}

/// `cargo xtask hosting [--at /PATH/] [--root FOLDER] [--frame-ancestors ORIGINS] [--brotli]`.
pub fn command(args: &[String]) -> Result<()> {
    let options = parse(args)?;
    setup::ensure(&[setup::Need::Node])?;
    settings(&options, &folder())?;
    fill_site()?;
    println!(
        "Settings and files are in {}; docs/deploying.md says what goes where.",
        folder().display()
    );
    Ok(())
}

fn parse(args: &[String]) -> Result<Options> {
    let mut options = Options::default();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--at" => options.at.clone_from(value()?),
            "--root" => options.root = value()?.trim_end_matches('/').to_owned(),
            "--frame-ancestors" => options.frame_ancestors = Some(value()?.clone()),
            "--brotli" => options.brotli = true,
            other => bail!("`hosting` does not know `{other}`; `cargo xtask help` shows what there is"),
        }
    }
    Ok(options)
}

/// Writes the settings for a build that is served so.
pub fn settings(options: &Options, to: &Path) -> Result<()> {
    let build = dist::folder();
    let mut rules = Rules::of_build(&build)?;
    if let Some(origins) = &options.frame_ancestors {
        rules.allow_frames_from(origins)?;
    }
    let files = files(&build)?;
    for (template, made, dialect) in TEMPLATES {
        let file = root().join("hosting").join(template);
        let text = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let text = fill(&text, dialect, options, &rules, &files).with_context(|| file.display().to_string())?;
        write(&to.join(made), &text)?;
    }
    // For hosts that read it, where other origins may frame the app, or it is not at the root.
    write(&to.join(FILE), &rules.to_text(options.at.trim_end_matches('/')))
}

fn write(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    std::fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
}

/// Puts the files to serve into [`site`]: those of the build without `_headers`, with smaller ones beside them.
pub fn fill_site() -> Result<()> {
    let (build, site) = (dist::folder(), site());
    if site.exists() {
        std::fs::remove_dir_all(&site)?;
    }
    let mut endings = Vec::new();
    for file in files(&build)? {
        let to = site.join(&file);
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::copy(build.join(&file), to).with_context(|| format!("{file} cannot be copied"))?;
        if is_compressed(plain_type(&file)) {
            endings.extend(ending(&file).map(str::to_owned));
        }
    }
    endings.sort();
    endings.dedup();
    run(setup::node("xtask/node/precompress.mjs").arg(site).args(endings))
}

fn ending(file: &str) -> Option<&str> {
    Path::new(file).extension().and_then(|ending| ending.to_str())
}

/// The type of a file, without the set of characters.
fn plain_type(file: &str) -> &'static str {
    let full = mime(Path::new(file));
    full.split(';').next().unwrap_or(full)
}

/// Whether files of a type get smaller by compression.
pub fn is_compressed(plain: &str) -> bool {
    plain.starts_with("text/")
        || [
            "application/wasm",
            "application/json",
            "application/manifest+json",
            "image/svg+xml",
        ]
        .contains(&plain)
}

/// A template with everything put in.
fn fill(template: &str, dialect: Dialect, options: &Options, rules: &Rules, files: &[String]) -> Result<String> {
    let at = &options.at;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte);
    if !at.starts_with('/') || !at.ends_with('/') || at.contains("//") || !at.bytes().all(plain) {
        bail!("--at takes a path of letters, digits, `-`, `_` and `.` that starts and ends with `/`, not `{at}`");
    }
    if !options.root.starts_with('/') {
        bail!("--root takes the whole path of a folder, not `{}`", options.root);
    }
    // Each type with the endings that have it.
    let mut types: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files {
        if let Some(ending) = ending(file) {
            let endings = types.entry(mime(Path::new(file))).or_default();
            if !endings.contains(&ending) {
                endings.push(ending);
            }
        }
    }
    let plain: Vec<&str> = types
        .keys()
        .map(|full| full.split(';').next().unwrap_or(full))
        .collect();
    // nginx always adds text/html to its lists, and complains when they name it.
    let listed = |wanted: &dyn Fn(&str) -> bool| {
        let named = plain.iter().filter(|plain| wanted(plain) && **plain != "text/html");
        named.copied().collect::<Vec<_>>().join(" ")
    };
    let bare = at.trim_end_matches('/');
    let inner = HASHED.trim_start_matches('^').trim_end_matches('$');
    let filled = match dialect {
        Dialect::Nginx => {
            let types = types.iter().map(|(full, endings)| {
                let plain = full.split(';').next().unwrap_or(full);
                format!("        {plain} {};", endings.join(" "))
            });
            let headers = rules.everywhere().map(|(name, value)| -> Result<String> {
                Ok(format!("    add_header {name} \"{}\" always;", quoted(value)?))
            });
            let brotli = if options.brotli {
                "    brotli_static on;"
            } else {
                "    # With the module ngx_http_brotli_static: brotli_static on;"
            };
            let bare = match bare {
                "" => String::new(),
                bare => format!("location = {bare} {{\n    return 308 {at};\n}}\n"),
            };
            template
                .replace("@BARE@\n", &bare)
                .replace("@TYPES@", &types.collect::<Vec<_>>().join("\n"))
                .replace("@TEXTS@", &listed(&|plain| plain.starts_with("text/")))
                .replace("@COMPRESSED@", &listed(&is_compressed))
                .replace("@BROTLI@", brotli)
                .replace("@HEADERS@", &headers.collect::<Result<Vec<_>>>()?.join("\n"))
                .replace("@HASHED@", &format!("^{}({inner})$", at.replace('.', r"\.")))
        }
        Dialect::Caddy => {
            let types = types.iter().map(|(full, endings)| {
                let (name, paths) = (endings.join("_"), endings.join(" *."));
                format!("\t\t\t@{name} path *.{paths}\n\t\t\theader @{name} Content-Type \"{full}\"")
            });
            // What `/` shows has no ending to go by.
            let types = types.chain([format!(
                "\t\t\t@page path /\n\t\t\theader @page Content-Type \"{}\"",
                mime(Path::new("index.html"))
            )]);
            let headers = rules
                .everywhere()
                .map(|(name, value)| -> Result<String> { Ok(format!("\t\t\theader {name} \"{}\"", quoted(value)?)) });
            let (bare, open) = match bare {
                "" => (String::new(), "handle".to_owned()),
                bare => (format!("\tredir {bare} {at} 308\n"), format!("handle_path {at}*")),
            };
            template
                .replace("@BARE@\n", &bare)
                .replace("@OPEN@", &open)
                .replace("@TYPES@", &types.collect::<Vec<_>>().join("\n"))
                .replace("@HEADERS@", &headers.collect::<Result<Vec<_>>>()?.join("\n"))
                .replace("@HASHED@", HASHED)
        }
    };
    Ok(filled
        .replace("@MOUNT@", at)
        .replace("@ROOT@", quoted(&options.root)?)
        .replace("@FILE@", FILE)
        .replace("@ASKED@", ASKED)
        .replace("@KEPT@", KEPT)
        .replace("@VERSION@", env!("CARGO_PKG_VERSION")))
}

/// Text that stands between quotes in both languages and means itself there.
fn quoted(text: &str) -> Result<&str> {
    match text
        .chars()
        .find(|char| "\"\\${}`".contains(*char) || char.is_control())
    {
        Some(char) => bail!("`{text}` has the character {char:?}, which would mean something to the server"),
        None => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "/*\n  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\n  A: 1\n";
    const TEMPLATE: &str = "@BARE@\n@OPEN@ @MOUNT@ @ROOT@\n@TYPES@\n@HEADERS@\n@HASHED@ @TEXTS@|@COMPRESSED@|@BROTLI@";

    fn filled(dialect: Dialect, options: &Options) -> Result<String> {
        let files = ["a.css", "b.js", "c.woff2", "d_bg.wasm", "index.html"].map(str::to_owned);
        fill(TEMPLATE, dialect, options, &Rules::parse(RULES).unwrap(), &files)
    }

    fn under(at: &str) -> Options {
        Options {
            at: at.to_owned(),
            ..Options::default()
        }
    }

    #[test]
    fn nginx_gets_each_header_type_and_path_in_its_own_words() {
        let text = filled(Dialect::Nginx, &under("/plans/v1.2/")).unwrap();
        for part in [
            "location = /plans/v1.2 {\n    return 308 /plans/v1.2/;",
            "add_header Content-Security-Policy \"default-src 'none'; frame-ancestors 'none'\" always;",
            "        text/javascript js;",
            r"^/plans/v1\.2/((.*/)?[^/.]*-[0-9a-f]{12,16}(_bg)?(\.[^/]*)?)$ ",
            " text/css text/javascript|application/wasm text/css text/javascript|",
            "    # With the module",
        ] {
            assert!(text.contains(part), "{part}\n---\n{text}");
        }
        let at_root = filled(Dialect::Nginx, &under("/")).unwrap();
        assert!(!at_root.contains("return 308"), "{at_root}");
        assert!(at_root.contains("^/((.*/)?"), "{at_root}");
    }

    #[test]
    fn caddy_gets_each_header_type_and_path_in_its_own_words() {
        let text = filled(Dialect::Caddy, &under("/plans/")).unwrap();
        for part in [
            "redir /plans /plans/ 308",
            "handle_path /plans/* ",
            "header Content-Security-Policy \"default-src 'none'; frame-ancestors 'none'\"",
            "@wasm path *.wasm\n\t\t\theader @wasm Content-Type \"application/wasm\"",
        ] {
            assert!(text.contains(part), "{part}\n---\n{text}");
        }
        assert!(filled(Dialect::Caddy, &under("/")).unwrap().contains("handle /"));
    }

    #[test]
    fn what_would_mean_something_to_the_server_is_refused() {
        for at in ["", "plans/", "/plans", "/a//b/", "/a b/", "/a$b/", "/a;b/"] {
            assert!(filled(Dialect::Nginx, &under(at)).is_err(), "{at}");
        }
        for root in ["srv", "/srv/$x", "/srv/\"x", "/srv/{x}", "/srv/\n"] {
            let options = Options {
                root: root.to_owned(),
                ..Options::default()
            };
            assert!(filled(Dialect::Nginx, &options).is_err(), "{root:?}");
            assert!(filled(Dialect::Caddy, &options).is_err(), "{root:?}");
        }
    }

    #[test]
    fn every_word_of_the_templates_is_put_in() {
        let rules = Rules::parse(RULES).unwrap();
        for (template, _, dialect) in TEMPLATES {
            let text = std::fs::read_to_string(root().join("hosting").join(template)).unwrap();
            let text = fill(&text, dialect, &under("/plans/"), &rules, &["index.html".to_owned()]).unwrap();
            let left = text
                .split('@')
                .skip(1)
                .find(|rest| rest.starts_with(|char: char| char.is_ascii_uppercase()));
            assert_eq!(left, None, "{template}");
        }
    }
}
