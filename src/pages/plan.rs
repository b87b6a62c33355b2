//! The plan: as the console, as the window to share, and alone.

mod console;
mod live;
mod share;

use std::rc::Rc;

use base64ct::{Base64UrlUnpadded, Encoding};
use plan_core::{Case, Every, Held, Instalments, Terms};
use plan_log::Role;
use plan_log::entry::{Author, RoomId};
use plan_log::peer::Peer;
use plan_words::words;
use yew::prelude::*;

use crate::components::case_form::{CaseForm, NotOpened, Opened, not_opened, read_text};
use crate::components::field::{ButtonProps, button};
use crate::platform::clock::{now_ms, random, today};
use crate::platform::storage::LocalStorage;
use crate::platform::{files, page};
use crate::state::drafts::{self, Draft, Found, Saving, StoreError};
use crate::state::route::Route;
use live::LivePlan;

/// The side that sits at a screen.
pub const fn role_of(route: Route) -> Role {
    match route {
        Route::Console(_) | Route::NewConsole => Role::Agent,
        _ => Role::Person,
    }
}

/// The terms that a new plan starts from: a year of months, from about a month from now.
fn first_terms(case: &Case) -> Terms {
    let starts = today();
    let first_due = starts
        .checked_add_months(plan_core::calendar::Months::new(1))
        .unwrap_or(starts);
    let instalments = Instalments {
        every: Every::Monthly,
        first_due,
        day: None,
        held: Held::Count(12),
    };
    let mut terms = Terms {
        debts: case.debts.clone(),
        currency: case.currency,
        ..Terms::plain(
            case.currency,
            starts,
            plan_core::Debt {
                id: String::new(),
                label: None,
                balance: 1,
                since: None,
            },
            instalments,
        )
    };
    // People choose an amount; where a year of payments is no whole number of units the count stays the choice.
    if let Ok(held) = terms.hold(plan_core::HeldKind::Amount) {
        terms.instalments.held = held;
    }
    terms
}

/// Keeps what the log holds; says when.
fn keep(peer: &Peer, saving: Saving) -> Result<u64, StoreError> {
    let now = now_ms();
    drafts::save(&LocalStorage, Draft::of(peer, now), saving).map(|()| now)
}

#[derive(Clone, PartialEq, Properties)]
pub struct NewPlanProps {
    pub route: Route,
    /// A case that came with the address, as base64url.
    #[prop_or_default]
    pub case: Option<AttrValue>,
}

/// The longest case in an address.
const MAX_ENCODED: usize = 64 << 10;

fn decode_case(encoded: &str) -> Result<Box<Case>, NotOpened> {
    let damaged = || NotOpened::Said(words::file_damaged());
    if encoded.len() > MAX_ENCODED {
        return Err(NotOpened::Said(words::file_too_large()));
    }
    let bytes = Base64UrlUnpadded::decode_vec(encoded.trim_end_matches('='));
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    match read_text(&text.ok_or_else(damaged)?)? {
        Opened::Case(case) => Ok(case),
        Opened::Plan(_) => Err(damaged()),
    }
}

/// The screen of a plan that was opened with this form.
fn opened_at(form: Route, room: RoomId) -> Route {
    if form == Route::NewConsole {
        Route::Console(room)
    } else {
        Route::Alone(room)
    }
}

/// Starts a plan.
#[component]
pub fn NewPlan(props: &NewPlanProps) -> Html {
    let refused = use_state(|| None::<NotOpened>);
    let route = props.route;
    let begin = {
        let refused = refused.clone();
        Callback::from(move |(case, name): (Case, String)| {
            let room = RoomId::from_bytes(random());
            let terms = first_terms(&case);
            let me = Author::from_bytes(random());
            let Ok(peer) = Peer::open(room, me, role_of(route), &name, case, terms, now_ms()) else {
                refused.set(Some(NotOpened::Said(words::file_too_large())));
                return;
            };
            // Without storage the plan lives in this window only; its screen says so.
            let _ = keep(&peer, Saving::Arriving);
            live::hand_over(peer, 0);
            page::go(&opened_at(route, room).href());
        })
    };
    let open_plan = Callback::from(move |draft: Draft| {
        let room = draft.room;
        // What is saved is read from there by its screen, together with what was there before.
        if drafts::save(&LocalStorage, draft.clone(), Saving::Arriving).is_err() {
            let mut peer = Peer::start(room, Author::from_bytes(random()), role_of(route), "");
            let refused = peer.load(draft.entries);
            live::hand_over(peer, refused);
        }
        page::go(&opened_at(route, room).href());
    });
    {
        let (begin, refused) = (begin.clone(), refused.clone());
        use_effect_with(props.case.clone(), move |encoded| {
            match encoded.as_deref().map(decode_case) {
                None => refused.set(None),
                Some(Err(why)) => refused.set(Some(why)),
                Some(Ok(case)) => {
                    let name = case
                        .agent
                        .as_ref()
                        .and_then(|agent| agent.first_name.clone())
                        .unwrap_or_default();
                    begin.emit((*case, name));
                }
            }
        });
    }
    let title = if route == Route::NewConsole {
        words::title_console("")
    } else {
        words::title_alone()
    };
    html! {
        <main class="pn-page pn-page--phone" id="content" tabindex="-1">
            <nav class="pn-header__nav"><a href={Route::Start.href()}>{ words::back_to_start().text() }</a></nav>
            <h1 class="pn-header__title">{ title.text().trim_end_matches([' ', '·']).to_owned() }</h1>
            { for refused.as_ref().map(not_opened) }
            if route == Route::NewAlone { <p class="pn-lead">{ words::alone_lead().text() }</p> }
            <CaseForm role={role_of(route)} on_case={begin} on_plan={open_plan} />
        </main>
    }
}

/// How a stored plan could be opened.
#[derive(Clone)]
enum Loaded {
    Ready(Rc<Peer>, Option<String>),
    /// Saved text that cannot be opened, and the sentence that says why.
    Closed(String, Option<String>),
}

impl PartialEq for Loaded {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

fn load(route: Route, room: RoomId) -> Loaded {
    let handed_over = live::take_over(room);
    let is_handed_over = handed_over.is_some();
    let start = || (Peer::start(room, Author::from_bytes(random()), role_of(route), ""), 0);
    let (mut peer, mut refused) = handed_over.unwrap_or_else(start);
    let mut earlier = false;
    match drafts::find(&LocalStorage, room) {
        Ok(Found::Whole(draft)) => refused += peer.load(draft.entries),
        Ok(Found::Earlier(draft)) => {
            refused += peer.load(draft.entries);
            earlier = true;
        }
        // It is the only copy: it opens whatever is stored, and its screen says that it cannot be saved.
        _ if is_handed_over => {}
        Ok(Found::Newer(text)) => return Loaded::Closed(words::drafts_newer().text(), Some(text)),
        Ok(Found::Damaged(text)) => return Loaded::Closed(words::drafts_damaged().text(), Some(text)),
        // The window to share waits for the console to send the plan.
        Ok(Found::Nothing) | Err(_) if matches!(route, Route::Share(_)) => {}
        Ok(Found::Nothing) => return Loaded::Closed(words::drafts_missing().text(), None),
        Err(error) => return Loaded::Closed(error.message().text(), None),
    }
    let said = if earlier {
        Some(words::drafts_earlier().text())
    } else {
        (refused > 0).then(|| words::file_some_refused().text())
    };
    Loaded::Ready(Rc::new(peer), said)
}

#[derive(Clone, PartialEq, Properties)]
pub struct PlanPageProps {
    pub route: Route,
    pub room: RoomId,
}

/// A plan that is kept on this device, or that the other window sends.
#[component]
pub fn PlanPage(props: &PlanPageProps) -> Html {
    let PlanPageProps { route, room } = *props;
    let loaded = use_state(|| load(route, room));
    match &*loaded {
        Loaded::Ready(peer, said) => {
            html! { <LivePlan {route} peer={live::Start(Rc::clone(peer))} said={said.clone()} /> }
        }
        Loaded::Closed(said, text) => {
            let save = text.clone().map(|text| {
                let onclick = Callback::from(move |()| {
                    files::save("plan.plan", "application/json", &text);
                });
                html! { { button(&ButtonProps { label: (words::save_file().text()).into(), onclick, look: Some("primary".into()), disabled: false, id: None }) } }
            });
            html! {
                <main class="pn-page pn-page--phone" id="content" tabindex="-1">
                    <h1 class="pn-header__title">{ words::app_name().text() }</h1>
                    <p class="pn-banner pn-banner--warning" role="alert">{ said.clone() }</p>
                    <div class="pn-buttons">
                        { for save }
                        <a class="pn-button" href={Route::Drafts.href()}>{ words::title_drafts().text() }</a>
                        <a class="pn-button" href={Route::Start.href()}>{ words::back_to_start().text() }</a>
                    </div>
                </main>
            }
        }
    }
}
