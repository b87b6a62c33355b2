//! Making a plan small enough for a link, with what the browser has for it.

use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair, WritableStream};

/// The bytes in fewer (raw DEFLATE, RFC 1951); `None` where the browser cannot.
pub async fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    through("CompressionStream", bytes, usize::MAX).await
}

/// The bytes that were made smaller; `None` where they are damaged, or more than `limit`.
pub async fn inflate(bytes: &[u8], limit: usize) -> Option<Vec<u8>> {
    through("DecompressionStream", bytes, limit).await
}

/// A stream of the browser's by its name: the bindings count them among what may still change. A browser without it has
/// nothing under that name.
fn stream(name: &str) -> Option<(ReadableStream, WritableStream)> {
    let class: Function = Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok()?;
    let of = |name: &str| Reflect::get(&made, &name.into()).ok();
    Some((of("readable")?.dyn_into().ok()?, of("writable")?.dyn_into().ok()?))
}

async fn through(name: &str, bytes: &[u8], limit: usize) -> Option<Vec<u8>> {
    let (readable, writable) = stream(name)?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
    let changed = blob
        .stream()
        .pipe_through(&ReadableWritablePair::new(&readable, &writable));
    let reader: ReadableStreamDefaultReader = changed.get_reader().dyn_into().ok()?;
    let mut out = Vec::new();
    loop {
        let step: Object = JsFuture::from(reader.read()).await.ok()?.dyn_into().ok()?;
        let of = |name: &str| Reflect::get(&step, &JsValue::from_str(name)).ok();
        if of("done")?.is_truthy() {
            return Some(out);
        }
        let chunk: Uint8Array = of("value")?.dyn_into().ok()?;
        // A few bytes can stand for gigabytes: what is too much is not read to its end.
        if out.len().saturating_add(usize::try_from(chunk.length()).ok()?) > limit {
            drop(JsFuture::from(reader.cancel()).await);
            return None;
        }
        out.extend(chunk.to_vec());
    }
}
