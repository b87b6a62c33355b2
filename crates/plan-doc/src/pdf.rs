//! The document as a PDF: tagged, archivable (PDF/A-3a, PDF/UA-1), with the case, the terms and the agreement inside.
//!
//! The file is a pure function of a [`Summary`]: no clock, no random number. The same file comes out on every machine,
//! so that whoever has the data can make it again and compare every byte.

mod chart;
mod draw;
mod face;
mod flow;
mod unit;

use base64ct::{Base64, Encoding};
use plan_log::agreement_digest;
use plan_words::{in_reference, words};
use serde_json::{Value, json};

use crate::model::{Document, Form};
use crate::summary::{DocError, Summary};
use draw::{About, Attachment};
use face::Face;
use flow::Faces;

/// The version of what is printed and how: whoever changes one byte of it raises this.
pub const TEMPLATE: u32 = 1;

/// Names what is attached; it stays in later versions.
pub(crate) const AGREEMENT_FORMAT: &str = "plan-negotiator/agreement";
/// The version of what is attached.
pub(crate) const AGREEMENT_VERSION: u64 = 1;

static REGULAR: &[u8] = include_bytes!("../fonts/regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/bold.ttf");

/// Why the file cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// No document can be made of the summary.
    #[error("no document can be made of the summary")]
    Document(#[from] DocError),
    /// The font inside this program cannot be read.
    #[error("the built-in font cannot be read")]
    Font,
    /// A length or part of the page came out impossible.
    #[error("the page cannot be laid out")]
    Layout,
    /// A time is none that a file can carry.
    #[error("the time of the agreement cannot be written into the file")]
    Time,
    /// The file would not keep to PDF/A-3a and PDF/UA-1.
    #[error("the file would not keep to PDF/A-3a and PDF/UA-1")]
    Standard,
}

/// Writes the document of a summary, in British English.
///
/// # Errors
/// See [`PdfError`].
///
/// # Determinism
/// Equal summaries give equal bytes on every machine: lengths are whole numbers until they are written.
///
/// # Limits
/// Characters that the font does not have are printed as `?` and named at the end; the data inside the file has them.
pub fn render_pdf(summary: &Summary) -> Result<Vec<u8>, PdfError> {
    let document = Document::of(summary, Form::File)?;
    let schedule = summary.check()?;
    let faces = Faces {
        regular: Face::new(REGULAR)?,
        bold: Face::new(BOLD)?,
    };
    let (laid, attachments) = in_reference(|| {
        let chart = chart::chart(&schedule, summary.terms.starts);
        (flow::lay_out(&document, chart, &faces), attachments(summary))
    });
    let about = About {
        title: document.title.text(),
        id: agreement_digest(&summary.case, &summary.terms).to_hex(),
        made: moment(summary.record.made_at()).ok_or(PdfError::Time)?,
    };
    draw::write(&laid, &faces, about, attachments)
}

fn attachments(summary: &Summary) -> Vec<Attachment> {
    let file = |name, about: plan_words::Message, text: String| Attachment {
        name,
        about: about.text(),
        bytes: text.into_bytes(),
    };
    vec![
        file("case.json", words::doc_file_case(), summary.case.to_json()),
        file("terms.json", words::doc_file_terms(), summary.terms.to_json()),
        file(
            "agreement.json",
            words::doc_file_agreement(),
            agreement(summary).to_string(),
        ),
    ]
}

/// How the terms came about, what they are by their digest, the entries of the log that made it, and how this file shows
/// them.
fn agreement(summary: &Summary) -> Value {
    let mut value = json!({
        "format": AGREEMENT_FORMAT,
        "version": AGREEMENT_VERSION,
        "template": TEMPLATE,
        "digest": agreement_digest(&summary.case, &summary.terms).to_hex(),
        "record": summary.record.to_value(),
    });
    if !summary.proof.is_empty() {
        value["log"] = json!(Base64::encode_string(&summary.proof));
    }
    value
}

/// The parts of `2026-11-23T14:21:05Z`.
fn moment(text: &str) -> Option<[u16; 6]> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse().ok();
    Some([
        part(0, 4)?,
        part(5, 7)?,
        part(8, 10)?,
        part(11, 13)?,
        part(14, 16)?,
        part(17, 19)?,
    ])
}
