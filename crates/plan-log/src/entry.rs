//! One entry of the log: who did what, after which other entries.
//!
//! `text → UnverifiedEntry → VerifiedEntry → fold`. What an entry says cannot be reached before it is verified.
//! Today that means: within its limits, of this version, in its one canonical form, named by its own digest.
//! Signatures join these checks; the shape stays.

mod body;

use std::rc::Rc;

use plan_core::{Problem, ProblemCode};
use serde_json::{Value, json};

pub use body::{Body, Cause, FileSigned, MAX_REASON_CHARS, ScreenMode, SignedBy};

use crate::digest::Digest;

/// The longest entry, in bytes.
pub const MAX_ENTRY_BYTES: usize = 12 << 10;
/// The most entries of a room.
pub const MAX_ENTRIES: usize = 2_000;
/// The most bytes of a room.
pub const MAX_ROOM_BYTES: usize = 1 << 20;
/// The most parents of an entry.
pub const MAX_PARENTS: usize = 8;
/// The longest name of somebody in the room, in characters.
pub const MAX_NAME_CHARS: usize = 60;

macro_rules! hex_id {
    ($(#[$meta:meta])* $name:ident, $bytes:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// From random bytes.
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// Lower-case hexadecimal digits.
            pub fn to_hex(&self) -> String {
                self.0.iter().map(|byte| format!("{byte:02x}")).collect()
            }

            /// Reads exactly what [`Self::to_hex`] writes.
            pub fn parse_hex(text: &str) -> Option<Self> {
                let valid = text.len() == 2 * $bytes && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                if !valid {
                    return None;
                }
                let mut bytes = [0; $bytes];
                for (index, byte) in bytes.iter_mut().enumerate() {
                    *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
                }
                Some(Self(bytes))
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.to_hex())
            }
        }
    };
}

hex_id! {
    /// Names a negotiation.
    RoomId, 16
}
hex_id! {
    /// Names one window that takes part; each load of the page is a new one.
    Author, 8
}

/// Names an entry: the digest of its canonical text.
pub type EntryId = Digest;

/// An entry as it arrived: nothing in it may be used yet.
pub struct UnverifiedEntry(String);

/// An entry that passed every check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedEntry {
    id: EntryId,
    text: Rc<str>,
    room: RoomId,
    author: Author,
    seq: u32,
    parents: Vec<EntryId>,
    at_ms: u64,
    body: Body,
}

/// What an entry is made of.
pub(crate) struct EntryParts {
    pub room: RoomId,
    pub author: Author,
    pub seq: u32,
    pub parents: Vec<EntryId>,
    pub at_ms: u64,
    pub body: Body,
}

/// Why an entry is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Larger than [`MAX_ENTRY_BYTES`].
    #[error("entry of {bytes} bytes exceeds the limit of {MAX_ENTRY_BYTES}")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Of a version that this program does not know.
    #[error("entry of another version")]
    OtherVersion,
    /// Not an entry, or not in its canonical form.
    #[error("not an entry in its canonical form")]
    NotCanonical,
    /// Its figures or dates do not read.
    #[error("{} problems in the entry", problems.len())]
    Problems {
        /// Every one.
        problems: Vec<Problem>,
    },
}

impl UnverifiedEntry {
    /// An entry as it arrived.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Checks the entry.
    ///
    /// # Errors
    /// See [`EntryError`].
    pub fn verify(self) -> Result<VerifiedEntry, EntryError> {
        let text = self.0;
        if text.len() > MAX_ENTRY_BYTES {
            return Err(EntryError::TooLarge { bytes: text.len() });
        }
        let value: Value = serde_json::from_str(&text).map_err(|_| EntryError::NotCanonical)?;
        let parts = read_parts(&value)?;
        // One way of writing an entry: its digest names its meaning, not an accident of spelling.
        let entry = VerifiedEntry::make(parts);
        if *entry.text != *text {
            return Err(EntryError::NotCanonical);
        }
        Ok(entry)
    }
}

fn read_parts(value: &Value) -> Result<EntryParts, EntryError> {
    if value
        .get("v")
        .and_then(Value::as_u64)
        .is_some_and(|version| version != 1)
    {
        return Err(EntryError::OtherVersion);
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str).ok_or(EntryError::NotCanonical);
    let number = |key: &str| value.get(key).and_then(Value::as_u64).ok_or(EntryError::NotCanonical);
    let listed = value
        .get("parents")
        .and_then(Value::as_array)
        .ok_or(EntryError::NotCanonical)?;
    if listed.len() > MAX_PARENTS {
        return Err(EntryError::NotCanonical);
    }
    let parents: Option<Vec<EntryId>> = listed
        .iter()
        .map(|one| one.as_str().and_then(Digest::parse_hex))
        .collect();
    let parents = parents.ok_or(EntryError::NotCanonical)?;
    if !parents.is_sorted_by(|a, b| a < b) {
        return Err(EntryError::NotCanonical);
    }
    let body = value.get("body").ok_or(EntryError::NotCanonical)?;
    Ok(EntryParts {
        room: RoomId::parse_hex(text("room")?).ok_or(EntryError::NotCanonical)?,
        author: Author::parse_hex(text("author")?).ok_or(EntryError::NotCanonical)?,
        seq: u32::try_from(number("seq")?).map_err(|_| EntryError::NotCanonical)?,
        parents,
        at_ms: number("at_ms")?,
        body: Body::from_value(body)?,
    })
}

impl VerifiedEntry {
    /// Writes down an entry of our own; what we write is canonical by construction.
    pub(crate) fn make(parts: EntryParts) -> Self {
        let EntryParts {
            room,
            author,
            seq,
            parents,
            at_ms,
            body,
        } = parts;
        let parent_list: Vec<String> = parents.iter().map(Digest::to_hex).collect();
        let value = json!({
            "v": 1,
            "room": room.to_hex(),
            "author": author.to_hex(),
            "seq": seq,
            "parents": parent_list,
            "at_ms": at_ms,
            "body": body.to_value(),
        });
        let text: Rc<str> = value.to_string().into();
        let id = Digest::of("pn/entry/1", text.as_bytes());
        Self {
            id,
            text,
            room,
            author,
            seq,
            parents,
            at_ms,
            body,
        }
    }

    /// Its name.
    pub const fn id(&self) -> EntryId {
        self.id
    }

    /// The canonical text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The negotiation it belongs to.
    pub const fn room(&self) -> RoomId {
        self.room
    }

    /// The window that wrote it.
    pub const fn author(&self) -> Author {
        self.author
    }

    /// Its place among the author's entries, from 0.
    pub const fn seq(&self) -> u32 {
        self.seq
    }

    /// The entries it follows, ascending by id; empty for the first one only.
    pub fn parents(&self) -> &[EntryId] {
        &self.parents
    }

    /// The author's clock, in milliseconds since 1970. Shown, never trusted.
    pub const fn at_ms(&self) -> u64 {
        self.at_ms
    }

    /// What it says.
    pub const fn body(&self) -> &Body {
        &self.body
    }
}

impl From<Vec<Problem>> for EntryError {
    fn from(problems: Vec<Problem>) -> Self {
        let other = problems
            .iter()
            .any(|problem| problem.code == ProblemCode::UnknownVersion);
        if other {
            Self::OtherVersion
        } else {
            Self::Problems { problems }
        }
    }
}
