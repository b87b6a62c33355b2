//! The certificate that carries a device's key: self-signed, and plainly so.

use der::asn1::{Any, BitString, GeneralizedTime, OctetString, Uint, UtcTime};
use der::{DateTime, Decode, Encode};

use super::asn1::{
    Algorithm, BASIC_CONSTRAINTS, Certificate, ECDSA_WITH_SHA256, Extension, KEY_USAGE, Time, ToBeSigned, Validity,
    common_name,
};
use super::{SignError, der_signature, raw_signature};
use crate::format::is_utc_time;
use crate::key::is_p256_spki;

/// What follows the name: whoever reads it shall not take it for a checked one.
const SELF_ASSERTED: &str = " (self-asserted)";
/// The longest common name (ub-common-name, RFC 5280, appendix A).
const COMMON_NAME_CHARS: usize = 64;
/// digitalSignature and nonRepudiation, as the value of a critical extension.
const KEY_USAGE_VALUE: [u8; 4] = [0x03, 0x02, 0x06, 0xc0];
/// cA FALSE, which DER leaves out.
const BASIC_CONSTRAINTS_VALUE: [u8; 2] = [0x30, 0x00];

/// The parts of a certificate of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// The common name as the certificate has it.
    pub common_name: String,
    pub serial: Vec<u8>,
    pub not_before: DateTime,
    pub spki: Vec<u8>,
    /// r‖s over the rest.
    pub signature: Vec<u8>,
}

/// Characters that may stand in a name of X.509: those that Unicode 3.2 has, and neither controls, marks of direction
/// nor private ones (RFC 4518, 2.1 to 2.4). Strict readers refuse the whole certificate for one of the others, emoji
/// among them, and for letters of scripts from right to left beside others (2.4), which the words after the name are.
/// These are the letters of the other scripts most in use, and plain punctuation.
const NAME_CHARACTERS: [(char, char); 28] = [
    (' ', '~'),
    ('\u{a1}', '\u{ac}'),
    ('\u{ae}', '\u{220}'),
    ('\u{222}', '\u{233}'),
    ('\u{250}', '\u{2ad}'),
    ('\u{388}', '\u{38a}'),
    ('\u{38c}', '\u{38c}'),
    ('\u{38e}', '\u{3a1}'),
    ('\u{3a3}', '\u{3ce}'),
    ('\u{400}', '\u{481}'),
    ('\u{490}', '\u{4ce}'),
    ('\u{531}', '\u{556}'),
    ('\u{561}', '\u{587}'),
    ('\u{905}', '\u{939}'),
    ('\u{93e}', '\u{94d}'),
    ('\u{e01}', '\u{e30}'),
    ('\u{e40}', '\u{e46}'),
    ('\u{10d0}', '\u{10f6}'),
    ('\u{1e00}', '\u{1e9b}'),
    ('\u{1ea0}', '\u{1ef9}'),
    ('\u{2013}', '\u{2014}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{3041}', '\u{3094}'),
    ('\u{30a1}', '\u{30fa}'),
    ('\u{30fc}', '\u{30fc}'),
    ('\u{4e00}', '\u{9fa5}'),
    ('\u{ac00}', '\u{d7a3}'),
    ('\u{f900}', '\u{fa2d}'),
];

/// The common name of somebody who typed `name`: cut where it is long, and with `?` for what no certificate takes. The
/// signature itself has the name whole.
pub(super) fn common_name_of(name: &str) -> String {
    let room = COMMON_NAME_CHARS - SELF_ASSERTED.len();
    let taken = |one: char| NAME_CHARACTERS.iter().any(|(from, to)| (*from..=*to).contains(&one));
    let mut text: String = name
        .chars()
        .take(room)
        .map(|one| if taken(one) { one } else { '?' })
        .collect();
    text.push_str(SELF_ASSERTED);
    text
}

/// A moment of the shape `2026-11-23T14:21:05Z`.
pub(super) fn moment(text: &str) -> Result<DateTime, SignError> {
    if !is_utc_time(text) {
        return Err(SignError::Time);
    }
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let small = |from: usize| part(from, from + 2).parse::<u8>().map_err(|_| SignError::Time);
    let year = part(0, 4).parse::<u16>().map_err(|_| SignError::Time)?;
    DateTime::new(year, small(5)?, small(8)?, small(11)?, small(14)?, small(17)?).map_err(|_| SignError::Time)
}

/// `2026-11-23T14:21:05Z`.
pub(super) fn moment_text(moment: DateTime) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        moment.year(),
        moment.month(),
        moment.day(),
        moment.hour(),
        moment.minutes(),
        moment.seconds()
    )
}

fn time(moment: DateTime) -> der::Result<Time> {
    // RFC 5280, 4.1.2.5: through the year 2049 in the short form.
    if moment.year() < 2050 {
        Ok(Time::Utc(UtcTime::from_date_time(moment)?))
    } else {
        Ok(Time::General(GeneralizedTime::from_date_time(moment)))
    }
}

/// Sixteen random bytes as a serial number: positive, and always of one length.
pub(super) fn serial_of(random: [u8; 16]) -> [u8; 16] {
    let mut serial = random;
    if let Some(first) = serial.first_mut() {
        *first = (*first & 0x3f) | 0x40;
    }
    serial
}

fn to_be_signed(spki: &[u8], name: &str, serial: &[u8], not_before: DateTime) -> der::Result<ToBeSigned> {
    let critical = |id, value: &[u8]| {
        Ok::<_, der::Error>(Extension {
            id,
            critical: true,
            value: OctetString::new(value.to_vec())?,
        })
    };
    Ok(ToBeSigned {
        version: 2,
        serial: Uint::new(serial)?,
        algorithm: Algorithm::plain(ECDSA_WITH_SHA256),
        issuer: common_name(name)?,
        validity: Validity {
            not_before: time(not_before)?,
            // A plan outlives a certificate of one year, and a validator would then call it expired.
            not_after: time(DateTime::new(9999, 12, 31, 23, 59, 59)?)?,
        },
        subject: common_name(name)?,
        key: Any::from_der(spki)?,
        extensions: vec![
            critical(KEY_USAGE, &KEY_USAGE_VALUE)?,
            critical(BASIC_CONSTRAINTS, &BASIC_CONSTRAINTS_VALUE)?,
        ],
    })
}

/// The bytes that the key signs for its own certificate.
pub(super) fn bytes_to_sign(
    spki: &[u8],
    name: &str,
    serial: &[u8],
    not_before: DateTime,
) -> Result<Vec<u8>, SignError> {
    if !is_p256_spki(spki) {
        return Err(SignError::Key);
    }
    Ok(to_be_signed(spki, name, serial, not_before)?.to_der()?)
}

impl Parts {
    /// The certificate.
    pub fn to_der(&self) -> Result<Vec<u8>, SignError> {
        let certificate = Certificate {
            to_be_signed: to_be_signed(&self.spki, &self.common_name, &self.serial, self.not_before)?,
            algorithm: Algorithm::plain(ECDSA_WITH_SHA256),
            signature: BitString::from_bytes(&der_signature(&self.signature).ok_or(SignError::Signature)?)?,
        };
        Ok(certificate.to_der()?)
    }

    /// What its key has signed.
    pub fn signed_bytes(&self) -> Result<Vec<u8>, SignError> {
        bytes_to_sign(&self.spki, &self.common_name, &self.serial, self.not_before)
    }

    /// Reads a certificate of ours: one that [`Parts::to_der`] writes, to the byte.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let certificate = Certificate::from_der(der).ok()?;
        let Certificate {
            to_be_signed,
            signature,
            ..
        } = certificate;
        let name = to_be_signed.subject.first()?.get(0)?;
        let not_before = match to_be_signed.validity.not_before {
            Time::Utc(time) => time.to_date_time(),
            Time::General(time) => time.to_date_time(),
        };
        let parts = Self {
            common_name: core::str::from_utf8(name.value.value()).ok()?.to_owned(),
            serial: to_be_signed.serial.as_bytes().to_vec(),
            not_before,
            spki: to_be_signed.key.to_der().ok()?,
            signature: raw_signature(signature.as_bytes()?)?,
        };
        let length = parts.serial.len() == 16;
        (length && is_p256_spki(&parts.spki) && parts.to_der().ok()? == der).then_some(parts)
    }
}
