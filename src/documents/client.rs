//! The window's half: starts the worker with the first order, and hands each answer to whoever asked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use base64ct::{Base64, Encoding};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use plan_doc::{Statement, Verdict};
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use super::wire::{Order, SignedFile, stretch_value, verdict_of};
use super::{Failed, Stage};
use crate::platform::keys::SigningKey;
use crate::platform::page;
use crate::platform::scripts::{self, BUILD, Script};
use crate::state::drafts::lock::Stretch;

/// What is told while an order is worked on.
pub type Progress = Rc<dyn Fn(Stage)>;

/// Work that is done sooner tells of no stages: words that flash by help nobody, and are read aloud one after the other.
const QUIET_MS: u32 = 500;

struct Waiting {
    resolve: Function,
    progress: Progress,
    /// Whether it is too early to tell of stages; the newest one is kept.
    quiet: bool,
    untold: Option<Stage>,
    // Kept while the work lasts.
    _timer: Timeout,
}

struct Running {
    worker: Worker,
    ready: bool,
    /// Orders that came before the worker was ready: a message sent earlier would be lost.
    queued: Vec<Array>,
    // Kept while the worker lives.
    _onmessage: Closure<dyn FnMut(MessageEvent)>,
    _onerror: Closure<dyn FnMut(JsValue)>,
}

#[derive(Default)]
struct Client {
    running: Option<Running>,
    waiting: BTreeMap<u64, Waiting>,
    last: u64,
}

thread_local! {
    static CLIENT: RefCell<Client> = RefCell::default();
}

fn start(client: &mut Client) -> Result<(), JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"module".into())?;
    let constructor: Function = Reflect::get(&js_sys::global(), &"Worker".into())?.unchecked_into();
    let script = scripts::url(Script::Documents)?;
    let worker: Worker = Reflect::construct(&constructor, &Array::of2(&script, &options))?.unchecked_into();
    let onmessage = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| heard(&event));
    let onerror = Closure::<dyn FnMut(JsValue)>::new(|_| {
        let failed = CLIENT.with_borrow(|client| match &client.running {
            Some(running) if running.ready => Failed::Stopped,
            _ => not_loaded(),
        });
        end(failed);
    });
    worker.set_onmessage(Some(onmessage.as_ref().unchecked_ref()));
    worker.set_onerror(Some(onerror.as_ref().unchecked_ref()));
    client.running = Some(Running {
        worker,
        ready: false,
        queued: Vec::new(),
        _onmessage: onmessage,
        _onerror: onerror,
    });
    Ok(())
}

/// Why the worker did not come.
fn not_loaded() -> Failed {
    if page::has_network() {
        Failed::NotLoaded
    } else {
        Failed::NoNetwork
    }
}

/// Ends the worker; whoever waits is told why. The next order starts another.
fn end(failed: Failed) {
    let (running, waiting) =
        CLIENT.with_borrow_mut(|client| (client.running.take(), std::mem::take(&mut client.waiting)));
    if let Some(running) = &running {
        running.worker.set_onmessage(None);
        running.worker.set_onerror(None);
        running.worker.terminate();
    }
    let message = json!({ "failed": failed.as_str() }).to_string();
    for one in waiting.into_values() {
        let _ = one
            .resolve
            .call1(&JsValue::NULL, &Array::of1(&JsValue::from_str(&message)));
    }
    // A closure must not be dropped while it runs, and this may run inside one of them.
    wasm_bindgen_futures::spawn_local(async move { drop(running) });
}

fn heard(event: &MessageEvent) {
    let parts = Array::from(&event.data());
    let text = parts.get(0).as_string().unwrap_or_default();
    let Ok(message) = serde_json::from_str::<Value>(&text) else {
        return;
    };
    if message.get("stopped").is_some() {
        end(Failed::Stopped);
        return;
    }
    if let Some(build) = message.get("ready").and_then(Value::as_str) {
        if build != BUILD {
            end(Failed::OtherBuild);
            return;
        }
        CLIENT.with_borrow_mut(|client| {
            if let Some(running) = &mut client.running {
                running.ready = true;
                for order in running.queued.drain(..) {
                    let _ = running.worker.post_message(&order);
                }
            }
        });
        return;
    }
    let Some(seq) = message.get("seq").and_then(Value::as_u64) else {
        return;
    };
    // An answer that nobody waits for any more is dropped.
    if let Some(stage) = message.get("stage").and_then(Value::as_str).and_then(Stage::parse) {
        let progress = CLIENT.with_borrow_mut(|client| {
            let waiting = client.waiting.get_mut(&seq)?;
            if waiting.quiet {
                waiting.untold = Some(stage);
                return None;
            }
            Some(Rc::clone(&waiting.progress))
        });
        if let Some(progress) = progress {
            progress(stage);
        }
        return;
    }
    if let Some(waiting) = CLIENT.with_borrow_mut(|client| client.waiting.remove(&seq)) {
        let _ = waiting.resolve.call1(&JsValue::NULL, &parts);
    }
}

/// From here on the stages of this work are told as they come.
fn tell_from_now_on(sequence: u64) {
    let told = CLIENT.with_borrow_mut(|client| {
        let waiting = client.waiting.get_mut(&sequence)?;
        waiting.quiet = false;
        Some((Rc::clone(&waiting.progress), waiting.untold.take()?))
    });
    if let Some((progress, stage)) = told {
        progress(stage);
    }
}

async fn ask(
    mut request: Value,
    with: Option<&JsValue>,
    progress: Progress,
) -> Result<(Value, Option<Vec<u8>>), Failed> {
    progress(Stage::Fetching);
    let (sequence, promise) = CLIENT.with_borrow_mut(|client| {
        client.last += 1;
        let sequence = client.last;
        let promise = Promise::new(&mut |resolve, _| {
            let waiting = Waiting {
                resolve,
                progress: Rc::clone(&progress),
                quiet: true,
                untold: None,
                _timer: Timeout::new(QUIET_MS, move || tell_from_now_on(sequence)),
            };
            client.waiting.insert(sequence, waiting);
        });
        (sequence, promise)
    });
    if let Some(object) = request.as_object_mut() {
        object.insert("seq".to_owned(), json!(sequence));
    }
    let order = Array::of1(&JsValue::from_str(&request.to_string()));
    if let Some(with) = with {
        order.push(with);
    }
    let started = CLIENT.with_borrow_mut(|client| {
        if client.running.is_none() {
            start(client)?;
        }
        if let Some(running) = &mut client.running {
            if running.ready {
                running.worker.post_message(&order)?;
            } else {
                running.queued.push(order);
            }
        }
        Ok::<_, JsValue>(())
    });
    if started.is_err() {
        end(not_loaded());
    }
    let answer = JsFuture::from(promise).await.map_err(|_| Failed::Stopped)?;
    let parts = Array::from(&answer);
    let message: Value =
        serde_json::from_str(&parts.get(0).as_string().unwrap_or_default()).map_err(|_| Failed::Stopped)?;
    if let Some(failed) = message.get("failed").and_then(Value::as_str) {
        return Err(Failed::parse(failed));
    }
    let file = parts.get(1);
    let file = file
        .is_instance_of::<Uint8Array>()
        .then(|| Uint8Array::new(&file).to_vec());
    Ok((message.get("done").cloned().unwrap_or(Value::Null), file))
}

/// Signs the document of an order for one side, with its key: what the worker is given is the browser's handle.
///
/// # Errors
/// See [`Failed`]; nothing is signed then.
pub async fn sign(
    order: &Order,
    statement: &Statement,
    key: &SigningKey,
    progress: Progress,
) -> Result<SignedFile, Failed> {
    let spki = Base64::encode_string(&key.author().to_spki());
    let request = json!({
        "work": "sign", "order": order.to_value(), "statement": statement.to_value(), "spki": spki,
    });
    let (done, _) = ask(request, Some(key.private()), progress).await?;
    SignedFile::from_value(&done).ok_or(Failed::Stopped)
}

/// The document of an order with its signatures, checked.
///
/// # Errors
/// See [`Failed`].
pub async fn file(order: &Order, progress: Progress) -> Result<Vec<u8>, Failed> {
    let request = json!({ "work": "file", "order": order.to_value() });
    let (_, file) = ask(request, None, progress).await?;
    file.ok_or(Failed::Stopped)
}

/// What can be said of a file.
///
/// # Errors
/// See [`Failed`].
pub async fn check(file: &[u8], progress: Progress) -> Result<Verdict, Failed> {
    let file = Uint8Array::from(file);
    let (done, _) = ask(json!({ "work": "check" }), Some(&file), progress).await?;
    verdict_of(&done).ok_or(Failed::Stopped)
}

/// The key of a passphrase: slow on purpose, and away from the screen.
///
/// # Errors
/// See [`Failed`].
pub async fn stretch(passphrase: &str, stretch: &Stretch) -> Result<[u8; 32], Failed> {
    let request = json!({
        "work": "stretch", "passphrase": passphrase, "stretch": stretch_value(stretch),
    });
    let answer = ask(request, None, Rc::new(|_| ())).await;
    // What it took, memory and passphrase, goes with the worker: the next order starts another.
    if CLIENT.with_borrow(|client| client.waiting.is_empty()) {
        end(Failed::Cancelled);
    }
    let (_, key) = answer?;
    key.and_then(|key| key.try_into().ok()).ok_or(Failed::Stopped)
}

/// Stops whatever is worked on.
pub fn cancel() {
    end(Failed::Cancelled);
}
