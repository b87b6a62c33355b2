//! The app at hand without a network, and newer versions of it: told of, never forced.
//!
//! `sw/sw.js` keeps the files of a build. This asks for it once the first screen is there, and hears from it that a newer
//! build is ready. A page in a frame asks for nothing, and where the browser keeps nothing everything works as without.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CacheStorage, EventTarget, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::clock::now_ms;
use super::scripts::{self, BUILD, Script};
use super::{page, presence};

/// A window that is open all day looks for a newer build this often, when somebody comes back to it.
const ASK_EVERY_MS: u64 = 60 * 60 * 1_000;
/// Where the browser does not say when it has nothing to do it is taken to have nothing to do after this time.
const IDLE_AFTER_MS: u32 = 1_500;

/// What there is to say about newer versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newer {
    /// One is ready, and waits.
    Ready,
    /// Another window uses it already; this one goes on with its own.
    InUse,
}

/// What a new version would find of the plan on this screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Plan {
    /// There is none.
    #[default]
    None,
    /// It is kept on this device.
    Kept,
    /// It is in this window alone.
    NotKept,
}

/// What a screen says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct News {
    /// About newer versions.
    pub newer: Option<Newer>,
    /// About the plan.
    pub plan: Plan,
}

#[derive(Default)]
struct Here {
    started: bool,
    news: News,
    told: Option<Rc<dyn Fn(News)>>,
    registration: Option<ServiceWorkerRegistration>,
    /// A service worker looks after this page.
    had_one: bool,
    /// Somebody pressed the button.
    wanted: bool,
    asked_ms: u64,
}

thread_local! {
    static HERE: RefCell<Here> = RefCell::default();
}

fn change(change: impl FnOnce(&mut News)) {
    let told = HERE.with_borrow_mut(|here| {
        let before = here.news;
        change(&mut here.news);
        let told = here.told.clone().filter(|_| here.news != before);
        told.map(|told| (told, here.news))
    });
    if let Some((told, news)) = told {
        told(news);
    }
}

/// Listens as long as the page lasts. What is heard is a plain function: this is in the first load, and each closure would
/// bring a copy of the listener.
fn listen(target: &EventTarget, event: &'static str, heard: fn()) {
    EventListener::new(target, event, move |_| heard()).forget();
}

/// Hears the news until it is dropped.
pub struct Watch;

impl Drop for Watch {
    fn drop(&mut self) {
        HERE.with_borrow_mut(|here| here.told = None);
    }
}

/// Starts, with the first call, and calls back with every news. There is one listener: the screen's.
pub fn watch(told: impl Fn(News) + 'static) -> Watch {
    let first = HERE.with_borrow_mut(|here| {
        here.told = Some(Rc::new(told));
        !std::mem::replace(&mut here.started, true)
    });
    if first {
        start();
    }
    Watch
}

/// Says how the plan on this screen is kept.
pub fn plan_is(plan: Plan) {
    change(|news| news.plan = plan);
}

fn start() {
    // A build for trying things out changes with every save.
    if cfg!(debug_assertions) || page::is_framed() || saves_data() || keeping().is_none() {
        return;
    }
    let Some(window) = web_sys::window() else { return };
    if window
        .document()
        .is_some_and(|document| document.ready_state() == "complete")
    {
        when_idle();
    } else {
        listen(&window, "load", when_idle);
    }
}

/// The browser's keeping; `None` where it has none, as outside https.
fn keeping() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let found = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    (!found.is_undefined()).then(|| found.unchecked_into())
}

/// Whether somebody asked their browser to load as little as it can.
fn saves_data() -> bool {
    let connection = web_sys::window().and_then(|window| Reflect::get(&window.navigator(), &"connection".into()).ok());
    let saves = connection.and_then(|connection| Reflect::get(&connection, &"saveData".into()).ok());
    saves.is_some_and(|saves| saves.is_truthy())
}

/// Asks for it once the browser has nothing else to do.
fn when_idle() {
    let begin = || {
        spawn_local(async {
            // Refused where the browser keeps nothing: then everything works as without.
            let _ = keep().await;
        });
    };
    let Some(window) = web_sys::window() else { return };
    let ask = Reflect::get(&window, &"requestIdleCallback".into()).unwrap_or_default();
    match ask.dyn_ref::<Function>() {
        Some(ask) => {
            let _ = ask.call1(&window, &Closure::once_into_js(begin));
        }
        None => {
            Timeout::new(IDLE_AFTER_MS, begin).forget();
        }
    }
}

async fn keep() -> Result<(), JsValue> {
    let Some(container) = keeping() else { return Ok(()) };
    HERE.with_borrow_mut(|here| here.had_one = container.controller().is_some());
    listen(&container, "controllerchange", changed_hands);
    let options = Object::new();
    // It is small, and the only way in which a newer build is found.
    Reflect::set(&options, &"updateViaCache".into(), &"none".into())?;
    let register: Function = Reflect::get(&container, &"register".into())?.dyn_into()?;
    let promise = register.call2(&container, &scripts::url(Script::Offline)?, &options)?;
    let registered = JsFuture::from(Promise::resolve(&promise)).await?;
    let registration: ServiceWorkerRegistration = registered.dyn_into()?;
    listen(&registration, "updatefound", look);
    HERE.with_borrow_mut(|here| {
        here.registration = Some(registration);
        here.asked_ms = now_ms();
    });
    look();
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        listen(&document, "visibilitychange", ask_again);
    }
    // By this lock it is known that a page of this build is open; then builds without one can go.
    presence::share(&["pn/build/", BUILD].concat(), || {
        if let Some(worker) = keeping().and_then(|container| container.controller()) {
            let _ = worker.post_message(&"started".into());
        }
    });
    Ok(())
}

/// Another build looks after this page now, or the first one.
fn changed_hands() {
    let (first, wanted) = HERE.with_borrow_mut(|here| (!std::mem::replace(&mut here.had_one, true), here.wanted));
    if wanted {
        page::reload();
    } else if !first {
        change(|news| news.newer = Some(Newer::InUse));
    }
}

/// Whether a build waits for the one in use to be left; the first one of all waits for nobody. Looks again once one that is
/// being fetched is there.
fn look() {
    let Some(registration) = HERE.with_borrow(|here| here.registration.clone()) else {
        return;
    };
    if let Some(fetched) = registration.installing() {
        listen(&fetched, "statechange", look);
    }
    if registration.waiting().is_some() && registration.active().is_some() {
        change(|news| news.newer = Some(Newer::Ready));
    }
}

/// Looks for a newer build when somebody comes back, if the last time was long ago.
fn ask_again() {
    let hidden = web_sys::window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.hidden());
    let now = now_ms();
    let due = HERE.with_borrow_mut(|here| {
        let due = !hidden && now.saturating_sub(here.asked_ms) >= ASK_EVERY_MS;
        if due {
            here.asked_ms = now;
        }
        here.registration.clone().filter(|_| due)
    });
    if let Some(promise) = due.and_then(|registration| registration.update().ok()) {
        spawn_local(async move {
            // Without a network there is nothing newer.
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// Starts the newer version: this page is loaded anew as soon as it is in use.
pub fn start_newer() {
    let waiting = HERE.with_borrow_mut(|here| {
        here.wanted = true;
        here.registration.as_ref().and_then(ServiceWorkerRegistration::waiting)
    });
    let asked = waiting.is_some_and(|waiting| waiting.post_message(&"use".into()).is_ok());
    if !asked {
        page::reload();
    }
}

/// Lets go of all that is kept of the app itself; says whether there was anything. A later visit keeps it again.
pub async fn forget() -> bool {
    let (left, deleted) = (leave().await, delete().await);
    left.unwrap_or_default() || deleted.unwrap_or_default()
}

async fn leave() -> Result<bool, JsValue> {
    let Some(container) = keeping() else { return Ok(false) };
    let found = JsFuture::from(container.get_registration()).await?;
    let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>() else {
        return Ok(false);
    };
    Ok(JsFuture::from(registration.unregister()?).await?.is_truthy())
}

async fn delete() -> Result<bool, JsValue> {
    let Some(window) = web_sys::window() else {
        return Ok(false);
    };
    let caches = Reflect::get(&window, &"caches".into())?;
    if caches.is_undefined() {
        return Ok(false);
    }
    let caches: CacheStorage = caches.unchecked_into();
    // The page's base is the folder that it is in, and so the scope.
    let scope = window
        .document()
        .and_then(|document| document.base_uri().ok().flatten());
    let ours = format!("pn.1.app {} ", scope.unwrap_or_default());
    let mut any = false;
    for name in Array::from(&JsFuture::from(caches.keys()).await?).iter() {
        if let Some(name) = name.as_string().filter(|name| name.starts_with(&ours)) {
            any |= JsFuture::from(caches.delete(&name)).await?.is_truthy();
        }
    }
    Ok(any)
}
