//! What travels between the windows of a room.

use plan_core::{Currency, FieldValue};
use serde_json::{Value, json};

use crate::carry::Carry;
use crate::digest::Digest;
use crate::entry::{Author, EntryId, MAX_ENTRY_BYTES, MAX_ROOM_BYTES, RoomId, UnverifiedEntry, VerifiedEntry};
use crate::role::Role;

/// The longest message, in bytes: a whole room, every character of it quoted, and what stands around the entries.
pub const MAX_MESSAGE_BYTES: usize = 2 * MAX_ROOM_BYTES + (16 << 10);

/// A message to everybody else in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    room: RoomId,
    from: Author,
    role: Role,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// "I am here and have this": asks for the rest.
    Hello(Vec<EntryId>),
    /// "I am here": the answer.
    Here,
    /// Entries, oldest first.
    Entries(Vec<String>),
    /// A control is being dragged; nothing is changed yet. `None` ends it.
    Preview(Option<(Currency, FieldValue)>),
    /// "I am leaving."
    Bye,
}

impl Message {
    pub(crate) fn hello(room: RoomId, from: Author, role: Role, heads: &[EntryId]) -> Self {
        Self {
            room,
            from,
            role,
            kind: Kind::Hello(heads.to_vec()),
        }
    }

    pub(crate) const fn here(room: RoomId, from: Author, role: Role) -> Self {
        Self {
            room,
            from,
            role,
            kind: Kind::Here,
        }
    }

    pub(crate) const fn bye(room: RoomId, from: Author, role: Role) -> Self {
        Self {
            room,
            from,
            role,
            kind: Kind::Bye,
        }
    }

    pub(crate) fn entries<'e>(
        room: RoomId,
        from: Author,
        role: Role,
        entries: impl Iterator<Item = &'e VerifiedEntry>,
    ) -> Self {
        Self {
            room,
            from,
            role,
            kind: Kind::Entries(entries.map(|entry| entry.text().to_owned()).collect()),
        }
    }

    pub(crate) const fn preview(room: RoomId, from: Author, role: Role, value: Option<(Currency, FieldValue)>) -> Self {
        Self {
            room,
            from,
            role,
            kind: Kind::Preview(value),
        }
    }
}

impl Carry for Message {
    fn to_wire(&self) -> String {
        let (kind, value) = match &self.kind {
            Kind::Hello(heads) => ("hello", json!(heads.iter().map(Digest::to_hex).collect::<Vec<_>>())),
            Kind::Here => ("here", Value::Null),
            Kind::Entries(entries) => ("entries", json!(entries)),
            Kind::Preview(None) => ("preview", Value::Null),
            Kind::Preview(Some((currency, value))) => (
                "preview",
                json!({ "currency": currency.code(), "field": value.to_value(*currency) }),
            ),
            Kind::Bye => ("bye", Value::Null),
        };
        json!({
            "pn": 1,
            "room": self.room.to_hex(),
            "from": self.from.to_hex(),
            "role": self.role.as_str(),
            "kind": kind,
            "value": value,
        })
        .to_string()
    }
}

/// A message that was read; the entries in it are not verified yet.
pub(crate) struct Incoming {
    pub room: RoomId,
    pub from: Author,
    pub role: Role,
    pub kind: IncomingKind,
}

pub(crate) enum IncomingKind {
    Hello(Vec<EntryId>),
    Here,
    Entries(Vec<UnverifiedEntry>),
    Preview(Option<(Currency, FieldValue)>),
    Bye,
}

/// Why a message cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Larger than [`MAX_MESSAGE_BYTES`].
    TooLarge,
    /// From a program of another version.
    OtherVersion,
    /// Not a message of this program.
    NotOurs,
}

pub(crate) fn read_message(text: &str) -> Result<Incoming, Unreadable> {
    if text.len() > MAX_MESSAGE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let value: Value = serde_json::from_str(text).map_err(|_| Unreadable::NotOurs)?;
    match value.get("pn").and_then(Value::as_u64) {
        Some(1) => read_first_version(&value).ok_or(Unreadable::NotOurs),
        Some(_) => Err(Unreadable::OtherVersion),
        None => Err(Unreadable::NotOurs),
    }
}

fn read_first_version(message: &Value) -> Option<Incoming> {
    let text = |key: &str| message.get(key).and_then(Value::as_str);
    let value = message.get("value")?;
    let kind = match text("kind")? {
        "hello" => IncomingKind::Hello(
            value
                .as_array()?
                .iter()
                .map(|one| Digest::parse_hex(one.as_str()?))
                .collect::<Option<_>>()?,
        ),
        "here" => IncomingKind::Here,
        "entries" => {
            let entry = |one: &Value| {
                one.as_str()
                    .filter(|text| text.len() <= MAX_ENTRY_BYTES)
                    .map(str::to_owned)
            };
            let entries: Option<Vec<String>> = value.as_array()?.iter().map(entry).collect();
            IncomingKind::Entries(entries?.into_iter().map(UnverifiedEntry::new).collect())
        }
        "preview" if value.is_null() => IncomingKind::Preview(None),
        "preview" => {
            let currency = Currency::parse(value.get("currency")?.as_str()?)?;
            let value = FieldValue::from_value(value.get("field")?, currency).ok()?;
            IncomingKind::Preview(Some((currency, value)))
        }
        "bye" => IncomingKind::Bye,
        _ => return None,
    };
    Some(Incoming {
        room: RoomId::parse_hex(text("room")?)?,
        from: Author::parse_hex(text("from")?)?,
        role: Role::parse(text("role")?)?,
        kind,
    })
}
