//! How a room begins.

use super::codec::{Reader, Writer};
use super::{Author, Refused, RoomId};
use crate::digest::Digest;
use crate::role::Role;

/// How a room begins. Its digest is the room's name, so nobody else can have opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genesis {
    /// Who opened it.
    pub creator: Author,
    /// On which side.
    pub role: Role,
    /// Random: two rooms of one key are different rooms.
    pub nonce: [u8; 16],
    /// When, in milliseconds since 1970, by the creator's clock.
    pub created_ms: u64,
    /// The digest of the company's public rules, where the room was opened under some.
    pub policy: Option<Digest>,
}

/// The latest time that can be written, in milliseconds since 1970: what every number format holds exactly.
pub(super) const MAX_TIME_MS: u64 = (1 << 53) - 1;

pub(super) const fn role_code(role: Role) -> u64 {
    match role {
        Role::Agent => 0,
        Role::Person => 1,
    }
}

pub(super) fn read_role(read: &mut Reader<'_>) -> Result<Role, Refused> {
    Ok(if read.uint(1)? == 0 { Role::Agent } else { Role::Person })
}

impl Genesis {
    /// The bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::array(7)
            .uint(1)
            .uint(1)
            .bytes(self.creator.as_bytes())
            .uint(role_code(self.role))
            .bytes(&self.nonce)
            .uint(self.created_ms)
            .optional(self.policy.as_ref(), Writer::digest)
            .done()
    }

    /// The room's name.
    pub fn room(&self) -> RoomId {
        Digest::of("pn/room/1", &self.to_bytes())
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// [`Refused::NotCanonical`], and [`Refused::OtherVersion`] for other signatures than these.
    pub fn read(bytes: &[u8]) -> Result<Self, Refused> {
        let mut read = Reader::new(bytes);
        read.versioned(7)?;
        if (read.uint(u64::MAX)?, read.uint(u64::MAX)?) != (1, 1) {
            return Err(Refused::OtherVersion);
        }
        let genesis = Self {
            creator: Author::from_bytes(read.fixed()?),
            role: read_role(&mut read)?,
            nonce: read.fixed()?,
            created_ms: read.uint(MAX_TIME_MS)?,
            policy: read.optional(Reader::digest)?,
        };
        read.end()?;
        Ok(genesis)
    }
}
