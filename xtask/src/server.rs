//! A static file server for the built app: loopback only, and exactly the headers of the build's `_headers`.

use crate::embed::{self, Files, Host, hosts};
use crate::headers::{ASKED, FILE, Rules};
use anyhow::Result;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// More than any request of a browser to a static site.
const LONGEST_HEAD: u64 = 64 * 1024;

/// What a server answers with.
pub enum Site {
    /// A built app.
    App(App),
    /// One page at `/`, for a host that frames the app.
    Page(String),
    /// A few files, for a company that embeds the app.
    Files(Files),
}

/// A built app and how it is served.
pub struct App {
    folder: PathBuf,
    mount: String,
    rules: Rules,
    compressed: Option<PathBuf>,
    /// What is answered for `embed.json`, where it is not the build's own.
    hosts: Option<String>,
}

impl App {
    /// A build at the root of its origin, with the headers it was built with.
    pub fn new(folder: PathBuf) -> Result<Self> {
        let rules = Rules::of_build(&folder)?;
        Ok(Self {
            folder,
            mount: "/".to_owned(),
            rules,
            compressed: None,
            hosts: None,
        })
    }

    /// Serves the build under a path, which starts and ends with `/`.
    pub fn at(mut self, mount: &str) -> Self {
        self.mount = mount.to_owned();
        self
    }

    /// Lets pages of these origins frame the app.
    pub fn framed_by(mut self, origins: &str) -> Result<Self> {
        self.rules.allow_frames_from(origins)?;
        Ok(self)
    }

    /// Lets pages embed the app besides those that the build names: in its policy and in its `embed.json`, as if the
    /// build had been made with them. The build itself stays as it is: a demonstration must not get into production.
    pub fn embedded_by(mut self, more: Vec<Host>) -> Result<Self> {
        let mut all = embed::hosts_of(&self.folder)?;
        all.extend(more);
        self.rules.allow_frames_from(&embed::ancestors(&all))?;
        self.hosts = Some(hosts::write(&all));
        Ok(self)
    }

    /// Serves `<file>.br` from this folder to clients that accept it, as a production host would.
    pub fn compressed_in(mut self, folder: PathBuf) -> Self {
        self.compressed = Some(folder);
        self
    }

    fn answer(&self, path: &str, accepts_brotli: bool) -> Answer {
        if Some(path) == self.mount.strip_suffix('/') && !path.is_empty() {
            return Answer {
                status: "308 Permanent Redirect",
                headers: vec![("Location".into(), self.mount.clone())],
                body: Vec::new(),
            };
        }
        let inside = path.strip_prefix(self.mount.as_str());
        let served = |file: &PathBuf| file != Path::new(FILE) && !is_hidden(file);
        let Some(file) = inside.and_then(relative).filter(served) else {
            return self.missing();
        };
        let own = self.hosts.as_ref().filter(|_| file == Path::new(hosts::FILE));
        let plain = match own {
            Some(text) => Ok(text.clone().into_bytes()),
            None => std::fs::read(self.folder.join(&file)),
        };
        let Ok(plain) = plain else {
            return self.missing();
        };
        let mut headers = vec![("Content-Type".to_owned(), mime(&file).to_owned())];
        let asked = format!("/{}", inside.unwrap_or_default());
        headers.extend(
            self.rules
                .of(&asked)
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let mut body = plain;
        if let (Some(folder), None) = (&self.compressed, own) {
            headers.push(("Vary".to_owned(), "Accept-Encoding".to_owned()));
            let mut name = file.into_os_string();
            name.push(".br");
            if let Some(small) = accepts_brotli.then(|| std::fs::read(folder.join(name)).ok()).flatten() {
                headers.push(("Content-Encoding".to_owned(), "br".to_owned()));
                body = small;
            }
        }
        Answer {
            status: "200 OK",
            headers,
            body,
        }
    }

    /// An answer that names no file is as guarded as any other, and kept by nobody.
    fn missing(&self) -> Answer {
        let mut answer = Answer::missing();
        let guards = self.rules.everywhere().chain([("Cache-Control", ASKED)]);
        answer
            .headers
            .extend(guards.map(|(name, value)| (name.to_owned(), value.to_owned())));
        answer
    }
}

struct Answer {
    status: &'static str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn text(status: &'static str, text: &str) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), "text/plain; charset=utf-8".to_owned())],
            body: text.as_bytes().to_vec(),
        }
    }

    fn missing() -> Self {
        Self::text("404 Not Found", "There is no such file.\n")
    }

    /// One of a few files.
    fn of(files: &Files, path: &str) -> Self {
        let Some((file, body)) = files.files.get(path) else {
            return Self::missing();
        };
        let mut headers = vec![("Content-Type".to_owned(), mime(file).to_owned())];
        headers.extend(files.headers.iter().cloned());
        Self {
            status: "200 OK",
            headers,
            body: body.clone(),
        }
    }

    fn page(html: &str) -> Self {
        Self {
            status: "200 OK",
            headers: vec![("Content-Type".to_owned(), "text/html; charset=utf-8".to_owned())],
            body: html.as_bytes().to_vec(),
        }
    }
}

/// A port that is ours, not yet answering: two sites that must name each other are bound before either is served.
pub struct Bound {
    listener: TcpListener,
    address: SocketAddr,
}

impl Bound {
    /// Takes a port; 0 lets the system choose.
    pub fn new(port: u16) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// The origin, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same machine by its other name: another site for a browser, which keeps the two apart.
    pub fn other_site(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// Answers requests for as long as the process lives.
    pub fn serve(self, site: Site) {
        let site = Arc::new(site);
        std::thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                let site = Arc::clone(&site);
                std::thread::spawn(move || {
                    // A browser drops connections when it likes; there is nobody to tell.
                    drop(converse(&stream, &site));
                });
            }
        });
    }
}

/// Answers one connection until the client closes it.
fn converse(stream: &TcpStream, site: &Site) -> std::io::Result<()> {
    // Small answers must not wait for the client's delayed acknowledgement.
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut reader = BufReader::new(stream);
    loop {
        let mut head = reader.by_ref().take(LONGEST_HEAD);
        let mut first = String::new();
        if head.read_line(&mut first)? == 0 {
            return Ok(());
        }
        let (mut accepts_brotli, mut closes, mut has_body) = (false, false, false);
        loop {
            let mut line = String::new();
            if head.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let line = line.trim_end().to_ascii_lowercase();
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            match name {
                "accept-encoding" => accepts_brotli = value.split(',').any(|coding| coding.trim().starts_with("br")),
                "connection" => closes = value.contains("close"),
                "content-length" => has_body = value.trim() != "0",
                "transfer-encoding" => has_body = true,
                _ => {}
            }
        }
        let mut words = first.split_whitespace();
        let method = words.next().unwrap_or_default();
        let target = words.next().unwrap_or_default();
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let answer = match (method, site) {
            ("GET" | "HEAD", Site::App(app)) => app.answer(path, accepts_brotli),
            ("GET" | "HEAD", Site::Page(html)) if path == "/" => Answer::page(html),
            ("GET" | "HEAD", Site::Page(_)) => Answer::missing(),
            ("GET" | "HEAD", Site::Files(files)) => Answer::of(files, path),
            _ => Answer::text("405 Method Not Allowed", "This server only hands out files.\n"),
        };
        // A body would be read as the next request.
        closes |= has_body;
        let mut bytes = format!(
            "HTTP/1.1 {}\r\nContent-Length: {}\r\n",
            answer.status,
            answer.body.len()
        );
        for (name, value) in &answer.headers {
            bytes.push_str(&format!("{name}: {value}\r\n"));
        }
        bytes.push_str(if closes { "Connection: close\r\n\r\n" } else { "\r\n" });
        let mut bytes = bytes.into_bytes();
        if method != "HEAD" {
            bytes.extend(answer.body);
        }
        let mut writer = stream;
        writer.write_all(&bytes)?;
        if closes {
            return Ok(());
        }
    }
}

/// The file a request path inside the mount names; `None` for anything that could leave the folder.
fn relative(path: &str) -> Option<PathBuf> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            decoded.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    let mut path = String::from_utf8(decoded).ok()?;
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let safe = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']);
    path.split('/').all(safe).then(|| PathBuf::from(path))
}

/// Whether a part of the path begins with a dot.
fn is_hidden(file: &Path) -> bool {
    file.iter().any(|part| part.as_encoded_bytes().starts_with(b"."))
}

/// The type of a file, by the ending of its name.
pub fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("pdf") => "application/pdf",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A build in a folder of its own, removed when the test ends.
    struct Build(PathBuf);

    impl Build {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            std::fs::create_dir_all(folder.join("sub")).unwrap();
            std::fs::write(folder.join("index.html"), "<h1>Plan</h1>").unwrap();
            std::fs::write(folder.join("sub/app.wasm"), b"\0asm").unwrap();
            std::fs::create_dir_all(folder.join("sub/.git")).unwrap();
            std::fs::write(folder.join("sub/.git/config"), "hidden").unwrap();
            let rules =
                "/*\n  Content-Security-Policy: x; frame-ancestors 'none'\n/sub/app.wasm\n  Cache-Control: long\n";
            std::fs::write(folder.join(FILE), rules).unwrap();
            Self(folder)
        }

        fn app(&self) -> App {
            App::new(self.0.clone()).unwrap()
        }
    }

    impl Drop for Build {
        fn drop(&mut self) {
            std::fs::remove_dir_all(&self.0).unwrap();
        }
    }

    fn ask(origin: &str, requests: &[&str]) -> Vec<String> {
        let stream = TcpStream::connect(origin.trim_start_matches("http://")).unwrap();
        let mut reader = BufReader::new(&stream);
        let mut answers = Vec::new();
        for request in requests {
            (&stream).write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            let mut length = 0;
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(value) = line.strip_prefix("Content-Length: ") {
                    length = value.trim().parse().unwrap();
                }
                answer.push_str(&line);
                if line == "\r\n" {
                    break;
                }
            }
            if !request.starts_with("HEAD") {
                let mut body = vec![0; length];
                reader.read_exact(&mut body).unwrap();
                answer.push_str(&String::from_utf8_lossy(&body));
            }
            answers.push(answer);
        }
        answers
    }

    #[test]
    fn serves_files_with_their_headers_over_one_connection() {
        let build = Build::new("serve");
        let bound = Bound::new(0).unwrap();
        let origin = bound.origin();
        bound.serve(Site::App(build.app()));
        let answers = ask(
            &origin,
            &[
                "GET / HTTP/1.1\r\n\r\n",
                "GET /sub/app.wasm?x HTTP/1.1\r\n\r\n",
                "HEAD /index.html HTTP/1.1\r\n\r\n",
                "GET /none HTTP/1.1\r\n\r\n",
                "GET /_headers HTTP/1.1\r\n\r\n",
                "GET /../Cargo.toml HTTP/1.1\r\n\r\n",
                "GET /sub/.git/config HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
            ],
        );
        assert!(answers[0].starts_with("HTTP/1.1 200 OK\r\n") && answers[0].ends_with("<h1>Plan</h1>"));
        assert!(answers[0].contains("Content-Security-Policy: x; frame-ancestors 'none'\r\n"));
        assert!(answers[1].contains("Content-Type: application/wasm\r\n"));
        assert!(answers[1].contains("Cache-Control: long\r\n"));
        assert!(answers[2].contains("Content-Length: 13\r\n") && answers[2].ends_with("\r\n\r\n"));
        for answer in &answers[3..7] {
            assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
            assert!(answer.contains("Content-Security-Policy: x;"), "{answer}");
            assert!(answer.contains("Cache-Control: no-cache\r\n"), "{answer}");
        }
        assert!(answers[7].starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn serves_under_a_path_and_nowhere_else() {
        let build = Build::new("mount");
        let app = build.app().at("/plans/app/");
        assert_eq!(app.answer("/plans/app/", false).status, "200 OK");
        assert_eq!(app.answer("/plans/app", false).status, "308 Permanent Redirect");
        assert_eq!(app.answer("/", false).status, "404 Not Found");
        let wasm = app.answer("/plans/app/sub/app.wasm", false);
        assert!(wasm.headers.contains(&("Cache-Control".to_owned(), "long".to_owned())));
    }

    #[test]
    fn sends_the_compressed_file_to_those_who_accept_it() {
        let build = Build::new("brotli");
        std::fs::write(build.0.join("index.html.br"), "small").unwrap();
        let app = build.app().compressed_in(build.0.clone());
        assert_eq!(app.answer("/", true).body, b"small");
        assert_eq!(app.answer("/", false).body, b"<h1>Plan</h1>");
        assert_eq!(app.answer("/sub/app.wasm", true).body, b"\0asm");
    }

    #[test]
    fn pages_that_embed_it_are_added_to_those_of_the_build() {
        let build = Build::new("embedded");
        let named = r#"{"version":1,"hosts":[{"origin":"https://acme.example","name":"Acme"}]}"#;
        std::fs::write(build.0.join("embed.json"), named).unwrap();
        let demo = embed::demo_hosts(&["http://127.0.0.1:9".to_owned()]);
        let app = build.app().embedded_by(demo).unwrap().at("/plans/");
        let list = app.answer("/plans/embed.json", true);
        let read = hosts::read(&String::from_utf8_lossy(&list.body)).unwrap();
        let origins: Vec<&str> = read.iter().map(|host| host.origin.as_str()).collect();
        assert_eq!(origins, ["https://acme.example", "http://127.0.0.1:9"]);
        let page = app.answer("/plans/", false);
        let policy = "x; frame-ancestors https://acme.example http://127.0.0.1:9";
        assert!(
            page.headers
                .contains(&("Content-Security-Policy".to_owned(), policy.to_owned()))
        );
        assert_eq!(std::fs::read_to_string(build.0.join("embed.json")).unwrap(), named);
    }

    #[test]
    fn no_path_leaves_the_folder() {
        for path in [
            "../x",
            "a/../x",
            "%2e%2e/x",
            "..%2fx",
            "/etc/passwd",
            "%2fetc/passwd",
            "a//b",
            "a\\b",
            "c:x",
            "%",
            "%zz",
            "%00",
        ] {
            assert_eq!(relative(path), None, "{path}");
        }
        assert_eq!(relative(""), Some(PathBuf::from("index.html")));
        assert_eq!(relative("a/b%20c.js"), Some(PathBuf::from("a/b c.js")));
    }

    #[test]
    fn types_are_those_browsers_insist_on() {
        assert_eq!(mime(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(mime(Path::new("a.js")), "text/javascript; charset=utf-8");
        assert_eq!(mime(Path::new("a.css")), "text/css; charset=utf-8");
        assert_eq!(mime(Path::new("a.woff2")), "font/woff2");
        assert_eq!(mime(Path::new("LICENSE")), "application/octet-stream");
    }
}
