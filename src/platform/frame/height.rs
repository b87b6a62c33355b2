//! How tall the content of the frame is, said to the page around it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

use super::post;
use crate::embed::limits::Heights;
use crate::embed::say::{Height, Say};
use crate::platform::clock::now_ms;

/// On the root element once a page listens: the frame is then as tall as what is in it.
const FRAMED: &str = "data-framed";
/// No two heights are said within this time; the last one always is.
const HEIGHT_EVERY_MS: u64 = 100;

/// Says how tall the content is whenever that changes. The body holds it, and nothing in it depends on how tall the frame
/// is: see `data-framed` in the stylesheets.
pub fn measure() {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(content) = document.and_then(|document| document.body()) else {
        return;
    };
    let content: Element = content.into();
    let root = content
        .owner_document()
        .and_then(|document| document.document_element());
    let _ = root.map(|root| root.set_attribute(FRAMED, ""));
    let rule = Rc::new(Rule {
        content: content.clone(),
        heights: RefCell::default(),
        said_at: Cell::new(0),
        timer: RefCell::default(),
    });
    let changed = Closure::<dyn FnMut()>::new(move || rule.changed());
    if let Ok(observer) = ResizeObserver::new(changed.into_js_value().unchecked_ref()) {
        observer.observe(&content);
    }
}

/// Measures the content.
struct Rule {
    content: Element,
    heights: RefCell<Heights>,
    said_at: Cell<u64>,
    timer: RefCell<Option<Timeout>>,
}

impl Rule {
    fn changed(self: &Rc<Self>) {
        let passed = now_ms().saturating_sub(self.said_at.get());
        let left = HEIGHT_EVERY_MS
            .checked_sub(passed)
            .and_then(|left| u32::try_from(left).ok());
        match left {
            Some(left) if left > 0 => {
                let rule = Rc::clone(self);
                self.timer.replace(Some(Timeout::new(left, move || rule.say())));
            }
            _ => {
                self.timer.take();
                self.say();
            }
        }
    }

    fn say(&self) {
        let now = now_ms();
        let next = self.heights.borrow_mut().next(height_of(&self.content), now);
        if let Some(pixels) = next {
            self.said_at.set(now);
            post(Say::Resize(Height::new(pixels)));
        }
    }
}

/// In whole CSS pixels, up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a height on a screen; the cast keeps what does not fit at the nearest number that does"
)]
fn height_of(content: &Element) -> u32 {
    content.get_bounding_client_rect().height().ceil() as u32
}
