//! Where the link above the app leads, and what goes along. The line itself is drawn by the part that listens.

use plan_words::Message;
use web_sys::{Document, Element};

/// The link.
pub(super) const LINK: &str = "full-page";
/// What goes along.
pub(super) const ALONG: &str = "full-page-along";

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Whether there is such a link.
pub fn is_shown() -> bool {
    element(LINK).is_some()
}

/// Leads the link somewhere else, and says what goes along.
pub fn lead(href: &str, along: Option<&Message>) {
    if let Some(link) = element(LINK) {
        // An element that takes no attribute keeps the one before, which leads to a new plan.
        let _ = link.set_attribute("href", href);
    }
    if let Some(line) = element(ALONG) {
        line.set_text_content(along.map(Message::text).as_deref());
    }
}
