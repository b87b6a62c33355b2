//! The signature's own message (CMS, RFC 5652) in the one shape of PAdES B-B that we write and accept.

use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode, Encode};
use sha2::{Digest as _, Sha256};

use super::asn1::{
    Algorithm, Attributes, CONTENT_TYPE, Certificate, CertificateId, ContentInfo, DATA, ECDSA_WITH_SHA256,
    Encapsulated, IssuerAndSerial, MESSAGE_DIGEST, SHA256, SIGNED_DATA, SIGNING_CERTIFICATE, SignedData, SignerInfo,
    SigningCertificate, attribute,
};
use super::{SignError, certificate, der_signature, raw_signature};

fn attributes(file_digest: &[u8; 32], certificate: &[u8]) -> der::Result<Attributes> {
    let hash: [u8; 32] = Sha256::digest(certificate).into();
    let id = SigningCertificate {
        certificates: vec![CertificateId {
            hash: OctetString::new(hash)?,
        }],
    };
    // No signing-time: the time stands in the signature's dictionary (ETSI EN 319 142-1, 5.3 and 6.3).
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, &DATA)?,
        attribute(MESSAGE_DIGEST, &OctetString::new(*file_digest)?)?,
        attribute(SIGNING_CERTIFICATE, &id)?,
    ])
}

/// The bytes that the key signs for the file.
pub(super) fn bytes_to_sign(file_digest: &[u8; 32], certificate: &[u8]) -> Result<Vec<u8>, SignError> {
    Ok(attributes(file_digest, certificate)?.to_der()?)
}

/// The whole message.
pub(super) fn message(file_digest: &[u8; 32], certificate: &[u8], signature: &[u8]) -> Result<Vec<u8>, SignError> {
    let parsed = Certificate::from_der(certificate)?.to_be_signed;
    let signer = SignerInfo {
        version: 1,
        signer: IssuerAndSerial {
            issuer: parsed.issuer,
            serial: parsed.serial,
        },
        digest: Algorithm::plain(SHA256),
        attributes: attributes(file_digest, certificate)?,
        algorithm: Algorithm::plain(ECDSA_WITH_SHA256),
        signature: OctetString::new(der_signature(signature).ok_or(SignError::Signature)?)?,
    };
    let message = ContentInfo {
        kind: SIGNED_DATA,
        content: SignedData {
            version: 1,
            digests: SetOfVec::try_from(vec![Algorithm::plain(SHA256)])?,
            content: Encapsulated { kind: DATA },
            certificates: SetOfVec::try_from(vec![Any::from_der(certificate)?])?,
            signers: SetOfVec::try_from(vec![Any::encode_from(&signer)?])?,
        },
    };
    Ok(message.to_der()?)
}

/// What a message of ours holds beside what follows from the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    /// The certificate, as it stands in the message.
    pub certificate: Vec<u8>,
    /// Its parts.
    pub parts: certificate::Parts,
    /// r‖s over the attributes, with s in its lower half.
    pub signature: Vec<u8>,
    /// The digest of the file that the attributes name.
    pub file_digest: [u8; 32],
}

/// Reads a message of ours: one that [`message`] writes, to the byte.
pub(super) fn read(der: &[u8]) -> Option<Read> {
    let content = ContentInfo::from_der(der).ok()?.content;
    let certificate = content.certificates.get(0)?.to_der().ok()?;
    let signer = SignerInfo::from_der(&content.signers.get(0)?.to_der().ok()?).ok()?;
    let digest = signer.attributes.iter().find(|one| one.kind == MESSAGE_DIGEST)?;
    let read = Read {
        parts: certificate::Parts::from_der(&certificate)?,
        signature: raw_signature(signer.signature.as_bytes())?,
        file_digest: digest.values.get(0)?.value().try_into().ok()?,
        certificate,
    };
    let again = message(&read.file_digest, &read.certificate, &read.signature).ok()?;
    (again == der).then_some(read)
}
