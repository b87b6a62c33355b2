//! The message of a signature (CMS, RFC 5652): its arithmetic, and what binds it to one certificate.

use cms::cert::CertificateChoices;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{Any, BmpString, ObjectIdentifier, OctetString, PrintableStringRef, TeletexStringRef, Utf8StringRef};
use der::{Decode, Encode, Reader as _, Sequence, SliceReader, Tag, Tagged as _};
use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use rsa::pkcs1::{DecodeRsaPublicKey as _, RsaPssParams};
use rsa::pss;
use sha2::{Sha256, Sha384, Sha512};
use x509_cert::Certificate;
use x509_cert::name::Name;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::Time;

use super::{No, Ruling};

/// The smallest RSA key that is not called weak, in bits.
const MIN_RSA_BITS: usize = 2_048;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");
/// With SHA-1 (RFC 2634).
const SIGNING_CERTIFICATE_V1: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
const SUBJECT_KEY_IDENTIFIER: ObjectIdentifier = oid("2.5.29.14");
const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");
const EC_KEY: ObjectIdentifier = oid("1.2.840.10045.2.1");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");
const RSA_KEY: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
/// MD2, MD4, MD5, SHA-1, alone and with RSA, DSA or ECDSA.
const WEAK: [ObjectIdentifier; 9] = [
    oid("1.2.840.113549.2.2"),
    oid("1.2.840.113549.2.5"),
    oid("1.3.14.3.2.26"),
    oid("1.2.840.113549.1.1.2"),
    oid("1.2.840.113549.1.1.4"),
    oid("1.2.840.113549.1.1.5"),
    oid("1.3.14.3.2.29"),
    oid("1.2.840.10040.4.3"),
    oid("1.2.840.10045.4.1"),
];

/// The digests that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Alone, with RSA, with ECDSA.
    const fn identifiers(self) -> [ObjectIdentifier; 3] {
        match self {
            Self::Sha256 => [
                oid("2.16.840.1.101.3.4.2.1"),
                oid("1.2.840.113549.1.1.11"),
                oid("1.2.840.10045.4.3.2"),
            ],
            Self::Sha384 => [
                oid("2.16.840.1.101.3.4.2.2"),
                oid("1.2.840.113549.1.1.12"),
                oid("1.2.840.10045.4.3.3"),
            ],
            Self::Sha512 => [
                oid("2.16.840.1.101.3.4.2.3"),
                oid("1.2.840.113549.1.1.13"),
                oid("1.2.840.10045.4.3.4"),
            ],
        }
    }

    fn of(algorithm: &AlgorithmIdentifierOwned) -> Result<Self, No> {
        if WEAK.contains(&algorithm.oid) {
            return Err(not_judged("weak_algorithm"));
        }
        let known = Self::ALL
            .into_iter()
            .find(|hash| hash.identifiers()[0] == algorithm.oid);
        known
            .filter(|_| no_parameters(algorithm))
            .ok_or(not_judged("unknown_algorithm"))
    }

    fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        fn over<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut digest = D::new();
            for part in parts {
                digest.update(part);
            }
            digest.finalize().to_vec()
        }
        match self {
            Self::Sha256 => over::<Sha256>(parts),
            Self::Sha384 => over::<Sha384>(parts),
            Self::Sha512 => over::<Sha512>(parts),
        }
    }
}

const fn not_judged(code: &'static str) -> No {
    No(Ruling::NotJudged, code)
}

const fn changed(code: &'static str) -> No {
    No(Ruling::Changed, code)
}

fn no_parameters(algorithm: &AlgorithmIdentifierOwned) -> bool {
    let parameters = algorithm.parameters.as_ref();
    parameters.is_none_or(|any| any.tag() == Tag::Null && any.value().is_empty())
}

/// `ESSCertIDv2` (RFC 5035, 4).
#[derive(Debug, Sequence)]
struct CertificateId {
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    #[asn1(optional = "true")]
    issuer_and_serial: Option<Any>,
}

#[derive(Debug, Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
    #[asn1(optional = "true")]
    policies: Option<Any>,
}

/// What a message says of its signer.
#[derive(Debug, Default)]
pub struct Signer {
    /// The common name in the certificate, or all of its name.
    pub name: Option<String>,
    /// When, as the message says.
    pub signed_at: Option<String>,
    /// How it was signed.
    pub algorithm: Option<String>,
}

/// Checks a message over the parts of a file. What was found out is told in any case.
pub fn check(padded: &[u8], parts: &[&[u8]], signer: &mut Signer) -> Result<(), No> {
    let message = without_padding(padded)?;
    let unreadable = |_| not_judged("message");
    let content = ContentInfo::from_der(message).map_err(unreadable)?;
    if content.content_type != SIGNED_DATA {
        return Err(not_judged("message"));
    }
    let data: SignedData = content.content.decode_as().map_err(unreadable)?;
    let [info] = data.signer_infos.0.as_slice() else {
        return Err(not_judged("signers"));
    };
    let versions = match info.sid {
        SignerIdentifier::IssuerAndSerialNumber(_) => (CmsVersion::V1, CmsVersion::V1),
        SignerIdentifier::SubjectKeyIdentifier(_) => (CmsVersion::V3, CmsVersion::V3),
    };
    if (data.version, info.version) != versions
        || data.encap_content_info.econtent_type != DATA
        || data.encap_content_info.econtent.is_some()
    {
        return Err(not_judged("message"));
    }
    let certificate = certificate_of(&data, info)?;
    signer.name = Some(name_of(certificate.tbs_certificate().subject()));
    let hash = Hash::of(&info.digest_alg)?;
    match data.digest_algorithms.as_slice() {
        [one] if *one == info.digest_alg => {}
        _ => return Err(not_judged("message")),
    }
    let attributes = info.signed_attrs.as_ref().ok_or(not_judged("attributes"))?;
    let attribute = |kind| -> Result<Option<&Any>, No> {
        let mut found = attributes.iter().filter(|one| one.oid == kind);
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some(one), None) if one.values.len() == 1 => Ok(one.values.get(0)),
            _ => Err(not_judged("attributes")),
        }
    };
    signer.signed_at = match attribute(SIGNING_TIME)? {
        None => None,
        Some(time) => {
            let time: Time = time.decode_as().map_err(unreadable)?;
            Some(time.to_date_time().to_string())
        }
    };
    let kind: Option<ObjectIdentifier> = attribute(CONTENT_TYPE)?.and_then(|kind| kind.decode_as().ok());
    if kind != Some(DATA) {
        return Err(not_judged("attributes"));
    }
    let named: Option<OctetString> = attribute(MESSAGE_DIGEST)?.and_then(|digest| digest.decode_as().ok());
    let named = named.ok_or(not_judged("attributes"))?;
    if named.as_bytes() != hash.digest(parts) {
        return Err(changed("digest"));
    }
    bound(
        attribute(SIGNING_CERTIFICATE)?,
        attribute(SIGNING_CERTIFICATE_V1)?,
        certificate,
    )?;
    let signed = attributes.to_der().map_err(unreadable)?;
    verify(certificate, info, hash, &hash.digest(&[&signed]), signer)
}

/// A DER value, with nothing but zeros after it.
fn without_padding(padded: &[u8]) -> Result<&[u8], No> {
    let mut reader = SliceReader::new(padded).map_err(|_| not_judged("message"))?;
    let message = reader.tlv_bytes().map_err(|_| not_judged("message"))?;
    let padding = padded.get(message.len()..).unwrap_or_default();
    if padding.iter().all(|byte| *byte == 0) {
        Ok(message)
    } else {
        Err(changed("padding"))
    }
}

/// The one certificate that the signer names.
fn certificate_of<'d>(data: &'d SignedData, info: &SignerInfo) -> Result<&'d Certificate, No> {
    let choices = data
        .certificates
        .as_ref()
        .map(|set| set.0.as_slice())
        .unwrap_or_default();
    let is_meant = |certificate: &&Certificate| {
        let body = certificate.tbs_certificate();
        match &info.sid {
            SignerIdentifier::IssuerAndSerialNumber(id) => {
                *body.issuer() == id.issuer && *body.serial_number() == id.serial_number
            }
            SignerIdentifier::SubjectKeyIdentifier(id) => {
                let mut extensions = body.extensions().map(|list| list.iter()).into_iter().flatten();
                let own = extensions.find(|extension| extension.extn_id == SUBJECT_KEY_IDENTIFIER);
                own.and_then(|own| OctetString::from_der(own.extn_value.as_bytes()).ok()) == Some(id.0.clone())
            }
        }
    };
    let certificates = choices.iter().filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate),
        CertificateChoices::Other(_) => None,
    });
    let mut meant = certificates.filter(is_meant);
    match (meant.next(), meant.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(not_judged("certificate")),
    }
}

/// Requires that the signer signed which certificate is meant; without that, anybody could put another name into it.
fn bound(current: Option<&Any>, first: Option<&Any>, certificate: &Certificate) -> Result<(), No> {
    let Some(current) = current else {
        return Err(not_judged(if first.is_some() {
            "weak_algorithm"
        } else {
            "certificate_not_named"
        }));
    };
    let ids: SigningCertificate = current.decode_as().map_err(|_| not_judged("attributes"))?;
    let id = ids.certificates.first().ok_or(not_judged("attributes"))?;
    let hash = id.algorithm.as_ref().map_or(Ok(Hash::Sha256), Hash::of)?;
    let text = certificate.to_der().map_err(|_| not_judged("certificate"))?;
    if hash.digest(&[&text]) == id.hash.as_bytes() {
        Ok(())
    } else {
        Err(changed("certificate"))
    }
}

fn verify(
    certificate: &Certificate,
    info: &SignerInfo,
    hash: Hash,
    digest: &[u8],
    signer: &mut Signer,
) -> Result<(), No> {
    let unknown = not_judged("unknown_algorithm");
    let key = certificate.tbs_certificate().subject_public_key_info();
    let key_bits = key.subject_public_key.as_bytes().ok_or(not_judged("key"))?;
    let signature = info.signature.as_bytes();
    let algorithm = &info.signature_algorithm;
    let [_, with_rsa, with_ecdsa] = hash.identifiers();
    if WEAK.contains(&algorithm.oid) {
        return Err(not_judged("weak_algorithm"));
    }
    let valid = if key.algorithm.oid == EC_KEY {
        if algorithm.oid != with_ecdsa || algorithm.parameters.is_some() {
            return Err(unknown);
        }
        let curve: Option<ObjectIdentifier> = key.algorithm.parameters.as_ref().and_then(|any| any.decode_as().ok());
        let told = |curve| Some(format!("ECDSA {curve} with {}", hash.name()));
        match curve {
            Some(P256) => {
                signer.algorithm = told("P-256");
                let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key_bits).map_err(|_| not_judged("key"))?;
                p256::ecdsa::Signature::from_der(signature).is_ok_and(|one| key.verify_prehash(digest, &one).is_ok())
            }
            Some(P384) => {
                signer.algorithm = told("P-384");
                let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(key_bits).map_err(|_| not_judged("key"))?;
                p384::ecdsa::Signature::from_der(signature).is_ok_and(|one| key.verify_prehash(digest, &one).is_ok())
            }
            _ => return Err(unknown),
        }
    } else if key.algorithm.oid == RSA_KEY && no_parameters(&key.algorithm) {
        let key = rsa_key(key_bits)?;
        let told = |scheme| Some(format!("RSA {scheme} with {}", hash.name()));
        if algorithm.oid == RSA_PSS {
            signer.algorithm = told("PSS");
            let salt = pss_salt(algorithm, hash)?;
            verify_pss(key, salt, hash, digest, signature)
        } else if (algorithm.oid == with_rsa || algorithm.oid == RSA_KEY) && no_parameters(algorithm) {
            signer.algorithm = told("PKCS#1 v1.5");
            match hash {
                Hash::Sha256 => key.pkcs1v15_verify_prehash::<Sha256>(digest, signature),
                Hash::Sha384 => key.pkcs1v15_verify_prehash::<Sha384>(digest, signature),
                Hash::Sha512 => key.pkcs1v15_verify_prehash::<Sha512>(digest, signature),
            }
            .is_ok()
        } else {
            return Err(unknown);
        }
    } else {
        return Err(unknown);
    };
    if valid { Ok(()) } else { Err(changed("signature")) }
}

fn rsa_key(bits: &[u8]) -> Result<rsa::PublicKey, No> {
    let numbers = rsa::pkcs1::RsaPublicKeyRef::from_der(bits).map_err(|_| not_judged("key"))?;
    let modulus = numbers.modulus.as_bytes();
    let zeros = modulus
        .first()
        .map_or(0, |byte| usize::try_from(byte.leading_zeros()).unwrap_or_default());
    if (modulus.len() * 8).saturating_sub(zeros) < MIN_RSA_BITS {
        return Err(not_judged("weak_algorithm"));
    }
    rsa::PublicKey::from_pkcs1_der(bits).map_err(|_| not_judged("key"))
}

/// How long the salt is, where everything goes by the same digest (RFC 4055, 3.1).
fn pss_salt(algorithm: &AlgorithmIdentifierOwned, hash: Hash) -> Result<usize, No> {
    let unknown = not_judged("unknown_algorithm");
    let parameters = algorithm.parameters.as_ref().ok_or(not_judged("weak_algorithm"))?;
    let parameters = parameters.to_der().map_err(|_| unknown)?;
    let parameters = RsaPssParams::<Any>::from_der(&parameters).map_err(|_| unknown)?;
    let inner = parameters.mask_gen.parameters.as_ref().ok_or(unknown)?;
    if parameters.mask_gen.oid != MGF1 || Hash::of(&parameters.hash)? != hash || Hash::of(inner)? != hash {
        return Err(unknown);
    }
    Ok(usize::from(parameters.salt_len))
}

fn verify_pss(key: rsa::PublicKey, salt: usize, hash: Hash, digest: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = pss::Signature::try_from(signature) else {
        return false;
    };
    match hash {
        Hash::Sha256 => pss::VerifyingKey::<Sha256>::new_with_salt_len(key, salt).verify_prehash(digest, &signature),
        Hash::Sha384 => pss::VerifyingKey::<Sha384>::new_with_salt_len(key, salt).verify_prehash(digest, &signature),
        Hash::Sha512 => pss::VerifyingKey::<Sha512>::new_with_salt_len(key, salt).verify_prehash(digest, &signature),
    }
    .is_ok()
}

/// The last common name, or the whole of a name.
fn name_of(name: &Name) -> String {
    let parts = name.as_ref().iter().flat_map(|part| part.as_ref().iter());
    let common = parts.filter(|part| part.oid == COMMON_NAME).last();
    let text = common.and_then(|part| {
        let value = &part.value;
        match value.tag() {
            Tag::Utf8String => value.decode_as::<Utf8StringRef>().ok().map(|text| text.to_string()),
            Tag::PrintableString => value
                .decode_as::<PrintableStringRef>()
                .ok()
                .map(|text| text.to_string()),
            Tag::TeletexString => value.decode_as::<TeletexStringRef>().ok().map(|text| text.to_string()),
            Tag::BmpString => value.decode_as::<BmpString>().ok().map(|text| text.to_string()),
            _ => None,
        }
    });
    text.unwrap_or_else(|| name.to_string())
}
