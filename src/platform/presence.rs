//! Who is still here: each window holds a lock; whoever gets it knows that the window is gone.
//!
//! A heartbeat would lie in a covered window, where timers are throttled. A lock is let go by the browser itself,
//! at the moment a tab closes or crashes.

use std::cell::RefCell;
use std::rc::Rc;

use plan_log::message::Window;
use plan_log::{Role, RoomId};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The lock that a window holds for as long as it is open.
pub fn of_window(window: Window) -> String {
    let digits: String = window.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("pn/window/{digits}")
}

/// The lock of the one window that writes for a side of a room: two would write two histories.
pub fn of_writer(room: RoomId, role: Role) -> String {
    format!("pn/writer/{}-{}", room.to_hex(), role.as_str())
}

fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then_some(locks)
}

fn request(name: &str, granted: &js_sys::Function) -> Option<js_sys::Promise> {
    let locks = locks()?;
    let request: js_sys::Function = js_sys::Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call2(&locks, &name.into(), granted).ok()?.dyn_into().ok()
}

/// Takes a lock that many windows hold together, for as long as this page lasts, then calls back. Where the browser has
/// no locks it calls back at once.
pub fn share(name: &str, held: fn()) {
    let granted = Closure::once_into_js(move || {
        held();
        // Never settled: the browser lets the lock go with the page.
        js_sys::Promise::new(&mut |_, _| ())
    });
    let asked = || {
        let locks = locks()?;
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"mode".into(), &"shared".into()).ok()?;
        let request: js_sys::Function = js_sys::Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        request.call3(&locks, &name.into(), &options, &granted).ok()
    };
    if asked().is_none() {
        held();
    }
}

/// A lock of this window: let go when dropped, and by the browser when the window is gone.
pub struct Presence(Rc<RefCell<Lock>>);

enum Lock {
    Asked,
    /// The lock is held until this function is called.
    Held(js_sys::Function),
    LetGo,
}

impl Presence {
    /// Takes a lock, then calls back. Whoever hears of a window before it has its own would take it for gone.
    /// Where the browser has no locks it calls back at once.
    pub fn hold<F: FnOnce() + 'static>(name: &str, held: F) -> Self {
        let lock = Rc::new(RefCell::new(Lock::Asked));
        let held = Rc::new(RefCell::new(Some(held)));
        let call = |held: &RefCell<Option<F>>| {
            if let Some(held) = held.take() {
                held();
            }
        };
        let granted = {
            let (lock, held) = (Rc::clone(&lock), Rc::clone(&held));
            Closure::once_into_js(move || {
                if matches!(*lock.borrow(), Lock::LetGo) {
                    return JsValue::UNDEFINED;
                }
                let until = js_sys::Promise::new(&mut |settle, _| *lock.borrow_mut() = Lock::Held(settle));
                call(&held);
                until.into()
            })
        };
        match granted.dyn_ref().and_then(|granted| request(name, granted)) {
            None => call(&held),
            // In a frame where the browser keeps nothing it refuses locks as well. One that was let go of ends well.
            Some(promise) => spawn_local(async move {
                if JsFuture::from(promise).await.is_err() {
                    call(&held);
                }
            }),
        }
        Self(lock)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Lock::Held(settle) = self.0.replace(Lock::LetGo) {
            // Settling a promise cannot fail.
            let _ = settle.call0(&JsValue::NULL);
        }
    }
}

/// Calls back once the other window is gone. Does nothing where the browser has no locks.
pub fn when_gone(window: Window, gone: impl FnOnce() + 'static) {
    let granted = Closure::once_into_js(|| JsValue::UNDEFINED);
    if let Some(promise) = granted
        .dyn_ref()
        .and_then(|granted| request(&of_window(window), granted))
    {
        spawn_local(async move {
            if JsFuture::from(promise).await.is_ok() {
                gone();
            }
        });
    }
}
