//! A plan as text: a `.plan` file, and each piece of a plan that is kept on this device.
//!
//! ```text
//! {"format":"plan-negotiator/plan","version":2,"digest":"…","body":"{\"log\":\"…\",\"saved_ms\":…,\"title\":\"…\"}"}
//! ```
//!
//! The log is a [`Bundle`] in base64: its entries are signed, so whoever opens the text checks them again.

use base64ct::{Base64, Encoding};
use plan_log::{Bundle, Digest, Log, RoomId};
use serde_json::{Value, json};

use super::lock::SEALED_VERSION;

pub(super) const FORMAT: &str = "plan-negotiator/plan";
const NAMESPACE: &str = "pn/plan/2";

/// The largest `.plan` file: those of the first version have a whole room quoted twice, and are larger than any of this one.
pub const MAX_PLAN_BYTES: u32 = 8 << 20;

/// A plan as it is kept or sent. Its entries are not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What somebody called it; without it the list names it after its case.
    pub title: Option<String>,
    /// When it was saved, in milliseconds since 1970.
    pub saved_ms: u64,
    /// How the room begins, and its entries.
    pub log: Bundle,
}

/// Why a file or stored text is not a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvelopeError {
    /// Not a plan of this program at all.
    NotAPlan,
    /// Of the first version: see [`super::first`].
    First,
    /// Written by a newer version.
    Newer,
    /// A part of a locked plan: see [`super::lock`].
    Locked,
    /// Cut short or changed.
    Damaged,
}

/// What stands around a plan, of whatever version.
pub(super) fn open(text: &str) -> Result<(u64, Value), EnvelopeError> {
    // A file that is cut in half is no JSON any more, but it still begins like one of ours.
    let begins = text.contains(FORMAT) || text.starts_with("{\"body\"");
    let broken = if begins {
        EnvelopeError::Damaged
    } else {
        EnvelopeError::NotAPlan
    };
    let envelope: Value = serde_json::from_str(text.trim()).map_err(|_| broken)?;
    if envelope.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(EnvelopeError::NotAPlan);
    }
    let version = envelope.get("version").and_then(Value::as_u64);
    Ok((version.unwrap_or(u64::MAX), envelope))
}

/// Whether a text is of a newer version. Those of this one are known by their end.
pub(super) fn is_newer(text: &str) -> bool {
    !text.ends_with("\"version\":2}") && matches!(open(text), Ok((version, _)) if version > SEALED_VERSION)
}

/// What is inside, if it has the digest that stands beside it.
pub(super) fn body(envelope: &Value, namespace: &str) -> Option<Value> {
    let body = envelope.get("body")?.as_str()?;
    let whole = envelope.get("digest")?.as_str()? == Digest::of(namespace, body.as_bytes()).to_hex();
    whole.then(|| serde_json::from_str(body).ok()).flatten()
}

/// A title as it is kept; `None` for an empty one.
pub fn title_of(text: &str) -> Option<String> {
    let title: String = text.trim().chars().take(plan_core::MAX_TEXT_CHARS).collect();
    Some(title).filter(|title| !title.is_empty())
}

impl Draft {
    /// What is in a log.
    pub fn of(log: &Log, saved_ms: u64) -> Self {
        Self {
            title: None,
            saved_ms,
            log: Bundle::of(log),
        }
    }

    /// The room.
    pub fn room(&self) -> RoomId {
        self.log.genesis.room()
    }

    /// The text.
    pub fn to_text(&self) -> String {
        let body = json!({
            "log": Base64::encode_string(&self.log.to_bytes()),
            "saved_ms": self.saved_ms,
            "title": self.title.as_deref().unwrap_or_default(),
        })
        .to_string();
        let digest = Digest::of(NAMESPACE, body.as_bytes()).to_hex();
        json!({ "format": FORMAT, "version": 2, "digest": digest, "body": body }).to_string()
    }

    /// Reads what [`Draft::to_text`] wrote.
    ///
    /// # Errors
    /// See [`EnvelopeError`].
    pub fn from_text(text: &str) -> Result<Self, EnvelopeError> {
        match open(text)? {
            (1, _) => Err(EnvelopeError::First),
            (2, envelope) => Self::of_envelope(&envelope).ok_or(EnvelopeError::Damaged),
            (SEALED_VERSION, _) => Err(EnvelopeError::Locked),
            _ => Err(EnvelopeError::Newer),
        }
    }

    fn of_envelope(envelope: &Value) -> Option<Self> {
        let body = body(envelope, NAMESPACE)?;
        let log = Base64::decode_vec(body.get("log")?.as_str()?).ok()?;
        Some(Self {
            title: title_of(body.get("title")?.as_str()?),
            saved_ms: body.get("saved_ms")?.as_u64()?,
            log: Bundle::read(&log).ok()?,
        })
    }
}
