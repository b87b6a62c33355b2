//! Reads the input, and never more of it than could be answered.

use crate::args::Source;
use crate::refusal::Refusal;
use plan_core::requests::MAX_INPUT_BYTES;
use plan_core::{Problem, ProblemCode};
use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, stdin};

/// The largest document that is read, in bytes.
const MAX_DOCUMENT_BYTES: usize = plan_doc::MAX_PDF_BYTES;

/// The text of a file or of standard input.
///
/// # Errors
/// What cannot be opened or read, is no UTF-8, or is longer than [`MAX_INPUT_BYTES`].
///
/// # Limits
/// Reads one byte more than the limit at most, however long the input is.
pub fn read(source: &Source) -> Result<String, Refusal> {
    let bytes = match source {
        Source::Standard => read_limited(stdin().lock(), MAX_INPUT_BYTES),
        Source::File(path) => File::open(path).and_then(|file| read_limited(file, MAX_INPUT_BYTES)),
    };
    let bytes = bytes.map_err(|error| Refusal::cannot_read(name(source), &error))?;
    if bytes.len() > MAX_INPUT_BYTES {
        let problem = Problem::new(ProblemCode::TooLong, "", format!("more than {MAX_INPUT_BYTES} bytes"));
        return Err(vec![problem.limit(MAX_INPUT_BYTES.to_string())].into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = format!("byte {} is not UTF-8", error.utf8_error().valid_up_to());
        vec![Problem::new(ProblemCode::NotJson, "", place)].into()
    })
}

/// The bytes of a document; `None` if there are more than [`MAX_DOCUMENT_BYTES`].
///
/// # Errors
/// What cannot be opened or read.
///
/// # Limits
/// A file that is too large is not read at all; of what has no size, one byte more than the limit at most.
pub fn read_document(source: &Source) -> Result<Option<Vec<u8>>, Refusal> {
    let bytes = match source {
        Source::Standard => read_limited(stdin().lock(), MAX_DOCUMENT_BYTES).map(Some),
        Source::File(path) => File::open(path).and_then(|file| {
            let size = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
            match size > MAX_DOCUMENT_BYTES {
                true => Ok(None),
                false => read_limited(file, MAX_DOCUMENT_BYTES).map(Some),
            }
        }),
    };
    let bytes = bytes.map_err(|error| Refusal::cannot_read(name(source), &error))?;
    Ok(bytes.filter(|bytes| bytes.len() <= MAX_DOCUMENT_BYTES))
}

fn name(source: &Source) -> Cow<'_, str> {
    match source {
        Source::Standard => "-".into(),
        Source::File(path) => path.to_string_lossy(),
    }
}

fn read_limited(from: impl Read, limit: usize) -> std::io::Result<Vec<u8>> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    from.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
