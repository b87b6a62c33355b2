//! From a company's page to a full one: the plan goes along behind `#` of the link, and what is private stays.

use std::rc::Rc;

use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::pages::plan::live::ScreenProps;
use crate::platform::frame::full_page;
use crate::platform::log_driver::pause;
use crate::state::drafts::Draft;
use crate::state::link;
use crate::state::route::Route;

/// How long to wait before it is looked again whether a change is signed.
const SIGNED_SOON_MS: u32 = 50;

/// Keeps the link to a full page at the plan as it was signed last, also where nothing can be kept: there it is the only way
/// on. Nothing happens where no such link is shown.
#[hook]
pub fn use_full_page(screen: &ScreenProps) {
    // Counts what was drawn: a link that is ready after the next one is not shown.
    let drawn = use_mut_ref(|| 0_u32);
    {
        let (drawn, session) = (Rc::clone(&drawn), screen.session.clone());
        use_effect_with((screen.revision, screen.saved), move |_| {
            if !full_page::is_shown() {
                return;
            }
            let mine = *drawn.borrow() + 1;
            drawn.replace(mine);
            spawn_local(async move {
                while session.machine().unsent() > 0 && *drawn.borrow() == mine {
                    pause(SIGNED_SOON_MS).await;
                }
                let (href, along) = way_on(&Draft::of(session.machine().log(), 0)).await;
                if *drawn.borrow() == mine {
                    full_page::lead(&href, Some(&along));
                }
            });
        });
    }
    use_effect_with((), move |()| {
        move || {
            drawn.replace_with(|drawn| *drawn + 1);
            full_page::lead(&Route::NewAlone.href(), None);
        }
    });
}

/// Where the link leads, and what goes along.
async fn way_on(draft: &Draft) -> (String, Message) {
    match link::to_own_link(draft).await {
        Some(plan) => (format!("#{plan}"), words::frame_goes_along()),
        None => (Route::NewAlone.href(), words::frame_stays()),
    }
}
