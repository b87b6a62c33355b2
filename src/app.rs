//! The app: which screen is shown.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use plan_words::words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::field::{ButtonProps, button};
use crate::components::languages::languages;
use crate::components::newer::newer_version;
use crate::embed::{self, Code};
use crate::pages::start::{StartPage, UnknownPage};
use crate::parts::{Draw, Given, NotLoaded, Part, Visit};
use crate::platform::page;
use crate::platform::typed::Typed;
use crate::platform::updates::{self, News};
use crate::state::link;
use crate::state::route::Route;

thread_local! {
    static DRAWN: RefCell<Option<AppHandle<App>>> = const { RefCell::new(None) };
    /// The parts that are there.
    static LOADED: RefCell<Vec<(Part, Draw)>> = const { RefCell::new(Vec::new()) };
}

/// A part that has not come by then is waited for on a screen that says so.
const LATE_MS: u32 = 8_000;

/// Draws the app for the first time, with the part that its screen is of: until then the words of the page itself stand
/// there, and nothing is drawn twice.
pub async fn begin() {
    let late = Timeout::new(LATE_MS, draw);
    if let Some(part) = Part::of(here()) {
        // Where it does not come the app says so, and asks for it again.
        let _ = fetch(part).await;
    }
    late.cancel();
    // In a turn of its own: the app has just begun in this one, and on a cheap phone either takes as long as a page may stand still.
    Timeout::new(0, || {
        if DRAWN.with_borrow(Option::is_none) {
            draw();
        }
    })
    .forget();
}

async fn fetch(part: Part) -> Result<(), NotLoaded> {
    let draw = part.load().await?;
    LOADED.with_borrow_mut(|loaded| {
        if !loaded.iter().any(|(known, _)| *known == part) {
            loaded.push((part, draw));
        }
    });
    Ok(())
}

/// Draws the app in its place on the page; anew, where it is drawn already: what somebody is typing stays.
pub fn draw() {
    let typed = DRAWN.with_borrow(Option::is_some).then(Typed::read);
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(drawn) = DRAWN.take() {
        drawn.destroy();
    }
    let renderer = match root {
        Some(root) => yew::Renderer::<App>::with_root(root),
        None => yew::Renderer::<App>::new(),
    };
    DRAWN.set(Some(renderer.render()));
    if let Some(typed) = typed {
        // Parts that were drawn before are drawn with the first turn.
        Timeout::new(0, move || typed.write()).forget();
    }
}

/// A case that the page around the frame gave; or a case or a plan that came in the address bar: taken out of it at once,
/// before anything else runs.
fn take_given() -> Option<Given> {
    if let Some((case, from)) = embed::take_case() {
        return Some(Given::Told { case, from });
    }
    let hash = page::hash();
    if let Some(encoded) = hash.strip_prefix("case=") {
        page::replace_hash("/console");
        return Some(Given::Case(encoded.to_owned().into()));
    }
    if hash.starts_with("v1.") {
        page::replace_hash("/join");
        return Some(Given::Invitation(hash.into()));
    }
    let encoded = hash.strip_prefix(link::PREFIX)?;
    page::replace_hash(Route::Received.href().trim_start_matches('#'));
    Some(Given::Plan(encoded.to_owned().into()))
}

/// The screen that the address names, with its title set: before the screen is drawn, so that it may set its own.
fn here() -> Route {
    let route = Route::parse(&page::hash());
    let title = match route {
        Route::Start => words::title_start(),
        Route::Alone(..)
        | Route::NewAlone
        | Route::BeginAlone
        | Route::OpenAlone
        | Route::NotMine
        | Route::Received => words::title_alone(),
        Route::Join => words::title_join(),
        Route::Drafts => words::title_drafts(),
        Route::Check => words::title_check(),
        Route::Numbers => words::title_numbers(),
        Route::Unknown => words::title_unknown(),
        // What it is about is no business of whoever sits there, until the screen shows it.
        Route::Share(_) => words::title_share_wait(),
        Route::Console(_) | Route::NewConsole => words::title_console(""),
    };
    page::set_title(title.text().trim_end_matches([' ', '·']));
    route
}

/// The app.
#[component]
pub fn App() -> Html {
    let not_spoken = use_state(|| false);
    let given = use_state(take_given);
    let route = use_state(here);
    {
        let (route, given) = (route.clone(), given.clone());
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| {
                    // A case is used once: going back to the form must not start it again.
                    given.set(take_given());
                    route.set(here());
                })
            });
            move || drop(listener)
        });
    }
    let news = use_state_eq(News::default);
    {
        let news = news.setter();
        use_effect_with((), move |()| {
            let watch = updates::watch(move |heard| news.set(heard));
            move || drop(watch)
        });
    }
    let part = Part::of(*route);
    let loaded = use_state(|| LOADED.with_borrow(Vec::clone));
    let failed = use_state(|| false);
    let load = {
        let (loaded, failed) = (loaded.clone(), failed.clone());
        Callback::from(move |part: Part| {
            let (loaded, failed) = (loaded.clone(), failed.clone());
            failed.set(false);
            spawn_local(async move {
                match fetch(part).await {
                    Ok(()) => loaded.set(LOADED.with_borrow(Vec::clone)),
                    Err(NotLoaded) => {
                        embed::error(Code::NotLoaded);
                        failed.set(true);
                    }
                }
            });
        })
    };
    let draw = loaded
        .iter()
        .find(|(known, _)| Some(*known) == part)
        .map(|(_, draw)| *draw);
    {
        let load = load.clone();
        use_effect_with(part, move |part| {
            if let (Some(part), None) = (*part, draw) {
                load.emit(part);
            }
        });
    }
    // The screen that was drawn last, and whether somebody went there from another one.
    let seen = use_mut_ref(|| None::<(Route, bool)>);
    use_effect_with((*route, draw.is_some()), move |(route, _)| {
        // Where the eye goes, the keyboard goes, also once a part has come; not on the first screen, which the browser has
        // just opened itself.
        let went = match *seen.borrow() {
            Some((before, went)) => went || before != *route,
            None => false,
        };
        seen.replace(Some((*route, went)));
        if went {
            page::enter("content");
        }
    });
    let screen = match (part, draw) {
        (Some(_), Some(draw)) => draw(&Visit {
            route: *route,
            given: (*given).clone(),
        }),
        (Some(part), None) => waiting(*failed, load.reform(move |()| part)),
        (None, _) if *route == Route::Start => html! { <StartPage /> },
        (None, _) => html! { <UnknownPage /> },
    };
    html! {
        <>
            { screen }
            { languages(*route, &not_spoken) }
            { newer_version(*route, *news) }
        </>
    }
}

/// Said while a part of the app is on its way, and when it did not arrive.
fn waiting(failed: bool, again: Callback<()>) -> Html {
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <h1 class="pn-header__title">{ words::app_name().text() }</h1>
            if failed {
                <p class="pn-banner pn-banner--warning" role="alert">{ words::part_not_loaded().text() }</p>
                { button(&ButtonProps { label: words::part_again().text().into(), onclick: again, look: Some("primary".into()), disabled: false, id: None }) }
            } else {
                <p class="pn-lead" role="status">{ words::part_loading().text() }</p>
            }
        </main>
    }
}
