//! What travels between the windows of a room.

use std::rc::Rc;

use plan_core::{Currency, FieldValue};

use super::codec::{Reader, Writer};
use super::genesis::{MAX_TIME_MS, read_role, role_code};
use super::{Author, EntryId, Genesis, MAX_AUTHORS, MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_NAME_CHARS, Refused, RoomId};
use crate::carry::Carry;
use crate::role::Role;

/// The longest message, in bytes. Relays cut what is longer, so nobody sends or reads it.
pub const MAX_MESSAGE_BYTES: usize = 60 << 10;
/// The most heads and wanted bodies in one message; the rest comes with the next.
pub(super) const MAX_LISTED: usize = 64;
/// What stands around the entries of a message, at the most.
const AROUND: usize = 256;

/// Names one window that is open; each load of the page is a new one. Not who writes: a side may have two windows.
pub type Window = [u8; 8];

/// A message to everybody else in the room. Only a window that takes part makes one, and only of what is in its log, so that
/// nothing private can get into one by mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub(super) room: RoomId,
    pub(super) from: Window,
    /// Its side, as it says.
    pub(super) role: Role,
    pub(super) kind: Said,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// "I have this": asks for the rest, or says that something has arrived.
    Have {
        /// How many entries of each author, by author.
        counts: Vec<(Author, u32)>,
        /// The entries that no other one follows, rising; where two windows have the same counts and other heads, an author
        /// wrote two histories.
        heads: Vec<EntryId>,
        /// Entries whose bodies are lacking, rising.
        wanted: Vec<EntryId>,
        /// Whether an answer of the same kind is asked for.
        asks: bool,
        /// The sender's clock, in milliseconds since 1970: to show how far two clocks are apart.
        now_ms: u64,
    },
    /// How the room begins: for a window that knows its name alone.
    Begins(Genesis),
    /// Entries, each after those that it follows.
    Entries(Vec<Rc<[u8]>>),
    /// A control is being dragged; nothing is changed yet. `None` ends it.
    Preview(Option<(Currency, FieldValue)>),
    /// "I am going away."
    Bye,
    /// "One moment", from the agent of that name: who is there is being checked. See [`crate::door`].
    Waits(String),
    /// Whether whoever sits at the person's screen helps, and is not the person. Each side may say so.
    Helps(bool),
}

impl Message {
    /// The window that says it.
    pub const fn from(&self) -> Window {
        self.from
    }

    /// What it says.
    pub const fn said(&self) -> &Said {
        &self.kind
    }

    /// Reads the bytes. Entries in them are not looked at.
    ///
    /// # Errors
    /// [`Refused::TooLarge`] before anything is read, [`Refused::OtherVersion`], [`Refused::NotCanonical`].
    pub fn read(bytes: &[u8]) -> Result<Self, Refused> {
        if bytes.len() > MAX_MESSAGE_BYTES {
            return Err(Refused::TooLarge);
        }
        let mut read = Reader::new(bytes);
        read.versioned(6)?;
        if read.uint(u64::MAX)? != 1 {
            return Err(Refused::OtherVersion);
        }
        let (room, from, role) = (read.digest()?, read.fixed()?, read_role(&mut read)?);
        let kind = match read.uint(u64::MAX)? {
            0 => read_have(&mut read)?,
            1 => Said::Begins(Genesis::read(read.bytes()?)?),
            2 => {
                let count = read.list(MAX_ENTRIES)?;
                let entries = (0..count).map(|_| {
                    let entry = read.bytes()?;
                    if entry.len() > MAX_ENTRY_BYTES {
                        Err(Refused::TooLarge)
                    } else {
                        Ok(entry.into())
                    }
                });
                Said::Entries(entries.collect::<Result<_, _>>()?)
            }
            3 => Said::Preview(read.optional(read_preview)?),
            4 => {
                read.optional(|_| Err::<(), _>(Refused::NotCanonical))?;
                Said::Bye
            }
            5 => Said::Waits(read.line(MAX_NAME_CHARS)?),
            6 => Said::Helps(read.flag()?),
            _ => return Err(Refused::OtherVersion),
        };
        read.end()?;
        Ok(Self { room, from, role, kind })
    }
}

impl Carry for Message {
    fn to_bytes(&self) -> Vec<u8> {
        let code = match self.kind {
            Said::Have { .. } => 0,
            Said::Begins(_) => 1,
            Said::Entries(_) => 2,
            Said::Preview(_) => 3,
            Said::Bye => 4,
            Said::Waits(_) => 5,
            Said::Helps(_) => 6,
        };
        let head = Writer::array(6).uint(1).digest(&self.room).bytes(&self.from);
        let head = head.uint(role_code(self.role)).uint(code);
        match &self.kind {
            Said::Have {
                counts,
                heads,
                wanted,
                asks,
                now_ms,
            } => {
                let list = head.nested(5).nested(counts.len() as u64);
                let one = |list: Writer, (author, count): &(Author, u32)| {
                    list.nested(2).bytes(author.as_bytes()).uint(u64::from(*count))
                };
                let counted = counts.iter().fold(list, one);
                counted.digests(heads).digests(wanted).flag(*asks).uint(*now_ms)
            }
            Said::Begins(genesis) => head.bytes(&genesis.to_bytes()),
            Said::Entries(entries) => {
                let list = head.nested(entries.len() as u64);
                entries.iter().fold(list, |list, entry| list.bytes(entry))
            }
            Said::Preview(value) => head.optional(value.as_ref(), |head, (currency, value)| {
                head.nested(2).text(currency.code()).text(&value.to_json(*currency))
            }),
            Said::Bye => head.null(),
            Said::Waits(name) => head.text(name),
            Said::Helps(helps) => head.flag(*helps),
        }
        .done()
    }
}

fn read_have(read: &mut Reader<'_>) -> Result<Said, Refused> {
    read.array(5)?;
    let mut counts: Vec<(Author, u32)> = Vec::new();
    for _ in 0..read.list(MAX_AUTHORS)? {
        read.array(2)?;
        let author = Author::from_bytes(read.fixed()?);
        let count = u32::try_from(read.uint(MAX_ENTRIES as u64 + 1)?).map_err(|_| Refused::NotCanonical)?;
        counts.push((author, count));
    }
    if !counts.is_sorted_by(|a, b| a.0 < b.0) {
        return Err(Refused::NotCanonical);
    }
    Ok(Said::Have {
        counts,
        heads: read.digests(MAX_LISTED)?,
        wanted: read.digests(MAX_LISTED)?,
        asks: read.flag()?,
        now_ms: read.uint(MAX_TIME_MS)?,
    })
}

fn read_preview(read: &mut Reader<'_>) -> Result<(Currency, FieldValue), Refused> {
    read.array(2)?;
    let code = read.text(3)?;
    let currency = Currency::parse(code).ok_or(Refused::NotCanonical)?;
    read.note(currency.code() == code);
    let json = read.text(MAX_ENTRY_BYTES)?;
    let value = FieldValue::from_canonical_json(json, currency).ok_or(Refused::NotCanonical)?;
    Ok((currency, value))
}

/// Entries in as few messages as they fit into.
pub(super) fn in_messages(entries: impl Iterator<Item = Rc<[u8]>>) -> Vec<Said> {
    let mut messages = Vec::new();
    let (mut batch, mut size) = (Vec::new(), AROUND);
    for entry in entries {
        let more = entry.len() + 3;
        if size + more > MAX_MESSAGE_BYTES && !batch.is_empty() {
            messages.push(Said::Entries(core::mem::take(&mut batch)));
            size = AROUND;
        }
        size += more;
        batch.push(entry);
    }
    if !batch.is_empty() {
        messages.push(Said::Entries(batch));
    }
    messages
}
