//! The way to leave at once, where a deployment has one: for people who are not alone in the room.

use plan_words::words;
use yew::prelude::*;

use crate::platform::page;
use crate::state::site::use_site;

/// A button that is always in the same place. What is typed is saved already; this page is not in the history afterwards.
#[component]
pub fn QuickExit() -> Html {
    let site = use_site();
    // In a frame it would leave the page around it standing, with the company's name on it.
    let Some(address) = site.quick_exit.clone().filter(|_| !page::is_framed()) else {
        return html! { <></> };
    };
    let onclick = {
        let address = address.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            page::leave(&address);
        })
    };
    html! { <a class="pn-button pn-exit" id="quick-exit" href={address} rel="noreferrer" {onclick}>{ words::quick_exit().text() }</a> }
}
