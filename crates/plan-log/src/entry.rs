//! One entry: its header, which is signed, and its body, which travels beside it and can be erased.

use std::rc::Rc;

use super::codec::{Reader, Writer, item_len};
use super::genesis::MAX_TIME_MS;
use super::{
    Author, Body, EntryId, Kind, MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_PARENTS, Refused, RoomId, Signature, SigningJob,
    VerificationJob,
};
use crate::digest::Digest;

/// The largest distance from UTC, in minutes.
pub const MAX_ZONE_MIN: i16 = 900;

/// Random bytes beside a body: without them a short body could be guessed from its digest.
pub type Salt = [u8; 16];

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The room.
    pub room: RoomId,
    /// Who wrote it.
    pub author: Author,
    /// Its place among the author's entries, from 0.
    pub seq: u32,
    /// The author's entry before it; none for the first.
    pub prev: Option<EntryId>,
    /// Other entries that the author had and that nothing it had followed, rising.
    pub parents: Vec<EntryId>,
    /// The author's clock, in milliseconds since 1970. Shown, never trusted.
    pub wall_ms: u64,
    /// The author's distance from UTC, in minutes.
    pub zone_min: i16,
    /// What it does.
    pub kind: Kind,
    /// The digest of salt and body.
    pub contents: Digest,
}

impl Header {
    fn to_bytes(&self) -> Vec<u8> {
        Writer::array(10)
            .uint(1)
            .digest(&self.room)
            .bytes(self.author.as_bytes())
            .uint(u64::from(self.seq))
            .optional(self.prev.as_ref(), Writer::digest)
            .digests(&self.parents)
            .uint(self.wall_ms)
            .int(i64::from(self.zone_min))
            .uint(u64::from(self.kind.code()))
            .digest(&self.contents)
            .done()
    }

    fn read(bytes: &[u8]) -> Result<Self, Refused> {
        let mut read = Reader::new(bytes);
        read.versioned(10)?;
        if read.uint(u64::MAX)? != 1 {
            return Err(Refused::OtherVersion);
        }
        let header = Self {
            room: read.digest()?,
            author: Author::from_bytes(read.fixed()?),
            seq: u32::try_from(read.uint(MAX_ENTRIES as u64)?).map_err(|_| Refused::NotCanonical)?,
            prev: read.optional(Reader::digest)?,
            parents: read.digests(MAX_PARENTS)?,
            wall_ms: read.uint(MAX_TIME_MS)?,
            zone_min: i16::try_from(read.int(i64::from(MAX_ZONE_MIN))?).map_err(|_| Refused::NotCanonical)?,
            kind: Kind::from_code(read.uint(u64::MAX)?).ok_or(Refused::OtherVersion)?,
            contents: read.digest()?,
        };
        read.end()?;
        Ok(header)
    }

    /// Whether it is read where it arrives.
    fn is_read(&self) -> bool {
        usize::try_from(self.seq).is_ok_and(|seq| seq <= MAX_ENTRIES)
            && self.parents.len() <= MAX_PARENTS
            && self.parents.is_sorted_by(|a, b| a < b)
            && self.wall_ms <= MAX_TIME_MS
            && (-MAX_ZONE_MIN..=MAX_ZONE_MIN).contains(&self.zone_min)
    }

    fn signed_message(bytes: &[u8]) -> Vec<u8> {
        [b"pn/sig/1\0", bytes].concat()
    }
}

fn contents_digest(salt: &Salt, body: &[u8]) -> Digest {
    Digest::of_parts("pn/body/1", &[salt, body])
}

/// An entry of one's own that has to be signed before it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsigned {
    id: EntryId,
    header_bytes: Vec<u8>,
    salt: Salt,
    body_bytes: Vec<u8>,
    said: Rc<Said>,
    /// Of the entry as it travels: every signature is of one size.
    size: usize,
}

/// An entry as it arrived. What it says cannot be reached: it may not be its author's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unverified {
    entry: Verified,
    signature: Signature,
    /// How many of the bytes are the header.
    header_len: usize,
}

/// An entry whose author signed it, in its one form. What it means depends on the entries before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    id: EntryId,
    bytes: Rc<[u8]>,
    /// Of the bytes, also before they are there.
    size: usize,
    said: Rc<Said>,
}

/// What an entry says, read from its bytes or written into them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    header: Header,
    body: Option<Body>,
}

impl Unsigned {
    /// Writes down an entry of one's own; `header.contents` and `header.kind` are worked out.
    ///
    /// # Errors
    /// [`Refused::TooLarge`], and [`Refused::BadBody`] for a body that nobody would take.
    pub fn new(mut header: Header, salt: Salt, body: Body) -> Result<Self, Refused> {
        let body_bytes = body.to_bytes();
        // What others refuse must not become part of our own log.
        if !body.is_read_from(&body_bytes) {
            return Err(Refused::BadBody);
        }
        header.kind = body.kind();
        header.contents = contents_digest(&salt, &body_bytes);
        if !header.is_read() {
            return Err(Refused::NotCanonical);
        }
        let header_bytes = header.to_bytes();
        let size = packet_len(&header_bytes, &body_bytes);
        if size > MAX_ENTRY_BYTES {
            return Err(Refused::TooLarge);
        }
        Ok(Self {
            id: Digest::of_header(&header_bytes),
            header_bytes,
            salt,
            body_bytes,
            said: Rc::new(Said {
                header,
                body: Some(body),
            }),
            size,
        })
    }

    /// Its name, which the signature is no part of.
    pub const fn id(&self) -> EntryId {
        self.id
    }

    /// Its place among the author's entries.
    pub(super) fn seq(&self) -> u32 {
        self.said.header.seq
    }

    /// What is to be signed.
    pub fn job(&self) -> SigningJob {
        SigningJob {
            entry: self.id,
            message: Header::signed_message(&self.header_bytes),
        }
    }

    /// The entry as one's own log has it until it is signed: it has no bytes yet, so that nobody can be sent it.
    pub fn provisional(&self) -> Verified {
        Verified {
            id: self.id,
            bytes: Rc::from([]),
            size: self.size,
            said: Rc::clone(&self.said),
        }
    }

    /// The entry with its signature, which the signer is trusted to have made well.
    pub fn signed(&self, signature: &Signature) -> Verified {
        Verified {
            bytes: self.bytes(signature.as_bytes()).into(),
            ..self.provisional()
        }
    }

    fn bytes(&self, signature: &[u8; 64]) -> Vec<u8> {
        packet(&self.header_bytes, signature, Some((&self.salt, &self.body_bytes)))
    }
}

/// How many bytes an entry has as it travels.
fn packet_len(header: &[u8], body: &[u8]) -> usize {
    // The head of the four parts has one byte.
    1 + item_len(header.len()) + item_len(64) + item_len(size_of::<Salt>()) + item_len(body.len())
}

fn packet(header: &[u8], signature: &[u8; 64], contents: Option<(&Salt, &[u8])>) -> Vec<u8> {
    let body = contents.map_or([].as_slice(), |(_, body)| body);
    let signed = Writer::sized(4, packet_len(header, body))
        .bytes(header)
        .bytes(signature);
    match contents {
        Some((salt, body)) => signed.bytes(salt).bytes(body),
        None => signed.null().null(),
    }
    .done()
}

/// The four parts of an entry as it travels.
struct Packet<'b> {
    header: &'b [u8],
    signature: [u8; 64],
    contents: Option<(Salt, &'b [u8])>,
}

impl<'b> Packet<'b> {
    fn read(bytes: &'b [u8]) -> Result<Self, Refused> {
        let mut read = Reader::new(bytes);
        read.array(4)?;
        let (header, signature) = (read.bytes()?, read.fixed()?);
        let (salt, body) = (read.optional(Reader::fixed)?, read.optional(Reader::bytes)?);
        let contents = match (salt, body) {
            (Some(salt), Some(body)) => Some((salt, body)),
            (None, None) => None,
            _ => return Err(Refused::NotCanonical),
        };
        read.end()?;
        Ok(Self {
            header,
            signature,
            contents,
        })
    }
}

impl Unverified {
    /// Checks everything about an entry but its signature and its place.
    ///
    /// # Errors
    /// In this order: [`Refused::TooLarge`] before anything is read, [`Refused::NotCanonical`],
    /// [`Refused::OtherVersion`], [`Refused::OtherRoom`], [`Refused::BadSignature`] where it is not in its one form,
    /// [`Refused::NoBody`], [`Refused::OtherBody`], [`Refused::BadBody`].
    pub fn read(room: RoomId, bytes: &[u8]) -> Result<Self, Refused> {
        Self::read_shared(room, bytes.into())
    }

    /// As [`Unverified::read`], of bytes that need no copy.
    pub(super) fn read_shared(room: RoomId, bytes: Rc<[u8]>) -> Result<Self, Refused> {
        if bytes.len() > MAX_ENTRY_BYTES {
            return Err(Refused::TooLarge);
        }
        let packet = Packet::read(&bytes)?;
        let header = Header::read(packet.header)?;
        if header.room != room {
            return Err(Refused::OtherRoom);
        }
        let signature = Signature::read(&packet.signature).ok_or(Refused::BadSignature)?;
        let body = match packet.contents {
            None if header.kind.is_erasable() => None,
            None => return Err(Refused::NoBody),
            Some((salt, body)) if contents_digest(&salt, body) == header.contents => {
                Some(Body::read(header.kind, body)?)
            }
            Some(_) => return Err(Refused::OtherBody),
        };
        let id = Digest::of_header(packet.header);
        let header_len = packet.header.len();
        Ok(Self {
            entry: Verified {
                id,
                size: bytes.len(),
                bytes,
                said: Rc::new(Said { header, body }),
            },
            signature,
            header_len,
        })
    }

    /// Its name.
    pub const fn id(&self) -> EntryId {
        self.entry.id
    }

    /// The signature to be checked.
    pub fn job(&self) -> VerificationJob {
        // It is the first of the four parts: their head has one byte, then comes its own.
        let until = 1 + item_len(self.header_len);
        let header = self.entry.bytes.get(until - self.header_len..until).unwrap_or_default();
        VerificationJob {
            author: self.entry.author(),
            message: Header::signed_message(header),
            signature: self.signature,
        }
    }

    /// The entry, if its signature was found to be its author's.
    ///
    /// # Errors
    /// [`Refused::BadSignature`].
    pub fn answered(self, is_theirs: bool) -> Result<Verified, Refused> {
        if is_theirs {
            Ok(self.entry)
        } else {
            Err(Refused::BadSignature)
        }
    }

    /// Whether there is a body beside it.
    pub(super) fn has_body(&self) -> bool {
        self.entry.body().is_some()
    }
}

impl Verified {
    /// Its name.
    pub const fn id(&self) -> EntryId {
        self.id
    }

    /// The bytes that travel and are stored, as they were received; none while an entry of one's own waits for its
    /// signature.
    pub const fn bytes(&self) -> &Rc<[u8]> {
        &self.bytes
    }

    /// How many bytes it has, or will have once it is signed.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// What was signed.
    pub fn header(&self) -> &Header {
        &self.said.header
    }

    /// Who wrote it.
    pub fn author(&self) -> Author {
        self.said.header.author
    }

    /// Its place among the author's entries, from 0.
    pub fn seq(&self) -> u32 {
        self.said.header.seq
    }

    /// What it does.
    pub fn kind(&self) -> Kind {
        self.said.header.kind
    }

    /// What it says; `None` where that was erased.
    pub fn body(&self) -> Option<&Body> {
        self.said.body.as_ref()
    }

    /// The same entry without its body.
    pub(super) fn erased(&self) -> Self {
        let bytes = match Packet::read(&self.bytes) {
            Ok(read) => packet(read.header, &read.signature, None).into(),
            Err(_) => Rc::clone(&self.bytes),
        };
        let header = self.said.header.clone();
        Self {
            bytes,
            said: Rc::new(Said { header, body: None }),
            ..self.clone()
        }
    }
}
