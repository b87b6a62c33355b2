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

pub mod papers;

use yew::{AttrValue, Html, html};

use crate::pages::check::CheckPage;
use crate::pages::drafts::DraftsPage;
use crate::pages::numbers::NumbersPage;
use crate::pages::plan::{NewPlan, PlanPage};
use crate::state::route::Route;

/// The part could not be fetched. Asking again fetches it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Where somebody is, and what they brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The screen.
    pub route: Route,
    /// A case from the address, still encoded.
    pub case: Option<AttrValue>,
}

/// Draws the screens of a part.
pub type Draw = fn(&Visit) -> Html;

/// A part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Making a plan.
    Plans,
    /// Signing and checking documents.
    Papers,
}

impl Part {
    /// The part a screen belongs to; `None` for those of the first load.
    pub const fn of(route: Route) -> Option<Self> {
        match route {
            Route::Start | Route::Unknown => None,
            Route::Check => Some(Self::Papers),
            _ => Some(Self::Plans),
        }
    }

    /// Fetches the part, unless it is there.
    pub async fn load(self) -> Result<Draw, NotLoaded> {
        match self {
            Self::Plans => fetched!(plans()),
            Self::Papers => fetched!(checks()),
        }
    }
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(plans, fallible))]
fn plans() -> Result<Draw, NotLoaded> {
    Ok(draw_plan)
}

fn draw_plan(visit: &Visit) -> Html {
    let route = visit.route;
    match route {
        Route::Console(room) | Route::Share(room) | Route::Alone(room) => {
            html! { <PlanPage key={route.href()} {route} {room} /> }
        }
        Route::Drafts => html! { <DraftsPage /> },
        Route::Numbers => html! { <NumbersPage /> },
        _ => html! { <NewPlan key={route.href()} {route} case={visit.case.clone()} /> },
    }
}

#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(papers, fallible))]
fn checks() -> Result<Draw, NotLoaded> {
    Ok(|_| html! { <CheckPage /> })
}
