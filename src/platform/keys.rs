//! Signing with WebCrypto: P-256 keys that nobody can take out of the browser.

use std::cell::RefCell;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use plan_log::{Author, VerificationJob};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

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

pub(super) fn subtle() -> Result<SubtleCrypto, NoCrypto> {
    // Outside a secure context the object is missing although the type says otherwise.
    let crypto = crypto()?;
    let subtle = Reflect::get(&crypto, &"subtle".into())?;
    if subtle.is_undefined() {
        Err(NoCrypto)
    } else {
        Ok(subtle.unchecked_into())
    }
}

fn algorithm(more: (&str, &str)) -> Result<Object, NoCrypto> {
    let object = Object::new();
    Reflect::set(&object, &"name".into(), &"ECDSA".into())?;
    Reflect::set(&object, &more.0.into(), &more.1.into())?;
    Ok(object)
}

/// The kind of keys.
const P256: (&str, &str) = ("namedCurve", "P-256");
/// How they sign.
const SHA256: (&str, &str) = ("hash", "SHA-256");

/// A key that signs for one side of a room.
#[derive(Clone)]
pub struct SigningKey {
    private: CryptoKey,
    author: Author,
}

impl SigningKey {
    /// Makes a new key. The private half never leaves the browser's own keeping, unless it is `extractable`: see
    /// [`SigningKey::to_bytes`].
    pub async fn make(extractable: bool) -> Result<Self, NoCrypto> {
        let subtle = subtle()?;
        let usages = Array::of2(&"sign".into(), &"verify".into());
        let promise = subtle.generate_key_with_object(&algorithm(P256)?, extractable, &usages)?;
        let pair = JsFuture::from(promise).await?;
        let half =
            |name: &str| -> Result<CryptoKey, NoCrypto> { Ok(Reflect::get(&pair, &name.into())?.unchecked_into()) };
        let buffer = JsFuture::from(subtle.export_key("spki", &half("publicKey")?)?).await?;
        Ok(Self {
            private: half("privateKey")?,
            author: Author::from_spki(&Uint8Array::new(&buffer).to_vec()).ok_or(NoCrypto)?,
        })
    }

    /// A key that was kept in two parts.
    pub const fn of_parts(private: CryptoKey, author: Author) -> Self {
        Self { private, author }
    }

    /// The private half as the browser has it: a handle.
    pub const fn private(&self) -> &CryptoKey {
        &self.private
    }

    /// The public half.
    pub const fn author(&self) -> Author {
        self.author
    }

    /// The private half of an extractable key.
    pub async fn to_bytes(&self) -> Result<Vec<u8>, NoCrypto> {
        let buffer = JsFuture::from(subtle()?.export_key("pkcs8", &self.private)?).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// An extractable key that was kept as bytes.
    pub async fn from_bytes(private: &[u8], author: Author) -> Result<Self, NoCrypto> {
        let usages = Array::of1(&"sign".into());
        let (bytes, algorithm) = (Uint8Array::from(private), algorithm(P256)?);
        let promise = subtle()?.import_key_with_object("pkcs8", &bytes, &algorithm, true, &usages)?;
        let private = JsFuture::from(promise).await?.unchecked_into();
        Ok(Self { private, author })
    }

    /// Signs: 64 bytes, r then s.
    pub async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, NoCrypto> {
        let data = Uint8Array::from(message);
        let promise = subtle()?.sign_with_object_and_buffer_source(&algorithm(SHA256)?, &self.private, &data)?;
        Ok(Uint8Array::new(&JsFuture::from(promise).await?).to_vec())
    }
}

/// The browser's form of a public key; `None` for bytes that are none.
async fn import(subtle: &SubtleCrypto, spki: &[u8]) -> Result<Option<CryptoKey>, NoCrypto> {
    let usages = Array::of1(&"verify".into());
    let promise = subtle.import_key_with_object("spki", &Uint8Array::from(spki), &algorithm(P256)?, true, &usages)?;
    Ok(JsFuture::from(promise).await.ok().map(JsCast::unchecked_into))
}

fn checking(subtle: &SubtleCrypto, key: &CryptoKey, message: &[u8], signature: &[u8]) -> Result<Promise, NoCrypto> {
    let (signature, message) = (Uint8Array::from(signature), Uint8Array::from(message));
    let algorithm = algorithm(SHA256)?;
    Ok(subtle.verify_with_object_and_buffer_source_and_buffer_source(&algorithm, key, &signature, &message)?)
}

/// Whether `signature` is this key's over `message`. A key that the browser cannot read has signed nothing.
pub async fn verify(spki: &[u8], message: &[u8], signature: &[u8]) -> Result<bool, NoCrypto> {
    let subtle = subtle()?;
    let Some(key) = import(&subtle, spki).await? else {
        return Ok(false);
    };
    Ok(JsFuture::from(checking(&subtle, &key, message, signature)?)
        .await?
        .is_truthy())
}

/// The most keys that are remembered: as many as write in a room.
const MOST_KEYS: usize = plan_log::MAX_AUTHORS;

thread_local! {
    /// Public keys in the browser's form: making it costs as much as checking a signature.
    static KEYS: RefCell<Vec<(Author, Option<CryptoKey>)>> = const { RefCell::new(Vec::new()) };
}

async fn key_of(subtle: &SubtleCrypto, author: Author) -> Result<Option<CryptoKey>, NoCrypto> {
    let known = KEYS.with_borrow(|keys| {
        let found = keys.iter().find(|(known, _)| *known == author);
        found.map(|(_, key)| key.clone())
    });
    if let Some(key) = known {
        return Ok(key);
    }
    let key = import(subtle, &author.to_spki()).await?;
    KEYS.with_borrow_mut(|keys| {
        if keys.len() >= MOST_KEYS {
            keys.remove(0);
        }
        keys.push((author, key.clone()));
    });
    Ok(key)
}

/// Checks many signatures at once; an answer for each.
pub async fn verify_all(jobs: &[VerificationJob]) -> Result<Vec<bool>, NoCrypto> {
    let subtle = subtle()?;
    let mut promises = Vec::with_capacity(jobs.len());
    for job in jobs {
        promises.push(match key_of(&subtle, job.author).await? {
            Some(key) => Some(checking(&subtle, &key, &job.message, job.signature.as_bytes())?),
            None => None,
        });
    }
    let mut answers = Vec::with_capacity(jobs.len());
    for promise in promises {
        answers.push(match promise {
            Some(promise) => JsFuture::from(promise).await?.is_truthy(),
            None => false,
        });
    }
    Ok(answers)
}
