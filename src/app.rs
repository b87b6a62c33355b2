//! The app: which screen is shown.

use base64ct::{Base64UrlUnpadded, Encoding};
use gloo::events::EventListener;
use plan_core::Case;
use plan_words::words;
use yew::prelude::*;

use crate::components::case_form::{NotOpened, Opened, not_opened, read_text};
use crate::pages::check::CheckPage;
use crate::pages::drafts::DraftsPage;
use crate::pages::plan::{NewPlan, PlanPage};
use crate::pages::start::{StartPage, UnknownPage};
use crate::platform::page;
use crate::state::route::Route;

/// The longest case in an address.
const MAX_FRAGMENT: usize = 64 << 10;

/// A case that came in the address bar: taken out of it at once, before anything else runs.
fn take_case() -> Option<Result<Box<Case>, NotOpened>> {
    let hash = page::hash();
    let encoded = hash.strip_prefix("case=")?;
    page::replace_hash("/console");
    let too_large = || NotOpened::Said(words::file_too_large());
    let damaged = || NotOpened::Said(words::file_damaged());
    if encoded.len() > MAX_FRAGMENT {
        return Some(Err(too_large()));
    }
    let bytes = Base64UrlUnpadded::decode_vec(encoded.trim_end_matches('='));
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Some(match text.map(|text| read_text(&text)) {
        Some(Ok(Opened::Case(case))) => Ok(case),
        Some(Ok(Opened::Plan(_))) | None => Err(damaged()),
        Some(Err(why)) => Err(why),
    })
}

/// The screen that the address names, with its title set: before the screen is drawn, so that it may set its own.
fn here() -> Route {
    let route = Route::parse(&page::hash());
    let title = match route {
        Route::Start => words::title_start(),
        Route::Alone(_) | Route::NewAlone => words::title_alone(),
        Route::Drafts => words::title_drafts(),
        Route::Check => words::title_check(),
        Route::Unknown => words::title_unknown(),
        Route::Share(_) => words::title_share(),
        Route::Console(_) | Route::NewConsole => words::title_console(""),
    };
    page::set_title(title.text().trim_end_matches([' ', '·']));
    route
}

/// The app.
#[component]
pub fn App() -> Html {
    let given = use_state(take_case);
    let route = use_state(here);
    {
        let (route, given) = (route.clone(), given.clone());
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| {
                    // A case is used once: going back to the form must not start it again.
                    given.set(take_case());
                    route.set(here());
                })
            });
            move || drop(listener)
        });
    }
    let refused = match &*given {
        Some(Err(why)) => not_opened(why),
        _ => html! {},
    };
    let case = match &*given {
        Some(Ok(case)) => Some((**case).clone()),
        _ => None,
    };
    let screen = match *route {
        Route::Start => html! { <StartPage /> },
        Route::Console(room) | Route::Share(room) | Route::Alone(room) => {
            html! { <PlanPage key={route.href()} route={*route} {room} /> }
        }
        Route::NewConsole | Route::NewAlone => html! { <NewPlan key={route.href()} route={*route} {case} /> },
        Route::Drafts => html! { <DraftsPage /> },
        Route::Check => html! { <CheckPage /> },
        Route::Unknown => html! { <UnknownPage /> },
    };
    html! { <>{ refused }{ screen }</> }
}
