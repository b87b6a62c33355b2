//! Who is still here: each window holds a lock; whoever gets it knows that the window is gone.
//!
//! A heartbeat would lie in a covered window, where timers are throttled. A lock is let go by the browser itself,
//! at the moment a tab closes or crashes.

use plan_log::entry::Author;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

fn lock_name(author: Author) -> String {
    format!("pn/window/{}", author.to_hex())
}

fn request(name: &str, granted: &js_sys::Function) -> Option<js_sys::Promise> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: js_sys::Function = js_sys::Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call2(&locks, &name.into(), granted).ok()?.dyn_into().ok()
}

/// Holds this window's lock until the window is gone.
pub fn hold(author: Author) {
    let _ = request(&lock_name(author), &never_settles());
}

/// Calls back once the other window is gone. Does nothing where the browser has no locks.
pub fn when_gone(author: Author, gone: impl FnOnce() + 'static) {
    let granted = Closure::once_into_js(|| JsValue::UNDEFINED);
    if let Some(promise) = granted
        .dyn_ref()
        .and_then(|granted| request(&lock_name(author), granted))
    {
        spawn_local(async move {
            if JsFuture::from(promise).await.is_ok() {
                gone();
            }
        });
    }
}

/// A function whose promise never settles: its lock is let go with the window.
fn never_settles() -> js_sys::Function {
    let never = Closure::<dyn Fn() -> js_sys::Promise>::new(|| js_sys::Promise::new(&mut |_, _| {}));
    never.into_js_value().unchecked_into()
}
