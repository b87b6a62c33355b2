//! In which language this page speaks: the one that somebody chose here, or else the first of their browser's that there
//! are words in. The words of every language but the first are fetched.

use std::cell::Cell;

use plan_words::{Direction, LANGUAGES, TABLE_NAMES, Translation, language};

use super::drafts::Store;
use crate::parts::languages;
use crate::platform::storage::LocalStorage;
use crate::platform::{fetch, format, page};

/// Where the choice is kept.
const KEY: &str = "pn.1.language";
/// More than the words of any language take.
const MAX_TABLE: usize = 1 << 20;

/// So long a page waits for its words: then it speaks the first language.
const PATIENCE_MS: u32 = 4_000;

thread_local! {
    /// The language that was asked for last.
    static ASKED: Cell<&'static str> = const { Cell::new(LANGUAGES[0]) };
}

/// The words could not be fetched. The language is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotSpoken;

/// The language whose code this is, in capitals or not, with a region or without.
pub fn known(code: &str) -> Option<&'static str> {
    let primary = |code: &str| code.split('-').next().unwrap_or_default().to_ascii_lowercase();
    LANGUAGES.iter().copied().find(|one| primary(one) == primary(code))
}

/// The language to begin with.
fn wanted(chosen: Option<&str>, preferred: &[String]) -> &'static str {
    let chosen = chosen.and_then(known);
    chosen
        .or_else(|| preferred.iter().find_map(|code| known(code)))
        .unwrap_or(LANGUAGES[0])
}

/// Speaks the language to begin with. Where its words do not come soon the page speaks the first one.
pub async fn begin() {
    let chosen = LocalStorage.get(KEY).ok().flatten();
    let code = wanted(chosen.as_deref(), &page::languages());
    if is_other(code) {
        let _ = speak(code).await;
    }
}

/// Speaks another language from now on, and remembers it on this device.
///
/// # Errors
/// [`NotSpoken`].
pub async fn choose(code: &str) -> Result<(), NotSpoken> {
    speak(known(code).ok_or(NotSpoken)?).await?;
    // Where nothing can be kept it is chosen again next time.
    let _ = LocalStorage.set(KEY, code);
    Ok(())
}

/// Whether a language is another one than the page speaks, or is about to.
pub fn is_other(code: &str) -> bool {
    ASKED.get() != code
}

/// Speaks the language that the page around the frame asks for, unless somebody has chosen one here; says whether the words
/// are others now.
pub async fn ask(code: &'static str) -> bool {
    let chosen = LocalStorage.get(KEY).ok().flatten();
    let before = language();
    chosen.is_none() && is_other(code) && speak(code).await.is_ok() && language() != before
}

async fn speak(code: &'static str) -> Result<(), NotSpoken> {
    ASKED.set(code);
    let translation = if code == LANGUAGES[0] {
        None
    } else {
        translation(code).await
    };
    // Whoever asked last is answered, however long the words of an earlier one take.
    if ASKED.get() != code {
        return Err(NotSpoken);
    }
    let is_there = code == LANGUAGES[0] || translation.is_some();
    if !is_there || !plan_words::speak(translation) {
        ASKED.set(known(language()).unwrap_or(LANGUAGES[0]));
        return Err(NotSpoken);
    }
    let direction = translation.map_or(Direction::Ltr, |translation| translation.direction);
    page::set_language(language(), direction.as_str());
    format::forget();
    Ok(())
}

/// The words of a language. They stay until the page is closed: whoever goes back and forth fetches them once more.
async fn translation(code: &str) -> Option<&'static Translation> {
    let (_, name) = TABLE_NAMES.iter().find(|(language, _)| *language == code)?;
    let table = fetch::bytes_within(name, MAX_TABLE, PATIENCE_MS).await?;
    let read = languages::read(table).await.ok().flatten()?;
    Some(Box::leak(Box::new(read)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_comes_before_the_browser_and_the_browser_before_the_first() {
        let preferred = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        assert_eq!(wanted(None, &[]), "en-GB");
        assert_eq!(wanted(None, &preferred(&["fr", "cy-GB", "en"])), "cy");
        assert_eq!(wanted(None, &preferred(&["en-US", "cy"])), "en-GB");
        assert_eq!(wanted(Some("CY"), &preferred(&["en"])), "cy");
        assert_eq!(wanted(Some("en-GB"), &preferred(&["cy"])), "en-GB");
        // What is stored may have been written by anything.
        assert_eq!(wanted(Some("<b>"), &preferred(&["cy"])), "cy");
        assert_eq!(wanted(Some(""), &preferred(&["", "-"])), "en-GB");
    }
}
