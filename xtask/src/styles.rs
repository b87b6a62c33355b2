//! One file of styles in place of several: on a slow network each file of a first load costs a turn of its own.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Joins the styles that the page of a staged build names, in the order in which it names them.
pub fn join(staged: &Path) -> Result<()> {
    let index = staged.join("index.html");
    let html = std::fs::read_to_string(&index).context("the staged build has no index.html")?;
    let tags = sheets(&html);
    let mut joined = String::new();
    for tag in &tags {
        let file = attribute(tag, "href").context("a stylesheet has no address")?;
        if attribute(tag, "media").is_some() {
            bail!("{file} is for some media only: joined with the others it would be for all");
        }
        let path = staged.join(file.trim_start_matches("./"));
        let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        if text.contains("@import") || text.contains("@charset") {
            bail!("{file} has a rule that counts only where a file begins");
        }
        joined.push_str(text.trim_end());
        joined.push('\n');
        std::fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
    }
    let Some((first, others)) = tags.split_first() else {
        bail!("index.html names no stylesheet");
    };
    let digest = Sha256::digest(&joined);
    let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("styles-{name}.css");
    std::fs::write(staged.join(&name), joined).with_context(|| format!("{name} cannot be written"))?;
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\">");
    let with_one = html.replacen(first, &link, 1);
    let page = others.iter().fold(with_one, |page, tag| page.replacen(tag, "", 1));
    std::fs::write(&index, page).context("index.html cannot be written")
}

/// The tags of the page that name a stylesheet.
fn sheets(html: &str) -> Vec<&str> {
    let tags = html.match_indices("<link ").filter_map(|(at, _)| {
        let tag = html.get(at..)?;
        tag.get(..=tag.find('>')?)
    });
    tags.filter(|tag| attribute(tag, "rel") == Some("stylesheet")).collect()
}

/// The value of an attribute, in quotes or without.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}="))?;
    let value = tag.get(at + name.len() + 2..)?;
    match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => value.split([' ', '>']).next().map(|value| value.trim_end_matches('/')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_found_however_they_are_written_and_nothing_else_is() {
        let page = r#"<link rel=icon href=./i.svg><link href=./a-1.css integrity=sha384-x rel=stylesheet><p>
            <link rel="stylesheet" href="./b-2.css" integrity="sha384-y"/><link rel="preload" href="c.css">"#;
        let found: Vec<_> = sheets(page).into_iter().map(|tag| attribute(tag, "href")).collect();
        assert_eq!(found, [Some("./a-1.css"), Some("./b-2.css")]);
        assert_eq!(sheets("<link rel=stylesheet"), [""; 0]);
    }

    #[test]
    fn what_would_mean_something_else_in_one_file_is_refused() {
        for (name, tag, text) in [
            ("media", "<link rel=stylesheet media=print href=a.css>", "p{color:red}"),
            ("import", "<link rel=stylesheet href=a.css>", "@import 'b.css';"),
        ] {
            let staged = std::env::temp_dir().join(format!("pn-styles-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&staged).unwrap();
            std::fs::write(staged.join("index.html"), tag).unwrap();
            std::fs::write(staged.join("a.css"), text).unwrap();
            let refused = join(&staged).unwrap_err().to_string();
            std::fs::remove_dir_all(&staged).unwrap();
            assert!(refused.contains("a.css"), "{refused}");
        }
    }

    #[test]
    fn a_page_names_one_file_with_all_of_them() {
        let staged = std::env::temp_dir().join(format!("pn-styles-{}", std::process::id()));
        std::fs::create_dir_all(&staged).unwrap();
        for (name, text) in [
            ("a-1.css", "p{color:red}"),
            ("b-2.css", "q{color:blue}\n"),
            (
                "index.html",
                "<head><link rel=stylesheet href=./a-1.css><link rel=stylesheet href=./b-2.css></head>",
            ),
        ] {
            std::fs::write(staged.join(name), text).unwrap();
        }
        join(&staged).unwrap();
        let page = std::fs::read_to_string(staged.join("index.html")).unwrap();
        let tags = sheets(&page);
        let name = attribute(tags.first().unwrap(), "href").unwrap();
        assert_eq!(page, format!("<head><link rel=\"stylesheet\" href=\"{name}\"></head>"));
        let text = std::fs::read_to_string(staged.join(name)).unwrap();
        assert_eq!(text, "p{color:red}\nq{color:blue}\n");
        assert!(!staged.join("a-1.css").exists());
        std::fs::remove_dir_all(&staged).unwrap();
    }
}
