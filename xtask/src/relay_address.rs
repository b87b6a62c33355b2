//! Where the broker is that carries a plan between two machines, as a deployment says it.

/// The longest address that is looked at.
const MAX_BYTES: usize = 200;

/// The origin of a relay's address: `wss://` anywhere, `ws://` on this machine alone, where a developer tries it. Nothing
/// for anything else.
pub fn origin(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let host_ends = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_ends);
    let (name, port) = host
        .rsplit_once(':')
        .map_or((host, None), |(name, port)| (name, Some(port)));
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_name = name.split('.').all(|part| {
        let inside = part.chars().all(|c| is_letter(c) || c == '-');
        inside && part.starts_with(is_letter) && part.ends_with(is_letter)
    });
    let is_port = port.is_none_or(|port| {
        port.parse::<u16>()
            .is_ok_and(|number| number > 0 && number.to_string() == port)
    });
    let is_path = path
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'));
    let is_allowed = match scheme {
        "wss" => true,
        "ws" => matches!(name, "127.0.0.1" | "localhost"),
        _ => false,
    };
    let fits = address.len() <= MAX_BYTES && is_allowed && is_name && is_port && is_path;
    fits.then(|| address.split_at(scheme.len() + 3 + host_ends).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relay_elsewhere_is_sealed_and_one_on_this_machine_need_not_be() {
        for (address, expected) in [
            ("wss://relay.acme.example/plans", "wss://relay.acme.example"),
            ("wss://relay.acme.example:8443", "wss://relay.acme.example:8443"),
            ("ws://127.0.0.1:9001/", "ws://127.0.0.1:9001"),
            ("ws://localhost:9001", "ws://localhost:9001"),
        ] {
            assert_eq!(origin(address), Some(expected), "{address}");
        }
    }

    #[test]
    fn nothing_else_is_an_address_of_a_relay() {
        for address in [
            "",
            "wss://",
            "wss:///path",
            "ws://relay.acme.example/",
            "https://relay.acme.example/",
            "wss://*.acme.example/",
            "wss://relay.acme.example; script-src *",
            "wss://user@relay.acme.example/",
            "wss://relay.acme.example/?token=1",
            "wss://relay.acme.example/#a",
            "wss://relay.acme.example:0/",
            "wss://relay.acme.example:+80/",
            "wss://-relay.example/",
            "wss://relay..example/",
            "wss://RELAY.example/",
            "wss://relay.example'/",
        ] {
            assert_eq!(origin(address), None, "{address}");
        }
        assert_eq!(origin(&format!("wss://relay.example/{}", "a".repeat(200))), None);
    }
}
