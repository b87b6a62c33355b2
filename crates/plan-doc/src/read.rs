//! Reads a page: finds its data, writes the page again from it, and compares every byte.

use base64ct::{Base64, Encoding};
use plan_core::{Case, Terms};
use serde_json::Value;

use crate::html::{CLOSING, DATA_CLOSING, DATA_OPENING, FORMAT, OPENING, render_html};
use crate::record::Record;
use crate::statement::Statement;
use crate::summary::{Signature, Summary};
use crate::verdict::Unchecked;
use crate::{MAX_FILE_BYTES, VERSION};

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Larger than any page of ours; nothing of it was read.
    #[error("a file of {bytes} bytes exceeds the limit of {MAX_FILE_BYTES}")]
    TooLarge {
        /// How large.
        bytes: usize,
    },
    /// Not a page of ours.
    #[error("not a signed summary")]
    NotASummary,
    /// Of a version that came after this program.
    #[error("a summary of version {version}; this program knows {VERSION}")]
    NewerVersion {
        /// Its version.
        version: u64,
    },
    /// The beginning of a page of ours: the rest is missing.
    #[error("only the beginning of a signed summary")]
    Truncated,
    /// A page of ours that is not as it was written.
    #[error("a signed summary that was changed")]
    Changed,
}

impl ReadError {
    /// Names the error for the words that a screen shows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::NotASummary => "not_a_summary",
            Self::NewerVersion { .. } => "newer_version",
            Self::Truncated => "truncated",
            Self::Changed => "changed",
        }
    }
}

/// Reads a page. What comes back says exactly what the page shows; whether the signatures hold, it does not know yet.
///
/// # Errors
/// See [`ReadError`]. One byte more, less or other than [`render_html`] writes is refused.
///
/// # Limits
/// [`MAX_FILE_BYTES`]; a larger file is refused by its size alone.
pub fn read_html(bytes: &[u8]) -> Result<Unchecked, ReadError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    let Ok(text) = core::str::from_utf8(bytes) else {
        return Err(not_whole(bytes));
    };
    let Some((_, from_data)) = text.split_once(DATA_OPENING) else {
        return Err(not_whole(bytes));
    };
    let Some((data, _)) = from_data.split_once(DATA_CLOSING) else {
        return Err(not_whole(bytes));
    };
    let Ok(data) = serde_json::from_str::<Value>(data) else {
        return Err(ReadError::Changed);
    };
    if data.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(if bytes.starts_with(OPENING.as_bytes()) {
            ReadError::Changed
        } else {
            ReadError::NotASummary
        });
    }
    match data.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(ReadError::NewerVersion { version }),
        _ => return Err(ReadError::Changed),
    }
    let summary = read_summary(&data).ok_or(ReadError::Changed)?;
    let rendered = render_html(&summary).map_err(|_| ReadError::Changed)?;
    if rendered.as_bytes() == bytes {
        return Ok(Unchecked::new(summary));
    }
    Err(if rendered.as_bytes().starts_with(bytes) {
        ReadError::Truncated
    } else {
        ReadError::Changed
    })
}

/// What a file is whose data could not be found.
fn not_whole(bytes: &[u8]) -> ReadError {
    let opening = OPENING.as_bytes();
    let cut_within_opening = !bytes.is_empty() && opening.starts_with(bytes);
    if cut_within_opening || (bytes.starts_with(opening) && !bytes.ends_with(CLOSING.as_bytes())) {
        return ReadError::Truncated;
    }
    let marker = DATA_OPENING.as_bytes();
    let ours = bytes.starts_with(opening) || bytes.windows(marker.len()).any(|window| window == marker);
    if ours {
        ReadError::Changed
    } else {
        ReadError::NotASummary
    }
}

fn read_summary(data: &Value) -> Option<Summary> {
    let case = Case::from_json(&decoded_text(data.get("case")?)?).ok()?;
    let terms = Terms::from_json(&decoded_text(data.get("terms")?)?).ok()?;
    let record = Record::from_value(data.get("record")?)?;
    let listed = data.get("signatures")?.as_array()?;
    let signatures: Option<Vec<Signature>> = listed.iter().map(read_signature).collect();
    let proof = match data.get("log") {
        None => Vec::new(),
        Some(log) => decoded(log)?,
    };
    Some(Summary {
        case,
        terms,
        record,
        proof,
        signatures: signatures?,
    })
}

fn read_signature(value: &Value) -> Option<Signature> {
    let statement: Value = serde_json::from_str(&decoded_text(value.get("statement")?)?).ok()?;
    Some(Signature {
        statement: Statement::from_value(&statement)?,
        spki: decoded(value.get("key")?)?,
        signature: decoded(value.get("signature")?)?,
    })
}

fn decoded(value: &Value) -> Option<Vec<u8>> {
    Base64::decode_vec(value.as_str()?).ok()
}

fn decoded_text(value: &Value) -> Option<String> {
    String::from_utf8(decoded(value)?).ok()
}
