//! Finding the port, and listening to it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DomStringList, Event, MessageEvent, MessagePort, Window};
use yew::AttrValue;

use super::colours::Wardrobe;
use super::{CASE, LINE, Line, STATE, apart, height, policy, post, tell};
use crate::embed::hear::{Hear, Settings, Storage, hear};
use crate::embed::hosts::{self, Host};
use crate::embed::limits::{MAX_TEXT, Meter, Share};
use crate::embed::say::{Outcome, Say, State};
use crate::embed::site::is_same;
use crate::embed::steps::{door, has_plan, moved, step_of};
use crate::platform::clock::now_ms;
use crate::platform::{fetch, page, storage};
use crate::state::route::Route;
use crate::state::spoken;

/// The version of the messages between the windows.
const VERSION: f64 = 1.0;

/// Waits for the page around the frame, and then listens to it for as long as the frame lives.
///
/// Without an `embed.json` that names somebody the frame says nothing and listens to nobody. `redraw` draws the app anew,
/// for when it is to be in another language or to keep its plans elsewhere.
pub fn begin(redraw: fn()) {
    let Some(window) = web_sys::window() else { return };
    let own = window.location().origin().unwrap_or_default();
    if ancestors(&window).iter().any(|origin| !is_same(&own, origin)) {
        apart::say();
    }
    spawn_local(async move {
        let hosts = hosts().await;
        if !hosts.is_empty() {
            // Only then has the page seen this document come, and tells it from the one before.
            once_loaded(&window.clone(), move || wait(&window, own, hosts, redraw));
        }
    });
}

/// The origins around the frame, where the browser tells them.
fn ancestors(window: &Window) -> Vec<String> {
    let list = Reflect::get(&window.location(), &"ancestorOrigins".into()).unwrap_or_default();
    let Some(list) = list.dyn_ref::<DomStringList>() else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|index| list.item(index)).collect()
}

/// Who may embed the app; nobody where that cannot be read.
async fn hosts() -> Vec<Host> {
    let bytes = fetch::bytes(hosts::FILE, hosts::MAX_BYTES).await.unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    hosts::read(&text).unwrap_or_default()
}

fn once_loaded(window: &Window, then: impl FnOnce() + 'static) {
    let document = window.document();
    if document.is_some_and(|document| document.ready_state() == "complete") {
        then();
    } else {
        // The page hears of it when this event is over.
        EventListener::once(window, "load", move |_| {
            Timeout::new(0, then).forget();
        })
        .forget();
    }
}

/// Asks for a port, and takes the first one that comes from the right page.
fn wait(window: &Window, own: String, hosts: Vec<Host>, redraw: fn()) {
    let Ok(Some(parent)) = window.parent() else { return };
    let around: JsValue = parent.clone().into();
    let mut is_taken = false;
    EventListener::new(window, "message", move |event| {
        let event = event.dyn_ref::<MessageEvent>();
        let Some(event) = event.filter(|event| !is_taken && comes_from(event, &around)) else {
            return;
        };
        let origin = event.origin();
        let host = hosts.iter().find(|host| host.origin == origin);
        if let (Some(host), Some(port)) = (host, port_of(event)) {
            is_taken = true;
            if !is_same(&own, &origin) {
                apart::say();
            }
            listen(port, host.clone(), redraw);
        }
    })
    .forget();
    let waiting = Object::new();
    for (key, value) in [("pn", JsValue::from_f64(VERSION)), ("kind", "waiting".into())] {
        let _ = Reflect::set(&waiting, &key.into(), &value);
    }
    // To whoever it is: it says nothing, and the answer is judged.
    let _ = parent.post_message(&waiting, "*");
}

fn comes_from(event: &MessageEvent, window: &JsValue) -> bool {
    event.source().is_some_and(|source| JsValue::from(source) == *window)
}

/// The one port of a message that hands one over.
fn port_of(event: &MessageEvent) -> Option<MessagePort> {
    let data = event.data();
    let field = |key: &str| Reflect::get(&data, &key.into()).ok();
    let ports = event.ports();
    if field("pn")?.as_f64() != Some(VERSION) || field("kind")?.as_string()? != "port" || ports.length() != 1 {
        return None;
    }
    ports.get(0).dyn_into().ok()
}

/// What listens to a page, and what the page has said so far.
struct Listener {
    origin: AttrValue,
    meter: Meter,
    wardrobe: Wardrobe,
    redraw: fn(),
    /// Whether the element has said what stands in its attributes.
    is_settled: bool,
    /// The last case, until its plan is closed: a page that says it again, as a redraw of its own might, does not start the
    /// plan again.
    case: Option<String>,
    /// What came while the words of another language were on their way: a case that was opened meanwhile would be lost
    /// when the screen is drawn anew.
    waiting: Option<Vec<Hear>>,
}

fn listen(port: MessagePort, host: Host, redraw: fn()) {
    let listener = Rc::new(RefCell::new(Listener {
        origin: host.origin.clone().into(),
        meter: Meter::default(),
        wardrobe: Wardrobe::new(),
        redraw,
        is_settled: false,
        case: None,
        waiting: None,
    }));
    let hearing = Rc::clone(&listener);
    EventListener::new(&port, "message", move |event| {
        let event = event.dyn_ref::<MessageEvent>();
        let takes = || hearing.borrow_mut().meter.takes(now_ms(), Share::Whole);
        if let Some(message) = event.filter(|_| takes()).and_then(read) {
            hear_in_turn(&hearing, message);
        }
    })
    .forget();
    port.start();
    LINE.set(Some(Line {
        port,
        voice: speak,
        meter: Meter::default(),
        host,
        policy: None,
    }));
    post(Say::Ready);
    watch_steps(listener);
    height::measure();
}

fn speak(line: &mut Line, say: Say) {
    if line.meter.takes(now_ms(), say.share()) {
        // A port that the other side has closed takes everything and gives it to nobody.
        let _ = line.port.post_message(&say.to_json().into());
    }
}

/// The message of an event; `None` where it is none. It is measured before anything of it is copied.
fn read(event: &MessageEvent) -> Option<Hear> {
    let text: JsString = event.data().dyn_into().ok()?;
    let is_short = usize::try_from(text.length()).is_ok_and(|length| length <= MAX_TEXT);
    is_short.then(|| hear(&String::from(text)))?
}

/// Hears a message once the words that an earlier one asked for are there.
fn hear_in_turn(listener: &Rc<RefCell<Listener>>, message: Hear) {
    let mut this = listener.borrow_mut();
    if let Some(waiting) = &mut this.waiting {
        waiting.push(message);
        return;
    }
    let lang = match &message {
        Hear::Settings(settings) => settings.lang,
        _ => None,
    };
    this.hear(message);
    let Some(code) = lang.filter(|code| spoken::is_other(code)) else {
        return;
    };
    this.waiting = Some(Vec::new());
    let listener = Rc::clone(listener);
    spawn_local(async move {
        let is_other = spoken::ask(code).await;
        let redraw = listener.borrow().redraw;
        if is_other {
            apart::say_again();
            redraw();
        }
        // The screen that was drawn anew looks for a case once it has nothing else to do.
        Timeout::new(0, move || {
            let waiting = listener.borrow_mut().waiting.take().unwrap_or_default();
            for message in waiting {
                hear_in_turn(&listener, message);
            }
        })
        .forget();
    });
}

impl Listener {
    fn hear(&mut self, message: Hear) {
        match message {
            Hear::Open(case) => self.open(case),
            Hear::Focus => page::focus("content"),
            Hear::Close => {
                self.case = None;
                page::go(&Route::NewAlone.href());
                tell(State::Closed);
            }
            Hear::Theme(look) => self.wardrobe.wear(look),
            Hear::Settings(settings) => {
                let is_first = !std::mem::replace(&mut self.is_settled, true);
                if settle(settings, is_first) {
                    apart::say_again();
                    (self.redraw)();
                }
            }
        }
    }

    /// Leaves a case where the app takes one from the address bar, and tells it to look.
    fn open(&mut self, case: String) {
        if self.case.as_ref() == Some(&case) {
            return;
        }
        CASE.set(Some((case.clone().into(), self.origin.clone())));
        self.case = Some(case);
        page::replace_hash(Route::OpenAlone.href().trim_start_matches('#'));
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("hashchange")) {
            // It has no default that anybody could prevent.
            let _ = window.dispatch_event(&event);
        }
    }
}

/// Does what the element's attributes say, and says whether the screen is to be drawn anew for it. Where plans are kept is
/// settled once: a plan that is open stays where it is.
fn settle(settings: Settings, is_first: bool) -> bool {
    let is_kept_elsewhere = is_first && keep_for(settings.storage);
    let is_under_other_rules = follow(settings.policy, is_first);
    // The first page keeps nothing and knows no rules: what is typed there stays.
    let is_first_page = Route::parse(&page::hash()) == Route::NewAlone;
    !is_first_page && (is_kept_elsewhere || is_under_other_rules)
}

fn keep_for(asked: Storage) -> bool {
    let for_session = asked == Storage::Session;
    let is_other = storage::is_for_session() != for_session;
    if is_other {
        storage::keep_for_session(for_session);
    }
    is_other
}

/// Follows the policy pack that the page asks for, where the deployment has chosen none for it.
fn follow(asked: Option<String>, is_first: bool) -> bool {
    let before = policy().filter(|_| !is_first);
    LINE.with_borrow_mut(|line| {
        if let Some(line) = line {
            line.policy = asked;
        }
    });
    policy() != before
}

/// Tells which step somebody is on, from the address alone, and that a plan is closed.
fn watch_steps(listener: Rc<RefCell<Listener>>) {
    let mut here = Route::parse(&page::hash());
    if let (true, Some(state)) = (has_plan(here), STATE.get()) {
        post(Say::State(state));
    }
    if let Some(step) = step_of(here) {
        post(Say::Step(step, door(here), Outcome::Begun));
    }
    let Some(window) = web_sys::window() else { return };
    EventListener::new(&window, "hashchange", move |_| {
        let next = Route::parse(&page::hash());
        // Nobody sees it: it makes the plan of what was typed on the page before.
        if next == Route::BeginAlone {
            return;
        }
        let before = std::mem::replace(&mut here, next);
        moved(before, next).for_each(post);
        if has_plan(before) && !has_plan(next) {
            // Where a case is being opened right now it stays: that is what closes the plan before it.
            if let Ok(mut listener) = listener.try_borrow_mut() {
                listener.case = None;
            }
            tell(State::Closed);
        }
    })
    .forget();
}
