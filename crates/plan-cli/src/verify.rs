//! Judges a document of this program: what both sides agreed, and whose keys signed it.

use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::pkcs8::DecodePublicKey as _;
use plan_core::{Problem, Schedule};
use plan_doc::csv::render_csv;
use plan_doc::{FileError, Layout, ReadError, Reason, Standing, Verdict, VerifyJob, read_html, read_pdf};
use serde::Serialize;
use serde_json::Value;

use crate::args::Table;

/// What every summary page begins with, and no PDF.
const PAGE: &[u8] = b"<!";

/// What is said of every document beside its verdict.
const LIMITS: &str = "It shows that nothing was changed and which keys signed; it does not show who the people are.";
const NO_LIMITS: &str = "A signature would show that nothing was changed and which keys signed; it would not show who \
    the people are.";

/// What is written out.
#[derive(Debug, Serialize)]
pub struct Answer {
    verdict: &'static str,
    words: String,
    signers: Vec<Signer>,
    case: Option<Value>,
    terms: Option<Value>,
    /// What was checked about whether the person can afford it; only of a document that is whole.
    affordability: Option<&'static str>,
    layout: Option<&'static str>,
    reasons: Vec<&'static str>,
    /// What was agreed; only of a document that is whole.
    #[serde(skip)]
    whole: Option<Box<Verdict>>,
}

#[derive(Debug, Serialize)]
struct Signer {
    role: &'static str,
    name: String,
    how: &'static str,
    signed_at: String,
    key: String,
    valid: bool,
}

/// Checks a signature: ECDSA P-256 with SHA-256.
fn holds(job: &VerifyJob) -> bool {
    let Ok(key) = VerifyingKey::from_public_key_der(&job.spki) else {
        return false;
    };
    Signature::from_slice(&job.signature).is_ok_and(|signature| key.verify(&job.message, &signature).is_ok())
}

/// Judges a file.
pub fn judge(file: &[u8]) -> Answer {
    let verdict = if file.starts_with(PAGE) {
        match read_html(file) {
            Err(error) => return Answer::of_page(error),
            Ok(unchecked) => {
                let results: Vec<bool> = unchecked.jobs().iter().map(holds).collect();
                unchecked.verdict(&results)
            }
        }
    } else {
        match read_pdf(file) {
            Err(error) => return Answer::of_file(error),
            Ok(unchecked) => {
                let results: Vec<bool> = unchecked.jobs().iter().map(holds).collect();
                unchecked.verdict(&results)
            }
        }
    };
    Answer::of(verdict)
}

/// What a verdict means, but for what a signature shows.
fn meaning(standing: Standing, layout: Layout) -> &'static str {
    match (standing, layout) {
        (Standing::Unsigned, _) => "Nobody has signed this document.",
        (Standing::Both, Layout::Derived) => "Whole and unchanged since both signed.",
        (Standing::CompanyOnly, Layout::Derived) => "Only the company has signed: this is a proposal.",
        (Standing::PersonOnly, Layout::Derived) => "Only the person paying has signed: this is an offer.",
        (Standing::Telephone, Layout::Derived) => "Agreed by telephone; recorded by the company.",
        (Standing::Both, Layout::Unknown) => "Both have signed.",
        (Standing::CompanyOnly, Layout::Unknown) => "The company has signed.",
        (Standing::PersonOnly, Layout::Unknown) => "The person paying has signed.",
        (Standing::Telephone, Layout::Unknown) => "The company has signed what was said by telephone.",
    }
}

impl Answer {
    /// Whether the document is whole and somebody signed it.
    pub const fn is_whole(&self) -> bool {
        self.whole.is_some()
    }

    /// A file that is too large was not read.
    pub fn too_large() -> Self {
        Self::no("unreadable", "too_large")
    }

    fn no(verdict: &'static str, reason: &'static str) -> Self {
        let words = match verdict {
            "changed" => "Changed after signing.",
            "not_ours" => "Not one of our documents.",
            _ => "Cannot be read.",
        };
        Self {
            verdict,
            words: format!("{words} {NO_LIMITS}"),
            signers: Vec::new(),
            case: None,
            terms: None,
            affordability: None,
            layout: None,
            reasons: vec![reason],
            whole: None,
        }
    }

    fn of_file(error: FileError) -> Self {
        match error {
            FileError::TooLarge { .. } | FileError::Truncated => Self::no("unreadable", error.code()),
            FileError::NotOurs => Self::no("not_ours", error.code()),
            FileError::Changed(flaw) => Self::no("changed", flaw.code()),
        }
    }

    fn of_page(error: ReadError) -> Self {
        match error {
            ReadError::TooLarge { .. } | ReadError::Truncated | ReadError::NewerVersion { .. } => {
                Self::no("unreadable", error.code())
            }
            ReadError::NotASummary => Self::no("not_ours", error.code()),
            ReadError::Changed => Self::no("changed", error.code()),
        }
    }

    fn of(verdict: Verdict) -> Self {
        let signers = verdict.signers.iter().map(|signer| Signer {
            role: signer.role.as_str(),
            name: signer.name.clone(),
            how: signer.how.as_str(),
            signed_at: signer.signed_at.clone(),
            key: signer.key_short.clone(),
            valid: signer.valid,
        });
        let signers = signers.collect();
        let layout = Some(match verdict.layout {
            Layout::Derived => "derived",
            Layout::Unknown => "unknown",
        });
        if !verdict.is_whole() {
            let words = match verdict.reasons.first() {
                Some(Reason::SameKey) => "One key signed for both sides: that is not two people who agreed.",
                Some(Reason::OtherEntries) => "What is recorded inside does not show that this was agreed.",
                Some(Reason::OtherKey { .. }) => "Signed with another key than the one that agreed.",
                _ => "Changed after signing.",
            };
            return Self {
                words: format!("{words} {NO_LIMITS}"),
                signers,
                layout,
                reasons: verdict.reasons.iter().map(|reason| reason.code()).collect(),
                ..Self::no("changed", "")
            };
        }
        let standing = verdict.standing;
        let mut words = meaning(standing, verdict.layout).to_owned();
        if verdict.layout == Layout::Unknown && standing != Standing::Unsigned {
            words.push_str(
                " The signatures are sound, but a newer version of this program laid the pages out: they were not \
                 made again from the data and compared, so what they show may differ from it.",
            );
        }
        let limits = match standing {
            Standing::Unsigned => NO_LIMITS,
            _ if verdict.layout == Layout::Unknown => {
                "It shows that the file was not changed since and which keys signed; it does not show who the people are."
            }
            _ => LIMITS,
        };
        let mut answer = Self {
            verdict: standing.code(),
            words: format!("{words} {limits}"),
            signers,
            case: None,
            terms: None,
            affordability: None,
            layout,
            reasons: Vec::new(),
            whole: None,
        };
        if standing != Standing::Unsigned {
            // Both are JSON that this program wrote.
            answer.case = serde_json::from_str(&verdict.summary.case.to_json()).ok();
            answer.terms = serde_json::from_str(&verdict.summary.terms.to_json()).ok();
            answer.affordability = Some(verdict.summary.record.affordability().as_str());
            answer.whole = Some(Box::new(verdict));
        }
        answer
    }

    /// What a whole document agrees; `None` unless it is whole.
    ///
    /// # Errors
    /// The problems of terms that do not work out, which no whole document has.
    pub fn extract(&self, table: Table) -> Result<Option<String>, Vec<Problem>> {
        let Some(verdict) = &self.whole else {
            return Ok(None);
        };
        let summary = &verdict.summary;
        let schedule = Schedule::derive(&summary.terms)?;
        Ok(Some(match table {
            Table::Json => format!(
                "{{\"case\":{},\"terms\":{},\"record\":{},\"schedule\":{}}}\n",
                summary.case.to_json(),
                summary.terms.to_json(),
                summary.record.to_value(),
                schedule.to_json()
            ),
            Table::Csv => render_csv(&schedule),
        }))
    }
}
