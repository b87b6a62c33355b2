//! The response headers the app is served with: written into every build as `_headers`, the file static hosts read,
//! and read back by our own server, so that what is tested is what is deployed.

use crate::{embed, relay};
use anyhow::{Context, Result, bail};
use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;

/// The name static hosts look for.
pub const FILE: &str = "_headers";

/// How a file is kept whose name changes with its content.
pub const KEPT: &str = "public, max-age=31536000, immutable";
/// How any other is kept: the browser asks each time whether it has changed.
pub const ASKED: &str = "no-cache";

const SECURITY: [(&str, &str); 5] = [
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// Writes `_headers` for a staged build.
pub fn write(staged: &Path) -> Result<()> {
    let text = render(&guards_of(staged)?, &files(staged)?)?;
    std::fs::write(staged.join(FILE), text).context("_headers cannot be written")
}

/// The files of a build except [`FILE`], as sorted paths relative to it with `/` between the parts.
pub fn files(build: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    list(build, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name
            .to_str()
            .with_context(|| format!("{} is not UTF-8", entry.path().display()))?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else if name != FILE {
            files.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

/// The headers of every answer, as they stand in `_headers`, for a build with its page, its `embed.json` and its `site.json`.
pub fn guards_of(build: &Path) -> Result<String> {
    let index = std::fs::read_to_string(build.join("index.html")).context("the staged build has no index.html")?;
    let relay = relay::origin_of(build)?;
    guards(&index, &embed::ancestors(&embed::hosts_of(build)?), relay.as_deref())
}

fn guards(index: &str, ancestors: &str, relay: Option<&str>) -> Result<String> {
    let policy = policy(&inline_scripts(index)?, ancestors, relay);
    let mut text = format!("/*\n  Content-Security-Policy: {policy}\n");
    for (name, value) in SECURITY {
        writeln!(text, "  {name}: {value}")?;
    }
    Ok(text)
}

/// The text of `_headers` for a build with these headers of every answer.
fn render(guards: &str, files: &[String]) -> Result<String> {
    let mut text = guards.to_owned();
    writeln!(text, "/\n  Cache-Control: {ASKED}")?;
    // One rule for each file rather than `/*.js`: a file without a hash in its name, such as a worker's, must not be
    // kept for ever.
    for file in files {
        let cache = if has_hash(file) { KEPT } else { ASKED };
        writeln!(text, "/{file}\n  Cache-Control: {cache}")?;
        if file == embed::ELEMENT {
            // Pages of other sites load it; of the app's other files they get nothing.
            writeln!(text, "  Access-Control-Allow-Origin: *")?;
        }
    }
    Ok(text)
}

fn policy(scripts: &[&str], ancestors: &str, relay: Option<&str>) -> String {
    let mut hashes = String::new();
    for script in scripts {
        hashes.push_str(&format!(
            " 'sha256-{}'",
            Base64::encode_string(&Sha256::digest(script.as_bytes()))
        ));
    }
    [
        "default-src 'none'",
        // The second word lets WebAssembly compile; it does not let strings become scripts.
        &format!("script-src 'self' 'wasm-unsafe-eval'{hashes}"),
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        // The broker between two machines, where a deployment has one.
        &relay.map_or_else(
            || "connect-src 'self'".to_owned(),
            |relay| format!("connect-src 'self' {relay}"),
        ),
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'none'",
        "base-uri 'self'",
        "object-src 'none'",
        &format!("frame-ancestors {ancestors}"),
        "require-trusted-types-for 'script'",
        // One policy, which lets the addresses of the app's own two workers pass.
        "trusted-types plan-negotiator",
    ]
    .join("; ")
}

/// The text of each inline script. An inline style is an error, since the policy would block it unseen.
fn inline_scripts(html: &str) -> Result<Vec<&str>> {
    // ASCII lower case keeps every byte where it was.
    let lower = html.to_ascii_lowercase();
    if lower.contains("<style") || lower.contains(" style=") {
        bail!("index.html has an inline style, which the content security policy forbids; use a stylesheet");
    }
    let mut scripts = Vec::new();
    let mut at = 0;
    while let Some(open) = lower[at..].find("<script").map(|found| at + found) {
        let body = lower[open..]
            .find('>')
            .map(|found| open + found + 1)
            .context("a <script> tag does not end")?;
        let close = lower[body..]
            .find("</script")
            .map(|found| body + found)
            .context("a script does not end")?;
        if !lower[open..body].contains(" src=") {
            scripts.push(&html[body..close]);
        }
        at = close + 1;
    }
    Ok(scripts)
}

/// [`has_hash`] of a whole path, as a regular expression that nginx, Caddy and JavaScript read alike.
pub const HASHED: &str = r"^(.*/)?[^/.]*-[0-9a-f]{12,16}(_bg)?(\.[^/]*)?$";

/// Whether the name holds a hash of the content: `app-0123456789abcdef.js`, `app-0123456789abcdef_bg.wasm`.
pub fn has_hash(file: &str) -> bool {
    hash_of(file).is_some()
}

/// The hash in a file's name.
pub fn hash_of(file: &str) -> Option<&str> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let (_, hash) = stem.rsplit_once('-')?;
    // Trunk prints the hash as a number, so leading zeroes are missing.
    let is_hash = (12..=16).contains(&hash.len()) && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then_some(hash)
}

/// The rules of a `_headers` file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules(Vec<Rule>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    pattern: String,
    headers: Vec<(String, String)>,
}

impl Rules {
    /// Reads the format of static hosts: a path pattern on its own line, its headers indented below.
    pub fn parse(text: &str) -> Result<Self> {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        {
            if !line.starts_with([' ', '\t']) {
                rules.push(Rule {
                    pattern: line.trim().to_owned(),
                    headers: Vec::new(),
                });
                continue;
            }
            let (name, value) = line
                .trim()
                .split_once(':')
                .with_context(|| format!("not a header: `{line}`"))?;
            let rule = rules
                .last_mut()
                .with_context(|| format!("a header before any path: `{line}`"))?;
            rule.headers.push((name.trim().to_owned(), value.trim().to_owned()));
        }
        Ok(Self(rules))
    }

    /// The headers of every rule that matches a path.
    pub fn of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0
            .iter()
            .filter(move |rule| matches(&rule.pattern, path))
            .flat_map(|rule| rule.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The rules of a build.
    pub fn of_build(build: &Path) -> Result<Self> {
        let file = build.join(FILE);
        Self::parse(&std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?)
    }

    /// The headers of every answer, whatever was asked for.
    pub fn everywhere(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(|rule| rule.pattern == "/*")
            .flat_map(|rule| rule.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The rules as a `_headers` file, for a build that is served under a path, which has no slash at its end.
    pub fn to_text(&self, under: &str) -> String {
        let mut text = String::new();
        for rule in &self.0 {
            text.push_str(&format!("{under}{}\n", rule.pattern));
            for (name, value) in &rule.headers {
                text.push_str(&format!("  {name}: {value}\n"));
            }
        }
        text
    }

    /// Lets a page of another origin frame the app, as a host that embeds it would.
    pub fn allow_frames_from(&mut self, origins: &str) -> Result<()> {
        let mut found = false;
        for (name, value) in self.0.iter_mut().flat_map(|rule| rule.headers.iter_mut()) {
            let at = value.find("frame-ancestors ");
            if let (true, Some(at)) = (name.eq_ignore_ascii_case("content-security-policy"), at) {
                let end = value[at..].find(';').map_or(value.len(), |length| at + length);
                value.replace_range(at..end, &format!("frame-ancestors {origins}"));
                found = true;
            }
        }
        if !found {
            bail!("no policy in {FILE} says who may frame the app");
        }
        Ok(())
    }
}

/// Whether a pattern, in which `*` stands for any text, matches a whole path.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((before, after)) => path.strip_prefix(before).is_some_and(|rest| {
            rest.char_indices()
                .map(|(at, _)| at)
                .chain([rest.len()])
                .any(|at| matches(after, &rest[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><SCRIPT type=\"module\">alert('Hello, world.');</SCRIPT>\
                        <script src=\"a.js\"></script></head></html>";

    /// The text for a build that nobody may frame.
    fn plain(index: &str, files: &[&str]) -> Result<String> {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        render(&guards(index, "'none'", None)?, &files)
    }

    #[test]
    fn the_policy_names_the_inline_script_by_the_hash_a_browser_computes() {
        // The value every description of CSP hashes gives for this script.
        let text = plain(PAGE, &[]).unwrap();
        assert!(
            text.contains("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"),
            "{text}"
        );
        assert_eq!(text.matches("sha256-").count(), 1);
    }

    #[test]
    fn an_inline_style_stops_the_build() {
        assert!(plain("<p style=\"color: red\">", &[]).is_err());
        assert!(plain("<style>p {}</style>", &[]).is_err());
    }

    #[test]
    fn only_files_with_a_hash_in_their_name_are_kept_for_ever() {
        let files = [
            "app-0123456789abcdef_bg.wasm",
            "app-123456789abcde.js",
            "worker.js",
            "snippets/x-0123/inline0.js",
        ];
        let rules = Rules::parse(&plain(PAGE, &files).unwrap()).unwrap();
        let kept = |path| {
            rules
                .of(path)
                .any(|(name, value)| name == "Cache-Control" && value.contains("immutable"))
        };
        assert!(kept("/app-0123456789abcdef_bg.wasm"));
        assert!(kept("/app-123456789abcde.js"));
        assert!(!kept("/worker.js"));
        assert!(!kept("/snippets/x-0123/inline0.js"));
        assert!(!kept("/index.html"));
    }

    #[test]
    fn rules_come_back_from_their_text() {
        let text = plain(PAGE, &["app-0123456789abcdef.js"]).unwrap();
        let rules = Rules::parse(&text).unwrap();
        assert_eq!(rules.to_text(""), text);
        let under = Rules::parse(&rules.to_text("/plans")).unwrap();
        assert!(under.of("/plans/").any(|header| header == ("Cache-Control", ASKED)));
        assert_eq!(under.of("/").count(), 0);
        let names: Vec<&str> = rules.everywhere().map(|(name, _)| name).collect();
        assert_eq!(names.len(), 1 + SECURITY.len());
        assert!(!names.contains(&"Cache-Control"));
    }

    #[test]
    fn the_element_alone_is_for_pages_of_other_sites() {
        let rules = Rules::parse(&plain(PAGE, &["embed.json", embed::ELEMENT, "index.html"]).unwrap()).unwrap();
        let is_shared = |path| {
            rules
                .of(path)
                .any(|header| header == ("Access-Control-Allow-Origin", "*"))
        };
        assert!(is_shared("/embed/v1.js"));
        for path in ["/", "/index.html", "/embed.json"] {
            assert!(!is_shared(path), "{path}");
        }
    }

    #[test]
    fn a_build_is_framed_by_those_whom_its_list_names() {
        let staged = std::env::temp_dir().join(format!("xtask-framed-{}", std::process::id()));
        std::fs::create_dir_all(&staged).unwrap();
        std::fs::write(staged.join("index.html"), PAGE).unwrap();
        let guards = |hosts: &str| {
            std::fs::write(staged.join("embed.json"), hosts).unwrap();
            guards_of(&staged)
        };
        let nobody = guards(r#"{"version":1,"hosts":[]}"#);
        let acme = guards(r#"{"version":1,"hosts":[{"origin":"https://acme.example","name":"Acme"}]}"#);
        let broken = guards(r#"{"version":1,"hosts":[{"origin":"*","name":"Acme"}]}"#);
        std::fs::remove_dir_all(&staged).unwrap();
        assert!(nobody.unwrap().contains("; frame-ancestors 'none'; "));
        assert!(acme.unwrap().contains("; frame-ancestors https://acme.example; "));
        assert!(broken.is_err());
    }

    #[test]
    fn a_build_connects_to_itself_and_to_the_relay_that_it_names() {
        let staged = std::env::temp_dir().join(format!("xtask-relayed-{}", std::process::id()));
        std::fs::create_dir_all(&staged).unwrap();
        std::fs::write(staged.join("index.html"), PAGE).unwrap();
        std::fs::write(staged.join("embed.json"), r#"{"version":1,"hosts":[]}"#).unwrap();
        let guards = |site: &str| {
            std::fs::write(staged.join("site.json"), site).unwrap();
            guards_of(&staged)
        };
        let alone = guards(r#"{"version":1,"relay":null}"#);
        let relayed = guards(r#"{"version":1,"relay":"wss://relay.acme.example/plans"}"#);
        let broken = guards(r#"{"version":1,"relay":"https://relay.acme.example/"}"#);
        std::fs::remove_dir_all(&staged).unwrap();
        assert!(alone.unwrap().contains("; connect-src 'self'; "));
        assert!(
            relayed
                .unwrap()
                .contains("; connect-src 'self' wss://relay.acme.example; ")
        );
        assert!(broken.is_err());
    }

    #[test]
    fn rules_apply_to_the_paths_they_name() {
        let rules = Rules::parse("/*\n  A: 1\n/*.js\n  B: 2: 3\n\n# note\n/\n  C: 4\n").unwrap();
        assert_eq!(rules.of("/x/y.js").collect::<Vec<_>>(), [("A", "1"), ("B", "2: 3")]);
        assert_eq!(rules.of("/").collect::<Vec<_>>(), [("A", "1"), ("C", "4")]);
        assert_eq!(rules.of("/y.jsx").collect::<Vec<_>>(), [("A", "1")]);
    }

    #[test]
    fn malformed_rules_are_errors() {
        assert!(Rules::parse("  A: 1\n").is_err());
        assert!(Rules::parse("/*\n  no header\n").is_err());
    }

    #[test]
    fn framing_is_opened_for_the_named_origin_only() {
        let mut rules = Rules::parse(&plain(PAGE, &[]).unwrap()).unwrap();
        rules.allow_frames_from("http://127.0.0.1:9").unwrap();
        let (_, policy) = rules.of("/").next().unwrap();
        assert!(policy.contains("frame-ancestors http://127.0.0.1:9;"), "{policy}");
        // Also where the build names somebody already.
        rules
            .allow_frames_from("http://127.0.0.1:9 http://localhost:9")
            .unwrap();
        let (_, policy) = rules.of("/").next().unwrap();
        assert!(
            policy.contains("; frame-ancestors http://127.0.0.1:9 http://localhost:9; require"),
            "{policy}"
        );
        assert!(Rules::parse("/*\n  A: 1\n").unwrap().allow_frames_from("x").is_err());
    }
}
