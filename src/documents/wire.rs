//! Orders and verdicts as JSON, from one half of a build to the other.

use base64ct::{Base64, Encoding};
use plan_core::{Case, Terms};
use plan_doc::{How, Layout, Reason, Record, Signature, Signer, Standing, Statement, Summary, Verdict};
use plan_log::{Role, agreement_digest};
use serde_json::{Value, json};

use crate::state::drafts::lock::Stretch;

/// What a document is made of, with the signatures that are there already, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub case: Case,
    pub terms: Terms,
    pub record: Record,
    /// The entries of the log that made it.
    pub proof: Vec<u8>,
    pub signed: Vec<SignedFile>,
}

/// A side's signature of the file and of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFile {
    pub statement: Statement,
    /// SPKI, DER.
    pub spki: Vec<u8>,
    /// r‖s over the page's data.
    pub page_signature: Vec<u8>,
    /// DER.
    pub certificate: Vec<u8>,
    /// r‖s over the file's attributes.
    pub file_signature: Vec<u8>,
}

fn bytes(value: &Value, key: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(value.get(key)?.as_str()?).ok()
}

impl SignedFile {
    pub(super) fn to_value(&self) -> Value {
        json!({
            "statement": self.statement.to_value(),
            "spki": Base64::encode_string(&self.spki),
            "page_signature": Base64::encode_string(&self.page_signature),
            "certificate": Base64::encode_string(&self.certificate),
            "file_signature": Base64::encode_string(&self.file_signature),
        })
    }

    pub(super) fn from_value(value: &Value) -> Option<Self> {
        Some(Self {
            statement: Statement::from_value(value.get("statement")?)?,
            spki: bytes(value, "spki")?,
            page_signature: bytes(value, "page_signature")?,
            certificate: bytes(value, "certificate")?,
            file_signature: bytes(value, "file_signature")?,
        })
    }
}

impl Order {
    /// The same for the page.
    pub fn summary(&self) -> Summary {
        let signature = |signed: &SignedFile| Signature {
            statement: signed.statement.clone(),
            spki: signed.spki.clone(),
            signature: signed.page_signature.clone(),
        };
        Summary {
            case: self.case.clone(),
            terms: self.terms.clone(),
            record: self.record.clone(),
            proof: self.proof.clone(),
            signatures: self.signed.iter().map(signature).collect(),
        }
    }

    pub(super) fn to_value(&self) -> Value {
        json!({
            "case": self.case.to_json(),
            "terms": self.terms.to_json(),
            "record": self.record.to_value(),
            "proof": Base64::encode_string(&self.proof),
            "signed": self.signed.iter().map(SignedFile::to_value).collect::<Vec<_>>(),
        })
    }

    pub(super) fn from_value(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let signed: Option<Vec<SignedFile>> = value
            .get("signed")?
            .as_array()?
            .iter()
            .map(SignedFile::from_value)
            .collect();
        Some(Self {
            case: Case::from_json(text("case")?).ok()?,
            terms: Terms::from_json(text("terms")?).ok()?,
            record: Record::from_value(value.get("record")?)?,
            proof: bytes(value, "proof")?,
            signed: signed?,
        })
    }
}

/// How a passphrase becomes a key.
pub(super) fn stretch_value(stretch: &Stretch) -> Value {
    json!({
        "salt": Base64::encode_string(&stretch.salt),
        "memory_kib": stretch.memory_kib,
        "passes": stretch.passes,
    })
}

pub(super) fn stretch_of(value: &Value) -> Option<Stretch> {
    let whole = |key: &str| u32::try_from(value.get(key)?.as_u64()?).ok();
    let stretch = Stretch {
        salt: bytes(value, "salt")?.try_into().ok()?,
        memory_kib: whole("memory_kib")?,
        passes: whole("passes")?,
    };
    stretch.is_sane().then_some(stretch)
}

const STANDINGS: [Standing; 5] = [
    Standing::Unsigned,
    Standing::Both,
    Standing::CompanyOnly,
    Standing::PersonOnly,
    Standing::Telephone,
];

pub(super) fn verdict_value(verdict: &Verdict) -> Value {
    let signer = |signer: &Signer| {
        json!({
            "role": signer.role.as_str(),
            "name": signer.name,
            "how": signer.how.as_str(),
            "signed_at": signer.signed_at,
            "valid": signer.valid,
            "key": signer.key_short,
        })
    };
    let reason = |reason: &Reason| json!({ "code": reason.code(), "role": reason.role().map(Role::as_str) });
    json!({
        "standing": verdict.standing.code(),
        "layout_known": verdict.layout == Layout::Derived,
        "signers": verdict.signers.iter().map(signer).collect::<Vec<_>>(),
        "reasons": verdict.reasons.iter().map(reason).collect::<Vec<_>>(),
        "case": verdict.summary.case.to_json(),
        "terms": verdict.summary.terms.to_json(),
        "record": verdict.summary.record.to_value(),
    })
}

pub(super) fn verdict_of(value: &Value) -> Option<Verdict> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let signer = |value: &Value| {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        Some(Signer {
            role: Role::parse(text("role")?)?,
            name: text("name")?.to_owned(),
            how: How::parse(text("how")?)?,
            signed_at: text("signed_at")?.to_owned(),
            valid: value.get("valid")?.as_bool()?,
            key_short: text("key")?.to_owned(),
        })
    };
    let reason = |value: &Value| {
        let role = value.get("role").and_then(Value::as_str).and_then(Role::parse);
        match (value.get("code").and_then(Value::as_str), role) {
            (Some("other_key"), Some(role)) => Reason::OtherKey { role },
            // Of a file only this can be said besides of a side's signature: the others are refused before.
            (_, Some(role)) => Reason::NotValid { role },
            (Some("same_key"), None) => Reason::SameKey,
            (_, None) => Reason::OtherEntries,
        }
    };
    let signers: Option<Vec<Signer>> = value.get("signers")?.as_array()?.iter().map(signer).collect();
    let summary = Summary {
        case: Case::from_json(text("case")?).ok()?,
        terms: Terms::from_json(text("terms")?).ok()?,
        record: Record::from_value(value.get("record")?)?,
        // Judged already, where the file was read.
        proof: Vec::new(),
        signatures: Vec::new(),
    };
    Some(Verdict {
        standing: STANDINGS
            .into_iter()
            .find(|standing| Some(standing.code()) == text("standing"))?,
        layout: if value.get("layout_known")?.as_bool()? {
            Layout::Derived
        } else {
            Layout::Unknown
        },
        signers: signers?,
        digest: agreement_digest(&summary.case, &summary.terms),
        reasons: value.get("reasons")?.as_array()?.iter().map(reason).collect(),
        summary,
    })
}
