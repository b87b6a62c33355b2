//! `sw.js`: the service worker that keeps a build at hand without a network, with the build's name and files put in.

use crate::headers::{HASHED, files, guards_of, has_hash};
use crate::process::root;
use crate::worker;
use anyhow::{Context, Result, bail};
use base64ct::{Base64, Encoding};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Its name, which a browser asks for anew whenever it looks for a newer build.
pub const FILE: &str = "sw.js";
/// What stands in the template for what the build knows.
const PLACE: &str = "__BUILD__";

/// How the part begins that listens to the page around a frame. A page in a frame always comes from the server.
const FRAME_PART: &str = "split_frame-";

/// How the part begins that carries a plan between two machines: without a network there is no call.
pub const RELAY_PART: &str = "split_relay-";

/// The words of other languages, and what reads them.
const TRANSLATIONS: [&str; 2] = ["words-", "split_languages-"];

/// A file with its digest, as a browser compares them.
type Digests = BTreeMap<String, String>;

/// What is kept of a build.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// From the start: all that the app fetches, the page itself under no name.
    pub files: Digests,
    /// Once it was used: most visits make no document, and most people read no translation.
    pub later: Digests,
}

/// What of a build is kept.
pub fn kept(build: &Path) -> Result<Kept> {
    let mut kept = Kept::default();
    for file in files(build)? {
        let digest = || -> Result<String> {
            let bytes = std::fs::read(build.join(&file)).with_context(|| format!("{file} cannot be read"))?;
            Ok(format!("sha256-{}", Base64::encode_string(&Sha256::digest(&bytes))))
        };
        if file == "index.html" {
            kept.files.insert(String::new(), digest()?);
        } else if worker::is_part(&file) || TRANSLATIONS.iter().any(|beginning| file.starts_with(beginning)) {
            kept.later.insert(file.clone(), digest()?);
        } else if ![FRAME_PART, RELAY_PART].iter().any(|part| file.starts_with(part))
            && (has_hash(&file) || file.ends_with(".woff2"))
        {
            kept.files.insert(file.clone(), digest()?);
        }
    }
    if !kept.files.contains_key("") || kept.later.is_empty() {
        bail!("the staged build has no page, or no worker of the documents");
    }
    Ok(kept)
}

/// Writes `sw.js` into a staged build whose other files are there. `sources` is what the app calls itself.
pub fn write(staged: &Path, sources: &str) -> Result<()> {
    let template = root().join("sw/sw.js");
    let template =
        std::fs::read_to_string(&template).with_context(|| format!("{} cannot be read", template.display()))?;
    let text = fill(&template, &kept(staged)?, sources, &guards_of(staged)?)?;
    std::fs::write(staged.join(FILE), text).with_context(|| format!("{FILE} cannot be written"))
}

fn fill(template: &str, kept: &Kept, sources: &str, guards: &str) -> Result<String> {
    let object = |digests: &Digests| -> Map<String, Value> {
        digests
            .iter()
            .map(|(file, digest)| (file.clone(), json!(digest)))
            .collect()
    };
    let (files, later) = (object(&kept.files), object(&kept.later));
    // Headers are kept with the files: a new policy makes a new build.
    let mut hash = Sha256::new();
    for part in [template, &json!([files, later]).to_string(), sources, guards] {
        hash.update(Sha256::digest(part.as_bytes()));
    }
    let name: String = hash
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let build = json!({ "name": name, "sources": sources, "hashed": HASHED, "files": files, "later": later });
    let parts: Vec<&str> = template.split(&format!("= {PLACE};")).collect();
    let [before, after] = parts.as_slice() else {
        bail!("the template of {FILE} has not one `= {PLACE};`");
    };
    Ok(format!("{before}= {};{after}", serde_json::to_string_pretty(&build)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "a\nconst BUILD = __BUILD__;\nb\n";

    fn one(file: &str, digest: &str) -> Kept {
        Kept {
            files: Digests::from([(file.to_owned(), digest.to_owned())]),
            later: Digests::new(),
        }
    }

    /// The object that was put in.
    fn build(text: &str) -> Value {
        let inner = text
            .strip_prefix("a\nconst BUILD = ")
            .unwrap()
            .strip_suffix(";\nb\n")
            .unwrap();
        serde_json::from_str(inner).unwrap()
    }

    #[test]
    fn the_worker_carries_its_files_and_a_name_that_changes_with_any_of_them() {
        let filled = |kept: &Kept, guards: &str| build(&fill(TEMPLATE, kept, "src", guards).unwrap());
        let first = filled(&one("a.js", "sha256-1"), "policy");
        assert_eq!(first["files"], json!({ "a.js": "sha256-1" }));
        assert_eq!((&first["sources"], &first["hashed"]), (&json!("src"), &json!(HASHED)));
        assert_eq!(first, filled(&one("a.js", "sha256-1"), "policy"));
        for other in [
            filled(&one("a.js", "sha256-2"), "policy"),
            filled(&one("b.js", "sha256-1"), "policy"),
            filled(&one("a.js", "sha256-1"), "another policy"),
        ] {
            assert_ne!(first["name"], other["name"]);
        }
    }

    #[test]
    fn a_template_without_its_place_stops_the_build() {
        assert!(fill("const BUILD = {};", &Kept::default(), "src", "").is_err());
        assert!(fill("= __BUILD__; = __BUILD__;", &Kept::default(), "src", "").is_err());
    }

    #[test]
    fn what_is_kept_is_the_app_and_nothing_beside_it() {
        let folder = std::env::temp_dir().join(format!("xtask-kept-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("fonts")).unwrap();
        let names = [
            "index.html",
            "app-0123456789abcdef.js",
            "document_worker-0123456789abcdef_bg.wasm",
            "document_worker_loader-plain.js",
            "words-cy-0123456789abcdef.json",
            "fonts/a.woff2",
            "fonts/OFL.txt",
            "split_frame-0123456789abcdef.wasm",
            "_headers",
            "sw.js",
            "icon-192.png",
        ];
        for name in names {
            std::fs::write(folder.join(name), "abc").unwrap();
        }
        let kept = kept(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            kept.files.keys().collect::<Vec<_>>(),
            ["", "app-0123456789abcdef.js", "fonts/a.woff2"]
        );
        assert_eq!(
            kept.later.keys().collect::<Vec<_>>(),
            [
                "document_worker-0123456789abcdef_bg.wasm",
                "document_worker_loader-plain.js",
                "words-cy-0123456789abcdef.json"
            ]
        );
        // The digest of `abc` that every description of SHA-256 gives, in base64.
        assert_eq!(kept.files[""], "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
