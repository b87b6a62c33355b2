//! What this deployment says about itself: `site.json` beside the app. Everything has a default, so that the app works
//! where nothing is configured. The first screens use it too, so it is read with what the browser has.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::platform::fetch;

/// What a deployment says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// The policy pack: a path inside the deployment.
    pub policy: Option<String>,
    /// Where "leave this page" leads.
    pub quick_exit: Option<String>,
    /// Which company may record the calls.
    pub calls_recorded_by: Option<String>,
}

/// The longest name of a company, in characters.
const MAX_COMPANY_CHARS: usize = 80;

thread_local! {
    static KNOWN: RefCell<Option<Rc<Site>>> = const { RefCell::new(None) };
}

/// A path inside the deployment, or nothing: no scheme, no host, no way up.
fn own_path(path: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let inside = path.split('/').all(|part| !part.is_empty() && part != "..");
    inside && path.chars().all(fine)
}

/// Where "leave this page" may lead: another page of the web, and nothing that runs.
fn exit_address(address: &str) -> bool {
    address.starts_with("https://") && address.len() <= 200 && address.chars().all(|c| c.is_ascii_graphic())
}

/// The name of a company: a line that is not too long to stand on a screen.
fn company(name: &str) -> bool {
    let fits = name.chars().count() <= MAX_COMPANY_CHARS;
    fits && !name.trim().is_empty() && !name.chars().any(char::is_control)
}

impl Site {
    fn of(text: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            policy: text("policy").filter(|path| own_path(path)),
            quick_exit: text("quick_exit").filter(|address| exit_address(address)),
            calls_recorded_by: text("calls_recorded_by").filter(|name| company(name)),
        }
    }
}

/// What this deployment says, read once.
pub async fn site() -> Rc<Site> {
    if let Some(known) = KNOWN.with_borrow(Clone::clone) {
        return known;
    }
    let found = fetch::texts("site.json", &["policy", "quick_exit", "calls_recorded_by"]).await;
    let found = Rc::new(Site::of(|name| found.get(name).cloned()));
    KNOWN.with_borrow_mut(|known| *known = Some(Rc::clone(&found)));
    found
}

/// What this deployment says; the defaults until it is known.
#[hook]
pub fn use_site() -> Rc<Site> {
    let found = use_state(|| KNOWN.with_borrow(Clone::clone).unwrap_or_default());
    {
        let found = found.setter();
        use_effect_with((), move |()| {
            if KNOWN.with_borrow(Option::is_none) {
                spawn_local(async move { found.set(site().await) });
            }
        });
    }
    Rc::clone(&found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_inside_the_deployment_are_fetched() {
        for path in ["policies/acme.json", "a.json", "a/b-c_d.json"] {
            assert!(own_path(path), "{path}");
        }
        for path in [
            "/a.json",
            "//host/a",
            "https://host/a",
            "../a",
            "a/../b",
            "a//b",
            "a b",
            "",
        ] {
            assert!(!own_path(path), "{path}");
        }
    }

    #[test]
    fn leaving_leads_to_a_page_of_the_web_and_to_nothing_that_runs() {
        assert!(exit_address("https://www.example.org/weather"));
        for address in [
            "javascript:alert(1)",
            "http://example.org",
            "data:text/html,x",
            "https://a b",
            "",
        ] {
            assert!(!exit_address(address), "{address}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_as_if_it_were_not_there() {
        let texts = |name: &str| match name {
            "policy" => "../x",
            "quick_exit" => "javascript:1",
            _ => " ",
        };
        assert_eq!(Site::of(|name| Some(texts(name).to_owned())), Site::default());
    }

    #[test]
    fn a_company_that_records_calls_is_named_on_one_line() {
        assert!(company("Acme Energy Ltd"));
        let long = "x".repeat(MAX_COMPANY_CHARS + 1);
        for name in ["", " ", "a\nb", long.as_str()] {
            assert!(!company(name), "{name}");
        }
    }
}
