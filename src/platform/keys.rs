//! Signing with WebCrypto: P-256 keys that nobody can take out of the browser.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, CryptoKeyPair, SubtleCrypto};

/// The browser has no WebCrypto here, or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCrypto;

impl From<JsValue> for NoCrypto {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// The browser's cryptography, in a window and in a worker.
fn crypto() -> Result<Crypto, NoCrypto> {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into())?;
    if crypto.is_undefined() {
        Err(NoCrypto)
    } else {
        Ok(crypto.unchecked_into())
    }
}

/// Random bytes that nobody can guess.
pub fn random<const N: usize>() -> Result<[u8; N], NoCrypto> {
    let mut bytes = [0; N];
    crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

fn subtle() -> Result<SubtleCrypto, NoCrypto> {
    // Outside a secure context the object is missing although the type says otherwise.
    let crypto = crypto()?;
    let subtle = Reflect::get(&crypto, &"subtle".into())?;
    if subtle.is_undefined() {
        Err(NoCrypto)
    } else {
        Ok(subtle.unchecked_into())
    }
}

fn algorithm(name: &str, more: (&str, &str)) -> Result<Object, NoCrypto> {
    let object = Object::new();
    Reflect::set(&object, &"name".into(), &name.into())?;
    Reflect::set(&object, &more.0.into(), &more.1.into())?;
    Ok(object)
}

/// A signing key of this window. The private half never leaves the browser's own keeping.
pub struct SigningKey(CryptoKeyPair);

impl SigningKey {
    /// Makes a new key.
    pub async fn make() -> Result<Self, NoCrypto> {
        let usages = Array::of2(&"sign".into(), &"verify".into());
        let algorithm = algorithm("ECDSA", ("namedCurve", "P-256"))?;
        let promise = subtle()?.generate_key_with_object(&algorithm, false, &usages)?;
        Ok(Self(JsFuture::from(promise).await?.unchecked_into()))
    }

    /// The pair, for the browser's own keeping.
    pub const fn pair(&self) -> &CryptoKeyPair {
        &self.0
    }

    /// A pair that was kept.
    pub const fn of_pair(pair: CryptoKeyPair) -> Self {
        Self(pair)
    }

    /// The public half: SubjectPublicKeyInfo, DER.
    pub async fn spki(&self) -> Result<Vec<u8>, NoCrypto> {
        let public: CryptoKey = Reflect::get(&self.0, &"publicKey".into())?.unchecked_into();
        let buffer = JsFuture::from(subtle()?.export_key("spki", &public)?).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// Signs: 64 bytes, r then s.
    pub async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, NoCrypto> {
        let private: CryptoKey = Reflect::get(&self.0, &"privateKey".into())?.unchecked_into();
        let algorithm = algorithm("ECDSA", ("hash", "SHA-256"))?;
        let data = Uint8Array::from(message);
        let promise = subtle()?.sign_with_object_and_buffer_source(&algorithm, &private, &data)?;
        Ok(Uint8Array::new(&JsFuture::from(promise).await?).to_vec())
    }
}

/// Whether `signature` is this key's over `message`. A key that the browser cannot read has signed nothing.
pub async fn verify(spki: &[u8], message: &[u8], signature: &[u8]) -> Result<bool, NoCrypto> {
    let subtle = subtle()?;
    let import = algorithm("ECDSA", ("namedCurve", "P-256"))?;
    let usages = Array::of1(&"verify".into());
    let promise = subtle.import_key_with_object("spki", &Uint8Array::from(spki), &import, true, &usages)?;
    let Ok(key) = JsFuture::from(promise).await else {
        return Ok(false);
    };
    let algorithm = algorithm("ECDSA", ("hash", "SHA-256"))?;
    let (signature, message) = (Uint8Array::from(signature), Uint8Array::from(message));
    let promise = subtle.verify_with_object_and_buffer_source_and_buffer_source(
        &algorithm,
        key.unchecked_ref(),
        &signature,
        &message,
    )?;
    Ok(JsFuture::from(promise).await?.is_truthy())
}
