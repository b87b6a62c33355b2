//! The jobs of a room and of its door, done with WebCrypto: AES-GCM and ECDH.

use js_sys::{Array, Object, Reflect, Uint8Array};
use plan_relay::Job;
use plan_relay::jobs::{Point, Sealing};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::keys::{NoCrypto, subtle};

/// Before the coordinates of a point that is not shortened.
const UNCOMPRESSED: u8 = 4;
/// What ECDH over P-256 gives, in bits.
const SHARED_BITS: u32 = 256;

/// The private half of a key that was made for one join. Nobody can take it out of the browser.
pub struct Private(CryptoKey);

fn ecdh() -> Result<Object, NoCrypto> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"ECDH".into())?;
    Reflect::set(&algorithm, &"namedCurve".into(), &"P-256".into())?;
    Ok(algorithm)
}

impl Private {
    /// Makes a key for one join, and its public half.
    ///
    /// # Errors
    /// The browser cannot make keys here.
    pub async fn make() -> Result<(Self, Point), NoCrypto> {
        let subtle = subtle()?;
        let usages = Array::of1(&"deriveBits".into());
        let pair = JsFuture::from(subtle.generate_key_with_object(&ecdh()?, false, &usages)?).await?;
        let half =
            |name: &str| -> Result<CryptoKey, NoCrypto> { Ok(Reflect::get(&pair, &name.into())?.unchecked_into()) };
        let raw = JsFuture::from(subtle.export_key("raw", &half("publicKey")?)?).await?;
        let raw = Uint8Array::new(&raw).to_vec();
        let point = raw.split_first().and_then(|(_, point)| point.try_into().ok());
        Ok((Self(half("privateKey")?), point.ok_or(NoCrypto)?))
    }

    async fn agree(&self, theirs: &Point) -> Result<Vec<u8>, NoCrypto> {
        let subtle = subtle()?;
        let raw = [&[UNCOMPRESSED], &theirs[..]].concat();
        let raw = Uint8Array::from(&raw[..]);
        let public =
            JsFuture::from(subtle.import_key_with_object("raw", &raw, &ecdh()?, false, &Array::new())?).await?;
        let algorithm = ecdh()?;
        Reflect::set(&algorithm, &"public".into(), &public)?;
        let shared = subtle.derive_bits_with_object(&algorithm, &self.0, SHARED_BITS)?;
        Ok(Uint8Array::new(&JsFuture::from(shared).await?).to_vec())
    }
}

/// The answer to a job; nothing where it has none. `private` is the key of the join that the job is for.
pub async fn answer(job: &Job, private: Option<&Private>) -> Option<Vec<u8>> {
    match job {
        Job::Seal(sealing) => cipher(sealing, true).await.ok(),
        Job::Open(sealing) => cipher(sealing, false).await.ok(),
        Job::Agree { theirs } => private?.agree(theirs).await.ok(),
    }
}

async fn import(subtle: &SubtleCrypto, key: &[u8]) -> Result<CryptoKey, NoCrypto> {
    let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
    let promise = subtle.import_key_with_str("raw", &Uint8Array::from(key), "AES-GCM", false, &usages)?;
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

/// What does not open is refused by the browser, as is what it cannot do.
async fn cipher(sealing: &Sealing, seals: bool) -> Result<Vec<u8>, NoCrypto> {
    let subtle = subtle()?;
    let key = import(&subtle, sealing.key.as_bytes()).await?;
    let algorithm = Object::new();
    let set = |name: &str, value: JsValue| Reflect::set(&algorithm, &name.into(), &value);
    set("name", "AES-GCM".into())?;
    set("iv", Uint8Array::from(&sealing.nonce[..]).into())?;
    set("additionalData", Uint8Array::from(&sealing.context[..]).into())?;
    let bytes = Uint8Array::from(&sealing.bytes[..]);
    let promise = if seals {
        subtle.encrypt_with_object_and_buffer_source(&algorithm, &key, &bytes)?
    } else {
        subtle.decrypt_with_object_and_buffer_source(&algorithm, &key, &bytes)?
    };
    Ok(Uint8Array::new(&JsFuture::from(promise).await?).to_vec())
}
