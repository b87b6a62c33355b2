//! What a signer states, and the bytes that a signature covers.

use plan_core::{Case, MAX_TEXT_CHARS, Terms};
use plan_log::{Role, agreement_digest};
use serde_json::{Value, json};

use crate::format::is_utc_time;
use crate::record::Record;
use crate::summary::DocError;
use crate::text::filled;

/// What stands before the signed JSON: what it is, and its version.
const NAMESPACE: &[u8] = b"pn/summary-signature/1\0";

/// What somebody states by signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// For which side.
    pub role: Role,
    /// The name as typed: 1 to 200 characters, not blank, no control characters.
    pub name: String,
    /// On whose device.
    pub how: How,
    /// When, by that device's clock: `2026-11-23T14:21:05Z`.
    pub signed_at: String,
}

/// On whose device somebody signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The person who pays, on a device of their own.
    OwnDevice,
    /// The person who pays, beside the agent, on the company's device.
    InPersonOnCompanyDevice,
    /// The agent, on the company's device.
    CompanyDevice,
}

impl How {
    /// The word that stands in documents; it never changes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OwnDevice => "own_device",
            Self::InPersonOnCompanyDevice => "in_person_on_company_device",
            Self::CompanyDevice => "company_device",
        }
    }

    /// The variant of that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::OwnDevice, Self::InPersonOnCompanyDevice, Self::CompanyDevice]
            .into_iter()
            .find(|how| how.as_str() == text)
    }

    /// The side that signs this way: nobody signs with somebody else's hand.
    pub const fn role(self) -> Role {
        match self {
            Self::OwnDevice | Self::InPersonOnCompanyDevice => Role::Person,
            Self::CompanyDevice => Role::Agent,
        }
    }
}

impl Statement {
    /// Checks the statement: call it before asking for a signature.
    ///
    /// # Errors
    /// A name or time outside its limits, or a side that does not sign this way.
    pub fn check(&self) -> Result<(), DocError> {
        let chars = self.name.chars().count();
        if !is_name(&self.name) {
            return Err(DocError::Name { role: self.role, chars });
        }
        if self.how.role() != self.role {
            return Err(DocError::Device {
                role: self.role,
                how: self.how,
            });
        }
        if is_utc_time(&self.signed_at) {
            Ok(())
        } else {
            Err(DocError::Time)
        }
    }

    /// As it stands in documents; equal statements give equal text.
    pub fn to_value(&self) -> Value {
        json!({
            "role": self.role.as_str(),
            "name": self.name,
            "how": self.how.as_str(),
            "signed_at": self.signed_at,
        })
    }

    /// Reads what [`Statement::to_value`] writes. Whether it can stand, [`Statement::check`] says.
    pub fn from_value(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        Some(Self {
            role: Role::parse(text("role")?)?,
            name: text("name")?.to_owned(),
            how: How::parse(text("how")?)?,
            signed_at: text("signed_at")?.to_owned(),
        })
    }
}

/// Whether somebody can sign under a name: 1 to 200 characters, none of them a control, and something to be seen.
pub fn is_name(text: &str) -> bool {
    // Marks that nobody sees make no name.
    let seen = filled(Some(&text.to_owned())).is_some();
    seen && text.chars().count() <= MAX_TEXT_CHARS && !text.chars().any(char::is_control)
}

/// The bytes that `statement`'s signer signs with ECDSA P-256 and SHA-256.
///
/// # Determinism
/// `pn/summary-signature/1`, a zero byte, and the canonical JSON `{"digest":…,"record":…,"statement":…}`, where
/// `digest` is [`agreement_digest`] in hexadecimal. Equal values give equal bytes on every machine.
pub fn signing_bytes(case: &Case, terms: &Terms, record: &Record, statement: &Statement) -> Vec<u8> {
    let json = json!({
        "digest": agreement_digest(case, terms).to_hex(),
        "record": record.to_value(),
        "statement": statement.to_value(),
    });
    let mut bytes = NAMESPACE.to_vec();
    bytes.extend_from_slice(json.to_string().as_bytes());
    bytes
}
