//! What a document is made of, and what has to hold before it can be made.

use plan_core::{Case, Problem, Schedule, Terms};
use plan_log::Role;

use crate::record::Record;
use crate::statement::{How, Statement};
use crate::{MAX_FILE_BYTES, MAX_KEY_BYTES};

/// Everything that a document is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// What the plan is about.
    pub case: Case,
    /// The terms.
    pub terms: Terms,
    /// How they came about: agreed, agreed by telephone, or offered.
    pub record: Record,
    /// The entries of the log that made it, as the bytes of a `plan_log::Bundle`: in the order of the record. Empty in a
    /// draft; nobody can sign one.
    pub proof: Vec<u8>,
    /// At most one for each side. The document has the company's first, whatever the order here.
    pub signatures: Vec<Signature>,
}

/// One side's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// What was signed, beside the case and the terms.
    pub statement: Statement,
    /// The public key as SPKI in DER: 91 bytes for the only kind that is accepted, P-256.
    pub spki: Vec<u8>,
    /// r‖s over [`crate::signing_bytes`]: 64 bytes with s in the lower half; see [`crate::low_s`].
    pub signature: Vec<u8>,
}

/// Why a document cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocError {
    /// The case does not keep to its contract.
    #[error("{} problems in the case", problems.len())]
    Case {
        /// Every one.
        problems: Vec<Problem>,
    },
    /// The terms do not keep to their contract, or give no schedule.
    #[error("{} problems in the terms", problems.len())]
    Terms {
        /// Every one.
        problems: Vec<Problem>,
    },
    /// Case and terms differ in their currency or in what is owed.
    #[error("the case and the terms differ in currency or debts")]
    CaseAndTermsDiffer,
    /// A name that is blank, longer than 200 characters, or has control characters.
    #[error("a name of {chars} characters cannot stand in the document")]
    Name {
        /// Whose name.
        role: Role,
        /// How long it is.
        chars: usize,
    },
    /// A time that is not of the form `2026-11-23T14:21:05Z`.
    #[error("a time is not written as 2026-11-23T14:21:05Z")]
    Time,
    /// A side that does not sign this way.
    #[error("the {} does not sign as {}", role.as_str(), how.as_str())]
    Device {
        /// The side.
        role: Role,
        /// The way.
        how: How,
    },
    /// Two signatures of one side.
    #[error("two signatures of the {}", role.as_str())]
    SignedTwice {
        /// The side.
        role: Role,
    },
    /// A key or a signature that is longer than any that could be right.
    #[error("a key or signature of {bytes} bytes exceeds the limit of {MAX_KEY_BYTES}")]
    KeyTooLong {
        /// How long.
        bytes: usize,
    },
    /// The page would exceed [`MAX_FILE_BYTES`].
    #[error("a page of {bytes} bytes exceeds the limit of {MAX_FILE_BYTES}")]
    TooLarge {
        /// How long.
        bytes: usize,
    },
}

impl DocError {
    /// Names the error for the words that a screen shows.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Case { .. } => "case",
            Self::Terms { .. } => "terms",
            Self::CaseAndTermsDiffer => "case_and_terms_differ",
            Self::Name { .. } => "name",
            Self::Time => "time",
            Self::Device { .. } => "device",
            Self::SignedTwice { .. } => "signed_twice",
            Self::KeyTooLong { .. } => "key_too_long",
            Self::TooLarge { .. } => "too_large",
        }
    }
}

impl Summary {
    /// The signature of a side.
    pub fn signature_of(&self, role: Role) -> Option<&Signature> {
        self.signatures
            .iter()
            .find(|signature| signature.statement.role == role)
    }

    /// Whether case, terms, record and entries are the same, whoever has signed.
    pub fn is_same_agreement(&self, other: &Self) -> bool {
        let same = (&self.case, &self.terms, &self.record) == (&other.case, &other.terms, &other.record);
        same && self.proof == other.proof
    }

    /// Checks everything but the signatures themselves, and works out the schedule.
    ///
    /// What passes is read back from its own bytes as the same case and terms.
    ///
    /// # Errors
    /// See [`DocError`].
    pub fn check(&self) -> Result<Schedule, DocError> {
        let case = Case::from_json(&self.case.to_json()).map_err(|problems| DocError::Case { problems })?;
        let terms = Terms::from_json(&self.terms.to_json()).map_err(|problems| DocError::Terms { problems })?;
        if case != self.case {
            return Err(DocError::Case { problems: Vec::new() });
        }
        if terms != self.terms {
            return Err(DocError::Terms { problems: Vec::new() });
        }
        if case.currency != terms.currency || case.debts != terms.debts {
            return Err(DocError::CaseAndTermsDiffer);
        }
        self.record.check()?;
        for (index, signature) in self.signatures.iter().enumerate() {
            signature.statement.check()?;
            let role = signature.statement.role;
            if self.record.how(role) != Some(signature.statement.how) {
                return Err(DocError::Device {
                    role,
                    how: signature.statement.how,
                });
            }
            if self
                .signatures
                .iter()
                .take(index)
                .any(|earlier| earlier.statement.role == role)
            {
                return Err(DocError::SignedTwice { role });
            }
            let bytes = signature.spki.len().max(signature.signature.len());
            if bytes > MAX_KEY_BYTES {
                return Err(DocError::KeyTooLong { bytes });
            }
        }
        Schedule::derive(&terms).map_err(|problems| DocError::Terms { problems })
    }
}
