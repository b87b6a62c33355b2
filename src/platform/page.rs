//! The window itself: its address, its title, its last words.

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    FocusOptions, HtmlElement, HtmlInputElement, HtmlSelectElement, ScrollBehavior, ScrollIntoViewOptions,
    ScrollToOptions,
};

/// The part of the address behind `#`, without it.
pub fn hash() -> String {
    let hash = web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Goes to another screen; the way back stays.
pub fn go(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Takes what stands behind `#` out of the address bar and out of the history.
pub fn replace_hash(hash: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{hash}")));
    }
}

/// Goes to another screen in place of this one: the way back leads to the one before.
pub fn go_instead(hash: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(hash);
    }
}

/// The address of the app, without what stands behind `?` and `#`.
pub fn own_address() -> String {
    let location = web_sys::window().map(|window| window.location());
    let parts = location.and_then(|location| Some((location.origin().ok()?, location.pathname().ok()?)));
    parts.map_or_else(String::new, |(origin, path)| format!("{origin}{path}"))
}

/// Leaves for another page of the web, at once and in place of this one. Nothing of this page stays to be seen meanwhile.
pub fn leave(address: &str) {
    let Some(window) = web_sys::window() else { return };
    if let Some(body) = window.document().and_then(|document| document.body()) {
        body.set_hidden(true);
    }
    set_title("");
    let _ = window.location().replace(address);
}

/// Whether the device has a network at all; where the browser does not know it says yes.
pub fn has_network() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// The broker between two machines, where the deployment has one: the build puts it into the page, so nobody is asked.
pub fn relay() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.document_element()?.get_attribute("data-relay")
}

/// Whether another page shows this one in a frame.
pub fn is_framed() -> bool {
    let Some(window) = web_sys::window() else { return false };
    // A browser that refuses to tell has something to hide.
    window.top().map_or(true, |top| top.is_none_or(|top| top != window))
}

/// Whether nobody can see this window.
pub fn is_hidden() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_some_and(|document| document.hidden())
}

/// Loads the page anew, at the same address.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Refused only where nobody asked for it.
        let _ = window.location().reload();
    }
}

/// Opens a screen in a second window.
pub fn open_window(hash: &str, name: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let features = "popup,width=760,height=900";
    // Where pop-ups are cut off from their opener the handle is missing although the window is there.
    window
        .open_with_url_and_target_and_features(&format!("#{hash}"), name, features)
        .is_ok()
}

/// The languages that the browser is set to, the best one first.
pub fn languages() -> Vec<String> {
    let found = web_sys::window().map(|window| window.navigator().languages());
    found
        .iter()
        .flat_map(|codes| codes.iter())
        .filter_map(|code| code.as_string())
        .collect()
}

/// Says in which language the page is, and which way it is read.
pub fn set_language(code: &str, direction: &str) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("lang", code);
        let _ = root.set_attribute("dir", direction);
    }
}

/// Sets the title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    let found = web_sys::window()?.document()?.get_element_by_id(id)?;
    found.dyn_into().ok()
}

/// Puts the keyboard where the eye is: on the element of that id.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// What is typed in the field of that id, or chosen in the list.
pub fn value_of(id: &str) -> String {
    let Some(element) = element(id) else {
        return String::new();
    };
    let chosen = element.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value);
    let typed = element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    chosen.or(typed).unwrap_or_default()
}

/// Leaves the field that is being typed in, so that it takes over what it holds.
pub fn leave_field() {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.and_then(|document| document.active_element());
    if let Some(field) = active.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        let _ = field.blur();
    }
}

/// Takes the keyboard to the first field that says its text cannot be used; says whether there is one.
pub fn focus_refused() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let field = document.and_then(|document| document.query_selector("#content [aria-invalid=true]").ok().flatten());
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    field.scroll_into_view();
    let _ = field.focus();
    true
}

/// What is around an element may be laid out anew for so long after it was shown.
const SETTLED_AFTER_MS: u32 = 100;

/// Puts the keyboard on the element of that id where one step takes the place of another: it begins what is in sight, at once,
/// so that nothing moves under a finger that is on its way to the next press. What is laid out anew around it does not take it
/// away.
pub fn focus_in_sight(id: &'static str) {
    let to_the_top = move || {
        if let Some(element) = element(id) {
            let top = ScrollIntoViewOptions::new();
            top.set_behavior(ScrollBehavior::Instant);
            element.scroll_into_view_with_scroll_into_view_options(&top);
        }
    };
    focus_where_it_is(id);
    to_the_top();
    Timeout::new(SETTLED_AFTER_MS, to_the_top).forget();
}

/// Begins a screen at its top, for the eye and for the keyboard.
pub fn enter(id: &str) {
    if let Some(window) = web_sys::window() {
        let top = ScrollToOptions::new();
        top.set_top(0.0);
        // A new screen is no way down the old one.
        top.set_behavior(ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&top);
    }
    focus_where_it_is(id);
}

/// Without a scroll.
fn focus_where_it_is(id: &str) {
    if let Some(element) = element(id) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// A panic would leave a dead page: shows the fixed one that `index.html` holds ready.
pub fn show_fixed_page_on_panic() {
    std::panic::set_hook(Box::new(|_| {
        if let Some(root) = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.document_element())
        {
            let _ = root.set_attribute("data-stopped", "");
        }
    }));
}
