//! Signing the file: PAdES B-B in one update of the file a side, at most two.
//!
//! ```text
//! prepare(file, statement)            the file with room for a signature
//! Prepared::bytes_to_sign(cert)       what the key signs
//! Prepared::finish(cert, signature)   the signed file, which begins with the file as it was
//! ```
//!
//! The keys are elsewhere: each step before and after them is pure, so that whoever has the values writes the same
//! bytes again. That is how a file is checked.

mod asn1;
pub(crate) mod certificate;
pub(crate) mod cms;
pub(crate) mod increment;
mod read;

pub use read::{FileError, Flaw, MAX_PDF_BYTES, UncheckedFile, read_drawn, read_pdf};

use der::asn1::Uint;
use der::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use crate::key::low_s;
use crate::statement::Statement;
use crate::summary::DocError;
use increment::{Base, Slot, Update};

/// Why a file cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The statement cannot be signed.
    #[error("the statement cannot be signed")]
    Statement(#[from] DocError),
    /// A time that is not written as `2026-11-23T14:21:05Z`.
    #[error("a time is not written as 2026-11-23T14:21:05Z")]
    Time,
    /// Not an uncompressed P-256 key.
    #[error("the key is not a P-256 key")]
    Key,
    /// Not a signature of 64 bytes, or out of its range.
    #[error("the signature is not one of ECDSA P-256")]
    Signature,
    /// Not a certificate that this program writes.
    #[error("the certificate is not one of this program")]
    Certificate,
    /// Not a file that this program writes, or already signed by this side or by both.
    #[error("the file cannot take this signature")]
    File,
    /// A structure came out impossible to write.
    #[error("the signature cannot be written")]
    Encoding,
}

impl From<der::Error> for SignError {
    fn from(_: der::Error) -> Self {
        Self::Encoding
    }
}

/// A certificate that its key has not signed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCertificate {
    parts: certificate::Parts,
    bytes: Vec<u8>,
}

impl NewCertificate {
    /// A certificate for a key, in the name that a statement gives, from the moment of signing on.
    ///
    /// # Arguments
    /// `spki` is an uncompressed P-256 key in DER, 91 bytes; `random` is fresh for each certificate.
    ///
    /// # Errors
    /// [`SignError::Key`], [`SignError::Statement`].
    pub fn new(spki: &[u8], statement: &Statement, random: [u8; 16]) -> Result<Self, SignError> {
        statement.check()?;
        let parts = certificate::Parts {
            common_name: certificate::common_name_of(&statement.name),
            serial: certificate::serial_of(random).to_vec(),
            not_before: certificate::moment(&statement.signed_at)?,
            spki: spki.to_vec(),
            signature: Vec::new(),
        };
        let bytes = parts.signed_bytes()?;
        Ok(Self { parts, bytes })
    }

    /// What the key signs: ECDSA P-256 with SHA-256.
    pub fn bytes_to_sign(&self) -> &[u8] {
        &self.bytes
    }

    /// The certificate in DER.
    ///
    /// # Errors
    /// [`SignError::Signature`] unless `signature` is r‖s, 64 bytes.
    pub fn finish(mut self, signature: &[u8]) -> Result<Vec<u8>, SignError> {
        self.parts.signature = low_s(signature).ok_or(SignError::Signature)?;
        self.parts.to_der()
    }
}

/// The key in a certificate that this program writes, as SPKI in DER; `None` for any other.
pub fn certificate_key(certificate: &[u8]) -> Option<Vec<u8>> {
    certificate::Parts::from_der(certificate).map(|parts| parts.spki)
}

/// A file with room for a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    file: Vec<u8>,
    slot: Slot,
}

/// Adds an update with room for a side's signature to a file of ours that this side has not signed.
///
/// # Errors
/// [`SignError::File`], [`SignError::Statement`].
pub fn prepare(file: &[u8], statement: &Statement) -> Result<Prepared, SignError> {
    statement.check()?;
    let base = Base::read(file).ok_or(SignError::File)?;
    let signed = base.updates(file).ok_or(SignError::File)?;
    if signed.iter().any(|update| update.role == statement.role) {
        return Err(SignError::File);
    }
    let update = Update {
        role: statement.role,
        how: statement.how,
        name: statement.name.clone(),
        signed_at: statement.signed_at.clone(),
    };
    let (text, slot) = base.write(file.len(), signed.last(), &update).ok_or(SignError::File)?;
    let mut bytes = file.to_vec();
    bytes.extend_from_slice(&text);
    Ok(Prepared { file: bytes, slot })
}

impl Prepared {
    /// What the key signs for the file: ECDSA P-256 with SHA-256.
    ///
    /// # Errors
    /// [`SignError::Encoding`].
    pub fn bytes_to_sign(&self, certificate: &[u8]) -> Result<Vec<u8>, SignError> {
        cms::bytes_to_sign(&digest_around(&self.file, self.slot), certificate)
    }

    /// The signed file.
    ///
    /// # Errors
    /// [`SignError::Signature`] unless `signature` is r‖s, 64 bytes; [`SignError::Certificate`] unless it is one of
    /// [`NewCertificate`].
    pub fn finish(mut self, certificate: &[u8], signature: &[u8]) -> Result<Vec<u8>, SignError> {
        if certificate::Parts::from_der(certificate).is_none() {
            return Err(SignError::Certificate);
        }
        let signature = low_s(signature).ok_or(SignError::Signature)?;
        let message = cms::message(&digest_around(&self.file, self.slot), certificate, &signature)?;
        increment::fill(&mut self.file, self.slot, &message).ok_or(SignError::Encoding)?;
        Ok(self.file)
    }
}

/// The digest of the file without what stands in the slot.
pub(crate) fn digest_around(file: &[u8], slot: Slot) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(file.get(..slot.start).unwrap_or_default());
    hash.update(file.get(slot.end..slot.file_end).unwrap_or_default());
    hash.finalize().into()
}

/// r‖s as `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279, 2.2.3).
fn der_signature(raw: &[u8]) -> Option<Vec<u8>> {
    let (r, s) = raw.split_at_checked(32).filter(|(_, s)| s.len() == 32)?;
    let value = asn1::EcdsaValue {
        r: Uint::new(r).ok()?,
        s: Uint::new(s).ok()?,
    };
    value.to_der().ok()
}

/// The other way; only the one way to write it, with s in its lower half, is read.
fn raw_signature(text: &[u8]) -> Option<Vec<u8>> {
    let asn1::EcdsaValue { r, s } = asn1::EcdsaValue::from_der(text).ok()?;
    let mut raw = vec![0; 64];
    for (half, value) in raw.chunks_exact_mut(32).zip([r, s]) {
        let bytes = value.as_bytes();
        let from = 32_usize.checked_sub(bytes.len())?;
        half.get_mut(from..)?.copy_from_slice(bytes);
    }
    let low = low_s(&raw)? == raw;
    (low && der_signature(&raw)? == text).then_some(raw)
}
