//! Plans of the first version in the list: as read, or as they are.

use plan_log::Role;
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::field::{ButtonProps, button};
use crate::components::say::say;
use crate::pages::plan;
use crate::platform::clock::time_words;
use crate::platform::files;
use crate::platform::page;
use crate::platform::storage::LocalStorage;
use crate::state::drafts::StoreError;
use crate::state::drafts::first::{self, FirstPlan, FirstRoom};
use crate::state::route::{Route, Step};

/// A plan of the first version.
pub struct First {
    room: FirstRoom,
    /// The text that can be read, or else the newest one.
    text: String,
    /// What it says; `None` where none can be read.
    plan: Option<FirstPlan>,
}

impl First {
    /// What is here of it.
    ///
    /// # Errors
    /// When the browser gives nothing at all.
    pub fn find(room: FirstRoom) -> Result<Self, StoreError> {
        let texts = first::texts(&LocalStorage, room)?;
        let plan = |text: &String| first::read(text).ok().filter(|plan| plan.room == room);
        let found = texts.iter().find_map(|text| Some((text.clone(), plan(text)?)));
        Ok(match found {
            Some((text, plan)) => Self {
                room,
                text,
                plan: Some(plan),
            },
            None => Self {
                room,
                text: texts.into_iter().next().unwrap_or_default(),
                plan: None,
            },
        })
    }
}

/// Goes on with a plan of the first version.
pub fn begin_first(text: String, done: Callback<Option<Message>>) {
    spawn_local(async move {
        match plan::begin_from_first(&text).await {
            Ok((room, Role::Agent)) => page::go(&Route::Console(room).href()),
            Ok((room, Role::Person)) => page::go(&Route::Alone(room, Step::Plan).href()),
            Err(why) => done.emit(Some(why.message())),
        }
    });
}

/// A plan of the first version.
pub fn first_entry(first: &First, done: &Callback<Option<Message>>) -> Html {
    let First { room, text, plan } = first;
    let delete = {
        let (room, done) = (*room, done.clone());
        Callback::from(move |()| {
            done.emit(Some(match first::delete(&LocalStorage, room) {
                Ok(()) => words::drafts_deleted(),
                Err(error) => error.message(),
            }));
        })
    };
    let text = text.clone();
    let (facts, label, onclick) = match plan {
        Some(first) => {
            let about = [first.case.owed_to.as_deref(), first.case.company_ref.as_deref()];
            let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let name = Some(first.title.clone().unwrap_or(about)).filter(|name| !name.is_empty());
            let facts = html! {
                <>
                    <h2 class="pn-card__heading"><bdi>{ name.unwrap_or_else(|| words::drafts_untitled().text()) }</bdi></h2>
                    <p>{ words::drafts_first().text() }</p>
                    <p class="pn-hint">{ say(&words::drafts_saved(&time_words(first.saved_ms))) }</p>
                </>
            };
            let done = done.clone();
            let open = Callback::from(move |()| begin_first(text.clone(), done.clone()));
            (facts, words::drafts_first_open(), open)
        }
        None => {
            let export = Callback::from(move |()| {
                files::save_plan(&text, files::PLAN, None);
            });
            let facts = html! { <p>{ words::drafts_damaged().text() }</p> };
            (facts, words::drafts_export(), export)
        }
    };
    html! {
        <li class="pn-list__item pn-card">
            { facts }
            <div class="pn-buttons">
                { button(&ButtonProps { label: label.text().into(), onclick, look: None, disabled: false, id: None }) }
                { button(&ButtonProps { label: words::drafts_delete().text().into(), onclick: delete, look: Some("quiet".into()), disabled: false, id: None }) }
            </div>
        </li>
    }
}
