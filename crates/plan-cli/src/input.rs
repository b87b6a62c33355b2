//! Reads the input, and never more of it than could be answered.

use crate::args::Source;
use crate::refusal::Refusal;
use plan_core::requests::MAX_INPUT_BYTES;
use plan_core::{Problem, ProblemCode};
use std::fs::File;
use std::io::{Read, stdin};

/// The text of a file or of standard input.
///
/// # Errors
/// What cannot be opened or read, is no UTF-8, or is longer than [`MAX_INPUT_BYTES`].
///
/// # Limits
/// Reads one byte more than the limit at most, however long the input is.
pub fn read(source: &Source) -> Result<String, Refusal> {
    let bytes = match source {
        Source::Standard => read_limited(stdin().lock()),
        Source::File(path) => File::open(path).and_then(read_limited),
    };
    let name = match source {
        Source::Standard => "-".into(),
        Source::File(path) => path.to_string_lossy(),
    };
    let bytes = bytes.map_err(|error| Refusal::cannot_read(name, &error))?;
    if bytes.len() > MAX_INPUT_BYTES {
        let problem = Problem::new(ProblemCode::TooLong, "", format!("more than {MAX_INPUT_BYTES} bytes"));
        return Err(vec![problem.limit(MAX_INPUT_BYTES.to_string())].into());
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = format!("byte {} is not UTF-8", error.utf8_error().valid_up_to());
        vec![Problem::new(ProblemCode::NotJson, "", place)].into()
    })
}

fn read_limited(from: impl Read) -> std::io::Result<Vec<u8>> {
    let limit = u64::try_from(MAX_INPUT_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    from.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
