//! The line above the app that says where plans are kept, and the way to a full page.

use plan_words::{Message, words};
use web_sys::{Document, Element};

use super::full_page::{ALONG, LINK};
use crate::platform::storage;

/// The element that the app is drawn in.
const APP: &str = "app";
/// The line above it.
const APART: &str = "apart";

fn message() -> Message {
    if storage::is_blocked() {
        words::frame_blocked()
    } else if storage::is_for_session() {
        words::frame_session()
    } else {
        words::frame_apart()
    }
}

/// Says, above the app, that the browser keeps what is stored here apart from what is stored in the app's own page, and
/// shows the way there. Not drawn with the app, whose first load would carry it for everybody.
pub fn say() {
    let document = web_sys::window().and_then(|window| window.document());
    // A browser that does not let us show a line shows the app all the same.
    let _ = document.and_then(|document| show(&document));
}

/// Says it anew, where it is said: in another language, or of another place.
pub fn say_again() {
    let document = web_sys::window().and_then(|window| window.document());
    if document.is_some_and(|document| document.get_element_by_id(APART).is_some()) {
        say();
    }
}

fn show(document: &Document) -> Option<()> {
    let app = document.get_element_by_id(APP)?;
    // Drawn anew it leads where it led.
    let href = document
        .get_element_by_id(LINK)
        .and_then(|link| link.get_attribute("href"));
    let said = document.get_element_by_id(ALONG).and_then(|line| line.text_content());
    if let Some(before) = document.get_element_by_id(APART) {
        before.remove();
    }
    let name = words::app_name().text();
    let aside = make(
        document,
        "aside",
        &[("id", APART), ("class", "pn-framed"), ("aria-label", &name)],
    )?;
    let line = make(document, "p", &[("class", "pn-hint")])?;
    line.set_text_content(Some(&format!("{} ", message().text())));
    let link = link(document, href.as_deref().unwrap_or("#/alone"))?;
    line.append_child(&link).ok()?;
    aside.append_child(&line).ok()?;
    let along = make(document, "p", &[("id", ALONG), ("class", "pn-hint")])?;
    along.set_text_content(said.as_deref());
    aside.append_child(&along).ok()?;
    app.parent_node()?.insert_before(&aside, Some(&app)).ok()?;
    Some(())
}

/// The page that opens it must not be in the new one's hands.
fn link(document: &Document, href: &str) -> Option<Element> {
    let attributes = [("id", LINK), ("href", href), ("target", "_blank"), ("rel", "noopener")];
    let link = make(document, "a", &attributes)?;
    link.set_text_content(Some(&words::frame_full_page().text()));
    Some(link)
}

fn make(document: &Document, name: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    for (attribute, value) in attributes {
        element.set_attribute(attribute, value).ok()?;
    }
    Some(element)
}
