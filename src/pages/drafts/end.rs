//! How a plan of the list ends: by its time, or because somebody deletes it.

use plan_log::RoomId;
use plan_words::{Message, words};
use yew::prelude::*;

use crate::components::field::{ButtonProps, button};
use crate::components::say::say;
use crate::pages::plan;
use crate::platform::clock::{day_at, now_ms};
use crate::platform::key_store;
use crate::platform::page;
use crate::platform::storage::LocalStorage;
use crate::platform::unlocked;
use crate::platform::updates;
use crate::state::drafts::ending::{self, Ending};
use crate::state::drafts::{self, StoreError};
use crate::state::values;

/// Deletes a plan with everything that belongs to it; what to say then.
///
/// # Errors
/// When the browser gives nothing at all.
pub async fn delete_all(room: RoomId) -> Result<Message, StoreError> {
    unlocked::forget(room);
    let deleted = drafts::delete(&LocalStorage, room);
    plan::forget(room);
    // The keys go too.
    let keys = key_store::forget(room).await;
    let gone = deleted == Ok(0) && keys == Ok(0);
    // With the last plan goes what would tell that there were any.
    let last = gone && drafts::rooms(&LocalStorage).is_ok_and(|rooms| rooms.is_empty());
    let forgotten = last && updates::forget().await;
    Ok(match deleted? {
        0 if forgotten => words::drafts_deleted_last(),
        0 if gone => words::drafts_deleted(),
        _ => words::drafts_delete_part(),
    })
}

/// Until when a plan is kept, with the way to keep it for longer once that is over.
pub fn how_long(room: RoomId, ending: Ending, done: &Callback<Option<Message>>) -> Html {
    let on_day = |ms: u64| values::day(day_at(ms));
    match ending {
        Ending::At(ends) => html! { <p class="pn-hint">{ say(&words::drafts_ends(&on_day(ends))) }</p> },
        Ending::Over { goes, .. } => {
            let renew = done.reform(move |()| {
                let renewed = ending::renew(&LocalStorage, room, now_ms());
                // The button that was pressed is gone.
                page::focus("content");
                Some(renewed.map_or_else(StoreError::message, |()| words::drafts_renewed()))
            });
            html! {
                <div class="pn-banner pn-banner--warning">
                    <p>{ say(&words::drafts_over(&on_day(goes))) }</p>
                    { button(&ButtonProps { label: words::drafts_renew().text().into(), onclick: renew, look: None, disabled: false, id: None }) }
                </div>
            }
        }
        // It is not in the list any more.
        Ending::Gone => Html::default(),
    }
}
