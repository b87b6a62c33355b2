//! The plans on this device.

use plan_log::entry::{Author, RoomId};
use plan_log::peer::Peer;
use plan_words::{Message, words};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::case_form::{OpenFile, Opened};
use crate::components::field::{ButtonProps, button};
use crate::components::say::say;
use crate::platform::clock::{hour_minute, now_ms, random};
use crate::platform::files;
use crate::platform::storage::LocalStorage;
use crate::state::drafts::{self, Draft, Found, StoreError};
use crate::state::route::Route;

fn all() -> Result<Vec<(RoomId, Found)>, StoreError> {
    let rooms = drafts::rooms(&LocalStorage)?;
    rooms
        .into_iter()
        .map(|room| Ok((room, drafts::find(&LocalStorage, room)?)))
        .filter(|one| !matches!(one, Ok((_, Found::Nothing))))
        .collect()
}

fn store_message(error: StoreError) -> Message {
    match error {
        StoreError::Blocked => words::save_blocked(),
        StoreError::Full => words::save_full(),
        StoreError::Damaged => words::save_damaged(),
    }
}

/// A copy of a plan is a plan of its own: same case and terms, new room, empty history.
fn copy_of(draft: &Draft) -> Option<Draft> {
    let mut peer = Peer::start(draft.room, Author::from_bytes(random()), plan_log::Role::Agent, "");
    peer.load(draft.entries.clone());
    let state = peer.state()?;
    let role = state.members.values().next().copied().unwrap_or(plan_log::Role::Agent);
    let room = RoomId::from_bytes(random());
    let copy = Peer::open(
        room,
        Author::from_bytes(random()),
        role,
        state.name(role),
        state.case.clone(),
        state.terms.clone(),
        now_ms(),
    )
    .ok()?;
    let entries = copy.log().entries().map(|entry| entry.text().to_owned()).collect();
    Some(Draft {
        room,
        title: words::drafts_copy_title(&title_of(draft)).text(),
        saved_ms: now_ms(),
        entries,
    })
}

fn title_of(draft: &Draft) -> String {
    if draft.title.trim().is_empty() {
        words::drafts_untitled().text()
    } else {
        draft.title.clone()
    }
}

/// The list of plans.
#[component]
pub fn DraftsPage() -> Html {
    let listed = use_state(all);
    let said = use_state(|| None::<Message>);
    let sure = use_state(|| None::<RoomId>);
    let done = {
        let (listed, said, sure) = (listed.clone(), said.clone(), sure.clone());
        Callback::from(move |message: Option<Message>| {
            listed.set(all());
            sure.set(None);
            said.set(message);
        })
    };
    let save = {
        let done = done.clone();
        move |draft: &Draft| done.emit(drafts::save(&LocalStorage, draft).err().map(store_message))
    };
    let on_open = {
        let (save, said) = (save.clone(), said.clone());
        Callback::from(move |opened: Opened| match opened {
            Opened::Plan(mut draft) => {
                // What is here stays: entries of both are kept, and fold to one plan.
                if let Ok(Found::Whole(known) | Found::Earlier(known)) = drafts::find(&LocalStorage, draft.room) {
                    let new: Vec<String> = draft
                        .entries
                        .into_iter()
                        .filter(|text| !known.entries.contains(text))
                        .collect();
                    draft.entries = known.entries.into_iter().chain(new).collect();
                    draft.title = known.title;
                }
                save(&draft);
            }
            Opened::Case(_) => said.set(Some(words::file_not_plan())),
        })
    };
    let item = |(room, found): &(RoomId, Found)| {
        let room = *room;
        let delete = {
            let done = done.clone();
            Callback::from(move |()| {
                let message = match drafts::delete(&LocalStorage, room) {
                    Ok(0) => words::drafts_deleted(),
                    Ok(_) => words::drafts_delete_part(),
                    Err(error) => store_message(error),
                };
                done.emit(Some(message));
            })
        };
        let ask = {
            let sure = sure.clone();
            Callback::from(move |()| sure.set(Some(room)))
        };
        let keep = {
            let sure = sure.clone();
            Callback::from(move |()| sure.set(None))
        };
        let (facts, text) = match found {
            Found::Whole(draft) | Found::Earlier(draft) => (entry(draft, save.clone()), draft.to_text()),
            Found::Newer(text) => (html! { <p>{ words::drafts_newer().text() }</p> }, text.clone()),
            Found::Damaged(text) => (html! { <p>{ words::drafts_damaged().text() }</p> }, text.clone()),
            Found::Nothing => (html! {}, String::new()),
        };
        let export = Callback::from(move |()| {
            files::save("plan.plan", "application/json", &text);
        });
        html! {
            <li key={room.to_hex()} class="pn-list__item pn-card">
                { facts }
                <div class="pn-buttons">
                    { button(&ButtonProps { label: (words::drafts_export().text()).into(), onclick: export, look: None, disabled: false, id: None }) }
                    if *sure == Some(room) {
                        { button(&ButtonProps { label: (words::drafts_delete_sure().text()).into(), onclick: delete, look: Some("danger".into()), disabled: false, id: None }) }
                        { button(&ButtonProps { label: (words::drafts_keep().text()).into(), onclick: keep, look: None, disabled: false, id: None }) }
                    } else {
                        { button(&ButtonProps { label: (words::drafts_delete().text()).into(), onclick: ask, look: Some("quiet".into()), disabled: false, id: None }) }
                    }
                </div>
            </li>
        }
    };
    html! {
        <main class="pn-page pn-page--phone" id="content">
            <nav class="pn-header__nav"><a href={Route::Start.href()}>{ words::back_to_start().text() }</a></nav>
            <h1 class="pn-header__title">{ words::title_drafts().text() }</h1>
            <p class="pn-lead">{ words::drafts_lead().text() }</p>
            <div role="status">{ for said.as_ref().map(|message| html! { <p class="pn-banner pn-banner--notice">{ say(message) }</p> }) }</div>
            { match &*listed {
                Err(error) => html! { <p class="pn-banner pn-banner--warning" role="alert">{ store_message(*error).text() }</p> },
                Ok(found) if found.is_empty() => html! { <p>{ words::drafts_none().text() }</p> },
                Ok(found) => html! { <ul class="pn-list">{ for found.iter().map(item) }</ul> },
            } }
            <OpenFile id="import" label={words::drafts_import().text()} {on_open} />
        </main>
    }
}

fn entry(draft: &Draft, save: impl Fn(&Draft) + Clone + 'static) -> Html {
    let id = format!("title-{}", draft.room.to_hex());
    let rename = {
        let (draft, save) = (draft.clone(), save.clone());
        Callback::from(move |event: Event| {
            let title = event.target_unchecked_into::<HtmlInputElement>().value();
            save(&Draft {
                title: title.chars().take(plan_core::MAX_TEXT_CHARS).collect(),
                ..draft.clone()
            });
        })
    };
    let copy = {
        let draft = draft.clone();
        Callback::from(move |()| copy_of(&draft).iter().for_each(&save))
    };
    html! {
        <>
            <h2 class="pn-card__heading"><bdi>{ title_of(draft) }</bdi></h2>
            <p class="pn-hint">{ say(&words::drafts_saved(&hour_minute(draft.saved_ms))) }</p>
            <p>
                <a href={Route::Console(draft.room).href()}>{ words::drafts_console().text() }</a>{ " · " }
                <a href={Route::Alone(draft.room).href()}>{ words::drafts_alone().text() }</a>
            </p>
            <div class="pn-field">
                <label class="pn-field__label" for={id.clone()}>{ words::drafts_name().text() }</label>
                <input class="pn-field__input" {id} type="text" maxlength="200" autocomplete="off" value={draft.title.clone()} onchange={rename} />
            </div>
            { button(&ButtonProps { label: (words::drafts_copy().text()).into(), onclick: copy, look: None, disabled: false, id: None }) }
        </>
    }
}
