//! Files that come with the app, fetched from its own origin.

use std::collections::BTreeMap;

use js_sys::{JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

/// The longest file of settings.
const MAX_SETTINGS: usize = 64 << 10;

/// The bytes of a file beside the app, at most `limit`; `None` where it is not there.
pub async fn bytes(path: &str, limit: usize) -> Option<Vec<u8>> {
    of(web_sys::window()?.fetch_with_str(path), limit).await
}

/// The same, where it comes within that time.
pub async fn bytes_within(path: &str, limit: usize, ms: u32) -> Option<Vec<u8>> {
    let options = RequestInit::new();
    // An older browser waits for as long as it takes.
    let signal = Reflect::get(&js_sys::global(), &"AbortSignal".into());
    let timeout = signal.and_then(|signal| Reflect::get(&signal, &"timeout".into()));
    if timeout.is_ok_and(|timeout| timeout.is_function()) {
        options.set_signal(Some(&AbortSignal::timeout_with_u32(ms)));
    }
    of(web_sys::window()?.fetch_with_str_and_init(path, &options), limit).await
}

async fn of(asked: Promise, limit: usize) -> Option<Vec<u8>> {
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let buffer = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    let bytes = Uint8Array::new(&buffer);
    (usize::try_from(bytes.length()).ok()? <= limit).then(|| bytes.to_vec())
}

/// Texts of a small JSON object beside the app, by their names; those that are not there are left out.
pub async fn texts(path: &str, names: &[&str]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let bytes = bytes(path, MAX_SETTINGS).await.unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    if let Ok(object) = JSON::parse(&text) {
        for name in names {
            // Of anything but an object nothing is got.
            let value = Reflect::get(&object, &(*name).into())
                .ok()
                .and_then(|value| value.as_string());
            found.extend(value.map(|value| ((*name).to_owned(), value)));
        }
    }
    found
}
