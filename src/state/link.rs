//! A plan as a link: small enough for a text message, or not a link at all.

use base64ct::{Base64UrlUnpadded, Encoding};

use crate::platform::compress;
use crate::state::drafts::{Draft, EnvelopeError};

/// What stands before a plan in an address, behind `#`.
pub const PREFIX: &str = "plan=";
/// What stands before a plan that somebody takes along for themselves.
const OWN: &str = "own.";
/// The longest that a plan may be in an address: some programs cut longer ones.
const MAX_LINK_CHARS: usize = 8 << 10;
/// The largest plan that is unpacked: more than any that fits into a link.
const MAX_TEXT: usize = 1 << 20;

/// What comes behind `#` for a plan; `None` where it is too large for a link.
pub async fn to_link(draft: &Draft) -> Option<String> {
    let packed = compress::deflate(draft.to_text().as_bytes()).await?;
    let encoded = Base64UrlUnpadded::encode_string(&packed);
    (encoded.len() <= MAX_LINK_CHARS).then(|| format!("{PREFIX}{encoded}"))
}

/// The same for somebody who takes their own plan along.
pub async fn to_own_link(draft: &Draft) -> Option<String> {
    let link = to_link(draft).await?;
    let encoded = link.strip_prefix(PREFIX)?;
    Some(format!("{PREFIX}{OWN}{encoded}"))
}

/// Whether somebody takes their own plan along in this link.
pub fn is_own(encoded: &str) -> bool {
    encoded.starts_with(OWN)
}

/// The plan of a link.
///
/// # Errors
/// [`EnvelopeError::Damaged`] also where a link was cut.
pub async fn from_link(encoded: &str) -> Result<Draft, EnvelopeError> {
    let encoded = encoded.strip_prefix(OWN).unwrap_or(encoded);
    if encoded.len() > MAX_LINK_CHARS {
        return Err(EnvelopeError::Damaged);
    }
    let packed = Base64UrlUnpadded::decode_vec(encoded).map_err(|_| EnvelopeError::Damaged)?;
    let text = compress::inflate(&packed, MAX_TEXT)
        .await
        .ok_or(EnvelopeError::Damaged)?;
    Draft::from_text(&String::from_utf8(text).map_err(|_| EnvelopeError::Damaged)?)
}
