//! From a page that was read to what can be said of it. WebCrypto checks the signatures in between.

use plan_log::{Digest, Role, agreement_digest};

use crate::key::{is_high_s, is_low_s, is_p256_spki, key_short};
use crate::proof::{self, Proof};
use crate::record::Record;
use crate::statement::{How, signing_bytes};
use crate::summary::{Signature, Summary};

/// A page that is unchanged, with signatures that nobody has checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked {
    summary: Summary,
    proof: Option<Proof>,
}

/// One signature to be checked: ECDSA P-256 with SHA-256 over `message`.
///
/// # Invariants
/// `spki` is 91 bytes of an uncompressed P-256 key; `signature` is r‖s, 64 bytes, with s in its lower half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyJob {
    /// The public key.
    pub spki: Vec<u8>,
    /// What was signed.
    pub message: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

/// What can be said of a page.
///
/// A whole document shows that nothing was changed since the signatures that are there, and which keys made them. It does
/// not show whose keys they are: a stranger can make a whole document with keys of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Who has signed, and what that makes of the document.
    pub standing: Standing,
    /// Whether the pages were drawn again from the data and compared.
    pub layout: Layout,
    /// Who signed, the company first.
    pub signers: Vec<Signer>,
    /// What the page says.
    pub summary: Summary,
    /// The digest of case and terms, as printed on the page.
    pub digest: Digest,
    /// Why the document cannot be relied on; empty when it is whole.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// Whether the document is whole: nothing was changed, and each signature that is there holds. Whose signatures
    /// they are, [`Verdict::standing`] says.
    pub fn is_whole(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// Who has signed, and what that makes of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody.
    Unsigned,
    /// Both sides.
    Both,
    /// The company alone: a proposal.
    CompanyOnly,
    /// The person paying alone: an offer.
    PersonOnly,
    /// The company alone, which recorded what was agreed by telephone.
    Telephone,
}

impl Standing {
    /// Names it for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Both => "both",
            Self::CompanyOnly => "company_only",
            Self::PersonOnly => "person_only",
            Self::Telephone => "telephone",
        }
    }
}

pub(crate) const fn standing(record: &Record, company: bool, person: bool) -> Standing {
    match (company, person, record) {
        (true, true, _) => Standing::Both,
        (true, false, Record::Telephone(_)) => Standing::Telephone,
        (true, false, _) => Standing::CompanyOnly,
        (false, true, _) => Standing::PersonOnly,
        (false, false, _) => Standing::Unsigned,
    }
}

/// Whether the look of a document was compared with its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// It was drawn again, and every byte is the same.
    Derived,
    /// It was drawn by a version that this program does not have: its signatures may be sound, its look was not checked.
    Unknown,
}

/// Who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// For which side.
    pub role: Role,
    /// The name as typed.
    pub name: String,
    /// On whose device.
    pub how: How,
    /// When, by that device's clock.
    pub signed_at: String,
    /// Whether the key named here signed this.
    pub valid: bool,
    /// The first 16 hexadecimal digits of the key's SHA-256, in groups of four, as on the page.
    pub key_short: String,
}

/// Why a document cannot be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A key is not an uncompressed P-256 key.
    WrongKeyType {
        /// Whose key.
        role: Role,
    },
    /// A signature does not have the one shape that documents have.
    WrongSignatureShape {
        /// Whose signature.
        role: Role,
    },
    /// A signature's s is in the upper half: it was not written by this program.
    HighS {
        /// Whose signature.
        role: Role,
    },
    /// A key did not sign this.
    NotValid {
        /// Whose signature.
        role: Role,
    },
    /// Both sides signed with one key.
    SameKey,
    /// The entries of the log inside do not make what the document is about.
    OtherEntries,
    /// A side signed with another key than it proposed or agreed with.
    OtherKey {
        /// Whose key.
        role: Role,
    },
}

impl Reason {
    /// Names the reason for the words that a screen shows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongKeyType { .. } => "wrong_key_type",
            Self::WrongSignatureShape { .. } => "wrong_signature_shape",
            Self::HighS { .. } => "high_s",
            Self::NotValid { .. } => "not_valid",
            Self::SameKey => "same_key",
            Self::OtherEntries => "other_entries",
            Self::OtherKey { .. } => "other_key",
        }
    }

    /// The side it is about; `None` when it is about both.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::WrongKeyType { role }
            | Self::WrongSignatureShape { role }
            | Self::HighS { role }
            | Self::NotValid { role }
            | Self::OtherKey { role } => Some(role),
            Self::SameKey | Self::OtherEntries => None,
        }
    }
}

/// What is wrong with a signature by its shape alone.
fn shape_reason(signature: &Signature) -> Option<Reason> {
    let role = signature.statement.role;
    if !is_p256_spki(&signature.spki) {
        Some(Reason::WrongKeyType { role })
    } else if is_high_s(&signature.signature) {
        Some(Reason::HighS { role })
    } else if !is_low_s(&signature.signature) {
        Some(Reason::WrongSignatureShape { role })
    } else {
        None
    }
}

impl Unchecked {
    pub(crate) fn new(mut summary: Summary) -> Self {
        plan_core::sort_by(&mut summary.signatures, |a, b| a.statement.role.cmp(&b.statement.role));
        let proof = Proof::read(&summary.proof);
        Self { summary, proof }
    }

    /// The signatures to check, the company's first, then those of the log's entries. Those that are refused by their shape are not among them.
    pub fn jobs(&self) -> Vec<VerifyJob> {
        let Summary {
            case,
            terms,
            record,
            signatures,
            ..
        } = &self.summary;
        let sound = signatures.iter().filter(|signature| shape_reason(signature).is_none());
        sound
            .map(|signature| VerifyJob {
                spki: signature.spki.clone(),
                message: signing_bytes(case, terms, record, &signature.statement),
                signature: signature.signature.clone(),
            })
            .chain(self.proof.iter().flat_map(Proof::jobs))
            .collect()
    }

    /// What can be said, given the answer to each of [`Unchecked::jobs`], in their order. An answer that is missing
    /// counts as no; so does a check that could not be made.
    pub fn verdict(self, results: &[bool]) -> Verdict {
        let summary = self.summary;
        let mut answers = results.iter().copied();
        let mut reasons = Vec::new();
        let mut signers = Vec::new();
        for role in [Role::Agent, Role::Person] {
            let Some(signature) = summary.signature_of(role) else {
                continue;
            };
            let reason = shape_reason(signature).or_else(|| match answers.next() {
                Some(true) => None,
                Some(false) | None => Some(Reason::NotValid { role }),
            });
            reasons.extend(reason);
            signers.push(Signer {
                role,
                name: signature.statement.name.clone(),
                how: signature.statement.how,
                signed_at: signature.statement.signed_at.clone(),
                valid: reason.is_none(),
                key_short: key_short(&signature.spki),
            });
        }
        if let [one, other] = summary.signatures.as_slice()
            && one.spki == other.spki
        {
            reasons.push(Reason::SameKey);
        }
        let digest = agreement_digest(&summary.case, &summary.terms);
        let by: Vec<(Role, &[u8])> = summary
            .signatures
            .iter()
            .map(|signature| (signature.statement.role, &signature.spki[..]))
            .collect();
        reasons.extend(proof::judge(self.proof, &mut answers, &summary.record, digest, &by));
        let signed = |role| summary.signature_of(role).is_some();
        Verdict {
            standing: standing(&summary.record, signed(Role::Agent), signed(Role::Person)),
            layout: Layout::Derived,
            signers,
            summary,
            digest,
            reasons,
        }
    }
}
