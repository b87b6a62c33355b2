//! Files that people save and open.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use super::clock::today;

/// Hands a file to the person's downloads. Says whether the browser took it.
pub fn save(name: &str, mime: &str, text: &str) -> bool {
    try_save(name, mime, &JsValue::from_str(text)).is_some()
}

/// What stands before the reference in the name of a plan's file.
pub const PLAN: &str = "repayment-plan";

/// The same for a plan's text, named after what it is, the company's reference and the day: whoever finds several sees which
/// is the newest. Returns the name; `None` where the browser did not take it.
pub fn save_plan(text: &str, what: &str, reference: Option<&str>) -> Option<String> {
    let of = reference.map(part_of_name).filter(|of| !of.is_empty());
    let of = of.map(|of| format!("{of}-")).unwrap_or_default();
    let day = plan_core::calendar::format_iso_date(today());
    let name = format!("{what}-{of}{day}.plan");
    save(&name, "application/json", text).then_some(name)
}

/// What of a text can stand in a file's name everywhere.
pub fn part_of_name(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).take(24).collect()
}

/// The same for bytes.
pub fn save_bytes(name: &str, mime: &str, bytes: &[u8]) -> bool {
    try_save(name, mime, &Uint8Array::from(bytes)).is_some()
}

fn try_save(name: &str, mime: &str, content: &JsValue) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(content), &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data once it has started, a minute later at the latest.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}

/// Puts text into the clipboard; says whether the browser took it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Outside a secure context there is no clipboard, although the type says otherwise.
    let navigator = window.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).unwrap_or_default();
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Why a file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileError {
    /// Larger than asked for; nothing of it was read.
    TooLarge,
    /// The browser could not read it.
    Unreadable,
}

/// Reads a file of at most `limit` bytes.
pub async fn read(file: &File, limit: u32) -> Result<Vec<u8>, FileError> {
    if file.size() > f64::from(limit) {
        return Err(FileError::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| FileError::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
