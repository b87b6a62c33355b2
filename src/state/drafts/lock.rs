//! A plan under a passphrase: what its parts look like on this device, and which of them are sealed.
//!
//! `docs/spec/draft-lock.md` says what the bytes are. Nothing here encrypts: that is the browser's work, and it takes a moment,
//! so what has to be opened or sealed is handed out and its answers are taken in, as with signatures.

mod steps;

use base64ct::{Base64, Encoding};
use plan_log::RoomId;
use serde_json::{Map, Value, json};

use super::chain::write;
use super::envelope::{self, title_of};
use super::{Store, StoreError, key};

pub use steps::{Contents, ToOpen, change, is_under, lock, opening, put, set_aside, settle, unlock_for_good};

/// The part of a plan that says how it is locked.
const HEADER: &str = "lock";
/// A part that is there, sealed, while a passphrase is taken away: until then nothing counts that is not sealed.
const OPENING: &str = "opening";
/// Before the names of parts that wait to take the places of others.
const STAGED: &str = "sealing.";

const FORMAT: &str = "plan-negotiator/lock";
const VERSION: u64 = 1;
/// The version of a plan's text that says that it is sealed. Programs that do not know it take it for a newer plan.
pub(super) const SEALED_VERSION: u64 = 3;

/// The random name of a lock.
pub type LockId = [u8; 16];
/// What makes each sealing one of its own.
pub type Nonce = [u8; 12];

/// The most memory that a header may ask for.
const MOST_MEMORY_KIB: u32 = 256 << 10;
const MOST_PASSES: u32 = 32;
/// A key of 32 bytes with the 16 of its tag.
const WRAPPED_BYTES: usize = 48;

/// How a passphrase becomes a key: Argon2id, with one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub salt: [u8; 16],
    pub memory_kib: u32,
    pub passes: u32,
}

impl Stretch {
    /// As it is done today.
    pub const fn today(salt: [u8; 16]) -> Self {
        Self {
            salt,
            memory_kib: 64 << 10,
            passes: 3,
        }
    }

    /// Whether a device can be asked to do this, and somebody who tries passphrases has work with it.
    pub const fn is_sane(&self) -> bool {
        let (memory, passes) = (self.memory_kib, self.passes);
        memory >= 8 && memory <= MOST_MEMORY_KIB && passes >= 1 && passes <= MOST_PASSES
    }
}

/// How a plan is locked: the key of its parts, under the key of the passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub id: LockId,
    /// What the list may call the plan, for everybody to see.
    pub name: Option<String>,
    pub stretch: Stretch,
    pub nonce: Nonce,
    /// The key of the parts, sealed.
    pub wrapped: Vec<u8>,
}

/// Why a header cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderError {
    Newer,
    Damaged,
}

fn bytes<const N: usize>(value: &Value, name: &str) -> Option<[u8; N]> {
    Base64::decode_vec(value.get(name)?.as_str()?).ok()?.try_into().ok()
}

fn whole(value: &Value, name: &str) -> Option<u32> {
    value.get(name)?.as_u64()?.try_into().ok()
}

impl Header {
    /// What the key of the parts is bound to.
    pub fn place(&self) -> Vec<u8> {
        let Stretch {
            salt,
            memory_kib,
            passes,
        } = self.stretch;
        let numbers = [memory_kib, passes].map(u32::to_be_bytes).concat();
        [b"pn/lock/1\0", &self.id[..], &salt[..], &numbers].concat()
    }

    /// Whether the same passphrase gives the same key.
    fn is_same_lock(&self, other: &Self) -> bool {
        let lock = |header: &Self| Self {
            name: None,
            ..header.clone()
        };
        lock(self) == lock(other)
    }

    /// The text.
    pub fn to_text(&self) -> String {
        json!({
            "format": FORMAT,
            "version": VERSION,
            "id": Base64::encode_string(&self.id),
            "name": self.name.as_deref().unwrap_or_default(),
            "kind": "argon2id",
            "salt": Base64::encode_string(&self.stretch.salt),
            "memory_kib": self.stretch.memory_kib,
            "passes": self.stretch.passes,
            "nonce": Base64::encode_string(&self.nonce),
            "key": Base64::encode_string(&self.wrapped),
        })
        .to_string()
    }

    /// Reads what [`Header::to_text`] wrote.
    ///
    /// # Errors
    /// See [`HeaderError`].
    pub fn from_text(text: &str) -> Result<Self, HeaderError> {
        let value: Value = serde_json::from_str(text).map_err(|_| HeaderError::Damaged)?;
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(HeaderError::Damaged);
        }
        match value.get("version").and_then(Value::as_u64) {
            Some(VERSION) => Self::of_value(&value).ok_or(HeaderError::Damaged),
            Some(version) if version > VERSION => Err(HeaderError::Newer),
            _ => Err(HeaderError::Damaged),
        }
    }

    fn of_value(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let stretch = Stretch {
            salt: bytes(value, "salt")?,
            memory_kib: whole(value, "memory_kib")?,
            passes: whole(value, "passes")?,
        };
        let wrapped = Base64::decode_vec(text("key")?).ok()?;
        let is_ours = text("kind")? == "argon2id" && stretch.is_sane() && wrapped.len() == WRAPPED_BYTES;
        is_ours.then_some(Self {
            id: bytes(value, "id")?,
            name: title_of(text("name")?),
            stretch,
            nonce: bytes(value, "nonce")?,
            wrapped,
        })
    }
}

/// A part of a plan, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub nonce: Nonce,
    pub bytes: Vec<u8>,
}

impl Sealed {
    /// The text.
    pub fn to_text(&self) -> String {
        json!({
            "format": envelope::FORMAT,
            "version": SEALED_VERSION,
            "nonce": Base64::encode_string(&self.nonce),
            "sealed": Base64::encode_string(&self.bytes),
        })
        .to_string()
    }

    /// Reads what [`Sealed::to_text`] wrote; `None` for everything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let (SEALED_VERSION, value) = envelope::open(text).ok()? else {
            return None;
        };
        Some(Self {
            nonce: bytes(&value, "nonce")?,
            bytes: Base64::decode_vec(value.get("sealed")?.as_str()?).ok()?,
        })
    }
}

/// What a sealed part is bound to: its lock, and its place, which names plan, chain, run and number. It opens nowhere else.
pub fn place(id: &LockId, room: RoomId, part: &str) -> Vec<u8> {
    [b"pn/locked/1\0", &id[..], key(room, part).as_bytes()].concat()
}

/// Whether a part is sealed where a plan is locked. The others say how many pieces there are, and for how long it is kept.
pub fn is_sealed(part: &str) -> bool {
    let says_when = [super::ending::RENEWED, super::ending::SAID].contains(&part);
    !says_when && part != HEADER && !part.ends_with(".at")
}

/// What every key of a plan begins with.
pub fn prefix(room: RoomId) -> String {
    key(room, "")
}

/// How a plan is locked; `None` for one that is not, or that is unlocked here.
///
/// # Errors
/// When the browser gives nothing at all.
pub fn header(store: &impl Store, room: RoomId) -> Result<Option<String>, StoreError> {
    store.get(&key(room, HEADER))
}

/// All that is kept of a locked plan, with its header, for a file: what can still be opened may be in it.
///
/// # Errors
/// When the browser gives nothing at all.
pub(super) fn everything(store: &impl Store, room: RoomId) -> Result<String, StoreError> {
    let (mut parts, prefix) = (Map::new(), prefix(room));
    for name in store.keys()?.into_iter().filter(|name| name.starts_with(&prefix)) {
        let text = store.get(&name)?.unwrap_or_default();
        parts.insert(name, text.into());
    }
    Ok(Value::from(parts).to_string())
}

/// Whether a plan is locked: nothing of it is read or written then.
///
/// # Errors
/// When the browser gives nothing at all.
pub(super) fn is_locked(store: &impl Store, room: RoomId) -> Result<bool, StoreError> {
    Ok(header(store, room)?.is_some())
}

/// A plan that goes on in another room goes on under the same lock.
///
/// # Errors
/// As [`super::add`].
pub fn begin_under(store: &impl Store, text: &str, to: RoomId) -> Result<(), StoreError> {
    write(store, &key(to, HEADER), text)
}
