//! Locking and unlocking plans: fetched by those who do.

use yew::{Html, html};

use super::NotLoaded;
use crate::components::lock::LockProps;
use crate::components::passphrase::PassphraseForm;

/// Draws what a passphrase is typed into.
pub type Draw = fn(LockProps) -> Html;

/// What a passphrase is typed into.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn form() -> Result<Draw, NotLoaded> {
    fetched!(passphrases())
}

// In one file with the payments made: a part more would cut what the others share into more pieces, for every first load.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(accounts, fallible))]
fn passphrases() -> Result<Draw, NotLoaded> {
    Ok(|props| html! { <PassphraseForm ..props /> })
}
