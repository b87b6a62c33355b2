//! Reads a signed file: ours alone, strictly, and without asking anybody.
//!
//! Nothing here understands PDF in general. What a file of ours may hold follows from the few values that are in it:
//! the updates are written again from theirs, the pages from the data that is attached, and every byte is compared.
//! Whatever somebody adds, moves, hides or exchanges is a difference.

use std::borrow::Cow;

use base64ct::{Base64, Encoding};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use plan_core::{Case, Terms};
use plan_log::{Role, agreement_digest};
use serde_json::Value;

use super::increment::{Base, Signed, position};
use super::{certificate, cms, digest_around};
use crate::key::key_short;
use crate::pdf::{AGREEMENT_FORMAT, AGREEMENT_VERSION, TEMPLATE, render_pdf};
use crate::proof::{self, Proof};
use crate::record::Record;
use crate::summary::Summary;
use crate::verdict::{Layout, Reason, Signer, Verdict, VerifyJob, standing};

/// The largest file that is read, in bytes; a larger one is refused by its size alone.
pub const MAX_PDF_BYTES: usize = 20 << 20;
/// The most bytes that one attachment may have: the contracts' own limit.
const MAX_ATTACHMENT_BYTES: usize = 1 << 20;
/// What every file of ours begins with.
const OPENING: &[u8] = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n1 0 obj\n<</Type/Pages/Count ";
/// What every file of ours says of itself.
const PRODUCER: &[u8] = b"/Producer(Plan Negotiator)";

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Larger than [`MAX_PDF_BYTES`]; nothing of it was read.
    #[error("a file of {bytes} bytes exceeds the limit of {MAX_PDF_BYTES}")]
    TooLarge {
        /// How large.
        bytes: usize,
    },
    /// Not a file of ours.
    #[error("not a document of this program")]
    NotOurs,
    /// The beginning of a file of ours: the rest is missing.
    #[error("only the beginning of a document")]
    Truncated,
    /// A file of ours that is not as it was written.
    #[error("a document that was changed: {0}")]
    Changed(Flaw),
}

/// What is wrong with a file that was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Something stands in it that this program does not write.
    #[error("it is not built as this program builds files")]
    Structure,
    /// The message of a signature is not of the one kind that is written.
    #[error("the signature of the {} is not of the kind that this program writes", .0.as_str())]
    Message(Role),
    /// A signature is of a file with other contents.
    #[error("the signature of the {} is of another file", .0.as_str())]
    Contents(Role),
    /// The certificate has another name or time than the signature.
    #[error("the certificate of the {} is of another signature", .0.as_str())]
    Certificate(Role),
    /// A side that does not sign this document, or not in this way.
    #[error("the {} does not sign this document in this way", .0.as_str())]
    Device(Role),
    /// The data inside is missing, doubled, or no data of a plan.
    #[error("the data inside cannot be read")]
    Data,
    /// The pages do not show what the data says.
    #[error("the pages do not show the data inside")]
    Layout,
}

impl Flaw {
    /// Names the flaw for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Message(_) => "signature_form",
            Self::Contents(_) => "contents",
            Self::Certificate(_) => "certificate",
            Self::Device(_) => "device",
            Self::Data => "data",
            Self::Layout => "layout",
        }
    }
}

impl FileError {
    /// Names the error for machines and for the words that a screen shows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::NotOurs => "not_ours",
            Self::Truncated => "truncated",
            Self::Changed(_) => "changed",
        }
    }
}

/// A file that is built as ours are, with signatures whose arithmetic nobody has checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UncheckedFile {
    summary: Summary,
    layout: Layout,
    proof: Option<Proof>,
    signatures: Vec<(Signed, cms::Read, [u8; 32])>,
}

/// Reads a file.
///
/// # Errors
/// See [`FileError`]. One byte more, less or other than this program writes is refused.
///
/// # Limits
/// [`MAX_PDF_BYTES`]; two signatures; attachments of one MiB.
pub fn read_pdf(file: &[u8]) -> Result<UncheckedFile, FileError> {
    read(file, None)
}

/// The same for a file whose pages were drawn just now from `summary`: they are compared and not drawn once more.
///
/// # Errors
/// See [`read_pdf`]; [`Flaw::Data`] where the file is of another summary.
pub fn read_drawn(file: &[u8], summary: &Summary, pages: &[u8]) -> Result<UncheckedFile, FileError> {
    read(file, Some((summary, pages)))
}

fn read(file: &[u8], drawn: Option<(&Summary, &[u8])>) -> Result<UncheckedFile, FileError> {
    if file.len() > MAX_PDF_BYTES {
        return Err(FileError::TooLarge { bytes: file.len() });
    }
    let complete = file.trim_ascii_end().ends_with(b"%%EOF");
    if !file.starts_with(OPENING) || (complete && position(file, PRODUCER).is_none()) {
        return Err(FileError::NotOurs);
    }
    let broken = || match complete {
        true => FileError::Changed(Flaw::Structure),
        false => FileError::Truncated,
    };
    let base = Base::read(file).ok_or_else(broken)?;
    let updates = base.updates(file).ok_or_else(broken)?;
    // What costs least comes first: a changed byte is found by the digest, long before anything is drawn.
    let mut signatures = Vec::with_capacity(updates.len());
    for signed in updates {
        let changed = |flaw: fn(Role) -> Flaw| FileError::Changed(flaw(signed.role));
        let message = without_padding(&signed.message).ok_or_else(|| changed(Flaw::Message))?;
        let read = cms::read(message).ok_or_else(|| changed(Flaw::Message))?;
        let digest = digest_around(file, signed.slot);
        if read.file_digest != digest {
            return Err(changed(Flaw::Contents));
        }
        let named = read.parts.common_name == certificate::common_name_of(&signed.update.name);
        if !named || certificate::moment_text(read.parts.not_before) != signed.update.signed_at {
            return Err(changed(Flaw::Certificate));
        }
        signatures.push((signed, read, digest));
    }
    let pages = file.get(..base.end).ok_or_else(broken)?;
    let (summary, template) = attached(pages).ok_or(FileError::Changed(Flaw::Data))?;
    let layout = match template {
        Some(template) if template > u64::from(TEMPLATE) => Layout::Unknown,
        Some(template) if template == u64::from(TEMPLATE) => Layout::Derived,
        _ => return Err(FileError::Changed(Flaw::Data)),
    };
    match layout {
        Layout::Derived => {
            let again = match drawn {
                None => Cow::Owned(render_pdf(&summary).map_err(|_| FileError::Changed(Flaw::Data))?),
                Some((of, pages)) if of.is_same_agreement(&summary) => Cow::Borrowed(pages),
                Some(_) => return Err(FileError::Changed(Flaw::Data)),
            };
            if again != pages {
                return Err(FileError::Changed(Flaw::Layout));
            }
        }
        Layout::Unknown => {
            if summary.check().is_err() || has_forbidden_names(pages) {
                return Err(FileError::Changed(Flaw::Structure));
            }
        }
    }
    for (index, (signed, _, _)) in signatures.iter().enumerate() {
        // The record of a call is the company's before it is anybody else's.
        let out_of_turn = index == 0 && signed.role == Role::Person && matches!(summary.record, Record::Telephone(_));
        if out_of_turn || summary.record.how(signed.role) != Some(signed.update.how) {
            return Err(FileError::Changed(Flaw::Device(signed.role)));
        }
    }
    Ok(UncheckedFile {
        proof: Proof::read(&summary.proof),
        summary,
        layout,
        signatures,
    })
}

/// What no version of this program writes into a file, whatever its pages look like.
const FORBIDDEN: [&[u8]; 12] = [
    b"AA",
    b"AcroForm",
    b"Encrypt",
    b"JS",
    b"JavaScript",
    b"Launch",
    b"ObjStm",
    b"OpenAction",
    b"RichMedia",
    b"SubmitForm",
    b"XFA",
    b"XRef",
];

/// Whether the pages have a name that no version of this program writes, or one that is written in a way to hide it.
/// What stands in streams is packed, and names nothing.
fn has_forbidden_names(pages: &[u8]) -> bool {
    const STREAM: &[u8] = b">>\nstream\n";
    const END: &[u8] = b"\nendstream";
    let mut rest = pages;
    loop {
        let (text, after) = match position(rest, STREAM) {
            Some(at) => rest.split_at_checked(at).unwrap_or((rest, &[])),
            None => (rest, &[][..]),
        };
        let mut names = text.split(|byte| *byte == b'/').skip(1).map(|name| {
            let length = name
                .iter()
                .take_while(|byte| !b" \t\r\n/<>[]()%".contains(byte))
                .count();
            name.get(..length).unwrap_or_default()
        });
        let escaped = |name: &[u8]| name.contains(&b'#') && name != b"application#2Fjson";
        if names.any(|name| escaped(name) || FORBIDDEN.contains(&name)) {
            return true;
        }
        match position(after, END).and_then(|at| after.get(at + END.len()..)) {
            Some(next) => rest = next,
            None => return false,
        }
    }
}

/// A DER value at the start, with nothing but zeros after it.
fn without_padding(padded: &[u8]) -> Option<&[u8]> {
    // A sequence of 256 to 65,535 bytes, as all of ours are.
    let [0x30, 0x82, high, low, ..] = padded else {
        return None;
    };
    let length = 4 + usize::from(u16::from_be_bytes([*high, *low]));
    let (message, padding) = padded.split_at_checked(length)?;
    padding.iter().all(|byte| *byte == 0).then_some(message)
}

/// What is attached to the pages, and which template drew them. The order of the three is fixed.
fn attached(pages: &[u8]) -> Option<(Summary, Option<u64>)> {
    const KIND: &[u8] = b"/Type/EmbeddedFile/Filter/FlateDecode/";
    const LENGTH: &[u8] = b"<</Length ";
    const STREAM: &[u8] = b">>>>\nstream\n";
    let mut texts = Vec::new();
    let mut from = 0;
    while let Some(at) = position(pages.get(from..)?, KIND).map(|at| from + at) {
        let opened = pages.get(at.saturating_sub(24)..at)?;
        let length = opened.get(position(opened, LENGTH)? + LENGTH.len()..)?;
        let length: usize = core::str::from_utf8(length).ok()?.parse().ok()?;
        let header = pages.get(at..at.checked_add(200)?.min(pages.len()))?;
        let start = at + position(header, STREAM)? + STREAM.len();
        let packed = pages.get(start..start.checked_add(length)?)?;
        let text = decompress_to_vec_zlib_with_limit(packed, MAX_ATTACHMENT_BYTES).ok()?;
        texts.push(String::from_utf8(text).ok()?);
        if texts.len() > 3 {
            return None;
        }
        from = start + length;
    }
    let [case, terms, agreement] = texts.as_slice() else {
        return None;
    };
    let agreement: Value = serde_json::from_str(agreement).ok()?;
    let number = |key: &str| agreement.get(key).and_then(Value::as_u64);
    if agreement.get("format").and_then(Value::as_str) != Some(AGREEMENT_FORMAT)
        || number("version") != Some(AGREEMENT_VERSION)
    {
        return None;
    }
    let summary = Summary {
        case: Case::from_json(case).ok()?,
        terms: Terms::from_json(terms).ok()?,
        record: Record::from_value(agreement.get("record")?)?,
        proof: match agreement.get("log") {
            None => Vec::new(),
            Some(log) => Base64::decode_vec(log.as_str()?).ok()?,
        },
        signatures: Vec::new(),
    };
    let digest = agreement_digest(&summary.case, &summary.terms).to_hex();
    let named = agreement.get("digest").and_then(Value::as_str) == Some(digest.as_str());
    named.then_some((summary, number("template")))
}

impl UncheckedFile {
    /// What was agreed, as the data inside says it.
    pub const fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The signatures to check: for each side that signed, that of its certificate and that of the file; then those of the
    /// log's entries.
    pub fn jobs(&self) -> Vec<VerifyJob> {
        let mut jobs = Vec::with_capacity(self.signatures.len() * 2);
        for (_, read, digest) in &self.signatures {
            let job = |message: Option<Vec<u8>>, signature: &[u8]| VerifyJob {
                spki: read.parts.spki.clone(),
                // Empty only where nothing can be encoded, which no signature is of.
                message: message.unwrap_or_default(),
                signature: signature.to_vec(),
            };
            jobs.push(job(read.parts.signed_bytes().ok(), &read.parts.signature));
            jobs.push(job(cms::bytes_to_sign(digest, &read.certificate).ok(), &read.signature));
        }
        jobs.extend(self.proof.iter().flat_map(Proof::jobs));
        jobs
    }

    /// What can be said, given the answer to each of [`UncheckedFile::jobs`], in their order. An answer that is missing
    /// counts as no; so does a check that could not be made.
    pub fn verdict(self, results: &[bool]) -> Verdict {
        let mut answers = results.iter().copied();
        let mut reasons = Vec::new();
        let mut signers = Vec::new();
        for (signed, read, _) in &self.signatures {
            let (certificate, file) = (answers.next() == Some(true), answers.next() == Some(true));
            let valid = certificate && file;
            if !valid {
                reasons.push(Reason::NotValid { role: signed.role });
            }
            signers.push(Signer {
                role: signed.role,
                name: signed.update.name.clone(),
                how: signed.update.how,
                signed_at: signed.update.signed_at.clone(),
                valid,
                key_short: key_short(&read.parts.spki),
            });
        }
        if let [(_, one, _), (_, other, _)] = self.signatures.as_slice()
            && one.parts.spki == other.parts.spki
        {
            reasons.push(Reason::SameKey);
        }
        let digest = agreement_digest(&self.summary.case, &self.summary.terms);
        let by: Vec<(Role, &[u8])> = self
            .signatures
            .iter()
            .map(|(signed, read, _)| (signed.role, &read.parts.spki[..]))
            .collect();
        reasons.extend(proof::judge(
            self.proof,
            &mut answers,
            &self.summary.record,
            digest,
            &by,
        ));
        plan_core::sort_by(&mut signers, |a, b| a.role.cmp(&b.role));
        let signed = |role| signers.iter().any(|signer| signer.role == role);
        Verdict {
            standing: standing(&self.summary.record, signed(Role::Agent), signed(Role::Person)),
            layout: self.layout,
            digest,
            signers,
            summary: self.summary,
            reasons,
        }
    }
}
