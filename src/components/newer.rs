//! Says that a newer version is ready. It starts when somebody presses the button, or has closed every window.

use plan_words::words;
use yew::prelude::*;

use super::field::{ButtonProps, button};
use crate::platform::updates::{self, Newer, News, Plan};
use crate::state::route::Route;

/// Stands at the foot of the window, where it moves nothing that somebody is about to press.
pub fn newer_version(route: Route, news: News) -> Html {
    // The other side looks at the window to share: nothing is said there before its console has the new version.
    let shared = matches!(route, Route::Share(_));
    let newer = news.newer.filter(|newer| !shared || *newer == Newer::InUse);
    let sentence = match (newer, news.plan) {
        (None, _) => None,
        (Some(_), Plan::NotKept) => Some(words::newer_not_kept()),
        (Some(Newer::InUse), _) => Some(words::newer_in_use()),
        (Some(Newer::Ready), Plan::Kept) => Some(words::newer_kept()),
        (Some(Newer::Ready), Plan::None) => Some(words::newer_ready()),
    };
    html! {
        <div class="pn-newer" aria-live="polite">
            if let Some(sentence) = sentence {
                <div class="pn-newer__words">
                    <p>{ sentence.text() }</p>
                    if news.plan != Plan::NotKept {
                        { button(&ButtonProps { label: words::newer_use().text().into(), onclick: Callback::from(|()| updates::start_newer()), look: None, disabled: false, id: Some("use-newer".into()) }) }
                    }
                </div>
            }
        </div>
    }
}
