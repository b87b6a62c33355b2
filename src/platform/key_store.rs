//! Keys in the browser's own keeping (IndexedDB): a key of each side of a room, which stays what it is over reloads.
//!
//! What is kept is the browser's handle; the private half of a key can be used by this origin and taken out by nobody. Where
//! plans are kept until the tab is closed keys are as well, and then as bytes: nothing of them is left on the device.

use base64ct::{Base64, Encoding};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use plan_log::{Author, Role, RoomId};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

use super::keys::{NoCrypto, SigningKey};
use super::storage;

const DATABASE: &str = "pn.2.keys";
const STORE: &str = "keys";
/// The two halves of what is kept.
const PRIVATE: &str = "private";
const PUBLIC: &str = "public";
/// Before the names of keys that the tab keeps.
const TAB_PREFIX: &str = "pn.2.key.";

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
    if found.is_undefined() {
        return Ok(None);
    }
    let author = Reflect::get(&found, &PUBLIC.into()).map(|bytes| Uint8Array::new(&bytes).to_vec())?;
    let private = Reflect::get(&found, &PRIVATE.into())?;
    let key = |author| SigningKey::of_parts(private.unchecked_into(), author);
    Ok(author.try_into().ok().map(Author::from_bytes).map(key))
}

/// Under which name the key of a side of a room is kept.
fn name_of(room: RoomId, role: Role) -> String {
    format!("{}-{}", room.to_hex(), role.as_str())
}

/// Keys are kept with the tab where plans are, and where the browser keeps no others.
async fn is_for_tab() -> bool {
    storage::is_for_session() || storage::is_blocked() || database().await.map(|database| database.close()).is_err()
}

fn tab_name(name: &str) -> String {
    format!("{TAB_PREFIX}{name}")
}

/// A key that the tab keeps: for as long as it is open.
async fn find_in_tab(name: &str) -> Option<SigningKey> {
    let kept = storage::session_get(&tab_name(name))?;
    let (author, private) = kept.split_once(' ')?;
    let author = Base64::decode_vec(author).ok()?.try_into().ok()?;
    let private = Base64::decode_vec(private).ok()?;
    SigningKey::from_bytes(&private, Author::from_bytes(author)).await.ok()
}

async fn keep_in_tab(name: &str, key: &SigningKey) -> Result<(), NoCrypto> {
    let private = Base64::encode_string(&key.to_bytes().await?);
    let author = Base64::encode_string(key.author().as_bytes());
    storage::session_set(&tab_name(name), &format!("{author} {private}"));
    Ok(())
}

/// A new key, which can be kept with [`keep`].
///
/// # Errors
/// The browser cannot make keys here.
pub async fn make() -> Result<SigningKey, NoCrypto> {
    SigningKey::make(is_for_tab().await).await
}

/// The key of a side of a room, if it is kept.
///
/// # Errors
/// The browser cannot use keys here.
pub async fn get(room: RoomId, role: Role) -> Result<Option<SigningKey>, NoCrypto> {
    let name = name_of(room, role);
    if is_for_tab().await {
        return Ok(find_in_tab(&name).await);
    }
    let database = database().await?;
    let found = find(&database, &name).await;
    database.close();
    found
}

/// Keeps the key of a side of a room. The one that is kept counts: another window may have been first.
///
/// # Errors
/// The key cannot be kept.
pub async fn keep(room: RoomId, role: Role, key: SigningKey) -> Result<SigningKey, NoCrypto> {
    let name = name_of(room, role);
    if is_for_tab().await {
        keep_in_tab(&name, &key).await?;
        return Ok(key);
    }
    let database = database().await?;
    let kept = async {
        let value = Object::new();
        Reflect::set(&value, &PRIVATE.into(), key.private())?;
        Reflect::set(&value, &PUBLIC.into(), &Uint8Array::from(&key.author().as_bytes()[..]))?;
        let request = store(&database, IdbTransactionMode::Readwrite)?.add_with_key(&value, &name.as_str().into())?;
        outcome(&request).await?;
        Ok::<_, NoCrypto>(())
    };
    let first = kept.await.is_ok();
    let other = if first {
        None
    } else {
        find(&database, &name).await.ok().flatten()
    };
    database.close();
    Ok(other.unwrap_or(key))
}

/// The key of a side of a room: the one that is kept, or a new one that is kept from now on.
///
/// # Errors
/// The browser cannot make keys here.
pub async fn get_or_make(room: RoomId, role: Role) -> Result<SigningKey, NoCrypto> {
    match get(room, role).await? {
        Some(key) => Ok(key),
        None => keep(room, role, make().await?).await,
    }
}

/// Forgets the keys of a room; says how many are left.
///
/// # Errors
/// A key is there and could not be taken out.
pub async fn forget(room: RoomId) -> Result<usize, NoCrypto> {
    for role in [Role::Agent, Role::Person] {
        storage::session_remove(&tab_name(&name_of(room, role)));
    }
    // Where plans are kept until the tab is closed not even an empty database is left behind.
    if storage::is_for_session() {
        return Ok(0);
    }
    // Where the browser keeps nothing there is nothing to forget.
    let Ok(database) = database().await else {
        return Ok(0);
    };
    let prefix = room.to_hex();
    let named = |names: JsValue| -> Vec<JsValue> {
        let ours = |name: &JsValue| name.as_string().is_some_and(|name| name.starts_with(&prefix));
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
