//! The port to the page around the frame. What is said over it is judged in [`crate::embed`].
//!
//! What the first load carries is the half that speaks, a few lines that do nothing without a port. The half that finds
//! the port and listens is a part of its own, fetched only in a frame: see [`begin`].

mod apart;
mod colours;
pub mod full_page;
mod height;
mod listen;

use std::cell::{Cell, RefCell};

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::MessagePort;
use yew::AttrValue;

use super::clock::now_ms;
use crate::embed::hosts::Host;
use crate::embed::limits::{Meter, Share};
use crate::embed::say::{Say, State};

pub use listen::begin;

/// The page at the other end of the port.
struct Line {
    port: MessagePort,
    /// Says something. A value and no function, so that the first load has nothing of it.
    voice: fn(&mut Line, Say),
    meter: Meter,
    host: Host,
    /// The policy pack that the page asks for.
    policy: Option<String>,
}

thread_local! {
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
    /// The text of a case that the page gave, and the page's origin, until the app takes it.
    static CASE: RefCell<Option<(AttrValue, AttrValue)>> = const { RefCell::new(None) };
    /// How far the plan has come, also before anybody listens.
    static STATE: Cell<Option<State>> = const { Cell::new(None) };
}

/// Says something to the page around the frame, if one listens and not too much was said.
pub fn post(say: Say) {
    post_with(|| say);
}

/// The same of what costs something to find out.
pub fn post_with(say: impl FnOnce() -> Say) {
    LINE.with_borrow_mut(|line| {
        if let Some(line) = line {
            (line.voice)(line, say());
        }
    });
}

/// Takes the case that the page around the frame gave.
pub fn take_case() -> Option<(AttrValue, AttrValue)> {
    CASE.take()
}

/// Says how far the plan has come, once; gives back how far it had come before.
pub fn tell(state: State) -> Option<State> {
    let before = STATE.replace(Some(state));
    if before != Some(state) {
        post(Say::State(state));
    }
    before
}

/// What a page is called that may be sent a signed document.
pub fn receiver() -> Option<String> {
    LINE.with_borrow(|line| {
        let line = line.as_ref()?;
        line.host.send.then(|| line.host.name.clone())
    })
}

/// The policy pack for the visitors of the page around the frame: the deployment's choice, or else the page's.
pub fn policy() -> Option<String> {
    LINE.with_borrow(|line| {
        let line = line.as_ref()?;
        line.host.policy.clone().or_else(|| line.policy.clone())
    })
}

/// Hands a signed document and its data to the page that may have them. For the press that says so, and nothing else.
pub fn send(pdf: &[u8], json: &[u8]) -> bool {
    LINE.with_borrow_mut(|line| {
        let Some(line) = line.as_mut().filter(|line| line.host.send) else {
            return false;
        };
        if !line.meter.takes(now_ms(), Share::Whole) {
            return false;
        }
        let (pdf, json) = (Uint8Array::from(pdf).buffer(), Uint8Array::from(json).buffer());
        let message = Object::new();
        let whole = [
            ("kind", JsValue::from("send")),
            ("pdf", (&pdf).into()),
            ("json", (&json).into()),
        ]
        .iter()
        .all(|(key, value)| Reflect::set(&message, &(*key).into(), value).is_ok());
        // The buffers change hands: nothing of them is left here.
        whole
            && line
                .port
                .post_message_with_transferable(&message, &Array::of2(&pdf, &json))
                .is_ok()
    })
}
