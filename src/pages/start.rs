//! Three ways in, and the page for addresses that lead nowhere.

use plan_words::words;
use yew::prelude::*;

use crate::platform::page;
use crate::state::route::Route;

/// The first screen.
#[component]
pub fn StartPage() -> Html {
    let way = |route: Route, title: String, note: String| {
        html! {
            <li>
                <a class="pn-way" href={route.href()}>
                    <span class="pn-way__title">{ title }</span>
                    <span class="pn-way__note">{ note }</span>
                </a>
            </li>
        }
    };
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <h1 class="pn-header__title">{ words::app_name().text() }</h1>
            <p class="pn-lead">{ words::start_lead().text() }</p>
            <ul class="pn-ways">
                if page::relay().is_some() { { way(Route::Join, words::join_start().text(), words::join_start_note().text()) } }
                { way(Route::NewAlone, words::start_alone().text(), words::start_alone_note().text()) }
                // A company's page is no place for its own desk.
                if !page::is_framed() { { way(Route::NewConsole, words::start_console().text(), words::start_console_note().text()) } }
                { way(Route::Check, words::start_check().text(), words::start_check_note().text()) }
                { way(Route::Drafts, words::start_drafts().text(), words::anyone().text()) }
            </ul>
            <footer class="pn-footer">
                <p><a href={Route::Numbers.href()}>{ words::start_numbers().text() }</a></p>
                <p>{ words::start_promise().text() }</p>
                <p>{ words::start_advice().text() }</p>
            </footer>
        </main>
    }
}

/// An address that leads nowhere.
#[component]
pub fn UnknownPage() -> Html {
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <h1 class="pn-header__title">{ words::title_unknown().text() }</h1>
            <p class="pn-lead">{ words::unknown_lead().text() }</p>
            <p><a class="pn-button" href={Route::Start.href()}>{ words::back_to_start().text() }</a></p>
        </main>
    }
}
