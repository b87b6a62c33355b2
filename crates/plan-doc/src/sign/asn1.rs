//! The ASN.1 of a signature: just the structures that our one profile has (RFC 5280, RFC 5652, RFC 5035).

use der::asn1::{
    Any, BitString, GeneralizedTime, ObjectIdentifier, OctetString, SetOfVec, Uint, UtcTime, Utf8StringRef,
};
use der::{Choice, Encode, Sequence, ValueOrd};

/// ecdsa-with-SHA256 (RFC 5758, 3.2); its parameters are absent.
pub const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
/// id-sha256 (RFC 5754, 2.2).
pub const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
/// id-data (RFC 5652, 4).
pub const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
/// id-signedData (RFC 5652, 5.1).
pub const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
/// id-contentType (RFC 5652, 11.1).
pub const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
/// id-messageDigest (RFC 5652, 11.2).
pub const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
/// id-aa-signingCertificateV2 (RFC 5035, 3).
pub const SIGNING_CERTIFICATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// id-at-commonName (RFC 5280, appendix A).
pub const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
/// id-ce-keyUsage (RFC 5280, 4.2.1.3).
pub const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
/// id-ce-basicConstraints (RFC 5280, 4.2.1.9).
pub const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");

/// An algorithm; ours have no parameters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Sequence, ValueOrd)]
pub struct Algorithm {
    pub oid: ObjectIdentifier,
    #[asn1(optional = "true")]
    pub parameters: Option<Any>,
}

impl Algorithm {
    pub const fn plain(oid: ObjectIdentifier) -> Self {
        Self { oid, parameters: None }
    }
}

/// Ecdsa-Sig-Value (RFC 3279, 2.2.3).
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct EcdsaValue {
    pub r: Uint,
    pub s: Uint,
}

/// One part of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Sequence, ValueOrd)]
pub struct NamePart {
    pub kind: ObjectIdentifier,
    pub value: Any,
}

/// A distinguished name.
pub type Name = Vec<SetOfVec<NamePart>>;

/// The name of somebody who has only a common name.
pub fn common_name(text: &str) -> der::Result<Name> {
    let part = NamePart {
        kind: COMMON_NAME,
        value: Any::encode_from(&Utf8StringRef::new(text)?)?,
    };
    Ok(vec![SetOfVec::try_from(vec![part])?])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Time {
    #[asn1(type = "UTCTime")]
    Utc(UtcTime),
    #[asn1(type = "GeneralizedTime")]
    General(GeneralizedTime),
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct Validity {
    pub not_before: Time,
    pub not_after: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct Extension {
    pub id: ObjectIdentifier,
    #[asn1(default = "not_critical")]
    pub critical: bool,
    pub value: OctetString,
}

const fn not_critical() -> bool {
    false
}

/// TBSCertificate.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct ToBeSigned {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub version: u8,
    pub serial: Uint,
    pub algorithm: Algorithm,
    pub issuer: Name,
    pub validity: Validity,
    pub subject: Name,
    pub key: Any,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT")]
    pub extensions: Vec<Extension>,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct Certificate {
    pub to_be_signed: ToBeSigned,
    pub algorithm: Algorithm,
    pub signature: BitString,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Sequence, ValueOrd)]
pub struct Attribute {
    pub kind: ObjectIdentifier,
    pub values: SetOfVec<Any>,
}

/// Attributes in DER's own order.
pub type Attributes = SetOfVec<Attribute>;

/// An attribute of one value.
pub fn attribute(kind: ObjectIdentifier, value: &impl EncodeTagged) -> der::Result<Attribute> {
    Ok(Attribute {
        kind,
        values: SetOfVec::try_from(vec![Any::encode_from(value)?])?,
    })
}

/// What an attribute can hold.
pub trait EncodeTagged: Encode + der::Tagged + der::EncodeValue {}
impl<T: Encode + der::Tagged + der::EncodeValue> EncodeTagged for T {}

/// ESSCertIDv2 with its default hash, SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct CertificateId {
    pub hash: OctetString,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct SigningCertificate {
    pub certificates: Vec<CertificateId>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Sequence, ValueOrd)]
pub struct IssuerAndSerial {
    pub issuer: Name,
    pub serial: Uint,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct SignerInfo {
    pub version: u8,
    pub signer: IssuerAndSerial,
    pub digest: Algorithm,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true")]
    pub attributes: Attributes,
    pub algorithm: Algorithm,
    pub signature: OctetString,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct Encapsulated {
    pub kind: ObjectIdentifier,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct SignedData {
    pub version: u8,
    pub digests: SetOfVec<Algorithm>,
    pub content: Encapsulated,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true")]
    pub certificates: SetOfVec<Any>,
    pub signers: SetOfVec<Any>,
}

#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct ContentInfo {
    pub kind: ObjectIdentifier,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub content: SignedData,
}
