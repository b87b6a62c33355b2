//! The pages that may embed this deployment: `embed.json`.
//!
//! The frame reads it before it listens to anybody, and the build reads it for the header that says who may frame the
//! app: one reader, so that the two never disagree. What is not wholly right allows nobody.

use serde_json::{Map, Value, json};

/// The name of the file, beside `index.html`.
pub const FILE: &str = "embed.json";
/// The longest file, in bytes.
pub const MAX_BYTES: usize = 64 << 10;
/// The most pages.
const MAX_HOSTS: usize = 200;
/// The longest name, in characters: it stands on a button.
const MAX_NAME_CHARS: usize = 80;
/// The longest origin and the longest address of a pack, in bytes.
const MAX_ADDRESS_BYTES: usize = 253;

/// A page that may embed the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Its origin, exactly: `https://acme.example`.
    pub origin: String,
    /// What it is called on the screen.
    pub name: String,
    /// The policy pack for its visitors: an address below the app's own.
    pub policy: Option<String>,
    /// Whether a person may send it a signed document.
    pub send: bool,
}

/// Why the file allows nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken(pub &'static str);

/// Reads the file.
///
/// # Errors
/// The first thing that is not right. A field that is not known is not right either: a misspelt one would pass for one
/// that is not there.
pub fn read(text: &str) -> Result<Vec<Host>, Broken> {
    if text.len() > MAX_BYTES {
        return Err(Broken("longer than 64 KiB"));
    }
    let value: Value = serde_json::from_str(text).map_err(|_| Broken("no JSON"))?;
    let file = value.as_object().ok_or(Broken("no object"))?;
    only(file, &["version", "hosts"])?;
    if file.get("version").and_then(Value::as_u64) != Some(1) {
        return Err(Broken("`version` is not 1"));
    }
    let hosts = file
        .get("hosts")
        .and_then(Value::as_array)
        .ok_or(Broken("`hosts` is no list"))?;
    if hosts.len() > MAX_HOSTS {
        return Err(Broken("more than 200 hosts"));
    }
    let mut read: Vec<Host> = Vec::new();
    for host in hosts {
        let host = read_host(host)?;
        if read.iter().any(|other| other.origin == host.origin) {
            return Err(Broken("an origin is there twice"));
        }
        read.push(host);
    }
    Ok(read)
}

/// Writes the file.
pub fn write(hosts: &[Host]) -> String {
    let host = |host: &Host| {
        let mut value = json!({ "origin": host.origin, "name": host.name, "send": host.send });
        if let Some(policy) = &host.policy {
            value["policy"] = json!(policy);
        }
        value
    };
    json!({ "version": 1, "hosts": hosts.iter().map(host).collect::<Vec<_>>() }).to_string()
}

fn only(object: &Map<String, Value>, known: &[&str]) -> Result<(), Broken> {
    if object.keys().all(|key| known.contains(&key.as_str())) {
        Ok(())
    } else {
        Err(Broken("a field is not known"))
    }
}

fn read_host(value: &Value) -> Result<Host, Broken> {
    let host = value.as_object().ok_or(Broken("a host is no object"))?;
    only(host, &["origin", "name", "policy", "send"])?;
    let text = |key: &str| host.get(key).and_then(Value::as_str);
    let origin = text("origin")
        .filter(|origin| is_origin(origin))
        .ok_or(Broken("an `origin` is not one like https://acme.example"))?;
    let is_name = |name: &&str| {
        let length = name.chars().count();
        (1..=MAX_NAME_CHARS).contains(&length) && name.trim() == *name && !name.chars().any(char::is_control)
    };
    let name = text("name")
        .filter(is_name)
        .ok_or(Broken("a `name` is empty, too long, or has control characters"))?;
    let policy = match host.get("policy") {
        None => None,
        Some(value) => Some(value.as_str().and_then(policy_address).ok_or(Broken(
            "a `policy` is no address below the app, like policies/acme.json",
        ))?),
    };
    let send = match host.get("send") {
        None => false,
        Some(value) => value.as_bool().ok_or(Broken("a `send` is neither true nor false"))?,
    };
    Ok(Host {
        origin: origin.to_owned(),
        name: name.to_owned(),
        policy,
        send,
    })
}

/// The address of a policy pack below the app's own, without a slash before it.
pub fn policy_address(text: &str) -> Option<String> {
    let address = text.strip_prefix('/').unwrap_or(text);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    let whole = address.len() <= MAX_ADDRESS_BYTES
        && address.ends_with(".json")
        && address.bytes().all(plain)
        && address
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..");
    whole.then(|| address.to_owned())
}

/// Whether a text is an origin as browsers write it. Without TLS only this machine: the frame of such a page is no
/// secure context, and nothing can be signed in it.
fn is_origin(text: &str) -> bool {
    let (is_secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return false,
    };
    let (host, port) = match rest.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    let usual = if is_secure { "443" } else { "80" };
    let is_port = |port: &str| {
        // A browser leaves the usual port out, and writes no zero before a number.
        port != usual && !port.starts_with('0') && port.parse::<u16>().is_ok_and(|number| number.to_string() == port)
    };
    let is_label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.bytes().all(plain)
    };
    let is_here = matches!(host, "localhost" | "127.0.0.1");
    text.len() <= MAX_ADDRESS_BYTES
        && host.split('.').all(is_label)
        && port.is_none_or(is_port)
        && (is_here || (is_secure && host.contains('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"version":1,"hosts":[
        {"origin":"https://acme.example","name":"Acme","policy":"policies/acme.json","send":true},
        {"origin":"http://127.0.0.1:8081","name":"A demonstration"}]}"#;

    #[test]
    fn a_whole_file_says_who_may_embed() {
        let hosts = read(FILE).unwrap();
        let acme = Host {
            origin: "https://acme.example".to_owned(),
            name: "Acme".to_owned(),
            policy: Some("policies/acme.json".to_owned()),
            send: true,
        };
        assert_eq!(hosts[0], acme);
        assert_eq!((hosts[1].send, &hosts[1].policy), (false, &None));
        assert_eq!(read(&write(&hosts)), Ok(hosts));
        assert_eq!(read(r#"{"version":1,"hosts":[]}"#), Ok(Vec::new()));
    }

    #[test]
    fn a_file_with_anything_wrong_allows_nobody() {
        let long = format!(r#"{{"version":1,"hosts":[],"x":"{}"}}"#, "x".repeat(MAX_BYTES));
        for broken in [
            "",
            "<!doctype html>",
            "[]",
            "{}",
            r#"{"version":2,"hosts":[]}"#,
            r#"{"version":1}"#,
            r#"{"version":1,"hosts":{}}"#,
            r#"{"version":1,"hosts":[],"more":1}"#,
            r#"{"version":1,"hosts":["https://acme.example"]}"#,
            r#"{"version":1,"hosts":[{"origin":"https://acme.example"}]}"#,
            r#"{"version":1,"hosts":[{"origin":"https://acme.example","name":""}]}"#,
            r#"{"version":1,"hosts":[{"origin":"https://acme.example","name":" Acme"}]}"#,
            r#"{"version":1,"hosts":[{"origin":"https://acme.example","name":"A\nB"}]}"#,
            r#"{"version":1,"hosts":[{"origin":"https://acme.example","name":"Acme","send":"yes"}]}"#,
            r#"{"version":1,"hosts":[{"origin":"https://acme.example","name":"Acme","sned":true}]}"#,
            r#"{"version":1,"hosts":[{"origin":"https://acme.example","name":"Acme","policy":"../acme.json"}]}"#,
            r#"{"version":1,"hosts":[{"origin":"https://a.example","name":"A"},{"origin":"https://a.example","name":"B"}]}"#,
            // One that is right does not save the others.
            r#"{"version":1,"hosts":[{"origin":"https://a.example","name":"A"},{"origin":"*","name":"B"}]}"#,
            &long,
        ] {
            assert!(read(broken).is_err(), "{broken:.120}");
        }
    }

    #[test]
    fn an_origin_is_exact() {
        for origin in [
            "https://acme.example",
            "https://www.acme.example:8443",
            "https://localhost",
            "http://localhost:8080",
            "http://127.0.0.1:8081",
            "https://xn--bcher-kva.example",
        ] {
            assert!(is_origin(origin), "{origin}");
        }
        for other in [
            "",
            "*",
            "null",
            "acme.example",
            "https://",
            "https://*",
            "https://*.acme.example",
            "https://acme.example/",
            "https://acme.example/a",
            "https://acme.example:443",
            "http://localhost:80",
            "https://acme.example:",
            "https://acme.example:0",
            "https://acme.example:08",
            "https://acme.example:+8",
            "https://acme.example:70000",
            "https://acme.example:1:2",
            "https://Acme.example",
            "https://user@acme.example",
            "https://acme..example",
            "https://.acme.example",
            "https://-acme.example",
            "https://acme.example; script-src *",
            "https://acme.example https://b.example",
            "https://bücher.example",
            "https://intranet",
            "http://acme.example",
            "http://127.0.0.2:80",
            "ftp://acme.example",
            "javascript:alert(1)",
        ] {
            assert!(!is_origin(other), "{other}");
        }
    }

    #[test]
    fn a_policy_pack_lies_below_the_app() {
        assert_eq!(
            policy_address("policies/acme.json").as_deref(),
            Some("policies/acme.json")
        );
        assert_eq!(
            policy_address("/policies/acme-2026-10.json").as_deref(),
            Some("policies/acme-2026-10.json")
        );
        for other in [
            "",
            ".json/..",
            "//evil.example/a.json",
            "https://evil.example/a.json",
            "a/../b.json",
            "a//b.json",
            "a.json?x",
            "a.json#x",
            "a b.json",
            "a%2e.json",
            "a.js",
        ] {
            assert_eq!(policy_address(other), None, "{other}");
        }
    }
}
