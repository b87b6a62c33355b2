//! The worker's half: draws, signs and checks, one order at a time.

use std::cell::RefCell;
use std::rc::Rc;

use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64, Encoding};
use js_sys::{Array, Reflect, Uint8Array};
use plan_doc::{
    FileError, MAX_PDF_BYTES, NewCertificate, Statement, Summary, UncheckedFile, Verdict, certificate_key, prepare,
    read_drawn, read_pdf, render_pdf, signing_bytes,
};
use plan_log::Author;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::wire::{Order, SignedFile, stretch_of, verdict_value};
use super::{Failed, Stage};
use crate::platform::keys::{self, NoCrypto, SigningKey};
use crate::platform::scripts::BUILD;
use crate::state::drafts::lock::Stretch;

impl From<NoCrypto> for Failed {
    fn from(_: NoCrypto) -> Self {
        Self::NoCrypto
    }
}

impl From<FileError> for Failed {
    fn from(error: FileError) -> Self {
        match error {
            FileError::TooLarge { .. } => Self::TooLarge,
            FileError::NotOurs => Self::NotOurs,
            FileError::Truncated => Self::Truncated,
            FileError::Changed(_) => Self::Changed,
        }
    }
}

/// What comes of an order: words, and perhaps a file.
type Done = (Value, Option<Vec<u8>>);

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn post(message: &Value, file: Option<&[u8]>) {
    let parts = Array::of1(&JsValue::from_str(&message.to_string()));
    let moved = Array::new();
    if let Some(file) = file {
        let file = Uint8Array::from(file);
        parts.push(&file);
        moved.push(&file.buffer());
    }
    // The window may be gone; then nobody is left to tell.
    let _ = scope().post_message_with_transfer(&parts, &moved);
}

/// Takes orders until the worker is ended.
pub fn run() {
    std::panic::set_hook(Box::new(|_| post(&json!({ "stopped": true }), None)));
    let onmessage = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let parts = Array::from(&event.data());
        let text = parts.get(0).as_string().unwrap_or_default();
        spawn_local(answer(text, parts.get(1)));
    });
    scope().set_onmessage(Some(onmessage.as_ref().unchecked_ref()));
    // It listens for as long as the worker lives.
    onmessage.forget();
    post(&json!({ "ready": BUILD }), None);
}

async fn answer(text: String, with: JsValue) {
    let Ok(request) = serde_json::from_str::<Value>(&text) else {
        return;
    };
    let Some(seq) = request.get("seq").and_then(Value::as_u64) else {
        return;
    };
    let stage = |stage: Stage| post(&json!({ "seq": seq, "stage": stage.as_str() }), None);
    match work(&request, with, stage).await {
        Ok((done, file)) => post(&json!({ "seq": seq, "done": done }), file.as_deref()),
        Err(failed) => post(&json!({ "seq": seq, "failed": failed.as_str() }), None),
    }
}

async fn work(request: &Value, with: JsValue, stage: impl Fn(Stage)) -> Result<Done, Failed> {
    let order = || {
        let order = request.get("order").and_then(Order::from_value);
        order.ok_or(Failed::NoDocument)
    };
    match request.get("work").and_then(Value::as_str) {
        Some("sign") => {
            let statement = request.get("statement").and_then(Statement::from_value);
            let spki = request.get("spki").and_then(Value::as_str);
            let author = spki.and_then(|spki| Author::from_spki(&Base64::decode_vec(spki).ok()?));
            let (Some(statement), Some(author)) = (statement, author) else {
                return Err(Failed::NoDocument);
            };
            let key = SigningKey::of_parts(with.dyn_into().map_err(|_| Failed::NoCrypto)?, author);
            let (signed, file) = sign(order()?, statement, &key, stage).await?;
            Ok((signed.to_value(), Some(file)))
        }
        Some("file") => {
            let (file, _) = whole(&order()?, &stage).await?;
            Ok((Value::Null, Some(file)))
        }
        Some("check") => {
            stage(Stage::Checking);
            let file = with
                .dyn_into()
                .map(|file: Uint8Array| file.to_vec())
                .unwrap_or_default();
            let verdict = judged(read_pdf(&file)?).await?;
            Ok((verdict_value(&verdict), None))
        }
        Some("stretch") => {
            let stretch = request.get("stretch").and_then(stretch_of).ok_or(Failed::NoDocument)?;
            let passphrase = request.get("passphrase").and_then(Value::as_str).unwrap_or_default();
            let key = stretched(passphrase.as_bytes(), &stretch).ok_or(Failed::NoDocument)?;
            Ok((Value::Null, Some(key.to_vec())))
        }
        _ => Err(Failed::NoDocument),
    }
}

/// The key of a passphrase.
fn stretched(passphrase: &[u8], stretch: &Stretch) -> Option<[u8; 32]> {
    let params = Params::new(stretch.memory_kib, stretch.passes, 1, Some(32)).ok()?;
    let mut key = [0; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(passphrase, &stretch.salt, &mut key).ok()?;
    Some(key)
}

/// Pages that were drawn, with what they were drawn from. Signing twice, or saving after it, draws them once.
struct Drawn {
    summary: Summary,
    pages: Vec<u8>,
}

thread_local! {
    static DRAWN: RefCell<Option<Rc<Drawn>>> = const { RefCell::new(None) };
}

fn drawn(order: &Order) -> Result<Rc<Drawn>, Failed> {
    let summary = order.summary();
    let known = DRAWN.with_borrow(|drawn| {
        let known = drawn.as_ref().filter(|drawn| drawn.summary.is_same_agreement(&summary));
        known.map(Rc::clone)
    });
    if let Some(known) = known {
        return Ok(known);
    }
    let pages = render_pdf(&summary).map_err(|_| Failed::NoDocument)?;
    let drawn = Rc::new(Drawn { summary, pages });
    DRAWN.set(Some(Rc::clone(&drawn)));
    Ok(drawn)
}

async fn judged(unchecked: UncheckedFile) -> Result<Verdict, Failed> {
    let mut results = Vec::new();
    for job in unchecked.jobs() {
        results.push(keys::verify(&job.spki, &job.message, &job.signature).await?);
    }
    Ok(unchecked.verdict(&results))
}

/// The file, if it is one that our own check accepts.
async fn sound(file: Vec<u8>, drawn: &Drawn) -> Result<Vec<u8>, Failed> {
    let unchecked = read_drawn(&file, &drawn.summary, &drawn.pages).map_err(|_| Failed::Unsound)?;
    if judged(unchecked).await?.is_whole() {
        Ok(file)
    } else {
        Err(Failed::Unsound)
    }
}

/// The file with the signatures that the order brings, checked.
async fn whole(order: &Order, stage: &impl Fn(Stage)) -> Result<(Vec<u8>, Rc<Drawn>), Failed> {
    stage(Stage::Drawing);
    let drawn = drawn(order)?;
    let mut file = drawn.pages.clone();
    for signed in &order.signed {
        let prepared = prepare(&file, &signed.statement).map_err(|_| Failed::Unsound)?;
        let finished = prepared.finish(&signed.certificate, &signed.file_signature);
        file = finished.map_err(|_| Failed::Unsound)?;
        // The page is signed with the key of the file.
        let page = signing_bytes(&order.case, &order.terms, &order.record, &signed.statement);
        if certificate_key(&signed.certificate).as_ref() != Some(&signed.spki)
            || !keys::verify(&signed.spki, &page, &signed.page_signature).await?
        {
            return Err(Failed::Unsound);
        }
    }
    if file.len() > MAX_PDF_BYTES {
        return Err(Failed::TooLarge);
    }
    stage(Stage::Checking);
    Ok((sound(file, &drawn).await?, drawn))
}

/// Signs the file as it is built here, from the data and from the signatures before; nothing that was sent is signed
/// unseen.
async fn sign(
    order: Order,
    statement: Statement,
    key: &SigningKey,
    stage: impl Fn(Stage),
) -> Result<(SignedFile, Vec<u8>), Failed> {
    statement.check().map_err(|_| Failed::NoDocument)?;
    let (before, drawn) = whole(&order, &stage).await?;
    stage(Stage::Signing);
    let spki = key.author().to_spki().to_vec();
    let unsound = |_| Failed::Unsound;
    let new = NewCertificate::new(&spki, &statement, keys::random()?).map_err(unsound)?;
    let by_key = key.sign(new.bytes_to_sign()).await?;
    let certificate = new.finish(&by_key).map_err(unsound)?;
    let prepared = prepare(&before, &statement).map_err(unsound)?;
    let to_sign = prepared.bytes_to_sign(&certificate).map_err(unsound)?;
    let file_signature = key.sign(&to_sign).await?;
    let file = prepared.finish(&certificate, &file_signature).map_err(unsound)?;
    let page = signing_bytes(&order.case, &order.terms, &order.record, &statement);
    let page_signature = plan_doc::low_s(&key.sign(&page).await?).ok_or(Failed::NoCrypto)?;
    stage(Stage::Checking);
    let file = sound(file, &drawn).await?;
    let signed = SignedFile {
        statement,
        spki,
        page_signature,
        certificate,
        file_signature,
    };
    Ok((signed, file))
}

/// Whether this runs in a worker at all.
pub fn is_worker() -> bool {
    Reflect::get(&js_sys::global(), &"document".into()).is_ok_and(|document| document.is_undefined())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key is what OpenSSL's Argon2id makes of the same words.
    #[test]
    fn a_passphrase_becomes_the_key_that_argon2id_makes_of_it() {
        let stretch = Stretch {
            salt: *b"somesaltsomesalt",
            memory_kib: 1 << 10,
            passes: 2,
        };
        let key = stretched(b"four plain words here", &stretch).unwrap();
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "780f4339dc82f69c4072863d63fe670abd9b22e87c5dc0240492a8c1bdbc7a89");
        assert_ne!(stretched(b"four plain words her", &stretch), Some(key));
        let other = Stretch { passes: 3, ..stretch };
        assert_ne!(stretched(b"four plain words here", &other), Some(key));
    }
}
