//! The plans on this device.

mod earlier;
mod end;
mod locked;

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use plan_core::Schedule;
use plan_log::state::{Agreement, Route as Agreed, What};
use plan_log::{Role, RoomId, Standing, State};
use plan_words::{Message, words};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::earlier::{First, begin_first, first_entry};
use self::end::{delete_all, how_long};
use self::locked::Lock;
use crate::components::case_form::{OpenFile, Opened};
use crate::components::field::{ButtonProps, button};
use crate::components::say::say;
use crate::components::sign::is_complete;
use crate::pages::plan;
use crate::platform::clock::{now_ms, time_words};
use crate::platform::files;
use crate::platform::log_driver;
use crate::platform::page;
use crate::platform::storage::{Kept, LocalStorage};
use crate::platform::unlocked;
use crate::state::drafts::ending::{self, Ending};
use crate::state::drafts::first;
use crate::state::drafts::lock::{self, Header};
use crate::state::drafts::{self, Draft, Found, StoreError};
use crate::state::route::Route;
use crate::state::values;

/// "Yes, delete it" waits this long, so that the second press of a double click does not reach it.
const SURE_AFTER_MS: u32 = 700;

/// A plan of the list.
struct Listed {
    room: RoomId,
    found: Found,
    /// Where it stands, if it can be read.
    state: Option<Rc<State>>,
    /// How long it is kept; a plan that cannot be read is left as it is.
    ending: Option<Ending>,
    lock: Lock,
    /// What everybody may read where it is locked.
    locked_name: Option<String>,
}

/// All that is here.
struct All {
    plans: Vec<Listed>,
    /// Those of the first version that were not opened since, or in which something was agreed: as read, or as they are.
    first: Vec<First>,
    /// What plans were called that are not kept any more since this was read.
    ended: Vec<String>,
}

async fn all() -> Result<All, StoreError> {
    let (mut plans, mut ended) = (Vec::new(), Vec::new());
    for room in drafts::rooms(&LocalStorage)? {
        unlocked::refresh(room).await;
        // What has no place yet is as safe where it waits.
        let _ = lock::settle(&Kept, room);
        let header = lock::header(&Kept, room)?;
        let found = drafts::find(&LocalStorage, room)?;
        let state = match &found {
            Found::Whole(draft) | Found::Earlier(draft) => log_driver::state_of(draft).await,
            Found::Nothing => continue,
            Found::Newer(_) | Found::Damaged(_) | Found::Locked(_) => None,
        };
        let ending = match &found {
            // Whoever locked it is not told in time: it stays.
            Found::Whole(draft) | Found::Earlier(draft) if header.is_none() => {
                let ending = ending::note(&LocalStorage, room, draft.saved_ms, now_ms())?;
                if ending == Ending::Gone {
                    ended.push(heading(draft, state.as_deref()));
                    let _ = delete_all(room).await?;
                    continue;
                }
                Some(ending)
            }
            _ => None,
        };
        let lock = match (&header, &found) {
            (None, _) => Lock::None,
            (Some(_), Found::Locked(_)) => Lock::Closed,
            (Some(_), _) => Lock::Open,
        };
        plans.push(Listed {
            room,
            found,
            state,
            ending,
            lock,
            locked_name: header.and_then(|text| Header::from_text(&text).ok()?.name),
        });
    }
    let mut first = Vec::new();
    for room in first::rooms(&LocalStorage)? {
        first.push(First::find(room)?);
    }
    Ok(All { plans, first, ended })
}

/// A copy of a plan as it is stored now, named after it.
async fn copy_of(room: RoomId) -> Option<RoomId> {
    let (Found::Whole(draft) | Found::Earlier(draft)) = drafts::find(&LocalStorage, room).ok()? else {
        return None;
    };
    let state = log_driver::state_of(&draft).await?;
    let title = words::drafts_copy_title(&heading(&draft, Some(&state))).text();
    plan::copy(room, &state, &title).await
}

/// What somebody called the plan; else what it is about.
fn name_of(draft: &Draft, state: Option<&State>) -> Option<String> {
    let about = |state: &State| {
        let parts = [state.case.owed_to.as_deref(), state.case.company_ref.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let name = draft.title.clone().or_else(|| state.map(about));
    name.filter(|name| !name.is_empty())
}

/// Whether both said yes, and the side that agreed is not known to have it.
fn is_sealed(agreement: &Agreement) -> bool {
    let Agreed::Agreed { standing, .. } = agreement.route else {
        return false;
    };
    standing == Standing::Sealed
}

/// For whom it is, and how far it has come; `is_mine` where a person began it here alone.
fn standing(state: &State, is_mine: bool) -> Html {
    let name = state.case.person.as_ref().and_then(|person| person.name.as_deref());
    let name = name.filter(|name| !name.trim().is_empty());
    let is_open = state
        .agreement
        .as_ref()
        .is_none_or(|agreement| !agreement.can_be_signed());
    let is_theirs = state
        .proposal
        .as_ref()
        .is_some_and(|proposal| proposal.by == Role::Agent);
    let waits_for_person = is_mine && is_open && is_theirs && state.accepted.is_none();
    let how_far = match &state.agreement {
        _ if waits_for_person => words::drafts_theirs(),
        None if is_mine && state.declined.is_some() => words::drafts_declined(),
        None => words::drafts_open(),
        Some(agreement) if is_mine && is_sealed(agreement) => words::drafts_sealed(),
        // Both said yes, but not yet for good.
        Some(agreement) if !agreement.can_be_signed() => words::drafts_open(),
        Some(agreement) => match (agreement.route, is_complete(agreement)) {
            (Agreed::Offer { .. }, false) => words::drafts_offer(),
            (Agreed::Offer { .. }, true) => words::drafts_signed_offer(),
            (_, false) => words::drafts_signed_part(),
            (Agreed::Agreed { .. }, true) => words::drafts_signed(),
            (Agreed::Telephone { .. }, true) => words::drafts_signed_call(),
        },
    };
    html! {
        <p>
            { for name.map(|name| html! { <>{ say(&words::drafts_payer(name)) }{ " · " }</> }) }
            { how_far.text() }
        </p>
    }
}

/// What tells a plan from another one that has no name either.
fn what_it_says(state: &State) -> Html {
    let terms = &state.terms;
    let chosen = (!plan::is_as_it_began(state)).then(|| Schedule::derive(terms).ok());
    let plan = chosen
        .flatten()
        .and_then(|schedule| values::result(terms, &schedule).into_iter().next());
    // An offer begins a room of its own: when it was made is no time at which somebody began to think.
    let offered = state.timeline.iter().find(|moment| moment.what == What::Offered);
    let begun = match (offered, state.timeline.first()) {
        (Some(offered), _) => Some(words::drafts_offered(&time_words(offered.at_ms))),
        (None, first) => first.map(|first| words::drafts_begun(&time_words(first.at_ms))),
    };
    html! {
        <>
            <p>{ say(&words::drafts_owed(&values::money(terms.balance(), terms.currency))) }{ for plan.map(|plan| html! { <>{ " · " }{ say(&plan) }</> }) }</p>
            { for begun.map(|begun| html! { <p class="pn-hint">{ say(&begun) }</p> }) }
        </>
    }
}

fn heading(draft: &Draft, state: Option<&State>) -> String {
    name_of(draft, state).unwrap_or_else(|| words::drafts_untitled().text())
}

/// The list of plans.
#[component]
pub fn DraftsPage() -> Html {
    let listed = use_state(|| None::<Result<All, StoreError>>);
    let said = use_state(|| None::<Message>);
    let sure = use_state(|| None::<RoomId>);
    let waiting = use_state(|| false);
    let doing = use_state(|| None);
    let timer = use_mut_ref(|| None::<Timeout>);
    {
        let listed = listed.setter();
        use_effect_with((), move |()| {
            spawn_local(async move { listed.set(Some(all().await)) });
        });
    }
    let done = {
        let (listed, said, sure) = (listed.setter(), said.setter(), sure.setter());
        Callback::from(move |message: Option<Message>| {
            let (listed, said, sure) = (listed.clone(), said.clone(), sure.clone());
            spawn_local(async move {
                listed.set(Some(all().await));
                sure.set(None);
                said.set(message);
            });
        })
    };
    let stored = done.reform(|stored: Result<(), StoreError>| {
        stored.err().map(|error| match error {
            StoreError::Deleted => words::drafts_missing(),
            error => error.message(),
        })
    });
    let on_open = {
        let (stored, said, done) = (stored.clone(), said.clone(), done.clone());
        Callback::from(move |opened: Opened| match opened {
            Opened::Plan(draft) => stored.emit(drafts::arrive(&LocalStorage, &draft)),
            Opened::First(text) => begin_first(text, done.clone()),
            Opened::Case(_) => said.set(Some(words::file_is_case())),
        })
    };
    let item = |listed: &Listed| {
        let room = listed.room;
        let delete = {
            let done = done.clone();
            Callback::from(move |()| {
                let done = done.clone();
                spawn_local(async move {
                    let said = delete_all(room).await.unwrap_or_else(StoreError::message);
                    // The button that was pressed is gone.
                    page::focus("content");
                    done.emit(Some(said));
                });
            })
        };
        let ask = {
            let (sure, waiting, timer) = (sure.clone(), waiting.clone(), Rc::clone(&timer));
            Callback::from(move |()| {
                sure.set(Some(room));
                waiting.set(true);
                let waiting = waiting.clone();
                *timer.borrow_mut() = Some(Timeout::new(SURE_AFTER_MS, move || waiting.set(false)));
            })
        };
        let keep = {
            let sure = sure.clone();
            Callback::from(move |()| sure.set(None))
        };
        let (facts, text) = match &listed.found {
            Found::Whole(draft) | Found::Earlier(draft) => {
                let facts = html! {
                    <>
                        { entry(draft, listed.state.as_deref(), &stored, &done) }
                        { locked::ways(room, listed.lock, listed.locked_name.as_deref(), &doing, &done) }
                    </>
                };
                (facts, Some(draft.to_text()))
            }
            Found::Newer(text) => (html! { <p>{ words::drafts_newer().text() }</p> }, Some(text.clone())),
            Found::Damaged(text) => (html! { <p>{ words::drafts_damaged().text() }</p> }, Some(text.clone())),
            Found::Locked(header) => {
                let facts = html! {
                    <>
                        { locked::closed(header) }
                        { locked::ways(room, listed.lock, None, &doing, &done) }
                    </>
                };
                (facts, None)
            }
            Found::Nothing => (html! {}, None),
        };
        let export = text.map(|text| {
            let onclick = Callback::from(move |()| {
                files::save_plan(&text, files::PLAN, None);
            });
            button(&ButtonProps {
                label: words::drafts_export().text().into(),
                onclick,
                look: None,
                disabled: false,
                id: None,
            })
        });
        html! {
            <li key={room.to_hex()} class="pn-list__item pn-card">
                { facts }
                { for listed.ending.map(|ending| how_long(room, ending, &done)) }
                <div class="pn-buttons">
                    { for export }
                    if *sure == Some(room) {
                        { button(&ButtonProps { label: (words::drafts_keep().text()).into(), onclick: keep, look: None, disabled: false, id: None }) }
                        { button(&ButtonProps { label: (words::drafts_delete_sure().text()).into(), onclick: delete, look: Some("danger".into()), disabled: *waiting, id: None }) }
                    } else {
                        { button(&ButtonProps { label: (words::drafts_delete().text()).into(), onclick: ask, look: Some("quiet".into()), disabled: false, id: None }) }
                    }
                </div>
            </li>
        }
    };
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <nav class="pn-header__nav"><a href={Route::Start.href()}>{ words::back_to_start().text() }</a></nav>
            <h1 class="pn-header__title">{ words::title_drafts().text() }</h1>
            <p class="pn-lead">{ words::drafts_lead().text() }</p>
            <div role="status">{ for said.as_ref().map(|message| html! { <p class="pn-banner pn-banner--notice">{ say(message) }</p> }) }</div>
            { match &*listed {
                None => html! { <p class="pn-hint" role="status">{ words::part_loading().text() }</p> },
                Some(Err(error)) => html! { <p class="pn-banner pn-banner--warning" role="alert">{ error.message().text() }</p> },
                Some(Ok(found)) => html! {
                    <>
                        { for found.ended.iter().map(|name| html! { <p class="pn-banner pn-banner--notice" role="status">{ say(&words::drafts_ended(name)) }</p> }) }
                        if found.plans.is_empty() && found.first.is_empty() {
                            <p>{ words::drafts_none().text() }</p>
                        } else {
                            <ul class="pn-list">
                                { for found.plans.iter().map(item) }
                                { for found.first.iter().map(|plan| first_entry(plan, &done)) }
                            </ul>
                        }
                    </>
                },
            } }
            <OpenFile id="import" label={words::drafts_import().text()} {on_open} />
        </main>
    }
}

fn entry(
    draft: &Draft,
    state: Option<&State>,
    stored: &Callback<Result<(), StoreError>>,
    done: &Callback<Option<Message>>,
) -> Html {
    let room = draft.room();
    let id = format!("title-{}", room.to_hex());
    let rename = stored.reform(move |event: Event| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        drafts::rename(&LocalStorage, room, &typed)
    });
    let copy = {
        let done = done.clone();
        Callback::from(move |()| {
            let done = done.clone();
            spawn_local(async move {
                let copied = copy_of(room).await;
                done.emit(copied.is_none().then(words::drafts_copy_not));
            });
        })
    };
    // Whoever began it, as the one or as the other, goes on with it; the company also opens what it was sent.
    let own = state
        .and_then(|state| state.timeline.first())
        .is_some_and(|first| first.role == Role::Person);
    let joined = drafts::has_joined(&LocalStorage, room);
    let wrote = || drafts::kept_by(&LocalStorage, room, Role::Person).is_ok_and(|kept| !kept.is_empty());
    let alone = own && !drafts::has_console(&LocalStorage, room) && wrote();
    let links = [
        // Who came by a call is the person paying, and nobody else here.
        joined.then(|| (Route::Share(room), words::drafts_joined())),
        own.then(|| (plan::opened_at(Route::OpenAlone, room, state), words::drafts_alone())),
        // A company's page is no place for its own desk, and whoever began a plan alone has none.
        (!joined && !alone && !page::is_framed()).then(|| (Route::Console(room), words::drafts_console())),
    ];
    let links = links.into_iter().flatten().enumerate().map(|(index, (route, label))| {
        html! { <>{ (index > 0).then_some(" · ") }<a href={route.href()}>{ label.text() }</a></> }
    });
    html! {
        <>
            <h2 class="pn-card__heading"><bdi>{ heading(draft, state) }</bdi></h2>
            { for state.map(|state| standing(state, alone)) }
            { for state.map(what_it_says) }
            <p class="pn-hint">{ say(&words::drafts_saved(&time_words(draft.saved_ms))) }</p>
            <p>{ for links }</p>
            <div class="pn-field">
                <label class="pn-field__label" for={id.clone()}>{ words::drafts_name().text() }</label>
                <input class="pn-field__input" {id} type="text" maxlength="200" autocomplete="off" value={name_of(draft, state).unwrap_or_default()} onchange={rename} />
            </div>
            { button(&ButtonProps { label: (words::drafts_copy().text()).into(), onclick: copy, look: None, disabled: false, id: None }) }
        </>
    }
}
