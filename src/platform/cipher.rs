//! Sealing with WebCrypto: AES-256-GCM.

use js_sys::{Array, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::keys::{NoCrypto, random, subtle};
use crate::state::drafts::lock::{Nonce, Sealed};

const AES_GCM: &str = "AES-GCM";

/// A key that seals and opens. Nobody can take it out of the browser.
#[derive(Clone)]
pub struct SealingKey(CryptoKey);

impl SealingKey {
    /// A key of these bytes.
    pub async fn of_bytes(bytes: &[u8; 32]) -> Result<Self, NoCrypto> {
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let bytes = Uint8Array::from(&bytes[..]);
        let promise = subtle()?.import_key_with_str("raw", &bytes, AES_GCM, false, &usages)?;
        Ok(Self(JsFuture::from(promise).await?.unchecked_into()))
    }

    fn algorithm(nonce: &Nonce, place: &[u8]) -> Result<Object, NoCrypto> {
        let object = Object::new();
        Reflect::set(&object, &"name".into(), &AES_GCM.into())?;
        Reflect::set(&object, &"iv".into(), &Uint8Array::from(&nonce[..]))?;
        Reflect::set(&object, &"additionalData".into(), &Uint8Array::from(place))?;
        Ok(object)
    }

    /// Seals bytes for one place.
    pub async fn seal(&self, place: &[u8], bytes: &[u8]) -> Result<Sealed, NoCrypto> {
        let nonce = random()?;
        let (algorithm, bytes) = (Self::algorithm(&nonce, place)?, Uint8Array::from(bytes));
        let promise = subtle()?.encrypt_with_object_and_buffer_source(&algorithm, &self.0, &bytes)?;
        Ok(Sealed {
            nonce,
            bytes: Uint8Array::new(&JsFuture::from(promise).await?).to_vec(),
        })
    }

    /// Opens what was sealed for this place with this key; `None` for anything else.
    pub async fn open(&self, place: &[u8], sealed: &Sealed) -> Result<Option<Vec<u8>>, NoCrypto> {
        let (algorithm, bytes) = (
            Self::algorithm(&sealed.nonce, place)?,
            Uint8Array::from(&sealed.bytes[..]),
        );
        let promise = subtle()?.decrypt_with_object_and_buffer_source(&algorithm, &self.0, &bytes)?;
        let opened = JsFuture::from(promise).await;
        Ok(opened.ok().map(|buffer| Uint8Array::new(&buffer).to_vec()))
    }
}

/// A passphrase in the one form in which it is used: keyboards write the same letter in different ways.
pub fn normal(passphrase: &str) -> String {
    JsString::from(passphrase).normalize("NFC").into()
}
