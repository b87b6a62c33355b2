//! Below every screen: the languages that it can be read in, and what is to be known of a translation.

use plan_words::{LANGUAGES, Message, language, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::draw;
use crate::state::route::{Route, Step};
use crate::state::spoken::{self, NotSpoken};

/// A language by its own name.
fn name_of(code: &str) -> Message {
    match code {
        "cy" => words::language_cy(),
        _ => words::language_en(),
    }
}

/// Whether a language can be chosen on a screen. Everything is drawn anew then: what is typed stays, but neither a
/// signature that is begun nor a document that was checked there.
const fn can_choose_on(route: Route) -> bool {
    match route {
        Route::Alone(_, step) => !matches!(step, Step::Send),
        Route::Start | Route::NewAlone | Route::NotMine | Route::Drafts => true,
        _ => false,
    }
}

/// The choice of a language. Where its words do not come, that is said.
pub fn languages(route: Route, failed: &UseStateHandle<bool>) -> Html {
    let others = LANGUAGES.iter().copied().filter(|code| *code != language());
    let choose = |code: &'static str| {
        let failed = failed.setter();
        Callback::from(move |_: MouseEvent| {
            let failed = failed.clone();
            spawn_local(async move {
                match spoken::choose(code).await {
                    Ok(()) => draw(),
                    Err(NotSpoken) => failed.set(true),
                }
            });
        })
    };
    let (is_translated, can_choose) = (language() != LANGUAGES[0], can_choose_on(route));
    if !is_translated && !can_choose {
        return Html::default();
    }
    html! {
        <aside class="pn-languages" aria-label={words::language_label().text()}>
            if is_translated { <p id="translated">{ words::language_draft().text() }</p> }
            if can_choose {
                // The keyboard stays where it was: what stands there afterwards has the same id.
                { for others.enumerate().map(|(place, code)| html! {
                    <button type="button" class="pn-button pn-button--quiet" id={format!("language-{place}")} lang={code} onclick={choose(code)}>{ name_of(code).text() }</button>
                }) }
            }
            if **failed { <p role="alert">{ words::part_not_loaded().text() }</p> }
        </aside>
    }
}
