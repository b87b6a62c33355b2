//! What somebody can do to a file who has tools of their own, and perhaps a key of one of the two sides.
//!
//! Built apart from the code under test: the messages are put together from bytes.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest as _, Sha256};

pub fn find(text: &[u8], wanted: &[u8]) -> usize {
    text.windows(wanted.len()).position(|window| window == wanted).unwrap()
}

pub fn find_last(text: &[u8], wanted: &[u8]) -> usize {
    text.windows(wanted.len()).rposition(|window| window == wanted).unwrap()
}

/// The text with its first (or only) occurrence replaced.
pub fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = find(text, from);
    [&text[..at], to, &text[at + from.len()..]].concat()
}

pub fn replaced_last(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = find_last(text, from);
    [&text[..at], to, &text[at + from.len()..]].concat()
}

pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut out = vec![tag];
    match length {
        0..=127 => out.push(u8::try_from(length).unwrap()),
        128..=255 => out.extend([0x81, u8::try_from(length).unwrap()]),
        _ => {
            out.push(0x82);
            out.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
    }
    out.extend_from_slice(content);
    out
}

/// The content of a value and what stands after it.
pub fn open(der: &[u8]) -> (&[u8], &[u8]) {
    let (length, header) = match der[1] {
        short @ 0..=127 => (usize::from(short), 2),
        0x81 => (usize::from(der[2]), 3),
        0x82 => (usize::from(u16::from_be_bytes([der[2], der[3]])), 4),
        other => panic!("length {other:x}"),
    };
    (&der[header..header + length], &der[header + length..])
}

const SHA256: &[u8] = &[
    0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
];
const ECDSA: &[u8] = &[0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
const SIGNED_DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const CONTENT_TYPE: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
const SIGNING_TIME: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x05];
const SIGNING_CERTIFICATE: &[u8] = &[
    0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x02, 0x2f,
];

/// How a forged message differs from an honest one. Its arithmetic is right unless it says otherwise.
#[derive(Default, Clone)]
pub struct Twist {
    pub signing_time: bool,
    pub unsigned_attribute: bool,
    pub second_signer: bool,
    pub second_certificate: Option<Vec<u8>>,
    pub other_certificate_hash: bool,
    pub no_certificate_hash: bool,
    pub high_s: bool,
    pub long_length: bool,
    pub content_inside: bool,
    pub version_three: bool,
}

pub fn der_signature(signature: &Signature, high: bool) -> Vec<u8> {
    let (r, s) = signature.normalize_s().split_scalars();
    let s = if high { -*s } else { *s };
    let integer = |bytes: &[u8]| {
        let bytes = &bytes[bytes.iter().position(|byte| *byte != 0).unwrap()..];
        let sign: &[u8] = if bytes[0] & 0x80 == 0 { &[] } else { &[0] };
        tlv(0x02, &[sign, bytes].concat())
    };
    let content = [integer(&r.to_bytes()), integer(&s.to_bytes())].concat();
    tlv(0x30, &content)
}

/// A message over a file's digest by a key, with its certificate.
pub fn message(digest: &[u8], certificate: &[u8], key: &SigningKey, twist: &Twist) -> Vec<u8> {
    let attribute = |kind: &[u8], value: Vec<u8>| tlv(0x30, &[kind, &tlv(0x31, &value)[..]].concat());
    let mut hash = Sha256::digest(certificate).to_vec();
    if twist.other_certificate_hash {
        hash[0] ^= 1;
    }
    let id = tlv(0x30, &tlv(0x30, &tlv(0x30, &tlv(0x04, &hash))));
    let mut attributes = vec![
        attribute(CONTENT_TYPE, DATA.to_vec()),
        attribute(MESSAGE_DIGEST, tlv(0x04, digest)),
    ];
    if !twist.no_certificate_hash {
        attributes.push(attribute(SIGNING_CERTIFICATE, id));
    }
    if twist.signing_time {
        attributes.push(attribute(SIGNING_TIME, tlv(0x17, b"261123142105Z")));
    }
    attributes.sort();
    let attributes = attributes.concat();
    let signature: Signature = key.sign(&tlv(0x31, &attributes));
    let (to_be_signed, _) = open(open(certificate).0);
    let (_, rest) = open(to_be_signed);
    let serial = tlv(0x02, open(rest).0);
    let (_, rest) = open(rest);
    let (_, rest) = open(rest);
    let issuer = tlv(0x30, open(rest).0);
    let mut signer = [
        tlv(0x02, &[1]),
        tlv(0x30, &[issuer, serial].concat()),
        SHA256.to_vec(),
        tlv(0xa0, &attributes),
        ECDSA.to_vec(),
        tlv(0x04, &der_signature(&signature, twist.high_s)),
    ]
    .concat();
    if twist.unsigned_attribute {
        signer.extend(tlv(0xa1, &attribute(CONTENT_TYPE, DATA.to_vec())));
    }
    let mut signers = vec![tlv(0x30, &signer)];
    if twist.second_signer {
        signers.push(signers[0].clone());
    }
    let mut certificates = certificate.to_vec();
    if let Some(second) = &twist.second_certificate {
        certificates.extend(second);
    }
    let mut content = DATA.to_vec();
    if twist.content_inside {
        content.extend(tlv(0xa0, &tlv(0x04, b"other")));
    }
    let data = [
        tlv(0x02, &[if twist.version_three { 3 } else { 1 }]),
        tlv(0x31, SHA256),
        tlv(0x30, &content),
        tlv(0xa0, &certificates),
        tlv(0x31, &signers.concat()),
    ]
    .concat();
    let whole = [SIGNED_DATA, &tlv(0xa0, &tlv(0x30, &data))[..]].concat();
    if twist.long_length {
        let length = u32::try_from(whole.len()).unwrap().to_be_bytes();
        return [&[0x30, 0x84][..], &length, &whole].concat();
    }
    tlv(0x30, &whole)
}

/// Where the message of the last signature stands: its digits.
pub fn last_message(file: &[u8]) -> std::ops::Range<usize> {
    let start = find_last(file, b"/Contents<") + b"/Contents<".len();
    start..start + find(&file[start..], b">")
}

pub fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect()
}

/// Puts a message into the last signature's place, with zeros after it.
pub fn with_message(file: &[u8], message: &[u8]) -> Vec<u8> {
    let place = last_message(file);
    let mut out = file.to_vec();
    out[place.clone()].fill(b'0');
    out[place.start..place.start + message.len() * 2].copy_from_slice(&hex(message));
    out
}

/// The last signature made again by its owner, over the file as it stands now.
pub fn resigned(file: &[u8], certificate: &[u8], key: &SigningKey, twist: &Twist) -> Vec<u8> {
    let place = last_message(file);
    let digest = Sha256::new()
        .chain_update(&file[..place.start - 1])
        .chain_update(&file[place.end + 1..])
        .finalize();
    with_message(file, &message(&digest, certificate, key, twist))
}

/// An unsigned file after its objects were edited: its table of objects fits again.
pub fn mended(file: &[u8]) -> Vec<u8> {
    let table = find_last(file, b"\nxref\n0 ") + 1;
    let trailer = find_last(file, b"trailer\n");
    let size = b"<</Size ";
    let at = trailer + find(&file[trailer..], size) + size.len();
    let digits = file[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let count: usize = std::str::from_utf8(&file[at..at + digits]).unwrap().parse().unwrap();
    let mut out = file[..table].to_vec();
    out.extend(format!("xref\n0 {count}\n0000000000 65535 f\r\n").bytes());
    for id in 1..count {
        let opening = format!("\n{id} 0 obj\n");
        let place = find(&file[..table], opening.as_bytes()) + 1;
        out.extend(format!("{place:010} 00000 n\r\n").bytes());
    }
    let end = trailer + find(&file[trailer..], b"\nstartxref\n");
    out.extend(&file[trailer..end]);
    out.extend(format!("\nstartxref\n{table}\n%%EOF").bytes());
    out
}
