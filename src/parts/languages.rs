//! Reading the words of another language: fetched by those who read them.

use plan_words::Translation;

use super::NotLoaded;

/// Reads a table of words; `None` where it is none.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn read(table: Vec<u8>) -> Result<Option<Translation>, NotLoaded> {
    fetched!(translation(table))
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(languages, fallible))]
fn translation(table: Vec<u8>) -> Result<Option<Translation>, NotLoaded> {
    Ok(serde_json::from_slice(&table).ok())
}
