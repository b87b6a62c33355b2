//! A small checker of markup: tags balance, nothing runs, nothing is fetched.

/// Elements without an end tag.
const VOID: [&str; 2] = ["meta", "br"];
/// Every element a page may have.
const KNOWN: [&str; 30] = [
    "html", "head", "title", "style", "body", "header", "main", "section", "h1", "h2", "h3", "p", "ul", "li", "dl",
    "div", "dt", "dd", "bdi", "code", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "script",
    "meta",
];

/// Asserts that the markup is a tree of known elements, with one `h1` and one block of data.
pub fn assert_well_formed(html: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>").unwrap();
    while let Some((text, after)) = rest.split_once('<') {
        assert!(
            !text.contains('>') || open.last().is_some_and(|tag| tag == "style"),
            "a bare > in {text:?}"
        );
        let (tag, after) = after.split_once('>').expect("a tag that does not end");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let name = tag.split(' ').next().unwrap();
        assert!(KNOWN.contains(&name) || VOID.contains(&name), "<{tag}>");
        assert_attributes(tag.strip_prefix(name).unwrap());
        if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
        if name == "style" || name == "script" {
            let end = rest.find("</").unwrap();
            assert!(!rest.get(..end).unwrap().contains("url("));
            rest = rest.get(end..).unwrap();
        }
    }
    assert_eq!(open, Vec::<String>::new());
    assert_eq!(html.matches("<h1>").count(), 1);
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("id=\"plan-data\"").count(), 1);
    for fetched in ["src=", "href=", "@import", " on", "http:", "https:"] {
        let in_tags = html
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .any(|(tag, _)| tag.contains(fetched));
        assert!(!in_tags, "{fetched}");
    }
}

/// Attributes are `name="value"`, each with a space before it.
fn assert_attributes(mut text: &str) {
    while !text.is_empty() {
        let (name, after) = text
            .strip_prefix(' ')
            .and_then(|text| text.split_once("=\""))
            .expect("an attribute");
        assert!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{name:?}"
        );
        let (value, after) = after.split_once('"').expect("a quoted value");
        assert!(!value.contains(['<', '>']), "{value:?}");
        text = after;
    }
}
