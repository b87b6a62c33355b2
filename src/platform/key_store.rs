//! Keys in the browser's own keeping (IndexedDB): a key of each side of a plan, which stays what it is over reloads.
//!
//! What is kept is the browser's handle; the private half of a key can be used by this origin and taken out by nobody.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use super::keys::{NoCrypto, SigningKey};

const DATABASE: &str = "pn.1.keys";
const STORE: &str = "keys";

/// What a request ends with.
fn outcome(request: &IdbRequest) -> JsFuture {
    let request = request.clone();
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        let of = request.clone();
        let done = Closure::once_into_js(move || {
            let _ = resolve.call1(&JsValue::NULL, &of.result().unwrap_or(JsValue::UNDEFINED));
        });
        let failed = Closure::once_into_js(move || {
            let _ = reject.call0(&JsValue::NULL);
        });
        request.set_onsuccess(Some(done.unchecked_ref()));
        request.set_onerror(Some(failed.unchecked_ref()));
    }))
}

async fn database() -> Result<IdbDatabase, NoCrypto> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into())?;
    if factory.is_undefined() || factory.is_null() {
        return Err(NoCrypto);
    }
    let request: IdbOpenDbRequest = factory.unchecked_into::<IdbFactory>().open_with_u32(DATABASE, 1)?;
    let opening = request.clone();
    let upgrade = Closure::once_into_js(move || {
        if let Ok(database) = opening.result() {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    Ok(outcome(&request).await?.unchecked_into())
}

fn store(database: &IdbDatabase, mode: IdbTransactionMode) -> Result<IdbObjectStore, NoCrypto> {
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    Ok(transaction.object_store(STORE)?)
}

async fn find(database: &IdbDatabase, name: &str) -> Result<Option<SigningKey>, NoCrypto> {
    let request = store(database, IdbTransactionMode::Readonly)?.get(&name.into())?;
    let found = outcome(&request).await?;
    Ok((!found.is_undefined()).then(|| SigningKey::of_pair(found.unchecked_into())))
}

/// The key of that name: the one that is kept, or a new one that is kept from now on. Without a name, and where the
/// browser keeps nothing, a new one for this time.
///
/// # Errors
/// The browser cannot make keys here.
pub async fn get_or_make(name: &str) -> Result<SigningKey, NoCrypto> {
    if name.is_empty() {
        return SigningKey::make().await;
    }
    let Ok(database) = database().await else {
        return SigningKey::make().await;
    };
    if let Ok(Some(key)) = find(&database, name).await {
        database.close();
        return Ok(key);
    }
    let key = SigningKey::make().await?;
    let kept = async {
        // Another window may have been first: `add` refuses, and its key is the one that counts.
        let request = store(&database, IdbTransactionMode::Readwrite)?.add_with_key(key.pair(), &name.into())?;
        outcome(&request).await?;
        Ok::<_, NoCrypto>(())
    };
    let first = kept.await.is_ok();
    let other = if first {
        None
    } else {
        find(&database, name).await.ok().flatten()
    };
    database.close();
    Ok(other.unwrap_or(key))
}

/// Forgets every key whose name begins so; says how many are left.
///
/// # Errors
/// A key is there and could not be taken out.
pub async fn forget(prefix: &str) -> Result<usize, NoCrypto> {
    // Where the browser keeps nothing there is nothing to forget.
    let Ok(database) = database().await else {
        return Ok(0);
    };
    let named = |names: JsValue| -> Vec<JsValue> {
        let ours = |name: &JsValue| name.as_string().is_some_and(|name| name.starts_with(prefix));
        Array::from(&names).iter().filter(ours).collect()
    };
    let request = store(&database, IdbTransactionMode::Readonly)?.get_all_keys()?;
    for name in named(outcome(&request).await?) {
        let request = store(&database, IdbTransactionMode::Readwrite)?.delete(&name)?;
        outcome(&request).await?;
    }
    let request = store(&database, IdbTransactionMode::Readonly)?.get_all_keys()?;
    let left = named(outcome(&request).await?).len();
    database.close();
    Ok(left)
}
