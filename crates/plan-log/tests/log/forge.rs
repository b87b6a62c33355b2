//! Entries taken apart, changed, and signed again by whoever has the key.

use plan_log::Signature;
use plan_log::keys::Signing;
use plan_log::{Digest, Role};

/// The four parts of an entry as it travels.
#[derive(Clone)]
pub struct Parts {
    pub header: Vec<u8>,
    pub signature: [u8; 64],
    pub contents: Option<([u8; 16], Vec<u8>)>,
}

fn head(major: u8, length: usize) -> Vec<u8> {
    match length {
        0..24 => vec![major << 5 | u8::try_from(length).unwrap()],
        24..256 => vec![major << 5 | 24, u8::try_from(length).unwrap()],
        _ => [&[major << 5 | 25][..], &u16::try_from(length).unwrap().to_be_bytes()].concat(),
    }
}

fn string(bytes: &[u8]) -> Vec<u8> {
    [&head(2, bytes.len())[..], bytes].concat()
}

/// The byte string at the beginning, and what follows it.
fn take(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (start, length) = match bytes[0] & 31 {
        24 => (2, usize::from(bytes[1])),
        25 => (3, usize::from(u16::from_be_bytes([bytes[1], bytes[2]]))),
        short => (1, usize::from(short)),
    };
    bytes[start..].split_at(length)
}

impl Parts {
    pub fn of(entry: &[u8]) -> Self {
        let (header, rest) = take(&entry[1..]);
        let (signature, rest) = take(rest);
        let contents = (rest[0] != 0xf6).then(|| {
            let (salt, rest) = take(rest);
            (salt.try_into().unwrap(), take(rest).0.to_vec())
        });
        Self {
            header: header.to_vec(),
            signature: signature.try_into().unwrap(),
            contents,
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let signed = [&[0x84][..], &string(&self.header), &string(&self.signature)].concat();
        match &self.contents {
            Some((salt, body)) => [signed, string(salt), string(body)].concat(),
            None => [signed, vec![0xf6, 0xf6]].concat(),
        }
    }

    /// Another body, with its digest at the end of the header.
    pub fn with_body(mut self, body: Vec<u8>) -> Self {
        let salt = [5; 16];
        let digest = Digest::of("pn/body/1", &[&salt[..], &body].concat());
        let end = self.header.len() - 32;
        self.header[end..].copy_from_slice(digest.as_bytes());
        self.contents = Some((salt, body));
        self
    }

    pub fn signed(mut self, key: &impl Signing) -> Self {
        self.signature = *key.sign(&[b"pn/sig/1\0", &self.header[..]].concat()).as_bytes();
        self
    }

    /// The other signature that would do as well.
    pub fn with_high_s(mut self) -> Self {
        const ORDER: [u8; 32] = [
            0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad,
            0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
        ];
        let mut borrow = 0_i16;
        for at in (0..32).rev() {
            let digit = i16::from(ORDER[at]) - i16::from(self.signature[32 + at]) - borrow;
            borrow = i16::from(digit < 0);
            self.signature[32 + at] = u8::try_from(digit.rem_euclid(256)).unwrap();
        }
        assert_eq!(Signature::read(&self.signature), None);
        self
    }
}

/// A message with entries, from whichever window, whatever they are.
pub fn message(room: Digest, from: [u8; 8], role: Role, entries: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let role = u8::from(role == Role::Person);
    let start = [&[0x86, 1][..], &string(room.as_bytes()), &string(&from), &[role, 2]].concat();
    let entries = entries.iter().map(|entry| string(entry.as_ref())).collect::<Vec<_>>();
    [start, head(4, entries.len()), entries.concat()].concat()
}
