//! A whole log as bytes: what a file or a link holds.

use std::rc::Rc;

use super::codec::{Reader, Writer};
use super::keys::Verifying;
use super::{Genesis, Inserted, Log, MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_ROOM_BYTES, Refused, Unverified};

/// The word at the beginning of every log.
const MAGIC: &str = "pn-log";

/// The longest log as bytes: a whole room, its beginning, and what stands around the entries.
pub const MAX_BUNDLE_BYTES: usize = MAX_ROOM_BYTES + MAX_ENTRIES * 3 + 1_024;

/// A room with its entries, which are not checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// How the room begins.
    pub genesis: Genesis,
    /// Its entries as they travel: each after those that it follows, where whoever wrote the log kept to the format.
    pub entries: Vec<Vec<u8>>,
}

impl Bundle {
    /// The bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = Writer::array(4).text(MAGIC).uint(1).bytes(&self.genesis.to_bytes());
        let list = head.nested(self.entries.len() as u64);
        self.entries.iter().fold(list, |list, entry| list.bytes(entry)).done()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// [`Refused::TooLarge`] before anything is read, [`Refused::NotCanonical`], [`Refused::OtherVersion`].
    pub fn read(bytes: &[u8]) -> Result<Self, Refused> {
        if bytes.len() > MAX_BUNDLE_BYTES {
            return Err(Refused::TooLarge);
        }
        let mut read = Reader::new(bytes);
        read.versioned(4)?;
        if read.text(MAGIC.len())? != MAGIC {
            return Err(Refused::NotCanonical);
        }
        if read.uint(u64::MAX)? != 1 {
            return Err(Refused::OtherVersion);
        }
        let genesis = Genesis::read(read.bytes()?)?;
        let count = read.list(MAX_ENTRIES)?;
        let mut entries = Vec::with_capacity(count);
        for _ in 0..count {
            let entry = read.bytes()?;
            if entry.len() > MAX_ENTRY_BYTES {
                return Err(Refused::TooLarge);
            }
            entries.push(entry.to_vec());
        }
        read.end()?;
        Ok(Self { genesis, entries })
    }

    /// A log with its entries, each after those that it follows.
    pub fn of(log: &Log) -> Self {
        // What has no bytes yet has not left this window.
        let entries = log.arrived().filter(|entry| !entry.bytes().is_empty());
        Self {
            genesis: log.genesis().clone(),
            entries: entries.map(|entry| entry.bytes().to_vec()).collect(),
        }
    }

    /// Checks a whole log at once, as somebody who was handed the file does.
    ///
    /// # Errors
    /// The first entry that is refused, by its place from 0, and why; [`Refused::Gap`] where it stands before one that
    /// it follows, [`Refused::Misplaced`] where it stands twice.
    pub fn check(&self, rule: &impl Verifying) -> Result<Log, (usize, Refused)> {
        let mut log = Log::new(self.genesis.clone());
        for (at, bytes) in self.entries.iter().enumerate() {
            let entry = Unverified::read(log.room(), bytes).and_then(|entry| {
                let is_theirs = rule.verifies(&entry.job());
                entry.answered(is_theirs)
            });
            let entry = entry.map_err(|refused| (at, refused))?;
            match log.insert(Rc::new(entry)) {
                Inserted::New => {}
                Inserted::Known | Inserted::Filled => return Err((at, Refused::Misplaced)),
                Inserted::Waiting => return Err((at, Refused::Gap)),
                Inserted::Refused(refused) => return Err((at, refused)),
            }
        }
        Ok(log)
    }
}
