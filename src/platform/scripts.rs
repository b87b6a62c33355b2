//! The scripts that the app starts, and their addresses as the browser takes them.
//!
//! Where the browser insists on Trusted Types an address has to come out of a policy. The content security policy names
//! one, and lets nobody make it twice: so every script passes here.

use std::cell::RefCell;

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Names the build: `cargo xtask build` gives the page, its worker and what is kept of it the same name.
pub const BUILD: &str = match option_env!("PLAN_NEGOTIATOR_BUILD") {
    Some(name) => name,
    None => "plain",
};

/// The one policy that the content security policy names.
const POLICY: &str = "plan-negotiator";

/// A script of the app, beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Starts the worker of the documents.
    Documents,
    /// Keeps the app for use without a network.
    Offline,
}

impl Script {
    const ALL: [Self; 2] = [Self::Documents, Self::Offline];

    fn address(self) -> String {
        match self {
            // Of this build: a newer one's worker would not understand this page.
            Self::Documents => ["document_worker_loader-", BUILD, ".js"].concat(),
            // The same for every build: by it the browser finds a newer one.
            Self::Offline => "sw.js".to_owned(),
        }
    }
}

thread_local! {
    static MADE: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Lets the addresses of [`Script`] pass, and nothing else.
fn pass(asked: &JsValue) -> Result<JsValue, JsValue> {
    let ours = asked
        .as_string()
        .is_some_and(|asked| Script::ALL.iter().any(|script| script.address() == asked));
    if ours {
        Ok(asked.clone())
    } else {
        Err("not a script of this app".into())
    }
}

fn policy(factory: &JsValue) -> Result<JsValue, JsValue> {
    if let Some(made) = MADE.with_borrow(Clone::clone) {
        return Ok(made);
    }
    let rules = Object::new();
    let only = Closure::<dyn Fn(JsValue) -> Result<JsValue, JsValue>>::new(|asked| pass(&asked));
    Reflect::set(&rules, &"createScriptURL".into(), &only.into_js_value())?;
    let make: Function = Reflect::get(factory, &"createPolicy".into())?.unchecked_into();
    let made = make.call2(factory, &POLICY.into(), &rules)?;
    MADE.set(Some(made.clone()));
    Ok(made)
}

/// The address of a script: where the browser insists on Trusted Types, as one of them.
///
/// # Errors
/// The browser refuses it.
pub fn url(script: Script) -> Result<JsValue, JsValue> {
    let address = JsValue::from_str(&script.address());
    let factory = Reflect::get(&js_sys::global(), &"trustedTypes".into())?;
    if factory.is_undefined() {
        return Ok(address);
    }
    let policy = policy(&factory)?;
    let create: Function = Reflect::get(&policy, &"createScriptURL".into())?.unchecked_into();
    create.call1(&policy, &address)
}
