//! Sites and origins: who shares storage with whom, and what an origin is called.

/// An origin as people read it: `acme.example`.
pub fn name(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

/// Whether a frame and a page around it are certainly of one site: then storage is shared. Where only the browser's list
/// of registries could tell, they count as apart.
pub fn is_same(one: &str, other: &str) -> bool {
    let parts = |origin: &str| -> Option<(String, String)> {
        let (scheme, rest) = origin.split_once("://")?;
        let host = rest.split(':').next()?;
        Some((scheme.to_owned(), host.to_owned()))
    };
    let below = |host: &str, above: &str| {
        let named = above.contains('.') && !above.ends_with(|last: char| last.is_ascii_digit());
        named && host.strip_suffix(above).is_some_and(|rest| rest.ends_with('.'))
    };
    match (parts(one), parts(other)) {
        (Some((scheme, host)), Some((other_scheme, other))) => {
            scheme == other_scheme && (host == other || below(&host, &other) || below(&other, &host))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_known_only_where_it_is_certain() {
        for (one, other) in [
            ("https://acme.example", "https://acme.example"),
            ("https://acme.example:8443", "https://acme.example"),
            ("https://plans.acme.example", "https://acme.example"),
            ("https://acme.example", "https://plans.acme.example"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8081"),
        ] {
            assert!(is_same(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("https://acme.example", "http://acme.example"),
            ("https://acme.example", "https://other.example"),
            // Of one site only if `acme.example` is not a registry.
            ("https://plans.acme.example", "https://www.acme.example"),
            ("https://acme.example", "https://badacme.example"),
            ("https://acme.example", "https://example"),
            ("http://localhost:8080", "http://127.0.0.1:8080"),
            ("http://1.127.0.0.1", "http://127.0.0.1"),
            ("null", "https://acme.example"),
            ("null", "null"),
            ("", ""),
        ] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_site_is_read_without_its_scheme() {
        assert_eq!(name("https://acme.example"), "acme.example");
        assert_eq!(name("http://127.0.0.1:8081"), "127.0.0.1:8081");
        assert_eq!(name("acme.example"), "acme.example");
    }
}
