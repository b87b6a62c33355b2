//! The parts of the app that are fetched when they are first needed.
//!
//! The first screen is small, so that it appears soon on a cheap phone: the plan and the documents come with the
//! first screen that needs them. `cargo xtask build` cuts the finished module apart at the functions marked here
//! and in [`papers`]; without the feature `split` everything is one file and nothing else differs.

/// Waits for a function that is fetched; where the app is one file there is nothing to wait for.
macro_rules! fetched {
    ($call:expr) => {{
        #[cfg(feature = "split")]
        {
            $call.await
        }
        #[cfg(not(feature = "split"))]
        {
            $call
        }
    }};
}

pub mod calls;
pub mod languages;
pub mod lock;
pub mod papers;
pub mod qr;

use yew::{AttrValue, Html, html};

use crate::app;
use crate::pages::check::CheckPage;
use crate::pages::door::{NotMinePage, OwePage};
use crate::pages::drafts::DraftsPage;
use crate::pages::join::JoinPage;
use crate::pages::numbers::NumbersPage;
use crate::pages::plan::{ALONE, BeginAlone, NewPlan, PlanPage, Received, TOGETHER};
use crate::platform::frame;
use crate::state::route::{Route, Step};

/// The part could not be fetched. Asking again fetches it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// What came from outside, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A case in the address, encoded.
    Case(AttrValue),
    /// A case from the page around the frame: its text, and the origin of the page.
    Told { case: AttrValue, from: AttrValue },
    /// A plan in the address with everything that happened, encoded.
    Plan(AttrValue),
    /// The way into somebody's plan on a call.
    Invitation(AttrValue),
}

/// Where somebody is, and what they brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The screen.
    pub route: Route,
    /// What came with it.
    pub given: Option<Given>,
}

/// Draws the screens of a part.
pub type Draw = fn(&Visit) -> Html;

/// A part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first page of the way that one person goes alone.
    Door,
    /// The pages after it.
    Way,
    /// Making a plan together.
    Plans,
    /// Signing and checking documents.
    Papers,
}

impl Part {
    /// The part a screen belongs to; `None` for those of the first load.
    pub const fn of(route: Route) -> Option<Self> {
        match route {
            Route::Start | Route::Unknown => None,
            Route::NewAlone | Route::NotMine | Route::Alone(_, Step::NotMine) => Some(Self::Door),
            Route::Alone(..) | Route::BeginAlone | Route::OpenAlone => Some(Self::Way),
            Route::Check => Some(Self::Papers),
            _ => Some(Self::Plans),
        }
    }

    /// Fetches the part, unless it is there.
    pub async fn load(self) -> Result<Draw, NotLoaded> {
        match self {
            Self::Door => fetched!(door()),
            Self::Way => fetched!(way()),
            Self::Plans => fetched!(plans()),
            Self::Papers => fetched!(checks()),
        }
    }
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(door, fallible))]
fn door() -> Result<Draw, NotLoaded> {
    Ok(|visit| match visit.route {
        Route::NotMine => html! { <NotMinePage /> },
        Route::Alone(plan, _) => html! { <NotMinePage {plan} /> },
        _ => html! { <OwePage /> },
    })
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(way, fallible))]
fn way() -> Result<Draw, NotLoaded> {
    Ok(|visit| {
        let route = visit.route;
        match route {
            // One plan on all pages of the way: what is typed on one is there on the next.
            Route::Alone(room, _) => {
                html! { <PlanPage key={Route::Alone(room, Step::Plan).href()} {route} {room} screens={ALONE} /> }
            }
            Route::BeginAlone => html! { <BeginAlone /> },
            _ => html! { <NewPlan key={route.href()} {route} given={visit.given.clone()} /> },
        }
    })
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(plans, fallible))]
fn plans() -> Result<Draw, NotLoaded> {
    Ok(|visit| {
        let route = visit.route;
        match route {
            Route::Console(room) | Route::Share(room) => {
                html! { <PlanPage key={route.href()} {route} {room} screens={TOGETHER} /> }
            }
            Route::Received => html! { <Received given={visit.given.clone()} /> },
            Route::Drafts => html! { <DraftsPage /> },
            Route::Numbers => html! { <NumbersPage /> },
            // Another link is another way in.
            Route::Join => {
                let key = match &visit.given {
                    Some(Given::Invitation(link)) => link.to_string(),
                    _ => String::new(),
                };
                html! { <JoinPage {key} given={visit.given.clone()} /> }
            }
            _ => html! { <NewPlan key={route.href()} {route} given={visit.given.clone()} /> },
        }
    })
}

/// Waits for the page around the frame, and listens to it.
///
/// # Errors
/// When the part cannot be fetched.
pub async fn listen() -> Result<(), NotLoaded> {
    fetched!(frames())
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(frame, fallible))]
fn frames() -> Result<(), NotLoaded> {
    frame::begin(app::draw);
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn checks() -> Result<Draw, NotLoaded> {
    Ok(|_| html! { <CheckPage /> })
}
