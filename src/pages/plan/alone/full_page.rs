//! From a company's page to a full one: the plan goes along behind `#` of the link, and what is private stays.

use plan_log::RoomId;
use plan_words::words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::pages::plan::live::ScreenProps;
use crate::platform::frame::full_page;
use crate::platform::storage::LocalStorage;
use crate::state::drafts::{self, Found};
use crate::state::link;
use crate::state::route::Route;

/// Keeps the link to a full page at the plan as it was kept last. Nothing happens where no such link is shown.
#[hook]
pub fn use_full_page(screen: &ScreenProps, room: RoomId) {
    use_effect_with((screen.revision, screen.saved), move |_| {
        if full_page::is_shown() {
            spawn_local(async move { lead_to(room).await });
        }
    });
    use_effect_with((), |()| || full_page::lead(&Route::NewAlone.href(), None));
}

async fn lead_to(room: RoomId) {
    let Ok(Found::Whole(draft) | Found::Earlier(draft)) = drafts::find(&LocalStorage, room) else {
        return;
    };
    match link::to_link(&draft).await {
        Some(plan) => full_page::lead(&format!("#{plan}"), Some(&words::frame_goes_along())),
        None => full_page::lead(&Route::NewAlone.href(), Some(&words::frame_stays())),
    }
}
